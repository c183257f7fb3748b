/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/levels.h"

#include <string.h>

#include "adapters/cli/naming.h"
#include "adapters/cli/options.h"
#include "adapters/cli/terminal.h"

int32_t rf_level_find(const rf_request *request, const rf_instance *in, const char *option,
                      const char *name, size_t n)
{
    for (int32_t i = 0; i < in->n_levels; i++)
        if (strlen(in->levels[i].name) == n && memcmp(in->levels[i].name, name, n) == 0)
            return i;
    rf_buf unknown = rf_buf_new(n + 1);
    rf_buf_add(&unknown, name, n);
    rf_say(request, _("--%s: the scenario has no level '%s'"), option, rf_buf_text(&unknown));
    rf_naming_hint(in, rf_naming_levels(in), rf_buf_text(&unknown));
    rf_buf_free(&unknown);
    return -1;
}

rf_exit rf_levels_set_gaps(rf_instance *in, const rf_request *request)
{
    for (int32_t i = 0; i < request->n_gaps; i++) {
        const char *gap = request->gaps[i];
        const char *equals = strrchr(gap, '=');
        const int32_t level = rf_level_find(request, in, "gap", gap, (size_t)(equals - gap));
        if (level < 0 || !rf_decimal_read(&in->levels[level].gap, equals + 1))
            return RF_EXIT_USAGE;
    }
    return RF_EXIT_DONE;
}
