/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/plan_moves.h"

static const rf_json_range PERIOD_NUMBERS = {-9999, 9999};

const rf_json_node *rf_json_required(rf_json_reader *r, const rf_json_node *object, const char *key)
{
    const rf_json_node *member = rf_json_member(object, key);
    if (member == NULL)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, object), _("key \"%s\" is missing"),
                     key);
    return member;
}

const rf_json_node *rf_json_plan_moves(rf_json_reader *r)
{
    if (!rf_json_is_object(r, r->doc->root))
        return NULL;
    const rf_json_node *moves = rf_json_required(r, r->doc->root, "moves");
    return moves != NULL && rf_json_is_list(r, moves) ? moves : NULL;
}

static bool read_id(const char **out, rf_json_reader *r, const rf_json_node *move, const char *key)
{
    const rf_json_node *node = rf_json_required(r, move, key);
    return node != NULL && rf_json_read_text(out, r, node);
}

static bool read_period(int32_t *out, rf_json_reader *r, const rf_json_node *move, const char *key)
{
    const rf_json_node *node = rf_json_required(r, move, key);
    int64_t number;
    if (node == NULL || !rf_json_read_integer(&number, r, node, PERIOD_NUMBERS))
        return false;
    *out = (int32_t)number;
    return true;
}

bool rf_json_read_stay(rf_said_move *out, rf_json_reader *r, const rf_json_node *node)
{
    if (!rf_json_is_object(r, node))
        return false;
    rf_said_move said = {0};
    const bool agent = read_id(&said.agent, r, node, "agent");
    const bool need = read_id(&said.need, r, node, "need");
    const bool first = read_period(&said.first, r, node, "first_period");
    const bool last = read_period(&said.last, r, node, "last_period");
    if (!agent || !need || !first || !last)
        return false;
    *out = said;
    return true;
}

bool rf_json_read_move(rf_said_move *out, rf_json_reader *r, const rf_json_node *node)
{
    static const char *const roles[] = {"qualified", "trainee"};
    rf_said_move said;
    if (!rf_json_read_stay(&said, r, node))
        return false;
    const rf_json_node *role = rf_json_required(r, node, "role");
    int32_t word;
    if (role == NULL || !rf_json_read_word(&word, r, role, roles, 2))
        return false;
    said.trainee = word == 1;
    *out = said;
    return true;
}
