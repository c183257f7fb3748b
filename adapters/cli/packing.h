/* SPDX-License-Identifier: GPL-3.0-or-later
 * The results of a sweep as the draft of a pack. */
#ifndef RF_CLI_PACKING_H
#define RF_CLI_PACKING_H

#include "adapters/pack/pack.h"

enum { RF_VERSION_ROOM = 64 };

typedef struct rf_packing {
    rf_pack_draft *draft;          /* owned by the caller once it is read */
    char version[RF_VERSION_ROOM]; /* of the program that made the results */
} rf_packing;

/* As rf_results_open fails. Details of failures, levels and times are not looked at. */
rf_status rf_packing_read(rf_packing *out, const char *path, rf_err *err);

#endif
