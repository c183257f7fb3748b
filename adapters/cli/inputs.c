/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/inputs.h"

#include <stdio.h>

#include "adapters/cli/levels.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/stored.h"
#include "adapters/cli/terminal.h"
#include "adapters/json/envelope.h"

enum { PATH_LIMIT = 1 << 16, DIAG_LIMIT = 1 << 20, MINUTES_AN_HOUR = 60 };

static const size_t DOCUMENT_LIMIT = (size_t)1 << 31;
static const char SCENARIO_FILE[] = "scenario.json";

/* One reading under way. */
typedef struct reading {
    rf_inputs *in;
    const rf_request *request;
    const rf_sources *from;
    rf_exit exit; /* of the first step that failed */
} reading;

/* Keeps the status of a step; says its text where no finding says more. `errors`: how many there
 * were before it. */
static bool done(reading *r, rf_status status, size_t errors, const rf_err *err)
{
    if (status == RF_OK)
        return true;
    rf_exit exit = RF_EXIT_INPUT;
    if (status != RF_BAD_INPUT || rf_diags_count(r->in->diags, RF_ERROR) == errors)
        exit = rf_exit_of_reading(r->request, status, err);
    if (r->exit == RF_EXIT_DONE)
        r->exit = exit;
    return false;
}

rf_csv_options rf_csv_options_of(const rf_request *request, const rf_header_map *columns)
{
    static const char *const ENCODINGS[] = {NULL, "utf-8", "utf-16", "windows-1252"};
    static const char DELIMITERS[] = {0, ',', ';', '\t', ',', ';', '\t'};
    static const rf_fte_unit UNITS[] = {RF_FTE_INFERRED, RF_FTE_PERCENT, RF_FTE_FRACTION,
                                        RF_FTE_HOURS};
    return (rf_csv_options){
        .encoding = ENCODINGS[request->encoding],
        .delimiter = DELIMITERS[request->delimiter],
        .fte_unit = UNITS[request->fte_unit],
        .full_time_minutes = (int32_t)(request->full_time_hours * MINUTES_AN_HOUR + 0.5),
        .columns = columns,
        .quarantine = request->quarantine,
        .forms_untold = true,
    };
}

static bool read_territory(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    size_t errors = rf_diags_count(in->diags, RF_ERROR);
    if (r->request->columns != NULL &&
        !done(r, rf_json_read_columns(&in->columns, r->request->columns, in->diags, &err), errors,
              &err))
        return false;
    rf_csv_options options = rf_csv_options_of(r->request, in->columns);
    options.forms_untold = !r->from->tell_forms;
    errors = rf_diags_count(in->diags, RF_ERROR);
    return done(
        r, rf_csv_read_territory(&in->territory, r->from->territory, &options, in->diags, &err),
        errors, &err);
}

/* Finds the scenario's path; false where there is none to read. */
static bool find_scenario(reading *r)
{
    rf_inputs *in = r->in;
    if (r->from->scenario != NULL)
        rf_buf_puts(&in->scenario_path, r->from->scenario);
    else
        rf_path_join(&in->scenario_path, r->from->territory, SCENARIO_FILE);
    if (in->scenario_path.failed) {
        rf_err err;
        return done(r, rf_fail_memory(&err), 0, &err);
    }
    if (r->from->scenario != NULL || rf_path_exists(rf_buf_text(&in->scenario_path)))
        return true;
    if (!r->from->scenario_optional && r->exit == RF_EXIT_DONE) {
        rf_say(r->request, _("no SCENARIO is given, and %s holds no scenario.json"),
               r->from->territory);
        r->exit = RF_EXIT_USAGE;
    }
    return false;
}

static bool read_scenario(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    const size_t errors = rf_diags_count(in->diags, RF_ERROR);
    return find_scenario(r) &&
           done(r,
                rf_json_read_scenario(&in->scenario, rf_buf_text(&in->scenario_path), in->diags,
                                      &err),
                errors, &err);
}

