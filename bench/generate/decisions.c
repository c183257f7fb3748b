/* SPDX-License-Identifier: GPL-3.0-or-later
 * What managers have already decided, and what agents started by themselves.
 *
 * A pin must hold in every preset: its agent is of the receiving organisation, holds the skills
 * without an end date, is never absent (drawn by no absence shock up to 40 %), comes from a service
 * with a low floor (floors may be hard), and the need is never under water. */
#include <string.h>

#include "bench/generate/generate.h"

enum { WORST_ABSENCE = 4000, AGENTS_PER_PIN = 250, MAX_PIN_PERIODS = 4 };

static bool ever_drawn_absent(int32_t number)
{
    char text[32];
    const int n = snprintf(text, sizeof text, "%d:M%d", RF_GEN_SHOCK_SEED, (int)number);
    return rf_fnv1a64(RF_FNV1A64_START, text, (size_t)n) % 10000 < WORST_ABSENCE;
}

static bool qualified(const rf_gen_kind *kind, const rf_gen_facts *facts)
{
    bool any_asked = false, any_met = false;
    for (int32_t s = 0; s < RF_GEN_MAX_NEED_SKILLS && kind->skills[s].level > 0; s++) {
        const rf_gen_demand *d = &kind->skills[s];
        const bool met = facts->level[d->skill] >= d->level;
        if (!d->any && !met)
            return false;
        any_asked |= d->any;
        any_met |= d->any && met;
    }
    return any_met || !any_asked;
}

static bool may_pin(const rf_gen *gen, const rf_gen_facts *facts, int32_t need_index)
{
    const rf_gen_need *need = &gen->needs[need_index];
    const rf_gen_kind *kind = &rf_gen_kinds[need->kind];
    const rf_gen_unit *receiving = &gen->units[need->unit], *own = &gen->units[facts->unit];
    for (int32_t p = 0; p < gen->n_pins; p++)
        if (gen->pins[p].need == need_index)
            return false;
    return receiving->organisation == own->organisation && need->unit != facts->unit &&
           !kind->remote && gen->units[rf_gen_need_site(need)].commune != gen->flooded &&
           (kind->categories[0] == '\0' || strchr(kind->categories, facts->category) != NULL) &&
           qualified(kind, facts);
}

static void offer_pin(rf_gen *gen, const rf_gen_facts *facts)
{
    if (!rf_gen_families[gen->units[facts->unit].family].closed || facts->refuses ||
        facts->restricted || facts->absent || ever_drawn_absent(facts->number))
        return;
    const int32_t n = gen->options.n_needs;
    for (int32_t i = 0; i < n; i++) {
        const int32_t k = (int32_t)(((int64_t)facts->number + i) % n);
        if (!may_pin(gen, facts, k))
            continue;
        const rf_gen_need *need = &gen->needs[k];
        const int32_t last = need->first + MAX_PIN_PERIODS - 1;
        gen->pins[gen->n_pins++] =
            (rf_gen_decision){facts->number, k, need->first, last < need->last ? last : need->last};
        return;
    }
}

static void offer_forbid(rf_gen *gen, const rf_gen_facts *facts)
{
    const int32_t last = gen->options.n_periods - 1;
    const bool everywhere = gen->n_forbids % 2 == 0;
    const int32_t need = (int32_t)((int64_t)facts->number % gen->options.n_needs);
    gen->forbids[gen->n_forbids++] = (rf_gen_decision){facts->number, everywhere ? -1 : need, 0,
                                                       everywhere && last > 2 ? last / 2 : last};
}

/* The first n that will do after every n-th part of the agents. */
static bool due(const rf_gen *gen, int32_t index, int32_t done, int32_t wanted)
{
    return done < wanted && index >= (int64_t)gen->options.n_agents * done / wanted;
}

void rf_gen_offer_agent(rf_gen *gen, const rf_gen_facts *facts)
{
    const int32_t many = 2 + gen->options.n_agents / AGENTS_PER_PIN;
    const int32_t wanted = many < RF_GEN_MAX_PINS ? many : RF_GEN_MAX_PINS;
    const int32_t pins = gen->n_pins;
    if (due(gen, facts->index, gen->n_pins, wanted))
        offer_pin(gen, facts);
    if (gen->n_pins > pins || facts->refuses)
        return;
    if (due(gen, facts->index, gen->n_forbids, wanted))
        offer_forbid(gen, facts);
    if (due(gen, facts->index, gen->n_authors, RF_GEN_MAX_AUTHORS))
        gen->authors[gen->n_authors++] = facts->number;
}

