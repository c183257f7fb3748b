/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/missions.h"

#include <stdlib.h>
#include <string.h>

/* Missions in memory, texts in the pool. */
typedef struct missions {
    rf_pool *texts;
    rf_store_mission *list;
    size_t n, room;
    bool failed; /* for want of memory */
} missions;

static void free_missions(missions *m)
{
    free(m->list);
    rf_pool_free(m->texts);
}

static missions new_missions(void)
{
    rf_pool *texts = rf_pool_new();
    return (missions){.texts = texts, .failed = texts == NULL};
}

static bool is_same(const rf_store_mission *a, const rf_store_mission *b)
{
    return a->from == b->from && strcmp(a->agent, b->agent) == 0 && strcmp(a->need, b->need) == 0;
}

static rf_store_mission *find(const missions *m, const rf_store_mission *wanted)
{
    for (size_t i = 0; i < m->n; i++)
        if (is_same(&m->list[i], wanted))
            return &m->list[i];
    return NULL;
}

/* Adds it, or changes what is there of the same name. */
static void put(missions *m, const rf_store_mission *mission)
{
    rf_store_mission *known = find(m, mission);
    if (known != NULL) {
        known->to = mission->to;
        known->state = mission->state;
        return;
    }
    rf_store_mission *list =
        m->failed ? NULL : rf_grow(m->list, &m->room, m->n + 1, sizeof *m->list);
    if (list != NULL)
        m->list = list;
    rf_store_mission kept = *mission;
    if (list != NULL) {
        kept.agent = rf_pool_intern(m->texts, mission->agent, strlen(mission->agent));
        kept.need = rf_pool_intern(m->texts, mission->need, strlen(mission->need));
    }
    m->failed = list == NULL || kept.agent == NULL || kept.need == NULL;
    if (!m->failed)
        m->list[m->n++] = kept;
}

static void visit(void *context, const rf_store_mission *mission)
{
    put(context, mission);
}

static rf_status finish(const missions *m, rf_status rc, rf_err *err)
{
    return rc == RF_OK && m->failed ? rf_fail_memory(err) : rc;
}

/* Free it in any case. */
static rf_status read_stored(missions *out, const rf_database *database, rf_err *err)
{
    *out = new_missions();
    const rf_status rc =
        rf_store_each_mission(database->store, database->by.crisis, visit, out, err);
    return finish(out, rc, err);
}

/* ---- what the decisions ask for ---- */

static void cancel(missions *m, const rf_store_decision *forbid)
{
    for (size_t i = 0; i < m->n; i++) {
        rf_store_mission *mission = &m->list[i];
        if (strcmp(mission->agent, forbid->agent) == 0 &&
            (forbid->need[0] == '\0' || strcmp(mission->need, forbid->need) == 0) &&
            forbid->from <= mission->from && mission->to <= forbid->to)
            mission->state = RF_STORE_CANCELLED;
    }
}

static void plan(missions *m, const rf_store_decision *pin, rf_store_mission_state state)
{
    put(m, &(rf_store_mission){.agent = pin->agent,
                               .need = pin->need,
                               .from = pin->from,
                               .to = pin->to,
                               .state = state});
}

/* Of the two rows of `end` the pin tells all. */
static void follow(void *context, const rf_store_decision *decision)
{
    missions *m = context;
    rf_note note;
    if (decision->undone_by != NULL || !rf_note_parse(&note, decision->reason))
        return;
    const bool forbids =
        decision->verdict == RF_STORE_FORBID || decision->verdict == RF_STORE_REFUSE;
    if (forbids && note.act != RF_ACT_END)
        cancel(m, decision);
    else if (!forbids && note.act == RF_ACT_END)
        plan(m, decision, RF_STORE_ENDED);
    else if (!forbids)
        plan(m, decision, note.act == RF_ACT_EXTEND ? RF_STORE_EXTENDED : RF_STORE_PLANNED);
}

/* Free it in any case. */
static rf_status read_wanted(missions *out, const rf_database *database, rf_err *err)
{
    *out = new_missions();
    const rf_status rc =
        rf_store_each_decision(database->store, database->by.crisis, follow, out, err);
    return finish(out, rc, err);
}

/* ---- from one to the other ---- */

static bool is_there(const missions *stored, const rf_store_mission *wanted)
{
    const rf_store_mission *known = find(stored, wanted);
    if (known == NULL)
        return wanted->state == RF_STORE_CANCELLED;
    const bool goes_on = known->state == RF_STORE_STARTED && wanted->state == RF_STORE_PLANNED;
    return known->to == wanted->to && (known->state == wanted->state || goes_on);
}

static rf_status put_changed(const rf_database *database, const missions *stored,
                             const missions *wanted, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < wanted->n && rc == RF_OK; i++)
        if (!is_there(stored, &wanted->list[i]))
            rc = rf_store_put_mission(database->store, &database->by, &wanted->list[i], err);
    return rc;
}

static rf_status cancel_unwanted(const rf_database *database, const missions *stored,
                                 const missions *wanted, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < stored->n && rc == RF_OK; i++) {
        rf_store_mission mission = stored->list[i];
        if (mission.state == RF_STORE_STARTED || mission.state == RF_STORE_CANCELLED ||
            find(wanted, &mission) != NULL)
            continue;
        mission.state = RF_STORE_CANCELLED;
        rc = rf_store_put_mission(database->store, &database->by, &mission, err);
    }
    return rc;
}

rf_status rf_missions_follow(const rf_database *database, rf_err *err)
{
    missions stored = {.texts = NULL}, wanted = {.texts = NULL};
    if (database->store == NULL)
        return RF_OK;
    rf_status rc = read_stored(&stored, database, err);
    if (rc == RF_OK)
        rc = read_wanted(&wanted, database, err);
    if (rc == RF_OK)
        rc = put_changed(database, &stored, &wanted, err);
    if (rc == RF_OK)
        rc = cancel_unwanted(database, &stored, &wanted, err);
    free_missions(&stored);
    free_missions(&wanted);
    return rc;
}

/* ---- what has begun ---- */

static bool has_begun(const missions *stored, const rf_store_mission *mission)
{
    const rf_store_mission *known = find(stored, mission);
    return known != NULL && known->state != RF_STORE_PLANNED && known->state != RF_STORE_CANCELLED;
}

static rf_status start_each(const rf_database *database, const missions *stored,
                            const rf_instance *in, const rf_plan *solved, rf_date today,
                            rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < solved->n_moves && rc == RF_OK; i++) {
        const rf_move *move = &solved->moves[i];
        const rf_store_mission mission = {.agent = rf_agent_name(in, move->agent),
                                          .need = rf_need_name(in, move->need),
                                          .from = rf_period_first_day(in->scenario, move->first),
                                          .to = rf_period_last_day(in->scenario, move->last),
                                          .state = RF_STORE_STARTED};
        if (mission.from <= today && !has_begun(stored, &mission))
            rc = rf_store_put_mission(database->store, &database->by, &mission, err);
    }
    return rc;
}

rf_status rf_missions_start(const rf_database *database, const rf_instance *in, const rf_plan *plan,
                            rf_date today, rf_err *err)
{
    missions stored = {.texts = NULL};
    if (database->store == NULL)
        return RF_OK;
    rf_status rc = read_stored(&stored, database, err);
    if (rc == RF_OK)
        rc = start_each(database, &stored, in, plan, today, err);
    free_missions(&stored);
    return rc;
}
