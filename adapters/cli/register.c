/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/register.h"

enum { AUTHORS_LIMIT = 1 << 20 };

static const char *text_of(const char *text)
{
    return text != NULL ? text : "";
}

static rf_status put(const rf_database *database, const rf_initiative_row *row,
                     const rf_buf *authors, rf_err *err)
{
    const rf_store_initiative initiative = {
        .initiative = row->key.id,
        .name = text_of(row->name),
        .authors = rf_buf_text(authors),
        .sponsor = text_of(row->sponsor.id),
        .state = rf_initiative_state_words[row->state],
        .need = text_of(row->need.id),
        .outcome = row->outcome >= 0 ? rf_outcome_kind_words[row->outcome] : "",
        .review_on = row->review_on,
    };
    return rf_store_put_initiative(database->store, &database->by, &initiative, err);
}

rf_status rf_register_initiatives(const rf_database *database, const rf_territory *territory,
                                  rf_err *err)
{
    const rf_initiative_row *rows = rf_rows(territory, RF_INITIATIVES);
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < rf_n_rows(territory, RF_INITIATIVES) && rc == RF_OK; i++) {
        rf_buf authors = rf_buf_new(AUTHORS_LIMIT);
        for (int32_t k = 0; k < rows[i].authors.n; k++)
            rf_buf_printf(&authors, "%s%s", k > 0 ? " " : "", rows[i].authors.items[k].id);
        rc = authors.failed ? rf_fail_memory(err) : put(database, &rows[i], &authors, err);
        rf_buf_free(&authors);
    }
    return rc;
}
