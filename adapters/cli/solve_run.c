/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/solve_run.h"

#include <stdio.h>
#include <string.h>

#include "adapters/cli/build.h"
#include "adapters/cli/deposit.h"
#include "adapters/cli/fingerprint.h"
#include "adapters/cli/interrupt.h"
#include "adapters/cli/missions.h"
#include "adapters/cli/overwrite.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/stored.h"
#include "adapters/cli/terminal.h"

enum { PAGE_LIMIT = 1 << 26, BREACHES_LIMIT = 1 << 28 };

static const size_t PLAN_LIMIT = (size_t)1 << 31;
static const char DEFAULT_OUTPUT[] = "plan.json";

/* One solve, from inputs to output. */
typedef struct solving {
    const rf_request *request;
    const rf_inputs *inputs;
    const rf_sources *sources;
    const char *output; /* "-": standard output */
    double seconds;     /* 0: no limit */
    rf_fingerprint fingerprint;
    rf_database database;
    int64_t baseline; /* its number in the database; 0: none */
    rf_plan *plan;
} solving;

/* Before the search, which may take hours: of the bytes that were read, as nearly as can be, and
 * no plan is lost because a file has gone since. */
static rf_exit take_fingerprint(solving *s)
{
    rf_err err;
    const char *scenario = rf_buf_text(&s->inputs->scenario_path);
    const rf_status rc =
        rf_fingerprint_take(&s->fingerprint, s->sources->territory, scenario, &err);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(s->request, &err);
}

/* What a later look at the plan needs is in the database before the search, so that what stands
 * against keeping it is known hours earlier. */
static rf_exit keep_inputs(solving *s)
{
    rf_err err;
    const rf_request *request = s->request;
    const rf_exit exit = rf_database_enter_if_asked(&s->database, request, RF_STORE_WRITE);
    if (exit != RF_EXIT_DONE || s->database.store == NULL)
        return exit;
    rf_status rc = rf_deposit_inputs(&s->database, s->inputs, s->sources, &s->fingerprint, &err);
    s->baseline = rf_stored_number(request->baseline);
    if (rc == RF_OK && request->baseline != NULL && s->baseline == 0)
        rc = rf_deposit_find_plan(&s->baseline, &s->database, request->baseline, &err);
    if (rc != RF_OK)
        return rf_exit_of_database(request, rc, &err);
    if (request->baseline != NULL && s->baseline == 0)
        rf_say(request, _("warning: %s does not hold %s: the plan is kept there without it"),
               request->db, request->baseline);
    return RF_EXIT_DONE;
}

static bool may_serve(const rf_instance *in, rf_agent_id a, rf_need_id k)
{
    const rf_pair pair = rf_pair_of(in, a, k);
    for (int32_t t = 0; pair.always == 0 && t < in->n_periods; t++)
        if (rf_reasons_on(in, a, k, &pair, t) == 0)
            return true;
    return false;
}

/* Ends at the first that may; O(agents x needs) only where nobody may. */
static bool anyone_may_serve(const rf_instance *in)
{
    for (rf_agent_id a = {0}; a.i < in->n_agents; a.i++)
        for (rf_need_id k = {0}; k.i < in->n_needs; k.i++)
            if (may_serve(in, a, k))
                return true;
    return in->n_pins > 0;
}

/* An empty plan is then no fault of the search. */
static void warn_of_nothing_to_do(const solving *s)
{
    const rf_instance *in = s->inputs->instance;
    const char *territory = s->sources->territory;
    if (in->n_needs == 0)
        rf_say(s->request, _("warning: %s has no need: the plan moves nobody"), territory);
    else if (!rf_asks_for_anybody(in))
        rf_say(s->request,
               _("warning: no need of %s asks for anybody on the dates of the scenario: the plan "
                 "moves nobody"),
               territory);
    else if (!anyone_may_serve(in))
        rf_say(s->request,
               _("warning: no agent of %s may serve any need: the plan moves nobody ('renfort "
                 "check' tells why)"),
               territory);
}

static rf_exit search(solving *s, const volatile sig_atomic_t *stop)
{
    const rf_instance *in = s->inputs->instance;
    rf_progress_line line = rf_progress_line_new(in);
    const rf_solve_options options = {
        .seconds = s->seconds,
        .workers = s->request->workers > 0 ? (int32_t)s->request->workers : 1,
        .stop = stop,
        .progress = rf_progress_wanted(s->request) ? rf_progress_line_draw : NULL,
        .user = &line,
    };
    rf_err err;
    const rf_status rc = rf_solve(&s->plan, in, &options, &err);
    rf_progress_line_end(&line);
    if (rc == RF_OK && s->plan->run.trouble[0] != '\0')
        rf_say(s->request, _("the search broke off (%s): this is the best plan until then"),
               s->plan->run.trouble);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(s->request, &err);
}

