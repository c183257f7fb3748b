/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/review_import.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/cli/review_record.h"
#include "adapters/cli/terminal.h"
#include "adapters/csv/review.h"

/* A row that is wanted. */
typedef struct wanted {
    rf_csv_decision row;
    rf_act act;
    rf_agent_id agent;
    rf_need_id need;
    rf_place place;
    bool dropped; /* its line cannot be taken */
} wanted;

static const rf_act ACTS[RF_N_ANSWERS] = {
    [RF_ACCEPT] = RF_ACT_ACCEPT,
    [RF_REFUSE] = RF_ACT_REFUSE,
    [RF_PROPOSE] = RF_ACT_PROPOSE,
};

/* One import under way. */
typedef struct importing {
    const rf_request *request;
    rf_inputs *inputs;
    const rf_plan *plan;
    rf_diags *diags;
    rf_csv_answers *answers;
    wanted *list;
    size_t n;
    size_t known;               /* rows that decisions.csv has already */
    size_t count[RF_N_ANSWERS]; /* moves by what was decided of them */
    rf_table *decisions;        /* the territory's */
    size_t n_decisions;         /* without those that are tried */
} importing;

static bool is_row(const rf_decision_row *row, const wanted *w)
{
    return row->agent.i == w->agent.i && row->need.i == w->need.i &&
           row->verdict == (int32_t)w->row.verdict && row->from == w->row.from &&
           row->to == w->row.to;
}

/* Among the territory's decisions, or wanted already by another manager. */
static bool is_known(const importing *x, const wanted *w)
{
    const rf_decision_row *rows = x->decisions->rows;
    for (size_t i = 0; i < x->n_decisions; i++)
        if (is_row(&rows[i], w))
            return true;
    return false;
}

static bool is_wanted(const importing *x, const wanted *w)
{
    for (size_t i = 0; i < x->n; i++) {
        const wanted *other = &x->list[i];
        if (other->agent.i == w->agent.i && other->need.i == w->need.i &&
            other->row.verdict == w->row.verdict && other->row.from == w->row.from &&
            other->row.to == w->row.to)
            return true;
    }
    return false;
}

static void want(importing *x, const rf_csv_answer *answer, rf_agent_id agent, rf_verdict verdict)
{
    const rf_instance *in = x->inputs->instance;
    const rf_move *move = &x->plan->moves[answer->move];
    const wanted w = {
        .row = {.agent = rf_agent_name(in, agent),
                .need = rf_need_name(in, move->need),
                .from = rf_period_first_day(in->scenario, move->first),
                .to = rf_period_last_day(in->scenario, move->last),
                .verdict = verdict,
                .author = answer->author,
                .reason = answer->reason},
        .act = ACTS[answer->answer],
        .agent = agent,
        .need = move->need,
        .place = answer->place,
    };
    if (is_known(x, &w))
        x->known++;
    else if (!is_wanted(x, &w))
        x->list[x->n++] = w;
}

/* The answer that settles its move: the first, which is against it as soon as one is. */
static bool is_first(const importing *x, size_t i)
{
    const rf_csv_answer *list = x->answers->list;
    return i == 0 || list[i - 1].move != list[i].move;
}

static void want_all(importing *x)
{
    rf_answer first = RF_ACCEPT;
    for (size_t i = 0; i < x->answers->n; i++) {
        const rf_csv_answer *answer = &x->answers->list[i];
        const rf_move *move = &x->plan->moves[answer->move];
        if (is_first(x, i))
            first = answer->answer;
        if (answer->answer == RF_ACCEPT) {
            if (first == RF_ACCEPT && !move->pinned)
                want(x, answer, move->agent, RF_PIN);
            continue;
        }
        want(x, answer, move->agent, RF_FORBID);
        if (answer->answer == RF_PROPOSE)
            want(x, answer, answer->other, RF_PIN);
    }
}

static bool is_dropped(const importing *x, const rf_csv_answer *answer)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->list[i].dropped && x->list[i].place.line == answer->place.line &&
            strcmp(x->list[i].place.file, answer->place.file) == 0)
            return true;
    return false;
}

static void count_moves(importing *x)
{
    for (size_t i = 0; i < x->answers->n; i++) {
        const rf_csv_answer *answer = &x->answers->list[i];
        if (is_first(x, i) && !is_dropped(x, answer))
            x->count[answer->answer]++;
    }
}

/* Adds the wanted rows to the territory's decisions, so that faults are told at their lines. */
static rf_status add_rows(importing *x, rf_err *err)
{
    rf_territory *territory = x->inputs->territory;
    x->decisions->n = x->n_decisions;
    for (size_t i = 0; i < x->n; i++) {
        const wanted *w = &x->list[i];
        uint16_t file = 0;
        if (w->dropped)
            continue;
        const rf_status rc = rf_territory_add_file(&file, territory, w->place.file, err);
        if (rc != RF_OK)
            return rc;
        rf_decision_row *row = rf_territory_add_row(territory, RF_DECISIONS);
        if (row == NULL)
            return rf_fail_memory(err);
        *row = (rf_decision_row){
            .row = {.at = {.line = w->place.line, .column = 1, .file = file}},
            .agent = {.id = w->row.agent, .i = w->agent.i},
            .need = {.id = w->row.need, .i = w->need.i},
            .from = w->row.from,
            .to = w->row.to,
            .verdict = (int32_t)w->row.verdict,
        };
    }
    return RF_OK;
}

