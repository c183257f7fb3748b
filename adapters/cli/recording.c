/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/deposit.h"
#include "adapters/cli/missions.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

enum { NOTE_LIMIT = 1 << 16, LIST_LIMIT = 1 << 20 };

/* What is gathered of the decisions of a crisis. */
typedef struct gathering {
    int32_t wanted;             /* only the rows of this number; 0: of all */
    const rf_csv_decision *row; /* ... and only those like it; NULL: all */
    int32_t highest;            /* number, undone ones too */
    int64_t *ids;               /* of those that stand */
    int32_t *numbers;
    size_t n, id_room, number_room;
    bool failed; /* for want of memory */
} gathering;

static void free_gathering(gathering *g)
{
    free(g->ids);
    free(g->numbers);
}

static void keep(gathering *g, int64_t id, int32_t number)
{
    int64_t *ids = rf_grow(g->ids, &g->id_room, g->n + 1, sizeof *ids);
    g->ids = ids != NULL ? ids : g->ids;
    int32_t *numbers = rf_grow(g->numbers, &g->number_room, g->n + 1, sizeof *numbers);
    g->numbers = numbers != NULL ? numbers : g->numbers;
    g->failed = g->failed || ids == NULL || numbers == NULL;
    if (g->failed)
        return;
    g->ids[g->n] = id;
    g->numbers[g->n++] = number;
}

static bool is_like(const rf_store_decision *decision, const rf_csv_decision *row)
{
    return strcmp(decision->agent, row->agent) == 0 && strcmp(decision->need, row->need) == 0 &&
           decision->from == row->from && decision->to == row->to;
}

static void gather(void *context, const rf_store_decision *decision)
{
    gathering *g = context;
    rf_note note;
    if (!rf_note_parse(&note, decision->reason))
        return;
    g->highest = note.number > g->highest ? note.number : g->highest;
    if (g->row != NULL && !is_like(decision, g->row))
        return;
    if (decision->undone_by == NULL && (g->wanted == 0 || g->wanted == note.number))
        keep(g, decision->id, note.number);
}

/* Free it in any case. */
static rf_status gather_crisis(gathering *out, const rf_database *database, int32_t wanted,
                               rf_err *err)
{
    *out = (gathering){.wanted = wanted};
    const rf_status rc =
        rf_store_each_decision(database->store, database->by.crisis, gather, out, err);
    return rc == RF_OK && out->failed ? rf_fail_memory(err) : rc;
}

static rf_status gather_territory(gathering *out, const rf_territory *territory, rf_err *err)
{
    const rf_decision_row *rows = rf_rows(territory, RF_DECISIONS);
    *out = (gathering){.wanted = 0};
    for (int32_t i = 0; i < rf_n_rows(territory, RF_DECISIONS); i++) {
        rf_note note;
        if (rf_note_parse(&note, rows[i].reason))
            keep(out, i, note.number);
    }
    return out->failed ? rf_fail_memory(err) : RF_OK;
}

/* ---- what only one of the two holds ---- */

static size_t count(const int32_t *numbers, size_t n, int32_t number)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += numbers[i] == number;
    return found;
}

/* The numbers of `a` of which `b` lacks a row, each once, as "1, 2". */
static void put_missing(rf_buf *out, const gathering *a, const gathering *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (count(a->numbers, i, a->numbers[i]) == 0 &&
            count(b->numbers, b->n, a->numbers[i]) < count(a->numbers, a->n, a->numbers[i]))
            rf_buf_printf(out, "%s%d", out->length > 0 ? ", " : "", a->numbers[i]);
}

/* Whether there was something to say. */
static bool warn(const rf_request *request, const char *holder, const char *other,
                 const rf_buf *numbers)
{
    if (numbers->length > 0)
        rf_say(request, _("warning: %s holds decisions that %s does not: %s"), holder, other,
               rf_buf_text(numbers));
    return numbers->length > 0;
}

static rf_status compare(const rf_database *database, const rf_territory *territory,
                         const char *folder, rf_err *err)
{
    gathering here = {0}, there = {0};
    rf_buf only_here = rf_buf_new(LIST_LIMIT), only_there = rf_buf_new(LIST_LIMIT);
    const char *file = rf_database_path(database->request);
    rf_status rc = gather_territory(&here, territory, err);
    if (rc == RF_OK)
        rc = gather_crisis(&there, database, 0, err);
    if (rc == RF_OK) {
        put_missing(&only_here, &here, &there);
        put_missing(&only_there, &there, &here);
        rc = only_here.failed || only_there.failed ? rf_fail_memory(err) : RF_OK;
    }
    if (rc == RF_OK) {
        const bool first = warn(database->request, folder, file, &only_here);
        if (warn(database->request, file, folder, &only_there) || first)
            rf_say_hint("%s", _("They were interrupted, or made without --db: undo --number N "
                                "--db FILE takes one back from both."));
    }
    rf_buf_free(&only_here);
    rf_buf_free(&only_there);
    free_gathering(&here);
    free_gathering(&there);
    return rc;
}

