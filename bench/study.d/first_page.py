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


def turned(found):
    """By knob, the widest first: least and most that coverage comes to, at its settings and as the
    town is; whether these two are apart beyond the noise."""
    rows = found.territories('coverage', sweep='levers')
    spans = []
    for knob in words.KNOBS:
        order = sorted((rows[lever]['value'], lever) for lever in rows
                       if lever == 'town' or words.knob_of(lever)[0] == knob)
        (low, least), (high, most) = order[0], order[-1]
        if least != most:
            sure = found.levers(least)[most]['verdict'] in ('better', 'worse')
            spans.append((high - low, knob, low, high, sure))
    return [span[1:] for span in sorted(spans, reverse=True)]


def facts_of(found):
    covered = found.territories('coverage')
    crises = {name: found.mean('coverage', scenario=name) for name in
              found.sweeps['study'].plan['scenarios']}
    alone, pooled = found.variants('alone'), found.variants('pooled')
    return {
        'weeks': found.sweeps['study'].plan['territories'][0]['generate']['periods'],
        'jobs': found.sweeps['study'].count()[0], 'territories': len(covered),
        'crises': len(crises), 'seeds': found.sweeps['study'].plan['seeds'],
        'covered': found.mean('coverage'), 'vital': found.mean('coverage', 'vital'),
        'least': extremes(covered), 'rows': covered, 'by': crises,
        'turned': turned(found),
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
  ({least}) to {most_value} ({most}). By crisis: {crises_said}.
* **Helping each other.** In the pandemic with a quarter away, employers who lend nobody to
  another cover {alone} of 100; with the agreements between some of them, {lent}; if all lent to
  all without limit, {pooled}.
* **What makes the difference.** In one and the same town one thing was turned at a time. Of 100
  weeks are covered, from its least to its most favourable setting: {turned_said}.
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
  {least_value} ({least}) à {most_value} ({most}). Par crise : {crises_said}.
* **S'entraider.** Dans la pandémie à un quart d'absents, les employeurs qui ne prêtent personne
  à un autre couvrent {alone} sur 100 ; avec les conventions qui lient certains d'entre eux,
  {lent} ; si tous prêtaient à tous sans limite, {pooled}.
* **Ce qui fait la différence.** Dans une seule et même ville, une chose a été changée à la fois.
  Semaines couvertes sur 100, du réglage le moins favorable au plus favorable : {turned_said}.
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
    'en': 'Territories that differ by less than chance alone brings are not ranked. A single rank '
          'can be given to {ranked} of {territories}; in the lead may be {first}.',
    'fr': 'Les territoires qui diffèrent de moins que ce que le hasard apporte ne sont pas '
          'classés. Un rang unique peut être donné à {ranked} sur {territories} ; en tête peut '
          'se trouver {first}.',
}
TURNED = (('{words}, {low} to {high}', ' (which chance alone could bring)'),
          ('{words}, de {low} à {high}', ' (ce que le hasard seul pourrait apporter)'))


def crises_said(facts, n):
    """From the least covered on; that one comes before another does not say that it is harder."""
    order = sorted((value, name) for name, value in facts['by'].items())
    return ('; ', ' ; ')[n].join(
        f'{named(words.CRISES, name, n)}, {whole(value)}' for value, name in order)


def turned_said(facts, n):
    said, unsure = TURNED[n]
    return ('; ', ' ; ')[n].join(
        said.format(words=words.KNOB_WORDS[knob][n], low=whole(low), high=whole(high)) +
        ('' if sure else unsure) for knob, low, high, sure in facts['turned'])


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
    least, most = facts['least']
    first = [named(words.TERRITORIES, name, n) for name in facts['first']]
    ranking = RANKING[language].format(ranked=facts['ranked'], territories=facts['territories'],
                                       first=listed(first, n))
    return prose.filled((ENGLISH, FRENCH)[n].format(**{
        **facts, **numbers, 'ranking': ranking, 'turned_said': turned_said(facts, n),
        'Crises': spelled(facts['crises'], n).capitalize(), 'seeds': spelled(facts['seeds'], n),
        'territories_said': spelled(facts['territories'], n),
        'weeks': spelled(facts['weeks'], n),
        'least': named(words.TERRITORIES, least, n), 'most': named(words.TERRITORIES, most, n),
        'least_value': whole(facts['rows'][least]['value']),
        'most_value': whole(facts['rows'][most]['value']),
        'crises_said': crises_said(facts, n)}))
