/* SPDX-License-Identifier: GPL-3.0-or-later
 * What organisations lend each other, and how far each convention is used. Hundredths of an
 * FTE-day: w(a,t) times the period's working days, as `fte_days` of PLAN.md. */
#ifndef RF_DOMAIN_EXCHANGE_H
#define RF_DOMAIN_EXCHANGE_H

#include "engine/domain/ledger.h"
#include "engine/domain/sheet.h"

/* Lent by one organisation to another on period t. O(working days). */
int64_t rf_lent_days(const rf_instance *in, const rf_ledger *ledger, int64_t pair, int32_t t);

/* The sum of all loans between different organisations. O(organisations^2 T). */
int64_t rf_lent_days_in_all(const rf_instance *in, const rf_ledger *ledger);

/* Adds three sheets:
 *   organisations  each with a loan: FTE-days lent, borrowed, and lent less borrowed
 *   conventions    each pair with a row or a loan: FTE-days, the FTE lent on its busiest period,
 *                  max_fte, and the share of it that this is
 *   periods        the same period by period where something is lent
 * in the order of organisations.csv, lender before borrower. O(organisations^2 T). RF_NO_MEMORY
 * only. */
rf_status rf_exchange_sheets(rf_sheets *out, const rf_instance *in, const rf_ledger *ledger,
                             rf_err *err);

#endif
