/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why is a need not covered, and what would close it. */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/explain_parts.h"
#include "adapters/report/number.h"
#include "adapters/report/reasons.h"
#include "adapters/report/words.h"

enum { TITLE = 256 };

static void tell_shortfall(rf_buf *out, const rf_telling *t)
{
    const rf_shortage *s = t->e->shortage;
    const rf_grid_column columns[] = {
        {_("Dates"), RF_LEFT, 0, 0}, {_("Required"), RF_RIGHT, 0, 0}, {_("Unmet"), RF_RIGHT, 0, 0}};
    rf_grid grid = rf_grid_new(columns, 3);
    for (int32_t p = 0; p < t->in->n_periods; p++) {
        if (s->unmet[p] == 0)
            continue;
        rf_grid_add(&grid, RF_PLAIN, rf_dates_of(t->in, p, p).s);
        rf_grid_add(&grid, RF_PLAIN, rf_number_fte(rf_demand(t->in, s->need, p)).s);
        rf_grid_add(&grid, RF_BAD, rf_number_fte(s->unmet[p]).s);
    }
    rf_grid_print(out, t->page, &grid);
}

/* A small count could tell of one person. */
static const char *count_text(rf_text *room, int64_t n)
{
    if (n > 0 && n < RF_SMALL_CELL)
        return _("under 5");
    *room = rf_number_count(n);
    return room->s;
}

static void tell_reasons(rf_buf *out, const rf_telling *t)
{
    const rf_shortage *s = t->e->shortage;
    const rf_grid_column columns[] = {{_("Agents"), RF_RIGHT, 0, 0},
                                      {_("By this alone"), RF_RIGHT, 0, 1},
                                      {_("What stands against"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 3);
    rf_text room;
    int32_t n_rows = 0;
    bool others = false;
    for (int32_t reason = 0; reason < RF_N_REASONS; reason++) {
        const int64_t n = s->agents_against[reason];
        others = others || (n > 0 && n < RF_SMALL_CELL);
        if (n < RF_SMALL_CELL)
            continue;
        n_rows++;
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(n).s);
        rf_grid_add(&grid, RF_PLAIN, count_text(&room, s->agents_alone[reason]));
        rf_grid_add(&grid, RF_PLAIN,
                    reason == RF_AGAINST_RESTRICTION ? rf_word_against(RF_AGAINST_RESTRICTION)
                                                     : rf_word_reason((rf_reason)reason));
    }
    rf_paper_heading(out, t->page, _("Why others do not come"));
    if (n_rows > 0)
        rf_grid_print(out, t->page, &grid);
    else
        rf_grid_free(&grid);
    if (others)
        rf_tell(out, t->page, "%s",
                n_rows > 0 ? _("Other reasons stand against fewer than five each.")
                           : _("Each reason stands against fewer than five."));
    else if (n_rows == 0)
        rf_tell(out, t->page, "%s", _("Nothing stands against anybody."));
}

static void tell_able(rf_buf *out, const rf_telling *t)
{
    const rf_shortage *s = t->e->shortage;
    const rf_grid_column columns[] = {{_("Agents"), RF_RIGHT, 0, 0},
                                      {_("Where the plan has them"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    char where[RF_SENTENCE];
    rf_paper_heading(out, t->page, _("Who is able, and what they do instead"));
    for (int32_t k = 0; k < t->in->n_needs; k++) {
        if (s->used_for[k] == 0)
            continue;
        const rf_need_id need = {k};
        /* TRANSLATORS: a need's id, its tier, its name. */
        snprintf(where, sizeof where, _("%s (%s) %s"), rf_need_name(t->in, need),
                 rf_word_tier(t->in->needs[k].tier), rf_word_of_need(t->in, need));
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(s->used_for[k]).s);
        rf_grid_add(&grid, RF_PLAIN, where);
    }
    if (s->at_home > 0) {
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(s->at_home).s);
        rf_grid_add(&grid, RF_PLAIN,
                    _("not moved: a floor, a cap, tutors or the length of the stay keeps them"));
    }
    if (s->able == 0) {
        rf_grid_free(&grid);
        rf_tell(out, t->page, "%s", _("Nobody is able."));
        return;
    }
    rf_grid_print(out, t->page, &grid);
}

/* ---- levers ---- */

typedef void say_lever(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *lever);

static void say_training(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    snprintf(out, RF_SENTENCE,
             dngettext("renfort", "train %d person of %s in %s to level %d",
                       "train %d people of %s in %s to level %d", (unsigned long)l->people),
             l->people, rf_unit_name(in, l->unit), rf_skill_name(in, l->skill), l->amount);
}

static void say_consent(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE,
             dngettext("renfort", "ask %d person whose answer is unknown, and have a yes",
                       "ask %d people whose answer is unknown, and have a yes of all",
                       (unsigned long)l->people),
             l->people);
}

static void say_convention(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    snprintf(out, RF_SENTENCE,
             l->before != 0 ? _("widen the convention %s to %s: no limit, always")
                            : _("sign a convention %s to %s: no limit, always"),
             rf_organisation_name(in, l->lender), rf_organisation_name(in, l->borrower));
}

static void say_travel(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE,
             dngettext("renfort", "let %d person travel up to %d minutes (max_travel)",
                       "let %d people travel up to %d minutes (max_travel)",
                       (unsigned long)l->people),
             l->people, l->amount);
}

