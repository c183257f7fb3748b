#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A decision in decisions.csv and in the database: killed, refused by the disk and taken back at
# each step between the two, and at random moments (12; RF_SOAK=1: 500). Nothing half done is
# untold.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
: "${RENFORT:=$PWD/build/release/renfort}"
: "${RF_SOAK:=0}"
: "${CC:=gcc}"
RENFORT=$(readlink -f "$RENFORT")
if [ "${RF_MODE:-release}" = asan ]; then
    skip 'the sanitizer must be loaded first' 'decisions in two places'
    tap_end
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
times=12
[ "$RF_SOAK" = 1 ] && times=500
RANDOM=20200316

# What happens to the calls that replace decisions.csv and that commit, by the words of FAULT:
#   before  killed when decisions.csv is about to be replaced      full   that fails
#   after   killed when it was                                     again  the second time it fails
#   commit  the journal cannot be removed, so that nothing is committed
cat >"$work/fault.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static int says(const char *word)
{
    const char *fault = getenv("FAULT");
    return fault != NULL && strstr(fault, word) != NULL;
}

static int ends(const char *text, const char *end)
{
    const size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

int rename(const char *from, const char *to)
{
    static int n;
    int (*real)(const char *, const char *) =
        (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    if (!ends(to, "/decisions.csv"))
        return real(from, to);
    n++;
    if (says("before"))
        raise(SIGKILL);
    if (says("full") || (says("again") && n == 2)) {
        errno = ENOSPC;
        return -1;
    }
    const int result = real(from, to);
    if (says("after"))
        raise(SIGKILL);
    return result;
}

int unlink(const char *path)
{
    int (*real)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
    if (says("commit") && ends(path, "-journal")) {
        errno = EIO;
        return -1;
    }
    return real(path);
}
C
"$CC" -shared -fPIC -o "$work/fault.so" "$work/fault.c" -ldl || exit 1

cp -R tests/data/mini "$work/start"
printf 'agent,need,from,to,decision,author,reason\nA-4,CARE,,,forbid,HR,\n' \
    >"$work/start/decisions.csv"
cd "$work" || exit 1
"$RENFORT" crisis open flood --db start.db --quiet
ln -s start mini
"$RENFORT" solve mini mini/full.json --quiet --reproducible --db start.db || exit 1
rm mini
entries=4 # crisis, territory, scenario, plan

# A fresh territory and database.
fresh()
{
    rm -rf mini town.db* && cp -R start mini && cp start.db town.db && cp start.db.key town.db.key
}

# with FAULT COMMAND...: what it says goes to said, its status to status.
with()
{
    local fault=$1
    shift
    {
        FAULT=$fault LD_PRELOAD=$work/fault.so "$RENFORT" "$@" --db town.db >said 2>&1
        status=$?
    } 2>/dev/null # where bash says that it was killed
}
decide()
{
    with "$1" decide mini mini/full.json plan.json refuse --agent A-5 --need MEALS --author HR
}

# The log is whole and has that many entries, the database is whole.
log_is()
{
    "$RENFORT" log verify --db town.db >verified 2>&1 &&
        "$RENFORT" db check --db town.db >>verified 2>&1
    is "$?" 0 "$2: log and database are whole"
    is "$("$RENFORT" log show --db town.db | wc -l)" "$1" "$2: $1 entries"
}
csv_is_old()
{
    cmp start/decisions.csv mini/decisions.csv >differ 2>&1
    is "$?" 0 "$1: decisions.csv is as it was, to the byte"
}

fresh
decide none
is "$status" 0 'a decision is recorded'
log_is $((entries + 1)) 'a decision'
has "$("$RENFORT" log show --db town.db | tail -1)" 'HR            flood: decision refuse' \
    'the log says who decided what'
is "$(grep -c '#1 refuse' mini/decisions.csv)" 1 'decisions.csv has it'
with none decide mini list
is "$(grep -c warning said)" 0 'both hold the same'

fresh
decide before
is "$status" 137 'killed before decisions.csv is replaced'
is "$(grep -c '#1' mini/decisions.csv)" 0 'killed before: decisions.csv has nothing of it'
log_is "$entries" 'killed before'
with none decide mini list
is "$(grep -c warning said)" 0 'killed before: both hold the same'

fresh
decide after
is "$status" 137 'killed between decisions.csv and the commit'
is "$(cat said)" '' 'killed between: nothing was acknowledged'
is "$(grep -c '#1 refuse' mini/decisions.csv)" 1 'killed between: decisions.csv has it'
log_is "$entries" 'killed between'
with none decide mini list
has "$(cat said)" 'mini holds decisions that town.db does not: 1' 'killed between: list tells'
decide none
has "$(cat said)" 'mini holds decisions that town.db does not: 1' 'killed between: decide tells'
log_is "$entries" 'killed between, decided again'
with none decide mini undo --number 1
is "$status" 0 'killed between: undo takes it back'
has "$(cat said)" 'town.db had no decision 1' 'killed between: undo says where it was not'
csv_is_old 'killed between, undone'
decide none
log_is $((entries + 1)) 'killed between, undone, decided'

fresh
decide full
is "$status" 4 'no room for decisions.csv'
csv_is_old 'no room for decisions.csv'
log_is "$entries" 'no room for decisions.csv'

fresh
decide commit
is "$status" 4 'the commit fails'
has "$(cat said)" 'Nothing was recorded.' 'the commit fails: that is said'
csv_is_old 'the commit fails'
log_is "$entries" 'the commit fails'

fresh
decide commit,again
is "$status" 4 'neither the commit nor its undoing'
has "$(cat said)" 'decision 1 is in mini/decisions.csv, and not in town.db' \
    'neither the commit nor its undoing: what is where is said'
log_is "$entries" 'neither the commit nor its undoing'

fresh
decide none
with after decide mini undo --number 1 --author ANNA
is "$status" 137 'an undo is killed between'
with none decide mini list
has "$(cat said)" 'town.db holds decisions that mini does not: 1' 'an undo is killed: list tells'
log_is $((entries + 1)) 'an undo is killed'
with none decide mini undo --number 1 --author ANNA
is "$status" 0 'an undo is finished by a second one'
log_is $((entries + 2)) 'an undo is finished'
csv_is_old 'an undo is finished'

fresh
decide none
with commit decide mini undo --number 1
is "$status" 4 'the commit of an undo fails'
has "$(cat said)" 'decision 1 is no longer in mini, and still in town.db' \
    'the commit of an undo fails: what is where is said'
with none decide mini undo --number 1
log_is $((entries + 2)) 'the commit of an undo failed, given again'

# A mission that was accepted ends early: the earlier decision goes and the new one comes, at once.
finish()
{
    with "$1" decide mini mini/full.json plan.json end --agent A-2 --need CARE --to 2026-01-18 \
        --author HR
}
accepted()
{
    fresh
    with none decide mini mini/full.json plan.json accept --agent A-2 --need CARE --author HR
    cp mini/decisions.csv accepted.csv
}
csv_is_accepted()
{
    cmp accepted.csv mini/decisions.csv >differ 2>&1
    is "$?" 0 "$1: decisions.csv is as it was, to the byte"
}

accepted
finish none
is "$status" 0 'an end'
has "$(cat said)" 'decision 1 no longer keeps A-2 at CARE' 'an end: what it supersedes is said'
log_is $((entries + 6)) 'an end' # accept and its mission, undo, two rows, the mission
is "$(grep -c '#1 ' mini/decisions.csv) $(grep -c '#2 end' mini/decisions.csv)" '0 2' \
    'an end: decisions.csv has it instead of the first'
with none decide mini undo --number 2 --author HR
csv_is_old 'an end, undone'

for fault in before full commit; do
    accepted
    finish "$fault"
    is "$((status == 137 || status == 4))" 1 "an end, fault $fault: status $status"
    csv_is_accepted "an end, fault $fault"
    log_is $((entries + 2)) "an end, fault $fault"
    with none decide mini list
    is "$(grep -c warning said)" 0 "an end, fault $fault: both hold the same"
done

accepted
finish after
is "$status" 137 'an end, killed between'
log_is $((entries + 2)) 'an end, killed between'
with none decide mini list
has "$(cat said)" 'mini holds decisions that town.db does not: 2' 'an end, killed between: told'
has "$(cat said)" 'town.db holds decisions that mini does not: 1' 'an end, killed between: both'

fresh
with none decide mini mini/full.json plan.json accept --unit LIB --author HR
finish after
with none decide mini undo --number 2 --author HR
with none decide mini list
has "$(cat said)" 'town.db holds decisions that mini does not: 1' \
    'an end of one of several, killed between and undone: the row that is gone is told'

accepted
finish commit,again
is "$status" 4 'an end, neither the commit nor its undoing'
has "$(cat said)" 'decision 2 is in mini/decisions.csv, and not in town.db' \
    'an end, neither the commit nor its undoing: what is where is said'

# Every write is refused: a full disk as the database meets it.
fresh
(
    trap '' XFSZ
    ulimit -f 0
    "$RENFORT" decide mini mini/full.json plan.json refuse --agent A-5 --need MEALS --author HR \
        --db town.db 2>&1 | cat >/dev/null
    exit "${PIPESTATUS[0]}"
)
is "$?" 4 'a full disk'
csv_is_old 'a full disk'
log_is "$entries" 'a full disk'

# Lists that came back are recorded in the same two steps: two lines, three rows.
"$RENFORT" review export mini mini/full.json plan.json -o lists --quiet
sed -i -e '/^LIB,A-1,/s/,,,,\r/,refuse,,,\r/' -e '/^LIB,A-3,/s/,,,,\r/,propose,,A-4,\r/' \
    lists/review/LIB.csv
import()
{
    with "$1" review import mini mini/full.json plan.json lists/review/LIB.csv
}

fresh
import none
is "$status" 0 'a list is recorded'
log_is $((entries + 4)) 'a list' # three rows, and the mission of who goes instead
is "$(grep -c '#[12] ' mini/decisions.csv)" 3 'decisions.csv has its rows'
with none decide mini list
is "$(grep -c warning said)" 0 'a list: both hold the same'

fresh
import before
is "$status" 137 'a list, killed before decisions.csv is replaced'
csv_is_old 'a list, killed before'
log_is "$entries" 'a list, killed before'

fresh
import after
is "$status" 137 'a list, killed between'
log_is "$entries" 'a list, killed between'
with none decide mini list
has "$(cat said)" 'mini holds decisions that town.db does not: 1, 2' 'a list, killed between: told'

for fault in full commit; do
    fresh
    import "$fault"
    is "$status" 4 "a list, fault $fault"
    csv_is_old "a list, fault $fault"
    log_is "$entries" "a list, fault $fault"
done

# The same inputs are there already: only the plan is put.
fresh
with commit solve mini mini/full.json --quiet --reproducible -o other.json
is "$status" 4 'a plan that cannot be kept'
has "$(cat said)" 'the plan was written, and is not in town.db' 'a plan that cannot be kept: said'
cmp plan.json other.json
is "$?" 0 'a plan that cannot be kept is written all the same'
log_is "$entries" 'a plan that cannot be kept'

fresh
recorded=0 half=0 good=1
for ((i = 0; i < times; i++)); do
    (exec "$RENFORT" decide mini mini/full.json plan.json accept --unit LIB --author HR \
        --db town.db >said 2>&1) &
    job=$!
    sleep "0.$((RANDOM % 2))$((RANDOM % 10))"
    kill -9 "$job" 2>/dev/null
    wait "$job" 2>/dev/null
    told=$(grep -c 'is in town.db' said)
    "$RENFORT" log verify --db town.db >verified 2>&1 || good=0
    "$RENFORT" decide mini list --db town.db >said 2>&1 || good=0
    number=$(sed -n 's/.*#\([0-9]*\) accept.*/\1/p' mini/decisions.csv | head -1)
    if grep -q 'mini holds decisions that town.db does not' said; then
        half=$((half + 1))
        [ "$told" = 0 ] || good=0
    elif grep -q warning said; then
        good=0
    fi
    [ "$told" = 0 ] || recorded=$((recorded + 1))
    [ -z "$number" ] || "$RENFORT" decide mini undo --number "$number" --db town.db >said 2>&1 ||
        good=0
done
is "$good" 1 "$times kills at random: $recorded acknowledged, $half half done and told"
csv_is_old 'killed at random, undone'
tap_end
