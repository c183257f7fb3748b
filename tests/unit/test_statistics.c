/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "engine/core/random.h"
#include "engine/core/statistics.h"

enum { N_SLEEPERS = 10 };

/* Student's own data: hours of sleep gained by ten patients under two drugs. */
static const double SLEEP_A[N_SLEEPERS] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0},
                    SLEEP_B[N_SLEEPERS] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

#define assert_near(found, wanted) assert_true(fabs((found) - (wanted)) < 1e-6)

static void a_mean_and_its_interval_are_the_textbooks(void **state)
{
    const rf_sample s = rf_sample_of(SLEEP_A, N_SLEEPERS);
    assert_int_equal(s.n, 10);
    assert_near(s.mean, 0.75);
    assert_near(s.deviation, 1.789010);
    const rf_interval i = rf_sample_interval(&s, 0.95); /* t(9, 0.975) = 2.262157 */
    assert_near(i.low, 0.75 - 2.262157 * 1.789010 / sqrt(10));
    assert_near(i.high, 0.75 + 2.262157 * 1.789010 / sqrt(10));
}

/* R: t.test(extra ~ group, data = sleep, paired = TRUE). */
static void a_paired_test_finds_what_student_found(void **state)
{
    const rf_paired t = rf_paired_test(SLEEP_A, SLEEP_B, N_SLEEPERS, 0.95);
    assert_int_equal(t.n, 10);
    assert_near(t.mean, -1.58);
    assert_near(t.low, -2.4598858);
    assert_near(t.high, -0.7001142);
    assert_near(t.p, 0.00283289);
}

static void too_few_values_prove_nothing(void **state)
{
    const double one[] = {3, NAN}, other[] = {5, 6};
    const rf_sample s = rf_sample_of(one, 2), none = rf_sample_of(one, 0);
    assert_int_equal(s.n, 1);
    assert_true(isnan(s.deviation) && isnan(none.mean));
    assert_true(isnan(rf_sample_interval(&s, 0.95).low));
    const rf_paired t = rf_paired_test(one, other, 2, 0.95);
    assert_int_equal(t.n, 1);
    assert_near(t.mean, -2);
    assert_true(isnan(t.low) && isnan(t.high) && t.p >= 1);
}

/* 0.3 - 0.1 and 0.2 differ in the last bit, which is no noise. */
static void differences_that_are_alike_are_judged_by_their_sign(void **state)
{
    const double a[] = {0.3, 0.4, 0.5}, b[] = {0.1, 0.2, 0.3}, c[] = {0.1 + 0.2, 0.4, 0.5};
    const rf_paired t = rf_paired_test(a, b, 3, 0.95), zero = rf_paired_test(a, c, 3, 0.95);
    assert_near(t.p, 0.25);
    assert_near(t.low, 0.2);
    assert_near(t.high, 0.2);
    assert_true(zero.p >= 1 && zero.mean <= 0 && zero.mean >= 0);
}

/* R: p.adjust(c(0.03, 0.01, 0.04, 0.02), "holm"), and where one is cut at 1. */
static void holm_corrects_as_in_r(void **state)
{
    const double p[] = {0.03, 0.01, 0.04, 0.02}, large[] = {0.5, 0.9, 0.001};
    double out[4];
    rf_err err;
    assert_int_equal(rf_holm(out, p, 4, &err), RF_OK);
    assert_near(out[0], 0.06);
    assert_near(out[1], 0.04);
    assert_near(out[2], 0.06);
    assert_near(out[3], 0.06);
    assert_int_equal(rf_holm(out, large, 3, &err), RF_OK);
    assert_near(out[0], 1);
    assert_near(out[1], 1);
    assert_near(out[2], 0.003);
    assert_int_equal(rf_holm(out, p, 0, &err), RF_OK);
}

static void quantiles_lie_between_the_values(void **state)
{
    double values[] = {4, 1, 3, 2}, one[] = {7};
    assert_near(rf_quantile(values, 4, 0.1), 1.3);
    assert_near(rf_quantile(values, 4, 0.5), 2.5);
    assert_near(rf_quantile(values, 4, 1), 4);
    assert_near(rf_quantile(one, 1, 0.3), 7);
    assert_true(isnan(rf_quantile(one, 0, 0.5)));
}

static void noise_widens_a_rank_and_moves_none(void **state)
{
    /* The third is far below the others, which differ by less than they vary. */
    const double values[] = {10, 12, 11, 13, 9, /**/ 11, 11, 12, 12, 10, /**/ 2, 3, 1, 2, 3};
    rf_rank ranks[3];
    rf_err err;
    assert_int_equal(rf_ranks_of(ranks, &(rf_contest){values, 3, 5, true, 0.05}, &err), RF_OK);
    const rf_rank more[3] = {{1, 2}, {1, 2}, {3, 3}}, less[3] = {{2, 3}, {2, 3}, {1, 1}};
    assert_memory_equal(ranks, more, sizeof more);
    assert_int_equal(rf_ranks_of(ranks, &(rf_contest){values, 3, 5, false, 0.05}, &err), RF_OK);
    assert_memory_equal(ranks, less, sizeof less);
}

static void who_has_no_value_has_every_rank(void **state)
{
    const double values[] = {1, 2, 3, NAN, NAN, NAN, 5, 6, 7.5};
    rf_rank ranks[3];
    rf_err err;
    assert_int_equal(rf_ranks_of(ranks, &(rf_contest){values, 3, 3, true, 0.05}, &err), RF_OK);
    const rf_rank wanted[3] = {{2, 3}, {1, 3}, {1, 2}};
    assert_memory_equal(ranks, wanted, sizeof wanted);
}

/* Twelve draws of one distribution: no one is ranked behind another but in about 1 of 20. */
static void equals_are_seldom_told_apart(void **state)
{
    enum { ROUNDS = 400, EQUALS = 12, SEEDS = 10 };
    rf_random random = {.state = 11};
    int32_t wrong = 0;
    for (int32_t round = 0; round < ROUNDS; round++) {
        double values[EQUALS * SEEDS];
        rf_rank ranks[EQUALS];
        rf_err err;
        bool split = false;
        for (int32_t i = 0; i < EQUALS * SEEDS; i++) {
            values[i] = 0; /* a sum of twelve uniform draws is near normal */
            for (int32_t j = 0; j < 12; j++)
                values[i] += rf_random_share(&random);
        }
        assert_int_equal(rf_ranks_of(ranks, &(rf_contest){values, EQUALS, SEEDS, true, 0.05}, &err),
                         RF_OK);
        for (int32_t i = 0; i < EQUALS; i++)
            split |= ranks[i].best > 1 || ranks[i].worst < EQUALS;
        wrong += split;
    }
    assert_in_range(wrong, 1, ROUNDS * 7 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_and_its_interval_are_the_textbooks),
        cmocka_unit_test(a_paired_test_finds_what_student_found),
        cmocka_unit_test(too_few_values_prove_nothing),
        cmocka_unit_test(differences_that_are_alike_are_judged_by_their_sign),
        cmocka_unit_test(holm_corrects_as_in_r),
        cmocka_unit_test(quantiles_lie_between_the_values),
        cmocka_unit_test(noise_widens_a_rank_and_moves_none),
        cmocka_unit_test(who_has_no_value_has_every_rank),
        cmocka_unit_test(equals_are_seldom_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
