/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole files, read with a limit and written so that a crash leaves the old or the new one, never a
 * half. */
#ifndef RF_CORE_FILE_H
#define RF_CORE_FILE_H

#include <stddef.h>

#include "engine/core/buf.h"
#include "engine/core/status.h"

/* The bytes of a regular file or pipe, up to out->limit. RF_IO: cannot be read; RF_BAD_INPUT:
 * larger than that. */
rf_status rf_file_read(rf_buf *out, const char *path, rf_err *err);

/* Writes beside `path` under a temporary name, syncs, renames, syncs the folder. On failure `path`
 * is as it was and the temporary file is gone. A symbolic link is followed; the mode of a replaced
 * file is kept; a device or pipe (such as /dev/stdout) is written in place. "-" writes to standard
 * output. RF_IO has the path and the reason.
 *
 * A writer that is killed leaves its temporary file, with what it wrote: the next write into that
 * folder removes those of the same user whose process is gone, and never one that is being written,
 * be it by another machine. O(bytes + entries of the folder). */
rf_status rf_file_write(const char *path, const char *bytes, size_t n, rf_err *err);

/* The same for what the owner alone may read (mode 0600, also where it replaces a file that others
 * could read); "-" is a name like another. */
rf_status rf_file_write_private(const char *path, const char *bytes, size_t n, rf_err *err);

#endif
