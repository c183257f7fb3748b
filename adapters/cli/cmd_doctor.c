/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort doctor: is all there that the program needs? */
#include <iconv.h>
#include <langinfo.h>
#include <locale.h>
#include <unistd.h>

#include "adapters/cli/build.h"
#include "adapters/cli/libraries.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"
#include "adapters/cli/wrap.h"

enum { WHAT_WIDTH = 24, PAGE_LIMIT = 1 << 18, PATH_LIMIT = 1 << 16 };

/* The page under way. */
typedef struct examination {
    rf_buf *out;
    int32_t n_missing;
} examination;

static void tell(examination *e, bool good, const char *what, const char *found)
{
    /* TRANSLATORS: one of these two words stands before each line of `renfort doctor`; keep them as
     * long as each other. */
    rf_buf_printf(e->out, "%s  %s ", good ? _("ok     ") : _("MISSING"), what);
    rf_add_blanks(e->out, WHAT_WIDTH - rf_text_width(what));
    rf_buf_printf(e->out, "%s\n", found);
    e->n_missing += !good;
}

static void examine_libraries(examination *e)
{
    tell(e, true, "renfort", RF_VERSION);
    for (size_t i = 0; i < rf_libraries_count(); i++)
        tell(e, true, rf_libraries_at(i)->name, rf_libraries_at(i)->version());
}

static void examine_encodings(examination *e)
{
    static const char *const ENCODINGS[] = {"UTF-16LE", "UTF-16BE", "WINDOWS-1252"};
    for (size_t i = 0; i < sizeof ENCODINGS / sizeof ENCODINGS[0]; i++) {
        const iconv_t converter = iconv_open("UTF-8", ENCODINGS[i]);
        const bool known = converter != (iconv_t)-1;
        tell(e, known, ENCODINGS[i],
             known ? _("can be read") : _("iconv does not know it: install libc-bin"));
        if (known)
            iconv_close(converter);
    }
}

static void examine_paths(examination *e)
{
    rf_err err;
    rf_buf path = rf_buf_new(PATH_LIMIT);
    const bool data = rf_path_data(&path, "demo", &err) == RF_OK;
    tell(e, data, _("demonstration data"), data ? rf_buf_text(&path) : err.text);
    rf_buf_clear(&path);
    const bool catalogue = rf_path_catalogue(&path, &err) == RF_OK;
    tell(e, catalogue, _("French catalogue"), catalogue ? rf_buf_text(&path) : err.text);
    rf_buf_free(&path);
}

static void examine_terminal(examination *e)
{
    const rf_page page = rf_page_of(1);
    rf_buf text = rf_buf_new(PATH_LIMIT);
    tell(e, true, _("locale"), setlocale(LC_MESSAGES, NULL));
    tell(e, true, _("characters"), nl_langinfo(CODESET));
    rf_buf_printf(&text, dngettext("renfort", "%d column", "%d columns", (unsigned long)page.width),
                  (int)page.width);
    tell(e, true, _("page width"), rf_buf_text(&text));
    tell(e, true, _("colours"), page.colour ? _("yes") : _("no"));
    tell(e, true, _("progress line"), isatty(STDERR_FILENO) == 1 ? _("yes") : _("no"));
    rf_buf_free(&text);
}

static rf_exit run(const rf_request *request)
{
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    examination e = {.out = &text};
    examine_libraries(&e);
    examine_encodings(&e);
    examine_paths(&e);
    examine_terminal(&e);
    const rf_exit printed = rf_print(request, &text);
    rf_buf_free(&text);
    if (e.n_missing > 0)
        rf_say(request,
               dngettext("renfort", "%d thing is missing", "%d things are missing",
                         (unsigned long)e.n_missing),
               (int)e.n_missing);
    return e.n_missing > 0 ? RF_EXIT_FAILURE : printed;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_LANG, RF_OPTION_HELP, RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort doctor", N_("Look here first when something does not work.")}, {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("nothing is missing")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_FAILURE, N_("something is missing, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_doctor = {
    .name = "doctor",
    .operands = "",
    .min_operands = 0,
    .max_operands = 0,
    .summary = N_("say what the program runs with, and what is missing"),
    .description = N_("Examines the libraries and their versions, the encodings that can be read, "
                      "the demonstration "
                      "data, the French catalogue, the locale and the terminal."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
