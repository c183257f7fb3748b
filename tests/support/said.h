/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a call says on standard error, or prints on standard output. */
#ifndef RF_TESTS_SAID_H
#define RF_TESTS_SAID_H

/* From now on what goes to file descriptor `stream` (1 or 2) is kept. */
void said_listen(int stream);

/* All of it, and the stream is itself again. Free it. */
char *said_heard(void);

#endif
