/* SPDX-License-Identifier: GPL-3.0-or-later
 * The part of a plan document that says who goes where. */
#ifndef RF_ADAPTERS_JSON_PLAN_MOVES_H
#define RF_ADAPTERS_JSON_PLAN_MOVES_H

#include "adapters/json/reader.h"

/* A move as the document says it; texts belong to the document. */
typedef struct rf_said_move {
    const char *agent, *need;
    int32_t first, last; /* periods; last < first is possible */
    bool trainee;
} rf_said_move;

/* The list of moves, NULL (reported): the document has none. */
const rf_json_node *rf_json_plan_moves(rf_json_reader *r);

/* Reads agent, need and periods; with rf_json_read_move the role too. False: reported. */
bool rf_json_read_stay(rf_said_move *out, rf_json_reader *r, const rf_json_node *node);
bool rf_json_read_move(rf_said_move *out, rf_json_reader *r, const rf_json_node *node);

/* A member that must be there, NULL (reported): it is not. */
const rf_json_node *rf_json_required(rf_json_reader *r, const rf_json_node *object,
                                     const char *key);

#endif
