/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of a sweep: what was run, and each key figure by territory. */
#include "adapters/report/html_sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/report/figure_words.h"
#include "adapters/report/html_sweep_parts.h"
#include "adapters/report/number.h"
#include "adapters/report/sheet_words.h"

static const double CONFIDENCE = 0.95;

static bool find_names(rf_sweep_view *v)
{
    for (size_t i = 0; i < v->swept->n_jobs; i++) {
        const rf_swept_job *job = &v->swept->jobs[i];
        const char *const names[RF_SWEEP_AXES] = {job->territory, job->scenario, job->variant};
        for (int axis = 0; axis < RF_SWEEP_AXES; axis++) {
            const char *kept = rf_pool_intern(v->names[axis], names[axis], strlen(names[axis]));
            if (kept == NULL)
                return false;
            v->of_job[axis][i] = rf_pool_number(kept);
        }
    }
    const int32_t base = rf_pool_find(v->names[RF_SWEEP_VARIANT], "base", strlen("base"));
    v->base = base >= 0 ? base : 0;
    return true;
}

/* Jobs that differ in their variant only are one case. */
static bool find_cases(rf_sweep_view *v)
{
    rf_pool *cases = rf_pool_new();
    bool there = cases != NULL;
    for (size_t i = 0; there && i < v->swept->n_jobs; i++) {
        char key[64];
        const int n =
            snprintf(key, sizeof key, "%d %d %lld", (int)v->of_job[RF_SWEEP_TERRITORY][i],
                     (int)v->of_job[RF_SWEEP_SCENARIO][i], (long long)v->swept->jobs[i].seed);
        const char *kept = rf_pool_intern(cases, key, (size_t)n);
        there = kept != NULL;
        if (there)
            v->of_case[i] = rf_pool_number(kept);
    }
    rf_pool_free(cases);
    return there;
}

static bool new_view(rf_sweep_view *v, rf_pictures *out, const rf_swept *swept)
{
    *v = (rf_sweep_view){.out = out, .swept = swept};
    bool there = true;
    for (int axis = 0; axis < RF_SWEEP_AXES; axis++) {
        v->names[axis] = rf_pool_new();
        v->of_job[axis] = rf_new_array(swept->n_jobs, sizeof *v->of_job[axis]);
        there = there && v->names[axis] != NULL && v->of_job[axis] != NULL;
    }
    v->of_case = rf_new_array(swept->n_jobs, sizeof *v->of_case);
    v->values = rf_new_array(swept->n_jobs, sizeof *v->values);
    v->plotted = rf_new_array(swept->n_jobs, sizeof *v->plotted);
    v->kept = rf_new_array(swept->n_jobs, sizeof *v->kept);
    v->counts = rf_new_array(swept->n_jobs, sizeof *v->counts);
    return there && v->of_case != NULL && v->values != NULL && v->plotted != NULL &&
           v->kept != NULL && v->counts != NULL && find_names(v) && find_cases(v);
}

static void free_view(rf_sweep_view *v)
{
    for (int axis = 0; axis < RF_SWEEP_AXES; axis++) {
        rf_pool_free(v->names[axis]);
        free(v->of_job[axis]);
    }
    free(v->of_case);
    free(v->values);
    free(v->plotted);
    free(v->kept);
    free(v->counts);
}

int32_t rf_sweep_n(const rf_sweep_view *v, rf_sweep_axis axis)
{
    return rf_pool_size(v->names[axis]);
}

const char *rf_sweep_name(const rf_sweep_view *v, rf_sweep_axis axis, int32_t i)
{
    return rf_pool_at(v->names[axis], i);
}

int32_t rf_sweep_collect(const rf_sweep_view *v, rf_sweep_what what, const char *name,
                         const char *group)
{
    int32_t n = 0;
    for (size_t i = 0; i < v->swept->n_figures; i++) {
        const rf_swept_figure *f = &v->swept->figures[i];
        if (isnan(f->value) || strcmp(f->name, name) != 0 || strcmp(f->group, group) != 0)
            continue;
        bool here = what.jobs == NULL || what.jobs[f->job];
        for (int axis = 0; axis < RF_SWEEP_AXES; axis++)
            here = here && (what.at[axis] < 0 || v->of_job[axis][f->job] == what.at[axis]);
        if (here)
            v->values[n++] = f->value;
    }
    return n;
}

/* ---- what was run ---------------------------------------------------------------------------- */

