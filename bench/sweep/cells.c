/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of people: who lends to whom, which category serves which tier, from which commune to
 * which. FTE-days, and how many different persons stand behind each. And of no people: what each
 * organisation lacks. */
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/shares.h"
#include "bench/sweep/sweep.h"

static const double CENTI = 100;

/* One table being counted. */
typedef struct table {
    const char *name;
    const char *const *rows; /* names */
    const char *const *columns;
    int32_t n_rows, n_columns;
    int64_t *people, *centi_days; /* [rows][columns] */
    int32_t *last; /* [rows][columns] the agent counted last, + 1; moves are sorted */
} table;

/* Where a move belongs; -1: nowhere. */
typedef struct spot {
    int32_t row, column;
} spot;

typedef struct counting {
    rf_sweep_result *out;
    const rf_instance *in;
    const rf_plan *plan;
    const char **organisations, **communes;
    int32_t *commune_of; /* [sites] */
    int32_t n_communes;
} counting;

static int64_t centi_days(const counting *c, const rf_move *move)
{
    int64_t sum = 0;
    for (int32_t t = move->first; t <= move->last; t++)
        sum +=
            (int64_t)rf_contribution(c->in, move->agent, t) * rf_working_days(c->in->scenario, t);
    return sum;
}

static int32_t organisation_of(const counting *c, const rf_move *move)
{
    return c->in->agents[move->agent.i].organisation;
}

static spot lending(const counting *c, const rf_move *move)
{
    const int32_t lender = organisation_of(c, move);
    const int32_t borrower = c->in->needs[move->need.i].organisation;
    return lender == borrower ? (spot){-1, -1} : (spot){lender, borrower};
}

static spot category_by_tier(const counting *c, const rf_move *move)
{
    return (spot){c->in->agents[move->agent.i].category, c->in->needs[move->need.i].tier};
}

static spot commuting(const counting *c, const rf_move *move)
{
    const int32_t home = c->in->agents[move->agent.i].site, site = c->in->needs[move->need.i].site;
    if (home < 0 || site < 0)
        return (spot){-1, -1};
    return (spot){c->commune_of[home], c->commune_of[site]};
}

static void count(table *t, const counting *c, spot (*where)(const counting *, const rf_move *))
{
    for (int32_t i = 0; i < c->plan->n_moves; i++) {
        const rf_move *move = &c->plan->moves[i];
        const spot at = where(c, move);
        if (at.row < 0)
            continue;
        const int64_t x = (int64_t)at.row * t->n_columns + at.column;
        t->centi_days[x] += centi_days(c, move);
        t->people[x] += t->last[x] != move->agent.i + 1;
        t->last[x] = move->agent.i + 1;
    }
}

static rf_status append(rf_sweep_result *out, const table *t, rf_err *err)
{
    const int64_t n = (int64_t)t->n_rows * t->n_columns;
    size_t used = 0;
    for (int64_t x = 0; x < n; x++)
        used += t->people[x] > 0;
    rf_result_cell *cells =
        rf_sweep_keep_array(out->owner, out->result.n_cells + used, sizeof *cells);
    if (cells == NULL)
        return rf_fail_memory(err);
    if (out->result.n_cells > 0)
        memcpy(cells, out->result.cells, out->result.n_cells * sizeof *cells);
    size_t at = out->result.n_cells;
    for (int64_t x = 0; x < n; x++)
        if (t->people[x] > 0)
            cells[at++] = (rf_result_cell){
                .table = t->name,
                .row = rf_sweep_keep_text(out->owner, t->rows[x / t->n_columns]),
                .column = rf_sweep_keep_text(out->owner, t->columns[x % t->n_columns]),
                .people = t->people[x],
                .value = (double)t->centi_days[x] / CENTI,
            };
    for (size_t i = out->result.n_cells; i < at; i++)
        if (cells[i].row == NULL || cells[i].column == NULL)
            return rf_fail_memory(err);
    out->result.cells = cells;
    out->result.n_cells = at;
    return RF_OK;
}

static rf_status add_table(const counting *c, table t,
                           spot (*where)(const counting *, const rf_move *), rf_err *err)
{
    const size_t n = (size_t)t.n_rows * (size_t)t.n_columns;
    t.people = rf_new_array(n, sizeof *t.people);
    t.centi_days = rf_new_array(n, sizeof *t.centi_days);
    t.last = rf_new_array(n, sizeof *t.last);
    rf_status rc = RF_OK;
    if (t.people == NULL || t.centi_days == NULL || t.last == NULL)
        rc = rf_fail_memory(err);
    if (rc == RF_OK) {
        count(&t, c, where);
        rc = append(c->out, &t, err);
    }
    free(t.people);
    free(t.centi_days);
    free(t.last);
    return rc;
}

