/* SPDX-License-Identifier: GPL-3.0-or-later
 * sweep: many territories, scenarios, variants and seeds, solved and brought together. Started by
 * `renfort bench`; see bench/README.md. */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapters/cli/language.h"
#include "adapters/cli/terminal.h"
#include "bench/sweep/sweep.h"

static const char USAGE[] =
    "Usage: renfort bench plan SWEEP.json -o DIR\n"
    "       renfort bench run DIR [--job ID] [--workers N] [--chunk K/N]\n"
    "       renfort bench resume DIR [--again] [--workers N]\n"
    "       renfort bench status DIR [--json]\n"
    "       renfort bench merge DIR... -o FILE.db [--csv FILE.csv]\n"
    "       renfort bench emit DIR --engine local|parallel|slurm\n"
    "       renfort bench analyse solidarity|variants|curve|territories FILE.db [OPTION]...\n"
    "Solves territories x scenarios x variants x seeds, each one job, and brings them together.\n"
    "\n"
    "  -o, --output FILE   plan: the sweep's folder; merge: the file of results\n"
    "  --job ID            run: this job alone\n"
    "  --workers N         jobs at once (default: the plan's, else all processors)\n"
    "  --chunk K/N         run: job K, K + N, K + 2 N, ... counted from 0\n"
    "  --again             run, resume: also the jobs whose failure is recorded\n"
    "  --program FILE      run, resume: what solves instead: FILE solve DIR ID PLAN writes PLAN\n"
    "  --json              status, analyse: for another program\n"
    "  --csv FILE          merge: the same as one table; analyse: the table, '-' to print it\n"
    "  --engine NAME       emit: local, parallel (GNU) or slurm\n"
    "  --hosts FILE        emit: ssh logins for parallel, one a line\n"
    "  --jobs-a-task N     emit: for slurm (default 50)\n"
    "  -q, --quiet         only what is wrong\n"
    "\n"
    "Of analyse, with what is taken where nothing is said:\n"
    "  --figure NAME       the key figure (coverage); --group NAME: its group (the whole)\n"
    "  --across NAME       curve: the figure that it is drawn against (moved)\n"
    "  --base NAME         the variant that others are compared with (base)\n"
    "  --against NAME      solidarity: the variant without it (alone)\n"
    "  --territory NAME    that one (all); --scenario NAME: that one (the mean of all)\n"
    "  --lang fr|en        the language of the table\n"
    "\n"
    "Status: 0 done, 1 wrong usage, 2 bad input, 3 some jobs have no result yet, 4 failure.\n";

enum { MOST_WORKERS = 1024, MOST_CHUNKS = 1000000 };

/* What was asked for. */
typedef struct asked {
    rf_sweep_options options;
    rf_sweep_emission emission;
    rf_sweep_question question;
    const char *output, *csv, *job;
    bool json, help, wrong;
} asked;

typedef enum option_id {
    OPTION_OUTPUT = 'o',
    OPTION_QUIET = 'q',
    OPTION_HELP = 'h',
    OPTION_JOB = 256,
    OPTION_WORKERS,
    OPTION_CHUNK,
    OPTION_AGAIN,
    OPTION_PROGRAM,
    OPTION_JSON,
    OPTION_CSV,
    OPTION_ENGINE,
    OPTION_HOSTS,
    OPTION_JOBS_A_TASK,
    OPTION_FIGURE,
    OPTION_GROUP,
    OPTION_ACROSS,
    OPTION_BASE,
    OPTION_AGAINST,
    OPTION_TERRITORY,
    OPTION_SCENARIO,
    OPTION_LANG, /* main looks for it */
} option_id;

