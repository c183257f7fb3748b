/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/decision.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/text.h"

const char *const rf_act_words[] = {
    [RF_ACT_ACCEPT] = N_("accept"),   [RF_ACT_REFUSE] = N_("refuse"),
    [RF_ACT_PIN] = N_("pin"),         [RF_ACT_FORBID] = N_("forbid"),
    [RF_ACT_PROPOSE] = N_("propose"), [RF_ACT_END] = N_("end"),
    [RF_ACT_EXTEND] = N_("extend"),   [RF_N_ACTS] = NULL};

const rf_motive rf_motives[] = {
    {"unstated", "non_precise", N_("no reason given")},
    {"agreed", "accord", N_("agreed between the agent and both services")},
    {"workload", "charge", N_("the service needs the agent then")},
    {"unavailable", "indisponible", N_("not available on these dates")},
    {"training", "formation", N_("a training is planned")},
    {"skills", "competences", N_("the skills do not fit the post")},
    {"travel", "trajet", N_("too far, or no way to get there")},
    {"hours", "horaires", N_("the working hours do not fit")},
    {"declined", "decline", N_("the agent declines")},
    {"continuity", "continuite", N_("whoever has begun goes on")},
    {"other_agent", "autre_agent", N_("somebody else fits better")},
    {"local_solution", "solution_locale", N_("the need is met in another way")},
    {"need_changed", "besoin_modifie", N_("the need is shorter, longer or over")},
    {"agreement", "convention", N_("no agreement between the employers covers it")},
    {NULL, NULL, NULL},
};

const char *const rf_motive_codes[] = {
    "unstated",    "agreed",         "workload",     "unavailable", "training",
    "skills",      "travel",         "hours",        "declined",    "continuity",
    "other_agent", "local_solution", "need_changed", "agreement",   NULL,
};

/* No name of a service: a person may go to a hospital or a health centre to work. */
const rf_health_word rf_health_words[] = {
    {"depress", false},    {"burnout", false},   {"malad", false},    {"enceinte", false},
    {"grossesse", false},  {"cancer", false},    {"handicap", false}, {"hospitalis", false},
    {"hospitaliz", false}, {"chirurgi", false},  {"diagnos", false},  {"patholog", false},
    {"anxi", false},       {"invalidit", false}, {"rqth", true},      {"medicament", false},
    {"medication", false}, {"pregnan", false},   {"ill", true},       {"illness", false},
    {"sick", false},       {"disease", false},   {"disab", false},    {"surgery", true},
    {"migraine", false},   {"epilep", false},    {"diabet", false},   {"sclerose", false},
    {"alcool", false},     {"alcohol", false},   {"suicid", false},   {"covid", false},
    {NULL, false}};

int32_t rf_motive_find(const char *word)
{
    for (int32_t i = 0; rf_motives[i].code != NULL; i++)
        if (strcmp(rf_motives[i].code, word) == 0 || strcmp(rf_motives[i].french, word) == 0)
            return i;
    return -1;
}

bool rf_act_rules(rf_act act, rf_verdict verdict)
{
    const bool both = act == RF_ACT_PROPOSE || act == RF_ACT_END;
    const bool forbids = act == RF_ACT_REFUSE || act == RF_ACT_FORBID;
    return both || forbids == (verdict == RF_FORBID);
}

void rf_note_print(rf_buf *out, const rf_note *note)
{
    char date[RF_DATE_TEXT];
    rf_buf_printf(out, "#%d %s %s %s", note->number, rf_act_words[note->act],
                  rf_motives[note->motive].code, rf_date_format(date, note->date));
    if (note->comment != NULL)
        rf_buf_printf(out, ": %s", note->comment);
}

enum { WORD = 32 };

/* The letters up to the next space or colon, which is passed; false: none, or too many. */
static bool take_word(char out[WORD], const char **at)
{
    const size_t n = strcspn(*at, " :");
    if (n == 0 || n >= WORD)
        return false;
    memcpy(out, *at, n);
    out[n] = '\0';
    *at += n;
    return true;
}

static bool take_space(const char **at)
{
    if (**at != ' ')
        return false;
    (*at)++;
    return true;
}

static bool take_number(int32_t *out, const char **at)
{
    char word[WORD];
    if (!take_word(word, at) || word[strspn(word, "0123456789")] != '\0')
        return false;
    errno = 0;
    const long number = strtol(word, NULL, 10);
    if (errno != 0 || number < 1 || number > INT32_MAX)
        return false;
    *out = (int32_t)number;
    return true;
}

static bool take_act(rf_act *out, const char **at)
{
    char word[WORD];
    if (!take_word(word, at))
        return false;
    for (rf_act act = 0; act < RF_N_ACTS; act++)
        if (strcmp(rf_act_words[act], word) == 0) {
            *out = act;
            return true;
        }
    return false;
}

static bool take_motive(int32_t *out, const char **at)
{
    char word[WORD];
    *out = take_word(word, at) ? rf_motive_find(word) : -1;
    return *out >= 0;
}

static bool take_date(rf_date *out, const char **at)
{
    char word[WORD];
    return take_word(word, at) && rf_date_parse_iso(out, word);
}

bool rf_note_parse(rf_note *out, const char *reason)
{
    rf_note note = {.number = 0};
    const char *at = reason;
    if (at == NULL || *at++ != '#' || !take_number(&note.number, &at) || !take_space(&at) ||
        !take_act(&note.act, &at) || !take_space(&at) || !take_motive(&note.motive, &at) ||
        !take_space(&at) || !take_date(&note.date, &at))
        return false;
    if (strncmp(at, ": ", 2) == 0 && at[2] != '\0')
        note.comment = at + 2;
    else if (*at != '\0')
        return false;
    *out = note;
    return true;
}
