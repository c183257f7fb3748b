/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who lends to whom: between employers, and between communes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/report/html_pictures.h"
#include "adapters/report/words.h"

enum { MOST_FLOWS = 80 };

typedef struct flow {
    int32_t from, to;
    int64_t volume; /* centi-FTE over periods */
} flow;

typedef struct flows {
    flow *items;
    int32_t n;
    int64_t volume; /* of all of them */
} flows;

static int compare_pairs(const void *a, const void *b)
{
    const flow *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

static int compare_volumes(const void *a, const void *b)
{
    const flow *x = a, *y = b;
    if (x->volume != y->volume)
        return x->volume > y->volume ? -1 : 1;
    return compare_pairs(a, b);
}

/* One flow a pair, the greatest first. */
static void add_up(flows *f)
{
    int32_t n = 0;
    if (f->n > 1)
        qsort(f->items, (size_t)f->n, sizeof *f->items, compare_pairs);
    for (int32_t i = 0; i < f->n; i++) {
        f->volume += f->items[i].volume;
        if (n > 0 && compare_pairs(&f->items[n - 1], &f->items[i]) == 0)
            f->items[n - 1].volume += f->items[i].volume;
        else
            f->items[n++] = f->items[i];
    }
    f->n = n;
    if (n > 1)
        qsort(f->items, (size_t)n, sizeof *f->items, compare_volumes);
}

static int64_t volume_of(const rf_instance *in, const rf_move *move, bool on_site)
{
    int64_t volume = 0;
    for (int32_t t = move->first; t <= move->last; t++)
        if (!on_site || !in->needs[move->need.i].remote || in->remote_barred[t])
            volume += rf_contribution(in, move->agent, t);
    return volume;
}

static void add_flow(flows *f, int32_t from, int32_t to, int64_t volume)
{
    if (volume > 0)
        f->items[f->n++] = (flow){from, to, volume};
}

const char *rf_label_of_organisation(rf_pictures *out, const rf_instance *in, int32_t o)
{
    const char *name = rf_word_of_organisation(in, o);
    for (int32_t other = 0; other < in->n_organisations; other++)
        if (other != o && strcmp(name, rf_word_of_organisation(in, other)) == 0)
            return rf_pictures_format(out, "%s (%s)", name, rf_organisation_name(in, o));
    return name;
}

/* ---- between employers ----------------------------------------------------------------------- */

static const char *lending_title(rf_pictures *out, const rf_instance *in, const flows *f)
{
    const flow *top = NULL;
    int64_t between = 0;
    for (int32_t i = f->n - 1; i >= 0; i--)
        if (f->items[i].from != f->items[i].to) {
            top = &f->items[i];
            between += top->volume;
        }
    if (top == NULL)
        return _("Everybody helps out inside their own organisation");
    const rf_text share = rf_number_percent(rf_share(between, f->volume), RF_ROUND_DOWN);
    return rf_pictures_format(out,
                              _("%s of the help crosses from one organisation to another; most "
                                "from %s to %s"),
                              share.s, rf_label_of_organisation(out, in, top->from),
                              rf_label_of_organisation(out, in, top->to));
}

/* The smallest flows of many stand together. */
static void add_lending(rf_picture_table *table, const rf_instance *in, const flows *f)
{
    int64_t others = 0;
    for (int32_t i = 0; i < f->n; i++) {
        if (i >= MOST_FLOWS) {
            others += f->items[i].volume;
            continue;
        }
        rf_picture_text(table, rf_label_of_organisation(table->pictures, in, f->items[i].from));
        rf_picture_text(table, rf_label_of_organisation(table->pictures, in, f->items[i].to));
        rf_picture_value(table, f->items[i].volume);
    }
    if (others == 0)
        return;
    rf_picture_text(table, _("all others"));
    rf_picture_text(table, _("all others"));
    rf_picture_value(table, others);
}

void rf_picture_lending(rf_pictures *out, const rf_compared *plan)
{
    const rf_instance *in = plan->in;
    flows f = {.items = rf_new_array((size_t)plan->plan->n_moves, sizeof *f.items)};
    if (f.items == NULL)
        out->failed = true;
    for (int32_t m = 0; f.items != NULL && m < plan->plan->n_moves; m++) {
        const rf_move *move = &plan->plan->moves[m];
        add_flow(&f, in->agents[move->agent.i].organisation, in->needs[move->need.i].organisation,
                 volume_of(in, move, false));
    }
    add_up(&f);
    if (f.n > 0) {
        rf_picture *picture = rf_pictures_add(out, "lending", "flows");
        picture->title = lending_title(out, in, &f);
        picture->note = _("On the left who lends, on the right who receives; the wider the band, "
                          "the more working time. An organisation may stand on both sides.");
        rf_picture_table *table = rf_picture_add_table(picture, _("who lends to whom"));
        rf_picture_column(table, _("Lends"), RF_FORM_TEXT);
        rf_picture_column(table, _("Receives"), RF_FORM_TEXT);
        rf_picture_column(table, rf_word_of_volume(in), RF_FORM_FTE);
        add_lending(table, in, &f);
    }
    free(f.items);
}

/* ---- between communes ------------------------------------------------------------------------ */

/* Sites of one commune are one place, in their middle. */
typedef struct places {
    rf_pool *names;
    int32_t *of_site; /* [sites] */
    double *latitude, *longitude;
    int32_t *n_sites;
    int64_t *lent, *received; /* centi-FTE over periods */
    int32_t n;
    bool communes; /* else sites: no file says in which commune one is */
} places;

static void free_places(places *p)
{
    rf_pool_free(p->names);
    free(p->of_site);
    free(p->latitude);
    free(p->longitude);
    free(p->n_sites);
    free(p->lent);
    free(p->received);
}

static bool new_places(places *p, const rf_instance *in)
{
    const size_t n = (size_t)in->n_sites;
    *p = (places){.names = rf_pool_new(),
                  .of_site = rf_new_array(n, sizeof *p->of_site),
                  .latitude = rf_new_array(n, sizeof *p->latitude),
                  .longitude = rf_new_array(n, sizeof *p->longitude),
                  .n_sites = rf_new_array(n, sizeof *p->n_sites),
                  .lent = rf_new_array(n, sizeof *p->lent),
                  .received = rf_new_array(n, sizeof *p->received)};
    return p->names != NULL && p->of_site != NULL && p->latitude != NULL && p->longitude != NULL &&
           p->n_sites != NULL && p->lent != NULL && p->received != NULL;
}

static bool fill_places(places *p, const rf_instance *in)
{
    const rf_site_row *sites = rf_rows(in->territory, RF_SITES);
    for (int32_t s = 0; s < in->n_sites; s++) {
        const char *name = rf_place_of_site(&sites[s]);
        const char *kept = rf_pool_intern(p->names, name, strlen(name));
        if (kept == NULL)
            return false;
        p->communes = p->communes || name != sites[s].key.id;
        const int32_t place = p->of_site[s] = rf_pool_number(kept);
        p->latitude[place] += sites[s].lat;
        p->longitude[place] += sites[s].lon;
        p->n_sites[place]++;
    }
    p->n = rf_pool_size(p->names);
    return true;
}

static void add_places(rf_picture *picture, const places *p, const rf_instance *in)
{
    rf_picture_table *table =
        rf_picture_add_table(picture, p->communes ? _("communes") : _("sites"));
    rf_picture_column(table, p->communes ? _("Commune") : _("Site"), RF_FORM_TEXT);
    rf_picture_column(table, _("Latitude"), RF_FORM_DEGREES);
    rf_picture_column(table, _("Longitude"), RF_FORM_DEGREES);
    rf_picture_column(table,
                      rf_pictures_format(picture->pictures, _("Sends, %s"), rf_word_of_volume(in)),
                      RF_FORM_FTE);
    rf_picture_column(
        table, rf_pictures_format(picture->pictures, _("Receives, %s"), rf_word_of_volume(in)),
        RF_FORM_FTE);
    for (int32_t i = 0; i < p->n; i++) {
        if (p->lent[i] + p->received[i] == 0)
            continue;
        rf_picture_text(table, rf_pool_at(p->names, i));
        rf_picture_value(table, llround(p->latitude[i] / p->n_sites[i] * 10000));
        rf_picture_value(table, llround(p->longitude[i] / p->n_sites[i] * 10000));
        rf_picture_value(table, p->lent[i]);
        rf_picture_value(table, p->received[i]);
    }
}

static const char *map_title(rf_pictures *out, const places *p, const flows *f)
{
    int64_t staying = 0;
    for (int32_t i = 0; i < f->n; i++)
        staying += f->items[i].from == f->items[i].to ? f->items[i].volume : 0;
    const rf_text share = rf_number_percent(rf_share(staying, f->volume), RF_ROUND_DOWN);
    return rf_pictures_format(out,
                              p->communes ? _("%s of the help on site stays in its own commune")
                                          : _("%s of the help stays on its own site"),
                              share.s);
}

static void add_map(rf_pictures *out, const rf_instance *in, const places *p, const flows *f)
{
    rf_picture *picture = rf_pictures_add(out, "map", "map");
    picture->title = map_title(out, p, f);
    picture->note = f->n > MOST_FLOWS
                        ? _("North is up; the wider the curve, the more working time. Only the "
                            "strongest flows are drawn; work at a distance is left out.")
                        : _("North is up; the wider the curve, the more working time. Work at a "
                            "distance is left out.");
    rf_picture_table *table = rf_picture_add_table(
        picture, p->communes ? _("flows between communes") : _("flows between sites"));
    rf_picture_column(table, _("From"), RF_FORM_TEXT);
    rf_picture_column(table, _("To"), RF_FORM_TEXT);
    rf_picture_column(table, rf_word_of_volume(in), RF_FORM_FTE);
    for (int32_t i = 0; i < f->n && i < MOST_FLOWS; i++) {
        rf_picture_text(table, rf_pool_at(p->names, f->items[i].from));
        rf_picture_text(table, rf_pool_at(p->names, f->items[i].to));
        rf_picture_value(table, f->items[i].volume);
    }
    add_places(picture, p, in);
}

static void find_map_flows(flows *f, places *p, const rf_compared *plan)
{
    const rf_instance *in = plan->in;
    for (int32_t m = 0; m < plan->plan->n_moves; m++) {
        const rf_move *move = &plan->plan->moves[m];
        const int32_t from = p->of_site[in->agents[move->agent.i].site];
        const int32_t to = p->of_site[in->needs[move->need.i].site];
        const int64_t volume = volume_of(in, move, true);
        add_flow(f, from, to, volume);
        p->lent[from] += volume;
        p->received[to] += volume;
    }
    add_up(f);
}

void rf_picture_map(rf_pictures *out, const rf_compared *plan)
{
    places p;
    flows f = {.items = rf_new_array((size_t)plan->plan->n_moves, sizeof *f.items)};
    if (!new_places(&p, plan->in) || f.items == NULL || !fill_places(&p, plan->in)) {
        out->failed = true;
    } else {
        find_map_flows(&f, &p, plan);
        if (f.n > 0)
            add_map(out, plan->in, &p, &f);
    }
    free_places(&p);
    free(f.items);
}
