/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pack: the key figures and tables of a sweep for other administrations, a zip of six members.
 *
 *   manifest.json   format, versions, threshold, and the SHA-256 of every other member
 *   codebook.md     what each file, column, mark and figure is, in English and French
 *   codebook.csv    the figures: name, group, unit, range, which way is better
 *   figures.csv     a row a case (territory, scenario, variant), figure and group: mean over draws
 *   tables.csv      a row a cell: people, or the interval that the others leave it
 *   comparison.csv  the same figures, a column a territory
 *
 * What is in it: numbers, the program's own words, and labels. Organisations are O1, O2, ... in an
 * order that tells nothing (a keyed hash, the key being a digest of all results but the ids of
 * jobs); territories, scenarios and variants are labels that the packer gave or T1, S1, V1, ...;
 * there is no id, no free text and no date. Figures that rest on fewer people than the threshold in
 * any draw are withheld, and tables are suppressed as in solve/suppress.h. Tables are of the first
 * draw of a case only: ten tables about the same people would tell more than one.
 *
 * The same results give the same bytes. */
#ifndef RF_ADAPTERS_PACK_H
#define RF_ADAPTERS_PACK_H

#include "engine/renfort.h"

typedef struct rf_pack rf_pack;

void rf_pack_free(rf_pack *pack);

/* ---- making ---------------------------------------------------------------------------------- */

typedef struct rf_pack_draft rf_pack_draft;

typedef struct rf_pack_job {
    const char *id, *territory, *scenario, *variant;
    bool done; /* it has results */
} rf_pack_job;

typedef struct rf_pack_raw_cell {
    const char *table, *row, *column;
    int64_t people; /* < 0: the table is not of people, and is left out */
} rf_pack_raw_cell;

/* Jobs in the order of territory, scenario, variant, draw; then the figures and the cells of all
 * jobs in the same order. Texts are copied. What is lost for want of memory is told by
 * rf_pack_make. */
rf_pack_draft *rf_pack_draft_new(void); /* NULL: out of memory */
void rf_pack_draft_free(rf_pack_draft *draft);
void rf_pack_add_job(rf_pack_draft *draft, const rf_pack_job *job);
void rf_pack_add_figure(rf_pack_draft *draft, const char *job, const rf_kpi *figure);
void rf_pack_add_cell(rf_pack_draft *draft, const char *job, const rf_pack_raw_cell *cell);

typedef struct rf_pack_options {
    const char *version; /* the program's */
    int64_t threshold;
    const char *const *labels; /* "NAME=LABEL" */
    int32_t n_labels;
} rf_pack_options;

/* RF_BAD_INPUT: a label is not one, names nothing or is given twice; or nothing is there to pack.
 */
rf_status rf_pack_make(rf_pack **out, const rf_pack_draft *draft, const rf_pack_options *options,
                       rf_err *err);

/* ---- files ----------------------------------------------------------------------------------- */

/* The zip's bytes. */
rf_status rf_pack_write(rf_buf *out, const rf_pack *pack, rf_err *err);

/* Reads a pack that anybody made, and trusts nothing of it: sizes are looked at before anything is
 * unpacked, members that are not the six are refused, hashes must agree, and each member must be,
 * to the byte, what this program writes for what it reads in it, so that it can hold nothing else.
 * RF_BAD_INPUT says what is wrong. */
rf_status rf_pack_read(rf_pack **out, const char *path, rf_err *err);

/* What contradicts the pack's own threshold, one a line in `findings`: a small cell that is shown,
 * a hidden one that the attack bounds within its protection, an interval that is not the one told,
 * a withheld figure that stands alone. */
rf_status rf_pack_check(int32_t *n_findings, rf_buf *findings, const rf_pack *pack, rf_err *err);

/* Adds the cases of another pack. RF_BAD_INPUT: versions differ, a territory is in both, or
 * a scenario or variant is that no label was given to, as S1 of one is not S1 of another. The
 * smaller threshold is the threshold of the whole. */
rf_status rf_pack_join(rf_pack *into, const rf_pack *other, rf_err *err);

/* ---- looking --------------------------------------------------------------------------------- */

typedef struct rf_pack_summary {
    int64_t threshold;
    int32_t territories, cases, figures, withheld, cells, hidden;
    int64_t narrowest; /* width of the narrowest interval; RF_OPEN: none is bounded */
} rf_pack_summary;

rf_pack_summary rf_pack_summary_of(const rf_pack *pack);

/* libzip's version, "1.7.3". */
const char *rf_pack_library_version(void);

#endif
