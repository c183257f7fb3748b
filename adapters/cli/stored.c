/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/cli/stored.h"

#include <stdlib.h>
#include <string.h>

static const int64_t MS_PER_DAY = 86400000;

/* A sheet that is being filled. */
typedef struct filling {
    rf_sheet *sheet;
    rf_pool *texts;
    bool failed; /* for want of memory */
} filling;

int64_t rf_stored_number(const char *text)
{
    enum { DECIMAL = 10 };
    char *end = NULL;
    if (text == NULL || text[0] != '#' || text[1] < '1' || text[1] > '9')
        return 0;
    const long long number = strtoll(text + 1, &end, DECIMAL);
    return *end == '\0' ? number : 0;
}

/* What a visitor is told is borrowed until it returns. */
static const char *keep(filling *f, const char *text)
{
    const char *kept = rf_pool_intern(f->texts, text, strlen(text));
    f->failed = f->failed || kept == NULL;
    return kept != NULL ? kept : "";
}

static void put_text(filling *f, const char *text)
{
    if (text[0] == '\0')
        rf_sheet_none(f->sheet);
    else
        rf_sheet_text(f->sheet, keep(f, text));
}

static rf_status finish(const filling *f, rf_status rc, rf_err *err)
{
    return rc == RF_OK && f->failed ? rf_fail_memory(err) : rc;
}

static void add_plan(void *context, const rf_store_plan *plan)
{
    filling *f = context;
    rf_sheet_count(f->sheet, plan->id);
    rf_sheet_date(f->sheet, (rf_date)(plan->at / MS_PER_DAY));
    if (plan->baseline > 0)
        rf_sheet_count(f->sheet, plan->baseline);
    else
        rf_sheet_none(f->sheet);
    put_text(f, plan->sha256);
    put_text(f, plan->territory);
    put_text(f, plan->scenario);
}

rf_status rf_stored_plans(rf_sheets *out, rf_pool *texts, const rf_database *database, rf_err *err)
{
    static const char *const COLUMNS[] = {"number", "kept_on",   "baseline",
                                          "sha256", "territory", "scenario"};
    filling f = {rf_sheets_add(out, "plans", COLUMNS, 6), texts, false};
    const rf_status rc =
        rf_store_each_plan(database->store, database->by.crisis, add_plan, &f, err);
    return finish(&f, rc, err);
}

static void add_mission(void *context, const rf_store_mission *mission)
{
    filling *f = context;
    put_text(f, mission->agent);
    put_text(f, mission->need);
    rf_sheet_date(f->sheet, mission->from);
    rf_sheet_date(f->sheet, mission->to);
    rf_sheet_code(f->sheet, rf_store_mission_state_name(mission->state));
}

rf_status rf_stored_missions(rf_sheets *out, rf_pool *texts, const rf_database *database,
                             rf_err *err)
{
    static const char *const COLUMNS[] = {"agent", "need", "from", "to", "state"};
    filling f = {rf_sheets_add(out, "missions", COLUMNS, 5), texts, false};
    const rf_status rc =
        rf_store_each_mission(database->store, database->by.crisis, add_mission, &f, err);
    return finish(&f, rc, err);
}

static void add_initiative(void *context, const rf_store_initiative *initiative)
{
    filling *f = context;
    put_text(f, initiative->initiative);
    put_text(f, initiative->name);
    put_text(f, initiative->authors);
    put_text(f, initiative->sponsor);
    rf_sheet_code(f->sheet, keep(f, initiative->state));
    put_text(f, initiative->need);
    if (initiative->review_on == RF_DATE_LAST)
        rf_sheet_none(f->sheet);
    else
        rf_sheet_date(f->sheet, initiative->review_on);
    put_text(f, initiative->outcome);
}

rf_status rf_stored_initiatives(rf_sheets *out, rf_pool *texts, const rf_database *database,
                                rf_err *err)
{
    static const char *const COLUMNS[] = {"initiative", "name", "authors",   "sponsor",
                                          "state",      "need", "review_on", "outcome"};
    filling f = {rf_sheets_add(out, "initiatives", COLUMNS, 8), texts, false};
    const rf_status rc =
        rf_store_each_initiative(database->store, database->by.crisis, add_initiative, &f, err);
    return finish(&f, rc, err);
}
