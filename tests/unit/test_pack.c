/* SPDX-License-Identifier: GPL-3.0-or-later
 * Packs: nothing private in any byte, the same bytes each time, what is forged is found, what is
 * damaged is refused. `test_pack --results FILE VERSION TERRITORY [OTHER]` writes results for
 * the suites. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <cmocka.h>

#include "adapters/cli/packing.h"
#include "adapters/pack/members.h"
#include "adapters/pack/words.h"
#include "tests/support/sweeps.h"

#define VERSION "0.1.0 0123456789ab"

enum { SWEEPS = 12, DAMAGES = 400 };

typedef struct place {
    char folder[64], results[96], path[96];
    rf_buf findings;
    rf_err err;
} place;

static int new_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    snprintf(p->folder, sizeof p->folder, "/tmp/renfort-pack-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->results, sizeof p->results, "%s/results.db", p->folder);
    snprintf(p->path, sizeof p->path, "%s/pack.zip", p->folder);
    p->findings = rf_buf_new(1 << 20);
    *state = p;
    return 0;
}

static int free_place(void **state)
{
    place *p = *state;
    unlink(p->results);
    unlink(p->path);
    assert_int_equal(rmdir(p->folder), 0);
    rf_buf_free(&p->findings);
    free(p);
    return 0;
}

static sweep_shape shape_of(const char *territory, uint64_t seed)
{
    return (sweep_shape){.territory = territory,
                         .version = VERSION,
                         .draws = 3,
                         .organisations = 3 + (int32_t)(seed % 5),
                         .seed = seed,
                         .secrets = true};
}

/* `labels` may be NULL: none. */
static rf_status try_pack(rf_pack **out, place *p, const sweep_shape *shape,
                          const rf_pack_options *options)
{
    rf_packing packing;
    sweep_write(p->results, shape);
    if (rf_packing_read(&packing, p->results, &p->err) != RF_OK)
        fail_msg("%s", p->err.text);
    assert_string_equal(packing.version, shape->version);
    const rf_status rc = rf_pack_make(out, packing.draft, options, &p->err);
    rf_pack_draft_free(packing.draft);
    unlink(p->results);
    return rc;
}

static rf_pack *pack_of(place *p, const sweep_shape *shape, int64_t threshold)
{
    rf_pack *pack = NULL;
    const rf_pack_options options = {.version = shape->version, .threshold = threshold};
    if (try_pack(&pack, p, shape, &options) != RF_OK)
        fail_msg("%s", p->err.text);
    return pack;
}

static rf_buf bytes_of(place *p, const rf_pack *pack)
{
    rf_buf bytes = rf_buf_new(1 << 26);
    if (rf_pack_write(&bytes, pack, &p->err) != RF_OK)
        fail_msg("%s", p->err.text);
    return bytes;
}

/* Writes it, reads it as a stranger would, and attacks it: the number of findings. */
static int32_t findings_of(place *p, const rf_pack *pack)
{
    int32_t n = 0;
    rf_pack *again = NULL;
    rf_buf bytes = bytes_of(p, pack);
    assert_int_equal(rf_file_write(p->path, bytes.text, bytes.length, &p->err), RF_OK);
    rf_buf_free(&bytes);
    if (rf_pack_read(&again, p->path, &p->err) != RF_OK)
        fail_msg("%s", p->err.text);
    rf_buf_clear(&p->findings);
    assert_int_equal(rf_pack_check(&n, &p->findings, again, &p->err), RF_OK);
    rf_pack_free(again);
    return n;
}

static bool holds(const rf_buf *bytes, const char *secret)
{
    const size_t length = strlen(secret);
    for (size_t i = 0; i + length <= bytes->length; i++)
        if (strncasecmp(bytes->text + i, secret, length) == 0)
            return true;
    return false;
}

/* ---- privacy --------------------------------------------------------------------------------- */

static void no_seeded_id_name_or_comment_is_in_any_byte(void **state)
{
    place *p = *state;
    for (uint64_t seed = 1; seed <= SWEEPS; seed++) {
        sweep_shape shape = shape_of("Town " SWEEP_SECRET, seed);
        shape.other = "Other " SWEEP_SECRET;
        rf_pack *pack = pack_of(p, &shape, RF_THRESHOLD);
        rf_buf bytes = bytes_of(p, pack); /* its members are stored, so their bytes are in it */
        assert_true(holds(&bytes, "O1"));
        assert_true(holds(&bytes, "pandemic-25"));
        assert_false(holds(&bytes, SWEEP_SECRET));
        rf_buf_free(&bytes);
        rf_pack_free(pack);
    }
}

