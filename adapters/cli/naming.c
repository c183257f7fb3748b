/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/naming.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/cli/terminal.h"

static const char *name_of_agent(const rf_instance *in, int32_t i)
{
    return rf_agent_name(in, (rf_agent_id){i});
}

static const char *name_of_need(const rf_instance *in, int32_t i)
{
    return rf_need_name(in, (rf_need_id){i});
}

static const char *name_of_level(const rf_instance *in, int32_t i)
{
    return in->levels[i].name;
}

rf_naming rf_naming_agents(const rf_instance *in)
{
    return (rf_naming){name_of_agent, in->n_agents};
}

rf_naming rf_naming_needs(const rf_instance *in)
{
    return (rf_naming){name_of_need, in->n_needs};
}

rf_naming rf_naming_units(const rf_instance *in)
{
    return (rf_naming){rf_unit_name, in->n_units};
}

rf_naming rf_naming_levels(const rf_instance *in)
{
    return (rf_naming){name_of_level, in->n_levels};
}

int32_t rf_naming_find(const rf_instance *in, rf_naming of, const char *id)
{
    for (int32_t i = 0; i < of.n; i++)
        if (strcmp(of.name(in, i), id) == 0)
            return i;
    return -1;
}

void rf_naming_hint(const rf_instance *in, rf_naming of, const char *id)
{
    const char **known = rf_new_array((size_t)of.n, sizeof *known);
    for (int32_t i = 0; known != NULL && i < of.n; i++)
        known[i] = of.name(in, i);
    const char *nearest = known != NULL ? rf_nearest(id, known, (size_t)of.n) : NULL;
    if (nearest != NULL)
        rf_say_hint(_("Did you mean %s?"), nearest);
    free(known);
}
