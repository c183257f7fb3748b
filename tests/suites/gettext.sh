#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The catalogues are fit for their readers: the template kept for translators has the texts of the
# source (make po), French has its unbreakable spaces, and every number of the source comes out.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
export LC_ALL=C.UTF-8
unset MAKEFLAGS MAKELEVEL MFLAGS # of the make that runs the tests
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# The texts of a template, one paragraph each, without places and header.
texts_of() { msgcat --no-location --no-wrap --sort-output "$1" | sed '1,/^$/d'; }

# The translations, one a line.
translations_of()
{
    msgattrib --translated --no-fuzzy --no-obsolete --no-wrap --no-location "$1" |
        msgexec -i - sh -c 'cat; echo' 2>/dev/null | tail -n +2
}

said=$(make --no-print-directory -s POT="$work/renfort.pot" "$work/renfort.pot" 2>&1)
is "$? $said" '0 ' 'the texts of the source can be collected'
is "$(diff <(texts_of data/po/renfort.pot) <(texts_of "$work/renfort.pot"))" '' \
    'data/po/renfort.pot has the texts of the source'

# A plain space before : ; ! ? or inside guillemets would let a line break where French has none.
is "$(translations_of data/po/fr.po | grep -nE ' [:;!?»]([[:space:]]|$)|« ')" '' \
    'French keeps its signs with their words'
is "$(translations_of data/po/fr.po | grep -nE "[[:alpha:]]'[[:alpha:]]")" '' \
    'French has curly apostrophes'
tap_end
