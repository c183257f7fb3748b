#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What README.md shows is what happens: every `$ command` of its console blocks runs, in order, in
# one fresh folder with links to tests/ and data/, and must print what follows it. Links, and the
# folders of the tour, lead somewhere. REDO=1 writes the outputs anew.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
here=$PWD
: "${RENFORT:=$here/build/release/renfort}"
RENFORT=$(readlink -f "$RENFORT")
[ -x "$RENFORT" ] || { echo "Bail out! $RENFORT is not built"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/run"
ln -s "$RENFORT" "$work/bin/renfort"
ln -s "$here/tests" "$here/data" "$work/run"
unset LANGUAGE LC_MESSAGES LANG NO_COLOR RENFORT_DATA
export LC_ALL=C.UTF-8 COLUMNS=80 PATH="$work/bin:$PATH"

status=0 command='' wanted='' in_block=''

# Runs the command at hand and compares; the next one may ask for its status.
run_command()
{
    [ -n "$command" ] || return
    (exit "$status")
    eval "$command" >"$work/got" 2>&1 </dev/null
    status=$?
    cat "$work/got" >>"$work/README.md"
    is "$(cat "$work/got")" "${wanted%$'\n'}" "$command"
    command='' wanted=''
}

cd "$work/run" || exit 1
while IFS= read -r line <&3; do
    if [ "$line" = '```console' ]; then
        in_block=yes
    elif [ -n "$in_block" ] && [ "$line" = '```' ]; then
        run_command
        in_block=''
    elif [ -n "$in_block" ] && [[ $line == '$ '* ]]; then
        run_command
        command=${line#'$ '}
    elif [ -n "$in_block" ]; then
        wanted+=$line$'\n'
        continue
    fi
    printf '%s\n' "$line" >>"$work/README.md"
done 3<"$here/README.md"
cd "$here" || exit 1
[ "${REDO:-0}" = 1 ] && cp "$work/README.md" README.md

is "$((tap_n > 15))" 1 'README.md shows commands'
for file in README.md ./*/README.md; do
    missing=$(grep -oE '\]\([^)#:]+\)' "$file" | tr -d ']()' | while read -r path; do
        [ -e "$(dirname "$file")/$path" ] || echo "$path"
    done)
    is "$missing" '' "the links of ${file#./} lead somewhere"
done
missing=$(grep -oE '^\| `[^`]+`' README.md | tr -d '|` ' | while read -r path; do
    [ -e "$path" ] || echo "$path"
done)
is "$missing" '' 'the folders of the tour are there'
tap_end
