#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random mid-size towns as files, the same for a seed on every machine.

  midsize.py REFERENCE.PY FOLDER SEED...    makes FOLDER/town-SEED: 50 agents, 6 needs, 4 weeks

A town holds the CSV files, scenario.json, baseline.json in some, and arguments, one a line, for
`renfort solve`. Pins and baselines are drawn among what REFERENCE.PY says is possible.
"""
import csv, datetime, importlib.util, json, os, sys

N_AGENTS, N_NEEDS, T = 50, 6, 4
START = datetime.date(2020, 3, 16)
SKILLS = ('care', 'drive', 'food', 'desk')
CODES = ('night', 'lifting', 'public', 'driving')
TIERS = ('vital', 'essential', 'important')
# Organisation and site of each unit; agents come mostly from the first five.
UNITS = (('ORG-A', 'S-1'), ('ORG-A', 'S-2'), ('ORG-B', 'S-3'), ('ORG-B', 'S-4'), ('ORG-C', 'S-5'),
         ('ORG-A', 'S-6'), ('ORG-B', 'S-1'), ('ORG-C', 'S-3'))


class Draw:
    """splitmix64: Python's own generators promise less."""

    def __init__(self, seed):
        self.state = seed * 7919 + 1

    def below(self, n):
        self.state = self.state + 0x9e3779b97f4a7c15 & 0xffffffffffffffff
        z = self.state
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9 & 0xffffffffffffffff
        z = (z ^ z >> 27) * 0x94d049bb133111eb & 0xffffffffffffffff
        return (z ^ z >> 31) % n

    def between(self, least, most):
        return least + self.below(most - least + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def one_of(self, choices):
        return choices[self.below(len(choices))]


def day(number):
    return (START + datetime.timedelta(number)).isoformat()


def window(draw, aligned=75):
    """First and last day, now and then such as weeks are not made of."""
    first = draw.below(T)
    last = draw.between(first, T - 1)
    if draw.chance(aligned):
        return day(7 * first), day(7 * last + 6)
    return day(7 * first + draw.below(3)), day(7 * last + draw.between(3, 6))


def decimals(centi):
    return f'{centi // 100}.{centi % 100:02d}'


class Town:
    """Tables of rows (column: value), a scenario, and the moves of an older plan or None."""

    def __init__(self, seed):
        self.draw = Draw(seed)
        self.strict = (70, 30, 10)[seed % 3]  # percent of their share that hindrances have
        self.tables = {}
        self.baseline = None
        self.moods()
        self.places()
        self.agents()
        self.needs()
        self.floors()
        self.conventions()
        self.forbids()
        self.make_scenario()

    def add(self, table, **row):
        self.tables.setdefault(table, []).append(row)

    def hinders(self, percent):
        """Something that keeps people from needs."""
        return self.draw.chance(percent * self.strict // 100)

    def moods(self):
        """What holds for the whole town, so that towns differ more than their agents do."""
        draw = self.draw
        self.ftes = draw.one_of(((100,), (50, 60, 70, 80, 90, 100), (50, 80, 100, 100, 100),
                                 (37, 43, 57, 61, 73, 79, 83, 97, 100), tuple(range(31, 101))))
        self.absent = draw.one_of((0, 10, 30))
        self.skilled = draw.one_of((20, 40, 60)) * (50 + self.strict) // 100
        self.tutored = draw.one_of((0, 50, 90))
        self.scarcity = draw.one_of((70, 100, 140, 200))  # percent of the usual demand
        self.long_stays = draw.one_of((10, 40, 70))
        self.floored = draw.one_of((30, 60, 90))
        self.capped = draw.one_of((0, 40, 80))

    def places(self):
        draw = self.draw
        for org in ('ORG-A', 'ORG-B', 'ORG-C'):
            self.add('organisations', organisation=org, name=org)
        for i in range(1, 7):
            self.add('sites', site=f'S-{i}', commune='', lat=f'48.{draw.between(1000, 3200)}',
                     lon=f'-1.{draw.between(6000, 8800)}')
        for i, (org, site) in enumerate(UNITS):
            self.add('units', unit=f'U-{i}', organisation=org, name=f'Unit {i}', site=site)
        pairs = {(draw.between(1, 6), draw.between(1, 6)) for _ in range(draw.below(5))}
        for a, b in sorted(pair for pair in pairs if pair[0] != pair[1]):
            self.add('travel', from_site=f'S-{a}', to_site=f'S-{b}', minutes=draw.between(5, 75))

    def agents(self):
        draw = self.draw
        for i in range(N_AGENTS):
            agent = f'A-{i:02d}'
            self.add('agents', agent=agent, unit=f'U-{draw.below(5 if draw.chance(80) else 8)}',
                     fte=draw.one_of(self.ftes), category=draw.one_of('ABCCC'),
                     consent=draw.one_of(('unknown', 'refuses', 'agrees') if self.hinders(60)
                                         else ('volunteer', 'volunteer', 'agrees')),
                     status=draw.one_of(('fixed_term', 'trainee')) if self.hinders(30)
                     else draw.one_of(('permanent', 'permanent', 'open_ended')),
                     site=f'S-{draw.between(1, 6)}' if draw.chance(30) else '',
                     max_travel=draw.between(15, 70) if self.hinders(60) else '',
                     restrictions=' '.join(code for code in CODES if self.hinders(25)),
                     telework='no' if self.hinders(70) else 'yes',
                     prior_days=draw.below(60) if draw.chance(50) else '')
            self.skills(agent)
            if draw.chance(self.absent):
                first, last = window(draw, 50)
                self.add('absences', agent=agent, **{'from': first, 'to': last},
                         presence=draw.one_of((0, 0, 0, 50, 30, 75)))

    def skills(self, agent):
        """Up to two rows of a skill: an expert's certificate that ends, notions that stay."""
        draw = self.draw
        for skill in SKILLS:
            if draw.chance(60):
                ends = draw.chance(30)
                self.add('skills', agent=agent, skill=skill, level=draw.between(1, 4),
                         valid_until=day(draw.below(7 * T)) if ends else '')
                if draw.chance(60 if ends else 10):
                    self.add('skills', agent=agent, skill=skill, level=draw.between(1, 2),
                             valid_until='')

    def needs(self):
        draw = self.draw
        tiers = [TIERS[i % 3] for i in range(N_NEEDS)]
        for i in range(N_NEEDS):
            need = f'N-{i}'
            whole = draw.chance(60)
            first, last = (day(0), day(7 * T - 1)) if whole else window(draw)
            shortest = draw.between(2, 3) if draw.chance(self.long_stays) else 1
            ratio = draw.between(1, 2) if draw.chance(self.tutored) else 0
            self.add('needs', need=need, unit=f'U-{draw.between(4, 7)}', name=need,
                     tier=tiers.pop(draw.below(len(tiers))), **{'from': first, 'to': last},
                     fte=decimals(max(30, draw.between(80, 480) * self.scarcity // 100)),
                     site=f'S-{draw.between(1, 6)}' if draw.chance(30) else '',
                     categories=draw.one_of(('B C', 'C', 'A B'))
                     if self.hinders(60) else '',
                     min_stay=shortest,
                     max_stay=draw.between(shortest, 3) if draw.chance(self.long_stays) else '',
                     conditions=' '.join(code for code in CODES if draw.chance(25)),
                     remote='yes' if draw.chance(20) else 'no', tutor_ratio=ratio,
                     tutors_on_site=draw.below(3) if ratio > 0 else 0,
                     trainee_yield=draw.one_of((25, 33, 50, 50, 60, 75)))
            self.need_skills(need, ratio > 0)
            if draw.chance(35):
                first, last = window(draw)
                self.add('demand', need=need, **{'from': first, 'to': last},
                         fte=decimals(draw.between(0, 600) * self.scarcity // 100))

    def need_skills(self, need, tutored):
        draw, start = self.draw, self.draw.below(4)
        first, second, third = (SKILLS[(start + i) % 4] for i in range(3))
        if draw.chance(max(self.skilled, 70 if tutored else 0)):
            self.wanted_skill(need, first, '', tutored)
        if draw.chance(self.skilled // 2):
            self.wanted_skill(need, second, 'either', tutored)
            self.wanted_skill(need, third, 'either', tutored)

    def wanted_skill(self, need, skill, label, tutored):
        level = self.draw.between(2 if tutored else 1, 3)
        learns = level > 1 and self.draw.chance(90 if tutored else 10)
        trainee = self.draw.between(1, level - 1) if learns else ''
        self.add('need_skills', need=need, skill=skill, min_level=level, trainee_level=trainee,
                 any_of=label)

    def floors(self):
        draw = self.draw
        for i in range(len(UNITS)):
            if draw.chance(self.floored):
                share = draw.chance(60)
                self.add('floors', unit=f'U-{i}', skill='', min_level='',
                         floor=f'{draw.between(30, 95)}%' if share
                         else decimals(draw.between(100, 700)))
            if draw.chance(self.floored // 2):
                self.add('floors', unit=f'U-{i}', skill=draw.one_of(SKILLS),
                         min_level=draw.between(1, 3),
                         floor=draw.one_of(('50%', '67%', '1', '1.5', '2.25')))

    def conventions(self):
        draw = self.draw
        for lender in ('ORG-A', 'ORG-B', 'ORG-C'):
            for borrower in ('ORG-A', 'ORG-B', 'ORG-C'):
                if lender == borrower or self.hinders(35):
                    continue
                first, last = window(draw) if draw.chance(25) else ('', '')
                self.add('conventions', lender=lender, borrower=borrower,
                         max_fte=decimals(draw.between(40, 420)) if draw.chance(self.capped)
                         else '', **{'from': first, 'to': last})

    def forbids(self):
        draw = self.draw
        for _ in range(draw.one_of((0, 0, 3, 8))):
            first, last = window(draw) if draw.chance(60) else ('', '')
            self.add('decisions', agent=f'A-{draw.below(N_AGENTS):02d}',
                     need=f'N-{draw.below(N_NEEDS)}' if draw.chance(70) else '',
                     **{'from': first, 'to': last}, decision='forbid', author='', reason='')

    def make_scenario(self):
        draw = self.draw
        stays = draw.between(1, 3)
        works = [1, 2, 3, 4, 5, 6, 7] if draw.chance(10) else [1, 2, 3, 4, 5]
        rules = {'consent': ['volunteer'] if self.hinders(20) else draw.one_of(
            (['volunteer', 'agrees'], ['volunteer', 'agrees', 'unknown'])),
                 'max_travel': 40 if self.hinders(60) else 60, 'max_stays': stays,
                 'floors': draw.one_of(('soft', 'soft', 'hard'))}
        if draw.chance(50):
            rules['max_periods_away'] = draw.between(2, 3)
        self.scenario = {'name': 'midsize', 'start': START.isoformat(), 'periods': T,
                         'working_days': works,
                         'holidays': [day(draw.below(7 * T))] if draw.chance(20) else [],
                         'shocks': list(self.shocks()), 'rules': rules}
        self.with_baseline = draw.chance(35)
        levels = self.levels()
        if levels is not None:
            self.scenario['objectives'] = levels

    def shocks(self):
        draw = self.draw
        if draw.chance(20):
            first, last = window(draw)
            yield {'kind': 'absence', 'percent': draw.between(5, 35), 'seed': draw.below(100),
                   'from': first, 'to': last}
        if draw.chance(15):
            yield {'kind': 'floor', 'units': ['U-0', 'U-2'], 'floor': f'{draw.below(80)}%'}
        if draw.chance(25):
            first, last = window(draw)
            yield {'kind': 'closed_sites', 'sites': [f'S-{draw.between(1, 6)}'], 'from': first,
                   'to': last}
        if draw.chance(20):
            first, last = window(draw)
            yield {'kind': 'no_remote', 'from': first, 'to': last}
        if draw.chance(20):
            first, last = window(draw)
            yield {'kind': 'demand', 'needs': [f'N-{draw.below(N_NEEDS)}'],
                   'percent': draw.between(50, 190), 'from': first, 'to': last}

    def levels(self):
        """None: the default ones. Other orders, other weights, several terms in a level."""
        draw = self.draw
        if draw.chance(35):
            return None
        vital, essential, important = ({'unmet.' + tier: 1} for tier in TIERS)
        comfort = {'imposed': 20, 'travel': 1, 'moved': 10}
        wear = {'burden': draw.between(1, 3), 'overqualified': draw.between(1, 9)}
        kinds = [
            [{'floors': 1}, vital, essential, important, comfort],
            [{'unmet.vital': 3, 'unmet.essential': 1}, {'unmet.important': 1, 'floors': 2},
             {**wear, **comfort}],
            [vital, essential, wear, important, {'floors': 1}, {'travel': 1, 'imposed': 7}],
            [vital, {'moved': 1}, {**essential, **important}, {'floors': 1}, wear, {'travel': 1}],
            [{'unmet.vital': 9, 'unmet.essential': 4, 'unmet.important': 1, 'floors': 2,
              'imposed': 5, 'moved': 20}, {**wear, 'travel': 1}],
            [important, essential, vital, {'imposed': 1}, {'moved': 1}, {'burden': 1}]]
        terms = draw.one_of(kinds)
        if self.with_baseline and draw.chance(40):
            terms.insert(draw.between(1, len(terms) - 1), {'changes': 1})
        return [{'name': f'L{i}', 'terms': level} for i, level in enumerate(terms)]

    def level_names(self):
        levels = self.scenario.get('objectives')
        if levels is None:
            return [*TIERS, 'floors', 'comfort']
        return [level['name'] for level in levels]

    def write(self, folder):
        for table, lines in self.tables.items():
            with open(os.path.join(folder, table + '.csv'), 'w', newline='') as file:
                writer = csv.DictWriter(file, list(lines[0]), lineterminator='\n')
                writer.writeheader()
                writer.writerows(lines)
        with open(os.path.join(folder, 'scenario.json'), 'w') as file:
            json.dump(self.scenario, file, indent=1)
        with open(os.path.join(folder, 'arguments'), 'w') as file:
            for name in self.level_names():
                file.write(f'--gap\n{name}=0\n')
            if self.baseline is not None:
                file.write(f'--baseline\n{os.path.join(folder, "baseline.json")}\n')
        if self.baseline is not None:
            with open(os.path.join(folder, 'baseline.json'), 'w') as file:
                json.dump({'format': 'renfort-plan/1', 'moves': self.baseline}, file, indent=1)

    def pins(self, territory):
        """A few stays that may stand, one an agent; some against consent, travel or min_stay."""
        draw, pins = self.draw, []
        contradict = draw.chance(8)
        for _ in range(draw.one_of((0, 0, 0, 60, 200))):
            agent, need = f'A-{draw.below(N_AGENTS):02d}', f'N-{draw.below(N_NEEDS)}'
            first = draw.below(T)
            last = draw.between(first, T - 1)
            stay, _ = territory.stay(agent, need, first, last, True)
            usual, _ = territory.stay(agent, need, first, last)
            taken = any(pin['a'] == agent for pin in pins)
            if stay is None or taken or len(pins) >= 4 or usual and draw.chance(70):
                continue
            if contradict or fit(territory, pins + [stay]):
                pins.append(stay)
                self.add('decisions', agent=agent, need=need, **{'from': day(7 * first),
                         'to': day(7 * last + 6)}, decision='pin', author='', reason='')

    def older_plan(self, territory):
        """Stays that do not meet, most of them possible; some agents and stays no longer are."""
        draw, busy = self.draw, set()
        stays, self.baseline = territory.stays(), []
        for _ in range(draw.between(5, 40) if stays else 0):
            stay = draw.one_of(stays)
            if stay['a'] in busy:
                continue
            busy.add(stay['a'])
            first, last = stay['i'], stay['j']
            if draw.chance(8):
                first, last = 0, T - 1
            self.baseline.append({'agent': stay['a'], 'need': stay['k'], 'first_period': first,
                                  'last_period': last})


def fit(territory, stays):
    """Whether hard floors and the conventions have room for the stays."""
    for t in range(T):
        here = [stay for stay in stays if stay['i'] <= t <= stay['j']]
        for floor in territory.floors if territory.rules['floors'] == 'hard' else ():
            lent = sum(territory.w[stay['a']][t] for stay in here
                       if floor['who'].get(stay['a'], [False] * T)[t])
            if floor['floor'][t] > 0 and lent > max(0, floor['present'][t] - floor['floor'][t]):
                return False
        for orgs, (cap, *_) in territory.conv.items():
            lent = sum(territory.w[stay['a']][t] for stay in here if orgs == (
                territory.agents[stay['a']]['org'], territory.needs[stay['k']]['org']))
            if cap is not None and lent > cap:
                return False
    return True


def make(ref, seed, folder):
    town = Town(seed)
    os.mkdir(folder)
    town.write(folder)
    town.pins(ref.Territory(folder, town.scenario))
    town.write(folder)
    if town.with_baseline:
        town.older_plan(ref.Territory(folder, town.scenario))
        town.write(folder)


def main(reference, folder, *seeds):
    spec = importlib.util.spec_from_file_location('reference', reference)
    ref = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(ref)
    for seed in seeds:
        make(ref, int(seed), os.path.join(folder, 'town-' + seed))


if __name__ == '__main__':
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
