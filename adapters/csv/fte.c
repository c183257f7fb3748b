/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/fte.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/csv/decimal.h"

/* How one cell spells its fte. */
typedef enum spelling {
    BELOW_ONE,    /* 0,8 */
    ONE,          /* 1: full time, or one percent */
    ABOVE_ONE,    /* 80 */
    WITH_PERCENT, /* 80 % */
    HOURS,        /* 28h, 17h30 */
    OF_HOURS,     /* 28/35 */
    N_SPELLINGS
} spelling;

/* The value is num / den: of the unit, or minutes for HOURS. */
typedef struct quota {
    int64_t num, den;
    spelling spelling;
} quota;

typedef struct entry {
    quota quota;
    const char *text; /* the cell, in file->strings */
    rf_place place;
    size_t row;
} entry;

struct rf_csv_fte {
    entry *entries;
    size_t n, capacity;
    size_t first[N_SPELLINGS]; /* number of the first entry spelt so, plus 1; 0: none */
};

static const int64_t MILLION = 1000000;
enum { FULL_TIME_MINUTES = 35 * 60 };

rf_csv_fte *rf_csv_fte_new(void)
{
    return rf_new_array(1, sizeof(rf_csv_fte));
}

void rf_csv_fte_free(rf_csv_fte *fte)
{
    if (fte == NULL)
        return;
    free(fte->entries);
    free(fte);
}

/* A decimal without sign, in millionths. */
static bool parse_micro(int64_t *out, const char *text, size_t n)
{
    rf_csv_decimal d;
    rf_csv_trim(&text, &n);
    if (!rf_csv_parse_decimal(&d, text, n) || d.negative)
        return false;
    *out = rf_csv_scale(&d, 6, true);
    return true;
}

static bool parse_plain(quota *out, const char *text, size_t n)
{
    int64_t micro = 0;
    if (!parse_micro(&micro, text, n))
        return false;
    const spelling s = micro < MILLION ? BELOW_ONE : micro == MILLION ? ONE : ABOVE_ONE;
    *out = (quota){micro, MILLION, s};
    return true;
}

static bool parse_percent(quota *out, const char *text, size_t n)
{
    int64_t micro = 0;
    if (text[n - 1] != '%' || !parse_micro(&micro, text, n - 1))
        return false;
    *out = (quota){micro, MILLION, WITH_PERCENT};
    return true;
}

static bool parse_of_hours(quota *out, const char *text, size_t n)
{
    const char *slash = memchr(text, '/', n);
    int64_t part = 0, whole = 0;
    if (slash == NULL || !parse_micro(&part, text, (size_t)(slash - text)) ||
        !parse_micro(&whole, slash + 1, (size_t)(text + n - slash - 1)) || whole == 0)
        return false;
    *out = (quota){part, whole, OF_HOURS};
    return true;
}

/* 28h, 28 h, 17h30, 17,5h. */
static bool parse_hours(quota *out, const char *text, size_t n)
{
    size_t h = 0;
    while (h < n && text[h] != 'h' && text[h] != 'H')
        h++;
    int64_t hours = 0, minutes = 0;
    if (h == n || !parse_micro(&hours, text, h))
        return false;
    if (h + 1 < n && (!parse_micro(&minutes, text + h + 1, n - h - 1) || hours % MILLION != 0 ||
                      minutes >= 60 * MILLION))
        return false;
    *out = (quota){hours * 60 + minutes, MILLION, HOURS};
    return true;
}

static bool parse(quota *out, const char *text, size_t n)
{
    return parse_plain(out, text, n) || parse_percent(out, text, n) ||
           parse_of_hours(out, text, n) || parse_hours(out, text, n);
}

static void refuse_text(const rf_csv_file *file, rf_place place, const char *header,
                        const char *text, size_t n)
{
    rf_diags *diags = file->reading->diags;
    rf_diags_add(diags, RF_ERROR, place, _("%s: '%s' is not a number from %d to %d"), header,
                 rf_csv_show(text, n).text, 1, 100);
    rf_csv_hint_letters(diags, text, n);
}

