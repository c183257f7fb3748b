/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "adapters/report/html.h"
#include "adapters/report/html_sweep.h"
#include "tests/support/oom.h"
#include "tests/support/village.h"

typedef rf_status (*drawer)(rf_pictures *out, const rf_compared *plan, rf_err *err);

static rf_status of_plan(rf_pictures *out, const rf_compared *plan, rf_err *err)
{
    return rf_pictures_of_plan(out, plan, err);
}

static rf_status of_two(rf_pictures *out, const rf_compared *plan, rf_err *err)
{
    const rf_compared both[] = {*plan, *plan};
    return rf_pictures_of_comparison(out, both, 2, err);
}

static rf_status of_sweep(rf_pictures *out, const rf_compared *plan, rf_err *err)
{
    rf_swept_job jobs[] = {{"A", "s", "base", "", 1},
                           {"A", "s", "absence-10", "", 1},
                           {"A", "s", "absence-20", "", 1}};
    rf_swept_figure figures[] = {{0, "coverage", "", 0.8}, {0, "lent", "", 0.5},
                                 {0, "moved", "", 80},     {1, "coverage", "", 0.7},
                                 {1, "moved", "", 80},     {2, "coverage", "", 0.6}};
    rf_swept_loan loans[] = {{0, "X", "Y", 3.5}};
    const rf_swept swept = {.name = "s",
                            .version = "1",
                            .planned = 3,
                            .jobs = jobs,
                            .figures = figures,
                            .loans = loans,
                            .n_jobs = 3,
                            .n_figures = 6,
                            .n_loans = 1};
    (void)plan;
    return rf_pictures_of_sweep(out, &swept, err);
}

static rf_status page(rf_buf *out, drawer draw, const rf_compared *plan, rf_err *err)
{
    const rf_html_options options = {.lang = "en", .version = "1"};
    rf_pictures *pictures = rf_pictures_new();
    rf_status rc = pictures != NULL ? draw(pictures, plan, err) : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_html_page(out, pictures, &options, err);
    rf_pictures_free(pictures);
    return rc;
}

/* The nth allocation fails, and every one after it, for every n (each third of those after the
 * first two hundred: a plan makes thousands). */
static void pages_are_whole_or_not_there(void **state)
{
    static const drawer drawers[] = {of_plan, of_two, of_sweep};
    rf_err err;
    const village *v = *state;
    rf_ledger *ledger = NULL;
    assert_int_equal(rf_ledger_new(&ledger, v->h->in, v->plan.moves, v->plan.n_moves, &err), RF_OK);
    const rf_compared plan = {.file = "a.json", .in = v->h->in, .plan = &v->plan, .ledger = ledger};
    for (size_t i = 0; i < sizeof drawers / sizeof drawers[0]; i++) {
        bool failed = true;
        for (long n = 0; failed; n += n < 200 ? 1 : 3) {
            rf_buf out = rf_buf_new(1 << 23);
            oom_after(n);
            const rf_status rc = page(&out, drawers[i], &plan, &err);
            failed = oom_lift();
            assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
            rf_buf_free(&out);
        }
    }
    rf_ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        pages_are_whole_or_not_there, village_set_up, village_tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
