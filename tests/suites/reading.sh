#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/reading runs in every form of its file; each contender sees every row; no time is judged.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
export RF_BUILD

if [ ! -x "$RF_BUILD/bench/generate" ] || ! command -v sqlite3 >/dev/null; then
    skip 'the generator or sqlite3 is missing' 'bench/reading'
    tap_end
fi

for form in '' '--shuffle' '--quoted --shuffle'; do
    # shellcheck disable=SC2086
    page=$(bench/reading --agents 300 --runs 1 $form 2>&1)
    is "$? $(grep -c '^| .renfort check' <<<"$page") $(grep -c 'skills.csv alone' <<<"$page")" \
        '0 2 2' "bench/reading $form"
done
tap_end
