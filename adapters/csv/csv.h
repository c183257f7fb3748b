/* SPDX-License-Identifier: GPL-3.0-or-later
 * Territories as folders of CSV files (contract DATA.md): read, quarantined, started. libcsv
 * parses, iconv decodes. */
#ifndef RF_ADAPTERS_CSV_H
#define RF_ADAPTERS_CSV_H

#include "engine/renfort.h"

typedef enum rf_fte_unit {
    RF_FTE_INFERRED,
    RF_FTE_PERCENT,
    RF_FTE_FRACTION,
    RF_FTE_HOURS
} rf_fte_unit;

typedef struct rf_csv_options {
    const char *encoding;         /* "utf-8", "utf-16", "windows-1252"; NULL: detected per file */
    char delimiter;               /* ',' ';' '\t'; 0: detected per file */
    rf_fte_unit fte_unit;         /* of agents' fte */
    int32_t full_time_minutes;    /* a week; 0: 35 hours */
    const rf_header_map *columns; /* NULL: none */
    bool quarantine;              /* drop refused rows and what refers to them instead of failing */
    bool forms_untold;            /* no note of how files are written */
} rf_csv_options;

/* Reads and links a folder. Every fault of every file goes to diags; RF_BAD_INPUT when one is an
 * error (with quarantine: only when what is left cannot be read, say a missing file or header).
 * Streams: memory is what the rows need. */
rf_status rf_csv_read_territory(rf_territory **out, const char *folder,
                                const rf_csv_options *options, rf_diags *diags, rf_err *err);

/* After a reading with quarantine: writes FOLDER/quarantine/ (each file's refused rows as they
 * were, header first, with a last column `reason`). *n_rows: how many. Files are replaced
 * atomically, and only their owner may read them; nothing is written when nothing was refused. What
 * an earlier run set aside there, and this one does not, is removed. */
rf_status rf_csv_write_quarantine(size_t *n_rows, const char *folder, const rf_csv_options *options,
                                  const rf_diags *diags, rf_err *err);

/* A row of decisions.csv to be added; texts UTF-8, borrowed, on one line. */
typedef struct rf_csv_decision {
    const char *agent, *need;
    rf_date from, to; /* RF_DATE_FIRST, RF_DATE_LAST: left empty */
    rf_verdict verdict;
    const char *author, *reason;
} rf_csv_decision;
/* A row of it that goes when they come: in that line, of that decision. */
typedef struct rf_csv_outdated {
    uint32_t line;
    int32_t number;
    rf_csv_decision row; /* its agent is compared */
} rf_csv_outdated;
typedef struct rf_csv_decisions {
    rf_csv_decision *list;
    size_t n;
    const rf_csv_outdated *outdated;
    size_t n_outdated;
    rf_buf *before; /* gets the bytes that the file had; NULL: they are not wanted */
} rf_csv_decisions;

/* Adds rows at the end of FOLDER/decisions.csv (made with canonical headers where there is none) in
 * the file's own encoding, delimiter, columns and line ends; every byte that was there stays. Where
 * the file lacks one of the columns agent, need, from, to, decision, author and reason, the rows go
 * to its part decisions-renfort.csv instead. *file: which of the two; static. All rows or none: the
 * file is replaced whole. Outdated rows are taken out of it in the same replacement. RF_BAD_INPUT:
 * the file cannot be read, has no place or no character for a row, or lacks an outdated one. */
rf_status rf_csv_add_decisions(const char **file, const char *folder, const rf_csv_options *options,
                               const rf_csv_decisions *decisions, rf_err *err);

/* Appends "AGENT<tab>NEED\n" for each row that rf_csv_remove_decision would remove, after an empty
 * line. */
rf_status rf_csv_find_decision(rf_buf *out, const char *folder, const rf_csv_options *options,
                               int32_t number, rf_err *err);

/* Removes from both files the rows whose reason is a note (decision.h) of this number, and nothing
 * else: what rf_csv_add_decisions added last, removed, leaves the bytes of before, but for a file
 * that it made, whose header stays. *n_rows: how many. Errors as above. */
rf_status rf_csv_remove_decision(size_t *n_rows, const char *folder, const rf_csv_options *options,
                                 int32_t number, rf_err *err);

/* The paths (relative to the folder, sorted bytewise) of the files that a territory is made of.
 * Owned: free each and the array. */
rf_status rf_csv_list_files(char ***out, size_t *n, const char *folder, rf_err *err);

/* Writes templates into a folder (made when missing), with canonical headers or, for a French
 * spreadsheet, French headers and words, semicolons, decimal commas and a UTF-8 mark; refuses to
 * touch an existing file. */
rf_status rf_csv_write_templates(const char *folder, bool french, rf_err *err);

/* Appends the headers of a template, ", " between, in brackets what may be left out. */
rf_status rf_csv_put_headers(rf_buf *out, rf_table_id table, bool french, rf_err *err);

/* Figures for a spreadsheet: the sheets one after the other, an empty line between, each with the
 * columns' names first; UTF-8 with a mark, commas, RFC 4180 quotes. A text that a spreadsheet would
 * take for a formula (it begins with = + - @ tab or CR) has an apostrophe before it, as OWASP's
 * "CSV Injection" advises; numbers are left alone. RF_NO_MEMORY only. */
rf_status rf_csv_write_sheets(rf_buf *out, const rf_sheets *sheets, rf_err *err);

/* libcsv's version, "3.0.3". */
const char *rf_csv_library_version(void);

#endif
