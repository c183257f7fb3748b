/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the key figures share: where rows go, and one call for each family. Each adds
 * its rows in the order of the table, and remembers in `failed` that memory was out. */
#ifndef RF_SOLVE_KPI_PARTS_H
#define RF_SOLVE_KPI_PARTS_H

#include "engine/domain/ledger.h"
#include "engine/solve/eligibility.h"
#include "engine/solve/kpi.h"

/* Order of the table and of the rows. */
typedef enum rf_kpi_id {
    RF_KPI_ASKED,
    RF_KPI_COVERED,
    RF_KPI_COVERAGE,
    RF_KPI_SHORTFALL,
    RF_KPI_MOVED,
    RF_KPI_IMPOSITION,
    RF_KPI_TRAVEL,
    RF_KPI_FLOORS_DIPPED,
    RF_KPI_LENT,
    RF_KPI_CONVENTIONS_USED,
    RF_KPI_CONVENTIONS_LOAD,
    RF_KPI_EXCHANGE_IMBALANCE,
    RF_KPI_UNUSED_VOLUNTEERS,
    RF_KPI_UNUSED_BECAUSE,
    RF_KPI_POLYVALENCE,
    RF_KPI_POLYVALENCE_SHARE,
    RF_KPI_WITHOUT_NEED,
    RF_KPI_CHAINING,
    RF_KPI_SINGLE_POINTS,
    RF_KPI_SINGLE_HOLDERS,
    RF_KPI_BURDEN_GINI,
    RF_KPI_BURDEN_MAX,
    RF_KPI_BURDEN_TOP_TENTH,
    RF_KPI_ROBUSTNESS,
    RF_KPI_GAP,
    RF_KPI_SECONDS,
    RF_N_KPIS
} rf_kpi_id;

/* What figures are made of; all borrowed. */
typedef struct rf_kpi_case {
    const rf_instance *in;
    const rf_plan *plan;
    const rf_ledger *ledger;
    const rf_eligibility *eligible;
    rf_kpi_list *list;
    bool failed;
} rf_kpi_case;

/* The next row. NaN where whole is 0. */
void rf_kpi_add(rf_kpi_case *c, rf_kpi_id id, const char *group, double value, int64_t people);
double rf_kpi_ratio(double part, double whole);

/* Persons that a share of persons speaks of: see rf_kpi.people. */
int64_t rf_kpi_apart(int64_t part, int64_t whole);

/* "" below 0: the whole. */
const char *rf_kpi_tier(int32_t tier);
const char *rf_kpi_category(int32_t category);

/* Hundredths of an FTE-day of all moves. */
int64_t rf_kpi_moved_days(const rf_kpi_case *c);

/* Whether the need has demand on any period. O(T). */
bool rf_kpi_asks(const rf_instance *in, rf_need_id k);

/* Weeks that a period lasts: days by 7. */
double rf_kpi_weeks(const rf_instance *in);

void rf_kpi_add_coverage(rf_kpi_case *c);   /* asked .. shortfall */
void rf_kpi_add_moves(rf_kpi_case *c);      /* moved .. travel */
void rf_kpi_add_floors(rf_kpi_case *c);     /* floors_dipped */
void rf_kpi_add_exchange(rf_kpi_case *c);   /* lent .. exchange_imbalance */
void rf_kpi_add_volunteers(rf_kpi_case *c); /* unused_volunteers, unused_because */
void rf_kpi_add_reach(rf_kpi_case *c);      /* polyvalence .. chaining */
void rf_kpi_add_single(rf_kpi_case *c);     /* single_points, single_holders */
void rf_kpi_add_burden(rf_kpi_case *c);     /* burden_gini .. burden_top_tenth */
void rf_kpi_add_search(rf_kpi_case *c);     /* gap, seconds */

void rf_kpi_add_robustness(rf_kpi_case *c, const rf_kpi_options *options); /* robustness */

#endif
