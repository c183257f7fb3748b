/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key figures as a table. */
#include <math.h>
#include <string.h>

#include "adapters/report/figure_words.h"
#include "adapters/report/html_pictures.h"
#include "adapters/report/number.h"
#include "adapters/report/sheet_words.h"

enum { DRAWS = 200 }; /* as `renfort figures` has by default */

static bool is_shown(const rf_kpi_definition *definition)
{
    return definition->comparable && definition->groups != RF_KPI_STANDINGS;
}

/* What a few people answered, or what they carry, is nobody's business. Coverage and loans tell
 * nothing that the calendar, which counts people, does not. */
static bool tells_of_few(const rf_kpi *row)
{
    const bool of_people = rf_kpi_definition_of(row->name)->groups == RF_KPI_CATEGORIES ||
                           strcmp(row->name, "imposition") == 0 ||
                           strcmp(row->name, "unused_volunteers") == 0;
    return of_people && row->people > 0 && row->people < RF_SMALL_CELL;
}

static const char *written(rf_pictures *out, const rf_kpi *row)
{
    if (row == NULL || isnan(row->value) || tells_of_few(row))
        return NULL;
    if (strcmp(row->unit, "share") == 0)
        return rf_pictures_keep(out, rf_number_percent(row->value, RF_ROUND_DOWN).s);
    return rf_pictures_format(out, "%s %s", rf_number_fte(llround(row->value * 100)).s,
                              rf_word_of_measure(row->unit));
}

/* No row where no plan has the figure. */
static void add_row(rf_picture_table *table, const rf_kpi *first, rf_kpi_list *const *lists,
                    int32_t n)
{
    const char *values[RF_MAX_COMPARED];
    bool any = false;
    for (int32_t i = 0; i < n; i++) {
        values[i] = written(table->pictures, rf_kpi_find(lists[i], first->name, first->group));
        any = any || values[i] != NULL;
    }
    if (!any)
        return;
    rf_picture_text(table, rf_word_of_figure(first->name));
    rf_picture_text(table, first->group[0] != '\0' ? rf_word_of_code(first->group) : _("all"));
    for (int32_t i = 0; i < n; i++)
        if (values[i] != NULL)
            rf_picture_text(table, values[i]);
        else
            rf_picture_none(table);
}

static void add_figures(rf_pictures *out, const rf_compared *plans, rf_kpi_list *const *lists,
                        int32_t n)
{
    rf_picture *picture = rf_pictures_add(out, "figures", "");
    picture->title = _("Key figures, by which territories can be compared");
    picture->note = _("Held: what is still covered in the worst tenth of draws with one in ten "
                      "more absent. Burden: days served, before and now; 0 is even.");
    rf_picture_table *table = rf_picture_add_table(picture, _("key figures"));
    rf_picture_column(table, _("Figure"), RF_FORM_TEXT);
    rf_picture_column(table, _("Of"), RF_FORM_TEXT);
    for (int32_t i = 0; i < n; i++)
        rf_picture_column(table, n == 1 ? _("Value") : rf_label_of_plan(out, plans, i),
                          RF_FORM_TEXT);
    for (size_t row = 0; row < lists[0]->n; row++)
        if (is_shown(rf_kpi_definition_of(lists[0]->items[row].name)))
            add_row(table, &lists[0]->items[row], lists, n);
}

rf_status rf_picture_figures(rf_pictures *out, const rf_compared *plans, int32_t n, rf_err *err)
{
    rf_kpi_list *lists[RF_MAX_COMPARED] = {NULL};
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < n && rc == RF_OK; i++)
        rc = rf_kpi_compute(&lists[i], plans[i].in, plans[i].plan,
                            &(rf_kpi_options){.draws = DRAWS}, err);
    if (rc == RF_OK)
        add_figures(out, plans, lists, n);
    for (int32_t i = 0; i < n; i++)
        rf_kpi_list_free(lists[i]);
    return rc;
}
