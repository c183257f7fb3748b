/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/decide.h"

#include "engine/core/text.h"
#include "engine/domain/against.h"
#include "engine/domain/instance_build.h"

/* A wish on its way. */
typedef struct wishing {
    const rf_instance *in;
    const rf_wish *wish;
    const rf_move *stay; /* the plan's; NULL: none is needed */
    rf_rulings rulings;
} wishing;

static const char *agent_of(const wishing *w)
{
    return rf_agent_name(w->in, w->wish->agent);
}

static const char *need_of(const wishing *w)
{
    return rf_need_name(w->in, w->wish->need);
}

static bool is_meant(const wishing *w, const rf_move *move, rf_periods window)
{
    return move->agent.i == w->wish->agent.i && move->need.i == w->wish->need.i &&
           move->first <= window.last && move->last >= window.first;
}

/* The window that chooses between several stays; the end of `end` and `extend` does not. */
static rf_periods choosing_window(const wishing *w)
{
    const bool until = w->wish->act == RF_ACT_END || w->wish->act == RF_ACT_EXTEND;
    return rf_periods_overlapped(w->in->scenario, w->wish->from,
                                 until ? RF_DATE_LAST : w->wish->to);
}

/* How many of the plan's stays are meant; w->stay is the first of them. */
static int32_t find_stay(wishing *w)
{
    const rf_periods window = choosing_window(w);
    int32_t n = 0;
    for (int32_t i = 0; i < w->in->n_baseline; i++)
        if (is_meant(w, &w->in->baseline[i], window) && n++ == 0)
            w->stay = &w->in->baseline[i];
    return n;
}

static rf_status need_stay(wishing *w, rf_err *err)
{
    const int32_t n = find_stay(w);
    if (n == 0)
        return rf_fail(err, RF_BAD_INPUT, _("the plan does not send %s to %s then"), agent_of(w),
                       need_of(w));
    if (n > 1)
        return rf_fail(err, RF_BAD_INPUT,
                       _("the plan sends %s to %s %d times: say which with --from and --to"),
                       agent_of(w), need_of(w), n);
    return RF_OK;
}

static void add_ruling(wishing *w, rf_ruling ruling)
{
    w->rulings.list[w->rulings.n++] = ruling;
}

static void add_forbid(wishing *w, rf_date from, rf_date to)
{
    add_ruling(w, (rf_ruling){w->wish->agent, w->wish->need, from, to, RF_FORBID});
}

/* A pin may stand against consent and travel alone (MODEL.md, constraint 6). */
static rf_status add_pin(wishing *w, rf_agent_id agent, rf_periods periods, rf_err *err)
{
    const rf_scenario *scenario = w->in->scenario;
    const rf_move move = {
        .agent = agent, .need = w->wish->need, .first = periods.first, .last = periods.last};
    const rf_reasons reasons = rf_against_move(w->in, &move, true);
    if (reasons != 0) {
        rf_buf words = rf_buf_new(RF_ERR_TEXT);
        rf_reasons_print_discreetly(&words, reasons);
        const rf_status rc =
            words.failed ? rf_fail_memory(err)
                         : rf_fail(err, RF_BAD_INPUT, _("%s cannot be sent to %s then: %s"),
                                   rf_agent_name(w->in, agent), need_of(w), rf_buf_text(&words));
        rf_buf_free(&words);
        return rc;
    }
    add_ruling(w, (rf_ruling){agent, w->wish->need, rf_period_first_day(scenario, periods.first),
                              rf_period_last_day(scenario, periods.last), RF_PIN});
    return RF_OK;
}

static rf_periods periods_of_stay(const wishing *w)
{
    return (rf_periods){w->stay->first, w->stay->last};
}

static rf_status pin_dates(wishing *w, rf_err *err)
{
    const rf_wish *wish = w->wish;
    if (wish->from == RF_DATE_FIRST && wish->to == RF_DATE_LAST) {
        const rf_status rc = need_stay(w, err);
        return rc == RF_OK ? add_pin(w, wish->agent, periods_of_stay(w), err) : rc;
    }
    const rf_periods periods = rf_periods_overlapped(w->in->scenario, wish->from, wish->to);
    if (periods.first > periods.last)
        return rf_fail(err, RF_BAD_INPUT, _("no day of the scenario lies between these dates"));
    return add_pin(w, wish->agent, periods, err);
}

static rf_status forbid_stay(wishing *w, rf_err *err)
{
    const rf_status rc = need_stay(w, err);
    if (rc == RF_OK)
        add_forbid(w, rf_period_first_day(w->in->scenario, w->stay->first),
                   rf_period_last_day(w->in->scenario, w->stay->last));
    return rc;
}

static rf_status propose(wishing *w, rf_err *err)
{
    const rf_status rc = forbid_stay(w, err);
    return rc == RF_OK ? add_pin(w, w->wish->other, periods_of_stay(w), err) : rc;
}

