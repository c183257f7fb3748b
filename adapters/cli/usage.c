/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/usage.h"

#include <string.h>

#include "adapters/cli/options.h"
#include "adapters/cli/terminal.h"
#include "adapters/cli/wrap.h"

/* Where texts begin: options' help, commands' summaries, exit statuses. */
enum {
    OPTION_COLUMN = 26,
    COMMAND_COLUMN = 12,
    STATUS_COLUMN = 5,
    EXAMPLE_COLUMN = 6,
    WIDEST = 100,
    MOST_COMMANDS = 32
};

static const rf_example ENVIRONMENT[] = {
    {"LC_ALL, LC_MESSAGES, LANG, LANGUAGE", N_("the language, where --lang does not say it")},
    {"NO_COLOR", N_("when set, no colours")},
    {"COLUMNS", N_("the width of pages, before the terminal's")},
    {"RENFORT_DATA", N_("the folder with the demonstration data")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("done")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("bad input: the findings are on standard error")},
    {RF_EXIT_BREACH, N_("infeasible (solve), or breaches (verify)")},
    {RF_EXIT_FAILURE,
     N_("failure: no memory, an output that cannot be written, or a fault of the program")},
    {RF_EXIT_DONE, NULL}};

const rf_exit_text *rf_usage_statuses(void)
{
    return STATUSES;
}

const rf_example *rf_usage_environment(void)
{
    return ENVIRONMENT;
}

/* "  heading    text", the text wrapped in a column of its own, below a heading that is too long.
 */
static void add_entry(rf_buf *out, const char *heading, const char *text, rf_columns columns)
{
    const int32_t wide = rf_text_width(heading) + 2;
    rf_buf_printf(out, "  %s", heading);
    if (wide + 2 > columns.indent) {
        rf_buf_puts(out, "\n");
        rf_add_blanks(out, columns.indent);
    } else {
        rf_add_blanks(out, columns.indent - wide);
    }
    rf_add_wrapped(out, text, columns);
}

void rf_usage_option_heading(rf_buf *out, const rf_option_id id)
{
    const rf_option *option = rf_option_of(id);
    if (option->letter != 0)
        rf_buf_printf(out, "-%c, ", option->letter);
    else
        rf_buf_puts(out, "    ");
    rf_buf_printf(out, "--%s", option->name);
    if (option->argument != NULL)
        rf_buf_printf(out, " %s", option->argument);
}

static void add_options(rf_buf *out, const rf_option_id *ids, int32_t width)
{
    const rf_columns columns = {OPTION_COLUMN, width};
    rf_buf heading = rf_buf_new(RF_ERR_TEXT);
    rf_buf_printf(out, "\n%s\n", _("Options:"));
    for (; *ids != RF_N_OPTIONS; ids++) {
        if (rf_option_of(*ids)->hidden)
            continue;
        rf_buf_clear(&heading);
        rf_usage_option_heading(&heading, *ids);
        add_entry(out, rf_buf_text(&heading), _(rf_option_of(*ids)->help), columns);
    }
    rf_buf_free(&heading);
}

static void add_examples(rf_buf *out, const rf_example *examples, int32_t width)
{
    rf_buf_printf(out, "\n%s\n", _("Examples:"));
    for (; examples->line != NULL; examples++) {
        rf_buf_printf(out, "  %s\n", examples->line);
        rf_add_blanks(out, EXAMPLE_COLUMN);
        rf_add_wrapped(out, _(examples->says), (rf_columns){EXAMPLE_COLUMN, width});
    }
}

static void add_statuses(rf_buf *out, const rf_exit_text *statuses, int32_t width)
{
    const rf_columns columns = {STATUS_COLUMN, width};
    rf_buf_printf(out, "\n%s\n", _("Exit status:"));
    for (; statuses->text != NULL; statuses++) {
        const char digit[2] = {(char)('0' + statuses->status), '\0'};
        add_entry(out, digit, _(statuses->text), columns);
    }
}

static int32_t page_width(int32_t width)
{
    return width < WIDEST ? width : WIDEST;
}

void rf_usage_command(rf_buf *out, const rf_command *command, int32_t width)
{
    width = page_width(width);
    const bool has_operands = command->operands[0] != '\0';
    rf_buf_printf(out, "%s renfort %s", _("Usage:"), command->name);
    if (has_operands)
        rf_buf_printf(out, " %s", command->operands);
    rf_buf_puts(out, " [OPTION]...\n\n");
    rf_add_wrapped(out, _(command->description), (rf_columns){0, width});
    add_options(out, command->options, width);
    add_examples(out, command->examples, width);
    add_statuses(out, command->statuses, width);
}

void rf_usage_program(rf_buf *out, const rf_command *const *commands, int32_t width)
{
    width = page_width(width);
    const rf_columns columns = {COMMAND_COLUMN, width}, wide = {OPTION_COLUMN, width};
    rf_buf_printf(out, "%s renfort %s\n\n", _("Usage:"), "COMMAND [OPERAND]... [OPTION]...");
    rf_add_wrapped(
        out,
        _("In a crisis, renfort finds who of a territory's agents goes to which essential "
          "service, keeps every "
          "rule, and proves how good the plan is."),
        (rf_columns){0, width});
    rf_buf_printf(out, "\n%s\n", _("Commands:"));
    for (; *commands != NULL; commands++)
        add_entry(out, (*commands)->name, _((*commands)->summary), columns);
    add_options(out, rf_options_global(), width);
    add_statuses(out, STATUSES, width);
    rf_buf_printf(out, "\n%s\n", _("Environment:"));
    for (const rf_example *e = ENVIRONMENT; e->line != NULL; e++)
        add_entry(out, e->line, _(e->says), wide);
    rf_buf_puts(out, "\n");
    rf_add_wrapped(
        out,
        _("'renfort COMMAND --help' says more on a command. 'renfort demo' shows what it does."),
        (rf_columns){0, width});
}

const rf_command *rf_command_find(const rf_request *request, const char *name)
{
    const char *known[MOST_COMMANDS];
    size_t n = 0;
    for (const rf_command *const *c = request->commands; *c != NULL && n < MOST_COMMANDS; c++) {
        if (strcmp((*c)->name, name) == 0)
            return *c;
        known[n++] = (*c)->name;
    }
    rf_say(request, _("there is no command '%s'"), name);
    const char *nearest = rf_nearest(name, known, n);
    if (nearest != NULL)
        rf_say_hint(_("Did you mean %s?"), nearest);
    rf_say_hint("%s", _("'renfort --help' shows how it is used."));
    return NULL;
}
