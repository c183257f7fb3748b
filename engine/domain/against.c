/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/against.h"

static rf_reasons bit(bool holds, rf_reason reason)
{
    return (rf_reasons)(holds ? 1U << reason : 0U);
}

static rf_role role_of_level(const rf_requirement *r, int32_t level)
{
    if (level >= r->min_level)
        return RF_ROLE_QUALIFIED;
    return r->trainee_level > 0 && level >= r->trainee_level ? RF_ROLE_TRAINEE : RF_ROLE_NONE;
}

/* The worst over the required skills and over the groups, the best within a group (I6: a group is
 * consecutive). */
rf_role rf_role_on(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t)
{
    const rf_span span = in->needs[k.i].requirements;
    rf_role worst = RF_ROLE_QUALIFIED;
    for (int32_t i = span.begin, next; i < span.end; i = next) {
        const int32_t group = in->requirements[i].group;
        rf_role best = RF_ROLE_NONE;
        next = i;
        do {
            const rf_requirement *r = &in->requirements[next++];
            const rf_role role = role_of_level(r, rf_skill_level(in, a, r->skill, t));
            best = role > best ? role : best;
        } while (group >= 0 && next < span.end && in->requirements[next].group == group);
        worst = best < worst ? best : worst;
    }
    return worst;
}

rf_role rf_role_during(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t first,
                       int32_t last)
{
    rf_role least = RF_ROLE_QUALIFIED;
    for (int32_t t = first; t <= last; t++) {
        const rf_role role = rf_role_on(in, a, k, t);
        least = role < least ? role : least;
    }
    return least;
}

static bool is_forbidden(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t)
{
    int32_t low = 0, high = in->n_forbids;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (in->forbids[middle].agent.i < a.i)
            low = middle + 1;
        else
            high = middle;
    }
    for (int32_t f = low; f < in->n_forbids && in->forbids[f].agent.i == a.i; f++) {
        const rf_forbid *forbid = &in->forbids[f];
        if ((forbid->need < 0 || forbid->need == k.i) && forbid->first <= t && t <= forbid->last)
            return true;
    }
    return false;
}

static rf_reasons against_lending(const rf_instance *in, const rf_agent *agent, const rf_need *need,
                                  int32_t t)
{
    if (agent->organisation == need->organisation)
        return 0;
    const int64_t pair = (int64_t)agent->organisation * in->n_organisations + need->organisation;
    const int32_t row = in->convention_of[pair];
    const bool covered =
        row >= 0 && in->conventions[row].first <= t && t <= in->conventions[row].last;
    const bool bound = agent->contract == RF_FIXED_TERM || agent->contract == RF_TRAINEE_STATUS;
    return (rf_reasons)(bit(bound, RF_AGAINST_STATUS) | bit(!covered, RF_AGAINST_CONVENTION));
}

static bool is_restricted(const rf_instance *in, const rf_agent *agent, const rf_need *need)
{
    for (int32_t r = agent->restrictions.begin; r < agent->restrictions.end; r++)
        for (int32_t c = need->conditions.begin; c < need->conditions.end; c++)
            if (in->codes[r] == in->codes[c])
                return true;
    return false;
}

rf_reasons rf_against_on(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t)
{
    const rf_agent *agent = &in->agents[a.i];
    const rf_need *need = &in->needs[k.i];
    const rf_role role = rf_role_on(in, a, k, t);
    const bool remote = need->remote && !in->remote_barred[t];
    const bool far = !remote && rf_minutes(in, a, k, t) > agent->max_travel;
    const bool unskilled =
        role == RF_ROLE_NONE || (role == RF_ROLE_TRAINEE && need->tutor_ratio == 0);
    const unsigned reasons =
        bit(agent->unit == need->unit, RF_AGAINST_OWN_UNIT) |
        bit(is_forbidden(in, a, k, t), RF_AGAINST_FORBIDDEN) |
        bit((in->rules.consents >> agent->consent & 1U) == 0, RF_AGAINST_CONSENT) |
        against_lending(in, agent, need, t) |
        bit((need->categories >> agent->category & 1U) == 0, RF_AGAINST_CATEGORY) |
        bit(unskilled, RF_AGAINST_SKILL) |
        bit(is_restricted(in, agent, need), RF_AGAINST_RESTRICTION) | bit(far, RF_AGAINST_TRAVEL) |
        bit(remote && !agent->telework, RF_AGAINST_TELEWORK) |
        bit(rf_contribution(in, a, t) == 0, RF_AGAINST_ABSENT) |
        bit(rf_demand(in, k, t) == 0, RF_AGAINST_IDLE);
    return (rf_reasons)reasons;
}

rf_reasons rf_against_move(const rf_instance *in, const rf_move *move, bool pinned)
{
    unsigned reasons = 0;
    for (int32_t t = move->first; t <= move->last; t++)
        reasons |= rf_against_on(in, move->agent, move->need, t);
    if (pinned)
        reasons &= ~(1U << RF_AGAINST_CONSENT | 1U << RF_AGAINST_TRAVEL);
    return (rf_reasons)reasons;
}
