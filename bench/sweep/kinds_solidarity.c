/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who lends to whom: nobody, everybody, all but one. */
#include "bench/sweep/kinds.h"

/* A pin that only a convention allows cannot stand without one. */
static void refuse_crossing_pins(rf_territory *territory)
{
    rf_decision_row *rows = territory->tables[RF_DECISIONS].rows;
    for (int32_t d = 0; d < rf_n_rows(territory, RF_DECISIONS); d++)
        if (rows[d].verdict == RF_PIN && rf_sweep_employer(territory, rows[d].agent.i) !=
                                             rf_sweep_receiver(territory, rows[d].need.i))
            rows[d].row.refused = true;
}

static void refuse_others(rf_territory *territory, int32_t organisation)
{
    rf_agent_row *agents = territory->tables[RF_AGENTS].rows;
    rf_need_row *needs = territory->tables[RF_NEEDS].rows;
    for (int32_t a = 0; a < rf_n_rows(territory, RF_AGENTS); a++)
        agents[a].row.refused |= rf_sweep_employer(territory, a) != organisation;
    for (int32_t k = 0; k < rf_n_rows(territory, RF_NEEDS); k++)
        needs[k].row.refused |= rf_sweep_receiver(territory, k) != organisation;
}

rf_status rf_sweep_alone(rf_sweep_subject *subject, const rf_sweep_argument *arguments, rf_err *err)
{
    rf_territory *territory = subject->territory;
    rf_status rc = RF_OK;
    refuse_crossing_pins(territory);
    if (arguments[0].text != NULL) {
        int32_t organisation = -1;
        rc = rf_sweep_find_organisation(&organisation, territory, arguments[0].text, err);
        if (rc == RF_OK)
            refuse_others(territory, organisation);
    }
    territory->tables[RF_CONVENTIONS].n = 0;
    return rc == RF_OK ? rf_sweep_relink(subject, err) : rc;
}

rf_status rf_sweep_pooled(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                          rf_err *err)
{
    (void)arguments;
    rf_territory *territory = subject->territory;
    const int32_t n = rf_n_rows(territory, RF_ORGANISATIONS);
    territory->tables[RF_CONVENTIONS].n = 0;
    for (int32_t lender = 0; lender < n; lender++)
        for (int32_t borrower = 0; borrower < n; borrower++) {
            const rf_organisation_row *rows = rf_rows(territory, RF_ORGANISATIONS);
            if (lender == borrower)
                continue;
            rf_convention_row *row = rf_territory_add_row(territory, RF_CONVENTIONS);
            if (row == NULL)
                return rf_fail_memory(err);
            *row = (rf_convention_row){.lender = {.id = rows[lender].key.id, .i = lender},
                                       .borrower = {.id = rows[borrower].key.id, .i = borrower},
                                       .max_centi_fte = -1,
                                       .from = RF_DATE_FIRST,
                                       .to = RF_DATE_LAST};
        }
    return RF_OK;
}

rf_status rf_sweep_without(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                           rf_err *err)
{
    rf_territory *territory = subject->territory;
    int32_t lender = -1, borrower = -1;
    rf_status rc = rf_sweep_find_organisation(&lender, territory, arguments[0].text, err);
    if (rc == RF_OK)
        rc = rf_sweep_find_organisation(&borrower, territory, arguments[1].text, err);
    if (rc != RF_OK)
        return rc;
    bool found = false;
    rf_convention_row *rows = territory->tables[RF_CONVENTIONS].rows;
    for (int32_t c = 0; c < rf_n_rows(territory, RF_CONVENTIONS); c++)
        if (rows[c].lender.i == lender && rows[c].borrower.i == borrower)
            found = rows[c].row.refused = true;
    if (!found)
        return rf_fail(err, RF_BAD_INPUT, "%s lends nothing to %s: there is no such convention",
                       arguments[0].text, arguments[1].text);
    rf_decision_row *decisions = territory->tables[RF_DECISIONS].rows;
    for (int32_t d = 0; d < rf_n_rows(territory, RF_DECISIONS); d++)
        if (decisions[d].verdict == RF_PIN &&
            rf_sweep_employer(territory, decisions[d].agent.i) == lender &&
            rf_sweep_receiver(territory, decisions[d].need.i) == borrower)
            decisions[d].row.refused = true;
    return rf_sweep_relink(subject, err);
}
