/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/interrupt.h"

#include <stddef.h>

/* The one piece of state that outlives a call: a signal handler can be given no argument. */
static volatile sig_atomic_t stop = 0;

static void set_stop(int signal_number)
{
    (void)signal_number;
    stop = 1;
}

static void handle(void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

const volatile sig_atomic_t *rf_interrupt_watch(void)
{
    handle(set_stop, (int)SA_RESETHAND);
    return &stop;
}

void rf_interrupt_leave(void)
{
    handle(SIG_DFL, 0);
}
