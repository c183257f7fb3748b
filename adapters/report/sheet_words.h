/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader's words for the codes of sheets: titles, columns, cells. */
#ifndef RF_ADAPTERS_REPORT_SHEET_WORDS_H
#define RF_ADAPTERS_REPORT_SHEET_WORDS_H

#include "engine/renfort.h"

/* Translated; the code itself where it has no words (a level of the user's own). */
const char *rf_word_of_column(const char *column);
const char *rf_word_of_code(const char *code);

/* A sheet's title ("calendar" of "returns"), and the sentence under it; NULL: none. */
const char *rf_word_of_sheet(const rf_instance *in, const char *sheets, const char *sheet);
const char *rf_note_of_sheet(const char *sheets, const char *sheet);

#endif
