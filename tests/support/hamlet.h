/* SPDX-License-Identifier: GPL-3.0-or-later
 * A hamlet: a territory and a scenario small enough to be said in a test, row by row.
 *
 *   hamlet *h = hamlet_new("2020-03-16", 3);
 *   hamlet_row(h, RF_AGENTS, "agent=M1 unit=BIB fte=80 consent=volunteer
 * restrictions=night+driving");
 *
 * Cells are canonical columns (schema.h), lists are joined by '+', columns left out have their
 * default; the columns `name`, `lat` and `lon` may be left out too. Row i of a table is line i + 2
 * of "<table>.csv". Every fault in what a test says fails the test. */
#ifndef RF_TESTS_HAMLET_H
#define RF_TESTS_HAMLET_H

#include "engine/domain/instance.h"
#include "engine/domain/link.h"

typedef struct hamlet {
    rf_territory *territory;
    rf_scenario *scenario; /* change its fields as the test wants before hamlet_build */
    rf_diags *diags;
    rf_instance *in; /* after hamlet_build */
    rf_baseline baseline;
    bool has_baseline;
    rf_err err;
} hamlet;

/* Weeks from `start`; two organisations ORG and ORG2, site S, units HOME (of ORG), DESK (of ORG)
 * and AWAY (of ORG2). */
hamlet *hamlet_new(const char *start, int32_t n_periods);
void hamlet_free(hamlet *h);

void hamlet_row(hamlet *h, rf_table_id table, const char *cells);

/* Adds a shock; ids joined by '+' ("" for none), the window's dates ISO or NULL for open. */
void hamlet_shock(hamlet *h, rf_shock shock, const char *ids, const char *from, const char *to);

/* Adds a level "name" of one term to the scenario's, which hamlet_clear_levels empties first. */
void hamlet_clear_levels(hamlet *h);
void hamlet_level(hamlet *h, const char *name, rf_term term, int32_t weight);

/* Adds a move to the baseline. */
void hamlet_baseline(hamlet *h, const char *agent, const char *need, int32_t first, int32_t last);
/* What the baseline says that a level came to; `level` is borrowed. */
void hamlet_before(hamlet *h, const char *level, int64_t value, int64_t bound);

/* Links, and makes the instance; a second call drops the first instance. The status is
 * rf_instance_new's. */
rf_status hamlet_build(hamlet *h);

/* The agent or need with this id; the move made of them. */
rf_agent_id hamlet_agent(const hamlet *h, const char *id);
rf_need_id hamlet_need(const hamlet *h, const char *id);
rf_move hamlet_move(const hamlet *h, const char *agent, const char *need, int32_t first,
                    int32_t last);

/* The text of the n-th error, or NULL. */
const char *hamlet_error(const hamlet *h, size_t n);

#endif
