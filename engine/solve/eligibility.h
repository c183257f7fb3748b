/* SPDX-License-Identifier: GPL-3.0-or-later
 * Eligibility: every reason against agent a serving need k on period t (MODEL.md, "Who may serve
 * where"). Nothing dense in agents x needs x periods is ever stored: reasons factor into bits that
 * do not change over time, bits of the pair, and the two periods through which the pair stays
 * qualified and trainable (skills only expire). */
#ifndef RF_SOLVE_ELIGIBILITY_H
#define RF_SOLVE_ELIGIBILITY_H

#include "engine/domain/instance.h"
#include "engine/domain/reason.h"

/* What holds for agent and need on all periods, and until when skills last. */
typedef struct rf_pair {
    rf_reasons always;      /* own_unit, consent, status, category, restriction */
    int16_t last_qualified; /* qualified on periods 0..last_qualified; -1: never */
    int16_t last_trainee;   /* at least trainee level on 0..last_trainee, where the need takes
                               trainees; >= last_qualified */
} rf_pair;

rf_pair rf_pair_of(const rf_instance *in, rf_agent_id a, rf_need_id k);

/* All reasons against (a, k) on t; 0: may serve. O(forbids of a). */
rf_reasons rf_reasons_on(const rf_instance *in, rf_agent_id a, rf_need_id k, const rf_pair *pair,
                         int32_t t);

/* A maximal run of consecutive periods on which the agent may serve the need; or a pin: then only
 * the whole of it is a stay, it must be in every plan, and consent, travel, min_stay and max_stay
 * do not stand against it. */
typedef struct rf_eligible_run {
    rf_agent_id agent;
    rf_need_id need;
    int16_t first, last;
    int16_t last_qualified; /* a stay i..j of the run is qualified when j <= last_qualified, else a
                               trainee's */
    int16_t shortest,
        longest; /* periods that a stay of the run may last; longest < shortest: none */
    bool pinned;
} rf_eligible_run;

/* Whether the run is long enough for any stay. */
static inline bool rf_run_has_stays(const rf_eligible_run *run)
{
    return run->shortest <= run->longest && run->last - run->first + 1 >= run->shortest;
}

/* Whether the agent could be given any stay at the need (pins apart). O(T). */
bool rf_pair_has_stays(const rf_instance *in, rf_agent_id a, rf_need_id k);

/* Whether what the need asks of people, whoever and wherever it is, excludes the agent: category,
 * restriction, skill. Needs of one class (reach.h) answer alike. */
bool rf_is_out_of_class(const rf_instance *in, rf_agent_id a, rf_need_id k);

/* Periods of the run that a qualified stay, not a pin, may hold. */
static inline int32_t rf_qualified_periods(const rf_eligible_run *run)
{
    const int32_t last = run->last < run->last_qualified ? run->last : run->last_qualified;
    const int32_t length = last - run->first + 1;
    return !run->pinned && run->shortest <= run->longest && length >= run->shortest ? length : 0;
}

/* How long a stay at need k that begins on period t, which has demand, must at least be: min_stay,
 * or as long as the demand around t lasts. O(T). */
int32_t rf_shortest_stay(const rf_instance *in, rf_need_id k, int32_t t);

typedef struct rf_eligibility {
    rf_eligible_run
        *runs; /* sorted by agent, need, first; an agent's pins come after its own runs */
    int32_t n_runs;
    int32_t *of_agent; /* [A + 1]: runs of agent a are of_agent[a] .. of_agent[a + 1] - 1 */
} rf_eligibility;

/* All eligible runs and pins. RF_NO_MEMORY only. O(A K) cheap tests + O(T) a pair that passes them.
 */
rf_status rf_eligibility_new(rf_eligibility **out, const rf_instance *in, rf_err *err);
void rf_eligibility_free(rf_eligibility *e);

/* How many pairs of an agent and a period with demand each reason stands against (a pair counts
 * once for every reason that holds), and how many pairs have none. O(A T). */
void rf_need_reasons(int64_t against[RF_N_REASONS], int64_t *eligible, const rf_instance *in,
                     rf_need_id k);

#endif