/* A plan of the database, by its number. */
static rf_status read_stored_baseline(reading *r, int64_t number, rf_err *err)
{
    rf_inputs *in = r->in;
    rf_store *store = NULL;
    rf_buf document = rf_buf_new(DOCUMENT_LIMIT);
    rf_status rc = rf_store_open(&store, rf_database_path(r->request), RF_STORE_READ, err);
    if (rc == RF_OK)
        rc = rf_store_get_plan(&document, store, number, err);
    if (rc == RF_OK)
        rc = rf_json_parse_baseline(&in->baseline, &document, r->request->baseline, in->diags, err);
    rf_store_close(store);
    rf_buf_free(&document);
    return rc;
}

static bool read_baseline(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    const char *baseline = r->request->baseline;
    const int64_t number = rf_stored_number(baseline);
    const size_t errors = rf_diags_count(in->diags, RF_ERROR);
    if (baseline == NULL)
        return true;
    const rf_status rc = number > 0
                             ? read_stored_baseline(r, number, &err)
                             : rf_json_read_baseline(&in->baseline, baseline, in->diags, &err);
    return done(r, rc, errors, &err);
}

static bool read_envelope(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    const size_t errors = rf_diags_count(in->diags, RF_ERROR);
    return r->request->envelope == NULL ||
           done(r, rf_json_read_envelope(&in->envelope, r->request->envelope, in->diags, &err),
                errors, &err);
}

/* After the instance: an envelope changes its rules, not its territory. */
static bool apply_envelope(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    if (in->envelope == NULL)
        return true;
    const size_t errors = rf_diags_count(in->diags, RF_ERROR);
    rf_status rc = rf_envelope_link(in->envelope, in->instance, in->diags, &err);
    if (rc == RF_OK && rf_diags_count(in->diags, RF_ERROR) > errors)
        rc = RF_BAD_INPUT;
    if (!done(r, rc, errors, &err))
        return false;
    rf_envelope_apply(in->instance, in->envelope);
    return true;
}

/* Such moves count as changes all the same: all of them are, when it is another territory's plan.
 */
static void warn_of_baseline(const rf_inputs *in, const rf_request *request)
{
    const int32_t n = in->instance->baseline_unknown;
    if (n > 0)
        rf_diags_add(in->diags, RF_WARNING, (rf_place){request->baseline, 0, 0},
                     dngettext("renfort",
                               "%d of %d moves of the baseline names no agent, no need or no "
                               "period of this territory and scenario",
                               "%d of %d moves of the baseline name no agent, no need or no "
                               "period of this territory and scenario",
                               (unsigned long)n),
                     n, n + in->instance->n_baseline);
}

/* What has begun goes on. */
static bool freeze(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    rf_date today = 0;
    int32_t n = 0;
    if (r->request->today == NULL || !rf_date_parse_any(&today, r->request->today))
        return true;
    const rf_place place = {r->request->baseline, 0, 0};
    const rf_status rc = rf_instance_freeze(&n, in->instance, today, place, in->diags, &err);
    if (n > 0)
        rf_diags_add(in->diags, RF_NOTE, place,
                     dngettext("renfort", "%d mission has begun by %s and goes on",
                               "%d missions have begun by %s and go on", (unsigned long)n),
                     n, r->request->today);
    return done(r, rc, 0, &err);
}

static bool make_instance(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    size_t errors = rf_diags_count(in->diags, RF_ERROR);
    rf_status rc = rf_scenario_link(in->scenario, in->territory, in->diags, &err);
    if (rc == RF_OK && rf_diags_count(in->diags, RF_ERROR) > errors)
        rc = RF_BAD_INPUT;
    if (!done(r, rc, errors, &err))
        return false;
    errors = rf_diags_count(in->diags, RF_ERROR);
    in->scenario->pins_authors = r->request->initiatives;
    rc = rf_instance_new(&in->instance, in->territory, in->scenario, in->baseline, in->diags, &err);
    if (!done(r, rc, errors, &err))
        return false;
    warn_of_baseline(in, r->request);
    if (!freeze(r) || !apply_envelope(r))
        return false;
    r->exit = rf_levels_set_gaps(in->instance, r->request);
    return r->exit == RF_EXIT_DONE;
}

