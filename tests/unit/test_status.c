/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/core/status.h"

static void failing_returns_its_status_and_leaves_its_text(void **state)
{
    rf_err err;
    assert_int_equal(rf_fail(&err, RF_IO, "%s: %d", "plan.json", 28), RF_IO);
    assert_string_equal(err.text, "plan.json: 28");
}

static void out_of_memory_has_its_usual_text(void **state)
{
    rf_err err;
    assert_int_equal(rf_fail_memory(&err), RF_NO_MEMORY);
    assert_string_equal(err.text, "out of memory");
}

/* The cut falls at a character, whatever the offset: é is two bytes, € three. */
static void a_long_text_is_cut_between_characters(void **state)
{
    for (int lead = 0; lead < 6; lead++) {
        char text[2 * RF_ERR_TEXT] = "";
        size_t n = 0;
        while (n < (size_t)lead)
            text[n++] = 'x';
        for (; n + 3 < sizeof text; n += 3)
            memcpy(text + n, "€", 3);
        rf_err err;
        rf_fail(&err, RF_INTERNAL, "%s", text);
        const size_t length = strlen(err.text);
        assert_true(length < RF_ERR_TEXT && length >= RF_ERR_TEXT - 7);
        assert_int_equal((length - (size_t)lead) % 3, 0);
        assert_int_equal(strncmp(err.text, text, length), 0);
    }
}

static void a_text_that_just_fits_is_whole(void **state)
{
    char text[RF_ERR_TEXT];
    memset(text, 'y', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    rf_err err;
    rf_fail(&err, RF_BAD_INPUT, "%s", text);
    assert_string_equal(err.text, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_returns_its_status_and_leaves_its_text),
        cmocka_unit_test(out_of_memory_has_its_usual_text),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
        cmocka_unit_test(a_text_that_just_fits_is_whole),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
