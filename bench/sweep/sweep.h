/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sweep: territories x scenarios x variants x seeds, each one job. See bench/README.md.
 *
 *   sweep plan --expand--> jobs --run, each in child processes--> results --merge--> SQLite, CSV
 *
 * All of a sweep lies in one folder:
 *   jobs.jsonl      one job a line, written by `plan`
 *   territories/    what the generator made for it
 *   plans/ID.json   the plan of a job that came to one
 *   results/ID.json its result or its failure; written after the plan, whole or not at all
 *   work/           what is being written
 *
 * A job's id is made of the contents of its inputs, its parameters and the program's version: the
 * same id is the same result, wherever it was run. Nothing else is remembered: what is missing is
 * what has no result. Units: seconds of wall clock, MiB. */
#ifndef RF_BENCH_SWEEP_H
#define RF_BENCH_SWEEP_H

#include "adapters/json/put.h"
#include "adapters/json/reader.h"
#include "adapters/store/results.h"
#include "bench/sweep/analysis.h"
#include "bench/sweep/variant.h"

enum { RF_SWEEP_ID = 33, RF_SWEEP_SHA = 65, RF_SWEEP_PATH_LIMIT = 1 << 16 };

/* What the program and its stand-ins tell by their exit status (README's, and two more). */
typedef enum rf_sweep_exit {
    RF_SWEEP_DONE = 0,
    RF_SWEEP_USAGE = 1,
    RF_SWEEP_INPUT = 2,
    RF_SWEEP_MISSING = 3,   /* some jobs have no result yet */
    RF_SWEEP_FAILURE = 4,   /* the system refused, a full disk for one: no fault of the job */
    RF_SWEEP_NO_MEMORY = 5, /* an allocation failed */
    RF_SWEEP_INTERNAL = 6,  /* a library or an invariant failed */
} rf_sweep_exit;

/* What becomes of the pins of decisions.csv: they were decided in one crisis, and may be impossible
 * in another. */
typedef enum rf_sweep_pins {
    RF_SWEEP_PINS_FREE, /* left out in every job; what is forbidden stays so */
    RF_SWEEP_PINS_KEEP, /* kept: one that cannot stand fails its job */
    RF_SWEEP_N_PINS
} rf_sweep_pins;

typedef struct rf_sweep_gap {
    const char *level;
    double gap; /* 0..1 */
} rf_sweep_gap;

/* What a job may use, and how well it is to be solved. */
typedef struct rf_sweep_limits {
    double seconds;     /* of the solver */
    double deadline;    /* of the whole job: then it is ended */
    int64_t memory_mib; /* of each of its processes */
    int32_t draws;      /* of further absence, for robustness */
    rf_sweep_pins pins;
    const rf_sweep_gap *gaps;
    size_t n_gaps;
} rf_sweep_limits;

/* A territory of the plan: a folder, or what the generator is asked for. */
typedef struct rf_sweep_setting {
    const char *key, *value; /* --key value */
} rf_sweep_setting;
typedef struct rf_sweep_territory {
    const char *name;
    const char *folder; /* as a path from here; NULL: generated */
    const rf_sweep_setting *settings;
    size_t n_settings;
    bool seeded; /* the settings say the seed: one territory for every seed of the sweep */
} rf_sweep_territory;

typedef struct rf_sweep_scenario {
    const char *name;
    const char *file; /* NULL: TERRITORY/NAME.json */
} rf_sweep_scenario;

typedef struct rf_sweep_variant {
    const char *name;
    const rf_sweep_edit *edits;
    size_t n_edits;
} rf_sweep_variant;

/* Everything in it belongs to `owner`. */
typedef struct rf_sweep_plan {
    const char *name;
    const rf_sweep_territory *territories;
    const rf_sweep_scenario *scenarios;
    const rf_sweep_variant *variants;
    const int64_t *seeds;
    size_t n_territories, n_scenarios, n_variants, n_seeds;
    rf_sweep_limits limits;
    int32_t workers; /* jobs at once; 0: as many as there are processors */
    struct rf_sweep_owner *owner;
} rf_sweep_plan;

/* A file or folder that a job reads, by what it held when the sweep was planned. */
typedef struct rf_sweep_source {
    const char *name;
    const char *path; /* a relative one is looked for in the sweep's folder */
    const char *sha256;
} rf_sweep_source;

typedef struct rf_sweep_job {
    char id[RF_SWEEP_ID];
    const char *sweep, *version;
    rf_sweep_source territory, scenario;
    rf_sweep_variant variant;
    const rf_sweep_source *others; /* territories that the variant's edits name */
    size_t n_others;
    int64_t seed;
    rf_sweep_limits limits;
    int32_t workers;
} rf_sweep_job;

typedef struct rf_sweep_jobs {
    rf_sweep_job *items; /* in the order of the plan */
    size_t n, capacity;
    struct rf_sweep_owner *owner;
} rf_sweep_jobs;

/* ---- owner.c: memory that is freed all at once ---- */

