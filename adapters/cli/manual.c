/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/manual.h"

#include <string.h>

#include "adapters/cli/options.h"
#include "adapters/cli/usage.h"

/* A text with what roff would read as a command made harmless; an empty line in it begins a
 * paragraph. */
static void add_text(rf_buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        const bool at_start = c == text || c[-1] == '\n';
        if (at_start && (*c == '.' || *c == '\''))
            rf_buf_puts(out, "\\&");
        if (*c == '\\')
            rf_buf_puts(out, "\\e");
        else if (*c == '-')
            rf_buf_puts(out, "\\-");
        else if (*c == '\'')
            rf_buf_puts(out, "\\(aq");
        else if (at_start && *c == '\n')
            rf_buf_puts(out, ".PP\n");
        else
            rf_buf_add(out, c, 1);
    }
    rf_buf_puts(out, "\n");
}

static void add_section(rf_buf *out, const char *macro, const char *title)
{
    rf_buf_printf(out, ".%s \"", macro);
    rf_buf_puts(out, title);
    rf_buf_puts(out, "\"\n");
}

/* ".TP", a heading in bold, what it says. */
static void add_item(rf_buf *out, const char *heading, const char *text)
{
    rf_buf_puts(out, ".TP\n\\fB");
    for (const char *c = heading; *c != '\0'; c++)
        rf_buf_printf(out, *c == '-' ? "\\%c" : "%c", *c);
    rf_buf_puts(out, "\\fR\n");
    add_text(out, text);
}

static void add_options(rf_buf *out, const rf_option_id *ids)
{
    rf_buf heading = rf_buf_new(RF_ERR_TEXT);
    for (; *ids != RF_N_OPTIONS; ids++) {
        if (rf_option_of(*ids)->hidden)
            continue;
        rf_buf_clear(&heading);
        rf_usage_option_heading(&heading, *ids);
        const char *text = rf_buf_text(&heading);
        add_item(out, text + strspn(text, " "), _(rf_option_of(*ids)->help));
    }
    rf_buf_free(&heading);
}

static void add_statuses(rf_buf *out, const rf_exit_text *statuses)
{
    for (; statuses->text != NULL; statuses++) {
        const char digit[2] = {(char)('0' + statuses->status), '\0'};
        add_item(out, digit, _(statuses->text));
    }
}

static void add_command(rf_buf *out, const rf_command *command)
{
    rf_buf_printf(out, ".SS \"renfort %s", command->name);
    if (command->operands[0] != '\0')
        rf_buf_printf(out, " %s", command->operands);
    rf_buf_puts(out, "\"\n");
    add_text(out, _(command->description));
    add_options(out, command->options);
    rf_buf_printf(out, ".PP\n%s\n", _("Exit status:"));
    add_statuses(out, command->statuses);
}

static void add_examples(rf_buf *out, const rf_command *const *commands)
{
    add_section(out, "SH", _("EXAMPLES"));
    for (; *commands != NULL; commands++)
        for (const rf_example *e = (*commands)->examples; e->line != NULL; e++)
            add_item(out, e->line, _(e->says));
}

static void add_files(rf_buf *out)
{
    add_section(out, "SH", _("FILES"));
    add_item(out, "TERRITORY/*.csv",
             _("organisations, sites, units, agents and needs; floors, skills, absences, "
               "need_skills, demand, "
               "conventions, travel, decisions and initiatives where there are any"));
    add_item(out, "TERRITORY/scenario.json", _("the scenario, where none is named"));
    add_item(out, "TERRITORY/quarantine/", _("the rows that --quarantine set aside"));
    add_item(out, "plan.json", _("the plan, where -o names no other"));
}