static void say_floor(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    const int32_t skill = in->floors[l->floor].skill;
    snprintf(out, RF_SENTENCE, _("lower the floor of %s%s%s by %s FTE, from %s to %s"),
             rf_unit_name(in, l->unit), skill >= 0 ? " " : "",
             skill >= 0 ? rf_skill_name(in, skill) : "", rf_number_fte(l->before - l->amount).s,
             rf_number_fte(l->before).s, rf_number_fte(l->amount).s);
}

static void say_away(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE, _("extend max_periods_away from %d to %d"), l->before, l->amount);
}

static void say_stays(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE, _("let everybody make up to %d stays instead of %d (max_stays)"),
             l->amount, l->before);
}

static void say_limits(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    snprintf(out, RF_SENTENCE,
             _("extend max_stay from %d and max_periods_away from %d, both to %d"), l->before,
             in->rules.max_periods_away, l->amount);
}

static void say_max_stay(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE, _("extend the need's max_stay from %d to %d periods"), l->before,
             l->amount);
}

static void say_min_stay(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE, _("lower the need's min_stay from %d to %d"), l->before, l->amount);
}

static void say_dates(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *l)
{
    (void)in;
    snprintf(out, RF_SENTENCE,
             l->amount > 0 ? _("begin and end the need %d days later")
                           : _("begin and end the need %d days earlier"),
             l->amount > 0 ? l->amount : -l->amount);
}

static void say(char out[RF_SENTENCE], const rf_instance *in, const rf_lever *lever)
{
    static say_lever *const how[RF_N_LEVERS] = {
        [RF_LEVER_TRAIN] = say_training,        [RF_LEVER_CONSENT] = say_consent,
        [RF_LEVER_CONVENTION] = say_convention, [RF_LEVER_TRAVEL] = say_travel,
        [RF_LEVER_FLOOR] = say_floor,           [RF_LEVER_AWAY] = say_away,
        [RF_LEVER_STAYS] = say_stays,           [RF_LEVER_LIMITS] = say_limits,
        [RF_LEVER_MAX_STAY] = say_max_stay,     [RF_LEVER_MIN_STAY] = say_min_stay,
        [RF_LEVER_DATES] = say_dates,
    };
    how[lever->kind](out, in, lever);
}

static void say_price(char out[RF_SENTENCE], const rf_telling *t, const rf_lever *lever)
{
    size_t length = 0;
    const int64_t *before = t->e->levers->reference->values;
    out[0] = '\0';
    for (int32_t l = 0; l < t->in->n_levels && length < RF_SENTENCE; l++)
        length += (size_t)snprintf(out + length, RF_SENTENCE - length, "%s%s %s", l > 0 ? ", " : "",
                                   rf_word_level(t->in->levels[l].name),
                                   rf_signed_of(t->in, l, lever->trial->values[l] - before[l]).s);
}

