/* SPDX-License-Identifier: GPL-3.0-or-later
 * The engine's only door: adapters, program and benches include this and nothing else of engine/.
 *
 *   territory + scenario --link--> instance --solve--> plan --check--> breaches
 *
 * FTE in centi-FTE over one period, travel in minutes one way, dates in days; ids are row numbers
 * once linked. */
#ifndef RF_RENFORT_H
#define RF_RENFORT_H

#include "engine/core/buf.h"
#include "engine/core/clock.h"
#include "engine/core/date.h"
#include "engine/core/diag.h"
#include "engine/core/file.h"
#include "engine/core/hash.h"
#include "engine/core/mem.h"
#include "engine/core/nearest.h"
#include "engine/core/pool.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/core/status.h"
#include "engine/core/text.h"
#include "engine/domain/again.h"
#include "engine/domain/burden.h"
#include "engine/domain/check.h"
#include "engine/domain/compare.h"
#include "engine/domain/decide.h"
#include "engine/domain/decision.h"
#include "engine/domain/difference.h"
#include "engine/domain/envelope.h"
#include "engine/domain/exchange.h"
#include "engine/domain/freeze.h"
#include "engine/domain/initiative.h"
#include "engine/domain/instance.h"
#include "engine/domain/ledger.h"
#include "engine/domain/link.h"
#include "engine/domain/plan.h"
#include "engine/domain/reason.h"
#include "engine/domain/returns.h"
#include "engine/domain/scenario.h"
#include "engine/domain/schema.h"
#include "engine/domain/sheet.h"
#include "engine/domain/skill_ends.h"
#include "engine/domain/small_cells.h"
#include "engine/domain/territory.h"
#include "engine/domain/variant.h"
#include "engine/domain/workdays.h"
#include "engine/solve/eligibility.h"
#include "engine/solve/explain.h"
#include "engine/solve/kpi.h"
#include "engine/solve/reach.h"
#include "engine/solve/reserve.h"
#include "engine/solve/solve.h"
#include "engine/solve/standing.h"
#include "engine/solve/stress.h"
#include "engine/solve/suppress.h"

#endif
