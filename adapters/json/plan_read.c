/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan document read back: its moves and levels are taken, everything else in it is made again
 * from them and compared. */
#include <stdlib.h>
#include <string.h>

#include "adapters/json/json.h"
#include "adapters/json/mistaken.h"
#include "adapters/json/plan_diff.h"
#include "adapters/json/plan_moves.h"

typedef struct plan_reader {
    rf_json_reader r; /* faults: the document is not a plan */
    rf_breaches b;    /* a plan, but not a true one */
    const rf_instance *in;
    rf_pool *agents, *needs; /* ids; a string's number is its row's */
    rf_plan *plan;
} plan_reader;

static const rf_json_range VALUES = {-INT64_C(100000000000000000), INT64_C(100000000000000000)};

static rf_pool *names_of_agents(const rf_instance *in)
{
    rf_pool *pool = rf_pool_new();
    for (rf_agent_id a = {0}; pool != NULL && a.i < in->n_agents; a.i++) {
        const char *id = rf_agent_name(in, a);
        if (rf_pool_intern(pool, id, strlen(id)) == NULL) {
            rf_pool_free(pool);
            return NULL;
        }
    }
    return pool;
}

static rf_pool *names_of_needs(const rf_instance *in)
{
    rf_pool *pool = rf_pool_new();
    for (rf_need_id k = {0}; pool != NULL && k.i < in->n_needs; k.i++) {
        const char *id = rf_need_name(in, k);
        if (rf_pool_intern(pool, id, strlen(id)) == NULL) {
            rf_pool_free(pool);
            return NULL;
        }
    }
    return pool;
}

static int32_t find(const rf_pool *pool, const char *id)
{
    return rf_pool_find(pool, id, strlen(id));
}

/* ---- moves ---- */

static void resolve_move(plan_reader *p, const rf_said_move *said)
{
    rf_move move = {
        .agent = {find(p->agents, said->agent)},
        .need = {find(p->needs, said->need)},
        .first = said->first,
        .last = said->last,
        .trainee = said->trainee,
    };
    if (move.agent.i < 0)
        rf_breach(&p->b, _("moves %s %s: no agent has this id"), said->agent, said->need);
    else if (move.need.i < 0)
        rf_breach(&p->b, _("moves %s %s: no need has this id"), said->agent, said->need);
    else if (move.first < 0 || move.first > move.last || move.last >= p->in->n_periods)
        rf_breach(&p->b, _("moves %s %s: periods %d to %d are not within 0 to %d"), said->agent,
                  said->need, move.first, move.last, p->in->n_periods - 1);
    else {
        move.pinned = rf_is_pin(p->in, &move);
        p->plan->moves[p->plan->n_moves++] = move;
    }
}

static void read_moves(plan_reader *p)
{
    const rf_json_node *list = rf_json_plan_moves(&p->r);
    if (list == NULL)
        return;
    p->plan->moves = rf_new_array(rf_json_count(list), sizeof *p->plan->moves);
    if (p->plan->moves == NULL) {
        p->r.no_memory = true;
        return;
    }
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x)) {
        rf_said_move said;
        if (rf_json_read_move(&said, &p->r, x))
            resolve_move(p, &said);
    }
    qsort(p->plan->moves, (size_t)p->plan->n_moves, sizeof *p->plan->moves, rf_move_compare);
}

/* ---- levels ---- */

static bool read_outcome(rf_outcome *out, rf_json_reader *r, const rf_json_node *object)
{
    const char *words[] = {rf_outcome_name(RF_OPTIMAL), rf_outcome_name(RF_FEASIBLE),
                           rf_outcome_name(RF_INFEASIBLE)};
    const rf_json_node *node = rf_json_required(r, object, "status");
    int32_t word;
    if (node == NULL || !rf_json_read_word(&word, r, node, words, 3))
        return false;
    *out = (rf_outcome)word;
    return true;
}

static void read_value(int64_t *out, rf_json_reader *r, const rf_json_node *level, const char *key)
{
    const rf_json_node *node = rf_json_required(r, level, key);
    if (node != NULL)
        rf_json_read_integer(out, r, node, VALUES);
}

/* The terms that the level names; those that are missing or should not be there are differences. */
static void read_terms(rf_level_result *level, rf_json_reader *r, const rf_json_node *terms,
                       const rf_level_spec *spec)
{
    for (int32_t term = 0; term < RF_N_TERMS; term++) {
        const rf_json_node *node = rf_json_member(terms, rf_term_name((rf_term)term));
        if (node != NULL && spec->named[term])
            rf_json_read_integer(&level->terms[term], r, node, VALUES);
    }
}

static void read_level(plan_reader *p, const rf_json_node *node, const rf_ledger *ledger)
{
    if (!rf_json_is_object(&p->r, node))
        return;
    const int32_t l = p->plan->n_levels++;
    rf_level_result *level = &p->plan->levels[l];
    memcpy(level->terms, ledger->terms, sizeof level->terms);
    read_value(&level->value, &p->r, node, "value");
    read_value(&level->bound, &p->r, node, "bound");
    read_outcome(&level->outcome, &p->r, node);
    const rf_json_node *terms = rf_json_required(&p->r, node, "terms");
    if (terms != NULL && rf_json_is_object(&p->r, terms) && l < p->in->n_levels)
        read_terms(level, &p->r, terms, &p->in->levels[l]);
}

