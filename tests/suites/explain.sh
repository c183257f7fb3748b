#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What `renfort explain --need` says of each lever is what a solve of files changed by hand finds
# (tests/support/levers.py): every lever of the small territory, with soft and with hard floors; of
# `town` the best lever of three needs, in `make soak` all levers of every uncovered need of five
# scenarios over three weeks, from two days on.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_SHARED:=../shared}"
: "${RF_SOAK:=0}"
RENFORT=$(readlink -f "$RENFORT")
[ -x "$RENFORT" ] || { echo "Bail out! $RENFORT is not built"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

# by_hand TERRITORY SCENARIO MOST NEEDS...: each of its lines is a test.
by_hand()
{
    local line lines territory=$1 scenario=$2
    shift 2
    lines=$(tests/support/levers.py "$RENFORT" "$territory" "$scenario" "$work" "$@" 2>&1)
    is $? 0 "$(basename "$territory") $(basename "$scenario") $*: compared to the end"
    while IFS= read -r line; do
        case $line in
            "ok - "*) is yes yes "${line#ok - }" ;;
            "not ok - "*) is no yes "${line#not ok - }" ;;
            *) echo "# $line" ;;
        esac
    done <<<"$lines"
}

sed 's/"limits"/"rules": {"floors": "hard", "max_periods_away": 2}, "limits"/' \
    tests/data/mini/full.json >"$work/hard.json"
by_hand tests/data/mini tests/data/mini/full.json 99 all
by_hand tests/data/mini "$work/hard.json" 99 all

# Both limits of a stay bind.
cp -r tests/data/mini "$work/short"
sed -i '1s/$/,max_stay/; 2,$s/$/,1/; s/,2,2,no,1$/,2,1,no,1/' "$work/short/needs.csv"
by_hand "$work/short" "$work/hard.json" 99 all

# Near an earlier plan, under an envelope, with missions that have begun: the plan was solved so.
cat >"$work/envelope.json" <<'JSON'
{"name": "Library", "delegations": [{"of": "*", "limits": {"floor": 1}}],
 "changes": [{"unit": "LIB", "floor": -0.5, "author": "A", "reason": "B"}]}
JSON
"$RENFORT" solve tests/data/mini tests/data/mini/full.json -q -o "$work/earlier.json"
by_hand tests/data/mini "$work/hard.json" 99 all -- --envelope "$work/envelope.json" \
    --baseline "$work/earlier.json" --today 2026-01-05

town=$RF_SHARED/territories/town
if [ ! -d "$town" ]; then
    skip "no $town" "levers of town"
elif [ "$RF_SOAK" = 1 ]; then
    # Three weeks from two days on: every solve ends by proof within seconds, none by the clock.
    for scenario in calm pandemic-25 pandemic-40 flood cyber; do
        for day in 2020-03-16 2020-04-06; do
            sed "s/\"periods\": 8/\"periods\": 3/; s/\(\"start\": \)\"2020-03-16\"/\1\"$day\"/" \
                "$town/$scenario.json" >"$work/$scenario-$day.json"
            by_hand "$town" "$work/$scenario-$day.json" 99 all
        done
    done
else
    sed 's/"periods": 8/"periods": 3/' "$town/pandemic-25.json" >"$work/weeks.json"
    by_hand "$town" "$work/weeks.json" 1 N-001 N-002 N-011
fi
tap_end
