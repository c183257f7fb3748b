/* SPDX-License-Identifier: GPL-3.0-or-later
 * What `renfort init` puts beside the templates: an example scenario, and a page that explains
 * files and keys. */
#ifndef RF_CLI_STARTER_H
#define RF_CLI_STARTER_H

#include "engine/renfort.h"

/* A scenario that is good with any territory: every key that has no ids. */
void rf_starter_scenario(rf_buf *out);

/* Appends what every file and every key of a scenario means, in the program's language. */
rf_status rf_starter_readme(rf_buf *out, rf_err *err);

#endif
