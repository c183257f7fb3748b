/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/purge.h"

#include <stdlib.h>

#include "engine/core/mem.h"

typedef struct wanted {
    bool *cuts, *roundings;
} wanted;

static void want(wanted *w, const rf_chain *chain)
{
    const rf_prices *prices = chain->prices;
    const rf_roundings *roundings = chain->roundings;
    for (int32_t c = 0; c < chain->cuts->n; c++)
        w->cuts[c] = rf_program_cut_is_tight(chain->master, c) ||
                     (c < prices->n_cuts && prices->cut[c] != 0);
    for (int32_t i = roundings->n - 1; i >= 0; i--) {
        w->roundings[i] |= rf_program_rounding_is_tight(chain->master, i) ||
                           (i < prices->n_roundings && prices->rounding[i] != 0);
        for (int32_t x = 0; x < roundings->items[i].n_sources && w->roundings[i]; x++) {
            const rf_source *source = &roundings->items[i].sources[x];
            if (source->kind == RF_SOURCE_CUT)
                w->cuts[source->index] = true;
            else if (source->kind == RF_SOURCE_ROUNDING)
                w->roundings[source->index] = true;
        }
    }
}

/* Everything that knows cuts by their numbers, in the order that each needs. */
static rf_status keep(rf_chain *chain, const wanted *w, rf_err *err)
{
    rf_status rc = rf_program_unload(chain->master, w->cuts, w->roundings, err);
    if (rc == RF_OK)
        rc = rf_roundings_follow_cuts(chain->roundings, w->cuts, err);
    if (rc == RF_OK)
        rc = rf_roundings_keep(chain->roundings, 0, w->roundings, err);
    if (rc != RF_OK)
        return rc;
    rf_prices_keep(chain->prices, w->cuts, w->roundings);
    rf_cuts_keep(chain->cuts, w->cuts);
    rc = rf_program_follow(chain->master, chain->roundings, err);
    return rc == RF_OK ? rf_prices_settle(chain->prices, err) : rc;
}

rf_status rf_purge(rf_chain *chain, rf_err *err)
{
    wanted w = {rf_new_array((size_t)chain->cuts->n, sizeof *w.cuts),
                rf_new_array((size_t)chain->roundings->n, sizeof *w.roundings)};
    rf_status rc = w.cuts == NULL || w.roundings == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK) {
        want(&w, chain);
        rc = keep(chain, &w, err);
    }
    free(w.cuts);
    free(w.roundings);
    return rc;
}
