/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/json_case.h"

#include "tests/support/hamlet.h"

/* Three weeks, two of Easter: ANNA (80 %) and BOB lend to K1 and K2 as PIN, floors and a convention
 * have them. */
typedef struct plan_case {
    json_case *json;
    hamlet *h;
    rf_plan plan;
    rf_move moves[3];
    rf_level_result levels[5];
    rf_fingerprint fingerprint;
} plan_case;

static void take_levels(plan_case *c)
{
    rf_ledger *ledger = NULL;
    assert_int_equal(rf_ledger_new(&ledger, c->h->in, c->plan.moves, c->plan.n_moves, &c->h->err),
                     RF_OK);
    c->plan.n_levels = c->h->in->n_levels;
    for (int32_t l = 0; l < c->plan.n_levels; l++) {
        memcpy(c->levels[l].terms, ledger->terms, sizeof ledger->terms);
        c->levels[l].value = rf_level_value(&c->h->in->levels[l], ledger->terms);
        c->levels[l].bound = c->levels[l].value;
        c->levels[l].outcome = RF_OPTIMAL;
    }
    rf_ledger_free(ledger);
}

static void fill_hamlet(hamlet *h)
{
    hamlet_row(h, RF_AGENTS, "agent=BOB unit=DESK consent=agrees");
    hamlet_row(h, RF_AGENTS, "agent=ANNA unit=HOME fte=80 consent=volunteer");
    hamlet_row(h, RF_AGENTS, "agent=CLEO unit=HOME");
    hamlet_row(h, RF_NEEDS, "need=K2 unit=AWAY tier=vital from=2020-04-06 to=2020-04-26 fte=1.25");
    hamlet_row(h, RF_NEEDS,
               "need=K1 unit=DESK tier=essential from=2020-04-06 to=2020-04-26 fte=0.5");
    hamlet_row(h, RF_FLOORS, "unit=HOME floor=1.5");
    hamlet_row(h, RF_FLOORS, "unit=DESK floor=100%");
    hamlet_row(h, RF_CONVENTIONS, "lender=ORG borrower=ORG2 max_fte=2.5");
    hamlet_row(h, RF_CONVENTIONS, "lender=ORG2 borrower=ORG");
    hamlet_row(h, RF_DECISIONS, "agent=BOB need=K2 from=2020-04-06 to=2020-04-19 decision=pin");
    free(h->scenario->name);
    h->scenario->name = strdup("Pâques \"2020\"");
    h->scenario->holidays = rf_new_array(1, sizeof(rf_date));
    h->scenario->n_holidays = 1;
    assert_true(rf_date_parse_iso(h->scenario->holidays, "2020-04-13"));
}

static int plan_case_new(void **state)
{
    plan_case *c = calloc(1, sizeof *c);
    void *json = NULL;
    json_case_new(&json);
    c->json = json;
    c->h = hamlet_new("2020-04-06", 3);
    fill_hamlet(c->h);
    assert_int_equal(hamlet_build(c->h), RF_OK);
    c->moves[0] = hamlet_move(c->h, "BOB", "K2", 0, 1);
    c->moves[0].pinned = true;
    c->moves[1] = hamlet_move(c->h, "ANNA", "K1", 0, 2);
    c->plan =
        (rf_plan){.outcome = RF_OPTIMAL,
                  .moves = c->moves,
                  .n_moves = 2,
                  .levels = c->levels,
                  .run = {.seconds_solve = 1.2345, .peak_mib = 12.5, .columns = 7, .rows = 9}};
    take_levels(c);
    memset(c->fingerprint.territory, 'a', 64);
    memset(c->fingerprint.scenario, '0', 64);
    *state = c;
    return 0;
}

static int plan_case_free(void **state)
{
    plan_case *c = *state;
    void *json = c->json;
    json_case_free(&json);
    hamlet_free(c->h);
    free(c);
    return 0;
}

static char *written(plan_case *c, bool reproducible)
{
    const rf_plan_context context = {.in = c->h->in,
                                     .fingerprint = &c->fingerprint,
                                     .version = "0.1.0",
                                     .reproducible = reproducible,
                                     .seconds_read = 0.25};
    rf_buf out = rf_buf_new(1 << 24);
    assert_int_equal(rf_json_write_plan(&out, &c->plan, &context, &c->h->err), RF_OK);
    char *text = strdup(rf_buf_text(&out));
    rf_buf_free(&out);
    assert_non_null(text);
    return text;
}

