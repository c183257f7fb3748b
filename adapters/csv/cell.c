/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/cell.h"

#include <ctype.h>
#include <string.h>

#include "adapters/csv/fte.h"
#include "adapters/csv/probe.h"
#include "adapters/csv/value.h"

rf_place rf_csv_place_of(const rf_csv_file *file, const rf_csv_cell *cell)
{
    return (rf_place){file->name, cell->line, cell->column};
}

rf_at rf_csv_at(const rf_csv_file *file, uint32_t line, uint32_t column)
{
    return (rf_at){.line = line,
                   .column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX),
                   .file = file->number};
}

/* What a spreadsheet leaves behind when it took an id for a number, or could not compute it. */
static bool is_mangled_number(const char *text, size_t n)
{
    size_t i = 0;
    if (n < 5 || !isdigit((unsigned char)text[0]))
        return false;
    while (i < n && (isdigit((unsigned char)text[i]) || text[i] == ',' || text[i] == '.'))
        i++;
    if (i + 2 >= n || (text[i] != 'E' && text[i] != 'e') || text[i + 1] != '+')
        return false;
    for (i += 2; i < n; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

static bool is_formula_error(const char *text, size_t n)
{
    static const char *const errors[] = {"#N/A",  "#REF!",   "#VALUE!", "#VALEUR!", "#NAME?",
                                         "#NOM?", "#DIV/0!", "#NULL!",  "#NUM!",    "#NOMBRE!"};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (strlen(errors[i]) == n && memcmp(errors[i], text, n) == 0)
            return true;
    return false;
}

static bool id_is_sound(rf_csv_work *w, const char *id, size_t n)
{
    if (is_mangled_number(id, n)) {
        rf_diags *diags = rf_csv_refuse(w);
        rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                     _("%s: '%s' is an id that a spreadsheet turned into a number"),
                     w->slot->header, rf_csv_shown_cell(w).text);
        rf_diags_hint(diags, _("format the column as text before saving, and export it again"));
    } else if (id[0] == '#' && is_formula_error(id, n)) {
        rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w),
                     _("%s: '%s' is a formula that failed in the spreadsheet"), w->slot->header,
                     rf_csv_shown_cell(w).text);
    } else if (memchr(id, '\n', n) != NULL || memchr(id, '\r', n) != NULL) {
        rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w),
                     _("%s: '%s' has a line break inside an id"), w->slot->header,
                     rf_csv_shown_cell(w).text);
    }
    return w->good;
}

static const char *intern(rf_csv_work *w, const char *bytes, size_t n)
{
    const char *kept = rf_pool_intern(w->file->reading->territory->strings, bytes, n);
    if (kept == NULL) {
        w->good = false;
        w->file->no_memory = true;
    }
    return kept;
}

static void read_id(rf_csv_work *w)
{
    rf_ref *to = w->to;
    to->at = rf_csv_at(w->file, w->cell->line, w->cell->column);
    if (rf_csv_is_last(w)) {
        to->id = w->slot->last_value.id;
        return;
    }
    if (!id_is_sound(w, w->cell->bytes, w->cell->n))
        return;
    to->id = intern(w, w->cell->bytes, w->cell->n);
    rf_csv_keep_last(w, 0);
    w->slot->last_value.id = to->id;
}

static size_t count_words(const char *text, size_t n)
{
    size_t words = 0;
    for (size_t i = 0; i < n; i++)
        if (text[i] != ' ' && (i == 0 || text[i - 1] == ' '))
            words++;
    return words;
}

