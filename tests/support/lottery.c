/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/lottery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/core/random.h"
#include "tests/support/brute.h"

enum { TEXT = 1 << 16 };

typedef struct lottery {
    rf_random random;
    rf_buf text;
    int32_t n_periods, n_agents, n_needs;
    int32_t strict; /* percent of their usual share that hindrances have */
    bool crossed;   /* many pins, and hard rules that they hardly keep */
} lottery;

static int32_t below(lottery *l, int32_t n)
{
    return rf_random_below(&l->random, n);
}

static bool chance(lottery *l, int32_t percent)
{
    return below(l, 100) < percent;
}

/* Something that keeps people from needs. */
static bool hinders(lottery *l, int32_t percent)
{
    return chance(l, percent * l->strict / 100);
}

/* One of the words of a list separated by '|'. */
static void add_one_of(lottery *l, const char *list)
{
    int32_t n = 1;
    for (const char *c = list; *c != '\0'; c++)
        n += *c == '|';
    for (int32_t i = below(l, n); i > 0; i--)
        list = strchr(list, '|') + 1;
    rf_buf_add(&l->text, list, strcspn(list, "|"));
}

static void add_window(lottery *l, int32_t percent)
{
    if (!chance(l, percent))
        return;
    const int32_t first = below(l, l->n_periods);
    const int32_t last = first + below(l, l->n_periods - first);
    if (first < 2 && last < 2 && chance(l, 25)) /* days that weeks are not made of */
        rf_buf_printf(&l->text, " 2020-03-%d..2020-03-%d", 16 + first * 7 + below(l, 3),
                      19 + last * 7 + below(l, 4));
    else
        rf_buf_printf(&l->text, " p%d..p%d", first, last);
}

static void add_rules(lottery *l)
{
    rf_buf_printf(&l->text, "weeks %d; rule max_stays %d;", l->n_periods, 1 + below(l, 3));
    rf_buf_puts(&l->text, "rule consent ");
    add_one_of(l, l->strict < 50 ? "volunteer+agrees+unknown"
                                 : "volunteer+agrees|volunteer+agrees+unknown|volunteer|"
                                   "volunteer+agrees+unknown+refuses");
    rf_buf_printf(&l->text, ";rule floors %s;", l->crossed || chance(l, 45) ? "hard" : "soft");
    if (hinders(l, 40))
        rf_buf_printf(&l->text, "rule max_periods_away %d;", 1 + below(l, l->n_periods));
    if (hinders(l, 30))
        rf_buf_printf(&l->text, "rule max_travel %d;", 20 + below(l, 60));
    if (chance(l, 20))
        rf_buf_printf(&l->text, "holiday 2020-03-%d;", 16 + below(l, 14));
    if (chance(l, 10))
        rf_buf_puts(&l->text, "working_days 1+2+3+4+5+6+7;");
}

static void add_places(lottery *l)
{
    rf_buf_printf(&l->text, "site S2 45.%d 5.%d;", below(l, 4), below(l, 3));
    rf_buf_puts(&l->text, "unit BATH ORG2 S2;");
    if (chance(l, 40))
        rf_buf_printf(&l->text, "travel S S2 %d;", below(l, 80));
    if (chance(l, 20))
        rf_buf_printf(&l->text, "travel S2 S %d;", below(l, 80));
    for (int i = 0; i < 2; i++) {
        if (hinders(l, 30))
            continue;
        rf_buf_puts(&l->text, i == 0 ? "convention ORG ORG2" : "convention ORG2 ORG");
        add_window(l, 20);
        if (l->crossed || chance(l, 50))
            rf_buf_printf(&l->text, " max_fte %d.%d", below(l, 3) + (l->crossed ? 1 : 0),
                          5 * below(l, 2));
        rf_buf_puts(&l->text, ";");
    }
}

static void add_held_skill(lottery *l, const char *skill)
{
    rf_buf_printf(&l->text, " %s level %d", skill, 1 + below(l, 4));
    if (chance(l, 30))
        rf_buf_printf(&l->text, " until p%d", below(l, l->n_periods));
}

static void add_agent(lottery *l, int32_t i)
{
    rf_buf_printf(&l->text, "agent A%d unit ", i);
    add_one_of(l, "HOME|HOME|HOME|DESK|AWAY|BATH");
    rf_buf_puts(&l->text, " fte ");
    add_one_of(l, "100|100|100|80|50|37");
    rf_buf_puts(&l->text, " consent ");
    add_one_of(l, l->strict < 50 ? "volunteer|agrees|unknown"
                                 : "volunteer|volunteer|volunteer|agrees|agrees|unknown|refuses");
    if (hinders(l, 15)) {
        rf_buf_puts(&l->text, " status ");
        add_one_of(l, "open_ended|fixed_term|trainee");
    }
    if (hinders(l, 25)) {
        rf_buf_puts(&l->text, " category ");
        add_one_of(l, "A|B");
    }
    if (hinders(l, 20))
        rf_buf_puts(&l->text, " restrictions night");
    if (hinders(l, 20))
        rf_buf_printf(&l->text, " max_travel %d", below(l, 90));
    if (chance(l, 50))
        rf_buf_puts(&l->text, " telework yes");
    if (chance(l, 50))
        rf_buf_printf(&l->text, " prior_days %d", below(l, 6));
    if (chance(l, 60))
        add_held_skill(l, "care");
    if (chance(l, 20))
        add_held_skill(l, "care");
    if (chance(l, 30))
        add_held_skill(l, "drive");
    rf_buf_puts(&l->text, ";");
    if (chance(l, 20)) {
        rf_buf_printf(&l->text, "absence A%d", i);
        add_window(l, 80);
        rf_buf_printf(&l->text, " presence %d;", 10 * below(l, 10));
    }
}

