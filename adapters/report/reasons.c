/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/reasons.h"

const char *rf_word_reason(rf_reason reason)
{
    static const char *const words[RF_N_REASONS] = {
        [RF_AGAINST_OWN_UNIT] = N_("only their own service asks for somebody"),
        [RF_AGAINST_FORBIDDEN] = N_("a decision keeps them where they are"),
        [RF_AGAINST_CONSENT] = N_("the rules do not accept their answer"),
        [RF_AGAINST_STATUS] = N_("their contract does not allow another employer"),
        [RF_AGAINST_CONVENTION] = N_("no convention between the employers"),
        [RF_AGAINST_CATEGORY] = N_("their category is not accepted"),
        [RF_AGAINST_SKILL] = N_("a required skill is missing or expires"),
        [RF_AGAINST_RESTRICTION] = N_("not compatible with the working conditions"),
        [RF_AGAINST_TRAVEL] = N_("too far away"),
        [RF_AGAINST_TELEWORK] = N_("remote work, and they do not telework"),
        [RF_AGAINST_ABSENT] = N_("absent"),
        [RF_AGAINST_IDLE] = N_("nobody is asked for at that time"),
    };
    return _(words[reason]);
}
