/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plain model as text, for other solvers: one column a stay, every row, every level's
 * objective. MPS rows and columns are named after the formulation: C2_<need>_<period>,
 * z_<agent>_<need>_<first>_<last>. */
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/solve/model.h"
#include "engine/solve/solve.h"

typedef struct exporting {
    rf_buf *out;
    rf_model *m;
    rf_stay *stays;
    size_t n_stays, capacity;
    rf_entry *entries;
    rf_err *err;
} exporting;

static rf_status keep_stay(void *user, rf_stay s)
{
    exporting *x = user;
    rf_stay *stays = rf_grow(x->stays, &x->capacity, x->n_stays + 1, sizeof *stays);
    if (stays == NULL)
        return rf_fail_memory(x->err);
    x->stays = stays;
    stays[x->n_stays++] = s;
    return RF_OK;
}

/* An id as part of a name: letters, digits and a few signs stay, all else becomes _; numbers keep
 * names apart. */
static void put_id(rf_buf *out, const char *id)
{
    for (; *id != '\0'; id++) {
        const bool plain =
            (*id >= 'a' && *id <= 'z') || (*id >= 'A' && *id <= 'Z') || (*id >= '0' && *id <= '9');
        rf_buf_printf(out, "%c", plain ? *id : '_');
    }
}

static const char *row_id(const rf_instance *in, const rf_model_row *row)
{
    switch (row->kind) {
    case ROW_COVER:
    case ROW_TUTORS:
        return rf_need_name(in, (rf_need_id){row->index});
    case ROW_FLOOR:
        return rf_unit_name(in, in->floors[row->index].unit);
    case ROW_CONVENTION:
        return rf_organisation_name(in, in->conventions[row->index].lender);
    case ROW_TOTAL:
    case ROW_PERIOD:
    case ROW_AWAY:
    case ROW_N_KINDS:
        break;
    }
    return rf_agent_name(in, (rf_agent_id){row->index});
}

static void put_row(const exporting *x, int32_t row)
{
    static const char *const TAG[ROW_N_KINDS] = {
        [ROW_TOTAL] = "C1total", [ROW_PERIOD] = "C1period", [ROW_AWAY] = "C1away",
        [ROW_COVER] = "C2",      [ROW_FLOOR] = "C3",        [ROW_CONVENTION] = "C4",
        [ROW_TUTORS] = "C5"};
    const rf_model_row *r = &x->m->rows[row];
    rf_buf_printf(x->out, "%s_%d_", TAG[r->kind], row);
    put_id(x->out, row_id(x->m->in, r));
    if (r->period >= 0)
        rf_buf_printf(x->out, "_%d", r->period);
}

static void put_stay(const exporting *x, size_t i)
{
    const rf_move move = rf_stay_move(x->m, x->stays[i]);
    rf_buf_printf(x->out, "z_%zu_", i);
    put_id(x->out, rf_agent_name(x->m->in, move.agent));
    rf_buf_puts(x->out, "_");
    put_id(x->out, rf_need_name(x->m->in, move.need));
    rf_buf_printf(x->out, "_%d_%d", move.first, move.last);
}

static void put_slack(const exporting *x, int32_t row)
{
    rf_buf_puts(x->out, x->m->rows[row].kind == ROW_COVER ? "u_" : "v_");
    rf_buf_printf(x->out, "%d", row);
}

static int64_t slack_cost(const exporting *x, int32_t level, int32_t row)
{
    return x->m->in->levels[level].weight[x->m->rows[row].term];
}

static int64_t constant_of(const exporting *x, int32_t level)
{
    const rf_instance *in = x->m->in;
    return in->has_baseline ? in->levels[level].weight[RF_TERM_CHANGES] * rf_changes_constant(in)
                            : 0;
}

/* ---- MPS ---------------------------------------------------------------------------------------
 */

static void mps_rows(const exporting *x)
{
    rf_buf_puts(x->out, "ROWS\n");
    for (int32_t l = 0; l < x->m->in->n_levels; l++)
        rf_buf_printf(x->out, " N OBJ%d\n", l);
    for (int32_t r = 0; r < x->m->n_rows; r++) {
        rf_buf_puts(x->out, x->m->rows[r].kind == ROW_COVER ? " G " : " L ");
        put_row(x, r);
        rf_buf_puts(x->out, "\n");
    }
}

