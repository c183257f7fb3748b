# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page, for whoever has to decide: the same sentences in English and in French, filled
from one set of facts."""
import answers
import prose
import words


def extremes(rows):
    """Names of the least and of the largest."""
    order = sorted((row['value'], name) for name, row in rows.items() if row['value'] is not None)
    return order[0][1], order[-1][1]


def widest(levers):
    """Of what one can work on: the knob, least and most that coverage comes to by it; whether the
    two are apart beyond the noise."""
    found = {}
    for lever, row in levers.items():
        knob = words.knob_of(lever)[0]
        if knob in words.CHOSEN:
            found.setdefault(knob, [levers['town']]).append(row)
    def spread(knob):
        values = [row['value'] for row in found[knob]]
        return max(values) - min(values)
    knob = max(found, key=spread)
    least = min(found[knob], key=lambda row: row['value'])
    most = max(found[knob], key=lambda row: row['value'])
    return knob, least, most, answers.apart(most, least) == 1


def facts_of(found):
    covered = found.territories('coverage')
    crises = {name: {'value': found.mean('coverage', scenario=name)} for name in
              found.sweeps['study'].plan['scenarios']}
    knob, least, most, sure = widest(found.territories('coverage', sweep='levers'))
    alone, pooled = found.variants('alone'), found.variants('pooled')
    return {
        'weeks': found.sweeps['study'].plan['territories'][0]['generate']['periods'],
        'jobs': found.sweeps['study'].count()[0], 'territories': len(covered),
        'crises': len(crises), 'seeds': found.sweeps['study'].plan['seeds'],
        'covered': found.mean('coverage'), 'vital': found.mean('coverage', 'vital'),
        'least': extremes(covered), 'rows': covered, 'crisis': extremes(crises), 'by': crises,
        'knob': knob, 'low': least['value'], 'high': most['value'], 'sure': sure,
        'alone': answers.mean(row['value'] for row in alone.values()),
        'lent': answers.mean(row['value'] - row['change'] for row in alone.values()),
        'pooled': answers.mean(row['value'] for row in pooled.values()),
        'moved': found.mean('moved'), 'imposed': found.mean('imposition'),
        'tenth': found.mean('burden_top_tenth'), 'robust': found.mean('robustness'),
        'single': found.mean('single_points'),
        'ranked': sum(row['best'] == row['worst'] for row in covered.values()),
        'first': [name for name, row in covered.items() if row['best'] == 1],
    }


COUNTS = ('zero one two three four five six seven eight nine ten eleven twelve'.split(),
          'zéro une deux trois quatre cinq six sept huit neuf dix onze douze'.split())


def whole(x):
    return f'{x:.0f}'


def spelled(count, n):
    return COUNTS[n][count] if count < len(COUNTS[n]) else str(count)


ENGLISH = '''{Crises} crises were played on {territories_said} invented territories, {seeds} times
each with other draws: {jobs} plans, each of which says who helps where for {weeks} weeks and was
checked against every rule, independently of how it was found. Averages give each territory the
same weight.

* **What is covered.** Of 100 weeks of work that services ask for, {covered} are covered by
  people lent from elsewhere; of those that are vital, {vital}. It goes from {least_value}
  ({least}) to {most_value} ({most}). The hardest crisis is {hardest} ({hardest_value}), the
  mildest {mildest} ({mildest_value}).
* **Helping each other.** In the pandemic with a quarter away, employers who lend nobody to
  another cover {alone} of 100; with the agreements between some of them, {lent}; if all lent to
  all without limit, {pooled}.
* **What makes the difference.** In one and the same town we turned one thing at a time. Of what
  one can work on, {knob} changed most: from {low} to {high} of 100 are covered, by the
  setting{sure}.
* **Who carries it.** For 100 full-time posts asked for, {moved} people go. {imposed} in 100 of
  their days are those of people who agreed without having volunteered. The tenth of all staff
  that carries most, this crisis and those before it together, carries {tenth} of 100 of the
  days.
* **How solid it is.** If one in ten more fell ill and nobody planned anew, {robust} of 100 or
  fewer would be covered in one case out of ten. {single} in 100 of the vital and essential
  services hang on one person, or on nobody.
* **Who is better.** {ranking}
'''
FRENCH = '''{Crises} crises ont été jouées sur {territories_said} territoires inventés, {seeds} fois
chacune avec d'autres tirages : {jobs} plans, qui disent chacun qui aide où pendant {weeks}
semaines, et dont chacun a été contrôlé, règle par règle, sans égard à la façon dont il a été
trouvé. Dans les moyennes, chaque territoire compte autant.

* **Ce qui est couvert.** Sur 100 semaines de travail que les services demandent, {covered} sont
  couvertes par des agents venus d'ailleurs ; {vital} pour celles qui sont vitales. Cela va de
  {least_value} ({least}) à {most_value} ({most}). La crise la plus dure est {hardest}
  ({hardest_value}), la moins dure {mildest} ({mildest_value}).
* **S'entraider.** Dans la pandémie à un quart d'absents, les employeurs qui ne prêtent personne
  à un autre couvrent {alone} sur 100 ; avec les conventions qui lient certains d'entre eux,
  {lent} ; si tous prêtaient à tous sans limite, {pooled}.
* **Ce qui fait la différence.** Dans une seule et même ville, une chose a été changée à la
  fois. De ce sur quoi on peut agir, ce qui compte le plus : {knob}. Selon le réglage, de {low}
  à {high} semaines sur 100 sont couvertes{sure}.
* **Qui porte l'effort.** Pour 100 postes à temps plein demandés, {moved} personnes partent.
  {imposed} sur 100 de leurs jours sont ceux de personnes qui ont donné leur accord sans s'être
  portées volontaires. Le dixième des agents qui porte le plus, dans cette crise et avant elle,
  porte {tenth} sur 100 des jours.
* **Ce que cela supporte.** Si un agent sur dix de plus tombait malade sans que le plan soit
  refait, {robust} sur 100 ou moins seraient couvertes une fois sur dix. {single} sur 100 des
  services vitaux et essentiels reposent sur une seule personne, ou sur aucune.
* **Qui fait mieux.** {ranking}
'''
RANKING = {
    'en': '{ranked} of the {territories} territories can be given a single rank. The others differ '
          'by less than chance alone brings, and are not ranked: in the lead may be {first}.',
    'fr': 'Un rang unique peut être donné à {ranked} des {territories} territoires. Les autres '
          'diffèrent de moins que ce que le hasard apporte, et ne sont pas classés : en tête peut '
          'se trouver {first}.',
}
SURE = {'en': {True: '', False: ' (a difference that chance alone could bring)'},
        'fr': {True: '', False: ' (un écart que le hasard seul pourrait apporter)'}}


MANY = 4  # more names than that are counted


def listed(names, n):
    if len(names) > MANY:
        return (f'any of {len(names)}', f"l'un ou l'autre de {len(names)}")[n]
    joint = ('or', 'ou')[n]
    return names[0] if len(names) == 1 else f'{", ".join(names[:-1])} {joint} {names[-1]}'


def named(table, name, n):
    return table[name][n] if name in table else name


def page(facts, language):
    """The text, without its title."""
    n = 0 if language == 'en' else 1
    numbers = {key: whole(value) for key, value in facts.items() if isinstance(value, float)}
    (least, most), (hardest, mildest) = facts['least'], facts['crisis']
    first = [named(words.TERRITORIES, name, n) for name in facts['first']]
    ranking = RANKING[language].format(ranked=facts['ranked'], territories=facts['territories'],
                                       first=listed(first, n))
    return prose.filled((ENGLISH, FRENCH)[n].format(**{
        **facts, **numbers, 'ranking': ranking, 'sure': SURE[language][facts['sure']],
        'Crises': spelled(facts['crises'], n).capitalize(), 'seeds': spelled(facts['seeds'], n),
        'territories_said': spelled(facts['territories'], n),
        'weeks': spelled(facts['weeks'], n), 'knob': words.KNOB_WORDS[facts['knob']][n],
        'least': named(words.TERRITORIES, least, n), 'most': named(words.TERRITORIES, most, n),
        'least_value': whole(facts['rows'][least]['value']),
        'most_value': whole(facts['rows'][most]['value']),
        'hardest': named(words.CRISES, hardest, n), 'mildest': named(words.CRISES, mildest, n),
        'hardest_value': whole(facts['by'][hardest]['value']),
        'mildest_value': whole(facts['by'][mildest]['value'])}))
