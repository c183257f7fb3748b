/* SPDX-License-Identifier: GPL-3.0-or-later
 * States: whatever is added and taken away, all that follows is what a fresh reckoning finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/check.h"
#include "engine/domain/ledger.h"
#include "tests/support/works.h"

enum { DRAWS = 150, STEPS = 60 };

static rf_move *moves_of(const works *w)
{
    rf_move *moves = calloc((size_t)w->state->n_stays + 1, sizeof *moves);
    assert_non_null(moves);
    for (int32_t i = 0; i < w->state->n_stays; i++)
        moves[i] = rf_stay_move(w->m, w->state->stays[i]);
    return moves;
}

/* A hard floor that is dipped has no value: it is broken. */
static void assert_values(works *w)
{
    if (w->in->rules.hard_floors && w->state->broken > 0)
        return;
    rf_ledger *ledger = NULL;
    rf_move *moves = moves_of(w);
    assert_int_equal(rf_ledger_new(&ledger, w->in, moves, w->state->n_stays, &w->err), RF_OK);
    for (int32_t l = 0; l < w->in->n_levels; l++)
        if (w->state->values[l] != rf_level_value(&w->in->levels[l], ledger->terms))
            fail_msg("level %s: %lld, it is %lld, in\n%s", w->in->levels[l].name,
                     (long long)w->state->values[l],
                     (long long)rf_level_value(&w->in->levels[l], ledger->terms), w->text);
    rf_ledger_free(ledger);
    free(moves);
}

static void assert_activity(works *w)
{
    int32_t *activity = calloc((size_t)w->m->n_rows + 1, sizeof *activity), broken = 0;
    rf_entry *entries = calloc((size_t)w->m->max_entries, sizeof *entries);
    assert_true(activity != NULL && entries != NULL);
    for (int32_t i = 0; i < w->state->n_stays; i++) {
        const int32_t n = rf_stay_entries(entries, w->m, w->state->stays[i]);
        for (int32_t e = 0; e < n; e++)
            activity[entries[e].index] += (int32_t)entries[e].value;
    }
    for (int32_t r = 0; r < w->m->n_rows; r++) {
        assert_int_equal(rf_state_activity(w->state, r), activity[r]);
        broken += w->m->rows[r].term == RF_N_TERMS && activity[r] > w->m->rows[r].bound;
    }
    assert_int_equal(w->state->broken, broken);
    free(activity);
    free(entries);
}

/* Each agent's chain holds its stays, each once, and is linked both ways. */
static void assert_chains(const works *w)
{
    const rf_state *s = w->state;
    int32_t seen = 0;
    for (int32_t a = 0; a < w->in->n_agents; a++) {
        int32_t previous = -1;
        for (int32_t i = s->first_of[a]; i >= 0; i = s->next[i], seen++) {
            assert_true(i < s->n_stays && seen < s->n_stays);
            assert_int_equal(rf_run_of(w->m, s->stays[i])->agent.i, a);
            assert_int_equal(s->previous[i], previous);
            previous = i;
        }
    }
    assert_int_equal(seen, s->n_stays);
}

/* A pin and a stay of the agent's own run may be the same move. */
static int32_t place_of(const works *w, rf_stay stay)
{
    const rf_move move = rf_stay_move(w->m, stay);
    for (int32_t i = 0; i < w->state->n_stays; i++) {
        const rf_move other = rf_stay_move(w->m, w->state->stays[i]);
        if (rf_move_compare(&move, &other) == 0)
            return i;
    }
    return -1;
}

/* Adds a random stay, or takes it away where it is there. */
static void walk(works *w)
{
    if (w->n_stays == 0)
        return;
    const rf_stay stay = w->stays[rf_random_below(&w->random, w->n_stays)];
    const int32_t place = place_of(w, stay);
    if (place >= 0)
        rf_state_remove(w->state, place);
    else
        assert_int_equal(rf_state_add(w->state, stay, &w->err), RF_OK);
}

static void adding_and_removing_keep_values_rows_and_chains(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (int i = 0; i < STEPS; i++) {
            walk(w);
            if (i % 5 > 0)
                continue;
            assert_values(w);
            assert_activity(w);
            assert_chains(w);
        }
        works_free(w);
    }
}

static void taking_all_away_leaves_what_there_was_at_first(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        int64_t values[BRUTE_LEVELS];
        memcpy(values, w->state->values, (size_t)w->in->n_levels * sizeof *values);
        for (int i = 0; i < STEPS; i++)
            walk(w);
        if (number % 2 == 0)
            rf_state_clear(w->state);
        while (w->state->n_stays > 0)
            rf_state_remove(w->state, 0);
        assert_memory_equal(values, w->state->values, (size_t)w->in->n_levels * sizeof *values);
        assert_activity(w);
        assert_chains(w);
        works_free(w);
    }
}

