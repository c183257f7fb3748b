/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every allocation of the exchange and of the envelope fails once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "adapters/csv/review.h"
#include "adapters/json/envelope.h"
#include "tests/support/csv_folder.h"
#include "tests/support/oom.h"
#include "tests/support/town.h"

enum { LIMIT = 1 << 20 };

/* One try; RF_OK only where all went well. */
typedef rf_status attempt(town *t, const char *path, rf_diags *diags, rf_err *err);

static void survive(town *t, attempt *try, const char *path)
{
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_diags *diags = rf_diags_new();
        assert_non_null(diags);
        oom_after(n);
        const rf_status rc = try(t, path, diags, &err);
        failed = oom_lift();
        if (!failed)
            assert_int_equal(rc, RF_OK);
        else if (rc != RF_NO_MEMORY && rc != RF_IO)
            fail_msg("allocation %ld: status %d, %s", n, (int)rc, err.text);
        rf_diags_free(diags);
    }
}

static rf_plan plan_of(town *t, rf_move *move)
{
    *move = hamlet_move(t->h, "ANNA", "TRUCK", 0, 2);
    return (rf_plan){.moves = move, .n_moves = 1};
}

static rf_status read_lists(town *t, const char *path, rf_diags *diags, rf_err *err)
{
    rf_move move;
    const rf_plan plan = plan_of(t, &move);
    const rf_csv_options options = {.quarantine = false};
    rf_csv_answers *answers = NULL;
    const rf_csv_asked asked = {
        .paths = &path, .n = 1, .in = town_instance(t), .plan = &plan, .options = &options};
    const rf_status rc = rf_csv_read_answers(&answers, &asked, diags, err);
    if (rc == RF_OK)
        rf_csv_answers_free(answers);
    return rc;
}

static rf_status write_lists(town *t, const char *path, rf_diags *diags, rf_err *err)
{
    rf_move move;
    int32_t n = 0;
    const rf_plan plan = plan_of(t, &move);
    rf_csv_lists *lists = NULL;
    rf_buf out = rf_buf_new(LIMIT);
    rf_status rc = rf_csv_lists_new(&lists, town_instance(t), &plan,
                                    &(rf_list_form){.delimiter = ';', .french = true}, err);
    if (rc == RF_OK) {
        rf_csv_put_review(&n, &out, lists, town_instance(t)->agents[move.agent.i].unit);
        rf_csv_put_mission(&n, &out, lists, move.agent);
        rf_csv_lists_free(lists);
        rc = out.failed ? rf_fail_memory(err) : RF_OK;
    }
    rf_buf_free(&out);
    return rc;
}

static rf_status use_envelope(town *t, const char *path, rf_diags *diags, rf_err *err)
{
    rf_move move;
    const rf_plan plan = plan_of(t, &move);
    rf_envelope *envelope = NULL;
    rf_validations *validations = NULL;
    rf_buf out = rf_buf_new(LIMIT);
    rf_status rc = rf_json_read_envelope(&envelope, path, diags, err);
    if (rc == RF_OK)
        rc = rf_envelope_link(envelope, town_instance(t), diags, err);
    if (rc == RF_OK)
        rc = rf_validations_new(&validations, envelope, town_instance(t), &plan, err);
    if (rc == RF_OK)
        rc = rf_json_write_validations(
            &out, validations, &(rf_validations_context){town_instance(t), &plan, envelope}, err);
    if (validations != NULL)
        rf_validations_free(validations);
    rf_envelope_free(envelope);
    rf_buf_free(&out);
    return rc;
}

static void put(char path[64], const char *text)
{
    snprintf(path, 64, "/tmp/frames-XXXXXX");
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(dprintf(file, "%s", text) > 0, 1);
    close(file);
}

static void lists_survive_any_allocation_failing(void **state)
{
    char path[64];
    town_of(*state, "agent ANNA; agent BEN; need TRUCK");
    town_instance(*state);
    put(path, "agent;need;from;to;decision;other;comment\n"
              "ANNA;TRUCK;16/03/2020;05/04/2020;proposer;BEN;\"x\"\n");
    survive(*state, read_lists, path);
    survive(*state, write_lists, path);
    remove(path);
}

static void envelopes_survive_any_allocation_failing(void **state)
{
    char path[64];
    town_of(*state, "agent ANNA; need TRUCK; floor HOME 1");
    town_instance(*state);
    put(path, "{\"name\": \"x\", \"delegations\": [{\"of\": \"ORG\", \"unit\": {\"consent\": "
              "[\"agrees\"]}, \"silence\": {\"days\": 2}, \"limits\": {\"floor\": 1}}], "
              "\"changes\": [{\"unit\": \"HOME\", \"floor\": 0.5, \"author\": \"a\", "
              "\"reason\": \"r\"}]}");
    survive(*state, use_envelope, path);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lists_survive_any_allocation_failing, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(envelopes_survive_any_allocation_failing, town_set_up,
                                        town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
