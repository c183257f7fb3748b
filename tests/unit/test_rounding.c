/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roundings, by trying every plan: whatever is combined, no plan within the limits is cut off; and
 * coefficients are those of FORMULATION.md, "Combined rows". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/solve/rounding_parts.h"
#include "tests/support/quarry.h"

enum { DRAWS = 600, MOST_PLANS = 5000 };

/* What roundings were made of, and in which towns: how many of each. */
typedef struct makings {
    int32_t rows[ROW_N_KINDS], hard_floors, limits, cuts, roundings;
    int32_t folded, changes; /* limits that count them */
    int32_t pins, trainees, several;
} makings;

static void note_source(makings *x, const quarry *q, const rf_source *s)
{
    const works *w = q->w;
    x->cuts += s->kind == RF_SOURCE_CUT;
    x->roundings += s->kind == RF_SOURCE_ROUNDING;
    if (s->kind == RF_SOURCE_ROW) {
        x->rows[w->m->rows[s->index].kind]++;
        x->hard_floors += w->m->rows[s->index].kind == ROW_FLOOR && w->in->rules.hard_floors;
    }
    if (s->kind == RF_SOURCE_LIMIT) {
        const int32_t *weight = w->in->levels[s->index].weight;
        bool folded = false;
        for (int32_t row = 0; row < w->m->n_rows; row++)
            folded |= q->roundings->folded[row];
        x->limits++;
        x->folded += folded && weight[RF_TERM_FLOORS] > 0;
        x->changes += w->in->n_baseline > 0 && weight[RF_TERM_CHANGES] > 0;
    }
}

static void note(makings *x, const quarry *q, const rounding_table *table)
{
    for (int32_t i = 0; i < table->n; i++) {
        bool trainee = false;
        for (int32_t k = 0; k < q->roundings->items[i].n_sources; k++)
            note_source(x, q, &q->roundings->items[i].sources[k]);
        for (int32_t s = 0; s < q->w->n_stays; s++)
            trainee |=
                table->stay[s * table->n + i] != 0 && rf_stay_is_trainee(q->w->m, q->w->stays[s]);
        x->trainees += trainee;
        x->pins += q->w->in->n_pins > 0;
        x->several += q->w->m->period_row != NULL;
    }
}

static void assert_all_sorts(const makings *x)
{
    for (int kind = 0; kind < ROW_N_KINDS; kind++)
        assert_true(x->rows[kind] > 50);
    assert_true(x->hard_floors > 50 && x->limits > 50 && x->cuts > 50 && x->roundings > 50);
    assert_true(x->folded > 50 && x->changes > 50);
    assert_true(x->pins > 500 && x->trainees > 500 && x->several > 500);
}

static void every_plan_within_the_limits_satisfies_every_rounding(void **state)
{
    int32_t met = 0, plans = 0, roundings = 0;
    makings found = {.limits = 0};
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            rounding_table *table = rounding_table_new(q.w, q.roundings, NULL);
            int64_t least[QUARRY_ROUNDINGS];
            const int32_t n = roundings_assert_valid(least, table, q.limits, MOST_PLANS);
            for (int32_t i = 0; i < table->n; i++)
                met += n > 0 && least[i] < RF_ROUNDING_ONE / 8;
            note(&found, &q, table);
            roundings += table->n;
            plans += n;
            rounding_table_free(table);
        }
        quarry_close(&q);
    }
    /* Many just so: what is a little too strong would show. */
    assert_true(plans > 20 * DRAWS && roundings > 10 * DRAWS && met > roundings / 5);
    assert_all_sorts(&found);
}

/* ---- by the book ------------------------------------------------------------------------------
 */

/* A source's equation, sum a x - p = b where it is at least its bound, sum a x + p = b else. */
typedef struct equation {
    bool at_least;
    int64_t bound;
    int64_t factor;
} equation;

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* FORMULATION.md: of P STEP + S, P R + min(S, R). */
static int64_t g(int64_t value, int64_t rest)
{
    const int64_t p = floor_divide(value, RF_ROUNDING_STEP), s = value - p * RF_ROUNDING_STEP;
    return p * rest + (s < rest ? s : rest);
}

/* In units of the coefficients, rounded up. */
static int64_t coarse(int64_t value)
{
    return -floor_divide(-value, RF_ROUNDING_STEP / RF_ROUNDING_ONE);
}

