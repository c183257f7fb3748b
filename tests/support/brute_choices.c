/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/brute_choices.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_STAYS = 3, NO_ROLE = 0, TRAINEE = 1, QUALIFIED = 2 };

/* ---- who may serve where ----------------------------------------------------------------------
 */

static int level_gives(const rf_instance *in, int32_t a, const rf_requirement *r, int32_t t)
{
    const int32_t level = rf_skill_level(in, (rf_agent_id){a}, r->skill, t);
    if (level >= r->min_level)
        return QUALIFIED;
    return r->trainee_level > 0 && level >= r->trainee_level ? TRAINEE : NO_ROLE;
}

static int role_on(const rf_instance *in, int32_t a, int32_t k, int32_t t)
{
    const rf_span span = in->needs[k].requirements;
    int role = QUALIFIED;
    for (int32_t i = span.begin; i < span.end; i++) {
        const int32_t group = in->requirements[i].group;
        int best = level_gives(in, a, &in->requirements[i], t);
        for (int32_t j = span.begin; group >= 0 && j < span.end; j++)
            if (in->requirements[j].group == group &&
                level_gives(in, a, &in->requirements[j], t) > best)
                best = level_gives(in, a, &in->requirements[j], t);
        role = best < role ? best : role;
    }
    return role;
}

static bool forbidden(const rf_instance *in, int32_t a, int32_t k, int32_t t)
{
    for (int32_t i = 0; i < in->n_forbids; i++) {
        const rf_forbid *f = &in->forbids[i];
        if (f->agent.i == a && (f->need < 0 || f->need == k) && f->first <= t && t <= f->last)
            return true;
    }
    return false;
}

static const rf_convention *convention(const rf_instance *in, int32_t a, int32_t k)
{
    for (int32_t c = 0; c < in->n_conventions; c++)
        if (in->conventions[c].lender == in->agents[a].organisation &&
            in->conventions[c].borrower == in->needs[k].organisation)
            return &in->conventions[c];
    return NULL;
}

static bool restricted(const rf_instance *in, const rf_agent *agent, const rf_need *need)
{
    for (int32_t i = agent->restrictions.begin; i < agent->restrictions.end; i++)
        for (int32_t j = need->conditions.begin; j < need->conditions.end; j++)
            if (in->codes[i] == in->codes[j])
                return true;
    return false;
}

static void note(rf_reasons *reasons, bool holds, rf_reason reason)
{
    if (holds)
        *reasons = (rf_reasons)(*reasons | 1U << reason);
}

rf_reasons brute_reasons(const rf_instance *in, int32_t a, int32_t k, int32_t t)
{
    const rf_agent *agent = &in->agents[a];
    const rf_need *need = &in->needs[k];
    const bool lent = agent->organisation != need->organisation;
    const bool remote = need->remote && !in->remote_barred[t];
    const rf_convention *c = convention(in, a, k);
    const int role = role_on(in, a, k, t);
    rf_reasons r = 0;
    note(&r, agent->unit == need->unit, RF_AGAINST_OWN_UNIT);
    note(&r, forbidden(in, a, k, t), RF_AGAINST_FORBIDDEN);
    note(&r, (in->rules.consents & 1U << agent->consent) == 0, RF_AGAINST_CONSENT);
    note(&r, lent && (agent->contract == RF_FIXED_TERM || agent->contract == RF_TRAINEE_STATUS),
         RF_AGAINST_STATUS);
    note(&r, lent && (c == NULL || t < c->first || c->last < t), RF_AGAINST_CONVENTION);
    note(&r, (need->categories & 1U << agent->category) == 0, RF_AGAINST_CATEGORY);
    note(&r, role == NO_ROLE || (role == TRAINEE && need->tutor_ratio == 0), RF_AGAINST_SKILL);
    note(&r, restricted(in, agent, need), RF_AGAINST_RESTRICTION);
    note(&r, !remote && rf_minutes_between(in, agent->site, need->site) > agent->max_travel,
         RF_AGAINST_TRAVEL);
    note(&r, remote && !agent->telework, RF_AGAINST_TELEWORK);
    note(&r, rf_contribution(in, (rf_agent_id){a}, t) == 0, RF_AGAINST_ABSENT);
    note(&r, rf_demand(in, (rf_need_id){k}, t) == 0, RF_AGAINST_IDLE);
    return r;
}

bool brute_pin_stands(const rf_instance *in, int32_t a, int32_t k, int32_t first, int32_t last)
{
    unsigned reasons = 0;
    for (int32_t t = first; t <= last; t++)
        reasons |= brute_reasons(in, a, k, t);
    reasons &= ~(1U << RF_AGAINST_CONSENT | 1U << RF_AGAINST_TRAVEL);
    return reasons == 0 && last - first + 1 <= in->rules.max_periods_away;
}

/* ---- stays ------------------------------------------------------------------------------------
 */

