/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/sweep/variant.h"

#include <string.h>

const rf_sweep_kind *rf_sweep_find_kind(const char *name)
{
    for (const rf_sweep_kind *kind = rf_sweep_kinds; kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

rf_status rf_sweep_apply(rf_sweep_subject *subject, const rf_sweep_edit *edits, size_t n_edits,
                         rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < n_edits && rc == RF_OK; i++)
        rc = edits[i].kind->make(subject, edits[i].arguments, err);
    return rc;
}
