/* SPDX-License-Identifier: GPL-3.0-or-later
 * The register of initiatives in the database: what initiatives.csv says of each, kept whenever the
 * territory is, so that the log holds how each one came to where it is. */
#ifndef RF_CLI_REGISTER_H
#define RF_CLI_REGISTER_H

#include "adapters/cli/database.h"

/* Puts the initiatives, in the caller's group: those that are new or changed are changes. */
rf_status rf_register_initiatives(const rf_database *database, const rf_territory *territory,
                                  rf_err *err);

#endif
