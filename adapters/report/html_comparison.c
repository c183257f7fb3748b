/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of several plans of one territory. */
#include <stdlib.h>
#include <string.h>

#include "adapters/report/html_pictures.h"
#include "adapters/report/words.h"

enum { MOST_ROWS = 40, WHOLE = 10000 };

/* The plans that are compared. */
typedef struct comparison {
    rf_pictures *out;
    const rf_compared *plans;
    rf_coverage (*coverage)[RF_N_TIERS + 1]; /* [n] */
    int32_t n;
} comparison;

const char *rf_label_of_plan(rf_pictures *out, const rf_compared *plans, int32_t i)
{
    const char *slash = strrchr(plans[i].file, '/');
    const char *base = slash != NULL ? slash + 1 : plans[i].file;
    const char *dot = strrchr(base, '.');
    const int length = (int)(dot != NULL && dot > base ? (size_t)(dot - base) : strlen(base));
    return rf_pictures_format(out, "%d. %.*s", (int)i + 1, length, base);
}

static int64_t share_at(const comparison *c, int32_t plan, int32_t tier)
{
    const rf_coverage *of = &c->coverage[plan][tier];
    return rf_share_of(of->covered, of->required);
}

static void add_plans(const comparison *c)
{
    rf_picture *picture = rf_pictures_add(c->out, "plans", "");
    picture->title = _("What is compared");
    rf_picture_table *table = rf_picture_add_table(picture, _("plans"));
    rf_picture_column(table, _("Plan"), RF_FORM_TEXT);
    rf_picture_column(table, _("Scenario"), RF_FORM_TEXT);
    rf_picture_column(table, _("People moved"), RF_FORM_COUNT);
    rf_picture_column(
        table, rf_pictures_format(c->out, _("Required, %s"), rf_word_of_volume(c->plans[0].in)),
        RF_FORM_FTE);
    for (int32_t i = 0; i < c->n; i++) {
        rf_picture_text(table, rf_label_of_plan(c->out, c->plans, i));
        rf_picture_text(table, c->plans[i].in->scenario->name);
        rf_picture_value(table, rf_people_moved(c->plans[i].plan));
        rf_picture_value(table, c->coverage[i][RF_N_TIERS].required);
    }
}

static const char *tiers_title(const comparison *c)
{
    int64_t low = WHOLE, high = 0;
    int32_t n = 0; /* plans that are asked for something vital */
    for (int32_t i = 0; i < c->n; i++) {
        if (c->coverage[i][RF_VITAL].required == 0)
            continue;
        const int64_t share = share_at(c, i, RF_VITAL);
        low = share < low ? share : low;
        high = share > high ? share : high;
        n++;
    }
    if (n == 0)
        return _("What the plans cover: no need is vital");
    const rf_text from = rf_number_percent((double)low / 10000, RF_ROUND_DOWN);
    const rf_text to = rf_number_percent((double)high / 10000, RF_ROUND_DOWN);
    if (low == high)
        return rf_pictures_format(c->out, _("Every plan covers %s of the vital needs"), from.s);
    return rf_pictures_format(c->out, _("The plans cover from %s to %s of the vital needs"), from.s,
                              to.s);
}

static void add_tiers(const comparison *c)
{
    rf_picture *picture = rf_pictures_add(c->out, "tiers", "dots");
    picture->title = tiers_title(c);
    picture->note = _("Share of what each plan's own scenario asks for; a mark a plan.");
    rf_picture_table *table = rf_picture_add_table(picture, _("share covered, by tier and plan"));
    rf_picture_column(table, _("Needs"), RF_FORM_TEXT);
    rf_picture_column(table, _("Plan"), RF_FORM_TEXT);
    rf_picture_column(table, _("Covered"), RF_FORM_SHARE);
    for (int32_t tier = 0; tier <= RF_N_TIERS; tier++)
        for (int32_t i = 0; i < c->n; i++) {
            rf_picture_text(table, tier < RF_N_TIERS ? rf_word_tier(tier) : _("all needs"));
            rf_picture_text(table, rf_label_of_plan(c->out, c->plans, i));
            if (c->coverage[i][tier].required > 0)
                rf_picture_value(table, share_at(c, i, tier));
            else
                rf_picture_none(table);
        }
}

