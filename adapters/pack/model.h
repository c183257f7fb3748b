/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pack in memory, whether it was made or read. Texts are in its pool. */
#ifndef RF_PACK_MODEL_H
#define RF_PACK_MODEL_H

#include "adapters/pack/pack.h"

enum { RF_PACK_HASH = 65 };

/* Rows or columns, and cells, of a table; larger ones are left out, and refused in a pack that is
 * read: what a hostile pack may ask an attack for. */
enum { RF_PACK_MOST_LABELS = 400, RF_PACK_MOST_CELLS = 2601, RF_PACK_MOST_CASES = 5000 };

typedef enum rf_pack_state {
    RF_PACK_SHOWN,
    RF_PACK_WITHHELD,
    RF_PACK_UNDEFINED,
    RF_N_PACK_STATES
} rf_pack_state;

typedef struct rf_pack_figure {
    const rf_kpi_definition *definition;
    const char *group;
    rf_pack_state state;
    double mean, deviation; /* over the draws in which it is defined */
    int32_t draws;
} rf_pack_figure;

typedef struct rf_pack_cell {
    const char *table, *row, *column; /* row, column "total": a margin */
    int32_t cell;                     /* number in the case; shared margins have one number */
    bool hidden;
    int64_t people;                /* of a hidden cell: not known, 0 */
    rf_feasible_interval interval; /* of a hidden cell */
} rf_pack_cell;

/* A territory under a scenario in a variant. Its figures are in the order of the definitions and
 * groups, its cells by table, row and column, margins last. */
typedef struct rf_pack_case {
    const char *territory, *scenario, *variant;
    size_t first_figure, n_figures, first_cell, n_cells;
} rf_pack_case;

/* A sweep. */
typedef struct rf_pack_source {
    int64_t jobs, failed;
    char hash[RF_PACK_HASH]; /* of the ids of all jobs */
} rf_pack_source;

struct rf_pack {
    rf_pool *pool;
    const char *version;
    char definitions[RF_PACK_HASH]; /* of the key figures' table */
    int64_t threshold;
    rf_pack_source *sources; /* one, or those of the packs that were joined */
    rf_pack_case *cases;
    rf_pack_figure *figures;
    rf_pack_cell *cells;
    size_t n_sources, n_cases, n_figures, n_cells;
    size_t source_room, case_room, figure_room, cell_room;
};

rf_pack *rf_pack_new(void); /* NULL: out of memory */

/* The new one, zeroed; NULL: out of memory. Figures are of the last case; the cells of a case are
 * put one after the other. */
rf_pack_source *rf_pack_put_source(rf_pack *pack);
rf_pack_case *rf_pack_put_case(rf_pack *pack);
rf_pack_figure *rf_pack_put_figure(rf_pack *pack);
rf_pack_cell *rf_pack_put_cell(rf_pack *pack, size_t of_case);

/* Digest of the table of key figures: two packs with the same one define their figures alike. */
void rf_pack_definitions(char out[RF_PACK_HASH]);

#endif
