/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/link.h"

#include <string.h>

#include "engine/core/text.h"
#include "engine/domain/linking.h"

rf_place rf_linking_place(const rf_linking *linking, rf_at at)
{
    return (rf_place){rf_linking_file(linking, at), at.line, at.column};
}

const char *rf_linking_file(const rf_linking *linking, rf_at at)
{
    return at.file < linking->territory->n_files ? linking->territory->files[at.file] : "";
}

void *rf_linking_row(const rf_linking *linking, rf_table_id table, int32_t i)
{
    char *rows = linking->territory->tables[table].rows;
    return rows + rf_schema_of(table)->row_size * (size_t)i;
}

/* --- Keys ------------------------------------------------------------------------------------ */

/* Ids and texts are of one pool: equal texts are one pointer. */
static bool same_refs(const rf_refs *a, const rf_refs *b)
{
    if (a->n != b->n)
        return false;
    for (int32_t i = 0; i < a->n; i++)
        if (a->items[i].id != b->items[i].id)
            return false;
    return true;
}

static bool same_floor(const rf_floor_value *a, const rf_floor_value *b)
{
    return a->value == b->value && a->is_percent == b->is_percent;
}

static bool same_value(rf_kind kind, const void *a, const void *b)
{
    switch (kind) {
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL:
        return ((const rf_ref *)a)->id == ((const rf_ref *)b)->id;
    case RF_KIND_REFS:
    case RF_KIND_CODES:
        return same_refs(a, b);
    case RF_KIND_TEXT:
        return *(const char *const *)a == *(const char *const *)b;
    case RF_KIND_FLOOR:
        return same_floor(a, b);
    case RF_KIND_DEGREES:
        return *(const double *)a == *(const double *)b;
    case RF_KIND_CATEGORIES:
    case RF_KIND_ENUM:
    case RF_KIND_FLAG:
    case RF_KIND_INTEGER:
    case RF_KIND_CENTI_FTE:
    case RF_KIND_AGENT_FTE:
    case RF_KIND_DATE:
        break;
    }
    return *(const int32_t *)a == *(const int32_t *)b;
}

static bool same_rows(const rf_schema *schema, const void *a, const void *b)
{
    for (size_t c = 0; c < schema->n_columns; c++) {
        const size_t offset = schema->columns[c].offset;
        if (!same_value(schema->columns[c].kind, (const char *)a + offset,
                        (const char *)b + offset))
            return false;
    }
    return true;
}

static const rf_ref *key_ref(const rf_schema *schema, const void *row, size_t k)
{
    const void *key = (const char *)row + schema->columns[schema->key[k]].offset;
    return key;
}

/* Says at the row that its key is also at `other`. */
static void say_repeat(const rf_linking *l, rf_severity severity, const rf_schema *schema,
                       const void *row, rf_at other)
{
    const rf_ref *a = key_ref(schema, row, 0), *b = key_ref(schema, row, 1);
    const char *name = schema->columns[schema->key[0]].name;
    const char *file = rf_linking_file(l, other);
    if (schema->n_key == 1)
        rf_diags_add(l->diags, severity, rf_linking_place(l, a->at), _("%s: '%s' is also at %s:%u"),
                     name, a->id, file, other.line);
    else
        rf_diags_add(l->diags, severity, rf_linking_place(l, a->at),
                     _("%s, %s: '%s', '%s' are also at %s:%u"), name,
                     schema->columns[schema->key[1]].name, a->id, b->id, file, other.line);
}

static bool say_two_units(const rf_linking *l, const rf_agent_row *first, const rf_agent_row *again)
{
    if (first->unit.id == NULL || again->unit.id == NULL || first->unit.id == again->unit.id)
        return false;
    rf_diags_add(l->diags, RF_ERROR, rf_linking_place(l, again->key.at),
                 _("agent '%s' is in two units: %s (%s:%u) and %s"), again->key.id, first->unit.id,
                 rf_linking_file(l, first->row.at), first->row.at.line, again->unit.id);
    return true;
}

