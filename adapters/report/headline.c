/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "adapters/report/number.h"
#include "adapters/report/paper.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

/* The sentence is in the caller's array: no line of it is longer. */
enum { SENTENCE = 512 };

static double largest_gap(const rf_plan *plan)
{
    double largest = 0;
    for (int32_t i = 0; i < plan->n_levels; i++) {
        const double gap = rf_level_gap(&plan->levels[i]);
        largest = gap > largest ? gap : largest;
    }
    return largest;
}

static int32_t count_optimal(const rf_plan *plan)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_levels; i++)
        n += plan->levels[i].outcome == RF_OPTIMAL;
    return n;
}

static void say_optimal(char out[SENTENCE], const rf_plan *plan)
{
    const double gap = largest_gap(plan);
    if (gap <= 0)
        snprintf(out, SENTENCE, "%s", _("Proven optimal: no plan does better, level by level."));
    else
        snprintf(out, SENTENCE,
                 _("Proven optimal within the gaps asked for: at most %s from the best possible."),
                 rf_number_percent(gap, RF_ROUND_UP).s);
}

static void say_stopped(char out[SENTENCE], const rf_plan *plan)
{
    const double gap = largest_gap(plan);
    const int32_t proven = count_optimal(plan);
    if (gap >= 1)
        snprintf(out, SENTENCE,
                 dngettext("renfort",
                           "Stopped early: %d level of %d is proven optimal; how far the others "
                           "are from the best possible is not known yet.",
                           "Stopped early: %d levels of %d are proven optimal; how far the others "
                           "are from the best possible is not known yet.",
                           (unsigned long)proven),
                 proven, plan->n_levels);
    else if (proven == 0)
        snprintf(out, SENTENCE, _("Stopped early: at most %s from the best possible."),
                 rf_number_percent(gap, RF_ROUND_UP).s);
    else
        snprintf(out, SENTENCE,
                 dngettext("renfort",
                           "Stopped early: %d level of %d is proven optimal, the others are at "
                           "most %s from the best possible.",
                           "Stopped early: %d levels of %d are proven optimal, the others are at "
                           "most %s from the best possible.",
                           (unsigned long)proven),
                 proven, plan->n_levels, rf_number_percent(gap, RF_ROUND_UP).s);
}

void rf_section_headline(rf_buf *out, const rf_view *view)
{
    char sentence[SENTENCE];
    rf_style style = RF_BAD;
    switch (view->plan->outcome) {
    case RF_OPTIMAL:
        say_optimal(sentence, view->plan);
        style = RF_GOOD;
        break;
    case RF_FEASIBLE:
        say_stopped(sentence, view->plan);
        style = RF_DOUBTFUL;
        break;
    case RF_INFEASIBLE:
    default:
        snprintf(sentence, sizeof sentence, "%s",
                 _("No plan is possible: pins and hard rules contradict each other."));
        break;
    }
    rf_paper_text(out, view->page, style, sentence);
}
