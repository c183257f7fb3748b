/* SPDX-License-Identifier: GPL-3.0-or-later
 * Single points of failure, in what is vital or essential and asks for somebody: needs that hang on
 * one person, and skills that one person holds. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/kpi_parts.h"

static bool is_pressing(const rf_instance *in, rf_need_id k)
{
    return in->needs[k.i].tier <= RF_ESSENTIAL && rf_kpi_asks(in, k);
}

/* ---- needs ---- */

/* Persons behind each need [K]. */
typedef struct behind {
    int32_t *persons, *seen_by; /* seen_by: the last agent counted, + 1 */
    bool *called;               /* [A] has a move */
} behind;

static void count_once(behind *b, rf_agent_id a, rf_need_id k)
{
    b->persons[k.i] += b->seen_by[k.i] != a.i + 1;
    b->seen_by[k.i] = a.i + 1;
}

/* Who serves it, and who is free and could, qualified. */
static void count_persons(behind *b, const rf_kpi_case *c)
{
    for (int32_t m = 0; m < c->plan->n_moves; m++) {
        b->called[c->plan->moves[m].agent.i] = true;
        count_once(b, c->plan->moves[m].agent, c->plan->moves[m].need);
    }
    for (int32_t r = 0; r < c->eligible->n_runs; r++) {
        const rf_eligible_run *run = &c->eligible->runs[r];
        if (!b->called[run->agent.i] && rf_qualified_periods(run) > 0)
            count_once(b, run->agent, run->need);
    }
}

static void add_points(rf_kpi_case *c, const behind *b)
{
    for (int32_t tier = -1; tier <= RF_ESSENTIAL; tier++) {
        int32_t needs = 0, single = 0;
        for (rf_need_id k = {0}; k.i < c->in->n_needs; k.i++) {
            if (!is_pressing(c->in, k) || (tier >= 0 && c->in->needs[k.i].tier != tier))
                continue;
            needs++;
            single += b->persons[k.i] <= 1;
        }
        rf_kpi_add(c, RF_KPI_SINGLE_POINTS, rf_kpi_tier(tier), rf_kpi_ratio(single, needs), -1);
    }
}

static void add_needs(rf_kpi_case *c)
{
    behind b = {.persons = rf_new_array((size_t)c->in->n_needs, sizeof *b.persons),
                .seen_by = rf_new_array((size_t)c->in->n_needs, sizeof *b.seen_by),
                .called = rf_new_array((size_t)c->in->n_agents, sizeof *b.called)};
    if (b.persons == NULL || b.seen_by == NULL || b.called == NULL) {
        c->failed = true;
    } else {
        count_persons(&b, c);
        add_points(c, &b);
    }
    free(b.persons);
    free(b.seen_by);
    free(b.called);
}

/* ---- skills ---- */

/* A skill at a level that a need insists on. */
typedef struct wanted {
    int32_t skill, level;
    int32_t holders, seen_by;
} wanted;

static int compare(const void *a, const void *b)
{
    const wanted *x = a, *y = b;
    const int by_skill = (x->skill > y->skill) - (x->skill < y->skill);
    return by_skill != 0 ? by_skill : (x->level > y->level) - (x->level < y->level);
}

/* Sorted, each once; returns how many. */
static int32_t collect(wanted *out, const rf_instance *in)
{
    int32_t n = 0, distinct = 0;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        const rf_span span = in->needs[k.i].requirements;
        if (!is_pressing(in, k))
            continue;
        for (int32_t r = span.begin; r < span.end && in->requirements[r].group < 0; r++)
            out[n++] = (wanted){in->requirements[r].skill, in->requirements[r].min_level, 0, -1};
    }
    if (n > 1)
        qsort(out, (size_t)n, sizeof *out, compare);
    for (int32_t i = 0; i < n; i++)
        if (i == 0 || compare(&out[i], &out[distinct - 1]) != 0)
            out[distinct++] = out[i];
    return distinct;
}

/* T: never. */
static int32_t first_present(const rf_instance *in, rf_agent_id a)
{
    int32_t t = 0;
    while (t < in->n_periods && rf_contribution(in, a, t) == 0)
        t++;
    return t;
}

static void count_holder(wanted *list, int32_t n, rf_agent_id a, const rf_held_skill *held)
{
    int32_t begin = 0, end = n;
    while (begin < end) {
        const int32_t middle = begin + (end - begin) / 2;
        if (list[middle].skill < held->skill)
            begin = middle + 1;
        else
            end = middle;
    }
    for (; begin < n && list[begin].skill == held->skill && list[begin].level <= held->level;
         begin++) {
        list[begin].holders += list[begin].seen_by != a.i;
        list[begin].seen_by = a.i;
    }
}

static void add_skills(rf_kpi_case *c)
{
    const rf_instance *in = c->in;
    int32_t n_requirements = 0, single = 0;
    for (int32_t k = 0; k < in->n_needs; k++)
        n_requirements += in->needs[k].requirements.end - in->needs[k].requirements.begin;
    wanted *list = rf_new_array((size_t)n_requirements, sizeof *list);
    if (list == NULL) {
        c->failed = true;
        return;
    }
    const int32_t n = collect(list, in);
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++) {
        const int32_t first = first_present(in, a);
        const rf_span skills = in->agents[a.i].skills;
        for (int32_t h = skills.begin; h < skills.end && first < in->n_periods; h++)
            if (in->held[h].last >= first)
                count_holder(list, n, a, &in->held[h]);
    }
    for (int32_t i = 0; i < n; i++)
        single += list[i].holders <= 1;
    free(list);
    rf_kpi_add(c, RF_KPI_SINGLE_HOLDERS, "", rf_kpi_ratio(single, n), -1);
}

void rf_kpi_add_single(rf_kpi_case *c)
{
    add_needs(c);
    add_skills(c);
}
