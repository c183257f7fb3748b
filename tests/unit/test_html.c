/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages for a browser: what others wrote stays text, tables and data say the same, nobody can be
 * told from the counts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "adapters/report/html_data.h"
#include "adapters/report/html_pictures.h"
#include "adapters/report/html_sweep.h"
#include "adapters/report/html_text.h"
#include "tests/support/town.h"
#include "tests/support/village.h"

static void assert_text(const char *text, const char *wanted)
{
    rf_buf out = rf_buf_new(4096);
    rf_html_put_text(&out, text);
    assert_string_equal(rf_buf_text(&out), wanted);
    rf_buf_free(&out);
}

static void text_begins_and_ends_nothing(void **state)
{
    assert_text("", "");
    assert_text("Aide à domicile", "Aide à domicile");
    assert_text("</script><img onerror='x' alt=\"y\">&amp;",
                "&lt;/script&gt;&lt;img onerror=&#39;x&#39; alt=&quot;y&quot;&gt;&amp;amp;");
    assert_text("a\tb\nc\x01\x7f"
                "d",
                "a\tb\nc\xef\xbf\xbd\xef\xbf\xbd"
                "d");
}

static void assert_json(const char *json, size_t n, const char *wanted)
{
    rf_buf out = rf_buf_new(4096);
    rf_html_put_json(&out, json, n);
    assert_string_equal(rf_buf_text(&out), wanted);
    rf_buf_free(&out);
}

static void data_ends_no_script(void **state)
{
    static const char hostile[] = "[\"</script><!--&\xe2\x80\xa8|\xe2\x80\xa9|\xe2\x80\"]";
    assert_json(hostile, sizeof hostile - 1,
                "[\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028|\\u2029|\xe2\x80\"]");
    assert_json("\xe2\x80\xa8", 2, "\xe2\x80"); /* cut short: not read beyond the end */
    assert_json("", 0, "");
}

static rf_pictures *sample(void)
{
    rf_pictures *pictures = rf_pictures_new();
    assert_non_null(pictures);
    rf_picture *picture = rf_pictures_add(pictures, "needs", "bars");
    picture->title = "A <b>";
    rf_picture_table *table = rf_picture_add_table(picture, "of \"needs\"");
    rf_picture_column(table, "Need", RF_FORM_TEXT);
    rf_picture_column(table, "People", RF_FORM_COUNT);
    rf_picture_column(table, "FTE", RF_FORM_FTE);
    rf_picture_column(table, "Share", RF_FORM_SHARE);
    rf_picture_column(table, "At", RF_FORM_DEGREES);
    rf_picture_column(table, "From", RF_FORM_DATE);
    rf_picture_text(table, "</td>");
    rf_picture_value(table, 1234);
    rf_picture_value(table, -250);
    rf_picture_value(table, 9999);
    rf_picture_value(table, 472883);
    rf_picture_value(table, 0);
    rf_picture_text(table, "M");
    for (int32_t i = 1; i < 6; i++)
        rf_picture_none(table);
    assert_int_equal(rf_picture_rows(table), 2);
    return pictures;
}

static void the_data_block_says_what_the_tables_say(void **state)
{
    rf_pictures *pictures = sample();
    rf_buf out = rf_buf_new(4096);
    rf_html_data(&out, pictures, "en");
    assert_string_equal(
        rf_buf_text(&out),
        "{\"lang\": \"en\", \"pictures\": [\n"
        "{\"id\": \"needs\", \"kind\": \"bars\", \"title\": \"A <b>\", \"tables\": ["
        "{\"caption\": \"of \\\"needs\\\"\", \"columns\": [{\"name\": \"Need\", \"form\": "
        "\"text\"}, {\"name\": \"People\", \"form\": \"count\"}, {\"name\": \"FTE\", \"form\": "
        "\"fte\"}, {\"name\": \"Share\", \"form\": \"share\"}, {\"name\": \"At\", \"form\": "
        "\"number\"}, {\"name\": \"From\", \"form\": \"date\"}], \"rows\": [\n"
        "[\"</td>\",1234,-2.5,0.9999,47.2883,\"1970-01-01\"],\n"
        "[\"M\",null,null,null,null,null]]}]}]}\n");
    rf_buf_free(&out);
    rf_pictures_free(pictures);
}

