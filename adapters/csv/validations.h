/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who decides each move, as a table for a spreadsheet. */
#ifndef RF_ADAPTERS_CSV_VALIDATIONS_H
#define RF_ADAPTERS_CSV_VALIDATIONS_H

#include "engine/renfort.h"

/* Appends a header and a line a move: agent, need, from, to, home_unit, receiving_unit, level,
 * decided (yes/no), silence_days (empty: silence is no consent), and for unit and organisation the
 * first condition that fails and the organisation that asks for it. UTF-8 with its mark, formulas
 * neutralised. RF_NO_MEMORY only. */
rf_status rf_csv_put_validations(rf_buf *out, const rf_validations *validations,
                                 const rf_instance *in, const rf_plan *plan, rf_err *err);

#endif
