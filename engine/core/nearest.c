/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/nearest.h"

#include <string.h>

enum { LONGEST = 64 }; /* bytes; longer words are not compared */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int min(int a, int b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance; only the last three rows of its table are kept. */
static int distance(const char *a, int n, const char *b, int m)
{
    int rows[3][LONGEST + 1];
    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3];
        const int *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            const int cost = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            row[j] = min(min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = min(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

const char *rf_nearest(const char *word, const char *const *known, size_t n)
{
    const size_t length = strlen(word);
    if (length == 0 || length > LONGEST)
        return NULL;
    int limit = length > 3 ? (int)length / 3 : 1;
    const char *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const size_t other = known[i] != NULL ? strlen(known[i]) : 0;
        const size_t apart = other > length ? other - length : length - other;
        if (other == 0 || other > LONGEST || apart > (size_t)limit)
            continue;
        const int d = distance(word, (int)length, known[i], (int)other);
        if (d <= limit && (size_t)d < (other > length ? other : length)) {
            best = known[i];
            limit = d - 1; /* the next one must be nearer */
        }
        if (limit < 0)
            break;
    }
    return best;
}
