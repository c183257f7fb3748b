/* SPDX-License-Identifier: GPL-3.0-or-later
 * The baseline plan's stays in this territory's numbers, and the levels that a baseline asks for.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"
#include "engine/domain/instance_build.h"

/* Row numbers by id: the ids of a table sorted as strings. */
typedef struct named_row {
    const char *id;
    int32_t i;
} named_row;

static int compare_named(const void *a, const void *b)
{
    const named_row *x = a, *y = b;
    return strcmp(x->id, y->id);
}

/* The rows of a table whose struct begins with rf_row and the key, as agents' and needs' do. */
static named_row *sort_rows(const rf_territory *territory, rf_table_id table, size_t row_size)
{
    const char *rows = rf_rows(territory, table);
    const int32_t n = rf_n_rows(territory, table);
    named_row *sorted = rf_new_array((size_t)n, sizeof *sorted);
    for (int32_t i = 0; sorted != NULL && i < n; i++) {
        const rf_ref *key =
            (const void *)(rows + (size_t)i * row_size + offsetof(rf_need_row, key));
        sorted[i] = (named_row){key->id, i};
    }
    if (sorted != NULL && n > 1)
        qsort(sorted, (size_t)n, sizeof *sorted, compare_named);
    return sorted;
}

_Static_assert(offsetof(rf_agent_row, key) == offsetof(rf_need_row, key),
               "both tables keep their key in one place");

static int32_t find_named(const named_row *sorted, int32_t n, const char *id)
{
    const named_row wanted = {.id = id};
    const named_row *found =
        n > 0 ? bsearch(&wanted, sorted, (size_t)n, sizeof *sorted, compare_named) : NULL;
    return found != NULL ? found->i : -1;
}

static int compare_baseline(const void *a, const void *b)
{
    const rf_baseline_move *x = a, *y = b;
    int order = strcmp(x->agent, y->agent);
    order = order != 0 ? order : strcmp(x->need, y->need);
    order = order != 0 ? order : (x->first > y->first) - (x->first < y->first);
    return order != 0 ? order : (x->last > y->last) - (x->last < y->last);
}

/* The role that the stay would have today. */
static bool is_trainee(const rf_instance *in, const rf_move *m)
{
    return rf_role_during(in, m->agent, m->need, m->first, m->last) != RF_ROLE_QUALIFIED;
}

/* Adds each distinct move, `sorted` by compare_baseline; one that no plan of this instance can hold
 * is only counted. */
static void resolve(rf_instance *in, const rf_baseline_move *sorted, int32_t n,
                    const named_row *agents, const named_row *needs)
{
    for (int32_t i = 0; i < n; i++) {
        if (i > 0 && compare_baseline(&sorted[i - 1], &sorted[i]) == 0)
            continue;
        rf_move m = {.agent = {find_named(agents, in->n_agents, sorted[i].agent)},
                     .need = {find_named(needs, in->n_needs, sorted[i].need)},
                     .first = sorted[i].first,
                     .last = sorted[i].last};
        const bool possible = m.agent.i >= 0 && m.need.i >= 0 && m.first >= 0 &&
                              m.first <= m.last && m.last < in->n_periods;
        if (!possible) {
            in->baseline_unknown++;
            continue;
        }
        m.trainee = is_trainee(in, &m);
        in->baseline[in->n_baseline++] = m;
    }
    if (in->n_baseline > 1)
        qsort(in->baseline, (size_t)in->n_baseline, sizeof *in->baseline, rf_move_compare);
}

rf_status rf_build_baseline(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    if (b->baseline == NULL)
        return RF_OK;
    in->has_baseline = true;
    const size_t n = (size_t)b->baseline->n_moves;
    in->baseline = rf_new_array(n, sizeof *in->baseline);
    rf_baseline_move *sorted = rf_new_array(n, sizeof *sorted);
    named_row *agents = sort_rows(b->territory, RF_AGENTS, sizeof(rf_agent_row));
    named_row *needs = sort_rows(b->territory, RF_NEEDS, sizeof(rf_need_row));
    const bool enough = in->baseline != NULL && sorted != NULL && agents != NULL && needs != NULL;
    if (enough && n > 0) {
        memcpy(sorted, b->baseline->moves, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, compare_baseline);
        resolve(in, sorted, (int32_t)n, agents, needs);
    }
    free(sorted);
    free(agents);
    free(needs);
    return enough ? RF_OK : rf_fail_memory(err);
}

/* Where the level `changes` goes: after the last level with an unmet term; -1: nowhere. */
static int32_t place_of_changes(const rf_build *b)
{
    int32_t place = 0;
    if (b->baseline == NULL)
        return -1;
    for (int32_t l = 0; l < b->scenario->n_levels; l++) {
        const rf_level_spec *level = &b->scenario->levels[l];
        if (level->named[RF_TERM_CHANGES])
            return -1;
        for (int tier = 0; tier < RF_N_TIERS; tier++)
            if (level->named[RF_TERM_UNMET_VITAL + tier])
                place = l + 1;
    }
    return place;
}

static bool add_level(rf_instance *in, const rf_level_spec *level)
{
    char *name = strdup(level->name);
    if (name == NULL)
        return false;
    in->levels[in->n_levels] = *level;
    in->levels[in->n_levels++].name = name;
    return true;
}

static rf_before before(const rf_baseline *baseline, const char *level)
{
    for (int32_t i = 0; baseline != NULL && i < baseline->n_levels; i++)
        if (strcmp(baseline->levels[i].name, level) == 0)
            return (rf_before){baseline->levels[i].value, baseline->levels[i].bound};
    return (rf_before){-1, -1};
}

static rf_status add_levels(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const int32_t n = b->scenario->n_levels, place = place_of_changes(b);
    char name[] = "changes";
    const rf_level_spec changes = {
        .name = name, .weight = {[RF_TERM_CHANGES] = 1}, .named = {[RF_TERM_CHANGES] = true}};
    in->levels = rf_new_array((size_t)n + 1, sizeof *in->levels);
    if (in->levels == NULL)
        return rf_fail_memory(err);
    for (int32_t l = 0; l <= n; l++) {
        if (l == place && !add_level(in, &changes))
            return rf_fail_memory(err);
        if (l < n && !add_level(in, &b->scenario->levels[l]))
            return rf_fail_memory(err);
    }
    return RF_OK;
}

rf_status rf_build_levels(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_status rc = add_levels(b, err);
    if (rc != RF_OK)
        return rc;
    in->before = rf_new_array((size_t)in->n_levels, sizeof *in->before);
    if (in->before == NULL)
        return rf_fail_memory(err);
    for (int32_t l = 0; l < in->n_levels; l++)
        in->before[l] = before(b->baseline, in->levels[l].name);
    return RF_OK;
}
