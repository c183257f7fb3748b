#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/ablation: every patch applies to the sources as they are, some are built and run on a tiny
# territory, what is done stays done, and a text that is gone is said to be. No value is judged.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RF_MODE:=release}"
: "${RF_SHARED:=../shared}"
export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -d "$RF_SHARED" ] || [ "$RF_MODE" != release ] || [ ! -x "$RF_BUILD/bench/generate" ] ||
    ! command -v python3 >/dev/null; then
    skip 'no RF_SHARED, another mode, no generator or no python3' 'bench/ablation'
    tap_end
fi
"$RF_BUILD/bench/generate" --agents 60 --out "$work/tiny" >/dev/null || exit 1

# The tree as it is now, whatever is edited or built meanwhile; objects first (bench/ablation).
mkdir -p "$work/tree/build/release"
cp -a build/release/{obj,gen,flags,libraries,identity} "$work/tree/build/release/" 2>/dev/null
cp -a engine adapters data Makefile "$work/tree/"

# ablation OPTION...: what it says comes to $said, its status to $status.
ablation()
{
    said=$(bench/ablation --source "$work/tree" --territory "$work/tiny" --seconds 1 "$@" 2>&1)
    status=$?
}

# runs: how many the last one did.
runs() { grep -cE '^ablation: [0-9]+/[0-9]+ ' <<<"$said"; }

ablation --dry-run
is "$status" 0 "every patch applies: $said"

ablation --json "$work/rows.json" --only exchanges
is "$status $(runs)" '0 1' 'an ingredient is turned off, built and run'
ablation --json "$work/rows.json" --only renewal,exchanges
is "$status $(runs)" '0 1' 'what is done stays done'
is "$(grep -cE '^\| (chain|incumbents): ' <<<"$said")" 2 'the table has both'
keys=$(python3 -c 'import json, sys
rows = json.load(open(sys.argv[1], encoding="utf-8"))["rows"]
assert all(row["levels"] and row["columns"] and not row["faults"] for row in rows)
print(*[row["key"] for row in rows])' "$work/rows.json" 2>&1)
is "$keys" 'renewal exchanges' 'so has the file, in the order of the script'

ablation --json "$work/rows.json" --only exchanges --seconds 2
is "$status $(runs)" '1 0' 'rows of another limit are not mixed'
has "$said" 'another seconds' 'and it says so'
ablation --only nonsense
is "$status" 2 'an unknown ingredient is refused'

sed -i 's/return step_exchange(w);/return 0;/' "$work/tree/engine/solve/walk.c"
ablation --dry-run
is "$status" 1 'a text that is gone ends it'
has "$said" "exchanges: engine/solve/walk.c has 'return step_exchange(w);' 0 times" \
    'and is named'
tap_end
