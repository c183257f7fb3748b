/* SPDX-License-Identifier: GPL-3.0-or-later
 * Paths, and where the program's own files are: beside a program that was just built, else where
 * it was installed. */
#ifndef RF_CLI_PATHS_H
#define RF_CLI_PATHS_H

#include "engine/renfort.h"

/* The folder that holds `file` ("demo/agents.csv", say) of data/: RENFORT_DATA, the one
 * beside the program's bin/, the build tree's, RF_DATADIR. RF_IO when none does. */
rf_status rf_path_data(rf_buf *out, const char *file, rf_err *err);

/* The folder of message catalogues that holds the French one: the build's, the one beside bin/,
 * RF_LOCALEDIR. RF_IO when none does. */
rf_status rf_path_catalogue(rf_buf *out, rf_err *err);

/* The program of that name that goes with this one: the build's, the one in libexec beside bin/,
 * the one in RF_LIBEXECDIR. RF_IO when none is there. */
rf_status rf_path_tool(rf_buf *out, const char *name, rf_err *err);

/* "folder/name" into an empty buffer. */
void rf_path_join(rf_buf *out, const char *folder, const char *name);

/* Whether a file or folder of that name is there. */
bool rf_path_exists(const char *path);

/* Whether both names lead to one file, were it only made by writing to it. */
bool rf_path_is_same(const char *a, const char *b);

#endif
