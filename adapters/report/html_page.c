/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "adapters/report/assets.h"
#include "adapters/report/html.h"
#include "adapters/report/html_data.h"
#include "adapters/report/html_text.h"
#include "adapters/report/number.h"

static const size_t DATA_LIMIT = (size_t)1 << 28;

/* Fixed HTML with holes: each "%" takes the next text, escaped. */
static void put(rf_buf *out, const char *html, const char *const *texts)
{
    for (const char *hole; (hole = strchr(html, '%')) != NULL; html = hole + 1) {
        rf_buf_add(out, html, (size_t)(hole - html));
        rf_html_put_text(out, *texts++);
    }
    rf_buf_puts(out, html);
}

static void put_style(rf_buf *out)
{
    rf_buf_puts(out, "<style>\n");
    rf_buf_add(out, (const char *)rf_report_style, rf_report_style_size);
    rf_buf_puts(out, "</style>\n");
}

/* The bytes must be those that the policy's hash was taken of. */
static void put_script(rf_buf *out, const unsigned char *bytes, size_t n)
{
    rf_buf_puts(out, "<script>");
    rf_buf_add(out, (const char *)bytes, n);
    rf_buf_puts(out, "</script>\n");
}

static void put_head(rf_buf *out, const rf_pictures *pictures, const rf_html_options *options)
{
    const char *const texts[] = {options->lang, rf_report_charts_hash, rf_report_script_hash,
                                 options->version, pictures->title};
    put(out,
        "<!doctype html>\n"
        "<html lang=\"%\">\n"
        "<head>\n"
        "<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; script-src 'sha256-%' 'sha256-%'; base-uri 'none'; "
        "form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"generator\" content=\"renfort %\">\n"
        "<title>%</title>\n",
        texts);
    put_style(out);
    rf_buf_puts(out, "</head>\n");
}

static void put_warnings(rf_buf *out, const rf_pictures *pictures)
{
    for (int32_t i = 0; i < pictures->n_warnings; i++)
        put(out, "<p class=\"warning\" role=\"note\"><strong>%</strong></p>\n",
            &pictures->warnings[i]);
}

static void put_top(rf_buf *out, const rf_pictures *pictures)
{
    const char *const texts[] = {_("Skip to the figures"),
                                 pictures->title,
                                 pictures->subtitle,
                                 _("Open all tables"),
                                 _("Close all tables"),
                                 _("Dark"),
                                 _("Pictures need scripts, which are switched off here. Every "
                                   "figure is in the tables below.")};
    put(out,
        "<body>\n"
        "<a class=\"skip\" href=\"#main\">%</a>\n"
        "<header>\n",
        texts);
    put_warnings(out, pictures);
    put(out,
        "<h1>%</h1>\n"
        "<p class=\"subtitle\">%</p>\n"
        "<p class=\"tools\" hidden><button type=\"button\" id=\"open\">%</button> "
        "<button type=\"button\" id=\"close\">%</button> "
        "<button type=\"button\" id=\"theme\" aria-pressed=\"false\">%</button></p>\n"
        "<noscript><p class=\"note\">%</p></noscript>\n"
        "</header>\n"
        "<main id=\"main\" tabindex=\"-1\">\n",
        texts + 1);
}

static void put_facts(rf_buf *out, const rf_pictures *pictures)
{
    const char *const heading[] = {_("At a glance")};
    if (pictures->n_facts == 0)
        return;
    put(out,
        "<section aria-labelledby=\"glance\">\n<h2 id=\"glance\">%</h2>\n<dl class=\"facts\">\n",
        heading);
    for (int32_t i = 0; i < pictures->n_facts; i++) {
        const rf_fact *fact = &pictures->facts[i];
        put(out, "<div><dt>%</dt><dd>%</dd>", (const char *const[]){fact->label, fact->value});
        if (fact->share >= 0)
            rf_buf_printf(out,
                          "<dd class=\"bar\" aria-hidden=\"true\"><i style=\"width:%d.%02d%%\">"
                          "</i></dd>",
                          (int)(fact->share / 100), (int)(fact->share % 100));
        rf_buf_puts(out, "</div>\n");
    }
    rf_buf_puts(out, "</dl>\n</section>\n");
}

static void put_contents(rf_buf *out, const rf_pictures *pictures)
{
    put(out, "<nav aria-label=\"%\">\n<ol>\n", (const char *const[]){_("Contents")});
    for (int32_t p = 0; p < pictures->n; p++)
        put(out, "<li><a href=\"#%\">%</a></li>\n",
            (const char *const[]){pictures->of[p].id, pictures->of[p].title});
    rf_buf_puts(out, "</ol>\n</nav>\n");
}

