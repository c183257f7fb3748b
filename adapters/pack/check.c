/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pack against its own threshold, and packs joined. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/pack/grid.h"
#include "adapters/pack/words.h"

typedef struct checking {
    const rf_pack *pack;
    const rf_pack_case *of;
    rf_buf *findings;
    int32_t n;
} checking;

static void find(checking *k, const char *where, const char *which, const char *what)
{
    rf_buf_printf(k->findings, "%s, %s, %s: %s %s: %s\n", k->of->territory, k->of->scenario,
                  k->of->variant, where, which, what);
    k->n++;
}

/* A hidden group that stands alone is the whole less the others. */
static void check_figures(checking *k)
{
    const rf_pack_figure *all = k->pack->figures + k->of->first_figure;
    for (size_t i = 0, end = 0; i < k->of->n_figures; i = end) {
        int32_t withheld = 0, shown = 0;
        for (end = i; end < k->of->n_figures && all[end].definition == all[i].definition; end++) {
            withheld += all[end].state == RF_PACK_WITHHELD;
            shown += all[end].state == RF_PACK_SHOWN;
        }
        if (withheld == 1 && shown > 0)
            find(k, "figures.csv", all[i].definition->name,
                 _("one group alone is withheld: the others may give it away"));
    }
}

static void check_cell(checking *k, const rf_pack_cell *cell, rf_feasible_interval attacked)
{
    char which[3 * RF_PACK_LABEL];
    snprintf(which, sizeof which, "%s %s/%s", cell->table, cell->row, cell->column);
    if (!cell->hidden && rf_is_small(cell->people, k->pack->threshold))
        find(k, "tables.csv", which, _("fewer people than the threshold, and shown"));
    if (!cell->hidden)
        return;
    if (!rf_is_protected(attacked, k->pack->threshold))
        find(k, "tables.csv", which, _("the other cells bound it within its protection"));
    if (attacked.low != cell->interval.low || attacked.high != cell->interval.high)
        find(k, "tables.csv", which, _("the interval that is told is not the one of the attack"));
}

static rf_status check_tables(checking *k, rf_err *err)
{
    rf_pack_grid grid;
    const rf_pack_cell *cells = k->pack->cells + k->of->first_cell;
    rf_status rc = rf_pack_grid_new(&grid, cells, k->of->n_cells, err);
    if (rc != RF_OK)
        return rc;
    rc = rf_attack(grid.intervals, &grid.tables, grid.hidden, err);
    if (rc == RF_BAD_INPUT) {
        find(k, "tables.csv", "", err->text);
        rc = RF_OK;
    } else if (rc == RF_OK) {
        for (size_t i = 0; i < k->of->n_cells; i++)
            check_cell(k, &cells[i], grid.intervals[cells[i].cell - 1]);
    }
    rf_pack_grid_free(&grid);
    return rc;
}

rf_status rf_pack_check(int32_t *n_findings, rf_buf *findings, const rf_pack *pack, rf_err *err)
{
    checking k = {.pack = pack, .findings = findings};
    rf_status rc = RF_OK;
    for (size_t i = 0; i < pack->n_cases && rc == RF_OK; i++) {
        k.of = &pack->cases[i];
        check_figures(&k);
        rc = check_tables(&k, err);
    }
    if (rc == RF_OK && findings->failed)
        rc = rf_fail_memory(err);
    *n_findings = k.n;
    return rc;
}

/* ---- joining --------------------------------------------------------------------------------- */

/* "S1": what stands for a name that was given no label, in its own pack only. */
static bool is_numbered(const char *label, char letter)
{
    return label[0] == letter && label[1] != '\0' &&
           label[1 + strspn(label + 1, "0123456789")] == '\0';
}

static rf_status can_join_cases(const rf_pack_case *a, const rf_pack_case *b, rf_err *err)
{
    if (strcmp(a->territory, b->territory) == 0)
        return rf_fail(err, RF_BAD_INPUT,
                       _("the territory '%s' is in two packs: give one another label"),
                       a->territory);
    const bool scenario = is_numbered(a->scenario, 'S') && strcmp(a->scenario, b->scenario) == 0;
    const bool variant = is_numbered(a->variant, 'V') && strcmp(a->variant, b->variant) == 0;
    if (scenario || variant)
        return rf_fail(err, RF_BAD_INPUT,
                       _("'%s' is in two packs, and stands for another name in each: make both "
                         "again, with a label for it"),
                       scenario ? a->scenario : a->variant);
    return RF_OK;
}

static rf_status can_join(const rf_pack *into, const rf_pack *other, rf_err *err)
{
    if (strcmp(into->version, other->version) != 0 ||
        strcmp(into->definitions, other->definitions) != 0)
        return rf_fail(
            err, RF_BAD_INPUT,
            _("one was made by renfort %s and another by %s: their figures do not compare"),
            into->version, other->version);
    if (into->n_cases + other->n_cases > RF_PACK_MOST_CASES)
        return rf_fail(err, RF_BAD_INPUT, _("a pack holds at most %d cases"),
                       (int)RF_PACK_MOST_CASES);
    rf_status rc = RF_OK;
    for (size_t i = 0; i < into->n_cases && rc == RF_OK; i++)
        for (size_t j = 0; j < other->n_cases && rc == RF_OK; j++)
            rc = can_join_cases(&into->cases[i], &other->cases[j], err);
    return rc;
}

static const char *keep(rf_pack *pack, const char *text)
{
    return rf_pool_intern(pack->pool, text, strlen(text));
}

static bool join_figures(rf_pack *into, const rf_pack *other, const rf_pack_case *c)
{
    for (size_t i = 0; i < c->n_figures; i++) {
        rf_pack_figure *mine = rf_pack_put_figure(into);
        if (mine == NULL)
            return false;
        *mine = other->figures[c->first_figure + i];
        mine->group = keep(into, mine->group);
        if (mine->group == NULL)
            return false;
    }
    return true;
}

static bool join_cells(rf_pack *into, const rf_pack *other, const rf_pack_case *c)
{
    for (size_t i = 0; i < c->n_cells; i++) {
        rf_pack_cell *mine = rf_pack_put_cell(into, into->n_cases - 1);
        if (mine == NULL)
            return false;
        *mine = other->cells[c->first_cell + i];
        mine->row = keep(into, mine->row);
        mine->column = keep(into, mine->column);
        if (mine->row == NULL || mine->column == NULL)
            return false;
    }
    return true;
}

static bool join_case(rf_pack *into, const rf_pack *other, const rf_pack_case *c)
{
    rf_pack_case *mine = rf_pack_put_case(into);
    if (mine == NULL)
        return false;
    mine->territory = keep(into, c->territory);
    mine->scenario = keep(into, c->scenario);
    mine->variant = keep(into, c->variant);
    return mine->territory != NULL && mine->scenario != NULL && mine->variant != NULL &&
           join_figures(into, other, c) && join_cells(into, other, c);
}

rf_status rf_pack_join(rf_pack *into, const rf_pack *other, rf_err *err)
{
    const rf_status rc = can_join(into, other, err);
    bool joined = rc == RF_OK;
    if (!joined)
        return rc;
    for (size_t i = 0; i < other->n_cases && joined; i++)
        joined = join_case(into, other, &other->cases[i]);
    for (size_t i = 0; i < other->n_sources && joined; i++) {
        rf_pack_source *source = rf_pack_put_source(into);
        joined = source != NULL;
        if (joined)
            *source = other->sources[i];
    }
    if (other->threshold < into->threshold)
        into->threshold = other->threshold;
    return joined ? RF_OK : rf_fail_memory(err);
}
