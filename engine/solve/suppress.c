/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which cells to hide: one linear program whose solutions are changes of the table. A hidden cell
 * that is not protected yet is made to change; the shown cells that must change with it, at the
 * least cost in people, are hidden too. The changed table is then one that the attacker cannot rule
 * out. */
#include "engine/solve/suppress.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/solve/mip.h"
#include "engine/solve/whole.h"

typedef struct opener {
    const rf_tables *tables;
    int64_t threshold;
    bool *hidden;
    rf_lp *lp;                  /* columns 2c, 2c + 1: cell c goes up, down; zero cells stay */
    double *values;             /* [2 n_cells] */
    rf_feasible_interval *seen; /* [n_cells] over the tables that were found */
    bool added;                 /* a cell was hidden by the last opening */
} opener;

static rf_status check_sums(const rf_tables *t, rf_err *err)
{
    for (int32_t r = 0; r < t->n_relations; r++) {
        int64_t left = t->people[t->members[t->first[r]]];
        for (int32_t m = t->first[r] + 1; m < t->first[r + 1]; m++)
            left -= t->people[t->members[m]];
        if (left != 0)
            return rf_fail(err, RF_BAD_INPUT, _("relation %d of a table does not add up"), (int)r);
    }
    return RF_OK;
}

/* Rows are filled through their columns, so they are built from the relations. */
static rf_status add_rows(opener *o, rf_err *err)
{
    const rf_tables *t = o->tables;
    rf_entry *entries = rf_new_array(2 * (size_t)t->n_cells, sizeof *entries);
    rf_status rc = entries != NULL ? RF_OK : rf_fail_memory(err);
    for (int32_t r = 0; r < t->n_relations && rc == RF_OK; r++) {
        int32_t n = 0;
        for (int32_t m = t->first[r]; m < t->first[r + 1]; m++) {
            const double sign = m == t->first[r] ? 1.0 : -1.0;
            entries[n++] = (rf_entry){2 * t->members[m], sign};
            entries[n++] = (rf_entry){2 * t->members[m] + 1, -sign};
        }
        rc = rf_lp_add_cut(o->lp, 0, 0, entries, n, err);
    }
    free(entries);
    return rc;
}

static rf_status free_cell(opener *o, int32_t cell, rf_err *err)
{
    const int64_t people = o->tables->people[cell];
    const rf_status rc = rf_lp_set_column(o->lp, 2 * cell, 0, people > 0 ? RF_FREE : 0, err);
    return rc != RF_OK ? rc
                       : rf_lp_set_column(o->lp, 2 * cell + 1, 0,
                                          people > 0 ? (double)(people - 1) : 0, err);
}

/* A person in a shown cell costs as many as are in it; in a hidden one nothing. */
static rf_status price_cell(opener *o, int32_t cell, rf_err *err)
{
    const double cost = o->hidden[cell] ? 0 : (double)o->tables->people[cell];
    const rf_status rc = rf_lp_set_cost(o->lp, 2 * cell, cost, err);
    return rc != RF_OK ? rc : rf_lp_set_cost(o->lp, 2 * cell + 1, cost, err);
}

static rf_status opener_start(opener *o, rf_err *err)
{
    const rf_tables *t = o->tables;
    const size_t n_cells = (size_t)t->n_cells;
    o->values = rf_new_array(2 * n_cells, sizeof *o->values);
    o->seen = rf_new_array(n_cells, sizeof *o->seen);
    if (o->values == NULL || o->seen == NULL)
        return rf_fail_memory(err);
    rf_status rc = rf_lp_new(&o->lp, err);
    for (int32_t c = 0; c < t->n_cells && rc == RF_OK; c++) {
        o->hidden[c] = rf_is_small(t->people[c], o->threshold);
        o->seen[c] = (rf_feasible_interval){t->people[c], t->people[c]};
        for (int32_t side = 0; side < 2 && rc == RF_OK; side++)
            rc = rf_lp_add_column(o->lp, true, RF_FREE, NULL, 0, err);
        if (rc == RF_OK)
            rc = free_cell(o, c, err);
        if (rc == RF_OK)
            rc = price_cell(o, c, err);
    }
    return rc == RF_OK ? add_rows(o, err) : rc;
}

static rf_status hide(opener *o, int32_t cell, rf_err *err)
{
    o->hidden[cell] = true;
    o->added = true;
    return price_cell(o, cell, err);
}

/* The table with the change applied is one that cannot be ruled out. */
static rf_status take_change(opener *o, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t c = 0; c < o->tables->n_cells && rc == RF_OK; c++) {
        const double up = o->values[2 * c], down = o->values[2 * c + 1];
        const int64_t now = o->tables->people[c] + (int64_t)(up - down);
        if (now < o->seen[c].low)
            o->seen[c].low = now;
        if (now > o->seen[c].high)
            o->seen[c].high = now;
        if (now != o->tables->people[c] && !o->hidden[c])
            rc = hide(o, c, err);
    }
    return rc;
}

/* Makes a cell go up or down by `amount`. *found false: no whole table that was found does. */
static rf_status change(bool *found, opener *o, int32_t cell, int64_t amount, rf_err *err)
{
    const int32_t moved = 2 * cell + (amount < 0), still = 2 * cell + (amount > 0);
    const double size = (double)(amount < 0 ? -amount : amount);
    rf_whole_outcome outcome = RF_WHOLE_STOPPED;
    rf_status rc = rf_lp_set_column(o->lp, moved, size, size, err);
    if (rc == RF_OK)
        rc = rf_lp_set_column(o->lp, still, 0, 0, err);
    if (rc == RF_OK)
        rc = rf_whole_optimum(&outcome, o->values, o->lp, err);
    *found = outcome == RF_WHOLE_FOUND;
    if (rc == RF_OK)
        rc = free_cell(o, cell, err);
    return rc == RF_OK && *found ? take_change(o, err) : rc;
}

/* Everything above zero is hidden: then the table times any number cannot be ruled out. */
static rf_status hide_all(opener *o, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t c = 0; c < o->tables->n_cells && rc == RF_OK; c++) {
        if (o->tables->people[c] == 0)
            continue;
        o->seen[c].high = RF_OPEN;
        if (!o->hidden[c])
            rc = hide(o, c, err);
    }
    return rc;
}

static rf_status protect(opener *o, int32_t cell, rf_err *err)
{
    rf_feasible_interval *seen = &o->seen[cell];
    const int64_t people = o->tables->people[cell];
    bool found = true;
    rf_status rc = RF_OK;
    if (people > 1 && seen->low == people)
        rc = change(&found, o, cell, -1, err);
    if (rc == RF_OK && !rf_is_protected(*seen, o->threshold)) {
        rc = change(&found, o, cell, seen->low + o->threshold - people, err);
        if (rc == RF_OK && !found)
            rc = hide_all(o, err);
    }
    return rc;
}

rf_status rf_suppress(bool *hidden, const rf_tables *tables, int64_t threshold, rf_err *err)
{
    opener o = {.tables = tables, .threshold = threshold, .hidden = hidden, .added = true};
    rf_status rc = check_sums(tables, err);
    if (rc == RF_OK)
        rc = opener_start(&o, err);
    while (o.added && rc == RF_OK) {
        o.added = false;
        for (int32_t c = 0; c < tables->n_cells && rc == RF_OK; c++)
            if (hidden[c])
                rc = protect(&o, c, err);
    }
    rf_lp_free(o.lp);
    free(o.values);
    free(o.seen);
    return rc;
}
