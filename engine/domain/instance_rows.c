/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of an instance that the territory's rows alone decide: agents, needs, conventions. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/instance_build.h"

rf_periods rf_periods_overlapped(const rf_scenario *scenario, rf_date from, rf_date to)
{
    const int64_t days = scenario->period_days, last = scenario->n_periods - 1;
    const int64_t begin = (int64_t)from - scenario->start, end = (int64_t)to - scenario->start;
    const int64_t first_met = begin <= 0 ? 0 : begin / days;
    const int64_t last_met = end < 0 ? -1 : end / days;
    return (rf_periods){.first = (int32_t)(first_met <= last ? first_met : last + 1),
                        .last = (int32_t)(last_met <= last ? last_met : last)};
}

rf_periods rf_periods_covered(const rf_scenario *scenario, rf_date from, rf_date to)
{
    const int64_t days = scenario->period_days, last = scenario->n_periods - 1;
    const int64_t begin = (int64_t)from - scenario->start, end = (int64_t)to + 1 - scenario->start;
    const int64_t first_held = begin <= 0 ? 0 : (begin + days - 1) / days;
    const int64_t last_held = end < 0 ? -1 : end / days - 1;
    return (rf_periods){.first = (int32_t)(first_held <= last ? first_held : last + 1),
                        .last = (int32_t)(last_held <= last ? last_held : last)};
}

static int compare_codes(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Appends a cell's codes to in->codes from `begin`, as I7 wants them. */
static rf_span add_codes(rf_instance *in, int32_t begin, rf_refs codes)
{
    int32_t *list = in->codes + begin;
    for (int32_t i = 0; i < codes.n; i++)
        list[i] = codes.items[i].i;
    if (codes.n > 0)
        qsort(list, (size_t)codes.n, sizeof *list, compare_codes);
    int32_t n = 0;
    for (int32_t i = 0; i < codes.n; i++)
        if (i == 0 || list[i] != list[i - 1])
            list[n++] = list[i];
    return (rf_span){.begin = begin, .end = begin + n};
}

static rf_status add_all_codes(rf_build *b, rf_err *err)
{
    const rf_agent_row *agents = rf_rows(b->territory, RF_AGENTS);
    const rf_need_row *needs = rf_rows(b->territory, RF_NEEDS);
    size_t room = 0;
    for (int32_t a = 0; a < b->in->n_agents; a++)
        room += (size_t)agents[a].restrictions.n;
    for (int32_t k = 0; k < b->in->n_needs; k++)
        room += (size_t)needs[k].conditions.n;
    b->in->codes = rf_new_array(room, sizeof *b->in->codes);
    if (b->in->codes == NULL)
        return rf_fail_memory(err);
    int32_t next = 0;
    for (int32_t a = 0; a < b->in->n_agents; a++) {
        b->in->agents[a].restrictions = add_codes(b->in, next, agents[a].restrictions);
        next = b->in->agents[a].restrictions.end;
    }
    for (int32_t k = 0; k < b->in->n_needs; k++) {
        b->in->needs[k].conditions = add_codes(b->in, next, needs[k].conditions);
        next = b->in->needs[k].conditions.end;
    }
    return RF_OK;
}

static int compare_held(const void *a, const void *b)
{
    const rf_held_skill *x = a, *y = b;
    if (x->skill != y->skill)
        return x->skill < y->skill ? -1 : 1;
    if (x->level != y->level)
        return x->level > y->level ? -1 : 1;
    return (x->last < y->last) - (x->last > y->last);
}

/* The last period through whose last day a proof is valid; -1: none. */
static int16_t last_valid(const rf_scenario *scenario, rf_date valid_until)
{
    return (int16_t)rf_periods_covered(scenario, RF_DATE_FIRST, valid_until).last;
}

static rf_status add_skills(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_skill_row *rows = rf_rows(b->territory, RF_SKILLS);
    const int32_t n = rf_n_rows(b->territory, RF_SKILLS);
    in->held = rf_new_array((size_t)n, sizeof *in->held);
    if (in->held == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < n; i++)
        in->agents[rows[i].agent.i].skills.end++;
    int32_t next = 0;
    for (int32_t a = 0; a < in->n_agents; a++) {
        rf_span *span = &in->agents[a].skills;
        const int32_t held = span->end;
        *span = (rf_span){.begin = next, .end = next};
        next += held;
    }
    for (int32_t i = 0; i < n; i++)
        in->held[in->agents[rows[i].agent.i].skills.end++] =
            (rf_held_skill){.skill = rows[i].skill.i,
                            .level = (int16_t)rows[i].level,
                            .last = last_valid(b->scenario, rows[i].valid_until)};
    for (int32_t a = 0; a < in->n_agents; a++) {
        const rf_span span = in->agents[a].skills;
        if (span.end - span.begin > 1)
            qsort(in->held + span.begin, (size_t)(span.end - span.begin), sizeof *in->held,
                  compare_held);
    }
    return RF_OK;
}

static rf_agent agent_of(const rf_build *b, const rf_agent_row *row)
{
    const rf_unit_row *units = rf_rows(b->territory, RF_UNITS);
    const rf_unit_row *unit = &units[row->unit.i];
    return (rf_agent){
        .unit = row->unit.i,
        .organisation = unit->organisation.i,
        .site = row->site.i >= 0 ? row->site.i : unit->site.i,
        .max_travel = row->max_travel_minutes >= 0 ? row->max_travel_minutes
                                                   : b->scenario->rules.max_travel_minutes,
        .fte = row->fte_percent,
        .prior_days = row->prior_days,
        .category = (uint8_t)row->category,
        .consent = (uint8_t)row->consent,
        .contract = (uint8_t)row->contract,
        .telework = row->telework != 0,
    };
}

rf_status rf_build_agents(rf_build *b, rf_err *err)
{
    const rf_agent_row *rows = rf_rows(b->territory, RF_AGENTS);
    b->in->agents = rf_new_array((size_t)b->in->n_agents, sizeof *b->in->agents);
    if (b->in->agents == NULL)
        return rf_fail_memory(err);
    for (int32_t a = 0; a < b->in->n_agents; a++)
        b->in->agents[a] = agent_of(b, &rows[a]);
    return add_skills(b, err);
}

static int compare_requirements(const void *a, const void *b)
{
    const rf_requirement *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->skill != y->skill)
        return x->skill < y->skill ? -1 : 1;
    return (x->min_level > y->min_level) - (x->min_level < y->min_level);
}

