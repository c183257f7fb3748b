/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reasons against a service, counted and put in plain words. A count of fewer than RF_SMALL_CELL
 * people is never shown by itself, whatever the reason: together with its neighbours it is "other
 * reasons", so that nobody's restriction shows. */
#ifndef RF_ADAPTERS_REPORT_REASONS_H
#define RF_ADAPTERS_REPORT_REASONS_H

#include "engine/renfort.h"

/* Why agents are held back, said of several people: "no agreement between the employers", ... */
const char *rf_word_reason(rf_reason reason);

#endif
