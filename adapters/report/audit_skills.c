/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "adapters/report/audit.h"
#include "adapters/report/number.h"

enum { LABEL = 160, NAMES_SHOWN = 8, TEXT_LIMIT = 1 << 20 };

/* What is known of each skill code. */
typedef struct code_use {
    bool held, asked;
} code_use;

typedef struct proofs {
    int64_t entries, dated, expired, expiring;
} proofs;

static proofs count_proofs(const rf_audit *audit)
{
    const rf_skill_row *rows = rf_rows(audit->territory, RF_SKILLS);
    proofs p = {.entries = 0};
    for (int32_t i = 0; i < rf_n_rows(audit->territory, RF_SKILLS); i++) {
        if (rows[i].row.refused)
            continue;
        const rf_date until = rows[i].valid_until;
        p.entries++;
        p.dated += until != RF_DATE_LAST;
        p.expired += until < audit->from;
        p.expiring += until >= audit->from && until < audit->to;
    }
    return p;
}

static void print_proofs(rf_buf *out, const rf_audit *audit, const proofs *p)
{
    char label[LABEL];
    rf_grid grid = rf_audit_grid();
    rf_audit_count(&grid, _("skills stated"), p->entries);
    rf_audit_share(&grid, _("with an end of validity"), p->dated, p->entries);
    if (audit->from <= audit->to) {
        snprintf(label, sizeof label, _("expired before %s"), rf_number_date(audit->from).s);
        rf_audit_share(&grid, label, p->expired, p->entries);
        snprintf(label, sizeof label, _("expiring before %s"), rf_number_date(audit->to).s);
        rf_audit_share(&grid, label, p->expiring, p->entries);
    }
    rf_grid_print(out, audit->page, &grid);
}

static void mark_asked(code_use *codes, const rf_ref *skill)
{
    if (skill->i >= 0)
        codes[skill->i].asked = true;
}

static void mark_codes(code_use *codes, const rf_territory *territory)
{
    const rf_skill_row *skills = rf_rows(territory, RF_SKILLS);
    for (int32_t i = 0; i < rf_n_rows(territory, RF_SKILLS); i++)
        if (!skills[i].row.refused && skills[i].skill.i >= 0)
            codes[skills[i].skill.i].held = true;
    const rf_need_skill_row *needs = rf_rows(territory, RF_NEED_SKILLS);
    for (int32_t i = 0; i < rf_n_rows(territory, RF_NEED_SKILLS); i++)
        if (!needs[i].row.refused)
            mark_asked(codes, &needs[i].skill);
    const rf_floor_row *floors = rf_rows(territory, RF_FLOORS);
    for (int32_t i = 0; i < rf_n_rows(territory, RF_FLOORS); i++)
        if (!floors[i].row.refused)
            mark_asked(codes, &floors[i].skill);
}

/* The codes that are held or asked but not both, the first ones by name; their number. */
static int32_t list_codes(rf_buf *names, const rf_territory *territory, const code_use *codes,
                          code_use wanted)
{
    int32_t n = 0;
    for (int32_t i = 0; i < rf_pool_size(territory->skills); i++) {
        if (codes[i].held != wanted.held || codes[i].asked != wanted.asked)
            continue;
        if (n < NAMES_SHOWN)
            rf_buf_printf(names, n == 0 ? "%s" : ", %s", rf_pool_at(territory->skills, i));
        else if (n == NAMES_SHOWN)
            rf_buf_puts(names, ", …");
        n++;
    }
    return n;
}

static void say_codes(rf_buf *out, const rf_audit *audit, const code_use *codes, code_use wanted)
{
    rf_buf names = rf_buf_new(TEXT_LIMIT), sentence = rf_buf_new(TEXT_LIMIT);
    const int32_t n = list_codes(&names, audit->territory, codes, wanted);
    const unsigned long plural = (unsigned long)n;
    rf_buf_printf(&sentence,
                  wanted.asked
                      ? dngettext("renfort", "%s skill is asked for and held by nobody: %s",
                                  "%s skills are asked for and held by nobody: %s", plural)
                      : dngettext("renfort", "%s skill is held and asked for nowhere: %s",
                                  "%s skills are held and asked for nowhere: %s", plural),
                  rf_number_count(n).s, rf_buf_text(&names));
    if (names.failed || sentence.failed)
        out->failed = true;
    else if (n > 0)
        rf_paper_text(out, audit->page, wanted.asked ? RF_DOUBTFUL : RF_FAINT,
                      rf_buf_text(&sentence));
    rf_buf_free(&names);
    rf_buf_free(&sentence);
}

/* Whom the contract's rule of the period's last day costs a period that they could work. */
static void say_ends(rf_buf *out, const rf_audit *audit)
{
    rf_err err;
    rf_skill_ends ends = {.n = 0};
    if (audit->in != NULL && rf_skill_ends_find(&ends, audit->in, &err) != RF_OK)
        out->failed = true;
    if (ends.n == 0)
        return;
    const rf_skill_row *row = (const rf_skill_row *)rf_rows(audit->territory, RF_SKILLS);
    row += ends.first;
    rf_buf sentence = rf_buf_new(TEXT_LIMIT);
    rf_buf_printf(&sentence,
                  dngettext("renfort",
                            "%s skill loses a period in which it ends after the last working day: "
                            "it counts only where it is valid through the last day. It is %s of "
                            "%s: %s is stated, %s would do.",
                            "%s skills lose a period in which they end after the last working day: "
                            "they count only where they are valid through the last day. The first "
                            "is %s of %s: %s is stated, %s would do.",
                            (unsigned long)ends.n),
                  rf_number_count(ends.n).s, row->skill.id, row->agent.id,
                  rf_number_date(row->valid_until).s, rf_number_date(ends.needed).s);
    if (sentence.failed)
        out->failed = true;
    else
        rf_paper_text(out, audit->page, RF_DOUBTFUL, rf_buf_text(&sentence));
    rf_buf_free(&sentence);
}

void rf_audit_skills(rf_buf *out, const rf_audit *audit)
{
    code_use *codes = rf_new_array((size_t)rf_pool_size(audit->territory->skills), sizeof *codes);
    if (codes == NULL) {
        out->failed = true;
        return;
    }
    mark_codes(codes, audit->territory);
    const proofs p = count_proofs(audit);
    rf_paper_heading(out, audit->page, _("Skills and their proofs"));
    print_proofs(out, audit, &p);
    say_ends(out, audit);
    say_codes(out, audit, codes, (code_use){.held = false, .asked = true});
    say_codes(out, audit, codes, (code_use){.held = true, .asked = false});
    free(codes);
}
