#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of a plan on the demonstration territory, solved in a second under
# tests/data/look.json: the pages, documents and CSV of one command agree, the same seed gives the
# same draws, and what is added up here from the plan document is what the commands say.
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
cp -r data/demo "$work/demo"
cp tests/data/look.json "$work/demo"
cd "$work" || exit 1

"$renfort" solve demo demo/look.json -o plan.json --quiet --reproducible
is $? 0 'the demonstration territory is solved'

# The figures as JSON: figures COMMAND [OPTION]...
figures()
{
    "$renfort" "$1" demo demo/look.json plan.json --quiet --json "${@:2}"
}

for command in returns ledger pool reserve; do
    figures "$command" >"$command.json"
    is $? 0 "$command has a document"
    "$renfort" "$command" demo demo/look.json plan.json --quiet >"$command.txt"
    is "$(awk 'length > 80 + 3 * gsub(/[^ -~]/, "x")' "$command.txt" | wc -l)" 0 \
        "$command has a page of 80 columns"
done

python3 - >checks <<'PYTHON'
import csv, datetime, io, json, subprocess
plan = json.load(open("plan.json"))
load = lambda name: json.load(open(name + ".json"))
def say(good, name):
    print("yes" if good else "no", name)

ledger = load("ledger")
days = sum(c["fte_days"] for c in plan["conventions"])
say(abs(sum(o["lent"] for o in ledger["organisations"]) - days) < 0.005
    and abs(sum(o["borrowed"] for o in ledger["organisations"]) - days) < 0.005
    and days > 0, "what is lent and what is borrowed are the plan's fte_days")
said = {(c["lender"], c["borrower"]): c["fte_days"] for c in ledger["conventions"]}
say(said == {(c["lender"], c["borrower"]): c["fte_days"] for c in plan["conventions"]},
    "each convention has the plan's fte_days")
say(all(c["used"] is None or abs(c["used"] - c["most_fte"] / c["max_fte"]) <= 0.00005 + 1e-9
        for c in ledger["conventions"]), "use is the busiest period by the cap")

last = {}
for move in plan["moves"]:
    last.setdefault(move["agent"], []).append(
        (move["first_period"], move["last_period"], move["to"], move["home_unit"]))
returns = {}
for stays in last.values():
    firsts = {first for first, _, _, _ in stays}
    for _, end, to, unit in stays:
        if end + 1 not in firsts:
            day = datetime.date.fromisoformat(to) + datetime.timedelta(1)
            returns[(str(day), unit)] = returns.get((str(day), unit), 0) + 1
say({(r["date"], r["unit"]): r["people"] for r in load("returns")["calendar"]} == returns
    and len(returns) > 10, "the calendar has each return of the plan, on its day, in its unit")

pool = load("pool")
say(sum(r["agents"] for r in pool["reasons"]) == plan["input"]["agents"] - len(last),
    "whoever is not called is counted")
say(all(r["agents"] >= 5 or r["reason"] == "other" for r in pool["reasons"] + pool["units"]),
    "no count below five stands by itself")

reserve = load("reserve")["reserve"]
named = [r["reserve"] for r in reserve if r["reserve"] is not None]
say(len(named) == len(set(named)) > 0 and not set(named) & set(last),
    "reserves are distinct and have no move")
say({r["need"] for r in reserve} == {n["need"] for n in plan["needs"]
                                     if n["tier"] == "vital" and sum(n["required"]) > 0},
    "every vital need with demand has a line")
say(all(r["candidates"] > 0 or r["reserve"] is None for r in reserve),
    "a need without candidate has no reserve")
PYTHON
while read -r good name; do is "$good" yes "$name"; done <checks
is "$(wc -l <checks)" 9 'all sums were made'

stress=(stress demo demo/look.json plan.json --draws 30 --seconds 1 --quiet --csv)
"$renfort" "${stress[@]}" --seed 5 | sed -n 2,5p | cut -d, -f1-4 >once
"$renfort" "${stress[@]}" --seed 5 | sed -n 2,5p | cut -d, -f1-4 >twice
"$renfort" "${stress[@]}" --seed 6 | sed -n 2,5p | cut -d, -f1-4 >other
is "$(cat once)" "$(cat twice)" 'the same seed gives the same draws'
is "$(cmp -s once other || echo differ)" differ 'another seed gives others'
is "$(awk -F, '$3 < $2 || $4 < $3' once | wc -l)" 0 'absence makes no tier better'

