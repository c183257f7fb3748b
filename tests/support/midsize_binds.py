# SPDX-License-Identifier: GPL-3.0-or-later
"""What binds in a town and its plan: family -> how often. 0: it is there and does nothing.

A reason against binds where it stands alone: without it the agent could serve. A row binds where
no further agent who could come fits into it. A shock or a rule binds where it changed something.
"""
import collections, json

# The columns of the table that is printed; a town in which a family cannot occur does not name it.
FAMILIES = (
    'forbidden', 'consent', 'status', 'convention missing', 'convention window', 'category',
    'skill', 'skill any_of', 'skill expired', 'restriction', 'travel', 'telework', 'absent',
    'part presence', 'stays: a second', 'stays: a third', 'max_stays 1', 'max_stays 2',
    'max_stays 3', 'max_periods_away', 'min_stay', 'max_stay', 'unmet', 'floor share soft',
    'floor share hard', 'floor FTE soft', 'floor FTE hard', 'floor skill soft', 'floor skill hard',
    'convention cap', 'tutors', 'trainees', 'role changes', 'remote', 'pin', 'pin against the rest',
    'odd FTE', 'shock absence', 'shock floor', 'shock closed_sites', 'shock no_remote',
    'shock demand', 'changes', 'burden', 'overqualified', 'imposed', 'other levels', 'baseline')


