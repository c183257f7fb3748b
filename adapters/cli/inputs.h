/* SPDX-License-Identifier: GPL-3.0-or-later
 * What solve, verify, check and export read: territory, scenario, column map, baseline, and the
 * instance they make. */
#ifndef RF_CLI_INPUTS_H
#define RF_CLI_INPUTS_H

#include "adapters/cli/command.h"
#include "adapters/csv/csv.h"
#include "adapters/json/json.h"

/* What to read. Paths are borrowed. */
typedef struct rf_sources {
    const char *territory;
    const char *scenario;   /* NULL: TERRITORY/scenario.json */
    bool scenario_optional; /* without one, stop after the territory */
    bool territory_only;    /* look for no scenario */
    bool tell_forms;        /* note how files are written, if not as usual */
} rf_sources;

/* Of the operands TERRITORY [SCENARIO] and `n_after` more. */
rf_sources rf_sources_of(const rf_request *request, int n_after);

typedef struct rf_inputs {
    rf_diags *diags; /* everything found, already shown */
    rf_buf scenario_path;
    rf_header_map *columns;
    rf_territory *territory;
    rf_scenario *scenario; /* NULL: none was asked for, none is there */
    rf_baseline *baseline;
    rf_envelope *envelope; /* already applied to the instance */
    rf_instance *instance; /* NULL without a scenario */
    double seconds_read;
} rf_inputs;

/* Reads everything, and shows every finding on standard error (notes not with --quiet). What was
 * read before a failure stays in `out`: free it always. Writes the quarantine folder where the
 * request asks for it. */
rf_exit rf_inputs_read(rf_inputs *out, const rf_request *request, const rf_sources *sources);
void rf_inputs_free(rf_inputs *inputs);

/* Shows every finding on standard error, by place, notes only unless the request is quiet, and how
 * many errors there are. RF_EXIT_FAILURE when a finding was lost for want of memory. */
rf_exit rf_diags_show(const rf_request *request, rf_diags *diags);

/* The options of the CSV reader that a request asks for; `columns` may be NULL. */
rf_csv_options rf_csv_options_of(const rf_request *request, const rf_header_map *columns);

#endif
