/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/cli/options.h"
#include "tests/support/said.h"

enum { MOST_WORDS = 24 };

/* A parsed command line; words are kept because the request borrows them. */
typedef struct typed {
    char line[400];
    char *words[MOST_WORDS + 1];
    const char *gaps[MOST_WORDS];
    int n;
    rf_request request;
    bool good;
    int n_read;
    char *said;
} typed;

/* Parses "solve town --quiet" as `command` would; words are separated by one blank. */
static void type(typed *t, const rf_command *command, const char *line)
{
    memset(t, 0, sizeof *t);
    strncpy(t->line, line, sizeof t->line - 1);
    char *rest = t->line;
    for (char *word = strsep(&rest, " "); word != NULL; word = strsep(&rest, " "))
        t->words[t->n++] = word;
    t->request.command = command;
    t->request.gaps = t->gaps;
    said_listen(2);
    t->good = rf_request_parse(&t->n_read, &t->request, t->n, t->words);
    t->said = said_heard();
}

static void assert_refused(const rf_command *command, const char *line, const char *why)
{
    typed t;
    type(&t, command, line);
    assert_false(t.good);
    if (strstr(t.said, why) == NULL)
        fail_msg("'%s' said: %s", line, t.said);
    free(t.said);
}

static void options_and_operands_come_in_any_order(void **state)
{
    typed t;
    type(&t, &rf_command_solve,
         "solve town -o plan.json flood.json --seconds=2.5 -qj --workers 3 --baseline old.json");
    assert_true(t.good);
    assert_string_equal(t.said, "");
    assert_int_equal(t.request.n_operands, 2);
    assert_string_equal(t.request.operands[0], "town");
    assert_string_equal(t.request.operands[1], "flood.json");
    assert_string_equal(t.request.output, "plan.json");
    assert_string_equal(t.request.baseline, "old.json");
    assert_true(t.request.seconds == 2.5);
    assert_true(t.request.workers == 3);
    assert_true(t.request.quiet && t.request.json);
    assert_false(t.request.reproducible || t.request.quarantine || t.request.help);
    free(t.said);
}

static void two_parses_in_one_process_do_not_disturb_each_other(void **state)
{
    typed t;
    type(&t, NULL, "renfort --lang fr solve --quiet town");
    assert_true(t.good);
    assert_int_equal(t.n_read, 3);
    assert_int_equal(t.request.lang, 2);
    free(t.said);
    type(&t, &rf_command_solve, "solve --quiet town");
    assert_true(t.good && t.request.quiet);
    assert_string_equal(t.request.operands[0], "town");
    free(t.said);
}

static void an_abbreviation_will_do_when_it_is_one(void **state)
{
    typed t;
    type(&t, &rf_command_solve, "solve town --rep --sec 9");
    assert_true(t.good && t.request.reproducible && t.request.seconds == 9);
    free(t.said);
    assert_refused(&rf_command_solve, "solve town --q", "--q is ambiguous");
}

static void every_gap_is_kept_in_order(void **state)
{
    typed t;
    type(&t, &rf_command_solve, "solve town --gap vital=0 -g a=b=0,5");
    assert_true(t.good);
    assert_int_equal(t.request.n_gaps, 2);
    assert_string_equal(t.request.gaps[0], "vital=0");
    assert_string_equal(t.request.gaps[1], "a=b=0,5");
    free(t.said);
}

static void choices_are_counted_from_one_in_any_case(void **state)
{
    typed t;
    type(&t, &rf_command_check, "check town --encoding UTF-16 --delimiter ; --fte-unit hours");
    assert_true(t.good);
    assert_int_equal(t.request.encoding, 2);
    assert_int_equal(t.request.delimiter, 5);
    assert_int_equal(t.request.fte_unit, 3);
    free(t.said);
}

static void after_two_dashes_everything_is_an_operand(void **state)
{
    typed t;
    type(&t, &rf_command_solve, "solve -- --quiet -o");
    assert_true(t.good);
    assert_false(t.request.quiet);
    assert_string_equal(t.request.operands[0], "--quiet");
    assert_string_equal(t.request.operands[1], "-o");
    free(t.said);
}

static void help_needs_no_operand(void **state)
{
    typed t;
    type(&t, &rf_command_verify, "verify --help");
    assert_true(t.good && t.request.help);
    free(t.said);
}

static void what_is_wrong_is_said_with_the_nearest_word(void **state)
{
    assert_refused(&rf_command_solve, "solve town --secnds 3", "Did you mean --seconds?");
    assert_refused(&rf_command_solve, "solve town --output", "option --output needs a value: PLAN");
    assert_refused(&rf_command_solve, "solve town --json=1", "option --json takes no value");
    assert_refused(&rf_command_solve, "solve town -z", "unknown option -z");
    assert_refused(&rf_command_solve, "solve", "operands are missing");
    assert_refused(&rf_command_solve, "solve a b c", "'c' is one operand too many");
    assert_refused(&rf_command_verify, "verify a b c --json", "unknown option --json");
    assert_refused(&rf_command_check, "check a --delimiter |", "--delimiter: '|' is refused");
}

static void hidden_options_are_not_suggested(void **state)
{
    typed t;
    type(&t, &rf_command_help, "help --completoin");
    assert_false(t.good);
    assert_null(strstr(t.said, "Did you mean"));
    free(t.said);
}

static void numbers_are_digits_with_one_point_or_comma(void **state)
{
    static const char *const BAD[] = {"",   "1e3", "0x10", "inf",   "nan",  "1 2",
                                      "+1", "-1",  ".",    "1.2.3", "1,2.3"};
    double number = 0;
    assert_true(rf_decimal_read(&number, "37,5") && number == 37.5);
    assert_true(rf_decimal_read(&number, "0.001") && number == 0.001);
    assert_true(rf_decimal_read(&number, "007") && number == 7);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        if (rf_decimal_read(&number, BAD[i]))
            fail_msg("'%s' was read as a number", BAD[i]);
}

static void every_option_that_can_be_refused_says_its_rule(void **state)
{
    for (rf_option_id id = 0; id < RF_N_OPTIONS; id++) {
        const rf_option *option = rf_option_of(id);
        assert_non_null(option->name);
        assert_non_null(option->help);
        assert_int_equal(option->argument == NULL, option->takes == RF_TAKES_NOTHING);
        if (option->takes >= RF_TAKES_NUMBER)
            assert_non_null(option->rule);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_operands_come_in_any_order),
        cmocka_unit_test(two_parses_in_one_process_do_not_disturb_each_other),
        cmocka_unit_test(an_abbreviation_will_do_when_it_is_one),
        cmocka_unit_test(every_gap_is_kept_in_order),
        cmocka_unit_test(choices_are_counted_from_one_in_any_case),
        cmocka_unit_test(after_two_dashes_everything_is_an_operand),
        cmocka_unit_test(help_needs_no_operand),
        cmocka_unit_test(what_is_wrong_is_said_with_the_nearest_word),
        cmocka_unit_test(hidden_options_are_not_suggested),
        cmocka_unit_test(numbers_are_digits_with_one_point_or_comma),
        cmocka_unit_test(every_option_that_can_be_refused_says_its_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
