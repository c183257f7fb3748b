#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs every suite, reads its TAP, prints failures in full and one line a suite otherwise.
# The last line is "N passed, N failed[, N skipped]"; the status is 0 only when none failed.
#
# Environment (the Makefile sets it): RENFORT the program, RF_BUILD the build folder, RF_SHARED the
# requirements' folder, RF_ONLY a word: only suites whose name has it, RF_SOAK=1 the long versions,
# RF_JOBS how many unit programs at a time, RF_LIMIT seconds a suite may take.
set -u
cd "$(dirname "$0")/.." || exit 1

: "${RF_BUILD:=$PWD/build/release}"
: "${RENFORT:=$RF_BUILD/renfort}"
: "${RF_SHARED:=../shared}"
: "${RF_ONLY:=}"
: "${RF_SOAK:=0}"
: "${RF_JOBS:=$(nproc)}"
if [ "$RF_SOAK" = 1 ]; then
    : "${RF_LIMIT:=21600}"
elif [ "${RF_MODE:-release}" = release ]; then
    : "${RF_LIMIT:=840}"
else
    : "${RF_LIMIT:=3600}" # sanitizers and -O0 are slow
fi
export RF_BUILD RENFORT RF_SHARED RF_SOAK RF_LIMIT CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:allocator_may_return_null=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
# The suites say themselves when they want French or colours.
unset LANGUAGE NO_COLOR
export LC_ALL=C.UTF-8

RF_RESULTS=$(mktemp -d) || exit 1
export RF_RESULTS
trap 'rm -rf "$RF_RESULTS"' EXIT

# A suite's name is its path without tests/ (or the build folder) and ending.
name_of()
{
    local name=${1#"$RF_BUILD"/tests/}
    name=${name#tests/}
    echo "${name%.sh}"
}

# Runs one suite and leaves what it printed, its status and its time in the results.
run_one()
{
    local name file start
    name=$(name_of "$1")
    file=$RF_RESULTS/${name//\//_}
    start=$(date +%s.%N)
    if [[ $1 == tests/house/* ]]; then
        # These print "ok" or breaches, as people at a terminal want them.
        timeout --foreground -k 10 "$RF_LIMIT" "$1" >"$file.raw" 2>&1
        local status=$?
        {
            [ "$status" -eq 0 ] || printf 'not '
            echo "ok 1 - $name"
            sed 's/^/# /' "$file.raw"
        } >"$file.out"
        echo 0 >"$file.status"
    else
        timeout --foreground -k 10 "$RF_LIMIT" "$1" >"$file.out" 2>&1
        echo $? >"$file.status"
    fi
    awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }' >"$file.time"
}
export -f run_one name_of

# Reads one suite's TAP: "passed failed skipped" and the reason for a failure that has no test.
judge()
{
    awk -v status="$2" -v limit="$RF_LIMIT" '
        /^(not )?ok .*# *SKIP/ { skipped++; next }
        /^ok( |$)/ { passed++; next }
        /^not ok( |$)/ { failed++; next }
        /^1\.\.0( |$)/ { skipped++ }
        /^1\.\.[0-9]+/ { planned += substr($1, 4) }
        END {
            seen = passed + failed + skipped
            if (status == 124) why = "took longer than " limit " s"
            else if (status >= 128) why = "was killed by signal " (status - 128)
            else if (status != 0 && failed == 0) why = "ended with status " status
            else if (seen == 0) why = "ran no test"
            else if (planned > seen) why = "stopped after " seen " of " planned " tests"
            if (why != "") failed++
            print passed + 0, failed + 0, skipped + 0, why
        }' "$1"
}

passed=0 failed=0 skipped=0
report()
{
    local name file p f s why
    name=$(name_of "$1")
    file=$RF_RESULTS/${name//\//_}
    read -r p f s why <<<"$(judge "$file.out" "$(cat "$file.status")")"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    printf '%-34s %5d passed' "$name" "$p"
    [ "$f" -gt 0 ] && printf ', %d FAILED' "$f"
    [ "$s" -gt 0 ] && printf ', %d skipped' "$s"
    printf '  (%s s)\n' "$(cat "$file.time")"
    [ "$f" -eq 0 ] && return
    [ -n "$why" ] && printf '    %s %s\n' "$name" "$why"
    grep -vE '^ok |^1\.\.' "$file.out" | sed 's/^/    /'
}

selected()
{
    local path
    for path in "$@"; do
        [ -f "$path" ] && [ -x "$path" ] && [[ $(name_of "$path") == *"$RF_ONLY"* ]] && echo "$path"
    done
}

mapfile -t house < <(selected tests/house/{layers,headers,shape}.sh)
# Only what has a source: a program of a deleted test may still lie in the build folder.
units=()
for source in tests/unit/test_*.c; do
    program=$RF_BUILD/tests/$(basename "$source" .c)
    if [ -x "$program" ]; then
        mapfile -t -O "${#units[@]}" units < <(selected "$program")
    elif [ -f "$source" ] && [[ $source == *"$RF_ONLY"* ]]; then
        echo "$program is not built"
        failed=$((failed + 1))
    fi
done
mapfile -t suites < <(selected tests/suites/*.sh tests/readme.sh tests/cli/run.sh tests/cases.sh)

if [ ${#units[@]} -gt 0 ]; then
    printf '%s\0' "${units[@]}" | xargs -0 -P "$RF_JOBS" -I{} bash -c 'run_one "$1"' - {}
fi
for unit in "${units[@]}"; do report "$unit"; done
for suite in "${house[@]}" "${suites[@]}"; do
    run_one "$suite"
    report "$suite"
done

if [ $((passed + failed + skipped)) -eq 0 ]; then
    echo "no suite is named *$RF_ONLY*"
    failed=1
fi
printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -gt 0 ] && printf ', %d skipped' "$skipped"
printf '\n'
[ "$failed" -eq 0 ]
