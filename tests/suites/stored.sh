#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a database gives back: plans by number, to the byte, also as a baseline; missions that follow
# the decisions, their undoing and the plans; the register of initiatives.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
renfort=$(readlink -f "$RENFORT")
[ -x "$renfort" ] || { echo "Bail out! $RENFORT is not built"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LANGUAGE LC_MESSAGES LANG NO_COLOR RENFORT_DATA
export LC_ALL=C.UTF-8 COLUMNS=80
cp -r tests/data/mini "$work/town"
cd "$work" || exit 1

run() { "$renfort" "$@" 2>err; }
solve() { run solve town town/full.json --db renfort.db --quiet --reproducible "$@"; }
decide() { run decide town town/full.json plan.json "$@" --author HR --db renfort.db >/dev/null; }
# The missions as AGENT NEED FROM..TO STATE, one a line.
missions()
{
    run db missions --csv | tr -d '\r' |
        awk -F, 'NR > 1 { print $1, $2, $3 ".." $4, $5 }'
}

printf '%s\n' 'initiative,name,authors,sponsor,state,need,review_on,outcome' \
    'I-1,Masks,A-1 A-2,LIB,proposed,,,' >town/initiatives.csv
run crisis open flood --quiet
solve
is $? 0 'a plan is solved and kept'
cp plan.json first.json
run db get 1 | cmp -s - plan.json
is $? 0 'it comes back to the byte'
run db get 1 -o copy.json --quiet && cmp -s copy.json plan.json
is $? 0 'also into a file'
run db get '#2'
is $? 2 'a plan that is not kept is bad input'
has "$(cat err)" 'holds no plan 2' 'and that is said'
run db get two
is $? 1 'a word is no number'

# ---- the register ----
run db initiatives --json >register.json
has "$(cat register.json)" '"authors": "A-1 A-2", "sponsor": "LIB", "state": "proposed"' \
    'the initiative is in the register'
entries=$(run log show | grep -c initiative)
run import town town/full.json --quiet
is "$(run log show | grep -c initiative)" "$entries" 'the same again adds nothing'
sed -i 's/proposed,,/endorsed,MEALS,/' town/initiatives.csv
run import town town/full.json --quiet
has "$(run db initiatives --json)" '"state": "endorsed", "need": "MEALS"' 'a changed one is changed'
has "$(run log show | tail -n 1)" 'initiative change' 'and the log has both states'

# ---- missions ----
decide accept --agent A-1 --need MEALS
decide accept --agent A-2 --need CARE
is "$(missions)" 'A-1 MEALS 2026-01-05..2026-02-01 planned
A-2 CARE 2026-01-05..2026-01-25 planned' 'accepted moves are planned missions'
run decide town undo --number 1 --author HR --db renfort.db
is "$(missions | head -n 1)" 'A-1 MEALS 2026-01-05..2026-02-01 cancelled' \
    'a mission whose decision is undone is cancelled'
decide end --agent A-5 --need MEALS --to 2026-01-11
has "$(missions)" 'A-5 MEALS 2026-01-05..2026-01-11 ended' 'one that ends early has its last day'
solve --baseline '#1' -o second.json
is $? 0 'a kept plan serves as a baseline'
run solve town town/full.json --baseline first.json --quiet --reproducible -o other.json
is "$(grep -v baseline second.json)" "$(grep -v baseline other.json)" 'as its file does'
is "$(run db plans --csv | tr -d '\r' | awk -F, '$1 == 2 { print $3 }')" 1 \
    'and the new plan names it'
solve --baseline '#2' --today 2026-01-06 -o third.json
has "$(missions)" 'A-2 CARE 2026-01-05..2026-01-25 started' 'what has begun by today has started'
has "$(missions)" 'A-5 MEALS 2026-01-05..2026-01-11 ended' 'what was ended stays so'
# A move that was accepted starts, and ends on another day than was decided.
decide end --agent A-2 --need CARE --to 2026-01-18
is $? 0 'an accepted mission ends early'
has "$(cat err)" 'decision 2 no longer keeps A-2 at CARE from 2026-01-05 to 2026-01-25' \
    'what is superseded is said'
has "$(missions)" 'A-2 CARE 2026-01-05..2026-01-18 ended' 'the mission has its last day'
is "$(grep -c '#2 accept' town/decisions.csv)" 0 'decisions.csv has nothing of the first'
is "$(grep -c '#4 end' town/decisions.csv)" 2 'and both rows of the second'
run decide town list --db renfort.db >/dev/null
is "$(grep -c warning err)" 0 'both places hold the same'
has "$(run log show | tail -n 4)" 'decision undo' 'the log has the undoing'
solve --baseline '#3' --today 2026-01-06 -o fourth.json
run decide town town/full.json fourth.json extend --agent A-2 --need CARE --to 2026-01-25 \
    --author HR --db renfort.db >/dev/null
is $? 3 'what was ended is not extended against the ban that came with it'
run decide town undo --number 4 --author HR --db renfort.db
decide pin --agent A-1 --need MEALS --from 2026-01-05 --to 2026-01-18
solve -o fifth.json
run decide town town/full.json fifth.json accept --unit LIB --author HR --db renfort.db >/dev/null
is "$(grep -c 'A-1,MEALS' town/decisions.csv)" 1 'what is pinned is not pinned twice'
run decide town town/full.json fifth.json extend --agent A-1 --need MEALS --to 2026-01-25 \
    --author HR --db renfort.db >/dev/null
is $? 0 'a pinned mission is extended'
has "$(missions)" 'A-1 MEALS 2026-01-05..2026-01-25 extended' 'the mission is'
is "$(grep -c 'A-1,MEALS' town/decisions.csv)" 1 'by one row alone'
is "$(grep -c accept town/decisions.csv)" 2 'the other moves of the unit stay accepted'
run decide town town/full.json fifth.json end --agent A-2 --need CARE --to 2026-01-11 \
    --author HR --db renfort.db >/dev/null
is "$(grep -c accept town/decisions.csv)" 1 'of a decision on several moves one row goes'
solve --baseline '#9'
is $? 2 'a baseline that is not kept is bad input'
run db check --quiet
is $? 0 'the database is whole'
run crisis close flood --quiet && run crisis purge flood --quiet
run db missions --crisis flood --json | grep -c A-2 >count
is "$(cat count)" 0 'after the purge no mission is left'
tap_end