static rf_text worded(rf_form form, int64_t value)
{
    switch (form) {
    case RF_FORM_FTE:
        return rf_number_fte(value);
    case RF_FORM_SHARE:
        return rf_number_percent((double)value / 10000, RF_ROUND_DOWN);
    case RF_FORM_DATE:
        return rf_number_date((rf_date)value);
    case RF_FORM_DEGREES:
        return rf_number_fine(value);
    case RF_FORM_COUNT:
    case RF_FORM_TEXT:
    case RF_N_FORMS:
    default:
        return rf_number_count(value);
    }
}

static void put_cell(rf_buf *out, rf_form form, const rf_datum *cell, bool first)
{
    const rf_text number = worded(form, cell->value);
    const char *text = form == RF_FORM_TEXT ? cell->text : number.s;
    if (first)
        rf_buf_puts(out, "<th scope=\"row\">");
    else
        rf_buf_puts(out, form == RF_FORM_TEXT ? "<td>" : "<td class=\"n\">");
    rf_html_put_text(out, cell->none ? "\xe2\x80\x93" : text);
    rf_buf_puts(out, first ? "</th>" : "</td>");
}

static void put_rows(rf_buf *out, const rf_picture_table *table)
{
    rf_buf_puts(out, "<thead><tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        rf_buf_puts(out, table->columns[c].form == RF_FORM_TEXT ? "<th scope=\"col\">"
                                                                : "<th scope=\"col\" class=\"n\">");
        put(out, "%</th>", &table->columns[c].name);
    }
    rf_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = 0; r < rf_picture_rows(table); r++) {
        rf_buf_puts(out, "<tr>");
        for (size_t c = 0; c < table->n_columns; c++)
            put_cell(out, table->columns[c].form, &table->cells[r * table->n_columns + c], c == 0);
        rf_buf_puts(out, "</tr>\n");
    }
    rf_buf_puts(out, "</tbody>\n");
}

/* A wide table scrolls inside its own region, which the keyboard reaches. */
static void put_table(rf_buf *out, const rf_picture_table *table, bool closed)
{
    const char *const texts[] = {_("Table:"), table->caption};
    put(out,
        closed ? "<details><summary>% %</summary>\n" : "<details open><summary>% %</summary>\n",
        texts);
    put(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"%\">\n<table>\n",
        &table->caption);
    put_rows(out, table);
    rf_buf_puts(out, "</table>\n</div>\n</details>\n");
}

/* The plate is what a sheet of paper does not part: title, note and chart. */
static void put_picture(rf_buf *out, const rf_picture *picture)
{
    const bool drawn = picture->kind[0] != '\0';
    put(out,
        "<section class=\"picture\" id=\"%\" aria-labelledby=\"%-title\">\n"
        "<div class=\"plate\">\n"
        "<h2 id=\"%-title\">%</h2>\n",
        (const char *const[]){picture->id, picture->id, picture->id, picture->title});
    if (picture->note[0] != '\0')
        put(out, "<p class=\"note\" id=\"%-note\">%</p>\n",
            (const char *const[]){picture->id, picture->note});
    if (drawn)
        put(out,
            "<div class=\"chart\" id=\"%-chart\" role=\"img\" aria-label=\"%\" hidden></div>\n",
            (const char *const[]){picture->id, picture->title});
    rf_buf_puts(out, "</div>\n");
    for (int32_t t = 0; t < picture->n_tables; t++)
        put_table(out, &picture->tables[t], drawn);
    rf_buf_puts(out, "</section>\n");
}

static void put_data(rf_buf *out, const rf_pictures *pictures, const char *lang)
{
    rf_buf data = rf_buf_new(DATA_LIMIT);
    rf_html_data(&data, pictures, lang);
    rf_buf_puts(out, "<script type=\"application/json\" id=\"data\">");
    rf_html_put_json(out, rf_buf_text(&data), data.length);
    rf_buf_puts(out, "</script>\n");
    out->failed = out->failed || data.failed;
    rf_buf_free(&data);
}

rf_status rf_html_page(rf_buf *out, const rf_pictures *pictures, const rf_html_options *options,
                       rf_err *err)
{
    put_head(out, pictures, options);
    put_top(out, pictures);
    put_facts(out, pictures);
    put_contents(out, pictures);
    for (int32_t p = 0; p < pictures->n; p++)
        put_picture(out, &pictures->of[p]);
    put(out, "</main>\n<footer>\n<p>%</p>\n<p>% %</p>\n</footer>\n",
        (const char *const[]){pictures->foot, pictures->holds,
                              _("This file loads nothing and sends nothing.")});
    put_data(out, pictures, options->lang);
    put_script(out, rf_report_charts, rf_report_charts_size);
    put_script(out, rf_report_script, rf_report_script_size);
    rf_buf_puts(out, "</body>\n</html>\n");
    return out->failed ? rf_fail_memory(err) : rf_pictures_status(pictures, err);
}
