# SPDX-License-Identifier: GPL-3.0-or-later
# "Who may serve where": each reason dropped from the solver, then from the checker.
e=engine/solve/eligibility.c
mutant $e 'own_unit' 'if (agent->unit == need->unit)' 'if (0)'
mutant $e 'consent' 'if ((in->rules.consents & (1U << agent->consent)) == 0)' 'if (0)'
mutant $e 'status: fixed term' 'agent->contract == RF_FIXED_TERM ||' ''
mutant $e 'status: trainee' '|| agent->contract == RF_TRAINEE_STATUS' ''
mutant $e 'status within an organisation' 'if (agent->organisation != need->organisation &&' 'if ('
mutant $e 'category' 'if ((need->categories & (1U << agent->category)) == 0)' 'if (0)'
mutant $e 'restriction' 'if (share_a_code(in, agent->restrictions, need->conditions))' 'if (0)'
mutant $e 'forbidden' 'if ((f->need < 0 || f->need == k.i) &&' 'if (0 &&'
mutant $e 'forbidden: every need' '(f->need < 0 || f->need == k.i)' '(f->need == k.i)'
mutant $e 'forbidden: one need' '(f->need < 0 || f->need == k.i)' '(1)'
mutant $e 'forbidden: window begins' '&& f->first <= t && t <= f->last' '&& t <= f->last'
mutant $e 'forbidden: window ends' '&& f->first <= t && t <= f->last' '&& f->first <= t'
mutant $e 'convention' 'return c < 0 ||' 'return 0 &&'
mutant $e 'convention: window begins' '|| t < in->conventions[c].first' ''
mutant $e 'convention: window ends' '|| t > in->conventions[c].last' ''
mutant $e 'convention: direction' \
    'in->convention_of[lender * in->n_organisations + borrower]' \
    'in->convention_of[borrower * in->n_organisations + lender]'
mutant $e 'skill' 'l.qualified = held->last;' 'l.qualified = 9;'
mutant $e 'skill: level' 'if (held->level >= wanted->min_level &&' 'if ('
mutant $e 'skill: level is enough' \
    'held->level >= wanted->min_level' 'held->level > wanted->min_level'
mutant $e 'skill: every row' 'all = both(all, met);' 'all = met;'
mutant $e 'skill: any_of' 'while (group >= 0 &&' 'while (0 &&'
mutant $e 'skill: any_of is one of them' \
    'met = either(met, requirement_lasts' 'met = both(met, requirement_lasts'
mutant $e 'skill: trainee level' 'held->level >= wanted->trainee_level' 'held->level >= 1'
mutant $e 'skill: no trainee level' 'wanted->trainee_level > 0 &&' ''
mutant $e 'skill: no trainee without ratio' 'if (need->tutor_ratio == 0)' 'if (0)'
mutant $e 'skill: told as a reason' 'if (t > pair->last_trainee)' 'if (0)'
mutant $e 'skill: kept from runs' \
    '.last_trainee = pair.last_trainee}' '.last_trainee = (int16_t)(in->n_periods - 1)}'
mutant $e 'travel' \
    'const bool far = rf_minutes_between(in, agent->site, need->site) > agent->max_travel;' \
    'const bool far = 0;'
mutant $e 'travel: at most' \
    'const bool far = rf_minutes_between(in, agent->site, need->site) >' \
    'const bool far = rf_minutes_between(in, agent->site, need->site) >='
mutant $e 'travel: told' 'else if (rf_minutes(in, a, k, t) > agent->max_travel)' 'else if (0)'
mutant $e 'telework' \
    'const rf_reasons remote = agent->telework ? 0' 'const rf_reasons remote = 1 ? 0'
mutant $e 'telework: told' 'reasons |= agent->telework ? 0' 'reasons |= 1 ? 0'
mutant $e 'telework on remote needs only' 'need->remote ? remote : on_site' 'on_site'
mutant $e 'no_remote' '(in->remote_barred[t] ? j->barred : j->usual)' '(j->usual)'
mutant $e 'no_remote: told' \
    'if (in->needs[k.i].remote && !in->remote_barred[t])' 'if (in->needs[k.i].remote)'
