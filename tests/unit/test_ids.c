/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/build.h"

#include "engine/domain/ids.h"

static int new_town(void **state)
{
    new_land(state);
    put_town(*state);
    return 0;
}

static rf_ids *ids_of(land *of, rf_table_id table)
{
    rf_ids *ids = rf_ids_new(of->territory);
    assert_non_null(ids);
    assert_int_equal(rf_ids_add_table(ids, table, &of->err), RF_OK);
    return ids;
}

static void an_id_finds_its_row_in_its_own_table_only(void **state)
{
    rf_ids *ids = ids_of(*state, RF_UNITS);
    assert_int_equal(rf_ids_find(ids, RF_UNITS, "CARE-1"), 0);
    assert_int_equal(rf_ids_find(ids, RF_UNITS, "LIB-02"), 1);
    assert_int_equal(rf_ids_find(ids, RF_UNITS, "ANNA"), -1);
    assert_int_equal(rf_ids_find(ids, RF_UNITS, "nobody"), -1);
    rf_ids_free(ids);
}

static void a_kept_id_finds_what_its_text_finds(void **state)
{
    land *of = *state;
    rf_ids *ids = ids_of(of, RF_UNITS);
    for (int32_t i = 0; i < rf_pool_size(of->territory->strings); i++) {
        const char *kept = rf_pool_at(of->territory->strings, i);
        assert_int_equal(rf_ids_find_kept(ids, RF_UNITS, kept), rf_ids_find(ids, RF_UNITS, kept));
    }
    rf_ids_free(ids);
}

static void ids_are_compared_byte_for_byte(void **state)
{
    rf_ids *ids = ids_of(*state, RF_UNITS);
    assert_int_equal(rf_ids_find(ids, RF_UNITS, "care-1"), -1);
    assert_int_equal(rf_ids_find(ids, RF_UNITS, "CARE-1 "), -1);
    rf_ids_free(ids);
}

static void of_rows_with_one_key_the_first_is_found(void **state)
{
    put(*state, RF_AGENTS, "agent=ANNA unit=LIB-02");
    rf_ids *ids = ids_of(*state, RF_AGENTS);
    assert_int_equal(rf_ids_find(ids, RF_AGENTS, "ANNA"), 0);
    rf_ids_free(ids);
}

static void a_string_that_came_later_is_no_key(void **state)
{
    land *of = *state;
    rf_ids *ids = ids_of(of, RF_AGENTS);
    assert_non_null(rf_pool_intern(of->territory->strings, "LATE", 4));
    assert_int_equal(rf_ids_find(ids, RF_AGENTS, "LATE"), -1);
    const char *late = rf_pool_intern(of->territory->strings, "LATE", 4);
    assert_int_equal(rf_ids_find_kept(ids, RF_AGENTS, late), -1);
    rf_ids_free(ids);
}

static void the_nearest_key_is_offered_and_nothing_where_none_is_near(void **state)
{
    rf_ids *ids = ids_of(*state, RF_AGENTS);
    assert_string_equal(rf_ids_nearest(ids, RF_AGENTS, "BRUNA"), "BRUNO");
    assert_string_equal(rf_ids_nearest(ids, RF_AGENTS, "BRUNA"), "BRUNO");
    assert_null(rf_ids_nearest(ids, RF_AGENTS, "XXXXXXXXXX"));
    rf_ids_free(ids);
}

static void the_caller_may_change_its_word_between_two_questions(void **state)
{
    char word[] = "BRUNA";
    rf_ids *ids = ids_of(*state, RF_AGENTS);
    assert_string_equal(rf_ids_nearest(ids, RF_AGENTS, word), "BRUNO");
    memcpy(word, "ANNO", 5);
    assert_string_equal(rf_ids_nearest(ids, RF_AGENTS, word), "ANNA");
    rf_ids_free(ids);
}

static void hints_end_when_too_many_keys_were_compared(void **state)
{
    land *of = *state;
    for (int32_t i = 0; i < 20000; i++) {
        char cells[40];
        snprintf(cells, sizeof cells, "agent=%08d-%06d unit=CARE-1", i, i);
        put(of, RF_AGENTS, cells);
    }
    rf_ids *ids = ids_of(of, RF_AGENTS);
    assert_non_null(rf_ids_nearest(ids, RF_AGENTS, "BRUNU"));
    for (int32_t i = 0; i < 400; i++)
        rf_ids_nearest(ids, RF_AGENTS, i % 2 == 0 ? "BRUNA" : "BRUNI");
    assert_null(rf_ids_nearest(ids, RF_AGENTS, "BRUNU"));
    rf_ids_free(ids);
}

#define IN_TOWN(test) cmocka_unit_test_setup_teardown(test, new_town, free_land)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TOWN(an_id_finds_its_row_in_its_own_table_only),
        IN_TOWN(a_kept_id_finds_what_its_text_finds),
        IN_TOWN(ids_are_compared_byte_for_byte),
        IN_TOWN(of_rows_with_one_key_the_first_is_found),
        IN_TOWN(a_string_that_came_later_is_no_key),
        IN_TOWN(the_nearest_key_is_offered_and_nothing_where_none_is_near),
        IN_TOWN(the_caller_may_change_its_word_between_two_questions),
        IN_TOWN(hints_end_when_too_many_keys_were_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
