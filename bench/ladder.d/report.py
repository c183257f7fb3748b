# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs become ladder.json, ladder.md and charts."""
import itertools
import json
import os

import charts
import outcome
from store import write_whole

FORMAT = 'renfort-ladder/1'


def label_of(run):
    return run['instance'] if run['seed'] == 0 else f'{run["instance"]}-{run["seed"]}'


def title_of(run):
    return f'{label_of(run)} {run["scenario"]} {run["program"]} at {run["clock"]:g} s'


def rung_of(run):
    return run['instance'], run['seed'], run['scenario']


# ---- numbers ------------------------------------------------------------------------------------


def percent(gap):
    """0.0048 is '0.48 %'; what is above 0 never reads as 0."""
    if gap is None:
        return '–'
    if 0 < gap < 0.0001:
        return '<0.01 %'
    return f'{100 * gap:.3g} %'


def count(number):
    return '–' if number is None else f'{number:,}'


def seconds(time):
    return '–' if time is None else f'{time:.1f}'


def in_short(run):
    gaps = ' '.join(percent(one['gap']) for one in run['levels'])
    faults = ' FAULT' if run['faults'] else ''
    return f'{run["status"]}, {run["wall"]:.1f} s, {run["peak_mib"]:.0f} MiB, gaps {gaps}{faults}'


# ---- rows: the repeats of one run ---------------------------------------------------------------


def rows_of(runs):
    """Of each run that was repeated the one of median time, whole; `walls` are those of all."""
    def same(run):
        return (*rung_of(run), run['program'], run['version'], run['clock'])
    groups = {}
    for run in runs:
        groups.setdefault(same(run), []).append(run)
    return [row_of(sorted(group, key=lambda run: run['wall'])) for group in groups.values()]


