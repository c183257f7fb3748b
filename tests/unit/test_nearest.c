/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/core/nearest.h"

static const char *const COMMANDS[] = {"solve", "verify", "check", NULL, "export", "init", "demo"};

static const char *nearest(const char *word)
{
    return rf_nearest(word, COMMANDS, sizeof COMMANDS / sizeof *COMMANDS);
}

static void each_kind_of_slip_is_found(void **state)
{
    assert_string_equal(nearest("slove"), "solve");  /* neighbours swapped */
    assert_string_equal(nearest("solv"), "solve");   /* left out */
    assert_string_equal(nearest("cheeck"), "check"); /* twice */
    assert_string_equal(nearest("exoort"), "export");
    assert_string_equal(nearest("dmeo"), "demo");
}

static void case_does_not_count(void **state)
{
    assert_string_equal(nearest("SOLVE"), "solve");
    assert_string_equal(nearest("Chekc"), "check");
}

static void a_word_too_far_has_no_neighbour(void **state)
{
    assert_null(nearest("banana"));
    assert_null(nearest("sole mio"));
    assert_null(nearest(""));
    assert_null(nearest("ixt")); /* two away from init; three letters allow one */
}

static void the_nearest_of_several_wins_and_the_first_of_equals(void **state)
{
    const char *const known[] = {"agents", "agent", "agency"};
    assert_string_equal(rf_nearest("agent_", known, 3), "agents");
    assert_string_equal(rf_nearest("agentt", known, 3), "agents");
    assert_string_equal(rf_nearest("aget", known, 3), "agent");
    assert_string_equal(rf_nearest("AGENCY", known, 3), "agency");
}

static void one_letter_is_no_slip_for_another(void **state)
{
    const char *const known[] = {"a", "xy"};
    assert_null(rf_nearest("b", known, 2));
    assert_string_equal(rf_nearest("x", known, 2), "xy");
}

static void very_long_words_are_passed_over(void **state)
{
    char word[200];
    for (size_t i = 0; i < sizeof word - 1; i++)
        word[i] = 'a';
    word[sizeof word - 1] = '\0';
    const char *const known[] = {word, "abc"};
    assert_null(rf_nearest(word, known, 2));
    assert_string_equal(rf_nearest("abd", known, 2), "abc");
}

static void nothing_is_near_when_nothing_is_known(void **state)
{
    assert_null(rf_nearest("solve", NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_slip_is_found),
        cmocka_unit_test(case_does_not_count),
        cmocka_unit_test(a_word_too_far_has_no_neighbour),
        cmocka_unit_test(the_nearest_of_several_wins_and_the_first_of_equals),
        cmocka_unit_test(one_letter_is_no_slip_for_another),
        cmocka_unit_test(very_long_words_are_passed_over),
        cmocka_unit_test(nothing_is_near_when_nothing_is_known),
    };
    return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
