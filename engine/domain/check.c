/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/domain/check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/against.h"
#include "engine/domain/ledger.h"

/* Slack for the one comparison that is not in integers: two ways to divide value and bound. */
static const double GAP_ROUNDING = 1e-12;

typedef struct checking {
    const rf_instance *in;
    const rf_plan *plan;
    rf_buf *out;
    int32_t n;      /* breaches so far */
    rf_move *moves; /* the plan's moves that can be looked at at all, sorted */
    int32_t n_moves;
} checking;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
breach(checking *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    rf_buf_vprintf(c->out, format, args);
    va_end(args);
    rf_buf_puts(c->out, "\n");
    c->n++;
}

/* Moves that point outside the instance cannot be read further; the others are kept for all that
 * follows. */
static rf_status keep_readable_moves(checking *c, rf_err *err)
{
    const rf_instance *in = c->in;
    c->moves = rf_new_array((size_t)c->plan->n_moves, sizeof *c->moves);
    if (c->moves == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < c->plan->n_moves; i++) {
        const rf_move *m = &c->plan->moves[i];
        if (m->agent.i < 0 || m->agent.i >= in->n_agents)
            breach(c, _("move %d: agent number %d does not exist"), i, m->agent.i);
        else if (m->need.i < 0 || m->need.i >= in->n_needs)
            breach(c, _("move %d: need number %d does not exist"), i, m->need.i);
        else if (m->first < 0 || m->first > m->last || m->last >= in->n_periods)
            breach(c, _("%s -> %s periods %d..%d: not within periods 0..%d"),
                   rf_agent_name(in, m->agent), rf_need_name(in, m->need), m->first, m->last,
                   in->n_periods - 1);
        else
            c->moves[c->n_moves++] = *m;
    }
    if (c->n_moves > 1)
        qsort(c->moves, (size_t)c->n_moves, sizeof *c->moves, rf_move_compare);
    return RF_OK;
}

/* Length of the run of consecutive periods with demand that holds the move (as if all of its own
 * had demand). */
static int32_t run_length(const rf_instance *in, const rf_move *m)
{
    int32_t low = m->first, high = m->last;
    while (low > 0 && rf_demand(in, m->need, low - 1) > 0)
        low--;
    while (high < in->n_periods - 1 && rf_demand(in, m->need, high + 1) > 0)
        high++;
    return high - low + 1;
}

static void check_length(checking *c, const rf_move *m, bool pinned)
{
    const rf_need *need = &c->in->needs[m->need.i];
    const char *agent = rf_agent_name(c->in, m->agent), *name = rf_need_name(c->in, m->need);
    const int32_t length = m->last - m->first + 1, run = run_length(c->in, m);
    if (!pinned && length < (need->min_stay < run ? need->min_stay : run))
        breach(c, _("%s -> %s periods %d..%d: %d < min_stay %d (%d periods with demand)"), agent,
               name, m->first, m->last, length, need->min_stay, run);
    if (!pinned && length > need->max_stay)
        breach(c, _("%s -> %s periods %d..%d: %d > max_stay %d"), agent, name, m->first, m->last,
               length, need->max_stay);
}

static void check_role(checking *c, const rf_move *m)
{
    const rf_role role = rf_role_during(c->in, m->agent, m->need, m->first, m->last);
    if (role == RF_ROLE_NONE) /* said as `skill` */
        return;
    const char *agent = rf_agent_name(c->in, m->agent), *need = rf_need_name(c->in, m->need);
    if (role == RF_ROLE_QUALIFIED && m->trainee)
        breach(c, _("%s -> %s periods %d..%d: role trainee, is qualified"), agent, need, m->first,
               m->last);
    if (role == RF_ROLE_TRAINEE && !m->trainee)
        breach(c, _("%s -> %s periods %d..%d: role qualified, is trainee"), agent, need, m->first,
               m->last);
}

static void check_move(checking *c, const rf_move *m)
{
    const bool pinned = rf_is_pin(c->in, m);
    const char *agent = rf_agent_name(c->in, m->agent), *need = rf_need_name(c->in, m->need);
    const rf_reasons reasons = rf_against_move(c->in, m, pinned);
    if (reasons != 0) {
        rf_buf words = rf_buf_new(RF_ERR_TEXT);
        rf_reasons_print_discreetly(&words, reasons);
        breach(c, "%s -> %s periods %d..%d: %s", agent, need, m->first, m->last,
               rf_buf_text(&words));
        c->out->failed = c->out->failed || words.failed;
        rf_buf_free(&words);
    }
    if (pinned && !m->pinned)
        breach(c, _("%s -> %s periods %d..%d: a pin that the plan does not call one"), agent, need,
               m->first, m->last);
    if (!pinned && m->pinned)
        breach(c, _("%s -> %s periods %d..%d: called a pin, is none"), agent, need, m->first,
               m->last);
    check_role(c, m);
    check_length(c, m, pinned);
}

