/* SPDX-License-Identifier: GPL-3.0-or-later
 * Employers, where their units stand, what each must keep, and who lends to whom. */
#include <stdlib.h>
#include <string.h>

#include "bench/generate/generate.h"

enum {
    MAX_PAIRS = RF_GEN_N_FAMILIES * RF_GEN_MAX_ORGANISATIONS,
    WEIGHT_SCALE = 1000,
    AGENTS_PER_HOME = 4000, /* about; a large town has several starting points */
};

/* One family in one organisation: how many units it should have against the others, and has. */
typedef struct pair {
    int32_t family, organisation, weight, n;
} pair;

static void draw_organisations(rf_gen *gen)
{
    static const char *const ids[RF_GEN_FIXED_ORGANISATIONS] = {"AGGLO", "VILLE", "CCAS", "DEP"};
    for (int32_t i = 0; i < gen->options.n_organisations; i++) {
        rf_gen_organisation *o = &gen->organisations[i];
        const bool town = i >= RF_GEN_FIXED_ORGANISATIONS;
        o->owner = town ? RF_GEN_TOWN : (rf_gen_owner)i;
        o->commune = town ? i - RF_GEN_FIXED_ORGANISATIONS + 1 : -1;
        if (town)
            (void)snprintf(o->id, sizeof o->id, "V%02d", (int)(o->commune + 1) % 100);
        else
            (void)snprintf(o->id, sizeof o->id, "%s", ids[i]);
    }
    gen->flooded = 1;
}

static int32_t pair_weight(const rf_gen *gen, int32_t family, int32_t organisation)
{
    const rf_gen_organisation *o = &gen->organisations[organisation];
    const int32_t weight = rf_gen_families[family].owners[o->owner] * WEIGHT_SCALE;
    if (o->owner != RF_GEN_TOWN)
        return weight;
    int32_t people = 0;
    for (int32_t i = RF_GEN_FIXED_ORGANISATIONS; i < gen->options.n_organisations; i++)
        people += rf_gen_communes[gen->organisations[i].commune].population;
    return weight * rf_gen_communes[o->commune].population / people;
}

static int32_t list_pairs(pair pairs[MAX_PAIRS], const rf_gen *gen)
{
    int32_t n = 0;
    for (int32_t f = 0; f < RF_GEN_N_FAMILIES; f++)
        for (int32_t o = 0; o < gen->options.n_organisations; o++) {
            const int32_t weight = pair_weight(gen, f, o);
            if (weight > 0)
                pairs[n++] = (pair){.family = f, .organisation = o, .weight = weight};
        }
    return n;
}

/* The pair that is due the next unit (Webster's method), among those of a family or organisation
 * where not -1. */
static pair *next_pair(pair *pairs, int32_t n, int32_t family, int32_t organisation)
{
    pair *best = NULL;
    for (pair *p = pairs; p < pairs + n; p++) {
        if ((family >= 0 && p->family != family) ||
            (organisation >= 0 && p->organisation != organisation))
            continue;
        if (best == NULL ||
            (int64_t)p->weight * (2 * best->n + 1) > (int64_t)best->weight * (2 * p->n + 1))
            best = p;
    }
    return best;
}

/* Every family has a unit, every organisation has one, the rest goes by weight. */
static void share_units(const rf_gen *gen, pair *pairs, int32_t n_pairs)
{
    int32_t left = gen->options.n_units;
    for (int32_t f = 0; f < RF_GEN_N_FAMILIES; f++, left--)
        next_pair(pairs, n_pairs, f, -1)->n++;
    for (int32_t o = 0; o < gen->options.n_organisations; o++) {
        bool has = false;
        for (int32_t i = 0; i < n_pairs; i++)
            has |= pairs[i].organisation == o && pairs[i].n > 0;
        if (!has) {
            next_pair(pairs, n_pairs, -1, o)->n++;
            left--;
        }
    }
    for (; left > 0; left--)
        next_pair(pairs, n_pairs, -1, -1)->n++;
}

/* Where a unit stands: towns at home, the joint authority and the department all over, though
 * mostly in the main town. */