/* The model row of a row or of a cut. */
static int32_t row_of(const quarry *q, const rf_source *s)
{
    return s->kind == RF_SOURCE_CUT ? q->cuts->items[s->index].row : s->index;
}

static equation equation_of(const quarry *q, int32_t rounding, const rf_source *s)
{
    const rf_model *m = q->w->m;
    if (s->kind == RF_SOURCE_ROUNDING)
        return (equation){true, q->roundings->items[s->index].bound, s->factor};
    if (s->kind == RF_SOURCE_LIMIT) {
        const int32_t *weight = q->w->in->levels[s->index].weight;
        int64_t bound = q->limits_then[rounding][s->index];
        if (q->w->in->has_baseline)
            bound -= weight[RF_TERM_CHANGES] * rf_changes_constant(q->w->in);
        for (int32_t row = 0; row < m->n_rows; row++)
            if (q->roundings->folded[row])
                bound += (int64_t)weight[RF_TERM_FLOORS] * m->rows[row].bound;
        return (equation){false, bound, s->factor};
    }
    const rf_model_row *row = &m->rows[row_of(q, s)];
    return (equation){row->kind == ROW_COVER,
                      s->kind == RF_SOURCE_ROW ? row->bound : q->cuts->items[s->index].bound,
                      s->factor};
}

/* What the stay has in the source. */
static int64_t in_source(const quarry *q, const rounding_table *table, const rf_source *s,
                         int32_t stay)
{
    const works *w = q->w;
    rf_entry entries[256];
    int64_t sum = 0;
    if (s->kind == RF_SOURCE_ROUNDING)
        return table->stay[stay * table->n + s->index];
    const int32_t n = rf_stay_entries(entries, w->m, w->stays[stay]);
    assert_true(w->m->max_entries <= 256);
    if (s->kind == RF_SOURCE_LIMIT)
        sum = rf_stay_value(w->m, s->index, w->stays[stay]);
    for (int32_t e = 0; e < n; e++) {
        const int32_t row = entries[e].index, value = (int32_t)entries[e].value;
        if (s->kind == RF_SOURCE_LIMIT && q->roundings->folded[row])
            sum += (int64_t)w->in->levels[s->index].weight[RF_TERM_FLOORS] * value;
        else if (s->kind == RF_SOURCE_ROW && row == s->index)
            sum += value;
        else if (s->kind == RF_SOURCE_CUT && row == row_of(q, s))
            sum += rf_cut_coefficient(w->m, &q->cuts->items[s->index], w->stays[stay], value);
    }
    return sum;
}

/* What a row's slack has in the source. */
static int64_t slack_in_source(const quarry *q, const rf_source *s, int32_t row)
{
    const rf_model_row *r = &q->w->m->rows[row];
    if (r->term == RF_N_TERMS)
        return 0;
    if (s->kind == RF_SOURCE_LIMIT)
        return q->roundings->folded[row] ? 0 : q->w->in->levels[s->index].weight[r->term];
    if (s->kind == RF_SOURCE_ROUNDING) {
        const rf_rounding *other = &q->roundings->items[s->index];
        for (int32_t x = 0; x < other->n_slacks; x++)
            if (other->slacks[x].row == row)
                return other->slacks[x].value;
        return 0;
    }
    return row_of(q, s) != row ? 0 : r->kind == ROW_COVER ? 1 : -1;
}

/* What is added for the source after rounding, once per unit of what is in it. */
static int64_t surplus_share(const equation *e, int64_t rest)
{
    return e->at_least ? g(-e->factor, rest) : -g(e->factor, rest);
}

/* The coefficient of something that has value[x] in source x. */
static int64_t by_the_book(const quarry *q, int32_t rounding, const int64_t *value)
{
    const rf_rounding *r = &q->roundings->items[rounding];
    int64_t combined = 0, after = 0;
    for (int32_t x = 0; x < r->n_sources; x++) {
        const equation e = equation_of(q, rounding, &r->sources[x]);
        combined += e.factor * value[x];
        after += surplus_share(&e, r->rest) * value[x];
    }
    return coarse(g(combined, r->rest) + after);
}

