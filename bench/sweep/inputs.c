/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a job is about, from its line to its instance. */
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/cli/paths.h"
#include "adapters/csv/csv.h"
#include "adapters/json/json.h"
#include "bench/sweep/sweep.h"

void rf_sweep_source_path(rf_buf *out, const rf_sweep_source *source, const char *folder)
{
    if (source->path[0] == '/')
        rf_buf_puts(out, source->path);
    else
        rf_path_join(out, folder, source->path);
}

/* The first error, with its place. */
static rf_status first_fault(const rf_diags *diags, rf_err *err)
{
    for (size_t i = 0; i < rf_diags_size(diags); i++) {
        const rf_diag *diag = rf_diags_at(diags, i);
        if (diag->severity == RF_ERROR)
            return rf_fail(err, RF_BAD_INPUT, "%s:%u:%u: %s", diag->place.file,
                           (unsigned)diag->place.line, (unsigned)diag->place.column, diag->text);
    }
    return RF_BAD_INPUT;
}

static rf_status read_territory(rf_territory **out, const rf_sweep_source *source,
                                const char *folder, rf_diags *diags, rf_err *err)
{
    static const rf_csv_options options = {.encoding = NULL};
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_source_path(&path, source, folder);
    const rf_status rc = path.failed
                             ? rf_fail_memory(err)
                             : rf_csv_read_territory(out, rf_buf_text(&path), &options, diags, err);
    rf_buf_free(&path);
    return rc;
}

static rf_status read_scenario(rf_scenario **out, const rf_sweep_source *source, const char *folder,
                               rf_diags *diags, rf_err *err)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_source_path(&path, source, folder);
    const rf_status rc = path.failed ? rf_fail_memory(err)
                                     : rf_json_read_scenario(out, rf_buf_text(&path), diags, err);
    rf_buf_free(&path);
    return rc;
}

static rf_status read_others(rf_sweep_inputs *inputs, const rf_sweep_job *job, const char *folder,
                             rf_diags *diags, rf_err *err)
{
    inputs->others = rf_new_array(job->n_others, sizeof(rf_territory *));
    rf_status rc = inputs->others != NULL ? RF_OK : rf_fail_memory(err);
    for (size_t i = 0; i < job->n_others && rc == RF_OK; i++) {
        rc = read_territory(&inputs->others[i], &job->others[i], folder, diags, err);
        inputs->n_others += rc == RF_OK;
    }
    return rc;
}

/* Seed 0 leaves the absences that the scenario draws as they are; another draws them anew, each
 * apart from the others and the same in every variant. */
static void reseed(rf_scenario *scenario, int64_t seed)
{
    const uint64_t spread = 0x9e3779b97f4a7c15U;
    for (int32_t i = 0; i < scenario->n_shocks && seed != 0; i++) {
        rf_shock *shock = &scenario->shocks[i];
        rf_random random = {(uint64_t)shock->seed + (uint64_t)seed * spread};
        if (shock->kind == RF_SHOCK_ABSENCE)
            shock->seed = (int64_t)(rf_random_next(&random) >> 1);
    }
}

static void free_pins(rf_territory *territory)
{
    rf_table *decisions = &territory->tables[RF_DECISIONS];
    rf_decision_row *rows = decisions->rows;
    size_t n = 0;
    for (size_t i = 0; i < decisions->n; i++)
        if (rows[i].verdict != RF_PIN)
            rows[n++] = rows[i];
    decisions->n = n;
}

/* The edits with the territories that they name. Edits of a job are shared with nobody that could
 * see the difference: the arguments are copied. */
static rf_status vary(rf_sweep_inputs *inputs, const rf_sweep_job *job, rf_err *err)
{
    rf_sweep_subject subject = {inputs->territory, inputs->scenario, job->seed};
    const size_t n = job->variant.n_edits;
    rf_sweep_edit *edits = rf_new_array(n, sizeof *edits);
    if (edits == NULL)
        return rf_fail_memory(err);
    if (n > 0)
        memcpy(edits, job->variant.edits, n * sizeof *edits);
    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; p < RF_SWEEP_MAX_PARAMETERS; p++)
            for (size_t o = 0; o < inputs->n_others; o++)
                if (edits[i].arguments[p].text != NULL &&
                    edits[i].kind->parameters[p].type == RF_SWEEP_TERRITORY &&
                    strcmp(edits[i].arguments[p].text, job->others[o].name) == 0)
                    edits[i].arguments[p].territory = inputs->others[o];
    const rf_status rc = rf_sweep_apply(&subject, edits, n, err);
    inputs->territory = subject.territory;
    inputs->scenario = subject.scenario;
    free(edits);
    return rc;
}

