/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the making of a pack is made of. */
#ifndef RF_PACK_DRAFT_PARTS_H
#define RF_PACK_DRAFT_PARTS_H

#include "adapters/pack/names.h"

typedef struct rf_pack_raw_job {
    rf_pack_job job; /* texts in the draft's pool: equal is the same pointer */
    size_t first_figure, n_figures, first_cell, n_cells;
} rf_pack_raw_job;

typedef struct rf_pack_raw_figure {
    const rf_kpi_definition *definition;
    const char *group;
    double value;
    int64_t people;
} rf_pack_raw_figure;

struct rf_pack_draft {
    rf_pool *pool;
    rf_digester key,
        ids; /* of all that was added but ids; of the jobs' ids, which hold a version */
    rf_pack_raw_job *jobs;
    rf_pack_raw_figure *figures;
    rf_pack_raw_cell *cells;
    size_t n_jobs, n_figures, n_cells;
    size_t job_room, figure_room, cell_room;
    size_t figure_job, cell_job; /* of the last row */
    bool lost;                   /* for want of memory */
};

typedef struct rf_pack_maker {
    const rf_pack_draft *draft;
    rf_pack *pack;
    rf_pack_names *names;
    bool lost; /* a label, for want of memory */
} rf_pack_maker;

/* The figures of the last case, from its jobs first..end-1. */
rf_status rf_pack_add_means(rf_pack_maker *m, size_t first, size_t end, rf_err *err);

/* The tables of the last case, from one job, suppressed. */
rf_status rf_pack_add_tables(rf_pack_maker *m, const rf_pack_raw_job *job, rf_err *err);

#endif
