/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cjson/cJSON.h>

#include "adapters/json/json.h"

const char *rf_json_library_version(void)
{
    return cJSON_Version();
}
