/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/deposit.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/cli/paths.h"
#include "adapters/cli/register.h"

enum { PATH_LIMIT = 1 << 16 };

static const size_t FILE_LIMIT = (size_t)1 << 31;

/* The files of a territory in memory. */
typedef struct bundle {
    const char *folder;
    char **names;
    rf_buf *texts;
    rf_store_file *files;
    size_t n;
} bundle;

static void free_bundle(bundle *b)
{
    for (size_t i = 0; i < b->n; i++) {
        free(b->names[i]);
        if (b->texts != NULL)
            rf_buf_free(&b->texts[i]);
    }
    free(b->names);
    free(b->texts);
    free(b->files);
}

static rf_status read_file(bundle *b, size_t i, const char *folder, rf_err *err)
{
    rf_buf path = rf_buf_new(PATH_LIMIT);
    rf_path_join(&path, folder, b->names[i]);
    const rf_status rc =
        path.failed ? rf_fail_memory(err) : rf_file_read(&b->texts[i], rf_buf_text(&path), err);
    rf_buf_free(&path);
    b->files[i] = (rf_store_file){b->names[i], rf_buf_text(&b->texts[i]), b->texts[i].length};
    return rc;
}

/* Free it in any case. */
static rf_status read_bundle(bundle *b, const char *folder, rf_err *err)
{
    *b = (bundle){.folder = folder};
    rf_status rc = rf_csv_list_files(&b->names, &b->n, folder, err);
    if (rc != RF_OK)
        return rc;
    b->texts = rf_new_array(b->n, sizeof *b->texts);
    b->files = rf_new_array(b->n, sizeof *b->files);
    if (b->texts == NULL || b->files == NULL)
        return rf_fail_memory(err);
    for (size_t i = 0; i < b->n; i++)
        b->texts[i] = rf_buf_new(FILE_LIMIT);
    for (size_t i = 0; i < b->n && rc == RF_OK; i++)
        rc = read_file(b, i, folder, err);
    return rc;
}

static rf_status put_scenario(char hex[RF_STORE_HEX], const rf_database *database, const char *path,
                              rf_err *err)
{
    const char *slash = strrchr(path, '/');
    rf_buf text = rf_buf_new(FILE_LIMIT);
    rf_status rc = rf_file_read(&text, path, err);
    const rf_store_file file = {slash != NULL ? slash + 1 : path, rf_buf_text(&text), text.length};
    if (rc == RF_OK)
        rc = rf_store_put_scenario(hex, database->store, &database->by, &file, err);
    rf_buf_free(&text);
    return rc;
}

/* Both, in the group that the caller ends. */
static rf_status put_both(const rf_database *database, const bundle *b, const rf_inputs *inputs,
                          const rf_fingerprint *checked, rf_err *err)
{
    rf_fingerprint put;
    rf_status rc =
        rf_store_put_territory(put.territory, database->store, &database->by, b->files, b->n, err);
    if (rc == RF_OK && strcmp(put.territory, checked->territory) != 0)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s changed while it was read"), b->folder);
    if (rc != RF_OK || inputs->scenario == NULL)
        return rc;
    const char *path = rf_buf_text(&inputs->scenario_path);
    rc = put_scenario(put.scenario, database, path, err);
    if (rc == RF_OK && strcmp(put.scenario, checked->scenario) != 0)
        rc = rf_fail(err, RF_BAD_INPUT, _("%s changed while it was read"), path);
    return rc;
}

rf_status rf_deposit_inputs(const rf_database *database, const rf_inputs *inputs,
                            const rf_sources *sources, const rf_fingerprint *checked, rf_err *err)
{
    bundle b;
    rf_status rc = read_bundle(&b, sources->territory, err);
    if (rc == RF_OK)
        rc = rf_store_group_begin(database->store, err);
    if (rc == RF_OK) {
        rc = put_both(database, &b, inputs, checked, err);
        if (rc == RF_OK)
            rc = rf_register_initiatives(database, inputs->territory, err);
        rc = rf_store_group_end(database->store, rc, err);
    }
    free_bundle(&b);
    return rc;
}

rf_status rf_deposit_plan(const rf_database *database, const rf_fingerprint *fingerprint,
                          int64_t baseline, const rf_buf *document, rf_err *err)
{
    int64_t id = 0;
    const rf_store_plan plan = {.territory = fingerprint->territory,
                                .scenario = fingerprint->scenario,
                                .baseline = baseline};
    return rf_store_put_plan(&id, database->store, &database->by, &plan, document, err);
}

rf_status rf_deposit_find_plan(int64_t *id, const rf_database *database, const char *path,
                               rf_err *err)
{
    rf_buf text = rf_buf_new(FILE_LIMIT);
    rf_status rc = rf_file_read(&text, path, err);
    if (rc == RF_OK)
        rc = rf_store_find_plan(id, database->store, database->by.crisis, &text, err);
    rf_buf_free(&text);
    return rc;
}
