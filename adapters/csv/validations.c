/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/validations.h"

#include <stdio.h>

#include "adapters/csv/put.h"

static const char DELIMITER = ',';

static void put(rf_buf *out, const char *text)
{
    rf_csv_put_cell(out, text, DELIMITER, false);
}

static void put_against(rf_buf *out, const rf_instance *in, const rf_validation *v)
{
    for (rf_level_of_decision l = RF_DECIDED_BY_UNIT; l < RF_DECIDED_BY_TERRITORY; l++) {
        const bool fails = l < v->level;
        put(out, fails ? rf_condition_name(v->fails[l]) : "");
        put(out, fails ? rf_organisation_name(in, v->fails_of[l]) : "");
    }
}

static void put_move(rf_buf *out, const rf_instance *in, const rf_move *move,
                     const rf_validation *v)
{
    char date[RF_DATE_TEXT], days[16] = "";
    if (v->silence_days >= 0)
        snprintf(days, sizeof days, "%d", (int)v->silence_days);
    rf_csv_put_cell(out, rf_agent_name(in, move->agent), DELIMITER, true);
    put(out, rf_need_name(in, move->need));
    put(out, rf_date_format(date, rf_period_first_day(in->scenario, move->first)));
    put(out, rf_date_format(date, rf_period_last_day(in->scenario, move->last)));
    put(out, rf_unit_name(in, in->agents[move->agent.i].unit));
    put(out, rf_unit_name(in, in->needs[move->need.i].unit));
    put(out, rf_decider_name(v->level));
    put(out, v->decided ? "yes" : "no");
    put(out, days);
    put_against(out, in, v);
    rf_csv_end_line(out);
}

rf_status rf_csv_put_validations(rf_buf *out, const rf_validations *validations,
                                 const rf_instance *in, const rf_plan *plan, rf_err *err)
{
    rf_buf_puts(out, rf_csv_utf8_mark);
    rf_buf_puts(out, "agent,need,from,to,home_unit,receiving_unit,level,decided,silence_days,"
                     "against_unit,against_unit_of,against_organisation,against_organisation_of");
    rf_csv_end_line(out);
    for (int32_t m = 0; m < validations->n; m++)
        put_move(out, in, &plan->moves[m], &validations->of[m]);
    return out->failed ? rf_fail_memory(err) : RF_OK;
}
