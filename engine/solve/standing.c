/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/standing.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/eligibility.h"

/* A need with demand, and its periods. */
typedef struct asking {
    rf_need_id need;
    int32_t first, last; /* first and last period with demand */
} asking;

struct rf_asked {
    const rf_instance *in;
    const rf_ledger *ledger;
    asking *needs;
    int32_t n_needs;
    bool *called; /* [A] */
};

const char *rf_standing_name(int32_t standing)
{
    switch (standing) {
    case RF_AGAINST_RESTRICTION:
        return "not_compatible";
    case RF_COULD_FILL_A_GAP:
        return "could_fill_a_gap";
    case RF_COULD_SERVE:
        return "could_serve";
    case RF_WITHOUT_REASON:
        return "not_asked";
    default:
        return rf_reason_name((rf_reason)standing);
    }
}

static void collect_needs(rf_asked *asked)
{
    const rf_instance *in = asked->in;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        asking need = {.need = k, .first = -1};
        for (int32_t t = 0; t < in->n_periods; t++) {
            if (rf_demand(in, k, t) == 0)
                continue;
            need.first = need.first < 0 ? t : need.first;
            need.last = t;
        }
        if (need.first >= 0)
            asked->needs[asked->n_needs++] = need;
    }
}

rf_status rf_asked_new(rf_asked **out, const rf_instance *in, const rf_ledger *ledger,
                       const rf_plan *plan, rf_err *err)
{
    rf_asked *asked = rf_new_array(1, sizeof *asked);
    if (asked == NULL)
        return rf_fail_memory(err);
    asked->in = in;
    asked->ledger = ledger;
    asked->needs = rf_new_array((size_t)in->n_needs, sizeof *asked->needs);
    asked->called = rf_new_array((size_t)in->n_agents, sizeof *asked->called);
    if (asked->needs == NULL || asked->called == NULL) {
        rf_asked_free(asked);
        return rf_fail_memory(err);
    }
    for (int32_t m = 0; m < plan->n_moves; m++)
        asked->called[plan->moves[m].agent.i] = true;
    collect_needs(asked);
    *out = asked;
    return RF_OK;
}

void rf_asked_free(rf_asked *asked)
{
    if (asked == NULL)
        return;
    free(asked->needs);
    free(asked->called);
    free(asked);
}

