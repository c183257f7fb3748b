/* SPDX-License-Identifier: GPL-3.0-or-later
 * The variants of a sweep against each other: trade-offs, sensitivity, loans. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/report/figure_words.h"
#include "adapters/report/html_sweep_parts.h"
#include "adapters/report/sheet_words.h"

enum { LEAST_VARIANTS = 3, MOST_LOANS = 60, MOST_TERRITORIES = 6 };

static double mean_of(const rf_sweep_view *v, rf_sweep_what what, const char *name,
                      const char *group)
{
    const int32_t n = rf_sweep_collect(v, what, name, group);
    return n > 0 ? rf_sample_of(v->values, n).mean : NAN;
}

/* The number at the end of "absence-25"; -1: none. */
static int64_t number_of(const char *name)
{
    size_t at = strlen(name);
    while (at > 0 && isdigit((unsigned char)name[at - 1]))
        at--;
    return name[at] != '\0' && at > 0 ? strtoll(name + at, NULL, 10) : -1;
}

/* "absence-25" and its like have a picture of their own. */
static int64_t absence_of(const char *name)
{
    static const char stem[] = "absence";
    const int64_t number = number_of(name);
    return number <= 100 && strncmp(name, stem, sizeof stem - 1) == 0 ? number : -1;
}

/* ---- what may be compared -------------------------------------------------------------------- */

typedef struct measure {
    const char *name, *group;
} measure;

/* Marks in v->kept the jobs of the plotted variants, in a territory (-1: all), that have every
 * figure. */
static void keep_measured(const rf_sweep_view *v, int32_t territory, const measure *all, int32_t n)
{
    memset(v->counts, 0, v->swept->n_jobs * sizeof *v->counts);
    for (size_t i = 0; i < v->swept->n_figures; i++)
        for (int32_t m = 0; m < n; m++) {
            const rf_swept_figure *f = &v->swept->figures[i];
            v->counts[f->job] += !isnan(f->value) && strcmp(f->name, all[m].name) == 0 &&
                                 strcmp(f->group, all[m].group) == 0;
        }
    for (size_t i = 0; i < v->swept->n_jobs; i++)
        v->kept[i] = v->counts[i] == n && v->plotted[v->of_job[RF_SWEEP_VARIANT][i]] &&
                     (territory < 0 || v->of_job[RF_SWEEP_TERRITORY][i] == territory);
}

static int32_t n_variants_kept(const rf_sweep_view *v)
{
    int32_t n = 0;
    for (int32_t variant = 0; variant < rf_sweep_n(v, RF_SWEEP_VARIANT); variant++) {
        bool any = false;
        for (size_t i = 0; i < v->swept->n_jobs && !any; i++)
            any = v->kept[i] && v->of_job[RF_SWEEP_VARIANT][i] == variant;
        n += any;
    }
    return n;
}

/* Marks in v->kept the jobs of the cases for which every plotted variant has every figure, but
 * for variants that have them for none: means over others are not of the same thing. Returns the
 * number of cases. */
static int32_t keep_common(const rf_sweep_view *v, int32_t territory, const measure *all, int32_t n)
{
    keep_measured(v, territory, all, n);
    const int32_t n_variants = n_variants_kept(v);
    int32_t n_jobs = 0;
    memset(v->counts, 0, v->swept->n_jobs * sizeof *v->counts);
    for (size_t i = 0; i < v->swept->n_jobs; i++)
        v->counts[v->of_case[i]] += v->kept[i];
    for (size_t i = 0; i < v->swept->n_jobs; i++) {
        v->kept[i] = v->kept[i] && v->counts[v->of_case[i]] == n_variants;
        n_jobs += v->kept[i];
    }
    return n_variants > 0 ? n_jobs / n_variants : 0;
}

static const char *cases_note(void)
{
    return _("A territory, a scenario and a seed are a case; only cases that every variant has are "
             "counted.");
}

/* ---- trade-offs ------------------------------------------------------------------------------ */

static rf_form form_of(const char *figure)
{
    return strcmp(rf_kpi_definition_of(figure)->unit, "share") == 0 ? RF_FORM_SHARE : RF_FORM_FTE;
}

/* A territory (-1: all), a point a variant. */
static void add_line(const rf_sweep_view *v, rf_picture_table *table, int32_t territory,
                     const char *against)
{
    const measure both[] = {{against, ""}, {"coverage", ""}};
    const int32_t n_cases = keep_common(v, territory, both, 2);
    const rf_form form = form_of(against);
    for (int32_t i = 0; i < rf_sweep_n(v, RF_SWEEP_VARIANT); i++) {
        const rf_sweep_what what = {{territory, -1, i}, v->kept};
        const double x = mean_of(v, what, against, ""), y = mean_of(v, what, "coverage", "");
        if (isnan(x) || isnan(y))
            continue;
        rf_picture_text(table, rf_sweep_name(v, RF_SWEEP_VARIANT, i));
        rf_picture_text(table, territory >= 0 ? rf_sweep_name(v, RF_SWEEP_TERRITORY, territory)
                                              : _("all territories"));
        rf_picture_value(table, rf_sweep_scaled(x, form));
        rf_picture_value(table, rf_sweep_scaled(y, RF_FORM_SHARE));
        rf_picture_value(table, n_cases);
    }
}

