/* SPDX-License-Identifier: GPL-3.0-or-later
 * One job: its program is run within limits, its plan is judged, its result is written. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/cli/paths.h"
#include "bench/sweep/sweep.h"

/* One job under way. */
typedef struct running {
    const rf_sweep_options *options;
    const rf_sweep_job *job;
    char *draft; /* where the program writes its plan */
    char *lock;  /* work/ID.lock, while the job is ours */
    int held;    /* its descriptor; -1: not held */
    rf_sweep_child_limits limits;
    bool kept; /* its result is written */
    rf_sweep_ending ending;
    rf_sweep_result result;
    rf_sweep_inputs inputs;
} running;

static rf_status fail(running *r, rf_job_failure failure, const char *detail, rf_err *err)
{
    return rf_sweep_fail(&r->result, r->job, failure, detail, err);
}

/* A name in work/ that is nobody else's, on this machine or another. */
static rf_status make_draft(running *r, rf_err *err)
{
    if (asprintf(&r->draft, "%s/work/%s-XXXXXX", r->options->folder, r->job->id) < 0) {
        r->draft = NULL;
        return rf_fail_memory(err);
    }
    const int fd = mkostemp(r->draft, O_CLOEXEC);
    if (fd < 0)
        return rf_fail(err, RF_IO, "%s: cannot be written: %s", r->draft, strerror(errno));
    close(fd);
    return RF_OK;
}

static rf_status run_program(running *r, rf_err *err)
{
    char id[RF_SWEEP_ID], word[] = "solve";
    memcpy(id, r->job->id, sizeof id);
    char *argv[] = {rf_sweep_child_argument(r->options->program),
                    word,
                    rf_sweep_child_argument(r->options->folder),
                    id,
                    r->draft,
                    NULL};
    return rf_sweep_child_run(&r->ending, argv, &r->limits, err);
}

/* The first line that it wrote to standard error, without the program's name. */
static void first_line(char out[RF_ERR_TEXT], const rf_sweep_ending *ending)
{
    static const char NAME[] = "renfort bench: ";
    const char *said = rf_buf_text(&ending->said);
    if (strncmp(said, NAME, sizeof NAME - 1) == 0)
        said += sizeof NAME - 1;
    snprintf(out, RF_ERR_TEXT, "%.*s", (int)strcspn(said, "\n"), said);
}

static rf_status fail_exited(running *r, rf_err *err)
{
    char detail[RF_ERR_TEXT], said[RF_ERR_TEXT];
    first_line(said, &r->ending);
    if (r->ending.number == RF_SWEEP_INPUT)
        return fail(r, RF_JOB_INPUT, said, err);
    snprintf(detail, sizeof detail, "status %d%s%.400s", r->ending.number,
             said[0] != '\0' ? ": " : "", said);
    return fail(r, RF_JOB_ERROR, detail, err);
}

static rf_status judge(running *r, rf_err *err)
{
    rf_status rc = rf_sweep_inputs_read(&r->inputs, r->job, r->options->folder, err);
    if (rc == RF_BAD_INPUT) {
        const rf_err why = *err;
        return fail(r, RF_JOB_INPUT, why.text, err);
    }
    return rc == RF_OK ? rf_sweep_judge(&r->result, r->job, r->inputs.instance, r->draft, err) : rc;
}

/* The plan first, so that a result never lacks its own. */
static rf_status keep(running *r, rf_err *err)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_status rc = RF_OK;
    rf_sweep_path(&path, r->options->folder, "plans", r->job->id);
    if (path.failed)
        rc = rf_fail_memory(err);
    else if (r->result.result.job.failure == RF_JOB_DONE &&
             rename(r->draft, rf_buf_text(&path)) != 0)
        rc = rf_fail(err, RF_IO, "%s: cannot be written: %s", rf_buf_text(&path), strerror(errno));
    rf_buf_free(&path);
    r->result.result.run = r->ending.run;
    return rc == RF_OK ? rf_sweep_result_write(r->options->folder, r->job, &r->result.result, err)
                       : rc;
}

/* Never returns. */
static void be_the_judge(running *r)
{
    rf_err err;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    rf_sweep_child_limit(&r->limits);
    rf_status rc = judge(r, &err);
    if (rc == RF_OK)
        rc = keep(r, &err);
    _exit((int)rf_sweep_exit_of(rc, &err));
}

/* What the judge's own end means, where the result is not written. */
static rf_status weigh_judge(running *r, int status, rf_err *err)
{
    const int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (number == SIGXCPU)
        return fail(r, RF_JOB_ERROR, "its plan is not judged within its deadline", err);
    if (number == 0 && WEXITSTATUS(status) == RF_SWEEP_NO_MEMORY)
        return fail(r, RF_JOB_ERROR, "its plan is not judged within its limit of memory", err);
    if (number != 0 && number != SIGKILL)
        raise(number); /* for who watches us */
    return rf_fail(err, RF_IO, "the plan of job %s could not be judged, it is still to be done",
                   r->job->id);
}

/* A plan may be made to be judged for ever: its judge is a process with the job's limits, which
 * writes the result itself. */