/* O(sites x communes). */
static void name_communes(counting *c)
{
    const rf_site_row *sites = rf_rows(c->in->territory, RF_SITES);
    for (int32_t s = 0; s < c->in->n_sites; s++) {
        const char *name = rf_place_of_site(&sites[s]);
        int32_t i = 0;
        while (i < c->n_communes && strcmp(c->communes[i], name) != 0)
            i++;
        c->communes[i] = name;
        c->n_communes += i == c->n_communes;
        c->commune_of[s] = i;
    }
}

/* What falls to each organisation, in FTE-weeks; no person stands behind what is missing. */
static rf_status add_shortfalls(const counting *c, rf_err *err)
{
    static const rf_term TERMS[] = {RF_TERM_UNMET_VITAL, RF_TERM_UNMET_ESSENTIAL,
                                    RF_TERM_UNMET_IMPORTANT, RF_TERM_FLOORS};
    enum { N_TERMS = sizeof TERMS / sizeof TERMS[0] };
    const size_t n = (size_t)c->in->n_organisations, before = c->out->result.n_cells;
    rf_sweep_share *shares = rf_new_array(n, sizeof *shares);
    rf_result_cell *cells = rf_sweep_keep_array(c->out->owner, before + n * N_TERMS, sizeof *cells);
    rf_status rc = shares == NULL || cells == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = rf_sweep_shares(shares, c->in, c->plan->moves, c->plan->n_moves, err);
    if (rc == RF_OK && before > 0)
        memcpy(cells, c->out->result.cells, before * sizeof *cells);
    for (size_t i = 0; i < n * N_TERMS && rc == RF_OK; i++) {
        const rf_term term = TERMS[i % N_TERMS];
        const char *name = rf_sweep_keep_text(c->out->owner, c->organisations[i / N_TERMS]);
        const double centi_days =
            (double)shares[i / N_TERMS].terms[term] * c->in->scenario->period_days;
        cells[before + i] = (rf_result_cell){.table = "organisation",
                                             .row = name,
                                             .column = rf_term_name(term),
                                             .people = -1,
                                             .value = centi_days / (7 * CENTI)};
        rc = name != NULL ? RF_OK : rf_fail_memory(err);
    }
    free(shares);
    if (rc == RF_OK) {
        c->out->result.cells = cells;
        c->out->result.n_cells = before + n * N_TERMS;
    }
    return rc;
}

static rf_status add_tables(const counting *c, rf_err *err)
{
    static const char *const CATEGORIES[] = {"A", "B", "C"};
    static const char *const TIERS[] = {"vital", "essential", "important"};
    const int32_t n = c->in->n_organisations;
    rf_status rc = add_table(
        c, (table){.name = "lending", c->organisations, c->organisations, n, n, NULL, NULL, NULL},
        lending, err);
    if (rc == RF_OK)
        rc = add_table(c,
                       (table){.name = "category_tier",
                               CATEGORIES,
                               TIERS,
                               RF_N_CATEGORIES,
                               RF_N_TIERS,
                               NULL,
                               NULL,
                               NULL},
                       category_by_tier, err);
    if (rc == RF_OK)
        rc = add_table(c,
                       (table){.name = "commune",
                               c->communes,
                               c->communes,
                               c->n_communes,
                               c->n_communes,
                               NULL,
                               NULL,
                               NULL},
                       commuting, err);
    if (rc == RF_OK)
        rc = add_shortfalls(c, err);
    return rc;
}

rf_status rf_sweep_add_cells(rf_sweep_result *out, const rf_instance *in, const rf_plan *plan,
                             rf_err *err)
{
    counting c = {
        .out = out,
        .in = in,
        .plan = plan,
        .organisations = rf_new_array((size_t)in->n_organisations, sizeof(char *)),
        .communes = rf_new_array((size_t)in->n_sites, sizeof(char *)),
        .commune_of = rf_new_array((size_t)in->n_sites, sizeof(int32_t)),
    };
    rf_status rc = RF_OK;
    if (c.organisations == NULL || c.communes == NULL || c.commune_of == NULL)
        rc = rf_fail_memory(err);
    for (int32_t i = 0; i < in->n_organisations && rc == RF_OK; i++)
        c.organisations[i] = rf_organisation_name(in, i);
    if (rc == RF_OK) {
        name_communes(&c);
        rc = add_tables(&c, err);
    }
    free(c.organisations);
    free(c.communes);
    free(c.commune_of);
    return rc;
}