void rf_linking_refuse_repeat(const rf_linking *linking, rf_table_id table, void *first,
                              void *again)
{
    const rf_schema *schema = rf_schema_of(table);
    rf_row *a = first, *b = again;
    const bool same = same_rows(schema, first, again);
    if (table != RF_AGENTS || !say_two_units(linking, first, again)) {
        say_repeat(linking, RF_ERROR, schema, again, a->at);
        if (same)
            rf_diags_hint(linking->diags, "%s", _("the two rows are the same: remove one"));
    }
    b->refused = true;
    if (!same && !a->refused) {
        say_repeat(linking, RF_NOTE, schema, first, b->at);
        a->refused = true;
    }
}

static rf_status link_keys(const rf_linking *l, rf_table_id table, rf_err *err)
{
    const rf_schema *schema = rf_schema_of(table);
    if (schema->n_key != 1)
        return RF_OK;
    const rf_status rc = rf_ids_add_table(l->ids, table, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t i = 0; i < rf_n_rows(l->territory, table); i++) {
        void *row = rf_linking_row(l, table, i);
        rf_ref *key = (void *)((char *)row + schema->columns[0].offset);
        key->i = i;
        const int32_t first = key->id != NULL ? rf_ids_find_kept(l->ids, table, key->id) : -1;
        if (first >= 0 && first != i)
            rf_linking_refuse_repeat(l, table, rf_linking_row(l, table, first), row);
    }
    return RF_OK;
}

/* --- References ------------------------------------------------------------------------------ */

static void say_unknown(const rf_linking *l, const rf_column *column, const rf_ref *ref)
{
    rf_diags_add(l->diags, RF_ERROR, rf_linking_place(l, ref->at),
                 _("%s: '%s' is in no row of %s.csv"), column->name, ref->id,
                 rf_schema_of(column->target)->file);
    const char *padded = rf_ids_but_for_zeros(l->ids, column->target, ref->id);
    if (padded != NULL) {
        rf_diags_hint(
            l->diags,
            _("there is '%s': a spreadsheet drops zeros at the front unless the column is "
              "imported as text"),
            padded);
        return;
    }
    const char *near = rf_ids_nearest(l->ids, column->target, ref->id);
    if (near != NULL)
        rf_diags_hint(l->diags, _("did you mean '%s'?"), near);
}

static void link_ref(const rf_linking *l, const rf_column *column, rf_row *row, rf_ref *ref)
{
    ref->i = ref->id != NULL ? rf_ids_find_kept(l->ids, column->target, ref->id) : -1;
    if (ref->id == NULL)
        return;
    if (ref->i < 0) {
        if (!l->territory->unread[column->target])
            say_unknown(l, column, ref);
        row->refused = true;
        return;
    }
    if (!l->refused[column->target] || row->refused)
        return;
    const rf_row *target = rf_linking_row(l, column->target, ref->i);
    if (!target->refused)
        return;
    row->refused = true;
    if (l->partial)
        return;
    rf_diags_add(l->diags, RF_NOTE, rf_linking_place(l, ref->at),
                 _("%s: the row of '%s' is refused (%s:%u), and this one with it"), column->name,
                 ref->id, rf_linking_file(l, target->at), target->at.line);
}

static rf_status link_word(rf_pool *pool, rf_ref *ref, rf_err *err)
{
    ref->i = -1;
    if (ref->id == NULL)
        return RF_OK;
    const size_t n = strlen(ref->id);
    ref->i = rf_pool_find(pool, ref->id, n);
    if (ref->i >= 0)
        return RF_OK;
    if (rf_pool_intern(pool, ref->id, n) == NULL)
        return rf_fail_memory(err);
    ref->i = rf_pool_size(pool) - 1;
    return RF_OK;
}

static rf_status link_words(rf_pool *pool, rf_refs *refs, rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < refs->n && rc == RF_OK; i++)
        rc = link_word(pool, &refs->items[i], err);
    return rc;
}

static void link_refs(const rf_linking *l, const rf_column *column, rf_row *row, rf_refs *refs)
{
    for (int32_t i = 0; i < refs->n; i++)
        link_ref(l, column, row, &refs->items[i]);
}

