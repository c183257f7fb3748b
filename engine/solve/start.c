/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/start.h"

#include "engine/solve/conflict.h"

int32_t rf_run_holding(const rf_model *m, const rf_move *move)
{
    const rf_eligibility *e = m->eligible;
    const int32_t length = move->last - move->first + 1;
    for (int32_t r = e->of_agent[move->agent.i]; r < e->of_agent[move->agent.i + 1]; r++) {
        const rf_eligible_run *run = &e->runs[r];
        if (!run->pinned && run->need.i == move->need.i && run->first <= move->first &&
            move->last <= run->last && length >= run->shortest && length <= run->longest)
            return r;
    }
    return -1;
}

/* Those who are qualified before the trainees that need them. */
static rf_status add_baseline(rf_state *state, bool trainees, rf_err *err)
{
    const rf_model *m = state->m;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < m->in->n_baseline && rc == RF_OK; i++) {
        const rf_move *move = &m->in->baseline[i];
        const rf_stay s = {rf_run_holding(m, move), (int16_t)move->first, (int16_t)move->last};
        if (s.run >= 0 && rf_stay_is_trainee(m, s) == trainees)
            rc = rf_state_add_if_possible(state, s, err);
    }
    return rc;
}

rf_status rf_start_plan(bool *possible, rf_state *state, rf_err *err)
{
    *possible = true;
    rf_state_clear(state);
    rf_status rc = rf_state_add_pins(state, err);
    if (rc == RF_OK && state->broken > 0)
        rc = rf_mend(possible, state, err);
    if (rc == RF_OK && *possible)
        rc = add_baseline(state, false, err);
    return rc == RF_OK && *possible ? add_baseline(state, true, err) : rc;
}
