/* SPDX-License-Identifier: GPL-3.0-or-later
 * How much of a test is run: a sample in every run, the whole in a soak (RF_SOAK=1). */
#ifndef RF_TESTS_SOAK_H
#define RF_TESTS_SOAK_H

int soak_times(int sample, int whole);

#endif
