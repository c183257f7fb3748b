/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/csv/folder.h"
#include "adapters/csv/names.h"
#include "adapters/csv/put.h"

/* Rows under the header that the schema gives: a territory of two employers that passes every
 * check, so that a template is an example too. The order of cells is the schema's. */
static const char *const rows[RF_N_TABLES] = {
    [RF_ORGANISATIONS] = "VILLE,Ville\nCCAS,Centre communal d'action sociale\n",
    [RF_SITES] = "S-MAIRIE,59183,51.0383,2.3775\nS-EHPAD,59183,51.0291,2.3612\n",
    [RF_UNITS] = "BIB,VILLE,Bibliothèque,S-MAIRIE\nEHPAD,CCAS,EHPAD Les Dunes,S-EHPAD\n",
    [RF_FLOORS] = "BIB,,,30%\nEHPAD,soin.base,2,1\n",
    [RF_AGENTS] = "A001,BIB,100,C,volunteer,permanent,,45,,no,0\n"
                  "A002,BIB,80,B,agrees,open_ended,,,lifting,yes,0\n"
                  "A003,EHPAD,100,C,unknown,permanent,,,,no,0\n",
    [RF_SKILLS] = "A001,service.repas,2,\nA002,accueil,3,\nA003,soin.base,3,2030-12-31\n",
    [RF_ABSENCES] = "A002,2026-01-12,2026-01-16,0\n",
    [RF_NEEDS] =
        "REPAS,EHPAD,Aide aux repas,vital,2026-01-05,2026-02-01,1.5,,B C,1,,lifting,no,0,0,50\n",
    [RF_NEED_SKILLS] = "REPAS,service.repas,2,,\n",
    [RF_DEMAND] = "REPAS,2026-01-12,2026-01-18,2\n",
    [RF_CONVENTIONS] = "VILLE,CCAS,5,,\n",
    [RF_TRAVEL] = "S-MAIRIE,S-EHPAD,12\n",
    [RF_DECISIONS] = "A002,REPAS,2026-01-19,2026-01-25,forbid,,\n",
    [RF_INITIATIVES] = "I-01,Portage de livres,A001 A002,BIB,proposed,,2026-02-16,\n",
};

static char *template_path(const char *folder, const rf_schema *schema)
{
    char name[64];
    snprintf(name, sizeof name, "%s.csv", schema->file);
    return rf_csv_path_in(folder, name);
}

static rf_status refuse_existing(const char *path, rf_err *err)
{
    if (access(path, F_OK) == 0)
        return rf_fail(err, RF_BAD_INPUT, _("'%s' is there already"), path);
    return RF_OK;
}

/* How one template is written. `names` NULL: in the words of the contract. */
typedef struct form {
    const rf_schema *schema;
    const rf_csv_names *names;
} form;

/* What every file calls the column, where this one does not mean another by it; else its own word.
 */
static const char *header_of(const form *f, int column)
{
    const char *name = f->schema->columns[column].name;
    if (f->names == NULL)
        return name;
    const char *french = rf_csv_names_header_spelling(f->names, "*", name);
    if (french == NULL ||
        rf_csv_names_column(f->names, f->schema, french, strlen(french)) != column)
        french = rf_csv_names_header_spelling(f->names, f->schema->file, name);
    return french != NULL ? french : name;
}

static const char *word_of(const form *f, const rf_column *column, const char *word)
{
    const bool flag = column->kind == RF_KIND_FLAG, letter = strlen(word) < 2; /* of a category */
    const char *french = letter ? NULL
                                : rf_csv_names_spelling(f->names, flag ? "*" : f->schema->file,
                                                        flag ? "*" : column->name, word);
    return french != NULL ? french : word;
}

/* A cell as a French spreadsheet has it. */
static void put_french(rf_buf *out, const form *f, const rf_column *column, const char *cell)
{
    if (column->kind == RF_KIND_ENUM || column->kind == RF_KIND_FLAG) {
        rf_buf_puts(out, word_of(f, column, cell));
        return;
    }
    const bool decimal = column->kind == RF_KIND_DEGREES || column->kind == RF_KIND_CENTI_FTE;
    for (const char *c = cell; *c != '\0'; c++)
        rf_buf_add(out, decimal && *c == '.' ? "," : c, 1);
}

/* No cell of the rows holds a comma or a quote. */
static void put_rows(rf_buf *out, const form *f)
{
    size_t column = 0;
    for (const char *at = rows[f->schema->table]; *at != '\0';) {
        char cell[64];
        const size_t n = strcspn(at, ",\n");
        snprintf(cell, sizeof cell, "%.*s", (int)n, at);
        put_french(out, f, &f->schema->columns[column], cell);
        const bool last = at[n] == '\n';
        rf_buf_puts(out, last ? "\r\n" : ";");
        column = last ? 0 : column + 1;
        at += n + 1;
    }
}

static void put_template(rf_buf *out, const form *f)
{
    const bool french = f->names != NULL;
    rf_buf_puts(out, french ? rf_csv_utf8_mark : "");
    for (size_t i = 0; i < f->schema->n_columns; i++)
        rf_buf_printf(out, "%s%s", i == 0 ? "" : french ? ";" : ",", header_of(f, (int)i));
    rf_buf_puts(out, french ? "\r\n" : "\n");
    if (french)
        put_rows(out, f);
    else
        rf_buf_puts(out, rows[f->schema->table]);
}

static rf_status write_template(const char *path, const form *f, rf_err *err)
{
    rf_buf text = rf_buf_new(1 << 16);
    put_template(&text, f);
    const rf_status rc = text.failed ? rf_fail_memory(err)
                                     : rf_file_write(path, rf_buf_text(&text), text.length, err);
    rf_buf_free(&text);
    return rc;
}

/* All are looked for before one is written. */
static rf_status write_all(const char *folder, const rf_csv_names *names, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int pass = 0; pass < 2; pass++)
        for (rf_table_id table = 0; table < RF_N_TABLES && rc == RF_OK; table++) {
            const form f = {rf_schema_of(table), names};
            char *path = template_path(folder, f.schema);
            if (path == NULL)
                return rf_fail_memory(err);
            rc = pass == 0 ? refuse_existing(path, err) : write_template(path, &f, err);
            free(path);
        }
    return rc;
}

rf_status rf_csv_write_templates(const char *folder, bool french, rf_err *err)
{
    rf_csv_names *names = NULL;
    rf_status rc = french ? rf_csv_names_new(&names, NULL, err) : RF_OK;
    if (rc == RF_OK && mkdir(folder, 0777) != 0 && errno != EEXIST)
        rc = rf_fail(err, RF_IO, _("cannot make the folder '%s': %s"), folder, strerror(errno));
    if (rc == RF_OK)
        rc = write_all(folder, names, err);
    rf_csv_names_free(names);
    return rc;
}

rf_status rf_csv_put_headers(rf_buf *out, rf_table_id table, bool french, rf_err *err)
{
    rf_csv_names *names = NULL;
    const rf_status rc = french ? rf_csv_names_new(&names, NULL, err) : RF_OK;
    const form f = {rf_schema_of(table), names};
    for (size_t i = 0; i < f.schema->n_columns && rc == RF_OK; i++) {
        const rf_column *column = &f.schema->columns[i];
        const char *comma = i + 1 < f.schema->n_columns ? ", " : "";
        rf_buf_printf(out, column->required ? "%s%s" : "[%s]%s", header_of(&f, (int)i), comma);
    }
    rf_csv_names_free(names);
    return rc;
}
