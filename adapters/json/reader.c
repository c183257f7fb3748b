/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/reader.h"

#include <string.h>

static rf_place place_of(const rf_json_reader *r, const rf_json_node *node)
{
    return rf_json_place(r->doc, node);
}

bool rf_json_is_object(rf_json_reader *r, const rf_json_node *node)
{
    if (node->kind == RF_JSON_OBJECT)
        return true;
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node), _("%s: %s is not an object in braces"),
                 node->name, rf_json_show(r->doc, node).text);
    return false;
}

bool rf_json_is_list(rf_json_reader *r, const rf_json_node *node)
{
    if (node->kind == RF_JSON_ARRAY)
        return true;
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node), _("%s: %s is not a list in brackets"),
                 node->name, rf_json_show(r->doc, node).text);
    return false;
}

void rf_json_hint_known(rf_json_reader *r, const char *word, const char *const *known, size_t n)
{
    const char *near = rf_nearest(word, known, n);
    if (near != NULL) {
        rf_diags_hint(r->diags, _("did you mean \"%s\"?"), near);
        return;
    }
    rf_buf list = rf_buf_new(1024);
    for (size_t i = 0; i < n; i++)
        rf_buf_printf(&list, i > 0 ? ", %s" : "%s", known[i]);
    rf_diags_hint(r->diags, _("known here: %s"), rf_buf_text(&list));
    r->no_memory = r->no_memory || list.failed;
    rf_buf_free(&list);
}

enum { MOST_FIELDS = 16 };

static void unknown_field(rf_json_reader *r, const rf_json_node *node, const rf_json_fields *fields)
{
    const char *known[MOST_FIELDS];
    size_t n = 0;
    for (; n < fields->n && n < MOST_FIELDS; n++)
        known[n] = fields->items[n].key;
    rf_diags_add(r->diags, RF_ERROR, rf_json_key_place(r->doc, node), _("unknown key \"%s\""),
                 node->key);
    rf_json_hint_known(r, node->key, known, n);
}

static const rf_json_field *field_of(const rf_json_fields *fields, const char *key)
{
    for (size_t i = 0; i < fields->n; i++)
        if (strcmp(fields->items[i].key, key) == 0)
            return &fields->items[i];
    return NULL;
}

void rf_json_read_fields(void *target, rf_json_reader *r, const rf_json_node *object,
                         const rf_json_fields *fields)
{
    for (const rf_json_node *x = rf_json_first(object); x < rf_json_end(object);
         x = rf_json_next(x)) {
        const rf_json_field *field = field_of(fields, x->key);
        if (field != NULL)
            field->read(target, r, x);
        else
            unknown_field(r, x, fields);
    }
    for (size_t i = 0; i < fields->n; i++)
        if (fields->items[i].required && rf_json_member(object, fields->items[i].key) == NULL)
            rf_diags_add(r->diags, RF_ERROR, place_of(r, object), _("key \"%s\" is missing"),
                         fields->items[i].key);
}

bool rf_json_read_text(const char **out, rf_json_reader *r, const rf_json_node *node)
{
    if (node->kind == RF_JSON_STRING && node->text[0] != '\0') {
        *out = node->text;
        return true;
    }
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node),
                 _("%s: %s is not a text of at least one character"), node->name,
                 rf_json_show(r->doc, node).text);
    return false;
}

static const char *source_of(const rf_json_reader *r, const rf_json_node *node)
{
    return r->doc->source.text + node->offset;
}

/* Whole number from `-? [0-9]+`, at most 18 digits. */
static bool parse_integer(int64_t *out, const char *text, size_t n)
{
    const size_t sign = n > 0 && text[0] == '-' ? 1 : 0;
    if (n == sign || n - sign > 18)
        return false;
    int64_t value = 0;
    for (size_t i = sign; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = sign > 0 ? -value : value;
    return true;
}

bool rf_json_read_integer(int64_t *out, rf_json_reader *r, const rf_json_node *node,
                          rf_json_range range)
{
    int64_t value;
    if (node->kind == RF_JSON_NUMBER && parse_integer(&value, source_of(r, node), node->length) &&
        value >= range.low && value <= range.high) {
        *out = value;
        return true;
    }
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node),
                 _("%s: %s is not a whole number from %lld to %lld"), node->name,
                 rf_json_show(r->doc, node).text, (long long)range.low, (long long)range.high);
    return false;
}

