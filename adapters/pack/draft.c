/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the results of a sweep to a pack: means over draws, names that tell nothing, small figures
 * withheld, small cells suppressed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/pack/draft_parts.h"
#include "adapters/pack/grid.h"
#include "adapters/pack/words.h"

rf_pack_draft *rf_pack_draft_new(void)
{
    rf_pack_draft *draft = rf_new_array(1, sizeof *draft);
    if (draft == NULL)
        return NULL;
    draft->pool = rf_pool_new();
    if (draft->pool == NULL || !rf_digest_start()) {
        rf_pack_draft_free(draft);
        return NULL;
    }
    draft->key = rf_digester_new();
    draft->ids = rf_digester_new();
    return draft;
}

void rf_pack_draft_free(rf_pack_draft *draft)
{
    if (draft == NULL)
        return;
    rf_pool_free(draft->pool);
    free(draft->jobs);
    free(draft->figures);
    free(draft->cells);
    free(draft);
}

static const char *keep_id(rf_pack_draft *draft, const char *text)
{
    const char *kept = rf_pool_intern(draft->pool, text, strlen(text));
    draft->lost = draft->lost || kept == NULL;
    return kept;
}

static const char *keep(rf_pack_draft *draft, const char *text)
{
    rf_digester_bytes(&draft->key, 't', text, strlen(text));
    return keep_id(draft, text);
}

void rf_pack_add_job(rf_pack_draft *draft, const rf_pack_job *job)
{
    rf_pack_raw_job *grown =
        rf_grow(draft->jobs, &draft->job_room, draft->n_jobs + 1, sizeof *grown);
    if (grown == NULL) {
        draft->lost = true;
        return;
    }
    draft->jobs = grown;
    rf_digester_bytes(&draft->ids, 'j', job->id, strlen(job->id));
    grown[draft->n_jobs++] = (rf_pack_raw_job){
        .job = {.id = keep_id(draft, job->id),
                .territory = keep(draft, job->territory),
                .scenario = keep(draft, job->scenario),
                .variant = keep(draft, job->variant),
                .done = job->done},
    };
}

/* The job of that id, from the one of the row before on; NULL: there is none. */
static rf_pack_raw_job *job_of(rf_pack_draft *draft, size_t *from, const char *id)
{
    while (!draft->lost && *from < draft->n_jobs && strcmp(draft->jobs[*from].job.id, id) != 0)
        ++*from;
    return !draft->lost && *from < draft->n_jobs ? &draft->jobs[*from] : NULL;
}

void rf_pack_add_figure(rf_pack_draft *draft, const char *id, const rf_kpi *figure)
{
    rf_pack_raw_job *job = job_of(draft, &draft->figure_job, id);
    const rf_kpi_definition *definition = rf_kpi_definition_of(figure->name);
    if (draft->lost || job == NULL || definition == NULL ||
        rf_pack_group_rank(definition->groups, figure->group) < 0)
        return;
    rf_pack_raw_figure *grown =
        rf_grow(draft->figures, &draft->figure_room, draft->n_figures + 1, sizeof *grown);
    if (grown == NULL) {
        draft->lost = true;
        return;
    }
    draft->figures = grown;
    if (job->n_figures++ == 0)
        job->first_figure = draft->n_figures;
    rf_digester_number(&draft->key, figure->people);
    rf_digester_bytes(&draft->key, 'v', &figure->value, sizeof figure->value);
    grown[draft->n_figures++] =
        (rf_pack_raw_figure){definition, keep(draft, figure->group), figure->value, figure->people};
}

void rf_pack_add_cell(rf_pack_draft *draft, const char *id, const rf_pack_raw_cell *cell)
{
    rf_pack_raw_job *job = job_of(draft, &draft->cell_job, id);
    if (draft->lost || job == NULL || rf_pack_table_of(cell->table) == NULL || cell->people < 0)
        return;
    rf_pack_raw_cell *grown =
        rf_grow(draft->cells, &draft->cell_room, draft->n_cells + 1, sizeof *grown);
    if (grown == NULL) {
        draft->lost = true;
        return;
    }
    draft->cells = grown;
    if (job->n_cells++ == 0)
        job->first_cell = draft->n_cells;
    rf_digester_number(&draft->key, cell->people);
    grown[draft->n_cells++] =
        (rf_pack_raw_cell){rf_pack_table_of(cell->table)->name, keep(draft, cell->row),
                           keep(draft, cell->column), cell->people};
}

/* ---- names ----------------------------------------------------------------------------------- */

static rf_status name_label(rf_pack_names *names, const rf_pack_job *job, rf_pack_kind kind,
                            const char *label, rf_err *err)
{
    if (kind == RF_PACK_ORGANISATIONS)
        return rf_pack_names_add(names, RF_PACK_ORGANISATION, job->territory, label, err);
    if (kind == RF_PACK_PLACES)
        return rf_pack_names_add(names, RF_PACK_PLACE, job->territory, label, err);
    return RF_OK;
}

