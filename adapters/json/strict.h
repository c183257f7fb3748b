/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is JSON and what is not, by RFC 8259 to the letter, with positions. cJSON takes raw control
 * characters, invalid UTF-8, lone surrogates and text after the document, repeats keys and cuts
 * strings at \u0000: this scanner runs first and lets through only what both read alike.
 *
 * Beyond the RFC it refuses \u0000 in a string (C strings end there, so an id would be cut in
 * silence) and more than RF_JSON_DEPTH nested brackets. A UTF-8 mark at the start is skipped, as
 * the RFC allows. */
#ifndef RF_ADAPTERS_JSON_STRICT_H
#define RF_ADAPTERS_JSON_STRICT_H

#include "engine/renfort.h"

enum { RF_JSON_DEPTH = 200 };

typedef enum rf_json_kind {
    RF_JSON_NULL,
    RF_JSON_FALSE,
    RF_JSON_TRUE,
    RF_JSON_NUMBER,
    RF_JSON_STRING,
    RF_JSON_ARRAY,
    RF_JSON_OBJECT,
} rf_json_kind;

/* One value of a document. Values are kept in document order, a container before what it holds. */
typedef struct rf_json_node {
    const char *key;         /* decoded; NULL for a list's item and for the root */
    const char *name;        /* the key, or for an item that of its list; never NULL once bound */
    const char *text;        /* a string decoded, else NULL */
    double number;           /* a number, rounded to a double */
    uint32_t offset, length; /* its bytes in the source */
    uint32_t line, column;   /* of its first character */
    uint32_t key_line, key_column; /* of its key's quote; of the value where it has no key */
    uint32_t span;                 /* values in it, itself included */
    rf_json_kind kind;
} rf_json_node;

typedef struct rf_json_nodes {
    rf_json_node *items;
    size_t n, capacity;
} rf_json_nodes;

typedef struct rf_json_source {
    const char *text; /* NUL-terminated */
    size_t length;    /* at most UINT32_MAX - 1 */
    const char *file; /* as diagnostics say it */
} rf_json_source;

/* Scans a document into nodes whose key, name, text and number are not set yet. Faults inside
 * strings are all reported; any other ends the scan. RF_BAD_INPUT after a fault; nodes->items is
 * the caller's to free in every case. O(length). */
rf_status rf_json_scan(rf_json_nodes *nodes, const rf_json_source *source, rf_diags *diags,
                       rf_err *err);

#endif
