/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/courier.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/pipe.h"

bool rf_incumbent_send(int pipe, const rf_incumbent *incumbent, int32_t n_levels)
{
    const size_t levels = (size_t)n_levels, stays = (size_t)incumbent->n_stays;
    return rf_pipe_write(pipe, &incumbent->n_stays, sizeof incumbent->n_stays) &&
           rf_pipe_write(pipe, incumbent->values, levels * sizeof *incumbent->values) &&
           rf_pipe_write(pipe, incumbent->stays, stays * sizeof *incumbent->stays);
}

static bool read_from(const rf_incoming *from, void *bytes, size_t n)
{
    return rf_pipe_read(from->pipe, bytes, n, from->enough, from->user);
}

rf_status rf_incumbent_receive(bool *whole, rf_incumbent *out, int32_t n_levels,
                               const rf_incoming *from, rf_err *err)
{
    const size_t levels = (size_t)n_levels;
    int32_t n = 0;
    *whole = read_from(from, &n, sizeof n);
    if (!*whole)
        return RF_OK;
    int64_t *values = rf_new_array(levels, sizeof *values);
    rf_stay *stays = rf_new_array((size_t)n, sizeof *stays);
    const rf_status rc = values == NULL || stays == NULL ? rf_fail_memory(err) : RF_OK;
    *whole = rc == RF_OK && read_from(from, values, levels * sizeof *values) &&
             read_from(from, stays, (size_t)n * sizeof *stays);
    if (*whole) {
        memcpy(out->values, values, levels * sizeof *values);
        free(out->stays);
        out->stays = stays;
        out->n_stays = out->capacity = n;
        stays = NULL;
    }
    free(values);
    free(stays);
    return rc;
}