mutant $e 'absent' 'return rf_contribution(in, pair->agent, t) > 0 &&' 'return'
mutant $e 'absent: told' 'if (rf_contribution(in, a, t) == 0)' 'if (0)'
mutant $e 'idle: told' 'if (rf_demand(in, k, t) == 0) reasons' 'if (0) reasons'
mutant $e 'forbidden: kept from runs' '&& !is_forbidden(in, pair->agent, pair->need, t)' ''
mutant $e 'convention: kept from runs' '!lacks_convention(in, pair->agent, pair->need, t) &&' ''

a=engine/domain/against.c
mutant $a 'own_unit' 'bit(agent->unit == need->unit,' 'bit(0,'
mutant $a 'forbidden' 'bit(is_forbidden(in, a, k, t),' 'bit(0,'
mutant $a 'forbidden: one need' '(forbid->need < 0 || forbid->need == k.i)' '(1)'
mutant $a 'forbidden: every need' \
    '(forbid->need < 0 || forbid->need == k.i)' '(forbid->need == k.i)'
mutant $a 'forbidden: window begins' 'forbid->first <= t && t <= forbid->last' 't <= forbid->last'
mutant $a 'forbidden: window ends' 'forbid->first <= t && t <= forbid->last' 'forbid->first <= t'
mutant $a 'consent' 'bit((in->rules.consents >> agent->consent & 1U) == 0,' 'bit(0,'
mutant $a 'status' 'bit(bound, RF_AGAINST_STATUS)' 'bit(0, RF_AGAINST_STATUS)'
mutant $a 'status: fixed term' 'agent->contract == RF_FIXED_TERM ||' ''
mutant $a 'status: trainee' '|| agent->contract == RF_TRAINEE_STATUS' ''
mutant $a 'convention' 'bit(!covered, RF_AGAINST_CONVENTION)' 'bit(0, RF_AGAINST_CONVENTION)'
mutant $a 'convention: window begins' 'in->conventions[row].first <= t &&' ''
mutant $a 'convention: window ends' '&& t <= in->conventions[row].last' ''
mutant $a 'lending is between organisations' \
    'if (agent->organisation == need->organisation)' 'if (0)'
mutant $a 'category' 'bit((need->categories >> agent->category & 1U) == 0,' 'bit(0,'
mutant $a 'skill' 'bit(unskilled,' 'bit(0,'
mutant $a 'skill: no trainee without ratio' \
    '|| (role == RF_ROLE_TRAINEE && need->tutor_ratio == 0)' ''
mutant $a 'skill: trainee level' \
    'return r->trainee_level > 0 && level >= r->trainee_level ?' 'return r->trainee_level > 0 ?'
mutant $a 'skill: no trainee level' 'return r->trainee_level > 0 &&' 'return'
mutant $a 'skill: level is enough' 'if (level >= r->min_level)' 'if (level > r->min_level)'
mutant $a 'skill: every row' 'worst = best < worst ? best : worst;' 'worst = best;'
mutant $a 'skill: any_of' 'while (group >= 0 &&' 'while (0 &&'
mutant $a 'role: the whole stay' \
    'least = role < least ? role : least;' 'least = role > least ? role : least;'
mutant $a 'restriction' 'bit(is_restricted(in, agent, need),' 'bit(0,'
mutant $a 'travel' 'bit(far, RF_AGAINST_TRAVEL)' 'bit(0, RF_AGAINST_TRAVEL)'
mutant $a 'travel: at most' \
    'rf_minutes(in, a, k, t) > agent->max_travel' 'rf_minutes(in, a, k, t) >= agent->max_travel'
mutant $a 'telework' 'bit(remote && !agent->telework,' 'bit(0,'
mutant $a 'no_remote' 'need->remote && !in->remote_barred[t]' 'need->remote'
mutant $a 'absent' 'bit(rf_contribution(in, a, t) == 0,' 'bit(0,'
mutant $a 'idle' 'bit(rf_demand(in, k, t) == 0,' 'bit(0,'
mutant $a 'every period of a stay' \
    'for (int32_t t = move->first; t <= move->last; t++) reasons' \
    'for (int32_t t = move->first; t <= move->first; t++) reasons'
mutant $a 'pins stand against consent' '1U << RF_AGAINST_CONSENT |' ''
mutant $a 'pins stand against travel' '| 1U << RF_AGAINST_TRAVEL' ''
