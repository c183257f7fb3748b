/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/build.h"

static const rf_row *row_of(const land *of, rf_table_id table, int32_t i)
{
    const char *rows = rf_rows(of->territory, table);
    return (const void *)(rows + rf_schema_of(table)->row_size * (size_t)i);
}

static bool refused(const land *of, rf_table_id table, int32_t i)
{
    return row_of(of, table, i)->refused;
}

static int new_town(void **state)
{
    new_land(state);
    put_town(*state);
    return 0;
}

/* --- What is right ---------------------------------------------------------------------------- */

static void a_sound_territory_links_in_silence_and_every_ref_finds_its_row(void **state)
{
    land *of = *state;
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY");
    put(of, RF_DECISIONS, "agent=BRUNO need=N-1 decision=pin");
    put(of, RF_TRAVEL, "from_site=S2 to_site=S1 minutes=12");
    assert_linked(of, "");
    const rf_unit_row *units = rf_rows(of->territory, RF_UNITS);
    const rf_agent_row *agents = rf_rows(of->territory, RF_AGENTS);
    const rf_decision_row *decisions = rf_rows(of->territory, RF_DECISIONS);
    const rf_travel_row *travel = rf_rows(of->territory, RF_TRAVEL);
    assert_int_equal(units[1].organisation.i, 1);
    assert_int_equal(units[1].site.i, 1);
    assert_int_equal(agents[1].key.i, 1);
    assert_int_equal(agents[1].unit.i, 1);
    assert_int_equal(agents[1].site.i, -1);
    assert_int_equal(decisions[0].agent.i, 1);
    assert_int_equal(decisions[0].need.i, 0);
    assert_int_equal(travel[0].from_site.i, 1);
    assert_int_equal(travel[0].to_site.i, 0);
}

static void words_get_numbers_in_order_of_first_mention(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=CLEO unit=LIB-02 restrictions=night,lifting");
    put(of, RF_SKILLS, "agent=ANNA skill=cook");
    put(of, RF_SKILLS, "agent=BRUNO skill=drive");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=drive any_of=either");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook any_of=either");
    assert_linked(of, "");
    const rf_agent_row *agents = rf_rows(of->territory, RF_AGENTS);
    const rf_need_skill_row *asked = rf_rows(of->territory, RF_NEED_SKILLS);
    assert_int_equal(agents[2].restrictions.items[0].i, 0);
    assert_int_equal(agents[2].restrictions.items[1].i, 1);
    assert_string_equal(rf_pool_at(of->territory->codes, 1), "lifting");
    assert_int_equal(asked[0].skill.i, 1);
    assert_int_equal(asked[1].skill.i, 0);
    assert_int_equal(asked[1].any_of.i, 0);
    assert_int_equal(rf_pool_size(of->territory->skills), 2);
    assert_int_equal(rf_pool_size(of->territory->labels), 1);
}

static void the_same_id_may_stand_in_two_files(void **state)
{
    land *of = *state;
    put(of, RF_UNITS, "unit=N-1 organisation=CITY name=Odd site=S1");
    put(of, RF_AGENTS, "agent=CARE-1 unit=N-1");
    assert_linked(of, "");
}

static void several_validities_of_one_skill_are_allowed(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook level=3 valid_until=2020-04-01");
    put(of, RF_SKILLS, "agent=ANNA skill=cook level=2");
    assert_linked(of, "");
}

static void a_unit_without_agents_is_fine(void **state)
{
    land *of = *state;
    put(of, RF_UNITS, "unit=EMPTY organisation=CITY name=Empty site=S1");
    assert_linked(of, "");
}

/* --- Keys ------------------------------------------------------------------------------------- */

