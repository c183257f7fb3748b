/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/json/mistaken.h"

/* Bounds that the contract leaves open. */
static const rf_json_range PERIODS = {1, 366};
static const rf_json_range PERIOD_DAYS = {1, 366};
static const rf_json_range WEEKDAYS = {1, 7};
static const rf_json_range MINUTES = {0, 10000};
static const rf_json_range STAYS = {1, 1000};
static const rf_json_range PERIODS_AWAY = {1, 10000};
static const rf_json_range WEIGHT = {0, 1000000};
static const double LEAST_SECONDS = 0.001, MOST_SECONDS = 1e7;
enum { MOST_LEVELS = 64 };

/* Takes one more of a set of bits; what is listed twice is said, and harmless. */
static void add_bit(uint32_t *bits, uint32_t bit, rf_json_reader *r, const rf_json_node *node)
{
    if ((*bits & bit) != 0)
        rf_diags_add(r->diags, RF_WARNING, rf_json_place(r->doc, node), _("%s: %s is repeated"),
                     node->name, rf_json_show(r->doc, node).text);
    *bits |= bit;
}

/* ---- rules ---- */

static void read_consent(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_rules *rules = target;
    if (!rf_json_is_list(r, node))
        return;
    uint32_t consents = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        int32_t word;
        if (rf_json_read_word(&word, r, x, rf_consent_words, RF_N_CONSENTS))
            add_bit(&consents, 1U << word, r, x);
    }
    rules->consents = consents;
}

static void read_max_travel(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_rules *rules = target;
    rf_json_read_small(&rules->max_travel_minutes, r, node, MINUTES);
}

static void read_max_stays(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_rules *rules = target;
    rf_json_read_small(&rules->max_stays, r, node, STAYS);
}

static void read_max_periods_away(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_rules *rules = target;
    rf_json_read_small(&rules->max_periods_away, r, node, PERIODS_AWAY);
}

static void read_floors(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const char *const words[] = {"soft", "hard"};
    rf_rules *rules = target;
    int32_t word;
    if (rf_json_read_word(&word, r, node, words, 2))
        rules->hard_floors = word == 1;
}

static void read_rules(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {
        {"consent", false, read_consent},     {"max_travel", false, read_max_travel},
        {"max_stays", false, read_max_stays}, {"max_periods_away", false, read_max_periods_away},
        {"floors", false, read_floors},
    };
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    rf_scenario *s = target;
    if (rf_json_is_object(r, node))
        rf_json_read_fields(&s->rules, r, node, &fields);
}

/* ---- objectives ---- */

static void read_level_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_level_spec *level = target;
    const char *name;
    if (level->name != NULL || !rf_json_read_text(&name, r, node))
        return; /* a repeated key was reported already */
    level->name = strdup(name);
    r->no_memory = r->no_memory || level->name == NULL;
}

static void read_weight(rf_level_spec *level, rf_json_reader *r, const rf_json_node *node,
                        const char *const *names)
{
    for (int32_t term = 0; term < RF_N_TERMS; term++)
        if (strcmp(names[term], node->key) == 0) {
            const size_t faults = rf_diags_count(r->diags, RF_ERROR);
            level->named[term] = true;
            rf_json_read_small(&level->weight[term], r, node, WEIGHT);
            if (rf_diags_count(r->diags, RF_ERROR) > faults && node->kind == RF_JSON_NUMBER &&
                node->number > 0 && node->number < (double)WEIGHT.high)
                rf_diags_hint(r->diags, _("multiply all weights of the level by 10, 100 or 1000"));
            return;
        }
    rf_diags_add(r->diags, RF_ERROR, rf_json_key_place(r->doc, node), _("unknown term \"%s\""),
                 node->key);
    rf_json_hint_known(r, node->key, names, RF_N_TERMS);
}

static void read_terms(void *target, rf_json_reader *r, const rf_json_node *node)
{
    if (!rf_json_is_object(r, node))
        return;
    const char *names[RF_N_TERMS];
    for (int32_t term = 0; term < RF_N_TERMS; term++)
        names[term] = rf_term_name((rf_term)term);
    if (node->span == 1)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), _("terms: no term is named"));
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        read_weight(target, r, x, names);
}

static void read_gap(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_level_spec *level = target;
    rf_json_read_number(&level->gap, r, node, 0, 1);
}

static void check_level_name(const rf_scenario *s, rf_json_reader *r, const rf_json_node *node)
{
    const rf_level_spec *last = &s->levels[s->n_levels - 1];
    for (const rf_level_spec *level = s->levels; level < last; level++)
        if (level->name != NULL && last->name != NULL && strcmp(level->name, last->name) == 0) {
            const rf_json_node *name = rf_json_member(node, "name");
            rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, name),
                         _("name: another level is called \"%s\""), last->name);
            return;
        }
}

static void read_level(rf_scenario *s, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {
        {"name", true, read_level_name},
        {"terms", true, read_terms},
        {"gap", false, read_gap},
    };
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (!rf_json_is_object(r, node))
        return;
    rf_level_spec *level = &s->levels[s->n_levels++];
    *level = (rf_level_spec){0};
    rf_json_read_fields(level, r, node, &fields);
    check_level_name(s, r, node);
}

