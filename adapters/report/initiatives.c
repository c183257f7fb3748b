/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/initiatives.h"

#include <stdio.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"

enum { PAGE_LIMIT = 1 << 24, SENTENCE = 256 };

static const char *word_state(int32_t state)
{
    static const char *const words[RF_N_STATES] = {
        [RF_PROPOSED] = N_("proposed"), [RF_ENDORSED] = N_("endorsed"), [RF_CLOSED] = N_("closed")};
    return _(words[state]);
}

/* What the review decided, said of the need. */
static const char *word_outcome(int32_t outcome)
{
    static const char *const words[RF_N_OUTCOMES] = {
        [RF_ABSORB] = N_("absorb: the unit goes on alone"),
        [RF_EXTEND] = N_("extend: until the need ends"),
        [RF_CLOSE] = N_("close: the need ends")};
    return outcome < 0 ? _("to be decided: absorb, extend or close") : _(words[outcome]);
}

static const rf_initiative_row *row_of(const rf_initiatives_view *view, int32_t i)
{
    const rf_initiative_row *rows = rf_rows(view->in->territory, RF_INITIATIVES);
    return &rows[i];
}

static bool is_shown(const rf_initiatives_view *view, int32_t i)
{
    return !view->due_only || rf_initiative_is_due(row_of(view, i), view->today);
}

static int32_t count_shown(const rf_initiatives_view *view)
{
    int32_t n = 0;
    for (int32_t i = 0; i < rf_n_rows(view->in->territory, RF_INITIATIVES); i++)
        n += is_shown(view, i) ? 1 : 0;
    return n;
}

static void add_row(rf_grid *grid, const rf_initiatives_view *view, const rf_initiative_row *row)
{
    const bool dated = row->review_on != RF_DATE_LAST;
    const bool due = rf_initiative_is_due(row, view->today);
    rf_grid_add(grid, RF_STRONG, row->key.id);
    rf_grid_add(grid, RF_PLAIN, row->name != NULL ? row->name : "");
    rf_grid_add(grid, RF_PLAIN, word_state(row->state));
    rf_grid_add(grid, RF_PLAIN, row->need.id != NULL ? row->need.id : "");
    rf_grid_add(grid, RF_PLAIN, row->sponsor.id);
    rf_grid_add(grid, due ? RF_DOUBTFUL : RF_PLAIN, dated ? rf_number_date(row->review_on).s : "");
    rf_grid_add(grid, RF_PLAIN, due ? _("due") : "");
}

static void print_register(rf_buf *out, const rf_initiatives_view *view, const rf_page *page)
{
    const rf_grid_column columns[] = {{_("Initiative"), RF_LEFT, 0, 0},
                                      {_("Name"), RF_LEFT, 16, 0},
                                      {_("State"), RF_LEFT, 0, 0},
                                      {_("Need"), RF_LEFT, 0, 0},
                                      {_("Sponsor"), RF_LEFT, 0, 2},
                                      {_("Review"), RF_LEFT, 0, 0},
                                      {"", RF_LEFT, 0, 1}};
    rf_grid grid = rf_grid_new(columns, 7);
    for (int32_t i = 0; i < rf_n_rows(view->in->territory, RF_INITIATIVES); i++)
        if (is_shown(view, i))
            add_row(&grid, view, row_of(view, i));
    rf_grid_print(out, page, &grid);
}

static void word_event(char out[SENTENCE], const rf_instance *in, const rf_initiative_event *event,
                       const rf_initiative_row *row)
{
    const char *home = event->agent >= 0 ? rf_unit_name(in, in->agents[event->agent].unit) : "";
    switch (event->step) {
    case RF_INITIATIVE_JOINS:
        snprintf(out, SENTENCE, _("leaves %s for %s"), home,
                 rf_unit_name(in, in->needs[row->need.i].unit));
        break;
    case RF_INITIATIVE_REVIEW:
        snprintf(out, SENTENCE, _("review; %s"), word_outcome(row->outcome));
        break;
    case RF_INITIATIVE_RETURNS:
        snprintf(out, SENTENCE, _("is back in %s"), home);
        break;
    }
}

static void print_calendar(rf_buf *out, const rf_initiatives_view *view,
                           const rf_initiative_calendar *calendar, const rf_page *page)
{
    char what[SENTENCE];
    const rf_grid_column columns[] = {{_("Date"), RF_LEFT, 0, 0},
                                      {_("Initiative"), RF_LEFT, 0, 0},
                                      {_("Agent"), RF_LEFT, 0, 0},
                                      {_("What happens"), RF_WRAPPED, 24, 0}};
    rf_paper_heading(out, page, _("The way there and back"));
    rf_grid grid = rf_grid_new(columns, 4);
    for (size_t e = 0; e < calendar->n; e++) {
        const rf_initiative_event *event = &calendar->events[e];
        const rf_initiative_row *row = row_of(view, event->initiative);
        if (!is_shown(view, event->initiative))
            continue;
        word_event(what, view->in, event, row);
        rf_grid_add(&grid, RF_PLAIN, rf_number_date(event->on).s);
        rf_grid_add(&grid, RF_STRONG, row->key.id);
        rf_grid_add(&grid, RF_PLAIN,
                    event->agent >= 0 ? rf_agent_name(view->in, (rf_agent_id){event->agent}) : "");
        rf_grid_add(&grid, RF_PLAIN, what);
    }
    rf_grid_print(out, page, &grid);
}

static void print_page(rf_buf *out, const rf_initiatives_view *view,
                       const rf_initiative_calendar *calendar, const rf_page *page)
{
    char sentence[SENTENCE];
    const int32_t n = count_shown(view);
    rf_paper_heading(out, page, _("Initiatives"));
    if (view->due_only)
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s review is due on %s.", "%s reviews are due on %s.",
                           (unsigned long)n),
                 rf_number_count(n).s, rf_number_date(view->today).s);
    else
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s initiative.", "%s initiatives.", (unsigned long)n),
                 rf_number_count(n).s);
    rf_paper_text(out, page, RF_PLAIN, sentence);
    if (n == 0)
        return;
    print_register(out, view, page);
    print_calendar(out, view, calendar, page);
}

rf_status rf_report_initiatives(rf_buf *out, const rf_initiatives_view *view, const rf_page *page,
                                rf_err *err)
{
    rf_initiative_calendar *calendar = NULL;
    const rf_status rc = rf_initiative_calendar_new(&calendar, view->in, err);
    if (rc != RF_OK)
        return rc;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    print_page(&text, view, calendar, page);
    rf_initiative_calendar_free(calendar);
    return rf_paper_deliver(out, page, &text, err);
}
