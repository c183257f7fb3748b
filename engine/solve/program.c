/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/program_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define uthash_nonfatal_oom(added) ((added)->stay.run = -1)
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "engine/core/mem.h"
#include "engine/solve/crossings.h"

typedef struct loaded {
    rf_stay stay; /* the key: 8 bytes without padding */
    int32_t place;
    UT_hash_handle hh;
} loaded;

static void fill_with(int32_t *array, size_t n, int32_t value)
{
    for (size_t i = 0; i < n; i++)
        array[i] = value;
}

static rf_status copy_base(rf_program *p, const rf_state *base, rf_err *err)
{
    const rf_model *m = p->m;
    const size_t rows = (size_t)m->n_rows, levels = (size_t)m->in->n_levels,
                 agents = (size_t)m->in->n_agents;
    p->base = rf_new_array(rows, sizeof *p->base);
    p->constant = rf_new_array(levels, sizeof *p->constant);
    p->base_stays = rf_new_array((size_t)base->n_stays, sizeof *p->base_stays);
    p->lp_row = rf_new_array(rows, sizeof *p->lp_row);
    p->slack_column = rf_new_array(rows, sizeof *p->slack_column);
    p->level_row = rf_new_array(levels, sizeof *p->level_row);
    p->first_of = rf_new_array(agents, sizeof *p->first_of);
    p->dirty = rf_new_array(agents, sizeof *p->dirty);
    p->entries = rf_new_array((size_t)m->max_entries, sizeof *p->entries);
    if (p->base == NULL || p->constant == NULL || p->base_stays == NULL || p->lp_row == NULL ||
        p->slack_column == NULL || p->level_row == NULL || p->first_of == NULL ||
        p->dirty == NULL || p->entries == NULL)
        return rf_fail_memory(err);
    for (int32_t row = 0; row < m->n_rows; row++)
        p->base[row] = rf_state_activity(base, row);
    if (base->n_stays > 0)
        memcpy(p->base_stays, base->stays, (size_t)base->n_stays * sizeof *p->base_stays);
    p->n_base = base->n_stays;
    for (size_t l = 0; l < levels; l++)
        p->constant[l] = (double)base->values[l];
    fill_with(p->lp_row, rows, -1);
    fill_with(p->slack_column, rows, -1);
    fill_with(p->level_row, levels, -1);
    fill_with(p->first_of, agents, -1);
    return RF_OK;
}

rf_status rf_program_new(rf_program **out, const rf_model *m, const rf_state *base, rf_err *err)
{
    rf_program *p = rf_new_array(1, sizeof *p);
    if (p == NULL)
        return rf_fail_memory(err);
    p->m = m;
    p->level = -1;
    rf_status rc = copy_base(p, base, err);
    if (rc == RF_OK)
        rc = rf_lp_new(&p->lp, err);
    if (rc != RF_OK)
        rf_program_free(p);
    else
        *out = p;
    return rc;
}

void rf_program_free(rf_program *p)
{
    if (p == NULL)
        return;
    loaded *entry, *following;
    HASH_ITER (hh, p->index, entry, following) {
        HASH_DEL(p->index, entry);
        free(entry);
    }
    rf_lp_free(p->lp);
    free(p->base);
    free(p->constant);
    free(p->base_stays);
    free(p->lp_row);
    free(p->slack_column);
    free(p->level_row);
    free(p->stays);
    free(p->column);
    free(p->next_of);
    free(p->first_of);
    free(p->dirty);
    free(p->cut_row);
    rf_rounder_free(p->rounder);
    free(p->rounding_row);
    free(p->entries);
    free(p);
}

/* The slack of a row that is being loaded: from now on a column, no longer a constant of the
 * values. */
static rf_status add_slack(rf_program *p, int32_t row, rf_err *err)
{
    const rf_model_row *r = &p->m->rows[row];
    const rf_instance *in = p->m->in;
    const int32_t column = rf_lp_n_columns(p->lp);
    const rf_entry in_row = {p->lp_row[row], r->kind == ROW_COVER ? 1.0 : -1.0};
    rf_entry *entries = rf_new_array((size_t)in->n_levels + 1, sizeof *entries);
    if (entries == NULL)
        return rf_fail_memory(err);
    int32_t n = 0;
    entries[n++] = in_row;
    for (int32_t l = 0; l < in->n_levels; l++) {
        const double weight = in->levels[l].weight[r->term];
        p->constant[l] -= weight * rf_row_excess(r, p->base[row]);
        if (p->level_row[l] >= 0 && weight > 0)
            entries[n++] = (rf_entry){p->level_row[l], weight};
    }
    rf_status rc = rf_lp_add_column(p->lp, false, (double)r->slack, entries, n, err);
    free(entries);
    p->slack_column[row] = column;
    if (rc == RF_OK && p->level >= 0)
        rc = rf_lp_set_cost(p->lp, column, in->levels[p->level].weight[r->term], err);
    return rc;
}

