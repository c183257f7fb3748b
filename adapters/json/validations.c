/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/envelope.h"
#include "adapters/json/put.h"

static void put_counts(rf_buf *out, const rf_validations *v)
{
    rf_json_put_key(out, "levels", false);
    for (rf_level_of_decision l = RF_DECIDED_BY_UNIT; l < RF_N_DECIDERS; l++) {
        rf_buf_puts(out, l == RF_DECIDED_BY_UNIT ? "[" : ", ");
        rf_buf_puts(out, "{");
        rf_json_put_key(out, "level", true);
        rf_json_put_string(out, rf_decider_name(l));
        rf_json_put_integer_member(out, "moves", v->moves[l]);
        rf_json_put_integer_member(out, "deciders", v->deciders[l]);
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "]");
    rf_json_put_integer_member(out, "decided", v->decided);
    rf_json_put_integer_member(out, "silent", v->silent);
    rf_json_put_integer_member(out, "asked", v->asked);
}

static void put_change(rf_buf *out, const rf_rule_change *change)
{
    rf_buf_puts(out, "\n    {");
    rf_json_put_key(out, "unit", true);
    rf_json_put_string(out, change->unit.id);
    rf_json_put_key(out, "floor", false);
    rf_json_put_decimal(out, change->centi_fte, 2);
    rf_json_put_integer_member(out, "max_travel", change->minutes);
    if (change->from != RF_DATE_FIRST)
        rf_json_put_date_member(out, "from", change->from);
    if (change->to != RF_DATE_LAST)
        rf_json_put_date_member(out, "to", change->to);
    rf_json_put_string_member(out, "author", change->author);
    rf_json_put_string_member(out, "reason", change->reason);
    rf_buf_puts(out, "}");
}

static void put_changes(rf_buf *out, const rf_envelope *envelope)
{
    rf_buf_puts(out, ",\n  \"changes\": [");
    for (int32_t i = 0; i < envelope->n_changes; i++) {
        rf_buf_puts(out, i > 0 ? "," : "");
        put_change(out, &envelope->changes[i]);
    }
    rf_buf_puts(out, envelope->n_changes > 0 ? "\n  ]" : "]");
}

/* "against": the first condition that fails at each lower level, and whose it is. */
static void put_against(rf_buf *out, const rf_validation *v, const rf_instance *in)
{
    rf_json_put_key(out, "against", false);
    rf_buf_puts(out, "{");
    for (rf_level_of_decision l = RF_DECIDED_BY_UNIT; l < v->level; l++) {
        rf_json_put_key(out, rf_decider_name(l), l == RF_DECIDED_BY_UNIT);
        rf_buf_puts(out, "{");
        rf_json_put_key(out, "condition", true);
        rf_json_put_string(out, rf_condition_name(v->fails[l]));
        rf_json_put_string_member(out, "of", rf_organisation_name(in, v->fails_of[l]));
        rf_buf_puts(out, "}");
    }
    rf_buf_puts(out, "}");
}

static void put_move(rf_buf *out, const rf_instance *in, const rf_move *move,
                     const rf_validation *v)
{
    rf_buf_puts(out, "\n    {");
    rf_json_put_key(out, "agent", true);
    rf_json_put_string(out, rf_agent_name(in, move->agent));
    rf_json_put_string_member(out, "need", rf_need_name(in, move->need));
    rf_json_put_date_member(out, "from", rf_period_first_day(in->scenario, move->first));
    rf_json_put_date_member(out, "to", rf_period_last_day(in->scenario, move->last));
    rf_json_put_string_member(out, "level", rf_decider_name(v->level));
    rf_json_put_key(out, "decided", false);
    rf_buf_puts(out, v->decided ? "true" : "false");
    rf_json_put_key(out, "silence_days", false);
    if (v->silence_days >= 0)
        rf_buf_printf(out, "%d", v->silence_days);
    else
        rf_buf_puts(out, "null");
    put_against(out, v, in);
    rf_buf_puts(out, "}");
}

rf_status rf_json_write_validations(rf_buf *out, const rf_validations *validations,
                                    const rf_validations_context *context, rf_err *err)
{
    rf_buf_puts(out, "{\n  ");
    rf_json_put_key(out, "format", true);
    rf_json_put_string(out, "renfort-validations/1");
    rf_json_put_string_member(out, "envelope", context->envelope->name);
    put_counts(out, validations);
    put_changes(out, context->envelope);
    rf_buf_puts(out, ",\n  \"moves\": [");
    for (int32_t m = 0; m < validations->n; m++) {
        rf_buf_puts(out, m > 0 ? "," : "");
        put_move(out, context->in, &context->plan->moves[m], &validations->of[m]);
    }
    rf_buf_puts(out, validations->n > 0 ? "\n  ]\n}\n" : "]\n}\n");
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
