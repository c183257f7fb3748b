/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/envelope.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/json/reader.h"

static const rf_json_range PERIODS = {1, 366};
static const rf_json_range MINUTES = {0, 10000};
static const rf_json_range MINUTES_EITHER_WAY = {-10000, 10000};
static const rf_json_range DAYS = {1, 366};
static const double MOST_FTE = 1000;

static void read_truth(bool *out, rf_json_reader *r, const rf_json_node *node)
{
    if (node->kind == RF_JSON_TRUE || node->kind == RF_JSON_FALSE)
        *out = node->kind == RF_JSON_TRUE;
    else
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node),
                     _("%s: %s is neither true nor false"), node->name,
                     rf_json_show(r->doc, node).text);
}

static const char *keep(const char **out, rf_pool *strings, rf_json_reader *r,
                        const rf_json_node *node)
{
    const char *text;
    if (!rf_json_read_text(&text, r, node))
        return NULL;
    const char *kept = rf_pool_intern(strings, text, strlen(text));
    r->no_memory = r->no_memory || kept == NULL;
    if (kept != NULL)
        *out = kept;
    return kept;
}

static rf_at at_of(const rf_json_node *node)
{
    return (rf_at){.line = node->line,
                   .column = (uint16_t)(node->column < UINT16_MAX ? node->column : UINT16_MAX)};
}

static void read_id(rf_ref *out, rf_pool *strings, rf_json_reader *r, const rf_json_node *node)
{
    out->at = at_of(node);
    keep(&out->id, strings, r, node);
}

/* ---- conditions ---- */

static void read_same_organisation(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_grant *grant = target;
    read_truth(&grant->same_organisation, r, node);
}

static void read_qualified(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_grant *grant = target;
    read_truth(&grant->qualified, r, node);
}

static void read_floor_kept(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_grant *grant = target;
    read_truth(&grant->floor_kept, r, node);
}

static void read_consent(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_grant *grant = target;
    if (!rf_json_is_list(r, node))
        return;
    grant->consents = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        int32_t word;
        if (rf_json_read_word(&word, r, x, rf_consent_words, RF_N_CONSENTS))
            grant->consents |= 1U << word;
    }
}

static void read_max_periods(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_grant *grant = target;
    rf_json_read_small(&grant->max_periods, r, node, PERIODS);
}

static void read_max_travel(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_grant *grant = target;
    rf_json_read_small(&grant->max_travel_minutes, r, node, MINUTES);
}

/* What a grant and a silence have in common. */
#define CONDITION_FIELDS                                                                           \
    {"same_organisation", false, read_same_organisation}, {"consent", false, read_consent},        \
        {"qualified", false, read_qualified}, {"max_periods", false, read_max_periods},            \
        {"max_travel", false, read_max_travel},                                                    \
    {                                                                                              \
        "floor_kept", false, read_floor_kept                                                       \
    }

static void read_grant(rf_grant *grant, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {CONDITION_FIELDS};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (!rf_json_is_object(r, node))
        return;
    *grant = rf_grant_open();
    rf_json_read_fields(grant, r, node, &fields);
}

/* ---- delegations ---- */

/* What is being filled, so that its texts find their pool. */
typedef struct filling {
    rf_envelope *envelope;
    rf_delegation *delegation;
    rf_rule_change *change;
} filling;

static void read_of(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_ref *organisation = &f->delegation->organisation;
    read_id(organisation, f->envelope->strings, r, node);
    if (organisation->id != NULL && strcmp(organisation->id, "*") == 0)
        organisation->id = NULL;
}

static void read_unit_grant(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_grant(&f->delegation->levels[RF_DECIDED_BY_UNIT], r, node);
}

static void read_organisation_grant(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_grant(&f->delegation->levels[RF_DECIDED_BY_ORGANISATION], r, node);
}

/* Read with the silence's own days, which are no condition. */
static void skip_days(void *target, rf_json_reader *r, const rf_json_node *node)
{
    (void)target;
    (void)r;
    (void)node;
}

static void read_silence(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"days", true, skip_days}, CONDITION_FIELDS};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    filling *f = target;
    if (!rf_json_is_object(r, node))
        return;
    f->delegation->silence = rf_grant_open();
    rf_json_read_fields(&f->delegation->silence, r, node, &fields);
    const rf_json_node *days = rf_json_member(node, "days");
    if (days != NULL)
        rf_json_read_small(&f->delegation->silence_days, r, days, DAYS);
}

static void read_centi_fte(int32_t *out, rf_json_reader *r, const rf_json_node *node, double low)
{
    double fte = 0;
    if (rf_json_read_number(&fte, r, node, low, MOST_FTE))
        *out = (int32_t)lround(fte * 100);
}

static void read_floor_limit(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_delegation *delegation = target;
    read_centi_fte(&delegation->floor_limit, r, node, 0);
}

