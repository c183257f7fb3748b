/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/sections.h"
#include "adapters/report/words.h"

enum { SENTENCE = 512 };

typedef struct dates {
    rf_text from, to;
} dates;

static dates dates_of(const rf_instance *in, int32_t first, int32_t last)
{
    return (dates){rf_number_date(rf_period_first_day(in->scenario, first)),
                   rf_number_date(rf_period_last_day(in->scenario, last))};
}

static void say_pin(char out[SENTENCE], const rf_instance *in, const rf_conflict *c)
{
    const rf_move *pin = &in->pins[c->index];
    const dates d = dates_of(in, pin->first, pin->last);
    snprintf(out, SENTENCE, _("pin: agent %s serves need %s from %s to %s"),
             rf_agent_name(in, pin->agent), rf_need_name(in, pin->need), d.from.s, d.to.s);
}

static void say_floor(char out[SENTENCE], const rf_instance *in, const rf_conflict *c)
{
    const rf_floor *floor = &in->floors[c->index];
    const dates d = dates_of(in, c->period, c->period);
    const rf_text fte = rf_number_fte(in->floor[(int64_t)c->index * in->n_periods + c->period]);
    if (floor->skill < 0)
        snprintf(out, SENTENCE, _("hard floor: service %s keeps %s FTE from %s to %s"),
                 rf_unit_name(in, floor->unit), fte.s, d.from.s, d.to.s);
    else
        snprintf(out, SENTENCE,
                 _("hard floor: service %s keeps %s FTE with skill %s from %s to %s"),
                 rf_unit_name(in, floor->unit), fte.s, rf_skill_name(in, floor->skill), d.from.s,
                 d.to.s);
}

static void say_convention(char out[SENTENCE], const rf_instance *in, const rf_conflict *c)
{
    const rf_convention *convention = &in->conventions[c->index];
    const dates d = dates_of(in, c->period, c->period);
    snprintf(out, SENTENCE, _("convention: %s lends %s at most %s FTE from %s to %s"),
             rf_organisation_name(in, convention->lender),
             rf_organisation_name(in, convention->borrower), rf_number_fte(convention->max).s,
             d.from.s, d.to.s);
}

static void say_tutors(char out[SENTENCE], const rf_instance *in, const rf_conflict *c)
{
    const rf_need *need = &in->needs[c->index];
    const dates d = dates_of(in, c->period, c->period);
    snprintf(out, SENTENCE,
             dngettext("renfort",
                       "tutors: need %s takes at most %d trainee for each tutor from %s to %s",
                       "tutors: need %s takes at most %d trainees for each tutor from %s to %s",
                       (unsigned long)need->tutor_ratio),
             rf_need_name(in, (rf_need_id){c->index}), need->tutor_ratio, d.from.s, d.to.s);
}

/* What giving up each kind means. */
static const char *const ADVICE[] = {
    [RF_CONFLICT_PIN] = N_("To give it up: take the decision back ('renfort decide TERRITORY undo "
                           "--number N'), or change or remove its row in decisions.csv."),
    [RF_CONFLICT_FLOOR] = N_("To give it up: lower this floor in floors.csv, or set \"floors\": "
                             "\"soft\" in the rules of the scenario, and every floor may be dipped "
                             "at a cost."),
    [RF_CONFLICT_CONVENTION] = N_("To give it up: raise max_fte in conventions.csv, once the two "
                                  "employers agree."),
    [RF_CONFLICT_TUTORS] = N_("To give it up: raise tutor_ratio or tutors_on_site of this need in "
                              "needs.csv, if people are there who can tutor."),
};

void rf_section_conflict(rf_buf *out, const rf_view *view)
{
    static void (*const say[])(char[SENTENCE], const rf_instance *, const rf_conflict *) = {
        [RF_CONFLICT_PIN] = say_pin,
        [RF_CONFLICT_FLOOR] = say_floor,
        [RF_CONFLICT_CONVENTION] = say_convention,
        [RF_CONFLICT_TUTORS] = say_tutors,
    };
    const rf_grid_column columns[] = {{"", RF_LEFT, 0, 0}, {"", RF_WRAPPED, 20, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    rf_paper_heading(out, view->page, _("What contradicts"));
    for (int32_t i = 0; i < view->plan->n_conflicts; i++) {
        char sentence[SENTENCE];
        const rf_conflict *c = &view->plan->conflicts[i];
        say[c->kind](sentence, view->in, c);
        rf_grid_add(&grid, RF_BAD, "-");
        rf_grid_add(&grid, RF_PLAIN, sentence);
        rf_grid_add(&grid, RF_PLAIN, "");
        rf_grid_add(&grid, RF_FAINT, _(ADVICE[c->kind]));
    }
    rf_grid_print(out, view->page, &grid);
    rf_paper_text(
        out, view->page, RF_PLAIN,
        _("These cannot all hold together; give up any one of them, the one that costs least, and "
          "the others can. Then solve again."));
}
