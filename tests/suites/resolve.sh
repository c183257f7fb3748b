#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Moves of a plan of town are refused, one at a time; each time the plan is solved again within a
# second of processor, where no clock ends it, and with no more changes than HiGHS finds
# (tests/support/resolve_judge.py). Without a new fact nothing may change. 5 refusals, each against
# plans that are no worse on the levels above; RF_SOAK=1: 50, also against a gap-0 solve of the
# whole, and 10 of county, within five seconds.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_SHARED:=../shared}"
: "${RF_SOAK:=0}"
: "${RF_MODE:=release}"
reference=$RF_SHARED/tools/reference.py
python=/usr/bin/python3 # Debian's, which has python3-scipy
[ -x "$python" ] || python=python3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# refuse TERRITORY PLAN NUMBER OUT: the territory, in which that move of the plan is forbidden.
refuse()
{
    rm -rf "$4"
    cp -R "$1" "$4"
    "$python" - "$2" "$3" >"$4/decisions.csv" <<'END'
import json, sys
moves = json.load(open(sys.argv[1]))['moves']
m = moves[int(sys.argv[2]) % len(moves)]
print('decision,agent,need,from,to')
print('forbid', m['agent'], m['need'], m['from'], m['to'], sep=',')
END
}

# again FOLDER SCENARIO BASELINE PLAN: prints the seconds of processor that the solve took.
again()
{
    local TIMEFORMAT=%U
    { time "$RENFORT" solve "$1" "$2" --baseline "$3" -o "$4" --quiet --reproducible \
        2>"$work/log"; } 2>&1
}

moves_of()
{
    sed -n '/"moves"/,$p' "$1"
}

# in_time SECONDS MOST: "yes", or the seconds; a sanitizer's are not judged.
in_time()
{
    [ "$RF_MODE" = release ] || { echo yes; return; }
    awk -v s="$1" -v most="$2" 'BEGIN { print s <= most ? "yes" : s " s" }'
}

# refusals NAME TIMES STEP SECONDS [JUDGE'S OPTION]
refusals()
{
    local town=$RF_SHARED/territories/$1 scenario=$RF_SHARED/territories/$1/pandemic-25.json
    local first=$work/$1.json slow='' worse='' i seconds
    "$RENFORT" solve "$town" "$scenario" --seconds 60 --reproducible --quiet \
        -o "$first" 2>"$work/log"
    seconds=$(again "$town" "$scenario" "$first" "$work/same.json")
    is "$(in_time "$seconds" "$4")" yes "$1: without a new fact it is solved again in time"
    is "$(moves_of "$work/same.json" | cksum)" "$(moves_of "$first" | cksum)" \
        "$1: and nothing changes"
    again "$town" "$scenario" "$work/same.json" "$work/once.json" >/dev/null
    is "$(cksum <"$work/once.json")" "$(cksum <"$work/same.json")" "$1: nor a byte once more"
    for ((i = 0; i < $2; i++)); do
        refuse "$town" "$first" "$((i * $3))" "$work/town"
        seconds=$(again "$work/town" "$scenario" "$first" "$work/plan.json")
        [ "$(in_time "$seconds" "$4")" = yes ] || slow+="$((i * $3)): $seconds s; "
        "$python" tests/support/resolve_judge.py "$reference" "$work/town" "$scenario" "$first" \
            "$work/plan.json" ${5:+"$5"} >"$work/said" 2>&1 ||
            worse+="$((i * $3)): $(tail -1 "$work/said"); "
    done
    is "$slow" '' "$1: $2 refusals are each solved again in $4 s"
    is "$worse" '' "$1: $2 refusals, none with more changes than HiGHS finds"
}

if [ ! -f "$reference" ] || ! "$python" -c 'import scipy.optimize' 2>/dev/null; then
    skip "no reference.py or no python3-scipy" "refusals against HiGHS"
    tap_end
fi
if [ "$RF_SOAK" = 1 ]; then
    refusals town 50 1 1 --whole
    refusals county 10 41 5
else
    refusals town 5 7 1
fi
tap_end
