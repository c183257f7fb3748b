/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/libraries.h"

#include <gnu/libc-version.h>

#include "adapters/cli/fingerprint.h"
#include "adapters/csv/csv.h"
#include "adapters/json/json.h"
#include "adapters/pack/pack.h"
#include "adapters/store/store.h"

static const rf_library LIBRARIES[] = {
    {"glpk", rf_mip_version},
    {"libcsv", rf_csv_library_version},
    {"cJSON", rf_json_library_version},
    {"libsodium", rf_fingerprint_library_version},
    {"SQLite", rf_store_library_version},
    {"libzip", rf_pack_library_version},
    {"glibc", gnu_get_libc_version},
};

size_t rf_libraries_count(void)
{
    return sizeof LIBRARIES / sizeof LIBRARIES[0];
}

const rf_library *rf_libraries_at(size_t i)
{
    return &LIBRARIES[i];
}
