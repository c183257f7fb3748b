/* SPDX-License-Identifier: GPL-3.0-or-later
 * One writer of a territory at a time: whoever reads, judges and writes holds the folder. */
#ifndef RF_CLI_LOCK_H
#define RF_CLI_LOCK_H

#include "engine/renfort.h"

/* Waits until nobody else holds the folder, and holds it until rf_lock_release or the end of the
 * program, however that comes. A file system that knows no locks is taken as it is. RF_IO: the
 * folder cannot be opened. */
rf_status rf_lock_take(int *out, const char *folder, rf_err *err);
void rf_lock_release(int lock);

#endif
