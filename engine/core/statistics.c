/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/statistics.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"

static const double ALIKE = 1e-9;

/* Welford's sums, which do not cancel. */
typedef struct running {
    int32_t n;
    double mean, squares;
} running;

static void add(running *r, double value)
{
    const double before = value - r->mean;
    r->n++;
    r->mean += before / r->n;
    r->squares += before * (value - r->mean);
}

static rf_sample sample_of_running(const running *r)
{
    return (rf_sample){.n = r->n,
                       .mean = r->n > 0 ? r->mean : NAN,
                       .deviation = r->n > 1 ? sqrt(r->squares / (r->n - 1)) : NAN};
}

rf_sample rf_sample_of(const double *values, int32_t n)
{
    running r = {0, 0, 0};
    for (int32_t i = 0; i < n; i++)
        if (!isnan(values[i]))
            add(&r, values[i]);
    return sample_of_running(&r);
}

/* GSL's own way with an error is abort(). */
static double student_quantile(double share, double freedom)
{
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    const double t = gsl_cdf_tdist_Pinv(share, freedom);
    (void)gsl_set_error_handler(handler);
    return t;
}

rf_interval rf_sample_interval(const rf_sample *sample, double confidence)
{
    if (sample->n < 2)
        return (rf_interval){NAN, NAN};
    const double half =
        student_quantile((1 + confidence) / 2, sample->n - 1) * sample->deviation / sqrt(sample->n);
    return (rf_interval){sample->mean - half, sample->mean + half};
}

static double difference_of(double a, double b)
{
    const double d = a - b;
    return fabs(d) <= ALIKE * fmax(fabs(a), fabs(b)) ? 0 : d;
}

/* Differences that are all alike differ in their last bits, which is no noise to measure by: what
 * is left is that all have one sign. */
static bool all_alike(const rf_sample *s)
{
    return s->deviation <= ALIKE * fabs(s->mean);
}

static double two_sided(const rf_sample *s)
{
    if (s->n < 2)
        return 1;
    if (all_alike(s))
        return s->mean < 0 || s->mean > 0 ? ldexp(1, 1 - s->n) : 1;
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    const double t = fabs(s->mean) * sqrt(s->n) / s->deviation;
    const double p = 2 * gsl_cdf_tdist_Q(t, s->n - 1);
    (void)gsl_set_error_handler(handler);
    return fmin(p, 1);
}

rf_paired rf_paired_test(const double *a, const double *b, int32_t n, double confidence)
{
    running r = {0, 0, 0};
    for (int32_t i = 0; i < n; i++)
        if (!isnan(a[i]) && !isnan(b[i]))
            add(&r, difference_of(a[i], b[i]));
    const rf_sample s = sample_of_running(&r);
    const rf_interval within = rf_sample_interval(&s, confidence);
    return (rf_paired){
        .n = s.n, .mean = s.mean, .low = within.low, .high = within.high, .p = two_sided(&s)};
}

typedef struct numbered {
    double value;
    int32_t i;
} numbered;

static int by_value(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? -1 : 1;
    return (x->i > y->i) - (x->i < y->i);
}

rf_status rf_holm(double *out, const double *p, int32_t n, rf_err *err)
{
    numbered *sorted = rf_new_array((size_t)n, sizeof *sorted);
    if (sorted == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < n; i++)
        sorted[i] = (numbered){p[i], i};
    if (n > 1)
        qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    double largest = 0;
    for (int32_t i = 0; i < n; i++) {
        largest = fmax(largest, (n - i) * sorted[i].value);
        out[sorted[i].i] = fmin(1, largest);
    }
    free(sorted);
    return RF_OK;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double rf_quantile(double *values, int32_t n, double share)
{
    if (n == 0)
        return NAN;
    qsort(values, (size_t)n, sizeof *values, ascending);
    const double at = share * (n - 1);
    const int32_t below = (int32_t)floor(at), above = below + 1 < n ? below + 1 : below;
    return values[below] + (at - below) * (values[above] - values[below]);
}

/* The pairs i < j, one after the other. */
static void test_pairs(double *p, double *mean, const rf_contest *c)
{
    int32_t pair = 0;
    for (int32_t i = 0; i < c->n; i++)
        for (int32_t j = i + 1; j < c->n; j++, pair++) {
            const double *a = c->values + (int64_t)i * c->n_seeds,
                         *b = c->values + (int64_t)j * c->n_seeds;
            const rf_paired test = rf_paired_test(a, b, c->n_seeds, 1 - c->risk);
            p[pair] = test.p;
            mean[pair] = test.mean;
        }
}

static void rank(rf_rank *out, const rf_contest *c, const double *p, const double *mean)
{
    for (int32_t i = 0; i < c->n; i++)
        out[i] = (rf_rank){1, c->n};
    for (int32_t i = 0, pair = 0; i < c->n; i++)
        for (int32_t j = i + 1; j < c->n; j++, pair++) {
            if (!(p[pair] < c->risk))
                continue;
            const bool first_wins = (mean[pair] > 0) == c->more_is_better;
            out[first_wins ? j : i].best++;
            out[first_wins ? i : j].worst--;
        }
}

rf_status rf_ranks_of(rf_rank *out, const rf_contest *contest, rf_err *err)
{
    const int32_t n_pairs = contest->n * (contest->n - 1) / 2;
    double *p = rf_new_array((size_t)n_pairs, sizeof *p);
    double *mean = rf_new_array((size_t)n_pairs, sizeof *mean);
    rf_status rc = p == NULL || mean == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK) {
        test_pairs(p, mean, contest);
        rc = rf_holm(p, p, n_pairs, err);
    }
    if (rc == RF_OK)
        rank(out, contest, p, mean);
    free(p);
    free(mean);
    return rc;
}
