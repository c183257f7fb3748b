/* SPDX-License-Identifier: GPL-3.0-or-later
 * Means over draws, and which of them are withheld. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/pack/draft_parts.h"
#include "adapters/pack/words.h"

/* A figure of a case over its draws. */
typedef struct tally {
    const rf_kpi_definition *definition;
    const char *group;
    int32_t rank, n;
    double sum, squares;
    int64_t fewest; /* people above zero in any draw; INT64_MAX: it never speaks of any */
} tally;

typedef struct tallies {
    tally *items;
    size_t n, capacity;
} tallies;

static int by_place(const void *a, const void *b)
{
    const tally *x = a, *y = b;
    if (x->definition != y->definition)
        return x->definition < y->definition ? -1 : 1; /* of one table */
    return x->rank - y->rank;
}

static tally *find(tallies *list, const rf_pack_raw_figure *figure)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].definition == figure->definition &&
            strcmp(list->items[i].group, figure->group) == 0)
            return &list->items[i];
    tally *grown = rf_grow(list->items, &list->capacity, list->n + 1, sizeof *grown);
    if (grown == NULL)
        return NULL;
    list->items = grown;
    grown[list->n] = (tally){.definition = figure->definition,
                             .group = figure->group,
                             .rank = rf_pack_group_rank(figure->definition->groups, figure->group),
                             .fewest = INT64_MAX};
    return &grown[list->n++];
}

static rf_status count(tallies *list, const rf_pack_raw_figure *figure, rf_err *err)
{
    tally *t = find(list, figure);
    if (t == NULL)
        return rf_fail_memory(err);
    if (figure->people > 0 && figure->people < t->fewest)
        t->fewest = figure->people;
    if (!isfinite(figure->value))
        return RF_OK;
    t->n++;
    t->sum += figure->value;
    t->squares += figure->value * figure->value;
    return RF_OK;
}

static rf_pack_state state_of(const tally *t, int64_t threshold)
{
    if (rf_is_small(t->fewest, threshold))
        return RF_PACK_WITHHELD;
    return t->n > 0 ? RF_PACK_SHOWN : RF_PACK_UNDEFINED;
}

static rf_status put(rf_pack_maker *m, const tally *t, rf_err *err)
{
    rf_pack_figure *figure = rf_pack_put_figure(m->pack);
    if (figure == NULL)
        return rf_fail_memory(err);
    figure->definition = t->definition;
    figure->state = state_of(t, m->pack->threshold);
    figure->group = rf_pool_intern(m->pack->pool, t->group, strlen(t->group));
    if (figure->state == RF_PACK_SHOWN) {
        figure->draws = t->n;
        figure->mean = t->sum / t->n;
        const double rest = t->squares - t->sum * figure->mean;
        figure->deviation = t->n > 1 && rest > 0 ? sqrt(rest / (t->n - 1)) : 0;
    }
    return figure->group == NULL ? rf_fail_memory(err) : RF_OK;
}

static void withhold(rf_pack_figure *figure)
{
    figure->state = RF_PACK_WITHHELD;
    figure->mean = figure->deviation = 0;
    figure->draws = 0;
}

/* Whether what is withheld of a figure could be worked out from what is shown of it: a group that
 * is alone, or groups that together speak of fewer people than the threshold. */
static bool is_exposed(const rf_pack_figure *figures, const tally *of, size_t n, int64_t threshold)
{
    int32_t n_withheld = 0;
    int64_t people = 0;
    for (size_t i = 0; i < n; i++)
        if (figures[i].state == RF_PACK_WITHHELD) {
            n_withheld++;
            people += of[i].fewest < threshold ? of[i].fewest : threshold;
        }
    return n_withheld == 1 || (n_withheld > 1 && people < threshold);
}

/* The group of the fewest people goes with what is withheld; the whole, which comes first, where
 * there is no other. */
static void withhold_beside(rf_pack_figure *figures, const tally *of, size_t n, int64_t threshold)
{
    while (is_exposed(figures, of, n, threshold)) {
        size_t beside = n;
        for (size_t i = 0; i < n; i++)
            if (figures[i].state == RF_PACK_SHOWN &&
                (beside == n || figures[beside].group[0] == '\0' ||
                 of[i].fewest < of[beside].fewest))
                beside = i;
        if (beside == n)
            return;
        withhold(&figures[beside]);
    }
}

static rf_status put_all(rf_pack_maker *m, const tallies *list, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < list->n && rc == RF_OK; i++)
        rc = put(m, &list->items[i], err);
    const size_t first = rc == RF_OK ? m->pack->n_figures - list->n : 0;
    for (size_t i = 0, end = 0; i < list->n && rc == RF_OK; i = end) {
        while (end < list->n && list->items[end].definition == list->items[i].definition)
            end++;
        withhold_beside(&m->pack->figures[first + i], &list->items[i], end - i, m->pack->threshold);
    }
    return rc;
}

rf_status rf_pack_add_means(rf_pack_maker *m, size_t first, size_t end, rf_err *err)
{
    tallies list = {.items = NULL};
    rf_status rc = RF_OK;
    for (size_t j = first; j < end && rc == RF_OK; j++) {
        const rf_pack_raw_job *job = &m->draft->jobs[j];
        for (size_t i = 0; i < job->n_figures && rc == RF_OK; i++)
            rc = count(&list, &m->draft->figures[job->first_figure + i], err);
    }
    if (list.n > 1)
        qsort(list.items, list.n, sizeof *list.items, by_place);
    if (rc == RF_OK)
        rc = put_all(m, &list, err);
    free(list.items);
    return rc;
}