/* What cannot be used is all read, so that its faults are all told. */
static void read_all(reading *r)
{
    const bool territory = read_territory(r);
    if (r->from->territory_only)
        return;
    const bool scenario = read_scenario(r);
    const bool baseline = read_baseline(r);
    const bool envelope = read_envelope(r);
    if (territory && scenario && baseline && envelope)
        make_instance(r);
}

static void write_quarantine(reading *r)
{
    rf_inputs *in = r->in;
    rf_err err;
    size_t n = 0;
    const rf_csv_options options = rf_csv_options_of(r->request, in->columns);
    const rf_status rc = rf_csv_write_quarantine(&n, r->from->territory, &options, in->diags, &err);
    if (rc != RF_OK)
        r->exit = rf_exit_of_failure(r->request, &err);
    else if (n > 0)
        rf_say(r->request,
               dngettext("renfort", "%zu refused row is set aside in %s/quarantine",
                         "%zu refused rows are set aside in %s/quarantine", n),
               n, r->from->territory);
}

rf_exit rf_diags_show(const rf_request *request, rf_diags *diags)
{
    rf_err err;
    rf_buf line = rf_buf_new(DIAG_LIMIT);
    rf_diags_sort(diags);
    for (size_t i = 0; i < rf_diags_size(diags); i++) {
        const rf_diag *diag = rf_diags_at(diags, i);
        if (request->quiet && diag->severity == RF_NOTE)
            continue;
        rf_buf_clear(&line);
        rf_diag_print(&line, diag);
        if (line.failed)
            break;
        fputs(rf_buf_text(&line), stderr);
    }
    const bool lost = line.failed;
    rf_buf_free(&line);
    const size_t errors = rf_diags_count(diags, RF_ERROR);
    if (errors > 0)
        rf_say(request, dngettext("renfort", "%zu error", "%zu errors", errors), errors);
    const rf_status rc = lost ? rf_fail_memory(&err) : rf_diags_failed(diags, &err);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(request, &err);
}

/* What only means something with a baseline. */
static rf_exit check_baseline_options(const rf_request *request)
{
    const char *lonely = request->today != NULL ? "today" : "changes";
    if (request->baseline != NULL || (request->today == NULL && request->changes == NULL))
        return RF_EXIT_DONE;
    rf_say(request, _("--%s needs --baseline PLAN"), lonely);
    return RF_EXIT_USAGE;
}

rf_sources rf_sources_of(const rf_request *request, int n_after)
{
    return (rf_sources){.territory = request->operands[0],
                        .scenario =
                            request->n_operands - n_after == 2 ? request->operands[1] : NULL};
}

rf_exit rf_inputs_read(rf_inputs *out, const rf_request *request, const rf_sources *sources)
{
    const double start = rf_clock_now();
    *out = (rf_inputs){.diags = rf_diags_new(), .scenario_path = rf_buf_new(PATH_LIMIT)};
    if (out->diags == NULL) {
        rf_err err;
        rf_fail_memory(&err);
        return rf_exit_of_failure(request, &err);
    }
    reading r = {.in = out, .request = request, .from = sources};
    r.exit = check_baseline_options(request);
    if (r.exit == RF_EXIT_DONE)
        read_all(&r);
    const rf_exit shown = rf_diags_show(request, out->diags);
    if (out->territory != NULL && request->quarantine && r.exit != RF_EXIT_FAILURE)
        write_quarantine(&r);
    out->seconds_read = rf_clock_now() - start;
    return r.exit != RF_EXIT_DONE ? r.exit : shown;
}

void rf_inputs_free(rf_inputs *inputs)
{
    rf_instance_free(inputs->instance);
    rf_envelope_free(inputs->envelope);
    rf_baseline_free(inputs->baseline);
    rf_scenario_free(inputs->scenario);
    rf_territory_free(inputs->territory);
    rf_header_map_free(inputs->columns);
    rf_buf_free(&inputs->scenario_path);
    rf_diags_free(inputs->diags);
}
