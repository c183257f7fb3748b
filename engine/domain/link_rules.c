/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/linking.h"

/* What rows of a table must not share: up to three numbers. */
enum { SUBJECT = 3 };

typedef struct subject {
    int32_t of[SUBJECT];
    void *row; /* the first that says it */
    UT_hash_handle hh;
} subject;

typedef struct repeats {
    rf_table_id table;
    bool (*subject_of)(int32_t out[SUBJECT], const void *row); /* false: cannot be told */
    void (*report)(const rf_linking *l, void *first, void *again);
} repeats;

static bool add_subject(subject **seen, subject *one)
{
    HASH_ADD(hh, *seen, of, sizeof one->of, one);
    return one->hh.tbl != NULL;
}

static rf_status find_repeats(const rf_linking *l, const repeats *what, rf_err *err)
{
    const int32_t n = rf_n_rows(l->territory, what->table);
    subject *subjects = rf_new_array((size_t)n, sizeof *subjects), *seen = NULL;
    rf_status rc = subjects != NULL ? RF_OK : rf_fail_memory(err);
    for (int32_t i = 0; i < n && rc == RF_OK; i++) {
        void *row = rf_linking_row(l, what->table, i);
        subject *one = &subjects[i], *first = NULL;
        if (!what->subject_of(one->of, row))
            continue;
        one->row = row;
        HASH_FIND(hh, seen, one->of, sizeof one->of, first);
        if (first != NULL)
            what->report(l, first->row, row);
        else if (!add_subject(&seen, one))
            rc = rf_fail_memory(err);
    }
    HASH_CLEAR(hh, seen);
    free(subjects);
    return rc;
}

static bool subject_of_convention(int32_t out[SUBJECT], const void *any)
{
    const rf_convention_row *row = any;
    out[0] = row->lender.i;
    out[1] = row->borrower.i;
    return row->lender.i >= 0 && row->borrower.i >= 0; /* a key: refused rows count too */
}

static void report_convention(const rf_linking *l, void *first, void *again)
{
    rf_linking_refuse_repeat(l, RF_CONVENTIONS, first, again);
}

static bool subject_of_travel(int32_t out[SUBJECT], const void *any)
{
    const rf_travel_row *row = any;
    out[0] = row->from_site.i;
    out[1] = row->to_site.i;
    return !row->row.refused;
}

static void say_other_minutes(const rf_linking *l, rf_severity severity, rf_travel_row *row,
                              const rf_travel_row *other)
{
    rf_diags_add(l->diags, severity, rf_linking_place(l, row->from_site.at),
                 _("minutes: %d from '%s' to '%s', but %d at %s:%u"), row->minutes,
                 row->from_site.id, row->to_site.id, other->minutes,
                 rf_linking_file(l, other->row.at), other->row.at.line);
    row->row.refused = true;
}

/* The contract gives travel.csv no key: the same minutes twice do no harm, others would be a guess.
 */
static void report_travel(const rf_linking *l, void *first, void *again)
{
    rf_travel_row *a = first, *b = again;
    if (a->minutes == b->minutes) {
        rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, b->from_site.at),
                     _("minutes: from '%s' to '%s' is also at %s:%u, with the same value"),
                     b->from_site.id, b->to_site.id, rf_linking_file(l, a->row.at), a->row.at.line);
        return;
    }
    say_other_minutes(l, RF_ERROR, b, a);
    if (!a->row.refused)
        say_other_minutes(l, RF_NOTE, a, b);
}

static bool subject_of_floor(int32_t out[SUBJECT], const void *any)
{
    const rf_floor_row *row = any;
    out[0] = row->unit.i;
    out[1] = row->skill.i;
    out[2] = row->skill.i >= 0 ? row->min_level : 0;
    return !row->row.refused;
}

static void report_floor(const rf_linking *l, void *first, void *again)
{
    const rf_floor_row *a = first, *b = again;
    rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, b->unit.at),
                 _("unit: '%s' has the same kind of floor at %s:%u: both will hold"), b->unit.id,
                 rf_linking_file(l, a->row.at), a->row.at.line);
}

static bool subject_of_need_skill(int32_t out[SUBJECT], const void *any)
{
    const rf_need_skill_row *row = any;
    out[0] = row->need.i;
    out[1] = row->skill.i;
    out[2] = row->any_of.i;
    return !row->row.refused;
}

static void report_need_skill(const rf_linking *l, void *first, void *again)
{
    const rf_need_skill_row *a = first, *b = again;
    rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, b->skill.at),
                 _("skill: '%s' is asked for need '%s' already at %s:%u: both will hold"),
                 b->skill.id, b->need.id, rf_linking_file(l, a->row.at), a->row.at.line);
}

static void check_tutors(const rf_linking *l)
{
    const rf_need_skill_row *rows = rf_rows(l->territory, RF_NEED_SKILLS);
    const rf_need_row *needs = rf_rows(l->territory, RF_NEEDS);
    for (int32_t i = 0; i < rf_n_rows(l->territory, RF_NEED_SKILLS); i++) {
        const rf_need_skill_row *row = &rows[i];
        if (row->row.refused || row->trainee_level < 0 || row->trainee_level >= row->min_level)
            continue;
        if (needs[row->need.i].tutor_ratio == 0)
            rf_diags_add(l->diags, RF_WARNING, rf_linking_place(l, row->row.at),
                         _("trainee_level: need '%s' has tutor_ratio 0: no trainee can come"),
                         row->need.id);
    }
}

rf_status rf_link_check_rules(const rf_linking *linking, rf_err *err)
{
    static const repeats all[] = {
        {RF_FLOORS, subject_of_floor, report_floor},
        {RF_NEED_SKILLS, subject_of_need_skill, report_need_skill},
        {RF_CONVENTIONS, subject_of_convention, report_convention},
        {RF_TRAVEL, subject_of_travel, report_travel},
    };
    rf_status rc = RF_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0] && rc == RF_OK; i++)
        rc = find_repeats(linking, &all[i], err);
    check_tutors(linking);
    return rc;
}
