#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The house scripts find what they are there to find: each breach is planted in a small tree of its
# own, and the runner tells a failure, a crash and an empty suite from a success.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# Run from inside a run: the inner runner must not see the outer one's choices.
unset RF_RESULTS RF_ONLY RF_SOAK
export RF_MODE=release RF_BUILD=build/release

. "$here/tests/support/tap.sh"

# A clean small tree in the current folder.
plant()
{
    rm -rf "$work/tree"
    mkdir -p "$work/tree"/{bench,tests/house,.ci}
    mkdir -p "$work/tree"/{engine/{core,domain,solve},adapters/{csv,json,cli}}
    cd "$work/tree" || exit 1
    cp "$here/.clang-format" .
    cp "$here"/tests/house/*.sh tests/house/
    printf '# SPDX-License-Identifier: GPL-3.0-or-later\n' | tee Makefile >.ci/run
    header engine/core/a.h 'int rf_a(int x);'
    header engine/renfort.h '#include "engine/core/a.h"'
    header adapters/csv/csv.h '#include "engine/renfort.h"'
    source_ engine/core/a.c '#include "engine/core/a.h"' '' \
        'int rf_a(int x)' '{' '    return x;' '}'
}

header()
{
    { printf '/* SPDX-License-Identifier: GPL-3.0-or-later */\n#ifndef GUARD\n#define GUARD\n\n'
      printf '%s\n' "${@:2}"; printf '\n#endif\n'; } |
        sed "s/GUARD/RF_$(echo "$1" | tr -c 'a-zA-Z\n' _ | tr a-z A-Z)/" >"$1"
}

source_()
{
    { printf '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'; printf '%s\n' "${@:2}"; } >"$1"
}

# check SCRIPT LINE-THAT-IS-REPORTED NAME: the script fails and says exactly this.
check()
{
    local said
    said=$(tests/house/"$1".sh 2>/dev/null)
    is "status $? $said" "status 1 $2" "$3"
}

# The same, where the layout suffers too: only the first line is compared.
check_first()
{
    local said status
    said=$(tests/house/"$1".sh 2>/dev/null)
    status=$?
    is "status $status $(head -n 1 <<<"$said")" "status 1 $2" "$3"
}

plant
for script in layers headers shape; do
    is "$(tests/house/$script.sh 2>&1) $?" 'ok 0' "a clean tree passes $script"
done

header engine/domain/b.h '#include "engine/solve/c.h"'
header engine/solve/c.h '#include "engine/core/a.h"'
check layers 'engine/domain/b.h:5: engine/domain may not include "engine/solve/c.h"' \
    'domain does not see solve'

plant
header engine/core/b.h '#include "adapters/csv/csv.h"'
check layers 'engine/core/b.h:5: engine/core may not include "adapters/csv/csv.h"' \
    'the engine does not see adapters'

plant
header adapters/json/b.h '#include "adapters/csv/csv.h"'
check layers 'adapters/json/b.h:5: adapters/json may not include "adapters/csv/csv.h"' \
    'adapters do not see each other'

plant
header adapters/json/b.h '#include "engine/core/a.h"'
check layers 'adapters/json/b.h:5: adapters/json may not include "engine/core/a.h"' \
    'adapters see renfort.h only'

plant
header adapters/cli/b.h '#include "tests/t.h"'
header tests/t.h 'int t(void);'
check layers 'adapters/cli/b.h:5: adapters/cli may not include "tests/t.h"' 'nothing includes tests'

plant
source_ engine/solve/model.c '#include <glpk.h>'
check layers 'engine/solve/model.c:2: <glpk.h> belongs to engine/solve/mip_glpk.c' \
    'GLPK is seen in one file'

plant
source_ adapters/csv/one.c '#include <csv.h>'
source_ adapters/csv/two.c '#include <csv.h>'
check layers 'adapters/csv/two.c:2: <csv.h> is already seen by adapters/csv/one.c' \
    'libcsv is seen in one file'

plant
source_ engine/core/a.c '#include <curl/curl.h>'
check layers 'engine/core/a.c:2: <curl/curl.h> is a library without a place' \
    'an unknown library has no place'

plant
source_ engine/core/a.c '#include "a.h"'
check layers 'engine/core/a.c:2: "a.h" is not written from the root' \
    'includes are written from the root'

