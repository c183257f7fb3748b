/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/protection.h"

#include <string.h>

typedef struct protection {
    rf_table_id table;
    const char *column, *without;
} protection;

static const protection PROTECTIONS[] = {
    {RF_FLOORS, "skill", N_("every floor of this file counts the whole unit, whatever its skills")},
    {RF_FLOORS, "min_level", N_("every floor of this file counts people from level 1")},
    {RF_AGENTS, "restrictions", N_("no agent of this file has a restriction")},
    {RF_SKILLS, "valid_until", N_("no certificate of this file ever ends")},
    {RF_NEEDS, "conditions", N_("no restriction keeps anyone from a need of this file")},
    {RF_CONVENTIONS, "max_fte", N_("no convention of this file limits what is lent")},
};

const char *rf_csv_without(const rf_schema *schema, const rf_column *column)
{
    for (size_t i = 0; i < sizeof PROTECTIONS / sizeof PROTECTIONS[0]; i++)
        if (PROTECTIONS[i].table == schema->table &&
            strcmp(PROTECTIONS[i].column, column->name) == 0)
            return _(PROTECTIONS[i].without);
    return NULL;
}