void rf_manual_page(rf_buf *out, const rf_command *const *commands)
{
    rf_buf_puts(
        out,
        ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
        ".\\\" Made by `renfort help --man`: change the tables in adapters/cli, not this file.\n"
        ".TH RENFORT 1 \"\" renfort\n");
    add_section(out, "SH", _("NAME"));
    rf_buf_puts(out, "renfort \\- ");
    add_text(out, _("who goes to which essential service in a crisis"));
    add_section(out, "SH", _("SYNOPSIS"));
    rf_buf_puts(out, ".B renfort\nCOMMAND [OPERAND]... [OPTION]...\n");
    add_section(out, "SH", _("DESCRIPTION"));
    add_text(out, _("In a crisis, renfort finds who of a territory's agents goes to which "
                    "essential service, keeps every "
                    "rule, and proves how good the plan is."));
    rf_buf_puts(out, ".PP\n");
    add_text(out, _("A territory is a folder of CSV files; a scenario is a JSON file that says "
                    "what happens to it and "
                    "what counts most; a plan is a JSON file. Results go to standard output or to "
                    "the file that -o "
                    "names, everything else to standard error."));
    add_section(out, "SH", _("COMMANDS"));
    for (const rf_command *const *c = commands; *c != NULL; c++)
        add_command(out, *c);
    add_section(out, "SH", _("EXIT STATUS"));
    add_statuses(out, rf_usage_statuses());
    add_section(out, "SH", _("ENVIRONMENT"));
    for (const rf_example *e = rf_usage_environment(); e->line != NULL; e++)
        add_item(out, e->line, _(e->says));
    add_files(out);
    add_examples(out, commands);
}

/* Options of different commands may share a name, and then take the same kind of word. */
static bool is_first_of_name(rf_option_id id)
{
    for (rf_option_id other = 0; other < id; other++)
        if (strcmp(rf_option_of(other)->name, rf_option_of(id)->name) == 0)
            return false;
    return true;
}

/* The words after an option, or the paths. */
static void add_option_case(rf_buf *out, rf_option_id id)
{
    const rf_option *option = rf_option_of(id);
    if (option->hidden || option->takes == RF_TAKES_NOTHING)
        return;
    rf_buf_printf(out, "    --%s", option->name);
    if (option->letter != 0)
        rf_buf_printf(out, " | -%c", option->letter);
    if (option->takes == RF_TAKES_CHOICE) {
        rf_buf_puts(out, ")\n        COMPREPLY=($(compgen -W '");
        for (const char *c = option->argument; *c != '\0'; c++)
            rf_buf_add(out, *c == '|' ? " " : c, 1);
        rf_buf_puts(out, "' -- \"$word\"))\n        return\n        ;;\n");
    } else if (option->takes == RF_TAKES_FILE) {
        rf_buf_puts(
            out, ")\n        COMPREPLY=($(compgen -f -- \"$word\"))\n        return\n        ;;\n");
    } else {
        rf_buf_puts(out, ")\n        return\n        ;;\n");
    }
}

static void add_command_words(rf_buf *out, const rf_command *command)
{
    rf_buf_printf(out, "    %s)\n        words='", command->name);
    const char *separator = "";
    for (const rf_option_id *id = command->options; *id != RF_N_OPTIONS; id++)
        if (!rf_option_of(*id)->hidden) {
            rf_buf_printf(out, "%s--%s", separator, rf_option_of(*id)->name);
            separator = " ";
        }
    rf_buf_puts(out, "'\n        ;;\n");
}

static void add_command_names(rf_buf *out, const rf_command *const *commands)
{
    for (const rf_command *const *c = commands; *c != NULL; c++)
        rf_buf_printf(out, c == commands ? "%s" : " %s", (*c)->name);
}

void rf_manual_completion(rf_buf *out, const rf_command *const *commands)
{
    rf_buf_puts(
        out,
        "# SPDX-License-Identifier: GPL-3.0-or-later\n"
        "# Made by `renfort help --completion`: change the tables in adapters/cli, not this file.\n"
        "_renfort()\n{\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=\n"
        "    local commands='");
    add_command_names(out, commands);
    rf_buf_puts(out, "'\n    compopt -o filenames 2>/dev/null\n    case $before in\n");
    for (rf_option_id id = 0; id < RF_N_OPTIONS; id++)
        if (is_first_of_name(id))
            add_option_case(out, id);
    rf_buf_puts(
        out,
        "    help)\n        COMPREPLY=($(compgen -W \"$commands\" -- \"$word\"))\n        return\n"
        "        ;;\n    esac\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        COMPREPLY=($(compgen -W \"$commands --lang --version --help\" -- \"$word\"))\n"
        "        return\n    fi\n"
        "    case ${COMP_WORDS[1]} in\n");
    for (const rf_command *const *c = commands; *c != NULL; c++)
        add_command_words(out, *c);
    rf_buf_puts(out, "    esac\n"
                     "    if [[ $word == -* ]]; then\n"
                     "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                     "    else\n"
                     "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
                     "    fi\n}\ncomplete -F _renfort renfort\n");
}
