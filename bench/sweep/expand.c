/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a plan to its jobs. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/cli/paths.h"
#include "bench/sweep/sweep.h"

typedef struct expansion {
    rf_sweep_jobs *jobs;
    const rf_sweep_plan *plan;
    struct rf_sweep_owner *owner;
    const char *folder;
} expansion;

/* Where a territory lies for a seed, as its jobs say it. */
static rf_status place_territory(const char **out, expansion *e, const rf_sweep_territory *t,
                                 int64_t seed, rf_err *err)
{
    char whole[PATH_MAX];
    if (t->folder == NULL)
        return rf_sweep_generate(out, e->owner, t, seed, e->folder, err);
    if (realpath(t->folder, whole) == NULL)
        return rf_fail(err, RF_BAD_INPUT, "%s: cannot be read: %s", t->folder, strerror(errno));
    *out = rf_sweep_keep_text(e->owner, whole);
    return *out != NULL ? RF_OK : rf_fail_memory(err);
}

static rf_status place_scenario(const char **out, expansion *e, const rf_sweep_scenario *s,
                                const char *territory, rf_err *err)
{
    char whole[PATH_MAX];
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    if (s->file != NULL) {
        if (realpath(s->file, whole) == NULL)
            return rf_fail(err, RF_BAD_INPUT, "%s: cannot be read: %s", s->file, strerror(errno));
        rf_buf_puts(&path, whole);
    } else {
        rf_path_join(&path, territory, s->name);
        rf_buf_puts(&path, ".json");
    }
    *out = path.failed ? NULL : rf_sweep_keep_text(e->owner, rf_buf_text(&path));
    rf_buf_free(&path);
    return *out != NULL ? RF_OK : rf_fail_memory(err);
}

/* The digests of what the two paths hold now. */
static rf_status digest(rf_sweep_source *territory, rf_sweep_source *scenario, expansion *e,
                        rf_err *err)
{
    rf_fingerprint taken;
    rf_buf folder = rf_buf_new(RF_SWEEP_PATH_LIMIT), file = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_source_path(&folder, territory, e->folder);
    rf_sweep_source_path(&file, scenario, e->folder);
    rf_status rc = folder.failed || file.failed
                       ? rf_fail_memory(err)
                       : rf_fingerprint_take(&taken, rf_buf_text(&folder), rf_buf_text(&file), err);
    rf_buf_free(&folder);
    rf_buf_free(&file);
    if (rc == RF_IO)
        return RF_BAD_INPUT;
    if (rc != RF_OK)
        return rc;
    territory->sha256 = rf_sweep_keep_text(e->owner, taken.territory);
    scenario->sha256 = rf_sweep_keep_text(e->owner, taken.scenario);
    return territory->sha256 != NULL && scenario->sha256 != NULL ? RF_OK : rf_fail_memory(err);
}

static const rf_sweep_territory *territory_named(const rf_sweep_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n_territories; i++)
        if (strcmp(plan->territories[i].name, name) == 0)
            return &plan->territories[i];
    return NULL;
}

static bool is_known(const rf_sweep_source *others, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(others[i].name, name) == 0)
            return true;
    return false;
}

/* The territories that a variant names beside the job's own. */
static rf_status add_others(rf_sweep_job *job, expansion *e, rf_err *err)
{
    const size_t most = job->variant.n_edits * RF_SWEEP_MAX_PARAMETERS;
    rf_sweep_source *others = rf_sweep_keep_array(e->owner, most, sizeof *others);
    rf_status rc = others != NULL ? RF_OK : rf_fail_memory(err);
    size_t n = 0;
    for (size_t i = 0; i < most && rc == RF_OK; i++) {
        const rf_sweep_edit *edit = &job->variant.edits[i / RF_SWEEP_MAX_PARAMETERS];
        const size_t p = i % RF_SWEEP_MAX_PARAMETERS;
        const char *name = edit->arguments[p].text;
        if (name == NULL || edit->kind->parameters[p].type != RF_SWEEP_TERRITORY ||
            is_known(others, n, name))
            continue;
        rf_sweep_source scenario = job->scenario;
        others[n].name = name;
        rc = place_territory(&others[n].path, e, territory_named(e->plan, name), job->seed, err);
        if (rc == RF_OK)
            rc = digest(&others[n], &scenario, e, err);
        n++;
    }
    job->others = others;
    job->n_others = n;
    return rc;
}

static rf_status add_job(expansion *e, const rf_sweep_job *model, rf_err *err)
{
    rf_sweep_jobs *jobs = e->jobs;
    rf_sweep_job *grown = rf_grow(jobs->items, &jobs->capacity, jobs->n + 1, sizeof *grown);
    if (grown == NULL)
        return rf_fail_memory(err);
    jobs->items = grown;
    rf_sweep_job *job = &grown[jobs->n];
    *job = *model;
    rf_status rc = add_others(job, e, err);
    if (rc == RF_OK)
        rc = rf_sweep_job_id(job->id, job, err);
    if (rc == RF_OK)
        jobs->n++;
    return rc;
}

/* All variants of one territory, scenario and seed. */
static rf_status add_variants(expansion *e, rf_sweep_job *model, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t v = 0; v < e->plan->n_variants && rc == RF_OK; v++) {
        model->variant = e->plan->variants[v];
        rc = add_job(e, model, err);
    }
    return rc;
}

static rf_status add_seeds(expansion *e, const rf_sweep_territory *t, const rf_sweep_scenario *s,
                           rf_err *err)
{
    rf_sweep_job model = {
        .sweep = e->plan->name,
        .version = rf_sweep_version(),
        .territory.name = t->name,
        .scenario.name = s->name,
        .limits = e->plan->limits,
        .workers = e->plan->workers,
    };
    const bool fixed = t->folder != NULL || t->seeded;
    rf_status rc = RF_OK;
    for (size_t i = 0; i < e->plan->n_seeds && rc == RF_OK; i++) {
        model.seed = e->plan->seeds[i];
        if (i == 0 || !fixed) {
            rc = place_territory(&model.territory.path, e, t, model.seed, err);
            if (rc == RF_OK)
                rc = place_scenario(&model.scenario.path, e, s, model.territory.path, err);
            if (rc == RF_OK)
                rc = digest(&model.territory, &model.scenario, e, err);
        }
        if (rc == RF_OK)
            rc = add_variants(e, &model, err);
    }
    return rc;
}

rf_status rf_sweep_expand(rf_sweep_jobs *out, const rf_sweep_plan *plan, const char *folder,
                          rf_err *err)
{
    *out = (rf_sweep_jobs){.owner = rf_sweep_owner_new()};
    if (out->owner == NULL)
        return rf_fail_memory(err);
    expansion e = {out, plan, out->owner, folder};
    rf_status rc = RF_OK;
    for (size_t t = 0; t < plan->n_territories; t++)
        for (size_t s = 0; s < plan->n_scenarios && rc == RF_OK; s++)
            rc = add_seeds(&e, &plan->territories[t], &plan->scenarios[s], err);
    return rc;
}
