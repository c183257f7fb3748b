/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/audit.h"
#include "adapters/report/number.h"
#include "adapters/report/reasons.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 10 };

void rf_audit_needs(rf_buf *out, const rf_audit *audit)
{
    const rf_need_row *rows = rf_rows(audit->territory, RF_NEEDS);
    int64_t all = 0, of_tier[RF_N_TIERS] = {0};
    for (int32_t i = 0; i < rf_n_rows(audit->territory, RF_NEEDS); i++) {
        if (rows[i].row.refused)
            continue;
        all++;
        of_tier[rows[i].tier]++;
    }
    rf_grid grid = rf_audit_grid();
    rf_audit_count(&grid, _("all needs"), all);
    for (int32_t tier = 0; tier < RF_N_TIERS; tier++)
        rf_audit_share(&grid, rf_word_tier(tier), of_tier[tier], all);
    rf_paper_heading(out, audit->page, _("Needs"));
    rf_grid_print(out, audit->page, &grid);
}

static int32_t periods_with_demand(const rf_instance *in, rf_need_id k)
{
    int32_t n = 0;
    for (int32_t t = 0; t < in->n_periods; t++)
        n += rf_demand(in, k, t) > 0;
    return n;
}

/* A restriction is named only where at least RF_SMALL_CELL people have it: each counts at most once
 * a period. */
static const char *main_reason(const rf_instance *in, rf_need_id k)
{
    int64_t against[RF_N_REASONS] = {0}, eligible = 0;
    rf_need_reasons(against, &eligible, in, k);
    if (eligible > 0)
        return _("nobody may serve for as long as its shortest stay");
    if (against[RF_AGAINST_RESTRICTION] < (int64_t)RF_SMALL_CELL * periods_with_demand(in, k))
        against[RF_AGAINST_RESTRICTION] = 0;
    const rf_reason reason = rf_commonest_reason(against);
    return reason == RF_N_REASONS ? _("other reasons") : rf_word_reason(reason);
}

static void print_unserved(rf_buf *out, const rf_audit *audit, const bool *reached)
{
    const rf_grid_column columns[] = {{_("Need"), RF_LEFT, 0, 0},
                                      {_("Tier"), RF_LEFT, 0, 1},
                                      {_("Name"), RF_LEFT, 10, 2},
                                      {_("Main reason"), RF_WRAPPED, 20, 0}};
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    int32_t n = 0;
    for (rf_need_id k = {0}; k.i < audit->in->n_needs && n < MOST_ROWS; k.i++) {
        if (reached[k.i] || periods_with_demand(audit->in, k) == 0)
            continue;
        n++;
        rf_grid_add(&grid, RF_STRONG, rf_need_name(audit->in, k));
        rf_grid_add(&grid, RF_PLAIN, rf_word_tier(audit->in->needs[k.i].tier));
        rf_grid_add(&grid, RF_PLAIN, rf_word_of_need(audit->in, k));
        rf_grid_add(&grid, RF_PLAIN, main_reason(audit->in, k));
    }
    rf_grid_print(out, audit->page, &grid);
}

static void print_reach(rf_buf *out, const rf_audit *audit, const rf_reach *r)
{
    const rf_instance *in = audit->in;
    int64_t asking = 0, unserved = 0;
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        const bool asks = periods_with_demand(in, k) > 0;
        asking += asks;
        unserved += asks && !r->needs[k.i];
    }
    rf_grid grid = rf_audit_grid();
    if (r->runs >= 0)
        rf_audit_count(&grid, _("eligible runs"), r->runs);
    rf_audit_share(&grid, _("agents who may serve"), r->agents, in->n_agents);
    rf_audit_share(&grid, _("needs that nobody can serve"), unserved, asking);
    rf_paper_heading(out, audit->page, _("Who may serve where"));
    rf_grid_print(out, audit->page, &grid);
    if (unserved > 0) {
        rf_paper_heading(out, audit->page, _("Needs that nobody can serve"));
        print_unserved(out, audit, r->needs);
    }
}

void rf_audit_runs(rf_buf *out, const rf_audit *audit)
{
    if (audit->in == NULL)
        return;
    rf_err ignored; /* out of memory is the only failure */
    rf_reach *reach = NULL;
    if (rf_reach_new(&reach, audit->in, RF_REACH_PAIRS, &ignored) != RF_OK)
        out->failed = true;
    else
        print_reach(out, audit, reach);
    rf_reach_free(reach);
}
