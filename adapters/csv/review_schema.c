/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/review_schema.h"

static const char *const answer_words[] = {"accept", "refuse", "propose", NULL};

#define FOR(member) .offset = offsetof(rf_review_row, member)
#define TOLD(column)                                                                               \
    {                                                                                              \
        .name = (column), .kind = RF_KIND_TEXT, FOR(told)                                          \
    }

static const rf_column columns[RF_N_REVIEW_COLUMNS] = {
    [RF_REVIEW_UNIT] = {.name = "unit", .kind = RF_KIND_REF, FOR(unit), .target = RF_UNITS},
    [RF_REVIEW_AGENT] =
        {.name = "agent", .kind = RF_KIND_REF, FOR(agent), .required = true, .target = RF_AGENTS},
    [RF_REVIEW_NEED] =
        {.name = "need", .kind = RF_KIND_REF, FOR(need), .required = true, .target = RF_NEEDS},
    [RF_REVIEW_NAME] = TOLD("name"),
    [RF_REVIEW_FROM] = {.name = "from", .kind = RF_KIND_DATE, FOR(from), .required = true},
    [RF_REVIEW_TO] = {.name = "to", .kind = RF_KIND_DATE, FOR(to), .required = true},
    [RF_REVIEW_DIRECTION] = TOLD("direction"),
    [RF_REVIEW_HOME_UNIT] = TOLD("home_unit"),
    [RF_REVIEW_RECEIVING_UNIT] = TOLD("receiving_unit"),
    [RF_REVIEW_SITE] = TOLD("site"),
    [RF_REVIEW_ROLE] = TOLD("role"),
    [RF_REVIEW_FTE] = TOLD("fte"),
    [RF_REVIEW_TRAVEL_MIN] = TOLD("travel_min"),
    [RF_REVIEW_CONSENT] = TOLD("consent"),
    [RF_REVIEW_PINNED] = TOLD("pinned"),
    [RF_REVIEW_DECISION] = {.name = "decision",
                            .kind = RF_KIND_ENUM,
                            FOR(answer),
                            .required = false,
                            .absent = -1,
                            .words = answer_words},
    [RF_REVIEW_REASON] = {.name = "reason",
                          .kind = RF_KIND_ENUM,
                          FOR(motive),
                          .required = false,
                          .absent = -1,
                          .words = rf_motive_codes},
    [RF_REVIEW_OTHER] = {.name = "other", .kind = RF_KIND_REF, FOR(other), .target = RF_AGENTS},
    [RF_REVIEW_COMMENT] = {.name = "comment", .kind = RF_KIND_TEXT, FOR(comment)},
};

/* RF_N_TABLES: no table. A list may be empty, so the file is not `required` to have rows. */
static const rf_schema schema = {
    .file = "review",
    .table = RF_N_TABLES,
    .row_size = sizeof(rf_review_row),
    .columns = columns,
    .n_columns = RF_N_REVIEW_COLUMNS,
};

const rf_schema *rf_csv_review_schema(void)
{
    return &schema;
}
