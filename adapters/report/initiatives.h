/* SPDX-License-Identifier: GPL-3.0-or-later
 * The initiatives of agents, and the way back of each. */
#ifndef RF_ADAPTERS_REPORT_INITIATIVES_H
#define RF_ADAPTERS_REPORT_INITIATIVES_H

#include "adapters/report/report.h"

/* Which initiatives a page shows. */
typedef struct rf_initiatives_view {
    const rf_instance *in;
    bool due_only; /* those whose review is due by `today` */
    rf_date today;
} rf_initiatives_view;

/* The register, then who joins, what is reviewed and who returns, by date. RF_NO_MEMORY only. */
rf_status rf_report_initiatives(rf_buf *out, const rf_initiatives_view *view, const rf_page *page,
                                rf_err *err);

#endif
