/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/json.h"
#include "adapters/json/put.h"

static const char *const STEPS[] = {[RF_INITIATIVE_JOINS] = "joins",
                                    [RF_INITIATIVE_REVIEW] = "review",
                                    [RF_INITIATIVE_RETURNS] = "returns"};

typedef struct writing {
    rf_buf *out;
    const rf_instance *in;
    rf_date today;
    bool due_only;
} writing;

static const rf_initiative_row *row_of(const writing *w, int32_t i)
{
    const rf_initiative_row *rows = rf_rows(w->in->territory, RF_INITIATIVES);
    return &rows[i];
}

static bool is_told(const writing *w, int32_t i)
{
    return !w->due_only || rf_initiative_is_due(row_of(w, i), w->today);
}

static void put_authors(rf_buf *out, const rf_refs *authors)
{
    rf_json_put_key(out, "authors", false);
    rf_buf_puts(out, "[");
    for (int32_t i = 0; i < authors->n; i++) {
        rf_buf_puts(out, i > 0 ? ", " : "");
        rf_json_put_string(out, authors->items[i].id);
    }
    rf_buf_puts(out, "]");
}

static void put_initiative(const writing *w, const rf_initiative_row *row)
{
    rf_buf *out = w->out;
    rf_json_put_key(out, "initiative", true);
    rf_json_put_string(out, row->key.id);
    rf_json_put_string_member(out, "name", row->name != NULL ? row->name : "");
    rf_json_put_string_member(out, "state", rf_initiative_state_words[row->state]);
    if (row->need.id != NULL)
        rf_json_put_string_member(out, "need", row->need.id);
    rf_json_put_string_member(out, "sponsor", row->sponsor.id);
    put_authors(out, &row->authors);
    if (row->review_on != RF_DATE_LAST)
        rf_json_put_date_member(out, "review_on", row->review_on);
    rf_json_put_key(out, "due", false);
    rf_buf_puts(out, rf_initiative_is_due(row, w->today) ? "true" : "false");
    if (row->outcome >= 0)
        rf_json_put_string_member(out, "outcome", rf_outcome_kind_words[row->outcome]);
}

static void put_event(const writing *w, const rf_initiative_event *event)
{
    rf_buf *out = w->out;
    rf_json_put_key(out, "date", true);
    rf_json_put_date(out, event->on);
    rf_json_put_string_member(out, "initiative", row_of(w, event->initiative)->key.id);
    rf_json_put_string_member(out, "step", STEPS[event->step]);
    if (event->agent >= 0)
        rf_json_put_string_member(out, "agent", rf_agent_name(w->in, (rf_agent_id){event->agent}));
}

static void begin_item(rf_buf *out, int32_t n)
{
    rf_buf_puts(out, n > 0 ? ",\n    {" : "\n    {");
}

static void end_list(rf_buf *out, int32_t n)
{
    rf_buf_puts(out, n > 0 ? "\n  ]" : "]");
}

static void put_register(const writing *w)
{
    int32_t n = 0;
    rf_buf_puts(w->out, ",\n  \"initiatives\": [");
    for (int32_t i = 0; i < rf_n_rows(w->in->territory, RF_INITIATIVES); i++)
        if (is_told(w, i)) {
            begin_item(w->out, n++);
            put_initiative(w, row_of(w, i));
            rf_buf_puts(w->out, "}");
        }
    end_list(w->out, n);
}

static void put_calendar(const writing *w, const rf_initiative_calendar *calendar)
{
    int32_t n = 0;
    rf_buf_puts(w->out, ",\n  \"calendar\": [");
    for (size_t e = 0; e < calendar->n; e++)
        if (is_told(w, calendar->events[e].initiative)) {
            begin_item(w->out, n++);
            put_event(w, &calendar->events[e]);
            rf_buf_puts(w->out, "}");
        }
    end_list(w->out, n);
}

rf_status rf_json_write_initiatives(rf_buf *out, const rf_instance *in, rf_date today,
                                    bool due_only, rf_err *err)
{
    const writing w = {out, in, today, due_only};
    rf_initiative_calendar *calendar = NULL;
    const rf_status rc = rf_initiative_calendar_new(&calendar, in, err);
    if (rc != RF_OK)
        return rc;
    rf_buf_puts(out, "{\n  ");
    rf_json_put_key(out, "format", true);
    rf_json_put_string(out, "renfort-initiatives/1");
    rf_json_put_date_member(out, "today", today);
    put_register(&w);
    put_calendar(&w, calendar);
    rf_buf_puts(out, "\n}\n");
    rf_initiative_calendar_free(calendar);
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
