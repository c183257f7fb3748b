/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the solver are tested on: a tiny town, its model, every stay, a state; and a
 * chain to search with. Whatever fails on the way fails the test. */
#ifndef RF_TESTS_WORKS_H
#define RF_TESTS_WORKS_H

#include "engine/solve/chain.h"
#include "tests/support/brute.h"
#include "tests/support/town.h"

typedef struct works {
    town *t;
    char *text; /* of a town that was drawn */
    const rf_instance *in;
    rf_model *m;
    rf_state *state; /* empty at first */
    rf_stay *stays;  /* each once, the pins too, run by run */
    int32_t n_stays;
    rf_random random;
    rf_err err;
} works;

works *works_of(const char *sentences);
works *works_draw(uint64_t number); /* lottery.h's */
works *works_draw_crossed(uint64_t number);
/* A crowd that no solver is done with in a moment: 6 needs, 8 weeks, skills and floors. */
works *works_crowd(int32_t n_agents);
void works_free(works *w);

/* The stay, of a pin where there is one. */
rf_stay works_stay(const works *w, const char *agent, const char *need, int32_t first,
                   int32_t last);

bool works_is_among(rf_stay s, const rf_stay *stays, int32_t n);

/* The state becomes the pins and some random stays, none of which breaks a row; false: the pins
 * alone do. */
bool works_plan(works *w);

/* The level's least value when it is the only one. */
brute_outcome works_least(int64_t *value, const works *w, int32_t level);

/* A chain as levels.c makes it, from rf_start_plan's plan. */
typedef struct works_chain {
    rf_chain chain;
    rf_listener listener;
    double gaps[BRUTE_LEVELS];
    bool stop;
    int32_t patience;                 /* after so many questions it stops; 0: only when told */
    int32_t incumbents, bounds, done; /* how often each was told */
} works_chain;

/* False: the pins contradict the rules; there is no chain then. */
bool works_begin(works_chain *c, works *w);
void works_set_level(works_chain *c, int32_t level);
/* ... with these limits [levels] on those above it. */
void works_set_level_below(works_chain *c, int32_t level, const int64_t *limits);
void works_end(works_chain *c);

/* Fails unless the plan breaks nothing and its values are what its moves are worth. */
void works_assert_plan(const works *w, const rf_incumbent *plan);

#endif
