/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/freeze.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/against.h"

typedef enum verdict { FREEZE, LEAVE, CANNOT } verdict;

/* The pins of an instance, with those that were frozen so far behind them. */
typedef struct freezing {
    const rf_instance *in;
    rf_move *pins;
    int32_t n;
} freezing;

/* Constraint 1 with the pins of the stay's agent, and whether one was decided on the same
 * need or at the same time. */
static verdict judge(const freezing *f, const rf_move *stay)
{
    const rf_reasons reasons = rf_against_move(f->in, stay, true);
    int32_t stays = 1, away = stay->last - stay->first + 1;
    bool decided = (reasons >> RF_AGAINST_FORBIDDEN & 1) != 0, overlaps = false;
    for (int32_t i = 0; i < f->n; i++) {
        const rf_move *pin = &f->pins[i];
        if (pin->agent.i != stay->agent.i)
            continue;
        const bool at_once = pin->first <= stay->last && pin->last >= stay->first;
        stays++;
        away += pin->last - pin->first + 1;
        overlaps = overlaps || at_once;
        decided = decided || (i < f->in->n_pins && (at_once || pin->need.i == stay->need.i));
    }
    if (decided)
        return LEAVE;
    const bool fits = stays <= f->in->rules.max_stays && away <= f->in->rules.max_periods_away;
    return reasons == 0 && fits && !overlaps ? FREEZE : CANNOT;
}

static void warn(const rf_instance *in, const rf_move *stay, rf_place place, rf_diags *diags)
{
    rf_diags_add(diags, RF_WARNING, place,
                 _("the mission of %s at %s has begun and cannot go on as it was planned"),
                 rf_agent_name(in, stay->agent), rf_need_name(in, stay->need));
}

static void collect(freezing *f, rf_date today, rf_place place, rf_diags *diags)
{
    for (int32_t i = 0; i < f->in->n_baseline; i++) {
        const rf_move *stay = &f->in->baseline[i];
        if (rf_period_first_day(f->in->scenario, stay->first) > today)
            continue;
        const verdict v = judge(f, stay);
        if (v == CANNOT)
            warn(f->in, stay, place, diags);
        if (v != FREEZE)
            continue;
        f->pins[f->n] = *stay;
        f->pins[f->n++].pinned = true;
    }
}

rf_status rf_instance_freeze(int32_t *n_frozen, rf_instance *in, rf_date today, rf_place place,
                             rf_diags *diags, rf_err *err)
{
    const size_t most = (size_t)in->n_pins + (size_t)in->n_baseline;
    freezing f = {.in = in, .pins = rf_new_array(most, sizeof *f.pins), .n = in->n_pins};
    if (f.pins == NULL)
        return rf_fail_memory(err);
    if (in->n_pins > 0)
        memcpy(f.pins, in->pins, (size_t)in->n_pins * sizeof *f.pins);
    collect(&f, today, place, diags);
    *n_frozen = f.n - in->n_pins;
    if (f.n > 1)
        qsort(f.pins, (size_t)f.n, sizeof *f.pins, rf_move_compare);
    free(in->pins);
    in->pins = f.pins;
    in->n_pins = f.n;
    in->is_frozen = true;
    in->frozen_on = today;
    return rf_diags_failed(diags, err);
}
