/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader's words for what the instance numbers: tiers, levels and their units, names. */
#ifndef RF_ADAPTERS_REPORT_WORDS_H
#define RF_ADAPTERS_REPORT_WORDS_H

#include "adapters/report/number.h"

/* True where a period is a week: the reader then reads of weeks, else of periods. */
bool rf_counts_weeks(const rf_instance *in);

/* A code and what it is called; a table ends with a NULL code. */
typedef struct rf_wording {
    const char *code, *text; /* text: N_() */
} rf_wording;

/* The translated text of a code; NULL: the table has none. O(rows). */
const char *rf_word_of(const rf_wording *table, const char *code);

const char *rf_word_tier(int32_t tier); /* "vital", ... */

/* A level's name, translated where it is one of the contract's own. */
const char *rf_word_level(const char *name);

/* The name in the files; without one: an organisation's id, "" for a need. */
const char *rf_word_of_organisation(const rf_instance *in, int32_t organisation);
const char *rf_word_of_need(const rf_instance *in, rf_need_id k);

/* In what a level's value is counted. */
typedef enum rf_measure {
    RF_MEASURE_FTE,    /* centi-FTE over periods: unmet needs, dipped floors */
    RF_MEASURE_STAYS,  /* stays: moved or changed ones */
    RF_MEASURE_POINTS, /* weighted terms */
} rf_measure;
rf_measure rf_measure_of_level(const rf_level_spec *level);

rf_text rf_number_measured(rf_measure measure, int64_t value);
const char *rf_word_measure(const rf_instance *in, rf_measure measure); /* "FTE-weeks", ... */

#endif
