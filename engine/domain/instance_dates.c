/* SPDX-License-Identifier: GPL-3.0-or-later
 * The needs that a scenario's dates miss. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/instance_build.h"

enum { NAMES_SHOWN = 8, NAMES_LIMIT = 1 << 16 };

static bool meets(const rf_build *b, rf_date from, rf_date to)
{
    const rf_periods window = rf_periods_overlapped(b->scenario, from, to);
    return window.first <= window.last;
}

/* Tells of the needs that are not met, at the first one's row. */
static void warn_of_missed(rf_build *b, const bool *met)
{
    const rf_need_row *needs = rf_rows(b->territory, RF_NEEDS);
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
    int32_t n = 0, first = -1;
    rf_buf names = rf_buf_new(NAMES_LIMIT);
    for (int32_t k = 0; k < b->in->n_needs; k++) {
        if (met[k])
            continue;
        first = first < 0 ? k : first;
        if (n < NAMES_SHOWN)
            rf_buf_printf(&names, n == 0 ? "%s" : ", %s", needs[k].key.id);
        else if (n == NAMES_SHOWN)
            rf_buf_puts(&names, ", …");
        n++;
    }
    if (n > 0) {
        const rf_at at = needs[first].row.at;
        rf_diags_add(
            b->diags, RF_WARNING, (rf_place){b->territory->files[at.file], at.line, at.column},
            dngettext("renfort",
                      "%d need is wholly outside the scenario's dates (%s to %s) and asks for "
                      "nobody: %s",
                      "%d needs are wholly outside the scenario's dates (%s to %s) and ask for "
                      "nobody: %s",
                      (unsigned long)n),
            n, rf_date_format(from, b->scenario->start),
            rf_date_format(to, rf_period_last_day(b->scenario, b->scenario->n_periods - 1)),
            rf_buf_text(&names));
    }
    rf_buf_free(&names);
}

rf_status rf_build_dates(rf_build *b, rf_err *err)
{
    const rf_need_row *needs = rf_rows(b->territory, RF_NEEDS);
    const rf_demand_row *rows = rf_rows(b->territory, RF_DEMAND);
    bool *met = rf_new_array((size_t)b->in->n_needs, sizeof *met);
    if (met == NULL)
        return rf_fail_memory(err);
    for (int32_t k = 0; k < b->in->n_needs; k++)
        met[k] = meets(b, needs[k].from, needs[k].to);
    for (int32_t i = 0; i < rf_n_rows(b->territory, RF_DEMAND); i++)
        if (meets(b, rows[i].from, rows[i].to))
            met[rows[i].need.i] = true;
    warn_of_missed(b, met);
    free(met);
    return RF_OK;
}
