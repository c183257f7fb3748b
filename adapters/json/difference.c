/* SPDX-License-Identifier: GPL-3.0-or-later
 * What changed between two plans, one line a stay, unit, organisation and level. */
#include "adapters/json/json.h"
#include "adapters/json/put.h"

typedef struct writer {
    rf_buf *out;
    const rf_instance *in;
    const rf_difference *d;
} writer;

static void put_counts(writer *w, const rf_stay_tally *t, int32_t also_dropped)
{
    for (rf_stay_change_kind kind = RF_STAY_KEPT; kind < RF_N_STAY_CHANGES; kind++)
        rf_json_put_integer_member(w->out, rf_stay_change_name(kind),
                                   t->stays[kind] + (kind == RF_STAY_DROPPED ? also_dropped : 0));
}

static void put_fte(writer *w, const char *key, int64_t centi_fte)
{
    rf_json_put_key(w->out, key, false);
    rf_json_put_decimal(w->out, centi_fte, 2);
}

static void put_volumes(writer *w, const rf_stay_tally *t)
{
    put_fte(w, "lent_before", t->lent_before);
    put_fte(w, "lent_after", t->lent_after);
    put_fte(w, "received_before", t->received_before);
    put_fte(w, "received_after", t->received_after);
}

static void put_stay(writer *w, const char *key, const rf_move *stay)
{
    rf_json_put_key(w->out, key, false);
    if (stay == NULL) {
        rf_buf_puts(w->out, "null");
        return;
    }
    rf_buf_puts(w->out, "{");
    rf_json_put_key(w->out, "need", true);
    rf_json_put_string(w->out, rf_need_name(w->in, stay->need));
    rf_json_put_date_member(w->out, "from", rf_period_first_day(w->in->scenario, stay->first));
    rf_json_put_date_member(w->out, "to", rf_period_last_day(w->in->scenario, stay->last));
    rf_buf_puts(w->out, "}");
}

static void put_change(writer *w, const rf_stay_change *change)
{
    const bool dropped = change->kind == RF_STAY_DROPPED;
    const bool fresh = change->kind == RF_STAY_NEW;
    const rf_move *stay = dropped ? &change->before : &change->after;
    rf_json_put_key(w->out, "change", true);
    rf_json_put_string(w->out, rf_stay_change_name(change->kind));
    rf_json_put_string_member(w->out, "agent", rf_agent_name(w->in, stay->agent));
    put_stay(w, "before", fresh ? NULL : &change->before);
    put_stay(w, "after", dropped ? NULL : &change->after);
}

static void begin_list(writer *w, const char *key)
{
    rf_buf_printf(w->out, ",\n  \"%s\": [", key);
}

static void begin_item(writer *w, bool first)
{
    rf_buf_puts(w->out, first ? "\n    {" : ",\n    {");
}

static void end_list(writer *w, bool empty)
{
    rf_buf_puts(w->out, empty ? "]" : "\n  ]");
}

static void put_changes(writer *w)
{
    begin_list(w, "stays");
    for (int32_t i = 0; i < w->d->n_changes; i++) {
        begin_item(w, i == 0);
        put_change(w, &w->d->changes[i]);
        rf_buf_puts(w->out, "}");
    }
    end_list(w, w->d->n_changes == 0);
}

static bool is_concerned(const rf_stay_tally *t)
{
    int32_t n = 0;
    for (rf_stay_change_kind kind = RF_STAY_KEPT; kind < RF_N_STAY_CHANGES; kind++)
        n += t->stays[kind];
    return n > 0;
}

typedef const char *(*name_of)(const rf_instance *in, int32_t i);

/* Those that a stay concerns, in the files' order. */
static void put_tallies(writer *w, const char *key, const rf_stay_tally *tallies, int32_t n,
                        name_of name)
{
    const char *member = tallies == w->d->units ? "unit" : "organisation";
    bool first = true;
    begin_list(w, key);
    for (int32_t i = 0; i < n; i++) {
        if (!is_concerned(&tallies[i]))
            continue;
        begin_item(w, first);
        rf_json_put_key(w->out, member, true);
        rf_json_put_string(w->out, name(w->in, i));
        put_counts(w, &tallies[i], 0);
        put_volumes(w, &tallies[i]);
        rf_buf_puts(w->out, "}");
        first = false;
    }
    end_list(w, first);
}

static void put_levels(writer *w)
{
    begin_list(w, "objectives");
    for (int32_t l = 0; l < w->in->n_levels; l++) {
        const rf_level_spec *level = &w->in->levels[l];
        begin_item(w, l == 0);
        rf_json_put_key(w->out, "name", true);
        rf_json_put_string(w->out, level->name);
        rf_json_put_integer_member(w->out, "before", rf_level_value(level, w->d->terms_before));
        rf_json_put_integer_member(w->out, "after", rf_level_value(level, w->d->terms_after));
        rf_buf_puts(w->out, "}");
    }
    end_list(w, w->in->n_levels == 0);
}

rf_status rf_json_write_difference(rf_buf *out, const rf_instance *in,
                                   const rf_difference *difference, rf_err *err)
{
    writer w = {.out = out, .in = in, .d = difference};
    rf_buf_puts(out, "{\n  \"format\": \"renfort-changes/1\",\n  \"all\": {");
    rf_json_put_key(out, "unknown", true);
    rf_json_put_decimal(out, difference->n_unknown, 0);
    put_counts(&w, &difference->all, difference->n_unknown);
    put_volumes(&w, &difference->all);
    rf_buf_puts(out, "}");
    put_changes(&w);
    put_tallies(&w, "organisations", difference->organisations, in->n_organisations,
                rf_organisation_name);
    put_tallies(&w, "units", difference->units, in->n_units, rf_unit_name);
    put_levels(&w);
    rf_buf_puts(out, "\n}\n");
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
