#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Packs of results that hold a word in every name, id and comment (tests/support/sweeps.c): the word
# is in no byte of any unpacked file, spreadsheets take no cell for a formula, the bounds are those
# that SciPy's linear programs find, and a zip that was made to do harm is refused.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_BUILD:=$PWD/build/release}"
renfort=$(readlink -f "$RENFORT")
results=$(readlink -f "$RF_BUILD/tests/test_pack")
[ -x "$renfort" ] && [ -x "$results" ] ||
    { echo 'Bail out! renfort or test_pack is not built'; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LANGUAGE LC_MESSAGES LANG NO_COLOR RENFORT_DATA
export LC_ALL=C.UTF-8 COLUMNS=80
cd "$work" || exit 1

version=$("$renfort" version | sed -n 's/^renfort //p;s/^commit *//p' | paste -sd' ')
"$results" --results one.db "$version" zqx-town zqx-port &&
    "$results" --results two.db "$version" zqx-lake &&
    "$results" --results old.db '0.0.1 0123456789ab' zqx-lake
is $? 0 'results are there'
"$renfort" pack old.db -o old.zip 2>said
is $? 2 'results of another version make no pack'
has "$(cat said)" "made by renfort 0.0.1 0123456789ab, and this is $version" 'and it is said why'
is "$(ls old.zip 2>/dev/null)" '' 'and nothing is written'
own=(--label 'my own zqx=storm' --label 'no zqx=without' --quiet)
"$renfort" pack one.db -o one.zip --label zqx-town=Brume "${own[@]}"
is $? 0 'they make a pack'
"$renfort" pack two.db -o two.zip --threshold 5 --quiet --label zqx-lake=T1
is $? 0 'and others with another threshold'
"$renfort" pack --merge one.zip two.zip -o both.zip 2>said
is $? 2 'two packs with a territory T1 each are not merged'
has "$(cat said)" "'T1' is in two packs" 'and it is said why'
is "$(ls both.zip 2>/dev/null)" '' 'and nothing is written'
"$renfort" pack two.db -o two.zip --threshold 5 --quiet --label zqx-lake=Lac \
    --label 'my own zqx=storm'
"$renfort" pack one.db -o bare.zip --label zqx-town=Brume --quiet
"$renfort" pack two.db -o plain.zip --label zqx-lake=Lac --quiet
"$renfort" pack --merge bare.zip plain.zip -o both.zip 2>said
is $? 2 'scenarios that were given no label do not'
has "$(cat said)" "'S1' is in two packs" 'and it is said which'
is "$(ls both.zip 2>/dev/null)" '' 'and nothing is written'
rm bare.zip plain.zip
"$renfort" pack --merge one.zip two.zip -o both.zip --quiet
is $? 0 'with another label they are'
"$renfort" pack --check one.zip two.zip both.zip --quiet
is $? 0 'nothing is found against any of the three'
"$renfort" pack one.db -o again.zip --label zqx-town=Brume "${own[@]}"
cmp -s one.zip again.zip
is $? 0 'the same results give the same bytes'
cp one.zip kept.zip
"$renfort" pack missing.db -o one.zip 2>/dev/null
cmp -s one.zip kept.zip
is $? 0 'a failure leaves an existing pack as it was'

/usr/bin/python3 -W ignore - >checks <<'PYTHON'
import csv, io, json, hashlib, zipfile
def say(good, name): print("ok" if good else "not", name, sep="\t")
for pack in "one.zip", "two.zip", "both.zip":
    z = zipfile.ZipFile(pack)
    files = {n: z.read(n) for n in z.namelist()}
    say(not any(b"zqx" in f.lower() for f in files.values()) and
        b"zqx" not in open(pack, "rb").read().lower(), pack + ": no byte tells a name")
    manifest = json.loads(files["manifest.json"])
    say(all(hashlib.sha256(files[f["name"]]).hexdigest() == f["sha256"]
            for f in manifest["files"]) and len(manifest["files"]) == 5, pack + ": digests agree")
    tables = {n: list(csv.DictReader(io.StringIO(f.decode("utf-8-sig"))))
              for n, f in files.items() if n.endswith(".csv")}
    cells = [c for rows in tables.values() for row in rows for c in row.values()]
    say(not any(c[:1] in "=+-@\t" for c in cells if c), pack + ": no cell is a formula")
    say(not any(0 < int(r["people"]) < manifest["threshold"]
                for r in tables["tables.csv"] if r["people"]), pack + ": no small cell is shown")
    say(all(r["high"] == "open" or int(r["high"]) - int(r["low"]) >= manifest["threshold"]
            for r in tables["tables.csv"] if not r["people"]), pack + ": hidden cells span enough")
    say(all(not r["mean"] for r in tables["figures.csv"] if r["state"] != "shown") and
        any(r["state"] == "withheld" for r in tables["figures.csv"]),
        pack + ": a withheld figure has no value")

# The attack once more, by another program, with cells >= 0 only.
import numpy, scipy.optimize
rows = list(csv.DictReader(io.StringIO(
    zipfile.ZipFile("one.zip").read("tables.csv").decode("utf-8-sig"))))
cases = {}
for r in rows:
    cases.setdefault((r["territory"], r["scenario"], r["variant"]), []).append(r)
narrow = same = attacked = 0
for case in list(cases.values())[:3]:
    n = max(int(r["cell"]) for r in case)
    A, b, bounds = [], [], [(0, None)] * n
    for r in case:
        if r["people"]: bounds[int(r["cell"]) - 1] = (int(r["people"]),) * 2
    for table in {r["table"] for r in case}:
        of = [r for r in case if r["table"] == table]
        for side, other in ("row", "column"), ("column", "row"):
            for label in {r[side] for r in of}:
                line = numpy.zeros(n)
                for r in of:
                    if r[side] == label:
                        line[int(r["cell"]) - 1] += -1 if r[other] == "total" else 1
                A.append(line); b.append(0)
    for r in {r["cell"]: r for r in case if not r["people"]}.values():
        cost = numpy.zeros(n); cost[int(r["cell"]) - 1] = 1
        low = scipy.optimize.linprog(cost, A_eq=A, b_eq=b, bounds=bounds)
        high = scipy.optimize.linprog(-cost, A_eq=A, b_eq=b, bounds=bounds)
        attacked += 1
        narrow += low.status != 0 or (high.status != 3 and -high.fun - low.fun < 11 - 1e-6)
        inside = low.fun <= int(r["low"]) + 1e-6 and (high.status == 3 or (
            r["high"] != "open" and -high.fun >= int(r["high"]) - 1e-6))
        same += not inside
say(attacked > 50 and narrow == 0, "SciPy bounds no hidden cell within its protection")
say(same == 0, "SciPy's intervals hold those of the pack")
PYTHON
while IFS=$'\t' read -r good name; do
    is "$good" ok "$name"
done <checks
has "$(cat checks)" "SciPy's intervals" 'every check was made'

# Zips that were made to do harm, each from a good one.
/usr/bin/python3 -W ignore - <<'PYTHON'
import shutil, zipfile
good = zipfile.ZipFile("one.zip")
STORED = zipfile.ZIP_STORED
def make(name, change=lambda n, b: b, extra=(), compress=STORED, comment=b""):
    with zipfile.ZipFile(name, "w", compress) as z:
        for n in good.namelist():
            data = change(n, good.read(n))
            if data is not None:
                z.writestr(zipfile.ZipInfo(n, (1980, 1, 1, 0, 0, 0)), data, compress)
        for n, b in extra: z.writestr(n, b)
        z.comment = comment
make("bad-bomb.zip", lambda n, b: b"0" * (100 << 20) if n == "figures.csv" else b,
     compress=zipfile.ZIP_DEFLATED)
make("bad-path.zip", extra=[("../../evil.txt", "x")])
make("bad-absolute.zip", extra=[("/tmp/evil.txt", "x")])
make("bad-twice.zip", extra=[("figures.csv", "x")])
make("bad-missing.zip", lambda n, b: None if n == "codebook.md" else b)
make("bad-comment.zip", comment=b"written by Jeanne")
make("bad-note.zip", lambda n, b: b + b"asked by Jeanne\r\n" if n == "figures.csv" else b)
make("bad-manifest.zip", lambda n, b: b.replace(b'"format"', b'"author": "Jeanne", "format"')
     if n == "manifest.json" else b)
make("bad-threshold.zip", lambda n, b: b.replace(b'"threshold": 11', b'"threshold": 4')
     if n == "manifest.json" else b)
make("bad-codebook.zip", lambda n, b: b.replace(b"Codebook", b"Jeanne's")
     if n == "codebook.md" else b)
with open("bad-before.zip", "wb") as f: f.write(b"Jeanne" + open("one.zip", "rb").read())
with open("bad-after.zip", "wb") as f: f.write(open("one.zip", "rb").read() + b"Jeanne")
PYTHON
for bad in bad-*.zip; do
    timeout 60 "$renfort" pack --check "$bad" >out 2>said
    is $? 2 "$bad is refused"
    has "$(cat said)" "$bad: " "$bad: it is said why"
done
is "$(ls -d ../evil.txt ../../evil.txt /tmp/evil.txt 2>/dev/null)" '' \
    'nothing was unpacked anywhere'
tap_end
