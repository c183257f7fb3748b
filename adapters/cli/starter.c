/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/starter.h"

#include "adapters/cli/language.h"
#include "adapters/cli/wrap.h"
#include "adapters/csv/csv.h"

enum { WIDTH = 80, LINE_LIMIT = 4096 };

/* After its name. */
static const char SCENARIO[] =
    "  \"start\": \"2026-01-05\", \"period_days\": 7, \"periods\": 8,\n"
    "  \"working_days\": [1, 2, 3, 4, 5], \"holidays\": [],\n"
    "  \"shocks\": [\n"
    "    {\"kind\": \"absence\", \"percent\": 25, \"seed\": 7}\n"
    "  ],\n"
    "  \"rules\": {\"consent\": [\"volunteer\", \"agrees\"], \"max_travel\": 60, \"max_stays\": "
    "1,\n"
    "            \"max_periods_away\": 8, \"floors\": \"soft\"},\n"
    "  \"objectives\": [\n"
    "    {\"name\": \"vital\",     \"terms\": {\"unmet.vital\": 1},     \"gap\": 0.001},\n"
    "    {\"name\": \"essential\", \"terms\": {\"unmet.essential\": 1}, \"gap\": 0.001},\n"
    "    {\"name\": \"important\", \"terms\": {\"unmet.important\": 1}, \"gap\": 0.001},\n"
    "    {\"name\": \"floors\",    \"terms\": {\"floors\": 1},          \"gap\": 0.01},\n"
    "    {\"name\": \"comfort\",   \"terms\": {\"imposed\": 20, \"travel\": 1, \"moved\": 10}, "
    "\"gap\": 0.02}\n"
    "  ],\n"
    "  \"limits\": {\"seconds\": 300}\n"
    "}\n";

/* A name of the contract and what it means. */
typedef struct entry {
    const char *name;
    const char *says; /* N_() */
} entry;

static const char *const FILES[RF_N_TABLES] = {
    [RF_ORGANISATIONS] = N_("The employers of the territory."),
    [RF_SITES] = N_("Places, by latitude and longitude in decimal degrees (the commune is enough: "
                    "no home address)."),
    [RF_UNITS] = N_("Services: each belongs to an organisation and has a site."),
    [RF_FLOORS] = N_("What a service keeps in any case: FTE (3.5) or a share of its own (60%), of "
                     "all its agents or of "
                     "those who hold a skill."),
    [RF_AGENTS] = N_("People, by their number only: service, working time, category, consent, "
                     "status. Restrictions are "
                     "functional codes, never a diagnosis."),
    [RF_SKILLS] = N_(
        "Who can do what, from level 1 (notions) to 4 (expert), and until when a proof is valid."),
    [RF_ABSENCES] = N_("Who is away from one day to another, or partly present."),
    [RF_NEEDS] = N_("The services that lack people: how vital, from when to when, how many FTE "
                    "beyond their own."),
    [RF_NEED_SKILLS] =
        N_("The skills that a need asks for; rows with the same any_of are alternatives."),
    [RF_DEMAND] =
        N_("Other FTE for a need on some days; the last row that touches a period counts."),
    [RF_CONVENTIONS] = N_("Which employer may lend to which, and how many FTE at once. Without a "
                          "row nobody is lent."),
    [RF_TRAVEL] = N_("Known travel times in minutes, one way, instead of computed ones."),
    [RF_DECISIONS] = N_("Moves that are fixed (pin) or excluded (forbid), by whom and why."),
    [RF_INITIATIVES] =
        N_("What agents started by themselves: authors, sponsor, review date, outcome."),
};

static const entry KEYS[] = {
    {"name", N_("What the scenario is called in summaries.")},
    {"start, period_days, periods",
     N_("The first day, how many days a period has, and how many periods there are.")},
    {"working_days, holidays",
     N_("Working days of the week, 1 for Monday to 7 for Sunday, and dates without work.")},
    {"shocks",
     N_("What happens. Each has a kind and, where it does not last the whole time, from and to.")},
    {"  absence", N_("percent of the agents are absent, drawn by seed: the same seed draws the "
                     "same people. units limits "
                     "it to some services.")},
    {"  floor", N_("replaces the floors of these units, such as \"0%\" where a service closes.")},
    {"  closed_sites", N_("units on these sites have no floor, and needs there take nobody.")},
    {"  no_remote", N_("work at a distance is impossible: a cyberattack, for example.")},
    {"  demand", N_("multiplies what these needs ask for by percent.")},
    {"rules.consent", N_("Whose consent is enough: volunteer, agrees, unknown, refuses.")},
    {"rules.max_travel", N_("Minutes one way, for agents who have no limit of their own.")},
    {"rules.max_stays, max_periods_away",
     N_("How many missions one person can have, and how many periods in all.")},
    {"rules.floors", N_("soft: a floor may be dipped, at a cost; hard: never.")},
    {"objectives", N_("Levels, the most important first. Each adds up terms times weights, as "
                      "small as possible; no later "
                      "level ever worsens an earlier one. gap is how far from its proven bound a "
                      "level may stop.")},
    {"  unmet.vital, unmet.essential, unmet.important",
     N_("FTE that the needs of this tier lack.")},
    {"  floors", N_("FTE by which floors are dipped.")},
    {"  changes", N_("moves that differ from the plan that --baseline names.")},
    {"  imposed", N_("periods served, by consent: volunteer 0, agrees 1, unknown 3, refuses 5.")},
    {"  moved", N_("the number of missions.")},
    {"  burden", N_("periods served, times the days that the person has served before.")},
    {"  travel", N_("periods served, times the minutes one way.")},
    {"  overqualified", N_("periods served, times the levels of skill that are not called for.")},
    {"limits.seconds",
     N_("The solve stops then, with the best plan so far. --seconds replaces it.")},
};

void rf_starter_scenario(rf_buf *out)
{
    rf_buf_printf(out, "{\n  \"name\": \"%s\",\n%s", _("Pandemic, one in four absent"), SCENARIO);
}

static void add_indented(rf_buf *out, const char *text, int32_t indent)
{
    rf_add_blanks(out, indent);
    rf_add_wrapped(out, text, (rf_columns){indent, WIDTH});
}

static rf_status add_file(rf_buf *out, rf_table_id table, rf_err *err)
{
    rf_buf names = rf_buf_new(LINE_LIMIT);
    const rf_status rc = rf_csv_put_headers(&names, table, rf_language_is_french(), err);
    rf_buf_printf(out, "%s.csv\n", rf_schema_of(table)->file);
    add_indented(out, _(FILES[table]), 4);
    add_indented(out, rf_buf_text(&names), 4);
    rf_buf_free(&names);
    return rc;
}

rf_status rf_starter_readme(rf_buf *out, rf_err *err)
{
    rf_status rc = RF_OK;
    rf_buf_printf(out, "%s\n\n", _("A territory for renfort"));
    rf_buf_printf(out, "%s\n", _("Fill the CSV files, then:"));
    rf_buf_puts(out, "    renfort check .\n    renfort solve . scenario.json -o plan.json\n\n");
    rf_buf_printf(out, "%s\n\n", _("FILES (columns in brackets may be left out)"));
    for (rf_table_id table = 0; table < RF_N_TABLES && rc == RF_OK; table++)
        rc = add_file(out, table, err);
    rf_buf_printf(out, "\n%s\n\n",
                  _("THE KEYS OF scenario.json (all but start and periods may be left out)"));
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        rf_buf_printf(out, "%s\n", KEYS[i].name);
        add_indented(out, _(KEYS[i].says), 8);
    }
    return rc;
}
