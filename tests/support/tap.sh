# SPDX-License-Identifier: GPL-3.0-or-later
# TAP for shell suites: source it, call is/ok for each test, end with tap_end.
tap_n=0
tap_failed=0

# is GOT WANTED NAME
is()
{
    tap_n=$((tap_n + 1))
    if [ "$1" = "$2" ]; then
        printf 'ok %d - %s\n' "$tap_n" "$3"
    else
        printf 'not ok %d - %s\n' "$tap_n" "$3"
        printf 'wanted: %s\ngot: %s\n' "$2" "$1" | sed 's/^/# /'
        tap_failed=1
    fi
}

# has TEXT PART NAME: the text holds the part.
has()
{
    case $1 in
        *"$2"*) is yes yes "$3" ;;
        *) is "$1" "(something with) $2" "$3" ;;
    esac
}

# skip REASON NAME
skip()
{
    tap_n=$((tap_n + 1))
    printf 'ok %d - %s # SKIP %s\n' "$tap_n" "$2" "$1"
}

tap_end()
{
    printf '1..%d\n' "$tap_n"
    exit "$tap_failed"
}
