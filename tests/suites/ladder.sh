#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/ladder on a tiny territory: what it writes can be read, a second start does nothing again,
# half a result is none, a plan that lies is a fault, and nothing outlives a ladder that was killed.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RENFORT:=$RF_BUILD/renfort}"
: "${RF_SHARED:=../shared}"
RENFORT=$(readlink -f "$RENFORT")
export RENFORT RF_BUILD RF_SHARED PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -x "$RF_BUILD/bench/generate" ] || ! command -v python3 >/dev/null; then
    skip 'no generator or no python3' 'the ladder'
    tap_end
fi

# ladder OUT OPTION...: what it says comes to $said, its status to $status.
ladder()
{
    said=$(bench/ladder --instances tiny=10 --seeds 1 --scenarios calm --seconds 1 \
        --peer-factor 30 --out "$work/$1" "${@:2}" 2>&1)
    status=$?
}

# runs: how many runs the last ladder did.
runs() { grep -cE '^ladder: [0-9]+/[0-9]+ ' <<<"$said"; }

# stub NAME BODY: a program in renfort's place, which does the rest; the body has it as $true_one.
stub()
{
    printf '#!/bin/bash\ntrue_one=%q\n%s\nexec "$true_one" "$@"\n' "$RENFORT" "$2" >"$work/$1"
    chmod +x "$work/$1"
}

# python NAME WANTED: what a script on standard input prints, with the ladder's modules at hand.
python()
{
    is "$(PYTHONPATH=bench/ladder.d python3 - "$work" 2>&1)" "$2" "$1"
}

# ---- what it writes ----

ladder out --curve 0.3
is "$status" 0 'the ladder ends well'
has "$(cat "$work/out/ladder.md")" '| tiny-1 | calm | renfort | 1 |' 'the table has the run'
done_at_first=$(grep -v highs <<<"$said" | grep -cE '^ladder: [0-9]+/')
python 'ladder.json has every level of every run' 'levels 5, renfort at 0.3 1.0' <<'END'
import json, sys
whole = json.load(open(sys.argv[1] + '/out/ladder.json', encoding='utf-8'))
assert whole['format'] == 'renfort-ladder/1' and not whole['faults']
keys = {'name', 'value', 'bound', 'gap', 'tolerance', 'status', 'seconds'}
for run in whole['runs']:
    assert run['wall'] > 0 and run['peak_mib'] > 0 and run['status'], run
    assert all(set(level) == keys for level in run['levels']), run
ours = [row for row in whole['curve'] if row['program'] == 'renfort']
assert all(level['seconds'] is not None for row in ours for level in row['levels'])
print('levels', *{len(row['levels']) for row in ours}, end=', ')
print('renfort at', *sorted(row['clock'] for row in ours))
END
python 'all programs that are here come to the same' 'the same' <<'END'
import json, sys
rows = json.load(open(sys.argv[1] + '/out/ladder.json', encoding='utf-8'))['rows']
exact = [[level['value'] for level in row['levels'] if level['gap'] == 0][:4] for row in rows]
print('the same' if all(values == exact[0] and len(values) == 4 for values in exact) else rows)
END
charts='gap-by-time-tiny-1.svg gaps-tiny-1.svg times-tiny-1.svg'
python 'the charts are well-formed' "$charts" <<'END'
import pathlib, sys, xml.etree.ElementTree as xml
charts = sorted(pathlib.Path(sys.argv[1], 'out').glob('*.svg'))
for chart in charts:
    root = xml.parse(chart).getroot()
    assert root.tag == '{http://www.w3.org/2000/svg}svg' and len(root) > 10, chart
print(*[chart.name for chart in charts])
END

# ---- what is done stays done ----

export RF_SHARED=$work/nothing # reference.py takes its time

