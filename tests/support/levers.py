#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Levers against hands: `renfort explain --need` tells what each change of the files would bring;
here the files are changed, solved from the plan, and the figures compared.

    levers.py RENFORT TERRITORY SCENARIO WORK MOST NEED [NEED ...] [-- OPTION ...]

prints a TAP line a lever, at most MOST of a need (the best), and one for nothing changed; NEED
`all`: every one that lacks somebody. The plan is solved, explained and solved by hand with the
options; where they name no --baseline, the plan is the baseline of what is solved by hand.

Nothing here knows the engine: rows are written as a hand would."""
import csv
import datetime
import json
import os
import shutil
import subprocess
import sys

SECONDS = "3600"  # no clock: the same input gives the same plan


def run(arguments, allowed=(0,)):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        sys.exit("Bail out! %s: %s" % (" ".join(arguments), done.stderr))
    return done


def read_rows(folder, table):
    with open(os.path.join(folder, table + ".csv"), newline="", encoding="utf-8") as f:
        reader = csv.DictReader(f)
        return list(reader.fieldnames), list(reader)


def write_rows(folder, table, columns, rows):
    with open(os.path.join(folder, table + ".csv"), "w", newline="", encoding="utf-8") as f:
        added = [key for key in dict.fromkeys(k for row in rows for k in row)
                 if key not in columns]
        writer = csv.DictWriter(f, columns + added, restval="")
        writer.writeheader()
        writer.writerows(rows)


def edit(folder, table, key, value, change):
    """Changes the rows whose `key` is `value`; how many there were."""
    columns, rows = read_rows(folder, table)
    hit = [row for row in rows if row[key] == value]
    for row in hit:
        change(row)
    write_rows(folder, table, columns, rows)
    return len(hit)


def append(folder, table, cells):
    columns, rows = read_rows(folder, table)
    rows.append(cells)
    write_rows(folder, table, columns, rows)


def shifted(date, days):
    moved = datetime.date.fromisoformat(date) + datetime.timedelta(days=days)
    return moved.isoformat()


def shift(row, days):
    for column in ("from", "to"):
        if row[column]:
            row[column] = shifted(row[column], days)


def lower_floor(folder, scenario, change):
    stated = [s for s in scenario.get("shocks", [])
              if s["kind"] == "floor" and change["unit"] in s["units"]]
    if stated and "skill" not in change:
        scenario["shocks"].append(
            {"kind": "floor", "units": [change["unit"]], "floor": str(change["value"])})
        return
    columns, rows = read_rows(folder, "floors")
    for row in rows:
        if row["unit"] == change["unit"] and row["skill"] == change.get("skill", ""):
            row["floor"] = str(change["value"])
    write_rows(folder, "floors", columns, rows)


def sign(folder, change):
    columns, rows = read_rows(folder, "conventions")
    rows = [r for r in rows
            if (r["lender"], r["borrower"]) != (change["lender"], change["borrower"])]
    rows.append({"lender": change["lender"], "borrower": change["borrower"]})
    write_rows(folder, "conventions", columns, rows)


def apply(folder, scenario, change):
    kind = change["change"]
    if kind in ("consent", "max_travel"):
        edit(folder, "agents", "agent", change["agent"],
             lambda row: row.update({kind: change["value"]}))
    elif kind == "skill":
        append(folder, "skills", {"agent": change["agent"], "skill": change["skill"],
                                  "level": change["value"]})
    elif kind in ("max_stay", "min_stay"):
        edit(folder, "needs", "need", change["need"],
             lambda row: row.update({kind: change["value"]}))
    elif kind == "days":
        edit(folder, "needs", "need", change["need"], lambda row: shift(row, change["value"]))
        if os.path.exists(os.path.join(folder, "demand.csv")):
            edit(folder, "demand", "need", change["need"], lambda row: shift(row, change["value"]))
    elif kind in ("max_periods_away", "max_stays"):
        scenario.setdefault("rules", {})[kind] = change["value"]
    elif kind == "floor":
        lower_floor(folder, scenario, change)
    elif kind == "convention":
        sign(folder, change)
    else:
        sys.exit("Bail out! no hand knows the change " + kind)


def figures(plan, need):
    if plan["status"] == "infeasible":
        return {"status": "infeasible"}
    unmet = next(sum(n["unmet"]) for n in plan["needs"] if n["need"] == need)
    return {"status": plan["status"], "unmet": round(unmet, 2),
            "levels": {o["name"]: o["value"] for o in plan["objectives"]}}


def solve(renfort, folder, scenario, plan, more):
    run([renfort, "solve", folder, scenario, "-q", "--reproducible", "--seconds", SECONDS,
         "-o", plan] + more, (0, 3))
    with open(plan, encoding="utf-8") as f:
        return json.load(f)


def compare(case, need):
    """One TAP line a lever, and one that there were some."""
    told = json.loads(run([case["renfort"], "explain", case["territory"], case["scenario"],
                           case["plan"], "--need", need, "--json", "-q",
                           "--seconds", SECONDS] + case["options"]).stdout)
    told_levers = [{"lever": "nothing", "changes": [], "solve": told["unchanged"]}]
    told_levers += told["levers"][:case["most"]]
    for i, lever in enumerate(told_levers):
        folder = os.path.join(case["work"], "hand")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(case["territory"], folder)
        with open(case["scenario"], encoding="utf-8") as f:
            scenario = json.load(f)
        for change in lever["changes"]:
            apply(folder, scenario, change)
        path = os.path.join(case["work"], "hand.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(scenario, f)
        by_hand = figures(solve(case["renfort"], folder, path, case["hand"],
                                case["by_hand"]), need)
        by_lever = {k: lever["solve"][k] for k in by_hand if k in lever["solve"]}
        same = by_lever == by_hand
        print("%sok - %s %s, lever %d (%s): a solve by hand says the same" %
              ("" if same else "not ", os.path.basename(case["scenario"]), need, i,
               lever["lever"]))
        if not same:
            print("# told %s\n# hand %s" % (by_lever, by_hand))
        sys.stdout.flush()


def main():
    renfort, territory, scenario, work = sys.argv[1:5]
    needs, options = sys.argv[6:], []
    if "--" in needs:
        needs, options = needs[:needs.index("--")], needs[needs.index("--") + 1:]
    case = {"renfort": renfort, "territory": territory, "scenario": scenario, "work": work,
            "most": int(sys.argv[5]),
            "plan": os.path.join(work, "plan.json"), "hand": os.path.join(work, "by_hand.json"),
            "options": options}
    case["by_hand"] = options if "--baseline" in options else options + ["--baseline", case["plan"]]
    plan = solve(renfort, territory, scenario, case["plan"], options)
    uncovered = [n["need"] for n in plan["needs"] if sum(n["unmet"]) > 0]
    for need in uncovered if needs == ["all"] else needs:
        compare(case, need)


main()
