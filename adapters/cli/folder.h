/* SPDX-License-Identifier: GPL-3.0-or-later
 * Folders that init and demo fill: made when missing, nothing in them ever replaced. */
#ifndef RF_CLI_FOLDER_H
#define RF_CLI_FOLDER_H

#include "engine/renfort.h"

/* Makes the folder (its parent must be there); one that is there already is good. RF_IO. */
rf_status rf_folder_make(const char *folder, rf_err *err);

/* RF_BAD_INPUT, naming the file, when the folder holds `name` already. */
rf_status rf_folder_lacks(const char *folder, const char *name, rf_err *err);

/* A new file in the folder. RF_BAD_INPUT when it is there already, RF_IO. */
rf_status rf_folder_add(const char *folder, const char *name, const rf_buf *text, rf_err *err);

/* Copies the regular files of `from` (not its folders) that do not begin with a dot. Nothing is
 * copied when one of them is there already: RF_BAD_INPUT. */
rf_status rf_folder_copy(const char *to, const char *from, rf_err *err);

#endif
