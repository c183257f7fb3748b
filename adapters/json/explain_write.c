/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations as JSON, "format": "renfort-explanation/1": the same facts as the page, and no more:
 * the reason `restriction` is written "not_compatible". Values of levels are the raw integers of
 * the plan document, FTE are numbers. */
#include "adapters/json/json.h"
#include "adapters/json/put.h"

typedef struct writer {
    rf_buf *out;
    const rf_explanation *e;
    const rf_instance *in;
} writer;

static void begin(writer *w, const char *key)
{
    rf_buf_printf(w->out, ",\n  \"%s\": ", key);
}

static void separate(writer *w, bool first)
{
    rf_buf_puts(w->out, first ? "\n    " : ",\n    ");
}

static void put_window(writer *w, int32_t first, int32_t last)
{
    rf_json_put_date_member(w->out, "from", rf_period_first_day(w->in->scenario, first));
    rf_json_put_date_member(w->out, "to", rf_period_last_day(w->in->scenario, last));
}

static void put_stay(writer *w, const rf_move *move)
{
    rf_json_put_key(w->out, "agent", true);
    rf_json_put_string(w->out, rf_agent_name(w->in, move->agent));
    rf_json_put_string_member(w->out, "need", rf_need_name(w->in, move->need));
    put_window(w, move->first, move->last);
}

static void put_fte_list(writer *w, const int32_t *centi_fte)
{
    for (int32_t t = 0; t < w->in->n_periods; t++) {
        rf_buf_puts(w->out, t == 0 ? "[" : ", ");
        rf_json_put_decimal(w->out, centi_fte[t], 2);
    }
    rf_buf_puts(w->out, "]");
}

/* {"vital": 1, ...} */
static void put_levels(writer *w, const int64_t *values, const int64_t *less)
{
    for (int32_t l = 0; l < w->in->n_levels; l++) {
        rf_buf_puts(w->out, l == 0 ? "{" : ", ");
        rf_json_put_string(w->out, w->in->levels[l].name);
        rf_buf_puts(w->out, ": ");
        rf_json_put_decimal(w->out, values[l] - (less != NULL ? less[l] : 0), 0);
    }
    rf_buf_puts(w->out, "}");
}

static void put_trial(writer *w, const rf_trial *trial, const int64_t *before)
{
    rf_buf_puts(w->out, "{");
    rf_json_put_key(w->out, "status", true);
    rf_json_put_string(w->out, rf_outcome_name(trial->outcome));
    if (trial->outcome != RF_INFEASIBLE) {
        rf_json_put_key(w->out, "unmet", false);
        rf_json_put_decimal(w->out, trial->need_unmet, 2);
        rf_json_put_key(w->out, "levels", false);
        put_levels(w, trial->values, NULL);
        rf_json_put_key(w->out, "change", false);
        put_levels(w, trial->values, before);
        rf_json_put_key(w->out, "moved", false);
        rf_buf_puts(w->out, "[");
        for (int32_t i = 0; i < trial->n_moved; i++) {
            rf_buf_puts(w->out, i == 0 ? "{" : ", {");
            put_stay(w, &trial->moved[i].move);
            rf_json_put_string_member(w->out, "what", trial->moved[i].dropped ? "dropped" : "new");
            rf_buf_puts(w->out, "}");
        }
        rf_buf_puts(w->out, "]");
    }
    rf_buf_puts(w->out, "}");
}

static void put_reasons(writer *w, rf_reasons against)
{
    bool first = true;
    rf_buf_puts(w->out, "[");
    for (int32_t reason = 0; reason < RF_N_REASONS; reason++)
        if ((against >> reason & 1) != 0) {
            rf_buf_puts(w->out, first ? "" : ", ");
            rf_json_put_string(w->out, rf_reason_name_discreetly((rf_reason)reason));
            first = false;
        }
    rf_buf_puts(w->out, "]");
}

