/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "adapters/json/json.h"
#include "adapters/json/reader.h"

void rf_header_map_free(rf_header_map *map)
{
    if (map == NULL)
        return;
    free(map->aliases);
    rf_pool_free(map->strings);
    free(map);
}

static const rf_schema *schema_of_file(const char *file)
{
    for (int32_t i = 0; i < RF_N_TABLES; i++)
        if (strcmp(rf_schema_of((rf_table_id)i)->file, file) == 0)
            return rf_schema_of((rf_table_id)i);
    return NULL;
}

static void unknown_file(rf_json_reader *r, const rf_json_node *node)
{
    const char *known[RF_N_TABLES];
    for (int32_t i = 0; i < RF_N_TABLES; i++)
        known[i] = rf_schema_of((rf_table_id)i)->file;
    rf_diags_add(r->diags, RF_ERROR, rf_json_key_place(r->doc, node), _("unknown file \"%s\""),
                 node->key);
    rf_json_hint_known(r, node->key, known, RF_N_TABLES);
}

static const char *intern(rf_header_map *map, rf_json_reader *r, const char *text)
{
    const char *kept = rf_pool_intern(map->strings, text, strlen(text));
    r->no_memory = r->no_memory || kept == NULL;
    return kept;
}

static void read_alias(rf_header_map *map, rf_json_reader *r, const rf_schema *schema,
                       const rf_json_node *node)
{
    const char *known[RF_MAX_COLUMNS];
    for (size_t c = 0; c < schema->n_columns; c++)
        known[c] = schema->columns[c].name;
    int32_t column;
    if (node->key[0] == '\0') {
        rf_diags_add(r->diags, RF_ERROR, rf_json_key_place(r->doc, node),
                     _("a header of at least one character is expected"));
        return;
    }
    if (!rf_json_read_word(&column, r, node, known, schema->n_columns))
        return;
    map->aliases[map->n++] = (rf_header_alias){
        .file = schema->file, .theirs = intern(map, r, node->key), .canonical = known[column]};
}

/* `aliases` has room for one alias a value of the document. */
static void read_map(rf_header_map *map, rf_json_reader *r)
{
    const rf_json_node *root = r->doc->root;
    if (!rf_json_is_object(r, root))
        return;
    for (const rf_json_node *file = rf_json_first(root); file < rf_json_end(root);
         file = rf_json_next(file)) {
        const rf_schema *schema = schema_of_file(file->key);
        if (schema == NULL)
            unknown_file(r, file);
        else if (rf_json_is_object(r, file))
            for (const rf_json_node *x = rf_json_first(file); x < rf_json_end(file);
                 x = rf_json_next(x))
                read_alias(map, r, schema, x);
    }
}

static rf_header_map *new_map(size_t most_aliases)
{
    rf_header_map *map = calloc(1, sizeof *map);
    if (map == NULL)
        return NULL;
    map->strings = rf_pool_new();
    map->aliases = rf_new_array(most_aliases, sizeof *map->aliases);
    if (map->strings != NULL && map->aliases != NULL)
        return map;
    rf_header_map_free(map);
    return NULL;
}

static rf_status read_document(rf_header_map **out, const rf_json_doc *doc, rf_diags *diags,
                               rf_err *err)
{
    rf_header_map *map = new_map(doc->nodes.n);
    if (map == NULL)
        return rf_fail_memory(err);
    rf_json_reader r = {.doc = doc, .diags = diags};
    const size_t before = rf_diags_count(diags, RF_ERROR);
    read_map(map, &r);
    rf_status rc = r.no_memory ? rf_fail_memory(err) : rf_diags_failed(diags, err);
    if (rc == RF_OK && (doc->repeats_keys || rf_diags_count(diags, RF_ERROR) > before))
        rc =
            rf_fail(err, RF_BAD_INPUT, _("%s is not a map of columns that can be used"), doc->file);
    if (rc != RF_OK) {
        rf_header_map_free(map);
        return rc;
    }
    *out = map;
    return RF_OK;
}

rf_status rf_json_read_columns(rf_header_map **out, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc;
    rf_status rc = rf_json_open(&doc, path, RF_JSON_SMALL_FILE, diags, err);
    if (rc != RF_OK)
        return rc;
    rc = read_document(out, doc, diags, err);
    rf_json_close(doc);
    return rc;
}
