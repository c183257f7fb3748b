/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/csv/names.h"
#include "adapters/csv/put.h"
#include "adapters/csv/review_schema.h"

enum { LINE_BYTES = 1 << 20, NUMBER_BYTES = 16 };

struct rf_csv_lists {
    const rf_instance *in;
    const rf_plan *plan;
    rf_list_form form;
    rf_csv_names *names; /* NULL: canonical words */
};

static const rf_review_column REVIEW_LIST[] = {
    RF_REVIEW_UNIT,           RF_REVIEW_AGENT,   RF_REVIEW_NEED,      RF_REVIEW_NAME,
    RF_REVIEW_FROM,           RF_REVIEW_TO,      RF_REVIEW_DIRECTION, RF_REVIEW_HOME_UNIT,
    RF_REVIEW_RECEIVING_UNIT, RF_REVIEW_ROLE,    RF_REVIEW_FTE,       RF_REVIEW_TRAVEL_MIN,
    RF_REVIEW_CONSENT,        RF_REVIEW_PINNED,  RF_REVIEW_DECISION,  RF_REVIEW_REASON,
    RF_REVIEW_OTHER,          RF_REVIEW_COMMENT, RF_N_REVIEW_COLUMNS};

static const rf_review_column MISSION_SHEET[] = {
    RF_REVIEW_AGENT,   RF_REVIEW_NEED,       RF_REVIEW_NAME,     RF_REVIEW_RECEIVING_UNIT,
    RF_REVIEW_SITE,    RF_REVIEW_FROM,       RF_REVIEW_TO,       RF_REVIEW_ROLE,
    RF_REVIEW_FTE,     RF_REVIEW_TRAVEL_MIN, RF_REVIEW_DECISION, RF_REVIEW_REASON,
    RF_REVIEW_COMMENT, RF_N_REVIEW_COLUMNS};

rf_status rf_csv_lists_new(rf_csv_lists **out, const rf_instance *in, const rf_plan *plan,
                           const rf_list_form *form, rf_err *err)
{
    rf_csv_lists *lists = rf_new_array(1, sizeof *lists);
    if (lists == NULL)
        return rf_fail_memory(err);
    *lists = (rf_csv_lists){.in = in, .plan = plan, .form = *form};
    const rf_status rc = form->french ? rf_csv_names_new(&lists->names, NULL, err) : RF_OK;
    if (rc != RF_OK) {
        free(lists);
        return rc;
    }
    *out = lists;
    return RF_OK;
}

void rf_csv_lists_free(rf_csv_lists *lists)
{
    if (lists != NULL)
        rf_csv_names_free(lists->names);
    free(lists);
}

static const char *header(const rf_csv_lists *s, rf_review_column column)
{
    const rf_schema *schema = rf_csv_review_schema();
    const char *name = schema->columns[column].name;
    const char *french =
        s->names != NULL ? rf_csv_names_header_spelling(s->names, schema->file, name) : NULL;
    return french != NULL ? french : name;
}

/* A canonical word of a column of a file, in the words of the sheet. */
static const char *word(const rf_csv_lists *s, const char *file, const char *column,
                        const char *canonical)
{
    const char *french =
        s->names != NULL ? rf_csv_names_spelling(s->names, file, column, canonical) : NULL;
    return french != NULL ? french : canonical;
}

/* One line under way: the texts that must be made live here. */
typedef struct line {
    const rf_csv_lists *lists;
    const rf_move *move;
    int32_t unit; /* whose list it is; -1: the agent's own sheet */
    char from[RF_DATE_TEXT], to[RF_DATE_TEXT], minutes[NUMBER_BYTES];
    rf_buf fte;
} line;

/* The FTE of each period, "0.8 0.8 1". */
static void put_fte(rf_buf *out, const line *l)
{
    const char *mark = l->lists->form.delimiter == ';' ? "," : ".";
    for (int32_t t = l->move->first; t <= l->move->last; t++) {
        const int32_t centi = rf_move_contribution(l->lists->in, l->move, t);
        rf_buf_printf(out, "%s%d", t > l->move->first ? " " : "", centi / 100);
        if (centi % 100 != 0)
            rf_buf_printf(out, centi % 10 != 0 ? "%s%02d" : "%s%d", mark,
                          centi % 10 != 0 ? centi % 100 : centi % 100 / 10);
    }
}

static line line_of(const rf_csv_lists *s, const rf_move *move, int32_t unit)
{
    line l = {.lists = s, .move = move, .unit = unit, .fte = rf_buf_new(LINE_BYTES)};
    rf_date_format(l.from, rf_period_first_day(s->in->scenario, move->first));
    rf_date_format(l.to, rf_period_last_day(s->in->scenario, move->last));
    snprintf(l.minutes, sizeof l.minutes, "%d",
             (int)rf_minutes(s->in, move->agent, move->need, move->first));
    put_fte(&l.fte, &l);
    return l;
}

