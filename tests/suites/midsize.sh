#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Random towns of 50 agents, 6 needs and 4 weeks (tests/support/midsize.py) solved at gap 0, against
# HiGHS on the plain model of RF_SHARED/tools/reference.py: every value that is called optimal is
# HiGHS's, no bound is above a plan, of a search that was stopped early neither. 12 towns, 500 with
# RF_SOAK=1; RF_TOWN='N...': those. Each is searched for RF_SECONDS and each level asked of HiGHS
# for RF_HIGHS_SECONDS; a town with a level that HiGHS could not settle counts as skipped.
# RF_EARLY=S: HiGHS is asked S seconds a level about the plans of the searches stopped early, too;
# else these are held against what is known. What HiGHS found is kept in RF_HIGHS (default
# build/highs) for the next time; towns at fault are left in build/MODE/midsize. Skipped without
# reference.py or python3-scipy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RENFORT:=$RF_BUILD/renfort}"
: "${RF_SHARED:=../shared}"
: "${RF_SOAK:=0}"
: "${RF_MODE:=release}"
: "${RF_TOWN:=}"
: "${RF_EARLY:=0}"
: "${RF_HIGHS:=$(dirname "$RF_BUILD")/highs}"
reference=$RF_SHARED/tools/reference.py
python=/usr/bin/python3 # Debian's, which has python3-scipy
[ -x "$python" ] || python=python3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -f "$reference" ] || ! "$python" -c 'import scipy.optimize' 2>/dev/null; then
    skip "no reference.py or no python3-scipy" "random mid-size towns against HiGHS"
    tap_end
fi

towns='18 20 49 98 151 183 186 191 193 270 350 434'
seconds=5 highs_seconds=10 jobs=1 batch=12
if [ "$RF_SOAK" = 1 ]; then
    towns=$(seq 500)
    seconds=20 highs_seconds=60 jobs=$(nproc) batch=4
elif [ "$RF_MODE" != release ]; then
    towns='186 193' # sanitizers make long solves too long
fi
towns=${RF_TOWN:-$towns}
seconds=${RF_SECONDS:-$seconds} highs_seconds=${RF_HIGHS_SECONDS:-$highs_seconds}

# solve TOWN PLAN SECONDS
solve()
{
    mapfile -t arguments <"$1/arguments"
    "$RENFORT" solve "$1" -o "$2" --seconds "$3" --quiet --lang en "${arguments[@]}"
}

# A plan of the whole search, one of a search that is stopped early, and what verify says of both.
solve_town()
{
    local town=$1 early=(0.05 0.1 0.2 0.4 0.8)
    solve "$town" "$town/plan.json" "$seconds" >"$town/log" 2>&1
    echo $? >"$town/status"
    [ "$(cat "$town/status")" = 0 ] || return
    solve "$town" "$town/early.json" "${early[${town##*-} % 5]}" >"$town/early.log" 2>&1
    for plan in plan early; do
        "$RENFORT" verify "$town" "$town/scenario.json" "$town/$plan.json" --quiet --lang en \
            "${arguments[@]}" >"$town/$plan.verify" 2>&1 || mv "$town/$plan".{verify,breaches}
    done
}

# Towns from nothing to judged.json.
some_towns()
{
    local seed towns=()
    "$python" -B tests/support/midsize.py "$reference" "$work" "$@" || return
    for seed in "$@"; do
        solve_town "$work/town-$seed"
        towns+=("$work/town-$seed")
    done
    "$python" -B tests/support/midsize_judge.py "$reference" "$RF_HIGHS" "$highs_seconds" \
        "$RF_EARLY" "${towns[@]}"
}
export -f solve solve_town some_towns
export RENFORT RF_EARLY RF_HIGHS python reference work seconds highs_seconds

# Each keeps to one thread: the others have a town of their own.
printf '%s\n' $towns | OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    xargs -n "$batch" -P "$jobs" bash -c 'some_towns "$@"' - >"$work/said" 2>&1
is "$(cat "$work/said")" '' 'random mid-size towns are written, solved and judged'

mkdir "$work/again"
last=${towns##*[!0-9]}
"$python" -B tests/support/midsize.py "$reference" "$work/again" "$last"
is "$(cd "$work" && for file in "again/town-$last"/*.{csv,json}; do
    cmp "$file" "${file#again/}" 2>&1; done)" '' 'a town is the same whenever it is drawn'

# The judge judged: a plan that lacks a move, and a bound that is one too high, are found out.
judge_judge()
{
    "$python" -B - tests/support "$reference" "$RF_HIGHS" "$work/town-$last" <<'END'
import pathlib, sys
sys.path.insert(0, sys.argv[1])
import midsize_judge as judge
ref, town = judge.load(sys.argv[2]), pathlib.Path(sys.argv[4])
known = judge.Known(judge.Model(ref, town), town, *sys.argv[2:4], 60, 0)
known.question(0, [], None, True)
best, _ = known.best(0, [])
for value in best, best + 1:
    said = {'name': 'first', 'value': value, 'bound': value}
    print(len(judge.judge_level(known, 0, said, [], True)[0]))
plan = judge.read(town / 'plan.json')
plan['moves'].pop()
print(len(list(judge.check(ref, known.model, plan))))
END
}
[ -n "$RF_TOWN" ] ||
    is "$(judge_judge)" "$(printf '%s\n' 0 1 2)" 'the judge finds a false bound and a false value'

"$python" -B tests/support/midsize_report.py $(printf "$work/town-%s " $towns) >"$work/report" 2>&1
idle=
while IFS= read -r line; do
    read -r word name text <<<"$line"
    case $word in
        sound) is sound sound "$name: values and bounds are what HiGHS finds" ;;
        open) skip "HiGHS did not settle $text in $highs_seconds s" "$name: no fault was found" ;;
        fault)
            is "$text" '' "$name: values and bounds are what HiGHS finds"
            mkdir -p "$RF_BUILD/midsize" && cp -r "$work/$name" "$RF_BUILD/midsize/"
            ;;
        '#') printf '%s\n' "$line" ;;
        idle) idle="$name $text" ;;
        *) is "$word $name $text" '' 'the towns are reported' ;;
    esac
done <"$work/report"
if [ "$RF_SOAK" = 1 ] && [ -z "$RF_TOWN" ]; then
    is "$idle" '' 'every family of rules binds in one town or more'
fi
tap_end
