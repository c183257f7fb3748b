/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/json_case.h"

static const json_fault fragments[] = {
    {"\"nam\": \"x\"", 10,
     "2:1: error: unknown key \"nam\"\n"
     "    did you mean \"name\"?\n"},
    {"\"name\": 5", 9, "2:9: error: name: 5 is not a text of at least one character\n"},
    {"\"name\": null", 12, "2:9: error: name: null is not a text of at least one character\n"},
    {"\"perid_days\": 7", 15,
     "2:1: error: unknown key \"perid_days\"\n"
     "    did you mean \"period_days\"?\n"},
    {"\"period_days\": 0", 16, "2:16: error: period_days: 0 is not a whole number from 1 to 366\n"},
    {"\"period_days\": 367", 18,
     "2:16: error: period_days: 367 is not a whole number from 1 to 366\n"},
    {"\"period_days\": true", 19,
     "2:16: error: period_days: true is not a whole number from 1 to 366\n"},
    {"\"max_travel\": 60", 16,
     "2:1: error: unknown key \"max_travel\"\n"
     "    known here: name, start, period_days, periods, working_days, holidays, shocks, rules, "
     "objectives, limits\n"},
    {"\"working_days\": []", 18, "2:17: error: working_days: no day is listed\n"},
    {"\"working_days\": 5", 17, "2:17: error: working_days: 5 is not a list in brackets\n"},
    {"\"working_days\": [0]", 19,
     "2:18: error: working_days: 0 is not a whole number from 1 to 7\n"},
    {"\"working_days\": [8]", 19,
     "2:18: error: working_days: 8 is not a whole number from 1 to 7\n"},
    {"\"working_days\": [1, 1]", 22, "2:21: warning: working_days: 1 is repeated\n"},
    {"\"working_days\": [\"monday\"]", 26,
     "2:18: error: working_days: \"monday\" is not a whole number from 1 to 7\n"},
    {"\"holidays\": \"2020-04-13\"", 24,
     "2:13: error: holidays: \"2020-04-13\" is not a list in brackets\n"},
    {"\"holidays\": [\"2020-04-31\"]", 26,
     "2:14: error: holidays: \"2020-04-31\" is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"\"holidays\": [20200413]", 22,
     "2:14: error: holidays: 20200413 is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"\"shocks\": {}", 12, "2:11: error: shocks: {} is not a list in brackets\n"},
    {"\"shocks\": [1]", 13, "2:12: error: shocks: 1 is not an object in braces\n"},
    {"\"shocks\": [{}]", 14, "2:12: error: key \"kind\" is missing\n"},
    {"\"shocks\": [{\"kind\": 5}]", 23,
     "2:21: error: kind: 5 is not one of: absence, floor, closed_sites, no_remote, demand\n"},
    {"\"shocks\": [{\"kind\": \"abscence\"}]", 32,
     "2:21: error: kind: \"abscence\" is not one of: absence, floor, closed_sites, no_remote, "
     "demand\n"
     "    did you mean \"absence\"?\n"},
    {"\"shocks\": [{\"kind\": \"tornado\"}]", 31,
     "2:21: error: kind: \"tornado\" is not one of: absence, floor, closed_sites, no_remote, "
     "demand\n"},
    {"\"shocks\": [{\"kind\": \"absence\"}]", 31, "2:12: error: key \"percent\" is missing\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 101}]", 47,
     "2:43: error: percent: 101 is not a number from 0 to 100 with at most two decimals\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": -1}]", 46,
     "2:43: error: percent: -1 is not a number from 0 to 100 with at most two decimals\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 12.345}]", 50,
     "2:43: error: percent: 12.345 is not a number from 0 to 100 with at most two decimals\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": \"25\"}]", 48,
     "2:43: error: percent: \"25\" is not a number from 0 to 100 with at most two decimals\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 1e1}]", 47,
     "2:43: error: percent: 1e1 is not a number from 0 to 100 with at most two decimals\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"seed\": -1}]", 58,
     "2:55: error: seed: -1 is not a whole number from 0 to 9007199254740992\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"seed\": 9007199254740993}]", 72,
     "2:55: error: seed: 9007199254740993 is not a whole number from 0 to 9007199254740992\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"seed\": 1.5}]", 59,
     "2:55: error: seed: 1.5 is not a whole number from 0 to 9007199254740992\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"seed\": 99999999999999999999}]", 76,
     "2:55: error: seed: 99999999999999999999 is not a whole number from 0 to 9007199254740992\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"unit\": [\"A\"]}]", 61,
     "2:47: error: unknown key \"unit\"\n"
     "    did you mean \"units\"?\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"units\": \"A\"}]", 60,
     "2:56: error: units: \"A\" is not a list in brackets\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"units\": [\"A\", \"B\", \"A\"]}]", 72,
     "2:67: error: units: \"A\" is repeated\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"units\": [\"\"]}]", 61,
     "2:57: error: units: \"\" is not a text of at least one character\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"units\": [7]}]", 60,
     "2:57: error: units: 7 is not a text of at least one character\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"from\": \"2020-05-01\", \"to\": "
     "\"2020-04-30\"}]",
     88, "2:75: error: to: the window ends on 2020-04-30, before it begins on 2020-05-01\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"from\": \"soon\"}]", 62,
     "2:55: error: from: \"soon\" is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"\"shocks\": [{\"kind\": \"absence\", \"percent\": 25, \"to\": 5}]", 55,
     "2:53: error: to: 5 is not a date written \"YYYY-MM-DD\" that exists\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"]}]", 45,
     "2:12: error: key \"floor\" is missing\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"floor\": 1}]", 41,
     "2:12: error: key \"units\" is missing\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": \"3,5\"}]", 61,
     "2:55: error: floor: \"3,5\" is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": \"101%\"}]", 62,
     "2:55: error: floor: \"101%\" is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": \"12.5%\"}]", 63,
     "2:55: error: floor: \"12.5%\" is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": -1}]", 58,
     "2:55: error: floor: -1 is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": 1.234}]", 61,
     "2:55: error: floor: 1.234 is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": \"%\"}]", 59,
     "2:55: error: floor: \"%\" is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": [1]}]", 59,
     "2:55: error: floor: [1] is not a floor\n"
     "    write FTE with at most two decimals (\"3.5\") or a whole percent (\"60%\")\n"},
    {"\"shocks\": [{\"kind\": \"floor\", \"units\": [\"A\"], \"floor\": 1, \"from\": "
     "\"2020-03-16\"}]",
     79,
     "2:58: error: unknown key \"from\"\n"
     "    known here: kind, units, floor\n"},
    {"\"shocks\": [{\"kind\": \"closed_sites\", \"units\": [\"A\"]}]", 52,
     "2:37: error: unknown key \"units\"\n"
     "    known here: kind, sites, from, to\n"
     "2:12: error: key \"sites\" is missing\n"},
    {"\"shocks\": [{\"kind\": \"closed_sites\", \"site\": [\"A\"]}]", 51,
     "2:37: error: unknown key \"site\"\n"
     "    did you mean \"sites\"?\n"
     "2:12: error: key \"sites\" is missing\n"},
    {"\"shocks\": [{\"kind\": \"no_remote\", \"percent\": 5}]", 47,
     "2:34: error: unknown key \"percent\"\n"
     "    known here: kind, from, to\n"},
    {"\"shocks\": [{\"kind\": \"demand\", \"needs\": [\"N\"]}]", 46,
     "2:12: error: key \"percent\" is missing\n"},
    {"\"shocks\": [{\"kind\": \"demand\", \"needs\": [\"N\"], \"percent\": 10001}]", 64,
     "2:58: error: percent: 10001 is not a number from 0 to 10000 with at most two decimals\n"},
    {"\"shocks\": [{\"kind\": \"demand\", \"percent\": 150}]", 46,
     "2:12: error: key \"needs\" is missing\n"},
    {"\"rules\": []", 11, "2:10: error: rules: [] is not an object in braces\n"},
    {"\"rules\": {\"consents\": []}", 25,
     "2:11: error: unknown key \"consents\"\n"
     "    did you mean \"consent\"?\n"},
    {"\"rules\": {\"consent\": \"volunteer\"}", 33,
     "2:22: error: consent: \"volunteer\" is not a list in brackets\n"},
    {"\"rules\": {\"consent\": [\"voluntere\"]}", 35,
     "2:23: error: consent: \"voluntere\" is not one of: volunteer, agrees, unknown, refuses\n"
     "    did you mean \"volunteer\"?\n"},
    {"\"rules\": {\"consent\": [\"agrees\", \"agrees\"]}", 42,
     "2:33: warning: consent: \"agrees\" is repeated\n"},
    {"\"rules\": {\"max_travel\": -1}", 27,
     "2:25: error: max_travel: -1 is not a whole number from 0 to 10000\n"},
    {"\"rules\": {\"max_travel\": \"1h\"}", 29,
     "2:25: error: max_travel: \"1h\" is not a whole number from 0 to 10000\n"},
    {"\"rules\": {\"max_stays\": 0}", 25,
     "2:24: error: max_stays: 0 is not a whole number from 1 to 1000\n"},
    {"\"rules\": {\"max_periods_away\": 0}", 32,
     "2:31: error: max_periods_away: 0 is not a whole number from 1 to 10000\n"},
    {"\"rules\": {\"floors\": \"Hard\"}", 27,
     "2:21: error: floors: \"Hard\" is not one of: soft, hard\n"
     "    did you mean \"hard\"?\n"},
    {"\"rules\": {\"floors\": true}", 25, "2:21: error: floors: true is not one of: soft, hard\n"},
    {"\"rules\": {\"max_traval\": 3}", 26,
     "2:11: error: unknown key \"max_traval\"\n"
     "    did you mean \"max_travel\"?\n"},
    {"\"objectives\": {}", 16, "2:15: error: objectives: {} is not a list in brackets\n"},
    {"\"objectives\": []", 16, "2:15: error: objectives: 0 levels, expected 1 to 64\n"},
    {"\"objectives\": [5]", 17, "2:16: error: objectives: 5 is not an object in braces\n"},
    {"\"objectives\": [{}]", 18,
     "2:16: error: key \"name\" is missing\n"
     "2:16: error: key \"terms\" is missing\n"},
    {"\"objectives\": [{\"name\": \"\", \"terms\": {\"moved\": 1}}]", 51,
     "2:25: error: name: \"\" is not a text of at least one character\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {}}]", 42,
     "2:39: error: terms: no term is named\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": [\"moved\"]}]", 49,
     "2:39: error: terms: [\"moved\"] is not an object in braces\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"unmet\": 1}}]", 52,
     "2:40: error: unknown term \"unmet\"\n"
     "    known here: unmet.vital, unmet.essential, unmet.important, floors, changes, imposed, "
     "moved, burden, travel, overqualified\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"unmet.vitale\": 1}}]", 59,
     "2:40: error: unknown term \"unmet.vitale\"\n"
     "    did you mean \"unmet.vital\"?\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 0.5}}]", 54,
     "2:49: error: moved: 0.5 is not a whole number from 0 to 1000000\n"
     "    multiply all weights of the level by 10, 100 or 1000\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": -1}}]", 53,
     "2:49: error: moved: -1 is not a whole number from 0 to 1000000\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1000001}}]", 58,
     "2:49: error: moved: 1000001 is not a whole number from 0 to 1000000\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1}, \"gap\": 1.5}]", 64,
     "2:60: error: gap: 1.5 is not a number from 0 to 1\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1}, \"gap\": \"1%\"}]", 65,
     "2:60: error: gap: \"1%\" is not a number from 0 to 1\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1}, \"gaps\": 0}]", 63,
     "2:53: error: unknown key \"gaps\"\n"
     "    did you mean \"gap\"?\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1}}, {\"name\": \"a\", \"terms\": "
     "{\"travel\": 1}}]",
     91, "2:63: error: name: another level is called \"a\"\n"},
    {"\"objectives\": [{\"name\": \"a\", \"terms\": {\"moved\": 1, \"moved\": 2}}]", 64,
     "2:52: error: key \"moved\" is repeated; it is also on line 2\n"},
    {"\"limits\": 300", 13, "2:11: error: limits: 300 is not an object in braces\n"},
    {"\"limits\": {\"seconds\": 0}", 24,
     "2:23: error: seconds: 0 is not a number from 0.001 to 10000000\n"},
    {"\"limits\": {\"second\": 1}", 23,
     "2:12: error: unknown key \"second\"\n"
     "    did you mean \"seconds\"?\n"},
    {"\"limits\": {\"seconds\": \"60\"}", 27,
     "2:23: error: seconds: \"60\" is not a number from 0.001 to 10000000\n"},
    {"\"rules\": {\"max_travel\": "
     "1.00000000000000000000000000000000000000000000000000000000000000000000000000000000}",
     107,
     "2:25: error: max_travel: 1.00000000000000000000000000000000000000... is not a whole number "
     "from 0 to 10000\n"},
};