/* (C1) one stay at a time, max_stays, max_periods_away, over the n moves of one agent. `held` [T]
 * is scratch. */
static void check_agent(checking *c, const rf_move *moves, int32_t n, int32_t *held)
{
    const rf_rules *rules = &c->in->rules;
    const char *agent = rf_agent_name(c->in, moves[0].agent);
    int64_t away = 0;
    memset(held, 0, (size_t)c->in->n_periods * sizeof *held);
    for (int32_t i = 0; i < n; i++) {
        away += moves[i].last - moves[i].first + 1;
        for (int32_t t = moves[i].first; t <= moves[i].last; t++)
            held[t]++;
    }
    for (int32_t t = 0; t < c->in->n_periods; t++)
        if (held[t] > 1)
            breach(c, _("%s period %d: %d stays at once"), agent, t, held[t]);
    if (n > rules->max_stays)
        breach(c, _("%s: %d stays > max_stays %d"), agent, n, rules->max_stays);
    if (away > rules->max_periods_away)
        breach(c, _("%s: %lld periods away > max_periods_away %d"), agent, (long long)away,
               rules->max_periods_away);
}

static rf_status check_agents(checking *c, rf_err *err)
{
    int32_t *held = rf_new_array((size_t)c->in->n_periods, sizeof *held);
    if (held == NULL)
        return rf_fail_memory(err);
    for (int32_t begin = 0, end; begin < c->n_moves; begin = end) {
        end = begin + 1;
        while (end < c->n_moves && c->moves[end].agent.i == c->moves[begin].agent.i)
            end++;
        check_agent(c, c->moves + begin, end - begin, held);
    }
    free(held);
    return RF_OK;
}

/* (C3) hard floors */
static void check_floors(checking *c, const rf_ledger *ledger)
{
    const rf_instance *in = c->in;
    for (int32_t f = 0; in->rules.hard_floors && f < in->n_floors; f++)
        for (int32_t t = 0; t < in->n_periods; t++) {
            const int32_t dip = rf_ledger_dip(ledger, in, f, t);
            if (dip > 0)
                breach(c, _("floor %d of %s period %d: dipped by %d centi-FTE"), f,
                       rf_unit_name(in, in->floors[f].unit), t, dip);
        }
}

/* (C4) conventions */
static void check_conventions(checking *c, const rf_ledger *ledger)
{
    const rf_instance *in = c->in;
    for (int32_t i = 0; i < in->n_conventions; i++) {
        const rf_convention *row = &in->conventions[i];
        const int64_t pair = (int64_t)row->lender * in->n_organisations + row->borrower;
        const int32_t *lent = ledger->between + pair * in->n_periods;
        if (row->max < 0 || row->lender == row->borrower)
            continue;
        for (int32_t t = 0; t < in->n_periods; t++)
            if (lent[t] > row->max)
                breach(c, _("convention %s->%s period %d: %d > %d centi-FTE"),
                       rf_organisation_name(in, row->lender),
                       rf_organisation_name(in, row->borrower), t, lent[t], row->max);
    }
}

/* (C5) trainees a tutor */
static rf_status check_tutors(checking *c, rf_err *err)
{
    const rf_instance *in = c->in;
    const int64_t n_periods = in->n_periods, cells = in->n_needs * n_periods;
    int32_t *trainees = rf_new_array((size_t)cells, sizeof *trainees);
    int32_t *qualified = rf_new_array((size_t)cells, sizeof *qualified);
    if (trainees == NULL || qualified == NULL) {
        free(trainees);
        free(qualified);
        return rf_fail_memory(err);
    }
    for (int32_t i = 0; i < c->n_moves; i++)
        for (int32_t t = c->moves[i].first; t <= c->moves[i].last; t++)
            (c->moves[i].trainee ? trainees : qualified)[c->moves[i].need.i * n_periods + t]++;
    for (int64_t x = 0; x < cells; x++) {
        const rf_need_id k = {(int32_t)(x / n_periods)};
        const rf_need *need = &in->needs[k.i];
        const int64_t tutors = (int64_t)need->tutors_on_site + qualified[x];
        if (trainees[x] > need->tutor_ratio * tutors)
            breach(c, _("%s period %d: trainees %d > tutor_ratio %d x tutors %lld"),
                   rf_need_name(in, k), (int32_t)(x % n_periods), trainees[x], need->tutor_ratio,
                   (long long)tutors);
    }
    free(trainees);
    free(qualified);
    return RF_OK;
}

