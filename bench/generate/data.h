/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the generator knows of the world: communes, job families with their skills, kinds of need.
 * Communes are real (code and approximate position of the town hall); all the rest is invented. */
#ifndef RF_BENCH_GENERATE_DATA_H
#define RF_BENCH_GENERATE_DATA_H

#include <stdbool.h>
#include <stdint.h>

enum { RF_GEN_MAX_COMMUNES = 32, RF_GEN_FIXED_ORGANISATIONS = 4 };
enum { RF_GEN_MAX_ORGANISATIONS = RF_GEN_FIXED_ORGANISATIONS + RF_GEN_MAX_COMMUNES };

/* Who employs: the joint authority, the main town, its social centre, the department, another town.
 */
typedef enum rf_gen_owner {
    RF_GEN_JOINT,
    RF_GEN_MAIN,
    RF_GEN_SOCIAL,
    RF_GEN_DEPARTMENT,
    RF_GEN_TOWN,
    RF_GEN_N_OWNERS
} rf_gen_owner;

typedef struct rf_gen_commune {
    const char *insee, *name, *of; /* of: "de Guérande", as after "Ville" */
    int32_t lat, lon;              /* 1e-5 degrees */
    int32_t population;            /* thousands, at least 1 */
    bool joint;                    /* belongs to the joint authority */
    int32_t
        crossing; /* minutes to the other bank by the bridge; 0: stands on the main town's bank */
} rf_gen_commune;

typedef enum rf_gen_skill {
    RF_GEN_NO_SKILL,
    RF_GEN_ACCUEIL,
    RF_GEN_TELEPHONIE,
    RF_GEN_ECOUTE,
    RF_GEN_BUREAUTIQUE,
    RF_GEN_ETAT_CIVIL,
    RF_GEN_COMPTABILITE,
    RF_GEN_MARCHES,
    RF_GEN_PAIE,
    RF_GEN_GESTION_RH,
    RF_GEN_COMMUNICATION,
    RF_GEN_SUPPORT,
    RF_GEN_RESEAU,
    RF_GEN_DOCUMENTATION,
    RF_GEN_MEDIATION,
    RF_GEN_AIDE_SOIGNANT,
    RF_GEN_INFIRMIER,
    RF_GEN_PUERICULTURE,
    RF_GEN_PETITE_ENFANCE,
    RF_GEN_JEUNESSE,
    RF_GEN_SENIORS,
    RF_GEN_BAFA,
    RF_GEN_TRAVAIL_SOCIAL,
    RF_GEN_AIDE_DOMICILE,
    RF_GEN_SERVICE_REPAS,
    RF_GEN_CUISINE,
    RF_GEN_HYGIENE,
    RF_GEN_ENTRETIEN,
    RF_GEN_MANUTENTION,
    RF_GEN_LOGISTIQUE,
    RF_GEN_CARISTE,
    RF_GEN_COLLECTE,
    RF_GEN_PERMIS_B,
    RF_GEN_PERMIS_C,
    RF_GEN_PERMIS_D,
    RF_GEN_ENGINS,
    RF_GEN_VOIRIE,
    RF_GEN_ESPACES_VERTS,
    RF_GEN_ELECTRICITE,
    RF_GEN_PLOMBERIE,
    RF_GEN_BATIMENT,
    RF_GEN_EAU,
    RF_GEN_SECURITE,
    RF_GEN_SURVEILLANCE,
    RF_GEN_BAIGNADE,
    RF_GEN_SECOURISME,
    RF_GEN_ANGLAIS,
    RF_GEN_ARABE,
    RF_GEN_TURC,
    RF_GEN_SIGNES,
    RF_GEN_ARTS,
    RF_GEN_N_SKILLS
} rf_gen_skill;

/* A skill that a job brings to `percent` of its holders, at a level drawn from low..high. percent 0
 * ends a list. */
typedef struct rf_gen_talent {
    uint8_t skill, low, high, percent;
} rf_gen_talent;

