/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/clock.h"
#include "engine/core/pipe.h"
#include "engine/core/text.h"
#include "engine/solve/courier.h"

static const double GRACE = 0.5; /* seconds that a child has to end by itself after the deadline */
static const double LEVEL_GRACE = 0.5, LEVEL_GRACE_SHARE = 0.2; /* ... after a level's time */
static const double TELL_EVERY = 0.05;   /* seconds between incumbents on the pipe */
static const double TELL_PROGRESS = 0.2; /* seconds between progress calls */

typedef enum message_kind {
    MESSAGE_INCUMBENT,
    MESSAGE_BOUND,
    MESSAGE_BEGUN,
    MESSAGE_DONE,
    MESSAGE_TROUBLE,
    MESSAGE_END
} message_kind;

/* On the pipe: this, then an incumbent where it is one. */
typedef struct message {
    int32_t kind, level;
    int64_t number; /* bound, or columns at the end */
    int64_t rows;
    double seconds;
} message;

/* ---- the child's side -------------------------------------------------------------------------
 */

typedef struct child {
    const rf_model *m;
    int pipe;   /* to tell on */
    int orders; /* hangs up when the parent wants the search to end, or is gone */
    double deadline, last_told;
    const rf_incumbent *untold;
} child;

static void write_whole(int pipe, const void *bytes, size_t n)
{
    if (!rf_pipe_write(pipe, bytes, n))
        _exit(1); /* nobody listens any more */
}

