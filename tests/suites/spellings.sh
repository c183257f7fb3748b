#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The table of spellings for people says what data/synonyms.csv says to the program.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"

is "$(diff data/SPELLINGS.md <(bash tests/support/spellings.sh))" '' \
    "data/SPELLINGS.md is made from data/synonyms.csv ('make spellings')"
n=$(grep -cE '^(header|value),' data/synonyms.csv)
is "$(sed -n 's/^| .* | \([^|]*\) |$/\1/p' data/SPELLINGS.md | grep -vE '^(also|---)$' |
    tr ',' '\n' | wc -l)" "$n" 'every spelling is in it once'
tap_end