static char *page_of(rf_pictures *pictures)
{
    rf_err err;
    rf_buf out = rf_buf_new(1 << 23);
    const rf_html_options options = {.lang = "en", .version = "1 \"<"};
    assert_int_equal(rf_html_page(&out, pictures, &options, &err), RF_OK);
    return out.text;
}

static void assert_part(const char *page, const char *part)
{
    if (strstr(page, part) == NULL)
        fail_msg("the page has no %s", part);
}

static void a_page_shows_its_tables_without_scripts(void **state)
{
    rf_pictures *pictures = sample();
    pictures->title = "</title>";
    rf_pictures_fact(pictures, "Covered", "12.3 %", 1234);
    char *page = page_of(pictures);
    assert_part(page, "<title>&lt;/title&gt;</title>");
    assert_part(page, "content=\"renfort 1 &quot;&lt;\"");
    assert_part(page, "default-src 'none'");
    assert_part(page, "<h2 id=\"needs-title\">A &lt;b&gt;</h2>");
    assert_part(page, "aria-label=\"of &quot;needs&quot;\"");
    assert_part(page, "<i style=\"width:12.34%\">");
    assert_part(page, "<tr><th scope=\"row\">&lt;/td&gt;</th><td class=\"n\">1,234</td>"
                      "<td class=\"n\">-2.50</td><td class=\"n\">99.9\xc2\xa0%</td>"
                      "<td class=\"n\">47.2883</td><td class=\"n\">1970-01-01</td></tr>");
    assert_part(page, "[\"\\u003c/td\\u003e\",1234,");
    free(page);
    rf_pictures_free(pictures);
}

/* ---- pictures of a plan ---------------------------------------------------------------------- */

typedef struct drawing {
    rf_pictures *pictures;
    rf_plan plan;
    rf_ledger *ledger;
    rf_move moves[16];
    rf_compared compared;
} drawing;

static void draw(drawing *d, town *t, const char *moves)
{
    rf_err err;
    const rf_instance *in = town_instance(t);
    *d = (drawing){.pictures = rf_pictures_new()};
    d->plan = (rf_plan){.moves = d->moves};
    d->plan.n_moves = town_moves(d->moves, 16, t, moves);
    assert_int_equal(rf_ledger_new(&d->ledger, in, d->moves, d->plan.n_moves, &err), RF_OK);
    d->compared = (rf_compared){.file = "p.json", .in = in, .plan = &d->plan, .ledger = d->ledger};
}

static void done(drawing *d)
{
    rf_err err;
    assert_int_equal(rf_pictures_status(d->pictures, &err), RF_OK);
    rf_ledger_free(d->ledger);
    rf_pictures_free(d->pictures);
}

/* A row of the last picture's first table: "K|vital|100|-": values as they are kept. */
static void assert_row(const drawing *d, size_t row, const char *wanted)
{
    const rf_picture_table *table = &d->pictures->of[d->pictures->n - 1].tables[0];
    rf_buf text = rf_buf_new(4096);
    assert_true(row < rf_picture_rows(table));
    for (size_t c = 0; c < table->n_columns; c++) {
        const rf_datum *cell = &table->cells[row * table->n_columns + c];
        rf_buf_puts(&text, c > 0 ? "|" : "");
        if (cell->none)
            rf_buf_puts(&text, "-");
        else if (table->columns[c].form == RF_FORM_TEXT)
            rf_buf_puts(&text, cell->text);
        else
            rf_buf_printf(&text, "%lld", (long long)cell->value);
    }
    assert_string_equal(rf_buf_text(&text), wanted);
    rf_buf_free(&text);
}

static size_t rows_of(const drawing *d)
{
    return rf_picture_rows(&d->pictures->of[d->pictures->n - 1].tables[0]);
}

static void coverage_is_by_need_and_period(void **state)
{
    drawing d;
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN fte 50; need K; need L tier essential fte 2; "
               "need M tier vital p1..p1");
    draw(&d, t, "ANNA K 0..1; BEN L 0..2");
    rf_picture_coverage(d.pictures, &d.compared);
    assert_string_equal(d.pictures->of[0].title, "3 of 3 needs stay short, 2 of them vital");
    assert_int_equal(rows_of(&d), 3);
    assert_row(&d, 0, "K|vital|10000|10000|0|300|100");
    assert_row(&d, 2, "L|essential|2500|2500|2500|600|450");
    done(&d);
}

