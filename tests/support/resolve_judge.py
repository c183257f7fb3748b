#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a plan that was solved again: could HiGHS have done it with fewer changes?

    resolve_judge.py REFERENCE TERRITORY SCENARIO BASELINE PLAN [--whole] [--seconds S]

Prints `ours N least M`: the plan's changes, and the fewest of any plan that is no worse on the
levels above `changes` (gap 0, on the plain model of REFERENCE, reference.py); with --whole also
`whole W`: the changes of a gap-0 solve of all levels down to `changes`. Exit 1 when ours are more
than either; 2 when HiGHS did not end."""
import argparse
import contextlib
import importlib.util
import io
import json
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

sys.dont_write_bytecode = True


def load(path):
    spec = importlib.util.spec_from_file_location('reference', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Plain:
    """The plain model; levels down to `changes`."""

    def __init__(self, reference, options):
        territory = reference.Territory(options.territory, json.load(open(options.scenario)))
        baseline = reference.stay_set(options.baseline)
        _, rows, low, high, self.lower, self.upper, n, levels, _ = reference.model(
            territory, baseline)
        self.rows = LinearConstraint(rows, low, high)
        self.integer = np.zeros(rows.shape[1])
        self.integer[:n] = 1
        names = [name for name, *_ in levels]
        self.levels = levels[:names.index('changes') + 1]
        self.seconds = options.seconds

    def least(self, level, limits):
        """The level's least value within limits on those above, proven."""
        _, cost, _, constant = self.levels[level]
        rows = [self.rows] + [
            LinearConstraint(csr_matrix(self.levels[l][1]), -np.inf,
                             most - self.levels[l][3] + 1e-6)
            for l, most in enumerate(limits)]
        found = milp(cost, integrality=self.integer, constraints=rows,
                     bounds=Bounds(self.lower, self.upper),
                     options={'time_limit': self.seconds, 'mip_rel_gap': 0})
        if found.status != 0:
            print(f'HiGHS did not end: {found.message}')
            sys.exit(2)
        return round(float(cost @ found.x)) + constant

    def whole(self):
        """The changes of a solve of every level at gap 0."""
        values = []
        for level in range(len(self.levels)):
            values.append(self.least(level, values))
        return values[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ('reference', 'territory', 'scenario', 'baseline', 'plan'):
        parser.add_argument(name)
    parser.add_argument('--whole', action='store_true')
    parser.add_argument('--seconds', type=float, default=600)
    options = parser.parse_args()
    with contextlib.redirect_stdout(io.StringIO()):
        plain = Plain(load(options.reference), options)
    said = {one['name']: one['value'] for one in json.load(open(options.plan))['objectives']}
    limits = [said[name] for name, *_ in plain.levels[:-1]]
    ours, least = said['changes'], plain.least(len(plain.levels) - 1, limits)
    whole = plain.whole() if options.whole else None
    print(f'ours {ours} least {least}' + ('' if whole is None else f' whole {whole}'))
    sys.exit(1 if ours > least or (whole is not None and ours > whole) else 0)


if __name__ == '__main__':
    main()