static const struct option OPTIONS[] = {
    {"output", required_argument, NULL, OPTION_OUTPUT},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"help", no_argument, NULL, OPTION_HELP},
    {"job", required_argument, NULL, OPTION_JOB},
    {"workers", required_argument, NULL, OPTION_WORKERS},
    {"chunk", required_argument, NULL, OPTION_CHUNK},
    {"again", no_argument, NULL, OPTION_AGAIN},
    {"program", required_argument, NULL, OPTION_PROGRAM},
    {"json", no_argument, NULL, OPTION_JSON},
    {"csv", required_argument, NULL, OPTION_CSV},
    {"engine", required_argument, NULL, OPTION_ENGINE},
    {"hosts", required_argument, NULL, OPTION_HOSTS},
    {"jobs-a-task", required_argument, NULL, OPTION_JOBS_A_TASK},
    {"figure", required_argument, NULL, OPTION_FIGURE},
    {"group", required_argument, NULL, OPTION_GROUP},
    {"across", required_argument, NULL, OPTION_ACROSS},
    {"base", required_argument, NULL, OPTION_BASE},
    {"against", required_argument, NULL, OPTION_AGAINST},
    {"territory", required_argument, NULL, OPTION_TERRITORY},
    {"scenario", required_argument, NULL, OPTION_SCENARIO},
    {"lang", required_argument, NULL, OPTION_LANG},
    {NULL, 0, NULL, 0},
};

static void read_number(int32_t *out, asked *a, const char *option, const char *text, long most)
{
    char *end = NULL;
    errno = 0;
    const long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < 1 || value > most) {
        rf_sweep_say("--%s: '%s' is not a number from 1 to %ld", option, text, most);
        a->wrong = true;
        return;
    }
    *out = (int32_t)value;
}

static void read_chunk(asked *a, const char *text)
{
    char *slash = NULL, *end = NULL;
    const long part = strtol(text, &slash, 10);
    const long parts = *slash == '/' ? strtol(slash + 1, &end, 10) : 0;
    if (slash == text || end == NULL || *end != '\0' || parts < 1 || parts > MOST_CHUNKS ||
        part < 0 || part >= parts) {
        rf_sweep_say("--chunk: '%s' is not K/N with K from 0 to N - 1", text);
        a->wrong = true;
        return;
    }
    a->options.chunk = (int32_t)part;
    a->options.chunks = (int32_t)parts;
}

static bool take_question(rf_sweep_question *q, int option)
{
    const char **const asked_for[] = {&q->figure,  &q->group,     &q->across,  &q->base,
                                      &q->against, &q->territory, &q->scenario};
    if (option < OPTION_FIGURE || option > OPTION_SCENARIO)
        return false;
    *asked_for[option - OPTION_FIGURE] = optarg;
    return true;
}

static void take_option(asked *a, int option)
{
    switch (option) {
    case OPTION_OUTPUT:
        a->output = optarg;
        break;
    case OPTION_QUIET:
        a->options.quiet = true;
        break;
    case OPTION_HELP:
        a->help = true;
        break;
    case OPTION_JOB:
        a->job = optarg;
        break;
    case OPTION_WORKERS:
        read_number(&a->options.workers, a, "workers", optarg, MOST_WORKERS);
        a->emission.workers = a->options.workers;
        break;
    case OPTION_CHUNK:
        read_chunk(a, optarg);
        break;
    case OPTION_AGAIN:
        a->options.again = true;
        break;
    case OPTION_PROGRAM:
        a->options.program = optarg;
        break;
    case OPTION_JSON:
        a->json = true;
        break;
    case OPTION_CSV:
        a->csv = optarg;
        break;
    case OPTION_ENGINE:
        a->emission.engine = optarg;
        break;
    case OPTION_HOSTS:
        a->emission.hosts = optarg;
        break;
    case OPTION_JOBS_A_TASK:
        read_number(&a->emission.chunk, a, "jobs-a-task", optarg, MOST_CHUNKS);
        break;
    default:
        if (option != OPTION_LANG && !take_question(&a->question, option))
            a->wrong = true; /* getopt said it */
        break;
    }
}

static rf_sweep_exit refuse(const char *why)
{
    rf_sweep_say("%s; see 'renfort bench --help'", why);
    return RF_SWEEP_USAGE;
}

