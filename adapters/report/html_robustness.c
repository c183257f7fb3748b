/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the plan still covers, as it is, when more people are absent: draws of stress.h, nothing
 * solved. */
#include <stdlib.h>

#include "adapters/report/html_pictures.h"
#include "adapters/report/words.h"

enum { MOST_DRAWS = 40, LEAST_DRAWS = 10, STEPS = 10, STEP_CENTI = 500, TITLE_STEP = 2 };

static const double MOST_WORK = 4e8; /* agents x periods x draws */

static int32_t draws_for(const rf_instance *in)
{
    const double one = (double)in->n_agents * in->n_periods * STEPS + 1;
    const double affordable = MOST_WORK / one;
    if (affordable >= MOST_DRAWS)
        return MOST_DRAWS;
    return affordable > LEAST_DRAWS ? (int32_t)affordable : LEAST_DRAWS;
}

static int compare_shares(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Shares covered at one absence, sorted: of vital needs, or of all. */
typedef struct shares {
    int64_t of[MOST_DRAWS];
    int32_t n;
} shares;

static shares shares_of(const rf_stress *stress, const rf_coverage *required, bool vital)
{
    shares s = {.n = stress->n_draws};
    const int64_t whole = required[vital ? RF_VITAL : RF_N_TIERS].required;
    for (int32_t d = 0; d < s.n; d++) {
        int64_t unmet = 0;
        for (int32_t tier = 0; tier < RF_N_TIERS; tier++)
            if (!vital || tier == RF_VITAL)
                unmet += stress->held[d][tier];
        s.of[d] = rf_share_of(whole - unmet, whole);
    }
    qsort(s.of, (size_t)s.n, sizeof s.of[0], compare_shares);
    return s;
}

static void add_row(rf_picture_table *table, const char *needs, int32_t step, const shares *s)
{
    rf_picture_text(table, needs);
    rf_picture_value(table, (int64_t)step * STEP_CENTI);
    rf_picture_value(table, s->of[0]);
    rf_picture_value(table, s->of[s->n / 10]);
    rf_picture_value(table, s->of[s->n / 2]);
    rf_picture_value(table, s->of[s->n - 1 - s->n / 10]);
    rf_picture_value(table, s->of[s->n - 1]);
}

static rf_status draw(shares *vital, shares *all, const rf_compared *plan, int32_t step,
                      rf_err *err)
{
    rf_coverage required[RF_N_TIERS + 1];
    rf_coverage_of(required, plan);
    if (step == 0) {
        const rf_coverage *v = &required[RF_VITAL], *a = &required[RF_N_TIERS];
        *vital = (shares){.of = {rf_share_of(v->covered, v->required)}, .n = 1};
        *all = (shares){.of = {rf_share_of(a->covered, a->required)}, .n = 1};
        return RF_OK;
    }
    rf_stress *stress = NULL;
    const rf_stress_options options = {
        .centi_percent = step * STEP_CENTI, .draws = draws_for(plan->in), .seed = 1};
    const rf_status rc = rf_stress_new(&stress, plan->in, plan->plan, &options, err);
    if (rc == RF_OK) {
        *vital = shares_of(stress, required, true);
        *all = shares_of(stress, required, false);
    }
    rf_stress_free(stress);
    return rc;
}

static rf_picture *begin(rf_pictures *out, const rf_compared *plan)
{
    rf_picture *picture = rf_pictures_add(out, "robustness", "fan");
    picture->note = rf_pictures_format(
        out,
        _("The plan as it is, nobody called in: the line is the middle of %d draws of further "
          "absence, the band holds eight draws of ten."),
        (int)draws_for(plan->in));
    rf_picture_table *table =
        rf_picture_add_table(picture, _("share covered under further absence"));
    rf_picture_fan_columns(table);
    return picture;
}

static const char *title_of(rf_pictures *out, bool has_vital, int64_t share)
{
    const rf_text percent = rf_number_percent((double)share / 10000, RF_ROUND_DOWN);
    return rf_pictures_format(
        out,
        has_vital ? _("With one in ten more absent, %s of the vital needs are still covered")
                  : _("With one in ten more absent, %s of the needs are still covered"),
        percent.s);
}

rf_status rf_picture_robustness(rf_pictures *out, const rf_compared *plan, rf_err *err)
{
    rf_coverage required[RF_N_TIERS + 1];
    rf_coverage_of(required, plan);
    if (plan->plan->n_moves == 0 || required[RF_N_TIERS].required == 0)
        return RF_OK;
    const bool has_vital = required[RF_VITAL].required > 0;
    shares vital[STEPS + 1], all[STEPS + 1];
    for (int32_t step = 0; step <= STEPS; step++) {
        const rf_status rc = draw(&vital[step], &all[step], plan, step, err);
        if (rc != RF_OK)
            return rc;
    }
    rf_picture *picture = begin(out, plan);
    const shares *told = has_vital ? &vital[TITLE_STEP] : &all[TITLE_STEP];
    picture->title = title_of(out, has_vital, told->of[told->n / 2]);
    for (int32_t step = 0; step <= STEPS && has_vital; step++)
        add_row(&picture->tables[0], _("vital needs"), step, &vital[step]);
    for (int32_t step = 0; step <= STEPS; step++)
        add_row(&picture->tables[0], _("all needs"), step, &all[step]);
    return RF_OK;
}
