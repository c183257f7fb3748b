#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The study from one command, killed three times with kill -9 and resumed: the same results as one
# that nobody disturbed, each job exactly once, the same page and pictures to the byte. A sample of
# it; all of it with RF_SOAK=1. RF_STUDY=DIR keeps what is made there.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RF_BUILD:=$PWD/build/release}"
: "${RENFORT:=$RF_BUILD/renfort}"
: "${RF_MODE:=release}"
RENFORT=$(readlink -f "$RENFORT")
export RENFORT RF_BUILD PYTHONDONTWRITEBYTECODE=1
work=${RF_STUDY:-$(mktemp -d)} || exit 1
mkdir -p "$work"
victim=
cleanup()
{
    [ -z "$victim" ] || kill -9 -- "-$victim" 2>/dev/null
    [ -n "${RF_STUDY:-}" ] || rm -rf "$work"
}
trap cleanup EXIT

if [ ! -x "$RF_BUILD/bench/sweep" ] || ! command -v python3 >/dev/null; then
    skip 'bench/sweep or python3 is missing' 'the study'
    tap_end
fi

part=(--sample)
[ "${RF_SOAK:-0}" = 1 ] && part=()
[ "$RF_MODE" = asan ] && part+=(--memory $((1 << 26))) # they take it without measure

# study NAME: it works in $work/NAME and writes its page in $work/NAME/page.
study()
{
    mkdir -p "$work/$1/page"
    bench/study.d/study.py ${part[@]+"${part[@]}"} --out "$work/$1" --to "$work/$1/page" \
        --workers 2 2>"$work/$1/said"
}

# place NAME: the folder of its results.
place() { dirname "$work/$1"/*/*/study.db; }

# results NAME: how many results the folders hold.
results() { find "$work/$1" -path '*/results/*.json' 2>/dev/null | wc -l; }

# dump FILE: all of a file of results but how long it took.
dump()
{
    python3 -c 'import sqlite3, sys
for line in sqlite3.connect(sys.argv[1]).iterdump():
    if not line.startswith("INSERT INTO \"run\""):
        print(line)' "$1"
}

# ids NAME SWEEP: of the jobs that are planned, and of those that have results.
planned() { sed 's/^{"id": "\([0-9a-f]*\)".*/\1/' "$(place "$1")/$2/jobs.jsonl" | sort; }
merged()
{
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("select id from job order by id"):
    print(*row)' "$(place "$1")/$2.db"
}

# but_time FILE: the page without its last paragraph, which says how long it took.
but_time() { sed '/^Time, which is not the same twice/,$d' "$1"; }

study calm
is $? 0 'the study comes from one command'

# ---- killed three times ----

RANDOM=$$
for kill in 1 2 3; do
    mkdir -p "$work/killed/page"
    before=$(results killed)
    setsid bench/study.d/study.py ${part[@]+"${part[@]}"} --out "$work/killed" \
        --to "$work/killed/page" --workers 2 >/dev/null 2>&1 &
    victim=$!
    # At random, counted in results: not before it is at work again, nor near its end.
    enough=$((before + 1 + RANDOM % ($(results calm) / 5 + 1)))
    while kill -0 "$victim" 2>/dev/null && [ "$(results killed)" -lt "$enough" ]; do
        sleep 0.02
    done
    kill -9 -- "-$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    victim=
    echo "# kill $kill: $(results killed) of $(results calm) results"
    last=$(results killed)
done
study killed
is $? 0 'and after three kills it goes on to the end'
is "$((last < $(results calm)))" 1 'the kills came before the end'

for sweep in study levers solidarity; do
    is "$(merged killed $sweep)" "$(planned calm $sweep)" "$sweep: each job exactly once"
    is "$(dump "$(place killed)/$sweep.db" | sha256sum)" \
        "$(dump "$(place calm)/$sweep.db" | sha256sum)" "$sweep: the same results"
    cmp "$(place killed)/$sweep.csv" "$(place calm)/$sweep.csv"
    is $? 0 "$sweep: the same table"
done
is "$(but_time "$work/killed/page/STUDY.md")" "$(but_time "$work/calm/page/STUDY.md")" \
    'the same page'
diff -r "$work/killed/page/study" "$work/calm/page/study"
is $? 0 'the same pictures'
is "$(find "$work/killed" -name '*.new' | wc -l)" 0 'nothing half-written is left'

# ---- what it writes ----

python3 - "$work/calm/page" <<'END'
import pathlib, re, sys, xml.etree.ElementTree as xml
page = pathlib.Path(sys.argv[1])
text = (page / 'STUDY.md').read_text(encoding='utf-8')
shown = re.findall(r'\]\((study/[a-z]+\.svg)\)', text)
drawn = sorted(str(one.relative_to(page)) for one in (page / 'study').iterdir())
assert sorted(shown) == drawn and drawn, (shown, drawn)
for one in drawn:
    assert len(xml.parse(page / one).getroot()) > 8, one
assert not re.search(r'\bnan\b|\bNone\b(?! of)|\{[a-z]', text), 'a number is missing'
heads = [line for line in text.splitlines() if line.startswith('## ')]
assert len(heads) == len(set(heads)) > 10, heads
for rows in re.findall(r'(?:^\|.*\n)+', text, re.M):
    assert len({line.count('|') for line in rows.splitlines()}) == 1, rows
END
is $? 0 'every picture of the page is there and is well-formed, every table has its cells'

heads() { grep -E '^#|^!\[' "$1"; }
is "$(heads bench/STUDY.md)" "$(heads "$work/calm/page/STUDY.md")" \
    'the page that is kept has the sections and pictures of the one that is made'
is "$(ls bench/study/*.svg | xargs -n 1 basename)" "$(ls "$work/calm/page/study")" \
    'and its pictures are there'

# ---- what goes wrong ----

printf '#!/bin/bash\n[ "$1" = report ] && exit 4\nexec %q "$@"\n' "$RENFORT" >"$work/broken"
chmod +x "$work/broken"
cp "$work/calm/page/STUDY.md" "$work/before.md"
RENFORT=$work/broken study calm
is $? 4 'a step that fails ends it with its status'
cmp -s "$work/before.md" "$work/calm/page/STUDY.md"
is $? 0 'and the page stays as it was'

tap_end