struct rf_sweep_owner *rf_sweep_owner_new(void); /* NULL: out of memory */
void rf_sweep_owner_free(struct rf_sweep_owner *owner);
/* NULL: out of memory. */
const char *rf_sweep_keep_text(struct rf_sweep_owner *owner, const char *text);
void *rf_sweep_keep_array(struct rf_sweep_owner *owner, size_t n, size_t size); /* zeroed */

/* ---- identity.c ---- */

const char *rf_sweep_version(void); /* "0.1.0 abcdef012345" */

/* ---- plan_read.c, edits.c ---- */

/* Every fault goes to diags with its place; RF_BAD_INPUT when there is one. Paths of the plan are
 * relative to the file's folder. */
rf_status rf_sweep_plan_read(rf_sweep_plan **out, const char *path, rf_diags *diags, rf_err *err);
void rf_sweep_plan_free(rf_sweep_plan *plan);

/* A list of edits. `territories`: what a TERRITORY may be, NULL: anything. */
typedef struct rf_sweep_names {
    const char *const *items;
    size_t n;
} rf_sweep_names;
void rf_sweep_read_edits(rf_sweep_variant *out, struct rf_sweep_owner *owner, rf_json_reader *r,
                         const rf_json_node *node, const rf_sweep_names *territories);
/* One of the words of rf_sweep_pins. */
void rf_sweep_read_pins(rf_sweep_pins *out, rf_json_reader *r, const rf_json_node *node);
extern const char *const rf_sweep_pins_words[RF_SWEEP_N_PINS];
void rf_sweep_put_edits(rf_buf *out, const rf_sweep_variant *variant);

/* ---- expand.c, generate.c ---- */

/* The jobs of a plan, with the digests of their inputs. Territories are generated into
 * FOLDER/territories unless they are there. RF_BAD_INPUT: two jobs would be the same, a file is
 * missing, the generator refuses what it is asked for. */
rf_status rf_sweep_expand(rf_sweep_jobs *out, const rf_sweep_plan *plan, const char *folder,
                          rf_err *err);

/* Where territory `t` lies for a seed, as a job says it; made when it is missing. */
rf_status rf_sweep_generate(const char **path, struct rf_sweep_owner *owner,
                            const rf_sweep_territory *t, int64_t seed, const char *folder,
                            rf_err *err);

/* ---- plan.c ---- */

/* Reads a sweep plan and writes the jobs of it into FOLDER, which is made when it is missing. */
rf_sweep_exit rf_sweep_make_plan(const char *path, const char *folder, bool quiet);

/* ---- job_file.c ---- */

void rf_sweep_put_job(rf_buf *out, const rf_sweep_job *job); /* with its newline */
/* The id that the job's other members make. */
rf_status rf_sweep_job_id(char out[RF_SWEEP_ID], const rf_sweep_job *job, rf_err *err);
rf_status rf_sweep_jobs_write(const rf_sweep_jobs *jobs, const char *folder, rf_err *err);
/* All jobs of FOLDER, or with `id` that one alone. RF_BAD_INPUT: the file is damaged, another
 * version's, holds a job twice, or not that one. Free in every case. */
rf_status rf_sweep_jobs_read(rf_sweep_jobs *out, const char *folder, const char *id, rf_err *err);
void rf_sweep_jobs_free(rf_sweep_jobs *jobs);

/* FOLDER/PART/ID.json into an empty buffer. */
void rf_sweep_path(rf_buf *out, const char *folder, const char *part, const char *id);
bool rf_sweep_has_result(const char *folder, const char *id);

/* ---- inputs.c ---- */

typedef struct rf_sweep_inputs {
    rf_territory *territory;
    rf_scenario *scenario;
    rf_territory **others;
    size_t n_others;
    rf_instance *instance;
} rf_sweep_inputs;

/* What the job is about: read, varied, linked. RF_BAD_INPUT with the first fault's place and text;
 * RF_IO: a file is not there or cannot be read, here. Free in every case. */
rf_status rf_sweep_inputs_read(rf_sweep_inputs *out, const rf_sweep_job *job, const char *folder,
                               rf_err *err);
void rf_sweep_inputs_free(rf_sweep_inputs *inputs);
/* RF_BAD_INPUT: a file is no longer what it was when the sweep was planned; RF_IO: it is not there
 * or cannot be read, here. */
rf_status rf_sweep_inputs_compare(const rf_sweep_job *job, const char *folder, rf_err *err);
/* The path of a source: as it is, or in the sweep's folder. */
void rf_sweep_source_path(rf_buf *out, const rf_sweep_source *source, const char *folder);

/* ---- solve.c: the child ---- */

/* Solves the job and writes its plan to `path`; what is wrong goes to standard error. */
rf_sweep_exit rf_sweep_solve(const char *folder, const char *id, const char *path);

/* ---- child.c ---- */

typedef struct rf_sweep_child_limits {
    double seconds;
    int64_t memory_mib; /* 0: none */
} rf_sweep_child_limits;

typedef enum rf_sweep_end {
    RF_SWEEP_EXITED,
    RF_SWEEP_SIGNALLED,
    RF_SWEEP_TOO_LONG,
    RF_SWEEP_TOO_LARGE,
    RF_SWEEP_STOPPED /* by the user, the queue or the system: nothing is known of the job */
} rf_sweep_end;

