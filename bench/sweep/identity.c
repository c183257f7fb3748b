/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/build.h"
#include "bench/sweep/sweep.h"

const char *rf_sweep_version(void)
{
    return RF_VERSION " " RF_COMMIT;
}
