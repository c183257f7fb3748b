/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/deciding.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/cli/lock.h"
#include "adapters/cli/naming.h"
#include "adapters/cli/recording.h"
#include "adapters/cli/terminal.h"
#include "adapters/cli/today.h"
#include "adapters/csv/fold.h"

enum { NOTE_LIMIT = 1 << 16, PAGE_LIMIT = 1 << 26 };

static const size_t FILE_LIMIT = (size_t)1 << 31;

/* One decision under way: the rulings that it comes to, and what is written of it. */
typedef struct deciding {
    const rf_request *request;
    rf_inputs *inputs;
    const rf_database *database; /* without a store: no --db */
    const char *plan;            /* its file */
    rf_act act;
    rf_note note;
    rf_buf reason; /* the note, as it is kept */
    rf_ruling *rulings;
    size_t n, capacity;
    rf_csv_outdated *outdated; /* rows of earlier decisions that these take the place of */
    size_t n_outdated, outdated_room;
    rf_buf before;             /* decisions.csv as it was, where rows of it go */
    int32_t n_refused, n_held; /* moves that may not, rulings that were there already */
} deciding;

/* ---- what the request says ---- */

static rf_exit unknown_motive(const rf_request *request)
{
    const char *known[64];
    size_t n = 0;
    rf_buf list = rf_buf_new(NOTE_LIMIT);
    for (int32_t i = 0; rf_motives[i].code != NULL && n + 2 <= 64; i++) {
        known[n++] = rf_motives[i].code;
        known[n++] = rf_motives[i].french;
        rf_buf_printf(&list, "%s%s", i > 0 ? ", " : "", rf_motives[i].code);
    }
    const char *nearest = rf_nearest(request->reason, known, n);
    rf_say(request, _("--reason: '%s' is not in the list of reasons"), request->reason);
    if (nearest != NULL)
        rf_say_hint(_("Did you mean %s?"), nearest);
    else
        rf_say_hint(_("The list: %s."), rf_buf_text(&list));
    rf_buf_free(&list);
    return RF_EXIT_USAGE;
}

/* Whether the word is one of health: it is shown as it was written. */
static bool is_of_health(const char *word, size_t n)
{
    const rf_csv_folded folded = rf_csv_fold(word, n, RF_CSV_FOLD_HEADER);
    for (const rf_health_word *w = rf_health_words; w->begins != NULL; w++)
        if (strncmp(folded.text, w->begins, strlen(w->begins)) == 0 &&
            (!w->whole || folded.n == strlen(w->begins)))
            return true;
    return false;
}

/* Nobody can tell for sure what a comment says: it is kept, and the words are said. */
static void warn_of_health(const rf_request *request)
{
    static const char BETWEEN[] = " ,;:.!?()/'\"";
    for (const char *at = request->comment; *at != '\0'; at += strspn(at, BETWEEN)) {
        const size_t n = strcspn(at, BETWEEN);
        if (is_of_health(at, n)) {
            rf_say(request, _("warning: --comment speaks of health: '%.*s'"), (int)n, at);
            rf_say_hint("%s", _("A decision says nothing about health. Give a coded reason alone, "
                                "such as --reason unavailable or --reason declined; 'renfort "
                                "decide undo' takes this one back."));
            return;
        }
        at += n;
    }
}

/* The date that was said, else `unsaid`. */
static rf_date date_of(const char *said, rf_date unsaid)
{
    rf_date date = unsaid;
    if (said != NULL)
        rf_date_parse_any(&date, said);
    return date;
}

static rf_exit read_note(deciding *d)
{
    const rf_request *r = d->request;
    if (!rf_text_is_plain(r, "author", r->author) || !rf_text_is_plain(r, "comment", r->comment))
        return RF_EXIT_USAGE;
    if (r->comment != NULL)
        warn_of_health(r);
    const int32_t motive = r->reason != NULL ? rf_motive_find(r->reason) : 0;
    if (motive < 0)
        return unknown_motive(r);
    d->note = (rf_note){.act = d->act,
                        .motive = motive,
                        .date = r->date != NULL ? date_of(r->date, 0) : rf_today(),
                        .comment = r->comment};
    return RF_EXIT_DONE;
}

/* ---- which moves ---- */

/* -1, and said, when the territory has none of this id. */
static int32_t find(const deciding *d, const char *option, rf_naming of, const char *id)
{
    const rf_instance *in = d->inputs->instance;
    const int32_t i = rf_naming_find(in, of, id);
    if (i >= 0)
        return i;
    rf_say(d->request, _("--%s: the territory has no '%s'"), option, id);
    rf_naming_hint(in, of, id);
    return -1;
}

