/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "adapters/report/number.h"
#include "adapters/report/paper.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

enum { SENTENCE = 1024 };

/* What the levels' gaps say together. A gap of 1 says nothing: the bound is 0. */
typedef struct proof {
    int32_t optimal, bounded; /* levels */
    double gap;               /* the largest of the bounded levels */
} proof;

static proof proof_of(const rf_plan *plan)
{
    proof p = {.optimal = 0};
    for (int32_t i = 0; i < plan->n_levels; i++) {
        const double gap = rf_level_gap(&plan->levels[i]);
        p.optimal += plan->levels[i].outcome == RF_OPTIMAL;
        if (gap >= 1)
            continue;
        p.bounded++;
        p.gap = gap > p.gap ? gap : p.gap;
    }
    return p;
}

static void say_optimal(char out[SENTENCE], const rf_plan *plan)
{
    const proof p = proof_of(plan);
    const double gap = p.bounded < plan->n_levels ? 1 : p.gap; /* a gap of 1 may be asked for */
    if (gap <= 0)
        snprintf(out, SENTENCE, "%s", _("Proven optimal: no plan does better, level by level."));
    else
        snprintf(out, SENTENCE,
                 _("Proven optimal within the gaps asked for: at most %s from the best possible."),
                 rf_number_percent(gap, RF_ROUND_UP).s);
}

static void say_partly_bounded(char out[SENTENCE], const rf_plan *plan, const proof *p)
{
    if (p->bounded == 0)
        snprintf(out, SENTENCE, "%s",
                 _("Stopped early: how far this is from the best possible is not known yet."));
    else
        snprintf(out, SENTENCE,
                 dngettext("renfort",
                           "Stopped early: %d level of %d is at most %s from the best possible; "
                           "how far the others are is not known yet.",
                           "Stopped early: %d levels of %d are at most %s from the best possible; "
                           "how far the others are is not known yet.",
                           (unsigned long)p->bounded),
                 p->bounded, plan->n_levels, rf_number_percent(p->gap, RF_ROUND_UP).s);
}

static void say_stopped(char out[SENTENCE], const rf_plan *plan)
{
    const proof p = proof_of(plan);
    if (p.bounded < plan->n_levels)
        say_partly_bounded(out, plan, &p);
    else if (p.optimal == 0)
        snprintf(out, SENTENCE, _("Stopped early: at most %s from the best possible."),
                 rf_number_percent(p.gap, RF_ROUND_UP).s);
    else
        snprintf(out, SENTENCE,
                 dngettext("renfort",
                           "Stopped early: %d level of %d is proven optimal, the others are at "
                           "most %s from the best possible.",
                           "Stopped early: %d levels of %d are proven optimal, the others are at "
                           "most %s from the best possible.",
                           (unsigned long)p.optimal),
                 p.optimal, plan->n_levels, rf_number_percent(p.gap, RF_ROUND_UP).s);
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
    if (view->plan->run.trouble[0] != '\0') {
        snprintf(sentence, sizeof sentence, _("The search broke off by itself: %s"),
                 view->plan->run.trouble);
        rf_paper_text(out, view->page, RF_BAD, sentence);
    }
}
