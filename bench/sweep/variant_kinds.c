/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of edits that a variant may name, see bench/README.md. */
#include <math.h>

#include "bench/sweep/kinds.h"

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
    {.name = "absence",
     .parameters = {{.key = "percent", .type = RF_SWEEP_NUMBER, .low = 0, .high = 100}},
     .make = rf_sweep_absence},
    {.name = "alone",
     .parameters = {{.key = "organisation", .type = RF_SWEEP_TEXT, .optional = true}},
     .make = rf_sweep_alone},
    {.name = "consents_of",
     .parameters = {{.key = "territory", .type = RF_SWEEP_TERRITORY}},
     .make = rf_sweep_consents_of},
    {.name = "floors_of",
     .parameters = {{.key = "territory", .type = RF_SWEEP_TERRITORY}},
     .make = rf_sweep_floors_of},
    {.name = "floors_times",
     .parameters = {{.key = "percent", .type = RF_SWEEP_NUMBER, .low = 0, .high = 1000}},
     .make = rf_sweep_floors_times},
    {.name = "hard_floors",
     .parameters = {{.key = "value", .type = RF_SWEEP_NUMBER, .low = 0, .high = 1}},
     .make = set_hard_floors},
    {.name = "max_periods_away",
     .parameters = {{.key = "periods", .type = RF_SWEEP_NUMBER, .low = 1, .high = 1000}},
     .make = set_periods_away},
    {.name = "max_travel",
     .parameters = {{.key = "minutes", .type = RF_SWEEP_NUMBER, .low = 0, .high = 1440}},
     .make = rf_sweep_max_travel},
    {.name = "pooled", .make = rf_sweep_pooled},
    {.name = "price",
     .parameters = {{.key = "term", .type = RF_SWEEP_TEXT},
                    {.key = "centi_fte", .type = RF_SWEEP_NUMBER, .low = 0, .high = 100000},
                    {.key = "from", .type = RF_SWEEP_TEXT, .optional = true}},
     .make = rf_sweep_price},
    {.name = "skills_of",
     .parameters = {{.key = "territory", .type = RF_SWEEP_TERRITORY}},
     .make = rf_sweep_skills_of},
    {.name = "train",
     .parameters =
         {{.key = "skill", .type = RF_SWEEP_TEXT},
          {.key = "people", .type = RF_SWEEP_NUMBER, .low = 0, .high = 1000000},
          {.key = "level", .type = RF_SWEEP_NUMBER, .low = 1, .high = 4, .optional = true},
          {.key = "organisation", .type = RF_SWEEP_TEXT, .optional = true}},
     .make = rf_sweep_train},
    {.name = "without_convention",
     .parameters = {{.key = "lender", .type = RF_SWEEP_TEXT},
                    {.key = "borrower", .type = RF_SWEEP_TEXT}},
     .make = rf_sweep_without},
    {.name = NULL},
};
