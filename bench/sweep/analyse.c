/* SPDX-License-Identifier: GPL-3.0-or-later
 * bench analyse: one table of a file of results, as a page, JSON or CSV. */
#include <string.h>

#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"
#include "adapters/csv/csv.h"
#include "adapters/json/json.h"
#include "adapters/report/report.h"
#include "bench/sweep/analysis.h"
#include "bench/sweep/sweep.h"

static const size_t PAGE_LIMIT = (size_t)1 << 28;

rf_sweep_table *rf_sweep_find_table(const char *word)
{
    static const struct {
        const char *word;
        rf_sweep_table *table;
    } tables[] = {{"solidarity", rf_sweep_solidarity},
                  {"variants", rf_sweep_variants},
                  {"curve", rf_sweep_curve},
                  {"territories", rf_sweep_territories}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(tables[i].word, word) == 0)
            return tables[i].table;
    return NULL;
}

static rf_status render(rf_buf *out, const rf_sheets *sheets, const rf_sweep_analysing *a,
                        rf_err *err)
{
    const rf_page page = rf_page_of(1);
    if (a->json)
        return rf_json_write_sheets(out, sheets, NULL, err);
    if (a->csv != NULL)
        return rf_csv_write_sheets(out, sheets, err);
    return rf_report_sheets(out, NULL, sheets, &page, err);
}

static rf_status print(const rf_sheets *sheets, const rf_sweep_analysing *a, rf_err *err)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const char *file = a->json || a->csv == NULL ? "-" : a->csv;
    rf_status rc = rf_path_is_same(file, a->file)
                       ? rf_fail(err, RF_IO, "%s: is what the table is made from", file)
                       : rf_output_check(file, err);
    if (rc == RF_OK)
        rc = render(&text, sheets, a, err);
    if (rc == RF_OK)
        rc = rf_file_write(file, rf_buf_text(&text), text.length, err);
    rf_buf_free(&text);
    return rc;
}

rf_sweep_exit rf_sweep_analyse(const rf_sweep_analysing *analysing)
{
    rf_err err;
    rf_sweep_analysis *analysis = NULL;
    rf_sweep_table *table = rf_sweep_find_table(analysing->word);
    if (table == NULL) {
        rf_sweep_say("'%s' is none of solidarity, variants, curve, territories", analysing->word);
        return RF_SWEEP_USAGE;
    }
    rf_sheets sheets = rf_sheets_new("analysis");
    rf_status rc = rf_sweep_analysis_new(&analysis, analysing->file, &err);
    if (rc == RF_OK)
        rc = table(&sheets, analysis, &analysing->question, &err);
    if (rc == RF_OK)
        rc = rf_sheets_status(&sheets, &err);
    if (rc == RF_OK)
        rc = print(&sheets, analysing, &err);
    rf_sheets_free(&sheets);
    rf_sweep_analysis_free(analysis);
    return rc == RF_OK ? RF_SWEEP_DONE : rf_sweep_exit_of(rc, &err);
}