static void mps_stay(const exporting *x, size_t i)
{
    for (int32_t l = 0; l < x->m->in->n_levels; l++) {
        const int64_t cost = rf_stay_value(x->m, l, x->stays[i]);
        if (cost == 0)
            continue;
        rf_buf_puts(x->out, " ");
        put_stay(x, i);
        rf_buf_printf(x->out, " OBJ%d %lld\n", l, (long long)cost);
    }
    const int32_t n = rf_stay_entries(x->entries, x->m, x->stays[i]);
    for (int32_t e = 0; e < n; e++) {
        rf_buf_puts(x->out, " ");
        put_stay(x, i);
        rf_buf_puts(x->out, " ");
        put_row(x, x->entries[e].index);
        rf_buf_printf(x->out, " %.0f\n", x->entries[e].value);
    }
}

static void mps_slack(const exporting *x, int32_t row)
{
    for (int32_t l = 0; l < x->m->in->n_levels; l++) {
        if (slack_cost(x, l, row) == 0)
            continue;
        rf_buf_puts(x->out, " ");
        put_slack(x, row);
        rf_buf_printf(x->out, " OBJ%d %lld\n", l, (long long)slack_cost(x, l, row));
    }
    rf_buf_puts(x->out, " ");
    put_slack(x, row);
    rf_buf_puts(x->out, " ");
    put_row(x, row);
    rf_buf_puts(x->out, x->m->rows[row].kind == ROW_COVER ? " 1\n" : " -1\n");
}

static void mps_columns(const exporting *x)
{
    rf_buf_puts(x->out, "COLUMNS\n M0 'MARKER' 'INTORG'\n");
    for (size_t i = 0; i < x->n_stays; i++)
        mps_stay(x, i);
    rf_buf_puts(x->out, " M1 'MARKER' 'INTEND'\n");
    for (int32_t r = 0; r < x->m->n_rows; r++)
        if (x->m->rows[r].term != RF_N_TERMS)
            mps_slack(x, r);
    /* solvers disagree on the sign of an objective's right-hand side, not on a column fixed at 1 */
    for (int32_t l = 0; l < x->m->in->n_levels; l++)
        rf_buf_printf(x->out, " one OBJ%d %lld\n", l, (long long)constant_of(x, l));
}

static void mps_rest(const exporting *x)
{
    rf_buf_puts(x->out, "RHS\n");
    for (int32_t r = 0; r < x->m->n_rows; r++) {
        if (x->m->rows[r].bound == 0)
            continue;
        rf_buf_puts(x->out, " RHS ");
        put_row(x, r);
        rf_buf_printf(x->out, " %d\n", x->m->rows[r].bound);
    }
    rf_buf_puts(x->out, "BOUNDS\n FX BND one 1\n");
    for (size_t i = 0; i < x->n_stays; i++) {
        rf_buf_puts(x->out, rf_run_of(x->m, x->stays[i])->pinned ? " FX BND " : " UP BND ");
        put_stay(x, i);
        rf_buf_puts(x->out, " 1\n");
    }
    rf_buf_puts(x->out, "ENDATA\n");
}

static void put_mps(const exporting *x)
{
    rf_buf_puts(x->out, "NAME RENFORT\n");
    mps_rows(x);
    mps_columns(x);
    mps_rest(x);
}

/* ---- CPLEX LP ----------------------------------------------------------------------------------
 */

/* "+ 3 name", on a line of its own: a line of the format may not grow without end. */
static void lp_coefficient(const exporting *x, int64_t value)
{
    rf_buf_printf(x->out, "\n %c %lld ", value < 0 ? '-' : '+',
                  (long long)(value < 0 ? -value : value));
}

static void lp_objective(const exporting *x, int32_t level)
{
    rf_buf_puts(x->out, "Minimize\n obj:");
    for (size_t i = 0; i < x->n_stays; i++) {
        const int64_t cost = rf_stay_value(x->m, level, x->stays[i]);
        if (cost == 0)
            continue;
        lp_coefficient(x, cost);
        put_stay(x, i);
    }
    for (int32_t r = 0; r < x->m->n_rows; r++)
        if (x->m->rows[r].term != RF_N_TERMS && slack_cost(x, level, r) != 0) {
            lp_coefficient(x, slack_cost(x, level, r));
            put_slack(x, r);
        }
    lp_coefficient(x, constant_of(x, level));
    rf_buf_puts(x->out, "one\n");
}

/* One row's stays and coefficients, gathered from the columns. */
typedef struct gathered {
    size_t *begin; /* [rows + 1] */
    int32_t *stay;
    double *value;
} gathered;