/* A stay that ends on another day than was decided: the row of that decision goes. */
static rf_status keep_outdated(deciding *d, const rf_ruling *ruling, rf_err *err)
{
    rf_territory *territory = d->inputs->territory;
    const rf_decision_row *rows = rf_rows(territory, RF_DECISIONS);
    const bool changes = d->act == RF_ACT_END || d->act == RF_ACT_EXTEND;
    const int32_t i = changes ? rf_ruling_outdates(territory, d->inputs->instance, ruling) : -1;
    rf_note note;
    if (i < 0 || !rf_note_parse(&note, rows[i].reason))
        return RF_OK;
    rf_csv_outdated *grown =
        rf_grow(d->outdated, &d->outdated_room, d->n_outdated + 1, sizeof *grown);
    if (grown == NULL)
        return rf_fail_memory(err);
    d->outdated = grown;
    grown[d->n_outdated++] = (rf_csv_outdated){.line = rows[i].row.at.line,
                                               .number = note.number,
                                               .row = {.agent = rows[i].agent.id,
                                                       .need = rows[i].need.id,
                                                       .from = rows[i].from,
                                                       .to = rows[i].to}};
    rf_territory_remove_row(territory, RF_DECISIONS, i);
    return RF_OK;
}

static rf_exit keep_rulings(deciding *d, const rf_rulings *rulings)
{
    for (int32_t i = 0; i < rulings->n; i++) {
        if (rf_ruling_holds(d->inputs->territory, &rulings->list[i])) {
            d->n_held++;
            continue;
        }
        rf_err err;
        rf_ruling *grown = rf_grow(d->rulings, &d->capacity, d->n + 1, sizeof *grown);
        if (grown == NULL)
            rf_fail_memory(&err);
        if (grown == NULL || keep_outdated(d, &rulings->list[i], &err) != RF_OK)
            return rf_exit_of_failure(d->request, &err);
        d->rulings = grown;
        grown[d->n++] = rulings->list[i];
    }
    return RF_EXIT_DONE;
}

/* A pin has the dates of whole periods: they are said where others were asked for. */
static void tell_whole_periods(const deciding *d, const rf_wish *wish, const rf_ruling *pin)
{
    const bool begins =
        d->act != RF_ACT_PIN || wish->from == RF_DATE_FIRST || wish->from == pin->from;
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
    if (d->request->quiet || pin->verdict != RF_PIN || wish->to == RF_DATE_LAST ||
        (begins && wish->to == pin->to))
        return;
    const int32_t days = d->inputs->scenario->period_days;
    rf_say(d->request,
           dngettext("renfort",
                     "%s is at %s from %s to %s: a stay is of whole periods of the scenario, of "
                     "%d day each",
                     "%s is at %s from %s to %s: a stay is of whole periods of the scenario, of "
                     "%d days each",
                     (unsigned long)days),
           rf_agent_name(d->inputs->instance, pin->agent),
           rf_need_name(d->inputs->instance, pin->need), rf_date_format(from, pin->from),
           rf_date_format(to, pin->to), days);
}

/* A refusal is said and counted, so that all of them are. */
static rf_exit decide_one(deciding *d, const rf_wish *wish)
{
    rf_err err;
    rf_rulings rulings;
    const rf_status rc = rf_decide(&rulings, d->inputs->instance, wish, &err);
    if (rc == RF_BAD_INPUT) {
        rf_say(d->request, "%s", err.text);
        d->n_refused++;
        return RF_EXIT_DONE;
    }
    if (rc != RF_OK)
        return rf_exit_of_failure(d->request, &err);
    if (rulings.n > 0)
        tell_whole_periods(d, wish, &rulings.list[0]);
    return keep_rulings(d, &rulings);
}

static rf_wish blank_wish(const deciding *d)
{
    return (rf_wish){.act = d->act,
                     .other = {-1},
                     .from = date_of(d->request->from, RF_DATE_FIRST),
                     .to = date_of(d->request->to, RF_DATE_LAST)};
}

static rf_exit decide_pair(deciding *d)
{
    const rf_request *r = d->request;
    const rf_instance *in = d->inputs->instance;
    rf_wish wish = blank_wish(d);
    wish.agent.i = find(d, "agent", rf_naming_agents(in), r->agent);
    wish.need.i = find(d, "need", rf_naming_needs(in), r->need);
    if (d->act == RF_ACT_PROPOSE)
        wish.other.i = find(d, "other", rf_naming_agents(in), r->other);
    if (wish.agent.i < 0 || wish.need.i < 0 || (d->act == RF_ACT_PROPOSE && wish.other.i < 0))
        return RF_EXIT_USAGE;
    return decide_one(d, &wish);
}

