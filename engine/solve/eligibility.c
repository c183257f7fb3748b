/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/eligibility.h"

#include <stdlib.h>

#include "engine/core/mem.h"

#define BIT(reason) ((rf_reasons)(1U << (reason)))

static bool share_a_code(const rf_instance *in, rf_span a, rf_span b)
{
    while (a.begin < a.end && b.begin < b.end) {
        if (in->codes[a.begin] == in->codes[b.begin])
            return true;
        if (in->codes[a.begin] < in->codes[b.begin])
            a.begin++;
        else
            b.begin++;
    }
    return false;
}

/* First entry of the agent's skills (sorted, I3) that is not below `skill`. */
static int32_t first_held(const rf_instance *in, rf_span held, int32_t skill)
{
    while (held.begin < held.end) {
        const int32_t middle = held.begin + (held.end - held.begin) / 2;
        if (in->held[middle].skill < skill)
            held.begin = middle + 1;
        else
            held.end = middle;
    }
    return held.begin;
}

/* Until when a requirement is met, at its own level and at the trainee level. */
typedef struct lasting {
    int16_t qualified, trainee;
} lasting;

static lasting requirement_lasts(const rf_instance *in, const rf_agent *agent,
                                 const rf_requirement *wanted)
{
    lasting l = {-1, -1};
    const int32_t begin = first_held(in, agent->skills, wanted->skill);
    for (int32_t i = begin; i < agent->skills.end && in->held[i].skill == wanted->skill; i++) {
        const rf_held_skill *held = &in->held[i];
        if (held->level >= wanted->min_level && held->last > l.qualified)
            l.qualified = held->last;
        if (wanted->trainee_level > 0 && held->level >= wanted->trainee_level &&
            held->last > l.trainee)
            l.trainee = held->last;
    }
    if (l.trainee < l.qualified)
        l.trainee = l.qualified;
    return l;
}

static lasting both(lasting a, lasting b)
{
    return (lasting){a.qualified < b.qualified ? a.qualified : b.qualified,
                     a.trainee < b.trainee ? a.trainee : b.trainee};
}

static lasting either(lasting a, lasting b)
{
    return (lasting){a.qualified > b.qualified ? a.qualified : b.qualified,
                     a.trainee > b.trainee ? a.trainee : b.trainee};
}

static lasting skills_last(const rf_instance *in, const rf_agent *agent, const rf_need *need)
{
    lasting all = {(int16_t)(in->n_periods - 1), (int16_t)(in->n_periods - 1)};
    for (int32_t i = need->requirements.begin; i < need->requirements.end;) {
        const int32_t group = in->requirements[i].group;
        lasting met = requirement_lasts(in, agent, &in->requirements[i++]);
        while (group >= 0 && i < need->requirements.end && in->requirements[i].group == group)
            met = either(met, requirement_lasts(in, agent, &in->requirements[i++]));
        all = both(all, met);
        if (all.trainee < 0)
            break;
    }
    if (need->tutor_ratio == 0)
        all.trainee = all.qualified;
    return all;
}

rf_pair rf_pair_of(const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    const rf_agent *agent = &in->agents[a.i];
    const rf_need *need = &in->needs[k.i];
    rf_pair pair = {0, -1, -1};
    if (agent->unit == need->unit)
        pair.always |= BIT(RF_AGAINST_OWN_UNIT);
    if ((in->rules.consents & (1U << agent->consent)) == 0)
        pair.always |= BIT(RF_AGAINST_CONSENT);
    if (agent->organisation != need->organisation &&
        (agent->contract == RF_FIXED_TERM || agent->contract == RF_TRAINEE_STATUS))
        pair.always |= BIT(RF_AGAINST_STATUS);
    if ((need->categories & (1U << agent->category)) == 0)
        pair.always |= BIT(RF_AGAINST_CATEGORY);
    if (share_a_code(in, agent->restrictions, need->conditions))
        pair.always |= BIT(RF_AGAINST_RESTRICTION);
    const lasting l = skills_last(in, agent, need);
    pair.last_qualified = l.qualified;
    pair.last_trainee = l.trainee;
    return pair;
}

bool rf_is_out_of_class(const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    const rf_agent *agent = &in->agents[a.i];
    const rf_need *need = &in->needs[k.i];
    return (need->categories & (1U << agent->category)) == 0 ||
           share_a_code(in, agent->restrictions, need->conditions) ||
           skills_last(in, agent, need).trainee < 0;
}