/* The breaches of a document; free it. */
static char *breaches_of(plan_case *c, const char *text)
{
    rf_plan *plan = NULL;
    rf_buf breaches = rf_buf_new(1 << 20);
    int32_t n = -1, lines = 0;
    json_case_write(c->json, text, strlen(text));
    const rf_status rc = rf_json_read_plan(&plan, &n, &breaches, c->json->path, c->h->in,
                                           c->json->diags, &c->json->err);
    json_case_assert_findings(c->json, "");
    assert_int_equal(rc, RF_OK);
    for (const char *b = rf_buf_text(&breaches); *b != '\0'; b++)
        lines += *b == '\n';
    assert_int_equal(n, lines);
    char *found = strdup(rf_buf_text(&breaches));
    rf_buf_free(&breaches);
    rf_plan_free(plan);
    return found;
}

/* `from` in the text, which must be there, becomes `to`; free it. */
static char *changed(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (at == NULL)
        fail_msg("not in the plan: %s", from);
    rf_buf out = rf_buf_new(1 << 24);
    rf_buf_add(&out, text, (size_t)(at - text));
    rf_buf_puts(&out, to);
    rf_buf_puts(&out, at + strlen(from));
    char *copy = strdup(rf_buf_text(&out));
    rf_buf_free(&out);
    return copy;
}

static const char golden[] =
    "{\n"
    "  \"format\": \"renfort-plan/1\",\n"
    "  \"renfort\": \"0.1.0\",\n"
    "  \"scenario\": {\"name\": \"Pâques \\\"2020\\\"\", \"start\": \"2020-04-06\", "
    "\"period_days\": 7, \"periods\": 3},\n"
    "  \"input\": {\"sha256\": "
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"scenario_sha256\": "
    "\"0000000000000000000000000000000000000000000000000000000000000000\", \"agents\": 3, "
    "\"needs\": 2, \"units\": 3},\n"
    "  \"status\": \"optimal\",\n"
    "  \"objectives\": [\n"
    "    {\"name\": \"vital\", \"value\": 175, \"bound\": 175, \"gap\": 0, \"status\": "
    "\"optimal\", \"terms\": {\"unmet.vital\": 175}},\n"
    "    {\"name\": \"essential\", \"value\": 0, \"bound\": 0, \"gap\": 0, \"status\": "
    "\"optimal\", \"terms\": {\"unmet.essential\": 0}},\n"
    "    {\"name\": \"important\", \"value\": 0, \"bound\": 0, \"gap\": 0, \"status\": "
    "\"optimal\", \"terms\": {\"unmet.important\": 0}},\n"
    "    {\"name\": \"floors\", \"value\": 350, \"bound\": 350, \"gap\": 0, \"status\": "
    "\"optimal\", \"terms\": {\"floors\": 350}},\n"
    "    {\"name\": \"comfort\", \"value\": 60, \"bound\": 60, \"gap\": 0, \"status\": "
    "\"optimal\", \"terms\": {\"imposed\": 2, \"moved\": 2, \"travel\": 0}}\n"
    "  ],\n"
    "  \"moves\": [\n"
    "    {\"agent\": \"ANNA\", \"need\": \"K1\", \"from\": \"2020-04-06\", \"to\": \"2020-04-26\", "
    "\"first_period\": 0, \"last_period\": 2, \"role\": \"qualified\", \"fte\": [0.8, 0.8, 0.8], "
    "\"travel_min\": 0, \"consent\": \"volunteer\", \"home_unit\": \"HOME\", \"receiving_unit\": "
    "\"DESK\", \"lender\": \"ORG\", \"borrower\": \"ORG\", \"pinned\": false},\n"
    "    {\"agent\": \"BOB\", \"need\": \"K2\", \"from\": \"2020-04-06\", \"to\": \"2020-04-19\", "
    "\"first_period\": 0, \"last_period\": 1, \"role\": \"qualified\", \"fte\": [1, 1], "
    "\"travel_min\": 0, \"consent\": \"agrees\", \"home_unit\": \"DESK\", \"receiving_unit\": "
    "\"AWAY\", \"lender\": \"ORG\", \"borrower\": \"ORG2\", \"pinned\": true}\n"
    "  ],\n"
    "  \"needs\": [\n"
    "    {\"need\": \"K1\", \"tier\": \"essential\", \"required\": [0.5, 0.5, 0.5], \"covered\": "
    "[0.8, 0.8, 0.8], \"unmet\": [0, 0, 0]},\n"
    "    {\"need\": \"K2\", \"tier\": \"vital\", \"required\": [1.25, 1.25, 1.25], \"covered\": "
    "[1, 1, 0], \"unmet\": [0.25, 0.25, 1.25]}\n"
    "  ],\n"
    "  \"floors\": [\n"
    "    {\"unit\": \"DESK\", \"skill\": null, \"floor\": [1, 1, 1], \"present\": [1, 1, 1], "
    "\"lent\": [1, 1, 0], \"dip\": [1, 1, 0]},\n"
    "    {\"unit\": \"HOME\", \"skill\": null, \"floor\": [1.5, 1.5, 1.5], \"present\": [1.8, 1.8, "
    "1.8], \"lent\": [0.8, 0.8, 0.8], \"dip\": [0.5, 0.5, 0.5]}\n"
    "  ],\n"
    "  \"conventions\": [\n"
    "    {\"lender\": \"ORG\", \"borrower\": \"ORG2\", \"lent\": [1, 1, 0], \"max_fte\": 2.5, "
    "\"fte_days\": 9},\n"
    "    {\"lender\": \"ORG2\", \"borrower\": \"ORG\", \"lent\": [0, 0, 0], \"max_fte\": null, "
    "\"fte_days\": 0}\n"
    "  ]\n"
    "}\n";

