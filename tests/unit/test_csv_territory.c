/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/csv_folder.h"

static void the_base_is_read_without_a_word(void **state)
{
    csv_folder *f = *state;
    assert_said(f, RF_OK, "");
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        assert_true(rf_n_rows(f->territory, table) > 0);
}

static void parts_are_read_with_the_file_each_in_its_own_form(void **state)
{
    csv_folder *f = *state;
    csv_put(f, "agents-b.csv", "Matricule\tUO\tQuotit\xE9\nB1\tBIB\t0,5\n");
    csv_put(f, "agents-a.csv", "sep=;\r\nunit;agent\r\nEHPAD;C1\r\n");
    csv_put(f, "agents2.csv", "not,read\n");
    csv_put(f, "notes.csv", "not,read\n");
    assert_said(f, RF_OK,
                "agents-a.csv:1:1: note: read as UTF-8, delimiter ';'\n"
                "agents-b.csv:1:1: note: read as Windows-1252, delimiter tab\n"
                "agents-b.csv:1:1: note: Quotité: read as fractions of full time\n"
                "agents2.csv:1:1: warning: this file is not read\n"
                "    is it a part of agents.csv, to be named agents-PART.csv?\n");
    assert_int_equal(rf_n_rows(f->territory, RF_AGENTS), 6);
    const rf_agent_row *c1 = csv_row(f, RF_AGENTS, 4), *b1 = csv_row(f, RF_AGENTS, 5);
    assert_string_equal(c1->key.id, "C1");
    assert_int_equal(c1->row.at.line, 3);
    assert_string_equal(b1->key.id, "B1");
    assert_int_equal(b1->fte_percent, 50);
}

static void parts_alone_are_enough(void **state)
{
    csv_folder *f = *state;
    char *text = csv_get(f, "agents.csv");
    csv_put(f, "agents-all.csv", text);
    csv_remove(f, "agents.csv");
    free(text);
    assert_said(f, RF_OK, "");
}

static void the_files_are_listed_by_their_bytes(void **state)
{
    csv_folder *f = *state;
    csv_put(f, "agents-b.csv", "");
    csv_put(f, "agents-.csv", "");
    csv_put(f, "agentsx.csv", "");
    csv_put(f, ".agents.csv", "");
    char **names = NULL;
    size_t n = 0;
    assert_int_equal(rf_csv_list_files(&names, &n, f->path, &f->err), RF_OK);
    assert_int_equal(n, RF_N_TABLES + 2);
    assert_string_equal(names[1], "agents-.csv");
    assert_string_equal(names[2], "agents-b.csv");
    assert_string_equal(names[3], "agents.csv");
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(names[i - 1], names[i]) < 0);
    for (size_t i = 0; i < n; i++)
        free(names[i]);
    free(names);
}

static void go_into(csv_folder *f, const char *name)
{
    const size_t n = strlen(f->path);
    snprintf(f->path + n, sizeof f->path - n, "/%s", name);
}

static void come_back(csv_folder *f)
{
    *strrchr(f->path, '/') = '\0';
}

static void a_folder_that_is_not_there_is_an_error_of_the_system(void **state)
{
    csv_folder *f = *state;
    go_into(f, "none");
    assert_int_equal(csv_read(f), RF_IO);
    assert_non_null(strstr(f->err.text, "/none"));
    come_back(f);
}

