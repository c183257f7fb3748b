/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sweep plan, read strictly. */
#include <limits.h>
#include <string.h>

#include "adapters/cli/paths.h"
#include "bench/sweep/sweep.h"

static const rf_json_range SEEDS = {0, 1000000000};
static const rf_json_range MEBIBYTES = {64, 1 << 26};
static const rf_json_range DRAWS = {0, 100000};
static const rf_json_range WORKERS = {1, 1024};
static const double MOST_SECONDS = 31536000; /* a year */
enum { MOST_SEEDS = 100000, MOST_NAME = 64 };

static const rf_sweep_limits DEFAULTS = {.seconds = 60, .memory_mib = 4096};

/* The plan being filled, and what the reader needs for it. */
typedef struct filling {
    rf_sweep_plan plan;
    struct rf_sweep_owner *owner;
    const char *folder;           /* of the file; "" for this one */
    const rf_json_node *variants; /* read last: they name territories */
    const rf_json_node *deadline;
} filling;

static const char *keep(filling *f, rf_json_reader *r, const char *text)
{
    const char *kept = rf_sweep_keep_text(f->owner, text);
    r->no_memory = r->no_memory || kept == NULL;
    return kept;
}

static void *keep_array(filling *f, rf_json_reader *r, size_t n, size_t size)
{
    void *array = rf_sweep_keep_array(f->owner, n, size);
    r->no_memory = r->no_memory || array == NULL;
    return array;
}

/* Names end up in file names: letters, digits, '-', '_' and '.', not first. */
static bool is_name(const char *text)
{
    static const char ALLOWED[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const size_t n = strlen(text);
    return n <= MOST_NAME && text[0] != '.' && strspn(text, ALLOWED) == n;
}

static void read_a_name(const char **out, filling *f, rf_json_reader *r, const rf_json_node *node)
{
    const char *text = NULL;
    if (!rf_json_read_text(&text, r, node))
        return;
    if (!is_name(text))
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node),
                     "%s: \"%s\" is not made of at most %d letters, digits, '-', '_' and '.'",
                     node->name, text, (int)MOST_NAME);
    *out = keep(f, r, text);
}

/* A path as it is from here. */
static const char *keep_path(filling *f, rf_json_reader *r, const char *text)
{
    rf_buf path = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    if (text[0] == '/' || f->folder[0] == '\0')
        rf_buf_puts(&path, text);
    else
        rf_path_join(&path, f->folder, text);
    const char *kept = path.failed ? NULL : keep(f, r, rf_buf_text(&path));
    r->no_memory = r->no_memory || kept == NULL;
    rf_buf_free(&path);
    return kept;
}

static void read_path(const char **out, filling *f, rf_json_reader *r, const rf_json_node *node)
{
    const char *text = NULL;
    if (rf_json_read_text(&text, r, node))
        *out = keep_path(f, r, text);
}

/* ---- territories ---- */

typedef struct territory_filling {
    filling *f;
    rf_sweep_territory *t;
} territory_filling;

static void read_territory_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    territory_filling *g = target;
    read_a_name(&g->t->name, g->f, r, node);
}

static void read_territory_folder(void *target, rf_json_reader *r, const rf_json_node *node)
{
    territory_filling *g = target;
    read_path(&g->t->folder, g->f, r, node);
}

/* The option of the generator that a member is: its own business what it takes. */
static void read_setting(rf_sweep_setting *out, filling *f, rf_json_reader *r,
                         const rf_json_node *node)
{
    static const char OF_OPTIONS[] = "abcdefghijklmnopqrstuvwxyz-";
    const bool is_number = node->kind == RF_JSON_NUMBER;
    if (node->key[0] == '-' || strspn(node->key, OF_OPTIONS) != strlen(node->key) ||
        strcmp(node->key, "out") == 0)
        rf_diags_add(r->diags, RF_ERROR, rf_json_key_place(r->doc, node),
                     "\"%s\" is no option of the generator that a sweep may use", node->key);
    if (!is_number && node->kind != RF_JSON_STRING) {
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node),
                     "%s: %s is neither a number nor a text", node->name,
                     rf_json_show(r->doc, node).text);
        return;
    }
    rf_buf value = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    if (is_number)
        rf_buf_add(&value, r->doc->source.text + node->offset, node->length);
    else
        rf_buf_puts(&value, node->text);
    out->key = keep(f, r, node->key);
    out->value = keep(f, r, rf_buf_text(&value));
    rf_buf_free(&value);
}

