# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `renfort help --completion`: change the tables in adapters/cli, not this file.
_renfort()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
    local commands='demo init check solve verify export doctor help version'
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
        words='--output --seconds --gap --baseline --reproducible --workers --json --quiet --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --lang --help'
        ;;
    verify)
        words='--gap --baseline --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
        ;;
    export)
        words='--output --format --level --baseline --quarantine --columns --encoding --delimiter --fte-unit --full-time-hours --quiet --lang --help'
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
