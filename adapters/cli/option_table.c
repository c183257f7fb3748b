/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options of all commands. */
#include "adapters/cli/options.h"

#include "adapters/cli/terminal.h"

static const char *const ENCODINGS[] = {"utf-8", "utf-16", "windows-1252", NULL};
static const char *const DELIMITERS[] = {"comma", "semicolon", "tab", ",", ";", "\t", NULL};
static const char *const FTE_UNITS[] = {"percent", "fraction", "hours", NULL};
static const char *const FORMATS[] = {"mps", "lp", NULL};
static const char *const SEPARATORS[] = {"comma", "semicolon", ",", ";", NULL};
static const char *const LANGUAGES[] = {"en", "fr", NULL};

#define AT(field) offsetof(rf_request, field)

/* Options that several commands have, each in its own words. */
#define JSON_OPTION(says)                                                                          \
    {                                                                                              \
        .name = "json", .letter = 'j', .offset = AT(json), .help = says,                           \
    }
#define CSV_OPTION(says)                                                                           \
    {                                                                                              \
        .name = "csv", .offset = AT(csv), .help = says,                                            \
    }
#define SECONDS_OPTION(says)                                                                       \
    {                                                                                              \
        .name = "seconds", .letter = 's', .takes = RF_TAKES_NUMBER, .argument = "S",               \
        .offset = AT(seconds), .high = 1e7, .help = says,                                          \
        .rule = N_("Give a number of seconds above 0, such as 60 or 2.5."),                        \
    }
#define BASELINE_OPTION(plan, says)                                                                \
    {                                                                                              \
        .name = "baseline", .letter = 'b', .takes = RF_TAKES_FILE, .argument = plan,               \
        .offset = AT(baseline), .help = says,                                                      \
    }
#define DATE_OPTION(field, says)                                                                   \
    {                                                                                              \
        .name = #field, .takes = RF_TAKES_DATE, .argument = "DATE", .offset = AT(field),           \
        .help = says, .rule = N_("Give a date that exists, such as 2026-01-31 or 31/01/2026."),    \
    }

