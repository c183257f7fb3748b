#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Compiles every header alone (and twice: its guard holds), with gcc and with clang.
set -eu
cd "$(dirname "$0")/../.."
: "${RF_HEADER_FLAGS:=-std=c11 -D_GNU_SOURCE -I. -Wall -Wextra -Wpedantic -Werror}"

failed=0
for header in $(find engine adapters bench tests -name '*.h' | LC_ALL=C sort); do
    for compiler in gcc clang; do
        # shellcheck disable=SC2086
        printf '#include "%s"\n#include "%s"\ntypedef int rf_alone;\n' "$header" "$header" |
            $compiler $RF_HEADER_FLAGS -x c -fsyntax-only - || {
            echo "$header: does not compile alone with $compiler"
            failed=1
        }
    done
done
[ "$failed" -eq 0 ]
echo ok