"$renfort" solve demo demo/look.json -o close.json --quiet --reproducible --gap moved=0.2
"$renfort" compare demo plan.json close.json --json --quiet >compare.json
is "$(python3 -c 'import json
c = json.load(open("compare.json")); p = [json.load(open(x)) for x in ("plan.json", "close.json")]
row = {r["measure"]: r for r in c["figures"]}
level = {r["level"]: r for r in c["levels"]}
good = [row["stays"]["plan_%d" % (i + 1)] == len(p[i]["moves"]) and
        round(level["vital"]["plan_%d" % (i + 1)] * 100) == p[i]["objectives"][0]["value"]
        for i in (0, 1)]
print(all(good))')" True 'compared figures are those of the documents'

figures figures --draws 40 --seed 5 >figures.json
figures stress --draws 40 --seed 5 --seconds 1 >stress.json
python3 - >checks <<'PYTHON'
import datetime, json
plan, compare, stress = (json.load(open(n + ".json")) for n in ("plan", "compare", "stress"))
key = json.load(open("figures.json"))
tiers = {r["figure"]: r for r in key["tiers"]}
whole = {r["figure"]: r["value"] for r in key["whole"]}
weeks = plan["scenario"]["period_days"] / 7
def say(good, name):
    print("yes" if good else "no", name)
def total(what, tier):
    return sum(sum(n[what]) for n in plan["needs"] if n["tier"] == tier) * weeks
names = ("vital", "essential", "important")
say(all(abs(tiers["asked"][t] - total("required", t)) < 0.006 and
        abs(tiers["covered"][t] - total("required", t) + total("unmet", t)) < 0.006
        for t in names), "what is asked and covered is the document's")
unmet = {r["unmet"]: r for r in stress["unmet"]}
say(all(abs(tiers["robustness"][t] - 1 + unmet[t]["held_decile"] / total("required", t) * weeks)
        < 0.0001 for t in names), "what is held is the worst decile of stress")
posts = sum(max(n["required"]) for n in plan["needs"])
people = {m["agent"]: m["consent"] for m in plan["moves"]}
say(abs(whole["moved"] - 100 * len(people) / posts) < 0.006, "people moved are the document's")
scenario = json.load(open("demo/look.json"))
start = datetime.date.fromisoformat(scenario["start"])
def working(period):
    days = [start + datetime.timedelta(7 * period + d) for d in range(7)]
    return sum(d.weekday() < 5 and str(d) not in scenario["holidays"] for d in days)
def fte_days(moves):
    return sum(f * working(m["first_period"] + i) for m in moves for i, f in enumerate(m["fte"]))
all_days = fte_days(plan["moves"])
# A trainee's contribution is below what the document does not say: their FTE.
doubt = 3 * fte_days([m for m in plan["moves"] if m["role"] == "trainee"]) / all_days
imposed = fte_days([m for m in plan["moves"] if m["consent"] != "volunteer"]) / all_days
say(0 < doubt < 0.1 and abs(whole["imposition"] - imposed) <= doubt,
    "imposition is the document's, trainees apart")
lent = sum(c["fte_days"] for c in plan["conventions"])
say(abs(whole["lent"] - lent / all_days) <= doubt and lent > 0,
    "what is lent is the document's, trainees apart")
gaps = [o["gap"] for o in plan["objectives"]]
say(abs(whole["gap"] - max(gaps)) < 0.0001, "the gap is the largest of the levels")
gini = [r for r in compare["figures"] if r["measure"] == "burden_gini"][0]["plan_1"]
say(abs([r for r in key["categories"] if r["figure"] == "burden_gini"][0]["all"] - gini) < 1e-9,
    "the burden's Gini coefficient is that of compare")
PYTHON
while read -r good name; do is "$good" yes "$name"; done <checks
is "$(wc -l <checks)" 7 'all key figures were looked at'
tap_end