static void every_fault_of_a_scenario_is_located(void **state)
{
    json_case *c = *state;
    for (size_t i = 0; i < sizeof fragments / sizeof fragments[0]; i++) {
        rf_scenario *s = NULL;
        char text[400];
        const int n =
            snprintf(text, sizeof text, "{\"start\": \"2020-03-16\", \"periods\": 8,\n%s}",
                     fragments[i].text);
        json_case_write(c, text, (size_t)n);
        const rf_status rc = rf_json_read_scenario(&s, c->path, c->diags, &c->err);
        json_case_assert_findings(c, fragments[i].found);
        assert_int_equal(rc, rf_diags_count(c->diags, RF_ERROR) > 0 ? RF_BAD_INPUT : RF_OK);
        rf_scenario_free(s);
    }
}

static void what_a_scenario_leaves_out_has_its_default(void **state)
{
    rf_scenario *s = json_case_scenario(*state, "{\"periods\": 3, \"start\": \"2020-03-16\"}");
    char date[RF_DATE_TEXT];
    assert_string_equal(s->name, "");
    assert_string_equal(rf_date_format(date, s->start), "2020-03-16");
    assert_int_equal(s->n_periods, 3);
    assert_int_equal(s->period_days, 7);
    assert_int_equal(s->working_days, 0x3E);
    assert_int_equal(s->n_holidays + s->n_shocks, 0);
    assert_int_equal(s->rules.consents, 1 << RF_VOLUNTEER | 1 << RF_AGREES);
    assert_int_equal(s->rules.max_travel_minutes, 60);
    assert_int_equal(s->rules.max_stays, 1);
    assert_false(s->rules.hard_floors);
    assert_int_equal(s->n_levels, 5);
    assert_string_equal(s->levels[4].name, "comfort");
    assert_true(s->limit_seconds <= 0);
    rf_scenario_free(s);
}

