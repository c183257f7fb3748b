/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which header stands for which column, which word for which value, and which header is refused:
 * canonical names, data/synonyms.csv (embedded when the program is built), and the user's own. */
#ifndef RF_ADAPTERS_CSV_NAMES_H
#define RF_ADAPTERS_CSV_NAMES_H

#include "adapters/csv/fold.h"

typedef struct rf_csv_names rf_csv_names;

/* Why a column is refused. */
typedef enum rf_csv_reason {
    RF_CSV_ALLOWED,
    RF_CSV_IDENTITY,
    RF_CSV_HEALTH,
    RF_CSV_FAMILY,
    RF_CSV_UNION,
    RF_CSV_BELIEFS,
    RF_CSV_PAY,
    RF_CSV_BIRTH,
    RF_CSV_SEX,
    RF_CSV_ADDRESS,
    RF_N_CSV_REASONS
} rf_csv_reason;

/* `theirs` may be NULL; borrowed. RF_INTERNAL: the embedded table is damaged. O(table). */
rf_status rf_csv_names_new(rf_csv_names **out, const rf_header_map *theirs, rf_err *err);
void rf_csv_names_free(rf_csv_names *names);

/* The column of `schema` that a header stands for, -1 for none. O(1). */
int rf_csv_names_column(const rf_csv_names *names, const rf_schema *schema, const char *header,
                        size_t n);

/* The table that a file of this name (n bytes, without extension) was probably meant for: the same
 * but for case, accents and what follows its first word, a French name, or a slip; NULL: none is
 * near. O(table). */
const rf_schema *rf_csv_names_file(const rf_csv_names *names, const char *name, size_t n);

/* Whether a header may not be there at all, in files of this name. O(words of the table). */
rf_csv_reason rf_csv_names_refuse(const rf_csv_names *names, const char *file, const char *header,
                                  size_t n);

/* The canonical word for a value of a column, NULL for none. Flags have the column "*". O(1). */
const char *rf_csv_names_value(const rf_csv_names *names, const char *file, const char *column,
                               const char *value, size_t n);

/* How people write a column's header in files of this name, NULL where nothing else is known.
 * O(table). */
const char *rf_csv_names_header_spelling(const rf_csv_names *names, const char *file,
                                         const char *column);

/* How people write the canonical word of a column, NULL where nothing else is known. O(table). */
const char *rf_csv_names_spelling(const rf_csv_names *names, const char *file, const char *column,
                                  const char *word);

/* The known word nearest to an unknown value, or the unknown header (of n) nearest to any name of
 * a column; NULL: none is near. Borrowed from names, or from `headers`. */
const char *rf_csv_names_nearest_value(const rf_csv_names *names, const char *file,
                                       const rf_column *column, const char *value);
const char *rf_csv_names_nearest_header(const rf_csv_names *names, const char *file,
                                        const char *column, const char *const *headers, size_t n);

/* A column that an unknown header may have meant, and the name it is near to. */
typedef struct rf_csv_near {
    int column;
    const char *name; /* borrowed from names, or canonical */
} rf_csv_near;

enum { RF_CSV_MOST_COLUMNS = 24 }; /* of a table; a test holds it to the schema */

/* Whether an unknown header is near to a name of a column of which `wanted` (by column of the
 * schema) is true; the first of the nearest, people's spellings before canonical ones. Headers of
 * under four letters are near to none. O(table). */
bool rf_csv_names_near_column(rf_csv_near *out, const rf_csv_names *names, const rf_schema *schema,
                              const char *header, const bool *wanted);

#endif
