/* SPDX-License-Identifier: GPL-3.0-or-later
 * What changed from the baseline: counts, levels, who is concerned, stay by stay. */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/grid.h"
#include "adapters/report/words.h"

enum { PAGE_LIMIT = 1 << 24, MOST_ROWS = 20, SENTENCE = 256 };

typedef struct view {
    const rf_instance *in;
    const rf_difference *d;
    const rf_page *page;
} view;

static const char *heading_of(const view *v, const char *weeks, const char *periods)
{
    return rf_counts_weeks(v->in) ? weeks : periods;
}

static void print_counts(rf_buf *out, const view *v)
{
    const int32_t *n = v->d->all.stays;
    char text[SENTENCE];
    const int32_t dropped = n[RF_STAY_DROPPED] + v->d->n_unknown;
    snprintf(text, sizeof text, _("Kept: %s. Changed: %s. New: %s. Dropped: %s."),
             rf_number_count(n[RF_STAY_KEPT]).s, rf_number_count(n[RF_STAY_CHANGED]).s,
             rf_number_count(n[RF_STAY_NEW]).s, rf_number_count(dropped).s);
    rf_paper_heading(out, v->page, _("What changed, in stays"));
    rf_paper_text(out, v->page, RF_STRONG, text);
}

static void add_level(rf_grid *grid, const view *v, const rf_level_spec *level)
{
    const rf_measure measure = rf_measure_of_level(level);
    const int64_t before = rf_level_value(level, v->d->terms_before);
    const int64_t after = rf_level_value(level, v->d->terms_after);
    rf_grid_add(grid, RF_STRONG, rf_word_level(level->name));
    rf_grid_add(grid, RF_PLAIN, rf_number_measured(measure, before).s);
    rf_grid_add(grid,
                before == after  ? RF_PLAIN
                : after < before ? RF_GOOD
                                 : RF_DOUBTFUL,
                rf_number_measured(measure, after).s);
    rf_grid_add(grid, RF_FAINT, rf_word_measure(v->in, measure));
}

static void print_levels(rf_buf *out, const view *v)
{
    const rf_grid_column columns[] = {{_("Level"), RF_LEFT, 8, 0},
                                      {_("Before"), RF_RIGHT, 0, 0},
                                      {_("After"), RF_RIGHT, 0, 0},
                                      {_("Unit"), RF_LEFT, 0, 1}};
    rf_grid grid = rf_grid_new(columns, 4);
    for (int32_t l = 0; l < v->in->n_levels; l++)
        add_level(&grid, v, &v->in->levels[l]);
    rf_paper_heading(out, v->page, _("Levels of the baseline with the data of today, and now"));
    rf_grid_print(out, v->page, &grid);
}

/* ---- who is concerned ---- */

static int32_t changes_in(const rf_stay_tally *t)
{
    return t->stays[RF_STAY_CHANGED] + t->stays[RF_STAY_NEW] + t->stays[RF_STAY_DROPPED];
}

/* The most concerned first, then as in the file. */
static int by_changes(const void *a, const void *b, void *tallies)
{
    const int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    const rf_stay_tally *t = tallies;
    const int32_t of_i = changes_in(&t[i]), of_j = changes_in(&t[j]);
    if (of_i != of_j)
        return of_i > of_j ? -1 : 1;
    return (i > j) - (i < j);
}

static void add_tally(rf_grid *grid, const char *name, const rf_stay_tally *t)
{
    rf_grid_add(grid, RF_PLAIN, name);
    for (rf_stay_change_kind kind = RF_STAY_KEPT; kind < RF_N_STAY_CHANGES; kind++)
        rf_grid_add(grid, RF_PLAIN, rf_number_count(t->stays[kind]).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_balance(t->lent_after - t->lent_before).s);
    rf_grid_add(grid, RF_PLAIN, rf_number_balance(t->received_after - t->received_before).s);
}

/* Those with a change, MOST_ROWS at most; *n of them. NULL: out of memory. */
static int32_t *concerned(int32_t *n, rf_stay_tally *tallies, int32_t of)
{
    int32_t *order = rf_new_array((size_t)of, sizeof *order);
    *n = 0;
    for (int32_t i = 0; order != NULL && i < of; i++)
        if (changes_in(&tallies[i]) > 0)
            order[(*n)++] = i;
    if (order != NULL && *n > 1)
        qsort_r(order, (size_t)*n, sizeof *order, by_changes, tallies);
    return order;
}

static void say_left_out(rf_buf *out, const view *v, int32_t n)
{
    char text[SENTENCE];
    if (n <= MOST_ROWS)
        return;
    snprintf(text, sizeof text,
             dngettext("renfort", "and %s more", "and %s more", (unsigned long)(n - MOST_ROWS)),
             rf_number_count(n - MOST_ROWS).s);
    rf_paper_text(out, v->page, RF_FAINT, text);
}