typedef struct stay {
    int32_t need, first, last;
    bool trainee;
} stay;

static int32_t demand_run(const rf_instance *in, int32_t k, int32_t t)
{
    int32_t first = t, last = t;
    while (first > 0 && rf_demand(in, (rf_need_id){k}, first - 1) > 0)
        first--;
    while (last + 1 < in->n_periods && rf_demand(in, (rf_need_id){k}, last + 1) > 0)
        last++;
    return last - first + 1;
}

static bool is_ordinary(const rf_instance *in, int32_t a, const stay *s)
{
    const rf_need *need = &in->needs[s->need];
    const int32_t length = s->last - s->first + 1, run = demand_run(in, s->need, s->first);
    for (int32_t t = s->first; t <= s->last; t++)
        if (brute_reasons(in, a, s->need, t) != 0)
            return false;
    return length >= (need->min_stay < run ? need->min_stay : run) && length <= need->max_stay &&
           length <= in->rules.max_periods_away;
}

static bool is_trainee(const rf_instance *in, int32_t a, const stay *s)
{
    for (int32_t t = s->first; t <= s->last; t++)
        if (role_on(in, a, s->need, t) != QUALIFIED)
            return true;
    return false;
}

/* The number of the enforced pin that the stay is, -1: none. */
static int32_t pin_of(const rf_instance *in, const bool *enforced, int32_t a, const stay *s)
{
    for (int32_t p = 0; p < in->n_pins; p++)
        if (enforced[p] && in->pins[p].agent.i == a && in->pins[p].need.i == s->need &&
            in->pins[p].first == s->first && in->pins[p].last == s->last)
            return p;
    return -1;
}

/* ---- what a stay does -------------------------------------------------------------------------
 */

static int64_t overqualified(const rf_instance *in, int32_t a, const stay *s)
{
    const rf_span span = in->needs[s->need].requirements;
    int64_t sum = 0;
    for (int32_t i = span.begin; i < span.end; i++)
        for (int32_t t = s->first; t <= s->last && in->requirements[i].group < 0; t++) {
            const rf_requirement *r = &in->requirements[i];
            const int32_t more = rf_skill_level(in, (rf_agent_id){a}, r->skill, t) - r->min_level;
            sum += more > 0 ? more : 0;
        }
    return sum;
}

static bool in_baseline(const rf_instance *in, int32_t a, const stay *s)
{
    for (int32_t i = 0; i < in->n_baseline; i++) {
        const rf_move *b = &in->baseline[i];
        if (b->agent.i == a && b->need.i == s->need && b->first == s->first && b->last == s->last)
            return true;
    }
    return false;
}

static void add_values(brute_choice *c, const rf_instance *in, int32_t a, const stay *s)
{
    static const int64_t imposed[RF_N_CONSENTS] = {0, 1, 3, 5};
    const int64_t length = s->last - s->first + 1;
    int64_t terms[RF_N_TERMS] = {0};
    terms[RF_TERM_MOVED] = 1;
    terms[RF_TERM_IMPOSED] = length * imposed[in->agents[a].consent];
    terms[RF_TERM_BURDEN] = length * in->agents[a].prior_days;
    terms[RF_TERM_OVERQUALIFIED] = overqualified(in, a, s);
    if (in->has_baseline)
        terms[RF_TERM_CHANGES] = in_baseline(in, a, s) ? -1 : 1;
    for (int32_t t = s->first; t <= s->last; t++)
        if (!in->needs[s->need].remote || in->remote_barred[t])
            terms[RF_TERM_TRAVEL] +=
                rf_minutes_between(in, in->agents[a].site, in->needs[s->need].site);
    for (int32_t l = 0; l < in->n_levels; l++)
        for (int term = 0; term < RF_N_TERMS; term++)
            c->values[l] += in->levels[l].weight[term] * terms[term];
}

static bool floor_counts(const rf_instance *in, int32_t f, int32_t a, int32_t t)
{
    for (int32_t i = in->floors[f].members.begin; i < in->floors[f].members.end; i++)
        if (in->members[i].agent.i == a)
            return t <= in->members[i].last;
    return false;
}

static int32_t effect(const rf_instance *in, const brute_row *row, int32_t a, const stay *s)
{
    const rf_need *need = &in->needs[s->need];
    const int32_t w = rf_contribution(in, (rf_agent_id){a}, row->t);
    switch (row->kind) {
    case BRUTE_COVER:
        return row->index != s->need ? 0 : s->trainee ? w * need->trainee_yield / 100 : w;
    case BRUTE_FLOOR:
        return floor_counts(in, row->index, a, row->t) ? w : 0;
    case BRUTE_CONVENTION:
        return in->conventions[row->index].lender == in->agents[a].organisation &&
                       in->conventions[row->index].borrower == need->organisation
                   ? w
                   : 0;
    case BRUTE_TUTORS:
        return row->index != s->need ? 0 : s->trainee ? 1 : -need->tutor_ratio;
    }
    return 0;
}