static const char *direction(const line *l)
{
    const bool lent = l->lists->in->agents[l->move->agent.i].unit == l->unit;
    return word(l->lists, "review", "direction", lent ? "lent" : "received");
}

static const char *site_of(const rf_instance *in, rf_need_id need)
{
    const rf_site_row *sites = rf_rows(in->territory, RF_SITES);
    return sites[in->needs[need.i].site].key.id;
}

static const char *name_of(const rf_instance *in, rf_need_id need)
{
    const rf_need_row *needs = rf_rows(in->territory, RF_NEEDS);
    return needs[need.i].name != NULL ? needs[need.i].name : "";
}

static const char *text_of(const line *l, rf_review_column column)
{
    const rf_csv_lists *s = l->lists;
    const rf_instance *in = s->in;
    const rf_move *move = l->move;
    const rf_agent *agent = &in->agents[move->agent.i];
    switch (column) {
    case RF_REVIEW_UNIT:
        return rf_unit_name(in, l->unit);
    case RF_REVIEW_AGENT:
        return rf_agent_name(in, move->agent);
    case RF_REVIEW_NEED:
        return rf_need_name(in, move->need);
    case RF_REVIEW_NAME:
        return name_of(in, move->need);
    case RF_REVIEW_FROM:
        return l->from;
    case RF_REVIEW_TO:
        return l->to;
    case RF_REVIEW_DIRECTION:
        return direction(l);
    case RF_REVIEW_HOME_UNIT:
        return rf_unit_name(in, agent->unit);
    case RF_REVIEW_RECEIVING_UNIT:
        return rf_unit_name(in, in->needs[move->need.i].unit);
    case RF_REVIEW_SITE:
        return site_of(in, move->need);
    case RF_REVIEW_ROLE:
        return word(s, "review", "role", move->trainee ? "trainee" : "qualified");
    case RF_REVIEW_FTE:
        return rf_buf_text(&l->fte);
    case RF_REVIEW_TRAVEL_MIN:
        return l->minutes;
    case RF_REVIEW_CONSENT:
        return word(s, "agents", "consent", rf_consent_words[agent->consent]);
    case RF_REVIEW_PINNED:
        return word(s, "*", "*", move->pinned ? "yes" : "no");
    case RF_REVIEW_DECISION:
    case RF_REVIEW_REASON:
    case RF_REVIEW_OTHER:
    case RF_REVIEW_COMMENT:
    case RF_N_REVIEW_COLUMNS:
        break;
    }
    return "";
}

static void put_header(rf_buf *out, const rf_csv_lists *s, const rf_review_column *columns)
{
    rf_buf_puts(out, rf_csv_utf8_mark);
    for (size_t i = 0; columns[i] != RF_N_REVIEW_COLUMNS; i++)
        rf_csv_put_cell(out, header(s, columns[i]), s->form.delimiter, i == 0);
    rf_csv_end_line(out);
}

static void put_line(rf_buf *out, line *l, const rf_review_column *columns)
{
    for (size_t i = 0; columns[i] != RF_N_REVIEW_COLUMNS; i++)
        rf_csv_put_cell(out, text_of(l, columns[i]), l->lists->form.delimiter, i == 0);
    rf_csv_end_line(out);
    out->failed = out->failed || l->fte.failed;
    rf_buf_free(&l->fte);
}

void rf_csv_put_review(int32_t *n, rf_buf *out, const rf_csv_lists *lists, int32_t unit)
{
    const rf_instance *in = lists->in;
    *n = 0;
    for (int32_t m = 0; m < lists->plan->n_moves; m++) {
        const rf_move *move = &lists->plan->moves[m];
        if (in->agents[move->agent.i].unit != unit && in->needs[move->need.i].unit != unit)
            continue;
        if ((*n)++ == 0)
            put_header(out, lists, REVIEW_LIST);
        line l = line_of(lists, move, unit);
        put_line(out, &l, REVIEW_LIST);
    }
}

void rf_csv_put_mission(int32_t *n, rf_buf *out, const rf_csv_lists *lists, rf_agent_id agent)
{
    *n = 0;
    for (int32_t m = 0; m < lists->plan->n_moves; m++) {
        const rf_move *move = &lists->plan->moves[m];
        if (move->agent.i != agent.i)
            continue;
        if ((*n)++ == 0)
            put_header(out, lists, MISSION_SHEET);
        line l = line_of(lists, move, -1);
        put_line(out, &l, MISSION_SHEET);
    }
}
