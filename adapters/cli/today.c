/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/today.h"

#include <time.h>

rf_date rf_today(void)
{
    char text[RF_DATE_TEXT] = "";
    struct tm tm;
    rf_date date = 0;
    const time_t now = time(NULL);
    if (localtime_r(&now, &tm) != NULL && strftime(text, sizeof text, "%Y-%m-%d", &tm) > 0)
        rf_date_parse_iso(&date, text);
    return date;
}
