/* SPDX-License-Identifier: GPL-3.0-or-later
 * The language of the program: the one asked for, else the environment's. */
#ifndef RF_CLI_LANGUAGE_H
#define RF_CLI_LANGUAGE_H

#include <stdbool.h>

/* The language that argv asks for (--lang fr, --lang=fr): needed before the options are read, so
 * that even what is said of them is in that language. NULL: none. */
const char *rf_language_wanted(int argc, char **argv);

/* Sets LC_CTYPE and LC_MESSAGES (never LC_NUMERIC: files and JSON have points) and binds the
 * catalogue. `wanted` "fr" or "en", or NULL for the environment's language, which is honoured even
 * where its locale was not generated. */
void rf_language_start(const char *wanted);

/* Whether texts are in French now. */
bool rf_language_is_french(void);

#endif