plant
header engine/core/b.h 'size_t rf_b(void);'
is "$(tests/house/headers.sh 2>/dev/null) $?" \
    "$(printf 'engine/core/b.h: does not compile alone with %s\n' gcc clang) 1" \
    'a header that needs another is found by both compilers'

plant
{ echo 'int rf_long(int x)'; echo '{'; for i in $(seq 58); do echo "    x += $i;"; done
  echo '    return x;'; echo '}'; } >body
mapfile -t body <body
source_ engine/core/b.c "${body[@]}"
check shape 'engine/core/b.c(2): rf_long has 62 lines (at most 60)' 'a long function'

plant
source_ engine/core/b.c $(for i in $(seq 600); do echo "//"; done)
check shape 'engine/core/b.c: has 601 lines (at most 600)' 'a long file'

plant
sed -i '$ s|$| /* '"$(printf '%0100d' 0)"' */|' engine/core/a.h
check_first shape 'engine/core/a.h:7: 113 columns (at most 100)' 'a long line'

plant
source_ engine/core/b.c '/* '"$(printf 'é%.0s' $(seq 94))"' */'
is "$(tests/house/shape.sh)" ok 'columns are characters, not bytes'

plant
header engine/core/b.h 'int rf_six(int a, int b, int c, int d, int e, int f);'
check shape 'engine/core/b.h:5: rf_six takes 6 parameters (at most 5)' 'six parameters'

plant
header engine/core/b.h 'int rf_five(int a, int b, int c, int d, int (*e)(int, int), rf_err *err);'
is "$(tests/house/shape.sh)" ok 'err is a channel, not a parameter'

plant
source_ engine/core/b.c 'int rf_b(void);' 'int rf_b(void)' '{' '    static int calls;' \
    '    return ++calls;' '}'
mkdir -p build/release/obj/engine/core
gcc -c engine/core/b.c -o build/release/obj/engine/core/b.o
is "$(tests/house/shape.sh | sed 's/calls\.[0-9]*/calls/')" \
    'engine/core/b.c: calls is mutable state' 'a static variable'

plant
source_ engine/core/b.c 'extern const char *const rf_words[];' \
    'const char *const rf_words[] = {"one", "two"};'
mkdir -p build/release/obj/engine/core
gcc -fPIE -c engine/core/b.c -o build/release/obj/engine/core/b.o
is "$(tests/house/shape.sh)" ok 'a constant table of addresses is no state'

plant
source_ engine/core/b.c '#include <string.h>' '' 'void rf_b(char *to, const char *from)' '{' \
    '    strcpy(to, from); /* strcat() in words is none */' '}'
check shape 'engine/core/b.c:6: strcpy is banned' 'a banned function'

plant
source_ engine/core/b.c '#define TRY(x) if (!(x)) return'
check_first shape 'engine/core/b.c:2: control flow in a macro (if)' 'control flow in a macro'

plant
printf 'int rf_a(int x);\n' >engine/core/b.h
check shape 'engine/core/b.h:1: no SPDX line' 'a file without its licence line'

plant
source_ engine/core/b.c 'int   rf_b;'
check shape 'engine/core/b.c: places to lay out with make format: 1' \
    'another layout'

# ---- the runner ----

runner()
{
    mkdir -p tests/suites
    cp "$here/tests/run.sh" tests/
    printf '#!/bin/sh\n%s\n' "$1" >tests/suites/planted.sh
    chmod +x tests/suites/planted.sh
    tests/run.sh >out 2>&1
    echo "$? $(tail -n 1 out)"
}

plant
rm -r tests/house
is "$(runner 'echo ok 1 - a; echo "ok 2 # SKIP b"; echo 1..2')" '0 1 passed, 0 failed, 1 skipped' \
    'the runner counts'
is "$(runner 'echo ok 1 - a; echo not ok 2 - b; exit 1')" '1 1 passed, 1 failed' \
    'the runner tells a failure'
is "$(runner 'echo ok 1 - a; kill -SEGV $$')" '1 1 passed, 1 failed' 'the runner tells a crash'
is "$(runner 'echo ok 1 - a; exit 3')" '1 1 passed, 1 failed' 'the runner tells a bad status'
is "$(runner 'echo 1..3; echo ok 1 - a')" '1 1 passed, 1 failed' 'the runner tells an early end'
is "$(runner 'echo nothing')" '1 0 passed, 1 failed' 'the runner tells an empty suite'
is "$(grep -c 'suites/planted ran no test' out)" 1 'the runner says why'

tap_end