static void read_ids(rf_csv_work *w)
{
    rf_refs *to = w->to;
    const char *text = w->cell->bytes, *end = text + w->cell->n;
    if (memchr(text, ',', w->cell->n) != NULL || memchr(text, ';', w->cell->n) != NULL) {
        rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w),
                     _("%s: '%s' is not a list separated by spaces"), w->slot->header,
                     rf_csv_shown_cell(w).text);
        return;
    }
    const size_t n = count_words(text, w->cell->n);
    rf_ref *items = rf_territory_add_refs(w->file->reading->territory, n);
    if (items == NULL) {
        w->good = false;
        w->file->no_memory = true;
        return;
    }
    for (size_t i = 0; i < n && w->good; i++) {
        while (*text == ' ')
            text++;
        const char *stop = memchr(text, ' ', (size_t)(end - text));
        const size_t length = (size_t)((stop != NULL ? stop : end) - text);
        if (id_is_sound(w, text, length))
            items[i] = (rf_ref){.id = intern(w, text, length),
                                .at = rf_csv_at(w->file, w->cell->line, w->cell->column),
                                .i = -1};
        text += length;
    }
    if (w->good)
        *to = (rf_refs){.items = items, .n = (int32_t)n};
}

static void read_text(rf_csv_work *w)
{
    *(const char **)w->to = intern(w, w->cell->bytes, w->cell->n);
}

static bool same_bytes_same_value(rf_kind kind)
{
    switch (kind) {
    case RF_KIND_CATEGORIES:
    case RF_KIND_ENUM:
    case RF_KIND_FLAG:
    case RF_KIND_INTEGER:
    case RF_KIND_CENTI_FTE:
    case RF_KIND_DATE:
        return true;
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_REFS:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL:
    case RF_KIND_CODES:
    case RF_KIND_TEXT:
    case RF_KIND_AGENT_FTE:
    case RF_KIND_FLOOR:
    case RF_KIND_DEGREES:
        break;
    }
    return false;
}

static void read_value(rf_csv_work *w)
{
    switch (w->slot->column->kind) {
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL:
        read_id(w);
        break;
    case RF_KIND_REFS:
    case RF_KIND_CODES:
        read_ids(w);
        break;
    case RF_KIND_TEXT:
        read_text(w);
        break;
    case RF_KIND_CATEGORIES:
        rf_csv_read_categories(w);
        break;
    case RF_KIND_ENUM:
        rf_csv_read_word(w);
        break;
    case RF_KIND_FLAG:
        rf_csv_read_flag(w);
        break;
    case RF_KIND_INTEGER:
        rf_csv_read_integer(w);
        break;
    case RF_KIND_CENTI_FTE:
        rf_csv_read_centi_fte(w);
        break;
    case RF_KIND_FLOOR:
        rf_csv_read_floor(w);
        break;
    case RF_KIND_DEGREES:
        rf_csv_read_degrees(w);
        break;
    case RF_KIND_DATE:
        rf_csv_read_date(w);
        break;
    case RF_KIND_AGENT_FTE:
        w->good = rf_csv_fte_add(w->file, w->slot, w->cell,
                                 w->file->reading->territory->tables[w->file->schema->table].n - 1);
        break;
    }
}

void rf_csv_write_absent(void *row, const rf_column *column)
{
    char *to = (char *)row + column->offset;
    switch (column->kind) {
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL:
        *(rf_ref *)(void *)to = (rf_ref){.i = -1};
        break;
    case RF_KIND_CATEGORIES:
    case RF_KIND_ENUM:
    case RF_KIND_FLAG:
    case RF_KIND_INTEGER:
    case RF_KIND_CENTI_FTE:
    case RF_KIND_AGENT_FTE:
        *(int32_t *)(void *)to = column->absent;
        break;
    case RF_KIND_DATE:
        *(rf_date *)(void *)to = column->absent;
        break;
    case RF_KIND_REFS:
    case RF_KIND_CODES:
    case RF_KIND_TEXT:
    case RF_KIND_FLOOR:
    case RF_KIND_DEGREES:
        break; /* zero, as the row is */
    }
}

/* What no cell may hold, at the start of n bytes. */
typedef enum oddity { NOTHING_ODD, NUL_BYTE, CONTROL, LONE_BYTE, LOST, DOUBLE } oddity;

