/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "adapters/json/json.h"
#include "adapters/json/mistaken.h"
#include "adapters/json/plan_moves.h"

typedef struct owned_baseline {
    rf_baseline baseline; /* first: what the caller holds */
    rf_pool *strings;
} owned_baseline;

void rf_baseline_free(rf_baseline *baseline)
{
    if (baseline == NULL)
        return;
    owned_baseline *owned = (owned_baseline *)baseline;
    free(owned->baseline.moves);
    free(owned->baseline.levels);
    rf_pool_free(owned->strings);
    free(owned);
}

static void keep_move(owned_baseline *owned, rf_json_reader *r, const rf_said_move *said)
{
    rf_baseline_move *move = &owned->baseline.moves[owned->baseline.n_moves++];
    *move = (rf_baseline_move){
        .agent = rf_pool_intern(owned->strings, said->agent, strlen(said->agent)),
        .need = rf_pool_intern(owned->strings, said->need, strlen(said->need)),
        .first = said->first,
        .last = said->last,
    };
    r->no_memory = r->no_memory || move->agent == NULL || move->need == NULL;
}

static void read_moves(owned_baseline *owned, rf_json_reader *r)
{
    const rf_json_node *list = rf_json_plan_moves(r);
    if (list == NULL)
        return;
    owned->baseline.moves = rf_new_array(rf_json_count(list), sizeof *owned->baseline.moves);
    if (owned->baseline.moves == NULL) {
        r->no_memory = true;
        return;
    }
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x)) {
        rf_said_move said;
        if (rf_json_read_stay(&said, r, x))
            keep_move(owned, r, &said);
    }
}

static bool read_value(int64_t *out, rf_json_reader *r, const rf_json_node *level, const char *key)
{
    static const rf_json_range VALUES = {0, INT64_C(100000000000000000)};
    const rf_json_node *node = rf_json_required(r, level, key);
    return node != NULL && rf_json_read_integer(out, r, node, VALUES);
}

static void keep_level(owned_baseline *owned, rf_json_reader *r, const rf_json_node *node)
{
    const char *said = NULL;
    rf_baseline_level level = {.name = NULL};
    const rf_json_node *name = rf_json_required(r, node, "name");
    if (name == NULL || !rf_json_read_text(&said, r, name) ||
        !read_value(&level.value, r, node, "value") || !read_value(&level.bound, r, node, "bound"))
        return;
    level.name = rf_pool_intern(owned->strings, said, strlen(said));
    r->no_memory = r->no_memory || level.name == NULL;
    owned->baseline.levels[owned->baseline.n_levels++] = level;
}

/* A plan that was made by hand may say nothing of levels. */
static void read_levels(owned_baseline *owned, rf_json_reader *r)
{
    const rf_json_node *list =
        rf_json_is_object(r, r->doc->root) ? rf_json_member(r->doc->root, "objectives") : NULL;
    if (list == NULL || !rf_json_is_list(r, list))
        return;
    owned->baseline.levels = rf_new_array(rf_json_count(list), sizeof *owned->baseline.levels);
    r->no_memory = r->no_memory || owned->baseline.levels == NULL;
    if (r->no_memory)
        return;
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x))
        if (rf_json_is_object(r, x))
            keep_level(owned, r, x);
}

static rf_status read_document(rf_baseline **out, const rf_json_doc *doc, rf_diags *diags,
                               rf_err *err)
{
    owned_baseline *owned = calloc(1, sizeof *owned);
    if (owned == NULL)
        return rf_fail_memory(err);
    rf_json_reader r = {.doc = doc, .diags = diags};
    const size_t before = rf_diags_count(diags, RF_ERROR);
    owned->strings = rf_pool_new();
    r.no_memory = owned->strings == NULL;
    if (!r.no_memory && !rf_json_is_mistaken_scenario(&r))
        read_moves(owned, &r);
    if (!r.no_memory && owned->baseline.moves != NULL)
        read_levels(owned, &r);
    rf_status rc = r.no_memory ? rf_fail_memory(err) : rf_diags_failed(diags, err);
    if (rc == RF_OK && (doc->repeats_keys || rf_diags_count(diags, RF_ERROR) > before))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s is not a plan"), doc->file);
    if (rc != RF_OK) {
        rf_baseline_free(&owned->baseline);
        return rc;
    }
    *out = &owned->baseline;
    return RF_OK;
}

/* Closes the document. */
static rf_status read_and_close(rf_baseline **out, rf_json_doc *doc, rf_diags *diags, rf_err *err)
{
    const rf_status rc = read_document(out, doc, diags, err);
    rf_json_close(doc);
    return rc;
}

rf_status rf_json_read_baseline(rf_baseline **out, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc;
    const rf_status rc = rf_json_open(&doc, path, RF_JSON_LARGE_FILE, diags, err);
    return rc == RF_OK ? read_and_close(out, doc, diags, err) : rc;
}

rf_status rf_json_parse_baseline(rf_baseline **out, const rf_buf *document, const char *name,
                                 rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc;
    const rf_status rc =
        rf_json_parse(&doc, rf_buf_text(document), document->length, name, diags, err);
    return rc == RF_OK ? read_and_close(out, doc, diags, err) : rc;
}
