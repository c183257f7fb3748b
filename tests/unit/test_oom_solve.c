/* SPDX-License-Identifier: GPL-3.0-or-later
 * A want of memory while a model is made or a bound is proven is said, never a missing rule or a
 * false proof. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/solve/relax.h"
#include "engine/solve/resolve.h"
#include "engine/solve/start.h"
#include "tests/support/oom.h"
#include "tests/support/works.h"

enum { ENOUGH = 100000 };

static void a_model_without_memory_for_a_rule_is_no_model(void **state)
{
    (void)state;
    works *w = works_of("weeks 4; rule max_stays 2; rule max_periods_away 2; agent ANNA;"
                        "agent BEN fte 60; need TRUCK fte 1.5 p0..p3");
    bool failed = true;
    for (long n = 0; failed && n < ENOUGH; n++) {
        rf_eligibility *eligible = NULL;
        rf_model *m = NULL;
        rf_err err;
        oom_once(n);
        rf_status rc = rf_eligibility_new(&eligible, w->in, &err);
        if (rc == RF_OK)
            rc = rf_model_new(&m, w->in, eligible, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_model_free(m);
    }
    assert_false(failed);
    works_free(w);
}

static void a_bound_is_not_raised_without_the_memory_to_prove_it(void **state)
{
    (void)state;
    bool failed = true;
    for (long n = 0; failed && n < ENOUGH; n++) {
        works *w = works_of("agent ANNA; agent BEN fte 60; need TRUCK fte 1.5 p0..p1");
        works_chain c;
        rf_err err;
        assert_true(works_begin(&c, w));
        works_set_level(&c, 0);
        oom_once(n);
        rf_relax(&c.chain, &err);
        failed = oom_lift();
        assert_true(c.chain.bounds[0] <= 0); /* the two of them cover all of it */
        works_end(&c);
        works_free(w);
    }
    assert_false(failed);
}

static void what_fell_is_not_forgotten_for_want_of_memory(void **state)
{
    (void)state;
    works *w = works_of("agent ANNA; agent BEN; need TRUCK; level vital unmet.vital*1;"
                        "before vital 0 0; forbid ANNA TRUCK; baseline ANNA TRUCK 0..2");
    works_chain c;
    bool failed = true;
    assert_true(works_begin(&c, w));
    assert_int_equal(rf_relax(&c.chain, &w->err), RF_OK);
    for (long n = 0; failed && n < ENOUGH; n++) {
        rf_resolve *resolve = NULL;
        rf_err err;
        oom_once(n);
        rf_status rc = rf_resolve_new(&resolve, w->m, c.chain.best, &err);
        if (rc == RF_OK)
            rc = rf_resolve_restore(resolve, &c.chain, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_resolve_free(resolve);
    }
    assert_false(failed);
    assert_int_equal(c.chain.best->values[0], 0); /* BEN */
    works_end(&c);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_without_memory_for_a_rule_is_no_model),
        cmocka_unit_test(a_bound_is_not_raised_without_the_memory_to_prove_it),
        cmocka_unit_test(what_fell_is_not_forgotten_for_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
