/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/envelope.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/instance_build.h"

const char *rf_decider_name(rf_level_of_decision level)
{
    static const char *const names[RF_N_DECIDERS] = {"unit", "organisation", "territory"};
    return names[level];
}

const char *rf_condition_name(rf_condition condition)
{
    static const char *const names[RF_N_CONDITIONS] = {
        "delegated",   "same_organisation", "consent",   "qualified",
        "max_periods", "max_travel",        "floor_kept"};
    return names[condition];
}

rf_grant rf_grant_open(void)
{
    return (rf_grant){.given = true,
                      .consents = (1U << RF_N_CONSENTS) - 1,
                      .max_periods = INT32_MAX,
                      .max_travel_minutes = INT32_MAX};
}

rf_envelope *rf_envelope_new(void)
{
    rf_envelope *envelope = rf_new_array(1, sizeof *envelope);
    if (envelope == NULL)
        return NULL;
    envelope->name = envelope->file = "";
    envelope->strings = rf_pool_new();
    if (envelope->strings == NULL) {
        free(envelope);
        return NULL;
    }
    return envelope;
}

void rf_envelope_free(rf_envelope *envelope)
{
    if (envelope == NULL)
        return;
    rf_pool_free(envelope->strings);
    free(envelope->delegations);
    free(envelope->changes);
    free(envelope);
}

static void change_floors(rf_instance *in, const rf_rule_change *change)
{
    const rf_periods window = rf_periods_overlapped(in->scenario, change->from, change->to);
    for (int32_t f = 0; f < in->n_floors; f++) {
        if (in->floors[f].unit != change->unit.i || in->floors[f].skill >= 0)
            continue;
        for (int32_t t = window.first; t <= window.last; t++) {
            int32_t *floor = &in->floor[(int64_t)f * in->n_periods + t];
            const int32_t changed = *floor + change->centi_fte;
            if (*floor > 0)
                *floor = changed > 0 ? changed : 0;
        }
    }
}

static void change_travel(rf_instance *in, const rf_rule_change *change)
{
    for (int32_t a = 0; a < in->n_agents; a++) {
        const int32_t minutes = in->agents[a].max_travel + change->minutes;
        if (in->agents[a].unit == change->unit.i)
            in->agents[a].max_travel = minutes > 0 ? minutes : 0;
    }
}

void rf_envelope_apply(rf_instance *in, const rf_envelope *envelope)
{
    in->envelope = envelope;
    for (int32_t i = 0; i < envelope->n_changes; i++) {
        if (envelope->changes[i].centi_fte != 0)
            change_floors(in, &envelope->changes[i]);
        if (envelope->changes[i].minutes != 0)
            change_travel(in, &envelope->changes[i]);
    }
}

int32_t rf_envelope_floor_change(const rf_envelope *envelope, const rf_scenario *scenario,
                                 int32_t unit, int32_t t)
{
    int32_t added = 0;
    for (int32_t i = 0; envelope != NULL && i < envelope->n_changes; i++) {
        const rf_rule_change *change = &envelope->changes[i];
        const rf_periods window = rf_periods_overlapped(scenario, change->from, change->to);
        if (change->unit.i == unit && window.first <= t && t <= window.last)
            added += change->centi_fte;
    }
    return added;
}

int32_t rf_envelope_travel_change(const rf_envelope *envelope, int32_t unit)
{
    int32_t added = 0;
    for (int32_t i = 0; envelope != NULL && i < envelope->n_changes; i++)
        if (envelope->changes[i].unit.i == unit)
            added += envelope->changes[i].minutes;
    return added;
}

const rf_delegation *rf_delegation_of(const rf_envelope *envelope, int32_t organisation)
{
    const rf_delegation *general = NULL;
    for (int32_t d = 0; d < envelope->n_delegations; d++) {
        const rf_delegation *one = &envelope->delegations[d];
        if (one->organisation.id == NULL)
            general = one;
        else if (one->organisation.i == organisation)
            return one;
    }
    return general;
}

static bool keeps_floors(const rf_instance *in, const rf_ledger *ledger, const rf_move *move)
{
    const rf_span floors = in->floors_of[move->agent.i];
    for (int32_t x = floors.begin; x < floors.end; x++) {
        const rf_member *member = &in->members[in->floor_members[x]];
        for (int32_t t = move->first; t <= move->last && t <= member->last; t++)
            if (rf_ledger_dip(ledger, in, in->floor_ids[x], t) > 0)
                return false;
    }
    return true;
}

static int32_t travel_of(const rf_instance *in, const rf_move *move)
{
    int32_t most = 0;
    for (int32_t t = move->first; t <= move->last; t++) {
        const int32_t minutes = rf_minutes(in, move->agent, move->need, t);
        most = minutes > most ? minutes : most;
    }
    return most;
}

