/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/standing.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/schema.h"
#include "engine/domain/small_cells.h"
#include "engine/solve/eligibility.h"

/* A need with demand, and its periods. */
typedef struct asking {
    rf_need_id need;
    int32_t first, last; /* first and last period with demand */
} asking;

struct rf_calls {
    const rf_instance *in;
    const rf_ledger *ledger;
    asking *needs;
    int32_t n_needs;
    bool *called; /* [A] */
};

const char *rf_standing_name(int32_t standing)
{
    switch (standing) {
    case RF_COULD_FILL_A_GAP:
        return "could_fill_a_gap";
    case RF_COULD_SERVE:
        return "could_serve";
    case RF_WITHOUT_REASON:
        return "not_asked";
    default:
        return rf_reason_name_discreetly((rf_reason)standing);
    }
}

static void collect_needs(rf_calls *calls)
{
    const rf_instance *in = calls->in;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        asking need = {.need = k, .first = -1};
        for (int32_t t = 0; t < in->n_periods; t++) {
            if (rf_demand(in, k, t) == 0)
                continue;
            need.first = need.first < 0 ? t : need.first;
            need.last = t;
        }
        if (need.first >= 0)
            calls->needs[calls->n_needs++] = need;
    }
}

rf_status rf_calls_new(rf_calls **out, const rf_instance *in, const rf_ledger *ledger,
                       const rf_plan *plan, rf_err *err)
{
    rf_calls *calls = rf_new_array(1, sizeof *calls);
    if (calls == NULL)
        return rf_fail_memory(err);
    calls->in = in;
    calls->ledger = ledger;
    calls->needs = rf_new_array((size_t)in->n_needs, sizeof *calls->needs);
    calls->called = rf_new_array((size_t)in->n_agents, sizeof *calls->called);
    if (calls->needs == NULL || calls->called == NULL) {
        rf_calls_free(calls);
        return rf_fail_memory(err);
    }
    for (int32_t m = 0; m < plan->n_moves; m++)
        calls->called[plan->moves[m].agent.i] = true;
    collect_needs(calls);
    *out = calls;
    return RF_OK;
}

void rf_calls_free(rf_calls *calls)
{
    if (calls == NULL)
        return;
    free(calls->needs);
    free(calls->called);
    free(calls);
}

bool rf_is_called(const rf_calls *calls, rf_agent_id a)
{
    return calls->called[a.i];
}

static bool ever_present(const rf_instance *in, rf_agent_id a)
{
    for (int32_t t = 0; t < in->n_periods; t++)
        if (rf_contribution(in, a, t) > 0)
            return true;
    return false;
}

/* What one need says of one agent. */
typedef struct finding {
    rf_reasons against; /* that stand on some period with demand */
    bool eligible, fills_gap;
} finding;

static finding look_at_periods(const rf_calls *calls, rf_agent_id a, const asking *need,
                               const rf_pair *pair)
{
    const rf_instance *in = calls->in;
    finding f = {.against = 0};
    for (int32_t t = need->first; t <= need->last; t++) {
        if (rf_demand(in, need->need, t) == 0)
            continue;
        const rf_reasons against = rf_reasons_on(in, a, need->need, pair, t);
        f.against |= against;
        if (against != 0)
            continue;
        f.eligible = true;
        f.fills_gap = f.fills_gap || rf_ledger_unmet(calls->ledger, in, need->need, t) > 0;
    }
    return f;
}

static finding look_at_need(const rf_calls *calls, rf_agent_id a, const asking *need)
{
    const rf_pair pair = rf_pair_of(calls->in, a, need->need);
    const rf_reasons unskilled =
        pair.last_trainee < need->first ? (rf_reasons)(1U << RF_AGAINST_SKILL) : 0;
    const rf_reasons settled = pair.always | unskilled;
    if (settled != 0)
        return (finding){.against = settled};
    return look_at_periods(calls, a, need, &pair);
}

int32_t rf_standing_of(const rf_calls *calls, rf_agent_id a)
{
    if (!ever_present(calls->in, a))
        return RF_AGAINST_ABSENT;
    int64_t against[RF_N_REASONS] = {0};
    bool eligible = false;
    for (int32_t i = 0; i < calls->n_needs; i++) {
        const finding f = look_at_need(calls, a, &calls->needs[i]);
        if (f.fills_gap)
            return RF_COULD_FILL_A_GAP;
        eligible = eligible || f.eligible;
        for (int32_t reason = 0; reason < RF_N_REASONS; reason++)
            against[reason] += (f.against >> reason) & 1;
    }
    if (eligible)
        return RF_COULD_SERVE;
    const rf_reason commonest = rf_commonest_reason(against);
    return commonest == RF_N_REASONS ? (int32_t)RF_WITHOUT_REASON : (int32_t)commonest;
}