static oddity oddity_at(const unsigned char *b, size_t n)
{
    if (b[0] == '\0')
        return NUL_BYTE;
    if (b[0] < 0x20 || b[0] == 0x7F)
        return b[0] == '\n' || b[0] == '\r' || b[0] == '\t' ? NOTHING_ODD : CONTROL;
    if (n >= 2 && b[0] == 0xC2 && b[1] < 0xA0)
        return CONTROL;
    if (n >= 3 && b[0] == RF_CSV_LONE_FIRST && (b[1] & 0xFE) == RF_CSV_LONE_SECOND)
        return LONE_BYTE;
    if (n >= 3 && memcmp(b, "\xEF\xBF\xBD", 3) == 0)
        return LOST;
    const bool twice = (n >= 4 && b[0] == 0xC3 && b[1] == 0x83 && b[2] == 0xC2 && b[3] >= 0x80) ||
                       (n >= 5 && memcmp(b, "\xC3\xA2\xE2\x82\xAC", 5) == 0);
    return twice ? DOUBLE : NOTHING_ODD;
}

static void tell_lone_byte(rf_csv_work *w, const unsigned char *b)
{
    const rf_csv_file *file = w->file;
    const unsigned byte = b[2] | (b[1] & 1U) << 6;
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w), _("%s: byte 0x%02X is no character in %s"),
                 w->slot->header, byte, rf_csv_encoding_name(file->dialect.encoding));
    if (file->dialect.encoding == RF_CSV_UTF_8)
        rf_diags_hint(diags, _("without a forced encoding it would be detected"));
}

static void tell_double(rf_csv_work *w)
{
    if (w->file->doubly_encoded)
        return;
    w->file->doubly_encoded = true;
    rf_diags *diags = w->file->reading->diags;
    rf_diags_add(diags, RF_WARNING, rf_csv_place(w),
                 _("%s: '%s' looks like UTF-8 that was encoded twice"), w->slot->header,
                 rf_csv_shown_cell(w).text);
    rf_diags_hint(diags, _("export the file again as UTF-8, without opening it in between"));
}

/* Control characters, bytes that do not decode and characters lost before are refused; text that
 * was encoded twice is told once a file. */
static bool look_closely(rf_csv_work *w)
{
    const unsigned char *b = (const unsigned char *)w->cell->bytes;
    for (size_t i = 0; i < w->cell->n && w->good; i++) {
        const oddity odd = oddity_at(b + i, w->cell->n - i);
        if (odd == NUL_BYTE)
            rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w), _("%s: a NUL byte"),
                         w->slot->header);
        else if (odd == CONTROL)
            rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w),
                         _("%s: a control character (U+%04X)"), w->slot->header,
                         (unsigned)(b[i] == 0xC2 ? b[i + 1] : b[i]));
        else if (odd == LONE_BYTE)
            tell_lone_byte(w, b + i);
        else if (odd == LOST)
            rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w),
                         _("%s: '%s' has lost a character (U+FFFD) before it came here"),
                         w->slot->header, rf_csv_shown_cell(w).text);
        else if (odd == DOUBLE)
            tell_double(w);
    }
    return w->good;
}

bool rf_csv_read_cell(void *row, rf_csv_file *file, rf_csv_slot *slot, const rf_csv_cell *cell)
{
    rf_csv_cell trimmed = *cell;
    rf_csv_trim(&trimmed.bytes, &trimmed.n);
    rf_csv_work w = {.file = file,
                     .slot = slot,
                     .cell = &trimmed,
                     .to = (char *)row + slot->column->offset,
                     .good = true};
    if (trimmed.n == 0) {
        if (slot->column->required)
            rf_diags_add(rf_csv_refuse(&w), RF_ERROR, rf_csv_place(&w),
                         _("%s: the cell is empty, a value is needed"), slot->header);
        return w.good;
    }
    if (cell->odd && !look_closely(&w))
        return false;
    if (same_bytes_same_value(slot->column->kind) && rf_csv_is_last(&w))
        *(int32_t *)w.to = slot->last_value.number;
    else
        read_value(&w);
    return w.good;
}
