#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A sweep of two small towns under variants, and what the analyses say of it: pages in two
# languages, JSON whose gains add up, and faults that are named.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RENFORT:=$RF_BUILD/renfort}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
if [ ! -x "$RF_BUILD/bench/sweep" ]; then
    skip "$RF_BUILD/bench/sweep is not built" 'analyses'
    tap_end
fi

cat >"$work/plan.json" <<'END'
{
  "name": "analyses",
  "territories": [
    {"name": "A", "generate": {"agents": 60, "needs": 12, "seed": 3, "periods": 2}},
    {"name": "B", "generate": {"agents": 60, "needs": 12, "seed": 4, "periods": 2, "consent": 30}}
  ],
  "scenarios": ["pandemic-25"],
  "seeds": 3,
  "variants": [
    {"name": "base", "edits": []},
    {"name": "alone", "edits": [{"kind": "alone"}]},
    {"name": "without", "edits": [{"kind": "without_convention",
                                   "lender": "VILLE", "borrower": "CCAS"}]},
    {"name": "consents-of-A", "edits": [{"kind": "consents_of", "territory": "A"}]},
    {"name": "price-100000", "edits": [{"kind": "price", "term": "moved", "centi_fte": 100000}]}
  ],
  "gaps": {"essential": 0}, "seconds": 10, "workers": 1
}
END

# bench WORD...: what it says, then its status.
bench()
{
    "$RENFORT" bench "$@" 2>&1
    echo "status $?"
}
# table WORD OPTION...: the rows of one analysis, by commas, quoted text apart.
table()
{
    "$RENFORT" bench analyse "$1" "$work/all.db" --csv - "${@:2}" 2>&1 | sed '1s/^\xef\xbb\xbf//'
}

bench plan "$work/plan.json" -o "$work/sweep" >"$work/said"
bench run "$work/sweep" -q >>"$work/said"
bench merge "$work/sweep" -o "$work/all.db" -q >>"$work/said"
is "$(grep -c 'status 0' "$work/said")" 3 'the sweep is planned, run and merged'
is "$("$RENFORT" bench status "$work/sweep" | grep -o '30 with a plan')" '30 with a plan' \
    'every variant came to a plan, a price that merges levels with gaps too'

table solidarity >"$work/solidarity"
is "$(awk -F, 'NR > 1 { if ($2 == "all") { if (sum - $5 > 0.02 || $5 - sum > 0.02) print; sum = 0 }
    else sum += $5 }' "$work/solidarity")" '' 'the gains of organisations are the gain of all'
is "$(grep -c ',all,' "$work/solidarity")" 2 'each territory has its sum'
is "$(awk -F, '$2 == "all" && $5 < 0' "$work/solidarity")" '' 'nobody is better alone'

is "$(table variants | grep price | cut -d, -f1-3 | sort | xargs)" \
    'A,price-100000,0.00 B,price-100000,0.00' \
    'at a price that nothing is worth nobody moves'
is "$(table variants --territory A | grep consents-of-A | cut -d, -f4)" 0.00 \
    'a territory with its own consents is itself'
is "$(table curve --territory A | sed -n 2p | cut -d, -f2-4)" price-100000,0.00,0.00 \
    'a curve begins where nobody moves'
is "$(table territories | cut -d, -f1 | sort | xargs)" 'A B territory' 'each territory has its rank'
is "$("$RENFORT" bench analyse territories "$work/all.db" --json | head -n 2 | tail -n 1)" \
    '  "format": "renfort-analysis/1",' 'there is JSON'
is "$("$RENFORT" bench analyse solidarity "$work/all.db" --lang fr | grep -c '^  Territoire')" 1 \
    'there is French'
"$RENFORT" bench analyse variants "$work/all.db" --csv "$work/variants.csv"
is "$(sed '1s/^\xef\xbb\xbf//' "$work/variants.csv")" "$(table variants)" \
    'a table is written to a file'

is "$(bench analyse variants "$work/all.db" --figure covrage)" \
    "renfort bench: no job of variant 'base' has what is asked for (figure 'covrage', group '')
status 2" 'a figure that nobody has is named'
is "$(bench analyse ranking "$work/all.db")" \
    "renfort bench: 'ranking' is none of solidarity, variants, curve, territories
status 1" 'an analysis that there is not is named'
is "$(bench analyse variants "$work/plan.json" | tail -n 1)" 'status 2' \
    'a plan is no file of results'
is "$(bench analyse variants | grep -o '.*results')" \
    'renfort bench: analyse needs the name of an analysis and a file of results' \
    'a missing file is told'
tap_end
