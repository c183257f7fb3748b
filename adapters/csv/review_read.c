/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "adapters/csv/put.h"
#include "adapters/csv/review_schema.h"
#include "adapters/csv/table.h"

enum { REASON_BYTES = 1 << 17 };

/* Lists being read. */
typedef struct answering {
    const rf_csv_asked *asked;
    rf_diags *diags;
    rf_pool *agents; /* ids; a string's number is the agent's */
    rf_csv_answers *out;
    bool no_memory;
} answering;

static rf_place place_at(const answering *x, rf_at at)
{
    return (rf_place){x->out->read->files[at.file], at.line, at.column};
}

static rf_agent_id find_agent(const answering *x, const rf_ref *ref)
{
    const char *id = rf_csv_plain_cell(ref->id);
    return (rf_agent_id){rf_pool_find(x->agents, id, strlen(id))};
}

/* The agent of the plan whose id was probably meant; NULL: none is near, or out of memory. */
static const char *nearest_agent(const answering *x, const char *id)
{
    const rf_plan *plan = x->asked->plan;
    const char **known = rf_new_array((size_t)plan->n_moves, sizeof *known);
    for (int32_t m = 0; known != NULL && m < plan->n_moves; m++)
        known[m] = rf_agent_name(x->asked->in, plan->moves[m].agent);
    const char *near = known != NULL ? rf_nearest(id, known, (size_t)plan->n_moves) : NULL;
    free(known);
    return near;
}

static void tell_unknown_agent(answering *x, const char *column, const rf_ref *ref)
{
    rf_diags_add(x->diags, RF_ERROR, place_at(x, ref->at), _("%s: no agent has the id '%s'"),
                 column, rf_csv_show(ref->id, strlen(ref->id)).text);
    const char *near = nearest_agent(x, ref->id);
    if (near != NULL)
        rf_diags_hint(x->diags, _("did you mean '%s'?"), near);
}

static bool is_move(const rf_instance *in, const rf_move *move, const rf_review_row *row)
{
    return rf_period_first_day(in->scenario, move->first) == row->from &&
           rf_period_last_day(in->scenario, move->last) == row->to;
}

/* Why no move of the plan is the line's: `other` is the agent's move to that need, if any. */
static void tell_no_move(answering *x, const rf_review_row *row, const rf_move *other)
{
    const rf_instance *in = x->asked->in;
    const char *agent = rf_csv_plain_cell(row->agent.id), *need = rf_csv_plain_cell(row->need.id);
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
    if (other == NULL) {
        rf_diags_add(x->diags, RF_ERROR, place_at(x, row->need.at),
                     _("the plan does not move %s to %s"), agent, need);
        return;
    }
    rf_date_format(from, rf_period_first_day(in->scenario, other->first));
    rf_date_format(to, rf_period_last_day(in->scenario, other->last));
    rf_diags_add(x->diags, RF_ERROR, place_at(x, row->row.at),
                 _("the plan moves %s to %s from %s to %s, and not on the dates of this line"),
                 agent, need, from, to);
    rf_diags_hint(x->diags,
                  _("dates are not changed here: refuse the move, and say so in comment"));
}

/* The plan's move that the line names, -1 (told) where there is none. */
static int32_t find_move(answering *x, const rf_review_row *row)
{
    const rf_plan *plan = x->asked->plan;
    const rf_agent_id agent = find_agent(x, &row->agent);
    const char *need = rf_csv_plain_cell(row->need.id);
    const rf_move *other = NULL;
    if (agent.i < 0) {
        tell_unknown_agent(x, "agent", &row->agent);
        return -1;
    }
    for (int32_t m = 0; m < plan->n_moves; m++) {
        const rf_move *move = &plan->moves[m];
        if (move->agent.i != agent.i || strcmp(rf_need_name(x->asked->in, move->need), need) != 0)
            continue;
        if (is_move(x->asked->in, move, row))
            return m;
        other = move;
    }
    tell_no_move(x, row, other);
    return -1;
}

