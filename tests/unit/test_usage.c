/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/cli/manual.h"
#include "adapters/cli/options.h"
#include "adapters/cli/usage.h"
#include "tests/support/said.h"

static const rf_command *const COMMANDS[] = {&rf_command_demo,    &rf_command_init,
                                             &rf_command_check,   &rf_command_solve,
                                             &rf_command_verify,  &rf_command_export,
                                             &rf_command_doctor,  &rf_command_help,
                                             &rf_command_version, NULL};

enum { LIMIT = 1 << 20 };

static void assert_has(const rf_buf *text, const char *part)
{
    if (strstr(rf_buf_text(text), part) == NULL)
        fail_msg("'%s' is missing", part);
}

/* Lines that have no blank to break at may be longer. */
static void assert_narrower(const char *text, size_t width)
{
    for (const char *line = text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        if (length > width && strncmp(line, "  renfort", 9) != 0 && strstr(line, "Usage") != line)
            fail_msg("too wide for %zu: %.*s", width, (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void the_help_of_a_command_holds_its_whole_table(void **state)
{
    for (const rf_command *const *c = COMMANDS; *c != NULL; c++) {
        rf_buf text = rf_buf_new(LIMIT);
        rf_usage_command(&text, *c, 80);
        assert_false(text.failed);
        for (const rf_option_id *id = (*c)->options; *id != RF_N_OPTIONS; id++) {
            char option[64];
            snprintf(option, sizeof option, "--%s", rf_option_of(*id)->name);
            const bool shown = strstr(rf_buf_text(&text), option) != NULL;
            assert_int_equal(shown, !rf_option_of(*id)->hidden);
        }
        for (const rf_example *e = (*c)->examples; e->line != NULL; e++)
            assert_has(&text, e->line);
        for (const rf_exit_text *s = (*c)->statuses; s->text != NULL; s++) {
            const char digit[5] = {' ', ' ', (char)('0' + s->status), ' ', '\0'};
            assert_has(&text, digit);
        }
        rf_buf_free(&text);
    }
}

static void pages_keep_to_the_width_of_the_terminal(void **state)
{
    static const int32_t WIDTHS[] = {60, 80, 100};
    for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++)
        for (const rf_command *const *c = COMMANDS; *c != NULL; c++) {
            rf_buf text = rf_buf_new(LIMIT);
            rf_usage_command(&text, *c, WIDTHS[w]);
            assert_narrower(rf_buf_text(&text), (size_t)WIDTHS[w]);
            rf_buf_free(&text);
        }
}

static void every_command_takes_help_and_lang_and_names_usage_errors(void **state)
{
    for (const rf_command *const *c = COMMANDS; *c != NULL; c++) {
        int found = 0;
        for (const rf_option_id *id = (*c)->options; *id != RF_N_OPTIONS; id++)
            found += *id == RF_OPTION_HELP || *id == RF_OPTION_LANG;
        assert_int_equal(found, 2);
        assert_true((*c)->max_operands <= RF_MAX_OPERANDS);
        assert_int_equal((*c)->statuses[0].status, RF_EXIT_DONE);
        assert_int_equal((*c)->statuses[1].status, RF_EXIT_USAGE);
    }
}

static void commands_are_found_by_name_and_near_misses_are_helped(void **state)
{
    const rf_request request = {.commands = COMMANDS};
    assert_ptr_equal(rf_command_find(&request, "solve"), &rf_command_solve);
    said_listen(2);
    assert_null(rf_command_find(&request, "sovle"));
    char *said = said_heard();
    assert_non_null(strstr(said, "there is no command 'sovle'"));
    assert_non_null(strstr(said, "Did you mean solve?"));
    free(said);
}

static void the_manual_holds_every_command_option_and_example(void **state)
{
    rf_buf text = rf_buf_new(LIMIT);
    rf_manual_page(&text, COMMANDS);
    assert_false(text.failed);
    for (const rf_command *const *c = COMMANDS; *c != NULL; c++) {
        char heading[64];
        snprintf(heading, sizeof heading, ".SS \"renfort %s", (*c)->name);
        assert_has(&text, heading);
    }
    assert_has(&text, "\\-\\-reproducible");
    assert_has(&text, ".SH \"EXIT STATUS\"");
    assert_null(strstr(rf_buf_text(&text), "\n'"));
    rf_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_help_of_a_command_holds_its_whole_table),
        cmocka_unit_test(pages_keep_to_the_width_of_the_terminal),
        cmocka_unit_test(every_command_takes_help_and_lang_and_names_usage_errors),
        cmocka_unit_test(commands_are_found_by_name_and_near_misses_are_helped),
        cmocka_unit_test(the_manual_holds_every_command_option_and_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
