/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random towns of up to 8 agents, 4 needs and 3 periods, with every rule, constraint, shock and
 * term of the contract now and then. */
#ifndef RF_TESTS_LOTTERY_H
#define RF_TESTS_LOTTERY_H

#include "tests/support/town.h"

/* The town of this number, its instance made; the same on every machine. `*text` is what town_of
 * would make it from; free it. */
town *lottery_draw(char **text, uint64_t number);

/* Likewise, of those with several pins under hard rules: most of them contradict. */
town *lottery_draw_crossed(char **text, uint64_t number);

#endif
