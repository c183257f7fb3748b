/* SPDX-License-Identifier: GPL-3.0-or-later
 * decisions.csv in every form that a territory may have: rows are added in that form, every byte
 * that was there stays, and what was added last leaves no trace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <iconv.h>
#include <unistd.h>

#include "adapters/csv/csv.h"

static const rf_csv_options DETECTED;

/* A folder of its own for each test. */
static int set_up(void **state)
{
    char *folder = strdup("/tmp/renfort-decisions-XXXXXX");
    assert_non_null(mkdtemp(folder));
    *state = folder;
    return 0;
}

static const char *path_in(const char *folder, const char *name)
{
    static _Thread_local char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int tear_down(void **state)
{
    unlink(path_in(*state, "decisions.csv"));
    unlink(path_in(*state, "decisions-renfort.csv"));
    assert_int_equal(rmdir(*state), 0);
    free(*state);
    return 0;
}

static void write_bytes(const char *folder, const char *name, const char *bytes, size_t n)
{
    FILE *file = fopen(path_in(folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static rf_buf read_bytes(const char *folder, const char *name)
{
    rf_err err;
    rf_buf bytes = rf_buf_new(1 << 20);
    if (rf_file_read(&bytes, path_in(folder, name), &err) != RF_OK)
        fail_msg("%s", err.text);
    return bytes;
}

static void assert_bytes(const char *folder, const char *name, const char *bytes, size_t n)
{
    rf_buf found = read_bytes(folder, name);
    assert_int_equal(found.length, n);
    assert_memory_equal(rf_buf_text(&found), bytes, n);
    rf_buf_free(&found);
}

static void assert_text(const char *folder, const char *name, const char *text)
{
    rf_buf found = read_bytes(folder, name);
    assert_string_equal(rf_buf_text(&found), text);
    rf_buf_free(&found);
}

static rf_csv_decision a_decision(const char *reason)
{
    return (rf_csv_decision){.agent = "A-1",
                             .need = "MEALS",
                             .from = RF_DATE_FIRST,
                             .to = 18262,
                             .verdict = RF_FORBID,
                             .author = "Mairie; état civil",
                             .reason = reason};
}

static const char *added(const char *folder, rf_csv_decision decision,
                         const rf_csv_options *options)
{
    rf_err err;
    const char *file = NULL;
    const rf_csv_decisions one = {.list = &decision, .n = 1};
    if (rf_csv_add_decisions(&file, folder, options, &one, &err) != RF_OK)
        fail_msg("%s", err.text);
    return file;
}

static size_t removed(const char *folder, int32_t number)
{
    rf_err err;
    size_t n = 99;
    if (rf_csv_remove_decision(&n, folder, &DETECTED, number, &err) != RF_OK)
        fail_msg("%s", err.text);
    return n;
}

/* ---- every form ---- */

static const char *const ENCODINGS[] = {"UTF-8", "UTF-8 mark", "UTF-16LE", "UTF-16BE",
                                        "WINDOWS-1252"};
static const char *const ENDS[] = {"\n", "\r\n"};
static const char DELIMITERS[] = {',', ';', '\t'};

/* Header and rows: '|' stands for the delimiter, '/' for a line end. */
static const char *const TEXTS[] = {
    "agent|need|from|to|decision|author|reason/M é1|MEALS|||pin|Zoé|d'accord/",
    "agent|need|from|to|decision|author|reason/M é1|MEALS|||pin|Zoé|d'accord",
    "matricule|besoin|début|fin|décision|auteur|motif/Mé|PHONE|16~03~2020||interdire|Zoé|/",
    "MOTIF|note|Décision|Matricule|Besoin|au|du|Auteur/\"a \"\"b\"\"/c\"|x|pin|é|N|||Zoé/",
    "agent|need|from|to|decision|author|reason||/é|N|||pin|Zoé|ok||/||||||||/",
    "agent|need|from|to|decision|author|reason/é|N|||pin|Zoé|ok//  /",
    "sep=|/agent|need|from|to|decision|author|reason/é|N|||pin|Zoé|ok/",
};

static rf_buf expand(const char *text, char delimiter, const char *end)
{
    rf_buf out = rf_buf_new(1 << 16);
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '|')
            rf_buf_add(&out, &delimiter, 1);
        else if (*c == '/')
            rf_buf_puts(&out, end);
        else
            rf_buf_add(&out, *c == '~' ? "/" : c, 1);
    return out;
}

static rf_buf encoded(const rf_buf *text, const char *encoding)
{
    rf_buf out = rf_buf_new(1 << 16);
    char block[8192], *to = block, *from = text->text;
    size_t room = sizeof block, left = text->length;
    const bool mark = strcmp(encoding, "UTF-8 mark") == 0;
    const iconv_t converter = iconv_open(mark ? "UTF-8" : encoding, "UTF-8");
    assert_true(iconv(converter, &from, &left, &to, &room) != (size_t)-1);
    iconv_close(converter);
    rf_buf_puts(&out, mark ? "\xEF\xBB\xBF" : "");
    if (strncmp(encoding, "UTF-16", 6) == 0)
        rf_buf_add(&out, encoding[6] == 'L' ? "\xFF\xFE" : "\xFE\xFF", 2);
    rf_buf_add(&out, block, (size_t)(to - block));
    return out;
}

/* What was there is the beginning of what is there. */
static void assert_begins(const char *folder, const rf_buf *before, size_t grown_at_least)
{
    rf_buf now = read_bytes(folder, "decisions.csv");
    assert_true(now.length >= before->length + grown_at_least);
    assert_memory_equal(rf_buf_text(&now), rf_buf_text(before), before->length);
    rf_buf_free(&now);
}

static void go_round(const char *folder, const char *text, const char *encoding, char delimiter,
                     const char *end)
{
    rf_buf utf8 = expand(text, delimiter, end), bytes = encoded(&utf8, encoding);
    write_bytes(folder, "decisions.csv", rf_buf_text(&bytes), bytes.length);
    assert_string_equal(
        added(folder, a_decision("#1 refuse workload 2020-01-02: où, \"quand\""), &DETECTED),
        "decisions.csv");
    assert_begins(folder, &bytes, 40);
    rf_buf one = read_bytes(folder, "decisions.csv");
    added(folder, a_decision("#2 refuse hours 2020-01-02"), &DETECTED);
    added(folder, a_decision("#3 accept unstated 2020-01-02"), &DETECTED);
    added(folder, a_decision("#2 refuse hours 2020-01-02"), &DETECTED);
    assert_int_equal(removed(folder, 2), 2);
    assert_begins(folder, &one, 20);
    assert_int_equal(removed(folder, 3), 1);
    assert_bytes(folder, "decisions.csv", rf_buf_text(&one), one.length);
    assert_int_equal(removed(folder, 1), 1);
    assert_bytes(folder, "decisions.csv", rf_buf_text(&bytes), bytes.length);
    assert_int_equal(removed(folder, 1), 0);
    rf_buf_free(&one);
    rf_buf_free(&bytes);
    rf_buf_free(&utf8);
}

/* A file of French words is never plain ASCII: its encoding is told by its bytes. */
static void in_every_form_what_is_added_goes_without_a_trace(void **state)
{
    for (size_t t = 0; t < sizeof TEXTS / sizeof TEXTS[0]; t++)
        for (size_t e = 0; e < sizeof ENCODINGS / sizeof ENCODINGS[0]; e++)
            for (size_t l = 0; l < sizeof ENDS / sizeof ENDS[0]; l++)
                go_round(*state, TEXTS[t], ENCODINGS[e], DELIMITERS[(t + e + l) % 3], ENDS[l]);
}

static void a_row_has_the_columns_of_its_file(void **state)
{
    const char *folder = *state;
    static const char header[] = "motif;remarque;décision;au;matricule;du;besoin;auteur\r\n";
    write_bytes(folder, "decisions.csv", header, sizeof header - 1);
    added(folder, a_decision("#1 refuse workload 2020-01-02: a;b"), &DETECTED);
    assert_text(folder, "decisions.csv",
                "motif;remarque;décision;au;matricule;du;besoin;auteur\r\n"
                "\"#1 refuse workload 2020-01-02: a;b\";;forbid;2020-01-01;A-1;;MEALS;"
                "\"Mairie; état civil\"\r\n");
}

static void a_file_that_is_not_there_is_made(void **state)
{
    const char *folder = *state;
    assert_string_equal(added(folder, a_decision("#1 refuse hours 2020-01-02"), &DETECTED),
                        "decisions.csv");
    assert_text(folder, "decisions.csv",
                "agent,need,from,to,decision,author,reason\n"
                "A-1,MEALS,,2020-01-01,forbid,\"Mairie; état civil\",#1 refuse hours 2020-01-02\n");
    assert_int_equal(removed(folder, 1), 1);
    assert_text(folder, "decisions.csv", "agent,need,from,to,decision,author,reason\n");
}

static void a_new_file_has_the_form_that_was_asked_for(void **state)
{
    const char *folder = *state;
    static const char *const names[] = {"utf-16", "windows-1252"};
    for (size_t i = 0; i < 2; i++) {
        const rf_csv_options options = {.encoding = names[i], .delimiter = ';'};
        rf_err err;
        size_t n = 0;
        unlink(path_in(folder, "decisions.csv"));
        added(folder, a_decision("#1 refuse hours 2020-01-02"), &options);
        rf_buf bytes = read_bytes(folder, "decisions.csv");
        assert_memory_equal(bytes.text, i == 0 ? "\xFF\xFE" : "ag", 2);
        rf_buf_free(&bytes);
        assert_int_equal(rf_csv_remove_decision(&n, folder, &options, 1, &err), RF_OK);
        assert_int_equal(n, 1);
    }
}

static void a_file_without_a_column_stays_and_its_part_takes_the_rows(void **state)
{
    const char *folder = *state;
    static const char own[] = "agent,need,decision\nA-2,MEALS,forbid\n";
    write_bytes(folder, "decisions.csv", own, sizeof own - 1);
    for (int i = 0; i < 2; i++)
        assert_string_equal(added(folder, a_decision("#4 refuse hours 2020-01-02"), &DETECTED),
                            "decisions-renfort.csv");
    assert_text(folder, "decisions.csv", own);
    assert_int_equal(removed(folder, 4), 2);
    assert_text(folder, "decisions-renfort.csv", "agent,need,from,to,decision,author,reason\n");
    assert_text(folder, "decisions.csv", own);
}

/* The rows of both, one after the other, go nowhere then. */
static void a_part_without_a_column_is_refused(void **state)
{
    const char *folder = *state;
    static const char own[] = "agent,need,decision\nA-2,MEALS,forbid\n";
    rf_err err;
    const char *file = NULL;
    rf_csv_decision decision = a_decision("#4 refuse hours 2020-01-02");
    write_bytes(folder, "decisions.csv", own, sizeof own - 1);
    write_bytes(folder, "decisions-renfort.csv", own, sizeof own - 1);
    const rf_csv_decisions one = {.list = &decision, .n = 1};
    assert_int_equal(rf_csv_add_decisions(&file, folder, &DETECTED, &one, &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "lacks columns"));
    assert_text(folder, "decisions.csv", own);
    assert_text(folder, "decisions-renfort.csv", own);
}

static void what_the_encoding_cannot_say_is_refused_and_nothing_is_written(void **state)
{
    const char *folder = *state;
    static const char own[] = "agent,need,from,to,decision,author,reason\nA-2,N,,,pin,Zo\xE9,\n";
    rf_err err;
    const char *file = NULL;
    rf_csv_decision decision = a_decision("#4 refuse hours 2020-01-02: → Łódź");
    write_bytes(folder, "decisions.csv", own, sizeof own - 1);
    const rf_csv_decisions one = {.list = &decision, .n = 1};
    assert_int_equal(rf_csv_add_decisions(&file, folder, &DETECTED, &one, &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "Windows-1252"));
    assert_text(folder, "decisions.csv", own);
}

static void a_file_that_is_not_csv_is_left_alone(void **state)
{
    const char *folder = *state;
    static const char *const own[] = {
        "", "agent,need,from,to,decision,author,reason\n\"A-2,N,,,pin,x,\n", "%PDF-1.4 agent"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        rf_err err;
        size_t n = 0;
        const char *file = NULL;
        rf_csv_decision decision = a_decision("#4 refuse hours 2020-01-02");
        const rf_csv_decisions one = {.list = &decision, .n = 1};
        write_bytes(folder, "decisions.csv", own[i], strlen(own[i]));
        assert_int_equal(rf_csv_add_decisions(&file, folder, &DETECTED, &one, &err), RF_BAD_INPUT);
        assert_int_equal(rf_csv_remove_decision(&n, folder, &DETECTED, 4, &err), RF_BAD_INPUT);
        assert_text(folder, "decisions.csv", own[i]);
    }
}

static void rows_of_other_people_are_never_removed(void **state)
{
    const char *folder = *state;
    static const char own[] = "agent,need,from,to,decision,author,reason\n"
                              "A-2,N,,,pin,x,#1 refuse\nA-2,N,,,forbid,x,1\n"
                              "A-2,N,,,forbid,#1 refuse hours 2020-01-02,\n";
    write_bytes(folder, "decisions.csv", own, sizeof own - 1);
    assert_int_equal(removed(folder, 1), 0);
    assert_text(folder, "decisions.csv", own);
}

static void a_row_that_stands_first_or_alone_goes_as_well(void **state)
{
    const char *folder = *state;
    static const char own[] = "agent,need,from,to,decision,author,reason\r\n"
                              "A-2,N,,,pin,x,#1 refuse hours 2020-01-02\r\nA-2,N,,,forbid,x,1";
    write_bytes(folder, "decisions.csv", own, sizeof own - 1);
    assert_int_equal(removed(folder, 1), 1);
    assert_text(folder, "decisions.csv",
                "agent,need,from,to,decision,author,reason\r\nA-2,N,,,forbid,x,1");
}

/* The row goes in the same replacement, and no other of its number; what is not there stops all. */
static void an_outdated_row_goes_when_the_new_one_comes(void **state)
{
    static const char BEFORE[] = "agent;need;from;to;decision;author;reason\r\n"
                                 "A-2;MEALS;;;pin;HR;#3 accept unstated 2026-01-02\r\n"
                                 "A-1;MEALS;;;pin;HR;#3 accept unstated 2026-01-02\r\n"
                                 "A-1;CARE;;;pin;HR;#3 accept unstated 2026-01-02\r\n";
    static const char AFTER[] = "agent;need;from;to;decision;author;reason\r\n"
                                "A-2;MEALS;;;pin;HR;#3 accept unstated 2026-01-02\r\n"
                                "A-1;CARE;;;pin;HR;#3 accept unstated 2026-01-02\r\n"
                                "A-1;MEALS;;2020-01-01;forbid;\"Mairie; état civil\";#4 end\r\n";
    rf_err err;
    const char *file = NULL;
    rf_csv_decision decision = a_decision("#4 end");
    rf_csv_outdated old = {.line = 3, .number = 3, .row = {.agent = "A-2"}};
    rf_buf before = rf_buf_new(1 << 20);
    const rf_csv_decisions one = {
        .list = &decision, .n = 1, .outdated = &old, .n_outdated = 1, .before = &before};
    write_bytes(*state, "decisions.csv", BEFORE, sizeof BEFORE - 1);
    assert_int_equal(rf_csv_add_decisions(&file, *state, &DETECTED, &one, &err), RF_BAD_INPUT);
    assert_non_null(strstr(err.text, "lacks a row that the decision takes the place of"));
    assert_text(*state, "decisions.csv", BEFORE);
    old.row.agent = "A-1";
    rf_buf_clear(&before);
    if (rf_csv_add_decisions(&file, *state, &DETECTED, &one, &err) != RF_OK)
        fail_msg("%s", err.text);
    assert_text(*state, "decisions.csv", AFTER);
    assert_string_equal(rf_buf_text(&before), BEFORE);
    rf_buf_free(&before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_every_form_what_is_added_goes_without_a_trace, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_row_has_the_columns_of_its_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_is_made, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_file_has_the_form_that_was_asked_for, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_without_a_column_stays_and_its_part_takes_the_rows,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_without_a_column_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_the_encoding_cannot_say_is_refused_and_nothing_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_csv_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_of_other_people_are_never_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_that_stands_first_or_alone_goes_as_well, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_outdated_row_goes_when_the_new_one_comes, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
