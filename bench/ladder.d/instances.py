# SPDX-License-Identifier: GPL-3.0-or-later
"""The rungs: territories, shared or generated, and their scenarios."""
import functools
import hashlib
import json
import pathlib
import shutil
import subprocess
from dataclasses import dataclass

# Agents, periods, and how many seconds renfort gets by default.
RUNGS = {'town': (600, 8, 10), 'county': (2200, 8, 60), 'metro': (8000, 8, 300),
         'region': (30000, 4, 900)}
SCENARIOS = ('calm', 'pandemic-25', 'pandemic-40', 'flood', 'cyber')
SHARED = 0  # the seed that stands for the territory in RF_SHARED

# The contract's levels, where a scenario states none.
LEVELS = (('vital', 0.001), ('essential', 0.001), ('important', 0.001), ('floors', 0.01),
          ('comfort', 0.02))


@dataclass(frozen=True)
class Instance:
    name: str
    seed: int
    agents: int
    seconds: float
    folder: pathlib.Path

    def scenario_file(self, scenario):
        return self.folder / f'{scenario}.json'

    def label(self):
        return self.name if self.seed == SHARED else f'{self.name}-{self.seed}'

    def levels(self, scenario):
        """Names and gaps, in order."""
        said = json.loads(self.scenario_file(scenario).read_text(encoding='utf-8'))
        stated = said.get('objectives')
        return [(one['name'], one.get('gap', 0)) for one in stated] if stated else list(LEVELS)

    @functools.lru_cache(maxsize=None)
    def digest(self, scenario):
        """Of all that a solver reads."""
        files = sorted(self.folder.glob('*.csv')) + [self.scenario_file(scenario)]
        total = hashlib.sha256()
        for path in files:
            total.update(path.name.encode() + b'\0' + hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()


def rung_of(word):
    """'town', or 'NAME=AGENTS': the name, agents, periods and seconds. ValueError says why not."""
    name, equals, agents = word.partition('=')
    if equals and agents.isdigit() and int(agents) > 0 and name.isidentifier():
        return name, int(agents), 8, RUNGS.get(name, RUNGS['town'])[2]
    if word not in RUNGS:
        raise ValueError(f"'{word}' is no instance: give NAME=AGENTS, or one of {', '.join(RUNGS)}")
    return (name, *RUNGS[name])


def make(generate, folder, agents, periods, seed):
    """The generator gives the same bytes each time, so what is there may be made again."""
    fresh = folder.with_name(folder.name + '.new')
    shutil.rmtree(fresh, ignore_errors=True)
    command = [generate, '--agents', agents, '--periods', periods, '--seed', seed, '--out', fresh]
    fresh.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def gather(words, seeds, shared, generate, out):
    """The instances that are chosen, and a line for each that cannot be had."""
    found, missing = [], []
    for word in words:
        name, agents, periods, seconds = rung_of(word)
        for seed in seeds:
            label = f'{name}-{seed}'
            if seed == SHARED:
                folder, label = shared / 'territories' / name, name
                reason = f'{folder} is not there'
            else:
                folder = out / 'territories' / label
                reason = f'{generate} is not built: make bench'
                if generate.exists():
                    make(generate, folder, agents, periods, seed)
            if '=' in word and seed == SHARED:
                continue  # made to measure: nobody shares it
            if folder.is_dir():
                found.append(Instance(name, seed, agents, seconds, folder.resolve()))
            else:
                missing.append(f'{label}: skipped, {reason}')
    return found, missing
