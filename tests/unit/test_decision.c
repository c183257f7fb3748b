/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/decision.h"

static void every_note_comes_back_as_it_was_printed(void **state)
{
    static const char *const comments[] = {NULL, "on call", "a: b", ": ", "#3 refuse"};
    for (rf_act act = 0; act < RF_N_ACTS; act++)
        for (int32_t m = 0; rf_motives[m].code != NULL; m++)
            for (size_t c = 0; c < sizeof comments / sizeof comments[0]; c++) {
                const rf_note note = {7 + m, act, m, 20000 + m, comments[c]};
                rf_note read;
                rf_buf text = rf_buf_new(1024);
                rf_note_print(&text, &note);
                assert_true(rf_note_parse(&read, rf_buf_text(&text)));
                assert_int_equal(read.number, note.number);
                assert_int_equal(read.act, act);
                assert_int_equal(read.motive, m);
                assert_int_equal(read.date, note.date);
                if (comments[c] == NULL)
                    assert_null(read.comment);
                else
                    assert_string_equal(read.comment, comments[c]);
                rf_buf_free(&text);
            }
}

static void somebodys_own_text_is_no_note(void **state)
{
    static const char *const texts[] = {"",
                                        "on call",
                                        "#",
                                        "#1",
                                        "#1 refuse",
                                        "#1 refuse workload",
                                        "#1 refuse workload 2026-02-30",
                                        "#0 refuse workload 2026-01-02",
                                        "#-1 refuse workload 2026-01-02",
                                        "#1x refuse workload 2026-01-02",
                                        "#99999999999 refuse workload 2026-01-02",
                                        "#1 refused workload 2026-01-02",
                                        "#1 refuse illness 2026-01-02",
                                        "#1 refuse workload 02/01/2026",
                                        "#1  refuse workload 2026-01-02",
                                        "#1 refuse workload 2026-01-02 on call",
                                        "#1 refuse workload 2026-01-02:",
                                        "#1 refuse workload 2026-01-02: ",
                                        " #1 refuse workload 2026-01-02"};
    rf_note note;
    assert_false(rf_note_parse(&note, NULL));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (rf_note_parse(&note, texts[i]))
            fail_msg("'%s' was taken for a note", texts[i]);
}

static void reasons_are_found_by_code_and_by_french_name(void **state)
{
    for (int32_t i = 0; rf_motives[i].code != NULL; i++) {
        assert_int_equal(rf_motive_find(rf_motives[i].code), i);
        assert_int_equal(rf_motive_find(rf_motives[i].french), i);
        assert_string_equal(rf_motive_codes[i], rf_motives[i].code);
        assert_int_equal(strcspn(rf_motives[i].code, " :"), strlen(rf_motives[i].code));
    }
    assert_int_equal(rf_motive_find("illness"), -1);
    assert_int_equal(rf_motive_find(""), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_note_comes_back_as_it_was_printed),
        cmocka_unit_test(somebodys_own_text_is_no_note),
        cmocka_unit_test(reasons_are_found_by_code_and_by_french_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
