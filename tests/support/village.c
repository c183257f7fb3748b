/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/village.h"

#include <libintl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void name_organisation(hamlet *h, int32_t row, const char *name)
{
    rf_organisation_row *rows = h->territory->tables[RF_ORGANISATIONS].rows;
    rows[row].name = name;
}

static void name_need(hamlet *h, int32_t row, const char *name)
{
    rf_need_row *rows = h->territory->tables[RF_NEEDS].rows;
    rows[row].name = name;
}

static void add_needs(hamlet *h)
{
    hamlet_row(h, RF_NEEDS,
               "need=N-REPAS unit=AWAY tier=vital from=2020-03-16 to=2020-04-12 fte=12.5");
    hamlet_row(h, RF_NEEDS,
               "need=N-SOINS unit=CARE tier=vital from=2020-03-23 to=2020-04-05 fte=3");
    hamlet_row(h, RF_NEEDS,
               "need=N-TRI unit=AWAY tier=essential from=2020-03-16 to=2020-04-12 fte=2 "
               "categories=C conditions=lifting");
    hamlet_row(h, RF_NEEDS,
               "need=N-ACCUEIL unit=CARE tier=important from=2020-03-16 to=2020-03-22 fte=0.5");
    hamlet_row(h, RF_NEED_SKILLS, "need=N-SOINS skill=care.nursing min_level=3");
    name_need(h, 0, "Portage de repas à domicile");
    name_need(h, 1, "Infirmières de la résidence « Les Dunes »");
    name_need(h, 2, "Tri des déchets\033[31m");
    name_need(h, 3, "Accueil");
}

static void add_agents(hamlet *h)
{
    char cells[160];
    for (int i = 0; i < 40; i++) {
        const char *unit = i < 14 ? "HOME" : i < 28 ? "DESK" : i < 34 ? "AWAY" : "CARE";
        const char *consent = i % 10 == 9 ? "refuses" : i % 5 == 3 ? "unknown" : "volunteer";
        snprintf(cells, sizeof cells, "agent=M%02d unit=%s consent=%s status=%s category=%c", i,
                 unit, consent, i % 14 == 12 ? "fixed_term" : "permanent", "CBA"[i % 3]);
        hamlet_row(h, RF_AGENTS, cells);
    }
    for (int i = 0; i < 12; i++) {
        snprintf(cells, sizeof cells, "agent=M%02d skill=%s valid_until=2020-0%d-20", i * 3,
                 i % 4 == 0 ? "driving.b" : "first-aid", 2 + i % 5);
        hamlet_row(h, RF_SKILLS, cells);
    }
    hamlet_row(h, RF_ABSENCES, "agent=M20 from=2020-03-01 to=2020-05-31");
}

static void add_plan(village *v)
{
    static const struct {
        const char *agent, *need;
        int32_t first, last;
    } moves[] = {{"M00", "N-REPAS", 0, 3}, {"M01", "N-REPAS", 0, 1}, {"M01", "N-REPAS", 3, 3},
                 {"M02", "N-REPAS", 0, 3}, {"M04", "N-REPAS", 1, 3}, {"M34", "N-TRI", 0, 3},
                 {"M35", "N-REPAS", 2, 3}};
    static const rf_level_result levels[] = {
        {.value = 3900, .bound = 3900, .outcome = RF_OPTIMAL, .seconds = 0.42},
        {.value = 400, .bound = 387, .outcome = RF_FEASIBLE, .seconds = 12.3},
        {.value = 50, .bound = 50, .outcome = RF_OPTIMAL, .seconds = 0.1},
        {.value = 0, .bound = 0, .outcome = RF_OPTIMAL, .seconds = 0},
        {.value = 1234, .bound = 1200, .outcome = RF_FEASIBLE, .seconds = 61.04},
    };
    const int32_t n = (int32_t)(sizeof moves / sizeof moves[0]);
    for (int32_t i = 0; i < n; i++)
        v->moves[i] =
            hamlet_move(v->h, moves[i].agent, moves[i].need, moves[i].first, moves[i].last);
    memcpy(v->levels, levels, sizeof levels);
    v->plan = (rf_plan){.outcome = RF_FEASIBLE,
                        .moves = v->moves,
                        .n_moves = n,
                        .levels = v->levels,
                        .n_levels = (int32_t)(sizeof levels / sizeof levels[0])};
}