static void an_agent_in_two_units_is_said_as_such_and_neither_row_is_kept(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=ANNA unit=LIB-02");
    assert_linked(of, "agents.csv:4:1: error: agent 'ANNA' is in two units: CARE-1 "
                      "(agents.csv:2) and LIB-02\n"
                      "agents.csv:2:1: note: agent: 'ANNA' is also at agents.csv:4\n");
    assert_true(refused(of, RF_AGENTS, 0));
    assert_true(refused(of, RF_AGENTS, 2));
}

static void the_same_row_twice_is_an_error_that_keeps_the_first(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=ANNA unit=CARE-1");
    assert_linked(of, "agents.csv:4:1: error: agent: 'ANNA' is also at agents.csv:2\n"
                      "    the two rows are the same: remove one\n");
    assert_false(refused(of, RF_AGENTS, 0));
    assert_true(refused(of, RF_AGENTS, 2));
}

static void every_table_with_a_key_refuses_a_repeat(void **state)
{
    land *of = *state;
    put(of, RF_ORGANISATIONS, "organisation=CITY name=Other");
    put(of, RF_SITES, "site=S1 lat=50.1 lon=2.51");
    put(of, RF_UNITS, "unit=CARE-1 organisation=CITY name=Other site=S1");
    put(of, RF_NEEDS,
        "need=N-1 unit=LIB-02 name=Meals tier=vital from=2020-03-16 "
        "to=2020-04-12 fte=200");
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY max_fte=100");
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY max_fte=200");
    put(of, RF_INITIATIVES, "initiative=I name=One authors=ANNA sponsor=CARE-1 state=proposed");
    put(of, RF_INITIATIVES, "initiative=I name=Two authors=BRUNO sponsor=CARE-1 state=proposed");
    free(linked(of));
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 6);
    assert_true(refused(of, RF_SITES, 2));
    assert_true(refused(of, RF_NEEDS, 1));
    assert_true(refused(of, RF_CONVENTIONS, 0));
    assert_true(refused(of, RF_CONVENTIONS, 1));
    assert_true(refused(of, RF_INITIATIVES, 1));
}

static void a_repeated_convention_names_the_pair(void **state)
{
    land *of = *state;
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY");
    put(of, RF_CONVENTIONS, "lender=CITY borrower=COUNTY");
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY");
    assert_linked(of, "conventions.csv:4:1: error: lender, borrower: 'COUNTY', 'CITY' are also at "
                      "conventions.csv:2\n"
                      "    the two rows are the same: remove one\n");
}

static void a_third_row_with_a_key_is_told_of_the_first(void **state)
{
    land *of = *state;
    put(of, RF_SITES, "site=S1 lat=50.1 lon=2.51");
    put(of, RF_SITES, "site=S1 lat=50.1 lon=2.52");
    free(linked(of));
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 2);
    assert_string_equal(rf_diags_at(of->diags, 2)->text, "site: 'S1' is also at sites.csv:2");
}

/* --- References ------------------------------------------------------------------------------- */

static void an_unknown_id_is_told_at_its_cell_with_the_nearest_known(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=CLEO unit=LIB-20");
    assert_linked(of, "agents.csv:4:2: error: unit: 'LIB-20' is in no row of units.csv\n"
                      "    did you mean 'LIB-02'?\n");
    assert_true(refused(of, RF_AGENTS, 2));
}