static void read_generate(void *target, rf_json_reader *r, const rf_json_node *node)
{
    territory_filling *g = target;
    if (!rf_json_is_object(r, node))
        return;
    rf_sweep_setting *settings = keep_array(g->f, r, rf_json_count(node), sizeof *settings);
    if (settings == NULL)
        return;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        read_setting(&settings[n++], g->f, r, x);
        g->t->seeded = g->t->seeded || strcmp(x->key, "seed") == 0;
    }
    if (rf_json_member(node, "agents") == NULL)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), "key \"agents\" is missing");
    g->t->settings = settings;
    g->t->n_settings = n;
}

static void read_territory(filling *f, rf_sweep_territory *t, rf_json_reader *r,
                           const rf_json_node *node)
{
    static const rf_json_field items[] = {{"name", true, read_territory_name},
                                          {"folder", false, read_territory_folder},
                                          {"generate", false, read_generate}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    territory_filling g = {f, t};
    if (!rf_json_is_object(r, node))
        return;
    rf_json_read_fields(&g, r, node, &fields);
    if ((rf_json_member(node, "folder") == NULL) == (rf_json_member(node, "generate") == NULL))
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node),
                     "a territory has either a \"folder\" or what to \"generate\"");
}

/* Whether a list has something in it; reported when not. */
static bool has_items(rf_json_reader *r, const rf_json_node *node)
{
    if (!rf_json_is_list(r, node))
        return false;
    if (rf_json_count(node) == 0)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), "%s: the list is empty",
                     node->name);
    return rf_json_count(node) > 0;
}

static void refuse_repeated(rf_json_reader *r, const rf_json_node *node, const char *name)
{
    rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, node), "%s: \"%s\" is there twice",
                 node->name, name);
}

static void read_territories(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_sweep_territory *list =
        has_items(r, node) ? keep_array(f, r, rf_json_count(node), sizeof *list) : NULL;
    if (list == NULL)
        return;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        read_territory(f, &list[n], r, x);
        for (size_t i = 0; i < n; i++)
            if (list[n].name != NULL && list[i].name == list[n].name)
                refuse_repeated(r, x, list[n].name);
        n++;
    }
    f->plan.territories = list;
    f->plan.n_territories = n;
}

/* ---- scenarios ---- */

typedef struct scenario_filling {
    filling *f;
    rf_sweep_scenario *s;
} scenario_filling;

static void read_scenario_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    scenario_filling *g = target;
    read_a_name(&g->s->name, g->f, r, node);
}

static void read_scenario_file(void *target, rf_json_reader *r, const rf_json_node *node)
{
    scenario_filling *g = target;
    read_path(&g->s->file, g->f, r, node);
}

static void read_scenario(filling *f, rf_sweep_scenario *s, rf_json_reader *r,
                          const rf_json_node *node)
{
    static const rf_json_field items[] = {{"name", true, read_scenario_name},
                                          {"file", false, read_scenario_file}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    scenario_filling g = {f, s};
    if (node->kind == RF_JSON_STRING)
        read_a_name(&s->name, f, r, node);
    else if (rf_json_is_object(r, node))
        rf_json_read_fields(&g, r, node, &fields);
}

static void read_scenarios(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_sweep_scenario *list =
        has_items(r, node) ? keep_array(f, r, rf_json_count(node), sizeof *list) : NULL;
    if (list == NULL)
        return;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        read_scenario(f, &list[n], r, x);
        for (size_t i = 0; i < n; i++)
            if (list[n].name != NULL && list[i].name == list[n].name)
                refuse_repeated(r, x, list[n].name);
        n++;
    }
    f->plan.scenarios = list;
    f->plan.n_scenarios = n;
}

/* ---- seeds ---- */

