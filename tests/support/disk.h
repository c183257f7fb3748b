/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small disk for SQLite: it counts the bytes that databases and their journals take together, is
 * full where a test wants it, and kills the process where a test wants that. */
#ifndef RF_TESTS_DISK_H
#define RF_TESTS_DISK_H

#include <stdint.h>

/* cmocka set-up of a group: every database from now on is on it. It begins endless. */
int disk_use(void **state);

/* So many bytes are all that it holds; the peak begins anew. */
void disk_set_room(int64_t bytes);

/* Bytes that open files take now, and at most since the room was set. */
int64_t disk_taken(void);
int64_t disk_peak(void);

/* Lets so many writes pass; the next one is kill -9 of this process. */
void disk_kill_after(int64_t writes);

#endif
