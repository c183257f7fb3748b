/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pack from its bytes. What is read is written again and compared, so that a member can hold
 * nothing that the reader did not see. */
#include <stdlib.h>
#include <string.h>

#include "adapters/json/document.h"
#include "adapters/pack/grid.h"
#include "adapters/pack/members.h"
#include "adapters/pack/words.h"
#include "adapters/store/digest.h"

/* A member being read line by line. */
typedef struct reader {
    rf_pack *pack;
    const char *name;
    char *next; /* in a copy of the member that is cut into fields */
    int32_t line;
    size_t at; /* case of the line */
} reader;

enum { FIELDS = 10 }; /* of figures.csv, and of tables.csv */

static rf_status refuse(const reader *r, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, _("%s:%d: not a line of a pack"), r->name, (int)r->line);
}

/* Ends a field at the comma after it; quotes around it stay. NULL: there is none. */
static char *cut_field(char **rest, bool last)
{
    char *field = *rest;
    char *from = field[0] == '"' ? strchr(field + 1, '"') : field;
    if (from == NULL)
        return NULL;
    if (last)
        return strchr(from, ',') == NULL ? field : NULL;
    char *comma = strchr(from, ',');
    if (comma == NULL)
        return NULL;
    *comma = '\0';
    *rest = comma + 1;
    return field;
}

/* The next line's n fields. *more false: the end. */
static rf_status next_line(bool *more, char **fields, int32_t n, reader *r, rf_err *err)
{
    r->line++;
    *more = *r->next != '\0';
    if (!*more)
        return RF_OK;
    char *rest = r->next;
    char *end = strstr(rest, "\r\n");
    if (end == NULL)
        return refuse(r, err);
    *end = '\0';
    r->next = end + 2;
    for (int32_t i = 0; i < n; i++) {
        fields[i] = cut_field(&rest, i == n - 1);
        if (fields[i] == NULL)
            return refuse(r, err);
    }
    return RF_OK;
}

static const char *keep(rf_pack *pack, const char *text)
{
    return rf_pool_intern(pack->pool, text, strlen(text));
}

static bool is_case(const rf_pack_case *c, char *const *fields)
{
    return strcmp(c->territory, fields[0]) == 0 && strcmp(c->scenario, fields[1]) == 0 &&
           strcmp(c->variant, fields[2]) == 0;
}

static rf_status start_case(reader *r, char *const *fields, rf_err *err)
{
    rf_pack *pack = r->pack;
    for (size_t i = 0; i < pack->n_cases; i++)
        if (is_case(&pack->cases[i], fields) ||
            (i + 1 < pack->n_cases && strcmp(pack->cases[i].territory, fields[0]) == 0 &&
             strcmp(pack->cases[pack->n_cases - 1].territory, fields[0]) != 0))
            return refuse(r, err);
    for (int32_t i = 0; i < 3; i++)
        if (!rf_pack_is_label(fields[i]))
            return refuse(r, err);
    if (pack->n_cases == RF_PACK_MOST_CASES)
        return rf_fail(err, RF_BAD_INPUT, _("a pack holds at most %d cases"),
                       (int)RF_PACK_MOST_CASES);
    rf_pack_case *c = rf_pack_put_case(pack);
    if (c == NULL)
        return rf_fail_memory(err);
    c->territory = keep(pack, fields[0]);
    c->scenario = keep(pack, fields[1]);
    c->variant = keep(pack, fields[2]);
    return c->territory == NULL || c->scenario == NULL || c->variant == NULL ? rf_fail_memory(err)
                                                                             : RF_OK;
}

static bool state_of(rf_pack_state *out, const char *text)
{
    for (rf_pack_state s = 0; s < RF_N_PACK_STATES; s++)
        if (strcmp(rf_pack_state_name(s), text) == 0) {
            *out = s;
            return true;
        }
    return false;
}

/* In the order of definitions and groups. */
static bool follows(const rf_pack *pack, const rf_pack_figure *f)
{
    const rf_pack_case *c = &pack->cases[pack->n_cases - 1];
    const int32_t rank = rf_pack_group_rank(f->definition->groups, f->group);
    if (rank < 0 || c->n_figures == 1)
        return rank >= 0;
    const rf_pack_figure *before = f - 1;
    return before->definition < f->definition ||
           (before->definition == f->definition &&
            rf_pack_group_rank(f->definition->groups, before->group) < rank);
}

static rf_status take_figure(reader *r, char *const *fields, rf_err *err)
{
    rf_pack *pack = r->pack;
    rf_status rc = RF_OK;
    if (pack->n_cases == 0 || !is_case(&pack->cases[pack->n_cases - 1], fields))
        rc = start_case(r, fields, err);
    if (rc != RF_OK)
        return rc;
    rf_pack_figure *f = rf_pack_put_figure(pack);
    const char *group = keep(pack, fields[4]);
    if (f == NULL || group == NULL)
        return rf_fail_memory(err);
    f->definition = rf_kpi_definition_of(fields[3]);
    f->group = group;
    if (f->definition == NULL || !state_of(&f->state, fields[6]) || !follows(pack, f))
        return refuse(r, err);
    f->mean = strtod(fields[7], NULL);
    f->deviation = strtod(fields[8], NULL);
    f->draws = (int32_t)strtol(fields[9], NULL, 10);
    return RF_OK;
}

