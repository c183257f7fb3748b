# SPDX-License-Identifier: GPL-3.0-or-later
"""The charts: small panels side by side, one a scenario, the same scales in all."""
import svg

PANEL, HIGH, LEFT, GUTTER, TOP = 300, 210, 84, 28, 64
WIDE = 720  # a legend's width
PROGRAMS = ('renfort', 'highs', 'cbc', 'glpsol')
LEAST, MOST = 0.0001, 1.0  # gaps that are drawn: 0.01 % to 100 %; below it is as good as 0


def all_charts(main, curve):
    """File name to SVG."""
    drawn = {}
    for label in dict.fromkeys(map(label_of, main)):
        rows = [row for row in main if label_of(row) == label and row['levels']]
        points = [row for row in curve if label_of(row) == label and row['levels']]
        if len({row['clock'] for row in points}) > 1:
            drawn[f'gap-by-time-{label}.svg'] = gap_by_time(label, points)
        if rows:
            drawn[f'gaps-{label}.svg'] = gaps(label, rows)
            drawn[f'times-{label}.svg'] = times(label, rows)
    return drawn


def label_of(row):
    return row['instance'] if row['seed'] == 0 else f'{row["instance"]}-{row["seed"]}'


def names_of(rows):
    return list(dict.fromkeys(one['name'] for row in rows for one in row['levels']))


def series_of(rows):
    return [program for program in PROGRAMS if any(row['program'] == program for row in rows)]


def percent(gap):
    return f'{100 * gap:g} %'


# ---- what all charts have -----------------------------------------------------------------------


def legend(names, x, y, colours=None):
    """A marker and a word a series; colours: their numbers, where they are not 0, 1, 2, ..."""
    parts = []
    for i, name in enumerate(names):
        parts.append(svg.marker(x + 5, y - 4, colours[i] if colours else i))
        parts.append(svg.text(x + 14, y, name, size=12))
        x += 36 + 7.2 * len(name)
    return parts