static bool names_level(const rf_instance *in, const rf_json_node *level)
{
    const rf_json_node *name = rf_json_member(level, "name");
    for (int32_t l = 0; l < in->n_levels; l++)
        if (name != NULL && name->kind == RF_JSON_STRING &&
            strcmp(name->text, in->levels[l].name) == 0)
            return true;
    return false;
}

/* A level of changes that the scenario does not name was added for a baseline. */
static void look_for_baseline(plan_reader *p, const rf_json_node *level)
{
    const rf_json_node *terms =
        level->kind == RF_JSON_OBJECT ? rf_json_member(level, "terms") : NULL;
    if (p->in->has_baseline || terms == NULL || terms->kind != RF_JSON_OBJECT ||
        rf_json_member(terms, rf_term_name(RF_TERM_CHANGES)) == NULL || names_level(p->in, level))
        return;
    rf_diags_add(p->r.diags, RF_WARNING, rf_json_place(p->r.doc, level),
                 _("this plan was made with a baseline, and is read without it"));
    rf_diags_hint(p->r.diags, _("Give it with --baseline."));
}

static rf_status read_levels(plan_reader *p, rf_err *err)
{
    const rf_json_node *list = rf_json_required(&p->r, p->r.doc->root, "objectives");
    if (list == NULL || !rf_json_is_list(&p->r, list))
        return RF_OK;
    p->plan->levels = rf_new_array(rf_json_count(list), sizeof *p->plan->levels);
    if (p->plan->levels == NULL)
        return rf_fail_memory(err);
    rf_ledger *ledger = NULL;
    const rf_status rc = rf_ledger_new(&ledger, p->in, p->plan->moves, p->plan->n_moves, err);
    if (rc != RF_OK)
        return rc;
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x)) {
        look_for_baseline(p, x);
        read_level(p, x, ledger);
    }
    rf_ledger_free(ledger);
    return RF_OK;
}

/* ---- conflict ---- */

/* Is the member a text equal to `text` (NULL: null)? */
static bool says(const rf_json_node *object, const char *key, const char *text)
{
    const rf_json_node *node = rf_json_member(object, key);
    if (node == NULL || text == NULL)
        return node != NULL && node->kind == RF_JSON_NULL;
    return node->kind == RF_JSON_STRING && strcmp(node->text, text) == 0;
}

static bool says_date(const rf_json_node *object, const char *key, rf_date date)
{
    char text[RF_DATE_TEXT];
    return says(object, key, rf_date_format(text, date));
}

static bool find_pin(rf_conflict *out, const rf_instance *in, const rf_json_node *node)
{
    for (int32_t i = 0; i < in->n_pins; i++) {
        const rf_move *pin = &in->pins[i];
        if (says(node, "agent", rf_agent_name(in, pin->agent)) &&
            says(node, "need", rf_need_name(in, pin->need)) &&
            says_date(node, "from", rf_period_first_day(in->scenario, pin->first)) &&
            says_date(node, "to", rf_period_last_day(in->scenario, pin->last))) {
            *out = (rf_conflict){RF_CONFLICT_PIN, i, -1};
            return true;
        }
    }
    return false;
}

static int32_t find_floor(const rf_instance *in, const rf_json_node *node)
{
    for (int32_t f = 0; f < in->n_floors; f++) {
        const int32_t skill = in->floors[f].skill;
        if (says(node, "unit", rf_unit_name(in, in->floors[f].unit)) &&
            says(node, "skill", skill >= 0 ? rf_skill_name(in, skill) : NULL))
            return f;
    }
    return -1;
}

static int32_t find_convention(const rf_instance *in, const rf_json_node *node)
{
    for (int32_t c = 0; c < in->n_conventions; c++)
        if (says(node, "lender", rf_organisation_name(in, in->conventions[c].lender)) &&
            says(node, "borrower", rf_organisation_name(in, in->conventions[c].borrower)))
            return c;
    return -1;
}

static int32_t find_need(const plan_reader *p, const rf_json_node *node)
{
    const rf_json_node *need = rf_json_member(node, "need");
    return need != NULL && need->kind == RF_JSON_STRING ? find(p->needs, need->text) : -1;
}

/* The member of a conflict that a node names; false: none of this instance. */
static bool find_conflict(rf_conflict *out, const plan_reader *p, const rf_json_node *node)
{
    if (says(node, "kind", "pin"))
        return find_pin(out, p->in, node);
    rf_conflict found = {.index = -1};
    if (says(node, "kind", "floor"))
        found = (rf_conflict){RF_CONFLICT_FLOOR, find_floor(p->in, node), 0};
    else if (says(node, "kind", "convention"))
        found = (rf_conflict){RF_CONFLICT_CONVENTION, find_convention(p->in, node), 0};
    else if (says(node, "kind", "tutors"))
        found = (rf_conflict){RF_CONFLICT_TUTORS, find_need(p, node), 0};
    if (found.index < 0)
        return false;
    for (; found.period < p->in->n_periods; found.period++)
        if (says_date(node, "from", rf_period_first_day(p->in->scenario, found.period))) {
            *out = found;
            return true;
        }
    return false;
}

