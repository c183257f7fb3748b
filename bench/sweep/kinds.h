/* SPDX-License-Identifier: GPL-3.0-or-later
 * Edits for analyses, each a row of rf_sweep_kinds (bench/README.md says what they ask). What is
 * drawn is drawn by the job's seed and the row's id: the same for every variant of a job, and a
 * larger share or number adds to those of a smaller one. All O(rows), some x log. */
#ifndef RF_BENCH_SWEEP_KINDS_H
#define RF_BENCH_SWEEP_KINDS_H

#include "bench/sweep/variant.h"

/* kinds_solidarity.c */
rf_sweep_edit_function rf_sweep_alone;   /* [organisation]: no lending; with it, nobody else */
rf_sweep_edit_function rf_sweep_pooled;  /* every pair has a convention, without limit, always */
rf_sweep_edit_function rf_sweep_without; /* lender, borrower: this convention is not there */

/* kinds_rules.c */
rf_sweep_edit_function rf_sweep_absence;      /* percent: of everybody, as a shock */
rf_sweep_edit_function rf_sweep_floors_times; /* percent: of what each floor keeps */
rf_sweep_edit_function rf_sweep_max_travel;   /* minutes: where the agent's row says nothing */
rf_sweep_edit_function rf_sweep_price;        /* term, centi_fte, [from]: what a move must bring */

/* kinds_rates.c: A with B's ... */
rf_sweep_edit_function rf_sweep_floors_of;   /* territory */
rf_sweep_edit_function rf_sweep_skills_of;   /* territory */
rf_sweep_edit_function rf_sweep_consents_of; /* territory */

/* kinds_train.c */
rf_sweep_edit_function rf_sweep_train; /* skill, people, [level], [organisation] */

/* kinds.c */

/* Drops rows marked refused with all that refers to them, and links again. */
rf_status rf_sweep_relink(rf_sweep_subject *subject, rf_err *err);

/* RF_BAD_INPUT with the id where there is none. */
rf_status rf_sweep_find_organisation(int32_t *out, const rf_territory *territory, const char *id,
                                     rf_err *err);
/* Row numbers of the organisations of an agent and of a need. */
int32_t rf_sweep_employer(const rf_territory *territory, int32_t agent);
int32_t rf_sweep_receiver(const rf_territory *territory, int32_t need);

/* A new row, not linked: the agent has the skill at the level for ever. */
rf_status rf_sweep_give_skill(rf_territory *territory, int32_t agent, const char *skill,
                              int32_t level, rf_err *err);

/* 0 <= x < 1, of "SEED:WORD:ID". */
double rf_sweep_draw(int64_t seed, const char *word, const char *id);

#endif
