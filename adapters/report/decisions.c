/* SPDX-License-Identifier: GPL-3.0-or-later
 * The decisions of a territory, as a table. */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/grid.h"
#include "adapters/report/number.h"

enum { PAGE_LIMIT = 1 << 24, WHY_LIMIT = 1 << 17 };

static const char *day(rf_text *to, rf_date date)
{
    if (date == RF_DATE_FIRST || date == RF_DATE_LAST)
        return "…";
    *to = rf_number_date(date);
    return to->s;
}

static const char *verdict_word(int32_t verdict)
{
    return verdict == RF_PIN ? _("pin") : _("forbid");
}

/* Rows of this act are all of one verdict, and this row is. */
static bool says_all(rf_act act, int32_t verdict)
{
    const rf_verdict other = verdict == RF_PIN ? RF_FORBID : RF_PIN;
    return rf_act_rules(act, (rf_verdict)verdict) && !rf_act_rules(act, other);
}

/* What the row does beside it where the act does two things, or not that: "propose (pin)", "accept
 * (forbid)"; of a row without note the row's own word. */
static void add_act(rf_grid *grid, const rf_decision_row *row, const rf_note *note)
{
    char text[96];
    if (note == NULL)
        snprintf(text, sizeof text, "%s", verdict_word(row->verdict));
    else if (says_all(note->act, row->verdict))
        snprintf(text, sizeof text, "%s", _(rf_act_words[note->act]));
    else
        snprintf(text, sizeof text, "%s (%s)", _(rf_act_words[note->act]),
                 verdict_word(row->verdict));
    rf_grid_add(grid, RF_PLAIN, text);
}

static void add_why(rf_grid *grid, const rf_decision_row *row, const rf_note *note)
{
    rf_buf text = rf_buf_new(WHY_LIMIT);
    if (row->author != NULL)
        rf_buf_printf(&text, "%s: ", row->author);
    if (note == NULL)
        rf_buf_puts(&text, row->reason != NULL ? row->reason : "");
    else
        rf_buf_printf(&text, "%s (%s)", _(rf_motives[note->motive].text),
                      rf_number_date(note->date).s);
    if (note != NULL && note->comment != NULL)
        rf_buf_printf(&text, ", %s", note->comment);
    rf_grid_add(grid, RF_PLAIN, rf_buf_text(&text));
    grid->text.failed = grid->text.failed || text.failed;
    rf_buf_free(&text);
}

static void add_row(rf_grid *grid, const rf_decision_row *row, const rf_note *note)
{
    rf_text from, to;
    rf_grid_add(grid, RF_STRONG, note != NULL ? rf_number_count(note->number).s : "-");
    add_act(grid, row, note);
    rf_grid_add(grid, RF_PLAIN, row->agent.id);
    rf_grid_add(grid, RF_PLAIN, row->need.id != NULL ? row->need.id : _("every need"));
    rf_grid_add(grid, RF_PLAIN, day(&from, row->from));
    rf_grid_add(grid, RF_PLAIN, day(&to, row->to));
    add_why(grid, row, note);
}

rf_status rf_report_decisions(rf_buf *out, const rf_territory *territory, int32_t number,
                              const rf_page *page, rf_err *err)
{
    const rf_grid_column columns[] = {{_("No."), RF_RIGHT, 0, 0},   {_("Decision"), RF_LEFT, 0, 0},
                                      {_("Agent"), RF_LEFT, 16, 0}, {_("Need"), RF_LEFT, 16, 0},
                                      {_("From"), RF_LEFT, 0, 2},   {_("To"), RF_LEFT, 0, 3},
                                      {_("Why"), RF_WRAPPED, 18, 0}};
    const rf_decision_row *rows = rf_rows(territory, RF_DECISIONS);
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    rf_grid grid = rf_grid_new(columns, sizeof columns / sizeof columns[0]);
    int32_t n = 0;
    for (int32_t i = 0; i < rf_n_rows(territory, RF_DECISIONS); i++) {
        rf_note note;
        const bool ours = rf_note_parse(&note, rows[i].reason);
        if (number != 0 && (!ours || note.number != number))
            continue;
        add_row(&grid, &rows[i], ours ? &note : NULL);
        n++;
    }
    if (n == 0) {
        rf_paper_text(&text, page, RF_PLAIN, _("No decision is recorded."));
        rf_grid_free(&grid);
    } else {
        rf_paper_heading(&text, page, number != 0 ? _("What was decided") : _("Decisions"));
        rf_grid_print(&text, page, &grid);
    }
    return rf_paper_deliver(out, page, &text, err);
}