static rf_status link_cell(const rf_linking *l, const rf_column *column, void *row, rf_err *err)
{
    void *cell = (char *)row + column->offset;
    switch (column->kind) {
    case RF_KIND_REF:
        link_ref(l, column, row, cell);
        return RF_OK;
    case RF_KIND_REFS:
        link_refs(l, column, row, cell);
        return RF_OK;
    case RF_KIND_SKILL:
        return link_word(l->territory->skills, cell, err);
    case RF_KIND_LABEL:
        return link_word(l->territory->labels, cell, err);
    case RF_KIND_CODES:
        rf_link_leave_small_words(l, column->name, cell);
        return link_words(l->territory->codes, cell, err);
    case RF_KIND_KEY:
    case RF_KIND_TEXT:
    case RF_KIND_FLOOR:
    case RF_KIND_DEGREES:
    case RF_KIND_CATEGORIES:
    case RF_KIND_ENUM:
    case RF_KIND_FLAG:
    case RF_KIND_INTEGER:
    case RF_KIND_CENTI_FTE:
    case RF_KIND_AGENT_FTE:
    case RF_KIND_DATE:
        break;
    }
    return RF_OK;
}

static rf_status link_cells(const rf_linking *l, rf_table_id table, rf_err *err)
{
    const rf_schema *schema = rf_schema_of(table);
    for (int32_t i = 0; i < rf_n_rows(l->territory, table); i++)
        for (size_t c = 0; c < schema->n_columns; c++) {
            const rf_status rc =
                link_cell(l, &schema->columns[c], rf_linking_row(l, table, i), err);
            if (rc != RF_OK)
                return rc;
        }
    return RF_OK;
}

/* --- All together ---------------------------------------------------------------------------- */

/* Numbers are given anew, so that they depend on the rows that are left and on nothing before. */
static rf_status renew_pools(rf_territory *t, rf_err *err)
{
    rf_pool **const pools[] = {&t->skills, &t->codes, &t->labels};
    for (size_t i = 0; i < sizeof pools / sizeof pools[0]; i++) {
        rf_pool *pool = rf_pool_new();
        if (pool == NULL)
            return rf_fail_memory(err);
        rf_pool_free(*pools[i]);
        *pools[i] = pool;
    }
    return RF_OK;
}

/* Most tables have no refused row: what refers to them then need not go and look. */
static void note_refused(rf_linking *l, rf_table_id table)
{
    const int32_t n = rf_schema_of(table)->n_key == 1 ? rf_n_rows(l->territory, table) : 0;
    for (int32_t i = 0; i < n && !l->refused[table]; i++)
        l->refused[table] = ((const rf_row *)rf_linking_row(l, table, i))->refused;
}

/* Tables come in an order in which a row refers to earlier tables only: one pass carries every
 * refusal on. */
static rf_status link_tables(rf_linking *l, rf_err *err)
{
    rf_status rc = RF_OK;
    for (rf_table_id table = 0; table < RF_N_TABLES && rc == RF_OK; table++) {
        rf_link_check_values(l, table);
        rc = link_keys(l, table, err);
        if (rc == RF_OK)
            rc = link_cells(l, table, err);
        note_refused(l, table);
    }
    if (rc == RF_OK)
        rc = rf_link_check_rules(l, err);
    if (rc == RF_OK && !l->territory->unread[RF_AGENTS] && !l->territory->unread[RF_SKILLS])
        rc = rf_link_check_skills(l, err);
    if (rc == RF_OK && !l->territory->unread[RF_NEEDS])
        rc = rf_link_check_codes(l, err);
    return rc;
}

rf_status rf_territory_link(rf_territory *territory, rf_diags *diags, rf_err *err)
{
    rf_linking l = {.territory = territory,
                    .diags = diags,
                    .ids = rf_ids_new(territory),
                    .phrases = rf_pool_new()};
    rf_status rc = l.ids != NULL && l.phrases != NULL ? RF_OK : rf_fail_memory(err);
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        l.partial = l.partial || territory->unread[table];
    if (rc == RF_OK)
        rc = renew_pools(territory, err);
    if (rc == RF_OK)
        rc = link_tables(&l, err);
    rf_ids_free(l.ids);
    rf_pool_free(l.phrases);
    return rc == RF_OK ? rf_diags_failed(diags, err) : rc;
}

void rf_territory_drop_refused(rf_territory *territory)
{
    for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
        const size_t size = rf_schema_of(table)->row_size;
        rf_table *of = &territory->tables[table];
        size_t kept = 0;
        for (size_t i = 0; i < of->n; i++) {
            char *row = (char *)of->rows + size * i;
            const rf_row *head = (void *)row;
            if (!head->refused)
                memmove((char *)of->rows + size * kept++, row, size);
        }
        of->n = kept;
    }
}
