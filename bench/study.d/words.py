# SPDX-License-Identifier: GPL-3.0-or-later
"""What territories, crises and knobs are called, in English and in French, and what each is
modelled on."""

# Name in the plan: English, French, what its knobs stand for.
TERRITORIES = {
    'town': ('the town', 'la ville moyenne', 'a town with its social services: every knob at, or '
             'next to, its usual place'),
    'city': ('the city', 'la grande ville', 'a large town: short ways, people who know a little '
             'more than their job'),
    'urban-community': ('the urban community', 'la communauté urbaine', 'many communes that share '
                        'services: many employers, ways a little shorter'),
    'agglomeration': ('the agglomeration', "l'agglomération", 'communes that share fewer services: '
                      'longer ways, somewhat fewer second skills and consents'),
    'metropolis': ('the metropolis', 'la métropole', 'the most employers, close together; much is '
                   'asked for, specialised staff, fewer consents'),
    'rural-departement': ('the rural département', 'le département rural', 'long ways; people used '
                          'to doing several jobs, and willing'),
    'urban-departement': ('the urban département', 'le département urbain', 'few large employers, '
                          'specialised staff, much asked for'),
    'region': ('the region', 'la région', 'the longest ways, specialised staff, little that is '
               'urgent'),
    'health-fund': ('the health insurance fund', "la caisse d'assurance maladie", 'few employers, '
                    'the most specialised staff, the fewest consents, not much asked for'),
    'social-centre': ('the social centre', 'le centre social', 'a small house: versatile, willing, '
                      'close together, and asked for much'),
    'hospital-group': ('the hospital group', 'le groupe hospitalier', 'specialised staff, and more '
                       'asked for than anywhere'),
    'rural-communes': ('the rural communes', 'les communes rurales', 'small communes far apart: '
                       'versatile and willing'),
}
CRISES = {
    'pandemic-25': ('the pandemic, 25 % absent', 'la pandémie, 25 % d’absents', 'a quarter of all '
                    'staff away throughout; what a lockdown closes may give all its people'),
    'pandemic-40': ('the pandemic, 40 % absent', 'la pandémie, 40 % d’absents', 'the same with 40 '
                    'in 100 away for four weeks; nobody is lent for longer than six'),
    'flood': ('the flood', "l'inondation", 'the sites of one commune are closed for three weeks; '
              'nobody travels more than 45 minutes'),
    'cyber': ('the cyberattack', 'la cyberattaque', 'two weeks without remote work, twice the '
              'demand for digital work, and no floor may be dipped'),
    'strike': ('the strike', 'la grève', '35 in 100 of schools, waste collection and transport '
               'away for two weeks'),
}
KNOBS = ('polyvalence', 'consent', 'scarcity', 'dispersion')
# Knob: what it is; and in French.
KNOB_WORDS = {
    'polyvalence': ('second skills', 'les compétences au-delà du métier'),
    'consent': ('consent', "l'accord des agents"),
    'scarcity': ('how much is asked for', 'ce qui est demandé'),
    'dispersion': ('distances', 'les distances'),
}


def short(words):
    """Names without their article, for tables and pictures."""
    return {name: said[0].removeprefix('the ') for name, said in words.items()}


def knob_of(lever):
    """'consent-90' is consent at 90; the town itself has no knob turned."""
    knob, _, value = lever.rpartition('-')
    return (knob, int(value)) if knob in KNOBS else (None, None)


def levers_named(plan):
    """Lever to words, with the place of its knob: 'consent 90'."""
    return {one['name']: ' '.join(map(str, knob_of(one['name']))) if knob_of(one['name'])[0]
            else 'the town as it is' for one in plan['territories']}