/* Leaves out the rows of the lines that have an error; false: there is none to leave out. */
static bool drop_faulty(importing *x, size_t from)
{
    bool dropped = false;
    for (size_t d = from; d < rf_diags_size(x->diags); d++) {
        const rf_diag *diag = rf_diags_at(x->diags, d);
        for (size_t i = 0; diag->severity == RF_ERROR && i < x->n; i++)
            if (!x->list[i].dropped && x->list[i].place.line == diag->place.line &&
                strcmp(x->list[i].place.file, diag->place.file) == 0)
                x->list[i].dropped = dropped = true;
    }
    return dropped;
}

/* Would the decisions stand together? Faults go to diags; with quarantine their lines are left out
 * and the others are tried again. */
static rf_status try_rows(importing *x, rf_err *err)
{
    for (;;) {
        rf_instance *in = NULL;
        const size_t said = rf_diags_size(x->diags);
        rf_status rc = add_rows(x, err);
        if (rc == RF_OK)
            rc = rf_instance_new(&in, x->inputs->territory, x->inputs->scenario, NULL, x->diags,
                                 err);
        rf_instance_free(in);
        if (rc != RF_BAD_INPUT || !x->request->quarantine || !drop_faulty(x, said))
            return rc;
    }
}

/* *file: where they are; static. */
static rf_exit write_rows(const char **file, size_t *written, const importing *x,
                          const rf_review_files *files)
{
    rf_err err;
    size_t n = 0;
    rf_review_wanted *list = rf_new_array(x->n, sizeof *list);
    if (list == NULL) {
        rf_fail_memory(&err);
        return rf_exit_of_failure(x->request, &err);
    }
    for (size_t i = 0; i < x->n; i++)
        if (!x->list[i].dropped)
            list[n++] = (rf_review_wanted){x->list[i].row, x->list[i].act, x->list[i].place};
    const rf_exit exit = rf_review_record(file, x->inputs, files, list, n);
    *written = n;
    free(list);
    return exit;
}

static rf_exit tell(const importing *x, const rf_review_files *files, const char *file,
                    size_t written)
{
    rf_buf text = rf_buf_new(1 << 16);
    rf_buf_printf(&text, _("accepted %zu, refused %zu, proposed otherwise %zu, no decision %zu\n"),
                  x->count[RF_ACCEPT], x->count[RF_REFUSE], x->count[RF_PROPOSE],
                  x->answers->unanswered);
    rf_buf_printf(&text, _("%s/%s: rows added %zu, there already %zu\n"), files->territory, file,
                  written, x->known);
    if (files->database->store != NULL)
        rf_buf_printf(&text, _("%s: rows added %zu\n"), x->request->db, written);
    const rf_exit exit = x->request->quiet ? RF_EXIT_DONE : rf_print(x->request, &text);
    rf_buf_free(&text);
    return exit;
}

static rf_status read_and_try(importing *x, const rf_review_files *files, rf_err *err)
{
    rf_csv_options options = rf_csv_options_of(x->request, x->inputs->columns);
    options.encoding = NULL; /* these come from elsewhere than the territory's files */
    options.delimiter = 0;
    const rf_csv_asked asked = {.paths = files->paths,
                                .n = files->n,
                                .in = x->inputs->instance,
                                .plan = x->plan,
                                .options = &options,
                                .folder = files->territory,
                                .db = x->request->db};
    rf_status rc = rf_csv_read_answers(&x->answers, &asked, x->diags, err);
    if (rc != RF_OK)
        return rc;
    x->list = rf_new_array(2 * x->answers->n, sizeof *x->list);
    if (x->list == NULL)
        return rf_fail_memory(err);
    want_all(x);
    return try_rows(x, err);
}

/* `shown`: how it went with the findings. */
static rf_exit write_and_tell(importing *x, const rf_review_files *files, rf_exit shown)
{
    size_t written = 0;
    const char *file = "decisions.csv";
    const rf_exit exit = write_rows(&file, &written, x, files);
    if (exit != RF_EXIT_DONE)
        return exit;
    count_moves(x);
    return shown == RF_EXIT_DONE ? tell(x, files, file, written) : shown;
}

static rf_exit refuse_all(const rf_request *request)
{
    rf_say(request, "%s", _("nothing was taken, from the lines without an error either"));
    if (!request->quarantine)
        rf_say_hint("%s", _("--quarantine takes those."));
    return RF_EXIT_INPUT;
}

rf_exit rf_review_import(const rf_request *request, rf_inputs *inputs, const rf_plan *plan,
                         const rf_review_files *files)
{
    rf_err err;
    rf_table *decisions = &inputs->territory->tables[RF_DECISIONS];
    importing x = {.request = request,
                   .inputs = inputs,
                   .plan = plan,
                   .diags = rf_diags_new(),
                   .decisions = decisions,
                   .n_decisions = decisions->n};
    rf_status rc = x.diags != NULL ? read_and_try(&x, files, &err) : rf_fail_memory(&err);
    const bool told = x.diags != NULL && rf_diags_count(x.diags, RF_ERROR) > 0;
    rf_exit exit = x.diags != NULL ? rf_diags_show(request, x.diags) : RF_EXIT_DONE;
    if (rc == RF_BAD_INPUT && told)
        exit = refuse_all(request);
    else if (rc != RF_OK)
        exit = rf_exit_of_reading(request, rc, &err);
    else
        exit = write_and_tell(&x, files, exit);
    rf_csv_answers_free(x.answers);
    free(x.list);
    rf_diags_free(x.diags);
    return exit;
}
