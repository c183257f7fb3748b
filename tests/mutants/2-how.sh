# SPDX-License-Identifier: GPL-3.0-or-later
# Decisions, constraints and terms, dropped from the solver, then from the checker.
e=engine/solve/eligibility.c
mutant $e 'min_stay' 'least(need->min_stay, demand_lasts(in, run->need, run->first))' '1'
mutant $e 'min_stay: short demand' \
    'least(need->min_stay, demand_lasts(in, run->need, run->first))' 'need->min_stay'
mutant $e 'min_stay: the run of demand, not of the agent' \
    'demand_lasts(in, run->need, run->first)' 'run->last - run->first + 1'
mutant $e 'max_stay' \
    'least(need->max_stay, in->rules.max_periods_away)' 'in->rules.max_periods_away'
mutant $e 'max_periods_away of one stay' \
    'least(need->max_stay, in->rules.max_periods_away)' 'need->max_stay'
mutant $e 'pins' 'rc = add_pins(list, in, a, &next_pin, err);' ''
mutant $e 'pins as trainees' \
    '.last_qualified = rf_pair_of(in, a, pin->need).last_qualified,' '.last_qualified = 99,'

m=engine/solve/model.c
mutant $m 'C1 max_stays' "kind == ROW_TOTAL    ? in->rules.max_stays" 'kind == ROW_TOTAL ? 99'
mutant $m 'C1 one stay a period' 'kind == ROW_PERIOD ? 1' 'kind == ROW_PERIOD ? 9'
mutant $m 'C1 max_periods_away in all' ': in->rules.max_periods_away;' ': 999;'
mutant $m 'C1 each period away counts' 's.last - s.first + 1}' '1}'
mutant $m 'C2 cover' 'out[n++] = (rf_entry){m->cover_row[place], fte};' ';'
mutant $m 'C2 tier' '(RF_TERM_UNMET_VITAL + in->needs[index].tier)' '(RF_TERM_UNMET_VITAL)'
mutant $m 'C2 trainee yield' \
    'return trainee ? w * in->needs[run->need.i].trainee_yield / 100 : w;' 'return w;'
mutant $m 'C3 floors' 'if (row >= 0 && t <= in->members[in->floor_members[x]].last)' 'if (0)'
mutant $m 'C3 expired holders' \
    'if (row >= 0 && t <= in->members[in->floor_members[x]].last)' 'if (row >= 0)'
mutant $m 'C3 hard floors are hard' 'if (!in->rules.hard_floors)' 'if (1)'
mutant $m 'C3 soft floors are soft' 'if (!in->rules.hard_floors)' 'if (0)'
mutant $m 'C4 conventions' 'return c >= 0 && in->conventions[c].max >= 0 ? c : -1;' 'return -1;'
mutant $m 'C4 no limit' 'return c >= 0 && in->conventions[c].max >= 0 ? c : -1;' 'return c;'
mutant $m 'C5 tutors' 'trainee ? 1 : -ratio}' '0}'
mutant $m 'C5 those who come qualified' 'trainee ? 1 : -ratio}' 'trainee ? 1 : 0}'
mutant $m 'C5 tutors on site' 'need->tutor_ratio * need->tutors_on_site' '0'
mutant $m 'C5 tutor ratio' 'need->tutor_ratio * need->tutors_on_site' 'need->tutors_on_site'
mutant $m 'imposed' 'terms[RF_TERM_IMPOSED] =' 'terms[RF_TERM_IMPOSED] = 0 *'
mutant $m 'imposed: agrees' '[RF_AGREES] = 1' '[RF_AGREES] = 0'
mutant $m 'imposed: unknown' '[RF_UNKNOWN] = 3' '[RF_UNKNOWN] = 1'
mutant $m 'imposed: refuses' '[RF_REFUSES] = 5' '[RF_REFUSES] = 3'
mutant $m 'moved' 'terms[RF_TERM_MOVED] = 1;' 'terms[RF_TERM_MOVED] = 0;'
mutant $m 'burden' 'terms[RF_TERM_BURDEN] =' 'terms[RF_TERM_BURDEN] = 0 *'
mutant $m 'travel' 'remote && !in->remote_barred[t] ? 0 : m->minutes[run]' 'remote ? 0 : 0'
mutant $m 'travel: remote' 'in->needs[r->need.i].remote && !in->remote_barred[t] ? 0 :' ''
mutant $m 'travel: no_remote' \
    'in->needs[r->need.i].remote && !in->remote_barred[t] ? 0 :' \
    'in->needs[r->need.i].remote ? 0 :'
mutant $m 'overqualified' 'sum += level > wanted->min_level ? level - wanted->min_level : 0;' ''
mutant $m 'overqualified: above only' \
    'sum += level > wanted->min_level ? level - wanted->min_level : 0;' \
    'sum += level - wanted->min_level;'
mutant $m 'overqualified: labels' 'if (wanted->group >= 0) continue;' ''
mutant $m 'changes: kept stays' \
    'terms[RF_TERM_CHANGES] = rf_stay_in_baseline(m, s) ? -1 : 1;' 'terms[RF_TERM_CHANGES] = 1;'
mutant $m 'changes: new stays' \
    'rf_stay_in_baseline(m, s) ? -1 : 1' 'rf_stay_in_baseline(m, s) ? -1 : 0'
