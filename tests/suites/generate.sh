#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The generator is reproducible, the demo territory is what it makes, and the contract's own reader
# builds the model of every preset.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RF_SHARED:=../shared}"
generate=$RF_BUILD/bench/generate
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -x "$generate" ]; then
    skip "$generate is not built" 'the generator'
    tap_end
fi

# make DIR OPTION...: a territory in the work folder.
make_territory()
{
    local folder=$1
    shift
    "$generate" --out "$work/$folder" "$@" || echo "generate $* failed"
}

# rows FILE: how many rows below the header.
rows()
{
    echo $(($(wc -l <"$1") - 1))
}

make_territory demo --agents 1600 --units 66 --needs 45 --seed 44
is "$(diff -r data/demo "$work/demo" && echo same)" same 'the demo is what the generator makes'

enough=$(for wanted in agents:1500 organisations:5 units:60 needs:40 decisions:4 travel:4; do
    [ "$(rows "data/demo/${wanted%:*}.csv")" -ge "${wanted#*:}" ] || echo "too few: $wanted"
done)
is "$enough" '' 'the demo has the size that is promised'
is "$(($(du -sk data/demo | cut -f1) < 1500))" 1 'the demo stays under 1.5 MB'
is "$(cmp data/demo/scenario.json data/demo/pandemic-25.json && echo same)" same \
    'the scenario of the demo is the 25 % pandemic'
is "$(cut -d, -f1 data/demo/agents.csv | sort | uniq -d)" '' 'an agent is in one unit'

make_territory again --agents 700 --seed 5
make_territory once --agents 700 --seed 5
make_territory other --agents 700 --seed 6
is "$(diff -r "$work/again" "$work/once" && echo same)" same 'the same seed gives the same bytes'
is "$(cmp -s "$work/once/agents.csv" "$work/other/agents.csv"; echo $?)" 1 \
    'another seed gives other agents'

make_territory least --agents 1 --units 54 --needs 1 --organisations 26 --periods 1
is "$(rows "$work/least/agents.csv") $(rows "$work/least/organisations.csv")" '1 26' \
    'one agent in 26 organisations is a territory'

# A knob turns its own figure, and leaves the other files as they are: but for decisions and
# initiatives, which name people by their skills and consents.
turned()
{
    make_territory "turned-$1-$2" --agents 700 --seed 5 "--$1" "$2"
    (cd "$work" && diff -rq once "turned-$1-$2") | sed 's/.*\/\([a-z_]*\).csv differ$/\1/' |
        sort | xargs
}
column()
{
    tail -n +2 "$1" | sed 's/"[^"]*"//' | cut -d, -f"$2"
}
willing()
{
    column "$work/$1/agents.csv" 5 | grep -cE 'volunteer|agrees'
}
asked()
{
    column "$work/$1/needs.csv" 7 | awk '{ n += $1 } END { print int(n) }'
}
is "$(turned polyvalence 300)" 'decisions skills' 'more polyvalence changes skills'
more=$(rows "$work/turned-polyvalence-300/skills.csv") usual=$(rows "$work/once/skills.csv")
is "$((more > usual + 900 && more < usual + 1300))" 1 'three times as many skills beyond the job'
is "$(turned consent 20)" 'agents decisions initiatives' 'less consent changes agents'
few=$(willing turned-consent-20)
is "$((few > 105 && few < 175)) $(($(willing once) > 450))" '1 1' \
    'a fifth is willing where a fifth was asked for'
is "$(turned scarcity 200)" 'demand needs' 'scarcity changes what is asked for alone'
is "$(($(asked turned-scarcity-200) * 10 / $(asked once)))" 20 'twice as much is asked for'
is "$(turned dispersion 0)" 'sites travel' 'dispersion changes places and journeys alone'
is "$(column "$work/turned-dispersion-0/sites.csv" 3,4 | sort -u)" 47.27360,-2.21370 \
    'without dispersion all is in one place'
is "$(column "$work/turned-dispersion-0/travel.csv" 3 | sort -u)" 0 'and the bridge is no journey'
said=$("$generate" --agents 9 --consent 101 --out "$work/bad" 2>&1)
is "$? $said" "1 generate: --consent: '101' is not a number from 0 to 100" \
    'a knob beyond its end is named with its limits'

said=$("$generate" --agents none --out "$work/bad" 2>&1)
is "$? $said" "1 generate: --agents: 'none' is not a number from 1 to 5000000" \
    'a bad number is named with its limits'
said=$("$generate" --seed 3 2>&1)
is "$? $said" '1 generate: --agents and --out are needed, see --help' 'what is missing is named'
said=$("$generate" --agents 5 --out "$work/no/such/folder" 2>&1)
is "$?" 4 'a folder that cannot be made is an error'

# A million: memory is limited, time is not asked about.
if [ "${RF_SOAK:-0}" = 1 ] && [ "${RF_MODE:-release}" = release ]; then
    said=$(ulimit -v 500000 && "$generate" --agents 1000000 --out "$work/million" 2>&1)
    is "$? $said" '0 ' 'a million agents are made in 500 MB'
    said=$(ulimit -v 2000000 && "${RENFORT:-$RF_BUILD/renfort}" check "$work/million" 2>/dev/null)
    is "$? $(grep -c 'needs that nobody can serve' <<<"$said")" '0 1' \
        'they are read, and who may serve which need is told, in 2 GB'
    rm -r "$work/million"
fi

reference=$RF_SHARED/tools/reference.py
python=/usr/bin/python3
if [ ! -f "$reference" ] || ! "$python" -c 'import scipy' 2>/dev/null; then
    skip 'the reference or scipy is not here' 'the reference reads what is made'
    tap_end
fi
said=$("$python" "$reference" mps data/demo data/demo/scenario.json "$work/model.mps" 2>&1)
is "$? $said$(grep -c '^ENDATA' "$work/model.mps")" '0 1' 'the reference builds the demo'

# Every preset is read, and every pin holds in it: what building the model asks for, but quicker.
said=$("$python" - "${reference%/*}" data/{demo,scenarios}/*.json <<'END' 2>&1
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import reference
for scenario in sys.argv[2:]:
    territory = reference.Territory('data/demo', json.load(open(scenario)))
    pins = territory.pinned()
    stays = [territory.stay(*pin, pinned=True) for pin in pins]
    against = [why for stay, why in stays if not stay]
    if len(pins) < 4 or against:
        print(scenario, len(pins), against)
print(len(sys.argv) - 2, 'presets')
END
)
is "$said" '13 presets' 'every pin holds in every preset'
for territory in least once; do
    said=$("$python" "$reference" mps "$work/$territory" "$work/$territory/pandemic-40.json" \
        "$work/model.mps" 2>&1)
    is "$? $said" '0 ' "the reference builds the territory '$territory'"
done
tap_end
