/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/sweep/shares.h"

#include <stdlib.h>
#include <string.h>

static void share_shortfalls(rf_sweep_share *out, const rf_instance *in, const rf_ledger *all)
{
    const rf_unit_row *units = rf_rows(in->territory, RF_UNITS);
    for (int32_t t = 0; t < in->n_periods; t++) {
        for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
            out[in->needs[k.i].organisation].terms[RF_TERM_UNMET_VITAL + in->needs[k.i].tier] +=
                rf_ledger_unmet(all, in, k, t);
        for (int32_t f = 0; f < in->n_floors; f++)
            out[units[in->floors[f].unit].organisation.i].terms[RF_TERM_FLOORS] +=
                rf_ledger_dip(all, in, f, t);
    }
}

/* The moves of one organisation's agents, in their order. */
static int32_t moves_of(rf_move *out, const rf_instance *in, int32_t organisation,
                        const rf_move *moves, int32_t n_moves)
{
    int32_t n = 0;
    for (int32_t i = 0; i < n_moves; i++)
        if (in->agents[moves[i].agent.i].organisation == organisation)
            out[n++] = moves[i];
    return n;
}

static rf_status share_moves(rf_sweep_share *out, const rf_instance *in, const rf_move *moves,
                             int32_t n_moves, rf_err *err)
{
    rf_ledger *ledger = NULL;
    const rf_status rc = rf_ledger_new(&ledger, in, moves, n_moves, err);
    if (rc != RF_OK)
        return rc;
    for (rf_term term = RF_TERM_IMPOSED; term < RF_N_TERMS; term++)
        out->terms[term] = ledger->terms[term];
    for (int32_t i = 0; i < n_moves; i++)
        out->people += i == 0 || moves[i].agent.i != moves[i - 1].agent.i;
    rf_ledger_free(ledger);
    return RF_OK;
}

rf_status rf_sweep_shares(rf_sweep_share *out, const rf_instance *in, const rf_move *moves,
                          int32_t n_moves, rf_err *err)
{
    rf_ledger *all = NULL;
    rf_move *some = rf_new_array((size_t)n_moves, sizeof *some);
    rf_status rc =
        some == NULL ? rf_fail_memory(err) : rf_ledger_new(&all, in, moves, n_moves, err);
    if (rc == RF_OK) {
        memset(out, 0, (size_t)in->n_organisations * sizeof *out);
        share_shortfalls(out, in, all);
    }
    for (int32_t o = 0; o < in->n_organisations && rc == RF_OK; o++)
        rc = share_moves(&out[o], in, some, moves_of(some, in, o, moves, n_moves), err);
    rf_ledger_free(all);
    free(some);
    return rc;
}
