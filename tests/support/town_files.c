/* SPDX-License-Identifier: GPL-3.0-or-later
 * A town as the files that another program reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/domain/schema.h"
#include "tests/support/town.h"

/* The rows that hamlet_new puts. */
static const town_row STANDARD[] = {
    {RF_ORGANISATIONS, (char[]){"organisation=ORG name=Town"}},
    {RF_ORGANISATIONS, (char[]){"organisation=ORG2 name=County"}},
    {RF_SITES, (char[]){"site=S lat=45 lon=5"}},
    {RF_UNITS, (char[]){"unit=HOME organisation=ORG name=Home site=S"}},
    {RF_UNITS, (char[]){"unit=DESK organisation=ORG name=Desk site=S"}},
    {RF_UNITS, (char[]){"unit=AWAY organisation=ORG2 name=Away site=S"}},
};
enum { N_STANDARD = sizeof STANDARD / sizeof STANDARD[0] };

static FILE *open_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        fail_msg("%s cannot be written", path);
    return file;
}

static void close_file(FILE *file)
{
    assert_int_equal(ferror(file), 0);
    assert_int_equal(fclose(file), 0);
}

static void write_cell(FILE *file, const char *cells, const rf_column *column)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, " %s=", column->name);
    const size_t n = strlen(wanted);
    const char *cell = strncmp(cells, wanted + 1, n - 1) == 0 ? cells + n - 1 : NULL;
    if (cell == NULL && strstr(cells, wanted) != NULL)
        cell = strstr(cells, wanted) + n;
    if (cell == NULL && strcmp(column->name, "name") == 0)
        cell = "x";
    for (; cell != NULL && *cell != '\0' && *cell != ' '; cell++)
        fputc(*cell == '+' ? ' ' : *cell, file);
}

static void write_row(FILE *file, const rf_schema *schema, const char *cells)
{
    for (size_t c = 0; c < schema->n_columns; c++) {
        if (c > 0)
            fputc(',', file);
        write_cell(file, cells, &schema->columns[c]);
    }
    fputc('\n', file);
}

static void write_table(const town *t, const char *folder, rf_table_id table)
{
    char name[64];
    const rf_schema *schema = rf_schema_of(table);
    snprintf(name, sizeof name, "%s.csv", schema->file);
    FILE *file = open_file(folder, name);
    for (size_t c = 0; c < schema->n_columns; c++)
        fprintf(file, "%s%s", c > 0 ? "," : "", schema->columns[c].name);
    fputc('\n', file);
    for (size_t i = 0; i < N_STANDARD; i++)
        if (STANDARD[i].table == table)
            write_row(file, schema, STANDARD[i].cells);
    for (size_t i = 0; i < t->n_rows; i++)
        if (t->rows[i].table == table)
            write_row(file, schema, t->rows[i].cells);
    close_file(file);
}

static void write_date(FILE *file, const char *key, rf_date date)
{
    char day[RF_DATE_TEXT];
    if (date != RF_DATE_FIRST && date != RF_DATE_LAST)
        fprintf(file, ", \"%s\": \"%s\"", key, rf_date_format(day, date));
}

static void write_ids(FILE *file, const char *key, const rf_refs *ids)
{
    fprintf(file, ", \"%s\": [", key);
    for (int32_t i = 0; i < ids->n; i++)
        fprintf(file, "%s\"%s\"", i > 0 ? ", " : "", ids->items[i].id);
    fputc(']', file);
}

static void write_shock(FILE *file, const rf_shock *s)
{
    static const char *const lists[] = {"units", "units", "sites", NULL, "needs"};
    fprintf(file, "{\"kind\": \"%s\"", rf_shock_name(s->kind));
    if (s->kind == RF_SHOCK_ABSENCE)
        fprintf(file, ", \"seed\": %lld", (long long)s->seed);
    if (s->kind == RF_SHOCK_ABSENCE || s->kind == RF_SHOCK_DEMAND)
        fprintf(file, ", \"percent\": %d", s->centi_percent / 100);
    if (s->kind == RF_SHOCK_FLOOR)
        fprintf(file, ", \"floor\": \"%d%s\"",
                s->floor.is_percent ? s->floor.value : s->floor.value / 100,
                s->floor.is_percent ? "%" : "");
    if (lists[s->kind] != NULL && s->ids.n > 0)
        write_ids(file, lists[s->kind], &s->ids);
    write_date(file, "from", s->from);
    write_date(file, "to", s->to);
    fputc('}', file);
}

