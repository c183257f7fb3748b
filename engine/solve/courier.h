/* SPDX-License-Identifier: GPL-3.0-or-later
 * An incumbent on its way between a process and its child. */
#ifndef RF_SOLVE_COURIER_H
#define RF_SOLVE_COURIER_H

#include "engine/solve/state.h"

/* False: nobody reads any more. */
bool rf_incumbent_send(int pipe, const rf_incumbent *incumbent, int32_t n_levels);

/* Where an incumbent comes from; `enough` and `user` as in rf_pipe_read. */
typedef struct rf_incoming {
    int pipe;
    bool (*enough)(void *user);
    void *user;
} rf_incoming;

/* Replaces `out` once all of it has come. *whole: it has. RF_NO_MEMORY only. */
rf_status rf_incumbent_receive(bool *whole, rf_incumbent *out, int32_t n_levels,
                               const rf_incoming *from, rf_err *err);

#endif
