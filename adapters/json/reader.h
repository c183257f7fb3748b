/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typed reading of a document's values. What is not of the wanted type or range is reported where
 * it stands and read as false; the caller goes on with the next value, so that one run reports
 * every fault. */
#ifndef RF_ADAPTERS_JSON_READER_H
#define RF_ADAPTERS_JSON_READER_H

#include "adapters/json/document.h"

typedef struct rf_json_reader {
    const rf_json_doc *doc;
    rf_diags *diags;
    bool no_memory; /* an allocation failed: what was read is not whole */
} rf_json_reader;

/* A member that an object may have. */
typedef struct rf_json_field {
    const char *key;
    bool required;
    void (*read)(void *target, rf_json_reader *r, const rf_json_node *node);
} rf_json_field;

typedef struct rf_json_fields {
    const rf_json_field *items;
    size_t n;
} rf_json_fields;

#define RF_JSON_FIELDS(list)                                                                       \
    {                                                                                              \
        (list), sizeof(list) / sizeof((list)[0])                                                   \
    }

typedef struct rf_json_range {
    int64_t low, high; /* inclusive */
} rf_json_range;

/* Is the node an object, a list? Reported when not. */
bool rf_json_is_object(rf_json_reader *r, const rf_json_node *node);
bool rf_json_is_list(rf_json_reader *r, const rf_json_node *node);

/* Reads each member of an object into `target`. A key that is not among the fields is an error with
 * the nearest that is; so is a required one that is missing. O(members x fields). */
void rf_json_read_fields(void *target, rf_json_reader *r, const rf_json_node *object,
                         const rf_json_fields *fields);

/* Hints, for the finding just added, at the known word nearest to `word`, else at all n of them. */
void rf_json_hint_known(rf_json_reader *r, const char *word, const char *const *known, size_t n);

/* A string of at least one character. */
bool rf_json_read_text(const char **out, rf_json_reader *r, const rf_json_node *node);
/* A whole number written without point or exponent. */
bool rf_json_read_integer(int64_t *out, rf_json_reader *r, const rf_json_node *node,
                          rf_json_range range);
/* The same, within int32_t. */
bool rf_json_read_small(int32_t *out, rf_json_reader *r, const rf_json_node *node,
                        rf_json_range range);
/* Hundredths of a number with at most two decimals, written without exponent; the range is in
 * hundredths. */
bool rf_json_read_hundredths(int64_t *out, rf_json_reader *r, const rf_json_node *node,
                             rf_json_range range);
/* A number from low to high. */
bool rf_json_read_number(double *out, rf_json_reader *r, const rf_json_node *node, double low,
                         double high);
/* YYYY-MM-DD, a day that exists. */
bool rf_json_read_date(rf_date *out, rf_json_reader *r, const rf_json_node *node);
/* One of the n words, by its number. */
bool rf_json_read_word(int32_t *out, rf_json_reader *r, const rf_json_node *node,
                       const char *const *words, size_t n);

/* Hundredths of a decimal text of n bytes: digits, then at most two decimals that are not zero;
 * false: it is none. */
bool rf_json_hundredths_of(int64_t *out, const char *text, size_t n);

#endif
