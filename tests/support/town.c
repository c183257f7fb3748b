/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/town.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/schema.h"

enum { MAX_WORDS = 64, CELLS = 1024 };

/* A sentence cut into words. */
typedef struct sentence {
    char text[2048];
    const char *words[MAX_WORDS];
    size_t n, next;
} sentence;

typedef struct keyword {
    const char *word;
    rf_table_id table;
    const char *first[3]; /* columns of its first words */
    const char *defaults;
    bool has_skills;
    rf_table_id skills;
    const char *skill_key; /* how the skill row names this one */
} keyword;

static const keyword KEYWORDS[] = {
    {"agent", RF_AGENTS, {"agent"}, "unit=HOME consent=volunteer", true, RF_SKILLS, "agent"},
    {"need", RF_NEEDS, {"need"}, "unit=DESK tier=vital fte=1", true, RF_NEED_SKILLS, "need"},
    {.word = "organisation", .table = RF_ORGANISATIONS, .first = {"organisation"}, .defaults = ""},
    {.word = "site", .table = RF_SITES, .first = {"site", "lat", "lon"}, .defaults = ""},
    {.word = "unit", .table = RF_UNITS, .first = {"unit", "organisation", "site"}, .defaults = ""},
    {.word = "floor", .table = RF_FLOORS, .first = {"unit", "floor"}, .defaults = ""},
    {.word = "absence", .table = RF_ABSENCES, .first = {"agent"}, .defaults = ""},
    {.word = "demand", .table = RF_DEMAND, .first = {"need", "fte"}, .defaults = ""},
    {.word = "convention",
     .table = RF_CONVENTIONS,
     .first = {"lender", "borrower"},
     .defaults = ""},
    {.word = "travel",
     .table = RF_TRAVEL,
     .first = {"from_site", "to_site", "minutes"},
     .defaults = ""},
    {.word = "pin", .table = RF_DECISIONS, .first = {"agent", "need"}, .defaults = "decision=pin"},
    {.word = "forbid",
     .table = RF_DECISIONS,
     .first = {"agent", "need"},
     .defaults = "decision=forbid"},
};

town *town_new(int32_t n_periods)
{
    town *t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->h = hamlet_new("2020-03-16", n_periods);
    for (int32_t l = 0; l < t->h->scenario->n_levels; l++)
        t->h->scenario->levels[l].gap = 0;
    return t;
}

void town_free(town *t)
{
    rf_plan_free(t->plan);
    hamlet_free(t->h);
    for (size_t i = 0; i < t->n_rows; i++)
        free(t->rows[i].cells);
    for (size_t i = 0; i < t->n_words; i++)
        free(t->words[i]);
    free(t->rows);
    free(t->words);
    free(t);
}

int town_set_up(void **state)
{
    *state = town_new(3);
    return 0;
}

int town_tear_down(void **state)
{
    town_free(*state);
    return 0;
}

void town_put(town *t, rf_table_id table, const char *cells)
{
    town_row *rows = realloc(t->rows, (t->n_rows + 1) * sizeof *rows);
    assert_non_null(rows);
    t->rows = rows;
    rows[t->n_rows] = (town_row){table, strdup(cells)};
    assert_non_null(rows[t->n_rows++].cells);
    hamlet_row(t->h, table, cells);
}

static const char *next_word(sentence *s)
{
    if (s->next == s->n)
        fail_msg("'%s ...' wants more words", s->words[0]);
    return s->words[s->next++];
}

static bool more_words(const sentence *s)
{
    return s->next < s->n;
}

/* "p2" is the first, or the last, day of period 2. */
static void add_date(char *cells, const town *t, const char *column, const char *text)
{
    char day[RF_DATE_TEXT];
    const bool last = strcmp(column, "to") == 0 || strcmp(column, "valid_until") == 0;
    const size_t used = strlen(cells);
    if (text[0] == 'p') {
        const int32_t period = (int32_t)strtol(text + 1, NULL, 10);
        rf_date_format(day, last ? rf_period_last_day(t->h->scenario, period)
                                 : rf_period_first_day(t->h->scenario, period));
        text = day;
    }
    if (text[0] != '\0')
        snprintf(cells + used, CELLS - used, " %s=%s", column, text);
}

