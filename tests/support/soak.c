/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/soak.h"

#include <stdlib.h>
#include <string.h>

int soak_times(int sample, int whole)
{
    const char *soak = getenv("RF_SOAK");
    return soak != NULL && strcmp(soak, "1") == 0 ? whole : sample;
}