static void a_folder_in_the_place_of_a_file_is_told(void **state)
{
    csv_folder *f = *state;
    char path[400];
    csv_remove(f, "travel.csv");
    snprintf(path, sizeof path, "%s/travel.csv", f->path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(csv_read(f), RF_BAD_INPUT);
    assert_non_null(strstr(rf_buf_text(&f->said), "travel.csv:1:1: error: cannot read"));
}

static void a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(void **state)
{
    csv_folder *f = *state;
    char path[400], wanted[600];
    csv_remove(f, "skills.csv");
    snprintf(path, sizeof path, "%s/skills.csv", f->path);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(wanted, sizeof wanted, "skills.csv:1:1: error: cannot read '%s': not a regular file\n",
             path);
    assert_said(f, RF_BAD_INPUT, wanted);
}

static void a_forced_form_is_taken_for_every_file(void **state)
{
    csv_folder *f = *state;
    f->options.encoding = "utf-8";
    csv_put(f, "organisations.csv", "organisation,name\nVILLE,Vill\xE9\nCCAS,x\n");
    assert_int_equal(csv_read(f), RF_BAD_INPUT);
    assert_non_null(
        strstr(rf_buf_text(&f->said),
               "organisations.csv:2:7: error: name: byte 0xE9 is no character in UTF-8\n"
               "    without a forced encoding it would be detected\n"));
    f->options.encoding = "windows-1252";
    assert_int_equal(csv_read(f), RF_OK);
    f->options.delimiter = ';';
    assert_int_equal(csv_read(f), RF_BAD_INPUT);
}

static void the_users_columns_are_taken(void **state)
{
    csv_folder *f = *state;
    rf_header_alias aliases[] = {{"travel", "A", "from_site"}, {"travel", "B", "to_site"}};
    const rf_header_map map = {.aliases = aliases, .n = 2};
    f->options.columns = &map;
    csv_put(f, "travel.csv", "a,b,minutes\nS-MAIRIE,S-EHPAD,12\n");
    assert_said(f, RF_OK, "");
}

static void forbidden_cells_are_never_stored(void **state)
{
    csv_folder *f = *state;
    csv_put(f, "organisations.csv", "organisation,name,Secret\nVILLE,Ville,XYZZY\nCCAS,x,XYZZY\n");
    assert_int_equal(csv_read(f), RF_OK);
    assert_int_equal(rf_pool_find(f->territory->strings, "XYZZY", 5), -1);
    assert_null(strstr(rf_buf_text(&f->said), "XYZZY"));
    csv_put(f, "organisations.csv", "organisation,name,IBAN\nVILLE,Ville,XYZZY\nCCAS,x,XYZZY\n");
    assert_int_equal(csv_read(f), RF_BAD_INPUT);
    assert_null(strstr(rf_buf_text(&f->said), "XYZZY"));
    f->options.quarantine = true;
    assert_int_equal(csv_read(f), RF_BAD_INPUT);
}

/* ---- Quarantine ---- */

static size_t quarantine(csv_folder *f)
{
    size_t n = 0;
    assert_int_equal(csv_read(f), RF_OK);
    assert_int_equal(rf_csv_write_quarantine(&n, f->path, &f->options, f->diags, &f->err), RF_OK);
    return n;
}

static void quarantined_is(const csv_folder *f, const char *name, const char *wanted)
{
    char path[128];
    snprintf(path, sizeof path, "quarantine/%s", name);
    char *text = csv_get(f, path);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    free(text);
}

static void quarantine_drops_refused_rows_and_all_that_refers_to_them(void **state)
{
    csv_folder *f = *state;
    f->options.quarantine = true;
    csv_put(f, "agents.csv", "agent,unit,fte\nA001,BIB,1OO\nA002,BIB,80\nA003,EHPAD,100\n");
    assert_int_equal(quarantine(f), 3);
    assert_int_equal(rf_n_rows(f->territory, RF_AGENTS), 2);
    assert_int_equal(rf_n_rows(f->territory, RF_SKILLS), 2);
    assert_int_equal(rf_n_rows(f->territory, RF_INITIATIVES), 0);
    quarantined_is(f, "agents.csv",
                   "\xEF\xBB\xBF"
                   "agent,unit,fte,\"reason\"\r\n"
                   "A001,BIB,1OO,\"fte: '1OO' is not a number from 1 to 100\"\r\n");
    quarantined_is(
        f, "skills.csv",
        "\xEF\xBB\xBF"
        "agent,skill,level,valid_until,\"reason\"\r\n"
        "A001,service.repas,2,,\"agent: the row of 'A001' is refused (agents.csv:2), and "
        "this one with it\"\r\n");
    assert_null(csv_get(f, "quarantine/units.csv"));
}

static mode_t permissions(const csv_folder *f, const char *name)
{
    char path[400];
    struct stat about;
    snprintf(path, sizeof path, "%s/%s", f->path, name);
    assert_int_equal(stat(path, &about), 0);
    return about.st_mode & 0777;
}

static void what_is_set_aside_is_for_its_owner_alone_again_and_again(void **state)
{
    csv_folder *f = *state;
    char path[400];
    const mode_t usual = umask(022);
    f->options.quarantine = true;
    csv_put(f, "travel.csv", "from_site,to_site,minutes\nS-MAIRIE,S-EHPAD,-1\n");
    assert_int_equal(quarantine(f), 1);
    assert_int_equal(permissions(f, "quarantine"), 0700);
    assert_int_equal(permissions(f, "quarantine/travel.csv"), 0600);
    snprintf(path, sizeof path, "%s/quarantine/travel.csv", f->path);
    assert_int_equal(chmod(path, 0644), 0);
    rf_err err;
    size_t n = 0;
    assert_int_equal(rf_csv_write_quarantine(&n, f->path, &f->options, f->diags, &err), RF_OK);
    assert_int_equal(permissions(f, "quarantine/travel.csv"), 0600);
    umask(usual);
}

static void what_an_earlier_run_set_aside_does_not_stay_beside_what_this_one_does(void **state)
{
    csv_folder *f = *state;
    char *base = csv_get(f, "agents.csv");
    f->options.quarantine = true;
    csv_put(f, "agents.csv", "agent,unit,fte\nA001,BIB,1OO\nA002,BIB,80\nA003,EHPAD,100\n");
    assert_int_equal(quarantine(f), 3);
    csv_put(f, "quarantine/units.csv", "unit,reason\r\nBIB,written by hand\r\n");
    csv_put(f, "agents.csv", base);
    csv_put(f, "travel.csv", "from_site,to_site,minutes\nS-MAIRIE,S-EHPAD,-1\n");
    assert_int_equal(quarantine(f), 1);
    assert_null(csv_get(f, "quarantine/agents.csv"));
    assert_null(csv_get(f, "quarantine/skills.csv"));
    quarantined_is(f, "units.csv", "unit,reason\r\nBIB,written by hand\r\n");
    csv_put(f, "travel.csv", "from_site,to_site,minutes\nS-MAIRIE,S-EHPAD,1\n");
    assert_int_equal(quarantine(f), 0);
    assert_null(csv_get(f, "quarantine/travel.csv"));
    free(base);
}

static void quarantined_rows_stay_as_they_were(void **state)
{
    csv_folder *f = *state;
    f->options.quarantine = true;
    csv_put(f, "travel.csv",
            "sep=;\r\nfrom_site;to_site;minutes;Remarque\r\n"
            "S-MAIRIE;S-EHPAD;douze;\"\xE9t\xE9;\r\nhiver\"\r\n" /* two lines */
            "S-EHPAD;S-MAIRIE;12;\r\n"
            "S-EHPAD;S-MAIRIE\r\n"          /* too few cells */
            "S-EHPAD;\"S-MAIRIE\"x;12;\r\n" /* not CSV */
            "S-EHPAD;S-MAIRIE;=1;");        /* no line end */
    assert_int_equal(quarantine(f), 4);
    assert_int_equal(rf_n_rows(f->territory, RF_TRAVEL), 1);
    quarantined_is(
        f, "travel.csv",
        "\xEF\xBB\xBF"
        "from_site;to_site;minutes;Remarque;\"reason\"\r\n"
        "S-MAIRIE;S-EHPAD;douze;\"été;\nhiver\";\"minutes: 'douze' is not a whole number from 0 to "
        "10000\"\r\n"
        "S-EHPAD;S-MAIRIE;;;\"cells in this line: 2, columns in the header: 4\"\r\n"
        "\"S-EHPAD;\"\"S-MAIRIE\"\"x;12;\";;;;\"text after the \"\" that closes the cell\"\r\n"
        "S-EHPAD;S-MAIRIE;=1;;\"minutes: '=1' is not a whole number from 0 to 10000\"\r\n");
}

static void a_reason_that_begins_like_a_formula_is_no_formula(void **state)
{
    csv_folder *f = *state;
    rf_header_alias alias = {"travel", "=1+1", "minutes"};
    const rf_header_map map = {.aliases = &alias, .n = 1};
    f->options.columns = &map;
    f->options.quarantine = true;
    csv_put(f, "travel.csv", "from_site,to_site,=1+1\nS-MAIRIE,S-EHPAD,x\n");
    assert_int_equal(quarantine(f), 1);
    char *text = csv_get(f, "quarantine/travel.csv");
    assert_non_null(strstr(text, ",\"'=1+1: 'x' is not"));
    free(text);
}

static void nothing_refused_writes_nothing(void **state)
{
    csv_folder *f = *state;
    f->options.quarantine = true;
    csv_put(f, "organisations.csv", "organisation,name,Autre\nVILLE,Ville,\nCCAS,x,\n");
    assert_int_equal(quarantine(f), 0);
    char path[400];
    snprintf(path, sizeof path, "%s/quarantine", f->path);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_missing_file_is_beyond_quarantine(void **state)
{
    csv_folder *f = *state;
    f->options.quarantine = true;
    csv_remove(f, "sites.csv");
    assert_said(f, RF_BAD_INPUT, "sites.csv:1:1: error: the territory has no such file\n");
}

/* ---- Templates ---- */

static void templates_pass_every_check_and_touch_nothing_that_is_there(void **state)
{
    csv_folder *f = *state;
    go_into(f, "new");
    assert_int_equal(rf_csv_write_templates(f->path, false, &f->err), RF_OK);
    assert_said(f, RF_OK, "");
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        assert_true(rf_n_rows(f->territory, table) > 0);
    csv_remove(f, "agents.csv");
    assert_int_equal(rf_csv_write_templates(f->path, false, &f->err), RF_BAD_INPUT);
    assert_non_null(strstr(f->err.text, "organisations.csv"));
    assert_null(csv_get(f, "agents.csv"));
    come_back(f);
}

static void french_templates_are_read_back_as_the_same_rows(void **state)
{
    csv_folder *f = *state;
    go_into(f, "ville");
    assert_int_equal(rf_csv_write_templates(f->path, true, &f->err), RF_OK);
    char *agents = csv_get(f, "agents.csv");
    assert_non_null(strstr(agents, "matricule;service;quotité;catégorie;accord;statut;"));
    assert_non_null(strstr(agents, "A002;BIB;80;B;d'accord;CDI;;;lifting;oui;0\r\n"));
    free(agents);
    assert_int_equal(csv_read(f), RF_OK);
    assert_int_equal(rf_diags_count(f->diags, RF_WARNING), 0);
    const rf_need_row *need = rf_rows(f->territory, RF_NEEDS);
    assert_int_equal(need->centi_fte, 150);
    const rf_site_row *site = rf_rows(f->territory, RF_SITES);
    assert_true(site->lat > 51.038 && site->lat < 51.039);
    for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
        rf_buf headers = rf_buf_new(4096);
        assert_true(rf_n_rows(f->territory, table) > 0);
        assert_int_equal(rf_csv_put_headers(&headers, table, true, &f->err), RF_OK);
        rf_buf_free(&headers);
    }
    come_back(f);
}

/* Bytes changed, put in and taken out, in one file at a time. */
static void damage(rf_buf *out, const char *text, rf_random *random)
{
    static const char bytes[] = "\",;\n\r\t 0O%/-A\xE9\xC3\x81";
    rf_buf_clear(out);
    for (const char *c = text; *c != '\0'; c++) {
        const int32_t what = rf_random_below(random, 60);
        if (what > 0)
            rf_buf_add(out, c, 1);
        if (what == 1)
            rf_buf_add(out, bytes + rf_random_below(random, (int32_t)sizeof bytes), 1);
    }
}

static void any_damage_is_survived_and_told(void **state)
{
    csv_folder *f = *state;
    rf_random random = {.state = 1};
    rf_buf text = rf_buf_new(1 << 20);
    for (int round = 0; round < 100; round++)
        for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
            char name[64];
            size_t rows = 0;
            snprintf(name, sizeof name, "%s.csv", rf_schema_of(table)->file);
            char *whole = csv_get(f, name);
            damage(&text, whole, &random);
            csv_put_bytes(f, name, rf_buf_text(&text), text.length);
            f->options.quarantine = round % 2 == 0;
            const rf_status rc = csv_read(f);
            const size_t errors = rf_diags_count(f->diags, RF_ERROR);
            assert_true(rc == RF_OK ? errors == 0 || f->options.quarantine
                                    : rc == RF_BAD_INPUT && errors > 0);
            assert_int_equal(
                rf_csv_write_quarantine(&rows, f->path, &f->options, f->diags, &f->err), RF_OK);
            csv_put(f, name, whole);
            free(whole);
        }
    rf_buf_free(&text);
    assert_said(f, RF_OK, "");
}

