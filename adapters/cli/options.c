/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "adapters/cli/terminal.h"

/* getopt's value of the option at index i: beyond every letter. */
enum { FIRST_VALUE = 1000 };

/* The tables that getopt_long wants. */
typedef struct getopt_tables {
    struct option longs[RF_N_OPTIONS + 1];
    char letters[2 * RF_N_OPTIONS + 3];
} getopt_tables;

static void make_tables(getopt_tables *tables, const rf_option_id *ids, bool stop_at_operand)
{
    size_t n = 0, length = 0;
    if (stop_at_operand)
        tables->letters[length++] = '+';
    tables->letters[length++] = ':';
    for (; ids[n] != RF_N_OPTIONS; n++) {
        const rf_option *option = rf_option_of(ids[n]);
        const int has = option->takes == RF_TAKES_NOTHING ? no_argument : required_argument;
        tables->longs[n] = (struct option){option->name, has, NULL, FIRST_VALUE + (int)ids[n]};
        if (option->letter != 0) {
            tables->letters[length++] = option->letter;
            if (has == required_argument)
                tables->letters[length++] = ':';
        }
    }
    tables->longs[n] = (struct option){0};
    tables->letters[length] = '\0';
}

static const rf_option *option_of_value(const rf_option_id *ids, int value)
{
    for (size_t i = 0; ids[i] != RF_N_OPTIONS; i++) {
        const rf_option *option = rf_option_of(ids[i]);
        if (value == FIRST_VALUE + (int)ids[i] || (option->letter != 0 && value == option->letter))
            return option;
    }
    return NULL;
}

static bool refuse(const rf_request *request, const rf_option *option, const char *value)
{
    rf_say(request, _("--%s: '%s' is refused"), option->name, value);
    rf_say_hint("%s", _(option->rule));
    return false;
}

bool rf_decimal_read(double *out, const char *text)
{
    char copy[32];
    const size_t length = strlen(text);
    if (length == 0 || length >= sizeof copy || strspn(text, "0123456789.,") != length)
        return false;
    memcpy(copy, text, length + 1);
    char *comma = strchr(copy, ',');
    if (comma != NULL)
        *comma = '.';
    char *end = NULL;
    *out = strtod(copy, &end);
    return *end == '\0' && end != copy;
}

static bool take_number(rf_request *request, double *place, const rf_option *option,
                        const char *value)
{
    double number = 0;
    if (!rf_decimal_read(&number, value) || number > option->high || number < option->low ||
        number <= 0 || (option->takes == RF_TAKES_WHOLE && number != floor(number)))
        return refuse(request, option, value);
    *place = number;
    return true;
}

static bool take_choice(rf_request *request, int32_t *place, const rf_option *option,
                        const char *value)
{
    for (int32_t i = 0; option->choices[i] != NULL; i++)
        if (strcasecmp(option->choices[i], value) == 0) {
            *place = i + 1;
            return true;
        }
    return refuse(request, option, value);
}

static bool take_gap(rf_request *request, const rf_option *option, const char *value)
{
    const char *equals = strrchr(value, '=');
    double gap = 0;
    if (equals == NULL || equals == value || !rf_decimal_read(&gap, equals + 1) ||
        gap > option->high)
        return refuse(request, option, value);
    request->gaps[request->n_gaps++] = value;
    return true;
}

static bool take_label(rf_request *request, const rf_option *option, const char *value)
{
    const char *equals = strrchr(value, '=');
    if (equals == NULL || equals == value || equals[1] == '\0')
        return refuse(request, option, value);
    request->labels[request->n_labels++] = value;
    return true;
}

static bool take_date(rf_request *request, const char **place, const rf_option *option,
                      const char *value)
{
    rf_date date;
    if (!rf_date_parse_any(&date, value))
        return refuse(request, option, value);
    *place = value;
    return true;
}