/* Nobody sees a plan that the checker did not pass. */
static rf_exit check(solving *s)
{
    rf_err err;
    int32_t n = 0;
    const double start = rf_clock_now();
    rf_buf breaches = rf_buf_new(BREACHES_LIMIT);
    rf_exit exit = RF_EXIT_DONE;
    if (rf_check(&n, &breaches, s->inputs->instance, s->plan, &err) != RF_OK) {
        exit = rf_exit_of_failure(s->request, &err);
    } else if (n > 0) {
        fputs(rf_buf_text(&breaches), stderr);
        rf_say(
            s->request,
            dngettext(
                "renfort",
                "the plan has %ld breach: this is a fault of the program, and nothing was written",
                "the plan has %ld breaches: this is a fault of the program, and nothing was "
                "written",
                (unsigned long)n),
            (long)n);
        exit = RF_EXIT_FAILURE;
    }
    rf_buf_free(&breaches);
    s->plan->run.seconds_check = rf_clock_now() - start;
    return exit;
}

static rf_exit make_document(rf_buf *out, const solving *s)
{
    rf_err err;
    const rf_plan_context context = {
        .in = s->inputs->instance,
        .fingerprint = &s->fingerprint,
        .version = RF_VERSION,
        .reproducible = s->request->reproducible,
        .seconds_read = s->inputs->seconds_read,
    };
    const rf_status rc = rf_json_write_plan(out, s->plan, &context, &err);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(s->request, &err);
}

/* NULL where there is nothing to compare: no baseline, or no plan. */
static rf_exit take_difference(rf_difference **out, const solving *s)
{
    rf_err err;
    const rf_instance *in = s->inputs->instance;
    const rf_two_plans plans = {.before = in->baseline,
                                .n_before = in->n_baseline,
                                .after = s->plan->moves,
                                .n_after = s->plan->n_moves,
                                .n_unknown = in->baseline_unknown};
    *out = NULL;
    if (!in->has_baseline || s->plan->outcome == RF_INFEASIBLE ||
        rf_difference_new(out, in, &plans, &err) == RF_OK)
        return RF_EXIT_DONE;
    return rf_exit_of_failure(s->request, &err);
}

/* The summary, and below it what changed. */
static rf_exit print_summary(const solving *s, const rf_difference *difference)
{
    rf_err err;
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    const rf_page page = rf_page_of(1);
    const rf_instance *in = s->inputs->instance;
    rf_status rc = rf_report_summary(&text, in, s->plan, &page, &err);
    if (rc == RF_OK && difference != NULL) {
        rf_buf_puts(&text, "\n");
        rc = rf_report_difference(&text, in, difference, &page, &err);
    }
    const rf_exit exit =
        rc == RF_OK ? rf_print(s->request, &text) : rf_exit_of_failure(s->request, &err);
    rf_buf_free(&text);
    return exit;
}

static rf_exit write_changes(const solving *s, const rf_difference *difference)
{
    rf_err err;
    rf_buf text = rf_buf_new(PLAN_LIMIT);
    if (s->request->changes == NULL || difference == NULL)
        return RF_EXIT_DONE;
    rf_status rc = rf_json_write_difference(&text, s->inputs->instance, difference, &err);
    if (rc == RF_OK)
        rc = rf_file_write(s->request->changes, rf_buf_text(&text), text.length, &err);
    rf_buf_free(&text);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(s->request, &err);
}

/* What has begun by --today. */
static rf_status start_missions(const solving *s, rf_err *err)
{
    rf_date today = 0;
    if (s->request->today == NULL || !rf_date_parse_any(&today, s->request->today))
        return RF_OK;
    return rf_missions_start(&s->database, s->inputs->instance, s->plan, today, err);
}

/* After the plan was written, so that the database holds none that nobody got. */
static rf_exit keep_plan(const solving *s, const rf_buf *document)
{
    rf_err err;
    if (s->database.store == NULL)
        return RF_EXIT_DONE;
    rf_status rc = rf_deposit_plan(&s->database, &s->fingerprint, s->baseline, document, &err);
    if (rc == RF_OK)
        rc = start_missions(s, &err);
    if (rc == RF_OK)
        return RF_EXIT_DONE;
    const rf_exit exit = rf_exit_of_database(s->request, rc, &err);
    rf_say(s->request, _("the plan was written, and is not in %s"), s->request->db);
    return exit;
}

