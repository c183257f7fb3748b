/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/supervise.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/clock.h"
#include "engine/core/mem.h"
#include "engine/core/text.h"

static const double GRACE = 0.5; /* seconds that a child has to end by itself after the deadline */
static const double TELL_EVERY = 0.05;   /* seconds between incumbents on the pipe */
static const double TELL_PROGRESS = 0.2; /* seconds between progress calls */

typedef enum message_kind {
    MESSAGE_INCUMBENT,
    MESSAGE_BOUND,
    MESSAGE_DONE,
    MESSAGE_TROUBLE,
    MESSAGE_END
} message_kind;

/* On the pipe: this, then for an incumbent its values and stays. */
typedef struct message {
    int32_t kind, level;
    int64_t number; /* bound, stays of an incumbent, or columns at the end */
    int64_t rows;
    double seconds;
} message;

/* ---- the child's side -------------------------------------------------------------------------
 */

typedef struct child {
    const rf_model *m;
    int pipe;
    double deadline, last_told;
    const rf_incumbent *untold;
} child;

static void write_whole(int pipe, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n > 0) {
        const ssize_t written = write(pipe, p, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            _exit(1); /* nobody listens any more */
        p += written;
        n -= (size_t)written;
    }
}

static void tell_untold(child *c)
{
    if (c->untold == NULL)
        return;
    const message head = {.kind = MESSAGE_INCUMBENT, .number = c->untold->n_stays};
    write_whole(c->pipe, &head, sizeof head);
    write_whole(c->pipe, c->untold->values, (size_t)c->m->in->n_levels * sizeof *c->untold->values);
    write_whole(c->pipe, c->untold->stays, (size_t)c->untold->n_stays * sizeof *c->untold->stays);
    c->untold = NULL;
    c->last_told = rf_clock_now();
}

static void on_incumbent(void *user, const rf_incumbent *best)
{
    child *c = user;
    c->untold = best;
    if (rf_clock_now() - c->last_told > TELL_EVERY)
        tell_untold(c);
}

static void on_bound(void *user, int32_t level, int64_t bound)
{
    child *c = user;
    const message head = {.kind = MESSAGE_BOUND, .level = level, .number = bound};
    tell_untold(c);
    write_whole(c->pipe, &head, sizeof head);
}

static void on_done(void *user, int32_t level, double seconds)
{
    child *c = user;
    const message head = {.kind = MESSAGE_DONE, .level = level, .seconds = seconds};
    tell_untold(c);
    write_whole(c->pipe, &head, sizeof head);
}

static bool is_stopped(void *user)
{
    child *c = user;
    const double now = rf_clock_now();
    if (c->untold != NULL && now - c->last_told > TELL_EVERY)
        tell_untold(c);
    return c->deadline > 0 && now > c->deadline;
}

/* Never returns. */
static void tell_trouble(child *c, const rf_err *err)
{
    const message head = {.kind = MESSAGE_TROUBLE, .number = RF_ERR_TEXT};
    tell_untold(c);
    write_whole(c->pipe, &head, sizeof head);
    write_whole(c->pipe, err->text, RF_ERR_TEXT);
    _exit(1);
}

/* The parent's handlers are not the child's; Ctrl-C is for the parent to answer. */
static void reset_signals(void)
{
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP)
            signal(number, SIG_DFL);
    signal(SIGINT, SIG_IGN);
}

/* Never returns. */
static void be_the_child(int pipe, rf_findings *findings, const rf_model *m,
                         const rf_levels_options *levels)
{
    child c = {m, pipe, levels->seconds > 0 ? rf_clock_now() + levels->seconds : 0, 0, NULL};
    const rf_listener listener = {on_incumbent, on_bound, on_done, is_stopped, &c};
    rf_levels_work work = {0, 0};
    rf_err err;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    reset_signals();
    if (rf_levels_solve(findings->best, &work, m, levels, &listener, &err) != RF_OK)
        tell_trouble(&c, &err);
    tell_untold(&c);
    const message end = {.kind = MESSAGE_END, .number = work.columns, .rows = work.rows};
    write_whole(pipe, &end, sizeof end);
    _exit(0);
}

/* ---- the parent's side ------------------------------------------------------------------------
 */

typedef struct parent {
    rf_findings *findings;
    const rf_model *m;
    const rf_solve_options *options;
    int pipe;
    double began, deadline, last_progress;
    int32_t level;
    rf_err *err;
} parent;

/* The deadline has passed, or the user has had enough. */
static bool is_time_up(const parent *p)
{
    return (p->deadline > 0 && rf_clock_now() > p->deadline) ||
           (p->options->stop != NULL && *p->options->stop);
}