/* Before the edits, which may merge levels. */
static rf_status set_gaps(rf_scenario *scenario, const rf_sweep_limits *limits, rf_err *err)
{
    for (size_t i = 0; i < limits->n_gaps; i++) {
        int32_t level = 0;
        while (level < scenario->n_levels &&
               strcmp(scenario->levels[level].name, limits->gaps[i].level) != 0)
            level++;
        if (level == scenario->n_levels)
            return rf_fail(err, RF_BAD_INPUT, "gaps: the scenario has no level '%s'",
                           limits->gaps[i].level);
        scenario->levels[level].gap = limits->gaps[i].gap;
    }
    return RF_OK;
}

static rf_status read_all(rf_sweep_inputs *inputs, const rf_sweep_job *job, const char *folder,
                          rf_diags *diags, rf_err *err)
{
    rf_status rc = read_territory(&inputs->territory, &job->territory, folder, diags, err);
    if (rc == RF_OK)
        rc = read_scenario(&inputs->scenario, &job->scenario, folder, diags, err);
    if (rc == RF_OK)
        rc = rf_scenario_link(inputs->scenario, inputs->territory, diags, err);
    if (rc == RF_OK)
        rc = read_others(inputs, job, folder, diags, err);
    if (rc == RF_OK && rf_diags_count(diags, RF_ERROR) > 0)
        rc = RF_BAD_INPUT;
    if (rc != RF_OK)
        return rc;
    if (job->limits.pins == RF_SWEEP_PINS_FREE)
        free_pins(inputs->territory);
    reseed(inputs->scenario, job->seed);
    rc = set_gaps(inputs->scenario, &job->limits, err);
    if (rc == RF_OK)
        rc = vary(inputs, job, err);
    return rc == RF_OK ? rf_instance_new(&inputs->instance, inputs->territory, inputs->scenario,
                                         NULL, diags, err)
                       : rc;
}

rf_status rf_sweep_inputs_read(rf_sweep_inputs *out, const rf_sweep_job *job, const char *folder,
                               rf_err *err)
{
    *out = (rf_sweep_inputs){.territory = NULL};
    rf_diags *diags = rf_diags_new();
    if (diags == NULL)
        return rf_fail_memory(err);
    rf_status rc = read_all(out, job, folder, diags, err);
    if (rc == RF_BAD_INPUT && rf_diags_count(diags, RF_ERROR) > 0)
        rc = first_fault(diags, err);
    rf_diags_free(diags);
    return rc;
}

void rf_sweep_inputs_free(rf_sweep_inputs *inputs)
{
    rf_instance_free(inputs->instance);
    for (size_t i = 0; i < inputs->n_others; i++)
        rf_territory_free(inputs->others[i]);
    free(inputs->others);
    rf_scenario_free(inputs->scenario);
    rf_territory_free(inputs->territory);
}

static rf_status compare(const rf_sweep_source *source, const char *now, rf_err *err)
{
    if (strcmp(source->sha256, now) == 0)
        return RF_OK;
    return rf_fail(err, RF_BAD_INPUT, "%s is no longer what it was when the sweep was planned",
                   source->name);
}

rf_status rf_sweep_inputs_compare(const rf_sweep_job *job, const char *folder, rf_err *err)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT), scenario = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_status rc = RF_OK;
    rf_sweep_source_path(&scenario, &job->scenario, folder);
    for (size_t i = 0; i <= job->n_others && rc == RF_OK; i++) {
        const rf_sweep_source *source = i == 0 ? &job->territory : &job->others[i - 1];
        rf_fingerprint now;
        rf_buf_clear(&path);
        rf_sweep_source_path(&path, source, folder);
        rc = path.failed || scenario.failed
                 ? rf_fail_memory(err)
                 : rf_fingerprint_take(&now, rf_buf_text(&path), rf_buf_text(&scenario), err);
        if (rc == RF_OK)
            rc = compare(source, now.territory, err);
        if (rc == RF_OK)
            rc = compare(&job->scenario, now.scenario, err);
    }
    rf_buf_free(&path);
    rf_buf_free(&scenario);
    return rc;
}
