/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RF_CORE_CLOCK_H
#define RF_CORE_CLOCK_H

/* Seconds on a clock that never goes back; only differences mean something. */
double rf_clock_now(void);

#endif