bool rf_csv_fte_add(rf_csv_file *file, const rf_csv_slot *slot, const rf_csv_cell *cell, size_t row)
{
    rf_csv_fte *fte = file->fte;
    entry e = {.place = rf_csv_place_of(file, cell), .row = row};
    if (!parse(&e.quota, cell->bytes, cell->n) || e.quota.num == 0) {
        refuse_text(file, e.place, slot->header, cell->bytes, cell->n);
        return false;
    }
    entry *entries = rf_grow(fte->entries, &fte->capacity, fte->n + 1, sizeof *entries);
    if (entries != NULL)
        fte->entries = entries;
    e.text = rf_pool_intern(file->strings, cell->bytes, cell->n);
    if (entries == NULL || e.text == NULL) {
        file->no_memory = true;
        return false;
    }
    entries[fte->n++] = e;
    if (fte->first[e.quota.spelling] == 0)
        fte->first[e.quota.spelling] = fte->n;
    return true;
}

static rf_fte_unit unit_of(spelling s)
{
    switch (s) {
    case BELOW_ONE:
    case ONE:
        return RF_FTE_FRACTION;
    case HOURS:
    case OF_HOURS:
        return RF_FTE_HOURS;
    case ABOVE_ONE:
    case WITH_PERCENT:
    case N_SPELLINGS:
        break;
    }
    return RF_FTE_PERCENT;
}

/* Every spelling of the column must mean the same unit; a bare 1 among bare percents is 1 %. The
 * two first entries that do not agree, in file order; false: none. */
static bool find_mixture(const rf_csv_fte *fte, const entry **one, const entry **other)
{
    const bool bare = fte->first[ABOVE_ONE] > 0 && fte->first[WITH_PERCENT] == 0;
    size_t first[RF_FTE_HOURS + 1] = {0};
    for (int s = 0; s < N_SPELLINGS; s++) {
        const rf_fte_unit unit =
            s == ONE && bare && fte->first[BELOW_ONE] == 0 ? RF_FTE_PERCENT : unit_of((spelling)s);
        if (fte->first[s] > 0 && (first[unit] == 0 || fte->first[s] < first[unit]))
            first[unit] = fte->first[s];
    }
    size_t a = 0, b = 0;
    for (int unit = RF_FTE_PERCENT; unit <= RF_FTE_HOURS; unit++) {
        const size_t at = first[unit];
        if (at > 0 && (a == 0 || at < a)) {
            b = a;
            a = at;
        } else if (at > 0 && (b == 0 || at < b)) {
            b = at;
        }
    }
    if (b == 0)
        return false;
    *one = &fte->entries[a - 1];
    *other = &fte->entries[b - 1];
    return true;
}

static rf_fte_unit infer(const rf_csv_fte *fte)
{
    if (fte->first[HOURS] > 0 || fte->first[OF_HOURS] > 0)
        return RF_FTE_HOURS;
    return fte->first[ABOVE_ONE] > 0 || fte->first[WITH_PERCENT] > 0 ? RF_FTE_PERCENT
                                                                     : RF_FTE_FRACTION;
}

/* Whether a unit that was forced can be spelt so. */
static bool may_spell(rf_fte_unit unit, spelling s)
{
    switch (s) {
    case BELOW_ONE:
    case ONE:
    case ABOVE_ONE:
        return true;
    case WITH_PERCENT:
        return unit == RF_FTE_PERCENT;
    case HOURS:
    case OF_HOURS:
        return unit == RF_FTE_HOURS;
    case N_SPELLINGS:
        break;
    }
    return false;
}

static int64_t half_up(int64_t num, int64_t den)
{
    return (2 * num + den) / (2 * den);
}

/* Whole percents of full time; 0 or above 100: out of range. */
static int64_t percent_of(const quota *q, rf_fte_unit unit, int64_t full_time)
{
    const int64_t most = INT64_C(1000000000000);
    if (q->num > most || q->den > most)
        return 0;
    if (q->spelling == OF_HOURS || unit == RF_FTE_FRACTION)
        return half_up(100 * q->num, q->den);
    if (q->spelling == HOURS)
        return half_up(100 * q->num, q->den * full_time);
    if (unit == RF_FTE_HOURS)
        return half_up(100 * 60 * q->num, q->den * full_time);
    return half_up(q->num, q->den);
}

static void refuse_unit(const rf_csv_file *file, const entry *e, const char *header,
                        rf_fte_unit unit)
{
    rf_diags *diags = file->reading->diags;
    if (unit == RF_FTE_PERCENT)
        refuse_text(file, e->place, header, e->text, strlen(e->text));
    else if (unit == RF_FTE_FRACTION)
        rf_diags_add(diags, RF_ERROR, e->place, _("%s: '%s' is not a fraction from 0.01 to 1"),
                     header, e->text);
    else
        rf_diags_add(diags, RF_ERROR, e->place,
                     _("%s: '%s' is not a number of hours up to full time"), header, e->text);
}

