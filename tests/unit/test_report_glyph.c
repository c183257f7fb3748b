/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/glyph.h"

static void assert_put(const char *text, int32_t width, const char *shown, int32_t used)
{
    rf_buf out = rf_buf_new(4096);
    assert_int_equal(rf_glyph_put(&out, text, strlen(text), width), used);
    assert_string_equal(rf_buf_text(&out), shown);
    rf_buf_free(&out);
}

static void assert_ascii(const char *page, const char *ascii)
{
    rf_buf out = rf_buf_new(4096);
    rf_glyph_ascii(&out, page, strlen(page));
    assert_string_equal(rf_buf_text(&out), ascii);
    rf_buf_free(&out);
}

static void accents_take_one_column_and_ideographs_two(void **state)
{
    assert_int_equal(rf_glyph_width("Médiathèque", strlen("Médiathèque")), 11);
    assert_int_equal(rf_glyph_width("e\u0301", strlen("e\u0301")), 1);
    assert_int_equal(rf_glyph_width("图书", strlen("图书")), 4);
    assert_int_equal(rf_glyph_width("", 0), 0);
}

static void a_text_that_does_not_fit_ends_in_an_ellipsis(void **state)
{
    assert_put("Médiathèque", 11, "Médiathèque", 11);
    assert_put("Médiathèque", 6, "Média…", 6);
    assert_put("Médiathèque", 1, "…", 1);
    assert_put("Médiathèque", 0, "", 0);
}

static void a_wide_character_is_never_cut_in_half(void **state)
{
    assert_put("图书馆", 4, "图…", 3);
    assert_put("图书馆", 3, "图…", 3);
}

static void what_would_steer_the_terminal_is_shown_as_a_question_mark(void **state)
{
    assert_put("a\033[31mb", 20, "a?[31mb", 7);
    assert_put("a\u202e"
               "b\xc2\x9b",
               20, "a?b?", 4); /* writing from right to left, one-byte escape */
    assert_put("a\tb\nc", 20, "a b c", 5);
}

static void bytes_that_are_not_utf8_are_shown_as_question_marks(void **state)
{
    assert_put("caf\xe9", 20, "caf?", 4);
    assert_put("\xf0\x9f\x98", 20, "???", 3);
}

static void a_page_in_ascii_is_as_wide(void **state)
{
    assert_ascii("── Été « 1\u202f234 » …\n", "-- Ete \" 1 234 \" .\n");
    assert_ascii("l’œuvre", "l'ouvre");
    assert_ascii("图", "??");
    assert_ascii("\033[1mgras\033[0m\n", "\033[1mgras\033[0m\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_take_one_column_and_ideographs_two),
        cmocka_unit_test(a_text_that_does_not_fit_ends_in_an_ellipsis),
        cmocka_unit_test(a_wide_character_is_never_cut_in_half),
        cmocka_unit_test(what_would_steer_the_terminal_is_shown_as_a_question_mark),
        cmocka_unit_test(bytes_that_are_not_utf8_are_shown_as_question_marks),
        cmocka_unit_test(a_page_in_ascii_is_as_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
