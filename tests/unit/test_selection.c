/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom a neighbourhood chooses anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/solve/relax.h"
#include "engine/solve/selection.h"
#include "tests/support/works.h"

enum { AGENTS = 60, WANTED = 12, ROUNDS = 60 };

/* How many are chosen; each must have a run. */
static int32_t count(const works *w, const rf_selection *selection)
{
    int32_t n = 0;
    for (int32_t a = 0; a < w->in->n_agents; a++) {
        const bool has = rf_selection_has(selection, a);
        assert_true(!has || w->m->eligible->of_agent[a] < w->m->eligible->of_agent[a + 1]);
        n += has;
    }
    return n;
}

static rf_selection *begin(works_chain *c, works *w)
{
    rf_selection *selection = NULL;
    assert_true(works_begin(c, w));
    assert_int_equal(rf_relax(&c->chain, &w->err), RF_OK);
    assert_int_equal(rf_selection_new(&selection, &c->chain, &w->err), RF_OK);
    assert_int_equal(rf_selection_renew(selection, &w->err), RF_OK);
    return selection;
}

static void as_many_are_chosen_as_are_wanted(void **state)
{
    works *w = works_crowd(AGENTS);
    works_chain c;
    rf_selection *selection = begin(&c, w);
    for (int i = 0; i < ROUNDS; i++) {
        rf_selection_choose(selection, WANTED);
        assert_int_equal(count(w, selection), WANTED);
    }
    rf_selection_free(selection);
    works_end(&c);
    works_free(w);
}

/* Needs are looked at one after the other: those asked for, then those that the chosen serve. */
static void those_who_could_serve_a_need_come_first_the_free_before_the_others(void **state)
{
    works *w = works_of("agent ANNA; agent BEN; agent CLEO; agent DAN permis.c; need TRUCK;"
                        "need BUS permis.c; need CAR; pin ANNA CAR; forbid DAN TRUCK;"
                        "forbid DAN CAR; forbid CLEO TRUCK");
    const bool needs[] = {true, false, false};
    works_chain c;
    rf_selection *selection = begin(&c, w);
    rf_selection_choose_for(selection, needs, 1);
    assert_true(rf_selection_has(selection, hamlet_agent(w->t->h, "BEN").i));
    assert_int_equal(count(w, selection), 1);
    rf_selection_choose_for(selection, needs, 2);
    assert_true(rf_selection_has(selection, hamlet_agent(w->t->h, "ANNA").i));
    assert_int_equal(count(w, selection), 2);
    rf_selection_choose_for(selection, needs, 4);
    assert_true(rf_selection_has(selection, hamlet_agent(w->t->h, "CLEO").i));
    assert_false(rf_selection_has(selection, hamlet_agent(w->t->h, "DAN").i));
    rf_selection_free(selection);
    works_end(&c);
    works_free(w);
}

/* The incumbent moves nobody: whoever the relaxation uses dissents, and is chosen sooner or later.
 */
static void everybody_on_whom_they_differ_is_chosen_in_time(void **state)
{
    works *w = works_crowd(AGENTS);
    works_chain c;
    rf_selection *selection = begin(&c, w);
    bool *met = calloc((size_t)w->in->n_agents, sizeof *met);
    int32_t used = 0;
    for (int i = 0; i < 20 * ROUNDS; i++) {
        rf_selection_choose(selection, WANTED);
        for (int32_t a = 0; a < w->in->n_agents; a++)
            met[a] |= rf_selection_has(selection, a);
    }
    for (int32_t i = 0; i < rf_program_n_stays(c.chain.master); i++)
        if (rf_program_primal(c.chain.master, i) > 0.5) {
            assert_true(met[rf_run_of(w->m, rf_program_stay(c.chain.master, i))->agent.i]);
            used++;
        }
    assert_true(used > WANTED);
    free(met);
    rf_selection_free(selection);
    works_end(&c);
    works_free(w);
}

static void the_same_random_numbers_choose_the_same(void **state)
{
    works *w = works_crowd(AGENTS);
    works_chain first, second;
    rf_selection *a = begin(&first, w), *b = begin(&second, w);
    for (int i = 0; i < ROUNDS; i++) {
        rf_selection_choose(a, WANTED);
        rf_selection_choose(b, WANTED);
        for (int32_t agent = 0; agent < w->in->n_agents; agent++)
            assert_int_equal(rf_selection_has(a, agent), rf_selection_has(b, agent));
    }
    rf_selection_free(a);
    rf_selection_free(b);
    works_end(&first);
    works_end(&second);
    works_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_are_chosen_as_are_wanted),
        cmocka_unit_test(those_who_could_serve_a_need_come_first_the_free_before_the_others),
        cmocka_unit_test(everybody_on_whom_they_differ_is_chosen_in_time),
        cmocka_unit_test(the_same_random_numbers_choose_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
