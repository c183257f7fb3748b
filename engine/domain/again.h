/* SPDX-License-Identifier: GPL-3.0-or-later
 * An instance made once more from files with something changed, in all else as it was made: near
 * the same baseline, with the missions that had begun, the envelope's local rules and the gaps of
 * its levels. */
#ifndef RF_DOMAIN_AGAIN_H
#define RF_DOMAIN_AGAIN_H

#include "engine/domain/instance.h"
#include "engine/domain/variant.h"

/* `like` was made of the files that the variant changes, near `baseline` (NULL: none). What it
 * borrows outlives the new instance. RF_BAD_INPUT: the change cannot stand (a pin against a
 * reason). O(rows + A T + pins). */
rf_status rf_instance_again(rf_instance **out, const rf_instance *like, const rf_variant *variant,
                            const rf_baseline *baseline, rf_err *err);

#endif
