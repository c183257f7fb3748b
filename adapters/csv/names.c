/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "adapters/csv/records.h"
#include "adapters/csv/synonyms.h"

enum { USE, FILE_NAME, COLUMN, VALUE, SPELLING, N_FIELDS };

/* key: "h|FILE|FOLDED HEADER", "v|FILE|COLUMN|FOLDED VALUE" or "f|FOLDED FILE NAME"; FILE may be
 * "*".
 */
typedef struct meaning {
    char *key;
    const char *means;    /* the canonical column, word or file */
    const char *spelling; /* as people write it */
    UT_hash_handle hh;
} meaning;

typedef struct refusal {
    const char *file, *words; /* folded, words apart */
    bool whole;               /* the header must be these words and no other */
    rf_csv_reason reason;
} refusal;

struct rf_csv_names {
    rf_pool *strings;
    meaning *meanings;
    refusal *refusals;
    size_t n_refusals, capacity;
};

enum { KEY_BYTES = 256 };

static const char *keep(rf_csv_names *names, const char *text)
{
    return rf_pool_intern(names->strings, text, strlen(text));
}

static bool add_meaning(rf_csv_names *names, const char *key, const char *means,
                        const char *spelling)
{
    meaning *m = NULL;
    HASH_FIND_STR(names->meanings, key, m);
    if (m == NULL) {
        m = rf_new_array(1, sizeof *m);
        if (m == NULL)
            return false;
        m->key = strdup(key);
        if (m->key != NULL)
            HASH_ADD_KEYPTR(hh, names->meanings, m->key, strlen(m->key), m);
        if (m->key == NULL || m->hh.tbl == NULL) {
            free(m->key);
            free(m);
            return false;
        }
    }
    m->means = keep(names, means);
    m->spelling = keep(names, spelling);
    return m->means != NULL && m->spelling != NULL;
}

static bool add_header(rf_csv_names *names, const char *file, const char *column,
                       const char *spelling)
{
    char key[KEY_BYTES];
    snprintf(key, sizeof key, "h|%s|%s", file,
             rf_csv_fold(spelling, strlen(spelling), RF_CSV_FOLD_HEADER).text);
    return add_meaning(names, key, column, spelling);
}

static bool add_value(rf_csv_names *names, const char *const *fields)
{
    char key[KEY_BYTES];
    const rf_csv_folded folded =
        rf_csv_fold(fields[SPELLING], strlen(fields[SPELLING]), RF_CSV_FOLD_VALUE);
    snprintf(key, sizeof key, "v|%s|%s|%s", fields[FILE_NAME], fields[COLUMN], folded.text);
    return add_meaning(names, key, fields[VALUE], fields[SPELLING]);
}

static bool add_file(rf_csv_names *names, const char *file, const char *spelling)
{
    char key[KEY_BYTES];
    snprintf(key, sizeof key, "f|%s",
             rf_csv_fold(spelling, strlen(spelling), RF_CSV_FOLD_HEADER).text);
    return add_meaning(names, key, file, spelling);
}

static rf_csv_reason reason_of(const char *word)
{
    static const char *const words[RF_N_CSV_REASONS] = {
        [RF_CSV_ALLOWED] = "",       [RF_CSV_IDENTITY] = "identity", [RF_CSV_HEALTH] = "health",
        [RF_CSV_FAMILY] = "family",  [RF_CSV_UNION] = "union",       [RF_CSV_BELIEFS] = "beliefs",
        [RF_CSV_PAY] = "pay",        [RF_CSV_BIRTH] = "birth",       [RF_CSV_SEX] = "sex",
        [RF_CSV_ADDRESS] = "address"};
    for (int i = RF_CSV_ALLOWED; i < RF_N_CSV_REASONS; i++)
        if (strcmp(words[i], word) == 0)
            return (rf_csv_reason)i;
    return RF_CSV_ALLOWED;
}

static bool add_refusal(rf_csv_names *names, const char *const *fields)
{
    refusal *all = rf_grow(names->refusals, &names->capacity, names->n_refusals + 1, sizeof *all);
    if (all == NULL)
        return false;
    names->refusals = all;
    const rf_csv_folded folded =
        rf_csv_fold(fields[SPELLING], strlen(fields[SPELLING]), RF_CSV_FOLD_WORDS);
    all[names->n_refusals++] = (refusal){.file = keep(names, fields[FILE_NAME]),
                                         .words = keep(names, folded.text),
                                         .whole = strcmp(fields[VALUE], "exact") == 0,
                                         .reason = reason_of(fields[COLUMN])};
    const refusal *last = &all[names->n_refusals - 1];
    return last->file != NULL && last->words != NULL;
}

