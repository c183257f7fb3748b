# SPDX-License-Identifier: GPL-3.0-or-later
"""What `renfort bench analyse` says of the sweeps: values, intervals and ranks are all its own."""


def mean(values):
    """Of those that are there; None where none is."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


class Answers:
    """Shares are in percent. Each row of a territory: value, low, high, best, worst."""
    def __init__(self, program, sweeps):
        self.program, self.sweeps, self.kept = program, sweeps, {}

    def table(self, sweep, word, beside=None, **options):
        key = (sweep, word, beside, *sorted(options.items()))
        if key not in self.kept:
            said = [part for name, value in options.items() if value
                    for part in (f'--{name}', value)]
            results = self.sweeps[sweep].results if beside is None else \
                self.sweeps[sweep].beside(beside)
            whole = self.program.json('bench', 'analyse', word, results, *said)
            self.kept[key] = next(rows for name, rows in whole.items() if name != 'format')
        return self.kept[key]

    def levers(self, base='town'):
        """Each less that one, seed by seed; the base is not among them."""
        rows = self.table('levers', 'variants', beside=base)
        return {row['variant']: row for row in rows}

    def territories(self, figure, group=None, scenario=None, sweep='study'):
        rows = self.table(sweep, 'territories', figure=figure, group=group, scenario=scenario)
        return {row['territory']: row for row in rows}

    def mean(self, figure, group=None, scenario=None):
        """Over territories, each with the same weight."""
        return mean(row['value'] for row in self.territories(figure, group, scenario).values())

    def variants(self, variant):
        return {row['territory']: row for row in self.table('solidarity', 'variants')
                if row['variant'] == variant}

    def gain(self):
        """FTE-weeks that each territory lacks less by lending, for all its employers."""
        return {row['territory']: row for row in self.table('solidarity', 'solidarity')
                if row['organisation'] == 'all'}