static const char whole[] =
    "{\"name\": \"Crise \\u00e9t\\u00e9\", \"start\": \"2020-03-16\", \"period_days\": 1, "
    "\"periods\": 10,\n"
    " \"working_days\": [7, 1], \"holidays\": [\"2020-05-01\", \"2020-04-13\", \"2020-05-01\"],\n"
    " \"shocks\": [\n"
    "  {\"kind\": \"absence\", \"percent\": 12.5, \"seed\": 9007199254740992, \"from\": "
    "\"2020-03-17\"},\n"
    "  {\"percent\": 100, \"kind\": \"absence\", \"units\": []},\n"
    "  {\"kind\": \"floor\", \"units\": [\"LIB-01\",\n"
    "     \"LIB-02\"], \"floor\": \"60 %\"},\n"
    "  {\"kind\": \"floor\", \"units\": [\"LIB-03\"], \"floor\": \"3.5\"},\n"
    "  {\"kind\": \"floor\", \"units\": [\"LIB-03\"], \"floor\": 12},\n"
    "  {\"kind\": \"closed_sites\", \"sites\": [\"S-014\"], \"from\": \"2020-03-16\", \"to\": "
    "\"2020-03-16\"},\n"
    "  {\"kind\": \"no_remote\", \"to\": \"2020-03-29\"},\n"
    "  {\"kind\": \"demand\", \"needs\": [\"N-003\"], \"percent\": 150.25}],\n"
    " \"rules\": {\"consent\": [\"refuses\"], \"max_travel\": 0, \"max_stays\": 2,\n"
    "  \"max_periods_away\": 4, \"floors\": \"hard\"},\n"
    " \"objectives\": [{\"name\": \"a\", \"terms\": {\"unmet.vital\": 3, \"burden\": 0}, \"gap\": "
    "1e-3},\n"
    "  {\"terms\": {\"changes\": 1000000}, \"name\": \"b\"}],\n"
    " \"limits\": {\"seconds\": 0.5}}";

