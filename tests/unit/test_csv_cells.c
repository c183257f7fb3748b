/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/csv/decimal.h"
#include "tests/support/csv_folder.h"

/* agents.csv with one column of fte for agents A001, A002 ...; other files name only A001..A004. */
static void put_ftes(csv_folder *f, const char *const *ftes)
{
    rf_buf text = rf_buf_new(1 << 16);
    rf_buf_puts(&text, "agent;unit;fte\n");
    for (size_t i = 0; ftes[i] != NULL; i++)
        rf_buf_printf(&text, "A%03zu;BIB;%s\n", i + 1, ftes[i]);
    for (size_t i = 0; i < 4; i++)
        rf_buf_printf(&text, "A0%zu;BIB;\n", i + 10);
    csv_put(f, "agents.csv", rf_buf_text(&text));
    rf_buf_free(&text);
}

static void alone(csv_folder *f)
{
    csv_remove(f, "skills.csv");
    csv_remove(f, "absences.csv");
    csv_remove(f, "decisions.csv");
    csv_remove(f, "initiatives.csv");
    csv_remove(f, "need_skills.csv");
    csv_remove(f, "floors.csv");
}

static void ftes_are(csv_folder *f, const char *const *ftes, const int *percents)
{
    put_ftes(f, ftes);
    if (csv_read(f) != RF_OK)
        fail_msg("%s", rf_buf_text(&f->said));
    const rf_agent_row *rows = rf_rows(f->territory, RF_AGENTS);
    for (size_t i = 0; ftes[i] != NULL; i++)
        assert_int_equal(rows[i].fte_percent, percents[i]);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(rows[rf_n_rows(f->territory, RF_AGENTS) - 1 - (int)i].fte_percent, 100);
}

#define LIST(...)                                                                                  \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define INTS(...)                                                                                  \
    (const int[])                                                                                  \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void an_fte_is_percent_fraction_or_hours_by_its_column(void **state)
{
    csv_folder *f = *state;
    alone(f);
    ftes_are(f, LIST("80", "100", "1"), INTS(80, 100, 1));
    ftes_are(f, LIST("80 %", "100%", "50,5 %"), INTS(80, 100, 51));
    ftes_are(f, LIST("80", "100 %", "62.49"), INTS(80, 100, 62));
    ftes_are(f, LIST("0,8", "1", "1,00", "0.005"), INTS(80, 100, 100, 1));
    ftes_are(f, LIST("1", "1"), INTS(100, 100));
    ftes_are(f, LIST("28/35", "17,5 / 35", "35/35"), INTS(80, 50, 100));
    ftes_are(f, LIST("28h", "17h30", "35 H", "17,5h", "28 h 00"), INTS(80, 50, 100, 50, 80));
    ftes_are(f, LIST("28/35", "35h"), INTS(80, 100));
    ftes_are(f,
             LIST("\xC2\xA0"
                  "80\xE2\x80\xAF%\xC2\xA0",
                  "20"),
             INTS(80, 20));
}

static void a_forced_unit_and_another_full_time_are_taken(void **state)
{
    csv_folder *f = *state;
    alone(f);
    f->options.fte_unit = RF_FTE_HOURS;
    ftes_are(f, LIST("28", "35", "17,5"), INTS(80, 100, 50));
    f->options.full_time_minutes = 40 * 60;
    ftes_are(f, LIST("28", "40h", "20h"), INTS(70, 100, 50));
    f->options.fte_unit = RF_FTE_FRACTION;
    ftes_are(f, LIST("1", "0,5"), INTS(100, 50));
    f->options.fte_unit = RF_FTE_PERCENT;
    ftes_are(f, LIST("1", "1"), INTS(1, 1));
}

static void a_column_that_mixes_units_is_refused_with_both_places(void **state)
{
    static const struct {
        const char *one, *other;
    } mixtures[] = {{"80", "0,8"},   {"0,8", "80"}, {"80 %", "0,8"},
                    {"80", "28/35"}, {"80 %", "1"}, {"28h", "80 %"},
                    {"0,8", "28h"},  {"28h", "28"}, {"1", "35h"}};
    csv_folder *f = *state;
    alone(f);
    for (size_t i = 0; i < sizeof mixtures / sizeof *mixtures; i++) {
        char wanted[256];
        put_ftes(f, LIST(mixtures[i].one, mixtures[i].other));
        snprintf(wanted, sizeof wanted,
                 "agents.csv:3:10: error: fte: '%s' is not spelt like '%s' on line 2, and a column "
                 "has one unit\n",
                 mixtures[i].other, mixtures[i].one);
        assert_int_equal(csv_read(f), RF_BAD_INPUT);
        if (strstr(rf_buf_text(&f->said), wanted) == NULL)
            fail_msg("%s", rf_buf_text(&f->said));
    }
}