/* Every stay on its own dates, or those that were said. */
static rf_exit decide_unit(deciding *d)
{
    const rf_instance *in = d->inputs->instance;
    const int32_t unit = find(d, "unit", rf_naming_units(in), d->request->unit);
    int32_t n = 0;
    rf_exit exit = unit >= 0 ? RF_EXIT_DONE : RF_EXIT_USAGE;
    for (int32_t i = 0; i < in->n_baseline && exit == RF_EXIT_DONE; i++) {
        const rf_move *move = &in->baseline[i];
        if (in->agents[move->agent.i].unit != unit && in->needs[move->need.i].unit != unit)
            continue;
        rf_wish wish = blank_wish(d);
        wish.agent = move->agent;
        wish.need = move->need;
        if (d->act != RF_ACT_END && d->act != RF_ACT_EXTEND) {
            wish.from = rf_period_first_day(in->scenario, move->first);
            wish.to = rf_period_last_day(in->scenario, move->last);
        }
        exit = decide_one(d, &wish);
        n++;
    }
    if (exit == RF_EXIT_DONE && n == 0) {
        rf_say(d->request, _("the plan moves nobody from or to %s"), d->request->unit);
        exit = RF_EXIT_USAGE;
    }
    return exit;
}

/* ---- what stands against it, and what is written ---- */

/* With all that was decided before. */
static rf_exit try_rulings(deciding *d)
{
    rf_err err;
    rf_diags *diags = rf_diags_new();
    rf_status rc = diags != NULL ? RF_OK : rf_fail_memory(&err);
    if (rc == RF_OK)
        rc = rf_rulings_try(d->inputs->territory, d->inputs->instance, d->rulings, (int32_t)d->n,
                            diags, &err);
    const size_t n = diags != NULL ? rf_diags_size(diags) : 0;
    for (size_t i = 0; rc == RF_BAD_INPUT && i < n; i++)
        if (rf_diags_at(diags, i)->severity == RF_ERROR)
            rf_say(d->request, "%s", rf_diags_at(diags, i)->text);
    rf_diags_free(diags);
    if (rc == RF_BAD_INPUT) {
        d->n_refused++;
        return RF_EXIT_DONE;
    }
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(d->request, &err);
}

/* The rows, to be freed. */
static rf_status make_rows(rf_csv_decisions *out, deciding *d, rf_err *err)
{
    const rf_instance *in = d->inputs->instance;
    rf_csv_decision *list = rf_new_array(d->n, sizeof *list);
    if (list == NULL || d->reason.failed) {
        free(list);
        return rf_fail_memory(err);
    }
    for (size_t i = 0; i < d->n; i++)
        list[i] = (rf_csv_decision){.agent = rf_agent_name(in, d->rulings[i].agent),
                                    .need = rf_need_name(in, d->rulings[i].need),
                                    .from = d->rulings[i].from,
                                    .to = d->rulings[i].to,
                                    .verdict = d->rulings[i].verdict,
                                    .author = d->request->author,
                                    .reason = rf_buf_text(&d->reason)};
    *out = (rf_csv_decisions){.list = list,
                              .n = d->n,
                              .outdated = d->outdated,
                              .n_outdated = d->n_outdated,
                              .before = &d->before};
    return RF_OK;
}

/* Database and decisions.csv up to the commit. *file NULL: decisions.csv is as it was. */
static rf_status write_both(const char **file, deciding *d, rf_err *err)
{
    rf_csv_decisions rows = {.n = 0};
    const rf_csv_options options = rf_csv_options_of(d->request, d->inputs->columns);
    rf_note_print(&d->reason, &d->note);
    rf_status rc = make_rows(&rows, d, err);
    for (size_t i = 0; i < d->n_outdated && rc == RF_OK; i++)
        rc = rf_recording_outdate(d->database, &d->outdated[i], err);
    if (rc == RF_OK)
        rc = rf_recording_put(d->database, &(rf_recording){d->request->author, d->note, rows}, 1,
                              d->plan, err);
    if (rc == RF_OK)
        rc = rf_csv_add_decisions(file, d->request->operands[0], &options, &rows, err);
    free(rows.list);
    return rc;
}

/* After a commit that failed. */
static void take_back(const deciding *d, const char *file)
{
    const rf_csv_options options = rf_csv_options_of(d->request, d->inputs->columns);
    const rf_recording_place at = {d->request->operands[0], file, &options,
                                   d->n_outdated > 0 ? &d->before : NULL};
    if (rf_recording_take_back(d->request, &at, d->note.number))
        rf_say_hint("%s", _("Nothing was recorded."));
}

