/* SPDX-License-Identifier: GPL-3.0-or-later
 * A bar of a share: block eighths, or ASCII. */
#ifndef RF_ADAPTERS_REPORT_BAR_H
#define RF_ADAPTERS_REPORT_BAR_H

#include "engine/renfort.h"

/* Appends a bar of exactly `width` columns. Only nothing looks empty and only the whole looks full.
 */
void rf_bar_put(rf_buf *out, double share, int32_t width, bool utf8);

#endif