static bool add_window(char *cells, const town *t, const char *word)
{
    const char *dots = strstr(word, "..");
    char from[32];
    if (dots == NULL)
        return false;
    snprintf(from, sizeof from, "%.*s", (int)(dots - word), word);
    add_date(cells, t, "from", from);
    add_date(cells, t, "to", dots + 2);
    return true;
}

static bool is_column(rf_table_id table, const char *word)
{
    const rf_schema *schema = rf_schema_of(table);
    for (size_t c = 0; c < schema->n_columns; c++)
        if (strcmp(schema->columns[c].name, word) == 0)
            return true;
    return false;
}

static void add_cell(char *cells, const char *column, const char *value)
{
    const size_t used = strlen(cells);
    snprintf(cells + used, CELLS - used, "%s%s=%s", used > 0 ? " " : "", column, value);
}

static bool has_cell(const char *cells, const char *column)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, " %.60s=", column);
    return strstr(cells, wanted) != NULL;
}

/* The skill that begins at the next word, and what follows it. */
static void say_skill(town *t, sentence *s, const keyword *k, const char *id)
{
    char cells[CELLS] = "";
    add_cell(cells, k->skill_key, id);
    add_cell(cells, "skill", next_word(s));
    while (more_words(s)) {
        const char *word = s->words[s->next];
        const bool until = strcmp(word, "until") == 0;
        if (!until && (!is_column(k->skills, word) || strcmp(word, k->skill_key) == 0))
            break;
        s->next++;
        if (until)
            add_date(cells, t, "valid_until", next_word(s));
        else
            add_cell(cells, word, next_word(s));
    }
    town_put(t, k->skills, cells);
}

/* A default stands unless the sentence says otherwise. */
static void add_defaults(char *cells, const char *defaults)
{
    char column[64], cell[64];
    for (; *defaults != '\0'; defaults += strspn(defaults, " ")) {
        const size_t length = strcspn(defaults, " ");
        snprintf(cell, sizeof cell, "%.*s", (int)length, defaults);
        snprintf(column, sizeof column, "%.*s", (int)strcspn(cell, "="), cell);
        if (!has_cell(cells, column))
            add_cell(cells, column, strchr(cell, '=') + 1);
        defaults += length;
    }
}

/* Where the file wants a window and the sentence says none, it is the horizon. */
static void add_horizon(char *cells, const town *t, rf_table_id table)
{
    char last[16];
    const bool wanted = table == RF_NEEDS || table == RF_ABSENCES || table == RF_DEMAND;
    if (!wanted)
        return;
    snprintf(last, sizeof last, "p%d", t->h->scenario->n_periods - 1);
    if (!has_cell(cells, "from"))
        add_date(cells, t, "from", "p0");
    if (!has_cell(cells, "to"))
        add_date(cells, t, "to", last);
}

static void say_row(town *t, sentence *s, const keyword *k)
{
    char cells[CELLS] = "";
    for (size_t i = 0; i < 3 && k->first[i] != NULL; i++) {
        const char *word = next_word(s);
        if (strcmp(word, "*") != 0)
            add_cell(cells, k->first[i], word);
    }
    const char *id = s->words[1];
    while (more_words(s)) {
        const char *word = s->words[s->next];
        if (add_window(cells, t, word)) {
            s->next++;
        } else if (is_column(k->table, word)) {
            s->next++;
            add_cell(cells, word, next_word(s));
        } else if (k->has_skills) {
            say_skill(t, s, k, id);
        } else {
            fail_msg("'%s %s': what is '%s'?", k->word, id, word);
        }
    }
    add_defaults(cells, k->defaults);
    add_horizon(cells, t, k->table);
    town_put(t, k->table, cells);
}

static int32_t number(const char *text)
{
    char *end = NULL;
    const long value = strtol(text, &end, 10);
    if (*end != '\0' && *end != '+' && *end != '%')
        fail_msg("'%s' is no number", text);
    return (int32_t)value;
}

