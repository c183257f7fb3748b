/* SPDX-License-Identifier: GPL-3.0-or-later
 * The presets: needs as stated, and the crises of one territory. scenario.json is the 25 %
 * pandemic. */
#include <string.h>

#include "bench/generate/generate.h"

/* Which units, sites or needs a shock names. */
typedef bool (*chooser)(const rf_gen *gen, int32_t index);

/* A list of ids in a shock: `"units": ["U-001", ...]`. */
typedef struct id_list {
    const char *key;
    char letter;
    chooser chosen;
} id_list;

/* A shock: its kind and figures as JSON text, its window (last -1: the whole horizon), the ids that
 * it names. */
typedef struct shock {
    const char *text;
    int32_t first, last;
    id_list ids;
} shock;

enum { MAX_SHOCKS = 3 };

typedef struct preset {
    const char *file, *name;
    const char *rules; /* JSON text, NULL: the defaults */
    shock shocks[MAX_SHOCKS];
} preset;

static bool closes(const rf_gen *gen, int32_t unit)
{
    return rf_gen_families[gen->units[unit].family].closed;
}

static bool strikes(const rf_gen *gen, int32_t unit)
{
    const int32_t family = gen->units[unit].family;
    return family == RF_GEN_ECOLES || family == RF_GEN_CRECHES || family == RF_GEN_CANTINES ||
           family == RF_GEN_DECHETS || family == RF_GEN_TRANSPORTS;
}

static bool is_digital(const rf_gen *gen, int32_t need)
{
    return rf_gen_kinds[gen->needs[need].kind].digital;
}

static bool grows_in_heat(const rf_gen *gen, int32_t need)
{
    return rf_gen_kinds[gen->needs[need].kind].heat;
}

/* Sites: the units' come first, then the homes. */
static bool floods(const rf_gen *gen, int32_t site)
{
    const rf_gen_homes *homes = &gen->homes[gen->flooded];
    if (site < gen->options.n_units)
        return gen->units[site].commune == gen->flooded;
    const int32_t home = site - gen->options.n_units;
    return home >= homes->first && home < homes->first + homes->n;
}

/* The shock seeds are RF_GEN_SHOCK_SEED: pins count on it. */
static const preset presets[] = {
    {"calm.json", "Besoins tels qu'exprimés", NULL, {{NULL, 0, 0, {NULL, 0, NULL}}}},
    {"pandemic-25.json",
     "Pandémie, 25 % d'absents",
     NULL,
     {{"\"kind\": \"absence\", \"percent\": 25, \"seed\": 7", 0, -1, {NULL, 0, NULL}},
      {"\"kind\": \"floor\", \"floor\": \"0%\"", 0, -1, {"units", 'U', closes}}}},
    {"pandemic-40.json",
     "Pandémie, 40 % d'absents pendant quatre semaines",
     "\"max_periods_away\": 6",
     {{"\"kind\": \"absence\", \"percent\": 40, \"seed\": 7", 0, 3, {NULL, 0, NULL}},
      {"\"kind\": \"floor\", \"floor\": \"0%\"", 0, -1, {"units", 'U', closes}}}},
    {"flood.json",
     "Submersion marine",
     "\"max_travel\": 45",
     {{"\"kind\": \"closed_sites\"", 0, 2, {"sites", 'S', floods}}}},
    {"cyber.json",
     "Cyberattaque, deux semaines sans réseau",
     "\"floors\": \"hard\"",
     {{"\"kind\": \"no_remote\"", 0, 1, {NULL, 0, NULL}},
      {"\"kind\": \"demand\", \"percent\": 200", 0, -1, {"needs", 'N', is_digital}}}},
    {"strike.json",
     "Grève dans les écoles, la collecte et les transports",
     NULL,
     {{"\"kind\": \"absence\", \"percent\": 35, \"seed\": 7", 0, 1, {"units", 'U', strikes}}}},
    {"heat.json",
     "Canicule",
     NULL,
     {{"\"kind\": \"absence\", \"percent\": 8, \"seed\": 7", 0, 3, {NULL, 0, NULL}},
      {"\"kind\": \"demand\", \"percent\": 150", 0, 3, {"needs", 'N', grows_in_heat}}}},
};

