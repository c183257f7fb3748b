/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reach, counted and searched, on random instances; and minutes that no table holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/renfort.h"
#include "tests/support/hamlet.h"
#include "tests/support/lottery.h"

enum { DRAWS = 400, MANY = 8200 };

static void searching_finds_what_counting_counts(void **state)
{
    int64_t agents = 0, runs = 0;
    int32_t reached = 0, unreached = 0;
    for (uint64_t number = 1; number <= DRAWS; number++) {
        char *text = NULL;
        rf_err err;
        rf_reach *counted = NULL, *searched = NULL;
        town *t = lottery_draw(&text, number);
        assert_int_equal(rf_reach_new(&counted, t->h->in, RF_REACH_PAIRS, &err), RF_OK);
        assert_int_equal(rf_reach_new(&searched, t->h->in, -1, &err), RF_OK);
        assert_true(counted->runs >= 0 && searched->runs == -1);
        assert_int_equal(searched->agents, counted->agents);
        for (int32_t k = 0; k < t->h->in->n_needs; k++) {
            assert_int_equal(searched->needs[k], counted->needs[k]);
            reached += counted->needs[k];
            unreached += !counted->needs[k];
        }
        agents += counted->agents;
        runs += counted->runs;
        rf_reach_free(counted);
        rf_reach_free(searched);
        town_free(t);
        free(text);
    }
    assert_true(reached > DRAWS && unreached > DRAWS && runs > agents && agents > DRAWS);
}

/* So many homes and workplaces that their pairs are more than a table holds. */
static void minutes_are_the_same_without_a_table(void **state)
{
    hamlet *h = hamlet_new("2020-03-16", 1);
    char cells[200];
    for (int32_t i = 0; i < MANY; i++) {
        snprintf(cells, sizeof cells, "site=S%d lat=47.%d lon=-2.%d", (int)i, (int)(1000 + i),
                 (int)(9000 - i));
        hamlet_row(h, RF_SITES, cells);
        snprintf(cells, sizeof cells, "agent=A%d unit=HOME site=S%d", (int)i, (int)i);
        hamlet_row(h, RF_AGENTS, cells);
        snprintf(cells, sizeof cells, "need=K%d unit=AWAY site=S%d tier=vital fte=1 remote=%s",
                 (int)i, (int)i, i % 3 == 0 ? "yes" : "no");
        hamlet_row(h, RF_NEEDS, cells);
    }
    hamlet_row(h, RF_TRAVEL, "from_site=S7 to_site=S8 minutes=99");
    assert_int_equal(hamlet_build(h), RF_OK);
    for (int32_t i = 0; i < MANY; i += 13) {
        const int32_t k = (i * 7) % MANY, site_a = h->in->agents[i].site,
                      site_k = h->in->needs[k].site;
        assert_int_equal(rf_minutes(h->in, (rf_agent_id){i}, (rf_need_id){k}, 0),
                         k % 3 == 0 ? 0 : rf_minutes_between(h->in, site_a, site_k));
    }
    assert_int_equal(rf_minutes(h->in, (rf_agent_id){7}, (rf_need_id){8}, 0), 99);
    hamlet_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searching_finds_what_counting_counts),
        cmocka_unit_test(minutes_are_the_same_without_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
