/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows C1 of a program: an agent's total and periods, once its stays can break them
 * (FORMULATION.md, "Rows that are not loaded"). */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/program_parts.h"

/* The periods at which a stay ends before the next one begins: each holds a maximal clique of the
 * agent's stays. A period that is taken in the base counts on its own. */
static void mark_cliques(bool *clique, const rf_program *p, int32_t agent)
{
    const int32_t n_periods = p->m->in->n_periods;
    bool pending = false;
    for (int32_t t = 0; t < n_periods; t++) {
        bool ends = false;
        clique[t] = false;
        for (int32_t i = p->first_of[agent]; i >= 0; i = p->next_of[i]) {
            pending |= p->stays[i].first == t;
            ends |= p->stays[i].last == t;
        }
        if (pending && ends) {
            clique[t] = true;
            pending = false;
        }
        const int32_t row = p->m->period_row[(int64_t)agent * n_periods + t];
        clique[t] |= row >= 0 && p->base[row] > 0;
    }
}

static rf_status load_clique(rf_program *p, rf_entry *entries, int32_t agent, int32_t t,
                             rf_err *err)
{
    const int32_t row = p->m->period_row[(int64_t)agent * p->m->in->n_periods + t];
    int32_t n = 0;
    for (int32_t i = p->first_of[agent]; i >= 0; i = p->next_of[i])
        if (p->stays[i].first <= t && t <= p->stays[i].last)
            entries[n++] = (rf_entry){p->column[i], 1.0};
    if (p->lp_row[row] >= 0 || n + p->base[row] < 2)
        return RF_OK;
    p->lp_row[row] = rf_lp_n_rows(p->lp);
    return rf_lp_add_cut(p->lp, -RF_FREE, 1.0 - p->base[row], entries, n, err);
}

static rf_status load_cliques(rf_program *p, rf_entry *entries, int32_t agent, rf_err *err)
{
    const int32_t n_periods = p->m->in->n_periods;
    if (p->m->period_row == NULL)
        return RF_OK;
    bool *clique = rf_new_array((size_t)n_periods, sizeof *clique);
    rf_status rc = clique == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        mark_cliques(clique, p, agent);
    for (int32_t t = 0; t < n_periods && rc == RF_OK; t++)
        if (clique[t])
            rc = load_clique(p, entries, agent, t, err);
    free(clique);
    return rc;
}

/* An agent's total is loaded once its stays could be more than it allows: never where they, none
 * beside another, are fewer than the periods. */
static rf_status load_total(rf_program *p, rf_entry *entries, int32_t agent, rf_err *err)
{
    const int32_t row = p->m->total_row[agent], bound = p->m->rows[row].bound;
    int32_t n = 0;
    if (p->lp_row[row] >= 0 || (bound > 1 && bound >= p->m->in->n_periods))
        return RF_OK;
    for (int32_t i = p->first_of[agent]; i >= 0; i = p->next_of[i])
        entries[n++] = (rf_entry){p->column[i], 1.0};
    return n > bound - p->base[row] ? rf_program_load_row(p, row, entries, n, err) : RF_OK;
}

rf_status rf_program_load_agent_rows(rf_program *p, rf_err *err)
{
    rf_entry *entries = rf_new_array(p->n_stays, sizeof *entries);
    rf_status rc = entries == NULL ? rf_fail_memory(err) : RF_OK;
    for (int32_t a = 0; a < p->m->in->n_agents && rc == RF_OK; a++) {
        if (!p->dirty[a])
            continue;
        p->dirty[a] = false;
        rc = load_total(p, entries, a, err);
        if (rc == RF_OK)
            rc = load_cliques(p, entries, a, err);
    }
    free(entries);
    return rc;
}
