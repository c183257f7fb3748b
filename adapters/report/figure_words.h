/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures (engine/solve/kpi.h) in the reader's language: what they are called and what they are
 * measured in. */
#ifndef RF_ADAPTERS_REPORT_FIGURE_WORDS_H
#define RF_ADAPTERS_REPORT_FIGURE_WORDS_H

/* "covered" for "coverage"; the name itself where none is known. */
const char *rf_word_of_figure(const char *name);

/* "FTE-weeks"; the unit itself where none is known. */
const char *rf_word_of_measure(const char *unit);

#endif
