/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "adapters/cli/interrupt.h"
#include "adapters/cli/language.h"
#include "adapters/cli/levels.h"
#include "adapters/cli/terminal.h"
#include "tests/support/hamlet.h"
#include "tests/support/said.h"

static void the_width_is_what_columns_says_within_reason(void **state)
{
    setenv("COLUMNS", "132", 1);
    assert_int_equal(rf_page_of(1).width, 132);
    setenv("COLUMNS", "3", 1);
    assert_int_equal(rf_page_of(1).width, 40);
    setenv("COLUMNS", "99999999999999999999", 1);
    assert_int_equal(rf_page_of(1).width, 500);
    setenv("COLUMNS", "wide", 1);
    assert_true(rf_page_of(1).width >= 40);
    unsetenv("COLUMNS");
}

static void a_pipe_gets_no_colour(void **state)
{
    said_listen(1);
    const bool colour = rf_page_of(1).colour;
    free(said_heard());
    assert_false(colour);
}

static void an_output_that_cannot_be_written_is_refused_before_the_work(void **state)
{
    rf_err err;
    assert_int_equal(rf_output_check("-", &err), RF_OK);
    assert_int_equal(rf_output_check("/dev/null", &err), RF_OK);
    assert_int_equal(rf_output_check("/tmp/renfort-new-plan.json", &err), RF_OK);
    assert_int_equal(rf_output_check("/tmp", &err), RF_IO);
    assert_int_equal(rf_output_check("", &err), RF_IO);
    assert_int_equal(rf_output_check("/no/such/folder/plan.json", &err), RF_IO);
    assert_non_null(strstr(err.text, "/no/such/folder/plan.json"));
}

static void what_is_said_begins_with_the_command(void **state)
{
    const rf_request request = {.command = &rf_command_solve};
    rf_err err;
    said_listen(2);
    assert_int_equal(rf_exit_of_reading(&request, rf_fail(&err, RF_IO, "gone"), &err),
                     RF_EXIT_INPUT);
    assert_int_equal(rf_exit_of_reading(&request, rf_fail_memory(&err), &err), RF_EXIT_FAILURE);
    char *said = said_heard();
    assert_string_equal(said, "renfort solve: gone\nrenfort solve: out of memory\n");
    free(said);
}

static void a_page_that_memory_could_not_hold_is_a_failure(void **state)
{
    const rf_request request = {.command = &rf_command_version};
    rf_buf text = rf_buf_new(4);
    rf_buf_puts(&text, "too long");
    said_listen(2);
    const rf_exit exit = rf_print(&request, &text);
    free(said_heard());
    rf_buf_free(&text);
    assert_int_equal(exit, RF_EXIT_FAILURE);
}

/* The language that a command line asks for, kept in `line`. */
static const char *wanted(char *line)
{
    char *words[8] = {0};
    int n = 0;
    for (char *word = strsep(&line, " "); word != NULL && n < 7; word = strsep(&line, " "))
        words[n++] = word;
    return rf_language_wanted(n, words);
}

static void the_language_is_known_before_the_options_are_read(void **state)
{
    char spaced[] = "renfort solve --lang fr", joined[] = "renfort --lang=en solve";
    char last[] = "renfort --lang=en solve --lang fr", cut[] = "renfort solve --lang";
    char after[] = "renfort solve -- --lang fr";
    assert_string_equal(wanted(spaced), "fr");
    assert_string_equal(wanted(joined), "en");
    assert_string_equal(wanted(last), "fr");
    assert_null(wanted(after));
    assert_null(wanted(cut));
}

static void (*handler_of(int number))(int)
{
    struct sigaction now;
    sigaction(number, NULL, &now);
    return now.sa_handler;
}

static void interruptions_within_a_second_are_one(void **state)
{
    static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
        signal(SIGNALS[i], SIG_DFL);
        const volatile sig_atomic_t *stop = rf_interrupt_watch();
        assert_int_equal(*stop, 0);
        raise(SIGNALS[i]);
        assert_int_equal(*stop, 1);
        raise(SIGNALS[i]);
        raise(SIGINT);
        assert_int_equal(*stop, 1);
        rf_interrupt_leave();
        assert_true(handler_of(SIGNALS[i]) == SIG_DFL);
    }
}

static void an_interruption_long_after_the_first_ends_the_program(void **state)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGTERM, SIG_DFL);
        rf_interrupt_watch();
        raise(SIGTERM);
        sleep(2);
        raise(SIGTERM);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
}

static void a_signal_that_was_ignored_stays_so(void **state)
{
    signal(SIGHUP, SIG_IGN);
    const volatile sig_atomic_t *stop = rf_interrupt_watch();
    raise(SIGHUP);
    assert_int_equal(*stop, 0);
    rf_interrupt_leave();
    assert_true(handler_of(SIGHUP) == SIG_IGN);
    signal(SIGHUP, SIG_DFL);
}

static void gaps_are_set_by_the_name_of_the_level(void **state)
{
    hamlet *h = hamlet_new("2020-03-16", 1);
    hamlet_row(h, RF_AGENTS, "agent=A unit=HOME");
    assert_int_equal(hamlet_build(h), RF_OK);
    const char *good[] = {"vital=0.25", "comfort=0"}, *bad[] = {"vitla=0.1"};
    rf_request request = {.command = &rf_command_solve, .gaps = good, .n_gaps = 2};
    assert_int_equal(rf_levels_set_gaps(h->in, &request), RF_EXIT_DONE);
    assert_true(h->in->levels[0].gap == 0.25);
    assert_true(h->in->levels[1].gap == 0.001);
    assert_true(h->in->levels[h->in->n_levels - 1].gap == 0);
    request.gaps = bad;
    request.n_gaps = 1;
    said_listen(2);
    assert_int_equal(rf_levels_set_gaps(h->in, &request), RF_EXIT_USAGE);
    char *said = said_heard();
    assert_non_null(strstr(said, "no level 'vitla'"));
    assert_non_null(strstr(said, "Did you mean vital?"));
    free(said);
    hamlet_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_width_is_what_columns_says_within_reason),
        cmocka_unit_test(a_pipe_gets_no_colour),
        cmocka_unit_test(an_output_that_cannot_be_written_is_refused_before_the_work),
        cmocka_unit_test(what_is_said_begins_with_the_command),
        cmocka_unit_test(a_page_that_memory_could_not_hold_is_a_failure),
        cmocka_unit_test(the_language_is_known_before_the_options_are_read),
        cmocka_unit_test(interruptions_within_a_second_are_one),
        cmocka_unit_test(an_interruption_long_after_the_first_ends_the_program),
        cmocka_unit_test(a_signal_that_was_ignored_stays_so),
        cmocka_unit_test(gaps_are_set_by_the_name_of_the_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
