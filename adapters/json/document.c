/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/document.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/* cJSON copies a number into 64 bytes before it converts it, and would read the rest as something
 * else: while it reads, longer numbers are 0. */
static bool is_long_number(const rf_json_node *node)
{
    return node->kind == RF_JSON_NUMBER && node->length > RF_JSON_NUMBER_BYTES;
}

static void blank_long_numbers(rf_json_doc *doc, rf_buf *saved)
{
    for (size_t i = 0; i < doc->nodes.n; i++) {
        const rf_json_node *node = &doc->nodes.items[i];
        if (!is_long_number(node))
            continue;
        rf_buf_add(saved, doc->text.text + node->offset, node->length);
        memset(doc->text.text + node->offset, ' ', node->length);
        doc->text.text[node->offset] = '0';
    }
}

static void restore_long_numbers(rf_json_doc *doc, const rf_buf *saved)
{
    size_t at = 0;
    for (size_t i = 0; i < doc->nodes.n; i++) {
        const rf_json_node *node = &doc->nodes.items[i];
        if (!is_long_number(node))
            continue;
        memcpy(doc->text.text + node->offset, saved->text + at, node->length);
        at += node->length;
    }
}

static bool same_kind(rf_json_kind kind, const cJSON *item)
{
    switch (kind) {
    case RF_JSON_NULL:
        return cJSON_IsNull(item);
    case RF_JSON_FALSE:
        return cJSON_IsFalse(item);
    case RF_JSON_TRUE:
        return cJSON_IsTrue(item);
    case RF_JSON_NUMBER:
        return cJSON_IsNumber(item);
    case RF_JSON_STRING:
        return cJSON_IsString(item);
    case RF_JSON_ARRAY:
        return cJSON_IsArray(item);
    case RF_JSON_OBJECT:
        return cJSON_IsObject(item);
    }
    return false;
}

/* Gives the nodes from `node` on the values of `item` and of all in it. Both are in document order;
 * the depth is bounded by RF_JSON_DEPTH. The node after them, NULL: the two readers disagree. */
static rf_json_node *bind(rf_json_node *node, const rf_json_node *end, const cJSON *item,
                          const char *list)
{
    if (node == end || !same_kind(node->kind, item))
        return NULL;
    node->key = item->string;
    node->name = item->string != NULL ? item->string : list;
    node->text = item->valuestring;
    node->number = item->valuedouble;
    const char *name = node->name;
    node++;
    const cJSON *child;
    cJSON_ArrayForEach (child, item) {
        node = bind(node, end, child, name);
        if (node == NULL)
            return NULL;
    }
    return node;
}

static rf_status build(rf_json_doc *doc, rf_err *err)
{
    rf_buf saved = rf_buf_new(doc->source.length);
    blank_long_numbers(doc, &saved);
    if (!saved.failed) {
        doc->tree = cJSON_ParseWithLength(doc->source.text, doc->source.length);
        restore_long_numbers(doc, &saved);
    }
    rf_buf_free(&saved);
    if (doc->tree == NULL) /* the scanner has accepted the text: only memory is left to fail */
        return rf_fail_memory(err);
    const rf_json_node *end = doc->nodes.items + doc->nodes.n;
    if (bind(doc->nodes.items, end, doc->tree, "document") != end)
        return rf_fail(err, RF_INTERNAL, _("%s: cJSON reads another document"), doc->file);
    doc->root = doc->nodes.items;
    return RF_OK;
}

static int by_key_then_place(const void *a, const void *b)
{
    const rf_json_node *x = *(const rf_json_node *const *)a, *y = *(const rf_json_node *const *)b;
    const int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x > y) - (x < y);
}

/* `members` has room for every member of the object. */
static void report_repeats(rf_json_doc *doc, const rf_json_node *object,
                           const rf_json_node **members, rf_diags *diags)
{
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(object); x < rf_json_end(object);
         x = rf_json_next(x))
        members[n++] = x;
    qsort(members, n, sizeof *members, by_key_then_place);
    for (size_t i = 1; i < n; i++)
        if (strcmp(members[i - 1]->key, members[i]->key) == 0) {
            rf_diags_add(diags, RF_ERROR, rf_json_key_place(doc, members[i]),
                         _("key \"%s\" is repeated; it is also on line %u"), members[i]->key,
                         members[i - 1]->key_line);
            doc->repeats_keys = true;
        }
}