static rf_status take_cell(reader *r, char *const *fields, rf_err *err)
{
    rf_pack *pack = r->pack;
    while (r->at < pack->n_cases && !is_case(&pack->cases[r->at], fields))
        r->at++;
    const rf_pack_table *table = rf_pack_table_of(fields[3]);
    if (r->at == pack->n_cases || table == NULL || rf_pack_rank(table->rows, fields[4]) < 0 ||
        rf_pack_rank(table->columns, fields[5]) < 0)
        return refuse(r, err);
    rf_pack_cell *cell = rf_pack_put_cell(pack, r->at);
    if (cell == NULL)
        return rf_fail_memory(err);
    cell->table = table->name;
    cell->row = keep(pack, fields[4]);
    cell->column = keep(pack, fields[5]);
    cell->cell = (int32_t)strtol(fields[6], NULL, 10);
    cell->hidden = fields[7][0] == '\0';
    cell->people = strtoll(fields[7], NULL, 10);
    cell->interval.low = strtoll(fields[8], NULL, 10);
    cell->interval.high = strcmp(fields[9], "open") == 0 ? RF_OPEN : strtoll(fields[9], NULL, 10);
    if (cell->people < 0 || cell->people > INT32_MAX)
        return refuse(r, err);
    return cell->row == NULL || cell->column == NULL ? rf_fail_memory(err) : RF_OK;
}

static rf_status read_lines(rf_pack *pack, rf_zip_member *member, const char *head,
                            rf_status (*take)(reader *r, char *const *fields, rf_err *err),
                            rf_err *err)
{
    char *fields[FIELDS];
    reader r = {.pack = pack, .name = member->name, .line = 1};
    const char *text = rf_buf_text(&member->bytes);
    if (strlen(text) != member->bytes.length || strncmp(text, head, strlen(head)) != 0)
        return refuse(&r, err);
    char *copy = strdup(text + strlen(head));
    rf_status rc = copy == NULL ? rf_fail_memory(err) : RF_OK;
    r.next = copy;
    for (bool more = true; more && rc == RF_OK;) {
        rc = next_line(&more, fields, FIELDS, &r, err);
        if (rc == RF_OK && more)
            rc = take(&r, fields, err);
    }
    free(copy);
    return rc;
}

/* ---- manifest -------------------------------------------------------------------------------- */

static rf_status bad_manifest(const char *key, rf_err *err)
{
    return rf_fail(err, RF_BAD_INPUT, _("manifest.json: '%s' is missing or not as in a pack"), key);
}

static const char *text_of(const rf_json_node *object, const char *key)
{
    const rf_json_node *node = rf_json_member(object, key);
    return node != NULL && node->kind == RF_JSON_STRING ? node->text : "";
}

static bool whole_of(int64_t *out, const rf_json_node *object, const char *key)
{
    const rf_json_node *node = rf_json_member(object, key);
    if (node == NULL || node->kind != RF_JSON_NUMBER || !(node->number >= 0 && node->number < 1e9))
        return false;
    *out = (int64_t)node->number;
    return true;
}

static rf_status take_sources(rf_pack *pack, const rf_json_node *root, rf_err *err)
{
    const rf_json_node *list = rf_json_member(root, "sources");
    unsigned char digest[RF_DIGEST];
    if (list == NULL || list->kind != RF_JSON_ARRAY)
        return bad_manifest("sources", err);
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x)) {
        rf_pack_source *source = rf_pack_put_source(pack);
        if (source == NULL)
            return rf_fail_memory(err);
        if (x->kind != RF_JSON_OBJECT || !whole_of(&source->jobs, x, "jobs") ||
            !whole_of(&source->failed, x, "failed") ||
            !rf_digest_read(digest, text_of(x, "jobs_sha256")))
            return bad_manifest("sources", err);
        rf_digest_hex(source->hash, digest);
    }
    return RF_OK;
}

static rf_status check_hash(const rf_zip_member *member, const rf_json_node *files, rf_err *err)
{
    unsigned char digest[RF_DIGEST];
    char hex[RF_DIGEST_HEX];
    rf_digest_of(digest, rf_buf_text(&member->bytes), member->bytes.length);
    rf_digest_hex(hex, digest);
    for (const rf_json_node *x = rf_json_first(files); x < rf_json_end(files); x = rf_json_next(x))
        if (x->kind == RF_JSON_OBJECT && strcmp(text_of(x, "name"), member->name) == 0 &&
            strcmp(text_of(x, "sha256"), hex) == 0)
            return RF_OK;
    return rf_fail(err, RF_BAD_INPUT, _("%s: its SHA-256 is not the one in manifest.json"),
                   member->name);
}

