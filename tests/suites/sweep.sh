#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sweeps: the same results whatever ran them, in whatever order, however often they were killed; a
# job that goes wrong is recorded as what it is and harms no other; what is merged is what the plans
# say. Through GNU parallel and Slurm too where they are installed (Slurm: and run by root).
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_BUILD:=$PWD/build/release}"
: "${RF_SOAK:=0}"
: "${RF_MODE:=release}"
export RF_BUILD
python=/usr/bin/python3
work=$(mktemp -d) || exit 1
slurm=
cleanup()
{
    [ -z "$slurm" ] || tests/slurm/cluster stop "$slurm"
    rm -rf "$work"
}
trap cleanup EXIT
RANDOM=20201116

if [ ! -x "$RF_BUILD/bench/sweep" ] || [ ! -x "$python" ]; then
    skip 'bench/sweep or python3 is missing' 'sweeps'
    tap_end
fi

bench()
{
    "$RENFORT" bench "$@"
}

# All of a file of results but how long it took.
dump()
{
    "$python" -c 'import sqlite3, sys
for line in sqlite3.connect(sys.argv[1]).iterdump():
    if not line.startswith("INSERT INTO \"run\""):
        print(line)' "$1"
}

# merged DIR: its results, to compare.
merged()
{
    bench merge "$1" -o "$1.db" --csv "$1.csv" --quiet && dump "$1.db" && cat "$1.csv"
}

# ids DIR: one a line, in order.
ids()
{
    sed 's/^{"id": "\([0-9a-f]*\)".*/\1/' "$1/jobs.jsonl"
}

# ask FILE SQL
ask()
{
    "$python" -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print(*row)' "$1" "$2"
}

cat >"$work/sweep.json" <<'END'
{
  "name": "small",
  "territories": [{"name": "fixed", "generate": {"agents": 60, "needs": 5, "seed": 3}},
                  {"name": "drawn", "generate": {"agents": 60, "needs": 5}}],
  "scenarios": ["pandemic-25", "flood"],
  "seeds": 2,
  "variants": [{"name": "base", "edits": []},
               {"name": "short", "edits": [{"kind": "max_periods_away", "periods": 2}]}],
  "seconds": 200, "deadline": 600, "memory_mib": MEMORY, "draws": 5
}
END
# The sanitizers take address space without measure.
memory=512
[ "$RF_MODE" = asan ] && memory=$((1 << 26))
sed -i "s/MEMORY/$memory/" "$work/sweep.json"
plan() # DIR
{
    bench plan "$work/sweep.json" -o "$work/$1" --quiet
}

# ---- undisturbed ----

said=$(plan calm 2>&1)
is "$? $said" '0 ' 'a sweep is planned'
jobs=$(wc -l <"$work/calm/jobs.jsonl")
is "$jobs $(ids "$work/calm" | sort -u | wc -l)" '16 16' 'one job a line, each with its own id'
bench status "$work/calm" >/dev/null
is "$?" 3 'status: some jobs have no result yet'
said=$(bench run "$work/calm" --workers 2 2>&1)
is "$? $said" '0 renfort bench: 16 jobs run, each has its result' 'all are run'
is "$(bench status "$work/calm" --json | "$python" -c 'import json, sys
status = json.load(sys.stdin)
print(status["jobs"], status["missing"], status["optimal"], sum(status["failures"].values()))')" \
    '16 0 16 0' 'and all are solved'
is "$(find "$work"/calm/{results,plans,work} -perm /077)" '' \
    'what counts single persons is for its owner alone'
merged "$work/calm" >"$work/calm.all"
is "$?" 0 'the results are merged'
is "$(ask "$work/calm.db" 'SELECT count(*), count(DISTINCT id) FROM job')" '16 16' \
    'each job is there once'
is "$(ask "$work/calm.db" "SELECT count(DISTINCT job) FROM figure WHERE name = 'coverage'")" 16 \
    'with its key figures'
is "$(ask "$work/calm.db" 'SELECT count(*) > 0, min(people) > 0 FROM cell')" '1 1' \
    'and its tables'