static void every_kind_of_reference_is_checked(void **state)
{
    land *of = *state;
    put(of, RF_UNITS, "unit=U organisation=zzzzzzzz name=U site=zzzzzzzz");
    put(of, RF_FLOORS, "unit=zzzzzzzz floor=100");
    put(of, RF_AGENTS, "agent=CLEO unit=zzzzzzzz site=zzzzzzzz");
    put(of, RF_SKILLS, "agent=zzzzzzzz skill=cook");
    put(of, RF_ABSENCES, "agent=zzzzzzzz from=2020-03-16 to=2020-03-16");
    put(of, RF_NEEDS,
        "need=N-2 unit=zzzzzzzz name=N tier=vital from=2020-03-16 "
        "to=2020-04-12 fte=200 site=zzzzzzzz");
    put(of, RF_NEED_SKILLS, "need=zzzzzzzz skill=cook");
    put(of, RF_DEMAND, "need=zzzzzzzz from=2020-03-16 to=2020-03-16 fte=1");
    put(of, RF_CONVENTIONS, "lender=zzzzzzzz borrower=CITY");
    put(of, RF_CONVENTIONS, "lender=CITY borrower=zzzzzzzz");
    put(of, RF_TRAVEL, "from_site=zzzzzzzz to_site=zzzzzzzz minutes=1");
    put(of, RF_DECISIONS, "agent=zzzzzzzz need=zzzzzzzz decision=pin");
    put(of, RF_INITIATIVES,
        "initiative=I name=One authors=ANNA,zzzzzzzz sponsor=zzzzzzzz "
        "state=proposed need=zzzzzzzz");
    free(linked(of));
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 20);
    for (size_t i = 0; i < rf_diags_size(of->diags); i++)
        assert_non_null(strstr(rf_diags_at(of->diags, i)->text, ": 'zzzzzzzz' is in no row of "));
}

static void what_refers_to_a_refused_row_is_refused_with_a_note_not_an_error(void **state)
{
    land *of = *state;
    rf_row *site = put(of, RF_SITES, "site=S3 lat=50.3 lon=2.5");
    site->refused = true;
    put(of, RF_UNITS, "unit=POOL organisation=CITY name=Pool site=S3");
    put(of, RF_AGENTS, "agent=CLEO unit=POOL");
    put(of, RF_SKILLS, "agent=CLEO skill=swim");
    assert_linked(of, "units.csv:4:4: note: site: the row of 'S3' is refused (sites.csv:4), and "
                      "this one with it\n"
                      "agents.csv:4:2: note: unit: the row of 'POOL' is refused (units.csv:4), "
                      "and this one with it\n"
                      "skills.csv:2:1: note: agent: the row of 'CLEO' is refused (agents.csv:4), "
                      "and this one with it\n");
    assert_true(refused(of, RF_SKILLS, 0));
}

static void a_row_of_the_list_authors_is_checked_one_by_one(void **state)
{
    land *of = *state;
    put(of, RF_INITIATIVES,
        "initiative=I name=One authors=ANNA,BRUNA sponsor=CARE-1 "
        "state=proposed");
    assert_linked(of, "initiatives.csv:2:3: error: authors: 'BRUNA' is in no row of agents.csv\n"
                      "    did you mean 'BRUNO'?\n");
}

/* --- One row against itself ------------------------------------------------------------------- */

static void a_window_that_ends_before_it_begins_is_an_error_in_every_file(void **state)
{
    land *of = *state;
    put(of, RF_ABSENCES, "agent=ANNA from=2020-03-16 to=2020-03-15");
    put(of, RF_NEEDS,
        "need=N-2 unit=CARE-1 name=N tier=vital from=2020-03-16 to=2020-03-15 "
        "fte=200");
    put(of, RF_DEMAND, "need=N-1 from=2020-03-16 to=2020-03-15 fte=1");
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY from=2020-03-16 to=2020-03-15");
    put(of, RF_DECISIONS, "agent=ANNA decision=forbid from=2020-03-16 to=2020-03-15");
    free(linked(of));
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(rf_diags_at(of->diags, i)->text,
                            "to: 2020-03-15 is before from: 2020-03-16");
    assert_true(refused(of, RF_DECISIONS, 0));
}

static void a_window_of_one_day_and_open_windows_are_right(void **state)
{
    land *of = *state;
    put(of, RF_ABSENCES, "agent=ANNA from=2020-03-16 to=2020-03-16");
    put(of, RF_CONVENTIONS, "lender=COUNTY borrower=CITY from=2020-03-16");
    put(of, RF_DECISIONS, "agent=ANNA decision=forbid to=2020-03-16");
    assert_linked(of, "");
}

