# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `renfort help --completion`: change the tables in adapters/cli, not this file.
_renfort()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
    local commands='demo init check solve verify export decide review validations initiatives explain alternatives returns ledger pool reserve stress compare figures report crisis import db log bench pack doctor help version'
    compopt -o filenames 2>/dev/null
    case $before in
    --output | -o)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --seconds | -s)
        return
        ;;
    --gap | -g)
        return
        ;;
    --baseline | -b)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --workers | -w)
        return
        ;;
    --columns)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --encoding)
        COMPREPLY=($(compgen -W 'utf-8 utf-16 windows-1252' -- "$word"))
        return
        ;;
    --delimiter)
        COMPREPLY=($(compgen -W 'comma semicolon tab' -- "$word"))
        return
        ;;
    --fte-unit)
        COMPREPLY=($(compgen -W 'percent fraction hours' -- "$word"))
        return
        ;;
    --full-time-hours)
        return
        ;;
    --format | -f)
        COMPREPLY=($(compgen -W 'mps lp' -- "$word"))
        return
        ;;
    --level)
        return
        ;;
    --agent)
        return
        ;;
    --need)
        return
        ;;
    --unit)
        return
        ;;
    --other)
        return
        ;;
    --author)
        return
        ;;
    --reason)
        return
        ;;
    --date)
        return
        ;;
    --comment)
        return
        ;;
    --from)
        return
        ;;
    --to)
        return
        ;;
    --number)
        return
        ;;
    --today)
        return
        ;;
    --changes)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --separator)
        COMPREPLY=($(compgen -W 'comma semicolon' -- "$word"))
        return
        ;;
    --envelope)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --move | -m)
        return
        ;;
    --top | -k)
        return
        ;;
    --absence)
        return
        ;;
    --draws)
        return
        ;;
    --seed)
        return
        ;;
    --db)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --crisis)
        return
        ;;
    --certificate)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    --threshold)
        return
        ;;
    --label)
        return
        ;;
    --lang)
        COMPREPLY=($(compgen -W 'en fr' -- "$word"))
        return
        ;;
    help)
        COMPREPLY=($(compgen -W "$commands" -- "$word"))
        return
        ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "$commands --lang --version --help" -- "$word"))
        return
    fi
    case ${COMP_WORDS[1]} in
    demo)
        words='--output --seconds --workers --reproducible --quiet --lang --help'
        ;;
    init)
        words='--lang --help'
        ;;
    check)
        words='--quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    solve)
        words='--output --seconds --gap --baseline --today --changes --reproducible --workers --json --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --envelope --initiatives --db --crisis --author --quiet --lang --help'
        ;;
    verify)
        words='--gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    export)
        words='--output --format --level --baseline --today --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --initiatives --quiet --lang --help'
        ;;
    decide)
        words='--agent --need --unit --other --author --reason --comment --date --from --to --number --columns --encoding --delimiter --fte-unit --full-time-hours --db --crisis --quiet --lang --help'
        ;;
    review)
        words='--output --separator --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --date --db --crisis --quiet --lang --help'
        ;;
    validations)
        words='--json --csv --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    initiatives)
        words='--today --json --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    explain)
        words='--move --agent --need --top --seconds --json --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    alternatives)
        words='--need --top --json --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    returns)
        words='--json --csv --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    ledger)
        words='--json --csv --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    pool)
        words='--json --csv --agents --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    reserve)
        words='--json --csv --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    stress)
        words='--json --csv --absence --draws --seed --seconds --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    compare)
        words='--json --csv --gap --baseline --today --envelope --initiatives --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    figures)
        words='--json --csv --draws --seed --gap --baseline --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    report)
        words='--output --gap --baseline --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    crisis)
        words='--db --author --certificate --quiet --lang --help'
        ;;
    import)
        words='--db --crisis --author --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    db)
        words='--db --crisis --output --json --csv --quiet --lang --help'
        ;;
    log)
        words='--db --quiet --lang --help'
        ;;
    bench)
        words='--lang --help'
        ;;
    pack)
        words='--output --threshold --label --check --merge --quiet --lang --help'
        ;;
    doctor)
        words='--lang --help'
        ;;
    help)
        words='--lang --help'
        ;;
    version)
        words='--lang --help'
        ;;
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -F _renfort renfort
