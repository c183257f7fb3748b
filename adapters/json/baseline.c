/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "adapters/json/json.h"
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
    owned->strings = rf_pool_new();
    owned->baseline.moves = rf_new_array(rf_json_count(list), sizeof *owned->baseline.moves);
    if (owned->strings == NULL || owned->baseline.moves == NULL) {
        r->no_memory = true;
        return;
    }
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x)) {
        rf_said_move said;
        if (rf_json_read_stay(&said, r, x))
            keep_move(owned, r, &said);
    }
}

static rf_status read_document(rf_baseline **out, const rf_json_doc *doc, rf_diags *diags,
                               rf_err *err)
{
    owned_baseline *owned = calloc(1, sizeof *owned);
    if (owned == NULL)
        return rf_fail_memory(err);
    rf_json_reader r = {.doc = doc, .diags = diags};
    const size_t before = rf_diags_count(diags, RF_ERROR);
    read_moves(owned, &r);
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

rf_status rf_json_read_baseline(rf_baseline **out, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc;
    rf_status rc = rf_json_open(&doc, path, RF_JSON_LARGE_FILE, diags, err);
    if (rc != RF_OK)
        return rc;
    rc = read_document(out, doc, diags, err);
    rf_json_close(doc);
    return rc;
}
