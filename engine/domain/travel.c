/* SPDX-License-Identifier: GPL-3.0-or-later
 * Minutes between sites: a table from every site where an agent starts to every site where a need
 * is, unless it would be huge. */
#include <math.h>
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/domain/instance_build.h"

static const double EARTH_RADIUS_KM = 6371.0, MINUTES_PER_KM = 1.95,
                    RADIANS = 3.14159265358979323846 / 180.0;

/* Above this many pairs of sites (256 MB) minutes are worked out when they are asked for. */
enum { MOST_PAIRS = 1 << 26 };

/* A row of travel.csv; `order` keeps the last of two rows for one pair. */
typedef struct stated_time {
    int32_t from, to, order, minutes;
} stated_time;

typedef struct rf_travel_map {
    stated_time *stated; /* sorted by pair, each pair once */
    int32_t n_stated;
    int32_t *origin;      /* [sites] row of the table, -1 where no agent starts */
    int32_t *destination; /* [sites] column, -1 where no need is */
    int32_t n_origins, n_destinations;
    int32_t *minutes; /* [origins][destinations]; NULL: too many */
} rf_travel_map;

void rf_travel_map_free(struct rf_travel_map *map)
{
    if (map == NULL)
        return;
    free(map->stated);
    free(map->origin);
    free(map->destination);
    free(map->minutes);
    free(map);
}

static int compare_stated(const void *a, const void *b)
{
    const stated_time *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static rf_status add_stated(rf_travel_map *map, const rf_territory *territory, rf_err *err)
{
    const rf_travel_row *rows = rf_rows(territory, RF_TRAVEL);
    const int32_t n = rf_n_rows(territory, RF_TRAVEL);
    map->stated = rf_new_array((size_t)n, sizeof *map->stated);
    if (map->stated == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < n; i++)
        map->stated[i] = (stated_time){rows[i].from_site.i, rows[i].to_site.i, i, rows[i].minutes};
    if (n > 1)
        qsort(map->stated, (size_t)n, sizeof *map->stated, compare_stated);
    for (int32_t i = 0; i < n; i++) {
        const stated_time one = map->stated[i];
        const bool repeated = map->n_stated > 0 &&
                              map->stated[map->n_stated - 1].from == one.from &&
                              map->stated[map->n_stated - 1].to == one.to;
        map->n_stated -= repeated ? 1 : 0;
        map->stated[map->n_stated++] = one;
    }
    return RF_OK;
}

static const stated_time *find_stated(const rf_travel_map *map, int32_t from, int32_t to)
{
    int32_t low = 0, high = map->n_stated;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        const stated_time *one = &map->stated[middle];
        if (one->from == from && one->to == to)
            return one;
        if (one->from < from || (one->from == from && one->to < to))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Haversine on a sphere; rounding kept inside asin's domain at the antipodes. */
static double kilometres(const rf_instance *in, int32_t from, int32_t to)
{
    const double lat1 = in->latitude[from] * RADIANS, lat2 = in->latitude[to] * RADIANS;
    const double half_lat = sin((lat2 - lat1) / 2);
    const double half_lon = sin((in->longitude[to] - in->longitude[from]) * RADIANS / 2);
    const double h = half_lat * half_lat + cos(lat1) * cos(lat2) * (half_lon * half_lon);
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h < 1 ? h : 1));
}

int32_t rf_minutes_between(const rf_instance *in, int32_t from_site, int32_t to_site)
{
    const stated_time *stated = find_stated(in->travel, from_site, to_site);
    if (stated != NULL)
        return stated->minutes;
    return (int32_t)floor(MINUTES_PER_KM * kilometres(in, from_site, to_site) + 0.5);
}

int32_t rf_minutes(const rf_instance *in, rf_agent_id a, rf_need_id k, int32_t t)
{
    const rf_travel_map *map = in->travel;
    if (in->needs[k.i].remote && !in->remote_barred[t])
        return 0;
    if (map->minutes == NULL)
        return rf_minutes_between(in, in->agents[a.i].site, in->needs[k.i].site);
    const int64_t row = map->origin[in->agents[a.i].site],
                  column = map->destination[in->needs[k.i].site];
    return map->minutes[row * map->n_destinations + column];
}

static void number_sites(rf_travel_map *map, const rf_instance *in)
{
    for (int32_t s = 0; s < in->n_sites; s++)
        map->origin[s] = map->destination[s] = -1;
    for (int32_t a = 0; a < in->n_agents; a++)
        if (map->origin[in->agents[a].site] < 0)
            map->origin[in->agents[a].site] = map->n_origins++;
    for (int32_t k = 0; k < in->n_needs; k++)
        if (map->destination[in->needs[k].site] < 0)
            map->destination[in->needs[k].site] = map->n_destinations++;
}

static rf_status fill_table(rf_travel_map *map, const rf_instance *in, rf_err *err)
{
    map->origin = rf_new_array((size_t)in->n_sites, sizeof *map->origin);
    map->destination = rf_new_array((size_t)in->n_sites, sizeof *map->destination);
    if (map->origin == NULL || map->destination == NULL)
        return rf_fail_memory(err);
    number_sites(map, in);
    if ((int64_t)map->n_origins * map->n_destinations > MOST_PAIRS)
        return RF_OK;
    map->minutes =
        rf_new_array((size_t)map->n_origins * (size_t)map->n_destinations, sizeof *map->minutes);
    if (map->minutes == NULL)
        return rf_fail_memory(err);
    for (int32_t from = 0; from < in->n_sites; from++)
        for (int32_t to = 0; map->origin[from] >= 0 && to < in->n_sites; to++)
            if (map->destination[to] >= 0)
                map->minutes[(int64_t)map->origin[from] * map->n_destinations +
                             map->destination[to]] = rf_minutes_between(in, from, to);
    return RF_OK;
}

rf_status rf_build_travel(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_site_row *sites = rf_rows(b->territory, RF_SITES);
    in->latitude = rf_new_array((size_t)in->n_sites, sizeof *in->latitude);
    in->longitude = rf_new_array((size_t)in->n_sites, sizeof *in->longitude);
    in->travel = rf_new_array(1, sizeof *in->travel);
    if (in->latitude == NULL || in->longitude == NULL || in->travel == NULL)
        return rf_fail_memory(err);
    for (int32_t s = 0; s < in->n_sites; s++) {
        in->latitude[s] = sites[s].lat;
        in->longitude[s] = sites[s].lon;
    }
    const rf_status rc = add_stated(in->travel, b->territory, err);
    return rc == RF_OK ? fill_table(in->travel, in, err) : rc;
}
