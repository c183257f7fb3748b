/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/csv/folder.h"

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

static rf_status write_template(const char *path, const rf_schema *schema, rf_err *err)
{
    rf_buf text = rf_buf_new(1 << 16);
    for (size_t i = 0; i < schema->n_columns; i++)
        rf_buf_printf(&text, "%s%s", i > 0 ? "," : "", schema->columns[i].name);
    rf_buf_printf(&text, "\n%s", rows[schema->table]);
    const rf_status rc = text.failed ? rf_fail_memory(err)
                                     : rf_file_write(path, rf_buf_text(&text), text.length, err);
    rf_buf_free(&text);
    return rc;
}

/* All are looked for before one is written. */
rf_status rf_csv_write_templates(const char *folder, rf_err *err)
{
    rf_status rc = RF_OK;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return rf_fail(err, RF_IO, _("cannot make the folder '%s': %s"), folder, strerror(errno));
    for (int pass = 0; pass < 2; pass++)
        for (rf_table_id table = 0; table < RF_N_TABLES && rc == RF_OK; table++) {
            const rf_schema *schema = rf_schema_of(table);
            char *path = template_path(folder, schema);
            if (path == NULL)
                return rf_fail_memory(err);
            rc = pass == 0 ? refuse_existing(path, err) : write_template(path, schema, err);
            free(path);
        }
    return rc;
}
