/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/missions.h"

#include <stdlib.h>
#include <string.h>

/* A mission, and who decided what it is; "": nobody of these. */
typedef struct entry {
    rf_store_mission mission;
    const char *who;
} entry;

/* Missions in memory, texts in the pool. */
typedef struct missions {
    rf_pool *texts;
    entry *list;
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

static entry *find(const missions *m, const rf_store_mission *wanted)
{
    for (size_t i = 0; i < m->n; i++)
        if (is_same(&m->list[i].mission, wanted))
            return &m->list[i];
    return NULL;
}

static const char *keep(missions *m, const char *text)
{
    const char *kept = rf_pool_intern(m->texts, text, strlen(text));
    m->failed = m->failed || kept == NULL;
    return kept;
}

static void add(missions *m, const rf_store_mission *mission, const char *who)
{
    entry *list = m->failed ? NULL : rf_grow(m->list, &m->room, m->n + 1, sizeof *m->list);
    m->failed = list == NULL;
    if (m->failed)
        return;
    m->list = list;
    entry *e = &m->list[m->n];
    *e = (entry){*mission, keep(m, who)};
    e->mission.agent = keep(m, mission->agent);
    e->mission.need = keep(m, mission->need);
    m->n += !m->failed;
}

/* Adds it, or changes what is there of the same name. */
static void put(missions *m, const rf_store_mission *mission, const char *who)
{
    entry *known = find(m, mission);
    if (known == NULL) {
        add(m, mission, who);
        return;
    }
    known->mission.to = mission->to;
    known->mission.state = mission->state;
    known->who = keep(m, who);
}

static void visit(void *context, const rf_store_mission *mission)
{
    put(context, mission, "");
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

typedef struct wishes {
    missions wanted;
    missions resumed; /* those whose end or extension was undone */
} wishes;

static bool names(const rf_store_decision *forbid, const rf_store_mission *mission)
{
    return strcmp(mission->agent, forbid->agent) == 0 &&
           (forbid->need[0] == '\0' || strcmp(mission->need, forbid->need) == 0);
}

static void cancel(missions *m, const rf_store_decision *forbid)
{
    for (size_t i = 0; i < m->n; i++) {
        entry *e = &m->list[i];
        if (!names(forbid, &e->mission) || forbid->from > e->mission.from ||
            e->mission.to > forbid->to)
            continue;
        e->mission.state = RF_STORE_CANCELLED;
        e->who = keep(m, forbid->author);
    }
}

static void plan(missions *m, const rf_store_decision *pin, rf_store_mission_state state)
{
    put(m,
        &(rf_store_mission){.agent = pin->agent,
                            .need = pin->need,
                            .from = pin->from,
                            .to = pin->to,
                            .state = state},
        pin->author);
}

static bool forbids(const rf_store_decision *decision)
{
    return decision->verdict == RF_STORE_FORBID || decision->verdict == RF_STORE_REFUSE;
}

static rf_store_mission_state state_of(rf_act act)
{
    if (act == RF_ACT_END)
        return RF_STORE_ENDED;
    return act == RF_ACT_EXTEND ? RF_STORE_EXTENDED : RF_STORE_PLANNED;
}

/* Of the two rows of `end` the pin tells all. */
static void follow(void *context, const rf_store_decision *decision)
{
    wishes *w = context;
    rf_note note;
    if (!rf_note_parse(&note, decision->reason))
        return;
    const bool moves = note.act == RF_ACT_END || note.act == RF_ACT_EXTEND;
    if (decision->undone_by != NULL) {
        if (moves && !forbids(decision))
            plan(&w->resumed, decision,
                 decision->from <= note.date ? RF_STORE_STARTED : RF_STORE_PLANNED);
        return;
    }
    if (!forbids(decision))
        plan(&w->wanted, decision, state_of(note.act));
    else if (note.act != RF_ACT_END)
        cancel(&w->wanted, decision);
}

static void free_wishes(wishes *w)
{
    free_missions(&w->wanted);
    free_missions(&w->resumed);
}

/* Free it in any case. */
static rf_status read_wishes(wishes *out, const rf_database *database, rf_err *err)
{
    *out = (wishes){new_missions(), new_missions()};
    rf_status rc = rf_store_each_decision(database->store, database->by.crisis, follow, out, err);
    rc = finish(&out->wanted, rc, err);
    return finish(&out->resumed, rc, err);
}

/* ---- from one to the other ---- */

static bool is_there(const missions *stored, const rf_store_mission *wanted)
{
    const entry *known = find(stored, wanted);
    if (known == NULL)
        return wanted->state == RF_STORE_CANCELLED;
    const bool goes_on =
        known->mission.state == RF_STORE_STARTED && wanted->state == RF_STORE_PLANNED;
    return known->mission.to == wanted->to && (known->mission.state == wanted->state || goes_on);
}

/* By whoever decided it, where somebody did. */
static rf_status put_mission(const rf_database *database, const rf_store_mission *mission,
                             const char *who, rf_err *err)
{
    rf_store_by by = database->by;
    if (who[0] != '\0')
        by.who = who;
    return rf_store_put_mission(database->store, &by, mission, err);
}

static rf_status put_changed(const rf_database *database, const missions *stored,
                             const missions *wanted, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < wanted->n && rc == RF_OK; i++)
        if (!is_there(stored, &wanted->list[i].mission))
            rc = put_mission(database, &wanted->list[i].mission, wanted->list[i].who, err);
    return rc;
}

/* One that no decision asks for any more goes on as before its end or extension was decided, or is
 * cancelled. */
static rf_status release_unwanted(const rf_database *database, const missions *stored,
                                  const wishes *w, rf_err *err)
{
    rf_status rc = RF_OK;
    for (size_t i = 0; i < stored->n && rc == RF_OK; i++) {
        rf_store_mission mission = stored->list[i].mission;
        if (mission.state == RF_STORE_STARTED || mission.state == RF_STORE_CANCELLED ||
            find(&w->wanted, &mission) != NULL)
            continue;
        const entry *resumed = find(&w->resumed, &mission);
        mission.state = resumed != NULL ? resumed->mission.state : RF_STORE_CANCELLED;
        if (mission.state != stored->list[i].mission.state)
            rc = put_mission(database, &mission, "", err);
    }
    return rc;
}

rf_status rf_missions_follow(const rf_database *database, rf_err *err)
{
    missions stored = {.texts = NULL};
    wishes w = {.wanted = {.texts = NULL}};
    if (database->store == NULL)
        return RF_OK;
    rf_status rc = read_stored(&stored, database, err);
    if (rc == RF_OK)
        rc = read_wishes(&w, database, err);
    if (rc == RF_OK)
        rc = put_changed(database, &stored, &w.wanted, err);
    if (rc == RF_OK)
        rc = release_unwanted(database, &stored, &w, err);
    free_missions(&stored);
    free_wishes(&w);
    return rc;
}

/* ---- what has begun ---- */

/* What was ended or extended keeps its own last day. */
static bool is_noted(const missions *stored, const rf_store_mission *mission)
{
    const entry *known = find(stored, mission);
    if (known == NULL || known->mission.state == RF_STORE_PLANNED ||
        known->mission.state == RF_STORE_CANCELLED)
        return false;
    return known->mission.state != RF_STORE_STARTED || known->mission.to == mission->to;
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
        if (mission.from <= today && !is_noted(stored, &mission))
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

/* ---- what may not be taken back ---- */

/* Looks for a mission that has begun and that a row would take back from its first day. */
typedef struct look {
    const rf_csv_decisions *rows;
    missions begun;
} look;

static void look_at(void *context, const rf_store_mission *mission)
{
    look *l = context;
    if (mission->state != RF_STORE_STARTED && mission->state != RF_STORE_EXTENDED)
        return;
    for (size_t i = 0; i < l->rows->n; i++) {
        const rf_csv_decision *row = &l->rows->list[i];
        const rf_store_decision forbid = {.agent = row->agent, .need = row->need};
        if (row->verdict == RF_FORBID && names(&forbid, mission) && row->from <= mission->from &&
            row->to >= mission->from)
            put(&l->begun, mission, "");
    }
}

rf_status rf_missions_check(const rf_database *database, const rf_csv_decisions *rows, rf_err *err)
{
    char begun[RF_DATE_TEXT];
    if (database->store == NULL)
        return RF_OK;
    look l = {rows, new_missions()};
    rf_status rc = rf_store_each_mission(database->store, database->by.crisis, look_at, &l, err);
    rc = finish(&l.begun, rc, err);
    if (rc == RF_OK && l.begun.n > 0) {
        const rf_store_mission *mission = &l.begun.list[0].mission;
        rf_date_format(begun, mission->from);
        rc = rf_fail(err, RF_BAD_INPUT,
                     _("%s has been at %s since %s: what has begun is not refused, it ends ('end "
                       "--to DATE')"),
                     mission->agent, mission->need, begun);
    }
    free_missions(&l.begun);
    return rc;
}