static void write_decision(const rf_gen *gen, FILE *file, const rf_gen_decision *d, bool pin)
{
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT], need[16] = "";
    if (d->need >= 0)
        (void)snprintf(need, sizeof need, "N-%03d", (int)(d->need + 1));
    (void)fprintf(file, "M%d,%s,%s,%s,%s,", (int)d->agent, need,
                  rf_gen_first_day(from, gen, d->first), rf_gen_last_day(to, gen, d->last),
                  pin ? "pin" : "forbid");
}

static rf_status write_decisions(const rf_gen *gen, rf_err *err)
{
    static const char *const pinned[] = {
        "Cellule de crise,Déjà en poste depuis la première réunion de crise",
        "Direction générale,Connaît la tournée et les bénéficiaires",
        "Cellule de crise,Accord écrit des deux responsables",
        "Direction générale,Mission déjà commencée"};
    static const char *const barred[] = {
        "Responsable de service,Indispensable à la clôture en cours",
        "Responsable de service,Mission précédente interrompue : autre affectation à proposer",
        "Direction générale,Référent du plan de sauvegarde",
        "Ressources humaines,Retour de mission : repos accordé"};
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "decisions.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("agent,need,from,to,decision,author,reason\n", file);
    for (int32_t i = 0; i < gen->n_pins; i++) {
        write_decision(gen, file, &gen->pins[i], true);
        (void)fprintf(file, "%s\n", pinned[i % 4]);
    }
    for (int32_t i = 0; i < gen->n_forbids; i++) {
        write_decision(gen, file, &gen->forbids[i], false);
        (void)fprintf(file, "%s\n", barred[i % 4]);
    }
    return rf_gen_close(file, "decisions.csv", err);
}

/* kind: of the need that it asks staff for, -1 none; review: period after which it is looked at
 * again. */
typedef struct initiative {
    const char *name;
    int32_t sponsor, kind, review;
    const char *state, *outcome;
} initiative;

static const initiative initiatives[] = {
    {"Drive des médiathèques", RF_GEN_MEDIATHEQUES, -1, 3, "proposed", ""},
    {"Couture et tri de masques en tissu", RF_GEN_FETES, 21, 2, "endorsed", ""},
    {"Lectures par téléphone pour les aînés", RF_GEN_MEDIATHEQUES, 10, 4, "endorsed", ""},
    {"Repas cuisinés pour l'hôpital", RF_GEN_CANTINES, 26, 1, "closed", "absorb"},
    {"Prêt d'ordinateurs aux familles", RF_GEN_NUMERIQUE, 15, 3, "endorsed", ""},
    {"Séances de sport à distance", RF_GEN_PISCINES, -1, 2, "closed", "close"},
    {"Collecte de jouets et de livres", RF_GEN_LOISIRS, -1, 4, "proposed", ""},
    {"Garde du samedi pour les soignants", RF_GEN_ECOLES, 4, 5, "endorsed", ""},
};

static int32_t first_unit_of(const rf_gen *gen, int32_t family)
{
    int32_t i = 0;
    while (i < gen->options.n_units && gen->units[i].family != family)
        i++;
    return i;
}

static void write_initiative(const rf_gen *gen, FILE *file, int32_t i)
{
    const initiative *it = &initiatives[i];
    char review[RF_DATE_TEXT], need[16] = "";
    for (int32_t k = 0; k < gen->options.n_needs && need[0] == '\0'; k++)
        if (gen->needs[k].kind == it->kind)
            (void)snprintf(need, sizeof need, "N-%03d", (int)(k + 1));
    const int32_t author = i * 3 % gen->n_authors;
    (void)fprintf(file, "I-%02d,%s,M%d", (int)(i + 1), it->name, (int)gen->authors[author]);
    if (i % 2 == 0 && gen->n_authors > 1)
        (void)fprintf(file, " M%d", (int)gen->authors[(author + 1) % gen->n_authors]);
    (void)fprintf(file, ",U-%03d,%s,%s,%s,%s\n", (int)(first_unit_of(gen, it->sponsor) + 1),
                  it->state, need, rf_gen_last_day(review, gen, it->review), it->outcome);
}

static rf_status write_initiatives(const rf_gen *gen, rf_err *err)
{
    FILE *file = NULL;
    const rf_status rc = rf_gen_open(&file, gen, "initiatives.csv", err);
    if (rc != RF_OK)
        return rc;
    (void)fputs("initiative,name,authors,sponsor,state,need,review_on,outcome\n", file);
    const int32_t n = sizeof initiatives / sizeof initiatives[0];
    for (int32_t i = 0; i < n && gen->n_authors > 0; i++)
        write_initiative(gen, file, i);
    return rf_gen_close(file, "initiatives.csv", err);
}

rf_status rf_gen_write_decisions(const rf_gen *gen, rf_err *err)
{
    const rf_status rc = write_decisions(gen, err);
    return rc == RF_OK ? write_initiatives(gen, err) : rc;
}
