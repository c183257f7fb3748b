/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/solve/reach.h"

#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/solve/eligibility.h"
#include "engine/solve/kpi_parts.h"

void rf_reach_free(rf_reach *reach)
{
    if (reach == NULL)
        return;
    free(reach->needs);
    free(reach);
}

/* ---- counted ---- */

static rf_status count(rf_reach *out, const rf_instance *in, rf_err *err)
{
    rf_eligibility *eligible = NULL;
    const rf_status rc = rf_eligibility_new(&eligible, in, err);
    if (rc != RF_OK)
        return rc;
    int32_t last = -1;
    for (int32_t i = 0; i < eligible->n_runs; i++) {
        const rf_eligible_run *run = &eligible->runs[i];
        if (!rf_run_has_stays(run))
            continue;
        out->runs++;
        out->needs[run->need.i] = true;
        out->agents += run->agent.i != last;
        last = run->agent.i;
    }
    rf_eligibility_free(eligible);
    return RF_OK;
}

/* ---- searched ---- */

typedef struct place {
    int32_t class, organisation, need;
} place;

/* Needs that one organisation receives and that ask the same of people stand together. */
typedef struct block {
    int32_t class, organisation, begin, end; /* in `order` */
} block;

typedef struct search {
    const rf_instance *in;
    rf_reach *out;
    int32_t *class_of;  /* [K] needs of one class ask the same of people */
    place *order;       /* [K] by class, organisation, number */
    block *blocks;      /* of `order` */
    int32_t *first_of;  /* [classes] one of them */
    int32_t *asked;     /* [classes] the agent whose answer is known, + 1 */
    bool *excluded;     /* [classes] its answer */
    int32_t *unreached; /* needs that ask for somebody and have nobody yet */
    int32_t n_classes, n_blocks, n_unreached;
    bool barred; /* remote work is, on some period */
} search;

static bool spans_alike(const void *array, size_t size, rf_span a, rf_span b)
{
    const char *at = array;
    return a.end - a.begin == b.end - b.begin &&
           (a.end == a.begin || memcmp(at + size * (size_t)a.begin, at + size * (size_t)b.begin,
                                       size * (size_t)(a.end - a.begin)) == 0);
}

/* Groups are numbered over the whole file: what matters is who is with whom. */
static bool requirements_alike(const rf_instance *in, rf_span a, rf_span b)
{
    if (a.end - a.begin != b.end - b.begin)
        return false;
    for (int32_t i = 0; i < a.end - a.begin; i++) {
        const rf_requirement *x = &in->requirements[a.begin + i],
                             *y = &in->requirements[b.begin + i];
        const bool x_goes_on = i > 0 && x->group >= 0 && x->group == x[-1].group,
                   y_goes_on = i > 0 && y->group >= 0 && y->group == y[-1].group;
        if (x->skill != y->skill || x->min_level != y->min_level ||
            x->trainee_level != y->trainee_level || (x->group < 0) != (y->group < 0) ||
            x_goes_on != y_goes_on)
            return false;
    }
    return true;
}

static bool needs_alike(const rf_instance *in, int32_t a, int32_t b)
{
    const rf_need *x = &in->needs[a], *y = &in->needs[b];
    return x->categories == y->categories && x->remote == y->remote &&
           (x->tutor_ratio == 0) == (y->tutor_ratio == 0) &&
           spans_alike(in->codes, sizeof *in->codes, x->conditions, y->conditions) &&
           requirements_alike(in, x->requirements, y->requirements);
}

/* Needs of different classes are rarely many: more than MOST_CLASSES are each a class. */
static void classify(search *s)
{
    enum { MOST_CLASSES = 1000 };
    for (int32_t k = 0; k < s->in->n_needs; k++) {
        const int32_t known = s->n_classes < MOST_CLASSES ? s->n_classes : MOST_CLASSES;
        int32_t c = 0;
        while (c < known && !needs_alike(s->in, s->first_of[c], k))
            c++;
        if (c == known) {
            c = s->n_classes++;
            s->first_of[c] = k;
        }
        s->class_of[k] = c;
    }
}

static int compare_places(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    if (x->organisation != y->organisation)
        return x->organisation < y->organisation ? -1 : 1;
    return (x->need > y->need) - (x->need < y->need);
}

static void arrange(search *s)
{
    const int32_t n = s->in->n_needs;
    for (int32_t k = 0; k < n; k++)
        s->order[k] = (place){s->class_of[k], s->in->needs[k].organisation, k};
    if (n > 1)
        qsort(s->order, (size_t)n, sizeof *s->order, compare_places);
    for (int32_t i = 0; i < n; i++) {
        const place *p = &s->order[i];
        if (i == 0 || p->class != p[-1].class || p->organisation != p[-1].organisation)
            s->blocks[s->n_blocks++] = (block){p->class, p->organisation, i, i};
        s->blocks[s->n_blocks - 1].end = i + 1;
    }
}

