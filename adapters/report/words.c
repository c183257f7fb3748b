/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/words.h"

#include <string.h>

bool rf_counts_weeks(const rf_instance *in)
{
    return in->scenario->period_days == 7;
}

const char *rf_word_tier(int32_t tier)
{
    static const char *const words[RF_N_TIERS] = {N_("vital"), N_("essential"), N_("important")};
    return _(words[tier]);
}

const char *rf_word_level(const char *name)
{
    static const char *const known[] = {N_("vital"),  N_("essential"), N_("important"),
                                        N_("floors"), N_("changes"),   N_("comfort")};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(name, known[i]) == 0)
            return _(known[i]);
    return name;
}

static const char *either(const char *name, const char *id)
{
    return name != NULL && name[0] != '\0' ? name : id;
}

const char *rf_word_of_organisation(const rf_instance *in, int32_t organisation)
{
    const rf_organisation_row *rows = rf_rows(in->territory, RF_ORGANISATIONS);
    return either(rows[organisation].name, rows[organisation].key.id);
}

const char *rf_word_of_need(const rf_instance *in, rf_need_id k)
{
    const rf_need_row *rows = rf_rows(in->territory, RF_NEEDS);
    return either(rows[k.i].name, "");
}

rf_measure rf_measure_of_level(const rf_level_spec *level)
{
    int32_t counted = 0, fte = 0, stays = 0;
    for (int32_t term = 0; term < RF_N_TERMS; term++) {
        if (level->weight[term] == 0)
            continue;
        counted++;
        if (level->weight[term] != 1)
            return RF_MEASURE_POINTS;
        fte += term <= RF_TERM_FLOORS;
        stays += term == RF_TERM_CHANGES || term == RF_TERM_MOVED;
    }
    if (counted > 0 && fte == counted)
        return RF_MEASURE_FTE;
    return counted == 1 && stays == 1 ? RF_MEASURE_STAYS : RF_MEASURE_POINTS;
}

rf_text rf_number_measured(rf_measure measure, int64_t value)
{
    return measure == RF_MEASURE_FTE ? rf_number_fte(value) : rf_number_count(value);
}

const char *rf_word_measure(const rf_instance *in, rf_measure measure)
{
    switch (measure) {
    case RF_MEASURE_FTE:
        return rf_counts_weeks(in) ? _("FTE-weeks") : _("FTE-periods");
    case RF_MEASURE_STAYS:
        return _("stays");
    case RF_MEASURE_POINTS:
    default:
        return _("points");
    }
}

const char *rf_word_of(const rf_wording *table, const char *code)
{
    for (; table->code != NULL; table++)
        if (strcmp(table->code, code) == 0)
            return _(table->text);
    return NULL;
}
