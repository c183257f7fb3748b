/* SPDX-License-Identifier: GPL-3.0-or-later
 * Decisions resolved to periods, and the pins that cannot stand. */
#include <stdlib.h>

#include "engine/core/mem.h"
#include "engine/core/text.h"
#include "engine/domain/against.h"
#include "engine/domain/initiative.h"
#include "engine/domain/instance_build.h"

static int compare_forbids(const void *a, const void *b)
{
    const rf_forbid *x = a, *y = b;
    if (x->agent.i != y->agent.i)
        return x->agent.i < y->agent.i ? -1 : 1;
    if (x->need != y->need)
        return x->need < y->need ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

rf_status rf_build_forbids(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    const rf_decision_row *rows = rf_rows(b->territory, RF_DECISIONS);
    const int32_t n = rf_n_rows(b->territory, RF_DECISIONS);
    in->forbids = rf_new_array((size_t)n, sizeof *in->forbids);
    if (in->forbids == NULL)
        return rf_fail_memory(err);
    for (int32_t i = 0; i < n; i++) {
        const rf_periods window = rf_periods_overlapped(b->scenario, rows[i].from, rows[i].to);
        if (rows[i].verdict == RF_FORBID && window.first <= window.last)
            in->forbids[in->n_forbids++] = (rf_forbid){.agent = {rows[i].agent.i},
                                                       .need = rows[i].need.i,
                                                       .first = window.first,
                                                       .last = window.last};
    }
    if (in->n_forbids > 1)
        qsort(in->forbids, (size_t)in->n_forbids, sizeof *in->forbids, compare_forbids);
    return RF_OK;
}

/* A pin with the row that asks for it: of decisions.csv, then of initiatives.csv. */
typedef struct asked_pin {
    rf_move move;
    int32_t row;
    rf_at at;
} asked_pin;

static int compare_asked(const void *a, const void *b)
{
    const asked_pin *x = a, *y = b;
    const int order = rf_move_compare(&x->move, &y->move);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static rf_place place_of(const rf_build *b, const asked_pin *pin)
{
    return (rf_place){b->territory->files[pin->at.file], pin->at.line, pin->at.column};
}

static bool is_pinned(const asked_pin *asked, int32_t n, int32_t agent)
{
    for (int32_t i = 0; i < n; i++)
        if (asked[i].move.agent.i == agent)
            return true;
    return false;
}

static void warn_of_author(rf_build *b, const rf_initiative_row *initiative, int32_t author,
                           rf_reasons against)
{
    const rf_at at = initiative->row.at;
    rf_buf words = rf_buf_new(RF_ERR_TEXT);
    rf_reasons_print_discreetly(&words, against);
    rf_diags_add(b->diags, RF_WARNING, (rf_place){b->territory->files[at.file], at.line, at.column},
                 _("%s, author of %s, is not pinned on %s: %s"),
                 initiative->authors.items[author].id, initiative->key.id, initiative->need.id,
                 rf_buf_text(&words));
    rf_buf_free(&words);
}

/* The authors of endorsed initiatives who agree, where nobody has decided of them: *n more in
 * `asked`. */
static void collect_authors(int32_t *n, asked_pin *asked, rf_build *b)
{
    const rf_initiative_row *rows = rf_rows(b->territory, RF_INITIATIVES);
    for (int32_t i = 0; i < rf_n_rows(b->territory, RF_INITIATIVES); i++)
        for (int32_t a = 0; a < rows[i].authors.n; a++) {
            const int32_t agent = rows[i].authors.items[a].i;
            rf_reasons against;
            asked_pin pin = {.row = rf_n_rows(b->territory, RF_DECISIONS) + i,
                             .at = rows[i].row.at};
            if (is_pinned(asked, *n, agent))
                continue;
            if (rf_initiative_stay(&pin.move, &against, b->in, &rows[i], agent))
                asked[(*n)++] = pin;
            else if (against != 0)
                warn_of_author(b, &rows[i], a, against);
        }
}

/* How many pins there can be. */
static size_t count_pins(const rf_build *b)
{
    const rf_initiative_row *rows = rf_rows(b->territory, RF_INITIATIVES);
    size_t n = (size_t)rf_n_rows(b->territory, RF_DECISIONS);
    for (int32_t i = 0; b->scenario->pins_authors && i < rf_n_rows(b->territory, RF_INITIATIVES);
         i++)
        n += (size_t)rows[i].authors.n;
    return n;
}

/* The pins of decisions.csv and of initiatives, sorted, each stay once; those that miss the horizon
 * are errors. *n of them. */
static asked_pin *collect_pins(int32_t *n, rf_build *b)
{
    const rf_decision_row *rows = rf_rows(b->territory, RF_DECISIONS);
    const int32_t n_rows = rf_n_rows(b->territory, RF_DECISIONS);
    asked_pin *asked = rf_new_array(count_pins(b), sizeof *asked);
    int32_t n_asked = 0;
    for (int32_t i = 0; asked != NULL && i < n_rows; i++) {
        if (rows[i].verdict != RF_PIN)
            continue;
        const rf_periods window = rf_periods_overlapped(b->scenario, rows[i].from, rows[i].to);
        const asked_pin pin = {.row = i,
                               .at = rows[i].row.at,
                               .move = {.agent = {rows[i].agent.i},
                                        .need = {rows[i].need.i},
                                        .first = window.first,
                                        .last = window.last,
                                        .pinned = true}};
        if (rows[i].need.i < 0)
            rf_diags_add(b->diags, RF_ERROR, place_of(b, &pin), _("the pin of %s names no need"),
                         rows[i].agent.id);
        else if (window.first > window.last)
            rf_diags_add(b->diags, RF_ERROR, place_of(b, &pin),
                         _("the pin of %s on %s: its window holds no day of the scenario"),
                         rows[i].agent.id, rows[i].need.id);
        else
            asked[n_asked++] = pin;
    }
    if (asked != NULL && b->scenario->pins_authors)
        collect_authors(&n_asked, asked, b);
    if (n_asked > 1)
        qsort(asked, (size_t)n_asked, sizeof *asked, compare_asked);
    *n = 0;
    for (int32_t i = 0; i < n_asked; i++)
        if (*n == 0 || rf_move_compare(&asked[*n - 1].move, &asked[i].move) != 0)
            asked[(*n)++] = asked[i];
    return asked;
}

/* Against the reasons and the length: everything that one pin alone can break. false: out of
 * memory. */
static bool check_alone(rf_build *b, const asked_pin *pin)
{
    const rf_instance *in = b->in;
    const char *agent = rf_agent_name(in, pin->move.agent),
               *need = rf_need_name(in, pin->move.need);
    const rf_reasons reasons = rf_against_move(in, &pin->move, true);
    const int32_t length = pin->move.last - pin->move.first + 1;
    rf_buf words = rf_buf_new(RF_ERR_TEXT);
    rf_reasons_print_discreetly(&words, reasons);
    if (reasons != 0 && !words.failed)
        rf_diags_add(b->diags, RF_ERROR, place_of(b, pin),
                     _("the pin of %s on %s stands against: %s"), agent, need, rf_buf_text(&words));
    const bool worded = !words.failed;
    rf_buf_free(&words);
    if (length > in->rules.max_periods_away)
        rf_diags_add(b->diags, RF_ERROR, place_of(b, pin),
                     _("the pin of %s on %s is %d periods long, max_periods_away is %d"), agent,
                     need, length, in->rules.max_periods_away);
    return worded;
}

static void check_overlap(rf_build *b, const asked_pin *earlier, const asked_pin *pin)
{
    const rf_move *x = &earlier->move, *y = &pin->move;
    if (x->first > y->last || y->first > x->last)
        return;
    const int32_t first = x->first > y->first ? x->first : y->first,
                  last = x->last < y->last ? x->last : y->last;
    rf_diags_add(
        b->diags, RF_ERROR, place_of(b, pin),
        _("the pin of %s on %s stands against its pin on %s (line %u): both hold periods %d..%d"),
        rf_agent_name(b->in, y->agent), rf_need_name(b->in, y->need), rf_need_name(b->in, x->need),
        place_of(b, earlier).line, first, last);
}

/* Constraint 1 over the n pins of one agent: two at once, too many, too long in all. */
static void check_together(rf_build *b, const asked_pin *pins, int32_t n)
{
    const rf_rules *rules = &b->in->rules;
    int32_t before = 0, length = 0; /* periods away, without and with the pin */
    for (int32_t i = 0; i < n; i++, before = length) {
        const asked_pin *pin = &pins[i], *earlier = &pins[i > 0 ? i - 1 : 0];
        const char *agent = rf_agent_name(b->in, pin->move.agent),
                   *need = rf_need_name(b->in, pin->move.need);
        const char *other = rf_need_name(b->in, earlier->move.need);
        length = before + pin->move.last - pin->move.first + 1;
        for (int32_t j = 0; j < i; j++)
            check_overlap(b, &pins[j], pin);
        if (i == rules->max_stays)
            rf_diags_add(
                b->diags, RF_ERROR, place_of(b, pin),
                _("the pin of %s on %s stands against its pin on %s (line %u): max_stays is %d"),
                agent, need, other, place_of(b, earlier).line, rules->max_stays);
        if (i > 0 && before <= rules->max_periods_away && length > rules->max_periods_away)
            rf_diags_add(b->diags, RF_ERROR, place_of(b, pin),
                         _("the pin of %s on %s stands against its pin on %s (line %u): "
                           "%d periods away in all, max_periods_away is %d"),
                         agent, need, other, place_of(b, earlier).line, length,
                         rules->max_periods_away);
    }
}

static rf_status check_pins(rf_build *b, const asked_pin *pins, int32_t n, rf_err *err)
{
    for (int32_t i = 0; i < n; i++)
        if (!check_alone(b, &pins[i]))
            return rf_fail_memory(err);
    for (int32_t begin = 0, end; begin < n; begin = end) {
        end = begin + 1;
        while (end < n && pins[end].move.agent.i == pins[begin].move.agent.i)
            end++;
        check_together(b, pins + begin, end - begin);
    }
    return RF_OK;
}

rf_status rf_build_pins(rf_build *b, rf_err *err)
{
    rf_instance *in = b->in;
    int32_t n = 0;
    asked_pin *asked = collect_pins(&n, b);
    in->pins = rf_new_array((size_t)n, sizeof *in->pins);
    if (asked == NULL || in->pins == NULL) {
        free(asked);
        return rf_fail_memory(err);
    }
    const rf_status rc = check_pins(b, asked, n, err);
    in->n_pins = n;
    for (int32_t i = 0; i < n; i++) {
        const rf_move *move = &asked[i].move;
        in->pins[i] = *move;
        in->pins[i].trainee = rf_role_during(in, move->agent, move->need, move->first,
                                             move->last) != RF_ROLE_QUALIFIED;
    }
    free(asked);
    return rc;
}
