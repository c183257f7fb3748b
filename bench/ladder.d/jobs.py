# SPDX-License-Identifier: GPL-3.0-or-later
"""Which runs there are: who can run, on what, how long; and the run itself."""
import hashlib
import os
import re
import subprocess
import time
from dataclasses import dataclass

import instances
import ours
import peers
import store

PROTOCOL = 1  # part of every id: raise it where the way of measuring changes what comes out

RUNNERS = {
    'renfort': ours.solve,
    'highs': peers.highs,
    'cbc': lambda bench, job: peers.chain(bench, job, peers.cbc),
    'glpsol': lambda bench, job: peers.chain(bench, job, peers.glpsol),
}


@dataclass(frozen=True)
class Job:
    """seconds: renfort's limit on this rung. clock: that of the program at hand."""
    instance: instances.Instance
    scenario: str
    program: str
    version: str
    seconds: float
    clock: float
    repeat: int

    def scenario_file(self):
        return self.instance.scenario_file(self.scenario)

    def levels(self):
        return self.instance.levels(self.scenario)

    def about(self):
        return {'instance': self.instance.name, 'seed': self.instance.seed,
                'agents': self.instance.agents, 'scenario': self.scenario,
                'program': self.program, 'version': self.version, 'seconds': self.seconds,
                'clock': self.clock, 'repeat': self.repeat}

    def id(self):
        digest = self.instance.digest(self.scenario)
        return store.id_of({**self.about(), 'input': digest, 'protocol': PROTOCOL})

    def label(self):
        again = f' #{self.repeat}' if self.repeat > 1 else ''
        return f'{self.instance.label()} {self.scenario} {self.program} {self.clock:g} s{again}'

    def run(self, bench):
        bench.clear()
        began = {'began': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()),
                 'load': round(os.getloadavg()[0], 2)}
        return {**self.about(), **began, **RUNNERS[self.program](bench, self)}


# ---- who can run ------------------------------------------------------------------------------


def said_by(*command):
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ''
    return done.stdout if done.returncode == 0 else ''


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def version_of_renfort(bench):
    """Version, commit and the binary itself: one that was built of changed files is another."""
    said = said_by(bench.renfort, 'version')
    words = re.search(r'^renfort (\S+)\s+commit\s+(\S+)', said)
    return f'{words[1]} {words[2]} {fingerprint(bench.renfort)}' if words else None


def version_of_highs(bench):
    if bench.reference is None:
        return None
    scipy = said_by(bench.python, '-c', 'import scipy.optimize; print(scipy.__version__)')
    if not scipy:
        return None
    return f'scipy {scipy.strip()}, reference.py {fingerprint(bench.reference)}'


def version_of_cbc(bench):
    found = re.search(r'Version: (\S+)', said_by(bench.cbc, '-quit')) if bench.cbc else None
    return found and found[1]


def version_of_glpsol(bench):
    found = re.search(r'Solver (\S+)', said_by(bench.glpsol, '--version')) if bench.glpsol else None
    return found and found[1]


VERSIONS = {'renfort': version_of_renfort, 'highs': version_of_highs, 'cbc': version_of_cbc,
            'glpsol': version_of_glpsol}
NEEDS = {'renfort': 'it is not built: make', 'cbc': 'Debian package coinor-cbc',
         'highs': 'tools/reference.py in RF_SHARED and Debian package python3-scipy',
         'glpsol': 'Debian package glpk-utils'}


def versions(bench, programs):
    """What each program says it is, and a line for each that is not here."""
    said = {program: VERSIONS[program](bench) for program in programs}
    missing = [f'{program}: skipped, not here ({NEEDS[program]})'
               for program in programs if not said[program]]
    return {program: version for program, version in said.items() if version}, missing


# ---- all runs -----------------------------------------------------------------------------------


def all_jobs(found, scenarios, programs, options):
    """In the order in which they run: programs in turn on one scenario. No run is there twice.
    programs: name to version."""
    jobs = {}
    for instance in found:
        limit = options.seconds.get(instance.name, options.seconds.get('', instance.seconds))
        for scenario in filter(lambda name: instance.scenario_file(name).is_file(), scenarios):
            for repeat in range(1, options.repeat + 1):
                for timed in timed_programs(programs, options, limit):
                    jobs.setdefault(Job(instance, scenario, *timed, repeat))
    return list(jobs)


def timed_programs(programs, options, limit):
    """Program, version, renfort's limit, the program's clock."""
    limit = float(limit)
    for program, version in programs.items():
        clock = limit if program == 'renfort' else limit * options.peer_factor
        yield program, version, limit, clock
        if program == 'renfort':
            for seconds in options.curve:
                if seconds < limit:
                    yield program, version, seconds, seconds