enum {
    RF_GEN_MAX_TALENTS = 7,
    RF_GEN_MAX_JOBS = 5,
    RF_GEN_BRANCHES = 6,
    RF_GEN_MAX_NEED_SKILLS = 3
};

/* share: weight within the family, 0 ends a list. telework: percent of holders. */
typedef struct rf_gen_job {
    uint8_t share;
    char category;
    uint8_t telework;
    rf_gen_talent talents[RF_GEN_MAX_TALENTS];
} rf_gen_job;

typedef struct rf_gen_family {
    const char *name; /* before the place, or before the branch where it has branches */
    const char *branches[RF_GEN_BRANCHES]; /* offices of a head office; none: one unit a place */
    uint8_t owners[RF_GEN_N_OWNERS];       /* how many units, relative */
    uint8_t size;                          /* agents in a unit, relative */
    bool closed;                           /* stops in a lockdown */
    bool physical;                         /* restrictions are commoner */
    uint8_t floor_low, floor_high;         /* percent */
    uint8_t key_skill;                     /* of which some units keep a share of the holders */
} rf_gen_family;

typedef enum rf_gen_tier { RF_GEN_VITAL, RF_GEN_ESSENTIAL, RF_GEN_IMPORTANT } rf_gen_tier;

/* A skill that a need asks for. trainee 0: no trainee; any: an alternative to the other `any` rows.
 * level 0 ends a list. */
typedef struct rf_gen_demand {
    uint8_t skill, level, trainee;
    bool any;
} rf_gen_demand;

typedef struct rf_gen_kind {
    const char *name;
    rf_gen_tier tier;
    uint8_t families[2];    /* of the receiving unit */
    const char *categories; /* "" for all */
    const char *conditions;
    uint8_t share;         /* of the FTE asked for, relative */
    uint8_t tutor_ratio;   /* 0: no trainees */
    uint8_t trainee_yield; /* percent */
    bool remote, digital;  /* digital: doubles in a cyberattack */
    bool heat;             /* grows in a heat wave */
    bool elsewhere;        /* received in a hall that has closed */
    rf_gen_demand skills[RF_GEN_MAX_NEED_SKILLS];
} rf_gen_kind;

enum {
    RF_GEN_MEDIATHEQUES,
    RF_GEN_PISCINES,
    RF_GEN_MUSEES,
    RF_GEN_CONSERVATOIRE,
    RF_GEN_CRECHES,
    RF_GEN_ECOLES,
    RF_GEN_CANTINES,
    RF_GEN_LOISIRS,
    RF_GEN_VERTS,
    RF_GEN_PROPRETE,
    RF_GEN_DECHETS,
    RF_GEN_EAUX,
    RF_GEN_ROUTES,
    RF_GEN_EHPAD,
    RF_GEN_DOMICILE,
    RF_GEN_SOLIDARITES,
    RF_GEN_PMI,
    RF_GEN_COLLEGES,
    RF_GEN_FINANCES,
    RF_GEN_RH,
    RF_GEN_NUMERIQUE,
    RF_GEN_PRESSE,
    RF_GEN_MAIRIES,
    RF_GEN_POLICE,
    RF_GEN_BATIMENTS,
    RF_GEN_TRANSPORTS,
    RF_GEN_FETES,
    RF_GEN_ARCHIVES,
    RF_GEN_N_FAMILIES
};
enum { RF_GEN_N_KINDS = 28, RF_GEN_N_COMMUNES = 23, RF_GEN_N_PLACES = 40 };

extern const rf_gen_commune rf_gen_communes[RF_GEN_N_COMMUNES]; /* the main town first */
extern const char *const rf_gen_places[RF_GEN_N_PLACES];
extern const char *const rf_gen_skill_names[RF_GEN_N_SKILLS];
extern const rf_gen_family rf_gen_families[RF_GEN_N_FAMILIES];
extern const rf_gen_job rf_gen_jobs[RF_GEN_N_FAMILIES][RF_GEN_MAX_JOBS]; /* share 0 ends a row */
extern const rf_gen_kind rf_gen_kinds[RF_GEN_N_KINDS];                   /* the most vital first */

#endif