rf_status rf_program_load_row(rf_program *p, int32_t row, const rf_entry *entries, int32_t n,
                              rf_err *err)
{
    const rf_model_row *r = &p->m->rows[row];
    const double rest = (double)(r->bound - p->base[row]);
    p->lp_row[row] = rf_lp_n_rows(p->lp);
    rf_status rc = r->kind == ROW_COVER ? rf_lp_add_cut(p->lp, rest, RF_FREE, entries, n, err)
                                        : rf_lp_add_cut(p->lp, -RF_FREE, rest, entries, n, err);
    if (rc == RF_OK && r->term != RF_N_TERMS)
        rc = add_slack(p, row, err);
    return rc;
}

static bool is_folded(const rf_program *p, int32_t row)
{
    return rf_row_is_folded(&p->m->rows[row], p->base[row]);
}

/* Whether a row is loaded with the first stay that touches it: not an agent's (program_agents.c),
 * and not a soft row that counts on no level so far. */
static bool is_needed(const rf_program *p, int32_t row)
{
    const rf_model_row *r = &p->m->rows[row];
    if (r->kind == ROW_PERIOD || r->kind == ROW_TOTAL || is_folded(p, row))
        return false;
    bool counts = r->term == RF_N_TERMS;
    for (int32_t l = 0; l <= p->level && !counts; l++)
        counts = p->m->in->levels[l].weight[r->term] > 0;
    return counts;
}

/* What a stay, whose n coefficients are in p->entries, adds to a level: its own value and the dips
 * of folded floors. */
static double stay_weight(const rf_program *p, int32_t level, rf_stay s, int32_t n)
{
    const double floors = p->m->in->levels[level].weight[RF_TERM_FLOORS];
    double sum = (double)rf_stay_value(p->m, level, s);
    for (int32_t e = 0; e < n && floors > 0; e++)
        if (is_folded(p, p->entries[e].index))
            sum += floors * p->entries[e].value;
    return sum;
}

static rf_status grow_stays(rf_program *p, rf_err *err)
{
    rf_stay *stays = rf_grow(p->stays, &p->stays_capacity, p->n_stays + 1, sizeof *stays);
    if (stays != NULL)
        p->stays = stays;
    int32_t *column = rf_grow(p->column, &p->column_capacity, p->n_stays + 1, sizeof *column);
    if (column != NULL)
        p->column = column;
    int32_t *next = rf_grow(p->next_of, &p->next_capacity, p->n_stays + 1, sizeof *next);
    if (next != NULL)
        p->next_of = next;
    return stays == NULL || column == NULL || next == NULL ? rf_fail_memory(err) : RF_OK;
}

int32_t rf_program_find(const rf_program *p, rf_stay s)
{
    const loaded *entry = NULL;
    HASH_FIND(hh, p->index, &s, sizeof s, entry);
    return entry != NULL ? entry->place : -1;
}

static void forget(rf_program *p, rf_stay s)
{
    loaded *entry = NULL;
    HASH_FIND(hh, p->index, &s, sizeof s, entry);
    if (entry != NULL) {
        HASH_DEL(p->index, entry);
        free(entry);
    }
}

static void move_stay(rf_program *p, size_t from, size_t to)
{
    const rf_stay s = p->stays[from];
    loaded *entry = NULL;
    HASH_FIND(hh, p->index, &s, sizeof s, entry);
    if (entry != NULL)
        entry->place = (int32_t)to;
    p->stays[to] = s;
    p->column[to] = p->column[from];
}

void rf_program_keep_stays(rf_program *p, const bool *wanted)
{
    size_t n = 0;
    fill_with(p->first_of, (size_t)p->m->in->n_agents, -1);
    for (size_t i = 0; i < p->n_stays; i++) {
        if (!wanted[i]) {
            forget(p, p->stays[i]);
            continue;
        }
        move_stay(p, i, n);
        const int32_t agent = rf_run_of(p->m, p->stays[n])->agent.i;
        p->next_of[n] = p->first_of[agent];
        p->first_of[agent] = (int32_t)n++;
    }
    p->n_stays = n;
}

