/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/validations.h"

#include <stdio.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/words.h"

enum { PAGE_LIMIT = 1 << 26, SENTENCE = 512 };

static const char *word_level(rf_level_of_decision level)
{
    switch (level) {
    case RF_DECIDED_BY_UNIT:
        return _("unit");
    case RF_DECIDED_BY_ORGANISATION:
        return _("organisation");
    case RF_DECIDED_BY_TERRITORY:
    case RF_N_DECIDERS:
        break;
    }
    return _("territory");
}

static const char *word_condition(rf_condition condition)
{
    switch (condition) {
    case RF_CONDITION_DELEGATED:
        return _("nothing is delegated");
    case RF_CONDITION_SAME_ORGANISATION:
        return _("another organisation's need");
    case RF_CONDITION_CONSENT:
        return _("the agent's consent");
    case RF_CONDITION_QUALIFIED:
        return _("not qualified yet");
    case RF_CONDITION_PERIODS:
        return _("too long");
    case RF_CONDITION_TRAVEL:
        return _("too far");
    case RF_CONDITION_FLOOR_KEPT:
        return _("a floor is not kept");
    case RF_N_CONDITIONS:
        break;
    }
    return "";
}

static void print_headline(rf_buf *out, const rf_validations_view *view, const rf_page *page)
{
    char sentence[SENTENCE];
    const rf_validations *v = view->validations;
    rf_paper_heading(out, page,
                     view->envelope->name[0] != '\0' ? view->envelope->name : _("Validations"));
    snprintf(sentence, sizeof sentence,
             dngettext("renfort", "The plan asks for %s validation, for %s moves.",
                       "The plan asks for %s validations, for %s moves.", (unsigned long)v->asked),
             rf_number_count(v->asked).s, rf_number_count(v->n).s);
    rf_paper_text(out, page, RF_STRONG, sentence);
    snprintf(sentence, sizeof sentence,
             _("Silence settles %s, and %s are pinned: decided already."),
             rf_number_count(v->silent).s, rf_number_count(v->decided).s);
    rf_paper_text(out, page, RF_PLAIN, sentence);
}

static void print_levels(rf_buf *out, const rf_validations_view *view, const rf_page *page)
{
    const rf_validations *v = view->validations;
    const rf_grid_column columns[] = {{_("Who decides"), RF_LEFT, 12, 0},
                                      {_("Moves"), RF_RIGHT, 0, 0},
                                      {_("Asked"), RF_RIGHT, 0, 0},
                                      {_("By how many"), RF_RIGHT, 0, 1}};
    rf_grid grid = rf_grid_new(columns, 4);
    for (rf_level_of_decision l = RF_DECIDED_BY_UNIT; l < RF_N_DECIDERS; l++) {
        const int32_t silent = l == RF_DECIDED_BY_UNIT ? v->silent : 0;
        rf_grid_add(&grid, RF_STRONG, word_level(l));
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(v->moves[l]).s);
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(v->moves[l] - silent).s);
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(v->deciders[l]).s);
    }
    rf_grid_print(out, page, &grid);
}

static const char *date_or(char text[RF_DATE_TEXT], rf_date date)
{
    const bool open = date == RF_DATE_FIRST || date == RF_DATE_LAST;
    return open ? "" : rf_date_format(text, date);
}