static void check_bound(const quarry *q, int32_t rounding)
{
    const rf_rounding *r = &q->roundings->items[rounding];
    int64_t bounds[QUARRY_SOURCES], right = 0;
    assert_true(r->n_sources <= QUARRY_SOURCES);
    for (int32_t x = 0; x < r->n_sources; x++) {
        const equation e = equation_of(q, rounding, &r->sources[x]);
        bounds[x] = e.bound;
        right += e.factor * e.bound;
    }
    assert_int_equal(r->rest, right - floor_divide(right, RF_ROUNDING_STEP) * RF_ROUNDING_STEP);
    assert_int_equal(r->bound, by_the_book(q, rounding, bounds));
}

static void check_slacks(const quarry *q, int32_t rounding)
{
    const rf_rounding *r = &q->roundings->items[rounding];
    int32_t x = 0;
    for (int32_t row = 0; row < q->w->m->n_rows; row++) {
        int64_t value[QUARRY_SOURCES];
        for (int32_t i = 0; i < r->n_sources; i++)
            value[i] = slack_in_source(q, &r->sources[i], row);
        const int64_t wanted = by_the_book(q, rounding, value);
        const bool is_there = x < r->n_slacks && r->slacks[x].row == row;
        assert_int_equal(is_there ? r->slacks[x].value : 0, wanted);
        x += is_there;
    }
    assert_int_equal(x, r->n_slacks);
}

/* How many stays have something in the rounding. */
static int32_t check_stays(const quarry *q, const rounding_table *table, int32_t rounding)
{
    const rf_rounding *r = &q->roundings->items[rounding];
    int32_t n = 0;
    for (int32_t i = 0; i < q->w->n_stays; i++) {
        int64_t value[QUARRY_SOURCES], combined = 0;
        for (int32_t x = 0; x < r->n_sources; x++) {
            value[x] = in_source(q, table, &r->sources[x], i);
            combined += r->sources[x].factor * value[x];
        }
        assert_int_equal(table->combined[i * table->n + rounding], combined);
        assert_int_equal(table->stay[i * table->n + rounding], by_the_book(q, rounding, value));
        n += table->stay[i * table->n + rounding] != 0;
    }
    return n;
}

static void coefficients_and_bounds_are_those_of_the_formulation(void **state)
{
    int32_t roundings = 0, stays = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q)) {
            rounding_table *table = rounding_table_new(q.w, q.roundings, NULL);
            for (int32_t i = 0; i < table->n; i++, roundings++) {
                check_bound(&q, i);
                check_slacks(&q, i);
                stays += check_stays(&q, table, i);
            }
            rounding_table_free(table);
        }
        quarry_close(&q);
    }
    assert_true(roundings > 10 * DRAWS && stays > 100 * DRAWS);
}

static void a_combination_has_what_its_sources_have_together(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q) && q.roundings->n < QUARRY_ROUNDINGS) {
            bool added = false;
            for (int32_t i = 1 + rf_random_below(&q.w->random, 6); i > 0; i--)
                quarry_say_anything(&q);
            assert_int_equal(rf_roundings_add_combination(&added, q.roundings, q.limits, q.sources,
                                                          q.n, &q.w->err),
                             RF_OK);
            rounding_table *table = rounding_table_new(q.w, q.roundings, NULL);
            for (int32_t i = 0; i < q.w->n_stays && added; i++) {
                int64_t sum = 0;
                for (int32_t x = 0; x < q.n; x++)
                    sum += q.sources[x].factor * in_source(&q, table, &q.sources[x], i);
                assert_int_equal(table->combined[i * table->n + table->n - 1], sum);
                compared += sum != 0;
            }
            rounding_table_free(table);
        }
        quarry_close(&q);
    }
    assert_true(compared > DRAWS);
}

/* ---- by hand ----------------------------------------------------------------------------------
 */

static const char TWO_OF_EIGHTY[] = "agent ANNA fte 80; agent BEN fte 80; need TRUCK fte 1 p0..p0";

static int64_t one_coefficient(quarry *q, int32_t rounding, rf_stay s)
{
    rounding_table *table = rounding_table_new(q->w, q->roundings, NULL);
    const int32_t n = q->w->in->n_periods;
    const int32_t place = table->place_of[(s.run * n + s.first) * n + s.last];
    const int64_t found = table->stay[place * table->n + rounding];
    rounding_table_free(table);
    return found;
}

