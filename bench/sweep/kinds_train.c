/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a skill is worth: k people more who have it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sweep/kinds.h"

typedef struct candidate {
    int32_t agent;
    double draw;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->draw < y->draw || x->draw > y->draw)
        return x->draw < y->draw ? -1 : 1;
    return (x->agent > y->agent) - (x->agent < y->agent);
}

/* Marks who holds it at the level or above; whether anybody's row or any need names it at all. */
static bool mark_holders(bool *holds, const rf_territory *t, const char *skill, int32_t level)
{
    const rf_skill_row *rows = rf_rows(t, RF_SKILLS);
    for (int32_t i = 0; i < rf_n_rows(t, RF_SKILLS); i++)
        if (strcmp(rows[i].skill.id, skill) == 0 && rows[i].level >= level &&
            rows[i].valid_until == RF_DATE_LAST)
            holds[rows[i].agent.i] = true;
    return rf_pool_find(t->skills, skill, strlen(skill)) >= 0;
}

/* Who does not hold it and may be asked to move: all of them in the order of the draw. */
static int32_t list_candidates(candidate *out, const rf_sweep_subject *subject, const bool *holds,
                               const char *skill, int32_t organisation)
{
    const rf_agent_row *agents = rf_rows(subject->territory, RF_AGENTS);
    int32_t n = 0;
    for (int32_t a = 0; a < rf_n_rows(subject->territory, RF_AGENTS); a++) {
        const bool asked = (subject->scenario->rules.consents & (1U << agents[a].consent)) != 0;
        const bool here =
            organisation < 0 || rf_sweep_employer(subject->territory, a) == organisation;
        if (asked && here && !holds[a])
            out[n++] = (candidate){a, rf_sweep_draw(subject->seed, skill, agents[a].key.id)};
    }
    if (n > 1)
        qsort(out, (size_t)n, sizeof *out, compare_candidates);
    return n;
}

typedef struct class_room {
    int32_t organisation; /* -1: all */
    candidate *list;      /* [agents] */
    bool *holds;          /* [agents] */
} class_room;

static rf_status train(const class_room *room, rf_sweep_subject *subject,
                       const rf_sweep_argument *arguments, rf_err *err)
{
    const char *skill = arguments[0].text;
    const int32_t level = isnan(arguments[2].number) ? 2 : (int32_t)lround(arguments[2].number);
    if (!mark_holders(room->holds, subject->territory, skill, level))
        return rf_fail(err, RF_BAD_INPUT, "skill: '%s' is named by no row of this territory",
                       skill);
    const int32_t n = list_candidates(room->list, subject, room->holds, skill, room->organisation);
    const int32_t people = (int32_t)lround(arguments[1].number);
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < n && i < people && rc == RF_OK; i++)
        rc = rf_sweep_give_skill(subject->territory, room->list[i].agent, skill, level, err);
    return rc == RF_OK ? rf_sweep_relink(subject, err) : rc;
}

rf_status rf_sweep_train(rf_sweep_subject *subject, const rf_sweep_argument *arguments, rf_err *err)
{
    const size_t n_agents = (size_t)rf_n_rows(subject->territory, RF_AGENTS);
    class_room room = {.organisation = -1,
                       .list = rf_new_array(n_agents, sizeof *room.list),
                       .holds = rf_new_array(n_agents, sizeof *room.holds)};
    rf_status rc = room.list == NULL || room.holds == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK && arguments[3].text != NULL)
        rc = rf_sweep_find_organisation(&room.organisation, subject->territory, arguments[3].text,
                                        err);
    if (rc == RF_OK)
        rc = train(&room, subject, arguments, err);
    free(room.list);
    free(room.holds);
    return rc;
}