def page(title, head, panels, columns):
    """panels: functions of the place of their upper left corner."""
    columns = min(columns, len(panels))
    lines = -(-len(panels) // columns)
    step_x, step_y = PANEL + LEFT + GUTTER, HIGH + 62
    parts = [svg.text(16, 24, title, size=15, bold=True), *head]
    for i, panel in enumerate(panels):
        parts += panel(LEFT + 16 + i % columns * step_x, TOP + 16 + i // columns * step_y)
    wide = max(WIDE, 16 + columns * step_x)
    return svg.document(wide, TOP + 16 + lines * step_y, title, parts)


def frame(x, y, name, below):
    """A panel's name, its axes, what the x axis counts."""
    return [svg.text(x, y - 8, name, size=12, bold=True),
            svg.line(x, y, x, y + HIGH, svg.FAINT),
            svg.line(x, y + HIGH, x + PANEL, y + HIGH, svg.FAINT),
            svg.text(x + PANEL / 2, y + HIGH + 34, below, 'middle', colour=svg.FAINT)]


def tick_x(x, y, words):
    return [svg.line(x, y, x, y + HIGH), svg.text(x, y + HIGH + 16, words, 'middle', 10, svg.FAINT)]


def tick_y(x, y, words):
    return [svg.line(x, y, x + PANEL, y), svg.text(x - 6, y + 4, words, 'end', 10, svg.FAINT)]


# ---- gap by time --------------------------------------------------------------------------------


def gap_by_time(label, points):
    names = names_of(points)
    limits = [row['clock'] for row in points]
    scenarios = dict.fromkeys(row['scenario'] for row in points)

    def panel_of(scenario):
        rows = sorted((row for row in points if row['scenario'] == scenario),
                      key=lambda row: row['clock'])
        return lambda x, y: curve_panel(x, y, scenario, rows, names, (min(limits), max(limits)))
    head = legend(names, 16, 48) + [
        svg.text(WIDE - 16, 48, 'lines are set a little apart', 'end', colour=svg.FAINT)]
    return page(f'{label}: renfort, gap that is left after a time', head,
                [panel_of(scenario) for scenario in scenarios], 3)


def curve_panel(x, y, scenario, rows, names, span):
    across = svg.LogScale(*span, x, x + PANEL)
    up = svg.LogScale(LEAST, MOST, y + HIGH, y)
    parts = []
    for tick in across.ticks():
        parts += tick_x(across(tick), y, f'{tick:g}')
    for tick in up.ticks():
        parts += tick_y(x, up(tick), percent(tick) if tick > LEAST * 1.5 else '≤ 0.01 %')
    parts += frame(x, y, scenario, 'time limit, s')
    for i, name in enumerate(names):
        apart = 2.5 * (i - (len(names) - 1) / 2)
        points = [(across(row['clock']), up(one['gap']) + apart)
                  for row in rows for one in row['levels']
                  if one['name'] == name and one['gap'] is not None]
        parts.append(svg.path(points, svg.COLOURS[i % len(svg.COLOURS)]))
        parts += [svg.marker(*point, i, size=3.0) for point in points]
    return parts


# ---- programs side by side ----------------------------------------------------------------------


def dots(x, y, lines, scale, series):
    """lines: (word, marks); mark: (program, value or None, filled). What has no value stands right
    of the scale as a cross."""
    parts, step = [], HIGH / max(1, len(lines))
    for i, (word, marks) in enumerate(lines):
        middle = y + (i + 0.5) * step
        parts.append(svg.text(x - 6, middle + 4, word, 'end', 11))
        parts.append(svg.line(x, middle + step / 2, x + PANEL, middle + step / 2))
        for program, value, filled in marks:
            n = PROGRAMS.index(program)
            at = middle + (series.index(program) - (len(series) - 1) / 2) * step * 0.7 / len(series)
            if value is None:
                parts.append(svg.text(x + PANEL - 8, at + 4, '×', 'middle', 13,
                                      svg.COLOURS[n], True))
            else:
                parts.append(svg.marker(scale(value), at, n, filled))
    return parts


def program_legend(series, words):
    parts = legend(series, 16, 48, [PROGRAMS.index(program) for program in series])
    x = 40 + sum(36 + 7.2 * len(program) for program in series)
    return parts + [svg.text(x, 48, words, size=11, colour=svg.FAINT)]


def gaps(label, rows):
    """Per scenario: a line a level, a mark a program, the gap that it proved."""
    series = series_of(rows)

    def panel_of(scenario):
        return lambda x, y: gap_panel(x, y, scenario, rows, series)
    head = program_legend(series, 'filled: within the gap that the level allows; ×: no value')
    return page(f'{label}: gap left on each level', head,
                [panel_of(scenario) for scenario in dict.fromkeys(r['scenario'] for r in rows)], 3)


def gap_panel(x, y, scenario, rows, series):
    rows = [row for row in rows if row['scenario'] == scenario]
    scale = svg.LogScale(LEAST, MOST, x + 10, x + PANEL - 24)
    parts = []
    for tick in scale.ticks():
        parts += tick_x(scale(tick), y, percent(tick) if tick > LEAST * 1.5 else '≤ 0.01 %')
    parts += frame(x, y, scenario, 'gap between value and bound')
    lines = []
    for name in names_of(rows):
        marks = [(row['program'], one['gap'], one['status'] == 'optimal')
                 for row in rows for one in row['levels'] if one['name'] == name]
        lines.append((name, marks))
    return parts + dots(x, y, lines, scale, series)


def times(label, rows):
    """A line a scenario, a mark a program: how long it took, and whether all was done."""
    series = series_of(rows)
    walls = [row['wall'] for row in rows]
    head = program_legend(series, 'filled: every level within its gap')

    def panel(x, y):
        scale = svg.LogScale(max(0.01, min(walls) * 0.8), max(walls) * 1.25, x + 10, x + PANEL - 24)
        parts = []
        for tick in scale.ticks():
            parts += tick_x(scale(tick), y, f'{tick:g}')
        parts += frame(x, y, 'all levels', 'wall time, s')
        lines = [(scenario, [(row['program'], row['wall'], row['status'] == 'optimal')
                             for row in rows if row['scenario'] == scenario])
                 for scenario in dict.fromkeys(row['scenario'] for row in rows)]
        return parts + dots(x, y, lines, scale, series)
    return page(f'{label}: time to the end', head, [panel], 1)