static void the_calendar_counts_people(void **state)
{
    drawing d;
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; agent CARL; need K fte 3");
    draw(&d, t, "ANNA K 0..2; BEN K 1..1; CARL K 2..2");
    rf_picture_calendar(d.pictures, &d.compared);
    assert_int_equal(rows_of(&d), 2);
    assert_row(&d, 0, "K|vital|18337|18343|1");
    assert_row(&d, 1, "K|vital|18344|18357|2");
    done(&d);
    draw(&d, t, "");
    rf_picture_calendar(d.pictures, &d.compared);
    assert_int_equal(d.pictures->n, 0);
    done(&d);
}

static void loans_are_told_from_help_at_home(void **state)
{
    drawing d;
    town *t = *state;
    town_of(t, "convention ORG ORG2; agent ANNA; agent BEN fte 50; agent CARL; need K; "
               "need L unit AWAY fte 2");
    draw(&d, t, "ANNA K 0..2; BEN L 0..2; CARL L 0..0");
    rf_picture_lending(d.pictures, &d.compared);
    assert_int_equal(rows_of(&d), 2);
    assert_row(&d, 0, "Town|Town|300");
    assert_row(&d, 1, "Town|County|250");
    assert_string_equal(d.pictures->of[0].title,
                        "45.4\xc2\xa0% of the help crosses from one organisation to another; most "
                        "from Town to County");
    done(&d);
}

static void the_map_leaves_out_work_at_a_distance(void **state)
{
    drawing d;
    town *t = *state;
    town_of(t, "site FAR 47.5 -2.25; agent ANNA; agent BEN telework yes; "
               "need K site FAR; need L remote yes");
    draw(&d, t, "ANNA K 0..2; BEN L 0..2");
    rf_picture_map(d.pictures, &d.compared);
    assert_int_equal(rows_of(&d), 1);
    assert_row(&d, 0, "S|FAR|300");
    assert_string_equal(d.pictures->of[0].title, "0.0\xc2\xa0% of the help stays on its own site");
    assert_int_equal(rf_picture_rows(&d.pictures->of[0].tables[1]), 2);
    done(&d);
}

/* Four have 5 days, one has 10, three have 15: the bins of 1 and 3 people join others. */
static void no_bin_of_the_burden_holds_fewer_than_five(void **state)
{
    drawing d;
    town *t = *state;
    town_of(t, "agent A; agent B; agent C; agent D; agent E; agent F; agent G; agent H; "
               "agent IDLE; need K fte 9");
    draw(&d, t, "A K 0..0; B K 0..0; C K 0..0; D K 0..0; E K 0..1; F K 0..2; G K 0..2; H K 0..2");
    rf_picture_burden(d.pictures, &d.compared);
    const rf_picture_table *table = &d.pictures->of[0].tables[0];
    int64_t people = 0;
    for (size_t i = 0; i < rf_picture_rows(table); i++) {
        assert_true(table->cells[i * 2 + 1].value >= 5);
        people += table->cells[i * 2 + 1].value;
    }
    assert_int_equal(people, 8);
    done(&d);
    draw(&d, t, "A K 0..0; B K 0..0; C K 0..0; D K 0..0");
    rf_picture_burden(d.pictures, &d.compared);
    assert_int_equal(d.pictures->n, 0);
    done(&d);
}

static void nobody_absent_is_the_plan_itself(void **state)
{
    rf_err err;
    drawing d;
    town *t = *state;
    town_of(t, "agent ANNA; need K fte 2");
    draw(&d, t, "ANNA K 0..2");
    assert_int_equal(rf_picture_robustness(d.pictures, &d.compared, &err), RF_OK);
    assert_int_equal(rows_of(&d), 22);
    assert_row(&d, 0, "vital needs|0|5000|5000|5000|5000|5000");
    for (size_t row = 1; row < 11; row++) {
        const rf_datum *cells = &d.pictures->of[0].tables[0].cells[row * 7];
        assert_true(cells[2].value <= cells[3].value && cells[3].value <= cells[4].value);
        assert_true(cells[4].value <= cells[5].value && cells[5].value <= cells[6].value);
        assert_true(cells[6].value <= 5000);
    }
    done(&d);
}

