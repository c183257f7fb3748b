/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of one plan. */
#include "adapters/report/html_pictures.h"
#include "adapters/report/words.h"

static void add_title(rf_pictures *out, const rf_instance *in)
{
    const rf_scenario *s = in->scenario;
    const rf_text from = rf_number_date(rf_period_first_day(s, 0));
    const rf_text to = rf_number_date(rf_period_last_day(s, in->n_periods - 1));
    const rf_text agents = rf_number_count(in->n_agents), needs = rf_number_count(in->n_needs);
    const rf_text organisations = rf_number_count(in->n_organisations);
    out->title = s->name[0] != '\0' ? rf_pictures_keep(out, s->name) : _("Plan of reinforcement");
    out->subtitle =
        rf_pictures_format(out, _("%s to %s. Organisations: %s; agents: %s; needs: %s."), from.s,
                           to.s, organisations.s, agents.s, needs.s);
}

static void add_coverage_facts(rf_pictures *out, const rf_compared *plan)
{
    static const char *const labels[RF_N_TIERS + 1] = {
        N_("Vital needs covered"), N_("Essential needs covered"), N_("Important needs covered"),
        N_("All needs covered")};
    rf_coverage coverage[RF_N_TIERS + 1];
    rf_coverage_of(coverage, plan);
    for (int32_t i = 0; i <= RF_N_TIERS; i++)
        if (coverage[i].required > 0) {
            const int64_t share = rf_share_of(coverage[i].covered, coverage[i].required);
            const rf_text text = rf_number_percent((double)share / 10000, RF_ROUND_DOWN);
            rf_pictures_fact(out, _(labels[i]), text.s, share);
        }
}

static void add_volume(rf_pictures *out, const rf_instance *in, const char *label, int64_t volume)
{
    rf_pictures_fact(out, rf_pictures_format(out, "%s, %s", label, rf_word_of_volume(in)),
                     rf_number_fte(volume).s, -1);
}

/* Moves are sorted by agent. */
int32_t rf_people_moved(const rf_plan *plan)
{
    int32_t n = 0;
    for (int32_t m = 0; m < plan->n_moves; m++)
        n += m == 0 || plan->moves[m].agent.i != plan->moves[m - 1].agent.i;
    return n;
}

static void add_facts(rf_pictures *out, const rf_compared *plan)
{
    const int64_t *terms = plan->ledger->terms;
    add_coverage_facts(out, plan);
    rf_pictures_fact(out, _("People who move"), rf_number_count(rf_people_moved(plan->plan)).s, -1);
    add_volume(out, plan->in, _("Still missing"),
               terms[RF_TERM_UNMET_VITAL] + terms[RF_TERM_UNMET_ESSENTIAL] +
                   terms[RF_TERM_UNMET_IMPORTANT]);
    add_volume(out, plan->in, _("Below the floors of the lenders"), terms[RF_TERM_FLOORS]);
}

void rf_picture_breaches(rf_pictures *out, const rf_compared *plan, const char *name)
{
    if (plan->breaches == 0)
        return;
    const char *text = rf_pictures_format(
        out,
        dngettext("renfort", "%s: warning: the plan has %lld breach with these files",
                  "%s: warning: the plan has %lld breaches with these files",
                  (unsigned long)plan->breaches),
        name, (long long)plan->breaches);
    rf_pictures_warn(
        out, rf_pictures_format(
                 out, "%s. %s", text,
                 _("It breaks their rules, so nothing is proven of it. 'renfort verify' names each "
                   "breach, 'renfort solve --baseline' mends the plan.")));
}

static const char *levels_title(const rf_compared *compared)
{
    const rf_plan *plan = compared->plan;
    if (compared->breaches > 0)
        return _("The plan breaks rules of these files: its levels prove nothing");
    if (plan->outcome == RF_OPTIMAL)
        return _("No plan does better, within the gap that was asked for");
    if (plan->outcome == RF_FEASIBLE)
        return _("The search was stopped early: a better plan may exist, within the gap shown");
    return _("No plan is possible: pins and hard rules contradict each other.");
}

void rf_picture_levels(rf_pictures *out, const rf_compared *plan)
{
    rf_picture *picture = rf_pictures_add(out, "levels", "");
    picture->title = levels_title(plan);
    if (plan->breaches == 0)
        picture->note = _("Levels count in this order. The bound is what no plan can beat; the gap "
                          "is the distance between the two.");
    rf_picture_table *table = rf_picture_add_table(
        picture, plan->breaches > 0 ? _("what the document says, level by level")
                                    : _("what is proven, level by level"));
    rf_picture_column(table, _("Level"), RF_FORM_TEXT);
    rf_picture_column(table, _("Value"), RF_FORM_TEXT);
    rf_picture_column(table, _("Bound"), RF_FORM_TEXT);
    rf_picture_column(table, _("Unit"), RF_FORM_TEXT);
    rf_picture_column(table, _("Gap"), RF_FORM_TEXT);
    for (int32_t i = 0; i < plan->plan->n_levels; i++) {
        const rf_level_result *level = &plan->plan->levels[i];
        const rf_measure measure = rf_measure_of_level(&plan->in->levels[i]);
        rf_picture_text(table, rf_word_level(plan->in->levels[i].name));
        rf_picture_text(table, rf_number_measured(measure, level->value).s);
        rf_picture_text(table, rf_number_measured(measure, level->bound).s);
        rf_picture_text(table, rf_word_measure(plan->in, measure));
        rf_picture_text(table, rf_number_percent(rf_level_gap(level), RF_ROUND_UP).s);
    }
}

rf_status rf_pictures_of_plan(rf_pictures *out, const rf_compared *plan, rf_err *err)
{
    rf_picture_breaches(out, plan, plan->file);
    out->holds =
        _("Nobody is named here, but people are counted by service and date, and single ones "
          "too: whoever knows the service can tell who is meant. Send this file to those "
          "only who may know it.");
    add_title(out, plan->in);
    add_facts(out, plan);
    rf_picture_coverage(out, plan);
    rf_picture_calendar(out, plan);
    rf_picture_lending(out, plan);
    rf_picture_map(out, plan);
    rf_picture_burden(out, plan);
    rf_status rc = rf_picture_robustness(out, plan, err);
    if (rc == RF_OK)
        rc = rf_picture_figures(out, plan, 1, err);
    rf_picture_levels(out, plan);
    return rc == RF_OK ? rf_pictures_status(out, err) : rc;
}