static void add_tradeoff(const comparison *c)
{
    rf_picture *picture = rf_pictures_add(c->out, "tradeoff", "tradeoff");
    picture->title = _("What more people on the move bring");
    picture->note = _("To the right more people move, upwards more is covered: up and to the left "
                      "is better. Plans of different scenarios do not answer the same demand.");
    rf_picture_table *table = rf_picture_add_table(picture, _("people moved and share covered"));
    rf_picture_column(table, _("Plan"), RF_FORM_TEXT);
    rf_picture_column(table, _("Scenario"), RF_FORM_TEXT);
    rf_picture_column(table, _("People moved"), RF_FORM_COUNT);
    rf_picture_column(table, _("All needs covered"), RF_FORM_SHARE);
    for (int32_t i = 0; i < c->n; i++) {
        rf_picture_text(table, rf_label_of_plan(c->out, c->plans, i));
        rf_picture_text(table, c->plans[i].in->scenario->name);
        rf_picture_value(table, rf_people_moved(c->plans[i].plan));
        if (c->coverage[i][RF_N_TIERS].required > 0)
            rf_picture_value(table, share_at(c, i, RF_N_TIERS));
        else
            rf_picture_none(table);
    }
}

/* ---- needs ----------------------------------------------------------------------------------- */

/* A need in all plans: the same row of needs.csv. */
typedef struct need_row {
    int32_t need, tier;
    int64_t required, unmet; /* most of all plans */
} need_row;

static int compare_needs(const void *a, const void *b)
{
    const need_row *x = a, *y = b;
    if (x->unmet != y->unmet)
        return x->unmet > y->unmet ? -1 : 1;
    return (x->need > y->need) - (x->need < y->need);
}

static int compare_tiers(const void *a, const void *b)
{
    const need_row *x = a, *y = b;
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    return compare_needs(a, b);
}

static rf_coverage coverage_of_need(const rf_compared *plan, int32_t k)
{
    rf_coverage of = {0, 0};
    for (int32_t t = 0; t < plan->in->n_periods; t++) {
        const int32_t demand = rf_demand(plan->in, (rf_need_id){k}, t);
        of.required += demand;
        of.covered += demand - rf_ledger_unmet(plan->ledger, plan->in, (rf_need_id){k}, t);
    }
    return of;
}

/* Needs that some plan leaves short, at most MOST_ROWS of them. */
static need_row *short_needs(int32_t *n, const comparison *c)
{
    const rf_instance *in = c->plans[0].in;
    need_row *rows = rf_new_array((size_t)in->n_needs, sizeof *rows);
    *n = 0;
    for (int32_t k = 0; rows != NULL && k < in->n_needs; k++) {
        need_row row = {.need = k, .tier = in->needs[k].tier};
        for (int32_t i = 0; i < c->n; i++) {
            const rf_coverage of = coverage_of_need(&c->plans[i], k);
            const int64_t unmet = of.required - of.covered;
            row.required = of.required > row.required ? of.required : row.required;
            row.unmet = unmet > row.unmet ? unmet : row.unmet;
        }
        if (row.unmet > 0)
            rows[(*n)++] = row;
    }
    if (*n > 1)
        qsort(rows, (size_t)*n, sizeof *rows, compare_needs);
    *n = *n < MOST_ROWS ? *n : MOST_ROWS;
    if (*n > 1)
        qsort(rows, (size_t)*n, sizeof *rows, compare_tiers);
    return rows;
}

static void add_need(rf_picture_table *table, const comparison *c, const need_row *row)
{
    rf_picture_text(table, rf_label_of_need(c->out, c->plans[0].in, row->need));
    rf_picture_text(table, rf_word_tier(row->tier));
    for (int32_t i = 0; i < c->n; i++) {
        const rf_coverage of = coverage_of_need(&c->plans[i], row->need);
        if (of.required > 0)
            rf_picture_value(table, rf_share_of(of.covered, of.required));
        else
            rf_picture_none(table);
    }
    rf_picture_value(table, row->required);
    rf_picture_value(table, row->unmet);
}