is "$(ask "$work/calm.db" 'SELECT count(*), min(seconds) > 0, min(peak_kib) > 0 FROM run')" \
    '16 1 1' 'and what it took, apart'
is "$(ask "$work/calm.db" "SELECT count(*) FROM (SELECT DISTINCT value FROM level, job
    WHERE job = id AND territory = 'drawn' AND scenario = 'pandemic-25' AND variant = 'base'
    AND name = 'vital')")" 2 'another seed is another territory where none is fixed'

# A job is a function: the same by itself as among others.
plan alone
first=$(ids "$work/alone" | head -1)
bench run "$work/alone" --job "$first"
is "$(sed '/"run"/d' "$work/alone/results/$first.json" |
    cmp - <(sed '/"run"/d' "$work/calm/results/$first.json") && echo same)" same \
    'one job alone has the same result'

# Two at once: who comes second waits, and finds its result.
printf '#!/bin/sh\necho x >>"%s"\nsleep 1\nexec "%s" "$@"\n' "$work/begun" "$RF_BUILD/bench/sweep" \
    >"$work/slow"
chmod +x "$work/slow"
plan twice
for i in 1 2; do
    bench run "$work/twice" --job "$first" --program "$work/slow" &
done
wait
is "$(wc -l <"$work/begun") $(ls "$work/twice/results" "$work/twice/plans" | grep -c json)" '1 2' \
    'two runners of one job solve it once'
is "$(ls "$work/twice/work")" '' 'and leave no lock'

# ---- killed ----

plan killed
times=3
[ "$RF_SOAK" = 1 ] && times=40
for ((i = 0; i < times; i++)); do
    "$RENFORT" bench resume "$work/killed" --workers 2 --quiet 2>/dev/null &
    victim=$!
    sleep "0.$((200 + RANDOM % 700))"
    kill -9 "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
done
left=1
for ((i = 0; i < 50 && left > 0; i++)); do
    left=$(grep -laE "$work/[k]illed" /proc/[0-9]*/cmdline 2>/dev/null | wc -l)
    [ "$left" -gt 0 ] && sleep 0.1
done
is "$left" 0 "no job outlives the sweep that was killed"
touch "$work/killed/work/.renfort-1-0.tmp" "$work/killed/results/.renfort-1-0.tmp"
bench resume "$work/killed" --workers 2 --quiet
merged "$work/killed" >"$work/killed.all"
is "$(cmp "$work/calm.all" "$work/killed.all" && echo same)" same \
    "killed $times times and resumed: the same as undisturbed"
is "$(find "$work/killed/results" "$work/killed/plans" "$work/killed/work" -type f |
    sed 's/.*[.]//' | sort | uniq -c | tr -d ' ')" 32json \
    'one result and one plan a job, and nothing else'
is "$(bench resume "$work/killed" 2>&1)" 'renfort bench: 0 jobs run, each has its result' \
    'nothing is left to resume'

# Stopped as a person does.
plan stopped
"$RENFORT" bench run "$work/stopped" --workers 1 2>"$work/said" &
victim=$!
for ((i = 0; i < 600; i++)); do # until it has begun
    [ -n "$(ls "$work/stopped/work")" ] && break
    sleep 0.05
done
kill -TERM "$victim"
wait "$victim"
is "$?" 3 'a sweep that is stopped says that jobs are missing'
bench resume "$work/stopped" --workers 2 --quiet
is "$(merged "$work/stopped" | cmp - "$work/calm.all" && echo same)" same 'and goes on'

# Watched by a person.
plan watched
has "$(script -qec "'$RENFORT' bench run '$work/watched' --workers 2" /dev/null)" \
    ' of 16 jobs, 2 at once, ' 'a terminal shows how far it is'
has "$(script -qec "'$RENFORT' bench run '$work/watched' --again" /dev/null)" '0 jobs run' \
    'and what there was to do'

# ---- jobs that go wrong ----