static void a_plan_is_written_to_the_byte(void **state)
{
    char *text = written(*state, true);
    assert_string_equal(text, golden);
    free(text);
}

/* A place in the golden plan, what it is changed to, and what verify then says. */
static const struct {
    const char *from, *to, *breaches;
} tamperings[] = {
    {"\"fte\": [0.8, 0.8, 0.8]", "\"fte\": [0.8, 0.81, 0.8]",
     "moves ANNA K1 0 2: fte[1]: the plan says 0.81, it is 0.8\n"},
    {"\"fte\": [1, 1]", "\"fte\": [1, 1, 1]",
     "moves BOB K2 0 1: fte: a list of length 3, it is 2\n"},
    {"\"fte\": [1, 1]", "\"fte\": [1, \"1\"]",
     "moves BOB K2 0 1: fte[1]: the plan says \"1\", it is 1\n"},
    {"\"fte\": [1, 1], ", "", "moves BOB K2 0 1: fte: missing\n"},
    {"\"travel_min\": 0", "\"travel_min\": 5",
     "moves ANNA K1 0 2: travel_min: the plan says 5, it is 0\n"},
    {"\"consent\": \"agrees\"", "\"consent\": \"volunteer\"",
     "moves BOB K2 0 1: consent: the plan says \"volunteer\", it is \"agrees\"\n"},
    {"\"home_unit\": \"DESK\"", "\"home_unit\": \"HOME\"",
     "moves BOB K2 0 1: home_unit: the plan says \"HOME\", it is \"DESK\"\n"},
    {"\"receiving_unit\": \"AWAY\"", "\"receiving_unit\": \"DESK\"",
     "moves BOB K2 0 1: receiving_unit: the plan says \"DESK\", it is \"AWAY\"\n"},
    {"\"lender\": \"ORG\", \"borrower\": \"ORG\", ",
     "\"lender\": \"ORG2\", \"borrower\": \"ORG\", ",
     "moves ANNA K1 0 2: lender: the plan says \"ORG2\", it is \"ORG\"\n"},
    {"\"borrower\": \"ORG2\", \"pinned\": true", "\"borrower\": \"ORG2\", \"pinned\": false",
     "moves BOB K2 0 1: pinned: the plan says false, it is true\n"},
    {"\"to\": \"2020-04-19\"", "\"to\": \"2020-04-20\"",
     "moves BOB K2 0 1: to: the plan says \"2020-04-20\", it is \"2020-04-19\"\n"},
    {"\"role\": \"qualified\", \"fte\": [1, 1]", "\"role\": \"trainee\", \"fte\": [1, 1]",
     "moves BOB K2 0 1: fte[0]: the plan says 1, it is 0.5\n"
     "moves BOB K2 0 1: fte[1]: the plan says 1, it is 0.5\n"
     "needs K2: covered[0]: the plan says 1, it is 0.5\n"
     "needs K2: covered[1]: the plan says 1, it is 0.5\n"
     "needs K2: unmet[0]: the plan says 0.25, it is 0.75\n"
     "needs K2: unmet[1]: the plan says 0.25, it is 0.75\n"},
    {"\"agent\": \"BOB\"", "\"agent\": \"BOBBY\"",
     "moves BOBBY K2: no agent has this id\n"
     "needs K2: covered[0]: the plan says 1, it is 0\n"
     "needs K2: covered[1]: the plan says 1, it is 0\n"
     "needs K2: unmet[0]: the plan says 0.25, it is 1.25\n"
     "needs K2: unmet[1]: the plan says 0.25, it is 1.25\n"
     "floors DESK: lent[0]: the plan says 1, it is 0\n"
     "floors DESK: lent[1]: the plan says 1, it is 0\n"
     "floors DESK: dip[0]: the plan says 1, it is 0\n"
     "floors DESK: dip[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[0]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: fte_days: the plan says 9, it is 0\n"},
    {"\"need\": \"K2\", \"from\"", "\"need\": \"K9\", \"from\"",
     "moves BOB K9: no need has this id\n"
     "needs K2: covered[0]: the plan says 1, it is 0\n"
     "needs K2: covered[1]: the plan says 1, it is 0\n"
     "needs K2: unmet[0]: the plan says 0.25, it is 1.25\n"
     "needs K2: unmet[1]: the plan says 0.25, it is 1.25\n"
     "floors DESK: lent[0]: the plan says 1, it is 0\n"
     "floors DESK: lent[1]: the plan says 1, it is 0\n"
     "floors DESK: dip[0]: the plan says 1, it is 0\n"
     "floors DESK: dip[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[0]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: fte_days: the plan says 9, it is 0\n"},
    {"\"last_period\": 1", "\"last_period\": 3",
     "moves BOB K2: periods 0 to 3 are not within 0 to 2\n"
     "needs K2: covered[0]: the plan says 1, it is 0\n"
     "needs K2: covered[1]: the plan says 1, it is 0\n"
     "needs K2: unmet[0]: the plan says 0.25, it is 1.25\n"
     "needs K2: unmet[1]: the plan says 0.25, it is 1.25\n"
     "floors DESK: lent[0]: the plan says 1, it is 0\n"
     "floors DESK: lent[1]: the plan says 1, it is 0\n"
     "floors DESK: dip[0]: the plan says 1, it is 0\n"
     "floors DESK: dip[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[0]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: fte_days: the plan says 9, it is 0\n"},
    {"\"first_period\": 0, \"last_period\": 1", "\"first_period\": 2, \"last_period\": 1",
     "moves BOB K2: periods 2 to 1 are not within 0 to 2\n"
     "needs K2: covered[0]: the plan says 1, it is 0\n"
     "needs K2: covered[1]: the plan says 1, it is 0\n"
     "needs K2: unmet[0]: the plan says 0.25, it is 1.25\n"
     "needs K2: unmet[1]: the plan says 0.25, it is 1.25\n"
     "floors DESK: lent[0]: the plan says 1, it is 0\n"
     "floors DESK: lent[1]: the plan says 1, it is 0\n"
     "floors DESK: dip[0]: the plan says 1, it is 0\n"
     "floors DESK: dip[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[0]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: fte_days: the plan says 9, it is 0\n"},
    {"\"first_period\": 0, \"last_period\": 1", "\"first_period\": 0, \"last_period\": 0",
     "moves BOB K2 0 0: to: the plan says \"2020-04-19\", it is \"2020-04-12\"\n"
     "moves BOB K2 0 0: fte: a list of length 2, it is 1\n"
     "moves BOB K2 0 0: pinned: the plan says true, it is false\n"
     "needs K2: covered[1]: the plan says 1, it is 0\n"
     "needs K2: unmet[1]: the plan says 0.25, it is 1.25\n"
     "floors DESK: lent[1]: the plan says 1, it is 0\n"
     "floors DESK: dip[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: lent[1]: the plan says 1, it is 0\n"
     "conventions ORG ORG2: fte_days: the plan says 9, it is 5\n"},
    {"\"required\": [0.5,", "\"required\": [0.4,",
     "needs K1: required[0]: the plan says 0.4, it is 0.5\n"},
    {"\"covered\": [1, 1, 0]", "\"covered\": [1, 1, 1]",
     "needs K2: covered[2]: the plan says 1, it is 0\n"},
    {"\"unmet\": [0.25, 0.25, 1.25]", "\"unmet\": [0.25, 0, 1.25]",
     "needs K2: unmet[1]: the plan says 0, it is 0.25\n"},
    {"\"tier\": \"vital\"", "\"tier\": \"important\"",
     "needs K2: tier: the plan says \"important\", it is \"vital\"\n"},
    {"{\"need\": \"K1\", \"tier\"", "{\"need\": \"K3\", \"tier\"",
     "needs K2: not in the order of the ids\n"
     "needs K1: missing\n"
     "needs K3: the moves and the territory make no such line\n"},
    {"\"lent\": [1, 1, 0], \"dip\"", "\"lent\": [0, 0, 0], \"dip\"",
     "floors DESK: lent[0]: the plan says 0, it is 1\n"
     "floors DESK: lent[1]: the plan says 0, it is 1\n"},
    {"\"dip\": [1, 1, 0]", "\"dip\": [0, 0, 0]",
     "floors DESK: dip[0]: the plan says 0, it is 1\n"
     "floors DESK: dip[1]: the plan says 0, it is 1\n"},
    {"\"present\": [1, 1, 1]", "\"present\": [2, 1, 1]",
     "floors DESK: present[0]: the plan says 2, it is 1\n"},
    {"\"unit\": \"HOME\", \"skill\": null", "\"unit\": \"HOME\", \"skill\": \"night\"",
     "floors HOME: missing\n"
     "floors HOME night: the moves and the territory make no such line\n"},
    {"\"max_fte\": 2.5", "\"max_fte\": null",
     "conventions ORG ORG2: max_fte: the plan says null, it is 2.5\n"},
    {"\"fte_days\": 9", "\"fte_days\": 10",
     "conventions ORG ORG2: fte_days: the plan says 10, it is 9\n"},
    {"\"fte_days\": 9", "\"fte_days\": 9.00", ""},
    {"\"lender\": \"ORG\", \"borrower\": \"ORG2\", \"lent\"",
     "\"lender\": \"ORG\", \"borrower\": \"ORG3\", \"lent\"",
     "conventions ORG ORG2: missing\n"
     "conventions ORG ORG3: the moves and the territory make no such line\n"},
    {"\"gap\": 0, \"status\": \"optimal\", \"terms\": {\"unmet.vital\"",
     "\"gap\": 0.5, \"status\": \"optimal\", \"terms\": {\"unmet.vital\"",
     "objectives[0]: gap: the plan says 0.5, it is 0\n"},
    {"\"name\": \"floors\"", "\"name\": \"flors\"",
     "objectives[3]: name: the plan says \"flors\", it is \"floors\"\n"},
    {"\"value\": 350, \"bound\": 350, \"gap\": 0", "\"value\": 350, \"bound\": 300, \"gap\": 0",
     "objectives[3]: gap: the plan says 0, it is 0.142857\n"},
    {"\"value\": 350, \"bound\": 350, \"gap\": 0",
     "\"value\": 350, \"bound\": 300, \"gap\": 0.142857", ""},
    {"{\"imposed\": 2, \"moved\": 2, \"travel\": 0}", "{\"imposed\": 2, \"moved\": 2}",
     "objectives[4]: terms: travel: missing\n"},
    {"{\"imposed\": 2, \"moved\": 2, \"travel\": 0}",
     "{\"imposed\": 2, \"moved\": 2, \"travel\": 0, \"burden\": 0}",
     "objectives[4]: terms: burden: not a key of this plan\n"},
    {"\"agents\": 3", "\"agents\": 4", "input: agents: the plan says 4, it is 3\n"},
    {"\"sha256\": \"aa", "\"sha256\": \"AA",
     "input: sha256: \"AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa... is not a SHA-256 in hexadecimal "
     "digits\n"},
    {"\"name\": \"Pâques", "\"name\": \"Pasques",
     "scenario: name: the plan says \"Pasques \\\"2020\\\"\", it is \"Pâques \\\"2020\\\"\"\n"},
    {"\"periods\": 3", "\"periods\": 4", "scenario: periods: the plan says 4, it is 3\n"},
    {"\"status\": \"optimal\",\n  \"obj", "\"status\": \"optimal\",\n  \"conflict\": [],\n  \"obj",
     "conflict: not a key of this plan\n"},
    {"\"renfort\": \"0.1.0\"", "\"renfort\": \"9.9.9\"", ""},
    {"\"renfort\": \"0.1.0\"", "\"renfort\": 9", "renfort: the plan says 9, it is \"\"\n"},
    {"  \"renfort\": \"0.1.0\",\n", "", "renfort: missing\n"},
    {",\n  \"conventions\": [", ",\n  \"convention\": [",
     "conventions: missing\n"
     "convention: not a key of this plan\n"},
    {"\"floors\": [\n", "\"floors\": [7,\n",
     "floors: the moves and the territory make no such line\n"},
};