static void a_shortest_stay_above_the_longest_is_an_error(void **state)
{
    land *of = *state;
    put(of, RF_NEEDS,
        "need=N-2 unit=CARE-1 name=N tier=vital from=2020-03-16 to=2020-03-22 "
        "fte=200 min_stay=3 max_stay=2");
    put(of, RF_NEEDS,
        "need=N-3 unit=CARE-1 name=N tier=vital from=2020-03-16 to=2020-03-22 "
        "fte=200 min_stay=2 max_stay=2");
    assert_linked(of, "needs.csv:3:1: error: max_stay: 2 is below min_stay: 3\n");
}

static void a_trainee_level_above_the_level_asked_is_an_error(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook min_level=2 trainee_level=3");
    assert_linked(of, "need_skills.csv:2:1: error: trainee_level: 3 is above min_level: 2\n");
    assert_true(refused(of, RF_NEED_SKILLS, 0));
}

static void a_trainee_level_equal_to_the_level_asked_is_a_warning(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook min_level=2 trainee_level=2");
    assert_linked(of, "need_skills.csv:2:1: warning: trainee_level: 2 is min_level itself: no one "
                      "comes as a trainee by it\n");
    assert_false(refused(of, RF_NEED_SKILLS, 0));
}

static void a_convention_with_oneself_is_an_error(void **state)
{
    land *of = *state;
    put(of, RF_CONVENTIONS, "lender=CITY borrower=CITY");
    assert_linked(of, "conventions.csv:2:2: error: borrower: 'CITY' is the lender too: an "
                      "organisation needs no convention with itself\n");
}

static void a_pin_without_need_is_an_error_and_a_forbid_without_is_not(void **state)
{
    land *of = *state;
    put(of, RF_DECISIONS, "agent=BRUNO decision=pin");
    put(of, RF_DECISIONS, "agent=BRUNO decision=forbid");
    assert_linked(of, "decisions.csv:2:1: error: need: empty, but a pin names its need\n");
}

static void a_closed_initiative_without_outcome_is_a_warning(void **state)
{
    land *of = *state;
    put(of, RF_INITIATIVES, "initiative=I name=One authors=ANNA sponsor=CARE-1 state=closed");
    put(of, RF_INITIATIVES,
        "initiative=J name=Two authors=ANNA sponsor=CARE-1 state=closed "
        "outcome=absorb");
    assert_linked(of, "initiatives.csv:2:1: warning: outcome: empty, but a closed initiative has "
                      "one: absorb, extend or close\n");
}

static void a_row_that_the_reader_refused_is_not_judged_on_its_values_again(void **state)
{
    land *of = *state;
    rf_row *row = put(of, RF_ABSENCES, "agent=BRUNA from=2020-03-16 to=2020-03-15");
    row->refused = true;
    assert_linked(of, "absences.csv:2:1: error: agent: 'BRUNA' is in no row of agents.csv\n"
                      "    did you mean 'BRUNO'?\n");
}

/* --- Rows against each other ------------------------------------------------------------------ */

static void two_different_times_between_two_sites_are_an_error(void **state)
{
    land *of = *state;
    put(of, RF_TRAVEL, "from_site=S1 to_site=S2 minutes=10");
    put(of, RF_TRAVEL, "from_site=S2 to_site=S1 minutes=11");
    put(of, RF_TRAVEL, "from_site=S1 to_site=S2 minutes=12");
    assert_linked(of,
                  "travel.csv:4:1: error: minutes: 12 from 'S1' to 'S2', but 10 at travel.csv:2\n"
                  "travel.csv:2:1: note: minutes: 10 from 'S1' to 'S2', but 12 at travel.csv:4\n");
    assert_true(refused(of, RF_TRAVEL, 0));
    assert_false(refused(of, RF_TRAVEL, 1));
    assert_true(refused(of, RF_TRAVEL, 2));
}

