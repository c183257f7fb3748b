/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations as a page for people. A restriction reads "not compatible" and nothing more; a
 * count of fewer than RF_SMALL_CELL people under a reason is never shown by itself. */
#ifndef RF_ADAPTERS_REPORT_EXPLAIN_H
#define RF_ADAPTERS_REPORT_EXPLAIN_H

#include "adapters/report/report.h"

/* The page of any topic. RF_NO_MEMORY only. */
rf_status rf_report_explanation(rf_buf *out, const rf_explanation *explanation, const rf_page *page,
                                rf_err *err);

#endif