/* Whose list the line is on: the unit, which the move must concern, or the agent. NULL: told. */
static const char *author_of(answering *x, const rf_review_row *row, const rf_move *move)
{
    const rf_instance *in = x->asked->in;
    if (row->unit.id == NULL)
        return rf_agent_name(in, move->agent);
    const char *unit = rf_csv_plain_cell(row->unit.id);
    const char *home = rf_unit_name(in, in->agents[move->agent.i].unit);
    const char *receiving = rf_unit_name(in, in->needs[move->need.i].unit);
    if (strcmp(unit, home) == 0)
        return home;
    if (strcmp(unit, receiving) == 0)
        return receiving;
    rf_diags_add(x->diags, RF_ERROR, place_at(x, row->unit.at),
                 _("unit: '%s' neither lends nor receives in this move, from %s to %s"),
                 rf_csv_show(unit, strlen(unit)).text, home, receiving);
    return NULL;
}

/* Whom the line proposes: true where that agrees with its decision. */
static bool read_other(rf_agent_id *other, answering *x, const rf_review_row *row,
                       const rf_move *move)
{
    *other = (rf_agent_id){-1};
    if (row->other.id == NULL && row->answer != RF_PROPOSE)
        return true;
    if (row->other.id == NULL) {
        rf_diags_add(x->diags, RF_ERROR, place_at(x, row->row.at),
                     _("other: a proposal names the agent who would come instead"));
        return false;
    }
    if (row->answer != RF_PROPOSE) {
        rf_diags_add(x->diags, RF_ERROR, place_at(x, row->other.at),
                     _("other: an agent is named, and the decision is not to propose"));
        rf_diags_hint(x->diags, _("write propose (proposer) in decision, or empty this cell"));
        return false;
    }
    *other = find_agent(x, &row->other);
    if (other->i < 0)
        tell_unknown_agent(x, "other", &row->other);
    else if (other->i == move->agent.i)
        rf_diags_add(x->diags, RF_ERROR, place_at(x, row->other.at),
                     _("other: %s is the agent of this very move"), row->other.id);
    return other->i >= 0 && other->i != move->agent.i;
}

static const char *reason_of(answering *x, const rf_review_row *row)
{
    const char *reason = row->motive >= 0 ? rf_motives[row->motive].code : "";
    const char *comment = row->comment != NULL ? row->comment : "";
    rf_buf text = rf_buf_new(REASON_BYTES * 2);
    rf_buf_printf(&text, "%s%s%s", reason, reason[0] != '\0' && comment[0] != '\0' ? ": " : "",
                  comment);
    const char *kept =
        text.failed ? NULL : rf_pool_intern(x->out->read->strings, rf_buf_text(&text), text.length);
    x->no_memory = x->no_memory || kept == NULL;
    rf_buf_free(&text);
    return kept;
}

/* A text that would pass for one of renfort's own notes, with the number of another decision: told.
 */
static bool is_note(answering *x, const rf_csv_answer *answer)
{
    rf_note note;
    if (!rf_note_parse(&note, answer->reason))
        return false;
    rf_diags_add(x->diags, RF_ERROR, answer->place,
                 _("reason: '%s' looks like a decision that renfort numbered"),
                 rf_csv_show(answer->reason, strlen(answer->reason)).text);
    rf_diags_hint(x->diags, "%s", _("write it without # and number"));
    return true;
}

/* The row that keeps a pinned move. */
static const rf_decision_row *find_pin(const rf_instance *in, const rf_move *move)
{
    const rf_table *decisions = &in->territory->tables[RF_DECISIONS];
    const rf_decision_row *rows = decisions->rows;
    for (size_t i = 0; i < decisions->n; i++)
        if (!rows[i].row.refused && rows[i].verdict == (int32_t)RF_PIN &&
            rows[i].agent.i == move->agent.i && rows[i].need.i == move->need.i &&
            rows[i].from <= rf_period_last_day(in->scenario, move->last) &&
            rows[i].to >= rf_period_first_day(in->scenario, move->first))
            return &rows[i];
    return NULL;
}

