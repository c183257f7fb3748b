/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "adapters/csv/csv.h"
#include "adapters/json/json.h"
#include "tests/support/oom.h"
#include "tests/support/village.h"

static rf_status returns(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    rf_returns *r = NULL;
    (void)ledger;
    const rf_status rc = rf_returns_new(&r, v->h->in, v->plan.moves, v->plan.n_moves, err);
    if (rc == RF_OK)
        rf_returns_sheets(out, v->h->in, r);
    rf_returns_free(r);
    return rc == RF_OK ? rf_sheets_status(out, err) : rc;
}

static rf_status exchange(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    return rf_exchange_sheets(out, v->h->in, ledger, err);
}

static rf_status pool(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    rf_calls *calls = NULL;
    rf_status rc = rf_calls_new(&calls, v->h->in, ledger, &v->plan, err);
    if (rc == RF_OK)
        rc = rf_uncalled_sheets(out, calls, true, err);
    rf_calls_free(calls);
    return rc;
}

static rf_status reserve(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    int32_t n = 0;
    rf_reserve *r = NULL;
    (void)ledger;
    const rf_status rc = rf_reserve_find(&r, &n, v->h->in, &v->plan, err);
    if (rc == RF_OK)
        rf_reserve_sheet(out, v->h->in, r, n);
    free(r);
    return rc == RF_OK ? rf_sheets_status(out, err) : rc;
}

static rf_status stress(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    const rf_stress_options options = {.centi_percent = 1000, .draws = 4, .seed = 1};
    rf_stress *s = NULL;
    rf_status rc = rf_stress_new(&s, v->h->in, &v->plan, &options, err);
    if (rc == RF_OK)
        rc = rf_stress_sheets(out, s, ledger, err);
    rf_stress_free(s);
    return rc;
}

static rf_status compare(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    rf_compared side = {.file = "a.json", .in = v->h->in, .plan = &v->plan, .ledger = ledger};
    const rf_status rc = rf_burden_gini(&side.gini, v->h->in, v->plan.moves, v->plan.n_moves, err);
    const rf_compared sides[] = {side, side};
    return rc == RF_OK ? rf_compare_sheets(out, sides, 2, err) : rc;
}

static rf_status key_figures(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err)
{
    const rf_kpi_options options = {.draws = 3};
    rf_kpi_list *list = NULL;
    (void)ledger;
    rf_status rc = rf_kpi_compute(&list, v->h->in, &v->plan, &options, err);
    if (rc == RF_OK)
        rc = rf_kpi_sheets(out, list, err);
    rf_kpi_list_free(list);
    return rc;
}

typedef rf_status (*maker)(rf_sheets *out, const village *v, const rf_ledger *ledger, rf_err *err);

static rf_status print(rf_buf *out, int32_t how, const village *v, const rf_sheets *sheets,
                       rf_err *err)
{
    const rf_page page = {.width = 80, .utf8 = true};
    if (how == 0)
        return rf_json_write_sheets(out, sheets, v->h->scenario, err);
    return how == 1 ? rf_csv_write_sheets(out, sheets, err)
                    : rf_report_sheets(out, v->h->in, sheets, &page, err);
}

/* The nth allocation fails, and every one after it, for every n. */
static void figures_are_whole_or_nothing(void **state)
{
    static const maker makers[] = {returns, exchange, pool, reserve, stress, compare, key_figures};
    rf_err err;
    rf_ledger *ledger = NULL;
    village_speak("en");
    village *v = village_new();
    assert_int_equal(rf_ledger_new(&ledger, v->h->in, v->plan.moves, v->plan.n_moves, &err), RF_OK);
    for (int32_t x = 0; x < 21; x++) {
        bool failed = true;
        long n = 0;
        for (; failed; n++) {
            rf_sheets sheets = rf_sheets_new("figures");
            rf_buf out = rf_buf_new(1 << 20);
            oom_after(n);
            rf_status rc = makers[x / 3](&sheets, v, ledger, &err);
            if (rc == RF_OK)
                rc = print(&out, x % 3, v, &sheets, &err);
            failed = oom_lift();
            assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
            assert_true(failed || out.length > 0);
            rf_buf_free(&out);
            rf_sheets_free(&sheets);
        }
        assert_true(n > 2);
    }
    rf_ledger_free(ledger);
    village_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(figures_are_whole_or_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