static int64_t full_time_of(const rf_csv_file *file)
{
    const int32_t minutes = file->reading->options->full_time_minutes;
    return minutes > 0 ? minutes : FULL_TIME_MINUTES;
}

static void write_percents(rf_csv_file *file, const rf_csv_slot *slot, rf_fte_unit unit)
{
    const int64_t full_time = full_time_of(file);
    const rf_table *table = &file->reading->territory->tables[file->schema->table];
    for (size_t i = 0; i < file->fte->n; i++) {
        const entry *e = &file->fte->entries[i];
        char *row = (char *)table->rows + e->row * file->schema->row_size;
        const int64_t percent = percent_of(&e->quota, unit, full_time);
        if (may_spell(unit, e->quota.spelling) && percent >= 1 && percent <= 100) {
            *(int32_t *)(void *)(row + slot->column->offset) = (int32_t)percent;
        } else {
            refuse_unit(file, e, slot->header, unit);
            ((rf_row *)(void *)row)->refused = true;
        }
    }
}

static void tell_mixture(rf_csv_file *file, const rf_csv_slot *slot, const entry *one,
                         const entry *other)
{
    rf_diags *diags = file->reading->diags;
    rf_diags_add(diags, RF_ERROR, other->place,
                 _("%s: '%s' is not spelt like '%s' on line %u, and a column has one unit"),
                 slot->header, other->text, one->text, one->place.line);
    rf_diags_hint(diags,
                  _("spell all as percent, as fraction or as hours; or say which with --fte-unit"));
    file->reading->unusable = true;
}

/* The first entry with the largest of bare numbers, when that is just the hours of full time. */
static const entry *find_hours_look(const rf_csv_file *file)
{
    const rf_csv_fte *fte = file->fte;
    const entry *most = NULL;
    for (size_t i = 0; i < fte->n && fte->first[WITH_PERCENT] == 0; i++)
        if (most == NULL || fte->entries[i].quota.num > most->quota.num)
            most = &fte->entries[i];
    const bool looks = most != NULL && most->quota.num * 60 == full_time_of(file) * MILLION;
    return looks && fte->n > 1 ? most : NULL;
}

static void warn_of_percent(const rf_csv_file *file, const rf_csv_slot *slot)
{
    const rf_csv_fte *fte = file->fte;
    const entry *hours = find_hours_look(file);
    rf_diags *diags = file->reading->diags;
    if (hours != NULL) {
        rf_diags_add(diags, RF_WARNING, hours->place,
                     _("%s: '%s' is the largest, and is read as a percent: are these hours?"),
                     slot->header, hours->text);
        rf_diags_hint(diags, _("--fte-unit hours reads the column as hours a week"));
    }
    if (fte->first[ONE] > 0)
        rf_diags_add(diags, RF_WARNING, fte->entries[fte->first[ONE] - 1].place,
                     _("%s: '1' is read as 1 %%, as the column is in percent"), slot->header);
}

static void tell_unit(const rf_csv_file *file, const rf_csv_slot *slot, rf_fte_unit unit)
{
    const rf_place place = {file->name, 1, 0};
    const int minutes = (int)full_time_of(file);
    rf_diags *diags = file->reading->diags;
    if (unit == RF_FTE_FRACTION)
        rf_diags_add(diags, RF_NOTE, place, _("%s: read as fractions of full time"), slot->header);
    else if (unit == RF_FTE_HOURS)
        rf_diags_add(diags, RF_NOTE, place,
                     _("%s: read as hours a week, full time being %d h %02d"), slot->header,
                     minutes / 60, minutes % 60);
    else
        warn_of_percent(file, slot);
}

void rf_csv_fte_finish(rf_csv_file *file, const rf_csv_slot *slot)
{
    const rf_csv_fte *fte = file->fte;
    rf_fte_unit unit = file->reading->options->fte_unit;
    const entry *one = NULL, *other = NULL;
    if (fte->n == 0)
        return;
    if (unit == RF_FTE_INFERRED && find_mixture(fte, &one, &other)) {
        tell_mixture(file, slot, one, other);
        return;
    }
    if (unit == RF_FTE_INFERRED) {
        unit = infer(fte);
        tell_unit(file, slot, unit);
    }
    write_percents(file, slot, unit);
}
