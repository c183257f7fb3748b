/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a plan made of one person: the facts that an agent may ask for (French CRPA R311-3-1-2):
 * what was decided, from which rows, with which parameters and weights, by which operations. */
#ifndef RF_SOLVE_AGENT_SHEET_H
#define RF_SOLVE_AGENT_SHEET_H

#include "engine/domain/reason.h"
#include "engine/solve/dossier.h"

/* A row of the files that speaks of the agent. */
typedef struct rf_source_row {
    rf_table_id table;
    int32_t i; /* row number; the row's rf_at says file and line */
} rf_source_row;

typedef struct rf_agent_sheet {
    rf_agent_id agent;
    const rf_move *moves; /* the plan's, borrowed from the dossier */
    int32_t n_moves;
    rf_source_row *rows; /* by table, then as in the files: the agent's own row, skills, absences,
                            decisions, the floors that count them, the needs and conventions of
                            their moves */
    int32_t n_rows;
    int64_t terms[RF_N_TERMS]; /* of the plan with their moves, less those without: unmet and
                                  floors in centi-FTE over periods */
    int64_t needs_examined, needs_possible; /* needs with demand; those that they could serve on
                                               some period */
    int64_t needs_against[RF_N_REASONS];    /* needs with demand that each reason bars on all
                                               periods */
    int32_t present;                        /* periods on which they can be sent anywhere */
} rf_agent_sheet;

/* RF_NO_MEMORY only. O(rows + K T + moves T). */
rf_status rf_agent_sheet_new(rf_agent_sheet **out, const rf_dossier *dossier, rf_agent_id a,
                             rf_err *err);
void rf_agent_sheet_free(rf_agent_sheet *sheet);

/* Where a row of a table is. */
rf_at rf_row_at(const rf_territory *territory, rf_source_row row);

#endif