static void assert_window(const rf_shock *shock, const char *from, const char *to)
{
    char text[RF_DATE_TEXT];
    if (from == NULL)
        assert_int_equal(shock->from, RF_DATE_FIRST);
    else
        assert_string_equal(rf_date_format(text, shock->from), from);
    if (to == NULL)
        assert_int_equal(shock->to, RF_DATE_LAST);
    else
        assert_string_equal(rf_date_format(text, shock->to), to);
}

static void every_shock_is_read_with_its_ids_and_their_places(void **state)
{
    const json_case *c = *state;
    rf_scenario *s = json_case_scenario(*state, whole);
    assert_string_equal(s->file, c->path);
    assert_int_equal(s->n_shocks, 8);
    assert_int_equal(s->shocks[0].centi_percent, 1250);
    assert_true(s->shocks[0].seed == INT64_C(9007199254740992));
    assert_true(s->shocks[0].every_unit);
    assert_window(&s->shocks[0], "2020-03-17", NULL);
    assert_int_equal(s->shocks[1].kind, RF_SHOCK_ABSENCE);
    assert_false(s->shocks[1].every_unit);
    assert_int_equal(s->shocks[1].ids.n, 0);
    assert_int_equal(s->shocks[2].ids.n, 2);
    assert_string_equal(s->shocks[2].ids.items[1].id, "LIB-02");
    assert_int_equal(s->shocks[2].ids.items[1].at.line, 7);
    assert_int_equal(s->shocks[2].ids.items[1].at.column, 6);
    assert_int_equal(s->shocks[2].ids.items[1].i, -1);
    assert_true(s->shocks[2].floor.is_percent);
    assert_int_equal(s->shocks[2].floor.value, 60);
    assert_false(s->shocks[3].floor.is_percent);
    assert_int_equal(s->shocks[3].floor.value, 350);
    assert_int_equal(s->shocks[4].floor.value, 1200);
    assert_int_equal(s->shocks[5].kind, RF_SHOCK_CLOSED_SITES);
    assert_window(&s->shocks[5], "2020-03-16", "2020-03-16");
    assert_window(&s->shocks[6], NULL, "2020-03-29");
    assert_int_equal(s->shocks[7].centi_percent, 15025);
    assert_string_equal(s->shocks[7].ids.items[0].id, "N-003");
    rf_scenario_free(s);
}

