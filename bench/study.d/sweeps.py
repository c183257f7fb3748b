# SPDX-License-Identifier: GPL-3.0-or-later
"""The sweeps of the study: planned, run and merged by `renfort bench`, each in a folder that may be
left at any moment."""
import dataclasses
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

NAMES = {'plan': 'study', 'levers': 'levers', 'solidarity': 'solidarity'}  # file: folder
SAMPLE = {'territories': 3, 'scenarios': 2, 'seeds': 2}


class Failed(Exception):
    """A step that ended otherwise than well; it has said why. `status` is the study's own."""
    def __init__(self, status):
        super().__init__(status)
        self.status = status


@dataclasses.dataclass(frozen=True)
class Program:
    path: pathlib.Path
    version: str
    commit: str

    def run(self, *words):
        """What it says goes where the study's words go: the progress of a run too."""
        status = subprocess.run([self.path, *map(str, words)], check=False).returncode
        if status:
            raise Failed(status)

    def json(self, *words):
        said = subprocess.run([self.path, *map(str, words), '--json'], check=True,
                              stdout=subprocess.PIPE)
        return json.loads(said.stdout)


def program_of(renfort, build, out):
    """A copy by its commit: the original may be built anew while the study is at work."""
    said = subprocess.run([renfort, '--version'], check=True, capture_output=True, text=True)
    facts = dict(line.split(None, 1) for line in said.stdout.splitlines() if ' ' in line)
    kept = out / facts['commit'] / 'program'
    (kept / 'bench').mkdir(parents=True, exist_ok=True)
    for source, name in ((renfort, 'renfort'), (build / 'bench' / 'sweep', 'bench/sweep'),
                         (build / 'bench' / 'generate', 'bench/generate')):
        shutil.copy2(source, kept / f'{name}.new')
        os.replace(kept / f'{name}.new', kept / name)
    return Program(kept / 'renfort', facts['renfort'], facts['commit'])


def sample_of(plan):
    """The smallest territories, the first crises, two seeds: for a test."""
    small = sorted(plan['territories'], key=lambda one: one['generate']['agents'])
    return {**plan, 'territories': small[:SAMPLE['territories']],
            'scenarios': plan['scenarios'][:SAMPLE['scenarios']], 'seeds': SAMPLE['seeds']}


class Sweep:
    def __init__(self, name, plan, out):
        self.name, self.plan, self.out = name, plan, out
        self.folder, self.plan_file = out / name, out / f'{name}.json'
        self.results, self.table = out / f'{name}.db', out / f'{name}.csv'

    def fill(self, program, workers):
        """From nothing, or from where it was left, to checked results in one file."""
        new = self.plan_file.with_suffix('.new')
        new.write_text(json.dumps(self.plan, indent=1), encoding='utf-8')
        os.replace(new, self.plan_file)
        program.run('bench', 'plan', self.plan_file, '-o', self.folder, '--quiet')
        program.run('bench', 'run', self.folder, *(['--workers', workers] if workers else []))
        program.run('bench', 'merge', self.folder, '-o', self.results, '--csv', self.table,
                    '--quiet')

    def ask(self, query):
        with sqlite3.connect(f'file:{self.results}?mode=ro', uri=True) as results:
            return results.execute(query).fetchall()

    def count(self):
        """Jobs; those with a plan that the search ended by itself; failures."""
        return self.ask("select count(*), sum(outcome = 'optimal'), sum(failure != '') from job")[0]

    def took(self):
        """Seconds of processors, and of the clock job by job; the largest of the first."""
        return self.ask('select sum(cpu_seconds), sum(seconds), max(cpu_seconds) from run')[0]

    def beside(self, base):
        """The same results with every territory as a variant of one: where nothing but a knob of
        the generator tells them apart, that is what they are, and so they are compared."""
        path = self.out / f'{self.name}-beside-{base}.db'
        new = path.with_suffix('.new')
        shutil.copy2(self.results, new)
        results = sqlite3.connect(new)
        with results:
            results.execute("update job set variant = iif(territory = ?1, 'base', territory), "
                            'territory = ?1', [base])
        results.close()
        os.replace(new, path)
        return path


def sweeps_of(folder, out, sample, memory):
    limits = {'memory_mib': memory} if memory else {}
    found = {}
    for file, name in NAMES.items():
        plan = json.loads((folder / f'{file}.json').read_text(encoding='utf-8'))
        found[name] = Sweep(name, {**(sample_of(plan) if sample else plan), **limits}, out)
    return found
