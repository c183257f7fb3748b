/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far a mean over a few seeds can be trusted, and which differences are more than noise.
 *
 *   deviation  s = sqrt(sum of (x - mean)^2 / (n - 1))
 *   interval   mean -+ t(n - 1, (1 + confidence) / 2) s / sqrt(n)                       Student's t
 *   paired     the same of the differences a(i) - b(i); two-sided p of t = mean sqrt(n) / s
 *   Holm       p(1) <= ... <= p(m): adjusted(j) = min(1, max over i <= j of (m - i + 1) p(i))
 *
 * Values are of one unit, any; NaN is a value that is missing: it is left out, of a pair both are.
 * Intervals suppose that the seeds are independent draws and means near normal (few seeds: that
 * values are). Only S. Holm's correction supposes nothing of how the tests depend on each other.
 * Sources: Student, The probable error of a mean, Biometrika 6, 1908; S. Holm, A simple
 * sequentially rejective multiple test procedure, Scand. J. Statist. 6, 1979; the distribution is
 * the GNU Scientific Library's. Nothing here fails but where `rf_err` says so. */
#ifndef RF_CORE_STATISTICS_H
#define RF_CORE_STATISTICS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/core/status.h"

/* mean NaN where n is 0, deviation NaN below 2. */
typedef struct rf_sample {
    int32_t n;
    double mean, deviation;
} rf_sample;

typedef struct rf_interval {
    double low, high;
} rf_interval;

/* Of a minus b. low and high NaN, p 1 below 2 pairs. All n differences alike: an interval of no
 * width, and the sign test's p, 2^(1-n), or 1 where the difference is 0. A difference within 1e-9
 * of the values is 0. */
typedef struct rf_paired {
    int32_t n;
    double mean, low, high, p;
} rf_paired;

/* Among n: no better than `best` and no worse than `worst`, from 1. */
typedef struct rf_rank {
    int32_t best, worst;
} rf_rank;

/* O(n). */
rf_sample rf_sample_of(const double *values, int32_t n);

/* 0 < confidence < 1. NaN below 2 values. */
rf_interval rf_sample_interval(const rf_sample *sample, double confidence);

rf_paired rf_paired_test(const double *a, const double *b, int32_t n, double confidence);

/* The p values, each 0..1, corrected for there being n of them, in their order; `out` may be `p`.
 * RF_NO_MEMORY only. O(n log n). */
rf_status rf_holm(double *out, const double *p, int32_t n, rf_err *err);

/* Linear between the order statistics (R's type 7; R. Hyndman, Y. Fan, 1996); sorts `values`, of
 * which none is NaN. 0 <= share <= 1. NaN where n is 0. */
double rf_quantile(double *values, int32_t n, double share);

/* Competitors over the same seeds. */
typedef struct rf_contest {
    const double *values; /* [competitor * n_seeds + seed]; NaN: missing */
    int32_t n, n_seeds;
    bool more_is_better;
    double risk; /* of one wrong order among all: 0.05 */
} rf_contest;

/* out[n]: every two are tested in pairs, corrected by Holm together; a competitor is ranked behind
 * those only that are better with a p below `risk`, so that noise widens a rank and moves none. One
 * that has no value is ranked 1..n. RF_NO_MEMORY only. O(n^2 (n_seeds + log n)). */
rf_status rf_ranks_of(rf_rank *out, const rf_contest *contest, rf_err *err);

#endif
