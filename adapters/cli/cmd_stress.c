/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort stress: how a plan stands more absence. */
#include <stdio.h>

#include "adapters/cli/figures.h"
#include "adapters/cli/interrupt.h"
#include "adapters/cli/terminal.h"

static const double DEFAULT_PERCENT = 10, DEFAULT_SECONDS = 60, DRAW_SECONDS = 5;
static const double CENTI = 100;

enum { DEFAULT_DRAWS = 200, DEFAULT_SEED = 1 };

static void show_progress(int32_t looked_at, int32_t n)
{
    fputs("\r\033[K", stderr);
    fprintf(stderr, _("%d of %d draws re-solved"), looked_at, n);
    fflush(stderr);
}

static rf_stress_options options_of(const rf_request *request)
{
    const double percent = request->absence > 0 ? request->absence : DEFAULT_PERCENT;
    return (rf_stress_options){
        .centi_percent = (int32_t)(percent * CENTI + 0.5),
        .draws = request->draws > 0 ? (int32_t)request->draws : DEFAULT_DRAWS,
        .seed = request->seed > 0 ? (int64_t)request->seed : DEFAULT_SEED,
        .seconds = request->seconds > 0 ? request->seconds : DEFAULT_SECONDS,
        .draw_seconds = DRAW_SECONDS,
        .stop = rf_interrupt_watch(),
        .progress = rf_progress_wanted(request) ? show_progress : NULL,
    };
}

static rf_status make(rf_sheets *out, const rf_figures *f, rf_err *err)
{
    rf_stress *stress = NULL;
    const rf_stress_options options = options_of(f->request);
    rf_status rc = rf_stress_new(&stress, f->in, f->plan, &options, err);
    rf_interrupt_leave();
    if (options.progress != NULL)
        fputs("\r\033[K", stderr);
    if (rc == RF_OK)
        rc = rf_stress_sheets(out, stress, f->ledger, err);
    rf_stress_free(stress);
    return rc;
}

static rf_exit run(const rf_request *request)
{
    return rf_figures_run(request, "stress", make);
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV,    RF_OPTION_ABSENCE, RF_OPTION_DRAWS,
    RF_OPTION_SEED,         RF_OPTION_STRESS_SECONDS, RF_PLAN_OPTIONS,   RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,           RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort stress town town/flood.json plan.json --absence 10 --draws 200",
     N_("Ten more in a hundred absent, drawn 200 times.")},
    {"renfort stress town plan.json --seed 7 --draws 50 --seconds 120 --json",
     N_("For another program, with two minutes for re-solving.")},
    {NULL, NULL}};

const rf_command rf_command_stress = {
    .name = "stress",
    .operands = "TERRITORY [SCENARIO] PLAN",
    .min_operands = 2,
    .max_operands = 3,
    .summary = N_("show how a plan stands more absence, re-solved and not"),
    .description =
        N_("Draws seeded extra absence over the whole horizon and adds up what PLAN then leaves "
           "unmet: held as it is, and re-solved from it. Draw i is the scenario with one more "
           "absence shock of seed SEED + i - 1. The draws that the clock leaves no time for are "
           "not re-solved, and some may have no plan at all, where floors are hard or people are "
           "pinned; the page says how many. Ctrl-C ends the re-solving. The scenario "
           "is TERRITORY/scenario.json where none is given."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
