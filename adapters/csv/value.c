/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/value.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "adapters/csv/decimal.h"

enum { MOST_WORDS_BYTES = 4096 };

/* Where a finding about the cell goes. The caller's next call writes it. */
rf_diags *rf_csv_refuse(rf_csv_work *w)
{
    w->good = false;
    return w->file->reading->diags;
}

rf_place rf_csv_place(const rf_csv_work *w)
{
    return rf_csv_place_of(w->file, w->cell);
}

rf_csv_shown rf_csv_shown_cell(const rf_csv_work *w)
{
    return rf_csv_show(w->cell->bytes, w->cell->n);
}

void rf_csv_keep_last(rf_csv_work *w, int32_t value)
{
    w->slot->last_n = 0;
    if (w->cell->n > sizeof w->slot->last)
        return;
    memcpy(w->slot->last, w->cell->bytes, w->cell->n);
    w->slot->last_n = w->cell->n;
    w->slot->last_value.number = value;
}

bool rf_csv_is_last(const rf_csv_work *w)
{
    return w->slot->last_n > 0 && w->slot->last_n == w->cell->n &&
           memcmp(w->slot->last, w->cell->bytes, w->cell->n) == 0;
}

void rf_csv_set_number(rf_csv_work *w, int32_t value)
{
    *(int32_t *)w->to = value;
    rf_csv_keep_last(w, value);
}

void rf_csv_read_integer(rf_csv_work *w)
{
    const rf_column *c = w->slot->column;
    rf_csv_cell cell = *w->cell;
    rf_csv_decimal d;
    if (c->high == 100 && cell.n > 1 && cell.bytes[cell.n - 1] == '%') {
        cell.n--;
        rf_csv_trim(&cell.bytes, &cell.n);
    }
    if (rf_csv_parse_decimal(&d, cell.bytes, cell.n) && rf_csv_is_whole(&d)) {
        const int64_t value = rf_csv_scale(&d, 0, false);
        if (value >= c->low && value <= c->high) {
            rf_csv_set_number(w, (int32_t)value);
            return;
        }
    }
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                 _("%s: '%s' is not a whole number from %d to %d"), w->slot->header,
                 rf_csv_shown_cell(w).text, c->low, c->high);
    rf_csv_hint_letters(diags, w->cell->bytes, w->cell->n);
}

static void refuse_centi(rf_csv_work *w, int32_t low, int32_t high)
{
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                 _("%s: '%s' is not a number of FTE from %d to %d"), w->slot->header,
                 rf_csv_shown_cell(w).text, low / 100, high / 100);
    rf_csv_hint_letters(diags, w->cell->bytes, w->cell->n);
}

/* Refuses the cell, which would ask for nothing though it says something. */
static void refuse_vanishing(rf_csv_work *w)
{
    rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w), _("%s: '%s' rounds to 0.00 FTE"),
                 w->slot->header, rf_csv_shown_cell(w).text);
}

/* The cell in hundredths of FTE; false: refused. */
static bool read_centi(int32_t *out, rf_csv_work *w)
{
    const rf_column *c = w->slot->column;
    rf_csv_decimal d;
    const bool parsed = rf_csv_parse_decimal(&d, w->cell->bytes, w->cell->n);
    const int64_t value = parsed ? rf_csv_scale(&d, 2, true) : 0;
    const bool vanishes = parsed && value == 0 && !rf_csv_is_whole(&d);
    if (!parsed || value < c->low || value > c->high || (vanishes && d.negative))
        refuse_centi(w, c->low, c->high);
    else if (vanishes)
        refuse_vanishing(w);
    else
        *out = (int32_t)value;
    return w->good;
}

void rf_csv_read_centi_fte(rf_csv_work *w)
{
    int32_t value = 0;
    if (read_centi(&value, w))
        rf_csv_set_number(w, value);
}

void rf_csv_read_floor(rf_csv_work *w)
{
    rf_floor_value *to = w->to;
    rf_csv_cell cell = *w->cell;
    rf_csv_decimal d;
    if (cell.bytes[cell.n - 1] != '%') {
        int32_t value = 0;
        if (read_centi(&value, w))
            *to = (rf_floor_value){.value = value};
        return;
    }
    cell.n--;
    rf_csv_trim(&cell.bytes, &cell.n);
    if (rf_csv_parse_decimal(&d, cell.bytes, cell.n) && rf_csv_is_whole(&d) && !d.negative &&
        d.whole <= 100) {
        *to = (rf_floor_value){.value = (int32_t)d.whole, .is_percent = true};
        return;
    }
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                 _("%s: '%s' is not a whole percent from 0%% to 100%%"), w->slot->header,
                 rf_csv_shown_cell(w).text);
    rf_csv_hint_letters(diags, w->cell->bytes, w->cell->n);
}