static rf_status name_cells(rf_pack_names *names, const rf_pack_draft *draft,
                            const rf_pack_raw_job *job, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < job->n_cells && rc == RF_OK; i++) {
        const rf_pack_raw_cell *cell = &draft->cells[job->first_cell + i];
        const rf_pack_table *table = rf_pack_table_of(cell->table);
        rc = name_label(names, &job->job, table->rows, cell->row, err);
        if (rc == RF_OK)
            rc = name_label(names, &job->job, table->columns, cell->column, err);
    }
    return rc;
}

static rf_status name_all(rf_pack_names *names, const rf_pack_draft *draft, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t j = 0; j < draft->n_jobs && rc == RF_OK; j++) {
        const rf_pack_job *job = &draft->jobs[j].job;
        rc = rf_pack_names_add(names, RF_PACK_TERRITORY, "", job->territory, err);
        if (rc == RF_OK)
            rc = rf_pack_names_add(names, RF_PACK_SCENARIO, "", job->scenario, err);
        if (rc == RF_OK)
            rc = rf_pack_names_add(names, RF_PACK_VARIANT, "", job->variant, err);
        if (rc == RF_OK)
            rc = name_cells(names, draft, &draft->jobs[j], err);
    }
    return rc;
}

/* ---- cases ----------------------------------------------------------------------------------- */

static bool is_same_case(const rf_pack_job *a, const rf_pack_job *b)
{
    return a->territory == b->territory && a->scenario == b->scenario && a->variant == b->variant;
}

static rf_status add_case(rf_pack_maker *m, size_t first, size_t end, rf_err *err)
{
    const rf_pack_job *job = &m->draft->jobs[first].job;
    if (m->pack->n_cases == RF_PACK_MOST_CASES)
        return rf_fail(err, RF_BAD_INPUT, _("a pack holds at most %d cases"),
                       (int)RF_PACK_MOST_CASES);
    rf_pack_case *c = rf_pack_put_case(m->pack);
    if (c == NULL)
        return rf_fail_memory(err);
    c->territory = rf_pack_name_of(m->names, RF_PACK_TERRITORY, "", job->territory);
    c->scenario = rf_pack_name_of(m->names, RF_PACK_SCENARIO, "", job->scenario);
    c->variant = rf_pack_name_of(m->names, RF_PACK_VARIANT, "", job->variant);
    if (c->territory == NULL || c->scenario == NULL || c->variant == NULL)
        return rf_fail_memory(err);
    rf_status rc = rf_pack_add_means(m, first, end, err);
    while (!m->draft->jobs[first].job.done)
        first++;
    return rc == RF_OK ? rf_pack_add_tables(m, &m->draft->jobs[first], err) : rc;
}

static rf_status add_cases(rf_pack_maker *m, rf_pack_source *source, rf_err *err)
{
    const rf_pack_draft *draft = m->draft;
    rf_status rc = RF_OK;
    for (size_t first = 0, end = 0; first < draft->n_jobs && rc == RF_OK; first = end) {
        size_t n_figures = 0;
        for (end = first;
             end < draft->n_jobs && is_same_case(&draft->jobs[first].job, &draft->jobs[end].job);
             end++) {
            n_figures += draft->jobs[end].job.done ? draft->jobs[end].n_figures : 0;
            source->failed += !draft->jobs[end].job.done;
        }
        if (n_figures > 0)
            rc = add_case(m, first, end, err);
    }
    if (rc == RF_OK && m->pack->n_cases == 0)
        rc = rf_fail(err, RF_BAD_INPUT, "%s", _("no job has a result: there is nothing to pack"));
    return rc;
}

static rf_status make(rf_pack_maker *m, const rf_pack_options *options, rf_err *err)
{
    m->pack->threshold = options->threshold;
    m->pack->version = rf_pool_intern(m->pack->pool, options->version, strlen(options->version));
    rf_pack_source *source = rf_pack_put_source(m->pack);
    if (m->pack->version == NULL || source == NULL)
        return rf_fail_memory(err);
    unsigned char digest[RF_DIGEST];
    rf_digester ids = m->draft->ids;
    rf_digester_end(digest, &ids);
    rf_digest_hex(source->hash, digest);
    source->jobs = (int64_t)m->draft->n_jobs;
    rf_status rc = name_all(m->names, m->draft, err);
    if (rc == RF_OK)
        rc = rf_pack_names_settle(m->names, options->labels, options->n_labels, err);
    return rc == RF_OK ? add_cases(m, source, err) : rc;
}

rf_status rf_pack_make(rf_pack **out, const rf_pack_draft *draft, const rf_pack_options *options,
                       rf_err *err)
{
    unsigned char key[RF_DIGEST];
    rf_digester of_all = draft->key;
    rf_digester_end(key, &of_all);
    rf_pack_maker m = {.draft = draft, .pack = rf_pack_new()};
    m.names = m.pack == NULL ? NULL : rf_pack_names_new(m.pack->pool, key);
    rf_status rc = draft->lost || m.names == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK && !rf_pack_is_version(options->version))
        rc = rf_fail(err, RF_BAD_INPUT, "%s", _("the results do not say which renfort made them"));
    if (rc == RF_OK)
        rc = make(&m, options, err);
    rf_pack_names_free(m.names);
    if (rc == RF_OK)
        *out = m.pack;
    else
        rf_pack_free(m.pack);
    return rc;
}
