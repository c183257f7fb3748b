/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/paper.h"

static void assert_text(int32_t width, const char *text, const char *expected)
{
    rf_buf out = rf_buf_new(4096);
    rf_paper_text(&out, &(rf_page){.width = width, .utf8 = true}, RF_PLAIN, text);
    assert_string_equal(rf_buf_text(&out), expected);
    rf_buf_free(&out);
}

static void a_sentence_breaks_at_spaces_and_not_at_unbreakable_ones(void **state)
{
    assert_text(12, "un deux trois", "  un deux\n  trois\n");
    assert_text(12, "un deux\u00a0: trois", "  un deux\u00a0:\n  trois\n");
    assert_text(12, "", "");
}

static void a_word_wider_than_the_page_is_cut(void **state)
{
    assert_text(8, "anticonstitutionnel", "  antic…\n");
}

static void a_heading_fills_the_page_and_has_a_line_above_it(void **state)
{
    const rf_page page = {.width = 16, .utf8 = true};
    rf_buf out = rf_buf_new(4096);
    rf_paper_heading(&out, &page, "Besoins");
    rf_paper_heading(&out, &page, "Besoins couverts");
    assert_string_equal(rf_buf_text(&out), "── Besoins ─────\n\n── Besoins couv…\n");
    rf_buf_free(&out);
}

static void the_style_of_a_share_is_good_only_when_whole(void **state)
{
    assert_int_equal(rf_style_of_share(1), RF_GOOD);
    assert_int_equal(rf_style_of_share(0.9999), RF_DOUBTFUL);
    assert_int_equal(rf_style_of_share(0.79), RF_BAD);
}

static void a_failed_page_is_not_handed_over(void **state)
{
    const rf_page page = {.width = 80, .utf8 = true};
    rf_err err;
    rf_buf out = rf_buf_new(4096), text = rf_buf_new(4);
    rf_buf_puts(&text, "too long");
    assert_int_equal(rf_paper_deliver(&out, &page, &text, &err), RF_NO_MEMORY);
    assert_int_equal(out.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_breaks_at_spaces_and_not_at_unbreakable_ones),
        cmocka_unit_test(a_word_wider_than_the_page_is_cut),
        cmocka_unit_test(a_heading_fills_the_page_and_has_a_line_above_it),
        cmocka_unit_test(the_style_of_a_share_is_good_only_when_whole),
        cmocka_unit_test(a_failed_page_is_not_handed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
