/* SPDX-License-Identifier: GPL-3.0-or-later
 * Packs when memory runs out: each allocation fails once, for itself and with all after it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "adapters/pack/pack.h"
#include "tests/support/oom.h"

static const char PATH[] = "/tmp/renfort-oom-pack.zip";

static rf_pack_draft *draft_of_a_town(void)
{
    static const char *const EMPLOYERS[] = {"CITY", "FUND", "PORT"};
    rf_pack_draft *draft = rf_pack_draft_new();
    if (draft == NULL)
        return NULL;
    rf_pack_add_job(draft, &(rf_pack_job){"a", "town", "flood", "base", true});
    rf_pack_add_figure(draft, "a",
                       &(rf_kpi){.name = "coverage", .group = "", .value = 0.5, .people = 40});
    rf_pack_add_figure(draft, "a",
                       &(rf_kpi){.name = "coverage", .group = "vital", .value = 1, .people = 4});
    for (int32_t i = 0; i < 9; i++)
        rf_pack_add_cell(draft, "a",
                         &(rf_pack_raw_cell){"lending", EMPLOYERS[i / 3], EMPLOYERS[i % 3],
                                             i % 4 == 1 ? 5 : 20});
    return draft;
}

static rf_status write_pack(const rf_pack *pack, rf_err *err)
{
    rf_buf bytes = rf_buf_new(1 << 20);
    rf_status rc = rf_pack_write(&bytes, pack, err);
    if (rc == RF_OK)
        rc = rf_file_write(PATH, bytes.text, bytes.length, err);
    rf_buf_free(&bytes);
    return rc;
}

static rf_status check_pack(rf_err *err)
{
    int32_t n = 0;
    rf_pack *pack = NULL;
    rf_buf findings = rf_buf_new(1 << 16);
    rf_status rc = rf_pack_read(&pack, PATH, err);
    if (rc == RF_OK)
        rc = rf_pack_check(&n, &findings, pack, err);
    assert_int_equal(n, 0);
    rf_pack_free(pack);
    rf_buf_free(&findings);
    return rc;
}

static rf_status make_and_check(rf_err *err)
{
    rf_pack *pack = NULL;
    rf_pack_draft *draft = draft_of_a_town();
    const rf_pack_options options = {.version = "0.1.0", .threshold = RF_THRESHOLD};
    rf_status rc = draft == NULL ? rf_fail_memory(err) : rf_pack_make(&pack, draft, &options, err);
    rf_pack_draft_free(draft);
    if (rc == RF_OK)
        rc = write_pack(pack, err);
    rf_pack_free(pack);
    return rc == RF_OK ? check_pack(err) : rc;
}

static void fail_each(void (*fault)(long n))
{
    rf_err err;
    long n = 0;
    for (bool failed = true; failed; n++) {
        fault(n);
        const rf_status rc = make_and_check(&err);
        failed = oom_lift();
        if (rc != (failed ? RF_NO_MEMORY : RF_OK))
            fail_msg("after %ld allocations: %d, %s", n, (int)rc, err.text);
    }
    assert_true(n > 100);
    unlink(PATH);
}

static void a_pack_survives_each_allocation_that_fails(void **state)
{
    fail_each(oom_once);
}

static void a_pack_survives_memory_that_stays_out(void **state)
{
    fail_each(oom_after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pack_survives_each_allocation_that_fails),
        cmocka_unit_test(a_pack_survives_memory_that_stays_out),
    };
    return cmocka_run_group_tests_name("oom pack", tests, NULL, NULL);
}
