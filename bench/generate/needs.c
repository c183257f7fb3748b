/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked for: needs, their skills, their peaks, and the crossing of the river to reach them.
 */
#include "bench/generate/generate.h"

enum { FTE_PER_MILLE = 165, MAX_TRAVEL_ROWS = 200 };

/* The units of a family stand together. */
typedef struct range {
    int32_t first, n;
} range;

static range units_of(const rf_gen *gen, int32_t family)
{
    range r = {0, 0};
    while (gen->units[r.first].family != family)
        r.first++;
    while (r.first + r.n < gen->options.n_units && gen->units[r.first + r.n].family == family)
        r.n++;
    return r;
}

static void draw_stay(rf_gen *gen, rf_gen_need *need)
{
    static const uint8_t min_stays[] = {0, 45, 37, 18};
    static const int32_t max_stays[] = {3, 4, 6};
    need->min_stay = rf_gen_weighted(gen, min_stays, 4);
    need->max_stay = rf_gen_chance(gen, 55) ? 0 : max_stays[rf_gen_between(gen, 0, 2)];
}

static void draw_window(rf_gen *gen, rf_gen_need *need, rf_gen_tier tier)
{
    const int32_t last = gen->options.n_periods - 1;
    const int32_t latest = tier == RF_GEN_IMPORTANT ? 2 : 1;
    need->first = 0;
    need->last = last;
    if (last < 3)
        return;
    need->first = rf_gen_between(gen, 0, latest);
    need->last = last - rf_gen_between(gen, 0, 1);
}

/* The nth need of a kind goes to the next unit of its families, so that they spread. */
static void draw_need(rf_gen *gen, rf_gen_need *need, int32_t nth, const range *families)
{
    const rf_gen_kind *kind = &rf_gen_kinds[need->kind];
    const range *receiving = &families[kind->families[nth % 2]];
    const range *halls = &families[RF_GEN_PISCINES];
    const int32_t from = need->kind * 5 + nth / (kind->families[0] == kind->families[1] ? 1 : 2);
    need->unit = receiving->first + from % receiving->n;
    need->site = -1;
    if (kind->elsewhere && rf_gen_chance(gen, 60))
        need->site = halls->first + rf_random_below(&gen->random, halls->n);
    draw_window(gen, need, kind->tier);
    draw_stay(gen, need);
    need->tutors_on_site = kind->tutor_ratio > 0 && rf_gen_chance(gen, 70) ? 1 : 0;
    need->deci_fte = rf_gen_between(gen, 60, 140);
}

/* FTE: the kinds share what is asked for in all; the needs of a kind share by the weight that each
 * drew. */
static void share_fte(rf_gen *gen)
{
    int64_t weight[RF_GEN_N_KINDS] = {0}, all = 0;
    for (int32_t i = 0; i < gen->options.n_needs; i++) {
        rf_gen_need *need = &gen->needs[i];
        if (weight[need->kind] == 0)
            all += rf_gen_kinds[need->kind].share;
        weight[need->kind] += need->deci_fte;
    }
    const int64_t total = (int64_t)gen->options.n_agents * FTE_PER_MILLE / 100 *
                          gen->options.scarcity / 100; /* deci-FTE */
    for (int32_t i = 0; i < gen->options.n_needs; i++) {
        rf_gen_need *need = &gen->needs[i];
        const int64_t of_kind = total * rf_gen_kinds[need->kind].share / all;
        const int32_t half_posts = (int32_t)(of_kind * need->deci_fte / weight[need->kind] / 5);
        need->deci_fte = half_posts < 2 ? 10 : half_posts * 5;
    }
}

/* Each kind once, the most vital first; then the kind with the largest share for the needs that it
 * has. */
static int32_t next_kind(const int32_t n_of[RF_GEN_N_KINDS], int32_t i)
{
    if (i < RF_GEN_N_KINDS)
        return i;
    int32_t best = 0;
    for (int32_t k = 1; k < RF_GEN_N_KINDS; k++)
        if (rf_gen_kinds[k].share * n_of[best] > rf_gen_kinds[best].share * n_of[k])
            best = k;
    return best;
}

rf_status rf_gen_draw_needs(rf_gen *gen, rf_err *err)
{
    gen->needs = rf_new_array((size_t)gen->options.n_needs, sizeof *gen->needs);
    if (gen->needs == NULL)
        return rf_fail_memory(err);
    range families[RF_GEN_N_FAMILIES];
    for (int32_t f = 0; f < RF_GEN_N_FAMILIES; f++)
        families[f] = units_of(gen, f);
    int32_t n_of[RF_GEN_N_KINDS] = {0};
    for (int32_t i = 0; i < gen->options.n_needs; i++) {
        const int32_t kind = next_kind(n_of, i);
        gen->needs[i].kind = kind;
        draw_need(gen, &gen->needs[i], n_of[kind]++, families);
    }
    share_fte(gen);
    return RF_OK;
}

