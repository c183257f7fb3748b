/* SPDX-License-Identifier: GPL-3.0-or-later
 * A JSON document in memory: the scanner's positions (strict.h) and cJSON's values, one node a
 * value, in document order.
 *
 *   for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x))
 */
#ifndef RF_ADAPTERS_JSON_DOCUMENT_H
#define RF_ADAPTERS_JSON_DOCUMENT_H

#include "adapters/json/strict.h"

/* A scenario or map of columns is small; a plan has a line a move. */
enum { RF_JSON_SMALL_FILE = 4 << 20, RF_JSON_LARGE_FILE = 256 << 20 };

/* The longest number whose `number` is set; the source of longer ones is whole all the same. */
enum { RF_JSON_NUMBER_BYTES = 63 };

typedef struct rf_json_doc {
    const rf_json_node *root;
    rf_json_source source; /* borrows text and file */
    rf_json_nodes nodes;
    struct cJSON *tree; /* owns every key and text */
    rf_buf text;
    char *file;
    bool repeats_keys; /* reported in diags; the document is readable all the same */
} rf_json_doc;

/* Reads a file of at most `limit` bytes. Faults go to diags. A repeated key is an error in diags,
 * yet the document comes back (RF_OK) so that the caller can go on and report more; every other
 * fault is RF_BAD_INPUT. RF_IO: not readable. */
rf_status rf_json_open(rf_json_doc **out, const char *path, size_t limit, rf_diags *diags,
                       rf_err *err);

/* The same from bytes in memory, which are copied. `file` is what diagnostics say. */
rf_status rf_json_parse(rf_json_doc **out, const char *bytes, size_t n, const char *file,
                        rf_diags *diags, rf_err *err);
void rf_json_close(rf_json_doc *doc);

/* Where a node's value is, and its key. */
rf_place rf_json_place(const rf_json_doc *doc, const rf_json_node *node);
rf_place rf_json_key_place(const rf_json_doc *doc, const rf_json_node *node);

static inline const rf_json_node *rf_json_end(const rf_json_node *container)
{
    return container + container->span;
}
/* The first of a container's values; rf_json_end where there is none. */
static inline const rf_json_node *rf_json_first(const rf_json_node *container)
{
    return container + 1;
}
static inline const rf_json_node *rf_json_next(const rf_json_node *node)
{
    return node + node->span;
}
/* How many values a container holds; O(values). */
size_t rf_json_count(const rf_json_node *container);

/* The member of that exact key, NULL: none (or not an object). O(members). */
const rf_json_node *rf_json_member(const rf_json_node *object, const char *key);

/* The node's source for a message: one line, cut at a character to at most 40 of them. */
typedef struct rf_json_excerpt {
    char text[168];
} rf_json_excerpt;
rf_json_excerpt rf_json_show(const rf_json_doc *doc, const rf_json_node *node);

#endif
