/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ctrl-C ends a solve with the best plan so far; a second one ends the program. */
#ifndef RF_CLI_INTERRUPT_H
#define RF_CLI_INTERRUPT_H

#include <signal.h>

/* From now on SIGINT and SIGTERM set the flag that is returned, once each; the next one has its
 * default effect. */
const volatile sig_atomic_t *rf_interrupt_watch(void);

/* The signals have their default effect again. */
void rf_interrupt_leave(void);

#endif