bool rf_json_read_small(int32_t *out, rf_json_reader *r, const rf_json_node *node,
                        rf_json_range range)
{
    int64_t value;
    const bool read = rf_json_read_integer(&value, r, node, range);
    if (read)
        *out = (int32_t)value;
    return read;
}

bool rf_json_hundredths_of(int64_t *out, const char *text, size_t n)
{
    const char *point = memchr(text, '.', n);
    const size_t whole = point != NULL ? (size_t)(point - text) : n;
    int64_t value;
    if ((n > 0 && text[0] == '-') || whole > 15 || !parse_integer(&value, text, whole))
        return false;
    int64_t part[2] = {0, 0};
    if (point != NULL && whole + 1 == n)
        return false;
    for (size_t i = whole + 1; i < n; i++) {
        const size_t place = i - whole - 1;
        if (text[i] < '0' || text[i] > '9' || (place >= 2 && text[i] != '0'))
            return false;
        if (place < 2)
            part[place] = text[i] - '0';
    }
    *out = value * 100 + part[0] * 10 + part[1];
    return true;
}

bool rf_json_read_hundredths(int64_t *out, rf_json_reader *r, const rf_json_node *node,
                             rf_json_range range)
{
    int64_t value;
    if (node->kind == RF_JSON_NUMBER &&
        rf_json_hundredths_of(&value, source_of(r, node), node->length) && value >= range.low &&
        value <= range.high) {
        *out = value;
        return true;
    }
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node),
                 _("%s: %s is not a number from %lld to %lld with at most two decimals"),
                 node->name, rf_json_show(r->doc, node).text, (long long)(range.low / 100),
                 (long long)(range.high / 100));
    return false;
}

bool rf_json_read_number(double *out, rf_json_reader *r, const rf_json_node *node, double low,
                         double high)
{
    if (node->kind == RF_JSON_NUMBER && node->length <= RF_JSON_NUMBER_BYTES &&
        node->number >= low && node->number <= high) {
        *out = node->number;
        return true;
    }
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node),
                 _("%s: %s is not a number from %.15g to %.15g"), node->name,
                 rf_json_show(r->doc, node).text, low, high);
    return false;
}

bool rf_json_read_date(rf_date *out, rf_json_reader *r, const rf_json_node *node)
{
    rf_date date;
    if (node->kind == RF_JSON_STRING && rf_date_parse_iso(&date, node->text)) {
        *out = date;
        return true;
    }
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node),
                 _("%s: %s is not a date written \"YYYY-MM-DD\" that exists"), node->name,
                 rf_json_show(r->doc, node).text);
    char iso[RF_DATE_TEXT];
    if (node->kind == RF_JSON_STRING && rf_date_parse_any(&date, node->text))
        rf_diags_hint(r->diags, _("write \"%s\""), rf_date_format(iso, date));
    return false;
}

bool rf_json_read_word(int32_t *out, rf_json_reader *r, const rf_json_node *node,
                       const char *const *words, size_t n)
{
    for (size_t i = 0; node->kind == RF_JSON_STRING && i < n; i++)
        if (strcmp(words[i], node->text) == 0) {
            *out = (int32_t)i;
            return true;
        }
    rf_buf list = rf_buf_new(1024);
    for (size_t i = 0; i < n; i++)
        rf_buf_printf(&list, i > 0 ? ", %s" : "%s", words[i]);
    rf_diags_add(r->diags, RF_ERROR, place_of(r, node), _("%s: %s is not one of: %s"), node->name,
                 rf_json_show(r->doc, node).text, rf_buf_text(&list));
    r->no_memory = r->no_memory || list.failed;
    rf_buf_free(&list);
    const char *near = node->kind == RF_JSON_STRING ? rf_nearest(node->text, words, n) : NULL;
    if (near != NULL)
        rf_diags_hint(r->diags, _("did you mean \"%s\"?"), near);
    return false;
}