static void put_why_not(writer *w)
{
    const rf_why_not *why = w->e->why_not;
    begin(w, "against");
    rf_buf_puts(w->out, "[");
    for (int32_t t = 0; t < why->n_periods; t++) {
        rf_buf_puts(w->out, t == 0 ? "" : ", ");
        put_reasons(w, why->against[t]);
    }
    rf_buf_puts(w->out, "]");
    if (!why->has_stay)
        return;
    begin(w, "stay");
    rf_buf_puts(w->out, "{");
    put_stay(w, &why->stay);
    rf_buf_puts(w->out, "}");
}

static void put_candidates(writer *w)
{
    const rf_candidates *list = w->e->candidates;
    begin(w, "candidates");
    rf_buf_puts(w->out, "[");
    for (int32_t i = 0; i < list->n; i++) {
        const rf_candidate *c = &list->items[i];
        separate(w, i == 0);
        rf_buf_puts(w->out, "{");
        put_stay(w, &c->stay);
        if (c->replaces >= 0)
            rf_json_put_string_member(
                w->out, "in_place_of",
                rf_agent_name(w->in, w->e->dossier->moves[c->replaces].agent));
        if (c->serves >= 0)
            rf_json_put_string_member(w->out, "leaves",
                                      rf_need_name(w->in, (rf_need_id){c->serves}));
        rf_json_put_key(w->out, "change", false);
        put_levels(w, c->change, NULL);
        rf_buf_puts(w->out, "}");
    }
    rf_buf_puts(w->out, list->n > 0 ? "\n  ]" : "]");
    begin(w, "possible");
    rf_json_put_decimal(w->out, list->n_possible, 0);
}

static void put_counts(writer *w, const char *key, const int64_t counts[RF_N_REASONS],
                       int64_t least)
{
    bool first = true;
    begin(w, key);
    rf_buf_puts(w->out, "{");
    for (int32_t reason = 0; reason < RF_N_REASONS; reason++) {
        if (counts[reason] == 0 || counts[reason] < least)
            continue;
        rf_json_put_key(w->out, rf_reason_name_discreetly((rf_reason)reason), first);
        rf_json_put_decimal(w->out, counts[reason], 0);
        first = false;
    }
    rf_buf_puts(w->out, "}");
}

static void put_shortage(writer *w)
{
    const rf_shortage *s = w->e->shortage;
    bool first = true;
    begin(w, "unmet");
    put_fte_list(w, s->unmet);
    put_counts(w, "agents_against", s->agents_against, RF_SMALL_CELL);
    put_counts(w, "agents_against_alone", s->agents_alone, RF_SMALL_CELL);
    begin(w, "able");
    rf_json_put_decimal(w->out, s->able, 0);
    begin(w, "not_moved");
    rf_json_put_decimal(w->out, s->at_home, 0);
    begin(w, "used_for");
    rf_buf_puts(w->out, "{");
    for (int32_t k = 0; k < w->in->n_needs; k++) {
        if (s->used_for[k] == 0)
            continue;
        rf_buf_puts(w->out, first ? "" : ", ");
        rf_json_put_string(w->out, rf_need_name(w->in, (rf_need_id){k}));
        rf_buf_puts(w->out, ": ");
        rf_json_put_decimal(w->out, s->used_for[k], 0);
        first = false;
    }
    rf_buf_puts(w->out, "}");
}

/* ---- levers ---- */