rf_volunteers rf_volunteers_count(const rf_calls *calls)
{
    rf_volunteers v = {.all = 0};
    for (rf_agent_id a = {0}; a.i < calls->in->n_agents; a.i++) {
        if (calls->in->agents[a.i].consent != RF_VOLUNTEER)
            continue;
        v.all++;
        if (rf_is_called(calls, a))
            continue;
        v.unused++;
        v.of[rf_standing_of(calls, a)]++;
    }
    return v;
}

/* ---- sheets ---- */

/* Counts of one unit, or of all. */
typedef struct tally {
    int64_t of[RF_N_STANDINGS];
} tally;

/* Largest first is for people; files keep the order of the reasons. */
static void add_tally(rf_sheet *sheet, const char *unit, const tally *t, const bool *shown)
{
    int64_t others = 0;
    for (int32_t of = 0; of <= RF_N_STANDINGS; of++) {
        const bool last = of == RF_N_STANDINGS;
        const int64_t n = last ? others : t->of[of];
        if (!last && !shown[of])
            others += n;
        if (n == 0 || (!last && !shown[of]))
            continue;
        if (unit != NULL)
            rf_sheet_text(sheet, unit);
        rf_sheet_count(sheet, n);
        rf_sheet_code(sheet, last ? "other" : rf_standing_name(of));
    }
}

static rf_status add_counts(rf_sheets *out, const rf_instance *in, const tally *tallies,
                            rf_err *err)
{
    static const char *const REASONS[] = {"agents", "reason"};
    static const char *const UNITS[] = {"unit", "agents", "reason"};
    tally all = {{0}};
    bool total[RF_N_STANDINGS];
    bool *cell = rf_new_array((size_t)in->n_units * RF_N_STANDINGS, sizeof *cell);
    if (cell == NULL)
        return rf_fail_memory(err);
    const rf_counts counts = {tallies->of, in->n_units, RF_N_STANDINGS};
    const rf_status rc = rf_show_counts(cell, total, &counts, err);
    if (rc == RF_OK) {
        for (int32_t unit = 0; unit < in->n_units; unit++)
            for (int32_t of = 0; of < RF_N_STANDINGS; of++)
                all.of[of] += tallies[unit].of[of];
        add_tally(rf_sheets_add(out, "reasons", REASONS, 2), NULL, &all, total);
        rf_sheet *sheet = rf_sheets_add(out, "units", UNITS, 3);
        for (int32_t unit = 0; unit < in->n_units; unit++)
            add_tally(sheet, rf_unit_name(in, unit), &tallies[unit],
                      cell + (int64_t)unit * RF_N_STANDINGS);
    }
    free(cell);
    return rc;
}

static void add_agents(rf_sheets *out, const rf_calls *calls, const int32_t *standings)
{
    static const char *const COLUMNS[] = {"agent", "unit", "consent", "reason"};
    rf_sheet *sheet = rf_sheets_add(out, "agents", COLUMNS, 4);
    for (rf_agent_id a = {0}; a.i < calls->in->n_agents; a.i++) {
        if (calls->called[a.i])
            continue;
        const rf_agent *agent = &calls->in->agents[a.i];
        rf_sheet_text(sheet, rf_agent_name(calls->in, a));
        rf_sheet_text(sheet, rf_unit_name(calls->in, agent->unit));
        rf_sheet_code(sheet, rf_consent_words[agent->consent]);
        rf_sheet_code(sheet, rf_standing_name(standings[a.i]));
    }
}

rf_status rf_uncalled_sheets(rf_sheets *out, const rf_calls *calls, bool by_agent, rf_err *err)
{
    const rf_instance *in = calls->in;
    int32_t *standings = rf_new_array((size_t)in->n_agents, sizeof *standings);
    tally *tallies = rf_new_array((size_t)in->n_units, sizeof *tallies);
    rf_status rc = RF_OK;
    if (standings == NULL || tallies == NULL) {
        rc = rf_fail_memory(err);
    } else {
        for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++)
            if (!calls->called[a.i]) {
                standings[a.i] = rf_standing_of(calls, a);
                tallies[in->agents[a.i].unit].of[standings[a.i]]++;
            }
        rc = add_counts(out, in, tallies, err);
        if (rc == RF_OK && by_agent)
            add_agents(out, calls, standings);
        if (rc == RF_OK)
            rc = rf_sheets_status(out, err);
    }
    free(standings);
    free(tallies);
    return rc;
}
