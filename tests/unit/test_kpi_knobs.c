/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each key figure moves as bench/KPI.md says when its knob is turned, in towns that are solved to
 * the end. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/key_figures.h"

/* A town of twelve agents and six needs, each a knob. */
typedef struct knobs {
    int32_t volunteers;    /* the rest agrees */
    int32_t skills;        /* an agent has, of s0 .. s5; need Ni asks for si */
    int32_t fte;           /* percent, of every agent */
    int32_t asked;         /* hundredths of an FTE, by every need */
    int32_t floor;         /* FTE at home */
    int32_t minutes;       /* one way, to every need */
    int32_t out;           /* needs of the other organisation */
    int32_t cap;           /* FTE, of the convention there */
    int32_t back;          /* agents of the other organisation, lent in return */
    int32_t first_prior;   /* days of the first agent */
    int32_t draws, absent; /* of further absence; percent */
} knobs;

static const knobs USUAL = {.volunteers = 6,
                            .skills = 2,
                            .fte = 100,
                            .asked = 150,
                            .floor = 4,
                            .minutes = 20,
                            .out = 2,
                            .cap = 3};

static void describe(rf_buf *out, const knobs *k)
{
    rf_buf_printf(out,
                  "site T 45 5; travel S T %d; convention ORG ORG2 max_fte %d;"
                  "convention ORG2 ORG; floor HOME %d",
                  k->minutes, k->cap, k->floor);
    for (int32_t a = 0; a < 12; a++) {
        rf_buf_printf(out, "; agent A%02d fte %d consent %s prior_days %d unit %s", a, k->fte,
                      a < k->volunteers ? "volunteer" : "agrees", a == 0 ? k->first_prior : 2,
                      a >= 12 - k->back ? "AWAY" : "HOME");
        for (int32_t s = 0; s < k->skills; s++)
            rf_buf_printf(out, " s%d", (a + s) % 6);
    }
    for (int32_t n = 0; n < 6; n++)
        rf_buf_printf(out, "; need N%d s%d fte %d.%02d site T unit %s tier %s", n, n,
                      k->asked / 100, k->asked % 100, n < k->out ? "AWAY" : "DESK",
                      n % 2 == 0 ? "vital" : "essential");
}

static rf_kpi_list *figures(const knobs *k)
{
    rf_err err;
    rf_kpi_list *list = NULL;
    rf_buf text = rf_buf_new(1 << 14);
    town *t = town_new(2);
    describe(&text, k);
    town_of(t, rf_buf_text(&text));
    const rf_kpi_options options = {.draws = k->draws, .centi_percent = 100 * k->absent};
    const rf_plan *plan = solved(t);
    assert_int_equal(rf_kpi_compute(&list, town_instance(t), plan, &options, &err), RF_OK);
    rf_buf_free(&text);
    town_free(t);
    return list;
}

/* What a figure does from the first list to the second. */
static void assert_rises(rf_kpi_list *const lists[2], const char *name, const char *group)
{
    const double before = figure_value(lists[0], name, group);
    const double after = figure_value(lists[1], name, group);
    if (isnan(before) || isnan(after) || after <= before)
        fail_msg("%s of '%s' goes from %g to %g", name, group, before, after);
}

static void assert_falls(rf_kpi_list *const lists[2], const char *name, const char *group)
{
    assert_rises((rf_kpi_list *const[]){lists[1], lists[0]}, name, group);
}

static void assert_stays(rf_kpi_list *const lists[2], const char *name, const char *group)
{
    assert_figure(lists[1], name, group, figure_value(lists[0], name, group));
}

/* The usual town and the one with a knob turned. */
static void turn(rf_kpi_list *out[2], const knobs *turned)
{
    out[0] = figures(&USUAL);
    out[1] = figures(turned);
}

static void drop(rf_kpi_list *const lists[2])
{
    rf_kpi_list_free(lists[0]);
    rf_kpi_list_free(lists[1]);
}

static void twice_the_volunteers_are_less_imposed_on_and_more_unused(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.volunteers = 12;
    turn(l, &k);
    assert_falls(l, "imposition", "");
    assert_rises(l, "unused_volunteers", "");
    assert_stays(l, "coverage", "vital");
    assert_stays(l, "polyvalence", "");
    drop(l);
}

static void skills_make_people_polyvalent_and_chain_needs(void **state)
{
    rf_kpi_list *l[2];
    knobs few = USUAL, many = USUAL;
    (void)state;
    few.asked = many.asked = 250;
    few.skills = 1;
    many.skills = 4;
    l[0] = figures(&few);
    l[1] = figures(&many);
    assert_figure(l[0], "polyvalence", "", 1);
    assert_figure(l[1], "polyvalence", "", 4);
    assert_rises(l, "polyvalence_share", "C");
    assert_rises(l, "chaining", "");
    assert_rises(l, "coverage", "vital");
    assert_falls(l, "shortfall", "vital");
    drop(l);
}

static void without_skills_needs_hang_on_few(void **state)
{
    rf_kpi_list *l[2];
    (void)state;
    l[0] = key_figures_solved("agent ANNA a; agent BEN; agent CARL; need K a; need L", 0);
    l[1] = key_figures_solved("agent ANNA a; agent BEN; agent CARL a; need K a; need L", 0);
    assert_falls(l, "single_points", "vital");
    assert_falls(l, "single_points", "");
    assert_falls(l, "single_holders", "");
    drop(l);
    l[0] = key_figures_solved("agent ANNA a; agent BEN b; agent CARL b; need K a", 0);
    l[1] = key_figures_solved("agent ANNA a; agent BEN b; agent CARL a; need K a", 0);
    assert_falls(l, "without_need", "");
    assert_falls(l, "without_need", "C");
    drop(l);
}