/* A program is found by its path alone: what it is called with names files from elsewhere. */
static bool find_whole(char out[PATH_MAX], const char *path)
{
    if (realpath(path, out) != NULL)
        return true;
    rf_sweep_say("%s: cannot be read: %s", path, strerror(errno));
    return false;
}

static rf_sweep_exit run(asked *a, const char *folder)
{
    char program[PATH_MAX], whole[PATH_MAX], self[PATH_MAX], hosts[PATH_MAX];
    if (!find_whole(self, "/proc/self/exe") || !find_whole(whole, folder))
        return RF_SWEEP_INPUT;
    a->options.self = self;
    a->options.folder = whole;
    if (a->options.program != NULL && !find_whole(program, a->options.program))
        return RF_SWEEP_INPUT;
    a->options.program = a->options.program != NULL ? program : self;
    if (a->emission.hosts != NULL) {
        if (!find_whole(hosts, a->emission.hosts))
            return RF_SWEEP_INPUT;
        a->emission.hosts = hosts;
    }
    if (a->emission.engine != NULL)
        return rf_sweep_emit(&a->options, &a->emission);
    return a->job != NULL ? rf_sweep_run_job(&a->options, a->job) : rf_sweep_run_all(&a->options);
}

static rf_sweep_exit dispatch(asked *a, const char *word, char **operands, int n)
{
    const bool emits = strcmp(word, "emit") == 0;
    if (strcmp(word, "solve") == 0 && n == 3)
        return rf_sweep_solve(operands[0], operands[1], operands[2]);
    if (strcmp(word, "merge") == 0 && n > 0 && a->output != NULL) {
        const rf_sweep_merging merging = {operands, n, a->output, a->csv, a->options.quiet};
        return rf_sweep_merge(&merging);
    }
    if (strcmp(word, "analyse") == 0 && n == 2) {
        const rf_sweep_analysing analysing = {operands[0], operands[1], a->csv, a->question,
                                              a->json};
        return rf_sweep_analyse(&analysing);
    }
    if (strcmp(word, "analyse") == 0)
        return refuse("analyse needs the name of an analysis and a file of results");
    if (n != 1)
        return refuse("one file or folder is needed after the word");
    if (strcmp(word, "plan") == 0 && a->output != NULL)
        return rf_sweep_make_plan(operands[0], a->output, a->options.quiet);
    if (strcmp(word, "plan") == 0 || strcmp(word, "merge") == 0)
        return refuse("-o is needed");
    if (strcmp(word, "status") == 0)
        return rf_sweep_status(operands[0], a->json);
    if (emits && a->emission.engine == NULL)
        return refuse("--engine is needed");
    if (emits || strcmp(word, "run") == 0 || strcmp(word, "resume") == 0)
        return run(a, operands[0]);
    rf_sweep_say("'%s' is none of plan, run, resume, status, merge, emit, analyse", word);
    return RF_SWEEP_USAGE;
}

int main(int argc, char **argv)
{
    asked a = {.json = false};
    rf_streams_reserve();
    rf_language_start(rf_language_wanted(argc, argv));
    for (int option = getopt_long(argc, argv, "o:qh", OPTIONS, NULL); option != -1;
         option = getopt_long(argc, argv, "o:qh", OPTIONS, NULL))
        take_option(&a, option);
    if (a.wrong)
        return RF_SWEEP_USAGE;
    if (a.help) {
        fputs(USAGE, stdout);
        return fflush(stdout) == 0 ? RF_SWEEP_DONE : RF_SWEEP_FAILURE;
    }
    if (optind >= argc)
        return (int)refuse("a word is missing");
    const char *word = argv[optind];
    const rf_sweep_exit exit = dispatch(&a, word, argv + optind + 1, argc - optind - 1);
    const bool is_failure = exit == RF_SWEEP_NO_MEMORY || exit == RF_SWEEP_INTERNAL;
    return is_failure && strcmp(word, "solve") != 0 ? RF_SWEEP_FAILURE : (int)exit;
}