/* Coverage against another figure: a point a variant, a line a territory; over many territories
 * one line, of all of them. */
static void add_tradeoff(const rf_sweep_view *v, const char *id, const char *against,
                         const char *title)
{
    const int32_t n = rf_sweep_n(v, RF_SWEEP_TERRITORY);
    const bool apart = n <= MOST_TERRITORIES;
    const rf_form form = form_of(against);
    rf_picture *picture = rf_pictures_add(v->out, id, "tradeoff");
    picture->title = title;
    picture->note = apart ? _("A point is a variant, a colour a territory: means over scenarios "
                              "and seeds. Up and to the left is better.")
                          : _("A point is a variant: means over territories, scenarios and seeds. "
                              "Up and to the left is better.");
    picture->note = rf_pictures_format(v->out, "%s %s", picture->note, cases_note());
    rf_picture_table *table = rf_picture_add_table(picture, _("coverage, by variant"));
    rf_picture_column(table, _("Variant"), RF_FORM_TEXT);
    rf_picture_column(table, _("Territory"), RF_FORM_TEXT);
    rf_picture_column(table,
                      form == RF_FORM_SHARE
                          ? rf_word_of_figure(against)
                          : rf_word_of_measure(rf_kpi_definition_of(against)->unit),
                      form);
    rf_picture_column(table, rf_word_of_figure("coverage"), RF_FORM_SHARE);
    rf_picture_column(table, _("Cases"), RF_FORM_COUNT);
    for (int32_t i = 0; i < rf_sweep_n(v, RF_SWEEP_VARIANT); i++)
        v->plotted[i] = absence_of(rf_sweep_name(v, RF_SWEEP_VARIANT, i)) <= 0;
    for (int32_t t = 0; t < (apart ? n : 1); t++)
        add_line(v, table, apart ? t : -1, against);
}

void rf_sweep_add_curves(const rf_sweep_view *v)
{
    if (rf_sweep_n(v, RF_SWEEP_VARIANT) < 2)
        return;
    add_tradeoff(v, "people", "moved", _("What the variants cover, and how many people move"));
    add_tradeoff(v, "imposed", "imposition", _("What the variants cover, and how much is imposed"));
}

/* ---- a variant with a number ----------------------------------------------------------------- */

/* Variants of one family by number, after the base at 0. */
typedef struct family {
    int32_t *variants;
    int64_t *numbers;
    int32_t n;
} family;

static bool add_member(family *f, int32_t variant, int64_t number)
{
    int32_t at = f->n;
    while (at > 0 && f->numbers[at - 1] > number) {
        f->numbers[at] = f->numbers[at - 1];
        f->variants[at] = f->variants[at - 1];
        at--;
    }
    f->numbers[at] = number;
    f->variants[at] = variant;
    f->n++;
    return number == 0;
}

/* The variants of absence, and the base as that of none. */
static void find_family(family *f, const rf_sweep_view *v)
{
    bool has_zero = false;
    for (int32_t i = 0; i < rf_sweep_n(v, RF_SWEEP_VARIANT); i++) {
        const int64_t number = absence_of(rf_sweep_name(v, RF_SWEEP_VARIANT, i));
        if (number >= 0)
            has_zero = add_member(f, i, number) || has_zero;
    }
    if (!has_zero && f->n > 0 && absence_of(rf_sweep_name(v, RF_SWEEP_VARIANT, v->base)) < 0)
        add_member(f, v->base, 0);
}

static void add_quantiles(const rf_sweep_view *v, rf_picture_table *table, const char *group,
                          const family *f)
{
    const measure covered = {"coverage", group};
    const int32_t n_cases = keep_common(v, -1, &covered, 1);
    for (int32_t i = 0; i < f->n; i++) {
        const rf_sweep_what what = {{-1, -1, f->variants[i]}, v->kept};
        const int32_t n = rf_sweep_collect(v, what, "coverage", group);
        if (n == 0)
            continue;
        rf_picture_text(table, group[0] != '\0' ? _("vital needs") : _("all needs"));
        rf_picture_value(table, f->numbers[i] * 100);
        static const double shares[] = {0, 0.1, 0.5, 0.9, 1};
        for (size_t q = 0; q < sizeof shares / sizeof shares[0]; q++)
            rf_picture_value(table,
                             rf_sweep_scaled(rf_quantile(v->values, n, shares[q]), RF_FORM_SHARE));
        rf_picture_value(table, n_cases);
    }
}