static void every_tampering_is_named_with_its_figures(void **state)
{
    for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
        char *text = changed(golden, tamperings[i].from, tamperings[i].to);
        char *found = breaches_of(*state, text);
        assert_string_equal(found, tamperings[i].breaches);
        free(found);
        free(text);
    }
}

static void assert_no_breach(plan_case *c, const char *text)
{
    char *found = breaches_of(c, text);
    assert_string_equal(found, "");
    free(found);
}

static void what_is_written_is_read_back_without_a_breach(void **state)
{
    plan_case *c = *state;
    for (int reproducible = 0; reproducible <= 1; reproducible++) {
        char *text = written(c, reproducible == 1);
        assert_no_breach(c, text);
        free(text);
    }
}

static void the_plan_read_back_is_the_plan(void **state)
{
    plan_case *c = *state;
    rf_plan *plan = NULL;
    rf_buf breaches = rf_buf_new(1 << 16);
    int32_t n = -1;
    json_case_write(c->json, golden, strlen(golden));
    assert_int_equal(rf_json_read_plan(&plan, &n, &breaches, c->json->path, c->h->in,
                                       c->json->diags, &c->json->err),
                     RF_OK);
    assert_int_equal(n, 0);
    assert_int_equal(plan->outcome, RF_OPTIMAL);
    assert_int_equal(plan->n_moves, 2);
    for (int32_t i = 0; i < 2; i++) {
        assert_int_equal(rf_move_compare(&plan->moves[i], &c->moves[i]), 0);
        assert_int_equal(plan->moves[i].pinned, c->moves[i].pinned);
        assert_int_equal(plan->moves[i].trainee, c->moves[i].trainee);
    }
    assert_int_equal(plan->n_levels, 5);
    for (int32_t l = 0; l < 5; l++) {
        assert_int_equal(plan->levels[l].value, c->levels[l].value);
        assert_int_equal(plan->levels[l].bound, c->levels[l].bound);
        assert_memory_equal(plan->levels[l].terms, c->levels[l].terms, sizeof c->levels[l].terms);
    }
    rf_plan_free(plan);
    rf_buf_free(&breaches);
}