wrong_jobs()
{
    plan wrong
    sed -i '2s/"deadline": 600/"deadline": 2/' "$work/wrong/jobs.jsonl" # of the one that hangs
    bench run "$work/wrong" --workers 2 --quiet --program tests/support/misbehave
    is "$?" 0 'jobs that go wrong stop nothing'
    bench merge "$work/wrong" -o "$work/wrong.db" --csv "$work/wrong.csv" --quiet
    is "$(for id in $(ids "$work/wrong" | head -8); do
        ask "$work/wrong.db" "SELECT failure, replace(detail, char(10), ' ') FROM job
            WHERE id = '$id'" | sed 's/^breach [0-9]*: .*/breach/'
    done)" 'crash signal SIGABRT
time ended at its limit of 2 s
memory ended at its limit of 512 MiB
breach
breach
error its plan cannot be read: this is not a JSON value
error status 9: it is bey?ond me
error its plan cannot be read: the file ends where a value is expected' \
    'each is recorded as what it is'
    ids "$work/wrong" | tail -8 >"$work/good"
    for sweep in calm wrong; do
        grep -Ff "$work/good" "$work/$sweep.csv" >"$work/$sweep.good"
    done
    is "$(cmp "$work/calm.good" "$work/wrong.good" && echo same)" same \
        'the others are as if nothing had been'
    is "$(ls "$work/wrong/plans" | wc -l)" 8 'a plan that cannot be believed is not kept'
    sed -i 's/"deadline": 2,/"deadline": 600,/' "$work/wrong/jobs.jsonl"
    bench run "$work/wrong" --again --workers 2 --quiet
    is "$(merged "$work/wrong" | cmp - "$work/calm.all" && echo same)" same \
        'run again without the fault, they are as the others'

    printf '#!/bin/sh\n{ echo [; yes 0, | head -c 60000000; echo 0]; } >"$4"\n' >"$work/bloat"
    chmod +x "$work/bloat"
    plan huge
    bench run "$work/huge" --job "$first" --program "$work/bloat"
    has "$? $(cat "$work/huge/results/$first.json")" \
        '"error", "detail": "its plan is not judged within its limit of memory"' \
        'who judges a plan is held to the limits of its job'
}
if [ "$RF_MODE" = asan ]; then
    skip 'the sanitizers cannot be held to a limit of memory' 'jobs that go wrong'
else
    wrong_jobs
fi

# A full disk is no fault of the job.
printf '#!/bin/sh\necho "renfort bench: the disk is full" >&2\nexit 4\n' >"$work/refused"
chmod +x "$work/refused"
plan full
said=$(bench run "$work/full" --job "$first" --program "$work/refused" 2>&1)
has "$? $said" "4 renfort bench: job $first could not be run, it is still to be done: the disk" \
    'a job that the system refused is still to be done'
is "$(ls "$work/full/results")" '' 'and has no result'

# What was planned is what is run.
plan changed
printf 'A-1;\n' >>"$(ls -d "$work"/changed/territories/fixed-*)/agents.csv"
bench run "$work/changed" --job "$(ids "$work/changed" | head -1)"
has "$(cat "$work"/changed/results/*.json)" \
    '"failure": "input", "detail": "fixed is no longer what it was when the sweep was planned"' \
    'files that have changed since are told'

# A machine that does not see the files knows nothing of the job.
plan away
mv "$work/away/territories" "$work/away/elsewhere"
said=$(bench run "$work/away" --job "$first" 2>&1)
has "$? $(ls "$work/away/results") $said" '4  renfort bench: ' \
    'files that are not there leave the job to be done'

# ---- what is refused when results are merged ----

