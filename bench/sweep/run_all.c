/* SPDX-License-Identifier: GPL-3.0-or-later
 * All jobs that have no result, each in a process of its own, as many at once as there are
 * workers. */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "adapters/cli/paths.h"
#include "bench/sweep/sweep.h"

enum { S_PER_MINUTE = 60, S_PER_HOUR = 3600 };

typedef struct worker {
    pid_t pid; /* 0: idle */
    size_t job;
} worker;

/* The jobs under way. */
typedef struct pool {
    const rf_sweep_options *options;
    const rf_sweep_jobs *jobs;
    size_t *wanted;                    /* jobs to run, in order */
    size_t n_wanted, next, done, left; /* left: ended without a result */
    worker *workers;
    int32_t n_workers, n_busy;
    double began;
    bool shows; /* progress, to somebody who watches */
    sigset_t waited, before;
} pool;

/* ---- what is to be done ---- */

static bool has_failed(const char *folder, const char *id)
{
    rf_err ignored;
    rf_sweep_record record;
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_sweep_path(&path, folder, "results", id);
    const rf_status rc = rf_sweep_record_read(&record, rf_buf_text(&path), &ignored);
    const bool failed = rc == RF_OK && record.failure != RF_JOB_DONE;
    rf_sweep_record_free(&record);
    rf_buf_free(&path);
    return failed;
}

static bool is_wanted(const pool *p, size_t job)
{
    const rf_sweep_options *o = p->options;
    const char *id = p->jobs->items[job].id;
    if (o->chunks > 0 && job % (size_t)o->chunks != (size_t)o->chunk)
        return false;
    return !rf_sweep_has_result(o->folder, id) || (o->again && has_failed(o->folder, id));
}

static rf_status list_wanted(pool *p, rf_err *err)
{
    p->wanted = rf_new_array(p->jobs->n, sizeof *p->wanted);
    if (p->wanted == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < p->jobs->n; i++)
        if (is_wanted(p, i))
            p->wanted[p->n_wanted++] = i;
    return RF_OK;
}

static rf_status hire(pool *p, rf_err *err)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const int32_t planned = p->jobs->n > 0 ? p->jobs->items[0].workers : 0;
    p->n_workers = p->options->workers > 0 ? p->options->workers : planned;
    if (p->n_workers == 0)
        p->n_workers = processors > 0 ? (int32_t)processors : 1;
    p->workers = rf_new_array((size_t)p->n_workers, sizeof *p->workers);
    return p->workers != NULL ? RF_OK : rf_fail_memory(err);
}

/* ---- progress ---- */

static void put_time(char out[32], double seconds)
{
    const long s = lround(seconds);
    if (s >= S_PER_HOUR)
        snprintf(out, 32, "%ld h %02ld min", s / S_PER_HOUR, s % S_PER_HOUR / S_PER_MINUTE);
    else if (s >= S_PER_MINUTE)
        snprintf(out, 32, "%ld min %02ld s", s / S_PER_MINUTE, s % S_PER_MINUTE);
    else
        snprintf(out, 32, "%ld s", s);
}

static void show(const pool *p)
{
    char gone[32], left[32];
    const double elapsed = rf_clock_now() - p->began;
    if (!p->shows)
        return;
    put_time(gone, elapsed);
    if (p->done > 0)
        put_time(left, elapsed / (double)p->done * (double)(p->n_wanted - p->done));
    fprintf(stderr, "\r\033[K%zu of %zu jobs, %d at once, %s%s%s", p->done, p->n_wanted,
            (int)p->n_busy, gone, p->done > 0 ? ", still about " : "", p->done > 0 ? left : "");
    fflush(stderr);
}

static void wipe(const pool *p)
{
    if (p->shows)
        fputs("\r\033[K", stderr);
}

/* ---- running ---- */

/* Never returns. */
static void be_the_job(const pool *p, const char *id, pid_t parent)
{
    const rf_sweep_options *o = p->options;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(RF_SWEEP_FAILURE);
    setpgid(0, 0); /* what a terminal sends goes to the pool, which passes it on */
    sigprocmask(SIG_SETMASK, &p->before, NULL);
    execl(o->self, o->self, "run", o->folder, "--job", id, "--program", o->program,
          o->again ? "--again" : "--quiet", (char *)NULL);
    _exit(RF_SWEEP_FAILURE);
}

static void start_one(pool *p)
{
    int32_t i = 0;
    while (p->workers[i].pid != 0)
        i++;
    const size_t job = p->wanted[p->next++];
    const pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        be_the_job(p, p->jobs->items[job].id, parent);
    if (pid < 0) {
        wipe(p);
        rf_sweep_say("a job cannot be started: %s", strerror(errno));
        p->done++;
        p->left++;
        return;
    }
    p->workers[i] = (worker){pid, job};
    p->n_busy++;
}

