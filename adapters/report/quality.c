/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/report/audit.h"

enum { PAGE_LIMIT = 1 << 24 };

static void set_days(rf_audit *audit)
{
    if (audit->in != NULL) {
        audit->from = audit->in->scenario->start;
        audit->to = rf_period_last_day(audit->in->scenario, audit->in->n_periods - 1);
        return;
    }
    const rf_need_row *rows = rf_rows(audit->territory, RF_NEEDS);
    audit->from = RF_DATE_LAST;
    audit->to = RF_DATE_FIRST;
    for (int32_t i = 0; i < rf_n_rows(audit->territory, RF_NEEDS); i++) {
        if (rows[i].row.refused)
            continue;
        audit->from = rows[i].from < audit->from ? rows[i].from : audit->from;
        audit->to = rows[i].to > audit->to ? rows[i].to : audit->to;
    }
}

rf_status rf_report_quality(rf_buf *out, const rf_territory *territory, const rf_instance *in,
                            const rf_page *page, rf_err *err)
{
    rf_audit audit = {.territory = territory, .in = in, .page = page};
    set_days(&audit);
    rf_buf text = rf_buf_new(PAGE_LIMIT);
    rf_audit_files(&text, &audit);
    rf_audit_people(&text, &audit);
    rf_audit_skills(&text, &audit);
    rf_audit_floors(&text, &audit);
    rf_audit_needs(&text, &audit);
    rf_audit_runs(&text, &audit);
    return rf_paper_deliver(out, page, &text, err);
}
