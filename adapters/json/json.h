/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scenarios, plans and column maps as JSON (contract DATA.md and PLAN.md), read strictly. cJSON
 * parses. */
#ifndef RF_ADAPTERS_JSON_H
#define RF_ADAPTERS_JSON_H

#include "engine/renfort.h"

/* Reads a scenario. Every fault (syntax, unknown or repeated key, wrong type, impossible date) goes
 * to diags with line and column and the nearest known key; RF_BAD_INPUT when one is an error. Ids
 * are not resolved: rf_scenario_link. */
rf_status rf_json_read_scenario(rf_scenario **out, const char *path, rf_diags *diags, rf_err *err);

/* Reads a --columns file: {"agents": {"their header": "canonical"}, ...}. */
rf_status rf_json_read_columns(rf_header_map **out, const char *path, rf_diags *diags, rf_err *err);
void rf_header_map_free(rf_header_map *map);

/* Reads the moves of a plan document, and what its levels came to where it says so, as a baseline
 * (other keys are not looked at). */
rf_status rf_json_read_baseline(rf_baseline **out, const char *path, rf_diags *diags, rf_err *err);
/* The same from a document in memory; `name` is what diagnostics say. */
rf_status rf_json_parse_baseline(rf_baseline **out, const rf_buf *document, const char *name,
                                 rf_diags *diags, rf_err *err);
void rf_baseline_free(rf_baseline *baseline);

/* SHA-256 in hexadecimal of what went in; see PLAN.md `input`. */
typedef struct rf_fingerprint {
    char territory[65], scenario[65];
} rf_fingerprint;

/* What accompanies a plan in its document. */
typedef struct rf_plan_context {
    const rf_instance *in;
    const rf_fingerprint *fingerprint;
    const char *version; /* the program's */
    bool reproducible;   /* leave `run` out */
    double seconds_read;
} rf_plan_context;

/* The plan document, keys in PLAN.md's order, two-space indentation, one move a line. RF_NO_MEMORY
 * only. */
rf_status rf_json_write_plan(rf_buf *out, const rf_plan *plan, const rf_plan_context *context,
                             rf_err *err);

/* Reads a plan document back for the checker: moves and levels resolved in the instance. Moves or
 * levels that cannot be resolved, dates that do not fit the periods, and derived lists (fte, needs,
 * floors, conventions, lender ...) that differ from what the moves make are breaches, one a line in
 * `breaches` (*n_breaches in all); a document that is not a plan is RF_BAD_INPUT with diags, and
 * one that was made with a baseline where the instance has none is warned of there. */
rf_status rf_json_read_plan(rf_plan **out, int32_t *n_breaches, rf_buf *breaches, const char *path,
                            const rf_instance *in, rf_diags *diags, rf_err *err);

/* Reads the two fingerprints of a plan document, nothing else. RF_BAD_INPUT: it has none of that
 * form, which rf_json_read_plan tells. */
rf_status rf_json_read_fingerprint(rf_fingerprint *out, const char *path, rf_err *err);

/* What changed, as a document of its own: {"format": "renfort-changes/1", "all", "stays",
 * "organisations", "units", "objectives"}. Counts are stays, volumes FTE summed over periods; `all`
 * counts as dropped the `unknown` stays too, which no list can name. RF_NO_MEMORY only. */
rf_status rf_json_write_difference(rf_buf *out, const rf_instance *in,
                                   const rf_difference *difference, rf_err *err);

/* The facts of an explanation, "format": "renfort-explanation/1". RF_NO_MEMORY only. */
rf_status rf_json_write_explanation(rf_buf *out, const rf_explanation *explanation, rf_err *err);

/* Figures as a document: "format": "renfort-NAME/1", the scenario's head (NULL: none), then a list
 * a sheet, one row a line, the columns' names as keys. What a cell does not say is null; FTE has at
 * most two decimals, a share is a fraction of at most four. RF_NO_MEMORY only. */
rf_status rf_json_write_sheets(rf_buf *out, const rf_sheets *sheets, const rf_scenario *scenario,
                               rf_err *err);

/* Initiatives as a document, "format": "renfort-initiatives/1": the register (with `due_only`,
 * those whose review is due by `today`) and the calendar of who joins, what is reviewed and who
 * returns, by date. What a row does not say has no key. RF_NO_MEMORY only. */
rf_status rf_json_write_initiatives(rf_buf *out, const rf_instance *in, rf_date today,
                                    bool due_only, rf_err *err);

/* cJSON's version, "1.7.15". */
const char *rf_json_library_version(void);

#endif
