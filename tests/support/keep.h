/* SPDX-License-Identifier: GPL-3.0-or-later
 * A store in a folder of its own, filled by numbers, and all that it holds as one text. */
#ifndef RF_TESTS_KEEP_H
#define RF_TESTS_KEEP_H

#include "adapters/store/store.h"

extern const char KEEP_DB[];      /* in the current folder */
extern const rf_store_by KEEP_BY; /* the only open crisis */

/* cmocka set-up and tear-down: into a new folder, and out of it with all its files. */
int keep_enter(void **state);
int keep_leave(void **state);

/* An open store; what fails, fails the test. */
rf_store *keep_open(rf_store_mode mode);
/* A new store with the crisis "flood" open. */
rf_store *keep_new(void);

/* Decision number i of a series, as any process makes it. Strings are in `room`. */
enum { KEEP_ROOM = 64 };
rf_store_decision keep_decision(char room[KEEP_ROOM], int i);
rf_status keep_decide(rf_store *store, int i, rf_err *err);

/* One of everything: territory, scenario, two plans, decisions (one undone), missions,
 * initiatives, numbered from `first` on. Stops at the first failure. */
rf_status keep_fill(rf_store *store, int first, rf_err *err);

/* All that the public header can read, sealed and verified. */
rf_status keep_tell(rf_buf *out, rf_store *store, rf_err *err);

/* Opens, checks everything and closes; fails the test with the findings. */
void keep_must_be_whole(void);

#endif