static int32_t draw_commune(rf_gen *gen, const rf_gen_organisation *o)
{
    if (o->owner == RF_GEN_TOWN)
        return o->commune;
    if (o->owner == RF_GEN_MAIN || o->owner == RF_GEN_SOCIAL || rf_gen_chance(gen, 30))
        return 0;
    uint8_t weights[RF_GEN_N_COMMUNES];
    for (int32_t c = 0; c < RF_GEN_N_COMMUNES; c++)
        weights[c] = o->owner == RF_GEN_JOINT && !rf_gen_communes[c].joint
                         ? 0
                         : (uint8_t)(rf_gen_communes[c].population / 3 + 2);
    return rf_gen_weighted(gen, weights, RF_GEN_N_COMMUNES);
}

/* The river runs south of the town halls of the north bank and north of the others: stay on dry
 * land. */
static int32_t draw_lat(rf_gen *gen, const rf_gen_commune *c)
{
    const int32_t inland = rf_gen_between(gen, -400, 1500);
    return c->lat + (c->crossing > 0 ? -inland : inland);
}

static int32_t draw_lon(rf_gen *gen, const rf_gen_commune *c)
{
    return c->lon + rf_gen_between(gen, -1300, 1300);
}

static void draw_unit(rf_gen *gen, rf_gen_unit *unit, const pair *p)
{
    const rf_gen_organisation *o = &gen->organisations[p->organisation];
    const rf_gen_family *family = &rf_gen_families[p->family];
    unit->family = p->family;
    unit->organisation = p->organisation;
    unit->commune = draw_commune(gen, o);
    unit->lat = draw_lat(gen, &rf_gen_communes[unit->commune]);
    unit->lon = draw_lon(gen, &rf_gen_communes[unit->commune]);
    unit->weight_through = family->size * rf_gen_between(gen, 60, 140) / 10;
}

/* Numbers units of one name and adds the weights up. */
static void number_units(rf_gen *gen)
{
    int32_t seen[RF_GEN_N_FAMILIES][RF_GEN_MAX_ORGANISATIONS] = {{0}};
    int32_t weight = 0;
    for (int32_t i = 0; i < gen->options.n_units; i++) {
        rf_gen_unit *unit = &gen->units[i];
        const bool branches = rf_gen_families[unit->family].branches[0] != NULL;
        unit->number = seen[unit->family][branches ? unit->organisation : unit->commune]++;
        weight += unit->weight_through;
        unit->weight_through = weight;
    }
}

static void share_homes(rf_gen *gen)
{
    int32_t people = 0;
    for (int32_t c = 0; c < RF_GEN_N_COMMUNES; c++)
        people += rf_gen_communes[c].population;
    for (int32_t c = 0; c < RF_GEN_N_COMMUNES; c++) {
        const int64_t agents =
            (int64_t)gen->options.n_agents * rf_gen_communes[c].population / people;
        const int32_t n = 1 + (int32_t)(agents / AGENTS_PER_HOME);
        gen->homes[c] = (rf_gen_homes){.first = gen->n_homes, .n = n > 60 ? 60 : n};
        gen->n_homes += gen->homes[c].n;
    }
}

rf_status rf_gen_draw_units(rf_gen *gen, rf_err *err)
{
    gen->units = rf_new_array((size_t)gen->options.n_units, sizeof *gen->units);
    pair *pairs = rf_new_array(MAX_PAIRS, sizeof *pairs);
    if (gen->units == NULL || pairs == NULL) {
        free(pairs);
        return rf_fail_memory(err);
    }
    draw_organisations(gen);
    const int32_t n_pairs = list_pairs(pairs, gen);
    share_units(gen, pairs, n_pairs);
    int32_t i = 0;
    for (const pair *p = pairs; p < pairs + n_pairs; p++)
        for (int32_t k = 0; k < p->n; k++)
            draw_unit(gen, &gen->units[i++], p);
    number_units(gen);
    share_homes(gen);
    free(pairs);
    return RF_OK;
}

