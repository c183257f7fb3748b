#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges what renfort said of towns that midsize.py wrote, with HiGHS on the plain model.

  midsize_judge.py REFERENCE.PY CACHE SECONDS EARLY TOWN...    leaves TOWN/judged.json

TOWN holds status (of `renfort solve`), log and plan.json, and early.json, the plan of a search that
was stopped early. It is judged by what is known of the town; where EARLY is more than 0, HiGHS is
asked about it for as many seconds a level, and not again the next time. *.breaches are what
`renfort verify` says of one that it does not take.

Each level is asked for the least value under the values of the plan's levels above, or, where
renfort stopped before the proof, whether a plan is below its bound. A plan of HiGHS counts only
after its stays have been put into the model again, in whole numbers: so what is called a fault of
renfort stands whatever HiGHS's tolerances did. SECONDS are for one question; a level that HiGHS
could not settle is said to be unsettled. CACHE keeps what HiGHS found, a file a town, by the hash
of what went in.
"""
import contextlib, hashlib, importlib.util, io, json, math, pathlib, sys, time

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

import midsize_binds

INFEASIBLE = 2  # scipy's word for it
SLACK = 0.01  # a limit is whole: under this much more hides no other plan


def load(path):
    spec = importlib.util.spec_from_file_location('reference', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path):
    with open(path) as file:
        return json.load(file)


class Model:
    """The plain model of a town; a plan is a vector of 0 and 1 over the stays."""

    def __init__(self, ref, town):
        scenario = read(town / 'scenario.json')
        path = town / 'baseline.json'
        self.base = ref.stay_set(path) if path.exists() else None
        self.ter = ref.Territory(str(town), scenario)
        (self.stays, self.rows, self.least, self.most, self.lower, self.upper, self.n, self.levels,
         _) = ref.model(self.ter, self.base)
        self.column = {(s['a'], s['k'], s['i'], s['j']): c for c, s in enumerate(self.stays)}
        self.columns = self.rows.tocsc()

    def values(self, chosen):
        """What each level is worth, in whole numbers; None where the plan breaks a hard row."""
        x = np.zeros(self.rows.shape[1])
        x[:self.n] = chosen
        if (chosen < self.lower[:self.n]).any():
            return None
        sums = self.rows @ x
        for c in range(self.n, len(x)):
            for at in range(self.columns.indptr[c], self.columns.indptr[c + 1]):
                row = self.columns.indices[at]
                x[c] = max(0, self.least[row] - sums[row], sums[row] - self.most[row])
        sums = self.rows @ x
        if (sums < self.least).any() or (sums > self.most).any():
            return None
        return [int(o @ x) + const for _, o, _, const in self.levels]

    def plan(self, moves):
        """The vector of some moves; None where one of them is no stay of the model."""
        chosen = np.zeros(self.n)
        for move in moves:
            if tuple(move) not in self.column:
                return None
            chosen[self.column[tuple(move)]] = 1
        return chosen

    def moves(self, chosen):
        return [[s['a'], s['k'], s['i'], s['j']] for s, x in zip(self.stays, chosen) if x > 0.5]

    def ask(self, level, limits, cutoff, options):
        """HiGHS: (scipy's status, whole-number bound or None, vector or None)."""
        _, o, _, const = self.levels[level]
        rows = [LinearConstraint(self.rows, self.least, self.most)]
        above = [(self.levels[q][1], limit - self.levels[q][3]) for q, limit in enumerate(limits)]
        if cutoff is not None:
            above.append((o, cutoff - const))
        for row, limit in above:
            rows.append(LinearConstraint(sp.csr_matrix(row), -np.inf, limit + SLACK))
        whole = np.zeros(self.rows.shape[1])
        whole[:self.n] = 1
        r = milp(o, integrality=whole, constraints=rows, bounds=Bounds(self.lower, self.upper),
                 options=dict(options, mip_rel_gap=0))
        bound = r.mip_dual_bound
        if bound is not None and math.isfinite(bound):
            bound = math.ceil(bound - 1e-6 * max(1, abs(bound)) - SLACK / 10) + const
        else:
            bound = None
        return r.status, bound, None if r.x is None else np.round(r.x[:self.n])


class Known:
    """What HiGHS found for a town: per question the proven bound and the best plan."""

    def __init__(self, model, town, reference, folder, seconds, early):
        self.model, self.seconds, self.early = model, float(seconds), float(early)
        text = hashlib.sha256(pathlib.Path(reference).read_bytes())
        for path in sorted([*town.glob('*.csv'), town / 'scenario.json', town / 'baseline.json']):
            if path.exists():
                text.update(path.name.encode() + b'\0' + path.read_bytes())
        self.path = pathlib.Path(folder) / f'{text.hexdigest()[:32]}.json'
        self.entries = read(self.path) if self.path.exists() else {}
        self.plans = [self.worth(e['plan']) for e in self.entries.values() if e['plan'] is not None]
        self.asked = 0

    def worth(self, moves):
        return self.model.values(self.model.plan(moves)), moves

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix('.new')
        new.write_text(json.dumps(self.entries, separators=(',', ':')))
        new.replace(self.path)

    def entry(self, level, limits):
        key = f'{level}:' + ','.join(map(str, limits))
        return self.entries.setdefault(key, {'least': None, 'infeasible': False, 'plan': None,
                                             'best': None, 'tried': {}, 'notes': []})

    def best(self, level, limits):
        """The least value of a plan of HiGHS's that keeps the limits, and the plan."""
        found = [(values[level], moves) for values, moves in self.plans if values is not None and
                 all(v <= limit for v, limit in zip(values, limits))]
        return min(found, key=lambda pair: pair[0], default=(None, None))

    def question(self, level, limits, cutoff, presolve):
        """Asks once with as many seconds; the answer goes into the entry."""
        e = self.entry(level, limits)
        name = f'{cutoff}{"" if presolve else " plainly"}'
        if e['tried'].get(name, 0) >= self.seconds:
            return
        begun = time.time()
        status, bound, x = self.model.ask(level, limits, cutoff, {'time_limit': self.seconds,
                                                                  'presolve': presolve})
        self.asked += 1
        e['tried'][name] = self.seconds if status == 1 else 1e9
        e.setdefault('seconds', []).append(round(time.time() - begun, 2))
        if status == INFEASIBLE:
            if cutoff is None:
                e['infeasible'] = True
            bound = None if cutoff is None else cutoff + 1
        elif status not in (0, 1):
            e['notes'].append(f'scipy says {status}')
            bound = None
        if bound is not None and cutoff is not None:
            bound = min(bound, cutoff + 1)
        if bound is not None and (e['least'] is None or bound > e['least']):
            e['least'] = bound
        values = None if x is None else self.model.values(x)
        if values is not None and all(v <= w for v, w in zip(values, limits)):
            self.plans.append((values, self.model.moves(x)))
            if e['best'] is None or values[level] < e['best']:
                e['best'], e['plan'] = values[level], self.model.moves(x)
        elif x is not None:
            e['notes'].append('a plan of HiGHS breaks a row or a limit in whole numbers')
        self.save()

    def doubt(self, level, limits, value):
        """Where its bound is above a plan that the model holds, it is asked without presolve."""
        e = self.entry(level, limits)
        for how in 'asked without presolve', 'and still is':
            if not e['infeasible'] and (e['least'] is None or e['least'] <= value):
                return
            said = 'no plan' if e['infeasible'] else f'none below {e["least"]}'
            e['notes'].append(f'level {level}: HiGHS says {said}, there is one of {value}; {how}')
            e['least'], e['infeasible'] = None, False
            if how == 'asked without presolve':
                self.question(level, limits, None, False)


def is_proven(known, level, limits, bound):
    least = known.entry(level, limits)['least']
    return bound <= 0 or least is not None and least >= bound  # no term is negative


def is_refuted(known, level, limits, bound):
    best, _ = known.best(level, limits)
    return best is not None and best < bound


def judge_level(known, level, said, limits, may_ask):
    """(faults, whether HiGHS settled it). A value called optimal is asked for as such, a bound by
    whether a plan is below it."""
    value, bound, name = said['value'], said['bound'], said['name']
    for cutoff in ([None] if value == bound else []) + [bound - 1] if may_ask else []:
        known.doubt(level, limits, value)
        if is_proven(known, level, limits, bound) or is_refuted(known, level, limits, bound):
            break
        known.question(level, limits, cutoff, True)
    known.doubt(level, limits, value)
    best, moves = known.best(level, limits)
    faults = []
    if best is not None and best < bound:
        faults.append(f'{name}: bound {bound} above {best}, the value of a plan under {limits}: '
                      f'{moves}')
    return faults, is_proven(known, level, limits, bound)


def dishonest(plan):
    """What is wrong with gaps and words: every level was asked for the gap 0."""
    for level in plan['objectives']:
        value, bound = level['value'], level['bound']
        gap = (value - bound) / max(1, value)
        if bound > value:
            yield f'{level["name"]}: bound {bound} above the value {value}'
        if abs(gap - level['gap']) > 1e-6:
            yield f'{level["name"]}: gap {level["gap"]}, it is {gap:.7f}'
        if (level['status'] == 'optimal') != (value == bound):
            yield f'{level["name"]}: {level["status"]} with value {value} and bound {bound}'
    optimal = all(level['status'] == 'optimal' for level in plan['objectives'])
    if (plan['status'] == 'optimal') != optimal:
        yield f'the plan is {plan["status"]}, its levels are not'


def check(ref, model, plan):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        sound = ref.check(model.ter, plan, model.base)
    chosen = model.plan([move[key] for key in ('agent', 'need', 'first_period', 'last_period')]
                        for move in plan['moves'])
    values = None if chosen is None else model.values(chosen)
    if values != [level['value'] for level in plan['objectives']]:
        yield f'in the model the plan is worth {values}'
    if not sound:
        yield 'reference.py: ' + out.getvalue()[-300:]


def judge_plan(ref, known, plan, may_ask):
    """Faults and the names of levels that HiGHS did not settle."""
    faults, unsettled, limits = [*dishonest(plan), *check(ref, known.model, plan)], [], []
    if faults:
        return faults, []
    for level, said in enumerate(plan['objectives']):
        more, settled = judge_level(known, level, said, limits, may_ask)
        faults += more
        if not settled:
            unsettled.append(said['name'])
        limits = limits + [said['value']]
    return faults, unsettled


def judge_infeasible(known):
    known.question(0, [], None, True)
    best, moves = known.best(0, [])
    if best is not None:
        return [f'called infeasible, there is a plan: {moves}'], []
    return [], [] if known.entry(0, [])['infeasible'] else ['feasibility']


def judge(ref, town, known):
    """What is said of one town."""
    status = (town / 'status').read_text().strip()
    log = (town / 'log').read_text()[-300:]
    if status == '3':
        faults, unsettled = judge_infeasible(known)
        return {'outcome': 'infeasible', 'faults': faults, 'unsettled': unsettled}
    if status != '0':
        return {'outcome': 'failed', 'faults': [f'status {status}: {log}'], 'unsettled': []}
    plan = read(town / 'plan.json')
    faults, unsettled = judge_plan(ref, known, plan, True)
    for path in sorted(town.glob('*.breaches')):
        faults.append(f'renfort verify, {path.stem}.json: {path.read_text()[-300:]}')
    result = {'outcome': 'closed' if plan['status'] == 'optimal' else 'stopped', 'faults': faults,
              'unsettled': unsettled,
              'levels': len(plan['objectives']),
              'open': {level['name']: [level['value'], level['bound']] for level in
                       plan['objectives'] if level['status'] != 'optimal'}}
    moves = [[m['agent'], m['need'], m['first_period'], m['last_period']] for m in plan['moves']]
    if (town / 'early.json').exists():
        known.plans.append(known.worth(moves))
        plan = read(town / 'early.json')
        known.seconds = known.early
        early, unknown = judge_plan(ref, known, plan, known.early > 0)
        result['faults'] += ['stopped early: ' + fault for fault in early]
        result['early'] = len(unknown)
        result['early_open'] = sum(level['status'] != 'optimal' for level in plan['objectives'])
    result['binds'] = midsize_binds.families(ref, town, known.model, moves)
    return result


def main(reference, cache, seconds, early, *towns):
    sys.dont_write_bytecode = True
    ref = load(reference)
    for town in map(pathlib.Path, towns):
        model = Model(ref, town)
        if model.n == 0:  # HiGHS takes no model without a column
            result = {'outcome': 'empty', 'faults': [], 'unsettled': []}
        else:
            known = Known(model, town, reference, cache, seconds, early)
            result = judge(ref, town, known)
            result['asked'] = known.asked
            result['notes'] = sorted({n for e in known.entries.values() for n in e['notes']})
            result['seconds'] = sum(sum(e.get('seconds', [])) for e in known.entries.values())
        result['stays'] = model.n
        (town / 'judged.json').write_text(json.dumps(result, indent=1))


if __name__ == '__main__':
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