/* 80 x + 80 y + u - p = 100 over 80: x + y + u/80 - p/80 = 1 + 1/4. G(1) = 1/4, G(1/80) = 1/80,
 * G(-1/80) = 0: x/4 + y/4 + u/80 >= 1/2. */
static void a_rounding_says_more_than_its_row(void **state)
{
    quarry q;
    quarry_open(&q, works_of(TWO_OF_EIGHTY));
    quarry_say(&q, RF_SOURCE_ROW, q.w->m->cover_row[0], RF_ROUNDING_STEP / 80 + 1);
    assert_true(quarry_add(&q));
    const rf_rounding *r = &q.roundings->items[0];
    assert_int_equal(r->bound, RF_ROUNDING_ONE / 2 + 1); /* the factor is a little above 1/80 */
    assert_int_equal(r->n_slacks, 1);
    assert_int_equal(r->slacks[0].row, q.w->m->cover_row[0]);
    assert_int_equal(r->slacks[0].value, RF_ROUNDING_ONE / 80 + 1);
    assert_int_equal(one_coefficient(&q, 0, works_stay(q.w, "BEN", "TRUCK", 0, 0)),
                     RF_ROUNDING_ONE / 4 + 1);
    quarry_close(&q);
}

/* At most 19 unmet: u + p' = 19 taken from the row leaves 80 x + 80 y - p - p' = 81. Over 80 that
 * is 1 + 1/80, and x + y >= 2. */
static void a_limit_rounds_what_its_rows_leave(void **state)
{
    quarry q;
    const int64_t factor = RF_ROUNDING_STEP / 80;
    quarry_open(&q, works_of(TWO_OF_EIGHTY));
    q.limits[0] = 19;
    quarry_say(&q, RF_SOURCE_ROW, q.w->m->cover_row[0], factor);
    quarry_say(&q, RF_SOURCE_LIMIT, 0, -factor);
    assert_true(quarry_add(&q));
    const rf_rounding *r = &q.roundings->items[0];
    const int64_t x = one_coefficient(&q, 0, works_stay(q.w, "ANNA", "TRUCK", 0, 0));
    assert_int_equal(r->n_slacks, 0);
    assert_true(x > 0 && r->bound > x && r->bound <= 2 * x);
    quarry_close(&q);
}

static void sources_that_are_there_twice_are_summed_and_may_cancel(void **state)
{
    quarry q;
    quarry_open(&q, works_of(TWO_OF_EIGHTY));
    const int32_t row = q.w->m->cover_row[0], total = q.w->m->total_row[0];
    quarry_say(&q, RF_SOURCE_ROW, total, 5);
    quarry_say(&q, RF_SOURCE_ROW, row, RF_ROUNDING_STEP);
    quarry_say(&q, RF_SOURCE_ROW, total, -5);
    quarry_say(&q, RF_SOURCE_ROW, row, RF_ROUNDING_STEP / 7 - RF_ROUNDING_STEP);
    quarry_say(&q, RF_SOURCE_ROW, total, 0);
    assert_true(quarry_add(&q));
    assert_int_equal(q.roundings->items[0].n_sources, 1);
    assert_int_equal(q.roundings->items[0].sources[0].index, row);
    assert_int_equal(q.roundings->items[0].sources[0].factor, RF_ROUNDING_STEP / 7);
    quarry_close(&q);
}

static void sources_are_in_order_of_kind_and_index(void **state)
{
    int32_t compared = 0;
    for (uint64_t number = 1; number <= DRAWS / 4; number++) {
        quarry q;
        quarry_open(&q, works_draw(number));
        if (quarry_fill(&q))
            for (int32_t i = 0; i < q.roundings->n; i++)
                for (int32_t x = 1; x < q.roundings->items[i].n_sources; x++, compared++) {
                    const rf_source *s = &q.roundings->items[i].sources[x];
                    assert_true(s->factor != 0 && s[-1].factor != 0);
                    assert_true(s[-1].kind < s->kind ||
                                (s[-1].kind == s->kind && s[-1].index < s->index));
                }
        quarry_close(&q);
    }
    assert_true(compared > DRAWS);
}

