/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/shortage.h"

#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/against.h"

static int32_t count_bits(rf_reasons reasons)
{
    int32_t n = 0;
    for (unsigned rest = reasons; rest != 0; rest &= rest - 1)
        n++;
    return n;
}

static void look_at(rf_shortage *s, const rf_instance *in, rf_agent_id a)
{
    int32_t fewest = RF_N_REASONS + 1;
    for (int32_t t = 0; t < in->n_periods && fewest > 0; t++) {
        if (s->unmet[t] == 0)
            continue;
        const rf_reasons against = rf_against_on(in, a, s->need, t);
        if (count_bits(against) >= fewest)
            continue;
        fewest = count_bits(against);
        s->against[a.i] = against;
        s->best[a.i] = (int16_t)t;
    }
}

static void count(rf_shortage *s, const rf_dossier *d, rf_agent_id a)
{
    const rf_reasons against = s->against[a.i];
    for (int32_t reason = 0; reason < RF_N_REASONS; reason++)
        if ((against >> reason & 1) != 0) {
            s->agents_against[reason]++;
            s->agents_alone[reason] += count_bits(against) == 1;
        }
    if (against != 0)
        return;
    int32_t first;
    const int32_t n = rf_dossier_moves_of(&first, d, a);
    s->able++;
    s->at_home += n == 0;
    for (int32_t i = first; i < first + n; i++) {
        const int32_t need = d->moves[i].need.i;
        s->used_for[need] += i == first || d->moves[i - 1].need.i != need;
    }
}

static rf_status fill(rf_shortage *s, const rf_dossier *d, rf_err *err)
{
    const rf_instance *in = d->in;
    s->unmet = rf_new_array((size_t)in->n_periods, sizeof *s->unmet);
    s->against = rf_new_array((size_t)in->n_agents, sizeof *s->against);
    s->best = rf_new_array((size_t)in->n_agents, sizeof *s->best);
    s->used_for = rf_new_array((size_t)in->n_needs, sizeof *s->used_for);
    if (s->unmet == NULL || s->against == NULL || s->best == NULL || s->used_for == NULL)
        return rf_fail_memory(err);
    for (int32_t t = 0; t < in->n_periods; t++) {
        s->unmet[t] = rf_ledger_unmet(d->ledger, in, s->need, t);
        s->total += s->unmet[t];
        s->worst = s->unmet[t] > s->worst ? s->unmet[t] : s->worst;
    }
    for (rf_agent_id a = {0}; a.i < in->n_agents && s->total > 0; a.i++) {
        look_at(s, in, a);
        count(s, d, a);
    }
    return RF_OK;
}

rf_status rf_shortage_new(rf_shortage **out, const rf_dossier *dossier, rf_need_id k, rf_err *err)
{
    rf_shortage *s = rf_new_array(1, sizeof *s);
    if (s == NULL)
        return rf_fail_memory(err);
    s->need = k;
    const rf_status rc = fill(s, dossier, err);
    if (rc != RF_OK) {
        rf_shortage_free(s);
        return rc;
    }
    *out = s;
    return RF_OK;
}

void rf_shortage_free(rf_shortage *shortage)
{
    if (shortage == NULL)
        return;
    free(shortage->unmet);
    free(shortage->against);
    free(shortage->best);
    free(shortage->used_for);
    free(shortage);
}
