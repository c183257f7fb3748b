/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why this move, why not that one, who else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/report/explain_parts.h"
#include "adapters/report/number.h"
#include "adapters/report/words.h"

enum { TITLE = 256, ORDER = RF_SENTENCE };

/* ---- candidates ---- */

/* "vital +1.00, comfort -35": the levels that change. */
static void say_changes(char out[RF_SENTENCE], const rf_instance *in, const int64_t *change)
{
    size_t length = 0;
    out[0] = '\0';
    for (int32_t l = 0; l < in->n_levels && length < ORDER; l++)
        if (change[l] != 0)
            length += (size_t)snprintf(out + length, ORDER - length, "%s%s %s",
                                       length > 0 ? ", " : "", rf_word_level(in->levels[l].name),
                                       rf_signed_of(in, l, change[l]).s);
    if (length == 0)
        snprintf(out, ORDER, "%s", _("no level changes"));
}

static void add_candidate(rf_grid *grid, const rf_telling *t, const rf_candidate *c)
{
    char changes[RF_SENTENCE];
    const rf_move *moves = t->e->dossier->moves;
    say_changes(changes, t->in, c->change);
    rf_grid_add(grid, RF_STRONG, rf_agent_name(t->in, c->stay.agent));
    rf_grid_add(grid, RF_PLAIN, rf_dates_of(t->in, c->stay.first, c->stay.last).s);
    rf_grid_add(grid, RF_PLAIN,
                c->replaces >= 0 ? rf_agent_name(t->in, moves[c->replaces].agent) : "");
    rf_grid_add(grid, RF_PLAIN, c->serves >= 0 ? rf_need_name(t->in, (rf_need_id){c->serves}) : "");
    rf_grid_add(grid, RF_PLAIN, changes);
}

void rf_tell_candidates(rf_buf *out, const rf_telling *t)
{
    const rf_candidates *list = t->e->candidates;
    const rf_grid_column columns[] = {
        {_("Agent"), RF_LEFT, 0, 0},       {_("Dates"), RF_LEFT, 0, 2},
        {_("In place of"), RF_LEFT, 0, 0}, {_("Leaves"), RF_LEFT, 0, 1},
        {_("Change"), RF_WRAPPED, 20, 0},
    };
    char title[TITLE];
    snprintf(title, sizeof title, _("Who else could serve %s"),
             rf_need_name(t->in, t->e->asked.need));
    rf_paper_heading(out, t->page, title);
    if (list->n == 0) {
        rf_tell(out, t->page, "%s", _("Nobody else could, without breaking a rule."));
        return;
    }
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    for (int32_t i = 0; i < list->n; i++)
        add_candidate(&grid, t, &list->items[i]);
    rf_grid_print(out, t->page, &grid);
    rf_tell(out, t->page,
            dngettext("renfort", "%s agent could make a stay there.",
                      "%s agents could make a stay there.", (unsigned long)list->n_possible),
            rf_number_count(list->n_possible).s);
    rf_tell(out, t->page, "%s",
            _("FTE-periods where a level counts them. Nothing else moves: a new solve may find "
              "better."));
}

/* ---- why this move ---- */

static void tell_shortage(rf_buf *out, const rf_telling *t)
{
    const rf_grid_column columns[] = {{_("Dates"), RF_LEFT, 0, 0},
                                      {_("Required"), RF_RIGHT, 0, 0},
                                      {_("Unmet"), RF_RIGHT, 0, 0},
                                      {_("Without this move"), RF_RIGHT, 0, 0}};
    rf_grid grid = rf_grid_new(columns, 4);
    for (int32_t p = 0; p < t->in->n_periods; p++) {
        if (t->e->unmet_without[p] == t->e->unmet[p])
            continue;
        rf_grid_add(&grid, RF_PLAIN, rf_dates_of(t->in, p, p).s);
        rf_grid_add(&grid, RF_PLAIN, rf_number_fte(rf_demand(t->in, t->e->asked.need, p)).s);
        rf_grid_add(&grid, RF_PLAIN, rf_number_fte(t->e->unmet[p]).s);
        rf_grid_add(&grid, RF_BAD, rf_number_fte(t->e->unmet_without[p]).s);
    }
    rf_grid_print(out, t->page, &grid);
}

void rf_tell_move(rf_buf *out, const rf_telling *t)
{
    char title[TITLE];
    snprintf(title, sizeof title, _("Why %s serves %s"), rf_agent_name(t->in, t->e->asked.agent),
             rf_need_name(t->in, t->e->asked.need));
    rf_paper_heading(out, t->page, title);
    tell_shortage(out, t);
    rf_paper_heading(out, t->page, _("If this move is forbidden: a new solve"));
    rf_tell_trial(out, t, t->e->trial, t->e->dossier->values);
    rf_tell_candidates(out, t);
}

/* ---- why not ---- */

static void say_reasons(char out[RF_SENTENCE], rf_reasons against)
{
    size_t length = 0;
    out[0] = '\0';
    for (int32_t reason = 0; reason < RF_N_REASONS && length < ORDER; reason++)
        if ((against >> reason & 1) != 0)
            length += (size_t)snprintf(out + length, ORDER - length, "%s%s", length > 0 ? "; " : "",
                                       rf_word_against((rf_reason)reason));
    if (length == 0)
        snprintf(out, ORDER, "%s", _("nothing"));
}

/* One row for consecutive periods of the same reasons. */
static void tell_reasons(rf_buf *out, const rf_telling *t)
{
    const rf_why_not *why = t->e->why_not;
    const rf_grid_column columns[] = {{_("Dates"), RF_LEFT, 0, 0},
                                      {_("What stands against"), RF_WRAPPED, 20, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    for (int32_t first = 0, end; first < why->n_periods; first = end) {
        char reasons[RF_SENTENCE];
        end = first + 1;
        while (end < why->n_periods && why->against[end] == why->against[first])
            end++;
        say_reasons(reasons, why->against[first]);
        rf_grid_add(&grid, RF_PLAIN, rf_dates_of(t->in, first, end - 1).s);
        rf_grid_add(&grid, RF_PLAIN, reasons);
    }
    rf_grid_print(out, t->page, &grid);
    if (!why->has_stay && why->longest_free > 0)
        rf_tell(out, t->page,
                _("What is left is too short: %d periods in a row at most, a stay there lasts "
                  "%d or more."),
                why->longest_free, why->shortest_stay);
}

void rf_tell_why_not(rf_buf *out, const rf_telling *t)
{
    char title[TITLE];
    const rf_why_not *why = t->e->why_not;
    snprintf(title, sizeof title, _("Why %s does not serve %s"), rf_agent_name(t->in, why->agent),
             rf_need_name(t->in, why->need));
    rf_paper_heading(out, t->page, title);
    tell_reasons(out, t);
    if (t->e->trial == NULL)
        return;
    snprintf(title, sizeof title, _("If they go from %s: a new solve"),
             rf_dates_of(t->in, why->stay.first, why->stay.last).s);
    rf_paper_heading(out, t->page, title);
    rf_tell_trial(out, t, t->e->trial, t->e->dossier->values);
}
