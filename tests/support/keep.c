/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/keep.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

const char KEEP_DB[] = "renfort.db";
const rf_store_by KEEP_BY = {NULL, "head of the library"};

enum { FINDINGS_LIMIT = 1 << 20 };

int keep_enter(void **state)
{
    const char *where = getenv("TMPDIR");
    char *folder = NULL;
    assert_true(asprintf(&folder, "%s/renfort-test-XXXXXX", where != NULL ? where : "/tmp") > 0);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    *state = folder;
    return 0;
}

int keep_leave(void **state)
{
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (struct dirent *file = readdir(folder); file != NULL; file = readdir(folder))
        unlink(file->d_name);
    closedir(folder);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(*state), 0);
    free(*state);
    return 0;
}

rf_store *keep_open(rf_store_mode mode)
{
    rf_err err;
    rf_store *store = NULL;
    if (rf_store_open(&store, KEEP_DB, mode, &err) != RF_OK)
        fail_msg("%s", err.text);
    return store;
}

rf_store *keep_new(void)
{
    rf_err err;
    rf_store *store = keep_open(RF_STORE_CREATE);
    const rf_store_by by = {"flood", KEEP_BY.who};
    if (rf_store_crisis_open(store, &by, &err) != RF_OK)
        fail_msg("%s", err.text);
    return store;
}

rf_store_decision keep_decision(char room[KEEP_ROOM], int i)
{
    snprintf(room, KEEP_ROOM, "AGENT-%06d", i);
    snprintf(room + 32, KEEP_ROOM - 32, "said by telephone %d", i);
    return (rf_store_decision){
        .verdict = (rf_store_verdict)(i % RF_STORE_N_VERDICTS),
        .agent = room,
        .need = i % 3 == 0 ? "" : "MEALS",
        .from = 20000 + i % 7,
        .to = i % 2 == 0 ? RF_DATE_LAST : 20010,
        .date = 20000,
        .reason = "service",
        .comment = room + 32,
    };
}

rf_status keep_decide(rf_store *store, int i, rf_err *err)
{
    int64_t id = 0;
    char room[KEEP_ROOM];
    const rf_store_decision decision = keep_decision(room, i);
    return rf_store_decide(&id, store, &KEEP_BY, &decision, err);
}

/* ---- filling --------------------------------------------------------------------------------- */

static rf_status fill_inputs(char territory[RF_STORE_HEX], char scenario[RF_STORE_HEX],
                             rf_store *store, int i, rf_err *err)
{
    enum { LONG = 9000 };
    char agents[LONG + 1], json[40];
    snprintf(agents, sizeof agents, "agent,unit\nAGENT-%06d,LIB\n", i);
    for (size_t at = strlen(agents); at < LONG; at++)
        agents[at] = (char)('a' + (at * 7 + (size_t)i) % 26);
    agents[LONG] = '\0';
    snprintf(json, sizeof json, "{\"name\": \"scenario %d\"}", i);
    const rf_store_file files[] = {{"agents.csv", agents, LONG}, {"empty.csv", "", 0}};
    rf_status rc = rf_store_put_territory(territory, store, &KEEP_BY, files, 2, err);
    if (rc == RF_OK)
        rc = rf_store_put_scenario(scenario, store, &KEEP_BY,
                                   &(rf_store_file){NULL, json, strlen(json)}, err);
    return rc;
}

static rf_status fill_plans(int64_t *last, rf_store *store, int i, rf_err *err)
{
    char territory[RF_STORE_HEX], scenario[RF_STORE_HEX];
    rf_status rc = fill_inputs(territory, scenario, store, i, err);
    *last = 0;
    for (int n = 0; n < 2 && rc == RF_OK; n++) {
        rf_buf document = rf_buf_new(1 << 16);
        for (int line = 0; line < 200; line++)
            rf_buf_printf(&document, "{\"agent\": \"AGENT-%06d\", \"n\": %d}\n", i + line, n);
        const rf_store_plan plan = {
            .territory = territory, .scenario = scenario, .baseline = *last};
        rc = rf_store_put_plan(last, store, &KEEP_BY, &plan, &document, err);
        rf_buf_free(&document);
    }
    return rc;
}

static rf_status fill_decisions(rf_store *store, int first, int64_t plan, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int i = first; i < first + 4 && rc == RF_OK; i++) {
        char room[KEEP_ROOM];
        int64_t id = 0;
        rf_store_decision decision = keep_decision(room, i);
        decision.plan = i % 2 == 0 ? plan : 0;
        rc = rf_store_decide(&id, store, &KEEP_BY, &decision, err);
        if (rc == RF_OK && i == first + 1)
            rc = rf_store_undo(store, &KEEP_BY, id, err);
    }
    return rc;
}

static rf_status fill_missions(rf_store *store, int first, rf_err *err)
{
    char agent[32];
    snprintf(agent, sizeof agent, "AGENT-%06d", first);
    rf_store_mission mission = {.agent = agent, .need = "MEALS", .from = 20000, .to = 20006};
    rf_status rc = rf_store_put_mission(store, &KEEP_BY, &mission, err);
    mission.state = RF_STORE_EXTENDED;
    mission.to = 20013;
    return rc == RF_OK ? rf_store_put_mission(store, &KEEP_BY, &mission, err) : rc;
}