static void read_travel_limit(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_delegation *delegation = target;
    rf_json_read_small(&delegation->travel_limit, r, node, MINUTES);
}

static void read_limits(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"floor", false, read_floor_limit},
                                          {"max_travel", false, read_travel_limit}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    filling *f = target;
    if (rf_json_is_object(r, node))
        rf_json_read_fields(f->delegation, r, node, &fields);
}

static void read_delegation(filling *f, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"of", true, read_of},
                                          {"unit", false, read_unit_grant},
                                          {"silence", false, read_silence},
                                          {"organisation", false, read_organisation_grant},
                                          {"limits", false, read_limits}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (!rf_json_is_object(r, node))
        return;
    f->delegation = &f->envelope->delegations[f->envelope->n_delegations++];
    f->delegation->organisation = (rf_ref){.at = at_of(node), .i = -1};
    rf_json_read_fields(f, r, node, &fields);
}

static void read_delegations(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_envelope *envelope = target;
    if (envelope->delegations != NULL || !rf_json_is_list(r, node))
        return; /* a repeated key was reported already */
    envelope->delegations = rf_new_array(rf_json_count(node), sizeof *envelope->delegations);
    if (envelope->delegations == NULL) {
        r->no_memory = true;
        return;
    }
    filling f = {.envelope = envelope};
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        read_delegation(&f, r, x);
}

/* ---- changes ---- */

static void read_unit(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_id(&f->change->unit, f->envelope->strings, r, node);
}

static void read_floor(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_centi_fte(&f->change->centi_fte, r, node, -MOST_FTE);
}

static void read_minutes(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_small(&f->change->minutes, r, node, MINUTES_EITHER_WAY);
}

static void read_from(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_date(&f->change->from, r, node);
}

static void read_to(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_date(&f->change->to, r, node);
}

static void read_author(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    keep(&f->change->author, f->envelope->strings, r, node);
}

static void read_reason(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    keep(&f->change->reason, f->envelope->strings, r, node);
}

static void read_change(filling *f, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"unit", true, read_unit},
                                          {"floor", false, read_floor},
                                          {"max_travel", false, read_minutes},
                                          {"from", false, read_from},
                                          {"to", false, read_to},
                                          {"author", true, read_author},
                                          {"reason", true, read_reason}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (!rf_json_is_object(r, node))
        return;
    f->change = &f->envelope->changes[f->envelope->n_changes++];
    *f->change = (rf_rule_change){.unit = {.id = "", .at = at_of(node), .i = -1},
                                  .at = at_of(node),
                                  .from = RF_DATE_FIRST,
                                  .to = RF_DATE_LAST,
                                  .author = "",
                                  .reason = ""};
    rf_json_read_fields(f, r, node, &fields);
}

static void read_changes(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_envelope *envelope = target;
    if (envelope->changes != NULL || !rf_json_is_list(r, node))
        return;
    envelope->changes = rf_new_array(rf_json_count(node), sizeof *envelope->changes);
    if (envelope->changes == NULL) {
        r->no_memory = true;
        return;
    }
    filling f = {.envelope = envelope};
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        read_change(&f, r, x);
}

/* ---- the document ---- */

static void read_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_envelope *envelope = target;
    keep(&envelope->name, envelope->strings, r, node);
}

static rf_status read_document(rf_envelope *envelope, const rf_json_doc *doc, rf_diags *diags,
                               rf_err *err)
{
    static const rf_json_field items[] = {{"name", false, read_name},
                                          {"delegations", true, read_delegations},
                                          {"changes", false, read_changes}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    const size_t before = rf_diags_count(diags, RF_ERROR);
    rf_json_reader r = {.doc = doc, .diags = diags};
    const char *file = rf_pool_intern(envelope->strings, doc->file, strlen(doc->file));
    if (file == NULL)
        return rf_fail_memory(err);
    envelope->file = file;
    if (rf_json_is_object(&r, doc->root))
        rf_json_read_fields(envelope, &r, doc->root, &fields);
    const rf_status rc = r.no_memory ? rf_fail_memory(err) : rf_diags_failed(diags, err);
    if (rc == RF_OK && (doc->repeats_keys || rf_diags_count(diags, RF_ERROR) > before))
        return rf_fail(err, RF_BAD_INPUT, _("%s is not an envelope that can be used"), doc->file);
    return rc;
}

rf_status rf_json_read_envelope(rf_envelope **out, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc;
    rf_status rc = rf_json_open(&doc, path, RF_JSON_SMALL_FILE, diags, err);
    if (rc != RF_OK)
        return rc;
    rf_envelope *envelope = rf_envelope_new();
    rc = envelope != NULL ? read_document(envelope, doc, diags, err) : rf_fail_memory(err);
    rf_json_close(doc);
    if (rc != RF_OK) {
        rf_envelope_free(envelope);
        return rc;
    }
    *out = envelope;
    return RF_OK;
}