static void packs_of_random_results_stand_their_own_attack(void **state)
{
    static const int64_t THRESHOLDS[] = {5, 11, 30};
    place *p = *state;
    for (uint64_t seed = 1; seed <= SWEEPS; seed++) {
        const sweep_shape shape = shape_of("town", seed);
        rf_pack *pack = pack_of(p, &shape, THRESHOLDS[seed % 3]);
        assert_int_equal(findings_of(p, pack), 0);
        const rf_pack_summary s = rf_pack_summary_of(pack);
        assert_true(s.hidden > 0 && s.hidden < s.cells && s.withheld > 0);
        assert_true(s.narrowest >= THRESHOLDS[seed % 3]);
        rf_pack_free(pack);
    }
}

static void the_same_results_give_the_same_bytes(void **state)
{
    place *p = *state;
    const sweep_shape shape = shape_of("town", 4);
    rf_pack *one = pack_of(p, &shape, RF_THRESHOLD), *two = pack_of(p, &shape, RF_THRESHOLD);
    rf_buf a = bytes_of(p, one), b = bytes_of(p, two);
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.text, b.text, a.length);
    rf_buf_free(&a);
    rf_buf_free(&b);
    rf_pack_free(one);
    rf_pack_free(two);
}

/* ---- figures --------------------------------------------------------------------------------- */

typedef struct said {
    const char *group;
    double value;
    int64_t people;
} said;

/* One territory, a draw a row of n figures "coverage". */
static rf_pack *pack_figures(place *p, const said *figures, int32_t n, int32_t draws)
{
    static const char *const IDS[] = {"a", "b", "c"};
    rf_pack *pack = NULL;
    rf_pack_draft *draft = rf_pack_draft_new();
    for (int32_t d = 0; d < draws; d++)
        rf_pack_add_job(draft, &(rf_pack_job){IDS[d], "town", "flood", "base", true});
    for (int32_t i = 0; i < n * draws; i++)
        rf_pack_add_figure(draft, IDS[i / n],
                           &(rf_kpi){.name = "coverage",
                                     .group = figures[i].group,
                                     .value = figures[i].value,
                                     .people = figures[i].people});
    const rf_pack_options options = {.version = VERSION, .threshold = RF_THRESHOLD};
    if (rf_pack_make(&pack, draft, &options, &p->err) != RF_OK)
        fail_msg("%s", p->err.text);
    rf_pack_draft_free(draft);
    return pack;
}

static void a_figure_is_the_mean_of_its_draws(void **state)
{
    const said draws[] = {{"", 0.5, 20},      {"vital", 1, -1}, {"", 0.7, 30},
                          {"vital", NAN, -1}, {"", 0.9, 40},    {"vital", 0.5, -1}};
    rf_pack *pack = pack_figures(*state, draws, 2, 3);
    assert_int_equal(pack->n_figures, 2);
    assert_float_equal(pack->figures[0].mean, 0.7, 1e-9);
    assert_float_equal(pack->figures[0].deviation, 0.2, 1e-9);
    assert_int_equal(pack->figures[0].draws, 3);
    assert_float_equal(pack->figures[1].mean, 0.75, 1e-9);
    assert_int_equal(pack->figures[1].draws, 2);
    rf_pack_free(pack);
}

static void one_draw_of_few_people_withholds_the_figure(void **state)
{
    const said draws[] = {{"", 0.5, 2000}, {"", 0.7, 10}, {"", 0.9, 2000}};
    rf_pack *pack = pack_figures(*state, draws, 1, 3);
    assert_int_equal(pack->figures[0].state, RF_PACK_WITHHELD);
    assert_float_equal(pack->figures[0].mean, 0, 0);
    rf_pack_free(pack);
}

static void a_withheld_group_takes_the_next_smallest_with_it(void **state)
{
    const said row[] = {
        {"", 0.5, 300}, {"vital", 0.4, 10}, {"essential", 0.6, 200}, {"important", 0.7, 90}};
    rf_pack *pack = pack_figures(*state, row, 4, 1);
    const rf_pack_state wanted[] = {RF_PACK_SHOWN, RF_PACK_WITHHELD, RF_PACK_SHOWN,
                                    RF_PACK_WITHHELD};
    for (int32_t i = 0; i < 4; i++)
        assert_int_equal(pack->figures[i].state, wanted[i]);
    rf_pack_free(pack);
}