static void count_seeds(filling *f, rf_json_reader *r, const rf_json_node *node)
{
    const rf_json_range range = {1, MOST_SEEDS};
    int64_t n = 0;
    if (!rf_json_read_integer(&n, r, node, range))
        return;
    int64_t *seeds = keep_array(f, r, (size_t)n, sizeof *seeds);
    for (int64_t i = 0; seeds != NULL && i < n; i++)
        seeds[i] = i + 1;
    f->plan.seeds = seeds;
    f->plan.n_seeds = seeds != NULL ? (size_t)n : 0;
}

static void read_seeds(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    if (node->kind == RF_JSON_NUMBER) {
        count_seeds(f, r, node);
        return;
    }
    int64_t *seeds =
        has_items(r, node) ? keep_array(f, r, rf_json_count(node), sizeof *seeds) : NULL;
    if (seeds == NULL)
        return;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        if (!rf_json_read_integer(&seeds[n], r, x, SEEDS))
            continue;
        for (size_t i = 0; i < n; i++)
            if (seeds[i] == seeds[n])
                refuse_repeated(r, x, rf_json_show(r->doc, x).text);
        n++;
    }
    f->plan.seeds = seeds;
    f->plan.n_seeds = n;
}

/* ---- variants ---- */

typedef struct variant_filling {
    filling *f;
    rf_sweep_variant *v;
    const rf_sweep_names *territories;
} variant_filling;

static void read_variant_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    variant_filling *g = target;
    read_a_name(&g->v->name, g->f, r, node);
}

static void read_variant_edits(void *target, rf_json_reader *r, const rf_json_node *node)
{
    variant_filling *g = target;
    rf_sweep_read_edits(g->v, g->f->owner, r, node, g->territories);
}

static void remember_variants(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    if (has_items(r, node))
        f->variants = node;
}

static void read_variants(filling *f, rf_json_reader *r, const rf_sweep_names *territories)
{
    static const rf_json_field items[] = {{"name", true, read_variant_name},
                                          {"edits", false, read_variant_edits}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    rf_sweep_variant *list = keep_array(f, r, rf_json_count(f->variants), sizeof *list);
    if (list == NULL)
        return;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(f->variants); x < rf_json_end(f->variants);
         x = rf_json_next(x)) {
        variant_filling g = {f, &list[n], territories};
        if (!rf_json_is_object(r, x))
            continue;
        rf_json_read_fields(&g, r, x, &fields);
        for (size_t i = 0; i < n; i++)
            if (list[n].name != NULL && list[i].name == list[n].name)
                refuse_repeated(r, x, list[n].name);
        n++;
    }
    f->plan.variants = list;
    f->plan.n_variants = n;
}

/* The files as they are, where the plan names no variant. */
static void read_variants_or_base(filling *f, rf_json_reader *r)
{
    if (f->variants == NULL) {
        rf_sweep_variant *base = keep_array(f, r, 1, sizeof *base);
        if (base != NULL)
            base->name = keep(f, r, "base");
        f->plan.variants = base;
        f->plan.n_variants = 1;
        return;
    }
    const char **names = keep_array(f, r, f->plan.n_territories, sizeof *names);
    rf_sweep_names territories = {names, 0};
    for (size_t i = 0; names != NULL && i < f->plan.n_territories; i++)
        if (f->plan.territories[i].name != NULL)
            names[territories.n++] = f->plan.territories[i].name;
    read_variants(f, r, &territories);
}

/* ---- limits ---- */

static void read_name(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    read_a_name(&f->plan.name, f, r, node);
}

static void read_seconds(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_number(&f->plan.limits.seconds, r, node, 0.1, MOST_SECONDS);
}

static void read_deadline(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    f->deadline = node;
    rf_json_read_number(&f->plan.limits.deadline, r, node, 0.1, MOST_SECONDS);
}

static void read_memory(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_json_read_integer(&f->plan.limits.memory_mib, r, node, MEBIBYTES);
}

static void read_draws(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    int64_t n = 0;
    if (rf_json_read_integer(&n, r, node, DRAWS))
        f->plan.limits.draws = (int32_t)n;
}

static void read_pins(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    rf_sweep_read_pins(&f->plan.limits.pins, r, node);
}

static void read_workers(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    int64_t n = 0;
    if (rf_json_read_integer(&n, r, node, WORKERS))
        f->plan.workers = (int32_t)n;
}