/* Marks the stay as loaded; *is_new tells whether it was not. */
static rf_status enter(bool *is_new, rf_program *p, rf_stay s, rf_err *err)
{
    *is_new = rf_program_find(p, s) < 0;
    if (!*is_new)
        return RF_OK;
    rf_status rc = grow_stays(p, err);
    if (rc != RF_OK)
        return rc;
    loaded *entry = rf_new_array(1, sizeof *entry);
    if (entry == NULL)
        return rf_fail_memory(err);
    entry->stay = s;
    entry->place = (int32_t)p->n_stays;
    HASH_ADD(hh, p->index, stay, sizeof s, entry);
    if (entry->stay.run < 0) {
        free(entry);
        return rf_fail_memory(err);
    }
    return RF_OK;
}

/* The stay's coefficients in the loaded cuts of one of its rows. */
static int32_t cut_entries(rf_entry *out, const rf_program *p, rf_stay s, int32_t row,
                           int32_t value)
{
    int32_t n = 0;
    for (int32_t c = p->cuts != NULL ? p->cuts->first[row] : -1; c >= 0; c = p->cuts->next[c]) {
        if (c >= p->n_cuts || p->cut_row[c] < 0)
            continue;
        const int64_t g = rf_cut_coefficient(p->m, &p->cuts->items[c], s, value);
        if (g != 0)
            out[n++] = (rf_entry){p->cut_row[c], (double)g};
    }
    return n;
}

/* A column to be: what it has in the loaded rows, cuts and limits, and what it costs. */
typedef struct new_column {
    rf_entry *entries;
    int32_t n;
    double cost;
} new_column;

static rf_status fill_column(new_column *out, rf_program *p, rf_stay s, rf_err *err)
{
    const int32_t n_model = rf_stay_entries(p->entries, p->m, s);
    out->n = 0;
    for (int32_t e = 0; e < n_model; e++) {
        const int32_t row = p->entries[e].index;
        if (p->lp_row[row] < 0 && is_needed(p, row)) {
            const rf_status rc = rf_program_load_row(p, row, NULL, 0, err);
            if (rc != RF_OK)
                return rc;
        }
        if (p->lp_row[row] >= 0)
            out->entries[out->n++] = (rf_entry){p->lp_row[row], p->entries[e].value};
        out->n += cut_entries(out->entries + out->n, p, s, row, (int32_t)p->entries[e].value);
    }
    for (int32_t l = 0; l < p->m->in->n_levels; l++) {
        const double weight = p->level_row[l] >= 0 ? stay_weight(p, l, s, n_model) : 0;
        if (weight != 0)
            out->entries[out->n++] = (rf_entry){p->level_row[l], weight};
    }
    out->cost = p->level >= 0 ? stay_weight(p, p->level, s, n_model) : 0;
    out->n += rf_program_rounding_entries(out->entries + out->n, p, s);
    return RF_OK;
}

rf_status rf_program_add_stay(rf_program *p, rf_stay s, rf_err *err)
{
    bool is_new;
    if (rf_run_of(p->m, s)->pinned)
        return RF_OK; /* it is in the base */
    rf_status rc = enter(&is_new, p, s, err);
    if (rc != RF_OK || !is_new)
        return rc;
    const size_t most =
        (size_t)(p->m->max_entries + p->m->in->n_levels + p->n_cuts + p->n_roundings);
    new_column new = {.entries = rf_new_array(most, sizeof *new.entries)};
    if (new.entries == NULL)
        return rf_fail_memory(err);
    rc = fill_column(&new, p, s, err);
    const int32_t column = rf_lp_n_columns(p->lp), agent = rf_run_of(p->m, s)->agent.i;
    if (rc == RF_OK)
        rc = rf_lp_add_column(p->lp, true, 1.0, new.entries, new.n, err);
    if (rc == RF_OK)
        rc = rf_lp_set_cost(p->lp, column, new.cost, err);
    free(new.entries);
    if (rc != RF_OK)
        return rc;
    p->stays[p->n_stays] = s;
    p->column[p->n_stays] = column;
    p->next_of[p->n_stays] = p->first_of[agent];
    p->first_of[agent] = (int32_t)p->n_stays;
    p->dirty[agent] = true;
    p->n_stays++;
    return RF_OK;
}

