/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of a pack as texts. Each is written in one way only, so that a reader can hold what
 * it got against what it would have written. */
#ifndef RF_PACK_MEMBERS_H
#define RF_PACK_MEMBERS_H

#include "adapters/pack/model.h"
#include "adapters/pack/zip.h"

typedef enum rf_pack_member {
    RF_PACK_MANIFEST,
    RF_PACK_CODEBOOK,
    RF_PACK_CODEBOOK_CSV,
    RF_PACK_FIGURES,
    RF_PACK_TABLES,
    RF_PACK_COMPARISON,
    RF_N_PACK_MEMBERS
} rf_pack_member;

/* The name of each member, and an empty buffer. */
void rf_pack_members_start(rf_zip_member out[RF_N_PACK_MEMBERS]);
void rf_pack_members_free(rf_zip_member members[RF_N_PACK_MEMBERS]);

/* All of them; the manifest last, as it holds the digests of the others. RF_NO_MEMORY only. */
rf_status rf_pack_members_write(rf_zip_member members[RF_N_PACK_MEMBERS], const rf_pack *pack,
                                rf_err *err);

void rf_pack_put_codebook(rf_buf *out, const rf_pack *pack);
void rf_pack_put_codebook_csv(rf_buf *out);

/* The first lines of two members, mark of UTF-8 included. */
#define RF_PACK_FIGURES_HEAD                                                                       \
    "\xEF\xBB\xBF"                                                                                 \
    "territory,scenario,variant,figure,group,unit,state,mean,deviation,draws\r\n"
#define RF_PACK_TABLES_HEAD                                                                        \
    "\xEF\xBB\xBF"                                                                                 \
    "territory,scenario,variant,table,row,column,cell,people,low,high\r\n"

/* A value as figures.csv has it: four decimals for a share, else two. */
void rf_pack_put_value(rf_buf *out, const rf_kpi_definition *definition, double value);

#endif
