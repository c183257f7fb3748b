#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# data/SPELLINGS.md, on standard output, from data/synonyms.csv.
set -u
cd "$(dirname "$0")/../.." || exit 1

# table USE: rows of "file,column[,value]" and their spellings, in the order of the file.
table()
{
    awk -F, -v use="$1" '
        $1 != use { next }
        { file = $2 == "*" ? "any" : $2
          key = use == "header" ? "| " file " | `" $3 "` |" : \
              "| " file " | " ($3 == "*" ? "any yes or no" : "`" $3 "`") " | `" $4 "` |" }
        !(key in said) { order[++n] = key; said[key] = $5; next }
        { said[key] = said[key] ", " $5 }
        END { for (i = 1; i <= n; i++) print order[i] " " said[order[i]] " |" }
    ' data/synonyms.csv
}

cat <<'TEXT'
# Spellings

Made from [synonyms.csv](synonyms.csv) by `make spellings`; a test compares. What every reader takes
besides the canonical names, in any case, with or without accents. A row of a file comes before
one of any file. Dates, decimals, encodings and delimiters are found out by themselves.

## Headers

| file | column | also |
| --- | --- | --- |
TEXT
table header
cat <<'TEXT'

## Values

| file | column | value | also |
| --- | --- | --- | --- |
TEXT
table value