static void french_excel_files_say_the_same_as_canonical_ones(void **state)
{
    csv_folder *f = *state;
    const char *shared = getenv("RF_SHARED");
    rf_territory *both[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s/territories/%s", shared != NULL ? shared : "../shared",
                 i == 0 ? "town" : "town-fr");
        if (access(path, R_OK) != 0)
            skip();
        assert_int_equal(rf_csv_read_territory(&both[i], path, &f->options, f->diags, &f->err),
                         RF_OK);
    }
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        assert_int_equal(rf_n_rows(both[0], table), rf_n_rows(both[1], table));
    const rf_agent_row *a = rf_rows(both[0], RF_AGENTS), *b = rf_rows(both[1], RF_AGENTS);
    for (int32_t i = 0; i < rf_n_rows(both[0], RF_AGENTS); i++) {
        assert_string_equal(a[i].key.id, b[i].key.id);
        assert_int_equal(a[i].fte_percent, b[i].fte_percent);
        assert_int_equal(a[i].consent, b[i].consent);
        assert_int_equal(a[i].contract, b[i].contract);
        assert_int_equal(a[i].telework, b[i].telework);
        assert_int_equal(a[i].unit.i, b[i].unit.i);
    }
    const rf_site_row *s = rf_rows(both[0], RF_SITES), *t = rf_rows(both[1], RF_SITES);
    for (int32_t i = 0; i < rf_n_rows(both[0], RF_SITES); i++)
        assert_true(s[i].lat == t[i].lat && s[i].lon == t[i].lon);
    rf_territory_free(both[0]);
    rf_territory_free(both[1]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, csv_set_up, csv_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_base_is_read_without_a_word),
        TEST(parts_are_read_with_the_file_each_in_its_own_form),
        TEST(parts_alone_are_enough),
        TEST(the_files_are_listed_by_their_bytes),
        TEST(a_folder_that_is_not_there_is_an_error_of_the_system),
        TEST(a_folder_in_the_place_of_a_file_is_told),
        TEST(a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for),
        TEST(a_forced_form_is_taken_for_every_file),
        TEST(the_users_columns_are_taken),
        TEST(forbidden_cells_are_never_stored),
        TEST(quarantine_drops_refused_rows_and_all_that_refers_to_them),
        TEST(what_is_set_aside_is_for_its_owner_alone_again_and_again),
        TEST(quarantined_rows_stay_as_they_were),
        TEST(a_reason_that_begins_like_a_formula_is_no_formula),
        TEST(nothing_refused_writes_nothing),
        TEST(a_missing_file_is_beyond_quarantine),
        TEST(what_an_earlier_run_set_aside_does_not_stay_beside_what_this_one_does),
        TEST(templates_pass_every_check_and_touch_nothing_that_is_there),
        TEST(french_templates_are_read_back_as_the_same_rows),
        TEST(any_damage_is_survived_and_told),
        TEST(french_excel_files_say_the_same_as_canonical_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