static rf_condition first_failing(const rf_grant *grant, const rf_instance *in,
                                  const rf_ledger *ledger, const rf_move *move)
{
    const rf_agent *agent = &in->agents[move->agent.i];
    if (!grant->given)
        return RF_CONDITION_DELEGATED;
    if (grant->same_organisation && agent->organisation != in->needs[move->need.i].organisation)
        return RF_CONDITION_SAME_ORGANISATION;
    if ((grant->consents >> agent->consent & 1U) == 0)
        return RF_CONDITION_CONSENT;
    if (grant->qualified && move->trainee)
        return RF_CONDITION_QUALIFIED;
    if (move->last - move->first + 1 > grant->max_periods)
        return RF_CONDITION_PERIODS;
    if (travel_of(in, move) > grant->max_travel_minutes)
        return RF_CONDITION_TRAVEL;
    if (grant->floor_kept && !keeps_floors(in, ledger, move))
        return RF_CONDITION_FLOOR_KEPT;
    return RF_N_CONDITIONS;
}

/* The envelopes that a move is looked at in: the lender's, then the borrower's where it is another.
 */
typedef struct concerned {
    int32_t organisation[2];
    const rf_delegation *delegation[2]; /* NULL: nothing is delegated */
    int32_t n;
} concerned;

static concerned concerned_by(const rf_envelope *envelope, const rf_instance *in,
                              const rf_move *move)
{
    const int32_t lender = in->agents[move->agent.i].organisation,
                  borrower = in->needs[move->need.i].organisation;
    concerned c = {.organisation = {lender, borrower}, .n = lender == borrower ? 1 : 2};
    for (int32_t i = 0; i < c.n; i++)
        c.delegation[i] = rf_delegation_of(envelope, c.organisation[i]);
    return c;
}

/* After how many days silence settles the move; -1: it does not. */
static int32_t silence_of(const concerned *c, const rf_instance *in, const rf_ledger *ledger,
                          const rf_move *move)
{
    int32_t days = -1;
    for (int32_t i = 0; i < c->n; i++) {
        const rf_delegation *d = c->delegation[i];
        if (d == NULL || first_failing(&d->silence, in, ledger, move) != RF_N_CONDITIONS)
            return -1;
        days = d->silence_days > days ? d->silence_days : days;
    }
    return days;
}

rf_validation rf_envelope_judge(const rf_envelope *envelope, const rf_instance *in,
                                const rf_ledger *ledger, const rf_move *move)
{
    const concerned c = concerned_by(envelope, in, move);
    rf_validation v = {
        .level = RF_DECIDED_BY_TERRITORY, .decided = move->pinned, .silence_days = -1};
    for (int level = RF_DECIDED_BY_ORGANISATION; level >= RF_DECIDED_BY_UNIT; level--) {
        v.fails[level] = RF_N_CONDITIONS;
        v.fails_of[level] = -1;
        for (int32_t i = 0; i < c.n && v.fails[level] == RF_N_CONDITIONS; i++) {
            v.fails_of[level] = c.organisation[i];
            v.fails[level] = c.delegation[i] == NULL
                                 ? RF_CONDITION_DELEGATED
                                 : first_failing(&c.delegation[i]->levels[level], in, ledger, move);
        }
        if (v.fails[level] == RF_N_CONDITIONS)
            v.level = (rf_level_of_decision)level;
    }
    if (v.level == RF_DECIDED_BY_UNIT && !v.decided)
        v.silence_days = silence_of(&c, in, ledger, move);
    return v;
}

/* Counts a decider the first time that it is met. */
static void count_decider(rf_validations *v, bool *met, rf_level_of_decision level, int32_t who)
{
    v->deciders[level] += met[who] ? 0 : 1;
    met[who] = true;
}

static void count(rf_validations *v, const rf_instance *in, const rf_plan *plan, bool *met)
{
    for (int32_t m = 0; m < v->n; m++) {
        const rf_validation *one = &v->of[m];
        const rf_agent *agent = &in->agents[plan->moves[m].agent.i];
        if (one->decided) {
            v->decided++;
            continue;
        }
        v->moves[one->level]++;
        if (one->silence_days >= 0) {
            v->silent++;
            continue;
        }
        v->asked++;
        const int32_t who[RF_N_DECIDERS] = {agent->unit, in->n_units + agent->organisation,
                                            in->n_units + in->n_organisations};
        count_decider(v, met, one->level, who[one->level]);
    }
}

rf_status rf_validations_new(rf_validations **out, const rf_envelope *envelope,
                             const rf_instance *in, const rf_plan *plan, rf_err *err)
{
    rf_ledger *ledger = NULL;
    rf_status rc = rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, err);
    if (rc != RF_OK)
        return rc;
    rf_validations *v = rf_new_array(1, sizeof *v);
    bool *met = rf_new_array((size_t)in->n_units + (size_t)in->n_organisations + 1, sizeof *met);
    if (v != NULL)
        v->of = rf_new_array((size_t)plan->n_moves, sizeof *v->of);
    if (v == NULL || v->of == NULL || met == NULL) {
        rc = rf_fail_memory(err);
        rf_validations_free(v);
    } else {
        v->n = plan->n_moves;
        for (int32_t m = 0; m < v->n; m++)
            v->of[m] = rf_envelope_judge(envelope, in, ledger, &plan->moves[m]);
        count(v, in, plan, met);
        *out = v;
    }
    free(met);
    rf_ledger_free(ledger);
    return rc;
}

void rf_validations_free(rf_validations *validations)
{
    if (validations != NULL)
        free(validations->of);
    free(validations);
}
