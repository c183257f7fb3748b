/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/build.h"

#include "engine/domain/territory.h"

static void a_new_territory_has_no_row_and_no_file(void **state)
{
    (void)state;
    rf_territory *t = rf_territory_new();
    assert_non_null(t);
    assert_int_equal(t->n_files, 0);
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        assert_int_equal(rf_n_rows(t, table), 0);
    rf_territory_free(t);
    rf_territory_free(NULL);
}

static void rows_stay_whole_and_in_order_as_the_table_grows(void **state)
{
    land *of = *state;
    for (int32_t i = 0; i < 1000; i++) {
        rf_agent_row *row = rf_territory_add_row(of->territory, RF_AGENTS);
        assert_non_null(row);
        assert_int_equal(row->fte_percent, 0);
        assert_null(row->key.id);
        row->fte_percent = i;
    }
    const rf_agent_row *rows = rf_rows(of->territory, RF_AGENTS);
    assert_int_equal(rf_n_rows(of->territory, RF_AGENTS), 1000);
    for (int32_t i = 0; i < 1000; i++)
        assert_int_equal(rows[i].fte_percent, i);
}

static void files_are_numbered_and_keep_their_names(void **state)
{
    land *of = *state;
    char name[] = "agents-2.csv";
    uint16_t number = 0;
    assert_int_equal(rf_territory_add_file(&number, of->territory, name, &of->err), RF_OK);
    name[0] = 'X';
    assert_int_equal(number, RF_N_TABLES);
    assert_string_equal(of->territory->files[number], "agents-2.csv");
}

static void a_territory_takes_65535_files_and_says_so_of_the_next(void **state)
{
    land *of = *state;
    uint16_t number = 0;
    for (int32_t i = RF_N_TABLES; i < UINT16_MAX; i++)
        assert_int_equal(rf_territory_add_file(&number, of->territory, "x", &of->err), RF_OK);
    assert_int_equal(number, UINT16_MAX - 1);
    assert_int_equal(rf_territory_add_file(&number, of->territory, "last.csv", &of->err),
                     RF_BAD_INPUT);
    assert_string_equal(of->err.text,
                        "'last.csv' is one file too many: a territory has at most 65535");
    assert_int_equal(number, UINT16_MAX - 1);
}

static void lists_of_refs_belong_to_the_territory(void **state)
{
    land *of = *state;
    rf_ref *empty = rf_territory_add_refs(of->territory, 0);
    rf_ref *three = rf_territory_add_refs(of->territory, 3);
    assert_non_null(empty);
    assert_null(three[2].id);
    assert_int_equal(of->territory->n_lists, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_territory_has_no_row_and_no_file),
        cmocka_unit_test_setup_teardown(rows_stay_whole_and_in_order_as_the_table_grows, new_land,
                                        free_land),
        cmocka_unit_test_setup_teardown(files_are_numbered_and_keep_their_names, new_land,
                                        free_land),
        cmocka_unit_test_setup_teardown(a_territory_takes_65535_files_and_says_so_of_the_next,
                                        new_land, free_land),
        cmocka_unit_test_setup_teardown(lists_of_refs_belong_to_the_territory, new_land, free_land),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
