/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/sheet_words.h"

#include <string.h>

#include "adapters/report/reasons.h"
#include "adapters/report/words.h"

static const rf_wording COLUMNS[] = {
    {"date", N_("On")},
    {"from", N_("From")},
    {"unit", N_("Unit")},
    {"people", N_("People")},
    {"back", N_("Back")},
    {"away", N_("Away")},
    {"here", N_("Here")},
    {"needs", N_("Floor")},
    {"short", N_("Short")},
    {"sent", N_("Sent")},
    {"first_back", N_("First back")},
    {"all_back", N_("All back")},
    {"floor_kept", N_("Floor kept")},
    {"short_at_worst", N_("Short at worst")},
    {"organisation", N_("Organisation")},
    {"lent", N_("Lent")},
    {"borrowed", N_("Borrowed")},
    {"balance", N_("Balance")},
    {"lender", N_("Lender")},
    {"borrower", N_("Borrower")},
    {"fte_days", N_("FTE-days")},
    {"most_fte", N_("Most FTE")},
    {"fte", N_("FTE")},
    {"max_fte", N_("Cap")},
    {"used", N_("Used")},
    {"reason", N_("Main reason")},
    {"agents", N_("Agents")},
    {"agent", N_("Agent")},
    {"consent", N_("Consent")},
    {"need", N_("Need")},
    {"reserve", N_("Reserve")},
    {"home_unit", N_("Of unit")},
    {"minutes", N_("Minutes")},
    {"periods", N_("Periods")},
    {"asked", N_("Asked")},
    {"candidates", N_("Candidates")},
    {"unmet", N_("Tier")},
    {"planned", N_("Planned")},
    {"held_mean", N_("Held: mean")},
    {"held_decile", N_("worst tenth")},
    {"resolved_mean", N_("Re-solved: mean")},
    {"resolved_decile", N_("worst tenth")},
    {"draws", N_("Draws")},
    {"resolved", N_("Re-solved")},
    {"stopped", N_("Stopped by the clock")},
    {"infeasible", N_("Without any plan")},
    {"plan", N_("Plan")},
    {"file", N_("File")},
    {"scenario", N_("Scenario")},
    {"status", N_("Status")},
    {"level", N_("Level")},
    {"measure", N_("Measure")},
    {"number", N_("Number")},
    {"kept_on", N_("Kept on")},
    {"baseline", N_("Baseline")},
    {"sha256", N_("SHA-256")},
    {"territory", N_("Territory")},
    {"to", N_("To")},
    {"state", N_("State")},
    {"initiative", N_("Initiative")},
    {"name", N_("Name")},
    {"authors", N_("Authors")},
    {"sponsor", N_("Sponsor")},
    {"review_on", N_("Review")},
    {"outcome", N_("Outcome")},
    {"figure", N_("Figure")},
    {"value", N_("Value")},
    {"all", N_("All")},
    {"vital", N_("Vital")},
    {"essential", N_("Essential")},
    {"important", N_("Important")},
    {"share", N_("Share")},
    {"measured_in", N_("In")},
    {"variant", N_("Variant")},
    {"change", N_("Change")},
    {"low", N_("from")},
    {"high", N_("to")},
    {"chance", N_("By chance")},
    {"verdict", N_("Verdict")},
    {"alone", N_("Alone")},
    {"pooled", N_("Pooled")},
    {"gain", N_("Gain")},
    {"across", N_("Against")},
    {"seeds", N_("Seeds")},
    {"best", N_("Rank from")},
    {"worst", N_("to")},
    {NULL, NULL},
};

const char *rf_word_of_column(const char *column)
{
    const char *text = rf_word_of(COLUMNS, column);
    return text != NULL ? text : rf_word_of_code(column);
}

static const char *reason_of(const char *code)
{
    for (int32_t of = 0; of < RF_N_REASONS; of++)
        if (strcmp(rf_standing_name(of), code) == 0)
            return rf_word_reason((rf_reason)of);
    return NULL;
}

const char *rf_word_of_code(const char *code)
{
    static const rf_wording words[] = {
        {"could_fill_a_gap", N_("could help where somebody is missing, but a floor, a cap, tutors, "
                                "the length of the stay or the clock keeps them")},
        {"could_serve", N_("could serve, but those needs are covered")},
        {"not_asked", N_("no need asks for anybody")},
        {"other", N_("other reasons")},
        {"volunteer", N_("volunteer")},
        {"agrees", N_("agrees")},
        {"unknown", N_("unknown")},
        {"refuses", N_("refuses")},
        {"optimal", N_("optimal")},
        {"feasible", N_("stopped")},
        {"infeasible", N_("infeasible")},
        {"planned", N_("planned")},
        {"started", N_("started")},
        {"extended", N_("extended")},
        {"ended", N_("ended")},
        {"cancelled", N_("cancelled")},
        {"proposed", N_("proposed")},
        {"endorsed", N_("endorsed")},
        {"closed", N_("closed")},
        {"plan_1", N_("Plan 1")},
        {"plan_2", N_("Plan 2")},
        {"plan_3", N_("Plan 3")},
        {"plan_4", N_("Plan 4")},
        {"plan_5", N_("Plan 5")},
        {"plan_6", N_("Plan 6")},
        {"moved", N_("agents moved")},
        {"stays", N_("stays")},
        {"covered_vital", N_("vital, covered")},
        {"covered_essential", N_("essential, covered")},
        {"covered_important", N_("important, covered")},
        {"unmet_vital", N_("vital, FTE unmet")},
        {"unmet_essential", N_("essential, FTE unmet")},
        {"unmet_important", N_("important, FTE unmet")},
        {"floors_dipped", N_("floors, FTE dipped")},
        {"lent_days", N_("FTE-days lent")},
        {"burden_gini", N_("burden, Gini")},
        {"all", N_("all")},
        {"noise", N_("within the noise")},
        {"better", N_("better")},
        {"worse", N_("worse")},
        {"different", N_("different")},
        {"one_seed", N_("one seed tells nothing")},
        {NULL, NULL},
    };
    const char *text = rf_word_of(words, code);
    text = text != NULL ? text : reason_of(code);
    return text != NULL ? text : rf_word_level(code);
}

