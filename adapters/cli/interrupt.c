/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/interrupt.h"

#include <errno.h>
#include <stddef.h>
#include <time.h>

enum { N_SIGNALS = 3 };

static const int SIGNALS[N_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* The one piece of state that outlives a call: a signal handler can be given no argument. */
static struct {
    volatile sig_atomic_t stop;
    struct timespec stopped_at; /* the handler's alone */
    struct sigaction before[N_SIGNALS];
} watch;

static int is_over_a_second(const struct timespec *from, const struct timespec *to)
{
    const time_t seconds = to->tv_sec - from->tv_sec;
    return seconds > 1 || (seconds == 1 && to->tv_nsec >= from->tv_nsec);
}

/* No other of the signals comes between: each blocks all three. */
static void on_signal(int number)
{
    const int before = errno;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!watch.stop) {
        watch.stopped_at = now;
        watch.stop = 1;
    } else if (is_over_a_second(&watch.stopped_at, &now)) {
        signal(number, SIG_DFL);
        raise(number);
    }
    errno = before;
}

const volatile sig_atomic_t *rf_interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < N_SIGNALS; i++)
        sigaddset(&action.sa_mask, SIGNALS[i]);
    watch.stop = 0;
    for (size_t i = 0; i < N_SIGNALS; i++) {
        sigaction(SIGNALS[i], NULL, &watch.before[i]);
        if (watch.before[i].sa_handler != SIG_IGN)
            sigaction(SIGNALS[i], &action, NULL);
    }
    return &watch.stop;
}

void rf_interrupt_leave(void)
{
    for (size_t i = 0; i < N_SIGNALS; i++)
        sigaction(SIGNALS[i], &watch.before[i], NULL);
}
