/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/selection.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/solve/losses.h"

static const double NOTHING = 0.02;

/* An agent serves a need, in the incumbent or in the relaxation. */
typedef struct tie {
    int32_t need, agent;
} tie;

struct rf_selection {
    rf_chain *chain;
    tie *by_need, *by_agent;
    size_t by_need_capacity, by_agent_capacity;
    int32_t n_ties;
    int32_t *of_need;  /* [K + 1] in by_need */
    int32_t *of_agent; /* [A + 1] in by_agent */
    double *mine;      /* [A] what the relaxation has of the agent's incumbent stays */
    double *others;    /* [A] ... and of other stays of the agent */
    bool *dissents;    /* [A] */
    bool *serves;      /* [A] in the incumbent */
    int32_t *dissenters, n_dissenters;
    rf_losses losses;
    bool *chosen;      /* [A] */
    bool *visited;     /* [K] */
    int32_t *frontier; /* needs that were visited and whose agents were not looked at yet */
    int32_t n_frontier, n, wanted;
};

rf_status rf_selection_new(rf_selection **out, rf_chain *chain, rf_err *err)
{
    const size_t agents = (size_t)chain->m->in->n_agents, needs = (size_t)chain->m->in->n_needs;
    rf_selection *s = rf_new_array(1, sizeof *s);
    if (s == NULL)
        return rf_fail_memory(err);
    s->chain = chain;
    s->of_need = rf_new_array(needs + 1, sizeof *s->of_need);
    s->of_agent = rf_new_array(agents + 1, sizeof *s->of_agent);
    s->mine = rf_new_array(agents, sizeof *s->mine);
    s->others = rf_new_array(agents, sizeof *s->others);
    s->dissents = rf_new_array(agents, sizeof *s->dissents);
    s->serves = rf_new_array(agents, sizeof *s->serves);
    s->dissenters = rf_new_array(agents, sizeof *s->dissenters);
    s->chosen = rf_new_array(agents, sizeof *s->chosen);
    s->visited = rf_new_array(needs, sizeof *s->visited);
    s->frontier = rf_new_array(needs, sizeof *s->frontier);
    if (s->of_need == NULL || s->of_agent == NULL || s->mine == NULL || s->others == NULL ||
        s->dissents == NULL || s->serves == NULL || s->dissenters == NULL || s->chosen == NULL ||
        s->visited == NULL || s->frontier == NULL) {
        rf_selection_free(s);
        return rf_fail_memory(err);
    }
    *out = s;
    return RF_OK;
}

void rf_selection_free(rf_selection *s)
{
    if (s == NULL)
        return;
    free(s->by_need);
    free(s->by_agent);
    free(s->of_need);
    free(s->of_agent);
    free(s->mine);
    free(s->others);
    free(s->dissents);
    free(s->serves);
    free(s->dissenters);
    rf_losses_free(&s->losses);
    free(s->chosen);
    free(s->visited);
    free(s->frontier);
    free(s);
}

/* ---- the comparison ----------------------------------------------------------------------------
 */

static rf_status add_tie(rf_selection *s, rf_stay stay, rf_err *err)
{
    const rf_eligible_run *run = rf_run_of(s->chain->m, stay);
    const size_t wanted = (size_t)s->n_ties + 1;
    tie *by_need = rf_grow(s->by_need, &s->by_need_capacity, wanted, sizeof *by_need);
    if (by_need != NULL)
        s->by_need = by_need;
    tie *by_agent = rf_grow(s->by_agent, &s->by_agent_capacity, wanted, sizeof *by_agent);
    if (by_agent != NULL)
        s->by_agent = by_agent;
    if (by_need == NULL || by_agent == NULL)
        return rf_fail_memory(err);
    by_need[s->n_ties] = by_agent[s->n_ties] = (tie){run->need.i, run->agent.i};
    s->n_ties++;
    return RF_OK;
}