static uint32_t bits_of(const char *text, const char *const *words)
{
    uint32_t bits = 0;
    for (const char *c = text; *c != '\0'; c += *c == '+') {
        const size_t length = strcspn(c, "+");
        for (uint32_t i = 0; words[i] != NULL; i++)
            if (strlen(words[i]) == length && memcmp(words[i], c, length) == 0)
                bits |= 1U << i;
        c += length;
    }
    return bits;
}

static void say_rule(town *t, sentence *s)
{
    rf_rules *rules = &t->h->scenario->rules;
    const char *name = next_word(s), *value = next_word(s);
    if (strcmp(name, "consent") == 0)
        rules->consents = bits_of(value, rf_consent_words);
    else if (strcmp(name, "floors") == 0)
        rules->hard_floors = strcmp(value, "hard") == 0;
    else if (strcmp(name, "max_travel") == 0)
        rules->max_travel_minutes = number(value);
    else if (strcmp(name, "max_stays") == 0)
        rules->max_stays = number(value);
    else if (strcmp(name, "max_periods_away") == 0)
        rules->max_periods_away = number(value);
    else
        fail_msg("no rule is called '%s'", name);
}

static void say_holiday(town *t, sentence *s)
{
    rf_scenario *scenario = t->h->scenario;
    const size_t n = (size_t)scenario->n_holidays + 1;
    rf_date *holidays = realloc(scenario->holidays, n * sizeof *holidays);
    assert_non_null(holidays);
    scenario->holidays = holidays;
    assert_true(rf_date_parse_iso(&holidays[scenario->n_holidays++], next_word(s)));
}

static void say_working_days(town *t, sentence *s)
{
    uint32_t days = 0;
    for (const char *c = next_word(s); *c != '\0'; c++)
        days |= *c == '+' ? 0 : 1U << (*c - '0');
    t->h->scenario->working_days = days;
}

static rf_term term_of(const char *text, size_t length)
{
    for (rf_term term = 0; term < RF_N_TERMS; term++)
        if (strlen(rf_term_name(term)) == length && memcmp(rf_term_name(term), text, length) == 0)
            return term;
    fail_msg("no term is called '%.*s'", (int)length, text);
    return RF_N_TERMS;
}

static void say_level(town *t, sentence *s)
{
    if (!t->own_levels)
        hamlet_clear_levels(t->h);
    t->own_levels = true;
    const char *name = next_word(s), *terms = next_word(s);
    hamlet_level(t->h, name, term_of(terms, strcspn(terms, "*+")), 0);
    rf_level_spec *level = &t->h->scenario->levels[t->h->scenario->n_levels - 1];
    for (const char *c = terms; *c != '\0'; c += *c == '+') {
        const size_t length = strcspn(c, "*+");
        const rf_term term = term_of(c, length);
        level->weight[term] = c[length] == '*' ? number(c + length + 1) : 1;
        level->named[term] = true;
        c += strcspn(c, "+");
    }
    if (more_words(s) && strcmp(next_word(s), "gap") == 0)
        level->gap = strtod(next_word(s), NULL);
}

static void say_shock(town *t, sentence *s)
{
    static const char *const names[] = {"absence", "floor", "closed_sites", "no_remote", "demand"};
    char window[CELLS] = "", from[RF_DATE_TEXT] = "", to[RF_DATE_TEXT] = "";
    const char *kind = next_word(s), *ids = "";
    rf_shock shock = {.kind = RF_N_SHOCKS, .every_unit = true};
    for (rf_shock_kind i = 0; i < RF_N_SHOCKS; i++)
        if (strcmp(names[i], kind) == 0)
            shock.kind = i;
    assert_true(shock.kind < RF_N_SHOCKS);
    if (shock.kind == RF_SHOCK_ABSENCE) {
        shock.centi_percent = 100 * number(next_word(s));
    } else if (shock.kind == RF_SHOCK_FLOOR) {
        const char *floor = next_word(s);
        shock.floor.is_percent = strchr(floor, '%') != NULL;
        shock.floor.value = number(floor) * (shock.floor.is_percent ? 1 : 100);
    } else if (shock.kind != RF_SHOCK_NO_REMOTE) {
        ids = next_word(s);
    }
    while (more_words(s)) {
        const char *word = next_word(s);
        if (add_window(window, t, word))
            continue;
        if (strcmp(word, "seed") == 0)
            shock.seed = number(next_word(s));
        else if (strcmp(word, "percent") == 0)
            shock.centi_percent = 100 * number(next_word(s));
        else if (strcmp(word, "units") == 0)
            ids = next_word(s);
        else
            fail_msg("shock %s: what is '%s'?", kind, word);
    }
    shock.every_unit = ids[0] == '\0';
    if (has_cell(window, "from"))
        snprintf(from, sizeof from, "%.10s", strstr(window, " from=") + 6);
    if (has_cell(window, "to"))
        snprintf(to, sizeof to, "%.10s", strstr(window, " to=") + 4);
    hamlet_shock(t->h, shock, ids, from[0] != '\0' ? from : NULL, to[0] != '\0' ? to : NULL);
}

