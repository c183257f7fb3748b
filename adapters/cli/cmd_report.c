/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort report: one HTML file to look at. */
#include <string.h>
#include <sys/stat.h>

#include "adapters/cli/build.h"
#include "adapters/cli/compared.h"
#include "adapters/cli/language.h"
#include "adapters/cli/overwrite.h"
#include "adapters/cli/sweep_read.h"
#include "adapters/cli/terminal.h"
#include "adapters/report/html.h"

static const char DEFAULT_FILE[] = "report.html";
static const size_t PAGE_LIMIT = (size_t)1 << 28;

static const char *output_of(const rf_request *request)
{
    return request->output != NULL ? request->output : DEFAULT_FILE;
}

static rf_exit write_page(const rf_request *request, const rf_pictures *pictures)
{
    rf_err err;
    rf_buf page = rf_buf_new(PAGE_LIMIT);
    const rf_html_options options = {.lang = rf_language_is_french() ? "fr" : "en",
                                     .version = RF_VERSION};
    const char *path = output_of(request);
    rf_status rc = rf_html_page(&page, pictures, &options, &err);
    if (rc == RF_OK)
        rc = rf_file_write(path, rf_buf_text(&page), page.length, &err);
    rf_buf_free(&page);
    if (rc != RF_OK)
        return rf_exit_of_failure(request, &err);
    if (!request->quiet && strcmp(path, "-") != 0)
        rf_say(request, _("the report is in %s"), path);
    return RF_EXIT_DONE;
}

/* What each plan says that it was made from, where it says so. */
static const char *foot_of(rf_pictures *out, const rf_compared_plans *plans)
{
    rf_err err;
    rf_fingerprint said;
    const char *foot =
        rf_pictures_format(out, _("Made by renfort %s from the plan and its files."), RF_VERSION);
    for (int32_t i = 0; i < plans->n; i++)
        if (rf_json_read_fingerprint(&said, plans->compared[i].file, &err) == RF_OK)
            foot = rf_pictures_format(
                out, _("%s SHA-256 of what went in: territory %.16s, scenario %.16s."), foot,
                said.territory, said.scenario);
    return foot;
}

static rf_status draw(rf_pictures *out, const rf_compared_plans *plans, rf_err *err)
{
    out->foot = foot_of(out, plans);
    return plans->n == 1 ? rf_pictures_of_plan(out, &plans->compared[0], err)
                         : rf_pictures_of_comparison(out, plans->compared, plans->n, err);
}

static rf_exit write_report(const rf_request *request, const rf_compared_plans *plans)
{
    rf_err err;
    rf_pictures *pictures = rf_pictures_new();
    rf_status rc = pictures != NULL ? draw(pictures, plans, &err) : rf_fail_memory(&err);
    const rf_exit exit =
        rc == RF_OK ? write_page(request, pictures) : rf_exit_of_failure(request, &err);
    rf_pictures_free(pictures);
    return exit;
}

static rf_exit spare_what_was_read(const rf_request *request, const rf_compared_plans *plans)
{
    const rf_sources sources = {.territory = request->operands[0]};
    rf_exit exit = RF_EXIT_DONE;
    for (int32_t i = 0; exit == RF_EXIT_DONE && i < plans->n; i++)
        exit = rf_overwrite_check(request, &plans->sides[i].inputs, &sources, "-o",
                                  output_of(request));
    for (int i = 1; exit == RF_EXIT_DONE && i < request->n_operands; i++)
        exit = rf_overwrite_check_file(request, "-o", output_of(request), request->operands[i]);
    return exit;
}

static rf_exit report_plans(const rf_request *request)
{
    rf_compared_plans plans;
    rf_exit exit = rf_compared_read(&plans, request, 1);
    if (exit == RF_EXIT_DONE)
        exit = spare_what_was_read(request, &plans);
    if (exit == RF_EXIT_DONE)
        exit = write_report(request, &plans);
    rf_compared_free(&plans);
    return exit;
}

static rf_exit write_sweep(const rf_request *request, const rf_swept *swept)
{
    rf_err err;
    rf_pictures *pictures = rf_pictures_new();
    rf_status rc = pictures != NULL ? RF_OK : rf_fail_memory(&err);
    if (rc == RF_OK) {
        pictures->foot =
            rf_pictures_format(pictures, _("Made by renfort %s from the results of renfort %s."),
                               RF_VERSION, swept->version);
        rc = rf_pictures_of_sweep(pictures, swept, &err);
    }
    const rf_exit exit =
        rc == RF_OK ? write_page(request, pictures) : rf_exit_of_failure(request, &err);
    rf_pictures_free(pictures);
    return exit;
}

static rf_exit report_sweep(const rf_request *request)
{
    rf_err err;
    rf_sweep_read read;
    rf_exit exit = rf_overwrite_check_file(request, "-o", output_of(request), request->operands[0]);
    if (exit != RF_EXIT_DONE)
        return exit;
    const rf_status rc = rf_sweep_read_file(&read, request->operands[0], &err);
    exit = rc == RF_OK ? write_sweep(request, &read.swept) : rf_exit_of_reading(request, rc, &err);
    rf_sweep_read_free(&read);
    return exit;
}

static bool is_folder(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISDIR(file.st_mode);
}

static rf_exit run(const rf_request *request)
{
    rf_err err;
    if (rf_output_check(output_of(request), &err) != RF_OK)
        return rf_exit_of_failure(request, &err);
    if (request->n_operands == 1 && !is_folder(request->operands[0]))
        return report_sweep(request);
    return report_plans(request);
}

static const rf_option_id OPTIONS[] = {RF_OPTION_REPORT,     RF_OPTION_GAP,      RF_OPTION_BASELINE,
                                       RF_OPTION_QUARANTINE, RF_READING_OPTIONS, RF_OPTION_QUIET,
                                       RF_OPTION_LANG,       RF_OPTION_HELP,     RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort report town town/flood.json plan.json -o report.html",
     N_("The pictures of one plan.")},
    {"renfort report town calm.json flood.json --lang fr",
     N_("Two plans side by side, in French.")},
    {"renfort report sweep.db -o sweep.html", N_("All territories of a sweep.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the report was written")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the territory, the scenario, the plan or the results cannot be read")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_report = {
    .name = "report",
    .operands = "SWEEP | TERRITORY [SCENARIO] PLAN [[SCENARIO] PLAN]...",
    .min_operands = 1,
    .max_operands = RF_MAX_OPERANDS,
    .summary = N_("write a page of pictures for a browser"),
    .description =
        N_("Writes one HTML file about one plan of TERRITORY, or about two to six of them side by "
           "side: what is covered, who is where when, who lends to whom, how the burden is shared, "
           "what holds when more people are absent; or about SWEEP, the file of results that "
           "'renfort bench merge' makes: territories side by side, with what the seeds leave open, "
           "and what the variants bring. Each picture has its table beside it. The file "
           "needs no network and names nobody; that of plans counts people by service and date, "
           "single "
           "ones too, whom a colleague can tell. A plan's scenario is the "
           "JSON file in TERRITORY that it was made from, or the SCENARIO before it."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
