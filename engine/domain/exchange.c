/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/exchange.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/workdays.h"

/* A lender and a borrower that differ. */
typedef struct loan {
    int32_t lender, borrower;
    int64_t number; /* row of ledger.between */
} loan;

static bool next_loan(loan *p, const rf_instance *in)
{
    const int64_t n = in->n_organisations;
    do {
        p->number++;
        if (p->number >= n * n)
            return false;
        p->lender = (int32_t)(p->number / n);
        p->borrower = (int32_t)(p->number % n);
    } while (p->lender == p->borrower);
    return true;
}

static int32_t lent_on(const rf_instance *in, const rf_ledger *ledger, const loan *p, int32_t t)
{
    return ledger->between[p->number * in->n_periods + t];
}

int64_t rf_lent_days(const rf_instance *in, const rf_ledger *ledger, int64_t pair, int32_t t)
{
    return (int64_t)ledger->between[pair * in->n_periods + t] * rf_working_days(in->scenario, t);
}

static int64_t lent_days_of(const rf_instance *in, const rf_ledger *ledger, const loan *p)
{
    int64_t sum = 0;
    for (int32_t t = 0; t < in->n_periods; t++)
        sum += rf_lent_days(in, ledger, p->number, t);
    return sum;
}

int64_t rf_lent_days_in_all(const rf_instance *in, const rf_ledger *ledger)
{
    int64_t sum = 0;
    for (loan p = {.number = -1}; next_loan(&p, in);)
        sum += lent_days_of(in, ledger, &p);
    return sum;
}

/* The convention's limit on the pair; -1: none. */
static int32_t limit_of(const rf_instance *in, const loan *p)
{
    const int32_t row = in->convention_of[p->number];
    return row >= 0 ? in->conventions[row].max : -1;
}

static void add_use(rf_sheet *sheet, int32_t lent, int32_t limit)
{
    rf_sheet_fte(sheet, lent);
    if (limit < 0) {
        rf_sheet_none(sheet);
        rf_sheet_none(sheet);
    } else {
        rf_sheet_fte(sheet, limit);
        rf_sheet_share(sheet, lent, limit);
    }
}

static void add_organisation(rf_sheet *sheet, const rf_instance *in, int32_t organisation)
{
    const rf_organisation_row *rows = rf_rows(in->territory, RF_ORGANISATIONS);
    rf_sheet_named(sheet, rf_organisation_name(in, organisation), rows[organisation].name);
}

static void add_pair(rf_sheet *sheet, const rf_instance *in, const loan *p)
{
    add_organisation(sheet, in, p->lender);
    add_organisation(sheet, in, p->borrower);
}

static void add_conventions(rf_sheets *out, const rf_instance *in, const rf_ledger *ledger)
{
    static const char *const COLUMNS[] = {"lender",   "borrower", "fte_days",
                                          "most_fte", "max_fte",  "used"};
    rf_sheet *sheet = rf_sheets_add(out, "conventions", COLUMNS, 6);
    for (loan p = {.number = -1}; next_loan(&p, in);) {
        int32_t most = 0;
        for (int32_t t = 0; t < in->n_periods; t++)
            most = lent_on(in, ledger, &p, t) > most ? lent_on(in, ledger, &p, t) : most;
        if (most == 0 && in->convention_of[p.number] < 0)
            continue;
        add_pair(sheet, in, &p);
        rf_sheet_fte(sheet, lent_days_of(in, ledger, &p));
        add_use(sheet, most, limit_of(in, &p));
    }
}

static void add_periods(rf_sheets *out, const rf_instance *in, const rf_ledger *ledger)
{
    static const char *const COLUMNS[] = {"from", "lender",  "borrower", "fte_days",
                                          "fte",  "max_fte", "used"};
    rf_sheet *sheet = rf_sheets_add(out, "periods", COLUMNS, 7);
    for (int32_t t = 0; t < in->n_periods; t++)
        for (loan p = {.number = -1}; next_loan(&p, in);) {
            if (lent_on(in, ledger, &p, t) == 0)
                continue;
            rf_sheet_date(sheet, rf_period_first_day(in->scenario, t));
            add_pair(sheet, in, &p);
            rf_sheet_fte(sheet, rf_lent_days(in, ledger, p.number, t));
            add_use(sheet, lent_on(in, ledger, &p, t), limit_of(in, &p));
        }
}

typedef struct account {
    int64_t lent, borrowed;
} account;

static void add_organisations(rf_sheets *out, const rf_instance *in, const account *accounts)
{
    static const char *const COLUMNS[] = {"organisation", "lent", "borrowed", "balance"};
    rf_sheet *sheet = rf_sheets_add(out, "organisations", COLUMNS, 4);
    for (int32_t o = 0; o < in->n_organisations; o++) {
        const account *a = &accounts[o];
        if (a->lent == 0 && a->borrowed == 0)
            continue;
        add_organisation(sheet, in, o);
        rf_sheet_fte(sheet, a->lent);
        rf_sheet_fte(sheet, a->borrowed);
        rf_sheet_balance(sheet, a->lent - a->borrowed);
    }
}

rf_status rf_exchange_sheets(rf_sheets *out, const rf_instance *in, const rf_ledger *ledger,
                             rf_err *err)
{
    account *accounts = rf_new_array((size_t)in->n_organisations, sizeof *accounts);
    if (accounts == NULL)
        return rf_fail_memory(err);
    for (loan p = {.number = -1}; next_loan(&p, in);) {
        const int64_t days = lent_days_of(in, ledger, &p);
        accounts[p.lender].lent += days;
        accounts[p.borrower].borrowed += days;
    }
    add_organisations(out, in, accounts);
    free(accounts);
    add_conventions(out, in, ledger);
    add_periods(out, in, ledger);
    return rf_sheets_status(out, err);
}