static rf_status judge_within(running *r, rf_err *err)
{
    int status = 0;
    const pid_t pid = fork();
    if (pid == 0)
        be_the_judge(r);
    if (pid < 0)
        return rf_fail(err, RF_IO, "a plan cannot be judged: %s", strerror(errno));
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    r->kept = WIFEXITED(status) && WEXITSTATUS(status) == RF_SWEEP_DONE;
    return r->kept ? RF_OK : weigh_judge(r, status, err);
}

/* What an ending means: only a program that says that all is well is asked for its plan. */
static rf_status weigh(running *r, rf_err *err)
{
    char detail[RF_ERR_TEXT];
    switch (r->ending.end) {
    case RF_SWEEP_SIGNALLED:
        snprintf(detail, sizeof detail, "signal SIG%s", sigabbrev_np(r->ending.number));
        return fail(r, RF_JOB_CRASH, detail, err);
    case RF_SWEEP_TOO_LONG:
        snprintf(detail, sizeof detail, "ended at its limit of %g s", r->job->limits.deadline);
        return fail(r, RF_JOB_TIME, detail, err);
    case RF_SWEEP_TOO_LARGE:
        snprintf(detail, sizeof detail, "ended at its limit of %lld MiB",
                 (long long)r->job->limits.memory_mib);
        return fail(r, RF_JOB_MEMORY, detail, err);
    case RF_SWEEP_EXITED:
    case RF_SWEEP_STOPPED:
        break;
    }
    return r->ending.number == 0 ? judge_within(r, err) : fail_exited(r, err);
}

/* The disk, the files, the machine: the job may be run again where they are better. */
static rf_status refuse_unfinished(const running *r, rf_err *err)
{
    char said[RF_ERR_TEXT];
    first_line(said, &r->ending);
    return rf_fail(err, RF_IO, "job %s could not be run, it is still to be done: %s", r->job->id,
                   said);
}

static rf_status solve(running *r, rf_err *err)
{
    rf_status rc = make_draft(r, err);
    if (rc == RF_OK)
        rc = run_program(r, err);
    if (rc == RF_OK && r->ending.end == RF_SWEEP_EXITED && r->ending.number == RF_SWEEP_FAILURE)
        return refuse_unfinished(r, err);
    if (rc == RF_OK && r->ending.end == RF_SWEEP_STOPPED)
        return rf_fail(err, RF_IO, "job %s was stopped from outside: it is still to be done",
                       r->job->id);
    return rc == RF_OK ? weigh(r, err) : rc;
}

static rf_status run(running *r, rf_err *err)
{
    rf_status rc = rf_sweep_inputs_compare(r->job, r->options->folder, err);
    if (rc == RF_BAD_INPUT) {
        const rf_err why = *err;
        rc = fail(r, RF_JOB_INPUT, why.text, err);
    } else if (rc == RF_OK) {
        rc = solve(r, err);
    }
    return rc == RF_OK && !r->kept ? keep(r, err) : rc;
}

/* Opens and locks a file; -1: errno says why. Its name may go while its lock is waited for: a lock
 * on a file without a name keeps nobody out. */
static int lock_file(const char *path)
{
    for (;;) {
        struct stat about = {.st_nlink = 0};
        const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        while (fd >= 0 && flock(fd, LOCK_EX) != 0)
            if (errno != EINTR) {
                const int number = errno;
                close(fd);
                errno = number;
                return -1;
            }
        if (fd < 0 || (fstat(fd, &about) == 0 && about.st_nlink > 0))
            return fd;
        close(fd);
    }
}

/* Whoever else runs this job has written its plan and its result, or nothing, once we hold it. */
static rf_status hold(running *r, rf_err *err)
{
    if (asprintf(&r->lock, "%s/work/%s.lock", r->options->folder, r->job->id) < 0) {
        r->lock = NULL;
        return rf_fail_memory(err);
    }
    r->held = lock_file(r->lock);
    return r->held >= 0 ? RF_OK
                        : rf_fail(err, RF_IO, "%s: cannot be locked: %s", r->lock, strerror(errno));
}

static void let_go(running *r)
{
    if (r->held >= 0) {
        unlink(r->lock);
        close(r->held);
    }
    free(r->lock);
}

static bool is_to_do(const rf_sweep_options *options, const char *id)
{
    return options->again || !rf_sweep_has_result(options->folder, id);
}

static rf_status run_alone(const rf_sweep_options *options, const rf_sweep_job *job, rf_err *err)
{
    running r = {.options = options,
                 .job = job,
                 .held = -1,
                 .limits = {job->limits.deadline, job->limits.memory_mib}};
    rf_status rc = hold(&r, err);
    if (rc == RF_OK && is_to_do(options, job->id))
        rc = run(&r, err);
    rf_sweep_result_free(&r.result);
    rf_sweep_inputs_free(&r.inputs);
    rf_buf_free(&r.ending.said);
    if (r.draft != NULL)
        unlink(r.draft);
    free(r.draft);
    let_go(&r);
    return rc;
}

rf_sweep_exit rf_sweep_run_job(const rf_sweep_options *options, const char *id)
{
    rf_err err;
    rf_sweep_jobs jobs;
    rf_status rc = rf_sweep_jobs_read(&jobs, options->folder, id, &err);
    if (rc == RF_OK && is_to_do(options, id))
        rc = run_alone(options, &jobs.items[0], &err);
    rf_sweep_jobs_free(&jobs);
    return rf_sweep_exit_of(rc, &err);
}