static rf_status add_incumbent(rf_stay *sorted, rf_selection *s, rf_err *err)
{
    const rf_incumbent *best = s->chain->best;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < best->n_stays && rc == RF_OK; i++) {
        sorted[i] = best->stays[i];
        rc = add_tie(s, best->stays[i], err);
        s->mine[rf_run_of(s->chain->m, best->stays[i])->agent.i] -= 1;
        s->serves[rf_run_of(s->chain->m, best->stays[i])->agent.i] = true;
    }
    if (best->n_stays > 0)
        qsort(sorted, (size_t)best->n_stays, sizeof *sorted, rf_stay_compare);
    return rc;
}

static rf_status add_relaxed(const rf_stay *sorted, rf_selection *s, rf_err *err)
{
    const rf_program *master = s->chain->master;
    const size_t n = (size_t)s->chain->best->n_stays;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < rf_program_n_stays(master) && rc == RF_OK; i++) {
        const rf_stay stay = rf_program_stay(master, i);
        const double x = rf_program_primal(master, i);
        const int32_t agent = rf_run_of(s->chain->m, stay)->agent.i;
        if (x <= NOTHING)
            continue;
        if (n > 0 && bsearch(&stay, sorted, n, sizeof stay, rf_stay_compare) != NULL) {
            s->mine[agent] += x;
        } else {
            s->others[agent] += x;
            rc = add_tie(s, stay, err);
        }
    }
    return rc;
}

static int by_need(const void *a, const void *b)
{
    const tie *x = a, *y = b;
    return x->need != y->need ? (x->need < y->need ? -1 : 1)
                              : (x->agent > y->agent) - (x->agent < y->agent);
}

static int by_agent(const void *a, const void *b)
{
    const tie *x = a, *y = b;
    return x->agent != y->agent ? (x->agent < y->agent ? -1 : 1)
                                : (x->need > y->need) - (x->need < y->need);
}

static void index_ties(rf_selection *s)
{
    const rf_instance *in = s->chain->m->in;
    if (s->n_ties > 0) {
        qsort(s->by_need, (size_t)s->n_ties, sizeof *s->by_need, by_need);
        qsort(s->by_agent, (size_t)s->n_ties, sizeof *s->by_agent, by_agent);
    }
    for (int32_t i = 0, k = 0; k <= in->n_needs; s->of_need[k++] = i)
        while (i < s->n_ties && s->by_need[i].need < k)
            i++;
    for (int32_t i = 0, a = 0; a <= in->n_agents; s->of_agent[a++] = i)
        while (i < s->n_ties && s->by_agent[i].agent < a)
            i++;
}

rf_status rf_selection_renew(rf_selection *s, rf_err *err)
{
    const int32_t n_agents = s->chain->m->in->n_agents;
    rf_stay *sorted = rf_new_array((size_t)s->chain->best->n_stays, sizeof *sorted);
    if (sorted == NULL)
        return rf_fail_memory(err);
    s->n_ties = s->n_dissenters = s->losses.n = 0;
    memset(s->mine, 0, (size_t)n_agents * sizeof *s->mine);
    memset(s->others, 0, (size_t)n_agents * sizeof *s->others);
    memset(s->serves, 0, (size_t)n_agents * sizeof *s->serves);
    rf_status rc = add_incumbent(sorted, s, err);
    if (rc == RF_OK && s->chain->relaxed)
        rc = add_relaxed(sorted, s, err);
    free(sorted);
    index_ties(s);
    for (int32_t a = 0; a < n_agents; a++) {
        s->dissents[a] = s->mine[a] < -NOTHING || s->others[a] > NOTHING;
        if (s->dissents[a])
            s->dissenters[s->n_dissenters++] = a;
    }
    return rc == RF_OK && s->chain->relaxed ? rf_losses_find(&s->losses, s->chain, err) : rc;
}

/* ---- the choice --------------------------------------------------------------------------------
 */