static void add_stay(brute_choice *c, const rf_instance *in, const brute_rows *rows, int32_t a,
                     const stay *s)
{
    add_values(c, in, a, s);
    for (int32_t r = 0; r < rows->n; r++)
        if (s->first <= rows->row[r].t && rows->row[r].t <= s->last)
            c->activity[r] += effect(in, &rows->row[r], a, s);
}

/* ---- sets of stays ----------------------------------------------------------------------------
 */

typedef struct gathering {
    const rf_instance *in;
    const brute_rows *rows;
    const bool *enforced;
    int32_t agent, n_pins; /* its enforced pins */
    brute_choices out;
    stay taken[MOST_STAYS];
} gathering;

static void keep_choice(gathering *g, int32_t n, int32_t pins)
{
    if (pins != g->n_pins)
        return;
    brute_choice *list = realloc(g->out.list, ((size_t)g->out.n + 1) * sizeof *list);
    assert_non_null(list);
    g->out.list = list;
    brute_choice *c = &list[g->out.n++];
    memset(c, 0, sizeof *c);
    for (int32_t i = 0; i < n; i++)
        add_stay(c, g->in, g->rows, g->agent, &g->taken[i]);
}

/* Every set whose next stay begins at `from` or later. */
static void gather(gathering *g, int32_t from, int32_t n, int32_t away, int32_t pins)
{
    const rf_instance *in = g->in;
    keep_choice(g, n, pins);
    if (n == MOST_STAYS || n == in->rules.max_stays)
        return;
    for (stay s = {.first = from}; s.first < in->n_periods; s.first++)
        for (s.last = s.first; s.last < in->n_periods; s.last++)
            for (s.need = 0; s.need < in->n_needs; s.need++) {
                const int32_t pin = pin_of(in, g->enforced, g->agent, &s);
                const int32_t length = s.last - s.first + 1;
                if (away + length > in->rules.max_periods_away ||
                    (pin < 0 && !is_ordinary(in, g->agent, &s)))
                    continue;
                s.trainee = is_trainee(in, g->agent, &s);
                g->taken[n] = s;
                gather(g, s.last + 1, n + 1, away + length, pins + (pin >= 0));
            }
}

brute_choices brute_list_choices(const rf_instance *in, const brute_rows *rows,
                                 const bool *enforced, int32_t agent)
{
    gathering g = {.in = in, .rows = rows, .enforced = enforced, .agent = agent};
    assert_true(in->n_periods <= MOST_STAYS);
    for (int32_t p = 0; p < in->n_pins; p++)
        g.n_pins += enforced[p] && in->pins[p].agent.i == agent;
    gather(&g, 0, 0, 0, 0);
    return g.out;
}

/* ---- rows -------------------------------------------------------------------------------------
 */

static bool is_named(const brute_row *row, const rf_conflict *members, int32_t n)
{
    static const rf_conflict_kind kinds[] = {RF_CONFLICT_PIN, RF_CONFLICT_FLOOR,
                                             RF_CONFLICT_CONVENTION, RF_CONFLICT_TUTORS};
    for (int32_t i = 0; i < n; i++)
        if (members[i].kind == kinds[row->kind] && members[i].kind != RF_CONFLICT_PIN &&
            members[i].index == row->index && members[i].period == row->t)
            return true;
    return false;
}

void brute_list_rows(brute_rows *out, const rf_instance *in, const rf_conflict *members, int32_t n)
{
    const int32_t counts[] = {in->n_needs, in->n_floors, in->n_conventions, in->n_needs};
    out->n = 0;
    for (brute_kind kind = BRUTE_COVER; kind <= BRUTE_TUTORS; kind++)
        for (int32_t i = 0; i < counts[kind]; i++)
            for (int32_t t = 0; t < in->n_periods; t++) {
                brute_row row = {.kind = kind, .index = i, .t = t};
                row.hard = kind != BRUTE_COVER && (kind != BRUTE_FLOOR || in->rules.hard_floors);
                row.bound = kind == BRUTE_COVER   ? rf_demand(in, (rf_need_id){i}, t)
                            : kind == BRUTE_FLOOR ? rf_floor_slack(in, i, t)
                            : kind == BRUTE_CONVENTION
                                ? in->conventions[i].max
                                : in->needs[i].tutor_ratio * in->needs[i].tutors_on_site;
                const bool counts_here = kind == BRUTE_COVER        ? row.bound > 0
                                         : kind == BRUTE_FLOOR      ? row.bound < INT32_MAX
                                         : kind == BRUTE_CONVENTION ? row.bound >= 0
                                                                    : in->needs[i].tutor_ratio > 0;
                if (!counts_here || (members != NULL && !is_named(&row, members, n)))
                    continue;
                assert_true(out->n < BRUTE_ROWS);
                out->row[out->n++] = row;
            }
}
