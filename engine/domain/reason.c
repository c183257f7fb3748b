/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/reason.h"

#include "engine/core/text.h"

const char *rf_reason_name(rf_reason reason)
{
    static const char *const names[RF_N_REASONS] = {
        [RF_AGAINST_OWN_UNIT] = N_("own_unit"),     [RF_AGAINST_FORBIDDEN] = N_("forbidden"),
        [RF_AGAINST_CONSENT] = N_("consent"),       [RF_AGAINST_STATUS] = N_("status"),
        [RF_AGAINST_CONVENTION] = N_("convention"), [RF_AGAINST_CATEGORY] = N_("category"),
        [RF_AGAINST_SKILL] = N_("skill"),           [RF_AGAINST_RESTRICTION] = N_("restriction"),
        [RF_AGAINST_TRAVEL] = N_("travel"),         [RF_AGAINST_TELEWORK] = N_("telework"),
        [RF_AGAINST_ABSENT] = N_("absent"),         [RF_AGAINST_IDLE] = N_("idle"),
    };
    return names[reason];
}

const char *rf_reason_name_discreetly(rf_reason reason)
{
    return reason == RF_AGAINST_RESTRICTION ? "not_compatible" : rf_reason_name(reason);
}

void rf_reasons_print(rf_buf *out, rf_reasons reasons)
{
    const char *separator = "";
    for (int r = 0; r < RF_N_REASONS; r++)
        if ((reasons >> r & 1) != 0) {
            rf_buf_printf(out, "%s%s", separator, _(rf_reason_name((rf_reason)r)));
            separator = ", ";
        }
}

void rf_reasons_print_discreetly(rf_buf *out, rf_reasons reasons)
{
    const unsigned restriction = 1U << RF_AGAINST_RESTRICTION;
    const rf_reasons others = (rf_reasons)(reasons & ~restriction);
    rf_reasons_print(out, others);
    if ((reasons & restriction) != 0)
        rf_buf_printf(out, "%s%s", others != 0 ? ", " : "", _("not compatible"));
}

rf_reason rf_commonest_reason(const int64_t against[RF_N_REASONS])
{
    rf_reason best = RF_N_REASONS;
    int64_t most = 0;
    for (int32_t reason = 0; reason < RF_AGAINST_IDLE; reason++)
        if (against[reason] > most) {
            most = against[reason];
            best = (rf_reason)reason;
        }
    return best;
}