static rf_status add_record(rf_csv_names *names, const rf_csv_record *record, rf_err *err)
{
    const char *fields[N_FIELDS];
    if (record->fault != RF_CSV_SOUND || record->n != N_FIELDS)
        return rf_fail(err, RF_INTERNAL, _("synonyms.csv, line %u: not a row of %d cells"),
                       record->line, N_FIELDS);
    for (size_t i = 0; i < N_FIELDS; i++) {
        fields[i] = rf_pool_intern(names->strings, record->cells[i].bytes, record->cells[i].n);
        if (fields[i] == NULL)
            return rf_fail_memory(err);
    }
    bool added = true;
    if (strcmp(fields[USE], "header") == 0)
        added = add_header(names, fields[FILE_NAME], fields[COLUMN], fields[SPELLING]);
    else if (strcmp(fields[USE], "value") == 0)
        added = add_value(names, fields);
    else if (strcmp(fields[USE], "file") == 0)
        added = add_file(names, fields[FILE_NAME], fields[SPELLING]);
    else if (strcmp(fields[USE], "forbidden") == 0)
        added = add_refusal(names, fields);
    return added ? RF_OK : rf_fail_memory(err);
}

static rf_status load(rf_csv_names *names, rf_csv_source *source, rf_err *err)
{
    const rf_csv_dialect dialect = {.encoding = RF_CSV_UTF_8, .decodes = true, .delimiter = ','};
    rf_csv_records *records = NULL;
    rf_status rc = rf_csv_records_new(&records, source, &dialect, err);
    const rf_csv_record *record = NULL;
    if (rc == RF_OK)
        rc = rf_csv_records_next(&record, records, err); /* the header */
    while (rc == RF_OK && record != NULL) {
        rc = rf_csv_records_next(&record, records, err);
        if (rc == RF_OK && record != NULL)
            rc = add_record(names, record, err);
    }
    rf_csv_records_free(records);
    return rc;
}

static rf_status load_embedded(rf_csv_names *names, rf_err *err)
{
    rf_csv_source *source = NULL;
    rf_status rc =
        rf_csv_source_open_memory(&source, (const char *)rf_synonyms, rf_synonyms_size, err);
    if (rc == RF_OK)
        rc = load(names, source, err);
    rf_csv_source_close(source);
    return rc;
}

static rf_status load_canonical_files(rf_csv_names *names, rf_err *err)
{
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        if (!add_file(names, rf_schema_of(table)->file, rf_schema_of(table)->file))
            return rf_fail_memory(err);
    return RF_OK;
}

static rf_status load_theirs(rf_csv_names *names, const rf_header_map *theirs, rf_err *err)
{
    for (size_t i = 0; theirs != NULL && i < theirs->n; i++) {
        const rf_header_alias *a = &theirs->aliases[i];
        if (!add_header(names, a->file, a->canonical, a->theirs))
            return rf_fail_memory(err);
    }
    return RF_OK;
}

rf_status rf_csv_names_new(rf_csv_names **out, const rf_header_map *theirs, rf_err *err)
{
    rf_csv_names *names = rf_new_array(1, sizeof *names);
    if (names == NULL)
        return rf_fail_memory(err);
    names->strings = rf_pool_new();
    rf_status rc = names->strings != NULL ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = load_embedded(names, err);
    if (rc == RF_OK)
        rc = load_canonical_files(names, err);
    if (rc == RF_OK)
        rc = load_theirs(names, theirs, err);
    if (rc != RF_OK) {
        rf_csv_names_free(names);
        return rc;
    }
    *out = names;
    return RF_OK;
}

void rf_csv_names_free(rf_csv_names *names)
{
    if (names == NULL)
        return;
    meaning *m, *next;
    HASH_ITER (hh, names->meanings, m, next) {
        HASH_DEL(names->meanings, m);
        free(m->key);
        free(m);
    }
    free(names->refusals);
    rf_pool_free(names->strings);
    free(names);
}

static const char *find_header(const rf_csv_names *names, const char *file, const char *folded)
{
    char key[KEY_BYTES];
    const meaning *m = NULL;
    snprintf(key, sizeof key, "h|%s|%s", file, folded);
    HASH_FIND_STR(names->meanings, key, m);
    return m != NULL ? m->means : NULL;
}

