/* SPDX-License-Identifier: GPL-3.0-or-later
 * A program that is run with limits and never believed. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/sweep/sweep.h"

enum { ROOM_TO_SAY = 1 << 16 }; /* bytes of standard error: they are nobody's memory but ours */
enum { KIB_PER_MIB = 1024, MOST_SAID = 400, NOT_STARTED = 127, MOST_NAP = 3600 };
enum { CPU_GRACE = 5 }; /* seconds from SIGXCPU to SIGKILL, which would tell nothing */
static const rlim_t MOST_BYTES = (rlim_t)4 << 30; /* that one file of a job may have */
static const double NEAR = 0.75;                  /* of its memory: who dies there died of that */
static const double US_PER_S = 1e6, NS_PER_S = 1e9;

/* A child under way. */
typedef struct child {
    pid_t pid;
    double began, deadline;
    const rf_sweep_child_limits *limits;
    sigset_t waited, before; /* signals that are waited for, and the mask of before */
    int said;                /* what it writes to standard error */
} child;

/* A limit that is lower already stays. */
static void limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
    struct rlimit now;
    if (getrlimit(what, &now) != 0)
        return;
    now.rlim_max = now.rlim_max < hard ? now.rlim_max : hard; /* RLIM_INFINITY is the largest */
    now.rlim_cur = now.rlim_cur < soft ? now.rlim_cur : soft;
    now.rlim_cur = now.rlim_cur < now.rlim_max ? now.rlim_cur : now.rlim_max;
    (void)setrlimit(what, &now);
}

void rf_sweep_child_limit(const rf_sweep_child_limits *limits)
{
    const rlim_t cpu = (rlim_t)ceil(limits->seconds) + 1;
    const rlim_t bytes = (rlim_t)limits->memory_mib * KIB_PER_MIB * KIB_PER_MIB;
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, MOST_BYTES, MOST_BYTES);
    limit(RLIMIT_CPU, cpu, cpu + CPU_GRACE);
    if (bytes > 0)
        limit(RLIMIT_AS, bytes, bytes);
}

/* Never returns. */
static void be_the_child(const child *c, pid_t parent, char *const argv[])
{
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(NOT_STARTED); /* gone before the line above */
    rf_sweep_child_limit(c->limits);
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP)
            signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &c->before, NULL);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(c->said, STDERR_FILENO);
    execv(argv[0], argv);
    _exit(NOT_STARTED);
}

/* A file in memory that cannot grow: what is written beyond its end is refused. */
static int open_said(void)
{
    const int fd = memfd_create("said", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || (ftruncate(fd, ROOM_TO_SAY) == 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_GROW) == 0))
        return fd;
    const int number = errno;
    close(fd);
    errno = number;
    return -1;
}

static rf_status start(child *c, char *const argv[], rf_err *err)
{
    signal(SIGCHLD, SIG_DFL); /* where it is ignored, nobody can be waited for */
    sigemptyset(&c->waited);
    sigaddset(&c->waited, SIGCHLD);
    sigaddset(&c->waited, SIGTERM);
    sigaddset(&c->waited, SIGINT);
    sigaddset(&c->waited, SIGHUP);
    c->said = open_said();
    if (c->said < 0)
        return rf_fail(err, RF_IO, "a job cannot be started: %s", strerror(errno));
    sigprocmask(SIG_BLOCK, &c->waited, &c->before);
    const pid_t parent = getpid();
    c->began = rf_clock_now();
    c->deadline = c->began + c->limits->seconds;
    c->pid = fork();
    if (c->pid == 0)
        be_the_child(c, parent, argv);
    if (c->pid > 0) {
        setpgid(c->pid, c->pid); /* whoever comes first */
        return RF_OK;
    }
    const int number = errno;
    sigprocmask(SIG_SETMASK, &c->before, NULL);
    close(c->said);
    return rf_fail(err, RF_IO, "a job cannot be started: %s", strerror(number));
}

