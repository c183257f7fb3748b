/* SPDX-License-Identifier: GPL-3.0-or-later
 * One cell into one member of a row, by the schema's kind. What breaks a rule is told at the
 * cell's place, in the words of the file's own header, and never guessed. */
#ifndef RF_ADAPTERS_CSV_CELL_H
#define RF_ADAPTERS_CSV_CELL_H

#include "adapters/csv/csv.h"
#include "adapters/csv/names.h"
#include "adapters/csv/records.h"

typedef struct rf_csv_fte rf_csv_fte;

/* Files of a territory in one form, and the first of them; by encoding and delimiter. */
typedef struct rf_csv_form {
    const char *first;
    int32_t n;
    rf_csv_encoding encoding;
    char delimiter;
} rf_csv_form;

enum { RF_CSV_MOST_FORMS = 12 };

/* What all files of a reading share. */
typedef struct rf_csv_reading {
    rf_territory *territory;
    rf_diags *diags;
    const rf_csv_names *names;
    const rf_csv_options *options;
    rf_table *rows; /* where rows go; NULL: the territory's table of the schema */
    bool unusable;  /* a fault that leaves no rows to go on with: file, header, whole column */
    rf_csv_form forms[RF_CSV_MOST_FORMS];
    int32_t n_forms;
} rf_csv_reading;

/* A column of the schema that a file has. */
typedef struct rf_csv_slot {
    const rf_column *column;
    size_t cell;        /* which one of the record */
    const char *header; /* as the file writes it; owned by rf_csv_file.strings */
    /* The last cell that was read well: the same bytes have the same value. */
    char last[24];
    size_t last_n; /* 0: none */
    union {
        int32_t number;
        const char *id;
    } last_value;
} rf_csv_slot;

/* A file being read. */
typedef struct rf_csv_file {
    rf_csv_reading *reading;
    const rf_schema *schema;
    const char *name; /* as diagnostics say it */
    uint16_t number;  /* in the territory */
    rf_csv_dialect dialect;
    rf_pool *strings;
    rf_csv_slot slots[RF_MAX_COLUMNS];
    size_t n_slots, n_headers;
    char *blank_row; /* a row with every absent value in its place */
    rf_csv_fte *fte; /* agents: their fte until the whole column is known */
    bool no_memory, doubly_encoded;
} rf_csv_file;

/* Writes the cell (blanks around it gone) into `row`, which has the absent value there already.
 * False: refused (told in diags), or out of memory (file->no_memory). */
bool rf_csv_read_cell(void *row, rf_csv_file *file, rf_csv_slot *slot, const rf_csv_cell *cell);

/* The absent value of a column into `row`. */
void rf_csv_write_absent(void *row, const rf_column *column);

rf_place rf_csv_place_of(const rf_csv_file *file, const rf_csv_cell *cell);
rf_at rf_csv_at(const rf_csv_file *file, uint32_t line, uint32_t column);

#endif