static void needs_of_one_name_are_told_apart(void **state)
{
    drawing d;
    town *t = *state;
    town_of(t, "need K name Meals; need L name Meals; need M name Care");
    draw(&d, t, "");
    assert_string_equal(rf_label_of_need(d.pictures, d.compared.in, 0), "Meals (K)");
    assert_string_equal(rf_label_of_need(d.pictures, d.compared.in, 1), "Meals (L)");
    assert_string_equal(rf_label_of_need(d.pictures, d.compared.in, 2), "Care");
    done(&d);
}

static void plans_side_by_side_have_a_column_each(void **state)
{
    rf_err err;
    drawing d;
    town *t = *state;
    town_of(t, "agent ANNA; agent BEN; need K fte 2");
    draw(&d, t, "ANNA K 0..2; BEN K 0..0");
    rf_compared both[] = {d.compared, d.compared};
    both[1].file = "a/b.c.json";
    assert_int_equal(rf_pictures_of_comparison(d.pictures, both, 2, &err), RF_OK);
    assert_string_equal(d.pictures->of[1].id, "tiers");
    assert_string_equal(d.pictures->of[1].title,
                        "Every plan covers 66.6\xc2\xa0% of the vital needs");
    const rf_picture_table *tiers = &d.pictures->of[1].tables[0];
    assert_string_equal(tiers->cells[1].text, "1. p");
    assert_int_equal(tiers->cells[2].value, 6666);
    assert_string_equal(tiers->cells[4].text, "2. b.c");
    assert_int_equal(tiers->cells[5].value, 6666);
    done(&d);
}

/* Nothing of nothing is not all of it. */
static void plans_that_are_asked_for_nothing_vital_cover_none_of_it(void **state)
{
    rf_err err;
    drawing d;
    town *t = *state;
    town_of(t, "agent ANNA; need K tier essential fte 2");
    draw(&d, t, "ANNA K 0..2");
    const rf_compared both[] = {d.compared, d.compared};
    assert_int_equal(rf_pictures_of_comparison(d.pictures, both, 2, &err), RF_OK);
    assert_string_equal(d.pictures->of[1].id, "tiers");
    assert_string_equal(d.pictures->of[1].title, "What the plans cover: no need is vital");
    assert_true(d.pictures->of[1].tables[0].cells[2].none);
    done(&d);
}

/* ---- a sweep --------------------------------------------------------------------------------- */

static void a_sweep_shows_what_the_seeds_leave_open(void **state)
{
    rf_err err;
    rf_swept_job jobs[] = {{"A", "flood", "base", "", 1},       {"A", "flood", "base", "", 2},
                           {"A", "flood", "absence-10", "", 1}, {"A", "flood", "absence-20", "", 1},
                           {"B", "flood", "base", "", 1},       {"B", "flood", "base", "crash", 2},
                           {"C", "flood", "base", "time", 1}};
    rf_swept_figure figures[] = {
        {0, "coverage", "vital", 0.8}, {1, "coverage", "vital", 0.9}, {2, "coverage", "vital", 0.7},
        {3, "coverage", "vital", 0.5}, {4, "coverage", "vital", 1},   {0, "moved", "", NAN},
        {0, "travel", "", 8},          {1, "travel", "", 12},
    };
    const rf_swept swept = {.name = "s",
                            .version = "1",
                            .planned = 8,
                            .jobs = jobs,
                            .figures = figures,
                            .n_jobs = 7,
                            .n_figures = 8};
    drawing d = {.pictures = rf_pictures_new()};
    assert_int_equal(rf_pictures_of_sweep(d.pictures, &swept, &err), RF_OK);
    assert_string_equal(d.pictures->of[0].title,
                        "coverage (vital): 85.0\xc2\xa0% to 100.0\xc2\xa0%");
    const rf_picture_table *vital = &d.pictures->of[0].tables[0];
    assert_int_equal(rf_picture_rows(vital), 3);
    assert_int_equal(vital->cells[2].value, 8500);
    /* 0.85 -+ 12.706 x 0.0707 / sqrt(2): 0.215 to 1.485, and a share is at most 1 */
    assert_int_equal(vital->cells[3].value, 2146);
    assert_int_equal(vital->cells[4].value, 10000);
    assert_int_equal(vital->cells[5].value, 2);
    assert_true(vital->cells[6 + 3].none && vital->cells[6 + 4].none); /* one seed */
    assert_true(vital->cells[12 + 2].none);                            /* none */
    assert_non_null(strstr(d.pictures->of[0].note, "Lines are cut where the figure cannot go"));
    /* 10 -+ 12.706 x 2.828 / sqrt(2): -15.41 to 35.41, and no way is shorter than 0 */
    assert_string_equal(d.pictures->of[1].id, "travel");
    assert_int_equal(d.pictures->of[1].tables[0].cells[3].value, 0);
    assert_int_equal(d.pictures->of[1].tables[0].cells[4].value, 3541);
    assert_string_equal(d.pictures->of[4].id, "absence");
    const rf_picture_table *fan = &d.pictures->of[4].tables[0];
    assert_int_equal(rf_picture_rows(fan), 3);
    assert_int_equal(fan->cells[8 + 1].value, 1000);
    assert_int_equal(fan->cells[8 + 4].value, 7000);
    assert_int_equal(fan->cells[4].value, 8000); /* the base on the one case that all have */
    assert_int_equal(fan->cells[7].value, 1);
    assert_string_equal(d.pictures->of[5].title, "Jobs that failed: 2; that are missing: 1");
    rf_pictures_free(d.pictures);
}

