# SPDX-License-Identifier: GPL-3.0-or-later
"""STUDY.md and its pictures, from the answers. No number is written here: all come from results."""
import first_page
import pictures
import prose
import words

CONCLUDE = {
    'en': '''**What one may not conclude.** No territory here is a real one, and none stands for
one: what each is modelled on says how its knobs were turned, by hand. A territory that covers
less is not worse led; it was given fewer skills, or asked for more. A week covered is a post
that the plan fills, not a service that was well rendered. And what helps the town of this study
may not help another.
''',
    'fr': '''**Ce qu'on ne peut pas conclure.** Aucun de ces territoires n'existe, et aucun n'en
représente un : ce dont chacun s'inspire dit seulement comment ses réglages ont été choisis. Un
territoire qui couvre moins n'est pas moins bien dirigé : il a reçu moins de compétences, ou on
lui demande plus. Une semaine couverte est un poste que le plan pourvoit, non un service bien
rendu. Et ce qui aide la ville de cette étude n'en aidera pas forcément une autre.
''',
}


def number(x, digits=0):
    return '–' if x is None else f'{x:.{digits}f}'


def signed(x, digits=1):
    return '–' if x is None else f'{x:+.{digits}f}'.replace('-', '−')


def between(row, digits=0):
    """A value with the 95 % interval around it."""
    if row is None or row['value'] is None:
        return '–'
    low, high = (number(row[end], digits) for end in ('low', 'high'))
    return f'{number(row["value"], digits)} ({low} to {high})'


def ranks(row):
    return f'{row["best"]}' if row['best'] == row['worst'] else f'{row["best"]} to {row["worst"]}'


def chance(p):
    if p is None:
        return '–'
    return '< 0.001' if p < .001 else f'{p:.3f}'


def table(head, rows):
    lines = [head, ['---'] * len(head), *rows]
    return '\n'.join(f'| {" | ".join(map(str, line))} |' for line in lines) + '\n'


def figure(name, alt):
    return f'![{alt}](study/{name})\n'


