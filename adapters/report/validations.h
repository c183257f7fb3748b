/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who decides what, in a plan under a delegation envelope. */
#ifndef RF_ADAPTERS_REPORT_VALIDATIONS_H
#define RF_ADAPTERS_REPORT_VALIDATIONS_H

#include "adapters/report/report.h"

typedef struct rf_validations_view {
    const rf_instance *in;
    const rf_plan *plan;
    const rf_envelope *envelope;
    const rf_validations *validations;
} rf_validations_view;

/* The validations asked for, the moves by level, the local changes of rules, and every move with
 * the lowest level that may decide it and why nobody lower does. RF_NO_MEMORY only. */
rf_status rf_report_validations(rf_buf *out, const rf_validations_view *view, const rf_page *page,
                                rf_err *err);

#endif
