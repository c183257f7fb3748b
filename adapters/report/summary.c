/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/glyph.h"
#include "adapters/report/paper.h"
#include "adapters/report/sections.h"

enum { PAGE_LIMIT = 1 << 24 };

typedef void (*section)(rf_buf *out, const rf_view *view);

static void print_sections(rf_buf *out, const rf_view *view)
{
    static const section of_a_plan[] = {
        rf_section_headline, rf_section_facts,     rf_section_tiers,      rf_section_shortfalls,
        rf_section_dips,     rf_section_exchanges, rf_section_volunteers, rf_section_levels};
    static const section of_a_conflict[] = {rf_section_headline, rf_section_facts,
                                            rf_section_conflict};
    const bool possible = view->plan->outcome != RF_INFEASIBLE;
    const section *sections = possible ? of_a_plan : of_a_conflict;
    const size_t n = possible ? sizeof of_a_plan / sizeof of_a_plan[0]
                              : sizeof of_a_conflict / sizeof of_a_conflict[0];
    for (size_t i = 0; i < n; i++)
        sections[i](out, view);
}

rf_status rf_report_summary(rf_buf *out, const rf_instance *in, const rf_plan *plan,
                            const rf_page *page, rf_err *err)
{
    rf_ledger *ledger = NULL;
    const rf_status rc = rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, err);
    if (rc != RF_OK)
        return rc;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    print_sections(&text, &(rf_view){.in = in, .plan = plan, .ledger = ledger, .page = page});
    const rf_status done = rf_paper_deliver(out, page, &text, err);
    rf_ledger_free(ledger);
    return done;
}
