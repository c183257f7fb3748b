/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/kpi.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/domain/schema.h"
#include "engine/solve/kpi_parts.h"

static const double DAYS_A_WEEK = 7;

void rf_kpi_add(rf_kpi_case *c, rf_kpi_id id, const char *group, double value, int64_t people)
{
    int32_t n = 0;
    const rf_kpi_definition *of = &rf_kpi_definitions(&n)[id];
    rf_kpi *items = rf_grow(c->list->items, &c->list->capacity, c->list->n + 1, sizeof *items);
    if (items == NULL) {
        c->failed = true;
        return;
    }
    c->list->items = items;
    items[c->list->n++] = (rf_kpi){of->name, group, of->unit, value, people};
}

double rf_kpi_ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

int64_t rf_kpi_apart(int64_t part, int64_t whole)
{
    const int64_t rest = whole - part;
    if (part == 0 || rest == 0)
        return whole;
    return part < rest ? part : rest;
}

const char *rf_kpi_tier(int32_t tier)
{
    return tier < 0 ? "" : rf_tier_words[tier];
}

const char *rf_kpi_category(int32_t category)
{
    return category < 0 ? "" : rf_category_words[category];
}

bool rf_kpi_asks(const rf_instance *in, rf_need_id k)
{
    for (int32_t t = 0; t < in->n_periods; t++)
        if (rf_demand(in, k, t) > 0)
            return true;
    return false;
}

double rf_kpi_weeks(const rf_instance *in)
{
    return in->scenario->period_days / DAYS_A_WEEK;
}

void rf_kpi_add_search(rf_kpi_case *c)
{
    const rf_run *run = &c->plan->run;
    double widest = NAN;
    for (int32_t l = 0; l < c->plan->n_levels; l++)
        widest = fmax(widest, rf_level_gap(&c->plan->levels[l]));
    const double seconds =
        run->seconds_eligibility + run->seconds_model + run->seconds_solve + run->seconds_check;
    rf_kpi_add(c, RF_KPI_GAP, "", widest, -1);
    rf_kpi_add(c, RF_KPI_SECONDS, "", seconds > 0 ? seconds : NAN, -1);
}

static rf_status add_all(rf_kpi_case *c, const rf_kpi_options *options, rf_err *err)
{
    rf_kpi_add_coverage(c);
    rf_kpi_add_moves(c);
    rf_kpi_add_floors(c);
    rf_kpi_add_exchange(c);
    rf_kpi_add_volunteers(c);
    rf_kpi_add_reach(c);
    rf_kpi_add_single(c);
    rf_kpi_add_burden(c);
    rf_kpi_add_robustness(c, options);
    rf_kpi_add_search(c);
    return c->failed ? rf_fail_memory(err) : RF_OK;
}

rf_status rf_kpi_compute(rf_kpi_list **out, const rf_instance *in, const rf_plan *plan,
                         const rf_kpi_options *options, rf_err *err)
{
    rf_ledger *ledger = NULL;
    rf_eligibility *eligible = NULL;
    rf_kpi_list *list = rf_new_array(1, sizeof *list);
    rf_status rc = list != NULL ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_ledger_new(&ledger, in, plan->moves, plan->n_moves, err);
    if (rc == RF_OK)
        rc = rf_eligibility_new(&eligible, in, err);
    if (rc == RF_OK) {
        rf_kpi_case c = {in, plan, ledger, eligible, list, false};
        rc = add_all(&c, options, err);
    }
    rf_ledger_free(ledger);
    rf_eligibility_free(eligible);
    if (rc != RF_OK) {
        rf_kpi_list_free(list);
        return rc;
    }
    *out = list;
    return RF_OK;
}

void rf_kpi_list_free(rf_kpi_list *list)
{
    if (list == NULL)
        return;
    free(list->items);
    free(list);
}

const rf_kpi *rf_kpi_find(const rf_kpi_list *list, const char *name, const char *group)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].name, name) == 0 && strcmp(list->items[i].group, group) == 0)
            return &list->items[i];
    return NULL;
}
