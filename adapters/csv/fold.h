/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text of headers and values brought to the form in which spellings are compared, and to the form
 * in which a cell is shown in a message. */
#ifndef RF_ADAPTERS_CSV_FOLD_H
#define RF_ADAPTERS_CSV_FOLD_H

#include "engine/renfort.h"

enum { RF_CSV_FOLDED = 96, RF_CSV_SHOWN = 64 };

typedef struct rf_csv_folded {
    char text[RF_CSV_FOLDED];
    size_t n;
} rf_csv_folded;

/* What becomes of that which is neither letter nor digit. */
typedef enum rf_csv_fold_mode {
    RF_CSV_FOLD_HEADER, /* gone: "N° d'agent (8 car.)" -> "ndagent8car" */
    RF_CSV_FOLD_WORDS,  /* one space: "n d agent 8 car" */
    RF_CSV_FOLD_VALUE,  /* blanks and '._-° gone, what else there is stays: "D’accord ?" ->
                         * "daccord?" */
} rf_csv_fold_mode;

/* Small letters and digits: accents and case gone, ligatures spelt out. Longer texts are cut. */
rf_csv_folded rf_csv_fold(const char *bytes, size_t n, rf_csv_fold_mode mode);

/* The same text without the blanks (NBSP and narrow NBSP too) around it. */
void rf_csv_trim(const char **bytes, size_t *n);

typedef struct rf_csv_shown {
    char text[RF_CSV_SHOWN + 4];
} rf_csv_shown;

/* As shown in a message: cut at a character with "…" when long; undecodable bytes as \xNN. */
rf_csv_shown rf_csv_show(const char *bytes, size_t n);

#endif