/* A title where periods are weeks, one where they are not, and the sentence below. */
typedef struct title {
    const char *sheets, *sheet;
    const char *weeks, *periods, *note; /* N_() */
} title;

static const title TITLES[] = {
    {"returns", "calendar", N_("Returns, week by week, in FTE"),
     N_("Returns, period by period, in FTE"),
     N_("Who comes back on that date, and what the service then has and must have. After the last "
        "period presence is taken to stay as it was.")},
    {"returns", "services", N_("Services, until they are whole again"),
     N_("Services, until they are whole again"),
     N_("Floor kept: from that date on the service is short no more.")},
    {"ledger", "organisations", N_("Lent and borrowed, in FTE-days"),
     N_("Lent and borrowed, in FTE-days"), NULL},
    {"ledger", "conventions", N_("Use of the conventions"), N_("Use of the conventions"),
     N_("Used: the busiest period's FTE, of the convention's cap.")},
    {"ledger", "periods", N_("Loans, week by week"), N_("Loans, period by period"), NULL},
    {"pool", "reasons", N_("Never called, by reason"), N_("Never called, by reason"),
     N_("Fewer than five people are never shown by themselves.")},
    {"pool", "units", N_("Never called, by unit"), N_("Never called, by unit"), NULL},
    {"pool", "agents", N_("Never called, by agent (for HR only)"),
     N_("Never called, by agent (for HR only)"), NULL},
    {"reserve", "reserve", N_("A reserve for each vital need"), N_("A reserve for each vital need"),
     N_("One person each, without a move in the plan, qualified. Periods: those that the reserve "
        "may serve, of those asked.")},
    {"stress", "unmet", N_("Unmet under more absence, in FTE-weeks"),
     N_("Unmet under more absence, in FTE-periods"),
     N_("Held: the plan as it is. Worst tenth: what one draw in ten reaches or exceeds.")},
    {"stress", "draws", N_("Draws"), N_("Draws"), NULL},
    {"compare", "plans", N_("Plans"), N_("Plans"), NULL},
    {"db", "plans", N_("Plans kept"), N_("Plans kept"),
     N_("'db get NUMBER' writes one; 'solve --baseline #NUMBER' stays close to it.")},
    {"db", "missions", N_("Missions"), N_("Missions"), NULL},
    {"db", "initiatives", N_("Register of initiatives"), N_("Register of initiatives"), NULL},
    {"compare", "levels", N_("Levels"), N_("Levels"), N_("The less, the better.")},
    {"compare", "figures", N_("Figures"), N_("Figures"),
     N_("Burden: Gini coefficient over all agents of earlier days and working days away; 0 is "
        "even, 1 is all on one.")},
    {"figures", "tiers", N_("Coverage, by tier"), N_("Coverage, by tier"),
     N_("Held: the worst tenth of draws in which one more in ten is absent.")},
    {"figures", "whole", N_("The plan as a whole"), N_("The plan as a whole"), NULL},
    {"figures", "categories", N_("People, by category"), N_("People, by category"),
     N_("Burden: earlier days and working days away; Gini 0 is even, 1 is all on one.")},
    {"figures", "unused", N_("Volunteers not called on"), N_("Volunteers not called on"),
     N_("Fewer than five people are never shown by themselves.")},
    {"analysis", "organisations", N_("What solidarity is worth, in FTE-weeks unmet"),
     N_("What solidarity is worth, in FTE-weeks unmet"),
     N_("Alone: without the others. From and to: where the gain lies, at 95 in 100. By chance: how "
        "often seeds alone would show as much.")},
    {"analysis", "variants", N_("Variants, by how much they change"),
     N_("Variants, by how much they change"),
     N_("Shares in percent, their changes in points. Change: less the base, over the same seeds, "
        "at 95 in 100. By chance: corrected for the number of rows.")},
    {"analysis", "curve", N_("One figure against another"), N_("One figure against another"),
     N_("A point a variant. Shares in percent; from and to: at 95 in 100 over the seeds, "
        "cut where the figure cannot go.")},
    {"analysis", "territories", N_("Territories"), N_("Territories"),
     N_("Shares in percent. Rank: from the best to the worst that the seeds leave; equal ranges "
        "are a draw. Intervals are cut where the figure cannot go.")},
    {NULL, NULL, NULL, NULL, NULL},
};

static const title *title_of(const char *sheets, const char *sheet)
{
    const title *t = TITLES;
    while (t->sheets != NULL && (strcmp(t->sheets, sheets) != 0 || strcmp(t->sheet, sheet) != 0))
        t++;
    return t;
}

const char *rf_word_of_sheet(const rf_instance *in, const char *sheets, const char *sheet)
{
    const title *t = title_of(sheets, sheet);
    if (t->sheets == NULL)
        return sheet;
    return in == NULL || rf_counts_weeks(in) ? _(t->weeks) : _(t->periods);
}

const char *rf_note_of_sheet(const char *sheets, const char *sheet)
{
    const title *t = title_of(sheets, sheet);
    return t->note != NULL ? _(t->note) : NULL;
}
