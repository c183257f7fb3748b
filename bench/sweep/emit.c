/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scripts for what runs many jobs: this machine, GNU parallel over machines, a Slurm cluster. Each
 * may be stopped and started again as often as need be: a job that has a result is not run. */
#include <math.h>
#include <string.h>

#include "bench/sweep/sweep.h"

enum { SCRIPT_LIMIT = 1 << 20, JOBS_A_TASK = 50, S_PER_MINUTE = 60, SPARE_MIB = 512 };
enum { PROCESSES = 2 }; /* of a job at once, each with its own limit: it and its search */

/* What a script is made of. */
typedef struct emission {
    rf_buf *out;
    const rf_sweep_options *options;
    const rf_sweep_emission *wanted;
    const rf_sweep_jobs *jobs;
} emission;

/* A word for a shell, whatever is in it. */
static void put_word(rf_buf *out, const char *text)
{
    rf_buf_puts(out, "'");
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '\'')
            rf_buf_puts(out, "'\\''");
        else
            rf_buf_add(out, c, 1);
    rf_buf_puts(out, "'");
}

static void put_setting(rf_buf *out, const char *name, const char *value)
{
    rf_buf_printf(out, "%s=", name);
    put_word(out, value);
    rf_buf_puts(out, "\n");
}

static void put_names(const emission *e)
{
    put_setting(e->out, "program", e->options->self);
    put_setting(e->out, "folder", e->options->folder);
}

static void put_local(const emission *e)
{
    rf_buf_puts(e->out, "#!/bin/sh\n"
                        "# Runs what is missing of a sweep, here.\n");
    put_names(e);
    rf_buf_puts(e->out, "exec \"$program\" run \"$folder\" \"$@\"\n");
}

/* The list of jobs is always the whole one: a job that has a result returns at once. What --resume
 * remembers are places in the list, which another seed shifts. */
static void put_parallel(const emission *e)
{
    rf_buf_puts(e->out, "#!/bin/sh\n"
                        "# Runs what is missing of a sweep with GNU parallel. The folder and the "
                        "program must have\n"
                        "# the same path on every machine. Options of parallel may be added.\n"
                        "set -u\n");
    put_names(e);
    rf_buf_puts(e->out, "sed 's/^{\"id\": \"\\([0-9a-f]*\\)\".*/\\1/' \"$folder/jobs.jsonl\" |\n"
                        "    parallel --joblog \"$folder/parallel.log\" \\\n");
    if (e->wanted->workers > 0)
        rf_buf_printf(e->out, "        --jobs %d \\\n", (int)e->wanted->workers);
    if (e->wanted->hosts != NULL) {
        rf_buf_puts(e->out, "        --sshloginfile ");
        put_word(e->out, e->wanted->hosts);
        rf_buf_puts(e->out, " \\\n");
    }
    rf_buf_puts(e->out, "        \"$@\" --quote \"$program\" run \"$folder\" --job {}\n");
}

/* A task's time: its jobs one after the other on each of its processors. */
static int64_t minutes_of(const emission *e, int32_t chunk, int32_t workers)
{
    const double rounds = ceil((double)chunk / workers);
    const double seconds = e->jobs->n > 0 ? e->jobs->items[0].limits.deadline : 0;
    return (int64_t)ceil(rounds * seconds / S_PER_MINUTE) + 1;
}

/* Job i belongs to task i mod n: a task that is put back into the queue, or a second array of the
 * same script, finds what is done done. */
static void put_slurm(const emission *e)
{
    const int32_t chunk = e->wanted->chunk > 0 ? e->wanted->chunk : JOBS_A_TASK;
    const int32_t workers = e->wanted->workers > 0 ? e->wanted->workers : 1;
    const int64_t tasks = ((int64_t)e->jobs->n + chunk - 1) / chunk;
    const int64_t memory = e->jobs->n > 0 ? e->jobs->items[0].limits.memory_mib : 0;
    rf_buf_puts(e->out, "#!/bin/sh\n"
                        "# Runs what is missing of a sweep as a Slurm job array: sbatch FILE. The "
                        "folder and the\n"
                        "# program must have the same path on every node.\n"
                        "#SBATCH --job-name=renfort-sweep\n");
    rf_buf_printf(e->out, "#SBATCH --array=0-%lld\n", (long long)(tasks > 0 ? tasks - 1 : 0));
    rf_buf_printf(e->out, "#SBATCH --cpus-per-task=%d\n", (int)workers);
    rf_buf_printf(e->out, "#SBATCH --mem=%lldM\n",
                  (long long)workers * (PROCESSES * memory + SPARE_MIB)); /* and the judge */
    rf_buf_printf(e->out, "#SBATCH --time=%lld\n", (long long)minutes_of(e, chunk, workers));
    rf_buf_puts(e->out, "#SBATCH --requeue\n"
                        "#SBATCH --open-mode=append\n");
    rf_buf_puts(e->out, "#SBATCH --output=slurm-%A_%a.out\n");
    put_names(e);
    rf_buf_printf(e->out,
                  "exec \"$program\" run \"$folder\" --chunk \"$SLURM_ARRAY_TASK_ID/%lld\" "
                  "--workers %d\n",
                  (long long)(tasks > 0 ? tasks : 1), (int)workers);
}

static rf_status put_script(const emission *e, rf_err *err)
{
    if (strcmp(e->wanted->engine, "local") == 0)
        put_local(e);
    else if (strcmp(e->wanted->engine, "parallel") == 0)
        put_parallel(e);
    else if (strcmp(e->wanted->engine, "slurm") == 0)
        put_slurm(e);
    else
        return rf_fail(err, RF_BAD_INPUT, "--engine: '%s' is none of local, parallel, slurm",
                       e->wanted->engine);
    if (e->out->failed)
        return rf_fail_memory(err);
    return rf_file_write("-", rf_buf_text(e->out), e->out->length, err);
}

rf_sweep_exit rf_sweep_emit(const rf_sweep_options *options, const rf_sweep_emission *wanted)
{
    rf_err err;
    rf_sweep_jobs jobs;
    rf_buf out = rf_buf_new(SCRIPT_LIMIT);
    const emission e = {&out, options, wanted, &jobs};
    rf_status rc = rf_sweep_jobs_read(&jobs, options->folder, NULL, &err);
    if (rc == RF_OK)
        rc = put_script(&e, &err);
    rf_buf_free(&out);
    rf_sweep_jobs_free(&jobs);
    return rf_sweep_exit_of(rc, &err);
}
