/* SPDX-License-Identifier: GPL-3.0-or-later
 * Volunteers without a move, each counted once under the main reason (engine/solve/standing.h). */
#include <stdio.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/reasons.h"
#include "adapters/report/sections.h"

enum { SENTENCE = 512 };

static const char *word_standing(int32_t of, rf_outcome outcome)
{
    switch (of) {
    case RF_COULD_FILL_A_GAP:
        if (outcome == RF_FEASIBLE)
            return _("could help where somebody is missing; the search stopped before, or a floor, "
                     "a cap, tutors or the length of the stay keeps them");
        return _("could help where somebody is missing, but a floor, a cap, tutors or the length "
                 "of the stay keeps them");
    case RF_COULD_SERVE:
        return _("could serve, but those needs are covered");
    case RF_WITHOUT_REASON:
        return _("no need asks for anybody");
    default:
        return rf_word_reason((rf_reason)of);
    }
}

static void add_row(rf_grid *grid, const char *reason, int64_t n, int64_t whole)
{
    const double share = rf_share(n, whole);
    rf_grid_add(grid, RF_PLAIN, rf_number_count(n).s);
    rf_grid_bar(grid, RF_PLAIN, share);
    rf_grid_add(grid, RF_PLAIN, reason);
}

/* The largest count that may be shown and is not yet. */
static int32_t next_standing(const rf_volunteers *t, const bool open[RF_N_STANDINGS])
{
    int32_t best = -1;
    for (int32_t of = 0; of < RF_N_STANDINGS; of++)
        if (open[of] && (best < 0 || t->of[of] > t->of[best]))
            best = of;
    return best;
}

static void print_reasons(rf_buf *out, const rf_view *view, const rf_volunteers *t)
{
    const rf_grid_column columns[] = {
        {_("Agents"), RF_RIGHT, 0, 0}, {"", RF_BARS, 6, 1}, {_("Main reason"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 3);
    bool open[RF_N_STANDINGS];
    int64_t rest = t->unused;
    rf_show_row(open, t->of, RF_N_STANDINGS);
    for (int32_t of = next_standing(t, open); of >= 0; of = next_standing(t, open)) {
        open[of] = false;
        rest -= t->of[of];
        add_row(&grid, word_standing(of, view->plan->outcome), t->of[of], t->unused);
    }
    if (rest > 0)
        add_row(&grid, _("other reasons"), rest, t->unused);
    rf_grid_print(out, view->page, &grid);
}

static void print_tally(rf_buf *out, const rf_view *view, const rf_volunteers *t)
{
    char sentence[SENTENCE];
    if (t->all == 0)
        snprintf(sentence, sizeof sentence, "%s", _("Nobody has volunteered."));
    else if (t->unused == 0)
        snprintf(sentence, sizeof sentence, "%s", _("Every volunteer is called on."));
    else
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s volunteer of %s is not called on.",
                           "%s volunteers of %s are not called on.", (unsigned long)t->unused),
                 rf_number_count(t->unused).s, rf_number_count(t->all).s);
    rf_paper_heading(out, view->page, _("Volunteers"));
    rf_paper_text(out, view->page, RF_PLAIN, sentence);
    if (t->unused > 0)
        print_reasons(out, view, t);
}

void rf_section_volunteers(rf_buf *out, const rf_view *view)
{
    rf_err err;
    rf_calls *calls = NULL;
    if (rf_calls_new(&calls, view->in, view->ledger, view->plan, &err) != RF_OK) {
        out->failed = true;
        return;
    }
    const rf_volunteers t = rf_volunteers_count(calls);
    print_tally(out, view, &t);
    rf_calls_free(calls);
}
