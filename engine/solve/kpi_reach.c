/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who could serve what: polyvalence, and how far the agent-need graph hangs together. An edge is an
 * agent and a need of which some stay, or a pin, is possible. Source of chaining as flexibility:
 * W. C. Jordan, S. C. Graves, Principles on the benefits of manufacturing process flexibility,
 * Management Science 41, 1995. */
#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/solve/kpi_parts.h"

/* Agents are vertices 0..A-1, needs A..A+K-1; `parent` is a forest of their components. */
typedef struct graph {
    const rf_instance *in;
    int32_t *parent, *size; /* [A + K]; size at roots */
    int32_t *needs_of;      /* [A] edges of the agent */
    int32_t *seen_by;       /* [K] the last agent with an edge, + 1 */
    int32_t *sorted;        /* [A] */
    int32_t asking;         /* needs with demand */
} graph;

static int32_t root_of(graph *g, int32_t v)
{
    while (g->parent[v] != v) {
        g->parent[v] = g->parent[g->parent[v]];
        v = g->parent[v];
    }
    return v;
}

static void join(graph *g, int32_t u, int32_t v)
{
    int32_t large = root_of(g, u), small = root_of(g, v);
    if (large == small)
        return;
    if (g->size[large] < g->size[small]) {
        const int32_t swap = large;
        large = small;
        small = swap;
    }
    g->parent[small] = large;
    g->size[large] += g->size[small];
}

static void add_edges(graph *g, const rf_eligibility *eligible)
{
    for (int32_t v = 0; v < g->in->n_agents + g->in->n_needs; v++) {
        g->parent[v] = v;
        g->size[v] = 1;
    }
    for (rf_need_id k = {0}; k.i < g->in->n_needs; k.i++)
        g->asking += rf_kpi_asks(g->in, k);
    for (int32_t r = 0; r < eligible->n_runs; r++) {
        const rf_eligible_run *run = &eligible->runs[r];
        if (!rf_run_has_stays(run) || g->seen_by[run->need.i] == run->agent.i + 1)
            continue;
        g->seen_by[run->need.i] = run->agent.i + 1;
        g->needs_of[run->agent.i]++;
        join(g, run->agent.i, g->in->n_agents + run->need.i);
    }
}

/* ---- polyvalence ---- */

static int compare(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The agents of a category (-1: all), fewest needs first. */
static int32_t sort_category(graph *g, int32_t category)
{
    int32_t n = 0;
    for (int32_t a = 0; a < g->in->n_agents; a++)
        if (category < 0 || g->in->agents[a].category == category)
            g->sorted[n++] = g->needs_of[a];
    if (n > 1)
        qsort(g->sorted, (size_t)n, sizeof *g->sorted, compare);
    return n;
}

static double median(const int32_t *sorted, int32_t n)
{
    return n == 0 ? NAN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
}

static void add_polyvalence(rf_kpi_case *c, graph *g, rf_kpi_id id, int32_t category)
{
    const int32_t n = sort_category(g, category);
    const char *group = rf_kpi_category(category);
    int64_t edges = 0, without = 0;
    for (int32_t i = 0; i < n; i++) {
        edges += g->sorted[i];
        without += g->sorted[i] == 0;
    }
    if (id == RF_KPI_POLYVALENCE)
        rf_kpi_add(c, id, group, median(g->sorted, n), n);
    else if (id == RF_KPI_POLYVALENCE_SHARE)
        rf_kpi_add(c, id, group, rf_kpi_ratio((double)edges, (double)n * g->asking), n);
    else
        rf_kpi_add(c, id, group, rf_kpi_ratio((double)without, n), rf_kpi_apart(without, n));
}

/* ---- chaining ---- */

static void add_chaining(rf_kpi_case *c, graph *g)
{
    int32_t largest = g->asking > 0, able = 0;
    for (int32_t a = 0; a < g->in->n_agents; a++) {
        const int32_t size = g->size[root_of(g, a)];
        if (g->needs_of[a] == 0)
            continue;
        able++;
        largest = size > largest ? size : largest;
    }
    rf_kpi_add(c, RF_KPI_CHAINING, "",
               g->asking > 0 ? rf_kpi_ratio(largest, (double)able + g->asking) : NAN, able);
}

void rf_kpi_add_reach(rf_kpi_case *c)
{
    const size_t n_agents = (size_t)c->in->n_agents, n_needs = (size_t)c->in->n_needs;
    graph g = {.in = c->in};
    g.parent = rf_new_array(n_agents + n_needs, sizeof *g.parent);
    g.size = rf_new_array(n_agents + n_needs, sizeof *g.size);
    g.needs_of = rf_new_array(n_agents, sizeof *g.needs_of);
    g.seen_by = rf_new_array(n_needs, sizeof *g.seen_by);
    g.sorted = rf_new_array(n_agents, sizeof *g.sorted);
    if (g.parent == NULL || g.size == NULL || g.needs_of == NULL || g.seen_by == NULL ||
        g.sorted == NULL) {
        c->failed = true;
    } else {
        add_edges(&g, c->eligible);
        for (rf_kpi_id id = RF_KPI_POLYVALENCE; id <= RF_KPI_WITHOUT_NEED; id++)
            for (int32_t category = -1; category < RF_N_CATEGORIES; category++)
                add_polyvalence(c, &g, id, category);
        add_chaining(c, &g);
    }
    free(g.parent);
    free(g.size);
    free(g.needs_of);
    free(g.seen_by);
    free(g.sorted);
}