static void every_other_key_is_read(void **state)
{
    rf_scenario *s = json_case_scenario(*state, whole);
    char date[RF_DATE_TEXT];
    assert_string_equal(s->name, "Crise été");
    assert_int_equal(s->period_days, 1);
    assert_int_equal(s->working_days, 1 << 7 | 1 << 1);
    assert_int_equal(s->n_holidays, 2);
    assert_string_equal(rf_date_format(date, s->holidays[0]), "2020-04-13");
    assert_int_equal(s->rules.consents, 1 << RF_REFUSES);
    assert_int_equal(s->rules.max_travel_minutes, 0);
    assert_int_equal(s->rules.max_stays, 2);
    assert_int_equal(s->rules.max_periods_away, 4);
    assert_true(s->rules.hard_floors);
    assert_int_equal(s->n_levels, 2);
    assert_string_equal(s->levels[0].name, "a");
    assert_int_equal(s->levels[0].weight[RF_TERM_UNMET_VITAL], 3);
    assert_int_equal(s->levels[0].weight[RF_TERM_BURDEN], 0);
    assert_true(s->levels[0].named[RF_TERM_BURDEN]);
    assert_false(s->levels[0].named[RF_TERM_TRAVEL]);
    assert_true(s->levels[0].gap > 0.00099 && s->levels[0].gap < 0.00101);
    assert_int_equal(s->levels[1].weight[RF_TERM_CHANGES], 1000000);
    assert_true(s->levels[1].gap <= 0);
    assert_true(s->limit_seconds > 0.49 && s->limit_seconds < 0.51);
    rf_scenario_free(s);
}

