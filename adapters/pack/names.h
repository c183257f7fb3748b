/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a pack calls things: the packer's labels, the program's own names, else a letter and a
 * number in the order of a keyed hash. */
#ifndef RF_PACK_NAMES_H
#define RF_PACK_NAMES_H

#include "adapters/pack/model.h"
#include "adapters/store/digest.h"

typedef enum rf_pack_sort {
    RF_PACK_TERRITORY,
    RF_PACK_SCENARIO,
    RF_PACK_VARIANT,
    RF_PACK_ORGANISATION,
    RF_PACK_PLACE,
    RF_N_PACK_SORTS
} rf_pack_sort;

typedef struct rf_pack_names rf_pack_names;

/* `key` orders what has no label. NULL: out of memory. Labels go to `pool`. */
rf_pack_names *rf_pack_names_new(rf_pool *pool, const unsigned char key[RF_DIGEST]);
void rf_pack_names_free(rf_pack_names *names);

/* There is something of that name; organisations, and places, of two territories (`within`) are two
 * things. */
rf_status rf_pack_names_add(rf_pack_names *names, rf_pack_sort sort, const char *within,
                            const char *name, rf_err *err);

/* After the last add: gives every thing its label. `labels` are "NAME=LABEL"; a name that is none,
 * or a label that is not one or would be of two things, is RF_BAD_INPUT. */
rf_status rf_pack_names_settle(rf_pack_names *names, const char *const *labels, int32_t n_labels,
                               rf_err *err);

/* The label, in the pool, of a thing that was added. */
const char *rf_pack_name_of(const rf_pack_names *names, rf_pack_sort sort, const char *within,
                            const char *name);

#endif