static void the_same_time_twice_is_a_warning(void **state)
{
    land *of = *state;
    put(of, RF_TRAVEL, "from_site=S1 to_site=S2 minutes=10");
    put(of, RF_TRAVEL, "from_site=S1 to_site=S2 minutes=10");
    assert_linked(of, "travel.csv:3:1: warning: minutes: from 'S1' to 'S2' is also at "
                      "travel.csv:2, with the same value\n");
    assert_false(refused(of, RF_TRAVEL, 1));
}

static void floors_and_asked_skills_that_repeat_are_warnings(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook");
    put(of, RF_FLOORS, "unit=CARE-1 floor=100");
    put(of, RF_FLOORS, "unit=CARE-1 floor=200");
    put(of, RF_FLOORS, "unit=CARE-1 skill=cook min_level=1 floor=100");
    put(of, RF_FLOORS, "unit=CARE-1 skill=cook min_level=2 floor=100");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook any_of=either");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook min_level=3");
    assert_linked(of, "floors.csv:3:1: warning: unit: 'CARE-1' has the same kind of floor at "
                      "floors.csv:2: both will hold\n"
                      "need_skills.csv:4:2: warning: skill: 'cook' is asked for need 'N-1' already "
                      "at need_skills.csv:2: both will hold\n");
}

static void a_trainee_level_where_no_tutor_takes_trainees_is_a_warning(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook");
    put(of, RF_NEEDS,
        "need=N-2 unit=CARE-1 name=N tier=vital from=2020-03-16 to=2020-03-22 "
        "fte=200 tutor_ratio=0");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook trainee_level=1");
    put(of, RF_NEED_SKILLS, "need=N-2 skill=cook trainee_level=1");
    assert_linked(of, "need_skills.csv:3:1: warning: trainee_level: need 'N-2' has tutor_ratio 0: "
                      "no trainee can come\n");
}

/* --- Skills ----------------------------------------------------------------------------------- */

static void a_needed_skill_that_nobody_holds_is_a_warning_with_the_nearest_held(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=permis.c");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=permsi.c");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=welding any_of=either");
    assert_linked(of, "need_skills.csv:2:2: warning: skill: 'permsi.c' is held by nobody\n"
                      "    did you mean 'permis.c'?\n"
                      "need_skills.csv:3:2: warning: skill: 'welding' is held by nobody\n");
}

static void a_restriction_that_no_need_knows_is_one_warning_with_the_nearest_condition(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=CLEO unit=LIB-02 restrictions=nigth,standing");
    put(of, RF_AGENTS, "agent=DINA unit=LIB-02 restrictions=nigth,lifting");
    put(of, RF_NEEDS,
        "need=N-2 unit=LIB-02 name=Desk tier=vital from=2020-03-16 to=2020-03-29 fte=100 "
        "conditions=night,standing,outdoors");
    assert_linked(of, "agents.csv:4:9: warning: restrictions: 'nigth' is among the conditions of "
                      "no need: it bars from nothing\n"
                      "    did you mean 'night'?\n"
                      "agents.csv:5:9: warning: restrictions: 'lifting' is among the conditions of "
                      "no need: it bars from nothing\n");
}

static void restrictions_are_not_judged_where_no_need_has_conditions(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=CLEO unit=LIB-02 restrictions=night");
    assert_linked(of, "");
}

static void a_floor_of_a_skill_that_nobody_in_the_unit_holds_is_a_warning(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook");
    put(of, RF_FLOORS, "unit=CARE-1 skill=cook floor=100");
    put(of, RF_FLOORS, "unit=LIB-02 skill=cook floor=100");
    put(of, RF_FLOORS, "unit=LIB-02 skill=cokk floor=100");
    assert_linked(of, "floors.csv:3:2: warning: skill: 'cook' is held by nobody in unit 'LIB-02'\n"
                      "floors.csv:4:2: warning: skill: 'cokk' is held by nobody\n"
                      "    did you mean 'cook'?\n");
}

