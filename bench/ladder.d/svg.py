# SPDX-License-Identifier: GPL-3.0-or-later
"""Just enough SVG for charts: shapes as strings, and scales."""
import math
from html import escape

INK, FAINT, RULE = '#222222', '#666666', '#dddddd'
# Okabe and Ito's colours, which all eyes can tell apart; each with its own marker.
COLOURS = ('#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555')


def number(x):
    return f'{x:.2f}'.rstrip('0').rstrip('.')


def said_of(value):
    return number(value) if isinstance(value, float) else value


def shape(tag, text=None, **attributes):
    said = ''.join(f' {name.replace("_", "-")}="{said_of(value)}"'
                   for name, value in attributes.items())
    return f'<{tag}{said}/>' if text is None else f'<{tag}{said}>{escape(text)}</{tag}>'


def line(x1, y1, x2, y2, colour=RULE, width=1):
    return shape('line', x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), stroke=colour,
                 stroke_width=width)


def text(x, y, words, anchor='start', size=11, colour=INK, bold=False):
    weight = {'font_weight': 'bold'} if bold else {}
    return shape('text', words, x=float(x), y=float(y), text_anchor=anchor, font_size=size,
                 fill=colour, **weight)


def path(points, colour):
    drawn = ' '.join(f'{number(x)},{number(y)}' for x, y in points)
    return shape('polyline', points=drawn, fill='none', stroke=colour, stroke_width=2,
                 stroke_linejoin='round')


def marker(x, y, i, filled=True, size=4.5):
    """The i-th series: circle, square, diamond, triangle, ..."""
    colour = COLOURS[i % len(COLOURS)]
    style = {'fill': colour if filled else '#ffffff', 'stroke': colour, 'stroke_width': 1.5}
    outline = OUTLINES[i % len(OUTLINES)]
    if outline is None:
        return shape('circle', cx=float(x), cy=float(y), r=size, **style)
    points = ' '.join(f'{number(x + size * dx)},{number(y + size * dy)}' for dx, dy in outline)
    return shape('polygon', points=points, **style)


OUTLINES = (None, ((-.9, -.9), (.9, -.9), (.9, .9), (-.9, .9)),
            ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)), ((0, -1.2), (1.15, .9), (-1.15, .9)),
            ((0, 1.2), (1.15, -.9), (-1.15, -.9)))


def document(width, height, title, parts):
    """On white, whatever the page is."""
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif" role="img">')
    back = shape('rect', width='100%', height='100%', fill='#ffffff')
    return '\n'.join([head, shape('title', title), back, *parts, '</svg>', ''])


class LogScale:
    """Maps low..high to a..b by their logarithm; what lies outside is put at the end."""
    def __init__(self, low, high, a, b):
        self.low, self.high, self.a, self.b = low, max(high, low * 1.001), a, b

    def __call__(self, x):
        x = min(max(x, self.low), self.high)
        share = math.log(x / self.low) / math.log(self.high / self.low)
        return self.a + share * (self.b - self.a)

    def ticks(self):
        """1, 10, 100; with 2 and 5 between where that is few."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        fine = [k * 10.0 ** e for e in range(first, last + 1) for k in (1, 2, 5)]
        coarse = [10.0 ** e for e in range(first, last + 1)]
        inside = [x for x in coarse if self.low * .999 <= x <= self.high * 1.001]
        if len(inside) < 4:
            inside = [x for x in fine if self.low * .999 <= x <= self.high * 1.001]
        return inside
