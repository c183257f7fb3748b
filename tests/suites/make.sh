#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The Makefile, in a small copy of the tree: what is made again and when, what is installed where,
# what is said when something is missing.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{engine,adapters/cli,bench,bin,data/po,data/man/fr,data/completion,data/demo}
cp Makefile "$work"
cp -r engine/core "$work/engine"
cd "$work" || exit 1

cat >adapters/cli/main.c <<'C'
#include <stdio.h>
int main(void) { return puts(RF_VERSION " " RF_COMMIT " " RF_DATADIR) < 0; }
C
printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n' >data/po/fr.po
touch data/man/renfort.1 data/man/fr/renfort.1 data/completion/renfort.bash data/demo/agents.csv
git init -q . && git -c user.name=t -c user.email=t@t commit -q --allow-empty -m one

unset MAKEFLAGS MAKELEVEL MFLAGS CFLAGS CPPFLAGS MODE B CI WERROR
remake() { make CC=gcc "$@" 2>&1 | sed 's/ *$//'; }
commit() { git rev-parse --short=12 HEAD; }
n_cores=$(find engine/core -name '*.c' | wc -l)

made=$(remake)
is "$(grep -c '^  CC' <<<"$made")" "$((n_cores + 1))" 'everything is compiled at first'
is "$(build/release/renfort)" "0.1.0 $(commit) /usr/local/share/renfort" \
    'the program knows its version, commit and data'
is "$(remake)" "" 'nothing is made twice'

touch engine/core/pool.h
users=$(grep -l 'core/pool.h"' engine/core/*.c | wc -l)
is "$(remake | grep -c '^  CC')" "$users" 'a header rebuilds those that include it'
is "$(remake CFLAGS=-DX=1 | grep -c '^  CC')" "$((n_cores + 1))" 'a flag rebuilds everything'
remake >/dev/null

git -c user.name=t -c user.email=t@t commit -q --allow-empty -m two
is "$(remake | grep '^  CC')" '  CC    adapters/cli/main.c' 'a commit rebuilds who names it'
is "$(build/release/renfort)" "0.1.0 $(commit) /usr/local/share/renfort" 'and is then known'

git add engine/core/pool.h && git -c user.name=t -c user.email=t@t commit -q -m three
echo >>engine/core/pool.h
remake >/dev/null
is "$(build/release/renfort)" "0.1.0 $(commit)-dirty /usr/local/share/renfort" \
    'a change that is not committed is another version'
git checkout -q engine/core/pool.h
remake >/dev/null
mkdir -p "$work/other/bin" && cp -r "$work"/{Makefile,engine,adapters,bench,data} "$work/other"
is "$(cd "$work/other" && remake >/dev/null; build/release/renfort)" \
    '0.1.0 unknown /usr/local/share/renfort' 'a tree within another repository has no commit'
rm -r "$work/other"

mkdir bench/tool
printf 'int part(void);\nint main(void) { return part(); }\n' >bench/tool.c
printf 'int part(void);\nint part(void) { return 7; }\n' >bench/tool/part.c
is "$(remake bench | grep '^  CC' | sort)" $'  CC    bench/tool.c\n  CC    bench/tool/part.c' \
    'a bench program is made with its parts'
build/release/bench/tool
is $? 7 'and runs'

rm engine/core/nearest.[ch]
remake >/dev/null
is "$(ar t build/release/librenfort.a | grep -c nearest)" 0 'a deleted file leaves the library'

remake MODE=debug >/dev/null
is "$(ls build)" $'debug\nrelease' 'each mode has its folder'
has "$(remake MODE=fast)" 'MODE=fast is unknown' 'an unknown mode is refused'
has "$(remake B=build/bare CPPFLAGS=-nostdinc)" 'install the Debian package libglpk-dev' \
    'a missing library is named with its package'

targets='all assets bench clean demo deps format headers help install ladder layers shape soak'
targets+=' spellings study test uninstall'
is "$(remake help | awk '$1 == "make" && $2 != "po" { print $2 }' | sort | xargs)" "$targets" \
    'help lists the targets'

mv bench/tool.c bench/sweep.c && mv bench/tool bench/sweep # what renfort bench starts
remake install DESTDIR="$work/root" PREFIX=/opt >/dev/null
is "$(cd root && find . -type f | LC_ALL=C sort)" "./opt/bin/renfort
./opt/libexec/renfort/sweep
./opt/share/bash-completion/completions/renfort
./opt/share/locale/fr/LC_MESSAGES/renfort.mo
./opt/share/man/fr/man1/renfort.1
./opt/share/man/man1/renfort.1
./opt/share/renfort/demo/agents.csv" 'install puts each thing in its place'
is "$(root/opt/bin/renfort)" "0.1.0 $(commit) /opt/share/renfort" 'the prefix is in the program'
remake uninstall DESTDIR="$work/root" PREFIX=/opt >/dev/null
is "$(find root -type f)" "" 'uninstall takes all of it away'

# ---- packages, with stand-ins for the system's tools ----

fake() { printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"; chmod +x "bin/$1"; }
fake dpkg-query 'for p; do case $p in
    -*|*=*|libglpk-dev|gettext) ;; *) printf "installed=%s " "$p" ;; esac; done'
fake apt-get "echo \"apt-get \$*\" >>'$work/apt'"

fake id 'echo 1000'
said=$(PATH="$work/bin:$PATH" remake deps)
has "$said" 'apt-get install -y --no-install-recommends gettext libglpk-dev' \
    'without root the exact command is said'
is "$(cat apt 2>/dev/null)" "" 'and nothing is installed'
PATH="$work/bin:$PATH" make CC=gcc deps >/dev/null 2>&1
is $? 2 'and make fails'

fake id 'echo 0'
PATH="$work/bin:$PATH" make CC=gcc deps >/dev/null 2>&1
is "$(cat apt)" 'apt-get -qq update
apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends gettext libglpk-dev' \
    'root installs what is missing and only that'

remake clean >/dev/null
is "$(ls -d build 2>/dev/null)" "" 'clean throws build away'
tap_end
