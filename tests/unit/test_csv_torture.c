/* SPDX-License-Identifier: GPL-3.0-or-later
 * The requirements' odd files (RF_SHARED/torture): each is read exactly or refused with a place,
 * none is read wrongly in silence. The table for people is printed as comments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "adapters/csv/probe.h"
#include "adapters/csv/records.h"
#include "adapters/csv/table.h"

enum { MOST = 1 << 24 };

static bool torture_path(char path[400], const char *folder, const char *name)
{
    const char *shared = getenv("RF_SHARED");
    const int n = snprintf(path, 400, "%s/torture/%s/%s", shared != NULL ? shared : "../shared",
                           folder, name);
    return n > 0 && n < 400 && access(path, R_OK) == 0;
}

/* ---- Files as tables of text ---- */

typedef struct grid {
    char **cells;
    size_t n, capacity, columns, faults;
} grid;

static void grid_free(grid *g)
{
    for (size_t i = 0; i < g->n; i++)
        free(g->cells[i]);
    free(g->cells);
}

static void grid_add(grid *g, const char *bytes, size_t n)
{
    g->cells = rf_grow(g->cells, &g->capacity, g->n + 1, sizeof *g->cells);
    assert_non_null(g->cells);
    g->cells[g->n] = strndup(bytes, n);
    assert_non_null(g->cells[g->n++]);
}

/* Records of one width (the first's), others and faulty ones counted as faults. */
static grid read_grid(const char *path)
{
    grid g = {.n = 0};
    rf_csv_source *source = NULL;
    rf_csv_records *records = NULL;
    rf_csv_dialect dialect;
    rf_err err;
    assert_int_equal(rf_csv_source_open(&source, path, &err), RF_OK);
    assert_int_equal(rf_csv_probe(&dialect, source, NULL, 0, &err), RF_OK);
    assert_int_equal(rf_csv_records_new(&records, source, &dialect, &err), RF_OK);
    const rf_csv_record *r = NULL;
    while (rf_csv_records_next(&r, records, &err) == RF_OK && r != NULL) {
        g.columns = g.columns == 0 ? r->n : g.columns;
        if (r->fault != RF_CSV_SOUND || r->n != g.columns) {
            g.faults++;
            continue;
        }
        for (size_t i = 0; i < r->n; i++)
            grid_add(&g, r->cells[i].bytes, r->cells[i].n);
    }
    rf_csv_records_free(records);
    rf_csv_source_close(source);
    return g;
}

/* ---- csv-spectrum ---- */

static void is_as_json_says(const char *csv_path, const char *json_path)
{
    rf_buf text = rf_buf_new(MOST);
    rf_err err;
    assert_int_equal(rf_file_read(&text, json_path, &err), RF_OK);
    cJSON *wanted = cJSON_Parse(rf_buf_text(&text));
    assert_non_null(wanted);
    grid g = read_grid(csv_path);
    assert_int_equal(g.faults, 0);
    assert_int_equal(g.n, g.columns * (size_t)(1 + cJSON_GetArraySize(wanted)));
    size_t row = 1;
    for (const cJSON *object = wanted->child; object != NULL; object = object->next, row++) {
        assert_int_equal(cJSON_GetArraySize(object), g.columns);
        for (size_t column = 0; column < g.columns; column++) {
            const cJSON *cell = cJSON_GetObjectItemCaseSensitive(object, g.cells[column]);
            assert_string_equal(cJSON_GetStringValue(cell), g.cells[row * g.columns + column]);
        }
    }
    grid_free(&g);
    cJSON_Delete(wanted);
    rf_buf_free(&text);
}

static void csv_spectrum_is_read_as_its_json_says(void **state)
{
    static const char *const names[] = {
        "comma_in_quotes", "empty",  "empty_crlf",          "escaped_quotes", "json", "newlines",
        "newlines_crlf",   "simple", "quotes_and_newlines", "simple_crlf",    "utf8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char csv[400], json[400], name[64];
        snprintf(name, sizeof name, "%s.csv", names[i]);
        if (!torture_path(csv, "csv-spectrum/csvs", name))
            skip();
        snprintf(name, sizeof name, "%s.json", names[i]);
        assert_true(torture_path(json, "csv-spectrum/json", name));
        is_as_json_says(csv, json);
    }
}

/* ---- Pollock, through the same reader of tables as a territory's files ---- */

enum { POLLOCK_COLUMNS = 9 };

typedef struct sale {
    rf_row row;
    const char *cells[POLLOCK_COLUMNS];
} sale;
_Static_assert(sizeof(sale) <= sizeof(rf_need_row), "a sale lies in a row of needs");

#define SALE(i, text, must)                                                                        \
    {                                                                                              \
        .name = (text), .kind = RF_KIND_TEXT, .required = (must),                                  \
        .offset = offsetof(sale, cells) + (i) * sizeof(const char *)                               \
    }
static const rf_column SALE_COLUMNS[POLLOCK_COLUMNS] = {
    SALE(0, "DATE", true),
    SALE(1, "TIME", true),
    SALE(2, "Qty", true),
    SALE(3, "PRODUCTID", true),
    SALE(4, "Price", true),
    SALE(5, "ProductType", true),
    SALE(6, "ProductDescription", true),
    SALE(7, "URL", true),
    SALE(8, "Comments", false),
};

