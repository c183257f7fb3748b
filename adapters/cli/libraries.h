/* SPDX-License-Identifier: GPL-3.0-or-later
 * The libraries that the program runs with. */
#ifndef RF_CLI_LIBRARIES_H
#define RF_CLI_LIBRARIES_H

#include <stddef.h>

typedef struct rf_library {
    const char *name;
    const char *(*version)(void); /* static text */
} rf_library;

size_t rf_libraries_count(void);
const rf_library *rf_libraries_at(size_t i);

#endif
