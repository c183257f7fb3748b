/* SPDX-License-Identifier: GPL-3.0-or-later
 * A command of the program, said once: the table of its options makes the parser, `--help`, the
 * manual page and the completion. All texts are English, marked with N_() and looked up when they
 * are shown. */
#ifndef RF_CLI_COMMAND_H
#define RF_CLI_COMMAND_H

#include "engine/renfort.h"

/* What the shell is told (contract CLI.md). */
typedef enum rf_exit {
    RF_EXIT_DONE = 0,
    RF_EXIT_USAGE = 1,
    RF_EXIT_INPUT = 2,
    RF_EXIT_BREACH = 3, /* infeasible (solve) or breaches (verify) */
    RF_EXIT_FAILURE = 4,
} rf_exit;

typedef enum rf_option_id {
    RF_OPTION_PLAN,
    RF_OPTION_STORED_PLAN,
    RF_OPTION_SECONDS,
    RF_OPTION_DEMO_SECONDS,
    RF_OPTION_GAP,
    RF_OPTION_BASELINE,
    RF_OPTION_BASELINE_OF_PLAN,
    RF_OPTION_REPRODUCIBLE,
    RF_OPTION_WORKERS,
    RF_OPTION_JSON,
    RF_OPTION_QUARANTINE,
    RF_OPTION_COLUMNS,
    RF_OPTION_ENCODING,
    RF_OPTION_DELIMITER,
    RF_OPTION_FTE_UNIT,
    RF_OPTION_FULL_TIME_HOURS,
    RF_OPTION_MODEL,
    RF_OPTION_FORMAT,
    RF_OPTION_REPORT,
    RF_OPTION_LEVEL,
    RF_OPTION_MANUAL,
    RF_OPTION_COMPLETION,
    RF_OPTION_AGENT,
    RF_OPTION_NEED,
    RF_OPTION_UNIT,
    RF_OPTION_OTHER,
    RF_OPTION_AUTHOR,
    RF_OPTION_REASON,
    RF_OPTION_DATE,
    RF_OPTION_COMMENT,
    RF_OPTION_FROM,
    RF_OPTION_TO,
    RF_OPTION_NUMBER,
    RF_OPTION_TODAY,
    RF_OPTION_CHANGES,
    RF_OPTION_FOLDER,
    RF_OPTION_SEPARATOR,
    RF_OPTION_ENVELOPE,
    RF_OPTION_DOCUMENT_JSON,
    RF_OPTION_CSV,
    RF_OPTION_TODAY_IS,
    RF_OPTION_INITIATIVES,
    RF_OPTION_MOVE,
    RF_OPTION_EXPLAIN_AGENT,
    RF_OPTION_EXPLAIN_NEED,
    RF_OPTION_TOP,
    RF_OPTION_EXPLAIN_SECONDS,
    RF_OPTION_EXPLAIN_JSON,
    RF_OPTION_FIGURES_JSON,
    RF_OPTION_FIGURES_CSV,
    RF_OPTION_AGENTS,
    RF_OPTION_ABSENCE,
    RF_OPTION_DRAWS,
    RF_OPTION_SEED,
    RF_OPTION_STRESS_SECONDS,
    RF_OPTION_DB,
    RF_OPTION_DB_TOO,
    RF_OPTION_CRISIS,
    RF_OPTION_LOG_AUTHOR,
    RF_OPTION_CERTIFICATE,
    RF_OPTION_PACK,
    RF_OPTION_THRESHOLD,
    RF_OPTION_LABEL,
    RF_OPTION_PACK_CHECK,
    RF_OPTION_MERGE,
    RF_OPTION_QUIET,
    RF_OPTION_LANG,
    RF_OPTION_VERSION,
    RF_OPTION_HELP,
    RF_N_OPTIONS
} rf_option_id;

/* How a territory's files are read: for the tables of options. */
#define RF_READING_OPTIONS                                                                         \
    RF_OPTION_COLUMNS, RF_OPTION_ENCODING, RF_OPTION_DELIMITER, RF_OPTION_FTE_UNIT,                \
        RF_OPTION_FULL_TIME_HOURS

