/* SPDX-License-Identifier: GPL-3.0-or-later
 * No output takes the place of what it was made from. */
#ifndef RF_CLI_OVERWRITE_H
#define RF_CLI_OVERWRITE_H

#include "adapters/cli/inputs.h"

/* Refuses, and says so (RF_EXIT_USAGE), an output file that is one of the territory's files, the
 * scenario, the column map, the envelope or the baseline, without which what is written could not
 * be verified; under whatever name. `inputs` were read from `sources`; `option` is what names the
 * output, "-o". */
rf_exit rf_overwrite_check(const rf_request *request, const rf_inputs *inputs,
                           const rf_sources *sources, const char *option, const char *output);

/* The same for one file that was read. */
rf_exit rf_overwrite_check_file(const rf_request *request, const char *option, const char *output,
                                const char *input);

#endif