static void add_lever(rf_grid *grid, const rf_telling *t, const rf_lever *lever)
{
    char what[RF_SENTENCE], price[RF_SENTENCE], line[2 * RF_SENTENCE + 8];
    const int64_t gain = t->e->levers->reference->need_unmet - lever->trial->need_unmet;
    say(what, t->in, lever);
    say_price(price, t, lever);
    snprintf(line, sizeof line, "%s (%s%s)", what, price,
             lever->trial->outcome == RF_FEASIBLE ? _("; stopped by the clock") : "");
    rf_grid_add(grid, RF_GOOD, rf_number_fte(gain).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_fte(lever->trial->need_unmet).s);
    rf_grid_add(grid, RF_PLAIN, line);
}

static int32_t count_untried(const rf_levers *levers)
{
    int32_t n = 0;
    for (int32_t i = 0; i < levers->n; i++)
        n += levers->items[i].trial == NULL;
    return n;
}

/* After the table of those that gain, or instead of it. */
static void tell_idle(rf_buf *out, const rf_telling *t, int32_t n, bool is_alone)
{
    if (is_alone)
        rf_tell(out, t->page,
                dngettext("renfort", "%d lever was tried, and it gains nothing.",
                          "%d levers were tried, and none of them gains anything.",
                          (unsigned long)n),
                n);
    else
        rf_tell(out, t->page,
                dngettext("renfort", "%d other lever was tried and gains nothing here.",
                          "%d other levers were tried and gain nothing here.", (unsigned long)n),
                n);
}

static void tell_others(rf_buf *out, const rf_telling *t, const rf_levers *levers)
{
    const int32_t untried = count_untried(levers), idle = levers->n - levers->n_gains - untried;
    if (levers->n == 0)
        rf_tell(out, t->page, "%s", _("No change of the files is a lever here."));
    if (idle > 0)
        tell_idle(out, t, idle, levers->n_gains == 0);
    if (untried > 0)
        rf_tell(out, t->page,
                dngettext("renfort", "%d lever was not tried: the time ran out (--seconds).",
                          "%d levers were not tried: the time ran out (--seconds).",
                          (unsigned long)untried),
                untried);
    if (levers->plan_bettered)
        rf_tell(out, t->page, "%s",
                levers->n_gains > 0
                    ? _("A new solve of the same files betters the plan by itself; what is told is "
                        "beyond that.")
                    : _("A new solve of the same files betters the plan by itself."));
}

static void tell_levers(rf_buf *out, const rf_telling *t)
{
    const rf_levers *levers = t->e->levers;
    const rf_grid_column columns[] = {{_("Gain"), RF_RIGHT, 0, 0},
                                      {_("Left unmet"), RF_RIGHT, 0, 1},
                                      {_("What to change (and every level)"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 3);
    rf_paper_heading(out, t->page, _("What would close it, each tried by a new solve"));
    for (int32_t i = 0; i < levers->n_gains; i++)
        add_lever(&grid, t, &levers->items[i]);
    if (levers->n_gains > 0)
        rf_grid_print(out, t->page, &grid);
    else
        rf_grid_free(&grid);
    tell_others(out, t, levers);
}

void rf_tell_need(rf_buf *out, const rf_telling *t)
{
    char title[TITLE];
    const rf_shortage *s = t->e->shortage;
    snprintf(title, sizeof title, _("Why %s is not covered"), rf_need_name(t->in, s->need));
    rf_paper_heading(out, t->page, title);
    if (s->total == 0) {
        rf_tell(out, t->page, "%s", _("It is covered at all times."));
        return;
    }
    tell_shortfall(out, t);
    tell_reasons(out, t);
    tell_able(out, t);
    tell_levers(out, t);
}
