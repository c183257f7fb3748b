/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pages of what changed and of what was decided, and the document of the first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/json/json.h"
#include "tests/support/village.h"

/* M00 keeps, M01 moves from one need to another, M02 is dropped, M35 is new. */
static rf_difference *difference_of(const village *v)
{
    const rf_move before[] = {hamlet_move(v->h, "M00", "N-REPAS", 0, 3),
                              hamlet_move(v->h, "M01", "N-REPAS", 0, 1),
                              hamlet_move(v->h, "M02", "N-REPAS", 0, 3)};
    const rf_move after[] = {hamlet_move(v->h, "M00", "N-REPAS", 0, 3),
                             hamlet_move(v->h, "M01", "N-TRI", 2, 3),
                             hamlet_move(v->h, "M35", "N-REPAS", 2, 3)};
    rf_err err;
    rf_difference *d = NULL;
    assert_int_equal(rf_difference_new(&d, v->h->in, &(rf_two_plans){before, after, 3, 3, 1}, &err),
                     RF_OK);
    return d;
}

static void assert_page(const village *v, const char *name, rf_page page)
{
    rf_err err;
    rf_buf out = rf_buf_new(1 << 20);
    rf_difference *d = difference_of(v);
    assert_int_equal(rf_report_difference(&out, v->h->in, d, &page, &err), RF_OK);
    village_assert_width(rf_buf_text(&out), page.width);
    village_assert_golden(name, rf_buf_text(&out));
    rf_difference_free(d);
    rf_buf_free(&out);
}

static void the_page_of_changes_is_as_kept_in_three_widths(void **state)
{
    assert_page(*state, "difference-en-40", (rf_page){.width = 40, .utf8 = true});
    assert_page(*state, "difference-en-80", (rf_page){.width = 80, .utf8 = true});
    assert_page(*state, "difference-en-132", (rf_page){.width = 132, .utf8 = true});
    assert_page(*state, "difference-en-80-colour",
                (rf_page){.width = 80, .colour = true, .utf8 = true});
}

static void without_a_change_the_page_says_so_and_names_nobody(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80, .utf8 = true};
    rf_err err;
    rf_difference *d = NULL;
    rf_buf out = rf_buf_new(1 << 20);
    const rf_two_plans plans = {v->moves, v->moves, 7, 7, 0};
    assert_int_equal(rf_difference_new(&d, v->h->in, &plans, &err), RF_OK);
    assert_int_equal(rf_report_difference(&out, v->h->in, d, &page, &err), RF_OK);
    assert_non_null(strstr(out.text, "Kept: 7. Changed: 0. New: 0. Dropped: 0."));
    assert_null(strstr(out.text, "M00"));
    rf_difference_free(d);
    rf_buf_free(&out);
}

static void more_than_twenty_changes_are_counted(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80, .utf8 = true};
    rf_err err;
    rf_difference *d = NULL;
    rf_buf out = rf_buf_new(1 << 20);
    rf_move moves[25];
    for (int32_t i = 0; i < 25; i++) {
        char agent[8];
        snprintf(agent, sizeof agent, "M%02d", i);
        moves[i] = hamlet_move(v->h, agent, "N-REPAS", 0, 0);
    }
    assert_int_equal(
        rf_difference_new(&d, v->h->in, &(rf_two_plans){.after = moves, .n_after = 25}, &err),
        RF_OK);
    assert_int_equal(rf_report_difference(&out, v->h->in, d, &page, &err), RF_OK);
    assert_non_null(strstr(out.text, "  and 5 more\n"));
    rf_difference_free(d);
    rf_buf_free(&out);
}

static void the_document_says_the_same(void **state)
{
    const village *v = *state;
    rf_err err;
    rf_buf out = rf_buf_new(1 << 20);
    rf_difference *d = difference_of(v);
    assert_int_equal(rf_json_write_difference(&out, v->h->in, d, &err), RF_OK);
    static const char *const parts[] = {
        "{\n  \"format\": \"renfort-changes/1\",\n  \"all\": {\"unknown\": 1, \"kept\": 1, "
        "\"changed\": 1, \"new\": 1, \"dropped\": 2, \"lent_before\": 10, ",
        "{\"change\": \"changed\", \"agent\": \"M01\", \"before\": {\"need\": \"N-REPAS\", "
        "\"from\": \"2020-03-16\", \"to\": \"2020-03-29\"}, \"after\": {\"need\": \"N-TRI\", "
        "\"from\": \"2020-03-30\", \"to\": \"2020-04-12\"}}",
        "{\"change\": \"dropped\", \"agent\": \"M02\", ",
        "\"after\": null}",
        "{\"change\": \"new\", \"agent\": \"M35\", \"before\": null, ",
        "{\"organisation\": \"ORG\", \"kept\": 1, \"changed\": 1, \"new\": 0, \"dropped\": 1, ",
        "{\"unit\": \"CARE\", \"kept\": 0, \"changed\": 0, \"new\": 1, \"dropped\": 0, ",
        "{\"name\": \"vital\", \"before\": ",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(out.text, parts[i]) == NULL)
            fail_msg("'%s' is not in\n%s", parts[i], out.text);
    rf_difference_free(d);
    rf_buf_free(&out);
}

static void put_reason(const village *v, int32_t row, const char *author, const char *reason)
{
    rf_decision_row *rows = v->h->territory->tables[RF_DECISIONS].rows;
    rows[row].author = author;
    rows[row].reason = reason;
}

static void decisions_are_listed_with_author_and_reason(void **state)
{
    const village *v = *state;
    const rf_page page = {.width = 80, .utf8 = true};
    rf_err err;
    rf_buf out = rf_buf_new(1 << 20);
    assert_int_equal(rf_report_decisions(&out, v->h->territory, 0, &page, &err), RF_OK);
    assert_string_equal(out.text, "  No decision is recorded.\n");
    rf_buf_clear(&out);
    hamlet_row(v->h, RF_DECISIONS, "agent=M00 decision=forbid");
    hamlet_row(v->h, RF_DECISIONS,
               "agent=M01 need=N-TRI decision=pin from=2020-03-16 to=2020-03-22");
    hamlet_row(v->h, RF_DECISIONS, "agent=M02 need=N-TRI decision=forbid from=2020-03-23");
    put_reason(v, 0, "HR", "on call");
    put_reason(v, 1, "HR", "#4 propose skills 2020-03-02: asked by the team");
    put_reason(v, 2, "HR", "#5 end need_changed 2020-03-03");
    assert_int_equal(rf_report_decisions(&out, v->h->territory, 0, &page, &err), RF_OK);
    village_assert_width(out.text, 80);
    village_assert_golden("decisions-en-80", out.text);
    rf_buf_clear(&out);
    assert_int_equal(rf_report_decisions(&out, v->h->territory, 5, &page, &err), RF_OK);
    assert_non_null(strstr(out.text, "M02"));
    assert_null(strstr(out.text, "M01"));
    rf_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_of_changes_is_as_kept_in_three_widths,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(without_a_change_the_page_says_so_and_names_nobody,
                                        village_set_up, village_tear_down),
        cmocka_unit_test_setup_teardown(more_than_twenty_changes_are_counted, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(the_document_says_the_same, village_set_up,
                                        village_tear_down),
        cmocka_unit_test_setup_teardown(decisions_are_listed_with_author_and_reason, village_set_up,
                                        village_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