static void a_proof_that_has_expired_is_no_fault_of_the_data(void **state)
{
    land *of = *state;
    put(of, RF_SKILLS, "agent=ANNA skill=cook valid_until=1999-12-31");
    put(of, RF_NEED_SKILLS, "need=N-1 skill=cook");
    assert_linked(of, "");
}

/* --- Dropping --------------------------------------------------------------------------------- */

static void dropped_rows_are_gone_and_the_rest_links_without_error(void **state)
{
    land *of = *state;
    put(of, RF_AGENTS, "agent=CLEO unit=LIB-99 restrictions=night");
    put(of, RF_AGENTS, "agent=DORA unit=LIB-02 restrictions=lifting");
    put(of, RF_SKILLS, "agent=CLEO skill=swim");
    put(of, RF_SKILLS, "agent=DORA skill=cook");
    free(linked(of));
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 1);
    rf_territory_drop_refused(of->territory);
    assert_int_equal(rf_n_rows(of->territory, RF_AGENTS), 3);
    assert_int_equal(rf_n_rows(of->territory, RF_SKILLS), 1);
    rf_diags_free(of->diags);
    of->diags = rf_diags_new();
    assert_linked(of, "");
    const rf_agent_row *agents = rf_rows(of->territory, RF_AGENTS);
    const rf_skill_row *skills = rf_rows(of->territory, RF_SKILLS);
    assert_string_equal(agents[2].key.id, "DORA");
    assert_int_equal(agents[2].restrictions.items[0].i, 0);
    assert_int_equal(skills[0].agent.i, 2);
    assert_int_equal(skills[0].skill.i, 0);
}

static void thirty_faults_are_thirty_errors(void **state)
{
    land *of = *state;
    for (int32_t i = 0; i < 30; i++) {
        char cells[64];
        snprintf(cells, sizeof cells, "agent=A%d unit=NOWHERE-%d", i, i);
        put(of, RF_AGENTS, cells);
    }
    free(linked(of));
    assert_int_equal(rf_diags_count(of->diags, RF_ERROR), 30);
}

/* --- The scenario ----------------------------------------------------------------------------- */

static void add_shock(rf_scenario *s, rf_shock_kind kind, const char *id)
{
    rf_ref *items = calloc(1, sizeof *items);
    s->shocks = realloc(s->shocks, sizeof *s->shocks * (size_t)(s->n_shocks + 1));
    assert_true(items != NULL && s->shocks != NULL);
    const uint16_t column = (uint16_t)(20 + s->n_shocks);
    items[0] = (rf_ref){rf_pool_intern(s->strings, id, strlen(id)), {7, column, 0}, -1};
    s->shocks[s->n_shocks++] = (rf_shock){.kind = kind, .ids = {items, 1}};
}

static void the_ids_of_shocks_find_their_rows(void **state)
{
    land *of = *state;
    rf_scenario *s = rf_scenario_new();
    add_shock(s, RF_SHOCK_ABSENCE, "LIB-02");
    add_shock(s, RF_SHOCK_FLOOR, "CARE-1");
    add_shock(s, RF_SHOCK_CLOSED_SITES, "S2");
    add_shock(s, RF_SHOCK_DEMAND, "N-1");
    assert_linked(of, "");
    assert_int_equal(rf_scenario_link(s, of->territory, of->diags, &of->err), RF_OK);
    assert_int_equal(rf_diags_size(of->diags), 0);
    assert_int_equal(s->shocks[0].ids.items[0].i, 1);
    assert_int_equal(s->shocks[1].ids.items[0].i, 0);
    assert_int_equal(s->shocks[2].ids.items[0].i, 1);
    assert_int_equal(s->shocks[3].ids.items[0].i, 0);
    rf_scenario_free(s);
}