int32_t rf_program_n_stays(const rf_program *p)
{
    return (int32_t)p->n_stays;
}

rf_stay rf_program_stay(const rf_program *p, int32_t i)
{
    return p->stays[i];
}

int32_t rf_program_n_rows(const rf_program *p)
{
    return rf_lp_n_rows(p->lp);
}

/* The objective's constant and the limits' right-hand sides follow the rows that were loaded since.
 */
static rf_status settle_constants(rf_program *p, const int64_t *limits, rf_err *err)
{
    rf_status rc = rf_lp_set_constant(p->lp, p->constant[p->level], err);
    for (int32_t l = 0; l < p->level && rc == RF_OK; l++)
        rc = rf_lp_set_row(p->lp, p->level_row[l], -RF_FREE, (double)limits[l] - p->constant[l],
                           err);
    return rc;
}

/* A limit row over everything that is loaded. */
static rf_status load_limit(rf_program *p, int32_t level, rf_err *err)
{
    const size_t most = p->n_stays + (size_t)p->m->n_rows;
    rf_entry *entries = rf_new_array(most, sizeof *entries);
    if (entries == NULL)
        return rf_fail_memory(err);
    int32_t n = 0;
    for (size_t i = 0; i < p->n_stays; i++) {
        const int32_t n_model = rf_stay_entries(p->entries, p->m, p->stays[i]);
        const double weight = stay_weight(p, level, p->stays[i], n_model);
        if (weight != 0)
            entries[n++] = (rf_entry){p->column[i], weight};
    }
    for (int32_t row = 0; row < p->m->n_rows; row++)
        if (p->slack_column[row] >= 0 && p->m->in->levels[level].weight[p->m->rows[row].term] > 0)
            entries[n++] = (rf_entry){p->slack_column[row],
                                      p->m->in->levels[level].weight[p->m->rows[row].term]};
    p->level_row[level] = rf_lp_n_rows(p->lp);
    const rf_status rc = rf_lp_add_cut(p->lp, -RF_FREE, RF_FREE, entries, n, err);
    free(entries);
    return rc;
}

static rf_status set_costs(rf_program *p, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < p->n_stays && rc == RF_OK; i++) {
        const int32_t n = rf_stay_entries(p->entries, p->m, p->stays[i]);
        rc = rf_lp_set_cost(p->lp, p->column[i], stay_weight(p, p->level, p->stays[i], n), err);
    }
    for (int32_t row = 0; row < p->m->n_rows && rc == RF_OK; row++)
        if (p->slack_column[row] >= 0)
            rc = rf_lp_set_cost(p->lp, p->slack_column[row],
                                p->m->in->levels[p->level].weight[p->m->rows[row].term], err);
    return rc;
}

/* What the loaded stays have in rows that this level is the first to count. */
static rf_status gather_counted(rf_crossings *out, const rf_program *p, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < p->n_stays && rc == RF_OK; i++) {
        const int32_t n = rf_stay_entries(p->entries, p->m, p->stays[i]);
        for (int32_t e = 0; e < n && rc == RF_OK; e++) {
            const int32_t row = p->entries[e].index;
            if (p->lp_row[row] < 0 && is_needed(p, row))
                rc = rf_crossings_add(out, row, (rf_entry){p->column[i], p->entries[e].value}, err);
        }
    }
    rf_crossings_sort(out);
    return rc;
}

static rf_status load_counted_rows(rf_program *p, rf_err *err)
{
    rf_crossings found = {.n = 0};
    rf_entry *entries = rf_new_array(p->n_stays, sizeof *entries);
    rf_status rc = entries == NULL ? rf_fail_memory(err) : gather_counted(&found, p, err);
    for (size_t at = 0; at < found.n && rc == RF_OK;) {
        const int32_t row = found.items[at].row;
        const int32_t n = rf_crossings_take(entries, &found, &at, row);
        rc = rf_program_load_row(p, row, entries, n, err);
    }
    free(entries);
    rf_crossings_free(&found);
    return rc;
}

rf_status rf_program_set_level(rf_program *p, int32_t level, const int64_t *limits, rf_err *err)
{
    p->level = level;
    p->limits = limits;
    rf_status rc = load_counted_rows(p, err);
    for (int32_t l = 0; l < level && rc == RF_OK; l++)
        if (p->level_row[l] < 0)
            rc = load_limit(p, l, err);
    return rc == RF_OK ? set_costs(p, err) : rc;
}

