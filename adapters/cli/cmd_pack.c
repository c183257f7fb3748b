/* SPDX-License-Identifier: GPL-3.0-or-later
 * renfort pack: results that other administrations may see. */
#include <string.h>

#include "adapters/cli/build.h"
#include "adapters/cli/packing.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"

enum { FINDINGS_LIMIT = 1 << 24 };

static const size_t PACK_LIMIT = (size_t)1 << 26;

/* The pack says what its figures mean by this program's definitions. */
static rf_status is_ours(const rf_packing *p, rf_err *err)
{
    static const char OURS[] = RF_VERSION " " RF_COMMIT;
    if (strcmp(p->version, OURS) == 0)
        return RF_OK;
    return rf_fail(err, RF_BAD_INPUT,
                   _("the results were made by renfort %s, and this is %s, which may define a "
                     "figure otherwise: pack them with the one that made them"),
                   p->version, OURS);
}

static rf_exit make(rf_pack **out, const rf_request *request)
{
    rf_err err;
    rf_packing p;
    rf_status rc = rf_packing_read(&p, request->operands[0], &err);
    if (rc == RF_OK) {
        const rf_pack_options options = {
            .version = p.version,
            .threshold = request->threshold > 0 ? (int64_t)request->threshold : RF_THRESHOLD,
            .labels = request->labels,
            .n_labels = request->n_labels};
        rc = is_ours(&p, &err);
        if (rc == RF_OK)
            rc = rf_pack_make(out, p.draft, &options, &err);
        rf_pack_draft_free(p.draft);
    }
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_reading(request, rc, &err);
}

static void tell_summary(const rf_pack *pack)
{
    const rf_pack_summary s = rf_pack_summary_of(pack);
    rf_say_hint(_("cases: %d; territories: %d; figures: %d, withheld: %d; cells: %d, hidden: %d; "
                  "threshold: %d"),
                (int)s.cases, (int)s.territories, (int)s.figures, (int)s.withheld, (int)s.cells,
                (int)s.hidden, (int)s.threshold);
    if (s.narrowest != RF_OPEN)
        rf_say_hint(
            _("attacked: the narrowest interval that a hidden cell is left is %d people wide"),
            (int)s.narrowest);
}

static rf_exit deliver(const rf_request *request, const rf_pack *pack)
{
    rf_err err;
    rf_buf bytes = rf_buf_new(PACK_LIMIT);
    const char *path = request->output == NULL ? "pack.zip" : request->output;
    rf_status rc = rf_pack_write(&bytes, pack, &err);
    if (rc == RF_OK)
        rc = rf_file_write(path, bytes.text, bytes.length, &err);
    rf_buf_free(&bytes);
    if (rc != RF_OK)
        return rf_exit_of_failure(request, &err);
    if (!request->quiet) {
        rf_say(request, _("the pack is in %s"), path);
        tell_summary(pack);
    }
    return RF_EXIT_DONE;
}

/* Reads a pack and attacks it; findings go to standard output. */
static rf_exit read_checked(rf_pack **out, const rf_request *request, const char *path)
{
    rf_err err;
    int32_t n = 0;
    rf_buf findings = rf_buf_new(FINDINGS_LIMIT);
    rf_status rc = rf_pack_read(out, path, &err);
    if (rc == RF_OK)
        rc = rf_pack_check(&n, &findings, *out, &err);
    rf_exit exit = RF_EXIT_DONE;
    if (rc == RF_BAD_INPUT) {
        rf_say(request, "%s: %s", path, err.text);
        exit = RF_EXIT_INPUT;
    } else if (rc != RF_OK) {
        exit = rf_exit_of_reading(request, rc, &err);
    } else if (n > 0) {
        exit = rf_print(request, &findings);
        rf_say(request, dngettext("renfort", "%s: %d finding", "%s: %d findings", (unsigned long)n),
               path, (int)n);
        exit = exit == RF_EXIT_DONE ? RF_EXIT_BREACH : exit;
    }
    rf_buf_free(&findings);
    return exit;
}

static rf_exit check_all(const rf_request *request)
{
    rf_exit first = RF_EXIT_DONE; /* of those that are not */
    for (int i = 0; i < request->n_operands; i++) {
        rf_pack *pack = NULL;
        const rf_exit exit = read_checked(&pack, request, request->operands[i]);
        if (exit == RF_EXIT_DONE && !request->quiet) {
            rf_say(request, _("%s: no finding"), request->operands[i]);
            tell_summary(pack);
        }
        rf_pack_free(pack);
        first = first == RF_EXIT_DONE ? exit : first;
    }
    return first;
}

