/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/figure_words.h"

#include "adapters/report/words.h"

static const char *word_or_code(const rf_wording *table, const char *code)
{
    const char *word = rf_word_of(table, code);
    return word != NULL ? word : code;
}

const char *rf_word_of_figure(const char *name)
{
    static const rf_wording words[] = {
        {"asked", N_("asked")},
        {"covered", N_("covered")},
        {"coverage", N_("coverage")},
        {"shortfall", N_("shortfall")},
        {"moved", N_("people moved")},
        {"imposition", N_("moved, not as volunteers")},
        {"travel", N_("travel, one way")},
        {"floors_dipped", N_("floors dipped")},
        {"lent", N_("lent to others")},
        {"conventions_used", N_("conventions used")},
        {"conventions_load", N_("conventions, busiest load")},
        {"exchange_imbalance", N_("loans not returned in kind")},
        {"unused_volunteers", N_("volunteers not called on")},
        {"polyvalence", N_("needs one could serve, median")},
        {"polyvalence_share", N_("needs one could serve, mean")},
        {"without_need", N_("could serve none")},
        {"chaining", N_("hanging together")},
        {"single_points", N_("hang on one person")},
        {"single_holders", N_("skills of one holder")},
        {"burden_gini", N_("burden, Gini")},
        {"burden_max", N_("burden, on one person")},
        {"burden_top_tenth", N_("burden, on a tenth")},
        {"robustness", N_("held")},
        {"gap", N_("largest gap")},
        {"seconds", N_("time")},
        {NULL, NULL},
    };
    return word_or_code(words, name);
}

const char *rf_word_of_measure(const char *unit)
{
    static const rf_wording words[] = {
        {"share", N_("share")},
        {"FTE-weeks", N_("FTE-weeks")},
        {"FTE per 1,000 FTE", N_("FTE per 1,000 FTE")},
        {"people per 100 FTE", N_("people per 100 FTE")},
        {"minutes", N_("minutes")},
        {"needs", N_("needs")},
        {"seconds", N_("seconds")},
        {NULL, NULL},
    };
    return word_or_code(words, unit);
}