static void add_fan(const rf_sweep_view *v, const family *f)
{
    rf_picture *picture = rf_pictures_add(v->out, "absence", "fan");
    picture->title = _("What is covered when more people are absent");
    picture->note = _("Each absence is planned for anew: the line is the middle of all "
                      "territories, scenarios and seeds, the band holds eight of ten.");
    picture->note = rf_pictures_format(v->out, "%s %s", picture->note, cases_note());
    rf_picture_table *table = rf_picture_add_table(picture, _("share covered, by absence"));
    rf_picture_fan_columns(table);
    rf_picture_column(table, _("Cases"), RF_FORM_COUNT);
    add_quantiles(v, table, "vital", f);
    add_quantiles(v, table, "", f);
}

/* Plots the family; whether there is a case that all of it has. */
static bool plot_family(const rf_sweep_view *v, const family *f)
{
    static const measure ANY[] = {{"coverage", "vital"}, {"coverage", ""}};
    for (int32_t i = 0; i < rf_sweep_n(v, RF_SWEEP_VARIANT); i++)
        v->plotted[i] = false;
    for (int32_t i = 0; i < f->n; i++)
        v->plotted[f->variants[i]] = true;
    return keep_common(v, -1, &ANY[0], 1) > 0 || keep_common(v, -1, &ANY[1], 1) > 0;
}

void rf_sweep_add_fan(const rf_sweep_view *v)
{
    const size_t room = (size_t)rf_sweep_n(v, RF_SWEEP_VARIANT) + 1;
    family f = {.variants = rf_new_array(room, sizeof *f.variants),
                .numbers = rf_new_array(room, sizeof *f.numbers)};
    if (f.variants == NULL || f.numbers == NULL) {
        v->out->failed = true;
    } else {
        find_family(&f, v);
        if (f.n >= LEAST_VARIANTS && plot_family(v, &f))
            add_fan(v, &f);
    }
    free(f.variants);
    free(f.numbers);
}

/* ---- loans ----------------------------------------------------------------------------------- */

/* Of one territory only: organisations of others are others. */
typedef struct loan {
    const char *lender, *borrower;
    double fte_days;
} loan;

static int compare_loans(const void *a, const void *b)
{
    const loan *x = a, *y = b;
    if (x->fte_days != y->fte_days)
        return x->fte_days > y->fte_days ? -1 : 1;
    const int order = strcmp(x->lender, y->lender);
    return order != 0 ? order : strcmp(x->borrower, y->borrower);
}

/* Adds up those of the base variant. O(loans x pairs). */
static int32_t add_up_loans(loan *out, const rf_sweep_view *v)
{
    int32_t n = 0;
    for (size_t i = 0; i < v->swept->n_loans; i++) {
        const rf_swept_loan *one = &v->swept->loans[i];
        if (v->of_job[RF_SWEEP_VARIANT][one->job] != v->base)
            continue;
        int32_t at = 0;
        while (at < n && (strcmp(out[at].lender, one->lender) != 0 ||
                          strcmp(out[at].borrower, one->borrower) != 0))
            at++;
        if (at == n)
            out[n++] = (loan){one->lender, one->borrower, 0};
        out[at].fte_days += one->fte_days;
    }
    return n;
}

void rf_sweep_add_loans(const rf_sweep_view *v)
{
    if (rf_sweep_n(v, RF_SWEEP_TERRITORY) != 1 || v->swept->n_loans == 0)
        return;
    loan *loans = rf_new_array(v->swept->n_loans, sizeof *loans);
    if (loans == NULL) {
        v->out->failed = true;
        return;
    }
    const int32_t n = add_up_loans(loans, v);
    const int32_t jobs = rf_sweep_collect(v, (rf_sweep_what){.at = {-1, -1, v->base}}, "lent", "");
    if (n > 1)
        qsort(loans, (size_t)n, sizeof *loans, compare_loans);
    if (n > 0 && jobs > 0) {
        rf_picture *picture = rf_pictures_add(v->out, "lending", "flows");
        picture->title = _("Who lends to whom, in the mean of all jobs");
        picture->note = _("On the left who lends, on the right who receives; the wider the band, "
                          "the more working time.");
        rf_picture_table *table = rf_picture_add_table(picture, _("who lends to whom"));
        rf_picture_column(table, _("Lends"), RF_FORM_TEXT);
        rf_picture_column(table, _("Receives"), RF_FORM_TEXT);
        rf_picture_column(table, _("FTE-days"), RF_FORM_FTE);
        for (int32_t i = 0; i < n && i < MOST_LOANS; i++) {
            rf_picture_text(table, loans[i].lender);
            rf_picture_text(table, loans[i].borrower);
            rf_picture_value(table, llround(loans[i].fte_days * 100 / jobs));
        }
    }
    free(loans);
}