static void print_changes(rf_buf *out, const rf_validations_view *view, const rf_page *page)
{
    char date[RF_DATE_TEXT], minutes[32];
    const rf_grid_column columns[] = {{_("Unit"), RF_LEFT, 0, 0},      {_("Floor"), RF_RIGHT, 0, 0},
                                      {_("Travel"), RF_RIGHT, 0, 0},   {_("From"), RF_LEFT, 0, 0},
                                      {_("To"), RF_LEFT, 0, 0},        {_("Author"), RF_LEFT, 8, 1},
                                      {_("Reason"), RF_WRAPPED, 16, 0}};
    if (view->envelope->n_changes == 0)
        return;
    rf_paper_heading(out, page, _("Rules changed locally, within the envelope"));
    rf_grid grid = rf_grid_new(columns, 7);
    for (int32_t i = 0; i < view->envelope->n_changes; i++) {
        const rf_rule_change *change = &view->envelope->changes[i];
        snprintf(minutes, sizeof minutes, _("%+d min"), (int)change->minutes);
        rf_grid_add(&grid, RF_STRONG, change->unit.id);
        rf_grid_add(&grid, RF_PLAIN,
                    change->centi_fte != 0 ? rf_number_balance(change->centi_fte).s : "");
        rf_grid_add(&grid, RF_PLAIN, change->minutes != 0 ? minutes : "");
        rf_grid_add(&grid, RF_PLAIN, date_or(date, change->from));
        rf_grid_add(&grid, RF_PLAIN, date_or(date, change->to));
        rf_grid_add(&grid, RF_PLAIN, change->author);
        rf_grid_add(&grid, RF_PLAIN, change->reason);
    }
    rf_grid_print(out, page, &grid);
}

/* Why the move goes up, or what settles it where it is. */
static void word_why(char out[SENTENCE], const rf_instance *in, const rf_validation *v)
{
    out[0] = '\0';
    if (v->decided) {
        snprintf(out, SENTENCE, "%s", _("pinned: decided already"));
    } else if (v->silence_days >= 0) {
        snprintf(out, SENTENCE,
                 dngettext("renfort", "silence for %d day is consent",
                           "silence for %d days is consent", (unsigned long)v->silence_days),
                 (int)v->silence_days);
    } else if (v->level == RF_DECIDED_BY_ORGANISATION) {
        snprintf(out, SENTENCE, "%s", word_condition(v->fails[RF_DECIDED_BY_UNIT]));
    } else if (v->level == RF_DECIDED_BY_TERRITORY) {
        const int32_t whose = v->fails_of[RF_DECIDED_BY_ORGANISATION];
        snprintf(out, SENTENCE, _("unit: %s; %s: %s"), word_condition(v->fails[RF_DECIDED_BY_UNIT]),
                 rf_organisation_name(in, whose),
                 word_condition(v->fails[RF_DECIDED_BY_ORGANISATION]));
    }
}

static void print_moves(rf_buf *out, const rf_validations_view *view, const rf_page *page)
{
    char why[SENTENCE];
    const rf_instance *in = view->in;
    const rf_grid_column columns[] = {{_("Agent"), RF_LEFT, 0, 0}, {_("Need"), RF_LEFT, 0, 0},
                                      {_("From"), RF_LEFT, 0, 2},  {_("To"), RF_LEFT, 0, 1},
                                      {_("Level"), RF_LEFT, 0, 0}, {_("Why"), RF_WRAPPED, 24, 0}};
    rf_paper_heading(out, page, _("The lowest level that may decide each move"));
    rf_grid grid = rf_grid_new(columns, 6);
    for (int32_t m = 0; m < view->validations->n; m++) {
        const rf_move *move = &view->plan->moves[m];
        const rf_validation *v = &view->validations->of[m];
        word_why(why, in, v);
        rf_grid_add(&grid, RF_STRONG, rf_agent_name(in, move->agent));
        rf_grid_add(&grid, RF_PLAIN, rf_need_name(in, move->need));
        rf_grid_add(&grid, RF_PLAIN,
                    rf_number_date(rf_period_first_day(in->scenario, move->first)).s);
        rf_grid_add(&grid, RF_PLAIN,
                    rf_number_date(rf_period_last_day(in->scenario, move->last)).s);
        rf_grid_add(&grid, RF_PLAIN, word_level(v->level));
        rf_grid_add(&grid, RF_PLAIN, why);
    }
    rf_grid_print(out, page, &grid);
}

rf_status rf_report_validations(rf_buf *out, const rf_validations_view *view, const rf_page *page,
                                rf_err *err)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    print_headline(&text, view, page);
    print_levels(&text, view, page);
    print_changes(&text, view, page);
    print_moves(&text, view, page);
    return rf_paper_deliver(out, page, &text, err);
}