/* The stay with another last period: the one that holds `to`. */
static rf_status change_end(wishing *w, rf_err *err)
{
    rf_status rc = need_stay(w, err);
    if (rc != RF_OK)
        return rc;
    const rf_scenario *scenario = w->in->scenario;
    const bool ends = w->wish->act == RF_ACT_END;
    const int32_t last = rf_periods_overlapped(scenario, RF_DATE_FIRST, w->wish->to).last;
    char begins[RF_DATE_TEXT], stops[RF_DATE_TEXT];
    rf_date_format(begins, rf_period_first_day(scenario, w->stay->first));
    rf_date_format(stops, rf_period_last_day(scenario, w->stay->last));
    if (last < w->stay->first || (ends ? last >= w->stay->last : last <= w->stay->last))
        return rf_fail(err, RF_BAD_INPUT,
                       ends ? _("%s is at %s from %s to %s: an earlier end lies between these")
                            : _("%s is at %s from %s to %s: a later end lies after these, within "
                                "the scenario"),
                       agent_of(w), need_of(w), begins, stops);
    rc = add_pin(w, w->wish->agent, (rf_periods){w->stay->first, last}, err);
    if (rc == RF_OK && ends)
        add_forbid(w, rf_period_first_day(scenario, last + 1), RF_DATE_LAST);
    return rc;
}

static rf_status accept(wishing *w, rf_err *err)
{
    const rf_status rc = need_stay(w, err);
    return rc == RF_OK ? add_pin(w, w->wish->agent, periods_of_stay(w), err) : rc;
}

static rf_status forbid_dates(wishing *w)
{
    add_forbid(w, w->wish->from, w->wish->to);
    return RF_OK;
}

rf_status rf_decide(rf_rulings *out, const rf_instance *in, const rf_wish *wish, rf_err *err)
{
    wishing w = {.in = in, .wish = wish};
    rf_status rc = RF_INTERNAL;
    switch (wish->act) {
    case RF_ACT_ACCEPT:
        rc = accept(&w, err);
        break;
    case RF_ACT_REFUSE:
        rc = forbid_stay(&w, err);
        break;
    case RF_ACT_PIN:
        rc = pin_dates(&w, err);
        break;
    case RF_ACT_FORBID:
        rc = forbid_dates(&w);
        break;
    case RF_ACT_PROPOSE:
        rc = propose(&w, err);
        break;
    case RF_ACT_END:
    case RF_ACT_EXTEND:
        rc = change_end(&w, err);
        break;
    case RF_N_ACTS:
        rc = rf_fail(err, RF_INTERNAL, _("no such decision"));
        break;
    }
    if (rc == RF_OK)
        *out = w.rulings;
    return rc;
}

/* By dates, not by periods: another scenario has others. */
static bool is_within(const rf_ruling *ruling, const rf_decision_row *row)
{
    const bool same = row->from == ruling->from && row->to == ruling->to;
    if (row->agent.i != ruling->agent.i || row->verdict != (int32_t)ruling->verdict)
        return false;
    if (ruling->verdict == RF_PIN)
        return row->need.i == ruling->need.i && same;
    return (row->need.i < 0 || row->need.i == ruling->need.i) && row->from <= ruling->from &&
           row->to >= ruling->to;
}

bool rf_ruling_holds(const rf_territory *territory, const rf_ruling *ruling)
{
    const rf_decision_row *rows = rf_rows(territory, RF_DECISIONS);
    for (int32_t i = 0; i < rf_n_rows(territory, RF_DECISIONS); i++)
        if (is_within(ruling, &rows[i]))
            return true;
    return false;
}

/* The stay of the plan that begins where the pin does; NULL: there is none. */
static const rf_move *stay_of(const rf_instance *in, const rf_ruling *pin)
{
    for (int32_t i = 0; i < in->n_baseline; i++) {
        const rf_move *move = &in->baseline[i];
        if (move->agent.i == pin->agent.i && move->need.i == pin->need.i &&
            rf_period_first_day(in->scenario, move->first) == pin->from)
            return move;
    }
    return NULL;
}

int32_t rf_ruling_outdates(const rf_territory *territory, const rf_instance *in,
                           const rf_ruling *pin)
{
    const rf_decision_row *rows = rf_rows(territory, RF_DECISIONS);
    const rf_move *stay = pin->verdict == RF_PIN ? stay_of(in, pin) : NULL;
    if (stay == NULL)
        return -1;
    const rf_ruling planned = {pin->agent, pin->need, pin->from,
                               rf_period_last_day(in->scenario, stay->last), RF_PIN};
    for (int32_t i = 0; i < rf_n_rows(territory, RF_DECISIONS); i++) {
        rf_note note;
        if (is_within(&planned, &rows[i]) && rf_note_parse(&note, rows[i].reason))
            return i;
    }
    return -1;
}

static rf_status add_row(rf_territory *territory, const rf_instance *in, const rf_ruling *ruling,
                         rf_err *err)
{
    const int32_t line = rf_n_rows(territory, RF_DECISIONS) + 2;
    rf_decision_row *row = rf_territory_add_row(territory, RF_DECISIONS);
    if (row == NULL)
        return rf_fail_memory(err);
    const rf_at at = {(uint32_t)line, 1, 0};
    *row = (rf_decision_row){.row = {.at = at},
                             .agent = {rf_agent_name(in, ruling->agent), at, ruling->agent.i},
                             .need = {rf_need_name(in, ruling->need), at, ruling->need.i},
                             .from = ruling->from,
                             .to = ruling->to,
                             .verdict = (int32_t)ruling->verdict};
    return RF_OK;
}

rf_status rf_rulings_try(rf_territory *territory, const rf_instance *in, const rf_ruling *rulings,
                         int32_t n, rf_diags *diags, rf_err *err)
{
    rf_instance *again = NULL;
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < n && rc == RF_OK; i++)
        rc = add_row(territory, in, &rulings[i], err);
    if (rc == RF_OK)
        rc = rf_instance_new(&again, territory, in->scenario, NULL, diags, err);
    rf_instance_free(again);
    return rc;
}