typedef enum outcome { EXACT, REFUSED, WRONG } outcome;

static bool rows_equal(const rf_territory *t, const grid *clean)
{
    const size_t n = t->tables[RF_NEEDS].n;
    if (clean->n != (n + 1) * POLLOCK_COLUMNS)
        return false;
    for (size_t i = 0; i < n * POLLOCK_COLUMNS; i++) {
        const void *row = (const rf_need_row *)t->tables[RF_NEEDS].rows + i / POLLOCK_COLUMNS;
        const char *cell = ((const sale *)row)->cells[i % POLLOCK_COLUMNS];
        if (strcmp(cell != NULL ? cell : "", clean->cells[POLLOCK_COLUMNS + i]) != 0)
            return false;
    }
    return true;
}

static outcome judge(const rf_territory *t, const rf_diags *diags, const char *clean, rf_buf *why)
{
    for (size_t i = 0; i < rf_diags_size(diags); i++) {
        const rf_diag *d = rf_diags_at(diags, i);
        if (d->severity != RF_ERROR)
            continue;
        rf_buf_printf(why, "%u:%u: %s", d->place.line, d->place.column, d->text);
        return REFUSED;
    }
    grid g = read_grid(clean);
    const bool equal = rows_equal(t, &g);
    grid_free(&g);
    return equal ? EXACT : WRONG;
}

static outcome read_polluted(const char *path, const char *name, const char *clean, rf_buf *why)
{
    const rf_csv_options options = {.encoding = NULL};
    const rf_schema schema = {.file = "sales",
                              .table = RF_NEEDS,
                              .row_size = sizeof(sale),
                              .columns = SALE_COLUMNS,
                              .n_columns = POLLOCK_COLUMNS};
    rf_csv_names *words = NULL;
    rf_err err;
    bool unread = false;
    assert_int_equal(rf_csv_names_new(&words, NULL, &err), RF_OK);
    rf_csv_reading reading = {.territory = rf_territory_new(),
                              .diags = rf_diags_new(),
                              .names = words,
                              .options = &options};
    assert_int_equal(rf_csv_read_table(&unread, &reading, &schema, path, name, &err), RF_OK);
    const outcome o = judge(reading.territory, reading.diags, clean, why);
    rf_territory_free(reading.territory);
    rf_diags_free(reading.diags);
    rf_csv_names_free(words);
    return o;
}

static void every_polluted_file_is_read_exactly_or_refused_with_a_place(void **state)
{
    char folder[400];
    if (!torture_path(folder, "pollock", "csv"))
        skip();
    int count[WRONG + 1] = {0};
    struct dirent **entries = NULL;
    const int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[400], clean[400];
        rf_buf why = rf_buf_new(1 << 16);
        const char *name = entries[i]->d_name;
        if (name[0] != '.') {
            assert_true(torture_path(path, "pollock/csv", name));
            assert_true(torture_path(clean, "pollock/clean", name));
            const outcome o = read_polluted(path, name, clean, &why);
            count[o]++;
            printf("# %-40s %s%s\n", name,
                   o == EXACT     ? "exact"
                   : o == REFUSED ? "refused: "
                                  : "WRONG",
                   rf_buf_text(&why));
        }
        rf_buf_free(&why);
        free(entries[i]);
    }
    free(entries);
    printf("# %d exact, %d refused, %d wrong\n", count[EXACT], count[REFUSED], count[WRONG]);
    assert_int_equal(count[WRONG], 0);
    assert_true(count[EXACT] >= 9);
}

/* ---- Published files ---- */

static void published_files_are_cut_as_they_are(void **state)
{
    static const struct {
        const char *folder, *name;
        size_t columns, rows, ragged; /* records of other widths are faults */
        const char *cell;             /* one that the file holds */
    } files[] = {
        {"french", "code-insee_semicolon_quoted_json.csv", 6, 58, 0, "SAINT-GERMAIN-EN-LAYE"},
        {"french", "hospitalisations_transposed_trailing_semicolon.csv", 103, 4, 4, "COTE-D_OR"},
        {"organograms", "130930-HMIC-Organogram-Data-junior.csv", 11, 88, 0,
         "Payscale Minimum (£)"},
        {"organograms", "300913-CPS-Organogram-v0.1-junior.csv", 11, 992, 0,
         "Payscale Minimum (£)"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[400];
        if (!torture_path(path, files[i].folder, files[i].name))
            skip();
        grid g = read_grid(path);
        bool found = false;
        for (size_t c = 0; c < g.n; c++)
            found = found || strcmp(g.cells[c], files[i].cell) == 0;
        printf("# %s: %zu columns, %zu records\n", files[i].name, g.columns,
               g.columns > 0 ? g.n / g.columns : 0);
        assert_int_equal(g.faults, files[i].ragged);
        assert_int_equal(g.columns, files[i].columns);
        assert_int_equal(g.n, files[i].rows * g.columns);
        assert_true(found);
        grid_free(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_spectrum_is_read_as_its_json_says),
        cmocka_unit_test(every_polluted_file_is_read_exactly_or_refused_with_a_place),
        cmocka_unit_test(published_files_are_cut_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
