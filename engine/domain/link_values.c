/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/text.h"
#include "engine/domain/decision.h"
#include "engine/domain/linking.h"

/* Only ids keep the place of their cell: other faults are told at their row. */
static void check_window(const rf_linking *l, rf_row *row, rf_date from, rf_date to)
{
    if (from <= to)
        return;
    char first[RF_DATE_TEXT], last[RF_DATE_TEXT];
    rf_diags_add(l->diags, RF_ERROR, rf_linking_place(l, row->at), _("to: %s is before from: %s"),
                 rf_date_format(last, to), rf_date_format(first, from));
    row->refused = true;
}

static void check_absence(const rf_linking *l, void *any)
{
    rf_absence_row *row = any;
    check_window(l, &row->row, row->from, row->to);
}

static void check_need(const rf_linking *l, void *any)
{
    rf_need_row *row = any;
    check_window(l, &row->row, row->from, row->to);
    if (row->max_stay < 0 || row->min_stay <= row->max_stay)
        return;
    rf_diags_add(l->diags, RF_ERROR, rf_linking_place(l, row->row.at),
                 _("max_stay: %d is below min_stay: %d"), row->max_stay, row->min_stay);
    row->row.refused = true;
}

static void check_need_skill(const rf_linking *l, void *any)
{
    rf_need_skill_row *row = any;
    const rf_place place = rf_linking_place(l, row->row.at);
    if (row->trainee_level > row->min_level) {
        rf_diags_add(l->diags, RF_ERROR, place, _("trainee_level: %d is above min_level: %d"),
                     row->trainee_level, row->min_level);
        row->row.refused = true;
    } else if (row->trainee_level == row->min_level) {
        rf_diags_add(l->diags, RF_WARNING, place,
                     _("trainee_level: %d is min_level itself: no one comes as a trainee by it"),
                     row->trainee_level);
    }
}

static void check_demand(const rf_linking *l, void *any)
{
    rf_demand_row *row = any;
    check_window(l, &row->row, row->from, row->to);
}

static void check_convention(const rf_linking *l, void *any)
{
    rf_convention_row *row = any;
    check_window(l, &row->row, row->from, row->to);
    if (row->lender.id == NULL || row->lender.id != row->borrower.id)
        return;
    rf_diags_add(l->diags, RF_ERROR, rf_linking_place(l, row->borrower.at),
                 _("borrower: '%s' is the lender too: an organisation needs no convention with "
                   "itself"),
                 row->borrower.id);
    row->row.refused = true;
}

/* Somebody edited the one and not the other: the row counts. */
static void compare_with_note(const rf_linking *l, const rf_decision_row *row)
{
    rf_note note;
    if (!rf_note_parse(&note, row->reason) || rf_act_rules(note.act, (rf_verdict)row->verdict))
        return;
    rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, row->row.at),
                 row->verdict == RF_PIN
                     ? _("the row pins, but its note says %s: the row counts")
                     : _("the row forbids, but its note says %s: the row counts"),
                 _(rf_act_words[note.act]));
}

static void check_decision(const rf_linking *l, void *any)
{
    rf_decision_row *row = any;
    check_window(l, &row->row, row->from, row->to);
    compare_with_note(l, row);
    if (row->verdict != RF_PIN || row->need.id != NULL)
        return;
    rf_diags_add(l->diags, RF_ERROR, rf_linking_place(l, row->row.at), "%s",
                 _("need: empty, but a pin names its need"));
    row->row.refused = true;
}

/* The plan does not depend on it, so it is no reason to stop. */
static void check_initiative(const rf_linking *l, void *any)
{
    const rf_initiative_row *row = any;
    if (row->state == RF_CLOSED && row->outcome < 0)
        rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, row->row.at), "%s",
                     _("outcome: empty, but a closed initiative has one: absorb, extend or close"));
}

typedef void check_row(const rf_linking *l, void *row);

static check_row *const checks[RF_N_TABLES] = {
    [RF_ABSENCES] = check_absence,       [RF_NEEDS] = check_need,
    [RF_NEED_SKILLS] = check_need_skill, [RF_DEMAND] = check_demand,
    [RF_CONVENTIONS] = check_convention, [RF_DECISIONS] = check_decision,
    [RF_INITIATIVES] = check_initiative,
};

void rf_link_check_values(const rf_linking *linking, rf_table_id table)
{
    if (checks[table] == NULL)
        return;
    for (int32_t i = 0; i < rf_n_rows(linking->territory, table); i++) {
        rf_row *row = rf_linking_row(linking, table, i);
        if (!row->refused)
            checks[table](linking, row);
    }
}
