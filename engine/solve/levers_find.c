/* SPDX-License-Identifier: GPL-3.0-or-later
 * Levers worth a trial. */
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/envelope.h"
#include "engine/solve/levers.h"

enum { MOST_OF_A_KIND = 3, FULL_TIME = 100, MINUTES_STEP = 5 };

/* An agent whom one change would free, and what the change is about. */
typedef struct pick {
    int32_t x, y; /* what groups them: a unit and a skill, a lender, a floor ... */
    int32_t rank; /* whom to take first in a group */
    int32_t agent;
} pick;

/* Consecutive picks of one x and y. */
typedef struct group {
    int32_t begin, n;
} group;

typedef struct finding {
    const rf_dossier *d;
    const rf_shortage *s;
    rf_levers *levers;
    pick *picks; /* [A], or the floors' members */
    int32_t n_picks;
    int32_t wanted; /* people who would fill the worst period */
} finding;

static int compare_picks(const void *a, const void *b)
{
    const pick *p = a, *q = b;
    const int32_t x[] = {p->x, p->y, p->rank, p->agent}, y[] = {q->x, q->y, q->rank, q->agent};
    for (int i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static int compare_groups(const void *a, const void *b)
{
    const group *p = a, *q = b;
    if (p->n != q->n)
        return p->n > q->n ? -1 : 1;
    return (p->begin > q->begin) - (p->begin < q->begin);
}

/* The largest groups, at most MOST_OF_A_KIND. */
static int32_t find_groups(group out[MOST_OF_A_KIND], finding *f)
{
    group *all = rf_new_array((size_t)f->n_picks, sizeof *all);
    if (all == NULL) {
        f->levers->failed = true;
        return 0;
    }
    int32_t n = 0;
    qsort(f->picks, (size_t)f->n_picks, sizeof *f->picks, compare_picks);
    for (int32_t i = 0; i < f->n_picks; i++) {
        const bool new =
            i == 0 || f->picks[i].x != f->picks[i - 1].x || f->picks[i].y != f->picks[i - 1].y;
        if (new)
            all[n++] = (group){.begin = i};
        all[n - 1].n++;
    }
    qsort(all, (size_t)n, sizeof *all, compare_groups);
    n = n < MOST_OF_A_KIND ? n : MOST_OF_A_KIND;
    memcpy(out, all, (size_t)n * sizeof *all);
    free(all);
    return n;
}

/* A lever with room for its edits; NULL: out of memory, remembered. */
static rf_lever *add_lever(finding *f, rf_lever lever, int32_t n_edits)
{
    rf_levers *list = f->levers;
    rf_lever *items =
        rf_grow(list->items, &list->capacity, (size_t)list->n + 1, sizeof *list->items);
    list->items = items != NULL ? items : list->items;
    lever.edits = rf_new_array((size_t)n_edits, sizeof *lever.edits);
    if (items == NULL || lever.edits == NULL) {
        free(lever.edits);
        list->failed = true;
        return NULL;
    }
    lever.number = list->n;
    items[list->n] = lever;
    return &items[list->n++];
}

static void add_edit(finding *f, rf_lever lever, rf_edit edit)
{
    rf_lever *added = add_lever(f, lever, 1);
    if (added != NULL)
        added->edits[added->n_edits++] = edit;
}

/* One edit an agent of the group, for the first n of them. */
static void add_people(finding *f, rf_lever lever, const group *g, rf_edit edit)
{
    rf_lever *added = add_lever(f, lever, lever.people);
    for (int32_t i = 0; added != NULL && i < lever.people; i++) {
        edit.agent = f->picks[g->begin + i].agent;
        added->edits[added->n_edits++] = edit;
    }
}

static bool is_only(const finding *f, int32_t a, rf_reason reason)
{
    return f->s->against[a] == (rf_reasons)(1U << reason);
}

static bool is_moved(const finding *f, int32_t a)
{
    int32_t first;
    return rf_dossier_moves_of(&first, f->d, (rf_agent_id){a}) > 0;
}

/* ---- training ---- */

/* The one requirement that the agent lacks on their best period; NULL: several, or a whole group.
 */
static const rf_requirement *lacking(const finding *f, int32_t a)
{
    const rf_instance *in = f->d->in;
    const rf_span span = in->needs[f->s->need.i].requirements;
    const rf_requirement *found = NULL;
    for (int32_t i = span.begin, next; i < span.end; i = next) {
        const int32_t label = in->requirements[i].group;
        bool met = false;
        next = i;
        do {
            const rf_requirement *r = &in->requirements[next++];
            met = met ||
                  rf_skill_level(in, (rf_agent_id){a}, r->skill, f->s->best[a]) >= r->min_level;
        } while (label >= 0 && next < span.end && in->requirements[next].group == label);
        if (!met && found != NULL)
            return NULL;
        if (!met)
            found = &in->requirements[i];
    }
    return found;
}

static int32_t level_of(const finding *f, int32_t skill)
{
    const rf_instance *in = f->d->in;
    const rf_span span = in->needs[f->s->need.i].requirements;
    for (int32_t i = span.begin; i < span.end; i++)
        if (in->requirements[i].skill == skill)
            return in->requirements[i].min_level;
    return 0;
}

static void find_training(finding *f)
{
    f->n_picks = 0;
    for (int32_t a = 0; a < f->d->in->n_agents; a++) {
        const rf_requirement *r = is_only(f, a, RF_AGAINST_SKILL) ? lacking(f, a) : NULL;
        if (r != NULL)
            f->picks[f->n_picks++] = (pick){
                .x = f->d->in->agents[a].unit, .y = r->skill, .rank = is_moved(f, a), .agent = a};
    }
    group groups[MOST_OF_A_KIND];
    const int32_t n = find_groups(groups, f);
    for (int32_t i = 0; i < n; i++) {
        const pick *first = &f->picks[groups[i].begin];
        const int32_t people = groups[i].n < f->wanted ? groups[i].n : f->wanted;
        const int32_t level = level_of(f, first->y);
        add_people(f,
                   (rf_lever){.kind = RF_LEVER_TRAIN,
                              .people = people,
                              .unit = first->x,
                              .skill = first->y,
                              .amount = level},
                   &groups[i],
                   (rf_edit){.kind = RF_EDIT_SKILL, .skill = first->y, .amount = level});
    }
}

/* ---- consent and travel ---- */

static void find_consents(finding *f)
{
    const bool agrees = (f->d->in->rules.consents >> RF_AGREES & 1U) != 0;
    const int32_t answer = agrees ? RF_AGREES : RF_VOLUNTEER;
    f->n_picks = 0;
    for (int32_t a = 0; a < f->d->in->n_agents; a++)
        if (is_only(f, a, RF_AGAINST_CONSENT) && f->d->in->agents[a].consent == RF_UNKNOWN)
            f->picks[f->n_picks++] = (pick){.agent = a};
    const group all = {.n = f->n_picks};
    if (all.n > 0)
        add_people(f, (rf_lever){.kind = RF_LEVER_CONSENT, .people = all.n, .amount = answer}, &all,
                   (rf_edit){.kind = RF_EDIT_CONSENT, .amount = answer});
}

/* What the file must say so that the agent may travel so far under the envelope. */
static rf_edit travel_edit(const finding *f, int32_t agent, int32_t minutes)
{
    const rf_instance *in = f->d->in;
    const int32_t unit = in->agents[agent].unit;
    const int32_t stated = minutes - rf_envelope_travel_change(in->envelope, unit);
    return (rf_edit){.kind = RF_EDIT_TRAVEL, .agent = agent, .amount = stated > 0 ? stated : 0};
}

/* Up to the distance at which enough people are near, rounded up to five minutes. */
static void find_travel(finding *f)
{
    f->n_picks = 0;
    for (int32_t a = 0; a < f->d->in->n_agents; a++)
        if (is_only(f, a, RF_AGAINST_TRAVEL))
            f->picks[f->n_picks++] =
                (pick){.rank = rf_minutes(f->d->in, (rf_agent_id){a}, f->s->need, f->s->best[a]),
                       .agent = a};
    if (f->n_picks == 0)
        return;
    qsort(f->picks, (size_t)f->n_picks, sizeof *f->picks, compare_picks);
    const int32_t last = (f->n_picks < f->wanted ? f->n_picks : f->wanted) - 1;
    const int32_t minutes = (f->picks[last].rank + MINUTES_STEP - 1) / MINUTES_STEP * MINUTES_STEP;
    group near = {.n = last + 1};
    while (near.n < f->n_picks && f->picks[near.n].rank <= minutes)
        near.n++;
    rf_lever *added = add_lever(
        f, (rf_lever){.kind = RF_LEVER_TRAVEL, .people = near.n, .amount = minutes}, near.n);
    for (int32_t i = 0; added != NULL && i < near.n; i++)
        added->edits[added->n_edits++] = travel_edit(f, f->picks[i].agent, minutes);
}

/* ---- conventions ---- */

/* The row's limit leaves less than one post on some period that lacks somebody. */
static bool is_used_up(const finding *f, int32_t lender)
{
    const rf_instance *in = f->d->in;
    const int64_t pair =
        (int64_t)lender * in->n_organisations + in->needs[f->s->need.i].organisation;
    const int32_t row = in->convention_of[pair];
    if (row < 0 || in->conventions[row].max < 0)
        return false;
    for (int32_t t = 0; t < in->n_periods; t++)
        if (f->s->unmet[t] > 0 &&
            f->d->ledger->between[pair * in->n_periods + t] + FULL_TIME > in->conventions[row].max)
            return true;
    return false;
}

static void find_conventions(finding *f)
{
    const rf_instance *in = f->d->in;
    const int32_t borrower = in->needs[f->s->need.i].organisation;
    f->n_picks = 0;
    for (int32_t a = 0; a < in->n_agents; a++) {
        const int32_t lender = in->agents[a].organisation;
        const bool kept_by_limit =
            lender != borrower && f->s->against[a] == 0 && !is_moved(f, a) && is_used_up(f, lender);
        if (is_only(f, a, RF_AGAINST_CONVENTION) || kept_by_limit)
            f->picks[f->n_picks++] = (pick){.x = lender, .agent = a};
    }
    group groups[MOST_OF_A_KIND];
    const int32_t n = find_groups(groups, f);
    for (int32_t i = 0; i < n; i++) {
        const int32_t lender = f->picks[groups[i].begin].x;
        const int64_t pair = (int64_t)lender * in->n_organisations + borrower;
        add_edit(f,
                 (rf_lever){.kind = RF_LEVER_CONVENTION,
                            .people = groups[i].n,
                            .lender = lender,
                            .borrower = borrower,
                            .before = in->convention_of[pair] >= 0},
                 (rf_edit){.kind = RF_EDIT_CONVENTION, .lender = lender, .borrower = borrower});
    }
}

/* ---- floors ---- */

/* Below the level that counts the need, soft floors keep nobody from it. */
static bool floors_come_first(const finding *f)
{
    const rf_instance *in = f->d->in;
    const int32_t tier = RF_TERM_UNMET_VITAL + in->needs[f->s->need.i].tier;
    if (in->rules.hard_floors)
        return true;
    for (int32_t l = 0; l < in->n_levels; l++) {
        if (in->levels[l].weight[RF_TERM_FLOORS] > 0)
            return true;
        if (in->levels[l].weight[tier] > 0)
            return false;
    }
    return false;
}

/* As the files state it: without what an envelope adds to a whole unit's. */
static int32_t highest_floor(const rf_instance *in, int32_t floor)
{
    const rf_floor *row = &in->floors[floor];
    int32_t most = 0;
    for (int32_t t = 0; t < in->n_periods; t++) {
        const int32_t here = in->floor[(int64_t)floor * in->n_periods + t];
        const int32_t added =
            row->skill < 0 ? rf_envelope_floor_change(in->envelope, in->scenario, row->unit, t) : 0;
        if (here > 0 && here - added > most)
            most = here - added;
    }
    return most;
}

static void find_floors(finding *f)
{
    const rf_instance *in = f->d->in;
    f->n_picks = 0;
    for (int32_t a = 0; a < in->n_agents && floors_come_first(f); a++) {
        if (f->s->against[a] != 0 || is_moved(f, a))
            continue;
        const rf_span span = in->floors_of[a];
        if (span.begin < span.end && highest_floor(in, in->floor_ids[span.begin]) > 0)
            f->picks[f->n_picks++] = (pick){.x = in->floor_ids[span.begin], .agent = a};
    }
    group groups[MOST_OF_A_KIND];
    const int32_t n = find_groups(groups, f);
    for (int32_t i = 0; i < n; i++) {
        const int32_t floor = f->picks[groups[i].begin].x, before = highest_floor(in, floor);
        const int32_t people = groups[i].n < f->wanted ? groups[i].n : f->wanted;
        const int32_t after = before > people * FULL_TIME ? before - people * FULL_TIME : 0;
        add_edit(f,
                 (rf_lever){.kind = RF_LEVER_FLOOR,
                            .people = people,
                            .unit = in->floors[floor].unit,
                            .floor = floor,
                            .before = before,
                            .amount = after},
                 (rf_edit){.kind = RF_EDIT_FLOOR, .floor = floor, .amount = after});
    }
}

/* ---- stays and dates ---- */

/* Somebody able makes as many stays as the rules let anybody, and would have time for one more. */
static bool stays_are_used_up(const finding *f)
{
    const rf_instance *in = f->d->in;
    for (int32_t a = 0; a < in->n_agents; a++) {
        int32_t first = 0, away = 0;
        const int32_t n = rf_dossier_moves_of(&first, f->d, (rf_agent_id){a});
        for (int32_t i = first; i < first + n; i++)
            away += f->d->moves[i].last - f->d->moves[i].first + 1;
        if (f->s->against[a] == 0 && n == in->rules.max_stays && away < in->rules.max_periods_away)
            return true;
    }
    return false;
}

/* Where both limits are there, raising one may leave the other in the way. */
static void add_both_limits(finding *f)
{
    const rf_instance *in = f->d->in;
    const int32_t k = f->s->need.i;
    rf_lever *added = add_lever(f,
                                (rf_lever){.kind = RF_LEVER_LIMITS,
                                           .before = in->needs[k].max_stay,
                                           .amount = in->n_periods},
                                2);
    if (added == NULL)
        return;
    added->edits[added->n_edits++] =
        (rf_edit){.kind = RF_EDIT_MAX_STAY, .need = k, .amount = in->n_periods};
    added->edits[added->n_edits++] = (rf_edit){.kind = RF_EDIT_AWAY, .amount = in->n_periods};
}

static void find_stays(finding *f)
{
    const rf_instance *in = f->d->in;
    const int32_t k = f->s->need.i;
    const rf_need *need = &in->needs[k];
    if (in->rules.max_periods_away < in->n_periods)
        add_edit(f,
                 (rf_lever){.kind = RF_LEVER_AWAY,
                            .before = in->rules.max_periods_away,
                            .amount = in->n_periods},
                 (rf_edit){.kind = RF_EDIT_AWAY, .amount = in->n_periods});
    if (stays_are_used_up(f))
        add_edit(f,
                 (rf_lever){.kind = RF_LEVER_STAYS,
                            .before = in->rules.max_stays,
                            .amount = in->rules.max_stays + 1},
                 (rf_edit){.kind = RF_EDIT_STAYS, .amount = in->rules.max_stays + 1});
    if (need->max_stay < in->n_periods && in->rules.max_periods_away < in->n_periods)
        add_both_limits(f);
    if (need->max_stay < in->n_periods && need->max_stay < in->rules.max_periods_away)
        add_edit(f,
                 (rf_lever){
                     .kind = RF_LEVER_MAX_STAY, .before = need->max_stay, .amount = in->n_periods},
                 (rf_edit){.kind = RF_EDIT_MAX_STAY, .need = k, .amount = in->n_periods});
    if (need->min_stay > 1)
        add_edit(f, (rf_lever){.kind = RF_LEVER_MIN_STAY, .before = need->min_stay, .amount = 1},
                 (rf_edit){.kind = RF_EDIT_MIN_STAY, .need = k, .amount = 1});
}

/* One period earlier and later, where the dates stay within the scenario's. */
static void find_dates(finding *f)
{
    const rf_instance *in = f->d->in;
    const rf_need_row *rows = rf_rows(in->territory, RF_NEEDS);
    const rf_need_row *row = &rows[f->s->need.i];
    const int32_t days = in->scenario->period_days;
    const int64_t begin = in->scenario->start,
                  end = rf_period_last_day(in->scenario, in->n_periods - 1);
    const int32_t shifts[] = {-days, days};
    for (int i = 0; i < 2; i++)
        if ((int64_t)row->from + shifts[i] >= begin && (int64_t)row->to + shifts[i] <= end)
            add_edit(f, (rf_lever){.kind = RF_LEVER_DATES, .amount = shifts[i]},
                     (rf_edit){.kind = RF_EDIT_DATES, .need = f->s->need.i, .amount = shifts[i]});
}

rf_status rf_levers_find(rf_levers **out, const rf_dossier *dossier, const rf_shortage *shortage,
                         rf_err *err)
{
    finding f = {.d = dossier,
                 .s = shortage,
                 .levers = rf_new_array(1, sizeof *f.levers),
                 .picks = rf_new_array((size_t)dossier->in->n_agents, sizeof *f.picks),
                 .wanted = (shortage->worst + FULL_TIME - 1) / FULL_TIME};
    if (f.levers == NULL || f.picks == NULL) {
        free(f.levers);
        free(f.picks);
        return rf_fail_memory(err);
    }
    if (shortage->total > 0) {
        find_training(&f);
        find_consents(&f);
        find_conventions(&f);
        find_travel(&f);
        find_floors(&f);
        find_stays(&f);
        find_dates(&f);
    }
    free(f.picks);
    if (f.levers->failed) {
        rf_levers_free(f.levers);
        return rf_fail_memory(err);
    }
    *out = f.levers;
    return RF_OK;
}
