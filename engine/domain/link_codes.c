/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/nearest.h"
#include "engine/core/text.h"
#include "engine/domain/linking.h"

enum { MOST_COMPARISONS = 1000000 }; /* well under a second */

typedef struct conditions {
    const char **named; /* by code: its name where some need has it, else NULL */
    bool *told;         /* by code: said already */
    bool any;
    int64_t comparisons_left;
} conditions;

/* Refused rows count as well: they will name the code once they are mended. */
static void note_conditions(conditions *c, const rf_territory *t)
{
    const rf_need_row *needs = rf_rows(t, RF_NEEDS);
    for (int32_t k = 0; k < rf_n_rows(t, RF_NEEDS); k++)
        for (int32_t i = 0; i < needs[k].conditions.n; i++) {
            const int32_t code = needs[k].conditions.items[i].i;
            c->named[code] = rf_pool_at(t->codes, code);
            c->any = true;
        }
}

static void warn_unnamed(const rf_linking *l, conditions *c, const rf_ref *code)
{
    const int32_t n = rf_pool_size(l->territory->codes);
    rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, code->at),
                 _("restrictions: '%s' is among the conditions of no need: it bars from nothing"),
                 code->id);
    c->told[code->i] = true;
    if (c->comparisons_left < n)
        return;
    c->comparisons_left -= n;
    const char *near = rf_nearest(code->id, c->named, (size_t)n);
    if (near != NULL)
        rf_diags_hint(l->diags, _("did you mean '%s'?"), near);
}

static void warn_agents(const rf_linking *l, conditions *c)
{
    const rf_agent_row *agents = rf_rows(l->territory, RF_AGENTS);
    for (int32_t a = 0; a < rf_n_rows(l->territory, RF_AGENTS); a++)
        for (int32_t i = 0; i < agents[a].restrictions.n; i++) {
            const rf_ref *code = &agents[a].restrictions.items[i];
            if (c->named[code->i] == NULL && !c->told[code->i])
                warn_unnamed(l, c, code);
        }
}

rf_status rf_link_check_codes(const rf_linking *linking, rf_err *err)
{
    const size_t n = (size_t)rf_pool_size(linking->territory->codes);
    conditions c = {
        .named = rf_new_array(n, sizeof *c.named),
        .told = rf_new_array(n, sizeof *c.told),
        .comparisons_left = MOST_COMPARISONS,
    };
    const rf_status rc = c.named != NULL && c.told != NULL ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        note_conditions(&c, linking->territory);
    if (rc == RF_OK && c.any) /* else no need says under what conditions one works there */
        warn_agents(linking, &c);
    free(c.told);
    free(c.named);
    return rc;
}
