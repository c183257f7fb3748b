/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "adapters/report/glyph.h"
#include "adapters/report/number.h"
#include "adapters/report/report.h"
#include "adapters/report/words.h"

enum { LINE = 512 };

static void say(char out[LINE], const rf_instance *in, const rf_progress *now)
{
    const rf_level_spec *level = &in->levels[now->level];
    const rf_measure measure = rf_measure_of_level(level);
    const rf_text value = rf_number_measured(measure, now->value);
    const rf_text elapsed = rf_number_seconds(now->seconds);
    if (now->gap < 0)
        /* TRANSLATORS: number of the level, number of levels, elapsed time, name, value. */
        snprintf(out, LINE, _("level %d of %d, %s, %s: %s, no bound yet"), now->level + 1,
                 in->n_levels, elapsed.s, rf_word_level(level->name), value.s);
    else
        /* TRANSLATORS: number of the level, number of levels, elapsed time, name, value. */
        snprintf(out, LINE, _("level %d of %d, %s, %s: %s, bound %s, gap %s"), now->level + 1,
                 in->n_levels, elapsed.s, rf_word_level(level->name), value.s,
                 rf_number_measured(measure, now->bound).s,
                 rf_number_percent(now->gap, RF_ROUND_UP).s);
}

void rf_report_progress(rf_buf *out, const rf_instance *in, const rf_progress *now,
                        const rf_page *page)
{
    if (now->level < 0 || now->level >= in->n_levels)
        return;
    char line[LINE];
    say(line, in, now);
    rf_buf shown = rf_buf_new(LINE);
    rf_glyph_put(&shown, line, strlen(line), page->width - 1); /* no wrap at the last column */
    if (page->utf8)
        rf_buf_puts(out, rf_buf_text(&shown));
    else
        rf_glyph_ascii(out, rf_buf_text(&shown), shown.length);
    rf_buf_free(&shown);
}