static bool is_excluded(search *s, rf_agent_id a, int32_t class)
{
    const rf_need_id k = {s->first_of[class]};
    if (s->asked[class] != a.i + 1) {
        s->asked[class] = a.i + 1;
        s->excluded[class] =
            (s->in->needs[k.i].remote && !s->barred && !s->in->agents[a.i].telework) ||
            rf_is_out_of_class(s->in, a, k);
    }
    return s->excluded[class];
}

static bool reach_unreached(search *s, rf_agent_id a)
{
    bool reached = false;
    for (int32_t i = 0; i < s->n_unreached; i++) {
        const int32_t need = s->unreached[i];
        if (is_excluded(s, a, s->class_of[need]) ||
            !rf_pair_has_stays(s->in, a, (rf_need_id){need}))
            continue;
        reached = s->out->needs[need] = true;
        s->unreached[i--] = s->unreached[--s->n_unreached];
    }
    return reached;
}

/* What stands against every need of another organisation. */
static bool lends(const rf_instance *in, rf_agent_id a, int32_t organisation)
{
    const rf_agent *agent = &in->agents[a.i];
    const int32_t pair = agent->organisation * in->n_organisations + organisation;
    return agent->organisation == organisation ||
           (agent->contract != RF_FIXED_TERM && agent->contract != RF_TRAINEE_STATUS &&
            in->convention_of[pair] >= 0);
}

static bool reach_any(search *s, rf_agent_id a)
{
    for (const block *b = s->blocks; b < s->blocks + s->n_blocks; b++) {
        if (!lends(s->in, a, b->organisation) || is_excluded(s, a, b->class))
            continue;
        for (int32_t i = b->begin; i < b->end; i++)
            if (s->out->needs[s->order[i].need] &&
                rf_pair_has_stays(s->in, a, (rf_need_id){s->order[i].need}))
                return true;
    }
    return false;
}

static bool is_asked(const rf_instance *in, rf_agent_id a)
{
    if ((in->rules.consents & (1U << in->agents[a.i].consent)) == 0)
        return false;
    for (int32_t t = 0; t < in->n_periods; t++)
        if (rf_contribution(in, a, t) > 0)
            return true;
    return false;
}

static void look(search *s)
{
    int32_t pin = 0;
    for (int32_t t = 0; t < s->in->n_periods; t++)
        s->barred = s->barred || s->in->remote_barred[t];
    for (rf_need_id k = {0}; k.i < s->in->n_needs; k.i++)
        if (rf_kpi_asks(s->in, k))
            s->unreached[s->n_unreached++] = k.i;
    for (rf_agent_id a = {0}; a.i < s->in->n_agents; a.i++) {
        bool reached = false;
        for (; pin < s->in->n_pins && s->in->pins[pin].agent.i == a.i; pin++)
            reached = s->out->needs[s->in->pins[pin].need.i] = true;
        if (is_asked(s->in, a)) {
            reached |= reach_unreached(s, a);
            reached = reached || reach_any(s, a);
        }
        s->out->agents += reached;
    }
}

static bool has_room(search *s)
{
    const size_t n = (size_t)s->in->n_needs;
    s->class_of = rf_new_array(n, sizeof *s->class_of);
    s->order = rf_new_array(n, sizeof *s->order);
    s->blocks = rf_new_array(n, sizeof *s->blocks);
    s->first_of = rf_new_array(n, sizeof *s->first_of);
    s->asked = rf_new_array(n, sizeof *s->asked);
    s->excluded = rf_new_array(n, sizeof *s->excluded);
    s->unreached = rf_new_array(n, sizeof *s->unreached);
    return s->class_of != NULL && s->order != NULL && s->blocks != NULL && s->first_of != NULL &&
           s->asked != NULL && s->excluded != NULL && s->unreached != NULL;
}

static void search_free(search *s)
{
    free(s->class_of);
    free(s->order);
    free(s->blocks);
    free(s->first_of);
    free(s->asked);
    free(s->excluded);
    free(s->unreached);
}

static rf_status find(rf_reach *out, const rf_instance *in, rf_err *err)
{
    search s = {.in = in, .out = out};
    out->runs = -1;
    const rf_status rc = has_room(&s) ? RF_OK : rf_fail_memory(err);
    if (rc == RF_OK) {
        classify(&s);
        arrange(&s);
        look(&s);
    }
    search_free(&s);
    return rc;
}

rf_status rf_reach_new(rf_reach **out, const rf_instance *in, int64_t most_pairs, rf_err *err)
{
    rf_reach *reach = rf_new_array(1, sizeof *reach);
    if (reach == NULL)
        return rf_fail_memory(err);
    reach->needs = rf_new_array((size_t)in->n_needs, sizeof *reach->needs);
    rf_status rc = reach->needs == NULL ? rf_fail_memory(err) : RF_OK;
    if (rc == RF_OK)
        rc = (int64_t)in->n_agents * in->n_needs <= most_pairs ? count(reach, in, err)
                                                               : find(reach, in, err);
    if (rc != RF_OK) {
        rf_reach_free(reach);
        return rc;
    }
    *out = reach;
    return RF_OK;
}