/* A variant that fails where covering is hard is not the better for it. */
static void variants_are_compared_over_the_cases_that_all_have(void **state)
{
    rf_err err;
    rf_swept_job jobs[] = {{"A", "calm", "base", "", 1},
                           {"A", "flood", "base", "", 1},
                           {"A", "calm", "quick", "", 1},
                           {"A", "flood", "quick", "time", 1},
                           {"A", "calm", "lost", "time", 1}};
    rf_swept_figure figures[] = {{0, "coverage", "", 0.8}, {0, "moved", "", 10},
                                 {1, "coverage", "", 0.2}, {1, "moved", "", 90},
                                 {2, "coverage", "", 0.7}, {2, "moved", "", 20}};
    const rf_swept swept = {.name = "s",
                            .version = "1",
                            .planned = 5,
                            .jobs = jobs,
                            .figures = figures,
                            .n_jobs = 5,
                            .n_figures = 6};
    rf_pictures *pictures = rf_pictures_new();
    assert_int_equal(rf_pictures_of_sweep(pictures, &swept, &err), RF_OK);
    const rf_picture_table *people = NULL;
    for (int32_t i = 0; i < pictures->n; i++)
        if (strcmp(pictures->of[i].id, "people") == 0)
            people = &pictures->of[i].tables[0];
    assert_non_null(people);
    assert_int_equal(rf_picture_rows(people), 2);
    assert_string_equal(people->cells[0].text, "base");
    assert_int_equal(people->cells[2].value, 1000);
    assert_int_equal(people->cells[3].value, 8000);
    assert_int_equal(people->cells[4].value, 1);
    assert_string_equal(people->cells[5].text, "quick");
    assert_int_equal(people->cells[5 + 3].value, 7000);
    rf_pictures_free(pictures);
}

#define IN_TOWN(test) cmocka_unit_test_setup_teardown(test, town_set_up, town_tear_down)

int main(void)
{
    village_speak("en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_begins_and_ends_nothing),
        cmocka_unit_test(data_ends_no_script),
        cmocka_unit_test(the_data_block_says_what_the_tables_say),
        cmocka_unit_test(a_page_shows_its_tables_without_scripts),
        IN_TOWN(coverage_is_by_need_and_period),
        IN_TOWN(the_calendar_counts_people),
        IN_TOWN(loans_are_told_from_help_at_home),
        IN_TOWN(the_map_leaves_out_work_at_a_distance),
        IN_TOWN(no_bin_of_the_burden_holds_fewer_than_five),
        IN_TOWN(nobody_absent_is_the_plan_itself),
        IN_TOWN(needs_of_one_name_are_told_apart),
        IN_TOWN(plans_side_by_side_have_a_column_each),
        IN_TOWN(plans_that_are_asked_for_nothing_vital_cover_none_of_it),
        cmocka_unit_test(a_sweep_shows_what_the_seeds_leave_open),
        cmocka_unit_test(variants_are_compared_over_the_cases_that_all_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