rf_exit rf_recording_compare(const rf_database *database, const rf_territory *territory,
                             const char *folder)
{
    rf_err err;
    if (database->store == NULL)
        return RF_EXIT_DONE;
    const rf_status rc = compare(database, territory, folder, &err);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_database(database->request, rc, &err);
}

/* ---- recording ---- */

int32_t rf_recording_next(const rf_territory *territory)
{
    const rf_decision_row *rows = rf_rows(territory, RF_DECISIONS);
    int32_t highest = 0;
    for (int32_t i = 0; i < rf_n_rows(territory, RF_DECISIONS); i++) {
        rf_note note;
        if (rf_note_parse(&note, rows[i].reason) && note.number > highest)
            highest = note.number;
    }
    return highest < INT32_MAX ? highest + 1 : highest;
}

rf_status rf_recording_begin(int32_t *number, const rf_database *database, rf_err *err)
{
    gathering known;
    if (database->store == NULL)
        return RF_OK;
    rf_status rc = rf_store_group_begin(database->store, err);
    if (rc != RF_OK)
        return rc;
    rc = gather_crisis(&known, database, 0, err);
    if (rc == RF_OK && known.highest >= *number && known.highest < INT32_MAX)
        *number = known.highest + 1;
    free_gathering(&known);
    return rc == RF_OK ? RF_OK : rf_store_group_end(database->store, rc, err);
}

/* A pin or a forbid, by what it was decided as. */
static rf_store_verdict verdict_of(rf_act act, rf_verdict verdict)
{
    const bool pins = verdict == RF_PIN;
    if (act == RF_ACT_ACCEPT)
        return RF_STORE_ACCEPT;
    if (act == RF_ACT_PROPOSE)
        return pins ? RF_STORE_PROPOSE : RF_STORE_REFUSE;
    if (act == RF_ACT_REFUSE)
        return RF_STORE_REFUSE;
    return pins ? RF_STORE_PIN : RF_STORE_FORBID;
}

/* `common`: what the rows of one decision share. */
static rf_status put_rows(const rf_database *database, const rf_recording *recording,
                          const rf_store_decision *common, rf_err *err)
{
    const rf_store_by by = {database->by.crisis, recording->author};
    rf_status rc = RF_OK;
    for (size_t i = 0; i < recording->rows.n && rc == RF_OK; i++) {
        const rf_csv_decision *row = &recording->rows.list[i];
        int64_t id = 0;
        rf_store_decision decision = *common;
        decision.verdict = verdict_of(recording->note.act, row->verdict);
        decision.agent = row->agent;
        decision.need = row->need;
        decision.from = row->from;
        decision.to = row->to;
        rc = rf_store_decide(&id, database->store, &by, &decision, err);
    }
    return rc;
}

/* `plan`: its number in the database, 0: not there. */
static rf_status put_one(const rf_database *database, const rf_recording *recording, int64_t plan,
                         rf_err *err)
{
    rf_note bare = recording->note;
    const char *comment = bare.comment != NULL ? bare.comment : "";
    bare.comment = NULL;
    rf_buf reason = rf_buf_new(NOTE_LIMIT);
    rf_note_print(&reason, &bare);
    rf_status rc = reason.failed ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = put_rows(database, recording,
                      &(rf_store_decision){.date = bare.date,
                                           .reason = rf_buf_text(&reason),
                                           .comment = comment,
                                           .plan = plan},
                      err);
    rf_buf_free(&reason);
    return rc;
}

rf_status rf_recording_put(const rf_database *database, const rf_recording *list, size_t n,
                           const char *plan, rf_err *err)
{
    int64_t id = 0;
    if (database->store == NULL)
        return RF_OK;
    rf_status rc = rf_deposit_find_plan(&id, database, plan, err);
    for (size_t i = 0; i < n && rc == RF_OK; i++)
        rc = put_one(database, &list[i], id, err);
    if (rc == RF_OK)
        rc = rf_missions_follow(database, err);
    if (rc == RF_OK)
        rc = rf_store_group_ready(database->store, err);
    if (rc == RF_OK && id == 0)
        rf_say(database->request,
               _("warning: %s does not hold %s: the decision is kept there without it"),
               rf_database_path(database->request), plan);
    return rc;
}