static void bare_hours_are_suspected_in_a_column_of_percents(void **state)
{
    csv_folder *f = *state;
    alone(f);
    put_ftes(f, LIST("28", "35", "17,5", "35"));
    assert_said(f, RF_OK,
                "agents.csv:1:1: note: read as UTF-8, delimiter ';'\n"
                "agents.csv:3:10: warning: fte: '35' is the largest, and is read as a percent: are "
                "these hours?\n"
                "    --fte-unit hours reads the column as hours a week\n");
    f->options.full_time_minutes = 39 * 60;
    assert_said(f, RF_OK, "agents.csv:1:1: note: read as UTF-8, delimiter ';'\n");
}

static void an_fte_out_of_its_units_range_is_refused(void **state)
{
    csv_folder *f = *state;
    alone(f);
    put_ftes(f, LIST("101", "100"));
    assert_said(f, RF_BAD_INPUT,
                "agents.csv:1:1: note: read as UTF-8, delimiter ';'\n"
                "agents.csv:2:10: error: fte: '101' is not a number from 1 to 100\n");
    f->options.fte_unit = RF_FTE_FRACTION;
    put_ftes(f, LIST("0,8", "80", "80 %"));
    assert_said(f, RF_BAD_INPUT,
                "agents.csv:1:1: note: read as UTF-8, delimiter ';'\n"
                "agents.csv:3:10: error: fte: '80' is not a fraction from 0.01 to 1\n"
                "agents.csv:4:10: error: fte: '80 %' is not a fraction from 0.01 to 1\n");
    f->options.fte_unit = RF_FTE_HOURS;
    put_ftes(f, LIST("36h", "17h99"));
    assert_said(f, RF_BAD_INPUT,
                "agents.csv:1:1: note: read as UTF-8, delimiter ';'\n"
                "agents.csv:2:10: error: fte: '36h' is not a number of hours up to full time\n"
                "agents.csv:3:10: error: fte: '17h99' is not a number from 1 to 100\n");
}

