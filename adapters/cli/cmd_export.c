/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort export: the plain model, for another solver. */
#include <string.h>

#include "adapters/cli/inputs.h"
#include "adapters/cli/levels.h"
#include "adapters/cli/overwrite.h"
#include "adapters/cli/terminal.h"

enum { FORMAT_MPS = 1, FORMAT_LP = 2, PATH_LIMIT = 1 << 16 };

static const size_t MODEL_LIMIT = (size_t)1 << 32;

static rf_exit write_model(const rf_request *request, const rf_instance *in, int32_t level,
                           const char *path)
{
    rf_err err;
    rf_buf model = rf_buf_new(MODEL_LIMIT);
    const rf_export_format format = request->format == FORMAT_MPS ? RF_EXPORT_MPS : RF_EXPORT_LP;
    rf_status rc = rf_export(&model, in, format, level, &err);
    if (rc == RF_OK)
        rc = rf_file_write(path, rf_buf_text(&model), model.length, &err);
    rf_buf_free(&model);
    if (rc != RF_OK)
        return rf_exit_of_failure(request, &err);
    if (!request->quiet && strcmp(path, "-") != 0) {
        if (format == RF_EXPORT_MPS)
            rf_say(request, _("the model is in %s, each level an objective row"), path);
        else
            rf_say(request, _("the model with the objective of level %s is in %s"),
                   in->levels[level].name, path);
    }
    return RF_EXIT_DONE;
}

/* "model.lp" for the first level, "model.2.lp" for the second. */
static void path_of_level(rf_buf *out, const char *path, int32_t level)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(path, '.');
    const char *end = path + strlen(path);
    if (dot == NULL || dot == path || (slash != NULL && dot <= slash + 1))
        dot = end;
    rf_buf_add(out, path, (size_t)(dot - path));
    if (level > 0)
        rf_buf_printf(out, ".%d", (int)level + 1);
    rf_buf_puts(out, dot);
}

/* One export, from inputs to files. */
typedef struct exporting {
    const rf_request *request;
    const rf_inputs *inputs;
    const rf_sources *sources;
} exporting;

/* Only checks the file of the level where `write` is false. */
static rf_exit do_level(const exporting *x, int32_t level, bool write)
{
    rf_err err;
    rf_buf path = rf_buf_new(PATH_LIMIT);
    path_of_level(&path, x->request->output, level);
    rf_exit exit = RF_EXIT_DONE;
    if (path.failed) {
        rf_fail_memory(&err);
        exit = rf_exit_of_failure(x->request, &err);
    } else if (write) {
        exit = write_model(x->request, x->inputs->instance, level, rf_buf_text(&path));
    } else {
        exit = rf_overwrite_check(x->request, x->inputs, x->sources, "-o", rf_buf_text(&path));
    }
    rf_buf_free(&path);
    return exit;
}

/* All files are checked before the first is written. */
static rf_exit write_levels(const exporting *x)
{
    rf_exit exit = RF_EXIT_DONE;
    const bool to_file = strcmp(x->request->output, "-") != 0;
    const int32_t n = to_file ? x->inputs->instance->n_levels : 1;
    for (int32_t level = 0; exit == RF_EXIT_DONE && level < n; level++)
        exit = do_level(x, level, false);
    for (int32_t level = 0; exit == RF_EXIT_DONE && level < n; level++)
        exit = do_level(x, level, true);
    return exit;
}

static rf_exit export_model(const exporting *x)
{
    const rf_request *request = x->request;
    const rf_instance *in = x->inputs->instance;
    if (request->format == FORMAT_LP && request->level == NULL)
        return write_levels(x);
    int32_t level = 0;
    if (request->format == FORMAT_LP)
        level = rf_level_find(request, in, "level", request->level, strlen(request->level));
    if (level < 0)
        return RF_EXIT_USAGE;
    const rf_exit exit = rf_overwrite_check(request, x->inputs, x->sources, "-o", request->output);
    return exit == RF_EXIT_DONE ? write_model(request, in, level, request->output) : exit;
}

static rf_exit run(const rf_request *request)
{
    if (request->output == NULL || request->format == 0) {
        rf_say(request, "%s", _("-o FILE and --format mps or --format lp are needed"));
        rf_say_hint(_("'renfort %s --help' shows how it is used."), request->command->name);
        return RF_EXIT_USAGE;
    }
    rf_err err;
    if (rf_output_check(request->output, &err) != RF_OK)
        return rf_exit_of_failure(request, &err);
    rf_inputs inputs;
    const rf_sources sources = {.territory = request->operands[0],
                                .scenario = request->operands[1]};
    rf_exit exit = rf_inputs_read(&inputs, request, &sources);
    if (exit == RF_EXIT_DONE)
        exit = export_model(&(exporting){request, &inputs, &sources});
    rf_inputs_free(&inputs);
    return exit;
}

static const rf_option_id OPTIONS[] = {
    RF_OPTION_MODEL, RF_OPTION_FORMAT,     RF_OPTION_LEVEL,    RF_OPTION_BASELINE,
    RF_OPTION_TODAY, RF_OPTION_QUARANTINE, RF_READING_OPTIONS, RF_OPTION_INITIATIVES,
    RF_OPTION_QUIET, RF_OPTION_LANG,       RF_OPTION_HELP,     RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort export town town/flood.json -o town.mps --format mps",
     N_("One file; its N rows are the levels in order.")},
    {"glpsol --freemps town.mps --output town.txt",
     N_("The MPS is in the free form: glpsol wants --freemps for it.")},
    {"renfort export town town/flood.json -o town.lp --format lp",
     N_("town.lp minimises the first level, town.2.lp the second, and so on.")},
    {"renfort export town -o - --format lp --level vital | glpsol --lp /dev/stdin",
     N_("One level, straight into another solver.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the model was written")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("bad input: the findings are on standard error")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_export = {
    .name = "export",
    .operands = "TERRITORY [SCENARIO]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = N_("write the plain model as MPS or LP for another solver"),
    .description = N_("Writes the model of TERRITORY under SCENARIO (default: "
                      "TERRITORY/scenario.json): a binary column "
                      "for each stay, every constraint a row, names that say what they are. MPS "
                      "carries every level as "
                      "an objective row. LP can carry one objective: the first level goes to FILE, "
                      "the others beside "
                      "it with their number before the extension; '-' takes the first level only."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
