#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Each message catalogue has every text of the source, translated and sound.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
template=$(mktemp) || exit 1
trap 'rm -f "$template"' EXIT

find engine adapters -name '*.[ch]' | LC_ALL=C sort | xgettext --files-from=- --from-code=UTF-8 \
    --language=C --keyword=_ --keyword=N_ --keyword=dngettext:2,3 -o "$template"
sed -i 's/charset=CHARSET/charset=UTF-8/' "$template"
found=0
for po in data/po/*.po; do
    [ -f "$po" ] || continue
    found=1
    said=$(msgcmp "$po" "$template" 2>&1)
    is "$? $said" '0 ' "$po has every text of the source"
    is "$(msgattrib --only-fuzzy --no-obsolete "$po")" "" "$po has no doubtful text"
    is "$(msgattrib --only-obsolete "$po")" "" "$po has no text that the source lost"
    said=$(msgfmt --check -o /dev/null "$po" 2>&1)
    is "$? $said" '0 ' "$po keeps every format"
done
[ "$found" -eq 1 ] || skip 'no catalogue yet' 'the catalogues are complete'
tap_end
