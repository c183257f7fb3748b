# SPDX-License-Identifier: GPL-3.0-or-later
# What files, scenario and decisions say: dropped from the instance.
p=engine/domain/instance_presence.c
mutant $p 'working days' 's->working_days >> rf_date_weekday(s->start + d) & 1U' '1U'
mutant $p 'holidays' 'c.works[d] = false;' ';'
mutant $p 'no working day' 'c->n_working[t] > 0 ? in->agents[a].fte : 0' 'in->agents[a].fte'
mutant $p 'absences' 'if (of_agent[i].presence < c->presence[d])' 'if (0)'
mutant $p 'the smallest presence' 'if (of_agent[i].presence < c->presence[d])' 'if (1)'
mutant $p 'presence of working days' \
    'sum += c->works[d] ? c->presence[d] : 0;' 'sum += c->presence[d];'
mutant $p 'presence rounded down' \
    'sum / c->n_working[t]' '(sum + c->n_working[t] - 1) / c->n_working[t]'
mutant $p 'contribution rounded down' \
    'in->agents[agent].fte * present / 100' '(in->agents[agent].fte * present + 99) / 100'
mutant $p 'presence rounded first' \
    'in->agents[agent].fte * present / 100' \
    '(c->n_working[t] > 0 ? in->agents[agent].fte * sum / c->n_working[t] / 100 : 0)'
mutant $p 'absence shock: seed' '(long long)shock->seed' '0LL'
mutant $p 'absence shock: percent' '< (uint64_t)shock->centi_percent' '< 0'
mutant $p 'absence shock: everybody' \
    '(shock->every_unit || struck[rows[a].unit.i]) &&' 'struck[rows[a].unit.i] &&'
mutant $p 'absence shock: units' '(shock->every_unit || struck[rows[a].unit.i]) &&' ''
mutant $p 'absence shock: who is drawn' '&& is_drawn(shock, rows[a].key.id))' ')'
mutant $p 'absence shock: window' \
    'const int32_t first = day_of(b->scenario, shock->from),' 'const int32_t first = 0,'

f=engine/domain/instance_floors.c
mutant $f 'no_remote' 'in->remote_barred[t] = true;' ''
mutant $f 'closed site: demand' 'in->demand[(int64_t)k * in->n_periods + t] = 0;' ';'
mutant $f 'closed site: floor' 'least[t] = closed[t] ? 0 :' 'least[t] ='
mutant $f 'demand rows' \
    'for (int32_t i = 0; i < rf_n_rows(b->territory, RF_DEMAND); i++)' \
    'for (int32_t i = 0; i < 0; i++)'
mutant $f 'demand rows: the last wins' \
    'for (int32_t i = 0; i < rf_n_rows(b->territory, RF_DEMAND); i++)' \
    'for (int32_t i = rf_n_rows(b->territory, RF_DEMAND) - 1; i >= 0; i--)'
mutant $f 'demand rows: window' \
    'rf_periods_overlapped(b->scenario, rows[i].from, rows[i].to), rows[i].centi_fte' \
    'rf_periods_overlapped(b->scenario, RF_DATE_FIRST, RF_DATE_LAST), rows[i].centi_fte'
mutant $f 'need window' \
    'rf_periods_overlapped(b->scenario, needs[k].from, needs[k].to)' \
    'rf_periods_overlapped(b->scenario, RF_DATE_FIRST, RF_DATE_LAST)'
