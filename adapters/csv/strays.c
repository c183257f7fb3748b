/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/strays.h"

#include <string.h>
#include <strings.h>

#include "adapters/csv/folder.h"

typedef enum stray_form { NO_TABLE, TEXT, WORKBOOK } stray_form;

static stray_form form_of(const char *extension)
{
    static const char *const texts[] = {"csv", "tsv", "txt"};
    static const char *const workbooks[] = {"xlsx", "xlsm", "xls", "ods"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcasecmp(extension, texts[i]) == 0)
            return TEXT;
    for (size_t i = 0; i < sizeof workbooks / sizeof *workbooks; i++)
        if (strcasecmp(extension, workbooks[i]) == 0)
            return WORKBOOK;
    return NO_TABLE;
}

static bool has_files(const rf_territory *territory, const rf_schema *schema)
{
    for (size_t f = 0; f < territory->n_files; f++)
        if (rf_csv_belongs(territory->files[f], schema))
            return true;
    return false;
}

static void tell_stray(const rf_csv_reading *reading, const char *name)
{
    const char *dot = strrchr(name, '.');
    const stray_form form = dot != NULL ? form_of(dot + 1) : NO_TABLE;
    const rf_schema *schema =
        form != NO_TABLE ? rf_csv_names_file(reading->names, name, (size_t)(dot - name)) : NULL;
    if (schema == NULL || reading->territory->unread[schema->table])
        return;
    const bool there = has_files(reading->territory, schema);
    const rf_place place = {name, 0, 0};
    if (there && form == WORKBOOK) {
        rf_diags_add(reading->diags, RF_NOTE, place, _("this file is not read, and %s.csv is"),
                     schema->file);
        return;
    }
    rf_diags_add(reading->diags, RF_WARNING, place, _("this file is not read"));
    if (there)
        rf_diags_hint(reading->diags, _("is it a part of %s.csv, to be named %s-PART.csv?"),
                      schema->file, schema->file);
    else
        rf_diags_hint(reading->diags, _("did you mean '%s.csv'?"), schema->file);
}

rf_status rf_csv_tell_strays(rf_csv_reading *reading, const char *folder, rf_err *err)
{
    char **names = NULL;
    size_t n = 0;
    const rf_status rc = rf_csv_list_others(&names, &n, folder, err);
    if (rc != RF_OK)
        return rc;
    for (size_t i = 0; i < n; i++)
        tell_stray(reading, names[i]);
    rf_csv_free_names(names, n);
    return RF_OK;
}
