/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/html_data.h"

#include "adapters/json/put.h"

static const struct {
    const char *name;
    int decimals;
} FORMS[RF_N_FORMS] = {
    [RF_FORM_TEXT] = {"text", 0},   [RF_FORM_COUNT] = {"count", 0},    [RF_FORM_FTE] = {"fte", 2},
    [RF_FORM_SHARE] = {"share", 4}, [RF_FORM_DEGREES] = {"number", 4}, [RF_FORM_DATE] = {"date", 0},
};

static void put_cell(rf_buf *out, rf_form form, const rf_datum *cell)
{
    if (cell->none)
        rf_buf_puts(out, "null");
    else if (form == RF_FORM_TEXT)
        rf_json_put_string(out, cell->text);
    else if (form == RF_FORM_DATE)
        rf_json_put_date(out, (rf_date)cell->value);
    else
        rf_json_put_decimal(out, cell->value, FORMS[form].decimals);
}

static void put_columns(rf_buf *out, const rf_picture_table *table)
{
    rf_buf_puts(out, ", \"columns\": [");
    for (size_t c = 0; c < table->n_columns; c++) {
        rf_buf_puts(out, c > 0 ? ", {" : "{");
        rf_json_put_key(out, "name", true);
        rf_json_put_string(out, table->columns[c].name);
        rf_json_put_string_member(out, "form", FORMS[table->columns[c].form].name);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]");
}

static void put_rows(rf_buf *out, const rf_picture_table *table)
{
    rf_buf_puts(out, ", \"rows\": [");
    for (size_t i = 0; i < rf_picture_rows(table) * table->n_columns; i++) {
        const size_t column = i % table->n_columns;
        if (column == 0)
            rf_buf_puts(out, i > 0 ? "],\n[" : "\n[");
        else
            rf_buf_puts(out, ",");
        put_cell(out, table->columns[column].form, &table->cells[i]);
    }
    rf_buf_puts(out, rf_picture_rows(table) > 0 ? "]]" : "]");
}

static void put_picture(rf_buf *out, const rf_picture *picture)
{
    rf_buf_puts(out, "{");
    rf_json_put_key(out, "id", true);
    rf_json_put_string(out, picture->id);
    rf_json_put_string_member(out, "kind", picture->kind);
    rf_json_put_string_member(out, "title", picture->title);
    rf_buf_puts(out, ", \"tables\": [");
    for (int32_t t = 0; t < picture->n_tables; t++) {
        rf_buf_puts(out, t > 0 ? ", {" : "{");
        rf_json_put_key(out, "caption", true);
        rf_json_put_string(out, picture->tables[t].caption);
        put_columns(out, &picture->tables[t]);
        put_rows(out, &picture->tables[t]);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]}");
}

void rf_html_data(rf_buf *out, const rf_pictures *pictures, const char *lang)
{
    rf_buf_puts(out, "{");
    rf_json_put_key(out, "lang", true);
    rf_json_put_string(out, lang);
    rf_buf_puts(out, ", \"pictures\": [");
    for (int32_t p = 0; p < pictures->n; p++) {
        rf_buf_puts(out, p > 0 ? ",\n" : "\n");
        put_picture(out, &pictures->of[p]);
    }
    rf_buf_puts(out, "]}\n");
}