class Binding:
    def __init__(self, ref, town, model, moves):
        self.ter, self.model = model.ter, model
        self.scenario = json.loads((town / 'scenario.json').read_text())
        self.calm = ref.Territory(str(town), {**self.scenario, 'shocks': []})
        self.said_floors = ref.rows(str(town), 'floors.csv')
        self.moves = [tuple(move) for move in moves]
        self.at = {(a, t): k for a, k, i, j in self.moves for t in range(i, j + 1)}
        self.periods = range(self.ter.T)
        self.against = {(a, k, t): self.ter.against(a, k, t) for a in self.ter.agents
                        for k in self.ter.needs for t in self.periods}
        self.can = collections.defaultdict(set)  # agent, period: needs that it could serve
        for (a, k, t), why in self.against.items():
            if not why:
                self.can[a, t].add(k)
        self.lengths = collections.defaultdict(list)
        for a, _, i, j in self.moves:
            self.lengths[a].append(j - i + 1)
        self.count = {}

    def there(self, family, binds=0):
        assert family in FAMILIES, family
        self.count[family] = self.count.get(family, 0) + bool(binds)

    def idle_and_able(self, a):
        return any((a, t) not in self.at and self.can[a, t] for t in self.periods)

    def reasons(self):
        ter = self.ter
        for (a, k, t), why in self.against.items():
            if len(why) != 1:
                continue
            reason = next(iter(why))
            need = ter.needs[k]
            if reason == 'convention':
                known = (ter.agents[a]['org'], need['org']) in ter.conv
                reason += ' window' if known else ' missing'
            elif reason == 'skill' and ter.role(a, k, 0) is not None:
                reason += ' expired'
            elif reason == 'skill' and need['any'] and self.holds_required(a, k, t):
                reason += ' any_of'
            if reason in FAMILIES:
                self.there(reason, 1)

    def holds_required(self, a, k, t):
        return all(self.ter.level(a, skill, t) >= (least if trainee is None else trainee)
                   for skill, least, trainee in self.ter.needs[k]['req'])

    def agents(self):
        rules = self.ter.rules
        most, away = rules['max_stays'], rules['max_periods_away']
        for a in self.ter.agents:
            n, length = len(self.lengths[a]), sum(self.lengths[a])
            if most > 1:
                self.there('stays: a second', n >= 2)
            if most > 2:
                self.there('stays: a third', n >= 3)
            self.there(f'max_stays {most}', n == most and length < away and self.idle_and_able(a))
            if away < self.ter.T:
                self.there('max_periods_away', length == away and self.idle_and_able(a))

    def stays(self):
        ter = self.ter
        for a, k, i, j in self.moves:
            need = ter.needs[k]
            stay, _ = ter.stay(a, k, i, j, True)
            self.there('part presence', any(0 < ter.w[a][t] < ter.agents[a]['fte']
                                            for t in range(i, j + 1)))
            self.there('odd FTE', ter.agents[a]['fte'] % 10 != 0)
            if need['min_stay'] > 1:
                self.there('min_stay', j - i + 1 <= need['min_stay'])
            if need['max_stay'] < ter.T:
                self.there('max_stay', j - i + 1 == need['max_stay'] and any(
                    t in self.periods and (a, t) not in self.at and k in self.can[a, t]
                    for t in (i - 1, j + 1)))
            self.there('trainees', not stay['q'])
            self.there('role changes', len({ter.role(a, k, t) for t in range(i, j + 1)}) > 1)
            if need['remote']:
                self.there('remote', any(t not in ter.no_remote for t in range(i, j + 1)))

    def sums(self):
        lent, served = collections.Counter(), collections.Counter()
        for a, k, i, j in self.moves:
            stay, _ = self.ter.stay(a, k, i, j, True)
            orgs = self.ter.agents[a]['org'], self.ter.needs[k]['org']
            for t in range(i, j + 1):
                served[k, t] += stay['c'][t - i]
                lent[orgs, t] += self.ter.w[a][t]
        return lent, served

    def covers_and_conventions(self):
        ter = self.ter
        lent, served = self.sums()
        for k, need in ter.needs.items():
            for t in self.periods:
                self.there('unmet', served[k, t] < need['d'][t])
        for orgs, (cap, *_) in ter.conv.items():
            for t in self.periods if cap is not None else ():
                waiting = [ter.w[a][t] for a, A in ter.agents.items() if A['org'] == orgs[0] and
                           (a, t) not in self.at and
                           any(ter.needs[k]['org'] == orgs[1] for k in self.can[a, t])]
                self.there('convention cap', waiting and min(waiting) > cap - lent[orgs, t])

    def floors(self):
        ter = self.ter
        for f, said in zip(ter.floors, self.said_floors):
            share = said['floor'].endswith('%')
            family = 'skill' if f['skill'] else 'share' if share else 'FTE'
            family = f'floor {family} {ter.rules["floors"]}'
            for t in self.periods:
                who = [a for a, hold in f['who'].items() if hold[t] and ter.w[a][t] > 0]
                room = max(0, f['present'][t] - f['floor'][t])
                room -= sum(ter.w[a][t] for a in who if (a, t) in self.at)
                waiting = [ter.w[a][t] for a in who if (a, t) not in self.at and self.can[a, t]]
                self.there(family, f['floor'][t] > 0 and
                           (room < 0 or waiting and min(waiting) > room))

    def tutors(self):
        ter = self.ter
        role = {(a, k, i, j): ter.stay(a, k, i, j, True)[0]['q'] for a, k, i, j in self.moves}
        for k, need in ter.needs.items():
            for t in self.periods if need['ratio'] > 0 else ():
                here = [q for (_, n, i, j), q in role.items() if n == k and i <= t <= j]
                room = need['ratio'] * (need['tutors'] + sum(here)) - (len(here) - sum(here))
                self.there('tutors', room == 0 and any(
                    k in self.can[a, t] and (a, t) not in self.at and ter.role(a, k, t) == 't'
                    for a in ter.agents))

    def decisions(self):
        for pin in self.ter.pinned():
            self.there('pin', 1)
            self.there('pin against the rest', self.ter.stay(*pin)[0] is None)

    def shocks(self):
        ter, calm = self.ter, self.calm
        for shock in self.scenario['shocks']:
            self.there('shock ' + shock['kind'])
        if 'shock absence' in self.count:
            self.there('shock absence', ter.w != calm.w)
        if 'shock floor' in self.count:
            self.there('shock floor', [f['floor'] for f in ter.floors] !=
                       [f['floor'] for f in calm.floors])
        wanted = [(ter.needs[k]['d'][t], calm.needs[k]['d'][t]) for k in ter.needs
                  for t in self.periods]
        if 'shock demand' in self.count:
            self.there('shock demand', any(now != usual and now > 0 for now, usual in wanted))
        if 'shock closed_sites' in self.count:
            self.there('shock closed_sites', any(now == 0 < usual for now, usual in wanted) or any(
                f['floor'][t] == 0 < g['floor'][t] for f, g in zip(ter.floors, calm.floors)
                for t in self.periods))
        if 'shock no_remote' in self.count:
            self.there('shock no_remote', any(
                ter.needs[k]['remote'] and t in ter.no_remote and 'telework' in
                calm.against(a, k, t) for (a, t), k in self.at.items()))

    def levels(self):
        self.there('other levels', 'objectives' in self.scenario)
        if self.model.base is not None:
            self.there('baseline', len(self.model.base & set(self.moves)) > 0)
        worth = collections.Counter()
        for a, k, i, j in self.moves:
            worth.update(self.ter.stay(a, k, i, j, True)[0]['terms'])
        worth['changes'] = len(set(self.moves) ^ (self.model.base or set()))
        for level in self.ter.levels(self.model.base):
            for term in {'changes', 'burden', 'overqualified', 'imposed'} & set(level['terms']):
                self.there(term, worth[term] > 0)


def families(ref, town, model, moves):
    binding = Binding(ref, town, model, moves)
    for count in (binding.reasons, binding.agents, binding.stays, binding.covers_and_conventions,
                  binding.floors, binding.tutors, binding.decisions, binding.shocks,
                  binding.levels):
        count()
    return binding.count