static rf_status find_repeats(rf_json_doc *doc, rf_diags *diags, rf_err *err)
{
    const rf_json_node **members = rf_new_array(doc->nodes.n, sizeof *members);
    if (members == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < doc->nodes.n; i++)
        if (doc->nodes.items[i].kind == RF_JSON_OBJECT)
            report_repeats(doc, &doc->nodes.items[i], members, diags);
    free(members);
    return RF_OK;
}

/* Takes over doc, whose text is set. */
static rf_status parse(rf_json_doc **out, rf_json_doc *doc, rf_diags *diags, rf_err *err)
{
    doc->source = (rf_json_source){rf_buf_text(&doc->text), doc->text.length, doc->file};
    rf_status rc = rf_json_scan(&doc->nodes, &doc->source, diags, err);
    if (rc == RF_OK)
        rc = build(doc, err);
    if (rc == RF_OK)
        rc = find_repeats(doc, diags, err);
    if (rc == RF_OK || rc == RF_BAD_INPUT) {
        const rf_status kept = rf_diags_failed(diags, err);
        rc = kept != RF_OK ? kept : rc;
    }
    if (rc != RF_OK) {
        rf_json_close(doc);
        return rc;
    }
    *out = doc;
    return RF_OK;
}

static rf_json_doc *new_doc(const char *file, size_t limit)
{
    rf_json_doc *doc = calloc(1, sizeof *doc);
    if (doc == NULL)
        return NULL;
    doc->text = rf_buf_new(limit);
    doc->file = strdup(file);
    if (doc->file == NULL) {
        rf_json_close(doc);
        return NULL;
    }
    return doc;
}

rf_status rf_json_open(rf_json_doc **out, const char *path, size_t limit, rf_diags *diags,
                       rf_err *err)
{
    rf_json_doc *doc = new_doc(path, limit);
    if (doc == NULL)
        return rf_fail_memory(err);
    const rf_status rc = rf_file_read(&doc->text, path, err);
    if (rc == RF_OK)
        return parse(out, doc, diags, err);
    if (rc == RF_BAD_INPUT)
        rf_diags_add(diags, RF_ERROR, (rf_place){path, 0, 0}, "%s", err->text);
    rf_json_close(doc);
    return rc;
}

rf_status rf_json_parse(rf_json_doc **out, const char *bytes, size_t n, const char *file,
                        rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc = new_doc(file, n < UINT32_MAX ? n : UINT32_MAX - 1);
    if (doc == NULL)
        return rf_fail_memory(err);
    rf_buf_add(&doc->text, bytes, n);
    if (doc->text.failed) {
        rf_json_close(doc);
        return rf_fail_memory(err);
    }
    return parse(out, doc, diags, err);
}

void rf_json_close(rf_json_doc *doc)
{
    if (doc == NULL)
        return;
    cJSON_Delete(doc->tree);
    free(doc->nodes.items);
    rf_buf_free(&doc->text);
    free(doc->file);
    free(doc);
}

rf_place rf_json_place(const rf_json_doc *doc, const rf_json_node *node)
{
    return (rf_place){doc->file, node->line, node->column};
}

rf_place rf_json_key_place(const rf_json_doc *doc, const rf_json_node *node)
{
    return (rf_place){doc->file, node->key_line, node->key_column};
}

size_t rf_json_count(const rf_json_node *container)
{
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(container); x < rf_json_end(container);
         x = rf_json_next(x))
        n++;
    return n;
}

const rf_json_node *rf_json_member(const rf_json_node *object, const char *key)
{
    if (object->kind != RF_JSON_OBJECT)
        return NULL;
    for (const rf_json_node *x = rf_json_first(object); x < rf_json_end(object);
         x = rf_json_next(x))
        if (strcmp(x->key, key) == 0)
            return x;
    return NULL;
}

rf_json_excerpt rf_json_show(const rf_json_doc *doc, const rf_json_node *node)
{
    enum { LONGEST = 40 };
    rf_json_excerpt out = {{0}};
    const char *source = doc->source.text + node->offset;
    size_t kept = 0, characters = 0, i = 0;
    for (; i < node->length; i++) {
        if (((unsigned char)source[i] & 0xC0U) != 0x80U && ++characters > LONGEST)
            break;
        const bool blank =
            source[i] == ' ' || source[i] == '\n' || source[i] == '\r' || source[i] == '\t';
        if (!blank)
            out.text[kept++] = source[i];
        else if (kept > 0 && out.text[kept - 1] != ' ')
            out.text[kept++] = ' ';
    }
    if (i < node->length)
        memcpy(out.text + kept, "...", 4);
    return out;
}
