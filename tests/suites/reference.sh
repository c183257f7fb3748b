#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Random towns as files, through the program, against the contract written a second time
# (RF_SHARED/tools/reference.py): the same values on every level, no fault in the plan. Skipped
# where that, or python3-scipy, is not there.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RENFORT:=$RF_BUILD/renfort}"
: "${RF_SHARED:=../shared}"
reference=$RF_SHARED/tools/reference.py
python=/usr/bin/python3 # Debian's, which has python3-scipy
[ -x "$python" ] || python=python3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -f "$reference" ] || ! "$python" -c 'import scipy.optimize' 2>/dev/null; then
    skip "no reference.py or no python3-scipy" "random towns against the reference"
    tap_end
fi
mkdir "$work/towns"
RF_LEAVE=$work/towns "$RF_BUILD/tests/test_brute" >"$work/log" 2>&1
is "$?" 0 "random towns are written as files"

for town in "$work"/towns/*/; do
    baseline=()
    [ -f "$town/baseline.json" ] && baseline=(--baseline "$town/baseline.json")
    "$RENFORT" solve "$town" "$town/scenario.json" -o "$town/plan.json" --quiet --seconds 20 \
        "${baseline[@]}" >"$town/log" 2>&1
    echo $? >"$town/status"
done

# One line a town that differs; the last line says "compared".
cat >"$work/judge.py" <<'END'
import contextlib, importlib.util, io, json, pathlib, sys

spec = importlib.util.spec_from_file_location('reference', sys.argv[1])
ref = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ref)

def quiet(out, call, *args):
    with contextlib.redirect_stdout(out):
        return call(*args)

def territory(town, base):
    scenario = json.load(open(town / 'scenario.json'))
    if base is None:  # no change without a baseline: reference.py's check knows, its solve does not
        for level in scenario['objectives']:
            level['terms'].pop('changes', None)
    return ref.Territory(str(town), scenario)

def differences(town):
    status = (town / 'status').read_text().strip()
    baseline = town / 'baseline.json'
    base = ref.stay_set(baseline) if baseline.exists() else None
    ter, out = territory(town, base), io.StringIO()
    quiet(out, ref.solve, ter, 60, 0, None, base)
    said = [line for line in out.getvalue().splitlines() if ' value ' in line]
    infeasible = 'no solution' in out.getvalue()
    if status != ('3' if infeasible else '0'):
        yield f'status {status}, infeasible: {infeasible}, {(town / "log").read_text()[-300:]}'
    elif not infeasible:
        plan = json.load(open(town / 'plan.json'))
        values = [int(line.split(' value ')[1].split()[0]) for line in said]
        mine = [level['value'] for level in plan['objectives']]
        if mine < values or plan['status'] == 'optimal' and mine != values:
            yield f'values {mine} instead of {values}'
        if not quiet(out, ref.check, ter, plan, base):
            yield out.getvalue()[-300:]

n = 0
for town in sorted(pathlib.Path(sys.argv[2]).iterdir()):
    try:
        for difference in differences(town):
            print(town.name, difference)
        n += 1
    except ValueError:  # HiGHS takes no model without a column
        continue
print('compared' if n > 100 else f'only {n} could be compared')
END
"$python" "$work/judge.py" "$reference" "$work/towns" >"$work/judged" 2>&1
is "$(cat "$work/judged")" compared \
    "the program and the reference agree on every random town"
tap_end