static void write_organisation_name(FILE *file, const rf_gen_organisation *o)
{
    switch (o->owner) {
    case RF_GEN_JOINT:
        (void)fputs("Saint-Nazaire Agglomération", file);
        break;
    case RF_GEN_SOCIAL:
        (void)fprintf(file, "CCAS %s", rf_gen_communes[0].of);
        break;
    case RF_GEN_DEPARTMENT:
        (void)fputs("Département de Loire-Atlantique", file);
        break;
    case RF_GEN_MAIN:
    case RF_GEN_TOWN:
    case RF_GEN_N_OWNERS:
        (void)fprintf(file, "Ville %s", rf_gen_communes[o->commune < 0 ? 0 : o->commune].of);
        break;
    }
}

static rf_status write_organisations(const rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "organisations.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("organisation,name\n", file);
    for (int32_t i = 0; i < gen->options.n_organisations; i++) {
        (void)fprintf(file, "%s,", gen->organisations[i].id);
        write_organisation_name(file, &gen->organisations[i]);
        (void)fputc('\n', file);
    }
    return rf_gen_close(file, "organisations.csv", err);
}

static void write_degrees(FILE *file, int32_t e5, char end)
{
    const int32_t size = e5 < 0 ? -e5 : e5;
    (void)fprintf(file, "%s%d.%05d%c", e5 < 0 ? "-" : "", (int)(size / 100000),
                  (int)(size % 100000), end);
}

static void write_place(FILE *file, const rf_gen *gen, int32_t lat, int32_t lon)
{
    const rf_gen_commune *centre = &rf_gen_communes[0];
    const int64_t percent = gen->options.dispersion;
    write_degrees(file, centre->lat + (int32_t)((lat - centre->lat) * percent / 100), ',');
    write_degrees(file, centre->lon + (int32_t)((lon - centre->lon) * percent / 100), '\n');
}

static rf_status write_sites(rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "sites.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("site,commune,lat,lon\n", file);
    for (int32_t i = 0; i < gen->options.n_units; i++) {
        const rf_gen_unit *unit = &gen->units[i];
        (void)fprintf(file, "S-%04d,%s,", (int)(i + 1), rf_gen_communes[unit->commune].insee);
        write_place(file, gen, unit->lat, unit->lon);
    }
    for (int32_t c = 0; c < RF_GEN_N_COMMUNES; c++)
        for (int32_t j = 0; j < gen->homes[c].n; j++) {
            const rf_gen_commune *commune = &rf_gen_communes[c];
            const int32_t lat = j == 0 ? commune->lat : draw_lat(gen, commune);
            const int32_t lon = j == 0 ? commune->lon : draw_lon(gen, commune);
            (void)fprintf(file, "S-%04d,%s,",
                          (int)(gen->options.n_units + gen->homes[c].first + j + 1),
                          commune->insee);
            write_place(file, gen, lat, lon);
        }
    return rf_gen_close(file, "sites.csv", err);
}

static void write_place_name(FILE *file, const rf_gen_unit *unit)
{
    /* Families begin at different places of the list, so that not every first unit is Les Embruns.
     */
    const int32_t place = (unit->number + unit->family * 11 + unit->commune * 7) % RF_GEN_N_PLACES;
    (void)fprintf(file, "%s %s", rf_gen_families[unit->family].name, rf_gen_places[place]);
    if (unit->number >= RF_GEN_N_PLACES)
        (void)fprintf(file, " %d", (int)(unit->number / RF_GEN_N_PLACES + 1));
    (void)fprintf(file, " (%s)", rf_gen_communes[unit->commune].name);
}

static void write_branch_name(FILE *file, const rf_gen *gen, const rf_gen_unit *unit)
{
    const rf_gen_family *family = &rf_gen_families[unit->family];
    int32_t n = 0;
    while (n < RF_GEN_BRANCHES && family->branches[n] != NULL)
        n++;
    (void)fprintf(file, "%s : %s", family->name, family->branches[unit->number % n]);
    if (unit->number >= n)
        (void)fprintf(file, " %d", (int)(unit->number / n + 1));
    (void)fputs(" (", file);
    write_organisation_name(file, &gen->organisations[unit->organisation]);
    (void)fputc(')', file);
}