static rf_status add_requirements(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_need_skill_row *rows = rf_rows(b->territory, RF_NEED_SKILLS);
    const int32_t n = rf_n_rows(b->territory, RF_NEED_SKILLS);
    in->requirements = rf_new_array((size_t)n, sizeof *in->requirements);
    if (in->requirements == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < n; i++)
        in->needs[rows[i].need.i].requirements.end++;
    int32_t next = 0;
    for (int32_t k = 0; k < in->n_needs; k++) {
        rf_span *span = &in->needs[k].requirements;
        const int32_t required = span->end;
        *span = (rf_span){.begin = next, .end = next};
        next += required;
    }
    for (int32_t i = 0; i < n; i++)
        in->requirements[in->needs[rows[i].need.i].requirements.end++] = (rf_requirement){
            .skill = rows[i].skill.i,
            .group = rows[i].any_of.i,
            .min_level = (int16_t)rows[i].min_level,
            .trainee_level = (int16_t)(rows[i].trainee_level > 0 ? rows[i].trainee_level : 0),
        };
    for (int32_t k = 0; k < in->n_needs; k++) {
        const rf_span span = in->needs[k].requirements;
        if (span.end - span.begin > 1)
            qsort(in->requirements + span.begin, (size_t)(span.end - span.begin),
                  sizeof *in->requirements, compare_requirements);
    }
    return RF_OK;
}

static rf_need need_of(const rf_build *b, const rf_need_row *row)
{
    const rf_unit_row *units = rf_rows(b->territory, RF_UNITS);
    const rf_unit_row *unit = &units[row->unit.i];
    return (rf_need){
        .unit = row->unit.i,
        .organisation = unit->organisation.i,
        .site = row->site.i >= 0 ? row->site.i : unit->site.i,
        .min_stay = row->min_stay,
        .max_stay = row->max_stay >= 0 ? row->max_stay : b->scenario->n_periods,
        .tutor_ratio = row->tutor_ratio,
        .tutors_on_site = row->tutors_on_site,
        .trainee_yield = row->trainee_yield_percent,
        .tier = (uint8_t)row->tier,
        .categories = (uint8_t)row->categories,
        .remote = row->remote != 0,
    };
}

rf_status rf_build_needs(rf_build *b, rf_err *err)
{
    const rf_need_row *rows = rf_rows(b->territory, RF_NEEDS);
    b->in->needs = rf_new_array((size_t)b->in->n_needs, sizeof *b->in->needs);
    if (b->in->needs == NULL)
        return rf_fail_memory(err);
    for (int32_t k = 0; k < b->in->n_needs; k++)
        b->in->needs[k] = need_of(b, &rows[k]);
    const rf_status rc = add_requirements(b, err);
    return rc == RF_OK ? add_all_codes(b, err) : rc;
}

rf_status rf_build_conventions(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_convention_row *rows = rf_rows(b->territory, RF_CONVENTIONS);
    const size_t n = (size_t)in->n_organisations, pairs = n * n;
    in->conventions = rf_new_array((size_t)in->n_conventions, sizeof *in->conventions);
    in->convention_of = rf_new_array(pairs, sizeof *in->convention_of);
    if (in->conventions == NULL || in->convention_of == NULL)
        return rf_fail_memory(err);
    for (size_t x = 0; x < pairs; x++)
        in->convention_of[x] = -1;
    for (int32_t c = 0; c < in->n_conventions; c++) {
        const rf_convention_row *row = &rows[c];
        const rf_periods covered = rf_periods_covered(b->scenario, row->from, row->to);
        in->conventions[c] = (rf_convention){.lender = row->lender.i,
                                             .borrower = row->borrower.i,
                                             .max = row->max_centi_fte,
                                             .first = covered.first,
                                             .last = covered.last};
        in->convention_of[(size_t)row->lender.i * n + (size_t)row->borrower.i] = c;
    }
    return RF_OK;
}