static bool take(rf_request *request, const rf_option *option, const char *value)
{
    void *place = (char *)request + option->offset;
    switch (option->takes) {
    case RF_TAKES_NOTHING:
        *(bool *)place = true;
        return true;
    case RF_TAKES_TEXT:
    case RF_TAKES_FILE:
        *(const char **)place = value;
        return true;
    case RF_TAKES_DATE:
        return take_date(request, place, option, value);
    case RF_TAKES_NUMBER:
    case RF_TAKES_WHOLE:
        return take_number(request, place, option, value);
    case RF_TAKES_CHOICE:
        return take_choice(request, place, option, value);
    case RF_TAKES_GAP:
        return take_gap(request, option, value);
    case RF_TAKES_LABEL:
        return take_label(request, option, value);
    }
    return false;
}

static void hint_nearest_option(const rf_option_id *ids, const char *name)
{
    const char *known[RF_N_OPTIONS];
    size_t n = 0;
    for (; ids[n] != RF_N_OPTIONS; n++)
        known[n] = rf_option_of(ids[n])->hidden ? NULL : rf_option_of(ids[n])->name;
    const char *nearest = rf_nearest(name, known, n);
    if (nearest != NULL)
        rf_say_hint(_("Did you mean --%s?"), nearest);
}

/* How many options begin with the name: getopt takes an abbreviation only when it is one. */
static int count_prefixed(const rf_option_id *ids, const char *name)
{
    int n = 0;
    for (size_t i = 0; ids[i] != RF_N_OPTIONS; i++)
        n += strncmp(rf_option_of(ids[i])->name, name, strlen(name)) == 0;
    return n;
}

static void say_unknown(const rf_request *request, const rf_option_id *ids, const char *argument)
{
    if (optopt >= FIRST_VALUE) {
        const rf_option *flag = option_of_value(ids, optopt);
        rf_say(request, _("option --%s takes no value"), flag->name);
        return;
    }
    if (optopt != 0) {
        rf_say(request, _("unknown option -%c"), optopt);
        return;
    }
    char name[64];
    const char *begin = argument + strspn(argument, "-");
    const size_t length = strcspn(begin, "=");
    if (length >= sizeof name) {
        rf_say(request, _("unknown option %s"), argument);
        return;
    }
    memcpy(name, begin, length);
    name[length] = '\0';
    if (count_prefixed(ids, name) > 1) {
        rf_say(request, _("option --%s is ambiguous"), name);
    } else {
        rf_say(request, _("unknown option --%s"), name);
        hint_nearest_option(ids, name);
    }
}

static bool parse_options(rf_request *request, const rf_option_id *ids, int argc, char **argv)
{
    getopt_tables tables;
    make_tables(&tables, ids, request->command == NULL);
    optind = 0;
    opterr = 0;
    for (;;) {
        const int value = getopt_long(argc, argv, tables.letters, tables.longs, NULL);
        if (value == -1)
            return true;
        const rf_option *option = option_of_value(ids, value == ':' ? optopt : value);
        if (value == ':' && option != NULL)
            rf_say(request, _("option --%s needs a value: %s"), option->name, option->argument);
        else if (option == NULL)
            say_unknown(request, ids, argv[optind - 1]);
        if (value == ':' || option == NULL)
            return false;
        if (!take(request, option, optarg))
            return false;
    }
}

static bool take_operands(rf_request *request, int argc, char **argv)
{
    const rf_command *command = request->command;
    const int n = argc - optind;
    if (n > command->max_operands) {
        rf_say(request, _("'%s' is one operand too many"), argv[optind + command->max_operands]);
        return false;
    }
    if (n < command->min_operands) {
        rf_say(request, _("operands are missing: %s"), command->operands);
        return false;
    }
    for (request->n_operands = 0; request->n_operands < n; request->n_operands++)
        request->operands[request->n_operands] = argv[optind + request->n_operands];
    return true;
}

bool rf_request_parse(int *n_read, rf_request *request, int argc, char **argv)
{
    const rf_command *command = request->command;
    bool good = parse_options(request, command != NULL ? command->options : rf_options_global(),
                              argc, argv);
    if (good && command != NULL && !request->help)
        good = take_operands(request, argc, argv);
    if (!good) {
        if (command != NULL)
            rf_say_hint(_("'renfort %s --help' shows how it is used."), command->name);
        else
            rf_say_hint("%s", _("'renfort --help' shows how it is used."));
    }
    *n_read = optind;
    return good;
}
