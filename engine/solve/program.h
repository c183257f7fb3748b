/* SPDX-License-Identifier: GPL-3.0-or-later
 * A program: the linear program over some stays of the model, the others fixed in a base (out, or
 * in as they are). With an empty base (but the pins) and stays priced in, it is a level's
 * relaxation; with a plan less a few agents as its base, it is a neighbourhood. Rows that no loaded
 * stay touches are not loaded, nor are a several-stay agent's period rows whose stays are all in
 * another's (the maximal cliques of an interval graph suffice). */
#ifndef RF_SOLVE_PROGRAM_H
#define RF_SOLVE_PROGRAM_H

#include "engine/solve/pricing.h"
#include "engine/solve/rounding.h"
#include "engine/solve/state.h"

typedef struct rf_program rf_program;

/* `base` is read now and need not stay. */
rf_status rf_program_new(rf_program **out, const rf_model *m, const rf_state *base, rf_err *err);
void rf_program_free(rf_program *program);

/* Adds the collection's cuts that are not loaded yet; `cuts` is borrowed from now on. */
rf_status rf_program_load_cuts(rf_program *program, const rf_cuts *cuts, rf_err *err);

/* The same for roundings, and the rows whose slacks they have; to be called at the level that they
 * were made on or a later one. */
rf_status rf_program_load_roundings(rf_program *program, const rf_roundings *roundings,
                                    rf_err *err);

/* Whether a loaded stay's coefficients in roundings left 64 bits: the program then proves nothing.
 */
bool rf_program_overflowed(const rf_program *program);

/* Unloads the stays that are neither basic in the relaxation, nor at 1, nor among the `most` others
 * of least reduced cost. Stays get other numbers. */
rf_status rf_program_forget_stays(rf_program *program, int32_t most, rf_err *err);

/* Whether a cut or a rounding is loaded and holds the relaxation back. */
bool rf_program_cut_is_tight(const rf_program *program, int32_t cut);
bool rf_program_rounding_is_tight(const rf_program *program, int32_t rounding);
/* Unloads the cuts and roundings that are not wanted, none of which is tight; to be called before
 * the collections are kept to the same, and rf_program_follow after; all of both must be loaded. */
rf_status rf_program_unload(rf_program *program, const bool *cuts, const bool *roundings,
                            rf_err *err);
rf_status rf_program_follow(rf_program *program, const rf_roundings *roundings, rf_err *err);

/* Loads a stay, unless it is there already. O(its entries), plus the rows that it is the first to
 * touch. */
rf_status rf_program_add_stay(rf_program *program, rf_stay s, rf_err *err);
int32_t rf_program_n_stays(const rf_program *program);
rf_stay rf_program_stay(const rf_program *program, int32_t i);
int32_t rf_program_n_rows(const rf_program *program);

/* Minimises `level` with limits[l] on every level l above it; `limits` is borrowed until the next
 * call. */
rf_status rf_program_set_level(rf_program *program, int32_t level, const int64_t *limits,
                               rf_err *err);

/* The next relaxation starts at a plan of the program (base and loaded stays), which must be within
 * the limits; a state with other stays leaves the basis as it is. */
rf_status rf_program_start_from(rf_program *program, const rf_state *state, rf_err *err);

/* The relaxation, warm. `iterations` as in rf_lp_solve. */
rf_status rf_program_relax(rf_lp_outcome *out, rf_program *program, rf_lp_method method,
                           int32_t *iterations, rf_err *err);
double rf_program_value(const rf_program *program); /* of the relaxation, in units of the level */
double rf_program_primal(const rf_program *program, int32_t stay); /* z of a loaded stay */
bool rf_program_has_row(const rf_program *program, int32_t row);   /* a model row that is loaded */
double rf_program_slack(const rf_program *program,
                        int32_t row); /* u or v of a model row, 0 when not loaded */
/* Prices from the duals. RF_NO_MEMORY only. */
rf_status rf_program_prices(rf_prices *out, const rf_program *program, rf_err *err);

/* The row of a loaded stay in the simplex tableau as a combination of what is loaded; at most
 * rf_program_n_rows sources. *n 0: the stay is not basic. */
rf_status rf_program_combination(rf_source *out, int32_t *n, const rf_program *program,
                                 int32_t stay, rf_err *err);

/* Allows a loaded stay or bars it (0), for dives and fixing. */
rf_status rf_program_bound_stay(rf_program *program, int32_t stay, double lower, double upper,
                                rf_err *err);

typedef struct rf_search_options {
    int64_t better_by; /* look only for values this much better than the start's, >= 1 */
    int32_t node_limit;
    bool cuts;
    bool alike; /* all plans within the limits are alike on the levels above */
    bool first; /* any plan will do: stop at the first that is better */
    bool (*stopped)(void *user,
                    double bound); /* asked at each node with the bound so far; NULL: never */
    void *user;
} rf_search_options;

typedef struct rf_search_result {
    bool solved;   /* no plan of the program is better by `better_by` than `state` now is */
    bool improved; /* `state` is better than it was */
    double bound;  /* of the program, in floating point, in units of the level */
} rf_search_result;

/* Branch and cut over the loaded stays from the plan in `state` (base and loaded stays); leaves the
 * best plan there, re-built in integers. A state that is no plan (it breaks rows or limits) is
 * replaced by any plan that is found. */
rf_status rf_program_search(rf_search_result *out, rf_program *program, rf_state *state,
                            const rf_search_options *options, rf_err *err);

#endif