def row_of(group):
    values = {tuple(one['value'] for one in run['levels']) for run in group}
    return {**group[(len(group) - 1) // 2], 'repeats': len(group), 'same_values': len(values) == 1,
            'walls': [run['wall'] for run in group],
            'peak_mib': max(run['peak_mib'] for run in group),
            'faults': [fault for run in group for fault in run['faults']]}


def split(rows):
    """Those at the full limit, and all of renfort, from which the curve is drawn."""
    full = {}
    order = {rung: n for n, rung in enumerate(dict.fromkeys(map(rung_of, rows)))}
    for row in rows:
        full[rung_of(row)] = max(row['seconds'], full.get(rung_of(row), 0))
    main = [row for row in rows if row['seconds'] == full[rung_of(row)]]
    curve = [row for row in rows if row['program'] == 'renfort']
    return main, sorted(curve, key=lambda row: (order[rung_of(row)], row['clock']))


# ---- what cannot be -----------------------------------------------------------------------------


def contradictions(runs):
    """A plan that is better than what somebody's bound allows: pairs (run with the bound, text).
    The bound of a level holds for every plan that is no worse on the levels before."""
    by_rung = {}
    for run in runs:
        by_rung.setdefault(rung_of(run), []).append(run)
    for group in by_rung.values():
        for bounds, plan in itertools.product(group, group):
            for level, better in impossible(bounds['levels'], plan['levels']):
                yield bounds, (f'{level["name"]}: bound {level["bound"]}, but {title_of(plan)} '
                               f'has {better["value"]}')


def impossible(bounds, values):
    for level, other in zip(bounds, values):
        if level['value'] is None or other['value'] is None:
            return
        if other['value'] < level['bound']:
            yield level, other
        if other['value'] > level['value']:
            return


def judge(runs):
    """Faults of renfort, and what else is to be known."""
    faults = [f'{title_of(run)}: {fault}' for run in runs for fault in run['faults']]
    notes = [f'{title_of(run)}: {" ".join(note.split())}' for run in runs for note in run['notes']]
    busy = sum(run['load'] > os.cpu_count() for run in runs)
    if busy:
        notes.append(f'{busy} of {len(runs)} runs began under a load above {os.cpu_count()}, the '
                     'number of processors: where wall time is well above CPU time, look twice')
    for run, text in contradictions(runs):
        (faults if run['program'] == 'renfort' else notes).append(f'{title_of(run)}: {text}')
    return faults, notes


# ---- Markdown -----------------------------------------------------------------------------------


def table(head, rows):
    lines = [head, ['---'] * len(head), *rows]
    return [f'| {" | ".join(str(cell).replace("|", "/") for cell in line)} |' for line in lines]


def beside(row, ours):
    """How the values compare with renfort's, the first level first."""
    if row['program'] == 'renfort' or ours is None or not ours['levels']:
        return ''
    theirs = [one['value'] for one in row['levels']]
    if not theirs or theirs[0] is None:
        return '–'
    found = outcome.beats(theirs, [one['value'] for one in ours['levels']])
    if found is None:
        return 'the same' if None not in theirs else 'the same, as far as it came'
    where, better = found
    return f'{"better" if better else "worse"} at {row["levels"][where]["name"]}'


def gap_cell(row, name):
    for one in row['levels']:
        if one['name'] == name:
            sign = ' ✓' if one['status'] == outcome.OPTIMAL else ''
            return percent(one['gap']) + sign
    return ''


def wall_cell(row):
    walls = row['walls']
    spread = f' ({min(walls):.1f} to {max(walls):.1f})' if len(walls) > 1 else ''
    return seconds(row['wall']) + spread


def run_row(row, names, ours):
    status = row['status'] + ('' if row['same_values'] else ', values differ')
    return [label_of(row), row['scenario'], row['program'], f'{row["clock"]:g}', wall_cell(row),
            seconds(row['cpu']), f'{row["peak_mib"]:.0f}',
            f'**FAULT** {status}' if row['faults'] else status,
            *[gap_cell(row, name) for name in names], beside(row, ours)]


def run_table(rows):
    names = list(dict.fromkeys(one['name'] for row in rows for one in row['levels']))
    ours = {rung_of(row): row for row in rows if row['program'] == 'renfort'}
    head = ['Territory', 'Scenario', 'Program', 'Limit s', 'Wall s', 'CPU s', 'Peak MiB', 'Status',
            *[f'Gap {name}' for name in names], 'Beside renfort']
    return table(head, [run_row(row, names, ours.get(rung_of(row))) for row in rows])


def level_table(rows):
    head = ['Territory', 'Scenario', 'Program', 'Level', 'Value', 'Bound', 'Gap', 'Allowed',
            'Status', 'Time s']
    return table(head, [
        [label_of(row), row['scenario'], row['program'], one['name'], count(one['value']),
         count(one['bound']), percent(one['gap']), percent(one['tolerance']), one['status'],
         seconds(one['seconds'])] for row in rows for one in row['levels']])


def bullets(title, lines):
    return ['', f'## {title}', '', *[f'* {line}' for line in lines]] if lines else []


def markdown(main, curve, faults, notes, drawn):
    text = ['# Ladder', '', 'Made by `bench/ladder`; `bench/PROTOCOL.md` says how to read it.']
    text += bullets('FAULTS', faults)
    text += ['', '## Runs', '', *run_table(main)]
    text += bullets('Programs', sorted({f'{run["program"]}: {run["version"]}' for run in main}))
    text += bullets('Notes', notes)
    if drawn:
        text += ['', '## Charts', '', *[f'![{name}]({name})' for name in drawn]]
    if len(curve) > sum(row['program'] == 'renfort' for row in main):
        text += ['', '## renfort by time', '', *run_table(curve)]
    return '\n'.join([*text, '', '## Levels', '', *level_table(main), ''])


# ---- all of it ----------------------------------------------------------------------------------


def machine():
    pages = os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE')
    return {'processors': os.cpu_count(), 'memory_mib': pages >> 20}


def draw(out, main, curve):
    """The charts' names. One that has nothing to show any more goes."""
    drawn = charts.all_charts(main, curve)
    for old in out.glob('*.svg'):
        if old.name not in drawn:
            old.unlink()
    for name, svg in drawn.items():
        write_whole(out / name, svg)
    return list(drawn)


def write(out, runs, skipped):
    """Writes everything and returns the faults."""
    faults, notes = judge(runs)
    main, curve = split(rows_of(runs))
    whole = {'format': FORMAT, 'machine': machine(), 'skipped': skipped, 'faults': faults,
             'notes': notes, 'rows': main, 'curve': curve, 'runs': runs}
    write_whole(out / 'ladder.json', json.dumps(whole, indent=1, ensure_ascii=False) + '\n')
    drawn = draw(out, main, curve)
    write_whole(out / 'ladder.md', markdown(main, curve, faults, skipped + notes, drawn))
    return faults
