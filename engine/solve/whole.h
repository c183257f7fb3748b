/* SPDX-License-Identifier: GPL-3.0-or-later
 * The optimum in whole numbers of a program whose columns are all whole: the relaxation's where
 * that is whole already, as in a network, else by a short branch and bound. */
#ifndef RF_SOLVE_WHOLE_H
#define RF_SOLVE_WHOLE_H

#include "engine/solve/mip.h"

typedef enum rf_whole_outcome {
    RF_WHOLE_FOUND,   /* with branch and bound cut short, the best that was found */
    RF_WHOLE_NONE,    /* nothing whole meets the rows */
    RF_WHOLE_STOPPED, /* nothing was found within the limits: no statement */
} rf_whole_outcome;

/* values [columns] are whole numbers in doubles, meaningful where something was found. The
 * objective is >= 0. Nothing is lost in rounding: data are far below 2^53. */
rf_status rf_whole_optimum(rf_whole_outcome *out, double *values, rf_lp *lp, rf_err *err);

#endif
