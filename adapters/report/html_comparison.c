/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of several plans of one territory. */
#include "adapters/report/html_pictures.h"
#include "adapters/report/words.h"

rf_status rf_pictures_of_comparison(rf_pictures *out, const rf_compared *plans, int32_t n,
                                    rf_err *err)
{
    (void)plans;
    (void)n;
    return rf_pictures_status(out, err);
}