static rf_status take_manifest(rf_pack *pack, const rf_json_node *root,
                               const rf_zip_member *members, rf_err *err)
{
    if (root->kind != RF_JSON_OBJECT || strcmp(text_of(root, "format"), "renfort-pack/1") != 0)
        return bad_manifest("format", err);
    if (!rf_pack_is_version(text_of(root, "renfort")))
        return bad_manifest("renfort", err);
    if (!whole_of(&pack->threshold, root, "threshold") || pack->threshold < RF_LEAST_THRESHOLD)
        return bad_manifest("threshold", err);
    pack->version = keep(pack, text_of(root, "renfort"));
    if (pack->version == NULL)
        return rf_fail_memory(err);
    if (strcmp(text_of(root, "definitions"), pack->definitions) != 0)
        return rf_fail(err, RF_BAD_INPUT,
                       _("its figures are defined otherwise than here: it was made by renfort %s"),
                       pack->version);
    const rf_json_node *files = rf_json_member(root, "files");
    if (files == NULL || files->kind != RF_JSON_ARRAY)
        return bad_manifest("files", err);
    rf_status rc = take_sources(pack, root, err);
    for (int32_t i = RF_PACK_MANIFEST + 1; i < RF_N_PACK_MEMBERS && rc == RF_OK; i++)
        rc = check_hash(&members[i], files, err);
    return rc;
}

static rf_status read_manifest(rf_pack *pack, const rf_zip_member *members, rf_err *err)
{
    rf_json_doc *doc = NULL;
    rf_diags *diags = rf_diags_new();
    const rf_buf *bytes = &members[RF_PACK_MANIFEST].bytes;
    if (diags == NULL)
        return rf_fail_memory(err);
    rf_status rc = RF_OK;
    if (bytes->length > RF_JSON_SMALL_FILE)
        rc = bad_manifest("format", err);
    else
        rc = rf_json_parse(&doc, rf_buf_text(bytes), bytes->length, "manifest.json", diags, err);
    rf_diags_free(diags);
    if (rc == RF_OK)
        rc = take_manifest(pack, doc->root, members, err);
    else if (rc == RF_BAD_INPUT)
        rc = bad_manifest("format", err);
    rf_json_close(doc);
    return rc;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Each member against what is written for what was read. */
static rf_status compare(const rf_zip_member *members, const rf_pack *pack, rf_err *err)
{
    rf_zip_member own[RF_N_PACK_MEMBERS];
    rf_pack_members_start(own);
    rf_status rc = rf_pack_members_write(own, pack, err);
    for (int32_t i = 0; i < RF_N_PACK_MEMBERS && rc == RF_OK; i++)
        if (own[i].bytes.length != members[i].bytes.length ||
            memcmp(rf_buf_text(&own[i].bytes), rf_buf_text(&members[i].bytes),
                   own[i].bytes.length) != 0)
            rc = rf_fail(err, RF_BAD_INPUT,
                         _("%s: it holds something else than the figures of this pack"),
                         members[i].name);
    rf_pack_members_free(own);
    return rc;
}

static rf_status read_members(rf_pack *pack, rf_zip_member *members, rf_err *err)
{
    rf_status rc = read_manifest(pack, members, err);
    if (rc == RF_OK)
        rc = read_lines(pack, &members[RF_PACK_FIGURES], RF_PACK_FIGURES_HEAD, take_figure, err);
    if (rc == RF_OK)
        rc = read_lines(pack, &members[RF_PACK_TABLES], RF_PACK_TABLES_HEAD, take_cell, err);
    for (size_t i = 0; i < pack->n_cases && rc == RF_OK; i++) {
        rf_pack_grid grid;
        const rf_pack_case *c = &pack->cases[i];
        rc = rf_pack_grid_new(&grid, pack->cells + c->first_cell, c->n_cells, err);
        if (rc == RF_OK)
            rf_pack_grid_free(&grid);
    }
    return rc == RF_OK ? compare(members, pack, err) : rc;
}

rf_status rf_pack_read(rf_pack **out, const char *path, rf_err *err)
{
    rf_zip_member members[RF_N_PACK_MEMBERS];
    rf_buf bytes = rf_buf_new(RF_ZIP_MOST);
    rf_pack *pack = rf_pack_new();
    rf_pack_members_start(members);
    rf_status rc = pack == NULL ? rf_fail_memory(err) : rf_file_read(&bytes, path, err);
    if (rc == RF_OK)
        rc = rf_zip_read(members, RF_N_PACK_MEMBERS, &bytes, err);
    if (rc == RF_OK)
        rc = read_members(pack, members, err);
    rf_pack_members_free(members);
    rf_buf_free(&bytes);
    if (rc == RF_OK)
        *out = pack;
    else
        rf_pack_free(pack);
    return rc;
}
