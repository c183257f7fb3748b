/* SPDX-License-Identifier: GPL-3.0-or-later
 * Skills that end on a period's last working days and before its last day: the contract counts a
 * skill where it is valid through the last day of the period (MODEL.md, reason `skill`), so that
 * who states a Friday loses the week before it. */
#ifndef RF_DOMAIN_SKILL_ENDS_H
#define RF_DOMAIN_SKILL_ENDS_H

#include "engine/domain/instance.h"

/* Rows of skills.csv that lose a period so, of skills that a need asks for, where no other row of
 * the same agent and skill keeps it. */
typedef struct rf_skill_ends {
    int32_t n, first; /* row; -1: none */
    rf_date needed;   /* last day of the period that the first loses */
} rf_skill_ends;

/* RF_NO_MEMORY only. O(rows x days of a period). */
rf_status rf_skill_ends_find(rf_skill_ends *out, const rf_instance *in, rf_err *err);

#endif
