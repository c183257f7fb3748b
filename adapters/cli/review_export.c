/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/review_export.h"

#include <string.h>

#include "adapters/cli/folder.h"
#include "adapters/cli/language.h"
#include "adapters/cli/paths.h"
#include "adapters/cli/terminal.h"
#include "adapters/csv/put.h"
#include "adapters/csv/review.h"

enum { PATH_LIMIT = 1 << 16, NAME_LIMIT = 1 << 10, SHEET_LIMIT = 1 << 28, SEPARATOR_SEMICOLON = 2 };

static const char REVIEW[] = "review";
static const char MISSIONS[] = "missions";

/* One export under way. The first pass looks whether every file is new, the second writes. */
typedef struct exporting {
    const rf_instance *in;
    const rf_csv_lists *writer;
    const char *output;
    bool write;
    int64_t lists, missions;
} exporting;

static rf_list_form form_of(const rf_request *request)
{
    const bool french = rf_language_is_french();
    const int32_t choice = request->separator;
    const bool semicolon = choice == 0 ? french : (choice - 1) % 2 + 1 == SEPARATOR_SEMICOLON;
    return (rf_list_form){.delimiter = semicolon ? ';' : ',', .french = french};
}

static rf_status put_file(const exporting *x, const char *kind, const char *id, const rf_buf *text,
                          rf_err *err)
{
    rf_buf folder = rf_buf_new(PATH_LIMIT), name = rf_buf_new(NAME_LIMIT);
    rf_path_join(&folder, x->output, kind);
    rf_csv_put_file_name(&name, id);
    rf_buf_puts(&name, ".csv");
    rf_status rc = RF_OK;
    if (folder.failed || name.failed || text->failed)
        rc = rf_fail_memory(err);
    else if (x->write)
        rc = rf_folder_add(rf_buf_text(&folder), rf_buf_text(&name), text, err);
    else
        rc = rf_folder_lacks(rf_buf_text(&folder), rf_buf_text(&name), err);
    rf_buf_free(&folder);
    rf_buf_free(&name);
    return rc;
}

static rf_status do_unit(exporting *x, int32_t unit, rf_err *err)
{
    int32_t n = 0;
    rf_buf text = rf_buf_new(SHEET_LIMIT);
    rf_csv_put_review(&n, &text, x->writer, unit);
    const rf_status rc = n > 0 ? put_file(x, REVIEW, rf_unit_name(x->in, unit), &text, err) : RF_OK;
    x->lists += n > 0;
    rf_buf_free(&text);
    return rc;
}

static rf_status do_agent(exporting *x, rf_agent_id agent, rf_err *err)
{
    int32_t n = 0;
    rf_buf text = rf_buf_new(SHEET_LIMIT);
    rf_csv_put_mission(&n, &text, x->writer, agent);
    const rf_status rc = put_file(x, MISSIONS, rf_agent_name(x->in, agent), &text, err);
    x->missions++;
    rf_buf_free(&text);
    return rc;
}

/* Moves are sorted by agent: each agent once. */
static rf_status do_all(exporting *x, const rf_plan *plan, rf_err *err)
{
    rf_status rc = RF_OK;
    x->lists = x->missions = 0;
    for (int32_t u = 0; rc == RF_OK && u < x->in->n_units; u++)
        rc = do_unit(x, u, err);
    for (int32_t m = 0; rc == RF_OK && m < plan->n_moves; m++)
        if (m == 0 || plan->moves[m].agent.i != plan->moves[m - 1].agent.i)
            rc = do_agent(x, plan->moves[m].agent, err);
    return rc;
}

static rf_status make_folders(const char *output, rf_err *err)
{
    const char *const kinds[] = {REVIEW, MISSIONS};
    rf_status rc = rf_folder_make(output, err);
    for (size_t i = 0; rc == RF_OK && i < 2; i++) {
        rf_buf path = rf_buf_new(PATH_LIMIT);
        rf_path_join(&path, output, kinds[i]);
        rc = path.failed ? rf_fail_memory(err) : rf_folder_make(rf_buf_text(&path), err);
        rf_buf_free(&path);
    }
    return rc;
}

static void tell(const rf_request *request, const exporting *x)
{
    if (request->quiet)
        return;
    rf_say(request,
           dngettext("renfort", "%lld review list is in %s/review",
                     "%lld review lists are in %s/review", (unsigned long)x->lists),
           (long long)x->lists, x->output);
    rf_say(request,
           dngettext("renfort", "%lld mission sheet is in %s/missions",
                     "%lld mission sheets are in %s/missions", (unsigned long)x->missions),
           (long long)x->missions, x->output);
}

rf_exit rf_review_export(const rf_request *request, const rf_instance *in, const rf_plan *plan)
{
    rf_err err;
    rf_csv_lists *writer = NULL;
    const rf_list_form form = form_of(request);
    exporting x = {.in = in, .output = request->output};
    rf_status rc = rf_csv_lists_new(&writer, in, plan, &form, &err);
    x.writer = writer;
    if (rc == RF_OK)
        rc = do_all(&x, plan, &err);
    if (rc == RF_OK)
        rc = make_folders(x.output, &err);
    x.write = true;
    if (rc == RF_OK)
        rc = do_all(&x, plan, &err);
    rf_csv_lists_free(writer);
    if (rc == RF_OK)
        tell(request, &x);
    if (rc == RF_BAD_INPUT)
        return rf_exit_of_reading(request, rc, &err);
    return rc == RF_OK ? RF_EXIT_DONE : rf_exit_of_failure(request, &err);
}