static void hundredths_are_rounded_half_up_from_the_text(void **state)
{
    static const struct {
        const char *text;
        int64_t centi;
    } cases[] = {{"3.5", 350},   {"3,5", 350},           {"0.005", 1}, {"0.0049999999999", 0},
                 {"1.005", 101}, {"2.675", 268},         {"10", 1000}, {"1.014999", 101},
                 {"+7", 700},    {"99999.995", 10000000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rf_csv_decimal d;
        assert_true(rf_csv_parse_decimal(&d, cases[i].text, strlen(cases[i].text)));
        assert_int_equal(rf_csv_scale(&d, 2, true), cases[i].centi);
    }
}

static void what_is_no_plain_decimal_is_no_number(void **state)
{
    static const char *const bad[] = {
        "",      "-",   ".5",  "5.",  "1e3", "1 000", "0x10",
        "1,2,3", "NaN", "inf", "--1", "1-",  "½",     "1234567890123456789"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rf_csv_decimal d;
        if (rf_csv_parse_decimal(&d, bad[i], strlen(bad[i])))
            fail_msg("%s", bad[i]);
    }
}

static void empty_cells_and_absent_columns_have_the_contracts_defaults(void **state)
{
    csv_folder *f = *state;
    alone(f);
    csv_put(f, "agents.csv", "unit,agent\nBIB,A1\n");
    csv_put(f, "needs.csv",
            "need,unit,name,tier,from,to,fte,max_stay\n"
            "N,EHPAD,x,vital,2026-01-05,2026-01-06,1,\n");
    csv_put(f, "demand.csv", "need,from,to,fte\n");
    const rf_agent_row *a = csv_row(f, RF_AGENTS, 0);
    assert_int_equal(a->fte_percent, 100);
    assert_int_equal(a->category, RF_CATEGORY_C);
    assert_int_equal(a->consent, RF_UNKNOWN);
    assert_int_equal(a->contract, RF_PERMANENT);
    assert_null(a->site.id);
    assert_int_equal(a->site.i, -1);
    assert_int_equal(a->max_travel_minutes, -1);
    assert_int_equal(a->restrictions.n, 0);
    assert_int_equal(a->telework, 0);
    assert_int_equal(a->prior_days, 0);
    const rf_need_row *n = csv_row(f, RF_NEEDS, 0);
    assert_int_equal(n->categories, 7);
    assert_int_equal(n->min_stay, 1);
    assert_int_equal(n->max_stay, -1);
    assert_int_equal(n->trainee_yield_percent, 50);
    const rf_convention_row *c = csv_row(f, RF_CONVENTIONS, 0);
    assert_int_equal(c->from, RF_DATE_FIRST);
    assert_int_equal(c->to, RF_DATE_LAST);
}

static void values_are_read_by_their_kind(void **state)
{
    csv_folder *f = *state;
    csv_put(f, "sites.csv",
            "Lieu;Code INSEE;lat;lon\nS-MAIRIE;01001;-51,038300;+2,3775\n"
            "S-EHPAD;;51.0291;2.3612\n");
    csv_put(f, "floors.csv",
            "Service;Compétence;Niveau min;Plancher\nBIB;;;30 %\n"
            "EHPAD;soin.base;2;0,125\n");
    const rf_site_row *site = csv_row(f, RF_SITES, 0);
    assert_string_equal(site->commune, "01001");
    assert_true(site->lat == -51.0383);
    assert_true(site->lon == 2.3775);
    const rf_floor_row *share = csv_row(f, RF_FLOORS, 0), *count = csv_row(f, RF_FLOORS, 1);
    assert_true(share->floor.is_percent);
    assert_int_equal(share->floor.value, 30);
    assert_false(count->floor.is_percent);
    assert_int_equal(count->floor.value, 13);
    const rf_agent_row *a = csv_row(f, RF_AGENTS, 3);
    assert_int_equal(a->restrictions.n, 2);
    assert_string_equal(a->restrictions.items[0].id, "night");
    assert_string_equal(a->restrictions.items[1].id, "driving");
    const rf_need_row *n = csv_row(f, RF_NEEDS, 0);
    assert_int_equal(n->categories, 1 << RF_CATEGORY_B | 1 << RF_CATEGORY_C);
    assert_int_equal(n->row.at.line, 2);
    assert_int_equal(n->unit.at.column, 7);
    assert_string_equal(f->territory->files[n->unit.at.file], "needs.csv");
}

static void ids_are_kept_byte_for_byte(void **state)
{
    csv_folder *f = *state;
    alone(f);
    csv_put(f, "agents.csv",
            "agent,unit\n 0015 ,BIB\n15,BIB\n\"\xC2\xA0"
            "Éa b\",BIB\n1E5,BIB\n+33,BIB\n");
    const char *const ids[] = {"0015", "15", "Éa b", "1E5", "+33"};
    for (int i = 0; i < 5; i++)
        assert_string_equal(((const rf_agent_row *)csv_row(f, RF_AGENTS, i))->key.id, ids[i]);
}

static void repeated_cells_of_any_length_keep_their_own_value(void **state)
{
    csv_folder *f = *state;
    alone(f);
    rf_buf text = rf_buf_new(1 << 16);
    rf_buf_puts(&text, "agent,unit,site\n");
    csv_put(f, "sites.csv",
            "site,lat,lon\nS-MAIRIE,1,2\nS-EHPAD,1,2\n"
            "A-SITE-WITH-A-VERY-LONG-NAME-1,1,2\nA-SITE-WITH-A-VERY-LONG-NAME-2,1,2\n");
    for (int i = 0; i < 8; i++)
        rf_buf_printf(&text, "A%d,BIB,%s\n", i,
                      i % 4 == 3   ? "S-EHPAD"
                      : i % 2 != 0 ? "A-SITE-WITH-A-VERY-LONG-NAME-1"
                                   : "A-SITE-WITH-A-VERY-LONG-NAME-2");
    csv_put(f, "agents.csv", rf_buf_text(&text));
    rf_buf_free(&text);
    for (int i = 0; i < 8; i++) {
        const rf_agent_row *a = csv_row(f, RF_AGENTS, i);
        assert_string_equal(a->site.id, i % 4 == 3   ? "S-EHPAD"
                                        : i % 2 != 0 ? "A-SITE-WITH-A-VERY-LONG-NAME-1"
                                                     : "A-SITE-WITH-A-VERY-LONG-NAME-2");
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, csv_set_up, csv_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_fte_is_percent_fraction_or_hours_by_its_column),
        TEST(a_forced_unit_and_another_full_time_are_taken),
        TEST(a_column_that_mixes_units_is_refused_with_both_places),
        TEST(bare_hours_are_suspected_in_a_column_of_percents),
        TEST(an_fte_out_of_its_units_range_is_refused),
        cmocka_unit_test(hundredths_are_rounded_half_up_from_the_text),
        cmocka_unit_test(what_is_no_plain_decimal_is_no_number),
        TEST(empty_cells_and_absent_columns_have_the_contracts_defaults),
        TEST(values_are_read_by_their_kind),
        TEST(ids_are_kept_byte_for_byte),
        TEST(repeated_cells_of_any_length_keep_their_own_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
