/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/agent_sheet.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"
#include "engine/domain/schema.h"

typedef struct filling {
    rf_agent_sheet *sheet;
    const rf_dossier *d;
    size_t capacity;
    bool failed;
} filling;

rf_at rf_row_at(const rf_territory *territory, rf_source_row row)
{
    const char *rows = rf_rows(territory, row.table);
    const rf_row *at = (const void *)(rows + rf_schema_of(row.table)->row_size * (size_t)row.i);
    return at->at;
}

static void add_row(filling *f, rf_table_id table, int32_t i)
{
    rf_agent_sheet *s = f->sheet;
    for (int32_t r = 0; r < s->n_rows; r++)
        if (s->rows[r].table == table && s->rows[r].i == i)
            return;
    rf_source_row *rows = rf_grow(s->rows, &f->capacity, (size_t)s->n_rows + 1, sizeof *rows);
    f->failed = f->failed || rows == NULL;
    if (rows == NULL)
        return;
    s->rows = rows;
    rows[s->n_rows++] = (rf_source_row){.table = table, .i = i};
}

static void add_own_rows(filling *f)
{
    const rf_territory *t = f->d->in->territory;
    const int32_t a = f->sheet->agent.i;
    const rf_skill_row *skills = rf_rows(t, RF_SKILLS);
    const rf_absence_row *absences = rf_rows(t, RF_ABSENCES);
    const rf_decision_row *decisions = rf_rows(t, RF_DECISIONS);
    add_row(f, RF_AGENTS, a);
    for (int32_t i = 0; i < rf_n_rows(t, RF_SKILLS); i++)
        if (skills[i].agent.i == a)
            add_row(f, RF_SKILLS, i);
    for (int32_t i = 0; i < rf_n_rows(t, RF_ABSENCES); i++)
        if (absences[i].agent.i == a)
            add_row(f, RF_ABSENCES, i);
    for (int32_t i = 0; i < rf_n_rows(t, RF_DECISIONS); i++)
        if (decisions[i].agent.i == a)
            add_row(f, RF_DECISIONS, i);
}

static void add_rows_of_moves(filling *f)
{
    const rf_instance *in = f->d->in;
    const rf_agent_sheet *s = f->sheet;
    const rf_span floors = in->floors_of[s->agent.i];
    for (int32_t x = floors.begin; x < floors.end; x++)
        add_row(f, RF_FLOORS, in->floor_ids[x]);
    for (int32_t m = 0; m < s->n_moves; m++)
        add_row(f, RF_NEEDS, s->moves[m].need.i);
    for (int32_t m = 0; m < s->n_moves; m++) {
        const int64_t pair = (int64_t)in->agents[s->agent.i].organisation * in->n_organisations +
                             in->needs[s->moves[m].need.i].organisation;
        if (in->convention_of[pair] >= 0)
            add_row(f, RF_CONVENTIONS, in->convention_of[pair]);
    }
}

static void examine(rf_agent_sheet *s, const rf_instance *in, rf_need_id k)
{
    bool asked = false, possible = false;
    unsigned always = (1U << RF_N_REASONS) - 1;
    for (int32_t t = 0; t < in->n_periods; t++)
        if (rf_demand(in, k, t) > 0) {
            const rf_reasons against = rf_against_on(in, s->agent, k, t);
            asked = true;
            possible = possible || against == 0;
            always &= against;
        }
    if (!asked)
        return;
    s->needs_examined++;
    s->needs_possible += possible;
    for (int32_t reason = 0; reason < RF_N_REASONS; reason++)
        s->needs_against[reason] += always >> reason & 1;
}

/* Terms of the plan without the agent's moves, taken from those with them. */
static rf_status weigh(rf_agent_sheet *s, const rf_dossier *d, rf_err *err)
{
    rf_ledger *without = NULL;
    rf_move *others = rf_new_array((size_t)d->n_moves, sizeof *others);
    int32_t n = 0;
    for (int32_t m = 0; others != NULL && m < d->n_moves; m++)
        if (d->moves[m].agent.i != s->agent.i)
            others[n++] = d->moves[m];
    const rf_status rc =
        others != NULL ? rf_ledger_new(&without, d->in, others, n, err) : rf_fail_memory(err);
    for (int32_t term = 0; rc == RF_OK && term < RF_N_TERMS; term++)
        s->terms[term] = d->ledger->terms[term] - without->terms[term];
    rf_ledger_free(without);
    free(others);
    return rc;
}

rf_status rf_agent_sheet_new(rf_agent_sheet **out, const rf_dossier *dossier, rf_agent_id a,
                             rf_err *err)
{
    const rf_instance *in = dossier->in;
    rf_agent_sheet *s = rf_new_array(1, sizeof *s);
    if (s == NULL)
        return rf_fail_memory(err);
    int32_t first;
    s->agent = a;
    s->n_moves = rf_dossier_moves_of(&first, dossier, a);
    s->moves = dossier->moves + first;
    filling f = {.sheet = s, .d = dossier};
    add_own_rows(&f);
    add_rows_of_moves(&f);
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
        examine(s, in, k);
    for (int32_t t = 0; t < in->n_periods; t++)
        s->present += rf_contribution(in, a, t) > 0;
    const rf_status rc = f.failed ? rf_fail_memory(err) : weigh(s, dossier, err);
    if (rc != RF_OK) {
        rf_agent_sheet_free(s);
        return rc;
    }
    *out = s;
    return RF_OK;
}

void rf_agent_sheet_free(rf_agent_sheet *sheet)
{
    if (sheet == NULL)
        return;
    free(sheet->rows);
    free(sheet);
}
