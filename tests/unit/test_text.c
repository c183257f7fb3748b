/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/core/text.h"

static void without_a_catalogue_a_text_is_itself(void **state)
{
    assert_string_equal(_("out of memory"), "out of memory");
}

static void a_marked_text_is_a_constant(void **state)
{
    static const char *const words[] = {N_("note"), N_("warning")};
    assert_string_equal(words[0], "note");
    assert_string_equal(_(words[1]), "warning");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_catalogue_a_text_is_itself),
        cmocka_unit_test(a_marked_text_is_a_constant),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
