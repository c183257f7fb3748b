/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader's words for what the instance numbers: tiers, levels, names. */
#ifndef RF_ADAPTERS_REPORT_WORDS_H
#define RF_ADAPTERS_REPORT_WORDS_H

#include "engine/renfort.h"

/* True where a period is a week: the reader then reads of weeks, else of periods. */
bool rf_counts_weeks(const rf_instance *in);

const char *rf_word_tier(int32_t tier); /* "vital", ... */
const char *rf_word_level(
    const char *name); /* translated where it is one of the contract's own names */
const char *rf_word_fte_unit(const rf_instance *in); /* "FTE-weeks" or "FTE-periods" */
const char *rf_word_of_organisation(const rf_instance *in,
                                    int32_t organisation); /* its name, else its id */
const char *rf_word_of_unit(const rf_instance *in, int32_t unit);
const char *rf_word_of_need(const rf_instance *in,
                            rf_need_id k); /* its name, "" where it has none */

/* In what a level's value is counted. */
typedef enum rf_measure {
    RF_MEASURE_FTE,    /* centi-FTE over periods: unmet needs, dipped floors */
    RF_MEASURE_STAYS,  /* stays, of which some changed */
    RF_MEASURE_POINTS, /* weighted terms */
} rf_measure;
rf_measure rf_measure_of_level(const rf_level_spec *level);

#endif