static void faults_everywhere_are_reported_in_one_run(void **state)
{
    json_case *c = *state;
    static const char text[] =
        "{\"start\": \"2020-13-01\", \"priods\": 8,\n"
        " \"shocks\": [{\"kind\": \"flor\"}, {\"kind\": \"no_remote\", \"to\": 1}],\n"
        " \"rules\": {\"floors\": 1, \"floors\": 2}, \"limits\": []}";
    rf_scenario *s = NULL;
    json_case_write(c, text, strlen(text));
    assert_int_equal(rf_json_read_scenario(&s, c->path, c->diags, &c->err), RF_BAD_INPUT);
    rf_diags_sort(c->diags);
    json_case_assert_findings(
        c, "1:1: error: key \"periods\" is missing\n"
           "1:11: error: start: \"2020-13-01\" is not a date written \"YYYY-MM-DD\" that exists\n"
           "1:25: error: unknown key \"priods\"\n"
           "    did you mean \"periods\"?\n"
           "2:22: error: kind: \"flor\" is not one of: absence, floor, closed_sites, no_remote, "
           "demand\n"
           "    did you mean \"floor\"?\n"
           "2:59: error: to: 1 is not a date written \"YYYY-MM-DD\" that exists\n"
           "3:22: error: floors: 1 is not one of: soft, hard\n"
           "3:25: error: key \"floors\" is repeated; it is also on line 3\n"
           "3:35: error: floors: 2 is not one of: soft, hard\n"
           "3:49: error: limits: [] is not an object in braces\n");
}

/* No crash, no leak, and a refusal always says where: 3,000 scenarios with a few bytes changed. */
static void random_damage_is_read_or_refused_with_a_place(void **state)
{
    json_case *c = *state;
    rf_random random = {7};
    char text[sizeof whole];
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
        memcpy(text, whole, sizeof whole);
        for (int32_t flips = rf_random_below(&random, 3); flips >= 0; flips--)
            text[rf_random_below(&random, (int32_t)sizeof whole - 1)] =
                (char)rf_random_below(&random, 256);
        rf_scenario *s = NULL;
        rf_diags *diags = rf_diags_new();
        json_case_write(c, text, sizeof whole - 1);
        const rf_status rc = rf_json_read_scenario(&s, c->path, diags, &c->err);
        assert_true(rc == RF_OK || rc == RF_BAD_INPUT);
        assert_int_equal(rc == RF_BAD_INPUT, rf_diags_count(diags, RF_ERROR) > 0);
        refused += rc == RF_BAD_INPUT;
        rf_scenario_free(s);
        rf_diags_free(diags);
    }
    assert_in_range(refused, 1500, 2999);
}

static void the_shared_scenarios_are_read(void **state)
{
    json_case *c = *state;
    static const char *const folders[] = {"town", "town-fr", "county", "metro", "region"};
    static const char *const names[] = {"calm", "cyber", "flood", "pandemic-25", "pandemic-40"};
    const char *shared = getenv("RF_SHARED");
    for (size_t i = 0; i < 25; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s/territories/%s/%s.json",
                 shared != NULL ? shared : "../shared", folders[i / 5], names[i % 5]);
        if (access(path, R_OK) != 0)
            skip();
        rf_scenario *s = NULL;
        assert_int_equal(rf_json_read_scenario(&s, path, c->diags, &c->err), RF_OK);
        assert_true(s->n_periods == 8 || s->n_periods == 4);
        rf_scenario_free(s);
    }
    assert_int_equal(rf_diags_size(c->diags), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_fault_of_a_scenario_is_located, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(what_a_scenario_leaves_out_has_its_default, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(every_shock_is_read_with_its_ids_and_their_places,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(every_other_key_is_read, json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(faults_everywhere_are_reported_in_one_run, json_case_new,
                                        json_case_free),
        cmocka_unit_test_setup_teardown(random_damage_is_read_or_refused_with_a_place,
                                        json_case_new, json_case_free),
        cmocka_unit_test_setup_teardown(the_shared_scenarios_are_read, json_case_new,
                                        json_case_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
