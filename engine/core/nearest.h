/* SPDX-License-Identifier: GPL-3.0-or-later
 * "Did you mean": the known word nearest to an unknown one, by edit distance with neighbour swaps,
 * ignoring ASCII case. Source: optimal string alignment distance (Boytsov 2011). */
#ifndef RF_CORE_NEAREST_H
#define RF_CORE_NEAREST_H

#include <stddef.h>

/* The nearest of n known words, if near enough to be a slip (a third of its length, at least 1),
 * else NULL. NULL entries of `known` are passed over. O(n * length^2). */
const char *rf_nearest(const char *word, const char *const *known, size_t n);

#endif