static void run_says_what_may_differ_and_only_when_asked(void **state)
{
    char *text = written(*state, false);
    const char *run = strstr(text, ",\n  \"run\"");
    assert_non_null(run);
    assert_string_equal(run, ",\n  \"run\": {\"seconds\": {\"read\": 0.25, \"eligibility\": 0, "
                             "\"model\": 0, \"solve\": 1.235, \"check\": 0}, \"peak_mib\": 12.5, "
                             "\"host_threads\": 0, \"columns\": 7, \"rows\": 9}\n}\n");
    free(text);
}

static void moves_in_another_order_are_a_breach(void **state)
{
    plan_case *c = *state;
    const char *first = strstr(golden, "    {\"agent\": \"ANNA\"");
    const char *second = strstr(golden, "    {\"agent\": \"BOB\"");
    const char *end = strstr(second, "\n  ]");
    rf_buf text = rf_buf_new(1 << 16);
    rf_buf_add(&text, golden, (size_t)(first - golden));
    rf_buf_add(&text, second, (size_t)(end - second));
    rf_buf_puts(&text, ",\n");
    rf_buf_add(&text, first, (size_t)(second - first - 2));
    rf_buf_puts(&text, end);
    char *found = breaches_of(c, rf_buf_text(&text));
    assert_string_equal(found, "moves ANNA K1 0 2: not in the order of the ids\n");
    free(found);
    rf_buf_free(&text);
}