static void add_wanted_skill(lottery *l, const char *skill, const char *label)
{
    const int32_t level = 1 + below(l, 3);
    rf_buf_printf(&l->text, " %s min_level %d", skill, level);
    if (level > 1 && (l->crossed || chance(l, 70)))
        rf_buf_printf(&l->text, " trainee_level %d", 1 + below(l, level - 1));
    rf_buf_puts(&l->text, label);
}

static void add_need(lottery *l, int32_t i)
{
    rf_buf_printf(&l->text, "need K%d unit ", i);
    add_one_of(l, "DESK|DESK|AWAY|HOME|BATH");
    rf_buf_puts(&l->text, " tier ");
    add_one_of(l, "vital|essential|important");
    rf_buf_puts(&l->text, " fte ");
    add_one_of(l, "1|1|2|0.5|1.5|0.8|3");
    add_window(l, 30);
    if (chance(l, 30))
        rf_buf_puts(&l->text, " site S2");
    if (hinders(l, 15))
        rf_buf_puts(&l->text, " categories B+C");
    const int32_t least = hinders(l, 40) ? 1 + below(l, 3) : 1;
    rf_buf_printf(&l->text, " min_stay %d", least);
    if (chance(l, 30))
        rf_buf_printf(&l->text, " max_stay %d", least + below(l, 2));
    if (hinders(l, 20))
        rf_buf_puts(&l->text, " conditions night+lifting");
    if (hinders(l, 20))
        rf_buf_puts(&l->text, " remote yes");
    if (l->crossed || chance(l, 50))
        rf_buf_printf(&l->text, " tutor_ratio %d tutors_on_site %d trainee_yield %d",
                      1 + below(l, 2), below(l, 2), 25 + 25 * below(l, 4));
    if (hinders(l, 50))
        add_wanted_skill(l, "care", "");
    else if (chance(l, 40)) {
        add_wanted_skill(l, "care", " any_of x");
        add_wanted_skill(l, "drive", " any_of x");
    }
    if (hinders(l, 15))
        add_wanted_skill(l, "drive", "");
    rf_buf_puts(&l->text, ";");
    if (chance(l, 20)) {
        rf_buf_printf(&l->text, "demand K%d 0.%d", i, 5 * below(l, 3));
        add_window(l, 90);
        rf_buf_puts(&l->text, ";");
    }
}

static void add_floors(lottery *l)
{
    for (int32_t n = below(l, l->strict < 50 ? 3 : 4); n > 0; n--) {
        rf_buf_puts(&l->text, "floor ");
        add_one_of(l, "HOME|HOME|DESK|AWAY|BATH");
        rf_buf_puts(&l->text, " ");
        add_one_of(l, "40%|50%|33%|75%|1|0.5|2");
        if (chance(l, 30))
            rf_buf_printf(&l->text, " skill care min_level %d", 1 + below(l, 3));
        rf_buf_puts(&l->text, ";");
    }
}

static void add_shocks(lottery *l)
{
    if (chance(l, 20)) {
        rf_buf_printf(&l->text, "shock absence %d seed %d", 10 + below(l, 50), below(l, 100));
        if (chance(l, 30))
            rf_buf_puts(&l->text, " units HOME+AWAY");
        add_window(l, 60);
        rf_buf_puts(&l->text, ";");
    }
    if (chance(l, 15))
        rf_buf_printf(&l->text, "shock floor %d%% units HOME+AWAY;", 25 * below(l, 4));
    if (chance(l, 15)) {
        rf_buf_puts(&l->text, "shock closed_sites S2");
        add_window(l, 80);
        rf_buf_puts(&l->text, ";");
    }
    if (chance(l, 15)) {
        rf_buf_puts(&l->text, "shock no_remote");
        add_window(l, 60);
        rf_buf_puts(&l->text, ";");
    }
    if (chance(l, 20)) {
        rf_buf_printf(&l->text, "shock demand K0 percent %d", 33 * (1 + below(l, 5)));
        add_window(l, 60);
        rf_buf_puts(&l->text, ";");
    }
}

