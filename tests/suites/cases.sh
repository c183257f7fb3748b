#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Published instances with proven optima (RF_SHARED/cases) and the town (RF_SHARED/territories)
# through the program; every plan is judged by tools/reference.py, the contract written a second
# time. Skipped where they are not there. A sample unless RF_SOAK=1; ONLY_CASE=word: those so named.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_SHARED:=../shared}"
: "${RF_SOAK:=0}"
: "${RF_MODE:=release}"
: "${ONLY_CASE:=}"
reference=$RF_SHARED/tools/reference.py
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -f "$reference" ] || [ ! -d "$RF_SHARED/cases" ]; then
    skip "no $RF_SHARED" "published instances"
    tap_end
fi
python=/usr/bin/python3 # Debian's, which has python3-scipy
[ -x "$python" ] || python=python3
if ! "$python" -c 'import scipy.optimize' 2>/dev/null; then
    skip "no python3-scipy" "published instances"
    tap_end
fi

case_seconds=60
town_seconds=10
sample='gap1_1 gap2_3 gap3_2 gap4_5 gap5_1 gap6_4 lap100 smptsp_1 smptsp_10 transp'
scenarios='calm pandemic-25 pandemic-40 flood cyber'
if [ "$RF_SOAK" = 1 ]; then
    sample=$(cd "$RF_SHARED/cases" && echo */)
    sample=${sample//\//}
    town_seconds=60
elif [ "$RF_MODE" != release ]; then
    sample='gap1_1 transp' # sanitizers make long solves too long
    scenarios='flood'
fi

# verdict PLAN EXPECTED: what is wrong with a plan that should be optimal with these values.
verdict()
{
    "$python" - "$1" "$2" <<'END'
import json, sys
plan, expected = (json.load(open(p)) for p in sys.argv[1:3])
said = {}
for level in plan['objectives']:
    for term, value in level['terms'].items(): said[term] = value
    if level['bound'] != level['value']:
        print(level['name'], 'value', level['value'], 'bound', level['bound'])
    if level['status'] != 'optimal': print(level['name'], level['status'])
if plan['status'] != 'optimal': print('status', plan['status'])
for term, value in expected.items():
    if term in said and said[term] != value: print(term, said[term], 'instead of', value)
if not set(expected) & set(said): print('no term of', list(expected), 'is told')
END
}

# town_verdict PLAN SCENARIO: bounds above what is proven, values below it, levels without proof.
town_verdict()
{
    "$python" - "$1" "$RF_SHARED/territories/expected.json" "$2" <<'END'
import json, sys
plan, expected = (json.load(open(p)) for p in sys.argv[1:3])
proven = expected['town'][sys.argv[3]]
for level in plan['objectives']:
    if level['bound'] > level['value']: print(level['name'], 'bound above value')
    for term, value in level['terms'].items():
        if term not in proven: continue
        if level['bound'] > proven[term]:
            print(term, 'bound', level['bound'], 'above', proven[term])
if plan['objectives'][0]['value'] < proven['unmet.vital']: print('vital below what is proven')
END
}

# Solves and hands the plan to both judges; says what they find.
judged()
{
    local folder=$1 scenario=$2 seconds=$3
    shift 3
    if ! "$RENFORT" solve "$folder" "$scenario" -o "$work/plan.json" --seconds "$seconds" --quiet \
        --lang en 2>"$work/errors"; then
        echo "solve ended with status $?"
        cat "$work/errors"
        return
    fi
    "$@"
    "$python" "$reference" check "$folder" "$scenario" "$work/plan.json" >"$work/check" ||
        grep WRONG "$work/check" | head -5
}

for name in $sample; do
    case $name in *"$ONLY_CASE"*) ;; *) continue ;; esac
    folder=$RF_SHARED/cases/$name
    [ -d "$folder" ] || continue
    is "$(judged "$folder" "$folder/scenario.json" "$case_seconds" verdict "$work/plan.json" \
        "$folder/expected.json")" "" "$name is solved to its published optimum"
done
for scenario in $scenarios; do
    case town-$scenario in *"$ONLY_CASE"*) ;; *) continue ;; esac
    folder=$RF_SHARED/territories/town
    [ -d "$folder" ] || continue
    is "$(judged "$folder" "$folder/$scenario.json" "$town_seconds" town_verdict \
        "$work/plan.json" "$scenario")" "" "town, $scenario: an honest plan in $town_seconds s"
done
tap_end
