/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options of all commands, and the one parser. */
#ifndef RF_CLI_OPTIONS_H
#define RF_CLI_OPTIONS_H

#include "adapters/cli/command.h"

/* What an option takes, and the type of its place in rf_request. */
typedef enum rf_takes {
    RF_TAKES_NOTHING, /* bool */
    RF_TAKES_TEXT,    /* const char * */
    RF_TAKES_FILE,    /* const char *, completed as a path */
    RF_TAKES_DATE,    /* const char *: a date that exists, as written */
    RF_TAKES_NUMBER,  /* double: above `low` (or equal for whole numbers) up to `high` */
    RF_TAKES_WHOLE,   /* double without fraction */
    RF_TAKES_CHOICE,  /* int32_t: number of the choice, from 1 */
    RF_TAKES_GAP,     /* LEVEL=G, appended to rf_request.gaps */
    RF_TAKES_LABEL,   /* NAME=LABEL, appended to rf_request.labels */
} rf_takes;

typedef struct rf_option {
    const char *name;
    char letter; /* 0: none */
    bool hidden; /* not in the help */
    rf_takes takes;
    const char *argument; /* "FILE" as shown; NULL for a flag */
    size_t offset;        /* in rf_request */
    double low, high;
    const char *const *choices; /* NULL-terminated */
    const char *help;           /* N_() */
    const char
        *rule; /* N_(): a sentence that says what the argument must be; NULL: anything goes */
} rf_option;

/* Never fails; static data. */
const rf_option *rf_option_of(rf_option_id id);

/* The options that are allowed before the command, ended by RF_N_OPTIONS. */
const rf_option_id *rf_options_global(void);

/* Reads argv[1..] into the request: the options of request->command (before a command: the global
 * ones, up to the first operand). request->gaps and labels have room for argc entries. *n_read: the
 * arguments used, argv[0] among them. What is wrong is said on standard error; false then. */
bool rf_request_parse(int *n_read, rf_request *request, int argc, char **argv);

/* Decimal digits with at most one point or comma: what people write, and nothing that strtod would
 * add. */
bool rf_decimal_read(double *out, const char *text);

#endif