static int32_t first_forbid(const rf_instance *in, rf_agent_id a)
{
    int32_t begin = 0, end = in->n_forbids;
    while (begin < end) {
        const int32_t middle = begin + (end - begin) / 2;
        if (in->forbids[middle].agent.i < a.i)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

static bool is_forbidden(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t)
{
    for (int32_t i = first_forbid(in, a); i < in->n_forbids && in->forbids[i].agent.i == a.i; i++) {
        const rf_forbid *f = &in->forbids[i];
        if ((f->need < 0 || f->need == k.i) && f->first <= t && t <= f->last)
            return true;
    }
    return false;
}

static bool lacks_convention(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t)
{
    const int32_t lender = in->agents[a.i].organisation, borrower = in->needs[k.i].organisation;
    if (lender == borrower)
        return false;
    const int32_t c = in->convention_of[lender * in->n_organisations + borrower];
    return c < 0 || t < in->conventions[c].first || t > in->conventions[c].last;
}

/* The two answers that a journey can have over time, found once a pair. */
typedef struct journeys {
    rf_reasons usual, barred;
} journeys;

static journeys journeys_of(const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    const rf_agent *agent = &in->agents[a.i];
    const rf_need *need = &in->needs[k.i];
    const bool far = rf_minutes_between(in, agent->site, need->site) > agent->max_travel;
    const rf_reasons on_site = far ? BIT(RF_AGAINST_TRAVEL) : 0;
    const rf_reasons remote = agent->telework ? 0 : BIT(RF_AGAINST_TELEWORK);
    return (journeys){need->remote ? remote : on_site, on_site};
}

/* All but the journey's. */
static rf_reasons settled_on(const rf_instance *in, rf_agent_id a, rf_need_id k,
                             const rf_pair *pair, int32_t t)
{
    unsigned reasons = pair->always;
    if (is_forbidden(in, a, k, t))
        reasons |= BIT(RF_AGAINST_FORBIDDEN);
    if (lacks_convention(in, a, k, t))
        reasons |= BIT(RF_AGAINST_CONVENTION);
    if (t > pair->last_trainee)
        reasons |= BIT(RF_AGAINST_SKILL);
    if (rf_contribution(in, a, t) == 0)
        reasons |= BIT(RF_AGAINST_ABSENT);
    if (rf_demand(in, k, t) == 0)
        reasons |= BIT(RF_AGAINST_IDLE);
    return (rf_reasons)reasons;
}

rf_reasons rf_reasons_on(const rf_instance *in, rf_agent_id a, rf_need_id k, const rf_pair *pair,
                         int32_t t)
{
    const rf_agent *agent = &in->agents[a.i];
    unsigned reasons = settled_on(in, a, k, pair, t);
    if (in->needs[k.i].remote && !in->remote_barred[t])
        reasons |= agent->telework ? 0 : BIT(RF_AGAINST_TELEWORK);
    else if (rf_minutes(in, a, k, t) > agent->max_travel)
        reasons |= BIT(RF_AGAINST_TRAVEL);
    return (rf_reasons)reasons;
}

typedef struct run_list {
    rf_eligible_run *runs;
    size_t n, capacity;
} run_list;

static rf_status add_run(run_list *list, rf_eligible_run run, rf_err *err)
{
    rf_eligible_run *runs = rf_grow(list->runs, &list->capacity, list->n + 1, sizeof *runs);
    if (runs == NULL)
        return rf_fail_memory(err);
    list->runs = runs;
    runs[list->n++] = run;
    return RF_OK;
}

static bool may_serve(const rf_instance *in, const rf_eligible_run *pair, const journeys *j,
                      int32_t t)
{
    return rf_contribution(in, pair->agent, t) > 0 && rf_demand(in, pair->need, t) > 0 &&
           (in->remote_barred[t] ? j->barred : j->usual) == 0 &&
           !lacks_convention(in, pair->agent, pair->need, t) &&
           !is_forbidden(in, pair->agent, pair->need, t);
}

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* How many consecutive periods with demand hold t. */
static int32_t demand_lasts(const rf_instance *in, rf_need_id k, int32_t t)
{
    int32_t first = t, last = t;
    while (first > 0 && rf_demand(in, k, first - 1) > 0)
        first--;
    while (last + 1 < in->n_periods && rf_demand(in, k, last + 1) > 0)
        last++;
    return last - first + 1;
}

int32_t rf_shortest_stay(const rf_instance *in, rf_need_id k, int32_t t)
{
    return least(in->needs[k.i].min_stay, demand_lasts(in, k, t));
}

static void set_lengths(rf_eligible_run *run, const rf_instance *in)
{
    const rf_need *need = &in->needs[run->need.i];
    run->shortest = (int16_t)rf_shortest_stay(in, run->need, run->first);
    run->longest = (int16_t)least(need->max_stay, in->rules.max_periods_away);
}

/* Where it stands when a pair's runs are listed. */
typedef struct pair_runs {
    rf_eligible_run run;
    journeys journeys;
    int16_t next, last_trainee;
} pair_runs;

/* Whether the pair may have a run at all. */
static bool start_runs(pair_runs *out, const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    const rf_pair pair = rf_pair_of(in, a, k);
    if (pair.always != 0 || pair.last_trainee < 0)
        return false;
    *out = (pair_runs){.run = {.agent = a, .need = k, .last_qualified = pair.last_qualified},
                       .journeys = journeys_of(in, a, k),
                       .last_trainee = pair.last_trainee};
    return out->journeys.usual == 0 || out->journeys.barred == 0;
}

static bool next_run(pair_runs *r, const rf_instance *in)
{
    int16_t t = r->next;
    while (t <= r->last_trainee && !may_serve(in, &r->run, &r->journeys, t))
        t++;
    if (t > r->last_trainee)
        return false;
    r->run.first = t;
    while (t < r->last_trainee && may_serve(in, &r->run, &r->journeys, t + 1))
        t++;
    r->run.last = t;
    r->next = (int16_t)(t + 1);
    set_lengths(&r->run, in);
    return true;
}

static rf_status add_runs_of_pair(run_list *list, const rf_instance *in, rf_agent_id a,
                                  rf_need_id k, rf_err *err)
{
    pair_runs r;
    if (!start_runs(&r, in, a, k))
        return RF_OK;
    rf_status rc = RF_OK;
    while (rc == RF_OK && next_run(&r, in))
        rc = add_run(list, r.run, err);
    return rc;
}

bool rf_pair_has_stays(const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    pair_runs r;
    if (!start_runs(&r, in, a, k))
        return false;
    while (next_run(&r, in))
        if (rf_run_has_stays(&r.run))
            return true;
    return false;
}

static rf_status add_pins(run_list *list, const rf_instance *in, rf_agent_id a, int32_t *next_pin,
                          rf_err *err)
{
    for (; *next_pin < in->n_pins && in->pins[*next_pin].agent.i == a.i; (*next_pin)++) {
        const rf_move *pin = &in->pins[*next_pin];
        const rf_eligible_run run = {.agent = a,
                                     .need = pin->need,
                                     .first = (int16_t)pin->first,
                                     .last = (int16_t)pin->last,
                                     .last_qualified = rf_pair_of(in, a, pin->need).last_qualified,
                                     .shortest = (int16_t)(pin->last - pin->first + 1),
                                     .longest = (int16_t)(pin->last - pin->first + 1),
                                     .pinned = true};
        const rf_status rc = add_run(list, run, err);
        if (rc != RF_OK)
            return rc;
    }
    return RF_OK;
}

static rf_status add_runs_of_agent(run_list *list, const rf_instance *in, rf_agent_id a,
                                   rf_err *err)
{
    if ((in->rules.consents & (1U << in->agents[a.i].consent)) == 0)
        return RF_OK;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        const rf_status rc = add_runs_of_pair(list, in, a, k, err);
        if (rc != RF_OK)
            return rc;
    }
    return RF_OK;
}

static rf_status add_all_runs(run_list *list, int32_t *of_agent, const rf_instance *in, rf_err *err)
{
    int32_t next_pin = 0;
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++) {
        of_agent[a.i] = (int32_t)list->n;
        rf_status rc = add_runs_of_agent(list, in, a, err);
        if (rc == RF_OK)
            rc = add_pins(list, in, a, &next_pin, err);
        if (rc != RF_OK)
            return rc;
    }
    of_agent[in->n_agents] = (int32_t)list->n;
    return RF_OK;
}