static void visit(rf_selection *s, int32_t need)
{
    if (s->visited[need])
        return;
    s->visited[need] = true;
    s->frontier[s->n_frontier++] = need;
}

static void choose(rf_selection *s, int32_t agent)
{
    const rf_eligibility *e = s->chain->m->eligible;
    if (s->n >= s->wanted || s->chosen[agent] || e->of_agent[agent] == e->of_agent[agent + 1])
        return;
    s->chosen[agent] = true;
    s->n++;
    for (int32_t i = s->of_agent[agent]; i < s->of_agent[agent + 1]; i++)
        visit(s, s->by_agent[i].need);
}

static int32_t take_from_frontier(rf_selection *s)
{
    const int32_t place = rf_random_below(&s->chain->random, s->n_frontier);
    const int32_t need = s->frontier[place];
    s->frontier[place] = s->frontier[--s->n_frontier];
    return need;
}

/* Those tied to the need: who dissents, and one in `others` of the rest. */
static void choose_tied(rf_selection *s, int32_t need, int32_t others)
{
    const int32_t begin = s->of_need[need], n = s->of_need[need + 1] - begin;
    const int32_t from = n > 0 ? rf_random_below(&s->chain->random, n) : 0;
    for (int32_t i = 0; i < n; i++) {
        const int32_t agent = s->by_need[begin + (from + i) % n].agent;
        if (s->dissents[agent] || rf_random_below(&s->chain->random, others) == 0)
            choose(s, agent);
    }
}

/* Some of those who count in the floor and serve a need. */
static void choose_lent(rf_selection *s, int32_t floor, int32_t most)
{
    const rf_instance *in = s->chain->m->in;
    const rf_span members = in->floors[floor].members;
    const int32_t n = members.end - members.begin, before = s->n;
    const int32_t from = n > 0 ? rf_random_below(&s->chain->random, n) : 0;
    for (int32_t i = 0; i < n && s->n - before < most; i++) {
        const int32_t agent = in->members[members.begin + (from + i) % n].agent.i;
        if (s->of_agent[agent] < s->of_agent[agent + 1])
            choose(s, agent);
    }
}

/* Some of those who are lent under the convention. */
static void choose_lent_under(rf_selection *s, int32_t convention, int32_t most)
{
    const rf_incumbent *best = s->chain->best;
    const int32_t n = best->n_stays, before = s->n;
    const int32_t from = n > 0 ? rf_random_below(&s->chain->random, n) : 0;
    for (int32_t i = 0; i < n && s->n - before < most; i++) {
        const rf_stay stay = best->stays[(from + i) % n];
        if (s->chain->m->convention[stay.run] == convention)
            choose(s, rf_run_of(s->chain->m, stay)->agent.i);
    }
}

/* Those who could win back what is lost. */
static void choose_losing(rf_selection *s, const rf_loss *loss)
{
    const rf_model_row *row = loss->row >= 0 ? &s->chain->m->rows[loss->row] : NULL;
    if (row == NULL)
        choose(s, loss->agent);
    else if (row->kind == ROW_COVER || row->kind == ROW_TUTORS)
        choose_tied(s, row->index, 2);
    else if (row->kind == ROW_FLOOR)
        choose_lent(s, row->index, s->wanted / 2);
    else if (row->kind == ROW_CONVENTION)
        choose_lent_under(s, row->index, s->wanted / 2);
    else
        choose(s, row->index);
}

static void choose_dissenter(rf_selection *s)
{
    if (s->n_dissenters > 0)
        choose(s, s->dissenters[rf_random_below(&s->chain->random, s->n_dissenters)]);
}

static void choose_around_loss(rf_selection *s)
{
    choose_losing(s, rf_losses_draw(&s->losses, &s->chain->random));
}