village *village_new(void)
{
    village *v = calloc(1, sizeof *v);
    assert_non_null(v);
    v->h = hamlet_new("2020-03-16", 4);
    hamlet_row(v->h, RF_ORGANISATIONS, "organisation=CCAS name=CCAS");
    hamlet_row(v->h, RF_UNITS, "unit=CARE organisation=CCAS name=Care site=S");
    name_organisation(v->h, 0, "Ville de Dunkerque");
    name_organisation(v->h, 1, "Communauté urbaine");
    name_organisation(v->h, 2, "Centre communal d’action sociale");
    hamlet_row(v->h, RF_CONVENTIONS, "lender=ORG borrower=ORG2");
    hamlet_row(v->h, RF_CONVENTIONS, "lender=CCAS borrower=ORG2 max_fte=3");
    hamlet_row(v->h, RF_FLOORS, "unit=HOME floor=60%");
    hamlet_row(v->h, RF_FLOORS, "unit=CARE skill=first-aid floor=1");
    add_needs(v->h);
    add_agents(v->h);
    free(v->h->scenario->name);
    v->h->scenario->name = strdup("Pandémie, 25 % d’absents");
    assert_non_null(v->h->scenario->name);
    assert_int_equal(hamlet_build(v->h), RF_OK);
    add_plan(v);
    return v;
}

void village_free(village *v)
{
    hamlet_free(v->h);
    free(v);
}

void village_speak(const char *language)
{
    const char *build = getenv("RF_BUILD");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/locale", build != NULL ? build : "build/release");
    assert_int_equal(setenv("LANGUAGE", language, 1), 0);
    /* Only a change of locale makes gettext look at LANGUAGE again. */
    assert_non_null(setlocale(LC_MESSAGES, "C"));
    assert_non_null(setlocale(LC_MESSAGES, "C.UTF-8"));
    assert_non_null(bindtextdomain("renfort", folder));
    assert_non_null(bind_textdomain_codeset("renfort", "UTF-8"));
}

/* Characters from here to the line's end, escape sequences left out. */
static int32_t columns_of_line(const char *line)
{
    int32_t columns = 0;
    for (const char *c = line; *c != '\0' && *c != '\n'; c++) {
        if (*c == '\033')
            c += strcspn(c, "m");
        else if (((unsigned char)*c & 0xc0) != 0x80)
            columns++;
    }
    return columns;
}

void village_assert_width(const char *page, int32_t width)
{
    for (const char *line = page; *line != '\0'; line += line[0] == '\n') {
        if (columns_of_line(line) > width)
            fail_msg("wider than %d: %.*s", width, (int)strcspn(line, "\n"), line);
        line += strcspn(line, "\n");
    }
}

void village_assert_golden(const char *name, const char *page)
{
    char path[256];
    snprintf(path, sizeof path, "tests/golden/report/%s.txt", name);
    if (getenv("RF_REDO") != NULL) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs(page, file) >= 0);
        assert_int_equal(fclose(file), 0);
        return;
    }
    rf_err err;
    rf_buf kept = rf_buf_new(1 << 20);
    if (rf_file_read(&kept, path, &err) != RF_OK)
        fail_msg("%s", err.text);
    assert_string_equal(page, rf_buf_text(&kept));
    rf_buf_free(&kept);
}

int village_set_up(void **state)
{
    village_speak("en");
    *state = village_new();
    return 0;
}

int village_tear_down(void **state)
{
    village_free(*state);
    return 0;
}

int village_set_up_empty(void **state)
{
    village_speak("en");
    *state = hamlet_new("2020-03-16", 4);
    return 0;
}

int village_tear_down_empty(void **state)
{
    hamlet_free(*state);
    return 0;
}

char *village_section(hamlet *h, void (*section)(rf_buf *, const rf_view *), rf_move *moves,
                      int32_t n_moves)
{
    const rf_page page = {.width = 100, .utf8 = true};
    const rf_plan plan = {.outcome = RF_OPTIMAL, .moves = moves, .n_moves = n_moves};
    rf_ledger *ledger = NULL;
    rf_buf out = rf_buf_new(1 << 16);
    assert_int_equal(rf_ledger_new(&ledger, h->in, moves, n_moves, &h->err), RF_OK);
    section(&out, &(rf_view){h->in, &plan, ledger, &page});
    assert_false(out.failed);
    rf_ledger_free(ledger);
    return out.text;
}