static int find_column(const rf_schema *schema, const char *name)
{
    for (size_t i = 0; name != NULL && i < schema->n_columns; i++)
        if (strcmp(schema->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* The user's own names were written over the table's for the same file, so the file comes first. */
int rf_csv_names_column(const rf_csv_names *names, const rf_schema *schema, const char *header,
                        size_t n)
{
    const rf_csv_folded folded = rf_csv_fold(header, n, RF_CSV_FOLD_HEADER);
    if (folded.n == 0)
        return -1;
    int found = find_column(schema, find_header(names, schema->file, folded.text));
    for (size_t i = 0; found < 0 && i < schema->n_columns; i++) {
        const char *name = schema->columns[i].name;
        if (strcmp(rf_csv_fold(name, strlen(name), RF_CSV_FOLD_HEADER).text, folded.text) == 0)
            found = (int)i;
    }
    if (found < 0)
        found = find_column(schema, find_header(names, "*", folded.text));
    return found;
}

/* `words` as whole words somewhere in `text`. */
static bool holds_words(const char *text, const char *words)
{
    const size_t n = strlen(words);
    for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words))
        if ((at == text || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
    return false;
}

rf_csv_reason rf_csv_names_refuse(const rf_csv_names *names, const char *file, const char *header,
                                  size_t n)
{
    const rf_csv_folded folded = rf_csv_fold(header, n, RF_CSV_FOLD_WORDS);
    for (size_t i = 0; i < names->n_refusals; i++) {
        const refusal *r = &names->refusals[i];
        if (strcmp(r->file, "*") != 0 && strcmp(r->file, file) != 0)
            continue;
        if (r->whole ? strcmp(folded.text, r->words) == 0 : holds_words(folded.text, r->words))
            return r->reason;
    }
    return RF_CSV_ALLOWED;
}

const char *rf_csv_names_value(const rf_csv_names *names, const char *file, const char *column,
                               const char *value, size_t n)
{
    char key[KEY_BYTES];
    const meaning *m = NULL;
    snprintf(key, sizeof key, "v|%s|%s|%s", file, column,
             rf_csv_fold(value, n, RF_CSV_FOLD_VALUE).text);
    HASH_FIND_STR(names->meanings, key, m);
    return m != NULL ? m->means : NULL;
}

/* Collects the spellings whose key begins so and whose meaning is `means` (NULL: any). */
static size_t collect(const char **to, size_t room, const rf_csv_names *names, const char *begin,
                      const char *means)
{
    size_t n = 0;
    for (const meaning *m = names->meanings; m != NULL && n < room; m = m->hh.next)
        if (strncmp(m->key, begin, strlen(begin)) == 0 &&
            (means == NULL || strcmp(m->means, means) == 0))
            to[n++] = m->spelling;
    return n;
}

const char *rf_csv_names_spelling(const rf_csv_names *names, const char *file, const char *column,
                                  const char *word)
{
    char begin[KEY_BYTES];
    const char *spelling = NULL;
    snprintf(begin, sizeof begin, "v|%s|%s|", file, column);
    return collect(&spelling, 1, names, begin, word) > 0 ? spelling : NULL;
}

const char *rf_csv_names_header_spelling(const rf_csv_names *names, const char *file,
                                         const char *column)
{
    char begin[KEY_BYTES];
    const char *spelling = NULL;
    snprintf(begin, sizeof begin, "h|%s|", file);
    if (collect(&spelling, 1, names, begin, column) == 0)
        collect(&spelling, 1, names, "h|*|", column);
    return spelling;
}

enum { MOST_SPELLINGS = 64 };

const char *rf_csv_names_nearest_value(const rf_csv_names *names, const char *file,
                                       const rf_column *column, const char *value)
{
    const char *known[MOST_SPELLINGS + 16];
    char begin[KEY_BYTES];
    size_t n = 0;
    const bool flag = column->kind == RF_KIND_FLAG;
    for (const char *const *w = column->words; !flag && w != NULL && *w != NULL && n < 16; w++)
        known[n++] = *w;
    snprintf(begin, sizeof begin, "v|%s|%s|", flag ? "*" : file, flag ? "*" : column->name);
    n += collect(known + n, MOST_SPELLINGS, names, begin, NULL);
    return rf_nearest(value, known, n);
}

const char *rf_csv_names_nearest_header(const rf_csv_names *names, const char *file,
                                        const char *column, const char *const *headers, size_t n)
{
    const char *known[2 * MOST_SPELLINGS + 1];
    char begin[KEY_BYTES];
    size_t n_known = 0;
    known[n_known++] = column;
    snprintf(begin, sizeof begin, "h|%s|", file);
    n_known += collect(known + n_known, MOST_SPELLINGS, names, begin, column);
    n_known += collect(known + n_known, MOST_SPELLINGS, names, "h|*|", column);
    for (size_t i = 0; i < n_known; i++) {
        const char *nearest = rf_nearest(known[i], headers, n);
        if (nearest != NULL)
            return nearest;
    }
    return NULL;
}

enum { SHORTEST_SLIP = 4 }; /* bytes; shorter headers are near to too much */

/* The folded header of a meaning that holds in this file, else NULL. */
static const char *header_spelt(const meaning *m, const char *file)
{
    const size_t n = strlen(file);
    if (strncmp(m->key, "h|*|", 4) == 0)
        return m->key + 4;
    return strncmp(m->key, "h|", 2) == 0 && strncmp(m->key + 2, file, n) == 0 &&
                   m->key[2 + n] == '|'
               ? m->key + n + 3
               : NULL;
}

/* Whether a spelling is nearer to `header` than all that `best` has seen. */
static bool is_nearer(const char *folded, const char *header, const char *best)
{
    const char *const two[] = {best, folded};
    return rf_nearest(header, two, 2) == folded;
}

bool rf_csv_names_near_column(rf_csv_near *out, const rf_csv_names *names, const rf_schema *schema,
                              const char *header, const bool *wanted)
{
    const rf_csv_folded folded = rf_csv_fold(header, strlen(header), RF_CSV_FOLD_HEADER);
    rf_csv_folded plain[RF_CSV_MOST_COLUMNS];
    const char *best = NULL;
    if (folded.n < SHORTEST_SLIP)
        return false;
    for (const meaning *m = names->meanings; m != NULL; m = m->hh.next) {
        const char *spelt = header_spelt(m, schema->file);
        const int column = spelt != NULL ? find_column(schema, m->means) : -1;
        if (column < 0 || !wanted[column] || !is_nearer(spelt, folded.text, best))
            continue;
        best = spelt;
        *out = (rf_csv_near){column, m->spelling};
    }
    for (size_t i = 0; i < schema->n_columns && i < RF_CSV_MOST_COLUMNS; i++) {
        const char *name = schema->columns[i].name;
        plain[i] = rf_csv_fold(name, strlen(name), RF_CSV_FOLD_HEADER);
        if (!wanted[i] || !is_nearer(plain[i].text, folded.text, best))
            continue;
        best = plain[i].text;
        *out = (rf_csv_near){(int)i, name};
    }
    return best != NULL;
}

static const char *find_file(const rf_csv_names *names, const char *folded)
{
    char key[KEY_BYTES];
    const meaning *m = NULL;
    snprintf(key, sizeof key, "f|%s", folded);
    HASH_FIND_STR(names->meanings, key, m);
    return m != NULL ? m->means : NULL;
}

static const char *nearest_file(const rf_csv_names *names, const char *folded)
{
    const char *best = NULL, *file = NULL;
    for (const meaning *m = names->meanings; m != NULL; m = m->hh.next) {
        if (strncmp(m->key, "f|", 2) != 0 || !is_nearer(m->key + 2, folded, best))
            continue;
        best = m->key + 2;
        file = m->means;
    }
    return file;
}

const rf_schema *rf_csv_names_file(const rf_csv_names *names, const char *name, size_t n)
{
    const rf_csv_folded whole = rf_csv_fold(name, n, RF_CSV_FOLD_HEADER);
    rf_csv_folded first = rf_csv_fold(name, n, RF_CSV_FOLD_WORDS);
    if (whole.n < SHORTEST_SLIP)
        return NULL;
    const char *file = find_file(names, whole.text);
    first.text[strcspn(first.text, " ")] = '\0';
    if (file == NULL)
        file = find_file(names, first.text);
    if (file == NULL)
        file = nearest_file(names, whole.text);
    for (rf_table_id table = 0; file != NULL && table < RF_N_TABLES; table++)
        if (strcmp(rf_schema_of(table)->file, file) == 0)
            return rf_schema_of(table);
    return NULL;
}
