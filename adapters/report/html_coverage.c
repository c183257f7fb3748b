/* SPDX-License-Identifier: GPL-3.0-or-later
 * Needs by period: what is covered, and who is there when. */
#include <stdlib.h>
#include <string.h>

#include "adapters/report/html_pictures.h"
#include "adapters/report/words.h"

enum { MOST_NEEDS = 120 };

/* A need with what decides its place. */
typedef struct need_row {
    int32_t need, tier;
    int64_t required, covered, key;
} need_row;

/* By tier, then the greatest key, then as in the file. */
static int compare_rows(const void *a, const void *b)
{
    const need_row *x = a, *y = b;
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    if (x->key != y->key)
        return x->key > y->key ? -1 : 1;
    return (x->need > y->need) - (x->need < y->need);
}

static int32_t covered_on(const rf_compared *plan, int32_t k, int32_t t)
{
    const int32_t demand = rf_demand(plan->in, (rf_need_id){k}, t);
    return demand - rf_ledger_unmet(plan->ledger, plan->in, (rf_need_id){k}, t);
}

void rf_coverage_of(rf_coverage out[RF_N_TIERS + 1], const rf_compared *plan)
{
    for (int32_t i = 0; i <= RF_N_TIERS; i++)
        out[i] = (rf_coverage){0, 0};
    for (int32_t k = 0; k < plan->in->n_needs; k++)
        for (int32_t t = 0; t < plan->in->n_periods; t++) {
            const int32_t tier = plan->in->needs[k].tier;
            const int32_t demand = rf_demand(plan->in, (rf_need_id){k}, t);
            const int32_t covered = covered_on(plan, k, t);
            out[tier].required += demand;
            out[tier].covered += covered;
            out[RF_N_TIERS].required += demand;
            out[RF_N_TIERS].covered += covered;
        }
}

int64_t rf_share_of(int64_t part, int64_t whole)
{
    return whole > 0 ? part * 10000 / whole : 10000;
}

const char *rf_label_of_need(rf_pictures *out, const rf_instance *in, int32_t k)
{
    const char *name = rf_word_of_need(in, (rf_need_id){k}),
               *id = rf_need_name(in, (rf_need_id){k});
    if (name[0] == '\0')
        return id;
    for (int32_t other = 0; other < in->n_needs; other++)
        if (other != k && strcmp(name, rf_word_of_need(in, (rf_need_id){other})) == 0)
            return rf_pictures_format(out, "%s (%s)", name, id);
    return name;
}

const char *rf_word_of_volume(const rf_instance *in)
{
    return rf_word_measure(in, RF_MEASURE_FTE);
}

static need_row row_of(const rf_compared *plan, int32_t k)
{
    need_row row = {.need = k, .tier = plan->in->needs[k].tier};
    for (int32_t t = 0; t < plan->in->n_periods; t++) {
        row.required += rf_demand(plan->in, (rf_need_id){k}, t);
        row.covered += covered_on(plan, k, t);
    }
    row.key = row.required - row.covered;
    return row;
}

/* Needs that ask for anybody; the shortest first. */
static need_row *rows_of(int32_t *n, const rf_compared *plan)
{
    need_row *rows = rf_new_array((size_t)plan->in->n_needs, sizeof *rows);
    *n = 0;
    for (int32_t k = 0; rows != NULL && k < plan->in->n_needs; k++) {
        const need_row row = row_of(plan, k);
        if (row.required > 0)
            rows[(*n)++] = row;
    }
    if (*n > 1)
        qsort(rows, (size_t)*n, sizeof *rows, compare_rows);
    return rows;
}