bool rf_program_values(double *values, const rf_program *p, const rf_state *state)
{
    int32_t matched = 0;
    for (int32_t i = 0; i < state->n_stays; i++) {
        const int32_t place = rf_program_find(p, state->stays[i]);
        if (place >= 0) {
            values[p->column[place]] = 1.0;
            matched++;
        }
    }
    for (int32_t row = 0; row < p->m->n_rows; row++) {
        if (p->slack_column[row] < 0)
            continue;
        values[p->slack_column[row]] = fmax(0, state->rows[row].excess);
    }
    return matched + p->n_base == state->n_stays;
}

rf_status rf_program_start_from(rf_program *p, const rf_state *state, rf_err *err)
{
    rf_status rc = rf_program_load_agent_rows(p, err);
    const size_t n = (size_t)rf_lp_n_columns(p->lp);
    double *values = rf_new_array(n, sizeof *values);
    int32_t *row_of = rf_new_array(n, sizeof *row_of);
    if (rc == RF_OK && (values == NULL || row_of == NULL))
        rc = rf_fail_memory(err);
    for (int32_t row = 0; row < p->m->n_rows && rc == RF_OK; row++)
        if (p->slack_column[row] >= 0)
            row_of[p->slack_column[row]] = p->lp_row[row];
    if (rc == RF_OK && rf_program_values(values, p, state))
        rc = rf_lp_set_basis(p->lp, values, row_of, err);
    free(values);
    free(row_of);
    return rc;
}

rf_status rf_program_relax(rf_lp_outcome *out, rf_program *p, rf_lp_method method,
                           int32_t *iterations, rf_err *err)
{
    rf_status rc = rf_program_load_agent_rows(p, err);
    if (rc == RF_OK)
        rc = settle_constants(p, p->limits, err);
    return rc == RF_OK ? rf_lp_solve(out, p->lp, method, iterations, err) : rc;
}

double rf_program_value(const rf_program *p)
{
    return rf_lp_objective(p->lp);
}

double rf_program_primal(const rf_program *p, int32_t stay)
{
    return rf_lp_value(p->lp, p->column[stay]);
}

bool rf_program_has_row(const rf_program *p, int32_t row)
{
    return p->lp_row[row] >= 0;
}

double rf_program_slack(const rf_program *p, int32_t row)
{
    return p->slack_column[row] >= 0 ? rf_lp_value(p->lp, p->slack_column[row]) : 0.0;
}

/* The dual of a loaded row. Of a cover row that no loaded stay touches: what its lack costs, or
 * nothing would ever come to it. Of a folded floor: what a dip costs. */
static double row_price(const rf_prices *prices, const rf_program *p, int32_t row)
{
    if (p->lp_row[row] >= 0)
        return rf_lp_dual(p->lp, p->lp_row[row]);
    const rf_model_row *r = &p->m->rows[row];
    if (r->kind != ROW_COVER && !is_folded(p, row))
        return 0.0;
    const double cost = (double)prices->term[r->term] / (double)prices->unit;
    return r->kind == ROW_COVER ? cost : -cost;
}

rf_status rf_program_prices(rf_prices *out, const rf_program *p, rf_err *err)
{
    rf_prices_set_level(out, p->level);
    for (int32_t l = 0; l < p->level; l++)
        rf_prices_set_limit(out, l, rf_lp_dual(p->lp, p->level_row[l]));
    for (int32_t row = 0; row < p->m->n_rows; row++)
        rf_prices_set_row(out, row, row_price(out, p, row));
    const rf_status rc = rf_prices_clear_cuts(out, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t c = 0; c < p->n_cuts; c++)
        if (p->cut_row[c] >= 0)
            rf_prices_set_cut(out, c, rf_lp_dual(p->lp, p->cut_row[c]));
    for (int32_t i = 0; i < p->n_roundings; i++)
        if (p->rounding_row[i] >= 0)
            rf_prices_set_rounding(out, i, rf_lp_dual(p->lp, p->rounding_row[i]));
    return rf_prices_settle(out, err);
}

rf_status rf_program_bound_stay(rf_program *p, int32_t stay, double lower, double upper,
                                rf_err *err)
{
    return rf_lp_set_column(p->lp, p->column[stay], lower, upper, err);
}