typedef struct rf_sweep_ending {
    rf_sweep_end end;
    int number; /* exit status or signal */
    rf_result_run run;
    rf_buf said; /* the beginning of what it wrote to standard error; to be freed */
} rf_sweep_ending;

/* Holds this process to the limits: processor time for seconds (SIGXCPU), and no core. */
void rf_sweep_child_limit(const rf_sweep_child_limits *limits);
/* A text as execv wants it, which changes none. */
char *rf_sweep_child_argument(const char *text);
/* Runs a program to its end with its limits, in a process group of its own that dies with it and
 * with us. SIGTERM, SIGINT and SIGHUP end it and us (RF_SWEEP_STOPPED). */
rf_status rf_sweep_child_run(rf_sweep_ending *out, char *const argv[],
                             const rf_sweep_child_limits *limits, rf_err *err);

/* ---- judge.c, cells.c ---- */

/* A result and what it points to. */
typedef struct rf_sweep_result {
    rf_result result;
    struct rf_sweep_owner *owner;
} rf_sweep_result;

void rf_sweep_result_free(rf_sweep_result *result);

/* Reads a plan back, checks it, and makes the result of it; a plan with a breach or that cannot be
 * read makes a failed result (RF_OK). Free in every case. */
rf_status rf_sweep_judge(rf_sweep_result *out, const rf_sweep_job *job, const rf_instance *in,
                         const char *plan_path, rf_err *err);
/* A failed result. */
rf_status rf_sweep_fail(rf_sweep_result *out, const rf_sweep_job *job, rf_job_failure failure,
                        const char *detail, rf_err *err);
/* The tables of people. */
rf_status rf_sweep_add_cells(rf_sweep_result *out, const rf_instance *in, const rf_plan *plan,
                             rf_err *err);

/* ---- result_file.c ---- */

/* All but the times: the same bytes whenever it is made. */
void rf_sweep_put_result(rf_buf *out, const rf_sweep_job *job, const rf_result *result);
rf_status rf_sweep_result_write(const char *folder, const rf_sweep_job *job,
                                const rf_result *result, rf_err *err);

/* The head of a result's file, and its bytes. */
typedef struct rf_sweep_record {
    const char *id, *version, *detail, *plan, *outcome;
    rf_job_failure failure;
    rf_result_run run;
    rf_buf text;
    struct rf_sweep_owner *owner;
} rf_sweep_record;
/* RF_BAD_INPUT: not a result. Free in every case. */
rf_status rf_sweep_record_read(rf_sweep_record *out, const char *path, rf_err *err);
void rf_sweep_record_free(rf_sweep_record *record);

/* ---- run.c ---- */

typedef struct rf_sweep_options {
    const char *folder;    /* of the sweep; absolute */
    const char *program;   /* what solves: called as PROGRAM solve FOLDER ID PLAN */
    const char *self;      /* this program */
    int32_t workers;       /* 0: the plan's, else all processors */
    int32_t chunk, chunks; /* only jobs of that part; chunks 0: all */
    bool again;            /* failures too */
    bool quiet;
} rf_sweep_options;

/* One job, from its line to its result. */
rf_sweep_exit rf_sweep_run_job(const rf_sweep_options *options, const char *id);
/* All that have no result. */
rf_sweep_exit rf_sweep_run_all(const rf_sweep_options *options);

/* ---- status.c ---- */

typedef struct rf_sweep_counts {
    int64_t jobs, missing, outcome[3]; /* optimal, feasible, infeasible */
    int64_t failures[RF_N_JOB_FAILURES];
    double seconds, cpu_seconds;
    int64_t peak_kib;
} rf_sweep_counts;

rf_sweep_exit rf_sweep_status(const char *folder, bool json);

/* ---- merge.c ---- */

typedef struct rf_sweep_merging {
    char *const *folders;
    int32_t n_folders;
    const char *output, *csv;
    bool quiet;
} rf_sweep_merging;

rf_sweep_exit rf_sweep_merge(const rf_sweep_merging *merging);

/* ---- emit.c ---- */

typedef struct rf_sweep_emission {
    const char *engine; /* "local", "parallel", "slurm" */
    const char *hosts;  /* file of ssh logins; NULL: here */
    int32_t chunk;      /* jobs a task; 0: 50 */
    int32_t workers;
} rf_sweep_emission;

rf_sweep_exit rf_sweep_emit(const rf_sweep_options *options, const rf_sweep_emission *emission);

/* ---- analyse.c ---- */

typedef struct rf_sweep_analysing {
    const char *word, *file; /* "variants", FILE.db */
    const char *csv;         /* file for the table, "-": the standard output; NULL: none */
    rf_sweep_question question;
    bool json;
} rf_sweep_analysing;

rf_sweep_exit rf_sweep_analyse(const rf_sweep_analysing *analysing);

/* ---- say.c ---- */

/* Makes a text that anybody may have written one line of UTF-8, in place. */
void rf_sweep_clean(char *text);

#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void rf_sweep_say(const char *format, ...);
rf_sweep_exit rf_sweep_exit_of(rf_status status, const rf_err *err);

#endif
