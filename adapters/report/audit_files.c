/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "adapters/report/audit.h"
#include "adapters/report/number.h"

typedef struct file_count {
    int64_t rows, refused;
} file_count;

static void count_table(file_count *counts, const rf_territory *territory, rf_table_id table)
{
    const size_t size = rf_schema_of(table)->row_size;
    const char *rows = rf_rows(territory, table);
    for (int32_t i = 0; i < rf_n_rows(territory, table); i++) {
        const rf_row *row = (const rf_row *)(const void *)(rows + (size_t)i * size);
        if (row->at.file >= territory->n_files)
            continue;
        counts[row->at.file].rows++;
        counts[row->at.file].refused += row->refused;
    }
}

static void print_counts(rf_buf *out, const rf_audit *audit, const file_count *counts)
{
    const rf_grid_column columns[] = {
        {_("File"), RF_LEFT, 16, 0}, {_("Rows"), RF_RIGHT, 0, 0}, {_("Refused"), RF_RIGHT, 0, 0}};
    rf_grid grid = rf_grid_new(columns, 3);
    for (size_t f = 0; f < audit->territory->n_files; f++) {
        rf_grid_add(&grid, RF_PLAIN, audit->territory->files[f]);
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(counts[f].rows).s);
        rf_grid_add(&grid, counts[f].refused > 0 ? RF_BAD : RF_PLAIN,
                    rf_number_count(counts[f].refused).s);
    }
    rf_grid_print(out, audit->page, &grid);
}

void rf_audit_files(rf_buf *out, const rf_audit *audit)
{
    file_count *counts = rf_new_array(audit->territory->n_files, sizeof *counts);
    if (counts == NULL) {
        out->failed = true;
        return;
    }
    for (int32_t table = 0; table < RF_N_TABLES; table++)
        count_table(counts, audit->territory, (rf_table_id)table);
    rf_paper_heading(out, audit->page, _("Files"));
    print_counts(out, audit, counts);
    free(counts);
}
