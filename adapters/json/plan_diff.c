/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/plan_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_IDS = 4, LONGEST_WHERE = 256 };

/* A list whose items are found by their ids. */
typedef struct keyed_list {
    const char *key;
    const char *ids[MOST_IDS]; /* NULL-terminated when shorter; text before numbers */
    bool extra_is_known;       /* items that should not be there were reported before */
} keyed_list;

static const keyed_list keyed_lists[] = {
    {"moves", {"agent", "need", "first_period", "last_period"}, true},
    {"needs", {"need"}, false},
    {"floors", {"unit", "skill"}, false},
    {"conventions", {"lender", "borrower"}, false},
};

typedef struct diff {
    rf_breaches *b;
    const rf_json_doc *said, *made;
    bool no_memory;
} diff;

/* A value's path for messages, cut where it is too long. */
typedef struct where {
    char text[LONGEST_WHERE];
} where;

void rf_breach(rf_breaches *b, const char *format, ...)
{
    const size_t start = b->out->length;
    va_list args;
    va_start(args, format);
    rf_buf_vprintf(b->out, format, args);
    va_end(args);
    for (size_t i = start; i < b->out->length; i++)
        if ((unsigned char)b->out->text[i] < 0x20) /* from an id: a breach stays one line */
            b->out->text[i] = ' ';
    rf_buf_add(b->out, "\n", 1);
    b->n++;
}

/* Appends at most `most` bytes, whole characters only. */
static void append(where *w, const char *text, size_t most)
{
    const size_t at = strlen(w->text), room = sizeof w->text - 1 - at;
    size_t n = strnlen(text, most < room ? most : room);
    while (n > 0 && ((unsigned char)text[n] & 0xC0U) == 0x80U)
        n--;
    memcpy(w->text + at, text, n);
    w->text[at + n] = '\0';
}

static where inside(const where *outer, const char *key)
{
    where w = {{0}};
    if (outer != NULL) {
        append(&w, outer->text, 180);
        append(&w, ": ", 2);
    }
    append(&w, key, 60);
    return w;
}

static where item_of(const where *list, size_t i)
{
    where w = {{0}};
    char number[32];
    snprintf(number, sizeof number, "[%zu]", i);
    append(&w, list->text, 220);
    append(&w, number, sizeof number);
    return w;
}

static bool is_plain_integer(const rf_json_doc *doc, const rf_json_node *node)
{
    for (uint32_t i = 0; i < node->length; i++)
        if (strchr(".eE", doc->source.text[node->offset + i]) != NULL)
            return false;
    return true;
}

/* Integers by their digits, so that none is rounded; others as the doubles that they are. */
static bool same_number(const diff *d, const rf_json_node *said, const rf_json_node *made)
{
    if (is_plain_integer(d->said, said) && is_plain_integer(d->made, made))
        return said->length == made->length &&
               memcmp(d->said->source.text + said->offset, d->made->source.text + made->offset,
                      said->length) == 0;
    return said->length <= RF_JSON_NUMBER_BYTES && !(said->number < made->number) &&
           !(said->number > made->number);
}

static void report(diff *d, const where *w, const rf_json_node *said, const rf_json_node *made)
{
    rf_breach(d->b, _("%s: the plan says %s, it is %s"), w->text, rf_json_show(d->said, said).text,
              rf_json_show(d->made, made).text);
}

static void compare(diff *d, const where *w, const rf_json_node *said, const rf_json_node *made);

static void compare_items(diff *d, const where *w, const rf_json_node *said,
                          const rf_json_node *made)
{
    const rf_json_node *s = rf_json_first(said), *m = rf_json_first(made);
    size_t i = 0;
    for (; s < rf_json_end(said) && m < rf_json_end(made);
         s = rf_json_next(s), m = rf_json_next(m)) {
        const where item = item_of(w, i++);
        compare(d, &item, s, m);
    }
    if (s < rf_json_end(said) || m < rf_json_end(made))
        rf_breach(d->b, _("%s: a list of length %zu, it is %zu"), w->text, rf_json_count(said),
                  rf_json_count(made));
}

