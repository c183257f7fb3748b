/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the build says of itself; the Makefile gives the real values. */
#ifndef RF_CLI_BUILD_H
#define RF_CLI_BUILD_H

#ifndef RF_VERSION
#define RF_VERSION "0.1.0"
#endif
#ifndef RF_COMMIT
#define RF_COMMIT "unknown"
#endif
#ifndef RF_DATADIR
#define RF_DATADIR "/usr/local/share/renfort"
#endif
#ifndef RF_LIBEXECDIR
#define RF_LIBEXECDIR "/usr/local/libexec/renfort"
#endif
#ifndef RF_LOCALEDIR
#define RF_LOCALEDIR "/usr/local/share/locale"
#endif

#if defined(__clang__)
#define RF_COMPILER "clang " __clang_version__
#else
#define RF_COMPILER "gcc " __VERSION__
#endif

#endif