mutant $f 'demand shock' '*demand * shock->centi_percent + 5000' '*demand * 10000 + 5000'
mutant $f 'demand shock: rounding' '* shock->centi_percent + 5000)' '* shock->centi_percent)'
mutant $f 'demand shock: window' \
    'const rf_periods window = rf_periods_overlapped(b->scenario, shock->from, shock->to); for
        (int32_t i = 0;' \
    'const rf_periods window = {0, b->in->n_periods - 1}; for (int32_t i = 0;'
mutant $f 'closed_sites, no_remote: window' \
    'const rf_periods window = rf_periods_overlapped(b->scenario, shock->from, shock->to); for
        (int32_t t' \
    'const rf_periods window = {0, n_periods - 1}; for (int32_t t'
mutant $f 'floor shock' 'value = shock->floor;' ';'
mutant $f 'floor shock: whole units only' \
    'row->skill.i < 0 && s < b->scenario->n_shocks' 's < b->scenario->n_shocks'
mutant $f 'floor shock: its units' 'if (shock->ids.items[i].i == row->unit.i)' 'if (1)'
mutant $f 'percent floors' \
    'stated.is_percent ? (stated.value * contracts + 99) / 100 : stated.value' 'stated.value'
mutant $f 'percent floors: rounded up' '* contracts + 99)' '* contracts)'
mutant $f 'percent floors: contracts' \
    'contracts += in->agents[member->agent.i].fte;' \
    'contracts += rf_contribution(in, member->agent, 0);'
mutant $f 'percent floors: expired holders count' \
    'if (counts(&last, in, floor, r.agents[i]))' \
    'if (counts(&last, in, floor, r.agents[i]) && last >= 0)'
mutant $f 'holders' \
    'bool counted = floor->skill < 0;' 'bool counted = 1; *last = in->n_periods - 1;'
mutant $f 'holders: level' '&& in->held[h].level >= floor->min_level)' ')'
mutant $f 'holders: validity' '*last = in->held[h].last;' '*last = in->n_periods - 1;'
mutant engine/domain/instance.h 'never below nothing' \
    'return in->present[x] > in->floor[x] ? in->present[x] - in->floor[x] : 0;' \
    'return in->present[x] - in->floor[x];'

r=engine/domain/instance_rows.c
mutant $r 'covered: begins' '(begin + days - 1) / days' 'begin / days'
mutant $r 'covered: ends' 'end / days - 1;' '(end + days - 1) / days - 1;'
mutant $r 'overlapped: ends' \
    'const int64_t last_met = end < 0 ? -1 : end / days;' \
    'const int64_t last_met = end < 0 ? -1 : (end + 1) / days - 1;'
mutant $r 'overlapped: begins' \
    'begin <= 0 ? 0 : begin / days;' 'begin <= 0 ? 0 : (begin + days - 1) / days;'
mutant $r 'agent site' \
    'row->site.i >= 0 ? row->site.i : unit->site.i, .max_travel' 'unit->site.i, .max_travel'
mutant $r 'agent max_travel' 'row->max_travel_minutes >= 0 ? row->max_travel_minutes :' ''
mutant $r 'best level first' \
    'return x->level > y->level ? -1 : 1;' 'return x->level < y->level ? -1 : 1;'
mutant $r 'need site' \
    '.site = row->site.i >= 0 ? row->site.i : unit->site.i, .min_stay' \
    '.site = unit->site.i, .min_stay'
mutant engine/domain/instance.c 'level: validity' 'if (in->held[h].last >= t)' 'if (1)'

t=engine/domain/travel.c
mutant $t 'travel.csv' 'if (stated != NULL)' 'if (0)'
mutant $t 'travel.csv: direction' \
    'one->from == from && one->to == to' '(one->from == from || one->from == to)'
mutant $t 'rounding' '+ 0.5)' ')'
mutant $t 'speed' 'MINUTES_PER_KM = 1.95' 'MINUTES_PER_KM = 1.9'
mutant $t 'longitude' 'cos(lat1) * cos(lat2) *' ''
mutant $t 'remote' 'if (in->needs[k.i].remote && !in->remote_barred[t])' 'if (0)'
mutant $t 'no_remote' \
    'if (in->needs[k.i].remote && !in->remote_barred[t])' 'if (in->needs[k.i].remote)'

d=engine/domain/instance_decisions.c
mutant $d 'forbids' 'if (rows[i].verdict == RF_FORBID &&' 'if (0 &&'
mutant $d 'pins against a reason' 'if (reasons != 0 &&' 'if (0 &&'
mutant $d 'pins: max_periods_away' 'if (length > in->rules.max_periods_away)' 'if (0)'
mutant $d 'pins: two at once' 'check_overlap(b, &pins[j], pin);' ';'
mutant $d 'pins: max_stays' 'if (i == rules->max_stays)' 'if (0)'
mutant $d 'pins: max_periods_away in all' \
    'if (i > 0 && before <= rules->max_periods_away &&' 'if (0 &&'
mutant $d 'pins: role' \
    '.trainee = rf_role_during(in, move->agent, move->need, move->first,' \
    '.trainee = 0 * rf_role_during(in, move->agent, move->need, move->first,'

b=engine/domain/instance_baseline.c
mutant $b 'changes level' 'if (l == place && !add_level(in, &changes))' 'if (0)'
mutant $b 'changes level: its place' 'place = l + 1;' ';'
mutant $b 'changes level: only where none counts' 'if (level->named[RF_TERM_CHANGES])' 'if (0)'
mutant $b 'baseline: unknown moves' 'in->baseline_unknown++;' ''

v=engine/solve/levels.c
mutant $v 'levels in order' \
    'chain->limits[chain->level] = chain->best->values[chain->level];' \
    'chain->limits[chain->level] = INT64_MAX / 4;'
mutant engine/solve/start.c 'the baseline is the first incumbent' \
    'if (s.run >= 0 && rf_stay_is_trainee(m, s) == trainees)' 'if (0)'
mutant engine/solve/start.c 'trainees of the baseline after their tutors' \
    'rc = add_baseline(state, false, err);' ''
mutant engine/solve/start.c 'what pins break is mended' \
    'rc = rf_mend(possible, state, err);' '*possible = 0;'

k=engine/solve/conflict.c
mutant $k 'the conflict is minimal' 'rc = delete_members(f, err);' ''
mutant $k 'the conflict: single members are tried' 'while (left_out && rc == RF_OK)' 'while (0)'

s=engine/domain/schema.c
mutant $s 'default: fte' 'AGENT_FTE, 1, 100, 100)' 'AGENT_FTE, 1, 100, 50)'
mutant $s 'default: category' 'MAY, RF_CATEGORY_C)' 'MAY, RF_CATEGORY_A)'
mutant $s 'default: consent' 'MAY, RF_UNKNOWN)' 'MAY, RF_AGREES)'
mutant $s 'default: status' 'MAY, RF_PERMANENT)' 'MAY, RF_FIXED_TERM)'
mutant $s 'default: max_travel' \
    '"max_travel", INTEGER, 0, MOST_MINUTES, -1)' '"max_travel", INTEGER, 0, MOST_MINUTES, 45)'
mutant $s 'default: level' '"level", INTEGER, 1, 4, 2)' '"level", INTEGER, 1, 4, 3)'
mutant $s 'default: valid_until' '"valid_until", RF_DATE_LAST)' '"valid_until", 18000)'
mutant $s 'default: presence' '"presence", INTEGER, 0, 100, 0)' '"presence", INTEGER, 0, 100, 50)'
mutant $s 'default: categories' '.absent = ALL_CATEGORIES' '.absent = 4'
mutant $s 'default: min_stay' 'MOST_PERIODS, 1)' 'MOST_PERIODS, 2)'
mutant $s 'default: max_stay' 'MOST_PERIODS, -1)' 'MOST_PERIODS, 2)'
mutant $s 'default: tutor_ratio' 'MOST_RATIO, 0)' 'MOST_RATIO, 1)'
mutant $s 'default: tutors_on_site' 'MOST_TUTORS, 0)' 'MOST_TUTORS, 1)'
mutant $s 'default: trainee_yield' 'INTEGER, 0, 100, 50)' 'INTEGER, 0, 100, 40)'
mutant $s 'default: min_level of needs' \
    '{NUMBER(need_skill, min_level, "min_level", INTEGER, 1, 4, 2)}' \
    '{NUMBER(need_skill, min_level, "min_level", INTEGER, 1, 4, 1)}'
mutant $s 'default: trainee_level' \
    '"trainee_level", INTEGER, 1, 4, -1)' '"trainee_level", INTEGER, 1, 4, 1)'
mutant $s 'default: min_level of floors' \
    '{NUMBER(floor, min_level, "min_level", INTEGER, 1, 4, 1)}' \
    '{NUMBER(floor, min_level, "min_level", INTEGER, 1, 4, 2)}'
mutant $s 'default: max_fte' \
    '"max_fte", CENTI_FTE, 0, MOST_CENTI_FTE, -1)' '"max_fte", CENTI_FTE, 0, MOST_CENTI_FTE, 0)'
mutant engine/domain/scenario.c 'default: gaps' '"floors", 0.01,' '"floors", 0.02,'
mutant engine/domain/scenario.c 'default: weights' '[RF_TERM_IMPOSED] = 20' '[RF_TERM_IMPOSED] = 2'
mutant engine/domain/instance.c 'default: max_periods_away' \
    'in->rules.max_periods_away = scenario->n_periods;' 'in->rules.max_periods_away = 1;'