/* The rows that rf_rulings_try left in the territory say from now on by whom and why. */
static rf_exit print_decision(const deciding *d)
{
    rf_err err;
    rf_territory *territory = d->inputs->territory;
    rf_decision_row *rows = territory->tables[RF_DECISIONS].rows;
    const size_t n_rows = territory->tables[RF_DECISIONS].n;
    for (size_t i = n_rows - d->n; i < n_rows; i++) {
        rows[i].author = d->request->author;
        rows[i].reason = rf_buf_text(&d->reason);
    }
    const rf_page page = rf_page_of(1);
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_status rc = rf_report_decisions(&text, territory, d->note.number, &page, &err);
    const rf_exit exit =
        rc == RF_OK ? rf_print(d->request, &text) : rf_exit_of_failure(d->request, &err);
    rf_buf_free(&text);
    return exit;
}

static void say_outdated(const deciding *d)
{
    for (size_t i = 0; i < d->n_outdated; i++) {
        char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
        const rf_csv_decision *row = &d->outdated[i].row;
        rf_date_format(from, row->from);
        rf_date_format(to, row->to);
        rf_say(d->request, _("decision %d no longer keeps %s at %s from %s to %s"),
               d->outdated[i].number, row->agent, row->need, from, to);
    }
}

static rf_exit record(deciding *d)
{
    rf_err err;
    const char *file = NULL;
    rf_status rc = rf_recording_begin(&d->note.number, d->database, &err);
    if (rc == RF_OK) {
        const rf_status written = write_both(&file, d, &err);
        rc = rf_recording_end(d->database, written, &err);
    }
    if (rc != RF_OK) {
        const rf_exit exit = rf_exit_of_database(d->request, rc, &err);
        if (file != NULL)
            take_back(d, file);
        return exit;
    }
    if (d->request->quiet)
        return RF_EXIT_DONE;
    const rf_exit exit = print_decision(d);
    say_outdated(d);
    rf_say(d->request, _("decision %d is in %s/%s"), d->note.number, d->request->operands[0], file);
    if (d->database->store != NULL)
        rf_say(d->request, _("decision %d is in %s"), d->note.number, d->request->db);
    return exit;
}

static rf_exit decide(deciding *d)
{
    d->note.number = rf_recording_next(d->inputs->territory);
    rf_exit exit = d->request->unit != NULL ? decide_unit(d) : decide_pair(d);
    if (exit == RF_EXIT_DONE && d->n_refused == 0 && d->n > 0)
        exit = try_rulings(d);
    if (exit != RF_EXIT_DONE)
        return exit;
    if (d->n_refused > 0) {
        rf_say_hint("%s", _("Nothing was recorded. 'renfort decide TERRITORY list' shows earlier "
                            "decisions, undo takes one back."));
        return RF_EXIT_BREACH;
    }
    if (d->n == 0) {
        rf_say(d->request, "%s", _("this is decided already: nothing was recorded"));
        return RF_EXIT_DONE;
    }
    return record(d);
}

/* What an earlier command left in one place alone is said before anything is decided. */
static rf_exit open_and_decide(deciding *d)
{
    rf_database database;
    d->database = &database;
    rf_exit exit = rf_database_enter_if_asked(&database, d->request, RF_STORE_WRITE);
    if (exit == RF_EXIT_DONE)
        exit = rf_recording_compare(&database, d->inputs->territory, d->request->operands[0]);
    if (exit == RF_EXIT_DONE)
        exit = decide(d);
    rf_database_close(&database);
    return exit;
}

static rf_exit read_and_decide(deciding *d, const rf_sources *sources)
{
    rf_inputs inputs;
    rf_request with_plan = *d->request;
    with_plan.baseline = d->plan;
    rf_exit exit = rf_inputs_read(&inputs, &with_plan, sources);
    d->inputs = &inputs;
    if (exit == RF_EXIT_DONE)
        exit = open_and_decide(d);
    rf_inputs_free(&inputs);
    return exit;
}

rf_exit rf_deciding_run(const rf_request *request, const rf_sources *sources, const char *plan,
                        rf_act act)
{
    deciding d = {.request = request,
                  .plan = plan,
                  .act = act,
                  .reason = rf_buf_new(NOTE_LIMIT),
                  .before = rf_buf_new(FILE_LIMIT)};
    rf_err err;
    int lock = -1;
    rf_exit exit = read_note(&d);
    if (exit == RF_EXIT_DONE && rf_lock_take(&lock, sources->territory, &err) != RF_OK)
        exit = rf_exit_of_reading(request, RF_IO, &err);
    if (exit == RF_EXIT_DONE) {
        exit = read_and_decide(&d, sources);
        rf_lock_release(lock);
    }
    free(d.rulings);
    free(d.outdated);
    rf_buf_free(&d.before);
    rf_buf_free(&d.reason);
    return exit;
}