static void read_conflicts(plan_reader *p)
{
    if (p->plan->outcome != RF_INFEASIBLE)
        return;
    const rf_json_node *list = rf_json_required(&p->r, p->r.doc->root, "conflict");
    if (list == NULL || !rf_json_is_list(&p->r, list))
        return;
    p->plan->conflicts = rf_new_array(rf_json_count(list), sizeof *p->plan->conflicts);
    if (p->plan->conflicts == NULL) {
        p->r.no_memory = true;
        return;
    }
    for (const rf_json_node *x = rf_json_first(list); x < rf_json_end(list); x = rf_json_next(x))
        if (find_conflict(&p->plan->conflicts[p->plan->n_conflicts], p, x))
            p->plan->n_conflicts++;
        else
            rf_breach(&p->b, _("conflict: %s names nothing of this territory"),
                      rf_json_show(p->r.doc, x).text);
}

/* ---- the document ---- */

static void check_format(plan_reader *p)
{
    static const char *const formats[] = {"renfort-plan/1"};
    const rf_json_node *format = rf_json_required(&p->r, p->r.doc->root, "format");
    int32_t word;
    if (format != NULL)
        rf_json_read_word(&word, &p->r, format, formats, 1);
}

static rf_status read_plan(plan_reader *p, rf_err *err)
{
    const size_t before = rf_diags_count(p->r.diags, RF_ERROR);
    rf_status rc = RF_OK;
    if (rf_json_is_mistaken_scenario(&p->r)) {
        rf_diags_hint(p->r.diags, _("Operands come in this order: TERRITORY, SCENARIO, PLAN."));
    } else if (rf_json_is_object(&p->r, p->r.doc->root)) {
        check_format(p);
        read_outcome(&p->plan->outcome, &p->r, p->r.doc->root);
        read_moves(p);
        read_conflicts(p);
        rc = read_levels(p, err);
    }
    if (rc == RF_OK && p->r.no_memory)
        rc = rf_fail_memory(err);
    if (rc == RF_OK)
        rc = rf_diags_failed(p->r.diags, err);
    if (rc == RF_OK && (p->r.doc->repeats_keys || rf_diags_count(p->r.diags, RF_ERROR) > before))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s is not a plan"), p->r.doc->file);
    return rc;
}

/* Writes the plan as it should be and compares. */
static rf_status compare_with_moves(plan_reader *p, rf_err *err)
{
    const rf_fingerprint none = {.territory = "", .scenario = ""};
    const rf_plan_context context = {
        .in = p->in, .fingerprint = &none, .version = "", .reproducible = true};
    rf_buf text = rf_buf_new((size_t)RF_JSON_LARGE_FILE * 2);
    rf_json_doc *made = NULL;
    rf_status rc = rf_json_write_plan(&text, p->plan, &context, err);
    if (rc == RF_OK)
        rc = rf_json_parse(&made, rf_buf_text(&text), text.length, p->r.doc->file, p->r.diags, err);
    rf_buf_free(&text);
    if (rc == RF_OK)
        rc = rf_json_diff_plan(&p->b, p->r.doc, made, err);
    rf_json_close(made);
    return rc == RF_BAD_INPUT ? rf_fail(err, RF_INTERNAL, _("the plan cannot be written again"))
                              : rc;
}

static rf_status read_all(plan_reader *p, rf_err *err)
{
    p->agents = names_of_agents(p->in);
    p->needs = names_of_needs(p->in);
    p->plan = calloc(1, sizeof *p->plan);
    if (p->agents == NULL || p->needs == NULL || p->plan == NULL)
        return rf_fail_memory(err);
    rf_status rc = read_plan(p, err);
    if (rc == RF_OK)
        rc = compare_with_moves(p, err);
    if (rc == RF_OK && p->b.out->failed)
        rc = rf_fail_memory(err);
    return rc;
}

rf_status rf_json_read_plan(rf_plan **out, int32_t *n_breaches, rf_buf *breaches, const char *path,
                            const rf_instance *in, rf_diags *diags, rf_err *err)
{
    plan_reader p = {.r = {.diags = diags}, .b = {.out = breaches}, .in = in};
    rf_json_doc *doc = NULL;
    rf_status rc = rf_json_open(&doc, path, RF_JSON_LARGE_FILE, diags, err);
    p.r.doc = doc;
    if (rc == RF_OK)
        rc = read_all(&p, err);
    rf_pool_free(p.agents);
    rf_pool_free(p.needs);
    rf_json_close(doc);
    if (rc != RF_OK) {
        rf_plan_free(p.plan);
        return rc;
    }
    *out = p.plan;
    *n_breaches = p.b.n;
    return RF_OK;
}