static const char *keep_word(town *t, const char *word)
{
    char **words = realloc(t->words, (t->n_words + 1) * sizeof *words);
    assert_non_null(words);
    t->words = words;
    words[t->n_words] = strdup(word);
    assert_non_null(words[t->n_words]);
    return words[t->n_words++];
}

static void say_baseline(town *t, sentence *s)
{
    int first = 0, last = 0;
    t->h->has_baseline = true;
    if (!more_words(s))
        return;
    const char *agent = keep_word(t, next_word(s)), *need = keep_word(t, next_word(s));
    assert_int_equal(sscanf(next_word(s), "%d..%d", &first, &last), 2);
    hamlet_baseline(t->h, agent, need, first, last);
}

static void say_before(town *t, sentence *s)
{
    const char *level = keep_word(t, next_word(s));
    const long long value = strtoll(next_word(s), NULL, 10);
    hamlet_before(t->h, level, value, strtoll(next_word(s), NULL, 10));
}

static void say_weeks(town *t, sentence *s)
{
    t->h->scenario->n_periods = number(next_word(s));
    t->h->scenario->rules.max_periods_away = t->h->scenario->n_periods;
}

static void say(town *t, sentence *s)
{
    static const struct {
        const char *word;
        void (*say)(town *t, sentence *s);
    } others[] = {{"rule", say_rule},     {"holiday", say_holiday},
                  {"level", say_level},   {"shock", say_shock},
                  {"weeks", say_weeks},   {"baseline", say_baseline},
                  {"before", say_before}, {"working_days", say_working_days}};
    const char *first = next_word(s);
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof KEYWORDS[0]; i++)
        if (strcmp(KEYWORDS[i].word, first) == 0) {
            say_row(t, s, &KEYWORDS[i]);
            return;
        }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(others[i].word, first) == 0) {
            others[i].say(t, s);
            return;
        }
    fail_msg("no sentence begins with '%s'", first);
}

static void cut(sentence *out, const char *text, size_t length)
{
    assert_true(length < sizeof out->text);
    memcpy(out->text, text, length);
    out->text[length] = '\0';
    out->n = out->next = 0;
    for (char *c = out->text; *c != '\0';) {
        c += strspn(c, " \n");
        if (*c == '\0')
            return;
        assert_true(out->n < MAX_WORDS);
        out->words[out->n++] = c;
        c += strcspn(c, " \n");
        if (*c != '\0')
            *c++ = '\0';
    }
}

void town_of(town *t, const char *sentences)
{
    sentence s;
    for (const char *c = sentences; *c != '\0'; c += *c == ';') {
        const size_t length = strcspn(c, ";");
        cut(&s, c, length);
        if (s.n > 0)
            say(t, &s);
        c += length;
    }
}

const rf_instance *town_instance(town *t)
{
    if (t->h->in == NULL && hamlet_build(t->h) != RF_OK)
        fail_msg("no instance: %s (%s)", t->h->err.text,
                 hamlet_error(t->h, 0) != NULL ? hamlet_error(t->h, 0) : "no fault named");
    return t->h->in;
}