/* What a plan may have been solved with besides TERRITORY and SCENARIO: for the tables of the
 * commands that read one. */
#define RF_PLAN_OPTIONS                                                                            \
    RF_OPTION_GAP, RF_OPTION_BASELINE_OF_PLAN, RF_OPTION_TODAY, RF_OPTION_ENVELOPE,                \
        RF_OPTION_INITIATIVES, RF_OPTION_QUARANTINE, RF_READING_OPTIONS

enum { RF_MAX_OPERANDS = 1024 };

typedef struct rf_command rf_command;

/* What the user asked for. Strings are borrowed from argv. */
typedef struct rf_request {
    const rf_command *const *commands; /* all of the program's, NULL-terminated */
    const rf_command *command;         /* NULL while the options before the command are read */
    const char *operands[RF_MAX_OPERANDS];
    int n_operands;

    const char *output;                      /* NULL: the command's default */
    const char *baseline;                    /* plan file; NULL: none */
    const char *columns;                     /* column map; NULL: none */
    const char *level;                       /* a level's name; NULL: all */
    const char *agent, *need, *unit, *other; /* ids; NULL: not said */
    const char *author, *reason, *comment;   /* of what is decided or logged; NULL: not said */
    const char *date, *from, *to, *today;    /* dates as written, each one exists; NULL: not said */
    const char *review_day;                  /* as these, of initiatives that are due */
    const char *db, *crisis, *certificate;   /* NULL: the command's default */
    const char *move;                        /* "AGENT:NEED"; NULL: none */
    const char *changes;                     /* file for what changed; NULL: none */
    const char *envelope;                    /* delegation envelope; NULL: none */
    double number;                           /* of a decision, a whole number; 0: not said */
    const char **gaps; /* "LEVEL=G", as written; owned by the caller of rf_request_parse */
    int32_t n_gaps;
    const char **labels; /* "NAME=LABEL", as written; as gaps */
    int32_t n_labels;
    double threshold;            /* people, a whole number; 0: not said */
    double seconds;              /* 0: not said */
    double workers;              /* a whole number; 0: not said */
    double top;                  /* a whole number; 0: not said */
    double full_time_hours;      /* a week; 0: not said */
    double absence, draws, seed; /* percent, two whole numbers; 0: not said */
    int32_t encoding, delimiter, fte_unit, format, separator,
        lang; /* number of the choice from 1; 0: not said */
    bool reproducible, json, csv, agents, initiatives, quarantine, quiet, manual, completion, check,
        merge, version, help;
} rf_request;

typedef struct rf_example {
    const char *line; /* as typed */
    const char *says; /* N_() */
} rf_example;

typedef struct rf_exit_text {
    rf_exit status;
    const char *text; /* N_() */
} rf_exit_text;

struct rf_command {
    const char *name;
    const char *operands;           /* "TERRITORY [SCENARIO]", "" for none */
    int min_operands, max_operands; /* <= RF_MAX_OPERANDS */
    const char *summary;            /* N_(): one line */
    const char *description;        /* N_(): paragraphs, separated by an empty line */
    const rf_option_id *options;    /* ended by RF_N_OPTIONS */
    const rf_example *examples;     /* ended by a NULL line */
    const rf_exit_text *statuses;   /* ended by a NULL text */
    rf_exit (*run)(const rf_request *request);
    /* What takes the arguments as they are, once the first of them is no option; NULL: nothing. */
    rf_exit (*pass)(const rf_request *request, char **argv);
};

extern const rf_command rf_command_bench, rf_command_demo, rf_command_init, rf_command_check,
    rf_command_solve, rf_command_verify, rf_command_export, rf_command_decide, rf_command_review,
    rf_command_validations, rf_command_initiatives, rf_command_explain, rf_command_alternatives,
    rf_command_returns, rf_command_ledger, rf_command_pool, rf_command_reserve, rf_command_stress,
    rf_command_compare, rf_command_report, rf_command_figures, rf_command_import, rf_command_crisis,
    rf_command_db, rf_command_log, rf_command_pack, rf_command_doctor, rf_command_help,
    rf_command_version;

#endif