class Page:
    """pictures: file name to SVG, filled as sections are written."""
    def __init__(self, found):
        self.found, self.pictures = found, {}
        self.names = words.short(words.TERRITORIES)
        self.crisis_names = words.short(words.CRISES)
        self.crises = found.sweeps['study'].plan['scenarios']
        covered = found.territories('coverage')
        self.order = sorted(covered, key=lambda name: -covered[name]['value'])

    def name(self, territory):
        return self.names.get(territory, territory)

    def draw(self, file, alt, svg):
        self.pictures[file] = svg
        return figure(file, alt)

    def by_territory(self, head, *columns):
        """columns: functions from a territory to a cell."""
        return table(['Territory', *head], [[self.name(one), *(column(one) for column in columns)]
                                            for one in self.order])

    def values(self, figure_name, group=None, digits=0):
        rows = self.found.territories(figure_name, group)
        return lambda one: between(rows.get(one), digits)

    # ---- the sections ---------------------------------------------------------------------------

    def first(self):
        facts = first_page.facts_of(self.found)
        title = 'Weeks of work covered, of 100 that are asked for'
        picture = self.draw('coverage.svg', title, pictures.dots(
            title, 'mean of all crises; the line is the 95 % interval over the seeds',
            {'all crises': self.found.territories('coverage')}, self.order, self.names))
        return [first_page.page(facts, 'en'), picture, said(CONCLUDE['en']), '## En une page\n',
                first_page.page(facts, 'fr'), said(CONCLUDE['fr'])]

    def method(self):
        sweep = self.found.sweeps['study']
        knobs = {one['name']: one['generate'] for one in sweep.plan['territories']}
        rows = [[self.name(name), words.TERRITORIES.get(name, ('', '', ''))[2],
                 *(options[key] for key in ('agents', 'needs', 'organisations', *words.KNOBS))]
                for name, options in knobs.items()]
        crises = [[self.crisis_names.get(one, one), words.CRISES.get(one, ('', '', ''))[2]]
                  for one in self.crises]
        gaps = ', '.join(f'{level} {gap:.0%}' for level, gap in sweep.plan['gaps'].items())
        return ['## Method\n', said(METHOD, gaps=gaps, draws=sweep.plan['draws'],
                                       weeks=sweep.plan['territories'][0]['generate']['periods']),
                table(['Territory', 'Modelled on', 'Agents', 'Needs', 'Employers',
                       *(knob.capitalize() for knob in words.KNOBS)], rows),
                table(['Crisis', 'What happens'], crises)]

    def coverage(self):
        found = self.found
        cells = {one: found.territories('coverage', scenario=one) for one in self.crises}
        title = 'Weeks of work covered, of 100 that are asked for'
        everywhere = ['**mean of all**', *(f'**{number(found.mean("coverage", scenario=one))}**'
                                           for one in self.crises),
                      f'**{number(found.mean("coverage"))}**']
        whole = self.values('coverage')
        rows = [[self.name(one), *(between(cells[crisis].get(one)) for crisis in self.crises),
                 whole(one)] for one in self.order]
        tiers = [self.values('coverage', tier) for tier in ('vital', 'essential', 'important')]
        return ['## Coverage, by territory and crisis\n', said(COVERAGE),
                self.draw('crises.svg', f'{title}, by territory and crisis', pictures.shades(
                    title, cells, self.order, self.crises, {**self.names, **SHORT_CRISES})),
                table(['Territory', *(self.crisis_names.get(one, one) for one in self.crises),
                       'all crises'], [*rows, everywhere]),
                'By tier, all crises together. A cell without a value: in some draw nothing of the '
                'tier is asked for.\n',
                self.by_territory(['Vital', 'Essential', 'Important', 'Shortfall per 1,000 FTE'],
                                  *tiers, self.values('shortfall', digits=1))]

    def ranking(self):
        covered = self.found.territories('coverage')
        alone = [self.name(one) for one in self.order
                 if covered[one]['best'] == covered[one]['worst']]
        single = ', '.join(alone) if alone else 'none'
        return ['## Who is not ranked\n', said(RANKING, single=single),
                self.by_territory(
                    ['Coverage, %', 'Ranks that are open',
                     *(self.crisis_names.get(one, one) for one in self.crises)],
                    self.values('coverage', digits=1), lambda one: ranks(covered[one]),
                    *map(self.ranks_under, self.crises))]

    def ranks_under(self, crisis):
        rows = self.found.territories('coverage', scenario=crisis)
        return lambda one: ranks(rows[one])

    def levers(self):
        found, sweep = self.found, 'levers'
        rows = found.territories('coverage', sweep=sweep)
        could = found.territories('polyvalence_share', sweep=sweep)
        names = words.levers_named(found.sweeps[sweep].plan)
        order = [one for one in names if one in rows]
        changes = found.levers()
        lines = [[names[one], between(rows[one], 1), *verdict(changes.get(one)),
                  between(could.get(one), 1)] for one in order]
        title = 'One town, one thing turned at a time: weeks covered of 100'
        needs = [self.values(one, digits=1) for one in ('polyvalence_share', 'without_need')]
        return ['## What explains coverage\n', said(LEVERS),
                self.draw('levers.svg', title, pictures.dots(
                    title, 'pandemic, 25 % absent; the line is the 95 % interval over the seeds',
                    {'coverage': rows}, order, names)),
                table(['Setting', 'Coverage, %', 'Less the town, points', 'chance', 'Verdict',
                       'Needs an agent could serve, % of them'], lines), said(EXPLAINED),
                self.by_territory(['Coverage, %', 'Needs an agent could serve, % of them',
                                   'Agents who could serve none, %', 'Graph hanging together, %'],
                                  self.values('coverage', digits=1), *needs,
                                  self.values('chaining'))]

    def people(self):
        found = self.found
        title = 'Days of help by people who agreed without volunteering, of 100'
        columns = ('moved', 'imposition', 'travel', 'lent', 'floors_dipped', 'unused_volunteers')
        return ['## People moved, and what is imposed\n', said(PEOPLE),
                self.draw('people.svg', title, pictures.dots(
                    title, 'mean of all crises, with the 95 % interval',
                    {'imposition': found.territories('imposition')}, self.order, self.names)),
                self.by_territory(['Moved, per 100 FTE asked', 'Imposition, %', 'Travel, minutes',
                                   'Lent to another employer, %', 'Floors dipped, %',
                                   'Volunteers not called on, %'],
                                  *(self.values(one) for one in columns))]

    def robustness(self):
        found = self.found
        covered, held = found.territories('coverage'), found.territories('robustness')
        title = 'Coverage, planned and with one in ten more absent'

        def lost(one):
            if one not in held or held[one]['value'] is None:
                return '–'
            return number(covered[one]['value'] - held[one]['value'], 1)
        return ['## Robustness\n', said(ROBUSTNESS, draws=found.sweeps['study'].plan['draws']),
                self.draw('robustness.svg', title, pictures.dots(
                    title, '% of what is asked for, mean of all crises',
                    {'planned': covered, 'worst tenth of the draws': held}, self.order,
                    self.names)),
                self.by_territory(['Planned, %', 'Worst tenth, %', 'Points lost',
                                   'Vital: worst tenth, %'], self.values('coverage', digits=1),
                                  self.values('robustness', digits=1), lost,
                                  self.values('robustness', 'vital', 1))]

    def equity(self):
        groups = [self.values('burden_gini', group) for group in ('A', 'B', 'C')]
        return ['## How evenly the burden is shared\n', said(EQUITY),
                self.by_territory(['Gini, all', 'category A', 'category B', 'category C',
                                   'Tenth that carries most, %'], self.values('burden_gini'),
                                  *groups, self.values('burden_top_tenth'))]

    def fragility(self):
        found = self.found
        title = 'Vital and essential needs with at most one person behind them, of 100'
        return ['## Single points of failure\n', said(FRAGILITY),
                self.draw('fragility.svg', title, pictures.dots(
                    title, 'mean of all crises, with the 95 % interval',
                    {'single points': found.territories('single_points')}, self.order,
                    self.names)),
                self.by_territory(['Needs, %', 'vital, %', 'essential, %',
                                   'Required skills with one holder at most, %'],
                                  self.values('single_points'),
                                  self.values('single_points', 'vital'),
                                  self.values('single_points', 'essential'),
                                  self.values('single_holders'))]

    def solidarity(self):
        found = self.found
        alone, pooled, gain = found.variants('alone'), found.variants('pooled'), found.gain()
        lent = {one: {'value': row['value'] - row['change']} for one, row in alone.items()}
        rows = [[self.name(one), number(alone[one]['value'], 1), number(lent[one]['value'], 1),
                 number(pooled[one]['value'], 1), *worth(alone[one], -1), *worth(pooled[one], 1),
                 between({'value': gain[one]['gain'], **{end: gain[one][end] for end in
                                                         ('low', 'high')}}, 1)]
                for one in self.order if one in alone]
        title = 'Weeks covered of 100: alone, with conventions, without limits'
        seeds = found.sweeps['solidarity'].plan['seeds']
        return ['## What solidarity is worth\n', said(SOLIDARITY, seeds=seeds),
                self.draw('solidarity.svg', title, pictures.dots(
                    title, 'pandemic, 25 % absent', {'alone': bare(alone), 'conventions': lent,
                                                     'pooled': bare(pooled)},
                    [one for one in self.order if one in alone], self.names)),
                table(['Territory', 'Alone, %', 'Conventions, %', 'Pooled, %',
                       'Conventions, less alone', 'chance', 'Pooled, less conventions', 'chance',
                       'FTE-weeks gained by lending'], rows)]

    def limits(self, program):
        sweeps = self.found.sweeps.values()
        counts = [sweep.count() for sweep in sweeps]
        jobs, ended, failed = (sum(column) for column in zip(*counts))
        took = [sweep.took() for sweep in sweeps]
        parts = ', '.join(f'{sweep.name} {count[0]}' for sweep, count in zip(sweeps, counts))
        pairs = len(self.order) * (len(self.order) - 1) // 2
        return ['## Limits\n', said(LIMITS, pairs=pairs), '## How it was made\n',
                said(MADE, version=program.version, commit=program.commit, jobs=jobs, ended=ended,
                     failed=failed, parts=parts),
                said(TOOK, processor=sum(one[0] for one in took) / 60,
                     slowest=max(one[2] for one in took), clock=sum(one[1] for one in took) / 60)]

    def text(self, program):
        sections = [[HEAD.format(version=program.version, commit=program.commit)], self.first(),
                    self.method(), self.coverage(), self.ranking(), self.levers(), self.people(),
                    self.robustness(), self.equity(), self.fragility(), self.solidarity(),
                    self.limits(program)]
        return '\n'.join(part for section in sections for part in section)


