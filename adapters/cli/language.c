/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/language.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/cli/paths.h"

const char *rf_language_wanted(int argc, char **argv)
{
    static const char OPTION[] = "--lang";
    const size_t length = sizeof OPTION - 1;
    const char *wanted = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], OPTION, length) != 0)
            continue;
        if (argv[i][length] == '=')
            wanted = argv[i] + length + 1;
        else if (argv[i][length] == '\0' && i + 1 < argc)
            wanted = argv[i + 1];
    }
    return wanted;
}

static bool is_c(const char *locale)
{
    return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* The language list that the environment names although the locale could not be set; NULL: none, or
 * plain C. */
static const char *language_without_locale(void)
{
    const char *locale = environment("LC_ALL");
    if (locale == NULL)
        locale = environment("LC_MESSAGES");
    if (locale == NULL)
        locale = environment("LANG");
    if (locale == NULL || is_c(locale))
        return NULL;
    const char *list = environment("LANGUAGE");
    return list != NULL ? list : locale;
}

/* gettext looks at LANGUAGE only in a locale that is not C; any will do, and Debian always has
 * C.UTF-8. */
static void leave_c_locale(void)
{
    static const char *const OTHERS[] = {"C.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8"};
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        if (setlocale(LC_MESSAGES, OTHERS[i]) != NULL)
            break;
    if (is_c(setlocale(LC_CTYPE, NULL)))
        setlocale(LC_CTYPE, setlocale(LC_MESSAGES, NULL));
}

void rf_language_start(const char *wanted)
{
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    const bool in_c = is_c(setlocale(LC_MESSAGES, NULL));
    if (wanted == NULL && in_c)
        wanted = language_without_locale();
    if (wanted != NULL) {
        setenv("LANGUAGE", wanted, 1);
        if (in_c)
            leave_c_locale();
    }
    rf_buf folder = rf_buf_new(4 * (size_t)PATH_MAX);
    rf_err err;
    if (rf_path_catalogue(&folder, &err) == RF_OK) {
        bindtextdomain("renfort", rf_buf_text(&folder));
        bind_textdomain_codeset("renfort", "UTF-8");
    }
    rf_buf_free(&folder);
}

/* As gettext finds it: LANGUAGE first, and in plain C neither. */
bool rf_language_is_french(void)
{
    const char *locale = setlocale(LC_MESSAGES, NULL);
    const char *list = environment("LANGUAGE");
    return !is_c(locale) && strncmp(list != NULL ? list : locale, "fr", 2) == 0;
}
