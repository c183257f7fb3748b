/* SPDX-License-Identifier: GPL-3.0-or-later
 * The model's rows and what stays do to them, against the ledger, which shares no code with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/ledger.h"
#include "tests/support/works.h"

enum { DRAWS = 200 };

static void a_stay_has_each_row_once_and_no_zero(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        rf_entry *entries = calloc((size_t)w->m->max_entries, sizeof *entries);
        bool *seen = calloc((size_t)w->m->n_rows + 1, sizeof *seen);
        assert_true(entries != NULL && seen != NULL);
        for (int32_t i = 0; i < w->n_stays; i++) {
            const int32_t n = rf_stay_entries(entries, w->m, w->stays[i]);
            assert_true(n > 0 && n <= w->m->max_entries);
            memset(seen, 0, (size_t)w->m->n_rows);
            for (int32_t e = 0; e < n; e++) {
                assert_true(entries[e].index >= 0 && entries[e].index < w->m->n_rows);
                assert_false(seen[entries[e].index]);
                seen[entries[e].index] = true;
                assert_true(entries[e].value > 0 || entries[e].value < 0);
            }
        }
        free(entries);
        free(seen);
        works_free(w);
    }
}

static rf_ledger *ledger_of(works *w)
{
    rf_ledger *ledger = NULL;
    rf_move *moves = calloc((size_t)w->state->n_stays + 1, sizeof *moves);
    assert_non_null(moves);
    for (int32_t i = 0; i < w->state->n_stays; i++)
        moves[i] = rf_stay_move(w->m, w->state->stays[i]);
    assert_int_equal(rf_ledger_new(&ledger, w->in, moves, w->state->n_stays, &w->err), RF_OK);
    free(moves);
    return ledger;
}

/* What the moves do at a cover, floor or convention row. */
static int32_t activity_of(const rf_ledger *ledger, const rf_instance *in, const rf_model_row *row)
{
    const int64_t place = (int64_t)row->index * in->n_periods + row->period;
    if (row->kind == ROW_COVER)
        return ledger->covered[place];
    if (row->kind == ROW_FLOOR)
        return ledger->lent[place];
    const rf_convention *c = &in->conventions[row->index];
    const int64_t pair = (int64_t)c->lender * in->n_organisations + c->borrower;
    return ledger->between[pair * in->n_periods + row->period];
}

static void rows_add_up_to_the_ledger(void **state)
{
    int32_t compared[ROW_N_KINDS] = {0};
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (int32_t i = 0; i < w->n_stays; i += 1 + rf_random_below(&w->random, 3))
            assert_int_equal(rf_state_add(w->state, w->stays[i], &w->err), RF_OK);
        rf_ledger *ledger = ledger_of(w);
        for (int32_t r = 0; r < w->m->n_rows; r++) {
            const rf_model_row *row = &w->m->rows[r];
            if (row->kind != ROW_COVER && row->kind != ROW_FLOOR && row->kind != ROW_CONVENTION)
                continue;
            assert_int_equal(rf_state_activity(w->state, r), activity_of(ledger, w->in, row));
            compared[row->kind]++;
        }
        rf_ledger_free(ledger);
        works_free(w);
    }
    assert_true(compared[ROW_COVER] > 0 && compared[ROW_FLOOR] > 0 && compared[ROW_CONVENTION] > 0);
}

static void every_period_with_demand_has_a_cover_row_that_may_stay_unmet(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (rf_need_id k = {0}; k.i < w->in->n_needs; k.i++)
            for (int32_t t = 0; t < w->in->n_periods; t++) {
                const int32_t row = w->m->cover_row[k.i * w->in->n_periods + t];
                assert_int_equal(row >= 0, rf_demand(w->in, k, t) > 0);
                if (row < 0)
                    continue;
                const rf_model_row *r = &w->m->rows[row];
                assert_int_equal(r->kind, ROW_COVER);
                assert_int_equal(r->index, k.i);
                assert_int_equal(r->period, t);
                assert_int_equal(r->bound, rf_demand(w->in, k, t));
                assert_int_equal(r->slack, r->bound);
                assert_int_equal(r->term, RF_TERM_UNMET_VITAL + w->in->needs[k.i].tier);
            }
        works_free(w);
    }
}

static void floor_rows_are_hard_or_soft_as_the_rules_say(void **state)
{
    works *soft = works_of("agent ANNA; agent BEN; floor HOME 0.5; need TRUCK");
    works *hard = works_of("rule floors hard; agent ANNA; agent BEN; floor HOME 0.5; need TRUCK");
    const rf_model_row *s = &soft->m->rows[soft->m->floor_row[1]];
    const rf_model_row *h = &hard->m->rows[hard->m->floor_row[1]];
    assert_int_equal(s->bound, 150);
    assert_int_equal(s->term, RF_TERM_FLOORS);
    assert_true(s->slack >= 50);
    assert_int_equal(h->bound, 150);
    assert_int_equal(h->term, RF_N_TERMS);
    assert_int_equal(h->slack, 0);
    works_free(soft);
    works_free(hard);
}

static void one_single_period_is_still_period_0(void **state)
{
    works *w = works_of("weeks 1; agent ANNA; agent BEN unit AWAY; convention ORG2 ORG max_fte 1;"
                        "floor HOME 1; need TRUCK fte 1.5 tutor_ratio 1; need CAR fte 0.7");
    int32_t of_a_period = 0;
    for (int32_t r = 0; r < w->m->n_rows; r++) {
        const rf_model_row *row = &w->m->rows[r];
        if (row->kind == ROW_TOTAL || row->kind == ROW_AWAY)
            continue;
        assert_int_equal(row->period, 0);
        of_a_period++;
    }
    assert_true(of_a_period >= 4);
    assert_int_equal(w->m->rows[w->m->cover_row[0]].bound, 150);
    assert_int_equal(w->m->rows[w->m->cover_row[1]].bound, 70);
    works_free(w);
}

