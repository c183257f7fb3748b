# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run came to, in the same words for every program.

A run is a dict: status, wall, cpu, peak_mib, levels, faults, notes. A level has name, value, bound,
gap, tolerance, status, seconds; what is not known is None."""
import math

OPTIMAL = 'optimal'          # within the level's gap
FEASIBLE = 'feasible'        # a plan, further from its bound
NOT_REACHED = 'not reached'  # by the clock; a plan may have a value on it all the same
NO_PLAN = 'no plan'
NO_MODEL = 'no model'
INFEASIBLE = 'infeasible'
KILLED = 'killed'
FAILED = 'failed'

SLACK = 1e-6  # of solvers that compute in floating point


def gap_of(value, bound):
    return (value - bound) / max(1, abs(value))


def whole_bound(bound):
    """Every value is a whole number and none is below 0: so is what bounds it."""
    if bound is None or not math.isfinite(bound):
        return 0
    return max(0, math.ceil(bound - SLACK * max(1, abs(bound))))


def level(stated, value, bound, seconds, reached=True):
    """stated: the level's name and gap."""
    name, tolerance = stated
    if value is None:
        return {'name': name, 'value': None, 'bound': None, 'gap': None, 'tolerance': tolerance,
                'status': NOT_REACHED, 'seconds': seconds}
    said = whole_bound(bound)
    gap = gap_of(value, min(said, value))
    status = OPTIMAL if gap <= tolerance + SLACK else FEASIBLE
    return {'name': name, 'value': value, 'bound': said, 'gap': round(gap, 6),
            'tolerance': tolerance, 'status': status if reached else NOT_REACHED,
            'seconds': None if seconds is None else round(seconds, 3)}


def run(status, spents, levels=(), faults=(), notes=()):
    """spents: each process of the run that was measured."""
    return {'status': status,
            'wall': round(sum(spent.wall for spent in spents), 3),
            'cpu': round(sum(spent.cpu for spent in spents), 3),
            'peak_mib': round(max((spent.peak_mib for spent in spents), default=0), 1),
            'levels': list(levels), 'faults': list(faults), 'notes': list(notes)}


def status_of(levels):
    reached = [one['status'] for one in levels]
    return OPTIMAL if all(status == OPTIMAL for status in reached) else FEASIBLE


def beats(one, other):
    """Two lists of values in lexicographic order: the first index that differs and whether `one` is
    the better there; None where they are equal as far as both go."""
    for i, (mine, theirs) in enumerate(zip(one, other)):
        if mine is None or theirs is None:
            return None
        if mine != theirs:
            return i, mine < theirs
    return None