/* Which decision stands against the line, and how to take it back. */
static void tell_pinned(answering *x, rf_place place, const rf_move *move)
{
    rf_note note;
    const rf_instance *in = x->asked->in;
    const char *agent = rf_agent_name(in, move->agent), *need = rf_need_name(in, move->need);
    const rf_decision_row *pin = find_pin(in, move);
    if (pin == NULL || !rf_note_parse(&note, pin->reason)) {
        rf_diags_add(x->diags, RF_ERROR, place,
                     _("the move of %s to %s is pinned: withdraw that decision first"), agent,
                     need);
        if (pin != NULL)
            rf_diags_hint(x->diags, _("it is in %s, line %u"),
                          in->territory->files[pin->row.at.file], pin->row.at.line);
        return;
    }
    rf_diags_add(x->diags, RF_ERROR, place,
                 _("the move of %s to %s is pinned by decision %d: take that one back first"),
                 agent, need, note.number);
    if (x->asked->db != NULL)
        rf_diags_hint(x->diags, "renfort decide %s undo --number %d --db %s", x->asked->folder,
                      note.number, x->asked->db);
    else
        rf_diags_hint(x->diags, "renfort decide %s undo --number %d", x->asked->folder,
                      note.number);
}

static void read_line(answering *x, const rf_review_row *row)
{
    const int32_t m = find_move(x, row);
    if (m < 0)
        return;
    const rf_move *move = &x->asked->plan->moves[m];
    rf_csv_answer answer = {.move = m, .place = place_at(x, row->row.at)};
    answer.author = author_of(x, row, move);
    const bool agrees = read_other(&answer.other, x, row, move);
    if (row->answer < 0) {
        x->out->unanswered++;
        return;
    }
    if (answer.author == NULL || !agrees)
        return;
    if (move->pinned && row->answer != RF_ACCEPT) {
        tell_pinned(x, answer.place, move);
        return;
    }
    answer.answer = (rf_answer)row->answer;
    answer.reason = reason_of(x, row);
    if (is_note(x, &answer))
        return;
    x->out->list[x->out->n++] = answer;
}

/* By move; against it before for it; then as they were read. */
static int compare_answers(const void *a, const void *b)
{
    const rf_csv_answer *x = a, *y = b;
    const bool x_for = x->answer == RF_ACCEPT, y_for = y->answer == RF_ACCEPT;
    if (x->move != y->move)
        return x->move < y->move ? -1 : 1;
    if (x_for != y_for)
        return x_for ? 1 : -1;
    const int file = strcmp(x->place.file, y->place.file);
    if (file != 0)
        return file;
    return (x->place.line > y->place.line) - (x->place.line < y->place.line);
}

/* Tells that the second contradicts the first; neither is taken. */
static void contradict(answering *x, rf_csv_answer *first, rf_csv_answer *second, const char *why)
{
    rf_buf text = rf_buf_new(REASON_BYTES);
    rf_buf_printf(&text, "%s:%u", first->place.file, first->place.line);
    rf_diags_add(x->diags, RF_ERROR, second->place, "%s (%s)", why, rf_buf_text(&text));
    x->no_memory = x->no_memory || text.failed;
    rf_buf_free(&text);
    first->contradicted = second->contradicted = true;
}

/* Two answers to one move, `first` before `second` in the order above: told where they contradict
 * each other. Between two managers a refusal stands; one who says two things is asked again. */
static void compare_two(answering *x, rf_csv_answer *first, rf_csv_answer *second)
{
    if (first->answer == second->answer && first->other.i == second->other.i)
        return;
    if (strcmp(first->author, second->author) == 0)
        contradict(x, first, second,
                   _("the same manager decides otherwise of this move elsewhere"));
    else if (first->other.i >= 0 && second->other.i >= 0)
        contradict(x, first, second, _("another manager proposes another agent elsewhere"));
    else if (second->answer == RF_ACCEPT)
        rf_diags_add(x->diags, RF_WARNING, second->place,
                     _("%s accepts what %s does not (%s:%u): the move is not made"), second->author,
                     first->author, first->place.file, first->place.line);
}

