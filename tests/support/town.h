/* SPDX-License-Identifier: GPL-3.0-or-later
 * A town: a territory and a scenario said in a few sentences, solved and checked whole.
 *
 *   town_of(t, "agent ANNA permis.c until 2020-03-25; need TRUCK permis.c p0..p2 min_stay 3");
 *   assert_plan(t, "");
 *   assert_reasons(t, "ANNA", "TRUCK", 1, "skill");
 *   assert_breach(t, "ANNA TRUCK 0..2", "ANNA -> TRUCK periods 0..2: skill");
 *
 * Sentences end with ';'. After its first words each takes words of any order: a column of its
 * file and the value; a window X..Y of dates (or of periods p0, p1 ..., an end left out is open);
 * for agents and needs any other word is a skill, with `level`, `until`, `min_level`,
 * `trainee_level`, `any_of` after it. Lists are joined by '+'.
 *   weeks N                                horizon, from Monday 2020-03-16; 3 unless said first
 *   agent A, need K, organisation O        A: of HOME, volunteer; K: of DESK, vital, always, 1 FTE
 *   unit U O S, site S LAT LON, travel S S MINUTES, floor U F, convention O O
 *   absence A, demand K FTE, pin A K, forbid A K (K `*`: every need)
 *   rule NAME VALUE, holiday DATE, working_days 1+2, level NAME TERM*WEIGHT+... [gap G]
 *   shock absence PERCENT [seed N] [units U+U] | floor F units U | closed_sites S |
 *         no_remote | demand K percent P, each with its window
 *   baseline [A K FIRST..LAST], before LEVEL VALUE BOUND: what the baseline says of a level
 * Organisations ORG and ORG2, site S, units HOME, DESK (of ORG) and AWAY (of ORG2) are there. The
 * levels are DATA.md's with every gap 0 until the first `level`. Whatever is wrong fails the test.
 */
#ifndef RF_TESTS_TOWN_H
#define RF_TESTS_TOWN_H

#include "engine/domain/plan.h"
#include "tests/support/hamlet.h"

/* A row as it was put: for writing it to a file. */
typedef struct town_row {
    rf_table_id table;
    char *cells;
} town_row;

typedef struct town {
    hamlet *h;
    rf_plan *plan; /* after solved */
    town_row *rows;
    size_t n_rows;
    char **words; /* owned texts of the baseline */
    size_t n_words;
    bool own_levels;
} town;

town *town_new(int32_t n_periods);
void town_free(town *t);
int town_set_up(void **state); /* cmocka's, for three weeks */
int town_tear_down(void **state);

/* Puts a row as hamlet_row does, and keeps it. */
void town_put(town *t, rf_table_id table, const char *cells);
void town_of(town *t, const char *sentences);

/* The instance, made when first asked for. */
const rf_instance *town_instance(town *t);

/* The moves of a text like assert_plan's, in its order; returns how many, at most `room`. */
int32_t town_moves(rf_move *out, size_t room, town *t, const char *text);

/* Solves to the end: the plan passes the checker, every level is optimal and its bound is within
 * its gap (or the plan is infeasible, with its conflict). Solved once. */
const rf_plan *solved(town *t);

/* The whole plan: "ANNA TRUCK 0..2; BEN TRUCK 0..0 trainee", by agent and need in the order said.
 */
void assert_plan(town *t, const char *moves);
void assert_no_move(town *t, const char *agent, const char *need);

/* The level's value, and its bound where its gap is 0. */
void assert_value(town *t, const char *level, int64_t value);

/* What the solver says and what the checker's side says, both. */
void assert_reasons(town *t, const char *agent, const char *need, int32_t period,
                    const char *reasons);

/* The checker finds this one breach and no other in these moves (levels are told rightly). */
void assert_breach(town *t, const char *moves, const char *breach);
/* It finds none; and the plan that was found is no worse on any level before one where it is
 * better. */
void assert_allowed(town *t, const char *moves);

/* Infeasible with just these: "pin ANNA TRUCK; floor HOME 1; convention ORG ORG2 0; tutors TRUCK 2"
 * (periods last). */
void assert_conflict(town *t, const char *members);

/* The instance is refused for this one fault. */
void assert_refused(town *t, const char *text);

/* Writes the CSV files and scenario.json (and baseline.json where there is one) into a folder that
 * exists. */
void town_write(const town *t, const char *folder);

#endif