static void compare_members(diff *d, const where *w, const rf_json_node *said,
                            const rf_json_node *made)
{
    for (const rf_json_node *m = rf_json_first(made); m < rf_json_end(made); m = rf_json_next(m)) {
        const rf_json_node *s = rf_json_member(said, m->key);
        const where member = inside(w, m->key);
        if (s != NULL)
            compare(d, &member, s, m);
        else
            rf_breach(d->b, _("%s: missing"), member.text);
    }
    for (const rf_json_node *s = rf_json_first(said); s < rf_json_end(said); s = rf_json_next(s))
        if (rf_json_member(made, s->key) == NULL)
            rf_breach(d->b, _("%s: not a key of this plan"), inside(w, s->key).text);
}

static void compare(diff *d, const where *w, const rf_json_node *said, const rf_json_node *made)
{
    if (said->kind != made->kind)
        report(d, w, said, made);
    else if (said->kind == RF_JSON_OBJECT)
        compare_members(d, w, said, made);
    else if (said->kind == RF_JSON_ARRAY)
        compare_items(d, w, said, made);
    else if ((said->kind == RF_JSON_STRING && strcmp(said->text, made->text) != 0) ||
             (said->kind == RF_JSON_NUMBER && !same_number(d, said, made)))
        report(d, w, said, made);
}

/* ---- lists by ids ---- */

/* An item with its ids. */
typedef struct keyed {
    const rf_json_node *node;
    const rf_json_node *ids[MOST_IDS]; /* NULL: missing, or none is left */
} keyed;

/* null and what is missing come first, then text by bytes, then numbers. */
static int compare_ids(const rf_json_node *x, const rf_json_node *y)
{
    const int x_kind = x == NULL || x->kind == RF_JSON_NULL ? 0 : x->kind == RF_JSON_STRING ? 1 : 2;
    const int y_kind = y == NULL || y->kind == RF_JSON_NULL ? 0 : y->kind == RF_JSON_STRING ? 1 : 2;
    if (x_kind != y_kind)
        return x_kind - y_kind;
    if (x_kind == 1)
        return strcmp(x->text, y->text);
    return x_kind == 0 ? 0 : (x->number > y->number) - (x->number < y->number);
}

static int compare_keyed_ids(const keyed *x, const keyed *y)
{
    int order = 0;
    for (size_t i = 0; i < MOST_IDS && order == 0; i++)
        order = compare_ids(x->ids[i], y->ids[i]);
    return order;
}

static int by_ids_then_place(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    const int order = compare_keyed_ids(x, y);
    return order != 0 ? order : (x->node > y->node) - (x->node < y->node);
}

typedef struct keyed_items {
    keyed *items; /* NULL: out of memory */
    size_t n;
} keyed_items;

static keyed_items new_keyed(const keyed_list *list, const rf_json_node *node)
{
    const size_t n = rf_json_count(node);
    keyed_items out = {rf_new_array(n, sizeof *out.items), 0};
    if (out.items == NULL)
        return out;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        keyed *item = &out.items[out.n++];
        item->node = x;
        for (size_t id = 0; id < MOST_IDS && list->ids[id] != NULL; id++)
            item->ids[id] = rf_json_member(x, list->ids[id]);
    }
    return out;
}

/* "needs N-003" */
static where where_of(const keyed_list *list, const rf_json_doc *doc, const keyed *item)
{
    where w = {{0}};
    append(&w, list->key, 20);
    for (size_t id = 0; id < MOST_IDS; id++) {
        const rf_json_node *node = item->ids[id];
        if (node == NULL || node->kind == RF_JSON_NULL)
            continue;
        const rf_json_excerpt shown = rf_json_show(doc, node);
        append(&w, " ", 1);
        append(&w, node->kind == RF_JSON_STRING ? node->text : shown.text, 40);
    }
    return w;
}

static void check_order(diff *d, const keyed_list *list, const keyed_items *said)
{
    for (size_t i = 1; i < said->n; i++)
        if (compare_keyed_ids(&said->items[i - 1], &said->items[i]) > 0) {
            rf_breach(d->b, _("%s: not in the order of the ids"),
                      where_of(list, d->said, &said->items[i]).text);
            return;
        }
}

