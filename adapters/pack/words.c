/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/pack/words.h"

#include <stdlib.h>
#include <string.h>

static const rf_pack_table TABLES[] = {
    {"lending", RF_PACK_ORGANISATIONS, RF_PACK_ORGANISATIONS},
    {"category_tier", RF_PACK_CATEGORIES, RF_PACK_TIERS},
    {"commune", RF_PACK_PLACES, RF_PACK_PLACES},
};

static const char *const TIERS[] = {"vital", "essential", "important", NULL};
static const char *const CATEGORIES[] = {"A", "B", "C", NULL};
static const char *const SCENARIOS[] = {"calm",        "cyber",       "flood",  "heat",
                                        "pandemic-25", "pandemic-40", "strike", NULL};
static const char *const VARIANTS[] = {"base", "alone", "pooled", NULL};

const rf_pack_table *rf_pack_table_of(const char *name)
{
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++)
        if (strcmp(TABLES[i].name, name) == 0)
            return &TABLES[i];
    return NULL;
}

const rf_pack_table *rf_pack_table_at(int32_t i)
{
    return i < (int32_t)(sizeof TABLES / sizeof *TABLES) ? &TABLES[i] : NULL;
}

static int32_t index_of(const char *const *words, const char *word)
{
    for (int32_t i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static int32_t numbered_rank(char letter, const char *label)
{
    if (label[0] != letter || label[1] < '1' || label[1] > '9')
        return -1;
    const size_t length = strlen(label);
    if (length > 6 || strspn(label + 1, "0123456789") != length - 1)
        return -1;
    return (int32_t)strtol(label + 1, NULL, 10);
}

int32_t rf_pack_rank(rf_pack_kind kind, const char *label)
{
    if (strcmp(label, RF_PACK_TOTAL) == 0)
        return INT32_MAX;
    switch (kind) {
    case RF_PACK_ORGANISATIONS:
        return numbered_rank('O', label);
    case RF_PACK_PLACES:
        return numbered_rank('P', label);
    case RF_PACK_TIERS:
        return index_of(TIERS, label);
    case RF_PACK_CATEGORIES:
        return index_of(CATEGORIES, label);
    }
    return -1;
}

static int32_t standing_rank(const char *group)
{
    for (int32_t i = 0; i < RF_N_STANDINGS; i++)
        if (strcmp(rf_standing_name(i), group) == 0)
            return i;
    return -1;
}

static int32_t after_whole(int32_t index)
{
    return index < 0 ? -1 : index + 1;
}

int32_t rf_pack_group_rank(rf_kpi_groups groups, const char *group)
{
    const bool whole = group[0] == '\0';
    switch (groups) {
    case RF_KPI_WHOLE:
        return whole ? 0 : -1;
    case RF_KPI_TIERS:
        return whole ? 0 : after_whole(index_of(TIERS, group));
    case RF_KPI_PRESSING:
        return whole ? 0 : strcmp(group, TIERS[2]) == 0 ? -1 : after_whole(index_of(TIERS, group));
    case RF_KPI_CATEGORIES:
        return whole ? 0 : after_whole(index_of(CATEGORIES, group));
    case RF_KPI_STANDINGS:
        return standing_rank(group);
    }
    return -1;
}

bool rf_pack_is_known_scenario(const char *name)
{
    return index_of(SCENARIOS, name) >= 0;
}

bool rf_pack_is_known_variant(const char *name)
{
    return index_of(VARIANTS, name) >= 0;
}

/* Length of the Latin letter that a text begins with (ASCII, or U+00C0 to U+017F), 0: none. */
static size_t letter(const char *text)
{
    const unsigned char a = (unsigned char)text[0];
    if ((a >= 'A' && a <= 'Z') || (a >= 'a' && a <= 'z'))
        return 1;
    const unsigned char b = a == '\0' ? 0 : (unsigned char)text[1];
    const bool follows = (b & 0xC0) == 0x80;
    return follows && (a == 0xC3 || a == 0xC4 || a == 0xC5) ? 2 : 0;
}

bool rf_pack_is_label(const char *text)
{
    size_t n = 0, length = letter(text);
    if (length == 0)
        return false;
    for (const char *c = text; *c != '\0'; n++) {
        length = letter(c);
        if (length == 0 && strchr("0123456789 -_.", *c) == NULL)
            return false;
        c += length == 0 ? 1 : length;
    }
    return n <= 40 && text[strlen(text) - 1] != ' ' && strcmp(text, RF_PACK_TOTAL) != 0;
}

bool rf_pack_is_version(const char *text)
{
    const size_t number = strspn(text, "0123456789.");
    if (number == 0 || number > 20 || (text[number] != '\0' && text[number] != ' '))
        return false;
    const char *commit = text[number] == '\0' ? "unknown" : text + number + 1;
    const size_t n = strspn(commit, "0123456789abcdef");
    return strcmp(commit, "unknown") == 0 ||
           (n >= 7 && n <= 40 && (commit[n] == '\0' || strcmp(commit + n, "-dirty") == 0));
}

const char *rf_pack_state_name(rf_pack_state state)
{
    static const char *const NAMES[RF_N_PACK_STATES] = {"shown", "withheld", "undefined"};
    return NAMES[state];
}
