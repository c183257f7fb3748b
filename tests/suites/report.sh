#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report as a reader's browser shows it: of one plan (in French), of three side by side and of
# a sweep. tests/report/check.mjs opens each in Chromium: nothing on the console, no request,
# axe-core finds nothing in either theme with tables open or closed, each chart is drawn and draws
# the numbers of its table, nothing scrolls sideways at 200 % or on a telephone. Without node, npm,
# a registry or Chromium that part is skipped. What needs no browser is looked at here.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
here=$PWD
: "${RENFORT:=$here/build/release/renfort}"
: "${RF_BUILD:=$here/build/release}"
renfort=$(readlink -f "$RENFORT")
[ -x "$renfort" ] || { echo "Bail out! $RENFORT is not built"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LANGUAGE LC_MESSAGES LANG NO_COLOR RENFORT_DATA
export LC_ALL=C.UTF-8 COLUMNS=80
cp -r data/demo "$work/demo"
cp tests/data/look.json "$work/demo"
cp -r tests/data/mini "$work/mini"
cd "$work" || exit 1

"$renfort" solve demo demo/look.json -o look.json --quiet --reproducible
is $? 0 'the demonstration territory is solved'
"$renfort" report demo demo/look.json look.json -o plan.html --lang fr --quiet
is $? 0 'a plan has a report'

# Two more plans of a small territory whose names are hostile.
hostile='</script><script>alert(1)</script><img src=x onerror=alert(2)>'
sed -i "s|Bedside help|$hostile|" mini/needs.csv
sed -i "s|Hospital of Brume|<b>Hospital</b> \& 'co'|" mini/organisations.csv
"$renfort" solve mini mini/full.json -o full.json --quiet --reproducible
"$renfort" solve mini -o '<i>plan&.json' --quiet --reproducible
"$renfort" report mini full.json '<i>plan&.json' full.json -o plans.html --quiet
is $? 0 'plans side by side have a report'
is "$(grep -c '<script' plans.html) $(grep -c '<img' plans.html) $(grep -c '<i>plan' plans.html)" \
    '3 0 0' 'names stay text: the scripts are the data, the charts and the page'"'s own"
has "$(cat plans.html)" '&lt;/script&gt;&lt;script&gt;alert(1)' 'a hostile name is shown as it is'
has "$(cat plans.html)" '\u003c/script\u003e\u003cscript\u003ealert(1)' 'and so in the data block'

"$renfort" report mini full.json -o again.html --quiet
"$renfort" report mini full.json -o once.html --quiet
is "$(cmp again.html once.html 2>&1)" '' 'the same plan gives the same bytes'
is "$(grep -oE 'https?://[^" ]*' once.html | sort -u | grep -vE '^http://www\.(w3|apache)\.org/' |
    grep -vxF 'https://www.apache.org/).')" '' 'no address but of formats and licences is in it'
# Ids of agents in tests/data/mini are A-1 to A-8.
is "$(sed '/^<script>\/\*!/,/<\/script>/d' once.html | grep -cE 'A-[1-8]\b')" 0 'no agent is named'
is "$(sed -n 's/^.*"agent": "\([^"]*\)".*$/\1/p' look.json | sort -u | grep -cFf - plan.html)" 0 \
    'no agent is named in the report of a larger plan'

# The policy lets in these two scripts and no other.
python3 - plan.html >policy <<'PYTHON'
import base64, hashlib, re, sys
page = open(sys.argv[1], "rb").read()
said = set(re.findall(rb"'sha256-([^']+)'", page.split(b"<style>")[0]))
scripts = re.findall(rb"<script>(.*?)</script>", page, re.S)
print(said == {base64.b64encode(hashlib.sha256(s).digest()) for s in scripts} and len(said) == 2)
PYTHON
is "$(cat policy)" True 'the policy has the hashes of both scripts'
is "$(cd "$here/data/report" && sha256sum --check --quiet echarts.min.js.sha256 2>&1)" '' \
    'the charts are those that were built'

# A file that is no plan, and a result that would be written over.
"$renfort" report mini full.json -o full.json 2>said
is "$? $(grep -c 'would write over' said)" '1 1' 'the report takes the place of no plan'

# A sweep of a few small jobs.
cat >sweep.json <<'JSON'
{"name": "small", "seconds": 1, "draws": 10, "seeds": [1, 2, 3],
 "territories": [{"name": "Brume", "generate": {"agents": 60, "seed": 9}},
                 {"name": "Salines", "generate": {"agents": 80, "seed": 3}}],
 "scenarios": [{"name": "look", "file": "short.json"}],
 "variants": [{"name": "base"}, {"name": "alone", "edits": [{"kind": "alone"}]},
              {"name": "absence-20", "edits": [{"kind": "absence", "percent": 20}]},
              {"name": "absence-40", "edits": [{"kind": "absence", "percent": 40}]}]}
JSON
echo '{"name": "short", "start": "2020-03-23", "periods": 3}' >short.json
pages='plan.html plans.html'
if [ -x "$RF_BUILD/bench/sweep" ]; then
    { "$RF_BUILD/bench/sweep" plan sweep.json -o jobs && "$RF_BUILD/bench/sweep" run jobs &&
        "$RF_BUILD/bench/sweep" merge jobs -o sweep.db; } >sweep.log 2>&1
    "$renfort" report sweep.db -o sweep.html --quiet
    is $? 0 'a sweep has a report'
    pages="$pages sweep.html"
else
    skip 'bench/sweep is not built' 'a sweep has a report'
fi

# Where npm's packages for this test are kept: once for all runs of a build.
modules=$RF_BUILD/report/node_modules
installed()
{
    [ -e "$modules/.package-lock.json" ] && return
    mkdir -p "$RF_BUILD/report" || return
    cp "$here"/tests/report/package*.json "$RF_BUILD/report"
    (cd "$RF_BUILD/report" && timeout 120 npm ci --no-audit --no-fund --loglevel=error) \
        >npm.log 2>&1
}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$chromium" ] || ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    skip 'Chromium, node or npm is missing' 'the reports in a browser'
elif ! installed; then
    skip 'npm cannot install tests/report/package.json' 'the reports in a browser'
else
    # shellcheck disable=SC2086
    node "$here/tests/report/check.mjs" "$chromium" "$modules" $pages >browser 2>&1
    status=$?
    is "$status $(grep -c '^ok' browser) $(grep -vc '^ok' browser)" \
        "0 $(sed -n 's/^1\.\.//p' browser) 1" 'the reports in a browser'
    grep -v '^ok' browser | sed 's/^/# /'
    sed -n 's/^ok [0-9]* - /# /p' browser
fi
tap_end
