/* SPDX-License-Identifier: GPL-3.0-or-later
 * A village for pages: three organisations, four needs, four weeks, forty agents, a plan made by
 * hand, and the pages that are kept of it in tests/golden/report (RF_REDO=1 writes them anew). */
#ifndef RF_TESTS_VILLAGE_H
#define RF_TESTS_VILLAGE_H

#include "adapters/report/report.h"
#include "adapters/report/sections.h"
#include "tests/support/hamlet.h"

typedef struct village {
    hamlet *h;
    rf_plan plan; /* moves and levels belong to the village; change the fields as the test wants */
    rf_move moves[8];
    rf_level_result levels[5];
} village;

village *village_new(void);
void village_free(village *v);

/* For cmocka: the village, in English. */
int village_set_up(void **state);
int village_tear_down(void **state);

/* The same without rows and plan: a hamlet of four weeks. */
int village_set_up_empty(void **state);
int village_tear_down_empty(void **state);

/* One section of the page of a plan of these moves; free it. */
char *village_section(hamlet *h, void (*section)(rf_buf *, const rf_view *), rf_move *moves,
                      int32_t n_moves);

/* Binds the catalogue of the build; "en" or "fr". */
void village_speak(const char *language);

/* No line of the page is wider than `width` columns of Latin text; escapes do not count. */
void village_assert_width(const char *page, int32_t width);

/* The page is what tests/golden/report/NAME.txt keeps. */
void village_assert_golden(const char *name, const char *page);

#endif
