/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "engine/core/mem.h"
#include "engine/core/nearest.h"
#include "engine/core/text.h"
#include "engine/domain/linking.h"

enum { MOST_COMPARISONS = 1000000 }; /* well under a second */

/* A unit and a skill of which a floor counts the holders. */
typedef struct floored {
    struct {
        int32_t unit, skill;
    } key;
    bool held;
    UT_hash_handle hh;
} floored;

typedef struct holders {
    const char **held; /* by skill: its name where somebody holds it, else NULL */
    bool *counted;     /* by skill: some floor counts its holders */
    floored *floors;   /* by floor row; skill -1 where it counts the whole unit */
    floored *by_key;   /* the same */
    int64_t comparisons_left;
} holders;

static void free_holders(holders *h)
{
    HASH_CLEAR(hh, h->by_key);
    free(h->floors);
    free(h->counted);
    free(h->held);
}

static floored *find_floored(const holders *h, int32_t unit, int32_t skill)
{
    const floored wanted = {.key = {unit, skill}};
    floored *found = NULL;
    HASH_FIND(hh, h->by_key, &wanted.key, sizeof wanted.key, found);
    return found;
}

static bool add_floored(holders *h, floored *one, const rf_floor_row *row)
{
    one->key.unit = row->unit.i;
    one->key.skill = row->skill.i;
    h->counted[row->skill.i] = true;
    if (find_floored(h, row->unit.i, row->skill.i) != NULL)
        return true;
    HASH_ADD(hh, h->by_key, key, sizeof one->key, one);
    return one->hh.tbl != NULL;
}

static rf_status note_floors(holders *h, const rf_territory *t, rf_err *err)
{
    const rf_floor_row *rows = rf_rows(t, RF_FLOORS);
    for (int32_t i = 0; i < rf_n_rows(t, RF_FLOORS); i++)
        if (rows[i].unit.i >= 0 && rows[i].skill.i >= 0 && !add_floored(h, &h->floors[i], &rows[i]))
            return rf_fail_memory(err);
    return RF_OK;
}

/* Refused rows count as well: they will hold the skill once they are mended. */
static void note_holders(holders *h, const rf_territory *t)
{
    const rf_skill_row *rows = rf_rows(t, RF_SKILLS);
    const rf_agent_row *agents = rf_rows(t, RF_AGENTS);
    for (int32_t i = 0; i < rf_n_rows(t, RF_SKILLS); i++) {
        const int32_t agent = rows[i].agent.i, skill = rows[i].skill.i;
        if (skill < 0)
            continue;
        h->held[skill] = rf_pool_at(t->skills, skill);
        floored *floor =
            agent >= 0 && h->counted[skill] ? find_floored(h, agents[agent].unit.i, skill) : NULL;
        if (floor != NULL)
            floor->held = true;
    }
}

static void hint_held_skill(const rf_linking *l, holders *h, const char *skill)
{
    const int32_t n = rf_pool_size(l->territory->skills);
    if (h->comparisons_left < n)
        return;
    h->comparisons_left -= n;
    const char *near = rf_nearest(skill, h->held, (size_t)n);
    if (near != NULL)
        rf_diags_hint(l->diags, _("did you mean '%s'?"), near);
}

static void warn_unheld(const rf_linking *l, holders *h, const rf_ref *skill)
{
    rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, skill->at),
                 _("skill: '%s' is held by nobody"), skill->id);
    hint_held_skill(l, h, skill->id);
}

static void warn_needs(const rf_linking *l, holders *h)
{
    const rf_need_skill_row *rows = rf_rows(l->territory, RF_NEED_SKILLS);
    for (int32_t i = 0; i < rf_n_rows(l->territory, RF_NEED_SKILLS); i++)
        if (rows[i].skill.i >= 0 && h->held[rows[i].skill.i] == NULL)
            warn_unheld(l, h, &rows[i].skill);
}

static void warn_floors(const rf_linking *l, holders *h)
{
    const rf_floor_row *rows = rf_rows(l->territory, RF_FLOORS);
    for (int32_t i = 0; i < rf_n_rows(l->territory, RF_FLOORS); i++) {
        const rf_floor_row *row = &rows[i];
        if (row->unit.i < 0 || row->skill.i < 0)
            continue;
        if (h->held[row->skill.i] == NULL)
            warn_unheld(l, h, &row->skill);
        else if (!find_floored(h, row->unit.i, row->skill.i)->held)
            rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, row->skill.at),
                         _("skill: '%s' is held by nobody in unit '%s'"), row->skill.id,
                         row->unit.id);
    }
}

rf_status rf_link_check_skills(const rf_linking *linking, rf_err *err)
{
    const rf_territory *t = linking->territory;
    const size_t n = (size_t)rf_pool_size(t->skills);
    holders h = {
        .held = rf_new_array(n, sizeof *h.held),
        .counted = rf_new_array(n, sizeof *h.counted),
        .floors = rf_new_array((size_t)rf_n_rows(t, RF_FLOORS), sizeof *h.floors),
        .comparisons_left = MOST_COMPARISONS,
    };
    rf_status rc = RF_OK;
    if (h.held == NULL || h.counted == NULL || h.floors == NULL)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        rc = note_floors(&h, t, err);
    if (rc == RF_OK) {
        note_holders(&h, t);
        warn_needs(linking, &h);
        warn_floors(linking, &h);
    }
    free_holders(&h);
    return rc;
}
