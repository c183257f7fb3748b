#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same plan, to the byte, from gcc and clang, with and without optimisation, from one worker
# and two. Only in the release run, which builds the others beside itself.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_BUILD:=$PWD/build/release}"
if [ "${RF_MODE:-release}" != release ]; then
    skip 'the release run does it' 'the same plan from every build'
    tap_end
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL

# plan_of PROGRAM OPTION...: the fingerprint of its plan for 200 drawn agents
plan_of()
{
    program=$1
    shift
    "$program" solve "$work/town" "$work/town/pandemic-25.json" --reproducible --quiet "$@" \
        -o "$work/plan.json" 2>>"$work/said" && sha256sum <"$work/plan.json"
}

"$RF_BUILD/bench/generate" --agents 200 --seed 3 --out "$work/town" >/dev/null 2>&1
wanted=$(plan_of "$RENFORT")
is "${#wanted}" 67 'the release build solves the drawn town'
is "$(plan_of "$RENFORT" --workers 2)" "$wanted" 'two workers find the same plan'
for build in 'debug gcc' 'release clang'; do
    set -- $build
    folder=$RF_BUILD/builds/$1-$2
    make -s MODE="$1" CC="$2" B="$folder" all >"$work/built" 2>&1 || cat "$work/built"
    is "$(plan_of "$folder/renfort")" "$wanted" "$2 in mode $1 finds the same plan"
done
tap_end
