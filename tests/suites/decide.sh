#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Decisions that are cut off and decisions at once: kill -9 at random moments of a decision and of
# its undoing, and several people who decide on one territory. 40 kills; RF_SOAK=1: 10,000.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_SOAK:=0}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
times=40
[ "$RF_SOAK" = 1 ] && times=10000
RANDOM=20200316
export LC_ALL=C.UTF-8

cp -R tests/data/mini "$work/mini"
"$RENFORT" solve "$work/mini" "$work/mini/full.json" --quiet --reproducible -o "$work/plan.json" \
    2>/dev/null
file=$work/mini/decisions.csv
printf 'agent,need,from,to,decision,author,reason\r\nA-4,CARE,,,forbid,HR,own row' >"$file"

# decide AUTHOR: one decision that no other is in the way of.
decide()
{
    exec "$RENFORT" decide "$work/mini" "$work/mini/full.json" "$work/plan.json" forbid \
        --agent A-5 --need MEALS --from "$1" --to "$1" --author "$2" --date 2026-01-02
}

day()
{
    date -d "2000-01-01 + $1 days" +%F
}

start=$(date +%s%N)
(decide 1999-01-01 first) >/dev/null 2>&1
is "$?" 0 "a decision is recorded when nobody interferes"
took=$((($(date +%s%N) - start) / 1000)) # microseconds

# Each decision has a day of its own: what is said to be recorded is looked for at the end.
acknowledged=0 torn=0 lost=0
for ((i = 0; i < times; i++)); do
    on=$(day "$i")
    (decide "$on" "killer $i") >/dev/null 2>"$work/said" &
    victim=$!
    moment=$((RANDOM * 40 % (took + took / 4)))
    sleep "$(printf '%d.%06d' $((moment / 1000000)) $((moment % 1000000)))"
    kill -9 "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    if grep -q '^renfort decide: decision' "$work/said"; then
        acknowledged=$((acknowledged + 1))
        grep -q ",$on,$on,forbid,killer $i,#" "$file" || lost=$((lost + 1))
    fi
    # Whole: the header, the row that was there, and full rows of seven cells; no line end last.
    [ "$(head -c 71 "$file" | md5sum)" = "$(printf \
        'agent,need,from,to,decision,author,reason\r\nA-4,CARE,,,forbid,HR,own row' |
        head -c 71 | md5sum)" ] || torn=$((torn + 1))
    awk -F, 'NF != 7 { bad = 1 } END { exit bad }' "$file" || torn=$((torn + 1))
done
is "$torn $lost" "0 0" "killed $times times: no half row, none of $acknowledged lost"
"$RENFORT" decide "$work/mini" list >/dev/null 2>&1
is "$?" 0 "what the kills left can be read"

# Undone while it is killed: the row is there or it is not, and the rest is as it was.
torn=0
for ((i = 0; i < times / 4; i++)); do
    cp "$file" "$work/before"
    number=$(grep -o '#[0-9]*' "$file" | tail -1)
    grep -v "$number " "$work/before" >"$work/after"
    "$RENFORT" decide "$work/mini" undo --number "${number#\#}" >/dev/null 2>&1 &
    victim=$!
    sleep "0.00$((RANDOM % 10))"
    kill -9 "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    cmp -s "$file" "$work/before" || diff -q <(tr -d '\r' <"$file"; echo) \
        <(tr -d '\r' <"$work/after") >/dev/null || torn=$((torn + 1))
    [ "$(grep -c '#' "$file")" -lt 2 ] && break
done
is "$torn" 0 "an undo that is killed takes the whole decision or nothing"

# Four people at once, five decisions each.
printf 'agent,need,from,to,decision,author,reason\n' >"$file"
for person in 1 2 3 4; do
    for turn in 1 2 3 4 5; do
        (decide "$(day $((person * 10 + turn)))" "person $person") >/dev/null 2>&1
    done &
done
wait
is "$(grep -o '#[0-9]*' "$file" | sort -u | wc -l) $(grep -c forbid "$file")" "20 20" \
    "four people at once: twenty decisions, twenty numbers"
is "$(find "$work/mini" -name '*.csv' | grep -c decisions)" 1 "and one file of decisions"
tap_end