static void add_terms(lottery *l)
{
    uint32_t used = 0;
    const char *separator = " ";
    for (int32_t n = 1 + below(l, 3); n > 0; n--) {
        const rf_term term = (rf_term)below(l, RF_N_TERMS);
        if ((used >> term & 1U) != 0)
            continue;
        used |= 1U << term;
        rf_buf_printf(&l->text, "%s%s*%d", separator, rf_term_name(term), 1 + below(l, 12));
        separator = "+";
    }
}

static void add_levels(lottery *l)
{
    if (chance(l, 40))
        return;
    if (chance(l, 50)) {
        rf_buf_puts(&l->text, "level vital unmet.vital*1;"
                              "level rest unmet.essential*2+unmet.important*1;"
                              "level soft floors*3+burden*5+overqualified*4;"
                              "level comfort imposed*20+travel*1+moved*10;");
        return;
    }
    for (int32_t i = 0, n = 1 + below(l, 6); i < n; i++) {
        rf_buf_printf(&l->text, "level L%d", i);
        add_terms(l);
        rf_buf_puts(&l->text, ";");
    }
}

/* Stays of an older plan; some of them are no longer possible, some never were. */
static void add_baseline(lottery *l)
{
    if (!chance(l, 35))
        return;
    rf_buf_puts(&l->text, "baseline;");
    for (int32_t n = below(l, 6); n > 0; n--) {
        const int32_t first = below(l, l->n_periods);
        rf_buf_printf(&l->text, "baseline A%d K%d %d..%d;", below(l, l->n_agents + 1),
                      below(l, l->n_needs), first, first + below(l, l->n_periods - first));
    }
}

static void add_forbids(lottery *l)
{
    for (int32_t n = below(l, 3); n > 0; n--) {
        rf_buf_printf(&l->text, "forbid A%d ", below(l, l->n_agents));
        if (chance(l, 70))
            rf_buf_printf(&l->text, "K%d", below(l, l->n_needs));
        else
            rf_buf_puts(&l->text, "*");
        add_window(l, 60);
        rf_buf_puts(&l->text, ";");
    }
}

static town *make(const lottery *l)
{
    town *t = town_new(3);
    town_of(t, rf_buf_text(&l->text));
    return t;
}

/* Up to three pins that may stand (crossed: up to six), drawn in the town that has none: at most
 * one an agent, or two in a row. */
static void add_pins(lottery *l)
{
    int32_t n = l->crossed ? 3 + below(l, 4) : chance(l, 45) ? 1 + below(l, 3) : 0;
    if (n == 0)
        return;
    town *t = make(l);
    const rf_instance *in = town_instance(t);
    uint32_t used = 0;
    for (int32_t tries = 0; tries < 60 && n > 0; tries++) {
        const int32_t a = below(l, l->n_agents), k = below(l, l->n_needs);
        const int32_t first = below(l, l->n_periods);
        const int32_t last = first + below(l, l->n_periods - first);
        if ((used >> a & 1U) != 0 || !brute_pin_stands(in, a, k, first, last))
            continue;
        rf_buf_printf(&l->text, "pin A%d K%d p%d..p%d;", a, k, first, last);
        used |= 1U << a;
        n--;
        if (last + 1 < l->n_periods && in->rules.max_stays > 1 &&
            in->rules.max_periods_away == l->n_periods && chance(l, 30) &&
            brute_pin_stands(in, a, (k + 1) % l->n_needs, last + 1, last + 1))
            rf_buf_printf(&l->text, "pin A%d K%d p%d..p%d;", a, (k + 1) % l->n_needs, last + 1,
                          last + 1);
    }
    town_free(t);
}

static town *draw(char **text, uint64_t number, bool crossed)
{
    lottery l = {.random = {number * 7919 + 1}, .text = rf_buf_new(TEXT), .crossed = crossed};
    l.n_periods = 1 + below(&l, 3);
    l.n_periods += l.n_periods < 3 && chance(&l, 50);
    l.strict = number % 3 == 0 ? 100 : number % 3 == 1 ? 50 : 15;
    l.strict = crossed ? 15 : l.strict;
    l.n_agents = !crossed && number % 3 == 0 ? 1 + below(&l, 8) : 3 + below(&l, 6);
    l.n_needs = l.strict < 50 ? 2 + below(&l, 3) : 1 + below(&l, 4);
    add_rules(&l);
    add_places(&l);
    for (int32_t i = 0; i < l.n_agents; i++)
        add_agent(&l, i);
    for (int32_t i = 0; i < l.n_needs; i++)
        add_need(&l, i);
    add_floors(&l);
    add_shocks(&l);
    add_levels(&l);
    add_baseline(&l);
    add_forbids(&l);
    add_pins(&l);
    assert_false(l.text.failed);
    town *t = make(&l);
    town_instance(t);
    *text = strdup(rf_buf_text(&l.text));
    assert_non_null(*text);
    rf_buf_free(&l.text);
    return t;
}

town *lottery_draw(char **text, uint64_t number)
{
    return draw(text, number, false);
}

town *lottery_draw_crossed(char **text, uint64_t number)
{
    return draw(text, number, true);
}