bool rf_is_called(const rf_asked *asked, rf_agent_id a)
{
    return asked->called[a.i];
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

static finding look_at_periods(const rf_asked *asked, rf_agent_id a, const asking *need,
                               const rf_pair *pair)
{
    const rf_instance *in = asked->in;
    finding f = {.against = 0};
    for (int32_t t = need->first; t <= need->last; t++) {
        if (rf_demand(in, need->need, t) == 0)
            continue;
        const rf_reasons against = rf_reasons_on(in, a, need->need, pair, t);
        f.against |= against;
        if (against != 0)
            continue;
        f.eligible = true;
        f.fills_gap = f.fills_gap || rf_ledger_unmet(asked->ledger, in, need->need, t) > 0;
    }
    return f;
}

static finding look_at_need(const rf_asked *asked, rf_agent_id a, const asking *need)
{
    const rf_pair pair = rf_pair_of(asked->in, a, need->need);
    const rf_reasons unskilled =
        pair.last_trainee < need->first ? (rf_reasons)(1U << RF_AGAINST_SKILL) : 0;
    const rf_reasons settled = pair.always | unskilled;
    if (settled != 0)
        return (finding){.against = settled};
    return look_at_periods(asked, a, need, &pair);
}

int32_t rf_standing_of(const rf_asked *asked, rf_agent_id a)
{
    if (!ever_present(asked->in, a))
        return RF_AGAINST_ABSENT;
    int64_t against[RF_N_REASONS] = {0};
    bool eligible = false;
    for (int32_t i = 0; i < asked->n_needs; i++) {
        const finding f = look_at_need(asked, a, &asked->needs[i]);
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

rf_volunteers rf_volunteers_count(const rf_asked *asked)
{
    rf_volunteers v = {.all = 0};
    for (rf_agent_id a = {0}; a.i < asked->in->n_agents; a.i++) {
        if (asked->in->agents[a.i].consent != RF_VOLUNTEER)
            continue;
        v.all++;
        if (rf_is_called(asked, a))
            continue;
        v.unused++;
        v.of[rf_standing_of(asked, a)]++;
    }
    return v;
}

/* ---- sheets ---- */

/* Counts of one unit, or of all. */
typedef struct tally {
    int64_t of[RF_N_STANDINGS];
} tally;

/* Largest first is for people; files keep the order of the reasons. */
static void add_tally(rf_sheet *sheet, const char *unit, const tally *t)
{
    int64_t others = 0;
    for (int32_t of = 0; of <= RF_N_STANDINGS; of++) {
        const bool last = of == RF_N_STANDINGS;
        const int64_t n = last ? others : t->of[of];
        if (!last && n < RF_SMALL_CELL) {
            others += n;
            continue;
        }
        if (n == 0)
            continue;
        if (unit != NULL)
            rf_sheet_text(sheet, unit);
        rf_sheet_count(sheet, n);
        rf_sheet_code(sheet, last ? "other" : rf_standing_name(of));
    }
}

static void add_counts(rf_sheets *out, const rf_instance *in, const tally *tallies)
{
    static const char *const REASONS[] = {"agents", "reason"};
    static const char *const UNITS[] = {"unit", "agents", "reason"};
    tally all = {{0}};
    for (int32_t unit = 0; unit < in->n_units; unit++)
        for (int32_t of = 0; of < RF_N_STANDINGS; of++)
            all.of[of] += tallies[unit].of[of];
    add_tally(rf_sheets_add(out, "reasons", REASONS, 2), NULL, &all);
    rf_sheet *sheet = rf_sheets_add(out, "units", UNITS, 3);
    for (int32_t unit = 0; unit < in->n_units; unit++)
        add_tally(sheet, rf_unit_name(in, unit), &tallies[unit]);
}

static const char *consent_name(uint8_t consent)
{
    static const char *const NAMES[RF_N_CONSENTS] = {[RF_VOLUNTEER] = "volunteer",
                                                     [RF_AGREES] = "agrees",
                                                     [RF_UNKNOWN] = "unknown",
                                                     [RF_REFUSES] = "refuses"};
    return NAMES[consent];
}

static void add_agents(rf_sheets *out, const rf_asked *asked, const int32_t *standings)
{
    static const char *const COLUMNS[] = {"agent", "unit", "consent", "reason"};
    rf_sheet *sheet = rf_sheets_add(out, "agents", COLUMNS, 4);
    for (rf_agent_id a = {0}; a.i < asked->in->n_agents; a.i++) {
        if (asked->called[a.i])
            continue;
        const rf_agent *agent = &asked->in->agents[a.i];
        rf_sheet_text(sheet, rf_agent_name(asked->in, a));
        rf_sheet_text(sheet, rf_unit_name(asked->in, agent->unit));
        rf_sheet_code(sheet, consent_name(agent->consent));
        rf_sheet_code(sheet, rf_standing_name(standings[a.i]));
    }
}

rf_status rf_uncalled_sheets(rf_sheets *out, const rf_asked *asked, bool by_agent, rf_err *err)
{
    const rf_instance *in = asked->in;
    int32_t *standings = rf_new_array((size_t)in->n_agents, sizeof *standings);
    tally *tallies = rf_new_array((size_t)in->n_units, sizeof *tallies);
    rf_status rc = RF_OK;
    if (standings == NULL || tallies == NULL) {
        rc = rf_fail_memory(err);
    } else {
        for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++)
            if (!asked->called[a.i]) {
                standings[a.i] = rf_standing_of(asked, a);
                tallies[in->agents[a.i].unit].of[standings[a.i]]++;
            }
        add_counts(out, in, tallies);
        if (by_agent)
            add_agents(out, asked, standings);
        rc = rf_sheets_status(out, err);
    }
    free(standings);
    free(tallies);
    return rc;
}