def said(text, **facts):
    return prose.filled(text.format(**facts))


def bare(rows):
    """Values without intervals: those of variants are of the change."""
    return {name: {'value': row['value']} for name, row in rows.items()}


def verdict(row):
    """Of a lever: what it changes, with interval and chance, and what may be said."""
    if row is None:
        return '', '', ''
    words_for = {'better': 'more', 'worse': 'less'}
    return *worth(row, 1), words_for.get(row['verdict'], 'not told apart')


def worth(row, sign):
    """The change in points, by that sign, with its interval; and its chance."""
    ends = sorted(sign * row[end] for end in ('low', 'high'))
    change = f'{signed(sign * row["change"])} ({signed(ends[0])} to {signed(ends[1])})'
    return change, chance(row['chance'])


SHORT_CRISES = {'pandemic-25': 'pandemic 25 %', 'pandemic-40': 'pandemic 40 %', 'flood': 'flood',
                'cyber': 'cyber', 'strike': 'strike'}
HEAD = '''# What crises ask of twelve territories

`make study` writes this page and its pictures; every number in it comes from results of renfort
{version} ({commit}). Do not edit it.

## On one page
'''
METHOD = '''Territories are drawn by [the generator](README.md#generate), a new one for each
seed: who works where, who has which skill, what is asked for, and who is absent. A seed draws
the same for all plans of a territory, so that two are compared draw by draw. Intervals hold 95
% (Student); who is better than whom is tested seed by seed and corrected for the number of
comparisons (Holm): [README.md](README.md#analyses). A value over all crises is the mean of
them; a mean over territories gives each the same weight. Figures are those of [KPI.md](KPI.md).
Robustness is over {draws} draws a plan.

Needs come first by tier: vital, essential, important, each proven to within the scenario's gap
or the study's ({gaps}). Limits of time are far away: a search that ends by itself gives the
same plan on any machine, and the end of this page counts those that did. The horizon is {weeks}
weeks. Agents and needs are numbers a generator was given, at the size of a small house or a
small town: enough to compare, not enough to forecast.

Polyvalence, scarcity and dispersion are in percent of the usual, consent is how many agents of
100 volunteer or agree.
'''
COVERAGE = '''The share of the FTE-weeks asked for that the plans cover, in percent, with its 95
% interval.
'''
RANKING = '''Whoever is better in the mean is not better for that. `2 to 5` says that one
territory is better beyond the noise of the seeds, that seven of twelve are worse, and that the
rest is open.
'''
LEVERS = '''The twelve differ in everything at once, so that they explain nothing. Here one town
is taken as it is, and one knob of the generator is turned: the same people and places, the same
needs, the same draws of who is absent. What is left unturned stays to the byte.
'''
EXPLAINED = '''The twelve territories beside it, as they were found: how many of the needs an
agent could serve by skill, consent, distance and convention together, and how far the territory
hangs together.
'''
PEOPLE = '''None of this is good or bad by itself: nobody is moved where nothing is covered.
Below 100 moved for 100 asked, posts stay empty; above, they are part-time people or follow each
other.
'''
ROBUSTNESS = '''A plan is held as it is, and one in ten more of all agents is absent: {draws}
draws, of which the worst tenth falls to the second value, or below.
'''
EQUITY = '''In percent: 0 is even, 100 is all on one. Burden is the days of this crisis and of
those before it. Where few are needed few carry, and the figure is high: compare under the
same crises only.
'''
FRAGILITY = '''A need stands here when at most one person serves it or could step in. It may be
covered, today.
'''
SOLIDARITY = '''Each employer keeps its people (alone), lends where a convention says so (what
all the rest of this page has), or lends to all without limit (pooled): pandemic, 25 % absent,
{seeds} seeds, compared draw by draw. Changes are in points, with their 95 % interval; `chance`
is how often chance alone would do as much.
'''
LIMITS = '''* One generator made all territories. It knows of no neighbourhoods, habits or
  politics; its jobs and needs are the same kinds everywhere, whatever a territory is modelled
  on. A health insurance fund here is a territory with few employers and specialised people, not
  a fund.
* Consent is drawn once and stays. People who are asked well, or too often, change their minds.
* A seed draws the whole territory, so that intervals are wide: they say what holds for
  territories of that kind, not for one of them.
* A single rank needs every comparison to be sure. There are {pairs} of them, and the correction is
  strict: some differences that are real are not told.
* Levels after the vital and the essential ones are proven to within their gaps only: people
  moved and what is imposed could be a little less, at the same coverage.
* Knobs were turned on one town in one crisis. Two knobs turned together may do more, or less,
  than both apart.
'''
MADE = '''Version {version}, commit {commit}. Jobs: {jobs} ({parts}); {ended} ended by
themselves with every level within its gap, {failed} failed. Every plan was checked again when
results were merged.
'''
TOOK = '''Time, which is not the same twice: {processor:.1f} minutes of processors for all jobs,
{slowest:.1f} s for the slowest; {clock:.1f} minutes of the clock when jobs are added up, each
on a machine that did other work beside.
'''