static void a_breach_stays_one_line_whatever_the_id(void **state)
{
    char *text = changed(golden, "\"agent\": \"BOB\", \"need\": \"K2\", \"from\"",
                         "\"agent\": \"BOB\\nEVE\", \"need\": \"K2\", \"from\"");
    char *found = breaches_of(*state, text);
    assert_int_equal(strncmp(found, "moves BOB EVE K2: no agent has this id\n", 39), 0);
    free(found);
    free(text);
}

/* A place in the golden plan, what it is changed to, and why it is then no plan. */
static const struct {
    const char *from, *to, *found;
} spoilings[] = {
    {"renfort-plan/1", "renfort-plan/2",
     "2:13: error: format: \"renfort-plan/2\" is not one of: renfort-plan/1\n"
     "    did you mean \"renfort-plan/1\"?\n"},
    {"  \"format\": \"renfort-plan/1\",\n", "", "1:1: error: key \"format\" is missing\n"},
    {"\"status\": \"optimal\",\n", "\"status\": \"best\",\n",
     "6:13: error: status: \"best\" is not one of: optimal, feasible, infeasible\n"},
    {"\"moves\": [", "\"movse\": [", "1:1: error: key \"moves\" is missing\n"},
    {"\"agent\": \"BOB\"", "\"agent\": 7",
     "16:15: error: agent: 7 is not a text of at least one character\n"},
    {"\"last_period\": 1", "\"last_period\": 1.5",
     "16:112: error: last_period: 1.5 is not a whole number from -9999 to 9999\n"},
    {"\"role\": \"qualified\", \"fte\": [1, 1]", "\"fte\": [1, 1]",
     "16:5: error: key \"role\" is missing\n"},
    {"\"bound\": 350", "\"bound\": 350.5",
     "11:47: error: bound: 350.5 is not a whole number from -100000000000000000 to "
     "100000000000000000\n"},
    {"\"value\": 350, ", "", "11:5: error: key \"value\" is missing\n"},
    {"{\"floors\": 350}", "[]", "11:92: error: terms: [] is not an object in braces\n"},
    {"\"agents\": 3", "\"agents\": 3, \"agents\": 3",
     "5:191: error: key \"agents\" is repeated; it is also on line 5\n"},
    {"\n}\n", "\n", "30:1: error: the file ends where ',' or '}' is expected\n"},
};