static void read_gaps(void *target, rf_json_reader *r, const rf_json_node *node)
{
    filling *f = target;
    if (!rf_json_is_object(r, node))
        return;
    rf_sweep_gap *gaps = keep_array(f, r, rf_json_count(node), sizeof *gaps);
    if (gaps == NULL)
        return;
    size_t n = 0;
    for (const rf_json_node *x = rf_json_first(node); x < rf_json_end(node); x = rf_json_next(x)) {
        gaps[n].level = keep(f, r, x->key);
        rf_json_read_number(&gaps[n].gap, r, x, 0, 1);
        n++;
    }
    f->plan.limits.gaps = gaps;
    f->plan.limits.n_gaps = n;
}

/* Time to read, check and write, beside the solver's. */
static void settle_deadline(filling *f, rf_json_reader *r)
{
    const double slack = 2, spare = 60;
    rf_sweep_limits *limits = &f->plan.limits;
    if (f->deadline == NULL)
        limits->deadline = slack * limits->seconds + spare;
    else if (limits->deadline < limits->seconds)
        rf_diags_add(r->diags, RF_ERROR, rf_json_place(r->doc, f->deadline),
                     "deadline: %g is less than the solver's %g seconds", limits->deadline,
                     limits->seconds);
}

/* ---- the document ---- */

static rf_status read_document(filling *f, const rf_json_doc *doc, rf_diags *diags, rf_err *err)
{
    static const rf_json_field items[] = {{"name", true, read_name},
                                          {"territories", true, read_territories},
                                          {"scenarios", true, read_scenarios},
                                          {"seeds", true, read_seeds},
                                          {"variants", false, remember_variants},
                                          {"seconds", false, read_seconds},
                                          {"deadline", false, read_deadline},
                                          {"memory_mib", false, read_memory},
                                          {"gaps", false, read_gaps},
                                          {"draws", false, read_draws},
                                          {"pins", false, read_pins},
                                          {"workers", false, read_workers}};
    static const rf_json_fields fields = RF_JSON_FIELDS(items);
    rf_json_reader r = {.doc = doc, .diags = diags};
    if (rf_json_is_object(&r, doc->root)) {
        rf_json_read_fields(f, &r, doc->root, &fields);
        read_variants_or_base(f, &r);
        settle_deadline(f, &r);
    }
    const rf_status rc = r.no_memory ? rf_fail_memory(err) : rf_diags_failed(diags, err);
    if (rc == RF_OK && rf_diags_count(diags, RF_ERROR) > 0)
        return rf_fail(err, RF_BAD_INPUT, "%s is not a sweep plan that can be used", doc->file);
    return rc;
}

/* The folder of a file, "" where its name says none. */
static const char *folder_of(struct rf_sweep_owner *owner, const char *path)
{
    const char *slash = strrchr(path, '/');
    rf_buf folder = rf_buf_new(RF_SWEEP_PATH_LIMIT);
    rf_buf_add(&folder, path, slash == NULL ? 0 : (size_t)(slash - path) + 1);
    const char *kept = folder.failed ? NULL : rf_sweep_keep_text(owner, rf_buf_text(&folder));
    rf_buf_free(&folder);
    return kept;
}

rf_status rf_sweep_plan_read(rf_sweep_plan **out, const char *path, rf_diags *diags, rf_err *err)
{
    rf_json_doc *doc = NULL;
    rf_status rc = rf_json_open(&doc, path, RF_JSON_SMALL_FILE, diags, err);
    if (rc != RF_OK)
        return rc;
    filling f = {.plan.limits = DEFAULTS, .owner = rf_sweep_owner_new()};
    rf_sweep_plan *plan = NULL;
    if (f.owner != NULL && (f.folder = folder_of(f.owner, path)) != NULL)
        plan = rf_sweep_keep_array(f.owner, 1, sizeof *plan);
    rc = plan != NULL ? read_document(&f, doc, diags, err) : rf_fail_memory(err);
    rf_json_close(doc);
    if (rc != RF_OK) {
        rf_sweep_owner_free(f.owner);
        return rc;
    }
    f.plan.owner = f.owner;
    *plan = f.plan;
    *out = plan;
    return RF_OK;
}

void rf_sweep_plan_free(rf_sweep_plan *plan)
{
    if (plan != NULL)
        rf_sweep_owner_free(plan->owner);
}