void rf_csv_read_degrees(rf_csv_work *w)
{
    const rf_column *c = w->slot->column;
    rf_csv_decimal d;
    if (rf_csv_parse_decimal(&d, w->cell->bytes, w->cell->n) && d.whole <= c->high) {
        /* Both operands are exact, so the quotient is the double nearest to the text. */
        const int digits = d.n_fraction < 12 ? (int)d.n_fraction : 12;
        double power = 1;
        for (int i = 0; i < digits; i++)
            power *= 10;
        const double value = (double)rf_csv_scale(&d, digits, true) / power;
        if (value >= c->low && value <= c->high) {
            *(double *)w->to = value;
            return;
        }
    }
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                 _("%s: '%s' is not a number of degrees from %d to %d"), w->slot->header,
                 rf_csv_shown_cell(w).text, c->low, c->high);
    rf_csv_hint_letters(diags, w->cell->bytes, w->cell->n);
}

static bool has_shape(const rf_csv_cell *cell, const char *shape)
{
    if (cell->n != strlen(shape))
        return false;
    for (size_t i = 0; i < cell->n; i++)
        if (shape[i] == '9' ? !isdigit((unsigned char)cell->bytes[i]) : cell->bytes[i] != shape[i])
            return false;
    return true;
}

static void hint_date(const rf_csv_work *w)
{
    rf_diags *diags = w->file->reading->diags;
    const rf_csv_cell *cell = w->cell;
    char text[16], iso[RF_DATE_TEXT];
    int day = 0, month = 0, year = 0;
    if (cell->n >= sizeof text)
        return;
    memcpy(text, cell->bytes, cell->n);
    text[cell->n] = '\0';
    rf_csv_decimal d;
    if (rf_csv_parse_decimal(&d, text, cell->n) && rf_csv_is_whole(&d) && d.whole > 30000 &&
        d.whole < 80000) {
        rf_diags_hint(diags,
                      _("a day number of Excel? it would be %s: format the column as a date"),
                      rf_date_format(iso, (rf_date)d.whole - 25569));
        return;
    }
    if (sscanf(text, "%2d/%2d/%4d", &day, &month, &year) != 3)
        return;
    if (year < 100)
        rf_diags_hint(diags, _("write the year with four digits, as in 16/03/2020"));
    else if (day <= 31 && month <= 12)
        rf_diags_hint(diags, _("did you mean %02d/%02d/%04d?"), day, month, year);
}

static void refuse_date(rf_csv_work *w, bool shaped)
{
    const bool iso = has_shape(w->cell, "9999-99-99");
    const char *year = w->cell->bytes + (iso ? 0 : 6);
    rf_diags *diags = rf_csv_refuse(w);
    if (shaped && (memcmp(year, "1900", 4) < 0 || memcmp(year, "2199", 4) > 0)) {
        rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                     _("%s: '%s' is not a date from 1900 to 2199"), w->slot->header,
                     rf_csv_shown_cell(w).text);
        if (year[0] > '2' && !w->slot->column->required)
            rf_diags_hint(diags, _("leave the cell empty where there is no end"));
    } else if (shaped) {
        rf_diags_add(diags, RF_ERROR, rf_csv_place(w), _("%s: %s does not exist"), w->slot->header,
                     rf_csv_shown_cell(w).text);
    } else {
        rf_diags_add(diags, RF_ERROR, rf_csv_place(w),
                     _("%s: '%s' is not a date such as 2020-03-16 or 16/03/2020"), w->slot->header,
                     rf_csv_shown_cell(w).text);
        hint_date(w);
    }
}

void rf_csv_read_date(rf_csv_work *w)
{
    char text[RF_DATE_TEXT];
    rf_date value = 0;
    const bool shaped = has_shape(w->cell, "9999-99-99") || has_shape(w->cell, "99/99/9999");
    if (shaped) {
        memcpy(text, w->cell->bytes, w->cell->n);
        text[w->cell->n] = '\0';
        if (rf_date_parse_any(&value, text)) {
            rf_csv_set_number(w, value);
            return;
        }
    }
    refuse_date(w, shaped);
}

