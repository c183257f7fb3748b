#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 at random moments of a solve that replaces an existing plan: the old file or a whole new
# one is there, each time. 20 moments; RF_SOAK=1: 200.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_SOAK:=0}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
times=20
[ "$RF_SOAK" = 1 ] && times=200
RANDOM=20200316

# Enough people that the solve takes a while and the plan is no single write.
cp -R tests/data/mini "$work/mini"
awk 'BEGIN { print "agent,unit,fte,category,consent"
    for (i = 0; i < 400; i++) printf "K%03d,LIB,%d,C,volunteer\n", i, 40 + i * 7 % 60 }' \
    >"$work/mini/agents-more.csv"
printf 'need,unit,name,tier,from,to,fte,min_stay\n%s\n%s\n' \
    'BIG,KITCHEN,Big,vital,2026-01-05,2026-02-01,70.33,2' \
    'LONG,HALL,Long,vital,2026-01-05,2026-02-01,90.11,3' >"$work/mini/needs-more.csv"
sed -i 's/"gap": [0-9.]*/"gap": 0/' "$work/mini/scenario.json"
mkdir "$work/out"
old=$work/old.json
plan=$work/out/plan.json

solve()
{
    exec "$RENFORT" solve "$work/mini" "$work/mini/scenario.json" -o "$plan" --quiet \
        --seconds 0.5
}

# A whole plan can be read and stands.
whole()
{
    "$RENFORT" verify "$work/mini" "$work/mini/scenario.json" "$1" >/dev/null 2>&1
}

start=$(date +%s%N)
(solve) >/dev/null 2>"$work/errors"
is "$?" 0 "the plan is made when nobody interferes"
took=$((($(date +%s%N) - start) / 1000)) # microseconds
sed 's/"renfort-plan\/1"/"an older plan"/' "$plan" >"$old"

kept=0 replaced=0 torn=0
for ((i = 0; i < times; i++)); do
    cp "$old" "$plan"
    (solve) >/dev/null 2>&1 &
    victim=$!
    # Most moments within the solve, a third of them in its last tenth, where the file is written.
    moment=$(((RANDOM * 32768 + RANDOM) % (took + took / 20)))
    [ $((i % 3)) = 0 ] && moment=$((took * 9 / 10 + moment / 8))
    sleep "$(printf '%d.%06d' $((moment / 1000000)) $((moment % 1000000)))"
    kill -9 "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    if cmp -s "$plan" "$old"; then
        kept=$((kept + 1))
    elif whole "$plan"; then
        replaced=$((replaced + 1))
    else
        torn=$((torn + 1))
    fi
done
is "$torn" 0 "killed $times times: the old ($kept) or the new ($replaced) plan is there, whole"
# The search runs in a child: it must not outlive the program that nobody waits for any more.
left=1
for ((i = 0; i < 50 && left > 0; i++)); do
    left=$(grep -laE "$work/[o]ut" /proc/[0-9]*/cmdline 2>/dev/null | wc -l)
    [ "$left" -gt 0 ] && sleep 0.1
done
is "$left" 0 "no search outlives the program that was killed"
is "$(find "$work/out" -name '*.json' ! -name plan.json)" "" \
    "nothing else there is taken for a plan"
rm -f "$plan"
(solve) >/dev/null 2>&1
whole "$plan"
is "$?" 0 "what the killed ones left does not stop the next"
tap_end
