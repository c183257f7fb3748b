/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort compare: plans of one territory side by side. */
#include "adapters/cli/figures.h"
#include "adapters/cli/plan_file.h"
#include "adapters/cli/scenario_find.h"
#include "adapters/cli/terminal.h"

enum { NAME_LIMIT = 1 << 16 };

/* A plan and all that it was read with. */
typedef struct side {
    rf_inputs inputs;
    rf_plan *plan;
    rf_ledger *ledger;
} side;

static void free_side(side *s)
{
    rf_ledger_free(s->ledger);
    rf_plan_free(s->plan);
    rf_inputs_free(&s->inputs);
}

/* The findings of the territory are told with the first plan only. */
static rf_exit read_side(side *s, const rf_request *request, const char *scenario, const char *path,
                         bool first)
{
    rf_request again = *request;
    again.quiet = request->quiet || !first;
    const rf_sources sources = {.territory = request->operands[0], .scenario = scenario};
    rf_exit exit = rf_inputs_read(&s->inputs, &again, &sources);
    if (exit == RF_EXIT_DONE)
        exit = rf_plan_file_read_moves(&s->plan, request, &s->inputs, path);
    return exit;
}

static rf_status figure_out(rf_compared *out, side *s, const char *path, rf_err *err)
{
    const rf_instance *in = s->inputs.instance;
    rf_status rc = rf_ledger_new(&s->ledger, in, s->plan->moves, s->plan->n_moves, err);
    *out = (rf_compared){.file = path, .in = in, .plan = s->plan, .ledger = s->ledger};
    if (rc == RF_OK)
        rc = rf_burden_gini(&out->gini, in, s->plan->moves, s->plan->n_moves, err);
    return rc;
}

/* The operands after the territory, taken in turn: a scenario goes with the plans after it. */
typedef struct comparing {
    side sides[RF_MAX_COMPARED];
    rf_compared compared[RF_MAX_COMPARED];
    int32_t n;            /* sides read, the last perhaps in part */
    const char *scenario; /* NULL: the one that the plan names */
} comparing;

static rf_exit add_plan(comparing *c, const rf_request *request, const char *path)
{
    rf_err err;
    rf_buf found = rf_buf_new(NAME_LIMIT);
    rf_exit exit = RF_EXIT_DONE;
    if (c->n == RF_MAX_COMPARED) {
        rf_say(request, _("at most %d plans can be compared"), RF_MAX_COMPARED);
        exit = RF_EXIT_USAGE;
    } else if (c->scenario == NULL) {
        exit = rf_scenario_of_plan(&found, request, path);
    }
    const char *scenario = c->scenario != NULL ? c->scenario : rf_buf_text(&found);
    if (exit == RF_EXIT_DONE) {
        const int32_t i = c->n++;
        exit = read_side(&c->sides[i], request, scenario, path, i == 0);
        if (exit == RF_EXIT_DONE && figure_out(&c->compared[i], &c->sides[i], path, &err) != RF_OK)
            exit = rf_exit_of_failure(request, &err);
    }
    rf_buf_free(&found);
    return exit;
}

static rf_exit read_operands(comparing *c, const rf_request *request)
{
    rf_err err;
    rf_fingerprint fingerprint;
    rf_exit exit = RF_EXIT_DONE;
    for (int i = 1; i < request->n_operands && exit == RF_EXIT_DONE; i++) {
        const char *path = request->operands[i];
        const rf_status rc = rf_json_read_fingerprint(&fingerprint, path, &err);
        if (rc == RF_OK)
            exit = add_plan(c, request, path);
        else if (rc == RF_BAD_INPUT)
            c->scenario = path;
        else
            exit = rf_exit_of_reading(request, rc, &err);
    }
    if (exit == RF_EXIT_DONE && c->n < 2) {
        rf_say(request, "%s", _("two plans are needed to compare"));
        exit = RF_EXIT_USAGE;
    }
    return exit;
}

static rf_exit print_comparison(const comparing *c, const rf_request *request)
{
    rf_err err;
    rf_sheets sheets = rf_sheets_new("compare");
    const rf_status rc = rf_compare_sheets(&sheets, c->compared, c->n, &err);
    const rf_exit exit = rc == RF_OK ? rf_figures_print(request, c->compared[0].in, &sheets, NULL)
                                     : rf_exit_of_failure(request, &err);
    rf_sheets_free(&sheets);
    return exit;
}

static rf_exit run(const rf_request *request)
{
    comparing c = {.n = 0};
    rf_exit exit = read_operands(&c, request);
    if (exit == RF_EXIT_DONE)
        exit = print_comparison(&c, request);
    for (int32_t i = 0; i < c.n; i++)
        free_side(&c.sides[i]);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_FIGURES_JSON, RF_OPTION_FIGURES_CSV, RF_PLAN_OPTIONS, RF_OPTION_QUIET,
    RF_OPTION_LANG,         RF_OPTION_HELP,        RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort compare town calm.json flood.json",
     N_("Two plans side by side, each with the scenario of town/ that it was made from.")},
    {"renfort compare town other/quake.json a.json b.json --csv > compare.csv",
     N_("Two plans of a scenario that lies elsewhere.")},
    {NULL, NULL}};

const rf_command rf_command_compare = {
    .name = "compare",
    .operands = "TERRITORY [SCENARIO] PLAN [SCENARIO] PLAN...",
    .min_operands = 3,
    .max_operands = RF_MAX_OPERANDS,
    .summary = N_("compare plans of one territory side by side"),
    .description =
        N_("Shows for two to six plans of TERRITORY: the levels' values, what is covered and unmet "
           "by tier, people moved, floors dipped, FTE-days lent and how evenly the burden is "
           "shared, all added up from the moves. A plan's scenario is the JSON file in TERRITORY "
           "that it was made from, or the SCENARIO before it."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = RF_FIGURES_STATUSES,
    .run = run,
};
