/* SPDX-License-Identifier: GPL-3.0-or-later
 * Damaged copies of a store (80; RF_SOAK=1: 500): each is refused in clear words, or reads as the
 * whole one does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/keep.h"
#include "tests/support/soak.h"

enum { TEXT_LIMIT = 1 << 26 };

static uint32_t draw(uint64_t *lot, size_t n)
{
    *lot = *lot * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((*lot >> 33) % n);
}

/* One of: a bit, some bytes, a block of zeros, a page in another's place, a cut end. */
static void damage(rf_buf *file, int kind, uint64_t *lot)
{
    const size_t at = draw(lot, file->length - 4096), page = at / 4096 * 4096;
    switch (kind % 5) {
    case 0:
        file->text[at] = (char)(file->text[at] ^ (1 << draw(lot, 8)));
        break;
    case 1:
        for (size_t i = 0; i < 16; i++)
            file->text[at + i] = (char)draw(lot, 256);
        break;
    case 2:
        memset(file->text + at, 0, 512);
        break;
    case 3:
        memmove(file->text + page, file->text + draw(lot, file->length / 4096) * 4096, 4096);
        break;
    default:
        file->length = at;
    }
}

static rf_status tell(rf_buf *out, rf_err *err)
{
    rf_store *store = NULL;
    rf_status rc = rf_store_open(&store, KEEP_DB, RF_STORE_READ, err);
    if (rc == RF_OK)
        rc = keep_tell(out, store, err);
    rf_store_close(store);
    return rc;
}

/* Writers too neither crash nor make it worse in silence. */
static void decide_on_it(void)
{
    rf_err err;
    rf_store *store = NULL;
    if (rf_store_open(&store, KEEP_DB, RF_STORE_WRITE, &err) == RF_OK)
        if (keep_decide(store, 7, &err) != RF_OK)
            assert_true(strlen(err.text) > 0);
    rf_store_close(store);
}

static void a_damaged_copy_is_refused_or_reads_as_the_whole_one(void **state)
{
    const int copies = soak_times(80, 500);
    rf_err err;
    uint64_t lot = 4;
    int refused = 0;
    rf_store *store = keep_new();
    for (int i = 0; i < 3; i++)
        assert_int_equal(keep_fill(store, 10 * i, &err), RF_OK);
    rf_store_close(store);
    rf_buf whole = rf_buf_new(TEXT_LIMIT), wanted = rf_buf_new(TEXT_LIMIT);
    assert_int_equal(rf_file_read(&whole, KEEP_DB, &err), RF_OK);
    assert_int_equal(tell(&wanted, &err), RF_OK);
    for (int i = 0; i < copies; i++) {
        rf_buf copy = rf_buf_new(TEXT_LIMIT), told = rf_buf_new(TEXT_LIMIT);
        rf_buf_add(&copy, whole.text, whole.length);
        damage(&copy, i, &lot);
        assert_int_equal(rf_file_write(KEEP_DB, copy.text, copy.length, &err), RF_OK);
        const rf_status rc = tell(&told, &err);
        if (rc != RF_OK && (rc != RF_BAD_INPUT || strstr(err.text, KEEP_DB) == NULL))
            fail_msg("copy %d: status %d: %s", i, (int)rc, err.text);
        if (rc == RF_OK &&
            (told.length != wanted.length || memcmp(told.text, wanted.text, wanted.length) != 0))
            fail_msg("copy %d reads otherwise", i);
        refused += rc != RF_OK;
        decide_on_it();
        rf_buf_free(&copy);
        rf_buf_free(&told);
    }
    print_message("# %d copies, %d refused, the others read as the whole one\n", copies, refused);
    assert_true(refused > copies / 4);
    rf_buf_free(&whole);
    rf_buf_free(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_damaged_copy_is_refused_or_reads_as_the_whole_one,
                                        keep_enter, keep_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
