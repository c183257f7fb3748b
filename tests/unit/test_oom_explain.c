/* SPDX-License-Identifier: GPL-3.0-or-later
 * An explanation without memory is said to be one, and none of it is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "adapters/json/json.h"
#include "adapters/report/explain.h"
#include "tests/support/oom.h"
#include "tests/support/town.h"

enum { TEXT = 1 << 20 };

/* Facts whose finding solves nothing: the solver has its own tests of this kind. */
static void assert_whole_or_nothing(const town *t, rf_topic topic)
{
    const rf_asked asked = {.topic = topic,
                            .in = t->h->in,
                            .baseline = &t->h->baseline,
                            .agent = {topic == RF_TOPIC_ALTERNATIVES ? -1 : 0},
                            .need = {topic == RF_TOPIC_AGENT ? -1 : 0},
                            .top = 2};
    const rf_page page = {.width = 80, .utf8 = true};
    bool failed = true;
    for (long n = 0; failed; n++) {
        rf_err err;
        rf_explanation *e = NULL;
        rf_buf out = rf_buf_new(TEXT);
        oom_once(n);
        rf_status rc = rf_explain(&e, &asked, &err);
        if (rc == RF_OK)
            rc = rf_report_explanation(&out, e, &page, &err);
        if (rc == RF_OK)
            rc = rf_json_write_explanation(&out, e, &err);
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_explanation_free(e);
        rf_buf_free(&out);
    }
}

static void explanations_are_whole_or_nothing(void **state)
{
    town *t = *state;
    town_of(t, "agent ANNA permis.c until 2020-03-24; agent BEN; agent CARL consent unknown;"
               "need TRUCK permis.c p0..p2 min_stay 2; need CARE p0..p2; baseline BEN CARE 0..2");
    assert_non_null(town_instance(t));
    assert_whole_or_nothing(t, RF_TOPIC_WHY_NOT);
    assert_whole_or_nothing(t, RF_TOPIC_AGENT);
    assert_whole_or_nothing(t, RF_TOPIC_ALTERNATIVES);
}

static void levers_are_found_whole_or_not_at_all(void **state)
{
    town *t = *state;
    rf_err err;
    rf_dossier *dossier = NULL;
    bool failed = true;
    town_of(t, "agent ANNA; agent BEN consent unknown permis.c; agent CARL permis.c;"
               "need TRUCK permis.c fte 3 p0..p1 min_stay 2 max_stay 2; baseline CARL TRUCK 0..1");
    const rf_instance *in = town_instance(t);
    assert_int_equal(rf_dossier_new(&dossier, in, &t->h->baseline, NULL, NULL, &err), RF_OK);
    for (long n = 0; failed; n++) {
        rf_shortage *shortage = NULL;
        rf_levers *levers = NULL;
        rf_variant *variant = NULL;
        oom_once(n);
        rf_status rc = rf_shortage_new(&shortage, dossier, (rf_need_id){0}, &err);
        if (rc == RF_OK)
            rc = rf_levers_find(&levers, dossier, shortage, &err);
        for (int32_t i = 0; rc == RF_OK && i < levers->n; i++) {
            rc = rf_variant_new(&variant, in->territory, in->scenario, levers->items[i].edits,
                                levers->items[i].n_edits, &err);
            rf_variant_free(variant);
            variant = NULL;
        }
        failed = oom_lift();
        assert_int_equal(rc, failed ? RF_NO_MEMORY : RF_OK);
        rf_levers_free(levers);
        rf_shortage_free(shortage);
    }
    rf_dossier_free(dossier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(explanations_are_whole_or_nothing, town_set_up,
                                        town_tear_down),
        cmocka_unit_test_setup_teardown(levers_are_found_whole_or_not_at_all, town_set_up,
                                        town_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