/* A job that took its own judge down with it. */
static void record_crash(const pool *p, const rf_sweep_job *job, int number)
{
    rf_err err;
    rf_sweep_result result;
    char detail[RF_ERR_TEXT];
    snprintf(detail, sizeof detail, "signal SIG%s while its plan was judged", sigabbrev_np(number));
    rf_status rc = rf_sweep_fail(&result, job, RF_JOB_CRASH, detail, &err);
    if (rc == RF_OK)
        rc = rf_sweep_result_write(p->options->folder, job, &result.result, &err);
    rf_sweep_exit_of(rc, &err);
    rf_sweep_result_free(&result);
}

static void end_one(pool *p, worker *w, int status)
{
    const rf_sweep_job *job = &p->jobs->items[w->job];
    const int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    *w = (worker){.pid = 0};
    p->n_busy--;
    p->done++;
    if (number == SIGSEGV || number == SIGABRT || number == SIGBUS || number == SIGFPE ||
        number == SIGILL)
        record_crash(p, job, number);
    p->left += !rf_sweep_has_result(p->options->folder, job->id);
}

/* All that have ended. */
static void reap(pool *p)
{
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
        for (int32_t i = 0; i < p->n_workers; i++)
            if (p->workers[i].pid == pid)
                end_one(p, &p->workers[i], status);
}

/* Each ends its own program. */
static void stop_all(pool *p)
{
    for (int32_t i = 0; i < p->n_workers; i++)
        if (p->workers[i].pid != 0)
            kill(p->workers[i].pid, SIGTERM);
    for (int32_t i = 0; i < p->n_workers; i++)
        while (p->workers[i].pid != 0 && waitpid(p->workers[i].pid, NULL, 0) < 0 && errno == EINTR)
            ;
}

/* The signal that ended it early, 0: it is through. */
static int go_on(pool *p)
{
    static const struct timespec tick = {.tv_sec = 1};
    while (p->next < p->n_wanted || p->n_busy > 0) {
        while (p->n_busy < p->n_workers && p->next < p->n_wanted)
            start_one(p);
        show(p);
        const int number = sigtimedwait(&p->waited, NULL, &tick);
        if (number > 0 && number != SIGCHLD)
            return number;
        reap(p);
    }
    return 0;
}

static int run_pool(pool *p)
{
    signal(SIGCHLD, SIG_DFL); /* where it is ignored, nobody can be waited for */
    sigemptyset(&p->waited);
    sigaddset(&p->waited, SIGCHLD);
    sigaddset(&p->waited, SIGTERM);
    sigaddset(&p->waited, SIGINT);
    sigaddset(&p->waited, SIGHUP);
    sigprocmask(SIG_BLOCK, &p->waited, &p->before);
    p->began = rf_clock_now();
    p->shows = !p->options->quiet && isatty(STDERR_FILENO) == 1;
    const int number = go_on(p);
    if (number != 0)
        stop_all(p);
    wipe(p);
    sigprocmask(SIG_SETMASK, &p->before, NULL);
    return number;
}

/* Removes the files of a part whose names begin so. */
static void clear(const char *folder, const char *part, const char *beginning)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_path_join(&path, folder, part);
    DIR *files = path.failed ? NULL : opendir(rf_buf_text(&path));
    rf_buf_free(&path);
    if (files == NULL)
        return;
    for (const struct dirent *f = readdir(files); f != NULL; f = readdir(files))
        if (strncmp(f->d_name, beginning, strlen(beginning)) == 0)
            (void)unlinkat(dirfd(files), f->d_name, 0); /* refuses "." and ".." */
    closedir(files);
}

/* What killed jobs left in work/ and beside their results, once nothing is missing. */
static void clear_left(const pool *p)
{
    for (size_t i = 0; i < p->jobs->n; i++)
        if (!rf_sweep_has_result(p->options->folder, p->jobs->items[i].id))
            return;
    clear(p->options->folder, "work", "");
    clear(p->options->folder, "results", ".renfort-");
}

static rf_sweep_exit tell(const pool *p, int number)
{
    if (number != 0) {
        rf_sweep_say("stopped with %zu of %zu jobs done; 'renfort bench resume %s' goes on",
                     p->done - p->left, p->n_wanted, p->options->folder);
        return RF_SWEEP_MISSING;
    }
    if (p->left > 0) {
        rf_sweep_say("%zu jobs have no result: 'renfort bench resume %s' runs them again", p->left,
                     p->options->folder);
        return RF_SWEEP_MISSING;
    }
    clear_left(p);
    if (!p->options->quiet)
        rf_sweep_say("%zu jobs run, each has its result", p->n_wanted);
    return RF_SWEEP_DONE;
}

rf_sweep_exit rf_sweep_run_all(const rf_sweep_options *options)
{
    rf_err err;
    rf_sweep_jobs jobs;
    pool p = {.options = options, .jobs = &jobs};
    rf_status rc = rf_sweep_jobs_read(&jobs, options->folder, NULL, &err);
    if (rc == RF_OK)
        rc = list_wanted(&p, &err);
    if (rc == RF_OK)
        rc = hire(&p, &err);
    const rf_sweep_exit exit = rc == RF_OK ? tell(&p, run_pool(&p)) : rf_sweep_exit_of(rc, &err);
    free(p.wanted);
    free(p.workers);
    rf_sweep_jobs_free(&jobs);
    return exit;
}
