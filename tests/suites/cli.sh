#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Golden trios: each folder of tests/cli holds a command `cmd` and what it must print and return:
# stdout, stderr, status. Each runs in a fresh folder that holds a copy of tests/data/mini.
# REDO=1 writes the goldens anew (look at the difference before you commit it); ONLY_CLI=word runs
# the folders whose name has the word, and what is made from the tables.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=$PWD
: "${RENFORT:=$here/build/release/renfort}"
: "${REDO:=0}"
: "${ONLY_CLI:=}"
RENFORT=$(readlink -f "$RENFORT")
[ -x "$RENFORT" ] || { echo "Bail out! $RENFORT is not built"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$RENFORT" "$work/bin/renfort"

unset LANGUAGE LC_MESSAGES LANG NO_COLOR RENFORT_DATA MAKEFLAGS
export LC_ALL=C.UTF-8 COLUMNS=80 TERM=xterm PATH="$work/bin:$PATH" CLI_TESTS=$here/tests/cli
export CLI_ROOT=$here

# What may vary between two runs or two machines, and nothing else.
normalise()
{
    local parts='renfort|glpk|libcsv|cJSON|libsodium|SQLite|libzip|glibc'
    sed -E \
        -e "s|$work/run|WORK|g" -e "s|$(dirname "$RENFORT")|BUILD|g" -e "s|$here|ROOT|g" \
        -e 's/^(commit  +).*/\1COMMIT/' -e 's/^(compiler  +).*/\1COMPILER/' \
        -e "s/^(ok +)?($parts)( +)[0-9][0-9.]*\$/\1\2\3VERSION/" \
        -e 's/"renfort": "[^"]*"/"renfort": "VERSION"/' \
        -e 's/ *[0-9]+[.,][0-9]+(\xc2\xa0|\xe2\x80\xaf| )s\b/ # s/g' "$1"
}

# The goldens of one folder against what its command does; says what differs.
run_trio()
{
    local folder=$1 part good=0
    rm -rf "$work/run" && mkdir "$work/run" && cp -R tests/data/mini "$work/run/mini"
    (cd "$work/run" && exec bash "$here/$folder/cmd") >"$work/raw.stdout" 2>"$work/raw.stderr" \
        </dev/null
    echo $? >"$work/raw.status"
    for part in stdout stderr status; do
        normalise "$work/raw.$part" >"$work/$part"
        [ "$REDO" = 1 ] && cp "$work/$part" "$folder/$part"
        diff -u --label wanted --label got "$folder/$part" "$work/$part" >"$work/diff" && continue
        sed "s/^/# $part: /" "$work/diff"
        good=1
    done
    return $good
}

n=0 failed=0
report()
{
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        failed=1
    fi
}

shopt -s nullglob
for folder in tests/cli/*"$ONLY_CLI"*/; do
    folder=${folder%/}
    run_trio "$folder"
    report $? "${folder##*/}"
done

# What is made from the tables of commands is up to date.
made()
{
    [ "$REDO" = 1 ] && LC_ALL=C.UTF-8 "$RENFORT" help "$1" --lang "$3" >"$2"
    diff -u "$2" <("$RENFORT" help "$1" --lang "$3") | sed 's/^/# /'
    report "${PIPESTATUS[0]}" "$2 is what 'renfort help $1' prints"
}
made --man data/man/renfort.1 en
made --completion data/completion/renfort.bash en
made --man data/man/fr/renfort.1 fr
echo "1..$n"
exit $failed