static rf_status gather(gathered *g, const exporting *x)
{
    const size_t rows = (size_t)x->m->n_rows;
    size_t total = 0;
    g->begin = rf_new_array(rows + 2, sizeof *g->begin);
    if (g->begin == NULL)
        return rf_fail_memory(x->err);
    for (size_t i = 0; i < x->n_stays; i++) {
        const int32_t n = rf_stay_entries(x->entries, x->m, x->stays[i]);
        total += (size_t)n;
        for (int32_t e = 0; e < n; e++)
            g->begin[x->entries[e].index + 2]++;
    }
    for (size_t r = 0; r < rows; r++)
        g->begin[r + 2] += g->begin[r + 1];
    g->stay = rf_new_array(total, sizeof *g->stay);
    g->value = rf_new_array(total, sizeof *g->value);
    if (g->stay == NULL || g->value == NULL)
        return rf_fail_memory(x->err);
    for (size_t i = 0; i < x->n_stays; i++) {
        const int32_t n = rf_stay_entries(x->entries, x->m, x->stays[i]);
        for (int32_t e = 0; e < n; e++) {
            const size_t place = g->begin[x->entries[e].index + 1]++;
            g->stay[place] = (int32_t)i;
            g->value[place] = x->entries[e].value;
        }
    }
    return RF_OK;
}

static void lp_row(const exporting *x, const gathered *g, int32_t row)
{
    const rf_model_row *r = &x->m->rows[row];
    rf_buf_puts(x->out, " ");
    put_row(x, row);
    rf_buf_puts(x->out, ":");
    for (size_t i = g->begin[row]; i < g->begin[row + 1]; i++) {
        lp_coefficient(x, (int64_t)g->value[i]);
        put_stay(x, (size_t)g->stay[i]);
    }
    if (r->term != RF_N_TERMS) {
        lp_coefficient(x, r->kind == ROW_COVER ? 1 : -1);
        put_slack(x, row);
    }
    rf_buf_printf(x->out, "\n %s %d\n", r->kind == ROW_COVER ? ">=" : "<=", r->bound);
}

static rf_status put_lp(const exporting *x, int32_t level)
{
    gathered g = {NULL, NULL, NULL};
    const rf_status rc = gather(&g, x);
    if (rc == RF_OK) {
        lp_objective(x, level);
        rf_buf_puts(x->out, "Subject To\n");
        for (int32_t r = 0; r < x->m->n_rows; r++)
            lp_row(x, &g, r);
        rf_buf_puts(x->out, "Bounds\n one = 1\n");
        for (size_t i = 0; i < x->n_stays; i++)
            if (rf_run_of(x->m, x->stays[i])->pinned) {
                rf_buf_puts(x->out, " ");
                put_stay(x, i);
                rf_buf_puts(x->out, " = 1\n");
            }
        rf_buf_puts(x->out, "Binary\n");
        for (size_t i = 0; i < x->n_stays; i++)
            if (!rf_run_of(x->m, x->stays[i])->pinned) {
                rf_buf_puts(x->out, " ");
                put_stay(x, i);
                rf_buf_puts(x->out, "\n");
            }
        rf_buf_puts(x->out, "End\n");
    }
    free(g.begin);
    free(g.stay);
    free(g.value);
    return rc;
}

/* ---- the door ----------------------------------------------------------------------------------
 */

static rf_status list_stays(exporting *x)
{
    rf_status rc = RF_OK;
    for (int32_t run = 0; run < x->m->eligible->n_runs && rc == RF_OK; run++)
        rc = rf_run_stays(x->m, run, keep_stay, x);
    return rc;
}

rf_status rf_export(rf_buf *out, const rf_instance *in, rf_export_format format, int32_t level,
                    rf_err *err)
{
    exporting x = {.out = out, .err = err};
    rf_eligibility *eligible = NULL;
    rf_status rc = rf_eligibility_new(&eligible, in, err);
    if (rc == RF_OK)
        rc = rf_model_new(&x.m, in, eligible, err);
    if (rc == RF_OK) {
        x.entries = rf_new_array((size_t)x.m->max_entries, sizeof *x.entries);
        rc = x.entries == NULL ? rf_fail_memory(err) : list_stays(&x);
    }
    if (rc == RF_OK && format == RF_EXPORT_LP)
        rc = put_lp(&x, level);
    else if (rc == RF_OK)
        put_mps(&x);
    if (rc == RF_OK && out->failed)
        rc = rf_fail(err, RF_NO_MEMORY, "%s", _("the model is too large to be written"));
    rf_model_free(x.m);
    free(x.stays);
    free(x.entries);
    return rc;
}