static rf_status write_units(const rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "units.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("unit,organisation,name,site\n", file);
    for (int32_t i = 0; i < gen->options.n_units; i++) {
        const rf_gen_unit *unit = &gen->units[i];
        (void)fprintf(file, "U-%03d,%s,\"", (int)(i + 1),
                      gen->organisations[unit->organisation].id);
        if (rf_gen_families[unit->family].branches[0] != NULL)
            write_branch_name(file, gen, unit);
        else
            write_place_name(file, unit);
        (void)fprintf(file, "\",S-%04d\n", (int)(i + 1));
    }
    return rf_gen_close(file, "units.csv", err);
}

/* About how many agents the unit will have, in tenths. */
static int32_t deci_agents(const rf_gen *gen, int32_t unit)
{
    const int32_t before = unit == 0 ? 0 : gen->units[unit - 1].weight_through;
    const int32_t all = gen->units[gen->options.n_units - 1].weight_through;
    return (int32_t)((int64_t)gen->options.n_agents * 10 *
                     (gen->units[unit].weight_through - before) / all);
}

static void write_floor(rf_gen *gen, FILE *file, int32_t i)
{
    const rf_gen_family *family = &rf_gen_families[gen->units[i].family];
    int32_t percent = rf_gen_between(gen, family->floor_low, family->floor_high);
    if (family->closed)
        percent -= percent % 10;
    const int32_t deci = deci_agents(gen, i) * percent / 100 * 9 / 10;
    if (!family->closed && rf_gen_chance(gen, 12) && deci > 0)
        (void)fprintf(file, "U-%03d,,,%d.%d\n", (int)(i + 1), (int)(deci / 10), (int)(deci % 10));
    else
        (void)fprintf(file, "U-%03d,,,%d%%\n", (int)(i + 1), (int)percent);
    if (family->key_skill != RF_GEN_NO_SKILL && rf_gen_chance(gen, 28)) {
        const int32_t keep = rf_gen_between(gen, 30, 52);
        (void)fprintf(file, "U-%03d,%s,2,%d%%\n", (int)(i + 1),
                      rf_gen_skill_names[family->key_skill], (int)keep);
    }
}

static rf_status write_floors(rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "floors.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("unit,skill,min_level,floor\n", file);
    for (int32_t i = 0; i < gen->options.n_units; i++)
        write_floor(gen, file, i);
    return rf_gen_close(file, "floors.csv", err);
}

/* The main town lends to its social centre and to the joint authority without limit; others as they
 * agreed. */
static void write_convention(rf_gen *gen, FILE *file, int32_t lender, int32_t borrower)
{
    const bool sisters = lender == RF_GEN_MAIN && borrower <= RF_GEN_SOCIAL;
    if (!rf_gen_chance(gen, 64) && !sisters)
        return;
    (void)fprintf(file, "%s,%s,", gen->organisations[lender].id, gen->organisations[borrower].id);
    const int32_t n = gen->options.n_agents;
    const int32_t cap = 20 + rf_gen_between(gen, n / 60, n / 6);
    if (rf_gen_chance(gen, 55) && !sisters)
        (void)fprintf(file, "%d.%d", (int)(cap / 10), (int)(cap % 10));
    char from[RF_DATE_TEXT] = "", to[RF_DATE_TEXT] = "";
    const int32_t half = gen->options.n_periods / 2;
    const int32_t window = rf_gen_between(gen, 1, 100);
    if (half > 0 && !sisters && window <= 16)
        (void)rf_gen_last_day(to, gen, half);
    else if (half > 0 && !sisters && window <= 24)
        (void)rf_gen_first_day(from, gen, 1);
    (void)fprintf(file, ",%s,%s\n", from, to);
}

static rf_status write_conventions(rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "conventions.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("lender,borrower,max_fte,from,to\n", file);
    for (int32_t a = 0; a < gen->options.n_organisations; a++)
        for (int32_t b = 0; b < gen->options.n_organisations; b++)
            if (a != b)
                write_convention(gen, file, a, b);
    return rf_gen_close(file, "conventions.csv", err);
}

rf_status rf_gen_write_units(rf_gen *gen, rf_err *err)
{
    rf_status rc = write_organisations(gen, err);
    if (rc == RF_OK)
        rc = write_sites(gen, err);
    if (rc == RF_OK)
        rc = write_units(gen, err);
    if (rc == RF_OK)
        rc = write_floors(gen, err);
    if (rc == RF_OK)
        rc = write_conventions(gen, err);
    return rc;
}