static void add_runs(const rf_sweep_view *v)
{
    rf_picture *picture = rf_pictures_add(v->out, "jobs", "");
    const int64_t failed = v->n_failed, missing = v->swept->planned - (int64_t)v->swept->n_jobs;
    picture->title =
        failed + missing == 0
            ? _("Every job came to a result")
            : rf_pictures_format(v->out, _("Jobs that failed: %s; that are missing: %s"),
                                 rf_number_count(failed).s, rf_number_count(missing).s);
    rf_picture_table *table = rf_picture_add_table(picture, _("jobs by territory"));
    rf_picture_column(table, _("Territory"), RF_FORM_TEXT);
    rf_picture_column(table, _("Jobs"), RF_FORM_COUNT);
    rf_picture_column(table, _("Failed"), RF_FORM_COUNT);
    for (int32_t t = 0; t < rf_sweep_n(v, RF_SWEEP_TERRITORY); t++) {
        int64_t jobs = 0, lost = 0;
        for (size_t i = 0; i < v->swept->n_jobs; i++)
            if (v->of_job[RF_SWEEP_TERRITORY][i] == t) {
                jobs++;
                lost += v->swept->jobs[i].failure[0] != '\0';
            }
        rf_picture_text(table, rf_sweep_name(v, RF_SWEEP_TERRITORY, t));
        rf_picture_value(table, jobs);
        rf_picture_value(table, lost);
    }
}

/* ---- figures by territory -------------------------------------------------------------------- */

static bool is_share(const char *name)
{
    const rf_kpi_definition *definition = rf_kpi_definition_of(name);
    return definition != NULL && strcmp(definition->unit, "share") == 0;
}

int64_t rf_sweep_scaled(double value, rf_form form)
{
    const double slack = 1e-6; /* 0.07 * 10000 is a little more than 700 */
    return form == RF_FORM_SHARE ? (int64_t)floor(value * 10000 + slack) : llround(value * 100);
}

/* Within the range of the figure; returns whether it would have gone beyond. */
static bool add_interval(rf_picture_table *table, const rf_sample *sample, const char *name)
{
    const rf_form form = is_share(name) ? RF_FORM_SHARE : RF_FORM_FTE;
    const rf_interval whole = rf_sample_interval(sample, CONFIDENCE);
    const rf_interval interval = rf_kpi_cut(rf_kpi_definition_of(name), whole);
    if (isnan(interval.low)) {
        rf_picture_none(table);
        rf_picture_none(table);
        return false;
    }
    rf_picture_value(table, rf_sweep_scaled(interval.low, form));
    rf_picture_value(table, rf_sweep_scaled(interval.high, form));
    return interval.low > whole.low || interval.high < whole.high;
}

/* One figure as the page tells it. */
typedef struct told {
    const char *id, *name, *group;
} told;

/* Where the means of territories and scenarios lie; n 0: nowhere. */
typedef struct range {
    double low, high;
    int32_t n;
    bool cut; /* an interval, where the figure's own range ends */
} range;

/* A territory and a scenario; where no seed has the figure that is said, and is no mark. */
static void add_point(const rf_sweep_view *v, rf_picture_table *table, const told *figure,
                      rf_sweep_what what, range *r)
{
    const rf_form form = is_share(figure->name) ? RF_FORM_SHARE : RF_FORM_FTE;
    const int32_t n = rf_sweep_collect(v, what, figure->name, figure->group);
    const rf_sample sample = rf_sample_of(v->values, n);
    rf_picture_text(table, rf_sweep_name(v, RF_SWEEP_TERRITORY, what.at[RF_SWEEP_TERRITORY]));
    rf_picture_text(table, rf_sweep_name(v, RF_SWEEP_SCENARIO, what.at[RF_SWEEP_SCENARIO]));
    if (n > 0)
        rf_picture_value(table, rf_sweep_scaled(sample.mean, form));
    else
        rf_picture_none(table);
    r->cut = add_interval(table, &sample, figure->name) || r->cut;
    rf_picture_value(table, n);
    if (n > 0)
        *r = (range){fmin(r->low, sample.mean), fmax(r->high, sample.mean), r->n + 1, r->cut};
}

static range add_points(const rf_sweep_view *v, rf_picture_table *table, const told *figure)
{
    range r = {INFINITY, -INFINITY, 0, false};
    for (int32_t t = 0; t < rf_sweep_n(v, RF_SWEEP_TERRITORY); t++)
        for (int32_t s = 0; s < rf_sweep_n(v, RF_SWEEP_SCENARIO); s++)
            add_point(v, table, figure, (rf_sweep_what){.at = {t, s, v->base}}, &r);
    return r;
}

static rf_text value_of(const char *name, double value)
{
    return is_share(name) ? rf_number_percent(value, RF_ROUND_DOWN)
                          : rf_number_fte(llround(value * 100));
}

/* "coverage (vital): 71.0 % to 99.3 %", "travel, one way: 3.00 to 7.50 minutes" */
static const char *figure_title(const rf_sweep_view *v, const told *figure, const range *r)
{
    const char *word = rf_word_of_figure(figure->name);
    const rf_text low = value_of(figure->name, r->low), last = value_of(figure->name, r->high);
    const char *high = last.s;
    if (!is_share(figure->name))
        high = rf_pictures_format(v->out, "%s %s", last.s,
                                  rf_word_of_measure(rf_kpi_definition_of(figure->name)->unit));
    if (figure->group[0] == '\0')
        return rf_pictures_format(v->out, _("%s: %s to %s"), word, low.s, high);
    return rf_pictures_format(v->out, _("%s (%s): %s to %s"), word, rf_word_of_code(figure->group),
                              low.s, high);
}