/* The state as a plan that says its levels rightly. */
static int32_t count_breaches(works *w, bool *only_pins)
{
    int32_t n = 0;
    rf_ledger *ledger = NULL;
    rf_buf text = rf_buf_new(1 << 16);
    rf_level_result levels[BRUTE_LEVELS];
    rf_plan plan = {.n_moves = w->state->n_stays, .levels = levels, .n_levels = w->in->n_levels};
    plan.moves = moves_of(w);
    qsort(plan.moves, (size_t)plan.n_moves, sizeof *plan.moves, rf_move_compare);
    assert_int_equal(rf_ledger_new(&ledger, w->in, plan.moves, plan.n_moves, &w->err), RF_OK);
    for (int32_t l = 0; l < plan.n_levels; l++) {
        levels[l] = (rf_level_result){.value = w->state->values[l], .bound = w->state->values[l]};
        memcpy(levels[l].terms, ledger->terms, sizeof levels[l].terms);
    }
    assert_int_equal(rf_check(&n, &text, w->in, &plan, &w->err), RF_OK);
    *only_pins = n == 0;
    rf_ledger_free(ledger);
    rf_buf_free(&text);
    free(plan.moves);
    return n;
}

static void nothing_is_broken_just_when_the_checker_finds_nothing(void **state)
{
    int32_t whole = 0, broken = 0;
    for (uint64_t number = 1; number <= 2 * DRAWS; number++) {
        works *w = works_draw(number);
        bool clean = false;
        assert_int_equal(rf_state_add_pins(w->state, &w->err), RF_OK);
        for (int32_t i = 0, n = rf_random_below(&w->random, 4); i < n && w->n_stays > 0; i++) {
            const rf_stay s = w->stays[rf_random_below(&w->random, w->n_stays)];
            if (!rf_run_of(w->m, s)->pinned)
                assert_int_equal(rf_state_add(w->state, s, &w->err), RF_OK);
        }
        count_breaches(w, &clean);
        if (clean != (w->state->broken == 0))
            fail_msg("%d rows are broken, the checker says otherwise:\n%s", w->state->broken,
                     w->text);
        whole += clean;
        broken += !clean;
        works_free(w);
    }
    assert_true(whole > 20 && broken > 20);
}

static void an_incumbent_gives_the_state_back(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_incumbent *first = NULL, *copy = NULL;
        assert_int_equal(rf_incumbent_new(&first, w->m, &w->err), RF_OK);
        assert_int_equal(rf_incumbent_new(&copy, w->m, &w->err), RF_OK);
        if (works_plan(w)) {
            assert_int_equal(rf_incumbent_take(first, w->state, &w->err), RF_OK);
            assert_int_equal(rf_incumbent_copy(copy, first, w->in->n_levels, &w->err), RF_OK);
            rf_state_clear(w->state);
            assert_int_equal(rf_state_set(w->state, copy, &w->err), RF_OK);
            assert_int_equal(w->state->n_stays, first->n_stays);
            assert_memory_equal(w->state->values, first->values,
                                (size_t)w->in->n_levels * sizeof *first->values);
            works_assert_plan(w, copy);
        }
        rf_incumbent_free(first);
        rf_incumbent_free(copy);
        works_free(w);
    }
}

static void the_last_stay_moves_into_the_place_that_is_left(void **state)
{
    works *w = works_of("rule max_stays 3; agent ANNA; agent BEN; need TRUCK fte 2");
    const rf_stay first = works_stay(w, "ANNA", "TRUCK", 0, 0),
                  second = works_stay(w, "BEN", "TRUCK", 0, 1),
                  third = works_stay(w, "ANNA", "TRUCK", 2, 2);
    rf_state_add(w->state, first, &w->err);
    rf_state_add(w->state, second, &w->err);
    rf_state_add(w->state, third, &w->err);
    rf_state_remove(w->state, 0);
    assert_int_equal(w->state->n_stays, 2);
    assert_memory_equal(&w->state->stays[0], &third, sizeof third);
    assert_memory_equal(&w->state->stays[1], &second, sizeof second);
    assert_chains(w);
    works_free(w);
}

static void the_first_level_that_differs_decides(void **state)
{
    const int64_t a[] = {1, 5, 9}, b[] = {1, 6, 0};
    assert_true(rf_values_compare(a, b, 3) < 0);
    assert_true(rf_values_compare(b, a, 3) > 0);
    assert_int_equal(rf_values_compare(a, b, 1), 0);
    assert_int_equal(rf_values_compare(a, a, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adding_and_removing_keep_values_rows_and_chains),
        cmocka_unit_test(taking_all_away_leaves_what_there_was_at_first),
        cmocka_unit_test(nothing_is_broken_just_when_the_checker_finds_nothing),
        cmocka_unit_test(an_incumbent_gives_the_state_back),
        cmocka_unit_test(the_last_stay_moves_into_the_place_that_is_left),
        cmocka_unit_test(the_first_level_that_differs_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
