/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of edits that a variant may name, see bench/README.md. */
#include <math.h>

#include "bench/sweep/variant.h"

/* Whether floors may be dipped at all: 0 soft, 1 hard. */
static rf_status set_hard_floors(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                                 rf_err *err)
{
    (void)err;
    subject->scenario->rules.hard_floors = arguments[0].number > 0;
    return RF_OK;
}

/* How many periods a person may serve away from home, at most. */
static rf_status set_periods_away(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                                  rf_err *err)
{
    (void)err;
    subject->scenario->rules.max_periods_away = (int32_t)lround(arguments[0].number);
    return RF_OK;
}

const rf_sweep_kind rf_sweep_kinds[] = {
    {.name = "hard_floors",
     .parameters = {{.key = "value", .type = RF_SWEEP_NUMBER, .low = 0, .high = 1}},
     .make = set_hard_floors},
    {.name = "max_periods_away",
     .parameters = {{.key = "periods", .type = RF_SWEEP_NUMBER, .low = 1, .high = 1000}},
     .make = set_periods_away},
    {.name = NULL},
};