static void an_unknown_id_in_a_shock_is_an_error_at_its_place(void **state)
{
    land *of = *state;
    rf_scenario *s = rf_scenario_new();
    s->file = "flood.json";
    add_shock(s, RF_SHOCK_ABSENCE, "LIB-2");
    add_shock(s, RF_SHOCK_CLOSED_SITES, "LIB-02");
    add_shock(s, RF_SHOCK_DEMAND, "M-1");
    assert_int_equal(rf_scenario_link(s, of->territory, of->diags, &of->err), RF_OK);
    assert_linked(of, "flood.json:7:20: error: units: 'LIB-2' is in no row of units.csv\n"
                      "    did you mean 'LIB-02'?\n"
                      "flood.json:7:21: error: sites: 'LIB-02' is in no row of sites.csv\n"
                      "flood.json:7:22: error: needs: 'M-1' is in no row of needs.csv\n"
                      "    did you mean 'N-1'?\n");
    rf_scenario_free(s);
}

#define IN_TOWN(test) cmocka_unit_test_setup_teardown(test, new_town, free_land)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TOWN(a_sound_territory_links_in_silence_and_every_ref_finds_its_row),
        IN_TOWN(words_get_numbers_in_order_of_first_mention),
        IN_TOWN(the_same_id_may_stand_in_two_files),
        IN_TOWN(several_validities_of_one_skill_are_allowed),
        IN_TOWN(a_unit_without_agents_is_fine),
        IN_TOWN(an_agent_in_two_units_is_said_as_such_and_neither_row_is_kept),
        IN_TOWN(the_same_row_twice_is_an_error_that_keeps_the_first),
        IN_TOWN(every_table_with_a_key_refuses_a_repeat),
        IN_TOWN(a_repeated_convention_names_the_pair),
        IN_TOWN(a_third_row_with_a_key_is_told_of_the_first),
        IN_TOWN(an_unknown_id_is_told_at_its_cell_with_the_nearest_known),
        IN_TOWN(every_kind_of_reference_is_checked),
        IN_TOWN(what_refers_to_a_refused_row_is_refused_with_a_note_not_an_error),
        IN_TOWN(a_row_of_the_list_authors_is_checked_one_by_one),
        IN_TOWN(a_window_that_ends_before_it_begins_is_an_error_in_every_file),
        IN_TOWN(a_window_of_one_day_and_open_windows_are_right),
        IN_TOWN(a_shortest_stay_above_the_longest_is_an_error),
        IN_TOWN(a_trainee_level_above_the_level_asked_is_an_error),
        IN_TOWN(a_trainee_level_equal_to_the_level_asked_is_a_warning),
        IN_TOWN(a_convention_with_oneself_is_an_error),
        IN_TOWN(a_pin_without_need_is_an_error_and_a_forbid_without_is_not),
        IN_TOWN(a_closed_initiative_without_outcome_is_a_warning),
        IN_TOWN(a_row_that_the_reader_refused_is_not_judged_on_its_values_again),
        IN_TOWN(two_different_times_between_two_sites_are_an_error),
        IN_TOWN(the_same_time_twice_is_a_warning),
        IN_TOWN(floors_and_asked_skills_that_repeat_are_warnings),
        IN_TOWN(a_trainee_level_where_no_tutor_takes_trainees_is_a_warning),
        IN_TOWN(a_needed_skill_that_nobody_holds_is_a_warning_with_the_nearest_held),
        IN_TOWN(a_restriction_that_no_need_knows_is_one_warning_with_the_nearest_condition),
        IN_TOWN(restrictions_are_not_judged_where_no_need_has_conditions),
        IN_TOWN(a_floor_of_a_skill_that_nobody_in_the_unit_holds_is_a_warning),
        IN_TOWN(a_proof_that_has_expired_is_no_fault_of_the_data),
        IN_TOWN(dropped_rows_are_gone_and_the_rest_links_without_error),
        IN_TOWN(thirty_faults_are_thirty_errors),
        IN_TOWN(the_ids_of_shocks_find_their_rows),
        IN_TOWN(an_unknown_id_in_a_shock_is_an_error_at_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
