/* SPDX-License-Identifier: GPL-3.0-or-later
 * Losses: all that lies between the bound and the incumbent, no more and no less. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/solve/losses.h"
#include "engine/solve/relax.h"
#include "tests/support/works.h"

enum { DRAWS = 1000, CROWD = 60, PICKS = 20000 };

static double sum_of(const rf_losses *losses)
{
    double sum = 0;
    for (int32_t i = 0; i < losses->n; i++) {
        const rf_loss *loss = &losses->items[i];
        assert_true((loss->agent >= 0) != (loss->row >= 0));
        assert_true(loss->amount > 0);
        sum += loss->amount;
        assert_true(fabs(losses->until[i] - sum) < 1e-9 * (1 + sum));
    }
    return sum;
}

/* What pins cost is paid in the bound, too, and several stays of an agent are priced together. */
static bool is_plain(const works *w)
{
    return w->in->n_pins == 0 && w->in->rules.max_stays == 1 && !w->in->has_baseline;
}

static void losses_are_what_the_incumbent_is_above_the_bound(void **state)
{
    int32_t open = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works_chain c;
        works *w = works_draw(number);
        if (is_plain(w) && works_begin(&c, w)) {
            rf_losses losses = {0};
            assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
            if (c.chain.relaxed) {
                assert_int_equal(rf_losses_find(&losses, &c.chain, &w->err), RF_OK);
                const double gap = (double)c.chain.best->values[0] - c.chain.exact;
                if (fabs(sum_of(&losses) - gap) > 0.1)
                    fail_msg("losses %.3f, the incumbent is %.3f above the bound in\n%s",
                             sum_of(&losses), gap, w->text);
                open += gap > 1;
            }
            rf_losses_free(&losses);
            works_end(&c);
        }
        works_free(w);
    }
    assert_true(open > DRAWS / 50);
}

static void larger_losses_are_drawn_more_often(void **state)
{
    works *w = works_crowd(CROWD);
    works_chain c;
    rf_losses losses = {0};
    assert_true(works_begin(&c, w));
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    assert_int_equal(rf_losses_find(&losses, &c.chain, &w->err), RF_OK);
    assert_true(losses.n > 1);
    int32_t *drawn = calloc((size_t)losses.n, sizeof *drawn);
    assert_non_null(drawn);
    for (int32_t i = 0; i < PICKS; i++)
        drawn[rf_losses_draw(&losses, &c.chain.random) - losses.items]++;
    const double sum = losses.until[losses.n - 1];
    for (int32_t i = 0; i < losses.n; i++) {
        const double expected = PICKS * losses.items[i].amount / sum;
        assert_true(fabs(drawn[i] - expected) < 6 * sqrt(expected) + 1);
    }
    free(drawn);
    rf_losses_free(&losses);
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(losses_are_what_the_incumbent_is_above_the_bound),
        cmocka_unit_test(larger_losses_are_drawn_more_often),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