static void a_stay_adds_to_the_terms_what_the_ledger_says(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        int64_t base[RF_N_TERMS];
        rf_ledger *empty = ledger_of(w);
        memcpy(base, empty->terms, sizeof base);
        rf_ledger_free(empty);
        for (int32_t i = 0; i < w->n_stays; i++) {
            int64_t terms[RF_N_TERMS];
            rf_ledger *ledger = NULL;
            const rf_move move = rf_stay_move(w->m, w->stays[i]);
            assert_int_equal(rf_ledger_new(&ledger, w->in, &move, 1, &w->err), RF_OK);
            rf_stay_terms(terms, w->m, w->stays[i]);
            for (int t = 0; t < RF_N_TERMS; t++)
                if (t <= RF_TERM_FLOORS)
                    assert_int_equal(terms[t], 0);
                else if (t != RF_TERM_OVERQUALIFIED || w->m->counts_overqualified)
                    assert_int_equal(terms[t], ledger->terms[t] - base[t]);
            rf_ledger_free(ledger);
        }
        works_free(w);
    }
}

static void periods_add_up_to_a_stay(void **state)
{
    for (uint64_t number = 1; number <= DRAWS; number++) {
        works *w = works_draw(number);
        for (int32_t i = 0; i < w->n_stays; i++) {
            int64_t whole[RF_N_TERMS], part[RF_N_TERMS], sum[RF_N_TERMS] = {0};
            rf_stay_terms(whole, w->m, w->stays[i]);
            for (int32_t t = w->stays[i].first; t <= w->stays[i].last; t++) {
                rf_period_terms(part, w->m, w->stays[i].run, t);
                for (int term = 0; term < RF_N_TERMS; term++)
                    sum[term] += part[term];
            }
            assert_int_equal(sum[RF_TERM_MOVED], 0);
            assert_int_equal(sum[RF_TERM_CHANGES], 0);
            whole[RF_TERM_MOVED] = whole[RF_TERM_CHANGES] = 0;
            assert_memory_equal(sum, whole, sizeof sum);
        }
        works_free(w);
    }
}

static void a_baselines_stay_takes_a_change_back(void **state)
{
    works *w = works_of("agent ANNA; need TRUCK; baseline ANNA TRUCK 0..1; baseline GONE TRUCK "
                        "0..0");
    int64_t terms[RF_N_TERMS];
    assert_int_equal(rf_changes_constant(w->in), 2);
    const rf_stay kept = works_stay(w, "ANNA", "TRUCK", 0, 1);
    const rf_stay other = works_stay(w, "ANNA", "TRUCK", 0, 2);
    assert_true(rf_stay_in_baseline(w->m, kept));
    assert_false(rf_stay_in_baseline(w->m, other));
    rf_stay_terms(terms, w->m, kept);
    assert_int_equal(terms[RF_TERM_CHANGES], -1);
    rf_stay_terms(terms, w->m, other);
    assert_int_equal(terms[RF_TERM_CHANGES], 1);
    works_free(w);
}

typedef struct visits {
    rf_stay last;
    int32_t n, stop_at;
} visits;

static rf_status note_stay(void *user, rf_stay s)
{
    visits *v = user;
    if (v->n > 0)
        assert_true(s.last - s.first >= v->last.last - v->last.first);
    v->last = s;
    return ++v->n == v->stop_at ? RF_BAD_INPUT : RF_OK;
}

static void stays_of_a_run_come_shortest_first_until_told_to_stop(void **state)
{
    works *w = works_of("weeks 5; agent ANNA; need TRUCK min_stay 2 max_stay 4");
    visits all = {.stop_at = 0}, some = {.stop_at = 3};
    assert_int_equal(rf_run_stays(w->m, 0, note_stay, &all), RF_OK);
    assert_int_equal(all.n, 4 + 3 + 2);
    assert_int_equal(rf_run_stays(w->m, 0, note_stay, &some), RF_BAD_INPUT);
    assert_int_equal(some.n, 3);
    works_free(w);
}

static void a_grain_rounds_up_on_both_sides_of_its_offset(void **state)
{
    for (int64_t step = 1; step <= 7; step++)
        for (int64_t offset = -9; offset <= 9; offset++)
            for (int64_t value = -40; value <= 40; value++) {
                const int64_t up = rf_grain_up((rf_grain){offset, step}, value);
                assert_true(up >= value && up < value + step);
                assert_int_equal((up - offset) % step, 0);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stay_has_each_row_once_and_no_zero),
        cmocka_unit_test(rows_add_up_to_the_ledger),
        cmocka_unit_test(every_period_with_demand_has_a_cover_row_that_may_stay_unmet),
        cmocka_unit_test(floor_rows_are_hard_or_soft_as_the_rules_say),
        cmocka_unit_test(one_single_period_is_still_period_0),
        cmocka_unit_test(a_stay_adds_to_the_terms_what_the_ledger_says),
        cmocka_unit_test(periods_add_up_to_a_stay),
        cmocka_unit_test(a_baselines_stay_takes_a_change_back),
        cmocka_unit_test(stays_of_a_run_come_shortest_first_until_told_to_stop),
        cmocka_unit_test(a_grain_rounds_up_on_both_sides_of_its_offset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
