/* SPDX-License-Identifier: GPL-3.0-or-later
 * Territories that a sweep asks the generator for. */
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/cli/paths.h"
#include "adapters/store/digest.h"
#include "bench/sweep/sweep.h"

enum { SHOWN_DIGITS = 12, OPEN_FOLDERS = 8 };
static const double MOST_SECONDS = 3600;

/* One call of the generator. */
typedef struct call {
    char **argv;
    size_t n;
    char seed[24];
} call;

static void add_argument(call *c, const char *text)
{
    c->argv[c->n++] = rf_sweep_child_argument(text);
}

/* --key of a setting, kept with the territory's texts. */
static const char *option_of(struct rf_sweep_owner *owner, const char *key)
{
    char text[RF_ERR_TEXT];
    snprintf(text, sizeof text, "--%s", key);
    return rf_sweep_keep_text(owner, text);
}

static rf_status add_settings(call *c, struct rf_sweep_owner *owner, const rf_sweep_territory *t,
                              int64_t seed, rf_err *err)
{
    const size_t most = 2 * t->n_settings + 6;
    c->argv = rf_sweep_keep_array(owner, most, sizeof *c->argv);
    if (c->argv == NULL)
        return rf_fail_memory(err);
    add_argument(c, NULL); /* the program and where it writes: known later */
    add_argument(c, "--out");
    add_argument(c, NULL);
    for (size_t i = 0; i < t->n_settings; i++) {
        const char *option = option_of(owner, t->settings[i].key);
        if (option == NULL)
            return rf_fail_memory(err);
        add_argument(c, option);
        add_argument(c, t->settings[i].value);
    }
    if (!t->seeded) {
        snprintf(c->seed, sizeof c->seed, "%lld", (long long)seed);
        add_argument(c, "--seed");
        add_argument(c, c->seed);
    }
    return RF_OK;
}

/* Another version may draw otherwise: its territories have other names. */
static rf_status name_of(const char **out, struct rf_sweep_owner *owner,
                         const rf_sweep_territory *t, const call *c, rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    char hex[RF_DIGEST_HEX];
    rf_buf text = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_buf_printf(&text, "%s\n", rf_sweep_version());
    for (size_t i = 3; i < c->n; i++)
        rf_buf_printf(&text, "%s\n", c->argv[i]);
    rf_digest_of(digest, rf_buf_text(&text), text.length);
    const bool failed = text.failed;
    rf_buf_clear(&text);
    rf_buf_printf(&text, "territories/%s-%.*s", t->name, (int)SHOWN_DIGITS,
                  rf_digest_hex(hex, digest));
    *out = failed || text.failed ? NULL : rf_sweep_keep_text(owner, rf_buf_text(&text));
    rf_buf_free(&text);
    return *out != NULL ? RF_OK : rf_fail_memory(err);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

/* What it said first says what was wrong. */
static rf_status refuse(const rf_sweep_territory *t, const rf_sweep_ending *ending, rf_err *err)
{
    if (ending->end == RF_SWEEP_STOPPED)
        return rf_fail(err, RF_IO, "the generator was stopped");
    return rf_fail(err, RF_BAD_INPUT, "territory %s: %s", t->name,
                   ending->said.length > 0 ? rf_buf_text(&ending->said)
                                           : "the generator ended without it");
}

/* Beside its place and then there, so that what is there is whole. */
static rf_status make(call *c, const rf_sweep_territory *t, const char *whole, rf_err *err)
{
    static const rf_sweep_child_limits limits = {.seconds = MOST_SECONDS};
    char program[PATH_MAX], draft[PATH_MAX];
    const ssize_t n = readlink("/proc/self/exe", program, sizeof program - sizeof "generate");
    program[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(program, '/');
    if (slash == NULL ||
        snprintf(draft, sizeof draft, "%s.%ld", whole, (long)getpid()) >= (int)sizeof draft)
        return rf_fail(err, RF_IO, "%s: the name is too long", whole);
    memcpy(slash + 1, "generate", sizeof "generate");
    c->argv[0] = program;
    c->argv[2] = draft;
    rf_sweep_ending ending;
    rf_status rc = rf_sweep_child_run(&ending, c->argv, &limits, err);
    if (rc == RF_OK && (ending.end != RF_SWEEP_EXITED || ending.number != 0))
        rc = refuse(t, &ending, err);
    if (rc == RF_OK && rename(draft, whole) != 0 && !rf_path_exists(whole))
        rc = rf_fail(err, RF_IO, "%s: cannot be written: %s", whole, strerror(errno));
    rf_buf_free(&ending.said);
    (void)nftw(draft, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return rc;
}

rf_status rf_sweep_generate(const char **path, struct rf_sweep_owner *owner,
                            const rf_sweep_territory *t, int64_t seed, const char *folder,
                            rf_err *err)
{
    call c = {.n = 0};
    rf_buf whole = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_status rc = add_settings(&c, owner, t, seed, err);
    if (rc == RF_OK)
        rc = name_of(path, owner, t, &c, err);
    if (rc == RF_OK) {
        rf_path_join(&whole, folder, *path);
        rc = whole.failed ? rf_fail_memory(err) : RF_OK;
    }
    if (rc == RF_OK && !rf_path_exists(rf_buf_text(&whole)))
        rc = make(&c, t, rf_buf_text(&whole), err);
    rf_buf_free(&whole);
    return rc;
}
