/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/csv/folder.h"
#include "adapters/csv/strays.h"
#include "adapters/csv/table.h"

/* A territory being read. */
typedef struct visit {
    rf_csv_reading reading;
    const char *folder;
    char **names; /* sorted */
    size_t n_names;
} visit;

static rf_status read_one(visit *v, const rf_schema *schema, const char *name, rf_err *err)
{
    bool unread = false;
    char *path = rf_csv_path_in(v->folder, name);
    if (path == NULL)
        return rf_fail_memory(err);
    const rf_status rc = rf_csv_read_table(&unread, &v->reading, schema, path, name, err);
    free(path);
    if (unread)
        v->reading.territory->unread[schema->table] = true;
    return rc;
}

static void tell_missing(visit *v, const rf_schema *schema, const char *name)
{
    rf_diags *diags = v->reading.diags;
    v->reading.unusable = true;
    v->reading.territory->unread[schema->table] = true;
    rf_diags_add(diags, RF_ERROR, (rf_place){name, 0, 0}, _("the territory has no such file"));
    char *similar = rf_csv_find_similar(v->folder, name);
    if (similar != NULL)
        rf_diags_hint(diags, _("there is '%s': is it this one, to be named or saved as %s?"),
                      similar, name);
    free(similar);
}

/* NAME.csv first, then its parts by name. */
static rf_status read_tables(visit *v, const rf_schema *schema, rf_err *err)
{
    char base[64];
    rf_status rc = RF_OK;
    size_t files = 0;
    snprintf(base, sizeof base, "%s.csv", schema->file);
    for (int part = 0; part < 2; part++)
        for (size_t i = 0; i < v->n_names && rc == RF_OK; i++) {
            const char *name = v->names[i];
            if (!rf_csv_belongs(name, schema) || (strcmp(name, base) == 0) != (part == 0))
                continue;
            rc = read_one(v, schema, name, err);
            files++;
        }
    if (rc == RF_OK && files == 0 && schema->required)
        tell_missing(v, schema, base);
    return rc;
}

/* What is left must stand on its own: warnings were told before, errors cannot be. */
static rf_status link_what_is_left(rf_territory *territory, rf_err *err)
{
    rf_diags *again = rf_diags_new();
    if (again == NULL)
        return rf_fail_memory(err);
    rf_territory_drop_refused(territory);
    rf_status rc = rf_territory_link(territory, again, err);
    if (rc == RF_OK && rf_diags_count(again, RF_ERROR) > 0)
        rc = rf_fail(err, RF_INTERNAL, _("rows that were kept refer to rows that were dropped"));
    rf_diags_free(again);
    return rc;
}

static rf_status judge(const visit *v, size_t errors_before, rf_err *err)
{
    const rf_csv_reading *r = &v->reading;
    rf_status rc = rf_diags_failed(r->diags, err);
    if (rc != RF_OK)
        return rc;
    const bool faulty = rf_diags_count(r->diags, RF_ERROR) > errors_before;
    if (!faulty)
        return RF_OK;
    if (!r->options->quarantine || r->unusable)
        return rf_fail(err, RF_BAD_INPUT, _("'%s' has errors"), v->folder);
    return link_what_is_left(r->territory, err);
}

static rf_status read_all(visit *v, rf_err *err)
{
    const size_t errors_before = rf_diags_count(v->reading.diags, RF_ERROR);
    rf_status rc = RF_OK;
    for (rf_table_id table = 0; table < RF_N_TABLES && rc == RF_OK; table++)
        rc = read_tables(v, rf_schema_of(table), err);
    rf_csv_tell_forms(&v->reading);
    if (rc == RF_OK)
        rc = rf_csv_tell_strays(&v->reading, v->folder, err);
    if (rc == RF_OK)
        rc = rf_territory_link(v->reading.territory, v->reading.diags, err);
    rf_diags_sort(v->reading.diags);
    return rc == RF_OK ? judge(v, errors_before, err) : rc;
}

rf_status rf_csv_read_territory(rf_territory **out, const char *folder,
                                const rf_csv_options *options, rf_diags *diags, rf_err *err)
{
    rf_csv_names *words = NULL;
    visit v = {.reading = {.diags = diags, .options = options}, .folder = folder};
    rf_status rc = rf_csv_list_files(&v.names, &v.n_names, folder, err);
    if (rc == RF_OK)
        rc = rf_csv_names_new(&words, options->columns, err);
    v.reading.names = words;
    v.reading.territory = rc == RF_OK ? rf_territory_new() : NULL;
    if (rc == RF_OK)
        rc = v.reading.territory != NULL ? read_all(&v, err) : rf_fail_memory(err);
    rf_csv_free_names(v.names, v.n_names);
    rf_csv_names_free(words);
    if (rc != RF_OK) {
        rf_territory_free(v.reading.territory);
        return rc;
    }
    *out = v.reading.territory;
    return RF_OK;
}
