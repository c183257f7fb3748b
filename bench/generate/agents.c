/* SPDX-License-Identifier: GPL-3.0-or-later
 * Agents, their skills and absences: drawn one by one and written at once, none is kept. */
#include <string.h>

#include "bench/generate/generate.h"

enum { FIRST_NUMBER = 100003, NUMBER_STEP = 11, PROOF_DAYS_BEFORE = 70, PROOF_DAYS = 420 };

typedef struct streams {
    FILE *agents, *skills, *absences;
} streams;

/* What people bring from a former job or from their own time. */
static const struct {
    uint8_t skill, weight, high;
} hobbies[] = {
    {RF_GEN_BAFA, 9, 3},        {RF_GEN_SECOURISME, 9, 2},     {RF_GEN_PERMIS_B, 14, 2},
    {RF_GEN_MANUTENTION, 9, 3}, {RF_GEN_ENTRETIEN, 7, 3},      {RF_GEN_SERVICE_REPAS, 8, 3},
    {RF_GEN_SENIORS, 6, 3},     {RF_GEN_JEUNESSE, 7, 3},       {RF_GEN_LOGISTIQUE, 5, 3},
    {RF_GEN_TELEPHONIE, 8, 3},  {RF_GEN_COMPTABILITE, 4, 3},   {RF_GEN_AIDE_DOMICILE, 6, 3},
    {RF_GEN_CUISINE, 5, 3},     {RF_GEN_PERMIS_C, 4, 2},       {RF_GEN_PERMIS_D, 2, 2},
    {RF_GEN_SUPPORT, 4, 3},     {RF_GEN_ETAT_CIVIL, 3, 3},     {RF_GEN_AIDE_SOIGNANT, 4, 3},
    {RF_GEN_INFIRMIER, 1, 3},   {RF_GEN_PETITE_ENFANCE, 4, 3}, {RF_GEN_HYGIENE, 4, 2},
    {RF_GEN_ECOUTE, 5, 3},      {RF_GEN_ANGLAIS, 6, 4},        {RF_GEN_ARABE, 4, 4},
    {RF_GEN_TURC, 2, 4},        {RF_GEN_SIGNES, 2, 4},         {RF_GEN_CARISTE, 2, 2},
};
enum { N_HOBBIES = sizeof hobbies / sizeof hobbies[0] };

