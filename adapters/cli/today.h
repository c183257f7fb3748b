/* SPDX-License-Identifier: GPL-3.0-or-later
 * The day of the clock on the wall. */
#ifndef RF_CLI_TODAY_H
#define RF_CLI_TODAY_H

#include "engine/renfort.h"

/* In local time; 1970-01-01 where there is no clock. */
rf_date rf_today(void);

#endif