static const char *coverage_title(rf_pictures *out, const need_row *rows, int32_t n)
{
    int32_t short_of = 0, vital = 0;
    for (int32_t i = 0; i < n; i++) {
        short_of += rows[i].key > 0;
        vital += rows[i].key > 0 && rows[i].tier == RF_VITAL;
    }
    if (short_of == 0)
        return _("Every need is covered in every period");
    if (vital == 0)
        return rf_pictures_format(out,
                                  dngettext("renfort",
                                            "Vital needs are covered; %d of %d needs stays short",
                                            "Vital needs are covered; %d of %d needs stay short",
                                            (unsigned long)short_of),
                                  (int)short_of, (int)n);
    return rf_pictures_format(out,
                              dngettext("renfort", "%d of %d needs stays short, %d of them vital",
                                        "%d of %d needs stay short, %d of them vital",
                                        (unsigned long)short_of),
                              (int)short_of, (int)n, (int)vital);
}

static void add_coverage_row(rf_picture_table *table, const rf_compared *plan, const need_row *row)
{
    rf_picture_text(table, rf_label_of_need(table->pictures, plan->in, row->need));
    rf_picture_text(table, rf_word_tier(row->tier));
    for (int32_t t = 0; t < plan->in->n_periods; t++) {
        const int32_t demand = rf_demand(plan->in, (rf_need_id){row->need}, t);
        if (demand > 0)
            rf_picture_value(table, rf_share_of(covered_on(plan, row->need, t), demand));
        else
            rf_picture_none(table);
    }
    rf_picture_value(table, row->required);
    rf_picture_value(table, row->key);
}

static int compare_keys(const void *a, const void *b)
{
    const need_row *x = a, *y = b;
    if (x->key != y->key)
        return x->key > y->key ? -1 : 1;
    return compare_rows(a, b);
}

/* Of too many needs those with the greatest key, in order again. */
static int32_t keep_greatest(need_row *rows, int32_t n)
{
    if (n <= MOST_NEEDS)
        return n;
    qsort(rows, (size_t)n, sizeof *rows, compare_keys);
    qsort(rows, MOST_NEEDS, sizeof *rows, compare_rows);
    return MOST_NEEDS;
}

void rf_picture_coverage(rf_pictures *out, const rf_compared *plan)
{
    int32_t n = 0;
    need_row *rows = rows_of(&n, plan);
    if (rows == NULL)
        out->failed = true;
    if (n > 0) {
        rf_picture *picture = rf_pictures_add(out, "coverage", "heat");
        picture->title = coverage_title(out, rows, n);
        picture->note = n > MOST_NEEDS
                            ? _("Each line is a need, each column a period: the stronger the "
                                "colour, the more is missing. Only the needs that miss most are "
                                "shown.")
                            : _("Each line is a need, each column a period: the stronger the "
                                "colour, the more is missing. Nothing is asked where a cell is "
                                "empty.");
        rf_picture_table *table = rf_picture_add_table(picture, _("share of each need covered"));
        rf_picture_column(table, _("Need"), RF_FORM_TEXT);
        rf_picture_column(table, _("Tier"), RF_FORM_TEXT);
        for (int32_t t = 0; t < plan->in->n_periods; t++)
            rf_picture_column(table, rf_number_date(rf_period_first_day(plan->in->scenario, t)).s,
                              RF_FORM_SHARE);
        rf_picture_column(table, _("Required"), RF_FORM_FTE);
        rf_picture_column(table, _("Unmet"), RF_FORM_FTE);
        const int32_t shown = keep_greatest(rows, n);
        for (int32_t i = 0; i < shown; i++)
            add_coverage_row(table, plan, &rows[i]);
    }
    free(rows);
}

/* ---- calendar -------------------------------------------------------------------------------- */

static int32_t *people_of(const rf_compared *plan)
{
    const int32_t n_periods = plan->in->n_periods;
    int32_t *people = rf_new_array((size_t)plan->in->n_needs * (size_t)n_periods, sizeof *people);
    for (int32_t m = 0; people != NULL && m < plan->plan->n_moves; m++) {
        const rf_move *move = &plan->plan->moves[m];
        for (int32_t t = move->first; t <= move->last; t++)
            people[(int64_t)move->need.i * n_periods + t]++;
    }
    return people;
}

