/* SPDX-License-Identifier: GPL-3.0-or-later
 * Volunteers without a move, each counted once under the main reason:
 *   - absent, when the agent is there on no period;
 *   - could serve, when no reason stands on some period of some need with demand: a need still
 * short there, or none;
 *   - else the reason that stands against most needs. A reason that never changes settles a need;
 * the dated ones (travel, convention, absence, forbids) are looked at only where no such reason
 * stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"
#include "adapters/report/reasons.h"
#include "adapters/report/sections.h"

enum { SENTENCE = 512 };

/* The rows of the section: the reasons, then those of the agents that could serve. */
typedef enum standing {
    COULD_FILL_A_GAP = RF_N_REASONS, /* a need that is short could have them */
    COULD_SERVE,                     /* the needs that they could serve are covered */
    WITHOUT_REASON,                  /* nobody asks for anybody */
    N_STANDINGS
} standing;

/* A need with demand, and its periods. */
typedef struct asking {
    rf_need_id need;
    int32_t first, last; /* first and last period with demand */
} asking;

typedef struct asked {
    asking *needs;
    int32_t n;
} asked;

static void collect_needs(asked *out, const rf_instance *in)
{
    for (rf_need_id k = {0}; k.i < in->n_needs; k.i++) {
        asking need = {.need = k, .first = -1};
        for (int32_t t = 0; t < in->n_periods; t++) {
            if (rf_demand(in, k, t) == 0)
                continue;
            need.first = need.first < 0 ? t : need.first;
            need.last = t;
        }
        if (need.first >= 0)
            out->needs[out->n++] = need;
    }
}

static bool ever_present(const rf_instance *in, rf_agent_id a)
{
    for (int32_t t = 0; t < in->n_periods; t++)
        if (rf_contribution(in, a, t) > 0)
            return true;
    return false;
}

/* What one need says of one agent. */
typedef struct finding {
    rf_reasons against; /* that stand on some period with demand */
    bool eligible, fills_gap;
} finding;

static finding look_at_periods(const rf_view *view, rf_agent_id a, const asking *need,
                               const rf_pair *pair)
{
    finding f = {.against = 0};
    for (int32_t t = need->first; t <= need->last; t++) {
        if (rf_demand(view->in, need->need, t) == 0)
            continue;
        const rf_reasons against = rf_reasons_on(view->in, a, need->need, pair, t);
        f.against |= against;
        if (against != 0)
            continue;
        f.eligible = true;
        f.fills_gap = f.fills_gap || rf_ledger_unmet(view->ledger, view->in, need->need, t) > 0;
    }
    return f;
}

static finding look_at_need(const rf_view *view, rf_agent_id a, const asking *need)
{
    const rf_pair pair = rf_pair_of(view->in, a, need->need);
    const rf_reasons unskilled =
        pair.last_trainee < need->first ? (rf_reasons)(1U << RF_AGAINST_SKILL) : 0;
    const rf_reasons settled = pair.always | unskilled;
    if (settled != 0)
        return (finding){.against = settled};
    return look_at_periods(view, a, need, &pair);
}

static int32_t standing_of(const rf_view *view, const asked *list, rf_agent_id a)
{
    if (!ever_present(view->in, a))
        return RF_AGAINST_ABSENT;
    int64_t against[RF_N_REASONS] = {0};
    bool eligible = false;
    for (int32_t i = 0; i < list->n; i++) {
        const finding f = look_at_need(view, a, &list->needs[i]);
        if (f.fills_gap)
            return COULD_FILL_A_GAP;
        eligible = eligible || f.eligible;
        for (int32_t reason = 0; reason < RF_N_REASONS; reason++)
            against[reason] += (f.against >> reason) & 1;
    }
    if (eligible)
        return COULD_SERVE;
    const rf_reason commonest = rf_commonest_reason(against);
    return commonest == RF_N_REASONS ? (int32_t)WITHOUT_REASON : (int32_t)commonest;
}

typedef struct tally {
    int64_t volunteers, unused;
    int64_t of[N_STANDINGS];
} tally;

static void count_volunteers(tally *out, const rf_view *view, const bool *moved, const asked *list)
{
    for (rf_agent_id a = {0}; a.i < view->in->n_agents; a.i++) {
        if (view->in->agents[a.i].consent != RF_VOLUNTEER)
            continue;
        out->volunteers++;
        if (moved[a.i])
            continue;
        out->unused++;
        out->of[standing_of(view, list, a)]++;
    }
}

static const char *word_standing(int32_t of, rf_outcome outcome)
{
    switch (of) {
    case COULD_FILL_A_GAP:
        if (outcome == RF_FEASIBLE)
            return _("could help where somebody is missing; the search stopped before, or a floor, "
                     "a cap, tutors or the length of the stay keeps them");
        return _("could help where somebody is missing, but a floor, a cap, tutors or the length "
                 "of the stay keeps them");
    case COULD_SERVE:
        return _("could serve, but those needs are covered");
    case WITHOUT_REASON:
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

/* The largest count that is not shown yet and is not small. */
static int32_t next_standing(const tally *t, const bool shown[N_STANDINGS])
{
    int32_t best = -1;
    for (int32_t of = 0; of < N_STANDINGS; of++)
        if (!shown[of] && t->of[of] >= RF_SMALL_CELL && (best < 0 || t->of[of] > t->of[best]))
            best = of;
    return best;
}

static void print_reasons(rf_buf *out, const rf_view *view, const tally *t)
{
    const rf_grid_column columns[] = {
        {_("Agents"), RF_RIGHT, 0, 0}, {"", RF_BARS, 6, 1}, {_("Main reason"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 3);
    bool shown[N_STANDINGS] = {false};
    int64_t rest = t->unused;
    for (int32_t of = next_standing(t, shown); of >= 0; of = next_standing(t, shown)) {
        shown[of] = true;
        rest -= t->of[of];
        add_row(&grid, word_standing(of, view->plan->outcome), t->of[of], t->unused);
    }
    if (rest > 0)
        add_row(&grid, _("other reasons"), rest, t->unused);
    rf_grid_print(out, view->page, &grid);
}

static void print_tally(rf_buf *out, const rf_view *view, const tally *t)
{
    char sentence[SENTENCE];
    if (t->volunteers == 0)
        snprintf(sentence, sizeof sentence, "%s", _("Nobody has volunteered."));
    else if (t->unused == 0)
        snprintf(sentence, sizeof sentence, "%s", _("Every volunteer is called on."));
    else
        snprintf(sentence, sizeof sentence,
                 dngettext("renfort", "%s volunteer of %s is not called on.",
                           "%s volunteers of %s are not called on.", (unsigned long)t->unused),
                 rf_number_count(t->unused).s, rf_number_count(t->volunteers).s);
    rf_paper_heading(out, view->page, _("Volunteers"));
    rf_paper_text(out, view->page, RF_PLAIN, sentence);
    if (t->unused > 0)
        print_reasons(out, view, t);
}

void rf_section_volunteers(rf_buf *out, const rf_view *view)
{
    asked list = {.needs = rf_new_array((size_t)view->in->n_needs, sizeof *list.needs)};
    bool *moved = rf_new_array((size_t)view->in->n_agents, sizeof *moved);
    if (list.needs == NULL || moved == NULL) {
        out->failed = true;
    } else {
        tally t = {.volunteers = 0};
        for (int32_t i = 0; i < view->plan->n_moves; i++)
            moved[view->plan->moves[i].agent.i] = true;
        collect_needs(&list, view->in);
        count_volunteers(&t, view, moved, &list);
        print_tally(out, view, &t);
    }
    free(list.needs);
    free(moved);
}