/* From whom `begin` chooses to others, by the needs that they serve. */
static void walk(rf_selection *s, void (*begin)(rf_selection *s))
{
    enum { OTHERS = 6 };
    for (int32_t tries = 0; tries < s->wanted && s->n < s->wanted; tries++) {
        begin(s);
        while (s->n_frontier > 0 && s->n < s->wanted)
            choose_tied(s, take_from_frontier(s), OTHERS);
    }
}

static void choose_at_large(rf_selection *s)
{
    const rf_eligibility *e = s->chain->m->eligible;
    for (int32_t tries = 0; tries < 20 * s->wanted && s->n < s->wanted; tries++)
        choose(s, e->runs[rf_random_below(&s->chain->random, e->n_runs)].agent.i);
}

/* Those who serve the need now, then some who could, up to n in all. */
static void choose_around_need(rf_selection *s, int32_t need, int32_t n)
{
    const rf_eligibility *e = s->chain->m->eligible;
    const int32_t wanted = s->wanted;
    s->wanted = n * 2 / 3;
    choose_tied(s, need, 1);
    s->wanted = n;
    const int32_t start = rf_random_below(&s->chain->random, e->n_runs);
    for (int32_t i = 0; i < e->n_runs && s->n < n; i++) {
        const rf_eligible_run *r = &e->runs[(start + i) % e->n_runs];
        if (r->need.i == need && rf_random_below(&s->chain->random, 4) == 0)
            choose(s, r->agent.i);
    }
    s->wanted = wanted;
}

static void choose_service(rf_selection *s, int32_t unit)
{
    for (int32_t a = 0; a < s->chain->m->in->n_agents; a++)
        if (s->chain->m->in->agents[a].unit == unit)
            choose(s, a);
}

static void begin(rf_selection *s, int32_t n)
{
    const rf_instance *in = s->chain->m->in;
    memset(s->chosen, 0, (size_t)in->n_agents * sizeof *s->chosen);
    memset(s->visited, 0, (size_t)in->n_needs * sizeof *s->visited);
    s->n = s->n_frontier = 0;
    s->wanted = n;
}

/* Those who may serve the need, free or not, as long as there is room. */
static void choose_able(rf_selection *s, int32_t need, bool free)
{
    const rf_eligibility *e = s->chain->m->eligible;
    for (int32_t i = 0; i < e->n_runs; i++) {
        const rf_eligible_run *r = &e->runs[i];
        if (r->need.i == need && rf_run_has_stays(r) && s->serves[r->agent.i] != free)
            choose(s, r->agent.i);
    }
}

void rf_selection_choose_for(rf_selection *s, const bool *needs, int32_t n)
{
    begin(s, n);
    for (int32_t k = 0; k < s->chain->m->in->n_needs; k++)
        if (needs[k])
            visit(s, k);
    for (int32_t i = 0; i < s->n_frontier && s->n < s->wanted; i++) {
        choose_able(s, s->frontier[i], true);
        choose_able(s, s->frontier[i], false);
    }
}

void rf_selection_choose(rf_selection *s, int32_t n)
{
    enum { LOSSES = 3, WALKS = 6, KINDS = 8 }; /* of eight: at losses, at losses or dissenters */
    const rf_instance *in = s->chain->m->in;
    rf_random *random = &s->chain->random;
    begin(s, n);
    const int32_t kind = rf_random_below(random, KINDS);
    if (kind < WALKS) {
        walk(s, kind < LOSSES && s->losses.n > 0 ? choose_around_loss : choose_dissenter);
    } else if (kind < KINDS - 1) {
        choose_around_need(s, rf_random_below(random, in->n_needs), n / 2);
        choose_around_need(s, rf_random_below(random, in->n_needs), n);
    } else {
        choose_service(s, rf_random_below(random, in->n_units));
        choose_around_need(s, rf_random_below(random, in->n_needs), n);
    }
    choose_at_large(s);
}

bool rf_selection_has(const rf_selection *s, int32_t agent)
{
    return s->chosen[agent];
}
