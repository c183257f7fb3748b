/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a plan that somebody made to a result that can be believed. */
#include <stdio.h>
#include <string.h>

#include "adapters/json/json.h"
#include "adapters/store/digest.h"
#include "bench/sweep/sweep.h"

enum { BREACHES_LIMIT = 1 << 28 };
static const size_t PLAN_LIMIT = (size_t)1 << 31;

/* One plan before its judge. */
typedef struct judging {
    rf_sweep_result *out;
    const rf_sweep_job *job;
    const rf_instance *in;
    const char *path;
} judging;

static rf_status begin(rf_sweep_result *out, const rf_sweep_job *job, rf_err *err)
{
    *out = (rf_sweep_result){.owner = rf_sweep_owner_new()};
    out->result.job = (rf_result_job){
        .id = job->id,
        .territory = job->territory.name,
        .scenario = job->scenario.name,
        .variant = job->variant.name,
        .seed = job->seed,
        .detail = "",
        .outcome = "",
        .plan = "",
    };
    return out->owner != NULL ? RF_OK : rf_fail_memory(err);
}

void rf_sweep_result_free(rf_sweep_result *result)
{
    rf_sweep_owner_free(result->owner);
}

static rf_status set_failure(rf_sweep_result *out, rf_job_failure failure, const char *detail,
                             rf_err *err)
{
    char clean[RF_ERR_TEXT];
    snprintf(clean, sizeof clean, "%s", detail);
    rf_sweep_clean(clean);
    out->result.job.failure = failure;
    out->result.job.detail = rf_sweep_keep_text(out->owner, clean);
    return out->result.job.detail != NULL ? RF_OK : rf_fail_memory(err);
}

rf_status rf_sweep_fail(rf_sweep_result *out, const rf_sweep_job *job, rf_job_failure failure,
                        const char *detail, rf_err *err)
{
    const rf_status rc = begin(out, job, err);
    return rc == RF_OK ? set_failure(out, failure, detail, err) : rc;
}

static rf_status add_levels(rf_sweep_result *out, const rf_instance *in, const rf_plan *plan,
                            rf_err *err)
{
    rf_result_level *levels =
        rf_sweep_keep_array(out->owner, (size_t)plan->n_levels, sizeof *levels);
    if (levels == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < plan->n_levels; i++) {
        const rf_level_result *level = &plan->levels[i];
        levels[i] = (rf_result_level){
            .position = i,
            .name = rf_sweep_keep_text(out->owner, in->levels[i].name),
            .value = level->value,
            .bound = level->bound,
            .gap = rf_level_gap(level),
            .status = rf_outcome_name(level->outcome),
        };
        if (levels[i].name == NULL)
            return rf_fail_memory(err);
    }
    out->result.levels = levels;
    out->result.n_levels = (size_t)plan->n_levels;
    return RF_OK;
}

/* The same plan is the same figures: how long it took is no figure here (`run` says it). */
static rf_status add_figures(rf_sweep_result *out, const rf_sweep_job *job, const rf_instance *in,
                             const rf_plan *plan, rf_err *err)
{
    const rf_kpi_options options = {.draws = job->limits.draws};
    rf_kpi_list *list = NULL;
    rf_status rc = rf_kpi_compute(&list, in, plan, &options, err);
    if (rc != RF_OK)
        return rc;
    rf_result_figure *figures = rf_sweep_keep_array(out->owner, list->n, sizeof *figures);
    size_t n = 0;
    for (size_t i = 0; figures != NULL && i < list->n; i++)
        if (strcmp(list->items[i].name, "seconds") != 0)
            figures[n++] = (rf_result_figure){list->items[i].name, list->items[i].group,
                                              list->items[i].value, list->items[i].people};
    rf_kpi_list_free(list);
    out->result.figures = figures;
    out->result.n_figures = n;
    return figures != NULL ? RF_OK : rf_fail_memory(err);
}

static rf_status digest_plan(rf_sweep_result *out, const char *path, rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    char hex[RF_DIGEST_HEX];
    rf_buf text = rf_buf_new(PLAN_LIMIT);
    rf_status rc = rf_file_read(&text, path, err);
    if (rc == RF_OK) {
        rf_digest_of(digest, rf_buf_text(&text), text.length);
        out->result.job.plan = rf_sweep_keep_text(out->owner, rf_digest_hex(hex, digest));
        rc = out->result.job.plan != NULL ? RF_OK : rf_fail_memory(err);
    }
    rf_buf_free(&text);
    return rc;
}

static rf_status take_in(judging *j, const rf_plan *plan, rf_err *err)
{
    rf_sweep_result *out = j->out;
    const rf_instance *in = j->in;
    out->result.job.outcome = rf_outcome_name(plan->outcome);
    rf_status rc = digest_plan(out, j->path, err);
    if (rc == RF_OK)
        rc = add_levels(out, in, plan, err);
    if (rc == RF_OK && plan->outcome != RF_INFEASIBLE)
        rc = add_figures(out, j->job, in, plan, err);
    if (rc == RF_OK && plan->outcome != RF_INFEASIBLE)
        rc = rf_sweep_add_cells(out, in, plan, err);
    return rc;
}

/* How many, and the first. */
static rf_status set_breaches(rf_sweep_result *out, int64_t n, const rf_buf *lines, rf_err *err)
{
    char detail[RF_ERR_TEXT];
    const char *first = rf_buf_text(lines);
    snprintf(detail, sizeof detail, "%lld: %.*s", (long long)n, (int)strcspn(first, "\n"), first);
    return set_failure(out, RF_JOB_BREACH, detail, err);
}

static rf_status set_unreadable(rf_sweep_result *out, const rf_diags *diags, rf_err *err)
{
    char detail[RF_ERR_TEXT];
    const rf_diag *first = rf_diags_size(diags) > 0 ? rf_diags_at(diags, 0) : NULL;
    snprintf(detail, sizeof detail, "its plan cannot be read: %s",
             first != NULL ? first->text : "it is no plan document");
    return set_failure(out, RF_JOB_ERROR, detail, err);
}

static rf_status judge(judging *j, rf_diags *diags, rf_err *err)
{
    rf_sweep_result *out = j->out;
    int32_t in_document = 0, in_rules = 0;
    rf_plan *plan = NULL;
    rf_buf lines = rf_buf_new(BREACHES_LIMIT);
    rf_status rc = rf_json_read_plan(&plan, &in_document, &lines, j->path, j->in, diags, err);
    const bool unreadable = rc == RF_BAD_INPUT || rc == RF_IO;
    if (rc == RF_OK)
        rc = rf_check(&in_rules, &lines, j->in, plan, err);
    if (unreadable)
        rc = set_unreadable(out, diags, err);
    else if (rc == RF_OK && (in_document > 0 || in_rules > 0))
        rc = set_breaches(out, (int64_t)in_document + in_rules, &lines, err);
    else if (rc == RF_OK)
        rc = take_in(j, plan, err);
    rf_buf_free(&lines);
    rf_plan_free(plan);
    return rc;
}

rf_status rf_sweep_judge(rf_sweep_result *out, const rf_sweep_job *job, const rf_instance *in,
                         const char *plan_path, rf_err *err)
{
    judging j = {out, job, in, plan_path};
    rf_diags *diags = rf_diags_new();
    rf_status rc = begin(out, job, err);
    if (rc == RF_OK)
        rc = diags != NULL && rf_digest_start() ? judge(&j, diags, err) : rf_fail_memory(err);
    rf_diags_free(diags);
    return rc;
}
