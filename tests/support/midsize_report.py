#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""midsize_report.py TOWN...: what midsize_judge.py left of the towns, in lines for a shell.

fault TOWN TEXT, open TOWN LEVELS (HiGHS did not settle them), sound TOWN; then what they add up to,
as comments; then "idle FAMILY..." where some family of rules binds in no town.
"""
import collections, json, pathlib, sys

import midsize_binds


def verdict(name, result):
    if result['faults']:
        return f'fault {name} ' + ' / '.join(result['faults']).replace('\n', ' ')
    if result['unsettled']:
        return f'open {name} ' + ' '.join(result['unsettled'])
    return f'sound {name}'


def sums(results):
    outcomes = collections.Counter(result['outcome'] for result in results.values())
    yield 'towns: ' + ', '.join(f'{n} {word}' for word, n in sorted(outcomes.items()))
    levels = [r for r in results.values() if 'levels' in r]
    n_open = sum(len(r['open']) for r in levels)
    n_unknown = sum(len(r['unsettled']) for r in levels)
    yield (f'levels: {sum(r["levels"] for r in levels)}, {n_open} stopped before the proof; '
           f'{n_unknown} not settled by HiGHS')
    early = [r for r in levels if 'early' in r]
    yield (f'stopped early: {sum(r["early_open"] for r in early)} levels without proof in '
           f'{sum(r["early_open"] > 0 for r in early)} towns; {sum(r["early"] for r in early)} '
           'bounds below every plan known, but not below a proven optimum')
    yield (f'HiGHS: {sum(r.get("asked", 0) for r in results.values())} questions now, '
           f'{sum(r.get("seconds", 0) for r in results.values()):.0f} s in all that is kept')
    for name, result in results.items():
        for note in result.get('notes', []):
            yield f'{name}: {note}'


def family_lines(binds):
    yield f'{"what binds":24} {"there":>6} {"binds":>6} {"times":>7}'
    for family in midsize_binds.FAMILIES:
        counts = [bind[family] for bind in binds if family in bind]
        yield (f'{family:24} {len(counts):6} {sum(n > 0 for n in counts):6} {sum(counts):7}')


def main(*towns):
    results = {}
    for town in map(pathlib.Path, towns):
        path = town / 'judged.json'
        results[town.name] = json.loads(path.read_text()) if path.exists() else {
            'outcome': 'unjudged', 'faults': ['not judged'], 'unsettled': []}
    for name, result in results.items():
        print(verdict(name, result))
    binds = [result['binds'] for result in results.values() if 'binds' in result]
    for line in [*sums(results), *family_lines(binds)]:
        print('#', line)
    idle = [family for family in midsize_binds.FAMILIES if not any(b.get(family) for b in binds)]
    if idle:
        print('idle ' + ', '.join(idle))


if __name__ == '__main__':
    main(*sys.argv[1:])