/* What an edit writes, so that a hand can do the same. */
static void put_edit(writer *w, const rf_edit *c)
{
    static const char *const names[RF_N_EDITS] = {
        [RF_EDIT_PIN] = "pin",
        [RF_EDIT_FORBID] = "forbid",
        [RF_EDIT_CONSENT] = "consent",
        [RF_EDIT_TRAVEL] = "max_travel",
        [RF_EDIT_SKILL] = "skill",
        [RF_EDIT_FLOOR] = "floor",
        [RF_EDIT_CONVENTION] = "convention",
        [RF_EDIT_AWAY] = "max_periods_away",
        [RF_EDIT_STAYS] = "max_stays",
        [RF_EDIT_MAX_STAY] = "max_stay",
        [RF_EDIT_MIN_STAY] = "min_stay",
        [RF_EDIT_DATES] = "days",
    };
    const bool of_agent =
        c->kind == RF_EDIT_CONSENT || c->kind == RF_EDIT_TRAVEL || c->kind == RF_EDIT_SKILL;
    const bool of_need =
        c->kind == RF_EDIT_MAX_STAY || c->kind == RF_EDIT_MIN_STAY || c->kind == RF_EDIT_DATES;
    rf_json_put_key(w->out, "change", true);
    rf_json_put_string(w->out, names[c->kind]);
    if (of_agent)
        rf_json_put_string_member(w->out, "agent", rf_agent_name(w->in, (rf_agent_id){c->agent}));
    if (of_need)
        rf_json_put_string_member(w->out, "need", rf_need_name(w->in, (rf_need_id){c->need}));
    if (c->kind == RF_EDIT_SKILL)
        rf_json_put_string_member(w->out, "skill", rf_skill_name(w->in, c->skill));
    if (c->kind == RF_EDIT_CONVENTION) {
        rf_json_put_string_member(w->out, "lender", rf_organisation_name(w->in, c->lender));
        rf_json_put_string_member(w->out, "borrower", rf_organisation_name(w->in, c->borrower));
    } else if (c->kind == RF_EDIT_CONSENT) {
        rf_json_put_string_member(w->out, "value", rf_consent_words[c->amount]);
    } else if (c->kind == RF_EDIT_FLOOR) {
        const rf_floor *floor = &w->in->floors[c->floor];
        rf_json_put_string_member(w->out, "unit", rf_unit_name(w->in, floor->unit));
        if (floor->skill >= 0)
            rf_json_put_string_member(w->out, "skill", rf_skill_name(w->in, floor->skill));
        rf_json_put_key(w->out, "value", false);
        rf_json_put_decimal(w->out, c->amount, 2);
    } else {
        rf_json_put_integer_member(w->out, "value", c->amount);
    }
}

static void put_lever(writer *w, const rf_lever *lever)
{
    static const char *const names[RF_N_LEVERS] = {
        [RF_LEVER_TRAIN] = "train",           [RF_LEVER_CONSENT] = "ask",
        [RF_LEVER_CONVENTION] = "convention", [RF_LEVER_TRAVEL] = "travel",
        [RF_LEVER_FLOOR] = "floor",           [RF_LEVER_AWAY] = "periods_away",
        [RF_LEVER_STAYS] = "max_stays",       [RF_LEVER_LIMITS] = "stay_limits",
        [RF_LEVER_MAX_STAY] = "max_stay",     [RF_LEVER_MIN_STAY] = "min_stay",
        [RF_LEVER_DATES] = "dates",
    };
    rf_buf_puts(w->out, "{");
    rf_json_put_key(w->out, "lever", true);
    rf_json_put_string(w->out, names[lever->kind]);
    rf_json_put_key(w->out, "changes", false);
    rf_buf_puts(w->out, "[");
    for (int32_t i = 0; i < lever->n_edits; i++) {
        rf_buf_puts(w->out, i == 0 ? "{" : ", {");
        put_edit(w, &lever->edits[i]);
        rf_buf_puts(w->out, "}");
    }
    rf_buf_puts(w->out, "]");
    rf_json_put_key(w->out, "solve", false);
    put_trial(w, lever->trial, w->e->levers->reference->values);
    rf_buf_puts(w->out, "}");
}

static void put_levers(writer *w)
{
    const rf_levers *levers = w->e->levers;
    int32_t n = 0, untried = 0;
    begin(w, "unchanged");
    put_trial(w, levers->reference, w->e->dossier->values);
    begin(w, "levers");
    rf_buf_puts(w->out, "[");
    for (int32_t i = 0; i < levers->n; i++) {
        if (levers->items[i].trial == NULL) {
            untried++;
            continue;
        }
        separate(w, n++ == 0);
        put_lever(w, &levers->items[i]);
    }
    rf_buf_puts(w->out, n > 0 ? "\n  ]" : "]");
    begin(w, "gaining");
    rf_json_put_decimal(w->out, levers->n_gains, 0);
    begin(w, "untried");
    rf_json_put_decimal(w->out, untried, 0);
}

/* ---- the sheet ---- */

