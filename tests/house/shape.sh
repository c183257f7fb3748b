#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The house rules that a script can see: function and file length, columns, parameters, state,
# control flow in macros, banned functions, licence lines, layout. Prints each breach, or ok.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${RF_BUILD:=build/release}"
: "${RF_MODE:=release}"

mapfile -t sources < <(find engine adapters bench tests -name '*.[ch]' | LC_ALL=C sort)
mapfile -t scripts < <(find tests bench .ci Makefile -type f \
    \( -name '*.sh' -o -name '*.py' -o -name Makefile -o -path '.ci/*' \
    -o -path bench/ladder \) | LC_ALL=C sort)

function_lengths()
{
    printf '%s\n' "${sources[@]}" | grep '\.c$' | xargs pmccabe 2>/dev/null |
        awk '$5 > 60 { print $6 " " $7 " has " $5 " lines (at most 60)" }'
}

file_lengths()
{
    wc -l "${sources[@]}" "${scripts[@]}" |
        awk '$2 != "total" && $1 > 600 { print $2 ": has " $1 " lines (at most 600)" }'
}

columns_and_licences()
{
    perl -CSD -ne '
        chomp;
        print "$ARGV:$.: ", length, " columns (at most 100)\n" if length > 100;
        print "$ARGV:$.: a tab\n" if /\t/ && $ARGV ne "Makefile";
        print "$ARGV:$.: blanks at the end\n" if /\s$/;
        $licensed{$ARGV} = 1 if $. <= 2 && /SPDX-License-Identifier: GPL-3\.0-or-later/;
        if (eof) { print "$ARGV:1: no SPDX line\n" unless $licensed{$ARGV}; close ARGV; }
    ' "${sources[@]}" "${scripts[@]}"
}

# What needs C read without its comments and strings.
c_rules()
{
    perl -0777 -ne '
        sub blank { my $t = shift; $t =~ s/[^\n]/ /g; return $t; }
        sub line { return 1 + (substr($code, 0, $_[0]) =~ tr/\n//); }
        $code = $_;
        $code =~ s{(/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\x27(?:\\.|[^\x27\\\n])+\x27)}
                  {blank($1)}gse;
        while ($code =~ /\b((?:str(?:cpy|cat|tok|tok_r)|stpcpy|v?sprintf|ato(?:i|l|ll|f)|gets|alloca
                |rand|srand|random|srandom|tmpnam|mktemp))\s*\(/gx) {
            print "$ARGV:", line($-[1]), ": $1 is banned\n";
        }
        while ($code =~ /^[ \t]*#[ \t]*define\b((?:[^\n\\]|\\\n|\\.)*)/gm) {
            my ($body, $at) = ($1, $-[0]);
            print "$ARGV:", line($at), ": control flow in a macro ($1)\n"
                if $body =~ /\b(return|goto|break|continue|if|for|while|switch)\b/;
        }
        # A declaration or definition at the margin; err and diags are channels, not parameters.
        while ($code =~ /^(?!typedef\b|return\b|else\b)[A-Za-z_][\w \t\n*]*?
                \b(\w+)\(([^;{}]*?)\)\s*[;{]/gmx) {
            my ($name, $list, $at) = ($1, $2, $-[1]);
            1 while $list =~ s/\([^()]*\)//g;
            my $n = grep { !/\brf_(err|diags)\s*\*/ } split /,/, $list;
            print "$ARGV:", line($at), ": $name takes $n parameters (at most 5)\n" if $n > 5;
        }
    ' "${sources[@]}"
}

# Objects of the plain modes only: sanitizers and coverage add state of their own. Constants that
# hold addresses are in .data.rel.ro, which nobody writes after loading. One file is let off: a
# signal handler has no other way to say that a signal came.
state()
{
    case $RF_MODE in release | debug) ;; *) return ;; esac
    local object
    find "$RF_BUILD/obj/engine" "$RF_BUILD/obj/adapters" -name '*.o' 2>/dev/null | LC_ALL=C sort |
        while read -r object; do
            local source=${object#"$RF_BUILD"/obj/}
            [ -f "${source%.o}.c" ] || continue
            [ "$source" != adapters/cli/interrupt.o ] || continue
            objdump -t "$object" | awk -v file="${source%.o}.c" '
                / O / && /[ \t](\.data|\.bss|\.tdata|\.tbss|\*COM\*)(\.[a-z][A-Za-z0-9_.]*)?\t/ &&
                !/\.data\.rel\.ro/ { print file ": " $NF " is mutable state" }'
        done
}

layout()
{
    clang-format --dry-run -Werror "${sources[@]}" 2>&1 | grep 'error:' | cut -d: -f1,2 | sort -u |
        cut -d: -f1 | uniq -c |
        awk '{ print $2 ": places to lay out with make format: " $1 }'
}

breaches=$(
    function_lengths
    file_lengths
    columns_and_licences
    c_rules
    state
    layout
)
if [ -n "$breaches" ]; then
    printf '%s\n' "$breaches"
    exit 1
fi
echo ok
