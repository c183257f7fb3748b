/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two walks from one incumbent, by two seeds, of which the better end is kept: in two processes
 * where there are two workers, one after the other where there is one. Where work ends both walks
 * the plan is the same; where the clock would, two processes have all of the time each, one half.
 */
#ifndef RF_SOLVE_TWIN_H
#define RF_SOLVE_TWIN_H

#include "engine/solve/anneal.h"

/* As rf_anneal, twice: the second walk's seed is the first's + `apart`. A second process that
 * cannot be had, or does not answer, costs time only. The chain's listener is told of the first
 * walk's plans and of the end; it is asked whether to stop before a process is begun, and by it. */
rf_status rf_anneal_twice(rf_chain *chain, const rf_annealing *how, uint64_t apart, rf_err *err);

#endif