mutant $m 'moved, on a level' ' + weight[RF_TERM_MOVED];' ';'
mutant $m 'changes: kept stays, on a level' \
    '? -weight[RF_TERM_CHANGES] : weight[RF_TERM_CHANGES]' \
    '? weight[RF_TERM_CHANGES] : weight[RF_TERM_CHANGES]'
mutant $m 'travel: periods that differ' \
    'm->even[run] &= in->remote_barred[t] == in->remote_barred[r->first];' ''
mutant $m 'overqualified: periods that differ' 'm->even[run] = !m->counts_overqualified;' \
    'm->even[run] = true;'
mutant engine/solve/model.h 'changes: lost stays' \
    'return in->n_baseline + in->baseline_unknown;' 'return 0;'

c=engine/domain/check.c
mutant $c 'min_stay' \
    'if (!pinned && length < (need->min_stay < run ? need->min_stay : run))' 'if (0)'
mutant $c 'min_stay: short demand' \
    '(need->min_stay < run ? need->min_stay : run)' '(need->min_stay)'
mutant $c 'min_stay: pins' 'if (!pinned && length < (need' 'if (length < (need'
mutant $c 'max_stay' 'if (!pinned && length > need->max_stay)' 'if (0)'
mutant $c 'max_stay: pins' 'if (!pinned && length > need->max_stay)' 'if (length > need->max_stay)'
mutant $c 'reasons' 'if (reasons != 0)' 'if (0)'
mutant $c 'role: trainee' 'if (role == RF_ROLE_TRAINEE && !m->trainee)' 'if (0)'
mutant $c 'role: qualified' 'if (role == RF_ROLE_QUALIFIED && m->trainee)' 'if (0)'
mutant $c 'pins are called pins' 'if (pinned && !m->pinned)' 'if (0)'
mutant $c 'no other is called a pin' 'if (!pinned && m->pinned)' 'if (0)'
mutant $c 'C1 one stay a period' 'if (held[t] > 1)' 'if (0)'
mutant $c 'C1 max_stays' 'if (n > rules->max_stays)' 'if (0)'
mutant $c 'C1 max_periods_away' 'if (away > rules->max_periods_away)' 'if (0)'
mutant $c 'C3 hard floors' 'if (dip > 0)' 'if (0)'
mutant $c 'C3 soft floors are soft' 'in->rules.hard_floors && f < in->n_floors' 'f < in->n_floors'
mutant $c 'C4 conventions' 'if (lent[t] > row->max)' 'if (0)'
mutant $c 'C4 no limit' 'if (row->max < 0 ||' 'if ('
mutant $c 'C5 tutors' 'if (trainees[x] > need->tutor_ratio * tutors)' 'if (0)'
mutant $c 'C5 those who come qualified' 'need->tutors_on_site + qualified[x]' 'need->tutors_on_site'
mutant $c 'C5 tutors on site' '(int64_t)need->tutors_on_site + qualified[x]' '0 + qualified[x]'
mutant $c 'C6 pins' 'if (c->n_moves == 0 || bsearch(pin,' 'if (0 && bsearch(pin,'
mutant $c 'values' 'if (said->value != value)' 'if (0)'
mutant $c 'terms' 'if (spec->named[term] && said->terms[term] != ledger->terms[term])' 'if (0)'
mutant $c 'bounds' 'if (said->bound > said->value)' 'if (0)'
mutant $c 'gaps' \
    'if (said->outcome == RF_OPTIMAL && rf_level_gap(said) >' 'if (0 && rf_level_gap(said) >'
mutant $c 'number of levels' 'if (c->plan->n_levels != c->in->n_levels)' 'if (0)'

l=engine/domain/ledger.c
mutant $l 'trainee yield' \
    'return move->trainee ? w * in->needs[move->need.i].trainee_yield / 100 : w;' 'return w;'
mutant $l 'imposed' 'ledger->terms[RF_TERM_IMPOSED] += length' 'ledger->terms[RF_TERM_IMPOSED] += 0'
mutant $l 'imposed: refuses' '[RF_REFUSES] = 5' '[RF_REFUSES] = 4'
mutant $l 'moved' 'ledger->terms[RF_TERM_MOVED]++;' ''
mutant $l 'burden' 'ledger->terms[RF_TERM_BURDEN] += length' 'ledger->terms[RF_TERM_BURDEN] += 0'
mutant $l 'travel' \
    'ledger->terms[RF_TERM_TRAVEL] += rf_minutes' \
    'ledger->terms[RF_TERM_TRAVEL] += 0 * rf_minutes'
mutant $l 'overqualified' 'excess += level - in->requirements[r].min_level;' ';'
mutant $l 'overqualified: labels' 'r < span.end && in->requirements[r].group < 0;' 'r < span.end;'
mutant $l 'changes' 'n += order != 0;' ''
mutant $l 'changes: unknown' 'in->baseline_unknown + count' 'count'
mutant $l 'unmet' 'return left > 0 ? left : 0;' 'return 0;'
mutant $l 'unmet: never below nothing' 'return left > 0 ? left : 0;' 'return left;'
mutant $l 'dips' 'return lent > slack ? lent - slack : 0;' 'return 0;'
mutant $l 'dips: expired holders' 'if (t <= in->members[in->floor_members[x]].last)' 'if (1)'
mutant $l 'lent between organisations' \
    'ledger->between[pair * n_periods + t] += w;' \
    'ledger->between[pair * n_periods + t] += rf_move_contribution(in, move, t);'
mutant $l 'tiers' 'RF_TERM_UNMET_VITAL + in->needs[k.i].tier' 'RF_TERM_UNMET_VITAL'
