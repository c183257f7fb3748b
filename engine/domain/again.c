/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/again.h"

#include "engine/domain/envelope.h"
#include "engine/domain/freeze.h"

/* A level more or less is none that a variant makes: the levels are the scenario's. */
static void take_gaps(rf_instance *in, const rf_instance *like)
{
    for (int32_t l = 0; l < in->n_levels; l++)
        in->levels[l].gap = like->levels[l].gap;
}

static rf_status make(rf_instance **out, const rf_instance *like, const rf_variant *variant,
                      const rf_baseline *baseline, rf_diags *diags, rf_err *err)
{
    int32_t n_frozen = 0;
    rf_instance *in = NULL;
    rf_status rc = rf_instance_new(&in, rf_variant_territory(variant), rf_variant_scenario(variant),
                                   baseline, diags, err);
    if (rc == RF_OK && like->is_frozen)
        rc = rf_instance_freeze(&n_frozen, in, like->frozen_on, (rf_place){NULL, 0, 0}, diags, err);
    if (rc != RF_OK) {
        rf_instance_free(in);
        return rc;
    }
    if (like->envelope != NULL)
        rf_envelope_apply(in, like->envelope);
    take_gaps(in, like);
    *out = in;
    return RF_OK;
}

rf_status rf_instance_again(rf_instance **out, const rf_instance *like, const rf_variant *variant,
                            const rf_baseline *baseline, rf_err *err)
{
    rf_diags *diags = rf_diags_new();
    if (diags == NULL)
        return rf_fail_memory(err);
    const rf_status rc = make(out, like, variant, baseline, diags, err);
    rf_diags_free(diags);
    return rc;
}
