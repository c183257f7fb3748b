/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/twin.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/solve/courier.h"

static const double GRACE = 0.5; /* seconds that the process has after the deadline */

typedef struct twin {
    rf_chain chain; /* the first's, but for a listener, best and limits of its own */
    rf_listener silent;
    rf_annealing how;
    pid_t pid; /* -1: no process */
    int pipe;  /* to read the process's plan from */
} twin;

static void ignore(void *user, const rf_incumbent *best)
{
    (void)user, (void)best;
}

static rf_status begin(twin *t, rf_chain *first, const rf_annealing *how, uint64_t apart,
                       rf_err *err)
{
    const int32_t n_levels = first->m->in->n_levels;
    t->pid = -1;
    t->how = *how;
    t->how.seed += apart;
    t->silent = *first->listener;
    t->silent.incumbent = ignore;
    t->chain = *first;
    t->chain.listener = &t->silent;
    t->chain.best = NULL;
    t->chain.limits = rf_new_array((size_t)n_levels, sizeof *t->chain.limits);
    rf_status rc = t->chain.limits != NULL ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_incumbent_new(&t->chain.best, first->m, err);
    if (rc == RF_OK)
        rc = rf_incumbent_copy(t->chain.best, first->best, n_levels, err);
    if (rc == RF_OK)
        memcpy(t->chain.limits, first->limits, (size_t)n_levels * sizeof *t->chain.limits);
    return rc;
}

/* Never returns. */
static void be_the_process(twin *t, int pipe, pid_t parent)
{
    rf_err err;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    const bool told = rf_anneal(&t->chain, &t->how, &err) == RF_OK &&
                      rf_incumbent_send(pipe, t->chain.best, t->chain.m->in->n_levels);
    _exit(told ? 0 : 1);
}

/* Walks aside where a process can be had. To ask whether to stop also makes a listener say what it
 * has not said yet: the process must not inherit that and say it too. */
static void set_off(twin *t, const rf_chain *first)
{
    const pid_t parent = getpid();
    int ends[2];
    if (first->workers < 2 || first->listener->stopped(first->listener->user) ||
        pipe2(ends, O_CLOEXEC) != 0)
        return;
    t->pid = fork();
    if (t->pid == 0) {
        close(ends[0]);
        be_the_process(t, ends[1], parent);
    }
    close(ends[1]);
    if (t->pid > 0)
        t->pipe = ends[0];
    else
        close(ends[0]);
}

static bool has_waited_enough(void *user)
{
    const rf_chain *chain = &((const twin *)user)->chain;
    return chain->listener->stopped(chain->listener->user) ||
           (chain->deadline > 0 && rf_clock_now() > chain->deadline + GRACE);
}

/* Takes the process's plan whole or not at all. */
static bool hear(twin *t)
{
    const rf_incoming from = {t->pipe, has_waited_enough, t};
    bool whole;
    rf_err err;
    return rf_incumbent_receive(&whole, t->chain.best, t->chain.m->in->n_levels, &from, &err) ==
               RF_OK &&
           whole;
}

static void end_process(twin *t)
{
    if (t->pid < 0)
        return;
    close(t->pipe);
    kill(t->pid, SIGKILL);
    while (waitpid(t->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    t->pid = -1;
}

/* In half of the time where there is but one process for both. */
static rf_status first_walk(const twin *t, rf_chain *first, const rf_annealing *how, rf_err *err)
{
    const double deadline = first->deadline, now = rf_clock_now();
    if (deadline > now && t->pid < 0)
        first->deadline = now + (deadline - now) / 2;
    const rf_status rc = rf_anneal(first, how, err);
    first->deadline = deadline;
    return rc;
}

/* The second walk's plan, from its process or walked here. */
static rf_status second_walk(twin *t, rf_chain *first, rf_err *err)
{
    bool taken = false;
    rf_status rc = RF_OK;
    if (t->pid < 0 || !hear(t))
        rc = rf_anneal(&t->chain, &t->how, err);
    if (rc == RF_OK)
        rc = rf_state_set(first->state, t->chain.best, err);
    return rc == RF_OK ? rf_chain_offer(&taken, first, err) : rc;
}

rf_status rf_anneal_twice(rf_chain *chain, const rf_annealing *how, uint64_t apart, rf_err *err)
{
    twin t = {.pid = -1};
    rf_status rc = begin(&t, chain, how, apart, err);
    if (rc == RF_OK)
        set_off(&t, chain);
    if (rc == RF_OK)
        rc = first_walk(&t, chain, how, err);
    if (rc == RF_OK && !rf_chain_is_closed(chain))
        rc = second_walk(&t, chain, err);
    end_process(&t);
    rf_incumbent_free(t.chain.best);
    free(t.chain.limits);
    return rc;
}