static void put_sheet(writer *w)
{
    const rf_agent_sheet *s = w->e->sheet;
    const rf_territory *territory = w->in->territory;
    bool first = true;
    begin(w, "decided_by");
    rf_json_put_string(w->out, "a named person; the program proposes");
    begin(w, "moves");
    rf_buf_puts(w->out, "[");
    for (int32_t m = 0; m < s->n_moves; m++) {
        rf_buf_puts(w->out, m == 0 ? "{" : ", {");
        put_stay(w, &s->moves[m]);
        rf_buf_puts(w->out, "}");
    }
    rf_buf_puts(w->out, "]");
    begin(w, "sources");
    rf_buf_puts(w->out, "[");
    for (int32_t i = 0; i < s->n_rows; i++) {
        const rf_at at = rf_row_at(territory, s->rows[i]);
        rf_buf_puts(w->out, i == 0 ? "{" : ", {");
        rf_json_put_key(w->out, "file", true);
        rf_json_put_string(w->out, territory->files[at.file]);
        rf_json_put_integer_member(w->out, "line", at.line);
        rf_buf_puts(w->out, "}");
    }
    rf_buf_puts(w->out, "]");
    begin(w, "weights");
    rf_buf_puts(w->out, "[");
    for (int32_t l = 0; l < w->in->n_levels; l++)
        for (int32_t term = 0; term < RF_N_TERMS; term++) {
            if (w->in->levels[l].weight[term] == 0 || term == RF_TERM_CHANGES)
                continue;
            rf_buf_puts(w->out, first ? "{" : ", {");
            first = false;
            rf_json_put_key(w->out, "level", true);
            rf_json_put_string(w->out, w->in->levels[l].name);
            rf_json_put_string_member(w->out, "term", rf_term_name((rf_term)term));
            rf_json_put_integer_member(w->out, "weight", w->in->levels[l].weight[term]);
            rf_json_put_integer_member(w->out, "part", s->terms[term]);
            rf_buf_puts(w->out, "}");
        }
    rf_buf_puts(w->out, "]");
    begin(w, "needs_examined");
    rf_json_put_decimal(w->out, s->needs_examined, 0);
    begin(w, "needs_possible");
    rf_json_put_decimal(w->out, s->needs_possible, 0);
    put_counts(w, "needs_against", s->needs_against, 1);
}

static void put_head(writer *w)
{
    static const char *const topics[] = {
        [RF_TOPIC_MOVE] = "move",
        [RF_TOPIC_WHY_NOT] = "why_not",
        [RF_TOPIC_NEED] = "need",
        [RF_TOPIC_AGENT] = "agent",
        [RF_TOPIC_ALTERNATIVES] = "alternatives",
    };
    const rf_asked *asked = &w->e->asked;
    rf_buf_puts(w->out, "{\n  \"format\": \"renfort-explanation/1\"");
    begin(w, "topic");
    rf_json_put_string(w->out, topics[asked->topic]);
    if (asked->agent.i >= 0) {
        begin(w, "agent");
        rf_json_put_string(w->out, rf_agent_name(w->in, asked->agent));
    }
    if (asked->need.i >= 0) {
        begin(w, "need");
        rf_json_put_string(w->out, rf_need_name(w->in, asked->need));
    }
    if (w->e->dossier != NULL) {
        begin(w, "levels");
        put_levels(w, w->e->dossier->values, NULL);
    }
}

rf_status rf_json_write_explanation(rf_buf *out, const rf_explanation *explanation, rf_err *err)
{
    writer w = {.out = out, .e = explanation, .in = explanation->asked.in};
    put_head(&w);
    if (w.e->unmet != NULL) {
        begin(&w, "unmet");
        put_fte_list(&w, w.e->unmet);
        begin(&w, "unmet_without");
        put_fte_list(&w, w.e->unmet_without);
    }
    if (w.e->why_not != NULL)
        put_why_not(&w);
    if (w.e->trial != NULL) {
        begin(&w, "solve");
        put_trial(&w, w.e->trial, w.e->dossier->values);
    }
    if (w.e->candidates != NULL)
        put_candidates(&w);
    if (w.e->shortage != NULL)
        put_shortage(&w);
    if (w.e->levers != NULL)
        put_levers(&w);
    if (w.e->sheet != NULL)
        put_sheet(&w);
    rf_buf_puts(out, "\n}\n");
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