typedef const char *(*name_of)(const rf_instance *in, int32_t i);

static void print_concerned(rf_buf *out, const view *v, const char *title, rf_stay_tally *tallies,
                            name_of name)
{
    const bool units = tallies == v->d->units;
    const rf_grid_column columns[] = {{units ? _("Service") : _("Organisation"), RF_LEFT, 12, 0},
                                      {_("Kept"), RF_RIGHT, 0, 1},
                                      {_("Changed"), RF_RIGHT, 0, 0},
                                      {_("New"), RF_RIGHT, 0, 0},
                                      {_("Dropped"), RF_RIGHT, 0, 0},
                                      {_("Lent"), RF_RIGHT, 0, 2},
                                      {_("Received"), RF_RIGHT, 0, 2}};
    int32_t n = 0;
    int32_t *order = concerned(&n, tallies, units ? v->in->n_units : v->in->n_organisations);
    out->failed = out->failed || order == NULL;
    if (n > 0) {
        rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
        for (int32_t i = 0; i < n && i < MOST_ROWS; i++)
            add_tally(&grid, name(v->in, order[i]), &tallies[order[i]]);
        rf_paper_heading(out, v->page, title);
        rf_grid_print(out, v->page, &grid);
        say_left_out(out, v, n);
    }
    free(order);
}

/* ---- stay by stay ---- */

static const char *word_of(rf_stay_change_kind kind)
{
    switch (kind) {
    case RF_STAY_CHANGED:
        return _("changed");
    case RF_STAY_NEW:
        return _("new");
    case RF_STAY_DROPPED:
        return _("dropped");
    case RF_STAY_KEPT:
    case RF_N_STAY_CHANGES:
        break;
    }
    return _("kept");
}

static void add_stay(rf_grid *grid, const view *v, const rf_move *stay)
{
    char text[SENTENCE];
    if (stay == NULL) {
        rf_grid_add(grid, RF_FAINT, "-");
        return;
    }
    snprintf(text, sizeof text, "%s %s..%s", rf_need_name(v->in, stay->need),
             rf_number_date(rf_period_first_day(v->in->scenario, stay->first)).s,
             rf_number_date(rf_period_last_day(v->in->scenario, stay->last)).s);
    rf_grid_add(grid, RF_PLAIN, text);
}

static void add_change(rf_grid *grid, const view *v, const rf_stay_change *change)
{
    const bool dropped = change->kind == RF_STAY_DROPPED, fresh = change->kind == RF_STAY_NEW;
    const rf_move *stay = dropped ? &change->before : &change->after;
    rf_grid_add(grid, RF_STRONG, rf_agent_name(v->in, stay->agent));
    rf_grid_add(grid, fresh ? RF_GOOD : RF_DOUBTFUL, word_of(change->kind));
    add_stay(grid, v, fresh ? NULL : &change->before);
    add_stay(grid, v, dropped ? NULL : &change->after);
}

static void print_stays(rf_buf *out, const view *v)
{
    const rf_grid_column columns[] = {{_("Agent"), RF_LEFT, 6, 0},
                                      {"", RF_LEFT, 0, 0},
                                      {_("Before"), RF_LEFT, 18, 1},
                                      {_("After"), RF_LEFT, 18, 0}};
    rf_grid grid = rf_grid_new(columns, 4);
    int32_t n = 0;
    for (int32_t i = 0; i < v->d->n_changes; i++)
        if (v->d->changes[i].kind != RF_STAY_KEPT && n++ < MOST_ROWS)
            add_change(&grid, v, &v->d->changes[i]);
    if (n == 0) {
        rf_grid_free(&grid);
        return;
    }
    rf_paper_heading(out, v->page, _("Who goes elsewhere, at another time, or no more"));
    rf_grid_print(out, v->page, &grid);
    say_left_out(out, v, n);
}

static void print_page(rf_buf *out, const view *v)
{
    print_counts(out, v);
    print_stays(out, v);
    print_concerned(out, v,
                    heading_of(v, _("By organisation: stays, and FTE-weeks more or less"),
                               _("By organisation: stays, and FTE-periods more or less")),
                    v->d->organisations, rf_word_of_organisation);
    print_concerned(out, v,
                    heading_of(v, _("By unit: stays, and FTE-weeks more or less"),
                               _("By unit: stays, and FTE-periods more or less")),
                    v->d->units, rf_unit_name);
    print_levels(out, v);
}

rf_status rf_report_difference(rf_buf *out, const rf_instance *in, const rf_difference *difference,
                               const rf_page *page, rf_err *err)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    print_page(&text, &(view){.in = in, .d = difference, .page = page});
    return rf_paper_deliver(out, page, &text, err);
}