static void tell_untold(child *c)
{
    if (c->untold == NULL)
        return;
    const message head = {.kind = MESSAGE_INCUMBENT};
    write_whole(c->pipe, &head, sizeof head);
    if (!rf_incumbent_send(c->pipe, c->untold, c->m->in->n_levels))
        _exit(1);
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

static void on_begun(void *user, int32_t level, double seconds)
{
    child *c = user;
    const message head = {.kind = MESSAGE_BEGUN, .level = level, .seconds = seconds};
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
    struct pollfd orders = {c->orders, POLLIN, 0};
    tell_untold(c);
    return (c->deadline > 0 && rf_clock_now() > c->deadline) || poll(&orders, 1, 0) > 0;
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

/* The parent's handlers are not the child's; to be interrupted is for the parent to answer. */
static void reset_signals(void)
{
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP)
            signal(number, SIG_DFL);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
}

/* Never returns. */
static void be_the_child(child c, rf_findings *findings, const rf_levels_options *levels)
{
    const rf_listener listener = {on_incumbent, on_bound, on_begun, on_done, is_stopped, &c};
    rf_levels_work work = {0, 0};
    rf_err err;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    reset_signals();
    if (rf_levels_solve(findings->best, &work, c.m, levels, &listener, &err) != RF_OK)
        tell_trouble(&c, &err);
    tell_untold(&c);
    const message end = {.kind = MESSAGE_END, .number = work.columns, .rows = work.rows};
    write_whole(c.pipe, &end, sizeof end);
    _exit(0);
}

/* ---- the parent's side ------------------------------------------------------------------------
 */

typedef struct parent {
    rf_findings *findings;
    const rf_model *m;
    const rf_solve_options *options;
    int pipe, orders; /* orders -1: the child has been told to end */
    double began, deadline, last_progress;
    double overdue; /* when the level at hand is to be left; 0: never */
    int32_t level;
    bool out_of_memory, hangs; /* hangs: the level was overdue */
} parent;

/* When the user has had enough, the child is told, and given the time to say what it has. */
static void pass_on_stop(parent *p)
{
    if (p->orders < 0 || p->options->stop == NULL || !*p->options->stop)
        return;
    close(p->orders);
    p->orders = -1;
    p->deadline = rf_clock_now() + GRACE;
}

static bool is_time_up(const parent *p)
{
    return p->deadline > 0 && rf_clock_now() > p->deadline;
}

static bool has_waited_enough(void *user)
{
    parent *p = user;
    pass_on_stop(p);
    p->hangs = !is_time_up(p) && p->overdue > 0 && rf_clock_now() > p->overdue;
    return p->hangs || is_time_up(p);
}

/* False: the child ended, or time is up. */
static bool read_whole(parent *p, void *bytes, size_t n)
{
    return rf_pipe_read(p->pipe, bytes, n, has_waited_enough, p);
}

static bool read_incumbent(parent *p)
{
    const rf_incoming from = {p->pipe, has_waited_enough, p};
    bool whole;
    rf_err err;
    p->out_of_memory =
        rf_incumbent_receive(&whole, p->findings->best, p->m->in->n_levels, &from, &err) != RF_OK;
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

/* A level that is solved again rests on those above it in the same process. */
static void begin_level(parent *p, const message *head)
{
    const bool may_restart = head->seconds > 0 && !p->m->in->has_baseline;
    const double patience = head->seconds + LEVEL_GRACE + LEVEL_GRACE_SHARE * head->seconds;
    p->level = head->level;
    p->overdue = may_restart ? rf_clock_now() + patience : 0;
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
            if (!read_incumbent(p))
                return;
            tell_progress(p, false);
            break;
        case MESSAGE_BOUND:
            p->findings->bounds[head.level] = head.number;
            tell_progress(p, false);
            break;
        case MESSAGE_BEGUN:
            begin_level(p, &head);
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

/* Why the child ended before its end, unless it was for the clock or the user. */
static void note_trouble(parent *p, int status)
{
    rf_err *trouble = &p->findings->trouble;
    if (p->findings->finished || is_time_up(p) || p->hangs || p->orders < 0 ||
        trouble->text[0] != '\0')
        return;
    if (p->out_of_memory) {
        rf_fail_memory(trouble);
        return; /* it was ended for that */
    }
    p->findings->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    rf_fail(trouble, RF_INTERNAL, _("the search ended by signal %d"), p->findings->signal);
}

static void follow(parent *p, pid_t pid)
{
    struct rusage usage = {0};
    int status = 0;
    listen(p);
    if (!p->findings->finished)
        kill(pid, SIGKILL);
    while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    p->findings->peak_mib = fmax(p->findings->peak_mib, (double)usage.ru_maxrss / 1024.0);
    note_trouble(p, status);
    close(p->pipe);
    if (p->orders >= 0)
        close(p->orders);
}

static void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

/* Two pipes: what the child tells, and what holds it at work. */
static rf_status open_pipes(int told[2], int orders[2], rf_err *err)
{
    if (pipe2(told, O_CLOEXEC) != 0)
        return rf_fail(err, RF_IO, _("no pipe to the search: %s"), strerror(errno));
    if (pipe2(orders, O_CLOEXEC) == 0)
        return RF_OK;
    const rf_status rc = rf_fail(err, RF_IO, _("no pipe to the search: %s"), strerror(errno));
    close_both(told);
    return rc;
}

/* One child, from the level on that the options say, to its end. */
static rf_status run_child(parent *p, const rf_levels_options *levels, rf_err *err)
{
    int told[2], orders[2];
    const rf_status rc = open_pipes(told, orders, err);
    if (rc != RF_OK)
        return rc;
    const pid_t pid = fork();
    if (pid < 0) {
        close_both(told);
        close_both(orders);
        return rf_fail(err, RF_IO, _("no process for the search: %s"), strerror(errno));
    }
    if (pid == 0) {
        const double deadline = levels->seconds > 0 ? rf_clock_now() + levels->seconds : 0;
        close(told[0]);
        close(orders[1]);
        be_the_child((child){p->m, told[1], orders[0], deadline, 0, NULL}, p->findings, levels);
    }
    close(told[1]);
    close(orders[0]);
    p->pipe = told[0];
    p->orders = orders[1];
    p->hangs = false;
    p->overdue = 0;
    follow(p, pid);
    return RF_OK;
}

rf_status rf_supervise(rf_findings *findings, const rf_model *m, const rf_levels_options *levels,
                       const rf_solve_options *options, rf_err *err)
{
    const double now = rf_clock_now(), seconds = levels->seconds;
    rf_levels_options now_on = *levels;
    parent p = {.findings = findings,
                .m = m,
                .options = options,
                .began = now,
                .deadline = seconds > 0 ? now + seconds + GRACE : 0};
    if (options->stop != NULL && *options->stop)
        return RF_OK;
    rf_status rc = run_child(&p, &now_on, err);
    while (rc == RF_OK && p.hangs && p.level + 1 < m->in->n_levels) {
        now_on.first = p.level + 1;
        now_on.bounds = findings->bounds;
        now_on.seconds = fmax(0.01, now + seconds - rf_clock_now());
        rc = run_child(&p, &now_on, err);
    }
    return rc;
}
