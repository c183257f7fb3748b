/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/explain.h"

#include <stdio.h>

#include "adapters/report/explain_parts.h"
#include "adapters/report/number.h"
#include "adapters/report/words.h"

enum { PAGE_LIMIT = 1 << 26, MOST_MOVED = 20 };

const char *rf_word_against(rf_reason reason)
{
    static const char *const words[RF_N_REASONS] = {
        [RF_AGAINST_OWN_UNIT] = N_("it is their own service"),
        [RF_AGAINST_FORBIDDEN] = N_("a decision keeps them from it"),
        [RF_AGAINST_CONSENT] = N_("the rules do not accept their answer"),
        [RF_AGAINST_STATUS] = N_("their contract does not allow another employer"),
        [RF_AGAINST_CONVENTION] = N_("no convention between the employers covers it"),
        [RF_AGAINST_CATEGORY] = N_("their category is not accepted"),
        [RF_AGAINST_SKILL] = N_("a required skill is missing or expires"),
        [RF_AGAINST_RESTRICTION] = N_("not compatible"),
        [RF_AGAINST_TRAVEL] = N_("too far away"),
        [RF_AGAINST_TELEWORK] = N_("remote work, and they do not telework"),
        [RF_AGAINST_ABSENT] = N_("absent"),
        [RF_AGAINST_IDLE] = N_("nobody is asked for at that time"),
    };
    return _(words[reason]);
}

void rf_tell(rf_buf *out, const rf_page *page, const char *format, ...)
{
    char sentence[RF_SENTENCE];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    rf_paper_text(out, page, RF_PLAIN, sentence);
}

rf_dates rf_dates_of(const rf_instance *in, int32_t first, int32_t last)
{
    rf_dates dates;
    /* TRANSLATORS: first and last day. */
    snprintf(dates.s, sizeof dates.s, _("%s to %s"),
             rf_number_date(rf_period_first_day(in->scenario, first)).s,
             rf_number_date(rf_period_last_day(in->scenario, last)).s);
    return dates;
}

rf_signed rf_signed_of(const rf_instance *in, int32_t level, int64_t change)
{
    rf_signed text;
    const rf_measure measure = rf_measure_of_level(&in->levels[level]);
    if (measure == RF_MEASURE_FTE)
        snprintf(text.s, sizeof text.s, "%s", rf_number_balance(change).s);
    else
        snprintf(text.s, sizeof text.s, "%s%s",
                 change > 0   ? "+"
                 : change < 0 ? "-"
                              : "",
                 rf_number_count(change < 0 ? -change : change).s);
    return text;
}

static void tell_levels(rf_buf *out, const rf_telling *t, const rf_trial *trial,
                        const int64_t *before)
{
    const rf_grid_column columns[] = {
        {_("Level"), RF_LEFT, 8, 0},   {_("Before"), RF_RIGHT, 0, 0}, {_("After"), RF_RIGHT, 0, 0},
        {_("Change"), RF_RIGHT, 0, 0}, {_("Unit"), RF_LEFT, 0, 1},
    };
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t l = 0; l < t->in->n_levels; l++) {
        const rf_measure measure = rf_measure_of_level(&t->in->levels[l]);
        const int64_t change = trial->values[l] - before[l];
        rf_grid_add(&grid, RF_STRONG, rf_word_level(t->in->levels[l].name));
        rf_grid_add(&grid, RF_PLAIN, rf_number_measured(measure, before[l]).s);
        rf_grid_add(&grid, RF_PLAIN, rf_number_measured(measure, trial->values[l]).s);
        rf_grid_add(&grid, change > 0 ? RF_BAD : RF_PLAIN, rf_signed_of(t->in, l, change).s);
        rf_grid_add(&grid, RF_FAINT, rf_word_measure(t->in, measure));
    }
    rf_grid_print(out, t->page, &grid);
}

static void tell_moved(rf_buf *out, const rf_telling *t, const rf_trial *trial)
{
    const rf_grid_column columns[] = {{_("Agent"), RF_LEFT, 0, 0},
                                      {_("Need"), RF_LEFT, 0, 0},
                                      {_("Dates"), RF_LEFT, 0, 0},
                                      {"", RF_LEFT, 0, 0}};
    rf_grid grid = rf_grid_new(columns, 4);
    for (int32_t i = 0; i < trial->n_moved && i < MOST_MOVED; i++) {
        const rf_moved *m = &trial->moved[i];
        rf_grid_add(&grid, RF_STRONG, rf_agent_name(t->in, m->move.agent));
        rf_grid_add(&grid, RF_PLAIN, rf_need_name(t->in, m->move.need));
        rf_grid_add(&grid, RF_PLAIN, rf_dates_of(t->in, m->move.first, m->move.last).s);
        rf_grid_add(&grid, RF_PLAIN, m->dropped ? _("dropped") : _("new"));
    }
    rf_paper_heading(out, t->page, _("Who would change"));
    if (trial->n_moved == 0) {
        rf_grid_free(&grid);
        rf_tell(out, t->page, "%s", _("Nobody."));
        return;
    }
    rf_grid_print(out, t->page, &grid);
    if (trial->n_moved > MOST_MOVED)
        rf_tell(out, t->page,
                dngettext("renfort", "%s more stay.", "%s more stays.",
                          (unsigned long)(trial->n_moved - MOST_MOVED)),
                rf_number_count(trial->n_moved - MOST_MOVED).s);
}

void rf_tell_trial(rf_buf *out, const rf_telling *t, const rf_trial *trial, const int64_t *before)
{
    if (trial->outcome == RF_INFEASIBLE) {
        rf_tell(out, t->page, "%s",
                _("No plan is possible so: a pin or a hard rule stands against it."));
        return;
    }
    tell_levels(out, t, trial, before);
    if (trial->outcome == RF_FEASIBLE)
        rf_tell(out, t->page, "%s",
                _("The new solve was stopped by the clock: the true price may be lower."));
    tell_moved(out, t, trial);
}

rf_status rf_report_explanation(rf_buf *out, const rf_explanation *explanation, const rf_page *page,
                                rf_err *err)
{
    static void (*const how[])(rf_buf *, const rf_telling *) = {
        [RF_TOPIC_MOVE] = rf_tell_move,
        [RF_TOPIC_WHY_NOT] = rf_tell_why_not,
        [RF_TOPIC_NEED] = rf_tell_need,
        [RF_TOPIC_AGENT] = rf_tell_agent,
        [RF_TOPIC_ALTERNATIVES] = rf_tell_candidates,
    };
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_telling telling = {.e = explanation, .in = explanation->asked.in, .page = page};
    how[explanation->asked.topic](&text, &telling);
    return rf_paper_deliver(out, page, &text, err);
}
