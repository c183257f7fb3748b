#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Malformed territories: each tests/malformed/NAME.case is a comment that says what is wrong, the
# commands that damage a copy of tests/malformed/base, a line `--`, and exactly what
# `renfort check` must say of it. REDO=1 writes what is said now (look at the difference before you
# commit it); ONLY_CASE=word runs the cases whose name has the word.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${RENFORT:=$PWD/build/release/renfort}"
: "${REDO:=0}"
: "${ONLY_CASE:=}"
RENFORT=$(readlink -f "$RENFORT")
[ -x "$RENFORT" ] || { echo "Bail out! $RENFORT is not built"; exit 1; }
cases=$PWD/tests/malformed
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LANGUAGE LC_MESSAGES LANG
export LC_ALL=C.UTF-8

# One case: damages a copy, checks it, compares what is said and the status that goes with it.
run_case()
{
    local file=$1 status wanted=0
    rm -rf "$work/t" && cp -R "$cases/base" "$work/t"
    sed '/^--$/,$d' "$file" >"$work/damage"
    sed '1,/^--$/d' "$file" >"$work/wanted"
    (cd "$work/t" && bash -eu "$work/damage") || { echo "# the damage failed"; return 1; }
    "$RENFORT" check "$work/t" >/dev/null 2>"$work/said"
    status=$?
    sed -i '/^renfort check: /d' "$work/said"
    if [ "$REDO" = 1 ]; then
        { cat "$work/damage"; echo --; cat "$work/said"; } >"$file"
        cp "$work/said" "$work/wanted"
    fi
    grep -qE '^[^ ]+:[0-9]+:[0-9]+: error: ' "$work/wanted" && wanted=2
    [ "$status" -eq "$wanted" ] || { echo "# status $status, wanted $wanted"; return 1; }
    diff -u --label wanted --label said "$work/wanted" "$work/said" >"$work/diff" && return 0
    sed 's/^/# /' "$work/diff"
    return 1
}

n=0
for file in "$cases"/*"$ONLY_CASE"*.case; do
    n=$((n + 1))
    name=$(basename "$file" .case)
    if run_case "$file"; then echo "ok $n - $name"; else echo "not ok $n - $name"; fi
done
echo "1..$n"