ladder out --peers renfort,cbc,glpsol --curve 0.3
is "$status $(runs)" '0 0' 'a second start does nothing again'
first=$(grep -l '"program": "renfort"' "$work"/out/results/*.json | head -n 1)
head -c 300 "$first" >"$work/half" && cp "$work/half" "$first"
cp "$work/half" "$work/out/results/0123456789abcdef0123.json.new"
ladder out --peers renfort,cbc,glpsol --curve 0.3
is "$status $(runs)" '0 1' 'half a result is no result: that run is done again'
ladder out --peers renfort,cbc,glpsol --curve 0.3 --fresh
is "$status $(runs)" "0 $done_at_first" '--fresh does all again'

# ---- what is not there, what is wrong ----

ladder absent --instances town,tiny=10 --seeds 0,1 --peers highs --dry-run
has "$said" 'town: skipped' 'a territory that is not there is named'
has "$said" 'highs: skipped' 'a program that is not there is named'
ladder wrong --instances village
is "$status" 2 'an unknown instance is refused'

# The plan says 0 where something is unmet.
stub liar 'if [ "$1" = solve ]; then
    "$true_one" "$@" || exit
    exec sed -i "0,/\"value\": [1-9][0-9]*/s//\"value\": 0/" plan.json
fi'
RENFORT=$work/liar ladder lies --peers renfort
is "$status" 1 'a plan that lies is a fault'
has "$(cat "$work/lies/ladder.md")" '**FAULT**' 'its row is marked'
has "$said" 'renfort verify: ' 'and what the checker says is shown'

stub broken '[ "$1" = solve ] && { echo "no such luck" >&2; exit 4; }'
RENFORT=$work/broken ladder breaks --peers renfort
is "$status" 1 'a program that fails is a fault'
has "$said" 'status 4: no such luck' 'with its last words'

python 'a bound that a plan of another beats is found' \
    'b: bound 9, but town s cbc at 5 s has 8' <<'END'
import report
def run(program, *levels):
    return {'instance': 'town', 'seed': 0, 'scenario': 's', 'program': program, 'clock': 5,
            'levels': [{'name': n, 'value': v, 'bound': b} for n, v, b in levels]}
runs = [run('renfort', ('a', 5, 5), ('b', 10, 9)), run('cbc', ('a', 5, 4), ('b', 8, 8)),
        run('glpsol', ('a', 6, 0), ('b', 1, 0)), run('highs', ('a', None, None))]
for _, text in report.contradictions(runs):
    print(text)
END

# ---- nothing outlives it ----

stub sleeper "[ \"\$1\" = solve ] && { (exec sleep 4321) & exec sleep 4321; }"
(exec env RENFORT="$work/sleeper" bench/ladder --instances tiny=10 --seeds 1 --scenarios calm \
    --peers renfort --out "$work/killed" >/dev/null 2>&1) &
victim=$!
# sleepers: how many of ours there are, told by the folder that they are in.
sleepers() { find /proc/[0-9]*/cwd -maxdepth 0 -lname "$work/killed/work*" 2>/dev/null | wc -l; }
for ((i = 0; i < 100; i++)); do [ "$(sleepers)" -ge 3 ] && break; sleep 0.1; done
is "$((i < 100))" 1 'a run is at work'
kill -9 "$victim"
wait "$victim" 2>/dev/null
for ((i = 0; i < 100; i++)); do [ "$(sleepers)" -eq 0 ] && break; sleep 0.1; done
is "$((i < 100))" 1 'what it ran ends with the ladder'
is "$(ls "$work/killed/results")" '' 'a run that was cut short leaves no result'

# ---- its parts ----

python 'the memory of a grandchild counts, that of the ladder does not' 'yes yes killed' <<'END'
import pathlib, sys, measure
bench = measure.Bench(None, None, '', '', '', pathlib.Path(sys.argv[1], 'measured'), 0)
bench.clear()
ballast = bytearray(100 << 20)
print('yes' if bench.run(['/bin/true'], 60).peak_mib < 50 else 'no', end=' ')
grow = f'{sys.executable} -c "bytearray(100 << 20)"; true'
print('yes' if bench.run(['/bin/sh', '-c', grow], 60).peak_mib > 100 else 'no', end=' ')
print('killed' if bench.run(['/bin/sleep', '60'], 0.2).ended else 'no')
END

read_right="24528.056 100.0 99.5 2432.4 {'u_1': 40.0, 'z_1_LONG_NAME': 1.0}"
python 'what cbc and glpsol say is read' "$read_right" <<'END'
import peers
print(peers.cbc_bound('Objective value:    24744.0\nLower bound:      24528.056\nGap: 0.01\n'),
      peers.cbc_bound('Result - Optimal solution found\n\nObjective value:      100.000\n'),
      peers.cbc_bound('... 120 best solution, best possible 99.5 (1.2 seconds)\n'),
      peers.glpsol_bound('+  1482: >>>>>   2.4844e+03 >=   2.4324e+03   2.1% (8; 0)\n'
                         '+  1500: mip =     not found\n', 'Status:     INTEGER NON-OPTIMAL\n'),
      peers.glpsol_columns(iter('''Objective:  obj = 1 (MINimum)

   No. Column name       Activity     Lower bound   Upper bound
------ ------------    ------------- ------------- -------------
     1 u_1                       40             0
     2 u_2                        0             0
     3 z_1_LONG_NAME
                    *              1             0             1
     4 z_2_LONG_NAME
                    *              0             0             1

Integer feasibility conditions:
'''.splitlines(True))))
END
tap_end