static void write_need(const rf_gen *gen, FILE *file, int32_t i)
{
    static const char *const tiers[] = {"vital", "essential", "important"};
    const rf_gen_need *need = &gen->needs[i];
    const rf_gen_kind *kind = &rf_gen_kinds[need->kind];
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT], max_stay[12] = "", site[16] = "";
    if (need->max_stay > 0)
        (void)snprintf(max_stay, sizeof max_stay, "%d", (int)need->max_stay);
    if (need->site >= 0)
        (void)snprintf(site, sizeof site, "S-%04d", (int)(need->site + 1));
    (void)fprintf(file, "N-%03d,U-%03d,\"%s\",%s,%s,%s,%d.%d,", (int)(i + 1), (int)(need->unit + 1),
                  kind->name, tiers[kind->tier], rf_gen_first_day(from, gen, need->first),
                  rf_gen_last_day(to, gen, need->last), (int)(need->deci_fte / 10),
                  (int)(need->deci_fte % 10));
    (void)fprintf(file, "%s,%s,%d,%s,%s,%s,%d,%d,%d\n", site, kind->categories, (int)need->min_stay,
                  max_stay, kind->conditions, kind->remote ? "yes" : "no", (int)kind->tutor_ratio,
                  (int)need->tutors_on_site, (int)kind->trainee_yield);
}

static rf_status write_needs(const rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "needs.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("need,unit,name,tier,from,to,fte,site,categories,min_stay,max_stay,conditions,"
                "remote,tutor_ratio,tutors_on_site,trainee_yield\n",
                file);
    for (int32_t i = 0; i < gen->options.n_needs; i++)
        write_need(gen, file, i);
    return rf_gen_close(file, "needs.csv", err);
}

static rf_status write_need_skills(const rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "need_skills.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("need,skill,min_level,trainee_level,any_of\n", file);
    for (int32_t i = 0; i < gen->options.n_needs; i++)
        for (size_t s = 0; s < RF_GEN_MAX_NEED_SKILLS; s++) {
            const rf_gen_demand *d = &rf_gen_kinds[gen->needs[i].kind].skills[s];
            if (d->level == 0)
                break;
            (void)fprintf(file, "N-%03d,%s,%d,", (int)(i + 1), rf_gen_skill_names[d->skill],
                          d->level);
            if (d->trainee > 0)
                (void)fprintf(file, "%d", d->trainee);
            (void)fputs(d->any ? ",x\n" : ",\n", file);
        }
    return rf_gen_close(file, "need_skills.csv", err);
}

static void write_demand_row(const rf_gen *gen, FILE *file, int32_t i, rf_gen_peak peak)
{
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT];
    const int32_t deci = gen->needs[i].deci_fte * peak.percent / 100;
    (void)fprintf(file, "N-%03d,%s,%s,%d.%d\n", (int)(i + 1),
                  rf_gen_first_day(from, gen, peak.first), rf_gen_last_day(to, gen, peak.last),
                  (int)(deci / 10), (int)(deci % 10));
}

/* A third of the needs swell for two weeks early on; some ebb in their last. */
static rf_status write_demand(rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "demand.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("need,from,to,fte\n", file);
    for (int32_t i = 0; i < gen->options.n_needs; i++) {
        const rf_gen_need *need = &gen->needs[i];
        const int32_t swell = rf_gen_between(gen, 130, 170);
        const bool swells = rf_gen_chance(gen, 33), ebbs = rf_gen_chance(gen, 15);
        if (need->last - need->first < 4)
            continue;
        if (swells)
            write_demand_row(gen, file, i, (rf_gen_peak){need->first + 1, need->first + 2, swell});
        if (ebbs)
            write_demand_row(gen, file, i, (rf_gen_peak){need->last, need->last, 60});
    }
    return rf_gen_close(file, "demand.csv", err);
}

/* True where an earlier need, or this one being remote, already settled the site. */
static bool settled(const rf_gen *gen, int32_t i)
{
    const int32_t site = rf_gen_need_site(&gen->needs[i]);
    if (rf_gen_kinds[gen->needs[i].kind].remote ||
        rf_gen_communes[gen->units[site].commune].crossing > 0)
        return true;
    for (int32_t j = 0; j < i; j++)
        if (rf_gen_need_site(&gen->needs[j]) == site && !rf_gen_kinds[gen->needs[j].kind].remote)
            return true;
    return false;
}

/* As the crow flies the south bank is close: by the bridge it is not. */
static rf_status write_travel(rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "travel.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("from_site,to_site,minutes\n", file);
    int32_t n = 0;
    for (int32_t i = 0; i < gen->options.n_needs && n < MAX_TRAVEL_ROWS; i++) {
        if (settled(gen, i))
            continue;
        const int32_t site = rf_gen_need_site(&gen->needs[i]);
        const int32_t beyond = gen->units[site].commune == 0 ? 0 : 9;
        for (int32_t c = 0; c < RF_GEN_N_COMMUNES; c++) {
            if (rf_gen_communes[c].crossing == 0)
                continue;
            const int32_t detour = rf_gen_between(gen, 0, 7);
            const int32_t minutes = rf_gen_communes[c].crossing + beyond + detour;
            (void)fprintf(file, "S-%04d,S-%04d,%d\n",
                          (int)(gen->options.n_units + gen->homes[c].first + 1), (int)(site + 1),
                          (int)(minutes * gen->options.dispersion / 100));
            n++;
        }
    }
    return rf_gen_close(file, "travel.csv", err);
}

rf_status rf_gen_write_needs(rf_gen *gen, rf_err *err)
{
    rf_status rc = write_needs(gen, err);
    if (rc == RF_OK)
        rc = write_need_skills(gen, err);
    if (rc == RF_OK)
        rc = write_demand(gen, err);
    if (rc == RF_OK)
        rc = write_travel(gen, err);
    return rc;
}