static void compare_all(answering *x)
{
    rf_csv_answers *answers = x->out;
    size_t kept = 0;
    if (answers->n > 1)
        qsort(answers->list, answers->n, sizeof *answers->list, compare_answers);
    for (size_t i = 1; i < answers->n; i++)
        for (size_t j = i; j > 0 && answers->list[j - 1].move == answers->list[i].move; j--)
            compare_two(x, &answers->list[j - 1], &answers->list[i]);
    for (size_t i = 0; i < answers->n; i++)
        if (!answers->list[i].contradicted)
            answers->list[kept++] = answers->list[i];
    answers->n = kept;
}

static rf_status read_agents(answering *x, rf_err *err)
{
    const rf_instance *in = x->asked->in;
    x->agents = rf_pool_new();
    for (rf_agent_id a = {0}; x->agents != NULL && a.i < in->n_agents; a.i++) {
        const char *id = rf_agent_name(in, a);
        if (rf_pool_intern(x->agents, id, strlen(id)) == NULL)
            return rf_fail_memory(err);
    }
    return x->agents != NULL ? RF_OK : rf_fail_memory(err);
}

static rf_status read_lines(answering *x, const rf_table *rows, rf_err *err)
{
    const rf_review_row *row = rows->rows;
    rf_status rc = read_agents(x, err);
    x->out->list = rf_new_array(rows->n, sizeof *x->out->list);
    if (rc == RF_OK && x->out->list == NULL)
        rc = rf_fail_memory(err);
    for (size_t i = 0; rc == RF_OK && i < rows->n; i++)
        if (!row[i].row.refused)
            read_line(x, &row[i]);
    if (rc == RF_OK && x->no_memory)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        compare_all(x);
    rf_pool_free(x->agents);
    return rc;
}

static rf_status read_files(rf_csv_reading *reading, const rf_csv_asked *asked, rf_err *err)
{
    rf_csv_names *names = NULL;
    rf_status rc = rf_csv_names_new(&names, reading->options->columns, err);
    reading->names = names;
    for (size_t i = 0; rc == RF_OK && i < asked->n; i++) {
        const char *path = asked->paths[i];
        bool unread = false;
        rc = rf_csv_read_table(&unread, reading, rf_csv_review_schema(), path, path, err);
    }
    reading->names = NULL;
    rf_csv_names_free(names);
    return rc;
}

static rf_status judge(const rf_csv_reading *reading, size_t errors_before, rf_err *err)
{
    const rf_status rc = rf_diags_failed(reading->diags, err);
    if (rc != RF_OK || rf_diags_count(reading->diags, RF_ERROR) == errors_before)
        return rc;
    if (reading->options->quarantine && !reading->unusable)
        return RF_OK;
    return rf_fail(err, RF_BAD_INPUT, _("the lists have errors: nothing was taken from them"));
}

rf_status rf_csv_read_answers(rf_csv_answers **out, const rf_csv_asked *asked, rf_diags *diags,
                              rf_err *err)
{
    rf_table rows = {.n = 0};
    const size_t errors_before = rf_diags_count(diags, RF_ERROR);
    rf_csv_answers *answers = rf_new_array(1, sizeof *answers);
    if (answers != NULL)
        answers->read = rf_territory_new();
    if (answers == NULL || answers->read == NULL) {
        rf_csv_answers_free(answers);
        return rf_fail_memory(err);
    }
    rf_csv_reading reading = {
        .territory = answers->read, .diags = diags, .options = asked->options, .rows = &rows};
    answering x = {.asked = asked, .diags = diags, .out = answers};
    rf_status rc = read_files(&reading, asked, err);
    if (rc == RF_OK)
        rc = read_lines(&x, &rows, err);
    if (rc == RF_OK)
        rc = judge(&reading, errors_before, err);
    free(rows.rows);
    if (rc != RF_OK) {
        rf_csv_answers_free(answers);
        return rc;
    }
    *out = answers;
    return RF_OK;
}

void rf_csv_answers_free(rf_csv_answers *answers)
{
    if (answers == NULL)
        return;
    rf_territory_free(answers->read);
    free(answers->list);
    free(answers);
}
