#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Drops one rule, constraint, shock or term of the contract after the other, from the solver, from
# the checker or from the instance, and runs the contract tests: each mutant must be killed. Not
# part of `make test`. ONLY=word: the mutants whose file or title has the word.
# The last line is "N killed, 0 survived"; the status is 0 only then.
set -u
cd "$(dirname "$0")/.." || exit 1
: "${CC:=gcc}"
: "${ONLY:=}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
flags=(-std=c11 -D_GNU_SOURCE -DHASH_NONFATAL_OOM=1 -I. -ffp-contract=off -O1 -w)
libraries=(-lcmocka -lglpk -lgsl -lgslcblas -lm)

# ---- building -----------------------------------------------------------------------------------

object_of()
{
    echo "$work/obj/${1//\//_}.o"
}

prepare()
{
    local source
    mkdir "$work/obj" "$work/mutant"
    for source in engine/*/*.c tests/support/{town,town_solve,town_files,hamlet}.c \
        tests/unit/test_contract_*.c; do
        echo "$source"
    done | xargs -P "$(nproc)" -I{} bash -c \
        'o=$1/obj/${2//\//_}.o; shift; s=$1; shift; exec "$@" -c "$s" -o "$o"' - \
        "$work" {} "$CC" "${flags[@]}" || exit 1
    ar rcs "$work/whole.a" "$work"/obj/engine_*.o "$work"/obj/tests_support_*.o
}

# Runs the contract tests over an archive; says the first test that fails.
contract_tests()
{
    local test program=$work/mutant/test
    for test in tests/unit/test_contract_*.c; do
        "$CC" "$(object_of "$test")" "$1" "${libraries[@]}" -o "$program" || return 2
        if ! (ulimit -c 0; exec timeout 60 "$program") >"$work/log" 2>&1; then
            sed -n 's/^\[  FAILED  \] \([a-z_0-9]*\)$/\1/p' "$work/log" | head -1
            return 1
        fi
    done
}

# The archive with the mutant of a file; a header's goes to every file of the engine.
build()
{
    local source sources=("$1") object
    rm -rf "$work/mutant/include" "$work/mutant/o"
    mkdir -p "$work/mutant/o" "$work/mutant/include/$(dirname "$1")"
    cp "$work/mutant/mutant.c" "$work/mutant/include/$1"
    [[ $1 == *.h ]] && sources=(engine/*/*.c)
    cp "$work/whole.a" "$work/mutant/whole.a"
    for source in "${sources[@]}"; do
        object=$work/mutant/o/${source//\//_}.o
        [[ $1 == *.c ]] && source=$work/mutant/include/$1
        "$CC" -I"$work/mutant/include" "${flags[@]}" -c "$source" -o "$object" 2>"$work/log" ||
            return 1
    done
    ar r "$work/mutant/whole.a" "$work"/mutant/o/*.o 2>/dev/null
}

killed=0 survived=0
# mutant FILE TITLE FROM TO: the first FROM in FILE becomes TO; blanks of any kind are alike.
mutant()
{
    local file=$1 title=$2 by status
    case "$file $title" in *"$ONLY"*) ;; *) return ;; esac
    FROM=$3 TO=$4 perl -0pe 'BEGIN { $from = join "\\s*", map quotemeta, split " ", $ENV{FROM} }
        s/$from/$ENV{TO}/' "$file" >"$work/mutant/mutant.c"
    if cmp -s "$file" "$work/mutant/mutant.c"; then
        echo "SURVIVED  $file: $title: nothing there reads '$3'"
        survived=$((survived + 1))
        return
    fi
    if ! build "$file"; then
        echo "SURVIVED  $file: $title: does not compile: $(head -1 "$work/log")"
        survived=$((survived + 1))
        return
    fi
    by=$(contract_tests "$work/mutant/whole.a")
    status=$?
    if [ "$status" = 0 ]; then
        echo "SURVIVED  $file: $title"
        survived=$((survived + 1))
    else
        echo "killed    $file: $title  (${by:-by a signal})"
        killed=$((killed + 1))
    fi
}

prepare
if ! by=$(contract_tests "$work/whole.a"); then
    echo "the contract tests fail without any mutant: $by"
    exit 1
fi
for table in tests/mutants/*.sh; do
    # shellcheck source=/dev/null
    . "$table"
done
echo "$killed killed, $survived survived"
[ "$survived" = 0 ]