static int32_t word_index(const char *const *words, const char *word, size_t n)
{
    for (int32_t i = 0; words[i] != NULL; i++)
        if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
            return i;
    return -1;
}

static int32_t folded_index(const char *const *words, const char *word, size_t n)
{
    const rf_csv_folded folded = rf_csv_fold(word, n, RF_CSV_FOLD_VALUE);
    for (int32_t i = 0; words[i] != NULL; i++)
        if (strcmp(rf_csv_fold(words[i], strlen(words[i]), RF_CSV_FOLD_VALUE).text, folded.text) ==
            0)
            return i;
    return -1;
}

static void hint_word(rf_csv_work *w, rf_diags *diags)
{
    const rf_csv_shown text = rf_csv_shown_cell(w);
    const char *near = rf_csv_names_nearest_value(w->file->reading->names, w->file->schema->file,
                                                  w->slot->column, text.text);
    if (near != NULL)
        rf_diags_hint(diags, _("did you mean '%s'?"), near);
}

/* "volunteer (volontaire), refuses (refus)": each word, and how people write it. */
static void put_words(rf_buf *out, const rf_csv_work *w)
{
    const rf_column *column = w->slot->column;
    for (const char *const *word = column->words; *word != NULL; word++) {
        const char *other = rf_csv_names_spelling(w->file->reading->names, w->file->schema->file,
                                                  column->name, *word);
        rf_buf_printf(out, "%s%s", out->length > 0 ? ", " : "", *word);
        if (other != NULL && strlen(*word) > 1)
            rf_buf_printf(out, " (%s)", other);
    }
}

static void refuse_word(rf_csv_work *w)
{
    rf_buf list = rf_buf_new(MOST_WORDS_BYTES);
    put_words(&list, w);
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w), _("%s: '%s' is not one of: %s"), w->slot->header,
                 rf_csv_shown_cell(w).text, rf_buf_text(&list));
    hint_word(w, diags);
    w->file->no_memory = w->file->no_memory || list.failed;
    rf_buf_free(&list);
}

void rf_csv_read_word(rf_csv_work *w)
{
    const rf_column *c = w->slot->column;
    int32_t i = word_index(c->words, w->cell->bytes, w->cell->n);
    if (i < 0)
        i = folded_index(c->words, w->cell->bytes, w->cell->n);
    if (i < 0) {
        const char *word = rf_csv_names_value(w->file->reading->names, w->file->schema->file,
                                              c->name, w->cell->bytes, w->cell->n);
        i = word != NULL ? word_index(c->words, word, strlen(word)) : -1;
    }
    if (i >= 0)
        rf_csv_set_number(w, i);
    else
        refuse_word(w);
}

void rf_csv_read_flag(rf_csv_work *w)
{
    static const char *const words[] = {"no", "yes", NULL};
    int32_t i = word_index(words, w->cell->bytes, w->cell->n);
    if (i < 0) {
        const char *word =
            rf_csv_names_value(w->file->reading->names, "*", "*", w->cell->bytes, w->cell->n);
        i = word != NULL ? word_index(words, word, strlen(word)) : -1;
    }
    if (i >= 0) {
        rf_csv_set_number(w, i);
        return;
    }
    rf_diags *diags = rf_csv_refuse(w);
    rf_diags_add(diags, RF_ERROR, rf_csv_place(w), _("%s: '%s' is not yes or no"), w->slot->header,
                 rf_csv_shown_cell(w).text);
    hint_word(w, diags);
}

void rf_csv_read_categories(rf_csv_work *w)
{
    int32_t bits = 0;
    for (size_t i = 0; i < w->cell->n; i++) {
        const char c = w->cell->bytes[i];
        const int letter = toupper((unsigned char)c) - 'A';
        const bool apart = i == 0 || strchr(" ,/", w->cell->bytes[i - 1]) != NULL;
        if (strchr(" ,/", c) != NULL && c != '\0')
            continue;
        if (letter < 0 || letter >= RF_N_CATEGORIES || !apart) {
            rf_diags_add(rf_csv_refuse(w), RF_ERROR, rf_csv_place(w),
                         _("%s: '%s' is not a list of categories such as 'B C'"), w->slot->header,
                         rf_csv_shown_cell(w).text);
            return;
        }
        bits |= 1 << letter;
    }
    rf_csv_set_number(w, bits);
}