/* Reads n bytes, waiting no longer than the deadline; false: the child ended, or time is up. */
static bool read_whole(parent *p, void *bytes, size_t n)
{
    char *into = bytes;
    while (n > 0) {
        if (is_time_up(p))
            return false;
        struct pollfd ready = {p->pipe, POLLIN, 0};
        if (poll(&ready, 1, 50) <= 0)
            continue;
        const ssize_t got = read(p->pipe, into, n);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return false;
        into += got;
        n -= (size_t)got;
    }
    return true;
}

/* Takes an incumbent only once all of it has come. */
static bool read_incumbent(parent *p, int64_t n_stays)
{
    const size_t n_levels = (size_t)p->m->in->n_levels;
    rf_incumbent *best = p->findings->best;
    int64_t *values = rf_new_array(n_levels, sizeof *values);
    rf_stay *stays = rf_new_array((size_t)n_stays, sizeof *stays);
    bool whole = values != NULL && stays != NULL;
    whole = whole && read_whole(p, values, n_levels * sizeof *values);
    whole = whole && read_whole(p, stays, (size_t)n_stays * sizeof *stays);
    if (whole) {
        memcpy(best->values, values, n_levels * sizeof *values);
        free(best->stays);
        best->stays = stays;
        best->n_stays = best->capacity = (int32_t)n_stays;
        stays = NULL;
    }
    free(values);
    free(stays);
    return whole;
}

static void tell_progress(parent *p, bool now)
{
    const double time = rf_clock_now();
    if (p->options->progress == NULL || (!now && time - p->last_progress < TELL_PROGRESS))
        return;
    p->last_progress = time;
    const int64_t value = p->findings->best->values[p->level],
                  bound = p->findings->bounds[p->level];
    const rf_progress progress = {.level = p->level,
                                  .value = value,
                                  .bound = bound,
                                  .gap = (double)(value - bound) / (double)(value > 1 ? value : 1),
                                  .seconds = time - p->began};
    p->options->progress(p->options->user, &progress);
}

static void take_level(parent *p, const message *head)
{
    p->findings->seconds[head->level] = head->seconds;
    tell_progress(p, true);
    if (head->level + 1 < p->m->in->n_levels)
        p->level = head->level + 1;
}

static void listen(parent *p)
{
    message head;
    while (read_whole(p, &head, sizeof head)) {
        switch ((message_kind)head.kind) {
        case MESSAGE_INCUMBENT:
            if (!read_incumbent(p, head.number))
                return;
            tell_progress(p, false);
            break;
        case MESSAGE_BOUND:
            p->findings->bounds[head.level] = head.number;
            tell_progress(p, false);
            break;
        case MESSAGE_DONE:
            take_level(p, &head);
            break;
        case MESSAGE_TROUBLE:
            read_whole(p, p->findings->trouble.text, RF_ERR_TEXT);
            return;
        case MESSAGE_END:
            p->findings->finished = true;
            p->findings->columns = head.number;
            p->findings->rows = head.rows;
            return;
        }
    }
}

static rf_status follow(parent *p, pid_t pid)
{
    struct rusage usage = {0};
    int status = 0;
    listen(p);
    close(p->pipe);
    if (!p->findings->finished)
        kill(pid, SIGKILL);
    while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    p->findings->peak_mib = (double)usage.ru_maxrss / 1024.0;
    if (!p->findings->finished && !is_time_up(p) && p->findings->trouble.text[0] == '\0')
        rf_fail(&p->findings->trouble, RF_INTERNAL, _("the search ended by signal %d"),
                WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    return RF_OK;
}

rf_status rf_supervise(rf_findings *findings, const rf_model *m, const rf_levels_options *levels,
                       const rf_solve_options *options, rf_err *err)
{
    int ends[2];
    const double now = rf_clock_now();
    if (pipe(ends) != 0)
        return rf_fail(err, RF_IO, _("no pipe to the search: %s"), strerror(errno));
    const pid_t pid = fork();
    if (pid < 0) {
        close(ends[0]);
        close(ends[1]);
        return rf_fail(err, RF_IO, _("no process for the search: %s"), strerror(errno));
    }
    if (pid == 0) {
        close(ends[0]);
        be_the_child(ends[1], findings, m, levels);
    }
    close(ends[1]);
    parent p = {.findings = findings,
                .m = m,
                .options = options,
                .pipe = ends[0],
                .began = now,
                .deadline = levels->seconds > 0 ? now + levels->seconds + GRACE : 0,
                .err = err};
    return follow(&p, pid);
}
