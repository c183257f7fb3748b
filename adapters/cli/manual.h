/* SPDX-License-Identifier: GPL-3.0-or-later
 * The manual page (roff, macros of man) and the completion for bash, made from the same tables as
 * the parser. */
#ifndef RF_CLI_MANUAL_H
#define RF_CLI_MANUAL_H

#include "adapters/cli/command.h"

void rf_manual_page(rf_buf *out, const rf_command *const *commands);
void rf_manual_completion(rf_buf *out, const rf_command *const *commands);

#endif