static void a_right_hand_side_that_is_nearly_whole_proves_nothing(void **state)
{
    static const int64_t REST[] = {0, 1000, -1000, 5000000, -5000000};
    quarry q;
    quarry_open(&q, works_of("agent ANNA; need TRUCK fte 1 p0..p0"));
    for (int i = 0; i < 5; i++) {
        quarry_say(&q, RF_SOURCE_ROW, q.w->m->total_row[0], RF_ROUNDING_STEP + REST[i]);
        assert_false(quarry_add(&q));
    }
    assert_int_equal(q.roundings->n, 0);
    quarry_say(&q, RF_SOURCE_ROW, q.w->m->total_row[0], RF_ROUNDING_STEP + 6000000);
    assert_true(quarry_add(&q));
    quarry_close(&q);
}

static void nothing_at_all_is_no_combination_to_round(void **state)
{
    quarry q;
    quarry_open(&q, works_of(TWO_OF_EIGHTY));
    assert_false(quarry_add(&q));
    quarry_say(&q, RF_SOURCE_ROW, 0, 0);
    assert_false(quarry_add(&q));
    assert_int_equal(q.roundings->n, 0);
    quarry_close(&q);
}

/* What the pins lend of a soft floor's bound; hard ones have no dip. */
static void floors_that_the_pins_use_up_are_folded(void **state)
{
    int32_t folded = 0, whole = 0, hard = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        quarry q;
        quarry_open(&q, works_draw(number)); /* the state is the pins */
        for (int32_t row = 0; row < q.w->m->n_rows; row++) {
            const rf_model_row *r = &q.w->m->rows[row];
            const bool used_up =
                r->kind == ROW_FLOOR && rf_state_activity(q.w->state, row) >= r->bound;
            const bool soft = !q.w->in->rules.hard_floors;
            assert_int_equal(q.roundings->folded[row], used_up && soft);
            folded += used_up && soft;
            hard += used_up && !soft;
            whole += r->kind == ROW_FLOOR && soft && !used_up;
        }
        quarry_close(&q);
    }
    assert_true(folded > 50 && hard > 50 && whole > 50);
}

/* Its dip is what is lent: nothing of it may be combined, and limits count it in the stays. */
static void a_folded_floor_has_no_slack(void **state)
{
    quarry q;
    bool added = true;
    quarry_open(&q, works_of("agent ANNA fte 80; agent BEN; floor HOME 100%;"
                             "need TRUCK fte 1 p0..p0; level one floors*3+moved*10;"));
    const int32_t row = q.w->m->floor_row[0], total = q.w->m->total_row[0], ben = 1;
    assert_int_equal(rf_cuts_add(&added, q.cuts, row, 30, (rf_agent_set){&ben, 1}, &q.w->err),
                     RF_OK);
    assert_true(added && q.roundings->folded[row]);
    q.limits[0] = 250;
    for (int i = 0; i < 3; i++) {
        quarry_say(&q, RF_SOURCE_ROW, total, RF_ROUNDING_STEP / 3);
        if (i < 2)
            quarry_say(&q, i == 0 ? RF_SOURCE_ROW : RF_SOURCE_CUT, i == 0 ? row : 0, 1000);
        else
            quarry_say(&q, RF_SOURCE_LIMIT, 0, 1000);
        assert_int_equal(quarry_add(&q), i == 2);
    }
    assert_int_equal(q.roundings->items[0].n_slacks, 0);
    assert_int_equal(rf_folded_value(q.roundings, 0, works_stay(q.w, "ANNA", "TRUCK", 0, 0).run, 0),
                     3 * 80);
    quarry_close(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_plan_within_the_limits_satisfies_every_rounding),
        cmocka_unit_test(coefficients_and_bounds_are_those_of_the_formulation),
        cmocka_unit_test(a_combination_has_what_its_sources_have_together),
        cmocka_unit_test(a_rounding_says_more_than_its_row),
        cmocka_unit_test(a_limit_rounds_what_its_rows_leave),
        cmocka_unit_test(sources_that_are_there_twice_are_summed_and_may_cancel),
        cmocka_unit_test(sources_are_in_order_of_kind_and_index),
        cmocka_unit_test(a_right_hand_side_that_is_nearly_whole_proves_nothing),
        cmocka_unit_test(nothing_at_all_is_no_combination_to_round),
        cmocka_unit_test(floors_that_the_pins_use_up_are_folded),
        cmocka_unit_test(a_folded_floor_has_no_slack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