# refused WHAT WHY DIR...: after one file was changed.
refused()
{
    local what=$1 why=$2 said
    shift 2
    said=$(bench merge "$@" -o "$work/no.db" 2>&1)
    is "$? $(ls "$work/no.db" 2>/dev/null)" '2 ' "merge refuses $what"
    has "$said" "$why" "and says so ($what)"
}
fresh()
{
    rm -rf "$work/forged"
    cp -R "$work/calm" "$work/forged"
    result=$work/forged/results/$first.json
}
fresh
sed -i 's/\("name": "coverage", "group": "", "value": \)[0-9.]*/\11/' "$result"
refused 'a figure that is not its plan'\''s' 'is not what its job and its plan say' "$work/forged"
fresh
sed -i '0,/"value": [0-9]*/s//"value": 0/; 0,/"bound": [0-9]*/s//"bound": 0/' \
    "$work/forged/plans/$first.json"
refused 'a plan with a breach' 'its plan does not stand: ' "$work/forged"
fresh
rm "$work/forged/plans/$first.json"
refused 'a result without its plan' 'its plan does not stand: ' "$work/forged"
fresh
sed -i 's/"version": "[^"]*"/"version": "0.0.1 older"/' "$result"
refused 'a result of another version' 'was made by another version' "$work/forged"
fresh
sed 's/"version": "[^"]*"/"version": "0.0.1 older"/' "$result" \
    >"$work/forged/results/00000000000000000000000000000000.json"
refused 'another version'\''s result of no job' 'was made by renfort 0.0.1 older, this is' \
    "$work/forged"
fresh
cp "$result" "$work/forged/results/$(ids "$work/calm" | sed -n 2p).json"
refused 'the result of another job' 'is the result of another job' "$work/forged"
refused 'a job with two results' " has a result in $work/calm and another in $work/killed" \
    "$work/calm" "$work/killed"

# Two machines without a common disk: half each.
fresh
cp -R "$work/calm" "$work/half"
for id in $(ids "$work/calm" | head -7); do rm "$work/forged/results/$id.json"; done
for id in $(ids "$work/calm" | tail -9); do rm "$work/half/results/$id.json"; done
bench merge "$work/forged" "$work/half" -o "$work/both.db" --csv "$work/both.csv" --quiet
is "$({ dump "$work/both.db"; cat "$work/both.csv"; } | cmp - "$work/calm.all" && echo same)" same \
    'two folders with half of the results each are one sweep'

said=$(bench merge "$work/half" -o "$work/some.db" --quiet 2>&1)
is "$? $said" '3 renfort bench: warning: 9 of 16 jobs have no result yet' \
    'a sweep with jobs missing is merged, and says so'
is "$(ask "$work/some.db" 'SELECT count(*) FROM job')" 7 'what there is, is there'

# A name that a spreadsheet would take for a formula.
cp -R tests/data/mini "$work/mini"
sed -i '2,$s/^\([^,;]*[,;]\)[^,;]*/\1=1+1/' "$work/mini/sites.csv"
cat >"$work/mini.json" <<END
{"name": "mini", "territories": [{"name": "mini", "folder": "mini"}],
 "scenarios": [{"name": "mini", "file": "mini/scenario.json"}], "seeds": [0], "seconds": 200,
 "memory_mib": $memory}
END
bench plan "$work/mini.json" -o "$work/tiny" --quiet
bench run "$work/tiny" --quiet
merged "$work/tiny" >/dev/null
is "$(grep -c "commune,'=1+1" "$work/tiny.csv") $(grep -c 'commune,=' "$work/tiny.csv")" '1 0' \
    'the table holds no formula'
"$RENFORT" solve "$work/mini" "$work/mini/scenario.json" -o "$work/mini-plan.json" --quiet \
    --reproducible >/dev/null
is "$("$python" -c 'import json, sys
a, b = (json.load(open(name)) for name in sys.argv[1:])
print(a["objectives"] == b["objectives"])' "$work/mini-plan.json" "$work"/tiny/plans/*.json)" True \
    'seed 0 without a variant is what renfort solve makes of the files'

# ---- faults of the plan ----

printf '%s\n' '{"name": "x", "territories": [{"name": "a", "generate": {"agents": 5, "oddity": 3}}],
 "scenarios": ["flood"], "seeds": 1}' >"$work/odd.json"
