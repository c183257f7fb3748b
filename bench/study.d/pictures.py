# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures: dots with their intervals, a line a name; and a table of shades. The same results
give the same bytes."""
import svg

WIDE, LEFT, RIGHT, STEP = 760, 190, 40, 30


class Scale:
    """Maps low..high to a..b."""
    def __init__(self, low, high, a, b):
        self.low, self.high, self.a, self.b = low, high, a, b

    def __call__(self, x):
        x = min(max(x, self.low), self.high)
        return self.a + (x - self.low) / (self.high - self.low) * (self.b - self.a)

    def ticks(self):
        """Round steps, at most eight of them."""
        span = self.high - self.low
        step = next(s for s in (5, 10, 20, 25, 50, 100, 200, 500, 10 ** 6) if span / s <= 8)
        return range(int(self.low), int(self.high) + 1, step)


def legend(names, y):
    parts, x = [], LEFT
    for i, name in enumerate(names):
        parts += [svg.marker(x + 5, y - 4, i), svg.text(x + 16, y, name, size=12)]
        x += 40 + 7 * len(name)
    return parts


def interval(scale, row, y, colour):
    low, high = scale(row['low']), scale(row['high'])
    return [svg.line(low, y, high, y, colour, 2),
            *(svg.line(x, y - 4, x, y + 4, colour, 2) for x in (low, high))]


def dots(title, below, series, order, names, top=100):
    """series: name to {territory: row}, where a row may lack low and high. From 0 on."""
    head = 74 if len(series) > 1 else 48
    bottom = head + STEP * len(order)
    scale = Scale(0, top, LEFT, WIDE - RIGHT)
    parts = [svg.text(16, 26, title, size=15, bold=True)]
    parts += legend(series, 52) if len(series) > 1 else []
    for tick in scale.ticks():
        parts += [svg.line(scale(tick), head, scale(tick), bottom),
                  svg.text(scale(tick), bottom + 16, f'{tick}', 'middle', 11, svg.FAINT)]
    for i, name in enumerate(order):
        middle = head + (i + .5) * STEP
        parts.append(svg.text(LEFT - 10, middle + 4, names.get(name, name), 'end', 12))
        parts.append(svg.line(LEFT, middle + STEP / 2, WIDE - RIGHT, middle + STEP / 2))
        for n, rows in enumerate(series.values()):
            parts += dot(scale, rows.get(name), n, middle + (n - (len(series) - 1) / 2) * 7)
    parts.append(svg.text((LEFT + WIDE - RIGHT) / 2, bottom + 38, below, 'middle', 12, svg.FAINT))
    return svg.document(WIDE, bottom + 52, title, parts)


def dot(scale, row, n, y):
    if row is None or row['value'] is None:
        return []
    parts = []
    if row.get('low') is not None:
        parts += interval(scale, row, y, svg.COLOURS[n])
    return parts + [svg.marker(scale(row['value']), y, n)]


def shade(share):
    """White at 0 to a deep blue at 100; and the ink that is read best on it."""
    rest = 1 - min(max(share, 0), 100) / 100
    colour = '#' + ''.join(f'{round(low + (255 - low) * rest):02x}' for low in (0, 84, 140))
    return colour, '#ffffff' if share > 76 else '#000000'


def shades(title, table, order, columns, names):
    """table: column to {territory: row}; each cell says its number."""
    head, cell = 74, (WIDE - LEFT - RIGHT) / len(columns)
    parts = [svg.text(16, 26, title, size=15, bold=True)]
    for c, column in enumerate(columns):
        x = LEFT + c * cell
        parts.append(svg.text(x + cell / 2, head - 10, names.get(column, column), 'middle', 12))
        for i, name in enumerate(order):
            value, y = table[column].get(name, {}).get('value'), head + i * STEP
            colour, ink = shade(value) if value is not None else ('#ffffff', svg.INK)
            parts.append(svg.shape('rect', x=x + 1, y=float(y + 1), width=cell - 2,
                                   height=float(STEP - 2), fill=colour))
            said = '–' if value is None else f'{value:.0f}'
            parts.append(svg.text(x + cell / 2, y + STEP / 2 + 4, said, 'middle', 12, ink))
    for i, name in enumerate(order):
        parts.append(svg.text(LEFT - 10, head + (i + .5) * STEP + 4, names.get(name, name), 'end',
                              12))
    return svg.document(WIDE, head + STEP * len(order) + 16, title, parts)
