/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sheet that an agent may ask for: the four items of CRPA R311-3-1-2. Restrictions are told as
 * a source and never read out: a sheet is printed, and lies on a desk. */
#include <stdio.h>

#include "adapters/report/explain_parts.h"
#include "adapters/report/number.h"
#include "adapters/report/words.h"

enum { TITLE = 256, CELL = 192 };

/* ---- 1. degree and mode ---- */

static void tell_decision(rf_buf *out, const rf_telling *t)
{
    const rf_agent_sheet *s = t->e->sheet;
    rf_paper_heading(out, t->page, _("1. How far the program contributed"));
    rf_tell(out, t->page, "%s",
            _("The program proposes moves; a named person decides each of them. It decides "
              "nothing by itself, and refusing a move is always possible."));
    if (s->n_moves == 0)
        rf_tell(out, t->page, "%s", _("This plan proposes no move for this agent."));
    for (int32_t m = 0; m < s->n_moves; m++) {
        const rf_move *move = &s->moves[m];
        /* TRANSLATORS: a need, its name, first to last day. */
        rf_tell(out, t->page, _("Proposed: %s %s, from %s."), rf_need_name(t->in, move->need),
                rf_word_of_need(t->in, move->need), rf_dates_of(t->in, move->first, move->last).s);
    }
}

/* ---- 2. data and sources ---- */

static const char *word_table(rf_table_id table)
{
    static const char *const words[RF_N_TABLES] = {
        [RF_AGENTS] = N_("service, working time, category, answer, status, travel, telework, "
                         "earlier missions; functional restrictions are compared and not shown"),
        [RF_SKILLS] = N_("a skill"),
        [RF_ABSENCES] = N_("an absence"),
        [RF_DECISIONS] = N_("a decision"),
        [RF_FLOORS] = N_("a floor of their service"),
        [RF_NEEDS] = N_("the need of the move"),
        [RF_CONVENTIONS] = N_("the convention of the move"),
    };
    return _(words[table]);
}

static void tell_sources(rf_buf *out, const rf_telling *t)
{
    const rf_agent_sheet *s = t->e->sheet;
    const rf_territory *territory = t->in->territory;
    const rf_grid_column columns[] = {{_("File and line"), RF_LEFT, 0, 0},
                                      {_("What it says"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    for (int32_t i = 0; i < s->n_rows; i++) {
        char where[CELL];
        const rf_at at = rf_row_at(territory, s->rows[i]);
        snprintf(where, sizeof where, "%s:%u", territory->files[at.file], at.line);
        rf_grid_add(&grid, RF_PLAIN, where);
        rf_grid_add(&grid, RF_PLAIN, word_table(s->rows[i].table));
    }
    rf_paper_heading(out, t->page, _("2. The data, and where they come from"));
    rf_grid_print(out, t->page, &grid);
}

/* ---- 3. parameters and weights ---- */

static void add_term(rf_grid *grid, const rf_telling *t, int32_t level, int32_t term)
{
    char value[CELL];
    const rf_level_spec *spec = &t->in->levels[level];
    const int64_t amount = t->e->sheet->terms[term];
    const bool is_fte = term <= RF_TERM_FLOORS;
    snprintf(value, sizeof value, "%s",
             is_fte ? rf_number_balance(amount).s : rf_number_count(amount).s);
    rf_grid_add(grid, RF_STRONG, rf_word_level(spec->name));
    rf_grid_add(grid, RF_PLAIN, rf_term_name((rf_term)term));
    rf_grid_add(grid, RF_PLAIN, rf_number_count(spec->weight[term]).s);
    rf_grid_add(grid, RF_PLAIN, value);
}

static void tell_weights(rf_buf *out, const rf_telling *t)
{
    const rf_grid_column columns[] = {{_("Level, in order"), RF_LEFT, 0, 0},
                                      {_("Term"), RF_LEFT, 0, 0},
                                      {_("Weight"), RF_RIGHT, 0, 0},
                                      {_("This agent's part"), RF_RIGHT, 0, 0}};
    rf_grid grid = rf_grid_new(columns, 4);
    for (int32_t l = 0; l < t->in->n_levels; l++)
        for (int32_t term = 0; term < RF_N_TERMS; term++)
            if (t->in->levels[l].weight[term] > 0 && term != RF_TERM_CHANGES)
                add_term(&grid, t, l, term);
    rf_paper_heading(out, t->page, _("3. The parameters and their weights, for this agent"));
    rf_grid_print(out, t->page, &grid);
    const rf_agent *agent = &t->in->agents[t->e->sheet->agent.i];
    rf_tell(out, t->page,
            _("Travel: at most %d minutes one way. Stays: at most %d, %d periods in all. Earlier "
              "missions: %d days. A level is never made worse for a later one."),
            agent->max_travel, t->in->rules.max_stays, t->in->rules.max_periods_away,
            agent->prior_days);
}

/* ---- 4. operations ---- */

static void tell_operations(rf_buf *out, const rf_telling *t)
{
    const rf_agent_sheet *s = t->e->sheet;
    const rf_grid_column columns[] = {
        {_("Needs"), RF_RIGHT, 0, 0},
        {_("What stands against, on all their dates"), RF_WRAPPED, 24, 0}};
    rf_grid grid = rf_grid_new(columns, 2);
    rf_paper_heading(out, t->page, _("4. The operations"));
    rf_tell(out, t->page,
            _("Presence: there on %d of %d periods. Needs compared with the agent's data: %s; "
              "possible on some period: %s. Then the levels are solved one after the other over "
              "all agents together, and the plan is checked apart from the solver."),
            s->present, t->in->n_periods, rf_number_count(s->needs_examined).s,
            rf_number_count(s->needs_possible).s);
    for (int32_t reason = 0; reason < RF_N_REASONS; reason++) {
        if (s->needs_against[reason] == 0)
            continue;
        rf_grid_add(&grid, RF_PLAIN, rf_number_count(s->needs_against[reason]).s);
        rf_grid_add(&grid, RF_PLAIN, rf_word_against((rf_reason)reason));
    }
    rf_grid_print(out, t->page, &grid);
}

void rf_tell_agent(rf_buf *out, const rf_telling *t)
{
    char title[TITLE];
    snprintf(title, sizeof title, _("What the plan made of %s (CRPA R311-3-1-2)"),
             rf_agent_name(t->in, t->e->sheet->agent));
    rf_paper_heading(out, t->page, title);
    tell_decision(out, t);
    tell_sources(out, t);
    tell_weights(out, t);
    tell_operations(out, t);
}