rf_status rf_eligibility_new(rf_eligibility **out, const rf_instance *in, rf_err *err)
{
    rf_eligibility *e = rf_new_array(1, sizeof *e);
    int32_t *of_agent = rf_new_array((size_t)in->n_agents + 1, sizeof *of_agent);
    run_list list = {NULL, 0, 0};
    rf_status rc = e == NULL || of_agent == NULL ? rf_fail_memory(err)
                                                 : add_all_runs(&list, of_agent, in, err);
    if (rc != RF_OK) {
        free(e);
        free(of_agent);
        free(list.runs);
        return rc;
    }
    *e = (rf_eligibility){list.runs, (int32_t)list.n, of_agent};
    *out = e;
    return RF_OK;
}

void rf_eligibility_free(rf_eligibility *e)
{
    if (e == NULL)
        return;
    free(e->runs);
    free(e->of_agent);
    free(e);
}

void rf_need_reasons(int64_t against[RF_N_REASONS], int64_t *eligible, const rf_instance *in,
                     rf_need_id k)
{
    *eligible = 0;
    for (int r = 0; r < RF_N_REASONS; r++)
        against[r] = 0;
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++) {
        const rf_pair pair = rf_pair_of(in, a, k);
        const journeys j = journeys_of(in, a, k);
        for (int32_t t = 0; t < in->n_periods; t++) {
            if (rf_demand(in, k, t) == 0)
                continue;
            const unsigned reasons = (unsigned)settled_on(in, a, k, &pair, t) |
                                     (in->remote_barred[t] ? j.barred : j.usual);
            if (reasons == 0)
                (*eligible)++;
            for (unsigned r = 0; r < RF_N_REASONS; r++)
                against[r] += (reasons >> r) & 1U;
        }
    }
}