static void two_groups_that_are_few_together_take_a_third(void **state)
{
    const said row[] = {
        {"", 0.5, 300}, {"vital", 0.4, 4}, {"essential", 0.6, 200}, {"important", 0.7, 5}};
    rf_pack *pack = pack_figures(*state, row, 4, 1);
    assert_int_equal(pack->figures[0].state, RF_PACK_SHOWN);
    for (int32_t i = 1; i < 4; i++)
        assert_int_equal(pack->figures[i].state, RF_PACK_WITHHELD);
    rf_pack_free(pack);
}

/* ---- names ----------------------------------------------------------------------------------- */

static void assert_refused(place *p, const char *const *labels, int32_t n, const char *says)
{
    rf_pack *pack = NULL;
    const sweep_shape shape = shape_of("town", 3);
    const rf_pack_options options = {
        .version = VERSION, .threshold = RF_THRESHOLD, .labels = labels, .n_labels = n};
    assert_int_equal(try_pack(&pack, p, &shape, &options), RF_BAD_INPUT);
    if (strstr(p->err.text, says) == NULL)
        fail_msg("'%s' is not in: %s", says, p->err.text);
}

static void labels_that_are_none_are_refused(void **state)
{
    static const char *const FORMULA[] = {"town==1+1"}, *const UNKNOWN[] = {"city=Brume"},
                             *const COMMA[] = {"town=Brume, by J. Doe"},
                             *const TWICE[] = {"base=X", "no " SWEEP_SECRET "=X"};
    assert_refused(*state, FORMULA, 1, "a label begins with a letter");
    assert_refused(*state, COMMA, 1, "a label begins with a letter");
    assert_refused(*state, UNKNOWN, 1, "no territory, scenario or variant");
    assert_refused(*state, TWICE, 2, "'X' would stand for");
}

static void labels_are_what_the_pack_says(void **state)
{
    static const char *const LABELS[] = {"town=Côte-d'Or", "no " SWEEP_SECRET "=without"};
    static const char *const GOOD[] = {"town=Brume-sur-Mer", "no " SWEEP_SECRET "=without"};
    place *p = *state;
    rf_pack *pack = NULL;
    const sweep_shape shape = shape_of("town", 3);
    rf_pack_options options = {
        .version = VERSION, .threshold = RF_THRESHOLD, .labels = LABELS, .n_labels = 2};
    assert_int_equal(try_pack(&pack, p, &shape, &options), RF_BAD_INPUT); /* an apostrophe */
    options.labels = GOOD;
    assert_int_equal(try_pack(&pack, p, &shape, &options), RF_OK);
    for (size_t i = 0; i < pack->n_cases; i++) {
        assert_string_equal(pack->cases[i].territory, "Brume-sur-Mer");
        assert_string_equal(pack->cases[i].variant, i % 2 == 0 ? "base" : "without");
        assert_string_equal(pack->cases[i].scenario, i < 2 ? "S1" : "pandemic-25");
    }
    rf_pack_free(pack);
}

/* Numbers follow neither names nor sizes: other results, another order. */
static void the_order_of_organisations_tells_nothing(void **state)
{
    place *p = *state;
    int64_t first_is_first = 0;
    for (int32_t draw = 0; draw < 60; draw++) {
        rf_pack *pack = NULL;
        rf_pack_draft *draft = rf_pack_draft_new();
        rf_pack_add_job(draft, &(rf_pack_job){"a", "town", "flood", "base", true});
        rf_pack_add_figure(draft, "a",
                           &(rf_kpi){.name = "coverage", .group = "", .value = draw, .people = -1});
        rf_pack_add_cell(draft, "a", &(rf_pack_raw_cell){"lending", "A", "B", 500});
        rf_pack_add_cell(draft, "a", &(rf_pack_raw_cell){"lending", "B", "A", 20});
        const rf_pack_options options = {.version = VERSION, .threshold = RF_THRESHOLD};
        assert_int_equal(rf_pack_make(&pack, draft, &options, &p->err), RF_OK);
        first_is_first += pack->cells[1].people == 500; /* O1 x O2 */
        rf_pack_draft_free(draft);
        rf_pack_free(pack);
    }
    assert_true(first_is_first > 15 && first_is_first < 45);
}