static void more_asked_is_less_covered(void **state)
{
    rf_kpi_list *l[2];
    knobs few = USUAL, many = USUAL;
    (void)state;
    few.volunteers = many.volunteers = 12;
    few.asked = 100;
    many.asked = 300;
    l[0] = figures(&few);
    l[1] = figures(&many);
    assert_rises(l, "asked", "vital");
    assert_rises(l, "covered", "");
    assert_falls(l, "coverage", "");
    assert_rises(l, "shortfall", "");
    assert_falls(l, "unused_volunteers", "");
    drop(l);
}

static void part_time_takes_more_people(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.fte = 50;
    k.asked = 50;
    l[0] = figures(&(knobs){.volunteers = 6, .skills = 2, .fte = 100, .asked = 50, .cap = 3});
    k.floor = 0;
    k.out = 0;
    l[1] = figures(&k);
    assert_figure(l[0], "moved", "", 200); /* a whole one for each half post */
    assert_stays(l, "moved", "");
    drop(l);
    k.asked = 100;
    l[0] = figures(&(knobs){.volunteers = 6, .skills = 2, .fte = 100, .asked = 100, .cap = 3});
    l[1] = figures(&k);
    assert_figure(l[0], "moved", "", 100);
    assert_rises(l, "moved", "");
    assert_figure(l[1], "moved", "", 200);
    drop(l);
}

static void farther_is_longer(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.minutes = 40;
    turn(l, &k);
    assert_figure(l[0], "travel", "", 20);
    assert_figure(l[1], "travel", "", 40);
    drop(l);
}

static void higher_floors_are_dipped_more(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.floor = 8;
    turn(l, &k);
    assert_rises(l, "floors_dipped", "");
    assert_stays(l, "coverage", "");
    drop(l);
}

static void loans_follow_the_needs_and_the_caps(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.out = 1;
    turn(l, &k);
    assert_falls(l, "lent", "");
    assert_falls(l, "conventions_load", "");
    drop(l);
    k = USUAL;
    k.out = 0;
    turn(l, &k);
    assert_figure(l[1], "lent", "", 0);
    assert_falls(l, "conventions_used", "");
    drop(l);
    k = USUAL;
    k.cap = 6;
    turn(l, &k);
    assert_falls(l, "conventions_load", "");
    drop(l);
}

static void who_lends_in_return_evens_the_exchange(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.back = 4;
    turn(l, &k);
    assert_figure(l[0], "exchange_imbalance", "", 1);
    assert_falls(l, "exchange_imbalance", "");
    assert_rises(l, "conventions_used", "");
    drop(l);
}

static void days_on_one_person_are_a_burden(void **state)
{
    rf_kpi_list *l[2];
    knobs k = USUAL;
    (void)state;
    k.first_prior = 200;
    turn(l, &k);
    assert_rises(l, "burden_gini", "");
    assert_rises(l, "burden_gini", "C");
    assert_rises(l, "burden_max", "");
    assert_rises(l, "burden_top_tenth", "");
    drop(l);
}

static void more_absence_leaves_less(void **state)
{
    rf_kpi_list *l[2];
    knobs few = USUAL, many = USUAL;
    (void)state;
    few.draws = many.draws = 50;
    few.absent = 5;
    many.absent = 40;
    l[0] = figures(&few);
    l[1] = figures(&many);
    assert_falls(l, "robustness", "");
    assert_falls(l, "robustness", "vital");
    assert_stays(l, "coverage", "");
    drop(l);
}

/* Those who lack a skill, then those who are not let go. */
static void the_reason_follows_its_cause(void **state)
{
    rf_kpi_list *l[2];
    (void)state;
    l[0] = key_figures_solved("agent ANNA a; agent BEN; agent CARL; need K a", 0);
    l[1] = key_figures_solved("agent ANNA a; agent BEN; agent CARL; need K a; forbid CARL *;"
                              "absence BEN from 2020-03-01 to 2020-06-01",
                              0);
    assert_figure(l[0], "unused_because", "skill", 1);
    assert_falls(l, "unused_because", "skill");
    assert_rises(l, "unused_because", "absent");
    drop(l);
    l[1] = key_figures_solved("agent ANNA a; agent BEN a; agent CARL; need K a", 0);
    l[0] = key_figures_solved("agent ANNA a; agent BEN; agent CARL; need K a", 0);
    assert_rises(l, "unused_because", "could_serve");
    assert_stays(l, "unused_volunteers", "");
    drop(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twice_the_volunteers_are_less_imposed_on_and_more_unused),
        cmocka_unit_test(skills_make_people_polyvalent_and_chain_needs),
        cmocka_unit_test(without_skills_needs_hang_on_few),
        cmocka_unit_test(more_asked_is_less_covered),
        cmocka_unit_test(part_time_takes_more_people),
        cmocka_unit_test(farther_is_longer),
        cmocka_unit_test(higher_floors_are_dipped_more),
        cmocka_unit_test(loans_follow_the_needs_and_the_caps),
        cmocka_unit_test(who_lends_in_return_evens_the_exchange),
        cmocka_unit_test(days_on_one_person_are_a_burden),
        cmocka_unit_test(more_absence_leaves_less),
        cmocka_unit_test(the_reason_follows_its_cause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
