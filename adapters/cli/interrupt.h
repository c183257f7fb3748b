/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ctrl-C ends a solve with the best plan so far; a second one ends the program. */
#ifndef RF_CLI_INTERRUPT_H
#define RF_CLI_INTERRUPT_H

#include <signal.h>

/* From now on SIGINT, SIGTERM and SIGHUP set the flag that is returned. Those within a second of
 * the first do no more: one Ctrl-C, or timeout(1), may send several. A later one has its default
 * effect. A signal that is ignored already (nohup) stays so. */
const volatile sig_atomic_t *rf_interrupt_watch(void);

/* The signals have the effect again that they had before rf_interrupt_watch. */
void rf_interrupt_leave(void);

#endif