rf_status rf_recording_outdate(const rf_database *database, const rf_csv_outdated *old, rf_err *err)
{
    gathering standing = {.wanted = old->number, .row = &old->row};
    if (database->store == NULL)
        return RF_OK;
    rf_status rc =
        rf_store_each_decision(database->store, database->by.crisis, gather, &standing, err);
    if (rc == RF_OK && standing.failed)
        rc = rf_fail_memory(err);
    for (size_t i = 0; i < standing.n && rc == RF_OK; i++)
        rc = rf_store_undo(database->store, &database->by, standing.ids[i], err);
    free_gathering(&standing);
    return rc;
}

/* ---- whether both mean one decision ---- */

/* Rows of one number, looked for in crises. */
typedef struct search {
    const rf_database *database;
    int32_t number;
    const rf_buf *rows;
    size_t n_standing, n_like;
    char crisis[RF_STORE_NAME + 1]; /* the last other one that has such rows; "": none */
    rf_status rc;
    rf_err *err;
} search;

static void compare_row(void *context, const rf_store_decision *decision)
{
    search *s = context;
    rf_note note;
    if (decision->undone_by != NULL || !rf_note_parse(&note, decision->reason) ||
        note.number != s->number)
        return;
    rf_buf line = rf_buf_new(NOTE_LIMIT);
    rf_buf_printf(&line, "\n%s\t%s\n", decision->agent, decision->need);
    s->n_standing++;
    s->n_like += !line.failed && strstr(rf_buf_text(s->rows), rf_buf_text(&line)) != NULL;
    rf_buf_free(&line);
}

static void search_crisis(void *context, const rf_store_crisis *crisis)
{
    search *s = context;
    search here = *s;
    here.n_like = 0;
    if (s->rc == RF_OK)
        s->rc =
            rf_store_each_decision(s->database->store, crisis->name, compare_row, &here, s->err);
    if (here.n_like > 0)
        snprintf(s->crisis, sizeof s->crisis, "%s", crisis->name);
}

rf_status rf_recording_recognise(const rf_database *database, int32_t number, const rf_buf *rows,
                                 rf_err *err)
{
    search s = {.database = database, .number = number, .rows = rows, .rc = RF_OK, .err = err};
    rf_store *store = database->store;
    if (store == NULL || rows->length <= 1)
        return RF_OK;
    rf_status rc = rf_store_each_decision(store, database->by.crisis, compare_row, &s, err);
    if (rc != RF_OK || s.n_like > 0)
        return rc;
    rc = rf_store_each_crisis(store, search_crisis, &s, err);
    if (rc == RF_OK)
        rc = s.rc;
    const char *file = rf_database_path(database->request);
    if (rc == RF_OK && s.crisis[0] != '\0')
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: decision %d is one of the crisis '%s': nothing was undone"), file,
                       number, s.crisis);
    if (rc == RF_OK && s.n_standing > 0)
        return rf_fail(err, RF_BAD_INPUT,
                       _("%s: has another decision %d than the territory: nothing was undone"),
                       file, number);
    return rc;
}

rf_status rf_recording_undo(size_t *n_rows, const rf_database *database, int32_t number,
                            rf_err *err)
{
    gathering standing;
    *n_rows = 0;
    if (database->store == NULL)
        return RF_OK;
    rf_status rc = gather_crisis(&standing, database, number, err);
    for (size_t i = 0; i < standing.n && rc == RF_OK; i++)
        rc = rf_store_undo(database->store, &database->by, standing.ids[i], err);
    if (rc == RF_OK)
        rc = rf_missions_follow(database, err);
    if (rc == RF_OK)
        rc = rf_store_group_ready(database->store, err);
    if (rc == RF_OK)
        *n_rows = standing.n;
    free_gathering(&standing);
    return rc;
}

rf_status rf_recording_end(const rf_database *database, rf_status rc, rf_err *err)
{
    return database->store != NULL ? rf_store_group_end(database->store, rc, err) : rc;
}

static rf_status put_back(const rf_recording_place *place, rf_err *err)
{
    rf_buf path = rf_buf_new(NOTE_LIMIT);
    rf_path_join(&path, place->folder, place->file);
    const rf_status rc = path.failed || place->before->failed
                             ? rf_fail_memory(err)
                             : rf_file_write(rf_buf_text(&path), rf_buf_text(place->before),
                                             place->before->length, err);
    rf_buf_free(&path);
    return rc;
}

bool rf_recording_take_back(const rf_request *request, const rf_recording_place *place,
                            int32_t number)
{
    rf_err err;
    size_t n = 0;
    const rf_status rc =
        place->before != NULL
            ? put_back(place, &err)
            : rf_csv_remove_decision(&n, place->folder, place->options, number, &err);
    if (rc == RF_OK)
        return true;
    rf_say(request, "%s", err.text);
    rf_say(request, _("decision %d is in %s/%s, and not in %s"), number, place->folder, place->file,
           request->db);
    rf_say_hint(_("'renfort decide %s undo --number %d' takes it back."), place->folder, number);
    return false;
}