/* The list, eight ids a line; nothing where none is chosen. */
static void write_ids(const rf_gen *gen, FILE *file, const id_list *ids)
{
    const int32_t n_sites = gen->options.n_units + gen->n_homes;
    const int32_t n = ids->letter == 'N'   ? gen->options.n_needs
                      : ids->letter == 'S' ? n_sites
                                           : gen->options.n_units;
    int32_t written = 0;
    (void)fprintf(file, ",\n     \"%s\": [", ids->key);
    for (int32_t i = 0; i < n; i++)
        if (ids->chosen(gen, i)) {
            (void)fprintf(file, "%s%s\"%c-%0*d\"", written == 0 ? "" : ",",
                          written % 8 == 0 ? "\n       " : " ", ids->letter,
                          ids->letter == 'S' ? 4 : 3, (int)(i + 1));
            written++;
        }
    (void)fputc(']', file);
}

static void write_shock(const rf_gen *gen, FILE *file, const shock *s)
{
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
    (void)fprintf(file, "    {%s", s->text);
    if (s->last >= 0) {
        const int32_t end = gen->options.n_periods - 1;
        (void)fprintf(file, ", \"from\": \"%s\", \"to\": \"%s\"",
                      rf_gen_first_day(from, gen, s->first),
                      rf_gen_last_day(to, gen, s->last < end ? s->last : end));
    }
    if (s->ids.key != NULL)
        write_ids(gen, file, &s->ids);
    (void)fputc('}', file);
}

/* The French public holidays on working days of the years that a horizon can reach. */
static void write_holidays(const rf_gen *gen, FILE *file)
{
    static const char *const holidays[] = {"2020-04-13", "2020-05-01", "2020-05-08", "2020-05-21",
                                           "2020-06-01", "2020-07-14", "2020-11-11", "2020-12-25",
                                           "2021-01-01", "2021-04-05", "2021-05-13", "2021-05-24",
                                           "2021-07-14", "2021-11-01", "2021-11-11"};
    const rf_date end = gen->start + gen->options.n_periods * RF_GEN_PERIOD_DAYS;
    bool first = true;
    (void)fputs("  \"holidays\": [", file);
    for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++) {
        rf_date day = 0;
        if (!rf_date_parse_iso(&day, holidays[i]) || day < gen->start || day >= end)
            continue;
        (void)fprintf(file, "%s\"%s\"", first ? "" : ", ", holidays[i]);
        first = false;
    }
    (void)fputs("]", file);
}

static rf_status write_preset(const rf_gen *gen, const char *name, const preset *p, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, name, err);
    if (rc != RF_OK)
        return rc;
    char start[RF_DATE_TEXT];
    (void)fprintf(file, "{\n  \"name\": \"%s", p->name);
    if (p->shocks[0].ids.chosen == floods)
        (void)fprintf(file, ", commune %s", rf_gen_communes[gen->flooded].of);
    (void)fprintf(file, "\",\n  \"start\": \"%s\", \"period_days\": %d, \"periods\": %d,\n",
                  rf_gen_first_day(start, gen, 0), RF_GEN_PERIOD_DAYS, (int)gen->options.n_periods);
    write_holidays(gen, file);
    const char *separator = ",\n  \"shocks\": [\n";
    for (int32_t s = 0; s < MAX_SHOCKS && p->shocks[s].text != NULL; s++) {
        (void)fputs(separator, file);
        write_shock(gen, file, &p->shocks[s]);
        separator = ",\n";
    }
    if (p->shocks[0].text != NULL)
        (void)fputs("\n  ]", file);
    if (p->rules != NULL)
        (void)fprintf(file, ",\n  \"rules\": {%s}", p->rules);
    (void)fputs("\n}\n", file);
    return rf_gen_close(file, name, err);
}

rf_status rf_gen_write_scenarios(const rf_gen *gen, rf_err *err)
{
    rf_status rc = write_preset(gen, "scenario.json", &presets[1], err);
    for (size_t i = 0; i < sizeof presets / sizeof presets[0] && rc == RF_OK; i++)
        rc = write_preset(gen, presets[i].file, &presets[i], err);
    return rc;
}
