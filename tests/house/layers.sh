#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks every #include: a folder sees itself and the folders above it (core, domain, solve,
# renfort.h, adapters, cli), and each library is seen in one place. Prints file:line of each breach.
# adapters/pack makes and reads packs: the JSON of its manifest, and the digests of the store, which
# is where libsodium is; results come to it from the program, not from the store.
set -eu
cd "$(dirname "$0")/../.."

find engine adapters bench tests -name '*.[ch]' | LC_ALL=C sort | xargs perl -e '
use strict; use warnings;
my %libc = map { $_ => 1 } qw(assert ctype errno fcntl float ftw getopt iconv inttypes langinfo
    libgen libintl limits locale math poll setjmp signal stdarg stdbool stddef stdint stdio stdlib
    string strings time unistd pwd wchar wctype dirent dlfcn glob fnmatch regex spawn stdalign
    sys/file sys/ioctl sys/mman sys/prctl sys/resource sys/select sys/signalfd sys/socket sys/stat
    sys/time sys/types sys/uio sys/utsname sys/wait sys/sysinfo netinet/in
    arpa/inet gnu/libc-version);
# Who may see which library: one file, or one folder (where `once`: one file of it).
my %place = (
    "glpk.h" => "engine/solve/mip_glpk.c", "csv.h" => "adapters/csv/",
    "cjson/cJSON.h" => "adapters/json/", "sqlite3.h" => "adapters/store/",
    "microhttpd.h" => "adapters/web/", "utf8proc.h" => "adapters/report/",
    "zip.h" => "adapters/pack/",
    "gsl/gsl_cdf.h" => "engine/core/statistics.c", "gsl/gsl_errno.h" => "engine/core/statistics.c",
    "sodium.h" => "adapters/cli/fingerprint.c adapters/store/digest.c");
my %once = ("csv.h" => "", "utf8proc.h" => "", "zip.h" => "");
my %see = (
    "engine/core" => [qw(engine/core/)],
    "engine/domain" => [qw(engine/core/ engine/domain/)],
    "engine/solve" => [qw(engine/core/ engine/domain/ engine/solve/)],
    "engine" => [qw(engine/core/ engine/domain/ engine/solve/)],
    "adapters/csv" => [qw(engine/renfort.h adapters/csv/)],
    "adapters/json" => [qw(engine/renfort.h adapters/json/)],
    "adapters/store" => [qw(engine/renfort.h adapters/store/ adapters/json/)],
    "adapters/report" => [qw(engine/renfort.h adapters/report/ adapters/json/)],
    "adapters/pack" => [qw(engine/renfort.h adapters/pack/ adapters/json/ adapters/store/digest.h)],
    "adapters/web" => [qw(engine/renfort.h adapters/web/ adapters/json/)],
    "adapters/cli" => [qw(engine/renfort.h adapters/)],
    "bench" => [qw(engine/renfort.h adapters/ bench/)],
    "tests" => [qw(engine/ adapters/ bench/ tests/)]);
my $breaches = 0;
sub breach { my ($at, $why) = @_; print "$at: $why\n"; $breaches++; }
sub layer {
    my $dir = shift;
    while ($dir =~ s{/[^/]*$}{}) { return $dir if $see{$dir}; }
    return undef;
}
sub system_header {
    my ($file, $at, $header) = @_;
    return if $file =~ m{^tests/};
    if (my $place = $place{$header}) {
        breach($at, "<$header> belongs to $place")
            unless grep { index($file, $_) == 0 } split / /, $place;
        return unless exists $once{$header};
        breach($at, "<$header> is already seen by $once{$header}")
            if $once{$header} ne "" && $once{$header} ne $file;
        $once{$header} = $file;
    } elsif ($header !~ m{^ut(hash|list|array|string|ringbuffer|stack)\.h$}) {
        (my $stem = $header) =~ s/\.h$//;
        breach($at, "<$header> is a library without a place") unless $libc{$stem};
    }
}
sub own_header {
    my ($file, $at, $header) = @_;
    my $layer = layer($file);
    return breach($at, "no layer holds $file") unless defined $layer;
    return breach($at, "\"$header\" is not written from the root") unless -e $header;
    breach($at, "$layer may not include \"$header\"")
        unless grep { index($header, $_) == 0 } @{$see{$layer}};
}
for my $file (@ARGV) {
    open(my $in, "<", $file) or next; # gone since it was listed
    while (my $line = <$in>) {
        next unless $line =~ /^\s*#\s*include\s*(\S.*)/;
        my ($what, $at) = ($1, "$file:$.");
        if ($what =~ /^<([^>]+)>/) { system_header($file, $at, $1); }
        elsif ($what =~ /^"([^"]+)"/) { own_header($file, $at, $1); }
        else { breach($at, "an include that cannot be checked: $what"); }
    }
}
exit 1 if $breaches > 0;
' || exit 1
echo ok
