/* SPDX-License-Identifier: GPL-3.0-or-later
 * Edits as JSON: [{"kind": "alone", "organisation": "CCAS"}]. */
#include <math.h>
#include <string.h>

#include "bench/sweep/sweep.h"

enum { MOST_KINDS = 64 };

static size_t n_parameters(const rf_sweep_kind *kind)
{
    size_t n = 0;
    while (n < RF_SWEEP_MAX_PARAMETERS && kind->parameters[n].key != NULL)
        n++;
    return n;
}

/* ---- reading ---- */

typedef struct reading {
    struct rf_sweep_owner *owner;
    rf_json_reader *r;
    const rf_sweep_names *territories;
} reading;

static void keep(const char **out, reading *g, const char *text)
{
    *out = rf_sweep_keep_text(g->owner, text);
    g->r->no_memory = g->r->no_memory || *out == NULL;
}

static void check_territory(reading *g, const rf_json_node *node)
{
    if (g->territories == NULL)
        return;
    for (size_t i = 0; i < g->territories->n; i++)
        if (strcmp(g->territories->items[i], node->text) == 0)
            return;
    rf_diags_add(g->r->diags, RF_ERROR, rf_json_place(g->r->doc, node),
                 "%s: \"%s\" is no territory of this sweep", node->name, node->text);
    rf_json_hint_known(g->r, node->text, g->territories->items, g->territories->n);
}

static void read_argument(rf_sweep_argument *out, reading *g, const rf_sweep_parameter *parameter,
                          const rf_json_node *node)
{
    const char *text = NULL;
    if (parameter->type == RF_SWEEP_NUMBER) {
        rf_json_read_number(&out->number, g->r, node, parameter->low, parameter->high);
    } else if (rf_json_read_text(&text, g->r, node)) {
        if (parameter->type == RF_SWEEP_TERRITORY)
            check_territory(g, node);
        keep(&out->text, g, text);
    }
}

static void refuse_key(reading *g, const rf_sweep_kind *kind, const rf_json_node *node)
{
    const char *known[RF_SWEEP_MAX_PARAMETERS + 1] = {"kind"};
    const size_t n = n_parameters(kind);
    for (size_t i = 0; i < n; i++)
        known[i + 1] = kind->parameters[i].key;
    rf_diags_add(g->r->diags, RF_ERROR, rf_json_key_place(g->r->doc, node),
                 "unknown key \"%s\" of an edit \"%s\"", node->key, kind->name);
    rf_json_hint_known(g->r, node->key, known, n + 1);
}

static void read_arguments(rf_sweep_edit *edit, reading *g, const rf_json_node *object)
{
    const size_t n = n_parameters(edit->kind);
    bool said[RF_SWEEP_MAX_PARAMETERS] = {false};
    for (const rf_json_node *x = rf_json_first(object); x < rf_json_end(object);
         x = rf_json_next(x)) {
        size_t i = 0;
        while (i < n && strcmp(edit->kind->parameters[i].key, x->key) != 0)
            i++;
        if (i < n) {
            read_argument(&edit->arguments[i], g, &edit->kind->parameters[i], x);
            said[i] = true;
        } else if (strcmp(x->key, "kind") != 0) {
            refuse_key(g, edit->kind, x);
        }
    }
    for (size_t i = 0; i < n; i++)
        if (!said[i] && !edit->kind->parameters[i].optional)
            rf_diags_add(g->r->diags, RF_ERROR, rf_json_place(g->r->doc, object),
                         "an edit \"%s\" needs \"%s\"", edit->kind->name,
                         edit->kind->parameters[i].key);
}

static void refuse_kind(reading *g, const rf_json_node *node, const char *text)
{
    const char *known[MOST_KINDS];
    size_t n = 0;
    for (; n < MOST_KINDS && rf_sweep_kinds[n].name != NULL; n++)
        known[n] = rf_sweep_kinds[n].name;
    rf_diags_add(g->r->diags, RF_ERROR, rf_json_place(g->r->doc, node), "\"%s\" is no kind of edit",
                 text);
    rf_json_hint_known(g->r, text, known, n);
}

static void read_edit(rf_sweep_edit *edit, reading *g, const rf_json_node *node)
{
    const char *text = NULL;
    if (!rf_json_is_object(g->r, node))
        return;
    const rf_json_node *kind = rf_json_member(node, "kind");
    if (kind == NULL) {
        rf_diags_add(g->r->diags, RF_ERROR, rf_json_place(g->r->doc, node),
                     "key \"kind\" is missing");
        return;
    }
    if (!rf_json_read_text(&text, g->r, kind))
        return;
    edit->kind = rf_sweep_find_kind(text);
    for (size_t i = 0; i < RF_SWEEP_MAX_PARAMETERS; i++)
        edit->arguments[i].number = NAN;
    if (edit->kind == NULL)
        refuse_kind(g, kind, text);
    else
        read_arguments(edit, g, node);
}

void rf_sweep_read_edits(rf_sweep_variant *out, struct rf_sweep_owner *owner, rf_json_reader *r,
                         const rf_json_node *node, const rf_sweep_names *territories)
{
    reading g = {owner, r, territories};
    if (!rf_json_is_list(r, node))
        return;
    rf_sweep_edit *edits = rf_sweep_keep_array(owner, rf_json_count(node), sizeof *edits);
    if (edits == NULL) {
        r->no_memory = true;
        return;
    }
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        read_edit(&edits[n++], &g, x);
    out->edits = edits;
    out->n_edits = n;
}

const char *const rf_sweep_pins_words[RF_SWEEP_N_PINS] = {"free", "keep"};

void rf_sweep_read_pins(rf_sweep_pins *out, rf_json_reader *r, const rf_json_node *node)
{
    int32_t word = 0;
    if (rf_json_read_word(&word, r, node, rf_sweep_pins_words, RF_SWEEP_N_PINS))
        *out = (rf_sweep_pins)word;
}

/* ---- writing ---- */

static void put_argument(rf_buf *out, const rf_sweep_parameter *parameter,
                         const rf_sweep_argument *argument)
{
    if (parameter->type == RF_SWEEP_NUMBER ? isnan(argument->number) : argument->text == NULL)
        return;
    rf_json_put_key(out, parameter->key, false);
    if (parameter->type == RF_SWEEP_NUMBER)
        rf_buf_printf(out, "%.17g", argument->number);
    else
        rf_json_put_string(out, argument->text);
}

void rf_sweep_put_edits(rf_buf *out, const rf_sweep_variant *variant)
{
    rf_buf_puts(out, "[");
    for (size_t i = 0; i < variant->n_edits; i++) {
        const rf_sweep_edit *edit = &variant->edits[i];
        rf_buf_puts(out, i == 0 ? "{" : ", {");
        rf_json_put_key(out, "kind", true);
        rf_json_put_string(out, edit->kind->name);
        for (size_t p = 0; p < n_parameters(edit->kind); p++)
            put_argument(out, &edit->kind->parameters[p], &edit->arguments[p]);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]");
}
