/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <strings.h>

#include "engine/core/mem.h"
#include "engine/core/nearest.h"
#include "engine/core/text.h"
#include "engine/domain/linking.h"

/* Small words of French and English, which are in sentences and are no codes. */
static const char *const SMALL[] = {
    "de", "du",  "des", "la",   "le",   "les",  "à",    "au",  "aux", "en",   "et",
    "ou", "par", "sur", "sans", "avec", "dans", "of",   "the", "and", "or",   "in",
    "at", "to",  "on",  "for",  "no",   "not",  "with", "pas", "ne",  "pour",
};

static bool is_small(const char *word)
{
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++)
        if (strcasecmp(word, SMALL[i]) == 0)
            return true;
    return false;
}

enum { PHRASE_LIMIT = 1 << 20 };

/* Joins the small words from `first` to before `end` with the codes beside them:
 * "travail_de_nuit". */
static void join(rf_buf *out, const rf_refs *codes, int32_t first, int32_t end)
{
    const int32_t from = first > 0 ? first - 1 : 0, to = end < codes->n ? end + 1 : codes->n;
    for (int32_t i = from; i < to; i++)
        rf_buf_printf(out, "%s%s", i > from ? "_" : "", codes->items[i].id);
}

/* Once for each phrase. Without memory it is said again, which harms nobody. */
static bool is_told(const rf_linking *l, const rf_buf *phrase)
{
    if (rf_pool_find(l->phrases, rf_buf_text(phrase), phrase->length) >= 0)
        return true;
    (void)rf_pool_intern(l->phrases, rf_buf_text(phrase), phrase->length);
    return false;
}

static void warn_of_small(const rf_linking *l, const char *column, const rf_ref *word,
                          const rf_buf *phrase)
{
    if (phrase->failed || is_told(l, phrase))
        return;
    rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, word->at),
                 _("%s: '%s' is no code and is left out: codes are separated by spaces"), column,
                 word->id);
    rf_diags_hint(l->diags,
                  _("a code is one word: write '%s', the same in restrictions and conditions"),
                  rf_buf_text(phrase));
}

void rf_link_leave_small_words(const rf_linking *l, const char *column, rf_refs *codes)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < codes->n;) {
        int32_t end = i;
        while (end < codes->n && is_small(codes->items[end].id))
            end++;
        if (end == i) {
            codes->items[kept++] = codes->items[i++];
            continue;
        }
        rf_buf phrase = rf_buf_new(PHRASE_LIMIT);
        join(&phrase, codes, i, end);
        warn_of_small(l, column, &codes->items[i], &phrase);
        rf_buf_free(&phrase);
        i = end;
    }
    codes->n = kept;
}

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