/* (C6) pins */
static void check_pins(checking *c)
{
    for (int32_t p = 0; p < c->in->n_pins; p++) {
        const rf_move *pin = &c->in->pins[p];
        if (c->n_moves == 0 ||
            bsearch(pin, c->moves, (size_t)c->n_moves, sizeof *c->moves, rf_move_compare) == NULL)
            breach(c, _("%s -> %s periods %d..%d: pinned, not in the plan"),
                   rf_agent_name(c->in, pin->agent), rf_need_name(c->in, pin->need), pin->first,
                   pin->last);
    }
}

static void check_level(checking *c, int32_t l, const rf_ledger *ledger)
{
    const rf_level_spec *spec = &c->in->levels[l];
    const rf_level_result *said = &c->plan->levels[l];
    const int64_t value = rf_level_value(spec, ledger->terms);
    if (said->value != value)
        breach(c, _("level %s: value %lld, it is %lld"), spec->name, (long long)said->value,
               (long long)value);
    for (int term = 0; term < RF_N_TERMS; term++)
        if (spec->named[term] && said->terms[term] != ledger->terms[term])
            breach(c, _("level %s: term %s %lld, it is %lld"), spec->name,
                   rf_term_name((rf_term)term), (long long)said->terms[term],
                   (long long)ledger->terms[term]);
    if (said->bound > said->value)
        breach(c, _("level %s: bound %lld above value %lld"), spec->name, (long long)said->bound,
               (long long)said->value);
    if (said->outcome == RF_INFEASIBLE)
        breach(c, _("level %s: infeasible in a plan that is not"), spec->name);
    if (said->outcome == RF_OPTIMAL && rf_level_gap(said) > spec->gap + GAP_ROUNDING)
        breach(c, _("level %s: optimal, but its gap is %.6f > %.6f"), spec->name,
               rf_level_gap(said), spec->gap);
}

static void check_levels(checking *c, const rf_ledger *ledger)
{
    bool all_optimal = true;
    if (c->plan->n_levels != c->in->n_levels) {
        breach(c, _("levels: %d, there are %d"), c->plan->n_levels, c->in->n_levels);
        return;
    }
    for (int32_t l = 0; l < c->in->n_levels; l++) {
        check_level(c, l, ledger);
        all_optimal = all_optimal && c->plan->levels[l].outcome == RF_OPTIMAL;
    }
    if (c->plan->outcome == RF_OPTIMAL && !all_optimal)
        breach(c, "%s", _("the plan is called optimal, a level of it is not"));
    if (c->plan->outcome == RF_FEASIBLE && all_optimal)
        breach(c, "%s", _("the plan is called feasible, every level of it is optimal"));
}

static rf_status check_feasible(checking *c, rf_err *err)
{
    rf_ledger *ledger = NULL;
    rf_status rc = rf_ledger_new(&ledger, c->in, c->moves, c->n_moves, err);
    if (rc != RF_OK)
        return rc;
    for (int32_t i = 0; i < c->n_moves; i++)
        check_move(c, &c->moves[i]);
    rc = check_agents(c, err);
    check_floors(c, ledger);
    check_conventions(c, ledger);
    if (rc == RF_OK)
        rc = check_tutors(c, err);
    check_pins(c);
    check_levels(c, ledger);
    rf_ledger_free(ledger);
    return rc;
}

/* An infeasible plan is a conflict and nothing else. */
static void check_infeasible(checking *c)
{
    if (c->plan->n_moves > 0)
        breach(c, _("infeasible, but moves: %d"), c->plan->n_moves);
    if (c->plan->n_levels > 0)
        breach(c, _("infeasible, but levels: %d"), c->plan->n_levels);
    if (c->plan->n_conflicts == 0)
        breach(c, "%s", _("infeasible, but no conflict is named"));
}

rf_status rf_check(int32_t *n_breaches, rf_buf *breaches, const rf_instance *in,
                   const rf_plan *plan, rf_err *err)
{
    checking c = {.in = in, .plan = plan, .out = breaches};
    rf_status rc = keep_readable_moves(&c, err);
    if (rc == RF_OK && plan->outcome == RF_INFEASIBLE)
        check_infeasible(&c);
    else if (rc == RF_OK)
        rc = check_feasible(&c, err);
    free(c.moves);
    if (rc == RF_OK && breaches->failed)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        *n_breaches = c.n;
    return rc;
}
