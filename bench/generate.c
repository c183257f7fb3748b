/* SPDX-License-Identifier: GPL-3.0-or-later
 * generate: writes an invented territory of any size, the same for the same seed. See
 * bench/README.md. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/generate/generate.h"

enum { EXIT_USAGE = 1, EXIT_IO = 4 };
enum { AGENTS_PER_NEED = 40, AGENTS_PER_UNIT = 27, DEFAULT_ORGANISATIONS = 7 };
enum {
    MAX_ORGANISATIONS = RF_GEN_FIXED_ORGANISATIONS + RF_GEN_N_COMMUNES - 1,
    MIN_UNITS = RF_GEN_N_FAMILIES + MAX_ORGANISATIONS, /* so that each has one, whatever is asked */
};

static const char usage[] =
    "Usage: generate --agents N --out DIR [--seed S] [OPTION]...\n"
    "Writes an invented territory around Saint-Nazaire: all files, with crisis presets.\n"
    "\n"
    "  --agents N         how many agents, 1 to 5000000\n"
    "  --out DIR          the folder, made if it is missing\n"
    "  --seed S           same seed, same bytes (default 1)\n"
    "  --needs N          default: one for 40 agents, at least 12\n"
    "  --units N          default: one for 27 agents; at least 54\n"
    "  --organisations N  4 to 26 (default 7)\n"
    "  --periods N        weeks, 1 to 52 (default 8)\n"
    "\n"
    "Knobs turn one thing and leave the rest as it is drawn:\n"
    "  --polyvalence P    skills beyond the job's, percent of the usual 0.9 an agent; 0 to 1000\n"
    "  --consent N        agents of 100 who volunteer or agree (default 68, in closed services "
    "75)\n"
    "  --scarcity P       FTE asked for, percent of the usual 16.5 for 100 agents; 0 to 600\n"
    "  --dispersion P     distance of all places from the main town, percent; 0 to 300\n"
    "  --help             this text\n"
    "\n"
    "Example: generate --agents 1800 --seed 44 --out data/demo\n";

typedef struct number_option {
    const char *name;
    int32_t *value;
    int32_t low, high;
} number_option;

static bool parse_number(int64_t *out, const char *text, int64_t low, int64_t high)
{
    char *end = NULL;
    errno = 0;
    const long long n = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || n < low || n > high)
        return false;
    *out = n;
    return true;
}

static bool set_number(const number_option *options, size_t n, const char *name, const char *text)
{
    for (size_t i = 0; i < n; i++) {
        int64_t value = 0;
        if (strcmp(name, options[i].name) != 0)
            continue;
        if (!parse_number(&value, text, options[i].low, options[i].high)) {
            (void)fprintf(stderr, "generate: %s: '%s' is not a number from %d to %d\n", name, text,
                          (int)options[i].low, (int)options[i].high);
            return false;
        }
        *options[i].value = (int32_t)value;
        return true;
    }
    (void)fprintf(stderr, "generate: %s: no such option, see --help\n", name);
    return false;
}

static bool parse_options(rf_gen_options *o, int argc, char **argv)
{
    const number_option numbers[] = {
        {"--agents", &o->n_agents, 1, 5000000},
        {"--needs", &o->n_needs, 1, 200000},
        {"--units", &o->n_units, MIN_UNITS, 500000},
        {"--organisations", &o->n_organisations, RF_GEN_FIXED_ORGANISATIONS, MAX_ORGANISATIONS},
        {"--periods", &o->n_periods, 1, 52},
        {"--polyvalence", &o->polyvalence, 0, 1000},
        {"--consent", &o->consent, 0, 100},
        {"--scarcity", &o->scarcity, 0, 600},
        {"--dispersion", &o->dispersion, 0, 300},
    };
    for (int i = 1; i < argc; i += 2) {
        int64_t seed = 0;
        if (i + 1 == argc) {
            (void)fprintf(stderr, "generate: %s: a value is missing, see --help\n", argv[i]);
            return false;
        }
        if (strcmp(argv[i], "--out") == 0) {
            o->folder = argv[i + 1];
        } else if (strcmp(argv[i], "--seed") == 0) {
            if (!parse_number(&seed, argv[i + 1], 0, INT64_MAX)) {
                (void)fprintf(stderr, "generate: --seed: '%s' is not a number\n", argv[i + 1]);
                return false;
            }
            o->seed = (uint64_t)seed;
        } else if (!set_number(numbers, sizeof numbers / sizeof numbers[0], argv[i], argv[i + 1])) {
            return false;
        }
    }
    if (o->folder == NULL || o->n_agents == 0) {
        (void)fprintf(stderr, "generate: --agents and --out are needed, see --help\n");
        return false;
    }
    return true;
}

static void fill_defaults(rf_gen_options *o)
{
    const int32_t needs = o->n_agents / AGENTS_PER_NEED;
    const int32_t units = o->n_agents / AGENTS_PER_UNIT;
    if (o->n_needs == 0)
        o->n_needs = needs < 12 ? 12 : needs;
    if (o->n_units == 0)
        o->n_units = units < MIN_UNITS ? MIN_UNITS : units;
}

static rf_status write_all(rf_gen *gen, rf_err *err)
{
    if (mkdir(gen->options.folder, 0777) != 0 && errno != EEXIST)
        return rf_fail(err, RF_IO, "%s: %s", gen->options.folder, strerror(errno));
    rf_status rc = rf_gen_draw_units(gen, err);
    if (rc == RF_OK)
        rc = rf_gen_draw_needs(gen, err);
    if (rc == RF_OK)
        rc = rf_gen_write_units(gen, err);
    if (rc == RF_OK)
        rc = rf_gen_write_needs(gen, err);
    if (rc == RF_OK)
        rc = rf_gen_write_agents(gen, err);
    if (rc == RF_OK)
        rc = rf_gen_write_decisions(gen, err);
    if (rc == RF_OK)
        rc = rf_gen_write_scenarios(gen, err);
    return rc;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0) {
            (void)fputs(usage, stdout);
            return 0;
        }
    rf_gen gen = {.options = {.seed = 1,
                              .n_periods = 8,
                              .n_organisations = DEFAULT_ORGANISATIONS,
                              .polyvalence = 100,
                              .consent = -1,
                              .scarcity = 100,
                              .dispersion = 100}};
    rf_err err = {{0}};
    if (!parse_options(&gen.options, argc, argv))
        return EXIT_USAGE;
    fill_defaults(&gen.options);
    gen.random.state = gen.options.seed;
    if (!rf_date_parse_iso(&gen.start, "2020-03-16"))
        return EXIT_IO;
    const rf_status rc = write_all(&gen, &err);
    free(gen.units);
    free(gen.needs);
    if (rc != RF_OK)
        (void)fprintf(stderr, "generate: %s\n", err.text);
    return rc == RF_OK ? 0 : EXIT_IO;
}