/* The next signal that is waited for; 0: the deadline is over. */
static int next_signal(const child *c)
{
    for (;;) {
        double left = c->deadline - rf_clock_now();
        if (left <= 0)
            return 0;
        left = left < MOST_NAP ? left : MOST_NAP;
        const struct timespec nap = {(time_t)left, (long)((left - floor(left)) * NS_PER_S)};
        const int number = sigtimedwait(&c->waited, NULL, &nap);
        if (number > 0)
            return number;
    }
}

/* Waits until it ends, is late, or we are to end. The status is only set for RF_SWEEP_EXITED. */
static rf_sweep_end watch(const child *c, int *status, struct rusage *usage)
{
    for (;;) {
        const int number = next_signal(c);
        if (number == SIGCHLD) {
            if (wait4(c->pid, status, WNOHANG, usage) == c->pid)
                return RF_SWEEP_EXITED;
            continue;
        }
        kill(-c->pid, SIGKILL);
        while (wait4(c->pid, status, 0, usage) < 0 && errno == EINTR)
            ;
        return number == 0 ? RF_SWEEP_TOO_LONG : RF_SWEEP_STOPPED;
    }
}

static void read_said(rf_buf *out, int fd)
{
    char bytes[MOST_SAID];
    const ssize_t n = pread(fd, bytes, sizeof bytes, 0);
    *out = rf_buf_new(MOST_SAID + 1);
    rf_buf_add(out, bytes, n > 0 ? strnlen(bytes, (size_t)n) : 0); /* zeros are not written yet */
}

static bool came_near(const rf_sweep_ending *ending, const child *c)
{
    return c->limits->memory_mib > 0 &&
           (double)ending->run.peak_kib >= NEAR * (double)c->limits->memory_mib * KIB_PER_MIB;
}

/* What a status means. A signal that the queue, the user or the system for want of memory sends is
 * no fault of the job. */
static void settle(rf_sweep_ending *out, int status, const child *c)
{
    const bool signalled = WIFSIGNALED(status);
    out->number = signalled ? WTERMSIG(status) : WEXITSTATUS(status);
    out->end = signalled ? RF_SWEEP_SIGNALLED : RF_SWEEP_EXITED;
    if (signalled && out->number == SIGXCPU)
        out->end = RF_SWEEP_TOO_LONG;
    else if (signalled && (out->number == SIGKILL || out->number == SIGTERM ||
                           out->number == SIGINT || out->number == SIGHUP))
        out->end = RF_SWEEP_STOPPED;
    else if ((signalled || out->number != 0) &&
             (came_near(out, c) || (!signalled && out->number == RF_SWEEP_NO_MEMORY)))
        out->end = RF_SWEEP_TOO_LARGE;
}

static double seconds_of(const struct timeval *t)
{
    return (double)t->tv_sec + (double)t->tv_usec / US_PER_S;
}

char *rf_sweep_child_argument(const char *text)
{
    return (char *)(uintptr_t)text; /* execv changes nothing */
}

rf_status rf_sweep_child_run(rf_sweep_ending *out, char *const argv[],
                             const rf_sweep_child_limits *limits, rf_err *err)
{
    child c = {.limits = limits};
    struct rusage usage = {.ru_maxrss = 0};
    int status = 0;
    *out = (rf_sweep_ending){.said = rf_buf_new(1)};
    const rf_status rc = start(&c, argv, err);
    if (rc != RF_OK)
        return rc;
    out->end = watch(&c, &status, &usage);
    kill(-c.pid, SIGKILL); /* what it left running */
    sigprocmask(SIG_SETMASK, &c.before, NULL);
    out->run = (rf_result_run){
        .seconds = rf_clock_now() - c.began,
        .cpu_seconds = seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime),
        .peak_kib = usage.ru_maxrss,
    };
    read_said(&out->said, c.said);
    close(c.said);
    if (out->end == RF_SWEEP_EXITED)
        settle(out, status, &c);
    return RF_OK;
}