static void what_is_not_a_plan_is_refused_with_its_place(void **state)
{
    plan_case *c = *state;
    for (size_t i = 0; i < sizeof spoilings / sizeof spoilings[0]; i++) {
        rf_plan *plan = NULL;
        rf_buf breaches = rf_buf_new(1 << 16);
        int32_t n = 0;
        char *text = changed(golden, spoilings[i].from, spoilings[i].to);
        json_case_write(c->json, text, strlen(text));
        const rf_status rc = rf_json_read_plan(&plan, &n, &breaches, c->json->path, c->h->in,
                                               c->json->diags, &c->json->err);
        json_case_assert_findings(c->json, spoilings[i].found);
        assert_int_equal(rc, RF_BAD_INPUT);
        assert_null(plan);
        rf_buf_free(&breaches);
        free(text);
    }
}

static void a_conflict_is_written_in_order_and_read_back(void **state)
{
    plan_case *c = *state;
    rf_conflict conflicts[] = {{RF_CONFLICT_TUTORS, 0, 2},
                               {RF_CONFLICT_FLOOR, 0, 1},
                               {RF_CONFLICT_CONVENTION, 0, 0},
                               {RF_CONFLICT_FLOOR, 1, 1},
                               {RF_CONFLICT_PIN, 0, -1}};
    c->plan = (rf_plan){.outcome = RF_INFEASIBLE, .conflicts = conflicts, .n_conflicts = 5};
    char *text = written(c, true);
    const char *conflict = strstr(text, "  \"status\"");
    assert_non_null(conflict);
    static const char expected[] =
        "  \"status\": \"infeasible\",\n  \"conflict\": [\n"
        "    {\"kind\": \"pin\", \"agent\": \"BOB\", \"need\": \"K2\", \"from\": \"2020-04-06\", "
        "\"to\": \"2020-04-19\"},\n"
        "    {\"kind\": \"floor\", \"unit\": \"DESK\", \"skill\": null, \"from\": \"2020-04-13\", "
        "\"to\": \"2020-04-19\"},\n"
        "    {\"kind\": \"floor\", \"unit\": \"HOME\", \"skill\": null, \"from\": \"2020-04-13\", "
        "\"to\": \"2020-04-19\"},\n"
        "    {\"kind\": \"convention\", \"lender\": \"ORG\", \"borrower\": \"ORG2\", \"from\": "
        "\"2020-04-06\", \"to\": \"2020-04-12\"},\n"
        "    {\"kind\": \"tutors\", \"need\": \"K2\", \"from\": \"2020-04-20\", \"to\": "
        "\"2020-04-26\"}\n  ],\n  \"objectives\": [],\n  \"moves\": [],\n";
    assert_int_equal(strncmp(conflict, expected, strlen(expected)), 0);
    assert_no_breach(c, text);
    char *other = changed(text, "\"kind\": \"tutors\", \"need\": \"K2\"",
                          "\"kind\": \"tutors\", \"need\": \"K9\"");
    char *found = breaches_of(c, other);
    assert_string_equal(
        found,
        "conflict: {\"kind\": \"tutors\", \"need\": \"K9\", \"from\":... names nothing of this "
        "territory\n"
        "conflict: a list of length 5, it is 4\n");
    free(found);
    free(other);
    free(text);
}