/* A line for each run of periods with the same number of people. */
static void add_runs(rf_picture_table *table, const rf_compared *plan, int32_t k,
                     const int32_t *people)
{
    const rf_scenario *scenario = plan->in->scenario;
    for (int32_t t = 0, end = 0; t < plan->in->n_periods; t = end) {
        for (end = t; end < plan->in->n_periods && people[end] == people[t];)
            end++;
        if (people[t] == 0)
            continue;
        rf_picture_text(table, rf_label_of_need(table->pictures, plan->in, k));
        rf_picture_text(table, rf_word_tier(plan->in->needs[k].tier));
        rf_picture_value(table, rf_period_first_day(scenario, t));
        rf_picture_value(table, rf_period_last_day(scenario, end - 1));
        rf_picture_value(table, people[t]);
    }
}

static const char *calendar_title(rf_pictures *out, const rf_compared *plan, const int32_t *people)
{
    const int32_t n_periods = plan->in->n_periods;
    int32_t most = 0, when = 0;
    for (int32_t t = 0; t < n_periods; t++) {
        int32_t sum = 0;
        for (int32_t k = 0; k < plan->in->n_needs; k++)
            sum += people[(int64_t)k * n_periods + t];
        if (sum > most) {
            most = sum;
            when = t;
        }
    }
    const rf_text day = rf_number_date(rf_period_first_day(plan->in->scenario, when));
    return rf_pictures_format(out,
                              dngettext("renfort", "At most %s person is away at once, from %s",
                                        "At most %s people are away at once, from %s",
                                        (unsigned long)most),
                              rf_number_count(most).s, day.s);
}

/* By tier, those that keep most people first. */
static need_row *calendar_rows(const rf_compared *plan, const int32_t *people)
{
    need_row *rows = rf_new_array((size_t)plan->in->n_needs, sizeof *rows);
    for (int32_t k = 0; rows != NULL && k < plan->in->n_needs; k++) {
        rows[k] = (need_row){.need = k, .tier = plan->in->needs[k].tier};
        for (int32_t t = 0; t < plan->in->n_periods; t++)
            rows[k].key += people[(int64_t)k * plan->in->n_periods + t];
    }
    if (rows != NULL && plan->in->n_needs > 1)
        qsort(rows, (size_t)plan->in->n_needs, sizeof *rows, compare_rows);
    return rows;
}

void rf_picture_calendar(rf_pictures *out, const rf_compared *plan)
{
    if (plan->plan->n_moves == 0)
        return;
    int32_t *people = people_of(plan);
    need_row *rows = people != NULL ? calendar_rows(plan, people) : NULL;
    if (rows == NULL) {
        out->failed = true;
        free(people);
        return;
    }
    rf_picture *picture = rf_pictures_add(out, "calendar", "calendar");
    picture->title = calendar_title(out, plan, people);
    picture->note = plan->in->n_needs > MOST_NEEDS
                        ? _("A bar for each stretch of time in which a need has the same number "
                            "of people. Only the needs that keep most people are shown.")
                        : _("A bar for each stretch of time in which a need has the same number "
                            "of people; the number stands in the bar.");
    rf_picture_table *table = rf_picture_add_table(picture, _("people at each need, by date"));
    rf_picture_column(table, _("Need"), RF_FORM_TEXT);
    rf_picture_column(table, _("Tier"), RF_FORM_TEXT);
    rf_picture_column(table, _("From"), RF_FORM_DATE);
    rf_picture_column(table, _("To"), RF_FORM_DATE);
    rf_picture_column(table, _("People"), RF_FORM_COUNT);
    const int32_t shown = keep_greatest(rows, plan->in->n_needs);
    for (int32_t i = 0; i < shown; i++)
        add_runs(table, plan, rows[i].need, people + (int64_t)rows[i].need * plan->in->n_periods);
    free(rows);
    free(people);
}