static void write_rules(FILE *file, const rf_rules *rules)
{
    const char *separator = "";
    fputs("\"rules\": {\"consent\": [", file);
    for (uint32_t c = 0; c < RF_N_CONSENTS; c++)
        if ((rules->consents >> c & 1U) != 0) {
            fprintf(file, "%s\"%s\"", separator, rf_consent_words[c]);
            separator = ", ";
        }
    fprintf(file,
            "], \"max_travel\": %d, \"max_stays\": %d, \"max_periods_away\": %d, "
            "\"floors\": \"%s\"},\n",
            rules->max_travel_minutes, rules->max_stays, rules->max_periods_away,
            rules->hard_floors ? "hard" : "soft");
}

static void write_level(FILE *file, const rf_level_spec *level)
{
    const char *separator = "";
    fprintf(file, "{\"name\": \"%s\", \"gap\": %g, \"terms\": {", level->name, level->gap);
    for (rf_term term = 0; term < RF_N_TERMS; term++)
        if (level->named[term]) {
            fprintf(file, "%s\"%s\": %d", separator, rf_term_name(term), level->weight[term]);
            separator = ", ";
        }
    fputs("}}", file);
}

static void write_calendar(FILE *file, const rf_scenario *s)
{
    char day[RF_DATE_TEXT];
    const char *separator = "";
    fprintf(file, "{\"name\": \"town\", \"start\": \"%s\", \"periods\": %d, \"period_days\": %d,\n",
            rf_date_format(day, s->start), s->n_periods, s->period_days);
    fputs("\"working_days\": [", file);
    for (uint32_t d = 1; d <= 7; d++)
        if ((s->working_days >> d & 1U) != 0) {
            fprintf(file, "%s%u", separator, d);
            separator = ", ";
        }
    fputs("], \"holidays\": [", file);
    for (int32_t i = 0; i < s->n_holidays; i++)
        fprintf(file, "%s\"%s\"", i > 0 ? ", " : "", rf_date_format(day, s->holidays[i]));
    fputs("],\n", file);
}

static void write_scenario(const town *t, const char *folder)
{
    const rf_scenario *s = t->h->scenario;
    FILE *file = open_file(folder, "scenario.json");
    write_calendar(file, s);
    fputs("\"shocks\": [", file);
    for (int32_t i = 0; i < s->n_shocks; i++) {
        fputs(i > 0 ? ",\n  " : "", file);
        write_shock(file, &s->shocks[i]);
    }
    fputs("],\n", file);
    write_rules(file, &s->rules);
    fputs("\"objectives\": [", file);
    for (int32_t l = 0; l < s->n_levels; l++) {
        fputs(l > 0 ? ",\n  " : "", file);
        write_level(file, &s->levels[l]);
    }
    fputs("]}\n", file);
    close_file(file);
}

static void write_baseline(const town *t, const char *folder)
{
    FILE *file = open_file(folder, "baseline.json");
    fputs("{\"format\": \"renfort-plan/1\", \"objectives\": [", file);
    for (int32_t i = 0; i < t->h->baseline.n_levels; i++) {
        const rf_baseline_level *l = &t->h->baseline.levels[i];
        fprintf(file, "%s{\"name\": \"%s\", \"value\": %lld, \"bound\": %lld}", i > 0 ? ", " : "",
                l->name, (long long)l->value, (long long)l->bound);
    }
    fputs("], \"moves\": [", file);
    for (int32_t i = 0; i < t->h->baseline.n_moves; i++) {
        const rf_baseline_move *m = &t->h->baseline.moves[i];
        fprintf(file,
                "%s{\"agent\": \"%s\", \"need\": \"%s\", \"first_period\": %d, "
                "\"last_period\": %d}",
                i > 0 ? ",\n  " : "", m->agent, m->need, m->first, m->last);
    }
    fputs("]}\n", file);
    close_file(file);
}

void town_write(const town *t, const char *folder)
{
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        write_table(t, folder, table);
    write_scenario(t, folder);
    if (t->h->has_baseline)
        write_baseline(t, folder);
}