static void add_needs(const comparison *c)
{
    int32_t n = 0;
    need_row *rows = short_needs(&n, c);
    c->out->failed = c->out->failed || rows == NULL;
    if (n > 0) {
        rf_picture *picture = rf_pictures_add(c->out, "needs", "heat");
        picture->title = _("The needs that some plan leaves short");
        picture->note = _("Each line is a need, each column a plan: the stronger the colour, the "
                          "more is missing.");
        rf_picture_table *table =
            rf_picture_add_table(picture, _("share of each need covered, by plan"));
        rf_picture_column(table, _("Need"), RF_FORM_TEXT);
        rf_picture_column(table, _("Tier"), RF_FORM_TEXT);
        for (int32_t i = 0; i < c->n; i++)
            rf_picture_column(table, rf_label_of_plan(c->out, c->plans, i), RF_FORM_SHARE);
        rf_picture_column(table, _("Required at most"), RF_FORM_FTE);
        rf_picture_column(table, _("Unmet at most"), RF_FORM_FTE);
        for (int32_t i = 0; i < n; i++)
            add_need(table, c, &rows[i]);
    }
    free(rows);
}

/* ---- balance --------------------------------------------------------------------------------- */

/* FTE over periods that the organisation lends to others less what it borrows. */
static int64_t balance_of(const rf_compared *plan, int32_t o, bool *takes_part)
{
    const int32_t n = plan->in->n_organisations, n_periods = plan->in->n_periods;
    int64_t sum = 0;
    for (int32_t other = 0; other < n; other++)
        for (int32_t t = 0; other != o && t < n_periods; t++) {
            const int64_t lent = plan->ledger->between[((int64_t)o * n + other) * n_periods + t];
            const int64_t borrowed =
                plan->ledger->between[((int64_t)other * n + o) * n_periods + t];
            *takes_part = *takes_part || lent + borrowed > 0;
            sum += lent - borrowed;
        }
    return sum;
}

static void add_balance(const comparison *c)
{
    const rf_instance *in = c->plans[0].in;
    rf_picture_table *table = NULL;
    int32_t shown = 0;
    for (int32_t o = 0; o < in->n_organisations && shown < MOST_ROWS; o++) {
        int64_t balance[RF_MAX_COMPARED];
        bool takes_part = false;
        for (int32_t i = 0; i < c->n; i++)
            balance[i] = balance_of(&c->plans[i], o, &takes_part);
        if (!takes_part)
            continue;
        if (table == NULL) {
            rf_picture *picture = rf_pictures_add(c->out, "balance", "dots");
            picture->title = _("Who lends more than they borrow");
            picture->note = _("Right of zero an organisation gives, left of it it receives.");
            table = rf_picture_add_table(picture, _("lent less borrowed"));
            rf_picture_column(table, _("Organisation"), RF_FORM_TEXT);
            rf_picture_column(table, _("Plan"), RF_FORM_TEXT);
            rf_picture_column(table, rf_word_of_volume(in), RF_FORM_FTE);
        }
        for (int32_t i = 0; i < c->n; i++) {
            rf_picture_text(table, rf_label_of_organisation(c->out, in, o));
            rf_picture_text(table, rf_label_of_plan(c->out, c->plans, i));
            rf_picture_value(table, balance[i]);
        }
        shown++;
    }
}

rf_status rf_pictures_of_comparison(rf_pictures *out, const rf_compared *plans, int32_t n,
                                    rf_err *err)
{
    rf_coverage coverage[RF_MAX_COMPARED][RF_N_TIERS + 1];
    const comparison c = {.out = out, .plans = plans, .coverage = coverage, .n = n};
    for (int32_t i = 0; i < n; i++)
        rf_coverage_of(coverage[i], &plans[i]);
    for (int32_t i = 0; i < n; i++)
        rf_picture_breaches(out, &plans[i], rf_label_of_plan(out, plans, i));
    out->title = rf_pictures_format(out, _("%d plans side by side"), (int)n);
    out->subtitle = rf_pictures_format(out, _("Organisations: %s; agents: %s; needs: %s."),
                                       rf_number_count(plans[0].in->n_organisations).s,
                                       rf_number_count(plans[0].in->n_agents).s,
                                       rf_number_count(plans[0].in->n_needs).s);
    out->holds = _("Nobody is named here: people are counted by plan only.");
    add_plans(&c);
    add_tiers(&c);
    add_tradeoff(&c);
    add_needs(&c);
    add_balance(&c);
    const rf_status rc = rf_picture_figures(out, plans, n, err);
    return rc == RF_OK ? rf_pictures_status(out, err) : rc;
}