static const rf_option OPTIONS[RF_N_OPTIONS] = {
    [RF_OPTION_PLAN] =
        {
            .name = "output",
            .letter = 'o',
            .takes = RF_TAKES_FILE,
            .argument = "PLAN",
            .offset = AT(output),
            .help = N_("write the plan to PLAN; '-' is standard output (default: plan.json)"),
        },
    [RF_OPTION_STORED_PLAN] =
        {
            .name = "output",
            .letter = 'o',
            .takes = RF_TAKES_FILE,
            .argument = "PLAN",
            .offset = AT(output),
            .help = N_("get: write the plan to PLAN (default: standard output)"),
        },
    [RF_OPTION_SECONDS] = SECONDS_OPTION(
        N_("stop after S seconds of solving, reading apart, with the best plan so far "
           "(default: the scenario's limit)")),
    [RF_OPTION_DEMO_SECONDS] = SECONDS_OPTION(
        N_("stop after S seconds of solving, with the best plan so far (default: 30)")),
    [RF_OPTION_GAP] =
        {
            .name = "gap",
            .letter = 'g',
            .takes = RF_TAKES_GAP,
            .argument = "LEVEL=G",
            .high = 1,
            .help = N_("let LEVEL stop at the relative distance G from its bound; may be repeated "
                       "(default: the scenario's)"),
            .rule = N_("Give a level's name, '=' and a number from 0 to 1, such as vital=0.001."),
        },
    [RF_OPTION_BASELINE] = BASELINE_OPTION(
        "PLAN", N_("stay close to this earlier plan and start from it: a file, or '#3' for "
                   "the third plan of the database")),
    [RF_OPTION_BASELINE_OF_PLAN] =
        BASELINE_OPTION("EARLIER", N_("the earlier plan that PLAN was solved with as a baseline")),
    [RF_OPTION_REPRODUCIBLE] =
        {
            .name = "reproducible",
            .offset = AT(reproducible),
            .help = N_("leave out of the plan what may differ between two runs"),
        },
    [RF_OPTION_WORKERS] =
        {
            .name = "workers",
            .letter = 'w',
            .takes = RF_TAKES_WHOLE,
            .argument = "N",
            .offset = AT(workers),
            .low = 1,
            .high = 1024,
            .help = N_("search with up to N processes (default: 1)"),
            .rule = N_("Give a whole number from 1 to 1024."),
        },
    [RF_OPTION_JSON] =
        JSON_OPTION(N_("print the plan document on standard output instead of the summary")),
    [RF_OPTION_QUARANTINE] =
        {
            .name = "quarantine",
            .offset = AT(quarantine),
            .help = N_("set refused rows aside in TERRITORY/quarantine/, with the reason on each, "
                       "and go on with the others"),
        },
    [RF_OPTION_COLUMNS] =
        {
            .name = "columns",
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(columns),
            .help = N_(
                "read your own column names from FILE (JSON: file, then your header: known name)"),
        },
    [RF_OPTION_ENCODING] =
        {
            .name = "encoding",
            .takes = RF_TAKES_CHOICE,
            .argument = "utf-8|utf-16|windows-1252",
            .offset = AT(encoding),
            .choices = ENCODINGS,
            .help = N_("read every CSV file in this encoding (default: detected per file)"),
            .rule = N_("Give one of utf-8, utf-16 and windows-1252."),
        },
    [RF_OPTION_DELIMITER] =
        {
            .name = "delimiter",
            .takes = RF_TAKES_CHOICE,
            .argument = "comma|semicolon|tab",
            .offset = AT(delimiter),
            .choices = DELIMITERS,
            .help = N_("split every CSV file at this character (default: detected per file)"),
            .rule = N_("Give one of comma, semicolon and tab."),
        },
    [RF_OPTION_FTE_UNIT] =
        {
            .name = "fte-unit",
            .takes = RF_TAKES_CHOICE,
            .argument = "percent|fraction|hours",
            .offset = AT(fte_unit),
            .choices = FTE_UNITS,
            .help =
                N_("what an agent's fte is counted in (default: inferred for the whole column)"),
            .rule = N_("Give one of percent, fraction and hours."),
        },
    [RF_OPTION_FULL_TIME_HOURS] =
        {
            .name = "full-time-hours",
            .takes = RF_TAKES_NUMBER,
            .argument = "H",
            .offset = AT(full_time_hours),
            .high = 168,
            .help = N_("hours a week of a full-time post, for an fte in hours (default: 35)"),
            .rule = N_("Give a number of hours a week above 0, such as 35 or 37.5."),
        },
    [RF_OPTION_REPORT] =
        {
            .name = "output",
            .letter = 'o',
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(output),
            .help = N_("write the report to FILE; '-' is standard output (default: report.html)"),
        },
    [RF_OPTION_MODEL] =
        {
            .name = "output",
            .letter = 'o',
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(output),
            .help = N_("write the model to FILE; '-' is standard output"),
        },
    [RF_OPTION_FORMAT] =
        {
            .name = "format",
            .letter = 'f',
            .takes = RF_TAKES_CHOICE,
            .argument = "mps|lp",
            .offset = AT(format),
            .choices = FORMATS,
            .help = N_("mps: one file, each level an objective row; lp: one file a level"),
            .rule = N_("Give one of mps and lp."),
        },
    [RF_OPTION_LEVEL] =
        {
            .name = "level",
            .takes = RF_TAKES_TEXT,
            .argument = "LEVEL",
            .offset = AT(level),
            .help = N_("with lp: only this level"),
        },
    [RF_OPTION_MANUAL] =
        {
            .name = "man",
            .hidden = true,
            .offset = AT(manual),
            .help = N_("print the manual page in roff"),
        },
    [RF_OPTION_COMPLETION] =
        {
            .name = "completion",
            .hidden = true,
            .offset = AT(completion),
            .help = N_("print the completion for bash"),
        },
    [RF_OPTION_AGENT] =
        {
            .name = "agent",
            .takes = RF_TAKES_TEXT,
            .argument = "AGENT",
            .offset = AT(agent),
            .help = N_("the agent that it is about"),
        },
    [RF_OPTION_NEED] =
        {
            .name = "need",
            .takes = RF_TAKES_TEXT,
            .argument = "NEED",
            .offset = AT(need),
            .help = N_("the need that it is about"),
        },
    [RF_OPTION_UNIT] =
        {
            .name = "unit",
            .takes = RF_TAKES_TEXT,
            .argument = "UNIT",
            .offset = AT(unit),
            .help = N_("every move of the plan that this unit lends or receives, instead of one"),
        },
    [RF_OPTION_OTHER] =
        {
            .name = "other",
            .takes = RF_TAKES_TEXT,
            .argument = "AGENT",
            .offset = AT(other),
            .help = N_("with propose: the agent to send instead"),
        },
    [RF_OPTION_AUTHOR] =
        {
            .name = "author",
            .takes = RF_TAKES_TEXT,
            .argument = "WHO",
            .offset = AT(author),
            .help = N_("who decides: a name or a function"),
        },
    [RF_OPTION_REASON] =
        {
            .name = "reason",
            .takes = RF_TAKES_TEXT,
            .argument = "CODE",
            .offset = AT(reason),
            .help = N_("why, by its code (default: unstated)"),
        },
    [RF_OPTION_DATE] = DATE_OPTION(date, N_("the day of the decision (default: today)")),
    [RF_OPTION_COMMENT] =
        {
            .name = "comment",
            .takes = RF_TAKES_TEXT,
            .argument = "TEXT",
            .offset = AT(comment),
            .help = N_("in your own words; never anything about health"),
        },
    [RF_OPTION_FROM] = DATE_OPTION(from, N_("the first day that it holds for")),
    [RF_OPTION_TO] = DATE_OPTION(to, N_("the last day that it holds for")),
    [RF_OPTION_NUMBER] =
        {
            .name = "number",
            .takes = RF_TAKES_WHOLE,
            .argument = "N",
            .offset = AT(number),
            .low = 1,
            .high = 2e9,
            .help = N_("the decision to undo"),
            .rule = N_("Give the number that list shows."),
        },
    [RF_OPTION_FOLDER] =
        {
            .name = "output",
            .letter = 'o',
            .takes = RF_TAKES_FILE,
            .argument = "FOLDER",
            .offset = AT(output),
            .help = N_("write the lists into FOLDER, which is made when missing"),
        },
    [RF_OPTION_SEPARATOR] =
        {
            .name = "separator",
            .takes = RF_TAKES_CHOICE,
            .argument = "comma|semicolon",
            .offset = AT(separator),
            .choices = SEPARATORS,
            .help = N_("write cells apart with this character (default: semicolon in French, as "
                       "its spreadsheets want it, else comma)"),
            .rule = N_("Give one of comma and semicolon."),
        },
    [RF_OPTION_ENVELOPE] =
        {
            .name = "envelope",
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(envelope),
            .help = N_("read the delegation envelope FILE (JSON), and apply the local changes of "
                       "rules that it states"),
        },
    [RF_OPTION_DOCUMENT_JSON] = JSON_OPTION(N_("print a JSON document instead of the page")),
    [RF_OPTION_CSV] = CSV_OPTION(N_("print a table for a spreadsheet instead of the page")),
    [RF_OPTION_TODAY] = DATE_OPTION(
        today, N_("with a baseline: missions that have begun by DATE go on, unless decided "
                  "otherwise")),
    [RF_OPTION_CHANGES] =
        {
            .name = "changes",
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(changes),
            .help = N_("with a baseline: write what changed to FILE (JSON)"),
        },
    [RF_OPTION_TODAY_IS] =
        {
            .name = "today",
            .takes = RF_TAKES_DATE,
            .argument = "DATE",
            .offset = AT(review_day),
            .help = N_("take DATE for today (default: the clock's date)"),
            .rule = N_("Give a date that exists, such as 2026-01-31 or 31/01/2026."),
        },
    [RF_OPTION_INITIATIVES] =
        {
            .name = "initiatives",
            .offset = AT(initiatives),
            .help = N_("pin the authors of endorsed initiatives on their need until its review, "
                       "where they agree"),
        },
    [RF_OPTION_MOVE] =
        {
            .name = "move",
            .letter = 'm',
            .takes = RF_TAKES_TEXT,
            .argument = "AGENT:NEED",
            .offset = AT(move),
            .help = N_("why the plan sends AGENT to NEED"),
        },
    [RF_OPTION_EXPLAIN_AGENT] =
        {
            .name = "agent",
            .letter = 'a',
            .takes = RF_TAKES_TEXT,
            .argument = "AGENT",
            .offset = AT(agent),
            .help = N_("what the plan made of AGENT; with --need: why AGENT does not serve NEED"),
        },
    [RF_OPTION_EXPLAIN_NEED] =
        {
            .name = "need",
            .letter = 'n',
            .takes = RF_TAKES_TEXT,
            .argument = "NEED",
            .offset = AT(need),
            .help = N_("the need that the question is about"),
        },
    [RF_OPTION_TOP] =
        {
            .name = "top",
            .letter = 'k',
            .takes = RF_TAKES_WHOLE,
            .argument = "K",
            .offset = AT(top),
            .low = 1,
            .high = 1000,
            .help = N_("list the K best candidates (default: 5)"),
            .rule = N_("Give a whole number from 1 to 1000."),
        },
    [RF_OPTION_EXPLAIN_SECONDS] =
        SECONDS_OPTION(N_("solve for at most S seconds in all (default: 4; for what would close a "
                          "need: 28)")),
    [RF_OPTION_EXPLAIN_JSON] = JSON_OPTION(N_("print the facts as JSON instead of the page")),
    [RF_OPTION_FIGURES_JSON] = JSON_OPTION(N_("print the figures as a JSON document")),
    [RF_OPTION_FIGURES_CSV] =
        CSV_OPTION(N_("print the tables as CSV for a spreadsheet; no cell is taken for a formula")),
    [RF_OPTION_AGENTS] =
        {
            .name = "agents",
            .offset = AT(agents),
            .help = N_("name each agent and the reason: for HR only"),
        },
    [RF_OPTION_ABSENCE] =
        {
            .name = "absence",
            .takes = RF_TAKES_NUMBER,
            .argument = "PERCENT",
            .offset = AT(absence),
            .high = 100,
            .help = N_("share of all agents who are absent besides (default: 10)"),
            .rule = N_("Give a percentage above 0 and up to 100, such as 10 or 2.5."),
        },
    [RF_OPTION_DRAWS] =
        {
            .name = "draws",
            .takes = RF_TAKES_WHOLE,
            .argument = "N",
            .offset = AT(draws),
            .low = 1,
            .high = 100000,
            .help = N_("how many times absence is drawn (default: 200)"),
            .rule = N_("Give a whole number from 1 to 100000."),
        },
    [RF_OPTION_SEED] =
        {
            .name = "seed",
            .takes = RF_TAKES_WHOLE,
            .argument = "SEED",
            .offset = AT(seed),
            .low = 1,
            .high = 1e9,
            .help = N_("seed of the first draw, each next one has the next number (default: 1)"),
            .rule = N_("Give a whole number from 1 to 1000000000."),
        },
    [RF_OPTION_STRESS_SECONDS] =
        SECONDS_OPTION(N_("stop re-solving after S seconds in all, five at most for one draw "
                          "(default: 60)")),
    [RF_OPTION_DB] =
        {
            .name = "db",
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(db),
            .help = N_("the database (default: renfort.db)"),
        },
    [RF_OPTION_DB_TOO] =
        {
            .name = "db",
            .takes = RF_TAKES_FILE,
            .argument = "FILE",
            .offset = AT(db),
            .help = N_("keep it in the database FILE too (default: in none)"),
        },
    [RF_OPTION_CRISIS] =
        {
            .name = "crisis",
            .takes = RF_TAKES_TEXT,
            .argument = "NAME",
            .offset = AT(crisis),
            .help = N_("the crisis of the database that it belongs to (default: the only one that "
                       "is open)"),
        },
    [RF_OPTION_LOG_AUTHOR] =
        {
            .name = "author",
            .takes = RF_TAKES_TEXT,
            .argument = "WHO",
            .offset = AT(author),
            .help = N_("who does it, for the log (default: the user of this computer)"),
        },
    [RF_OPTION_CERTIFICATE] =
        {
            .name = "certificate",
            .takes = RF_TAKES_FILE,
            .argument = "TEXT",
            .offset = AT(certificate),
            .help = N_("write the purge's certificate to TEXT (default: FILE.NAME.purged.txt)"),
        },
    [RF_OPTION_PACK] =
        {
            .name = "output",
            .letter = 'o',
            .takes = RF_TAKES_FILE,
            .argument = "PACK",
            .offset = AT(output),
            .help = N_("write the pack to PACK (default: pack.zip)"),
        },
    [RF_OPTION_THRESHOLD] =
        {
            .name = "threshold",
            .takes = RF_TAKES_WHOLE,
            .argument = "N",
            .offset = AT(threshold),
            .low = RF_LEAST_THRESHOLD,
            .high = 1000,
            .help = N_("show nothing that fewer than N people stand behind (default: 11)"),
            .rule = N_("Give a whole number from 5 to 1000."),
        },
    [RF_OPTION_LABEL] =
        {
            .name = "label",
            .takes = RF_TAKES_LABEL,
            .argument = "NAME=LABEL",
            .help = N_("call the territory, scenario or variant NAME of the results LABEL in the "
                       "pack; may be repeated (default: T1, S1, V1, ...)"),
            .rule = N_("Give a name of the results and what it is called, such as town=Brume."),
        },
    [RF_OPTION_PACK_CHECK] =
        {
            .name = "check",
            .offset = AT(check),
            .help = N_("attack packs that anybody made, and make none"),
        },
    [RF_OPTION_MERGE] =
        {
            .name = "merge",
            .offset = AT(merge),
            .help = N_("make one pack of several, once each is checked"),
        },
    [RF_OPTION_QUIET] =
        {
            .name = "quiet",
            .letter = 'q',
            .offset = AT(quiet),
            .help = N_("no summary, no notes, no progress: errors and warnings only"),
        },
    [RF_OPTION_LANG] =
        {
            .name = "lang",
            .takes = RF_TAKES_CHOICE,
            .argument = "en|fr",
            .offset = AT(lang),
            .choices = LANGUAGES,
            .help = N_("speak English or French (default: the environment's language)"),
            .rule = N_("Give one of en and fr."),
        },
    [RF_OPTION_VERSION] =
        {
            .name = "version",
            .letter = 'V',
            .offset = AT(version),
            .help = N_("print the version and leave"),
        },
    [RF_OPTION_HELP] =
        {
            .name = "help",
            .letter = 'h',
            .offset = AT(help),
            .help = N_("print this help and leave"),
        },
};

static const rf_option_id GLOBAL_OPTIONS[] = {RF_OPTION_LANG, RF_OPTION_VERSION, RF_OPTION_HELP,
                                              RF_N_OPTIONS};

const rf_option *rf_option_of(rf_option_id id)
{
    return &OPTIONS[id];
}

const rf_option_id *rf_options_global(void)
{
    return GLOBAL_OPTIONS;
}