/* Damage is a refusal with a place, a breach, or (in the version, say) nothing that a plan is
 * about. */
static void random_damage_never_breaks_the_reader(void **state)
{
    plan_case *c = *state;
    rf_random random = {11};
    char text[sizeof golden];
    for (int round = 0; round < 2000; round++) {
        memcpy(text, golden, sizeof golden);
        for (int32_t flips = rf_random_below(&random, 2); flips >= 0; flips--)
            text[rf_random_below(&random, (int32_t)sizeof golden - 1)] =
                (char)rf_random_below(&random, 256);
        rf_plan *plan = NULL;
        rf_buf breaches = rf_buf_new(1 << 16);
        int32_t n = 0;
        json_case_write(c->json, text, sizeof golden - 1);
        const rf_status rc = rf_json_read_plan(&plan, &n, &breaches, c->json->path, c->h->in,
                                               c->json->diags, &c->json->err);
        assert_int_equal(rc, plan != NULL ? RF_OK : RF_BAD_INPUT);
        assert_int_equal(rc == RF_BAD_INPUT, rf_diags_count(c->json->diags, RF_ERROR) > 0);
        rf_plan_free(plan);
        rf_buf_free(&breaches);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_plan_is_written_to_the_byte, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(every_tampering_is_named_with_its_figures, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back_without_a_breach,
                                        plan_case_new, plan_case_free),
        cmocka_unit_test_setup_teardown(the_plan_read_back_is_the_plan, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(run_says_what_may_differ_and_only_when_asked, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(moves_in_another_order_are_a_breach, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(a_breach_stays_one_line_whatever_the_id, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(what_is_not_a_plan_is_refused_with_its_place, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(a_conflict_is_written_in_order_and_read_back, plan_case_new,
                                        plan_case_free),
        cmocka_unit_test_setup_teardown(random_damage_never_breaks_the_reader, plan_case_new,
                                        plan_case_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