static void merge_keyed(diff *d, const keyed_list *list, const keyed_items *said,
                        const keyed_items *made)
{
    size_t s = 0, m = 0;
    while (s < said->n || m < made->n) {
        const int order = s == said->n   ? 1
                          : m == made->n ? -1
                                         : compare_keyed_ids(&said->items[s], &made->items[m]);
        const where w = order <= 0 ? where_of(list, d->said, &said->items[s])
                                   : where_of(list, d->made, &made->items[m]);
        if (order == 0)
            compare(d, &w, said->items[s].node, made->items[m].node);
        else if (order > 0)
            rf_breach(d->b, _("%s: missing"), w.text);
        else if (!list->extra_is_known)
            rf_breach(d->b, _("%s: the moves and the territory make no such line"), w.text);
        s += order <= 0;
        m += order >= 0;
    }
}

static void compare_keyed_lists(diff *d, const keyed_list *list, const rf_json_node *said,
                                const rf_json_node *made)
{
    keyed_items s = new_keyed(list, said), m = new_keyed(list, made);
    if (s.items != NULL && m.items != NULL) {
        check_order(d, list, &s);
        qsort(s.items, s.n, sizeof *s.items, by_ids_then_place);
        qsort(m.items, m.n, sizeof *m.items, by_ids_then_place);
        merge_keyed(d, list, &s, &m);
    } else
        d->no_memory = true;
    free(s.items);
    free(m.items);
}

/* ---- the document ---- */

static const keyed_list *keyed_list_of(const char *key)
{
    for (size_t i = 0; i < sizeof keyed_lists / sizeof keyed_lists[0]; i++)
        if (strcmp(keyed_lists[i].key, key) == 0)
            return &keyed_lists[i];
    return NULL;
}

static bool is_sha256(const rf_json_node *node)
{
    return node->kind == RF_JSON_STRING && strlen(node->text) == 64 &&
           strspn(node->text, "0123456789abcdef") == 64;
}

/* The fingerprints are the caller's to compare; here only their form is looked at. */
static void compare_input(diff *d, const rf_json_node *said, const rf_json_node *made)
{
    const where w = inside(NULL, "input");
    if (said->kind != RF_JSON_OBJECT) {
        report(d, &w, said, made);
        return;
    }
    for (const rf_json_node *m = rf_json_first(made); m < rf_json_end(made); m = rf_json_next(m)) {
        const rf_json_node *s = rf_json_member(said, m->key);
        const where member = inside(&w, m->key);
        if (s == NULL)
            rf_breach(d->b, _("%s: missing"), member.text);
        else if (m->kind != RF_JSON_STRING)
            compare(d, &member, s, m);
        else if (!is_sha256(s))
            rf_breach(d->b, _("%s: %s is not a SHA-256 in hexadecimal digits"), member.text,
                      rf_json_show(d->said, s).text);
    }
    for (const rf_json_node *s = rf_json_first(said); s < rf_json_end(said); s = rf_json_next(s))
        if (rf_json_member(made, s->key) == NULL)
            rf_breach(d->b, _("%s: not a key of this plan"), inside(&w, s->key).text);
}

static void compare_top(diff *d, const rf_json_node *said, const rf_json_node *made)
{
    const keyed_list *list = keyed_list_of(made->key);
    const where w = inside(NULL, made->key);
    if (said == NULL)
        rf_breach(d->b, _("%s: missing"), w.text);
    else if (strcmp(made->key, "input") == 0)
        compare_input(d, said, made);
    else if (strcmp(made->key, "renfort") == 0 && said->kind == RF_JSON_STRING)
        return; /* any version */
    else if (list != NULL && said->kind == RF_JSON_ARRAY)
        compare_keyed_lists(d, list, said, made);
    else
        compare(d, &w, said, made);
}

rf_status rf_json_diff_plan(rf_breaches *b, const rf_json_doc *said, const rf_json_doc *made,
                            rf_err *err)
{
    diff d = {.b = b, .said = said, .made = made};
    for (const rf_json_node *m = rf_json_first(made->root); m < rf_json_end(made->root);
         m = rf_json_next(m))
        compare_top(&d, rf_json_member(said->root, m->key), m);
    for (const rf_json_node *s = rf_json_first(said->root); s < rf_json_end(said->root);
         s = rf_json_next(s))
        if (strcmp(s->key, "run") != 0 && rf_json_member(made->root, s->key) == NULL)
            rf_breach(b, _("%s: not a key of this plan"), inside(NULL, s->key).text);
    return d.no_memory ? rf_fail_memory(err) : RF_OK;
}
