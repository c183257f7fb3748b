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

/* ---- trade-offs ------------------------------------------------------------------------------ */

/* Coverage against another figure: a point a variant, a line a territory; over many territories
 * one line, of all of them. */
static void add_tradeoff(const rf_sweep_view *v, const char *id, const char *against,
                         const char *title)
{
    const int32_t n = rf_sweep_n(v, RF_SWEEP_TERRITORY);
    const bool apart = n <= MOST_TERRITORIES;
    const rf_kpi_definition *definition = rf_kpi_definition_of(against);
    const rf_form form = strcmp(definition->unit, "share") == 0 ? RF_FORM_SHARE : RF_FORM_FTE;
    rf_picture *picture = rf_pictures_add(v->out, id, "tradeoff");
    picture->title = title;
    picture->note = apart ? _("A point is a variant, a colour a territory: means over scenarios "
                              "and seeds. Up and to the left is better.")
                          : _("A point is a variant: means over territories, scenarios and seeds. "
                              "Up and to the left is better.");
    rf_picture_table *table = rf_picture_add_table(picture, _("coverage, by variant"));
    rf_picture_column(table, _("Variant"), RF_FORM_TEXT);
    rf_picture_column(table, _("Territory"), RF_FORM_TEXT);
    rf_picture_column(table,
                      form == RF_FORM_SHARE ? rf_word_of_figure(against)
                                            : rf_word_of_measure(definition->unit),
                      form);
    rf_picture_column(table, rf_word_of_figure("coverage"), RF_FORM_SHARE);
    for (int32_t t = 0; t < (apart ? n : 1); t++)
        for (int32_t i = 0; i < rf_sweep_n(v, RF_SWEEP_VARIANT); i++) {
            if (absence_of(rf_sweep_name(v, RF_SWEEP_VARIANT, i)) > 0)
                continue;
            const rf_sweep_what what = {{apart ? t : -1, -1, i}};
            const double x = mean_of(v, what, against, ""), y = mean_of(v, what, "coverage", "");
            if (isnan(x) || isnan(y))
                continue;
            rf_picture_text(table, rf_sweep_name(v, RF_SWEEP_VARIANT, i));
            rf_picture_text(table,
                            apart ? rf_sweep_name(v, RF_SWEEP_TERRITORY, t) : _("all territories"));
            rf_picture_value(table, rf_sweep_scaled(x, form));
            rf_picture_value(table, rf_sweep_scaled(y, RF_FORM_SHARE));
        }
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
    for (int32_t i = 0; i < f->n; i++) {
        const rf_sweep_what what = {{-1, -1, f->variants[i]}};
        const int32_t n = rf_sweep_collect(v, what, "coverage", group);
        if (n == 0)
            continue;
        rf_picture_text(table, group[0] != '\0' ? _("vital needs") : _("all needs"));
        rf_picture_value(table, f->numbers[i] * 100);
        static const double shares[] = {0, 0.1, 0.5, 0.9, 1};
        for (size_t q = 0; q < sizeof shares / sizeof shares[0]; q++)
            rf_picture_value(table,
                             rf_sweep_scaled(rf_quantile(v->values, n, shares[q]), RF_FORM_SHARE));
    }
}

static void add_fan(const rf_sweep_view *v, const family *f)
{
    rf_picture *picture = rf_pictures_add(v->out, "absence", "fan");
    picture->title = _("What is covered when more people are absent");
    picture->note = _("Each absence is planned for anew: the line is the middle of all "
                      "territories, scenarios and seeds, the band holds eight of ten.");
    rf_picture_table *table = rf_picture_add_table(picture, _("share covered, by absence"));
    rf_picture_column(table, _("Needs"), RF_FORM_TEXT);
    rf_picture_column(table, _("Further absence"), RF_FORM_SHARE);
    rf_picture_column(table, _("Worst"), RF_FORM_SHARE);
    rf_picture_column(table, _("Worst tenth"), RF_FORM_SHARE);
    rf_picture_column(table, _("Middle"), RF_FORM_SHARE);
    rf_picture_column(table, _("Best tenth"), RF_FORM_SHARE);
    rf_picture_column(table, _("Best"), RF_FORM_SHARE);
    add_quantiles(v, table, "vital", f);
    add_quantiles(v, table, "", f);
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
        if (f.n >= LEAST_VARIANTS)
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
    const int32_t jobs = rf_sweep_collect(v, (rf_sweep_what){{-1, -1, v->base}}, "lent", "");
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
