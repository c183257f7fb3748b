/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/picture.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_LIMIT = 1 << 16 };

rf_pictures *rf_pictures_new(void)
{
    rf_pictures *pictures = rf_new_array(1, sizeof *pictures);
    if (pictures == NULL)
        return NULL;
    pictures->title = pictures->subtitle = pictures->foot = pictures->holds = "";
    pictures->texts = rf_pool_new();
    if (pictures->texts != NULL)
        return pictures;
    free(pictures);
    return NULL;
}

void rf_pictures_free(rf_pictures *pictures)
{
    if (pictures == NULL)
        return;
    for (int32_t p = 0; p < pictures->n; p++)
        for (int32_t t = 0; t < pictures->of[p].n_tables; t++) {
            free(pictures->of[p].tables[t].columns);
            free(pictures->of[p].tables[t].cells);
        }
    rf_pool_free(pictures->texts);
    free(pictures);
}

const char *rf_pictures_keep(rf_pictures *pictures, const char *text)
{
    const char *kept = rf_pool_intern(pictures->texts, text, strlen(text));
    if (kept != NULL)
        return kept;
    pictures->failed = true;
    return "";
}

const char *rf_pictures_format(rf_pictures *pictures, const char *format, ...)
{
    rf_buf text = rf_buf_new(TEXT_LIMIT);
    va_list args;
    va_start(args, format);
    rf_buf_vprintf(&text, format, args);
    va_end(args);
    pictures->failed = pictures->failed || text.failed;
    const char *kept = rf_pictures_keep(pictures, rf_buf_text(&text));
    rf_buf_free(&text);
    return kept;
}

void rf_pictures_fact(rf_pictures *pictures, const char *label, const char *value, int64_t share)
{
    assert(pictures->n_facts < RF_MAX_FACTS);
    pictures->facts[pictures->n_facts++] = (rf_fact){.value = rf_pictures_keep(pictures, value),
                                                     .label = rf_pictures_keep(pictures, label),
                                                     .share = share};
}

void rf_pictures_warn(rf_pictures *pictures, const char *text)
{
    assert(pictures->n_warnings < RF_MAX_COMPARED);
    pictures->warnings[pictures->n_warnings++] = rf_pictures_keep(pictures, text);
}

rf_picture *rf_pictures_add(rf_pictures *pictures, const char *id, const char *kind)
{
    assert(pictures->n < RF_MAX_PICTURES);
    rf_picture *picture = &pictures->of[pictures->n++];
    *picture = (rf_picture){
        .pictures = pictures, .id = id, .kind = kind, .title = "", .note = "", .n_tables = 0};
    return picture;
}

rf_picture_table *rf_picture_add_table(rf_picture *picture, const char *caption)
{
    assert(picture->n_tables < RF_PICTURE_TABLES);
    rf_picture_table *table = &picture->tables[picture->n_tables++];
    *table = (rf_picture_table){.pictures = picture->pictures,
                                .caption = rf_pictures_keep(picture->pictures, caption)};
    return table;
}

void rf_picture_column(rf_picture_table *table, const char *name, rf_form form)
{
    assert(table->n_cells == 0);
    rf_picture_head *columns =
        rf_grow(table->columns, &table->columns_capacity, table->n_columns + 1, sizeof *columns);
    if (columns == NULL) {
        table->pictures->failed = true;
        return;
    }
    table->columns = columns;
    table->columns[table->n_columns++] =
        (rf_picture_head){.name = rf_pictures_keep(table->pictures, name), .form = form};
}

static void add_cell(rf_picture_table *table, rf_datum datum)
{
    rf_datum *cells = rf_grow(table->cells, &table->capacity, table->n_cells + 1, sizeof *cells);
    if (cells == NULL) {
        table->pictures->failed = true;
        return;
    }
    table->cells = cells;
    table->cells[table->n_cells++] = datum;
}

void rf_picture_fan_columns(rf_picture_table *table)
{
    rf_picture_column(table, _("Needs"), RF_FORM_TEXT);
    rf_picture_column(table, _("Further absence"), RF_FORM_SHARE);
    rf_picture_column(table, _("Worst"), RF_FORM_SHARE);
    rf_picture_column(table, _("Worst tenth"), RF_FORM_SHARE);
    rf_picture_column(table, _("Middle"), RF_FORM_SHARE);
    rf_picture_column(table, _("Best tenth"), RF_FORM_SHARE);
    rf_picture_column(table, _("Best"), RF_FORM_SHARE);
}

void rf_picture_text(rf_picture_table *table, const char *text)
{
    add_cell(table, (rf_datum){.text = rf_pictures_keep(table->pictures, text)});
}

void rf_picture_value(rf_picture_table *table, int64_t value)
{
    add_cell(table, (rf_datum){.value = value});
}

void rf_picture_none(rf_picture_table *table)
{
    add_cell(table, (rf_datum){.none = true});
}

size_t rf_picture_rows(const rf_picture_table *table)
{
    return table->n_columns > 0 ? table->n_cells / table->n_columns : 0;
}

rf_status rf_pictures_status(const rf_pictures *pictures, rf_err *err)
{
    return pictures->failed ? rf_fail_memory(err) : RF_OK;
}
