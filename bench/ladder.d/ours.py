# SPDX-License-Identifier: GPL-3.0-or-later
"""renfort: a solve, and what others think of its plan."""
import json
import re

import outcome

GRACE = 60       # seconds beyond its own limit, reading apart, after which it has failed
CHECKING = 1800  # seconds that a checker may take

# "12.3 s" in the page's last table; the blank is a no-break space.
SECONDS = re.compile(r'([\d,]+\.\d)\s+s\b')


def solve(bench, job):
    plan = bench.work / 'plan.json'
    folder, scenario = job.instance.folder, job.scenario_file()
    command = [bench.renfort, 'solve', folder, scenario, '-o', plan, '--seconds', job.seconds,
               '--lang', 'en']
    spent = bench.run(command, 2 * job.seconds + GRACE)
    if spent.ended:
        fault = f'it was still at work after {spent.wall:.0f} s'
        return outcome.run(outcome.KILLED, [spent], faults=[fault])
    if spent.status == 3:
        return outcome.run(outcome.INFEASIBLE, [spent])
    if spent.status != 0:
        fault = f'status {spent.status}: {spent.last_words()}'
        return outcome.run(outcome.FAILED, [spent], faults=[fault])
    try:
        levels, faults = read_plan(plan, job, spent.out)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return outcome.run(outcome.FAILED, [spent], faults=[f'the plan cannot be read: {error!r}'])
    wrong, notes = check(bench, job, plan)
    return outcome.run(outcome.status_of(levels), [spent], levels, faults + wrong, notes)


def read_plan(path, job, page):
    """The levels, and where the plan contradicts itself about them."""
    said = json.loads(path.read_text(encoding='utf-8'))['objectives']
    stated = job.levels()
    if [one['name'] for one in said] != [name for name, _ in stated]:
        return [], ['the plan has other levels than the scenario']
    times = level_times(page, len(said))
    levels = [outcome.level(s, one['value'], one['bound'], t)
              for s, one, t in zip(stated, said, times)]
    faults = []
    for one, level in zip(said, levels):
        if one['bound'] > one['value']:
            faults.append(f'{one["name"]}: bound {one["bound"]} above value {one["value"]}')
        if abs(one['gap'] - level['gap']) > 1e-5:
            faults.append(f'{one["name"]}: gap {one["gap"]} where it is {level["gap"]}')
        if one['status'] != level['status']:
            faults.append(f'{one["name"]}: said to be {one["status"]}, it is {level["status"]}')
    return levels, faults


def level_times(page, n):
    """The times are on the page only, in the order of the levels; None where they are not."""
    table = page.rpartition('What is proven, level by level')[2]
    times = [float(text.replace(',', '')) for text in SECONDS.findall(table)]
    return times if len(times) == n else [None] * n


def check(bench, job, plan):
    """Faults of the plan, and what could not be checked."""
    arguments = [job.instance.folder, job.scenario_file(), plan]
    verify = bench.run([bench.renfort, 'verify', *arguments, '--lang', 'en'], CHECKING)
    faults = breaches('renfort verify', verify, verify.out.splitlines())
    if bench.reference is None:
        return faults, ['not checked by reference.py, which is not here']
    judged = bench.run([bench.python, '-B', bench.reference, 'check', *arguments], CHECKING)
    if judged.ended:
        return faults, ['reference.py check took too long']
    wrong = [line for line in judged.out.splitlines() if line.startswith('WRONG')]
    return faults + breaches('reference.py check', judged, wrong), []


def breaches(checker, spent, lines):
    if spent.status == 0 and not spent.ended:
        return []
    some = lines[:3] or [spent.last_words() or f'status {spent.status}']
    more = [f'and {len(lines) - 3} more'] if len(lines) > 3 else []
    return [f'{checker}: {text}' for text in some + more]