/* The document, where it was asked for. */
static rf_exit write_document(const solving *s, const rf_buf *document)
{
    rf_err err;
    if (strcmp(s->output, "-") == 0)
        return rf_print(s->request, document);
    return rf_file_write(s->output, rf_buf_text(document), document->length, &err) == RF_OK
               ? RF_EXIT_DONE
               : rf_exit_of_failure(s->request, &err);
}

/* The document, then what goes to standard output besides: the document, the summary, or nothing.
 */
static rf_exit deliver(const solving *s, const rf_buf *document, const rf_difference *difference)
{
    const rf_request *request = s->request;
    const bool to_file = strcmp(s->output, "-") != 0;
    rf_exit exit = write_document(s, document);
    if (exit == RF_EXIT_DONE)
        exit = keep_plan(s, document);
    if (exit == RF_EXIT_DONE)
        exit = write_changes(s, difference);
    if (exit == RF_EXIT_DONE && to_file && request->json)
        exit = rf_print(request, document);
    else if (exit == RF_EXIT_DONE && to_file && !request->quiet)
        exit = print_summary(s, difference);
    if (exit == RF_EXIT_DONE && to_file && !request->quiet)
        rf_say(request, _("the plan is in %s"), s->output);
    if (exit == RF_EXIT_DONE && s->database.store != NULL && !request->quiet)
        rf_say(request, _("the plan is in %s"), request->db);
    if (exit == RF_EXIT_DONE && s->plan->outcome == RF_INFEASIBLE) {
        rf_say(request, "%s", _("infeasible: pins and hard rules contradict each other"));
        exit = RF_EXIT_BREACH;
    }
    return exit;
}

static rf_exit write_plan(const solving *s)
{
    rf_buf document = rf_buf_new(PLAN_LIMIT);
    rf_difference *difference = NULL;
    rf_exit exit = make_document(&document, s);
    if (exit == RF_EXIT_DONE)
        exit = take_difference(&difference, s);
    if (exit == RF_EXIT_DONE)
        exit = deliver(s, &document, difference);
    rf_difference_free(difference);
    rf_buf_free(&document);
    return exit;
}

/* An interruption counts until the plan is written: two of them in a row must not lose it. */
static rf_exit search_and_write(solving *s)
{
    rf_exit exit = search(s, rf_interrupt_watch());
    if (exit == RF_EXIT_DONE)
        exit = check(s);
    if (exit == RF_EXIT_DONE)
        exit = write_plan(s);
    rf_interrupt_leave();
    return exit;
}

/* As the plan's output, and another file than it. */
static rf_exit check_changes_output(const solving *s)
{
    rf_err err;
    const char *changes = s->request->changes;
    if (rf_path_is_same(changes, s->output)) {
        rf_say(s->request, _("--changes and -o name the same file: %s"), changes);
        return RF_EXIT_USAGE;
    }
    if (rf_output_check(changes, &err) != RF_OK)
        return rf_exit_of_failure(s->request, &err);
    return rf_overwrite_check(s->request, s->inputs, s->sources, "--changes", changes);
}

rf_exit rf_solve_run(const rf_request *request, const rf_inputs *inputs, const rf_sources *sources,
                     double default_seconds)
{
    solving s = {.request = request,
                 .inputs = inputs,
                 .sources = sources,
                 .output = request->output != NULL ? request->output : DEFAULT_OUTPUT,
                 .seconds = inputs->scenario->limit_seconds};
    if (default_seconds > 0)
        s.seconds = default_seconds;
    if (request->seconds > 0)
        s.seconds = request->seconds;
    rf_err err;
    rf_exit exit = RF_EXIT_DONE;
    if (rf_output_check(s.output, &err) != RF_OK)
        exit = rf_exit_of_failure(request, &err);
    if (exit == RF_EXIT_DONE)
        exit = rf_overwrite_check(request, inputs, sources, "-o", s.output);
    if (exit == RF_EXIT_DONE && request->changes != NULL)
        exit = check_changes_output(&s);
    if (exit == RF_EXIT_DONE)
        exit = take_fingerprint(&s);
    if (exit == RF_EXIT_DONE)
        exit = keep_inputs(&s);
    if (exit == RF_EXIT_DONE) {
        warn_of_nothing_to_do(&s);
        exit = search_and_write(&s);
    }
    rf_database_close(&s.database);
    rf_plan_free(s.plan);
    return exit;
}