said=$(bench plan "$work/odd.json" -o "$work/odd" 2>&1)
has "$? $said" '2 renfort bench: territory a: ' 'what the generator refuses is said'
said=$(bench plan "$work/sweep.json" 2>&1)
is "$? $said" "1 renfort bench: -o is needed; see 'renfort bench --help'" 'what is missing is named'
said=$(bench emit "$work/calm" --engine cloud 2>&1)
is "$? $said" "2 renfort bench: --engine: 'cloud' is none of local, parallel, slurm" \
    'an engine that is not known is named'

# ---- other engines ----

has "$(bench emit "$work/calm" --engine slurm --workers 3)" "--mem=$((3 * (2 * memory + 512)))M" \
    'a task has memory for the two processes of each of its jobs'

plan local
bench emit "$work/local" --engine local >"$work/local.sh"
sh "$work/local.sh" --quiet --workers 2
is "$(merged "$work/local" | cmp - "$work/calm.all" && echo same)" same 'the local script: the same'

if command -v parallel >/dev/null; then
    plan 'parallel one'
    bench emit "$work/parallel one" --engine parallel --workers 2 >"$work/parallel.sh"
    HOME=$work sh "$work/parallel.sh" --will-cite >/dev/null 2>&1 &
    victim=$!
    sleep 1.5
    kill -TERM "$victim"
    wait "$victim" 2>/dev/null
    left=1 # what parallel had begun ends by itself
    for ((i = 0; i < 100 && left > 0; i++)); do
        left=$(grep -laE "$work/[p]arallel one" /proc/[0-9]*/cmdline 2>/dev/null | wc -l)
        [ "$left" -gt 0 ] && sleep 0.1
    done
    HOME=$work sh "$work/parallel.sh" --will-cite >/dev/null 2>"$work/errors"
    is "$?" 0 'GNU parallel runs it, stopped once in the middle'
    is "$(merged "$work/parallel one" | cmp - "$work/calm.all" && echo same)" same \
        'through GNU parallel: the same'
    rm "$work/parallel one/results/$first.json" # as a job that was planned since, at that place
    HOME=$work sh "$work/parallel.sh" --will-cite >/dev/null 2>&1
    is "$(ls "$work/parallel one/results" | wc -l)" 16 \
        'what has no result is run, whatever the log remembers'
else
    skip 'parallel is not installed' 'through GNU parallel: the same'
fi

# The array's third of tasks that is cancelled, running or waiting, is done by a second array.
through_slurm()
{
    local array
    # Two at once, so that some still wait when they are cancelled.
    export SLURM_CONF=$slurm/slurm.conf
    plan queue
    bench emit "$work/queue" --engine slurm --jobs-a-task 2 >"$work/queue.sh"
    cd "$work/queue" || return
    array=$(sbatch --parsable --array=0-7%2 "$work/queue.sh")
    sleep 0.5
    scancel "${array}_[1,6,7]"
    for ((i = 0; i < 600; i++)); do
        [ -z "$(squeue -h)" ] && break
        sleep 0.5
    done
    cd - >/dev/null || return
    bench status "$work/queue" >"$work/said"
    is "$?" 3 'a third of the tasks was cancelled'
    cd "$work/queue" && array=$(timeout 300 sbatch --wait --parsable "$work/queue.sh")
    is "$?" 0 'the same script does the rest'
    cd - >/dev/null || return
    is "$(merged "$work/queue" | cmp - "$work/calm.all" && echo same)" same \
        'through Slurm: the same'
    is "$(grep -c "JobState=COMPLETED.* ArrayJobId=$array " "$slurm/completed")" 8 \
        "Slurm's own account of it: 8 tasks completed"
}
if [ "$RF_MODE" = asan ]; then
    skip 'the sanitizers ask for more memory than any node has' 'through Slurm: the same'
elif tests/slurm/cluster start "$work/slurm" 2>"$work/errors"; then
    slurm=$work/slurm
    through_slurm
else
    skip "$(head -1 "$work/errors")" 'through Slurm: the same'
fi
tap_end