static int32_t draw_unit(rf_gen *gen)
{
    const int32_t all = gen->units[gen->options.n_units - 1].weight_through;
    const int32_t at = rf_random_below(&gen->random, all);
    int32_t low = 0, high = gen->options.n_units - 1;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (at < gen->units[middle].weight_through)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* A quarter start from their unit (-1); the others from home, oftener in the same commune than
 * elsewhere. */
static int32_t draw_home(rf_gen *gen, int32_t commune)
{
    const int32_t kind = rf_gen_between(gen, 1, 100);
    if (kind <= 25)
        return -1;
    if (kind > 50) {
        uint8_t people[RF_GEN_N_COMMUNES];
        for (int32_t c = 0; c < RF_GEN_N_COMMUNES; c++)
            people[c] = (uint8_t)rf_gen_communes[c].population;
        commune = rf_gen_weighted(gen, people, RF_GEN_N_COMMUNES);
    }
    return gen->homes[commune].first + rf_random_below(&gen->random, gen->homes[commune].n);
}

static const rf_gen_job *draw_job(rf_gen *gen, int32_t family)
{
    uint8_t shares[RF_GEN_MAX_JOBS];
    for (int32_t j = 0; j < RF_GEN_MAX_JOBS; j++)
        shares[j] = rf_gen_jobs[family][j].share;
    return &rf_gen_jobs[family][rf_gen_weighted(gen, shares, RF_GEN_MAX_JOBS)];
}

/* One or two functional codes, the second after the first in the alphabet. Returns whether there is
 * any. */
static bool write_restrictions(rf_gen *gen, FILE *file, bool physical)
{
    static const char *const codes[] = {"cold",  "driving", "lifting",
                                        "night", "public",  "standing"};
    static const uint8_t worn[] = {16, 12, 34, 14, 4, 20}, usual[] = {18, 17, 18, 18, 13, 16};
    if (!rf_gen_chance(gen, physical ? 17 : 10))
        return false;
    const int32_t first = rf_gen_weighted(gen, physical ? worn : usual, 6);
    (void)fputs(codes[first], file);
    const int32_t second = rf_gen_between(gen, 0, 11);
    if (second > first && second < 6)
        (void)fprintf(file, " %s", codes[second]);
    return true;
}

/* As many of 100 willing as asked for; among the willing, and among the others, shares are kept. */
static void turn_consents(uint8_t out[4], const uint8_t usual[4], int32_t willing)
{
    const int32_t volunteers = willing * usual[0] / (usual[0] + usual[1]);
    const int32_t unknown = (100 - willing) * usual[2] / (usual[2] + usual[3]);
    out[0] = (uint8_t)volunteers;
    out[1] = (uint8_t)(willing - volunteers);
    out[2] = (uint8_t)unknown;
    out[3] = (uint8_t)(100 - willing - unknown);
}

static void write_consent_and_status(rf_gen *gen, FILE *file, rf_gen_facts *facts)
{
    static const char *const consents[] = {"volunteer", "agrees", "unknown", "refuses"};
    static const char *const statuses[] = {"permanent", "open_ended", "fixed_term", "trainee"};
    static const uint8_t at_work[] = {31, 37, 21, 11}, idle[] = {39, 36, 17, 8},
                         status_weights[] = {78, 6, 13, 3};
    const bool closed = rf_gen_families[gen->units[facts->unit].family].closed;
    uint8_t turned[4];
    const uint8_t *weights = closed ? idle : at_work;
    if (gen->options.consent >= 0) {
        turn_consents(turned, weights, gen->options.consent);
        weights = turned;
    }
    const int32_t consent = rf_gen_weighted(gen, weights, 4);
    const int32_t status = rf_gen_weighted(gen, status_weights, 4);
    facts->refuses = consent == 3;
    (void)fprintf(file, "%s,%s,", consents[consent], statuses[status]);
}

static void write_agent(rf_gen *gen, FILE *file, rf_gen_facts *facts, const rf_gen_job *job)
{
    static const uint8_t fte_weights[] = {76, 10, 5, 5, 2, 2};
    static const uint8_t ftes[] = {100, 80, 90, 50, 70, 60};
    static const uint8_t limit_weights[] = {40, 21, 18, 12, 9};
    static const char *const limits[] = {"", "45", "30", "60", "20"};
    static const uint8_t prior_weights[] = {44, 14, 14, 14, 14};
    static const uint8_t priors[] = {0, 5, 10, 20, 40};
    const rf_gen_unit *unit = &gen->units[facts->unit];
    const int32_t fte = ftes[rf_gen_weighted(gen, fte_weights, 6)];
    (void)fprintf(file, "M%d,U-%03d,%d,%c,", (int)facts->number, (int)(facts->unit + 1), (int)fte,
                  job->category);
    write_consent_and_status(gen, file, facts);
    const int32_t home = draw_home(gen, unit->commune);
    if (home >= 0)
        (void)fprintf(file, "S-%04d", (int)(gen->options.n_units + home + 1));
    (void)fprintf(file, ",%s,", limits[rf_gen_weighted(gen, limit_weights, 5)]);
    facts->restricted = write_restrictions(gen, file, rf_gen_families[unit->family].physical);
    const bool telework = rf_gen_chance(gen, job->telework);
    const int32_t prior = priors[rf_gen_weighted(gen, prior_weights, 5)];
    (void)fprintf(file, ",%s,%d\n", telework ? "yes" : "no", (int)prior);
}

/* Percent of the holders who had to give a proof with an end. */
static int32_t dated_percent(uint8_t skill)
{
    switch (skill) {
    case RF_GEN_PERMIS_B:
        return 8;
    case RF_GEN_PERMIS_C:
    case RF_GEN_PERMIS_D:
    case RF_GEN_BAIGNADE:
        return 55;
    case RF_GEN_SECOURISME:
    case RF_GEN_CARISTE:
    case RF_GEN_ENGINS:
        return 45;
    default:
        return 0;
    }
}

static void write_skill(rf_gen *gen, FILE *file, rf_gen_facts *facts, rf_gen_talent talent)
{
    const int32_t level = rf_gen_between(gen, talent.low, talent.high);
    char until[RF_DATE_TEXT] = "";
    if (rf_gen_chance(gen, dated_percent(talent.skill)))
        (void)rf_date_format(until, gen->start - PROOF_DAYS_BEFORE +
                                        rf_random_below(&gen->random, PROOF_DAYS));
    else
        facts->level[talent.skill] = (uint8_t)level;
    if (file != NULL)
        (void)fprintf(file, "M%d,%s,%d,%s\n", (int)facts->number, rf_gen_skill_names[talent.skill],
                      (int)level, until);
}

/* One that the agent does not have yet. */
static void write_hobby(rf_gen *gen, FILE *file, rf_gen_facts *facts, bool *has)
{
    uint8_t weights[N_HOBBIES];
    for (int32_t h = 0; h < N_HOBBIES; h++)
        weights[h] = hobbies[h].weight;
    const int32_t h = rf_gen_weighted(gen, weights, N_HOBBIES);
    if (has[hobbies[h].skill])
        return;
    has[hobbies[h].skill] = true;
    write_skill(gen, file, facts, (rf_gen_talent){hobbies[h].skill, 1, hobbies[h].high, 100});
}

static void write_hobbies(rf_gen *gen, FILE *file, rf_gen_facts *facts, bool *has, int32_t n)
{
    for (; n > 0; n--)
        write_hobby(gen, file, facts, has);
}

/* More or fewer than usual, what is not whole left to chance. The usual ones are drawn too and kept
 * nowhere, the others by draws of their own: what follows is then as it would have been. */
static void write_turned(rf_gen *gen, FILE *file, rf_gen_facts *facts, bool *has, int32_t usual)
{
    rf_gen_facts unkept = *facts;
    bool unkept_has[RF_GEN_N_SKILLS];
    memcpy(unkept_has, has, sizeof unkept_has);
    write_hobbies(gen, NULL, &unkept, unkept_has, usual);
    const rf_random after = gen->random;
    const int32_t percent = usual * gen->options.polyvalence;
    gen->random.state = gen->options.seed ^ (uint64_t)facts->number << 32;
    const int32_t n = percent / 100 + rf_gen_chance(gen, percent % 100);
    write_hobbies(gen, file, facts, has, n);
    gen->random = after;
}

static void write_skills(rf_gen *gen, FILE *file, rf_gen_facts *facts, const rf_gen_job *job)
{
    static const uint8_t extra_weights[] = {45, 30, 17, 8};
    bool has[RF_GEN_N_SKILLS] = {false};
    for (int32_t i = 0; i < RF_GEN_MAX_TALENTS && job->talents[i].percent > 0; i++)
        if (rf_gen_chance(gen, job->talents[i].percent)) {
            has[job->talents[i].skill] = true;
            write_skill(gen, file, facts, job->talents[i]);
        }
    const int32_t usual = rf_gen_weighted(gen, extra_weights, 4);
    if (gen->options.polyvalence == 100)
        write_hobbies(gen, file, facts, has, usual);
    else
        write_turned(gen, file, facts, has, usual);
}

static void write_absences(rf_gen *gen, FILE *file, rf_gen_facts *facts)
{
    const int32_t n = rf_gen_chance(gen, 9) ? 1 + rf_gen_chance(gen, 6) : 0;
    const int32_t horizon = gen->options.n_periods * RF_GEN_PERIOD_DAYS;
    facts->absent = n > 0;
    rf_date from = gen->start - 10 + rf_random_below(&gen->random, horizon + 10);
    for (int32_t i = 0; i < n; i++) {
        char first[RF_DATE_TEXT], last[RF_DATE_TEXT];
        const rf_date to = from + rf_gen_between(gen, 2, 40);
        const int32_t presence = rf_gen_chance(gen, 75) ? 0 : 50;
        (void)fprintf(file, "M%d,%s,%s,%d\n", (int)facts->number, rf_date_format(first, from),
                      rf_date_format(last, to), (int)presence);
        from = to + rf_gen_between(gen, 5, 30);
    }
}

static rf_status open_streams(streams *out, const rf_gen *gen, rf_err *err)
{
    rf_status rc = rf_gen_open(&out->agents, gen, "agents.csv", err);
    if (rc == RF_OK)
        rc = rf_gen_open(&out->skills, gen, "skills.csv", err);
    if (rc == RF_OK)
        rc = rf_gen_open(&out->absences, gen, "absences.csv", err);
    return rc;
}

static rf_status close_one(FILE *file, const char *name, rf_status before, rf_err *err)
{
    rf_err later;
    const rf_status rc = file == NULL ? RF_OK : rf_gen_close(file, name, &later);
    if (before == RF_OK && rc != RF_OK)
        *err = later;
    return before != RF_OK ? before : rc;
}

rf_status rf_gen_write_agents(rf_gen *gen, rf_err *err)
{
    streams s = {NULL, NULL, NULL};
    rf_status rc = open_streams(&s, gen, err);
    if (rc == RF_OK) {
        (void)fputs("agent,unit,fte,category,consent,status,site,max_travel,restrictions,telework,"
                    "prior_days\n",
                    s.agents);
        (void)fputs("agent,skill,level,valid_until\n", s.skills);
        (void)fputs("agent,from,to,presence\n", s.absences);
        for (int32_t i = 0; i < gen->options.n_agents; i++) {
            rf_gen_facts facts = {.index = i, .number = FIRST_NUMBER + i * NUMBER_STEP};
            facts.unit = draw_unit(gen);
            const rf_gen_job *job = draw_job(gen, gen->units[facts.unit].family);
            facts.category = job->category;
            write_agent(gen, s.agents, &facts, job);
            write_skills(gen, s.skills, &facts, job);
            write_absences(gen, s.absences, &facts);
            rf_gen_offer_agent(gen, &facts);
        }
    }
    rc = close_one(s.agents, "agents.csv", rc, err);
    rc = close_one(s.skills, "skills.csv", rc, err);
    return close_one(s.absences, "absences.csv", rc, err);
}