static void read_objectives(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    if (!rf_json_is_list(r, node))
        return;
    const size_t n = rf_json_count(node);
    if (n == 0 || n > MOST_LEVELS) {
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node),
                     _("objectives: %zu levels, expected 1 to %d"), n, MOST_LEVELS);
        return;
    }
    rf_scenario_clear_levels(s);
    s->levels = rf_new_array(n, sizeof *s->levels);
    if (s->levels == NULL) {
        r->no_memory = true;
        return;
    }
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        read_level(s, r, x);
}

/* ---- limits ---- */

static void read_seconds(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    rf_json_read_number(&s->limit_seconds, r, node, LEAST_SECONDS, MOST_SECONDS);
}

static void read_limits(void *target, rf_json_reader *r, const rf_json_node *node)
{
    static const rf_json_field items[] = {{"seconds", false, read_seconds}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    if (rf_json_is_object(r, node))
        rf_json_read_fields(target, r, node, &fields);
}

/* ---- the horizon ---- */

static void read_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    const char *name;
    if (node->kind == RF_JSON_STRING && node->text[0] == '\0')
        return; /* the default */
    if (!rf_json_read_text(&name, r, node))
        return;
    free(s->name);
    s->name = strdup(name);
    r->no_memory = r->no_memory || s->name == NULL;
}

static void read_start(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    rf_json_read_date(&s->start, r, node);
}

static void read_period_days(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    rf_json_read_small(&s->period_days, r, node, PERIOD_DAYS);
}

static void read_periods(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    rf_json_read_small(&s->n_periods, r, node, PERIODS);
}

static void read_working_days(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    if (!rf_json_is_list(r, node))
        return;
    uint32_t days = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        int64_t day;
        if (rf_json_read_integer(&day, r, x, WEEKDAYS))
            add_bit(&days, 1U << day, r, x);
    }
    if (node->span == 1)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node),
                     _("working_days: no day is listed"));
    s->working_days = days;
}

static int by_date(const void *a, const void *b)
{
    const rf_date x = *(const rf_date *)a, y = *(const rf_date *)b;
    return (x > y) - (x < y);
}

/* Sorted, each day once. */
static void read_holidays(void *target, rf_json_reader *r, const rf_json_node *node)
{
    rf_scenario *s = target;
    if (s->holidays != NULL || !rf_json_is_list(r, node))
        return; /* a repeated key was reported already */
    rf_date *days = rf_new_array(rf_json_count(node), sizeof *days);
    if (days == NULL) {
        r->no_memory = true;
        return;
    }
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x))
        if (rf_json_read_date(&days[n], r, x))
            n++;
    qsort(days, n, sizeof *days, by_date);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || days[i] != days[i - 1])
            days[s->n_holidays++] = days[i];
    s->holidays = days;
}

static void check_horizon(const rf_scenario *s, rf_json_reader *r, const rf_json_node *root)
{
    rf_date last;
    if (s->n_periods == 0 || rf_json_member(root, "start") == NULL ||
        !rf_date_parse_iso(&last, "2199-12-31"))
        return;
    if (rf_period_last_day(s, s->n_periods - 1) > last)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, rf_json_member(root, "periods")),
                     _("periods: the last period ends after the year 2199"));
}

static const rf_json_field scenario_items[] = {
    {"name", false, read_name},
    {"start", true, read_start},
    {"period_days", false, read_period_days},
    {"periods", true, read_periods},
    {"working_days", false, read_working_days},
    {"holidays", false, read_holidays},
    {"shocks", false, rf_json_read_shocks},
    {"rules", false, read_rules},
    {"objectives", false, read_objectives},
    {"limits", false, read_limits},
};
static const rf_json_fields scenario_fields = RF_JSON_FIELDS(scenario_items);

static void read_scenario(rf_scenario *s, rf_json_reader *r)
{
    s->file = rf_pool_intern(s->strings, r->doc->file, strlen(r->doc->file));
    if (s->file == NULL) {
        r->no_memory = true;
        return;
    }
    if (rf_json_is_mistaken_plan(r) || !rf_json_is_object(r, r->doc->root))
        return;
    rf_json_read_fields(s, r, r->doc->root, &scenario_fields);
    check_horizon(s, r, r->doc->root);
}

static rf_status read_document(rf_scenario **out, const rf_json_doc *doc, rf_diags *diags,
                               rf_err *err)
{
    rf_scenario *s = rf_scenario_new();
    if (s == NULL)
        return rf_fail_memory(err);
    const size_t before = rf_diags_count(diags, RF_ERROR);
    rf_json_reader r = {.doc = doc, .diags = diags};
    read_scenario(s, &r);
    rf_status rc = r.no_memory ? rf_fail_memory(err) : rf_diags_failed(diags, err);
    if (rc == RF_OK && (doc->repeats_keys || rf_diags_count(diags, RF_ERROR) > before))
        rc = rf_fail(err, RF_BAD_INPUT, _("%s is not a scenario that can be used"), doc->file);
    if (rc != RF_OK) {
        rf_scenario_free(s);
        return rc;
    }
    *out = s;
    return RF_OK;
}

rf_status rf_json_read_scenario(rf_scenario **out, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc;
    rf_status rc = rf_json_open(&doc, path, RF_JSON_SMALL_FILE, diags, err);
    if (rc != RF_OK)
        return rc;
    rc = read_document(out, doc, diags, err);
    rf_json_close(doc);
    return rc;
}
