/* SPDX-License-Identifier: GPL-3.0-or-later
 * A with B's floors, skills or consents: what of it is B's is how its people and units are
 * distributed; who and where stays A's.
 *
 *   floors    units by the share of their contract FTE that they keep: A's unit at a quantile keeps
 *             what B's unit at that quantile does (floors on holders of a skill stay A's)
 *   skills    for each skill and category, as large a share of A's agents holds it as of B's: some
 *             lose it, or some gain it at the level of one of B's; skills are drawn one by one
 *   consents  for each category, agents from the most to the least willing are given B's shares */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/kinds.h"

/* ---- floors ---- */

typedef struct kept_share {
    int32_t unit, percent;
} kept_share;

static int compare_shares(const void *a, const void *b)
{
    const kept_share *x = a, *y = b;
    if (x->percent != y->percent)
        return x->percent < y->percent ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static int32_t share_of(const rf_floor_value *floor, int32_t contract_centi_fte)
{
    if (floor->is_percent)
        return floor->value;
    const long percent = lround(100.0 * floor->value / contract_centi_fte);
    return (int32_t)(percent > 100 ? 100 : percent);
}

/* Of every unit that has agents, the least first. NULL: out of memory. */
static kept_share *shares_of(int32_t *n, const rf_territory *t)
{
    const rf_agent_row *agents = rf_rows(t, RF_AGENTS);
    const rf_floor_row *floors = rf_rows(t, RF_FLOORS);
    const int32_t n_units = rf_n_rows(t, RF_UNITS);
    kept_share *shares = rf_new_array((size_t)n_units, sizeof *shares);
    int32_t *contract = rf_new_array((size_t)n_units, sizeof *contract);
    if (shares == NULL || contract == NULL) {
        free(shares);
        free(contract);
        return NULL;
    }
    for (int32_t a = 0; a < rf_n_rows(t, RF_AGENTS); a++)
        contract[agents[a].unit.i] += agents[a].fte_percent;
    for (int32_t u = 0; u < n_units; u++)
        shares[u] = (kept_share){u, 0};
    for (int32_t f = 0; f < rf_n_rows(t, RF_FLOORS); f++) {
        const int32_t unit = floors[f].unit.i;
        if (floors[f].skill.id == NULL && contract[unit] > 0)
            shares[unit].percent = share_of(&floors[f].floor, contract[unit]);
    }
    *n = 0;
    for (int32_t u = 0; u < n_units; u++)
        if (contract[u] > 0)
            shares[(*n)++] = shares[u];
    free(contract);
    if (*n > 1)
        qsort(shares, (size_t)*n, sizeof *shares, compare_shares);
    return shares;
}

static rf_status keep_share(rf_territory *t, kept_share share, rf_err *err)
{
    rf_floor_row *rows = t->tables[RF_FLOORS].rows;
    const rf_floor_value floor = {.value = share.percent, .is_percent = true};
    bool found = false;
    for (int32_t f = 0; f < rf_n_rows(t, RF_FLOORS); f++)
        if (rows[f].skill.id == NULL && rows[f].unit.i == share.unit) {
            rows[f].floor = floor;
            found = true;
        }
    if (found || share.percent == 0)
        return RF_OK;
    const rf_unit_row *units = rf_rows(t, RF_UNITS);
    rf_floor_row *row = rf_territory_add_row(t, RF_FLOORS);
    if (row == NULL)
        return rf_fail_memory(err);
    *row = (rf_floor_row){.unit = {.id = units[share.unit].key.id, .i = share.unit},
                          .skill = {.i = -1},
                          .min_level = 1,
                          .floor = floor};
    return RF_OK;
}

rf_status rf_sweep_floors_of(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                             rf_err *err)
{
    int32_t n = 0, n_theirs = 0;
    kept_share *ours = shares_of(&n, subject->territory);
    kept_share *theirs = shares_of(&n_theirs, arguments[0].territory);
    rf_status rc = ours == NULL || theirs == NULL ? rf_fail_memory(err) : RF_OK;
    for (int32_t i = 0; i < n && n_theirs > 0 && rc == RF_OK; i++) {
        const int32_t at = (int32_t)((2 * (int64_t)i + 1) * n_theirs / (2 * (int64_t)n));
        rc = keep_share(subject->territory, (kept_share){ours[i].unit, theirs[at].percent}, err);
    }
    free(ours);
    free(theirs);
    return rc;
}

/* ---- skills ---- */

enum { N_LEVELS = 5, LOST = N_LEVELS /* in the place of a level */ };

/* Who holds a skill, and at which level; 0: not at all. */
typedef struct holders {
    uint8_t *levels; /* [agents] */
    int32_t n_agents, n_of[RF_N_CATEGORIES], at[RF_N_CATEGORIES][N_LEVELS];
} holders;

static bool holders_new(holders *out, const rf_territory *t)
{
    const rf_agent_row *agents = rf_rows(t, RF_AGENTS);
    *out = (holders){.n_agents = rf_n_rows(t, RF_AGENTS)};
    out->levels = rf_new_array((size_t)out->n_agents, sizeof *out->levels);
    for (int32_t a = 0; a < out->n_agents; a++)
        out->n_of[agents[a].category]++;
    return out->levels != NULL;
}

static void find_holders(holders *out, const rf_territory *t, const char *skill)
{
    const rf_agent_row *agents = rf_rows(t, RF_AGENTS);
    const rf_skill_row *rows = rf_rows(t, RF_SKILLS);
    memset(out->levels, 0, (size_t)out->n_agents);
    memset(out->at, 0, sizeof out->at);
    for (int32_t i = 0; i < rf_n_rows(t, RF_SKILLS); i++) {
        uint8_t *level = &out->levels[rows[i].agent.i];
        if (rows[i].level > *level && strcmp(rows[i].skill.id, skill) == 0)
            *level = (uint8_t)rows[i].level;
    }
    for (int32_t a = 0; a < out->n_agents; a++)
        out->at[agents[a].category][out->levels[a]]++;
}

static double rate(const holders *h, int32_t category)
{
    return h->n_of[category] > 0 ? 1 - (double)h->at[category][0] / h->n_of[category] : 0;
}

/* The level of the holder at a share of them, from the lowest. */
static uint8_t level_at(const holders *h, int32_t category, double share)
{
    int32_t left = (int32_t)(share * (h->n_of[category] - h->at[category][0]));
    uint8_t level = 1;
    while (level < N_LEVELS - 1 && left >= h->at[category][level])
        left -= h->at[category][level++];
    return level;
}

/* One agent's part in moving a rate from `before` to `after`. */
static bool changes(double before, double after, bool holds, double draw)
{
    if (after > before)
        return !holds && draw < (after - before) / (1 - before);
    return holds && draw < 1 - after / before;
}

static void refuse_lost(rf_territory *t, const holders *h, const char *skill)
{
    rf_skill_row *rows = t->tables[RF_SKILLS].rows;
    for (int32_t i = 0; i < rf_n_rows(t, RF_SKILLS); i++)
        if (h->levels[rows[i].agent.i] == LOST && strcmp(rows[i].skill.id, skill) == 0)
            rows[i].row.refused = true;
}

rf_status rf_sweep_give_skill(rf_territory *t, int32_t agent, const char *skill, int32_t level,
                              rf_err *err)
{
    const rf_agent_row *agents = rf_rows(t, RF_AGENTS);
    const char *kept = rf_pool_intern(t->strings, skill, strlen(skill));
    rf_skill_row *row = kept == NULL ? NULL : rf_territory_add_row(t, RF_SKILLS);
    if (row == NULL)
        return rf_fail_memory(err);
    *row = (rf_skill_row){.agent = {.id = agents[agent].key.id, .i = agent},
                          .skill = {.id = kept, .i = -1},
                          .level = level,
                          .valid_until = RF_DATE_LAST};
    return RF_OK;
}

typedef struct exchange {
    rf_sweep_subject *subject;
    const rf_territory *other;
    holders ours, theirs;
} exchange;

static rf_status exchange_skill(exchange *e, const char *skill, rf_err *err)
{
    rf_territory *t = e->subject->territory;
    find_holders(&e->ours, t, skill);
    find_holders(&e->theirs, e->other, skill);
    rf_status rc = RF_OK;
    for (int32_t a = 0; a < e->ours.n_agents && rc == RF_OK; a++) {
        const rf_agent_row *agent = (const rf_agent_row *)rf_rows(t, RF_AGENTS) + a;
        const double before = rate(&e->ours, agent->category),
                     after = rate(&e->theirs, agent->category);
        const bool holds = e->ours.levels[a] > 0;
        if (!changes(before, after, holds, rf_sweep_draw(e->subject->seed, skill, agent->key.id)))
            continue;
        const double draw = rf_sweep_draw(e->subject->seed, "level", agent->key.id);
        if (holds)
            e->ours.levels[a] = LOST;
        else
            rc = rf_sweep_give_skill(t, a, skill, level_at(&e->theirs, agent->category, draw), err);
    }
    refuse_lost(t, &e->ours, skill);
    return rc;
}

rf_status rf_sweep_skills_of(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                             rf_err *err)
{
    exchange e = {.subject = subject, .other = arguments[0].territory};
    rf_status rc = holders_new(&e.ours, subject->territory) && holders_new(&e.theirs, e.other)
                       ? RF_OK
                       : rf_fail_memory(err);
    /* Links renew the pools: theirs stay as they are, ours until the end. */
    const rf_pool *ours = subject->territory->skills, *theirs = e.other->skills;
    for (int32_t s = 0; s < rf_pool_size(theirs) && rc == RF_OK; s++)
        rc = exchange_skill(&e, rf_pool_at(theirs, s), err);
    for (int32_t s = 0; s < rf_pool_size(ours) && rc == RF_OK; s++) {
        const char *skill = rf_pool_at(ours, s);
        if (rf_pool_find(theirs, skill, strlen(skill)) < 0)
            rc = exchange_skill(&e, skill, err);
    }
    free(e.ours.levels);
    free(e.theirs.levels);
    return rc == RF_OK ? rf_sweep_relink(subject, err) : rc;
}

/* ---- consents ---- */

typedef struct willing {
    int32_t agent, consent;
    double draw;
} willing;

static int compare_willing(const void *a, const void *b)
{
    const willing *x = a, *y = b;
    if (x->consent != y->consent)
        return x->consent < y->consent ? -1 : 1;
    if (x->draw < y->draw || x->draw > y->draw)
        return x->draw < y->draw ? -1 : 1;
    return (x->agent > y->agent) - (x->agent < y->agent);
}

/* How many of the category's agents each consent has. */
static int32_t count_consents(int32_t counts[RF_N_CONSENTS], const rf_territory *t,
                              int32_t category)
{
    const rf_agent_row *agents = rf_rows(t, RF_AGENTS);
    int32_t n = 0;
    memset(counts, 0, RF_N_CONSENTS * sizeof *counts);
    for (int32_t a = 0; a < rf_n_rows(t, RF_AGENTS); a++)
        if (agents[a].category == category) {
            counts[agents[a].consent]++;
            n++;
        }
    return n;
}

static void give_consents(rf_sweep_subject *subject, willing *order, const rf_territory *other,
                          int32_t category)
{
    rf_agent_row *agents = subject->territory->tables[RF_AGENTS].rows;
    int32_t counts[RF_N_CONSENTS], n = 0;
    const int32_t n_theirs = count_consents(counts, other, category);
    for (int32_t a = 0; a < rf_n_rows(subject->territory, RF_AGENTS); a++)
        if (agents[a].category == category)
            order[n++] = (willing){a, agents[a].consent,
                                   rf_sweep_draw(subject->seed, "consent", agents[a].key.id)};
    if (n == 0 || n_theirs == 0)
        return;
    qsort(order, (size_t)n, sizeof *order, compare_willing);
    int64_t through = 0;
    int32_t i = 0;
    for (int32_t c = 0; c < RF_N_CONSENTS; c++) {
        through += counts[c];
        const int32_t end = (int32_t)((2 * through * n + n_theirs) / (2 * (int64_t)n_theirs));
        for (; i < end; i++)
            agents[order[i].agent].consent = c;
    }
}

rf_status rf_sweep_consents_of(rf_sweep_subject *subject, const rf_sweep_argument *arguments,
                               rf_err *err)
{
    willing *order = rf_new_array((size_t)rf_n_rows(subject->territory, RF_AGENTS), sizeof *order);
    if (order == NULL)
        return rf_fail_memory(err);
    for (int32_t category = 0; category < RF_N_CATEGORIES; category++)
        give_consents(subject, order, arguments[0].territory, category);
    free(order);
    return RF_OK;
}