/* A job's id holds the version: the tables of the next version are the same. */
static void the_ids_of_jobs_change_no_table(void **state)
{
    static const char *const IDS[] = {"a", "b", "c", "d", "e", "f"};
    place *p = *state;
    int64_t first = 0;
    for (int32_t i = 0; i < 6; i++) {
        rf_pack *pack = NULL;
        rf_pack_draft *draft = rf_pack_draft_new();
        rf_pack_add_job(draft, &(rf_pack_job){IDS[i], "town", "flood", "base", true});
        rf_pack_add_figure(draft, IDS[i],
                           &(rf_kpi){.name = "coverage", .group = "", .value = 1, .people = -1});
        rf_pack_add_cell(draft, IDS[i], &(rf_pack_raw_cell){"lending", "A", "B", 500});
        rf_pack_add_cell(draft, IDS[i], &(rf_pack_raw_cell){"lending", "B", "A", 20});
        const rf_pack_options options = {.version = VERSION, .threshold = RF_THRESHOLD};
        assert_int_equal(rf_pack_make(&pack, draft, &options, &p->err), RF_OK);
        first = i == 0 ? pack->cells[1].people : first;
        assert_int_equal(pack->cells[1].people, first);
        rf_pack_draft_free(draft);
        rf_pack_free(pack);
    }
}

/* ---- forgeries ------------------------------------------------------------------------------- */

static rf_pack_cell *some_hidden(rf_pack *pack)
{
    for (size_t i = 0; i < pack->n_cells; i++)
        if (pack->cells[i].hidden)
            return &pack->cells[i];
    fail_msg("no cell is hidden");
    return NULL;
}

static void assert_found(place *p, rf_pack *pack, const char *says)
{
    assert_true(findings_of(p, pack) > 0);
    if (strstr(rf_buf_text(&p->findings), says) == NULL)
        fail_msg("'%s' is not in: %s", says, rf_buf_text(&p->findings));
    rf_pack_free(pack);
}

static void what_is_forged_is_found(void **state)
{
    place *p = *state;
    const sweep_shape shape = shape_of("town", 3);
    rf_pack *pack = pack_of(p, &shape, RF_THRESHOLD);
    some_hidden(pack)->interval.low += 1;
    rf_pack_cell *cell = some_hidden(pack);
    const int32_t number = cell->cell;
    for (size_t i = 0; i < pack->cases[0].n_cells; i++)
        if (pack->cells[i].cell == number)
            pack->cells[i].interval.low = cell->interval.low;
    assert_found(p, pack, "the interval that is told");

    pack = pack_of(p, &shape, RF_THRESHOLD); /* a small cell, shown as if it were nothing */
    cell = some_hidden(pack);
    cell->hidden = false;
    cell->people = 3;
    cell->interval = (rf_feasible_interval){0, 0};
    assert_found(p, pack, "fewer people than the threshold, and shown");

    pack = pack_of(p, &shape, RF_LEAST_THRESHOLD); /* made with 5, said to be made with 30 */
    pack->threshold = 30;
    assert_found(p, pack, "bound it within its protection");

    const said row[] = {{"", 0.5, 300}, {"vital", 0.4, 10}, {"essential", 0.6, 200}};
    pack = pack_figures(p, row, 3, 1);
    pack->figures[2].state = RF_PACK_SHOWN;
    assert_found(p, pack, "one group alone is withheld");
}

/* Lines that repeat a table would make the attack as large as a stranger likes. */
static void a_table_that_is_there_twice_is_refused(void **state)
{
    place *p = *state;
    const sweep_shape shape = shape_of("town", 3);
    rf_pack *pack = pack_of(p, &shape, RF_THRESHOLD), *again = NULL;
    while (pack->n_cases > 1)
        pack->n_cases--;
    const size_t n = pack->cases[0].n_cells;
    pack->n_cells = n;
    for (size_t i = 0; i < n; i++) {
        rf_pack_cell *copy = rf_pack_put_cell(pack, 0);
        *copy = pack->cells[i];
    }
    rf_buf bytes = bytes_of(p, pack);
    assert_int_equal(rf_file_write(p->path, bytes.text, bytes.length, &p->err), RF_OK);
    assert_int_equal(rf_pack_read(&again, p->path, &p->err), RF_BAD_INPUT);
    assert_non_null(strstr(p->err.text, "not in order"));
    rf_buf_free(&bytes);
    rf_pack_free(pack);
}

