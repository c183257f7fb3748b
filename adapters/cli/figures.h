/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands that show figures of a plan: TERRITORY [SCENARIO] PLAN in, a page, a JSON document or
 * CSV out. */
#ifndef RF_CLI_FIGURES_H
#define RF_CLI_FIGURES_H

#include "adapters/cli/inputs.h"

/* What figures are made of. */
typedef struct rf_figures {
    const rf_request *request;
    const rf_instance *in;
    const rf_plan *plan;
    const rf_ledger *ledger; /* of the plan's moves */
} rf_figures;

/* Reads the operands, has `make` fill the sheets, prints them as the request asks. */
rf_exit rf_figures_run(const rf_request *request, const char *name,
                       rf_status (*make)(rf_sheets *out, const rf_figures *figures, rf_err *err));

/* Prints sheets as the request asks; `scenario` is said in a JSON document, NULL: none is. */
rf_exit rf_figures_print(const rf_request *request, const rf_instance *in, const rf_sheets *sheets,
                         const rf_scenario *scenario);

/* The exit statuses of such a command, as its help tells them; ended by a NULL text. */
extern const rf_exit_text RF_FIGURES_STATUSES[];

#endif