static rf_exit merge(rf_pack **out, const rf_request *request)
{
    rf_err err;
    rf_exit exit = read_checked(out, request, request->operands[0]);
    for (int i = 1; i < request->n_operands && exit == RF_EXIT_DONE; i++) {
        rf_pack *other = NULL;
        exit = read_checked(&other, request, request->operands[i]);
        const rf_status rc = exit == RF_EXIT_DONE ? rf_pack_join(*out, other, &err) : RF_OK;
        if (rc != RF_OK) {
            rf_say(request, "%s: %s", request->operands[i], err.text);
            exit = rc == RF_BAD_INPUT ? RF_EXIT_INPUT : RF_EXIT_FAILURE;
        }
        rf_pack_free(other);
    }
    return exit;
}

/* What is asked for at once must go together. */
static bool is_usable(const rf_request *request)
{
    const bool makes = !request->check && !request->merge;
    if (request->check && request->merge)
        rf_say(request, "%s", _("--check and --merge do not go together: --merge checks too"));
    else if (!makes && (request->threshold > 0 || request->n_labels > 0))
        rf_say(request, "%s", _("--threshold and --label are for making a pack from results"));
    else if (request->check && request->output != NULL)
        rf_say(request, "%s", _("--check writes nothing: leave -o out"));
    else if (makes && request->n_operands != 1)
        rf_say(request, "%s", _("one file of results makes a pack; --merge joins packs"));
    else if (request->merge && request->n_operands < 2)
        rf_say(request, "%s", _("--merge needs two packs or more"));
    else
        return true;
    return false;
}

/* No pack takes the place of what it is made from. */
static bool spares_operands(const rf_request *request, const char *path)
{
    for (int i = 0; i < request->n_operands; i++)
        if (rf_path_is_same(request->operands[i], path)) {
            rf_say(request, _("-o: %s is what the pack is made from"), path);
            return false;
        }
    return true;
}

static rf_exit run(const rf_request *request)
{
    rf_err err;
    rf_pack *pack = NULL;
    if (!is_usable(request))
        return RF_EXIT_USAGE;
    if (request->check)
        return check_all(request);
    const char *path = request->output == NULL ? "pack.zip" : request->output;
    if (!spares_operands(request, path))
        return RF_EXIT_USAGE;
    if (rf_output_check(path, &err) != RF_OK)
        return rf_exit_of_failure(request, &err);
    rf_exit exit = request->merge ? merge(&pack, request) : make(&pack, request);
    if (exit == RF_EXIT_DONE)
        exit = deliver(request, pack);
    rf_pack_free(pack);
    return exit;
}

static const rf_option_id OPTIONS[] = {RF_OPTION_PACK,       RF_OPTION_THRESHOLD, RF_OPTION_LABEL,
                                       RF_OPTION_PACK_CHECK, RF_OPTION_MERGE,     RF_OPTION_QUIET,
                                       RF_OPTION_LANG,       RF_OPTION_HELP,      RF_N_OPTIONS};

static const rf_example EXAMPLES[] = {
    {"renfort pack results.db --label town=Brume -o brume.zip",
     N_("A pack that calls the territory of the folder town Brume.")},
    {"renfort pack --check brume.zip", N_("Attack it: may it be published?")},
    {"renfort pack --merge brume.zip other.zip -o both.zip",
     N_("One comparison of two administrations.")},
    {NULL, NULL}};

static const rf_exit_text STATUSES[] = {
    {RF_EXIT_DONE, N_("the pack was written, or nothing was found against it")},
    {RF_EXIT_USAGE, N_("wrong usage")},
    {RF_EXIT_INPUT, N_("the results or a pack cannot be read, or a pack holds what none may")},
    {RF_EXIT_BREACH, N_("--check, --merge: findings, one a line on standard output")},
    {RF_EXIT_FAILURE, N_("failure: no memory, or the output cannot be written")},
    {RF_EXIT_DONE, NULL}};

const rf_command rf_command_pack = {
    .name = "pack",
    .operands = "RESULTS|PACK...",
    .min_operands = 1,
    .max_operands = RF_MAX_OPERANDS,
    .summary = N_("put key figures and tables into a pack that may be shared"),
    .description = N_(
        "Makes a pack, a zip of CSV files, of the RESULTS of a sweep. It names nobody: "
        "organisations become O1, O2, ..., places P1, P2, ..., in an order that tells nothing; "
        "names of territories, scenarios and variants become the labels that you give. No id, no "
        "free text and no date is in it.\n\n"
        "A figure that fewer people than the threshold stand behind is withheld. In tables, small "
        "cells are hidden, and others beside them, until no hidden cell can be worked out to "
        "within "
        "the threshold. An attack by linear programming proves it; its intervals are in the pack. "
        "Zero cells are shown. The manifest has versions and SHA-256 digests, the codebook says "
        "what everything means.\n\n"
        "--check does the attack again on a pack that anybody made, and refuses a zip that holds "
        "anything else. --merge joins packs of one version of renfort into one comparison."),
    .options = OPTIONS,
    .examples = EXAMPLES,
    .statuses = STATUSES,
    .run = run,
};