/* ---- damage ---------------------------------------------------------------------------------- */

/* A byte changed anywhere: refused, or (in the zip's own dates and marks) the same pack. */
static void a_damaged_pack_is_refused_or_reads_as_the_same(void **state)
{
    place *p = *state;
    rf_random random = {9};
    int32_t n_refused = 0;
    const sweep_shape shape = shape_of("town", 3);
    rf_pack *pack = pack_of(p, &shape, RF_THRESHOLD);
    rf_buf bytes = bytes_of(p, pack);
    for (int32_t i = 0; i < DAMAGES; i++) {
        rf_pack *again = NULL;
        const size_t at = i % 4 == 0 ? bytes.length - 1 - (size_t)rf_random_below(&random, 500)
                                     : (size_t)rf_random_below(&random, (int32_t)bytes.length);
        const char was = bytes.text[at];
        bytes.text[at] = (char)(was ^ (1 << rf_random_below(&random, 8)));
        assert_int_equal(rf_file_write(p->path, bytes.text, bytes.length, &p->err), RF_OK);
        bytes.text[at] = was;
        const rf_status rc = rf_pack_read(&again, p->path, &p->err);
        if (rc == RF_OK) {
            rf_buf same = bytes_of(p, again);
            assert_int_equal(same.length, bytes.length);
            assert_memory_equal(same.text, bytes.text, bytes.length);
            rf_buf_free(&same);
        } else {
            assert_int_equal(rc, RF_BAD_INPUT);
            n_refused++;
        }
        rf_pack_free(again);
    }
    assert_true(n_refused > DAMAGES * 9 / 10);
    rf_buf_free(&bytes);
    rf_pack_free(pack);
}

/* What is cut short is refused at every length. */
static void a_pack_that_is_cut_short_is_refused(void **state)
{
    place *p = *state;
    const sweep_shape shape = shape_of("town", 3);
    rf_pack *pack = pack_of(p, &shape, RF_THRESHOLD), *again = NULL;
    rf_buf bytes = bytes_of(p, pack);
    for (size_t n = 0; n < bytes.length; n += 1 + bytes.length / 100) {
        assert_int_equal(rf_file_write(p->path, bytes.text, n, &p->err), RF_OK);
        assert_int_equal(rf_pack_read(&again, p->path, &p->err), RF_BAD_INPUT);
    }
    rf_buf_free(&bytes);
    rf_pack_free(pack);
}

/* ---- joining --------------------------------------------------------------------------------- */

static void packs_of_two_administrations_become_one(void **state)
{
    static const char *const NAMES[][3] = {
        {"town=Brume", "my own " SWEEP_SECRET "=storm", "no " SWEEP_SECRET "=without"},
        {"town=Clair", "my own " SWEEP_SECRET "=storm", "no " SWEEP_SECRET "=without"}};
    place *p = *state;
    rf_pack *packs[2] = {NULL, NULL};
    const sweep_shape shapes[] = {shape_of("town", 3), shape_of("town", 8)};
    for (int32_t i = 0; i < 2; i++) {
        const rf_pack_options options = {.version = VERSION,
                                         .threshold = i == 0 ? 20 : RF_THRESHOLD,
                                         .labels = NAMES[i],
                                         .n_labels = 3};
        assert_int_equal(try_pack(&packs[i], p, &shapes[i], &options), RF_OK);
    }
    const size_t n_cells = packs[0]->n_cells + packs[1]->n_cells;
    assert_int_equal(rf_pack_join(packs[0], packs[1], &p->err), RF_OK);
    assert_int_equal(packs[0]->n_cells, n_cells);
    assert_int_equal(packs[0]->threshold, RF_THRESHOLD);
    assert_int_equal(rf_pack_summary_of(packs[0]).territories, 2);
    assert_int_equal(findings_of(p, packs[0]), 0);
    rf_buf bytes = bytes_of(p, packs[0]);
    assert_true(holds(&bytes, "unit,better,Brume,Clair\r\n"));
    rf_buf_free(&bytes);
    assert_int_equal(rf_pack_join(packs[0], packs[1], &p->err), RF_BAD_INPUT);
    assert_non_null(strstr(p->err.text, "'Clair' is in two packs"));
    packs[1]->version = "0.2.0";
    assert_int_equal(rf_pack_join(packs[0], packs[1], &p->err), RF_BAD_INPUT);
    assert_non_null(strstr(p->err.text, "0.2.0"));
    rf_pack_free(packs[0]);
    rf_pack_free(packs[1]);
}