static rf_status fill_initiatives(rf_store *store, int first, rf_err *err)
{
    char key[32], agent[32];
    snprintf(key, sizeof key, "I-%d", first);
    snprintf(agent, sizeof agent, "AGENT-%06d", first);
    rf_store_initiative initiative = {.initiative = key,
                                      .name = "Masks",
                                      .authors = agent,
                                      .sponsor = "LIB",
                                      .state = "proposed",
                                      .need = "",
                                      .outcome = "",
                                      .review_on = 20020};
    rf_status rc = rf_store_put_initiative(store, &KEEP_BY, &initiative, err);
    initiative.state = "endorsed";
    return rc == RF_OK ? rf_store_put_initiative(store, &KEEP_BY, &initiative, err) : rc;
}

rf_status keep_fill(rf_store *store, int first, rf_err *err)
{
    int64_t plan = 0;
    rf_status rc = fill_plans(&plan, store, first, err);
    if (rc == RF_OK)
        rc = fill_decisions(store, first, plan, err);
    if (rc == RF_OK)
        rc = fill_missions(store, first, err);
    return rc == RF_OK ? fill_initiatives(store, first, err) : rc;
}

/* ---- telling --------------------------------------------------------------------------------- */

/* What is told, and what is read afterwards. */
typedef struct teller {
    rf_buf *out;
    rf_store *store;
    int64_t plans[64];
    char inputs[64][2][RF_STORE_HEX];
    int n_plans;
} teller;

static void tell_crisis(void *context, const rf_store_crisis *c)
{
    rf_buf_printf(((teller *)context)->out, "%s %s %lld %lld\n", c->name, c->state,
                  (long long)c->opened, (long long)c->closed);
}

static void tell_plan(void *context, const rf_store_plan *p)
{
    teller *t = context;
    rf_buf_printf(t->out, "plan %lld %lld %s %s %s %s %lld\n", (long long)p->id, (long long)p->at,
                  p->crisis, p->sha256, p->territory, p->scenario, (long long)p->baseline);
    if (t->n_plans < 64) {
        t->plans[t->n_plans] = p->id;
        snprintf(t->inputs[t->n_plans][0], RF_STORE_HEX, "%s", p->territory);
        snprintf(t->inputs[t->n_plans++][1], RF_STORE_HEX, "%s", p->scenario);
    }
}

static void tell_decision(void *context, const rf_store_decision *d)
{
    rf_buf_printf(((teller *)context)->out,
                  "%lld %lld %s %s/%s %d..%d %d by %s: %s, %s; plan %lld undone %s %lld\n",
                  (long long)d->id, (long long)d->at, rf_store_verdict_name(d->verdict), d->agent,
                  d->need, d->from, d->to, d->date, d->author, d->reason, d->comment,
                  (long long)d->plan, d->undone_by != NULL ? d->undone_by : "-",
                  (long long)d->undone_at);
}

static void tell_mission(void *context, const rf_store_mission *m)
{
    rf_buf_printf(((teller *)context)->out, "mission %lld %s %s %d..%d %s\n", (long long)m->id,
                  m->agent, m->need, m->from, m->to, rf_store_mission_state_name(m->state));
}

static void tell_initiative(void *context, const rf_store_initiative *i)
{
    rf_buf_printf(((teller *)context)->out, "initiative %lld %s %s %s %s %s %s %s %d\n",
                  (long long)i->id, i->initiative, i->name, i->authors, i->sponsor, i->state,
                  i->need, i->outcome, i->review_on);
}

static void tell_entry(void *context, const rf_store_entry *e)
{
    rf_buf_printf(((teller *)context)->out, "%lld %lld %s %s %s %s %s %s %s %s %s %s %s\n",
                  (long long)e->seq, (long long)e->at, e->crisis, e->object, e->what, e->need,
                  e->who, e->agent, e->before, e->after, e->plan, e->input, e->hash);
}

static void tell_file(void *context, const rf_store_file *file)
{
    rf_buf_printf(((teller *)context)->out, "file %s\n", file->name);
    rf_buf_add(((teller *)context)->out, file->bytes, file->n);
}

static rf_status tell_contents(teller *t, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int i = 0; i < t->n_plans && rc == RF_OK; i++) {
        rc = rf_store_get_plan(t->out, t->store, t->plans[i], err);
        if (rc == RF_OK)
            rc = rf_store_get_territory(t->store, t->inputs[i][0], tell_file, t, err);
        if (rc == RF_OK)
            rc = rf_store_get_scenario(t->out, t->store, t->inputs[i][1], err);
    }
    return rc;
}

rf_status keep_tell(rf_buf *out, rf_store *store, rf_err *err)
{
    teller t = {.out = out, .store = store};
    rf_status rc = rf_store_each_crisis(store, tell_crisis, &t, err);
    if (rc == RF_OK)
        rc = rf_store_each_plan(store, NULL, tell_plan, &t, err);
    if (rc == RF_OK)
        rc = rf_store_each_decision(store, NULL, tell_decision, &t, err);
    if (rc == RF_OK)
        rc = rf_store_each_mission(store, NULL, tell_mission, &t, err);
    if (rc == RF_OK)
        rc = rf_store_each_initiative(store, NULL, tell_initiative, &t, err);
    if (rc == RF_OK)
        rc = rf_store_each_entry(store, tell_entry, &t, err);
    return rc == RF_OK ? tell_contents(&t, err) : rc;
}

void keep_must_be_whole(void)
{
    rf_err err;
    int32_t n = 0;
    rf_buf findings = rf_buf_new(FINDINGS_LIMIT);
    rf_store *store = keep_open(RF_STORE_READ);
    if (rf_store_check(&n, &findings, store, &err) != RF_OK)
        fail_msg("%s", err.text);
    if (n > 0)
        fail_msg("%s", rf_buf_text(&findings));
    rf_buf_free(&findings);
    rf_store_close(store);
}