static void add_figure(const rf_sweep_view *v, const told *figure)
{
    const rf_kpi_definition *definition = rf_kpi_definition_of(figure->name);
    const rf_sweep_what all = {.at = {-1, -1, v->base}};
    if (rf_sweep_collect(v, all, figure->name, figure->group) == 0)
        return;
    const rf_form form = is_share(figure->name) ? RF_FORM_SHARE : RF_FORM_FTE;
    rf_picture *picture = rf_pictures_add(v->out, figure->id, "dots");
    rf_picture_table *table = rf_picture_add_table(picture, rf_word_of_figure(figure->name));
    rf_picture_column(table, _("Territory"), RF_FORM_TEXT);
    rf_picture_column(table, _("Scenario"), RF_FORM_TEXT);
    rf_picture_column(
        table, form == RF_FORM_SHARE ? _("Mean") : rf_word_of_measure(definition->unit), form);
    rf_picture_column(table, _("Low"), form);
    rf_picture_column(table, _("High"), form);
    rf_picture_column(table, _("Seeds"), RF_FORM_COUNT);
    const range r = add_points(v, table, figure);
    picture->note =
        _("A mark is the mean over the seeds, the line holds it in 95 cases of 100: where two "
          "lines meet, the difference may be noise.");
    if (r.cut)
        picture->note = rf_pictures_format(
            v->out, "%s %s", picture->note,
            _("Lines are cut where the figure cannot go: few seeds leave more open."));
    picture->title = figure_title(v, figure, &r);
}

static void add_figures(const rf_sweep_view *v)
{
    static const told figures[] = {
        {"vital", "coverage", "vital"},        {"coverage", "coverage", ""},
        {"robustness", "robustness", "vital"}, {"moved", "moved", ""},
        {"imposition", "imposition", ""},      {"travel", "travel", ""},
        {"burden", "burden_gini", ""},         {"polyvalence", "polyvalence_share", ""}};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        add_figure(v, &figures[i]);
}

static void add_mean_fact(const rf_sweep_view *v, const char *label, const char *group)
{
    const int32_t n =
        rf_sweep_collect(v, (rf_sweep_what){.at = {-1, -1, v->base}}, "coverage", group);
    if (n == 0)
        return;
    const double mean = rf_sample_of(v->values, n).mean;
    rf_pictures_fact(v->out, label, rf_number_percent(mean, RF_ROUND_DOWN).s,
                     rf_sweep_scaled(mean, RF_FORM_SHARE));
}

static void add_title(rf_sweep_view *v)
{
    const rf_swept *swept = v->swept;
    for (size_t i = 0; i < swept->n_jobs; i++)
        v->n_failed += swept->jobs[i].failure[0] != '\0';
    v->out->title = rf_pictures_keep(v->out, swept->name);
    v->out->subtitle = rf_pictures_format(
        v->out,
        _("Territories: %s; scenarios: %s; variants: %s. Shown where nothing else is said: "
          "the variant %s."),
        rf_number_count(rf_sweep_n(v, RF_SWEEP_TERRITORY)).s,
        rf_number_count(rf_sweep_n(v, RF_SWEEP_SCENARIO)).s,
        rf_number_count(rf_sweep_n(v, RF_SWEEP_VARIANT)).s,
        swept->n_jobs > 0 ? rf_sweep_name(v, RF_SWEEP_VARIANT, v->base) : "");
    add_mean_fact(v, _("Vital needs covered, in the mean"), "vital");
    add_mean_fact(v, _("All needs covered, in the mean"), "");
    rf_pictures_fact(v->out, _("Jobs"), rf_number_count((int64_t)swept->n_jobs).s, -1);
    rf_pictures_fact(v->out, _("Jobs that failed"), rf_number_count(v->n_failed).s, -1);
    rf_pictures_fact(v->out, _("Jobs that are missing"),
                     rf_number_count(swept->planned - (int64_t)swept->n_jobs).s, -1);
}

rf_status rf_pictures_of_sweep(rf_pictures *out, const rf_swept *swept, rf_err *err)
{
    rf_sweep_view v;
    if (!new_view(&v, out, swept)) {
        out->failed = true;
    } else {
        out->holds = _("Nobody is named here: people are counted by territory only.");
        add_title(&v);
        add_figures(&v);
        rf_sweep_add_curves(&v);
        rf_sweep_add_fan(&v);
        rf_sweep_add_loans(&v);
        add_runs(&v);
    }
    free_view(&v);
    return rf_pictures_status(out, err);
}
