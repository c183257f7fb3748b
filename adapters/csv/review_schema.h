/* SPDX-License-Identifier: GPL-3.0-or-later
 * The columns of review lists and mission sheets, for their writer and their reader. */
#ifndef RF_ADAPTERS_CSV_REVIEW_SCHEMA_H
#define RF_ADAPTERS_CSV_REVIEW_SCHEMA_H

#include "adapters/csv/review.h"

typedef enum rf_review_column {
    RF_REVIEW_UNIT,
    RF_REVIEW_AGENT,
    RF_REVIEW_NEED,
    RF_REVIEW_NAME,
    RF_REVIEW_FROM,
    RF_REVIEW_TO,
    RF_REVIEW_DIRECTION,
    RF_REVIEW_HOME_UNIT,
    RF_REVIEW_RECEIVING_UNIT,
    RF_REVIEW_SITE,
    RF_REVIEW_ROLE,
    RF_REVIEW_FTE,
    RF_REVIEW_TRAVEL_MIN,
    RF_REVIEW_CONSENT,
    RF_REVIEW_PINNED,
    RF_REVIEW_DECISION,
    RF_REVIEW_REASON,
    RF_REVIEW_OTHER,
    RF_REVIEW_COMMENT,
    RF_N_REVIEW_COLUMNS
} rf_review_column;

/* A line that came back. */
typedef struct rf_review_row {
    rf_row row;
    rf_ref unit, agent, need, other;
    rf_date from, to;
    int32_t answer; /* rf_answer; -1: none */
    int32_t motive; /* of rf_motives; -1: none */
    const char *comment;
    const char *told; /* what the list said for people; not looked at again */
} rf_review_row;

/* Static data: columns in the order of rf_review_column. It belongs to no table of a territory. */
const rf_schema *rf_csv_review_schema(void);

#endif