static void a_version_may_be_of_a_changed_tree(void **state)
{
    (void)state;
    assert_true(rf_pack_is_version("0.1.0 0123456789ab-dirty"));
    assert_false(rf_pack_is_version("0.1.0 0123456789ab-Jeanne"));
    assert_false(rf_pack_is_version("0.1.0 -dirty"));
}

/* The number of one's own scenario says nothing about another's. */
static void names_without_a_label_are_not_joined(void **state)
{
    static const char *const NAMES[][2] = {{"town=Brume", "my own " SWEEP_SECRET "=storm"},
                                           {"town=Clair", "my own " SWEEP_SECRET "=flood"}};
    static const char *const SAYS[] = {"'V1' is in two packs", "'S1' is in two packs"};
    place *p = *state;
    const sweep_shape shapes[] = {shape_of("town", 3), shape_of("town", 8)};
    for (int32_t n_labels = 2; n_labels >= 1; n_labels--) {
        rf_pack *packs[2] = {NULL, NULL};
        for (int32_t i = 0; i < 2; i++) {
            const rf_pack_options options = {.version = VERSION,
                                             .threshold = RF_THRESHOLD,
                                             .labels = NAMES[i],
                                             .n_labels = n_labels};
            assert_int_equal(try_pack(&packs[i], p, &shapes[i], &options), RF_OK);
        }
        const size_t n_cases = packs[0]->n_cases;
        assert_int_equal(rf_pack_join(packs[0], packs[1], &p->err), RF_BAD_INPUT);
        assert_non_null(strstr(p->err.text, SAYS[n_labels == 1]));
        assert_int_equal(packs[0]->n_cases, n_cases);
        rf_pack_free(packs[0]);
        rf_pack_free(packs[1]);
    }
}

static void what_says_no_version_is_not_packed(void **state)
{
    place *p = *state;
    rf_pack *pack = NULL;
    sweep_shape shape = shape_of("town", 3);
    shape.version = "0.1.0 Jeanne " SWEEP_SECRET;
    const rf_pack_options options = {.version = shape.version, .threshold = RF_THRESHOLD};
    assert_int_equal(try_pack(&pack, p, &shape, &options), RF_BAD_INPUT);
    assert_null(strstr(p->err.text, SWEEP_SECRET));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_seeded_id_name_or_comment_is_in_any_byte),
        cmocka_unit_test(packs_of_random_results_stand_their_own_attack),
        cmocka_unit_test(the_same_results_give_the_same_bytes),
        cmocka_unit_test(a_figure_is_the_mean_of_its_draws),
        cmocka_unit_test(one_draw_of_few_people_withholds_the_figure),
        cmocka_unit_test(a_withheld_group_takes_the_next_smallest_with_it),
        cmocka_unit_test(two_groups_that_are_few_together_take_a_third),
        cmocka_unit_test(labels_that_are_none_are_refused),
        cmocka_unit_test(labels_are_what_the_pack_says),
        cmocka_unit_test(the_order_of_organisations_tells_nothing),
        cmocka_unit_test(the_ids_of_jobs_change_no_table),
        cmocka_unit_test(what_is_forged_is_found),
        cmocka_unit_test(a_table_that_is_there_twice_is_refused),
        cmocka_unit_test(a_damaged_pack_is_refused_or_reads_as_the_same),
        cmocka_unit_test(a_pack_that_is_cut_short_is_refused),
        cmocka_unit_test(packs_of_two_administrations_become_one),
        cmocka_unit_test(a_version_may_be_of_a_changed_tree),
        cmocka_unit_test(names_without_a_label_are_not_joined),
        cmocka_unit_test(what_says_no_version_is_not_packed),
    };
    if (argc >= 5 && strcmp(argv[1], "--results") == 0) {
        sweep_shape shape = shape_of(argv[4], strlen(argv[4]));
        shape.version = argv[3];
        shape.other = argc > 5 ? argv[5] : NULL;
        sweep_write(argv[2], &shape);
        return 0;
    }
    return cmocka_run_group_tests_name("pack", tests, new_place, free_place);
}
