# SPDX-License-Identifier: GPL-3.0-or-later
"""Paragraphs and points of Markdown, in lines of the usual length whatever was filled in."""
import re
import textwrap

WIDTH = 100


def filled(text):
    blocks = [' '.join(block.split()) for block in re.split(r'\n{2,}|\n(?=\* )', text)]
    blocks = [block for block in blocks if block]
    parts = []
    for before, block in zip(['', *blocks], blocks):
        if before:
            parts.append('\n' if before[:2] == block[:2] == '* ' else '\n\n')
        parts.append(textwrap.fill(block, WIDTH, break_long_words=False, break_on_hyphens=False,
                                   subsequent_indent='  ' if block.startswith('* ') else ''))
    return ''.join(parts) + '\n'
