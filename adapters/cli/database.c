/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/database.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

enum { MS_PER_S = 1000 };

const char *rf_database_path(const rf_request *request)
{
    return request->db != NULL ? request->db : "renfort.db";
}

rf_exit rf_database_use(rf_store **out, const rf_request *request, rf_store_mode mode)
{
    rf_err err;
    const rf_status rc = rf_store_open(out, rf_database_path(request), mode, &err);
    if (rc == RF_OK)
        return RF_EXIT_DONE;
    return mode == RF_STORE_READ ? rf_exit_of_reading(request, rc, &err)
                                 : rf_exit_of_database(request, rc, &err);
}

rf_exit rf_database_spare(const rf_request *request, const rf_store *store, const char *path,
                          rf_store_output output)
{
    static const char *const TEXTS[RF_STORE_N_PARTS] = {
        [RF_STORE_DATABASE] = N_("is the database itself"),
        [RF_STORE_KEY] = N_("is the key of the database"),
        [RF_STORE_JOURNAL] = N_("is where the database keeps its journal"),
    };
    rf_err err;
    const char *own[RF_STORE_N_PARTS];
    rf_store_paths(own, store);
    for (int i = 0; i < RF_STORE_N_PARTS; i++)
        if (rf_path_is_same(own[i], path)) {
            rf_say(request, "%s: %s", path, _(TEXTS[i]));
            return RF_EXIT_USAGE;
        }
    return rf_output_check_as(path, output, &err) == RF_OK ? RF_EXIT_DONE
                                                           : rf_exit_of_failure(request, &err);
}

const char *rf_database_who(char room[RF_TIME_TEXT], const rf_request *request)
{
    if (request->author != NULL)
        return request->author;
    const struct passwd *user = getpwuid(geteuid());
    if (user != NULL && user->pw_name[0] != '\0')
        return user->pw_name;
    snprintf(room, RF_TIME_TEXT, "%ld", (long)geteuid());
    return room;
}

static bool is_plain(const char *text)
{
    if (text[0] == '\0' || strchr("=+-@ ", text[0]) != NULL || text[strlen(text) - 1] == ' ')
        return false;
    for (const char *c = text; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            return false;
    return true;
}

bool rf_text_is_plain(const rf_request *request, const char *option, const char *text)
{
    if (text == NULL || is_plain(text))
        return true;
    rf_say(request, _("--%s: '%s' is refused"), option, text);
    rf_say_hint("%s", _("Give one line that begins with a letter or a digit."));
    return false;
}

rf_exit rf_database_enter(rf_database *out, const rf_request *request, rf_store_mode mode)
{
    *out = (rf_database){.request = request};
    if (!rf_text_is_plain(request, "author", request->author))
        return RF_EXIT_USAGE;
    out->by = (rf_store_by){request->crisis, rf_database_who(out->room, request)};
    return rf_database_use(&out->store, request, mode);
}

rf_exit rf_database_enter_if_asked(rf_database *out, const rf_request *request, rf_store_mode mode)
{
    *out = (rf_database){.request = request};
    if (request->db != NULL)
        return rf_database_enter(out, request, mode);
    if (request->crisis == NULL)
        return RF_EXIT_DONE;
    rf_say(request, "%s", _("--crisis needs --db FILE"));
    return RF_EXIT_USAGE;
}

void rf_database_close(rf_database *database)
{
    rf_store_close(database->store);
}

rf_exit rf_exit_of_database(const rf_request *request, rf_status status, const rf_err *err)
{
    return status == RF_BAD_INPUT ? rf_exit_of_reading(request, status, err)
                                  : rf_exit_of_failure(request, err);
}

const char *rf_time_format(char out[RF_TIME_TEXT], int64_t ms)
{
    const time_t seconds = (time_t)(ms / MS_PER_S);
    struct tm utc;
    if (gmtime_r(&seconds, &utc) == NULL ||
        strftime(out, RF_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        out[0] = '\0';
    return out;
}

rf_exit rf_action_unknown(const rf_request *request, const char *const *actions, size_t n)
{
    const char *nearest = rf_nearest(request->operands[0], actions, n);
    rf_say(request, _("'%s' is none of its actions: %s"), request->operands[0],
           request->command->operands);
    if (nearest != NULL)
        rf_say_hint(_("Did you mean %s?"), nearest);
    return RF_EXIT_USAGE;
}

rf_exit rf_action_operands(const rf_request *request)
{
    rf_say(request, _("'%s' has too few operands or too many: %s"), request->operands[0],
           request->command->operands);
    return RF_EXIT_USAGE;
}
