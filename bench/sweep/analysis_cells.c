/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/sweep/analysis_cells.h"

#include <math.h>
#include <string.h>

const char *rf_sweep_or(const char *said, const char *usual)
{
    return said != NULL ? said : usual;
}

rf_sweep_measure rf_sweep_figure_of(const rf_sweep_question *q)
{
    return (rf_sweep_measure){.figure = rf_sweep_or(q->figure, "coverage"),
                              .group = rf_sweep_or(q->group, ""),
                              .scenario = q->scenario};
}

bool rf_sweep_is_asked(const rf_sweep_question *q, const char *territory)
{
    return q->territory == NULL || strcmp(q->territory, territory) == 0;
}

rf_status rf_sweep_nothing(const rf_sweep_question *q, const char *variant, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT,
                   "no job of variant '%s' has what is asked for (figure '%s', group '%s')",
                   variant, rf_sweep_or(q->figure, "coverage"), rf_sweep_or(q->group, ""));
}

bool rf_sweep_is_share(const char *figure)
{
    const rf_kpi_definition *definition = rf_kpi_definition_of(figure);
    return definition != NULL && strcmp(definition->unit, "share") == 0;
}

void rf_sweep_put_value(rf_sheet *sheet, double x, bool share)
{
    if (isnan(x))
        rf_sheet_none(sheet);
    else if (share)
        rf_sheet_fte(sheet, llround(fmin(fmax(x, 0), 1) * 10000));
    else
        rf_sheet_fte(sheet, llround(x * 100));
}

void rf_sweep_put_change(rf_sheet *sheet, double x, bool share)
{
    if (isnan(x))
        rf_sheet_none(sheet);
    else
        rf_sheet_balance(sheet, llround(x * (share ? 10000 : 100)));
}

void rf_sweep_put_interval(rf_sheet *sheet, const rf_sample *sample, const char *figure)
{
    const bool share = rf_sweep_is_share(figure);
    const rf_interval interval =
        rf_kpi_cut(rf_kpi_definition_of(figure), rf_sample_interval(sample, RF_SWEEP_CONFIDENCE));
    rf_sweep_put_value(sheet, interval.low, share);
    rf_sweep_put_value(sheet, interval.high, share);
}
