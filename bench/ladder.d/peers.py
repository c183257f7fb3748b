# SPDX-License-Identifier: GPL-3.0-or-later
"""The other solvers, on the plain model, level by level: HiGHS by way of reference.py, cbc and
glpsol on what `renfort export --format lp` writes."""
import itertools
import re
import shutil

import outcome
import ours

LINE = re.compile(r'^(.+?)\s+value (-?\d+) bound (\S+) gap \S+ in (\S+) s$')
EXPORTING = 1800   # seconds
LEAST_CLOCK = 0.1  # seconds: none of them starts with less


def last_moment(clock):
    """When a peer is killed that does not mind its own clock, reading and building included."""
    return clock + max(30, clock / 10)


# ---- HiGHS --------------------------------------------------------------------------------------


def highs(bench, job):
    """reference.py has a clock a level: each gets its share."""
    stated, plan = job.levels(), bench.work / 'plan.json'
    arguments = [job.instance.folder, job.scenario_file()]
    command = [bench.python, '-B', bench.reference, 'solve', *arguments,
               '--seconds', job.clock / len(stated), '--plan', plan]
    spent = bench.run(command, last_moment(job.clock), bench.memory)
    lines = [LINE.match(line) for line in spent.out.splitlines()]
    said = [(int(m[2]), float(m[3]), float(m[4])) for m in lines if m]
    values, notes = [one[0] for one in said], ends(spent)
    if plan.exists():
        values, notes = final_values(bench, [*arguments, plan], values, notes)
    levels = [outcome.level(s, value, bound, seconds)
              for s, value, (_, bound, seconds) in zip(stated, values, said)]
    levels += [outcome.level(s, None, None, None) for s in stated[len(levels):]]
    return outcome.run(status_of(levels, spent), [spent], levels, notes=notes)


def final_values(bench, arguments, values, notes):
    """A later level may have bettered an earlier one: what the plan is worth in the end."""
    judged = bench.run([bench.python, '-B', bench.reference, 'check', *arguments], ours.CHECKING)
    lines = judged.out.splitlines()
    worth = [line.rsplit(' ', 1)[1] for line in lines[:len(values)]]
    wrong = [line for line in lines if line.startswith('WRONG') and 'the plan says' not in line]
    if not all(re.fullmatch(r'-?\d+', text) for text in worth) or len(worth) < len(values):
        return values, notes + ['reference.py check could not read the plan']
    return [int(text) for text in worth], notes + [f'its plan: {line}' for line in wrong[:3]]


def ends(spent):
    """Why it ended, where it is not for having done."""
    if spent.ended:
        return [f'killed after {spent.wall:.0f} s']
    if spent.status != 0:
        return [f'status {spent.status}: {spent.last_words()}']
    return [line for line in spent.out.splitlines() if 'no solution' in line]


def status_of(levels, spent):
    if levels[0]['value'] is None:
        if spent.ended:
            return outcome.KILLED
        return outcome.NO_PLAN if spent.status == 0 else outcome.FAILED
    return outcome.status_of(levels)


# ---- a chain of levels over LP files ------------------------------------------------------------


def chain(bench, job, solver):
    """Solves one level after the other; what a level came to is a row of all that follow."""
    exported, models = export(bench, job)
    if not models:
        why = f'renfort export: {exported.last_words() or "took too long"}'
        return outcome.run(outcome.NO_MODEL, [], notes=[why])
    stated, found, rows, spents, notes = job.levels(), [], [], [], []
    for i, model in enumerate(models):
        problem = problem_of(bench, model, rows)
        tries, answer = attempts(bench, solver, (problem, stated[i][1]),
                                 (job.clock - wall_of(spents), len(models) - i))
        spents += tries
        if answer is None:
            notes += ends(tries[-1]) or [f'{stated[i][0]}: no plan in {wall_of(tries):.0f} s']
            break
        found.append((answer, wall_of(tries)))
        rows.append((model, worth(model, answer.columns)))
    levels = levels_of(stated, models, found)
    status = outcome.status_of(levels) if found else status_of(levels, spents[-1])
    return {**outcome.run(status, spents, levels, notes=notes), 'export': round(exported.wall, 3)}


def attempts(bench, solver, level, time):
    """Solves a level with its share of the time that is left; where that gave no plan, once more
    with all of it. level: the problem and its gap. time: what is left, for how many levels."""
    (problem, gap), (left, levels) = level, time
    spents = []
    for share in (max(0, left / levels), left):
        left_now = left - wall_of(spents)
        clock = Clock(max(LEAST_CLOCK, min(share, left_now)), last_moment(max(0, left_now)))
        spent, answer = solver(bench, problem, gap, clock)
        spents.append(spent)
        out_of_time = not spent.ended and spent.wall > 0.8 * clock.seconds
        if answer is not None or not out_of_time or left - wall_of(spents) < LEAST_CLOCK:
            break
    return spents, answer


def wall_of(spents):
    return sum(spent.wall for spent in spents)


def levels_of(stated, models, found):
    """Every level is worth what it is in the last plan that was found."""
    if not found:
        return [outcome.level(s, None, None, None) for s in stated]
    last = found[-1][0].columns
    levels = []
    for i, (s, model) in enumerate(zip(stated, models)):
        reached = i < len(found)
        bound, seconds = (found[i][0].bound, found[i][1]) if reached else (None, None)
        levels.append(outcome.level(s, worth(model, last), bound, seconds, reached))
    return levels


class Clock:
    """seconds: what the solver is told. limit: when it is killed."""
    def __init__(self, seconds, limit):
        self.seconds, self.limit = seconds, limit


class Answer:
    """bound: None where none was said. columns: name and value of those that are not 0."""
    def __init__(self, bound, columns):
        self.bound, self.columns = bound, columns


def export(bench, job):
    """One LP file a level: model.lp, model.2.lp, ... They are large and take long, so the next
    program on this rung finds those that the last one had."""
    rung = (job.instance, job.scenario)
    if bench.exported is None or bench.exported[0] != rung:
        bench.clear_models()
        bench.exported = (rung, *export_anew(bench, job))
    return bench.exported[1:]


def export_anew(bench, job):
    first = bench.models / 'model.lp'
    command = [bench.renfort, 'export', job.instance.folder, job.scenario_file(), '-o', first,
               '--format', 'lp', '--quiet', '--lang', 'en']
    spent = bench.run(command, EXPORTING, bench.memory)
    n = len(job.levels())
    models = [first] + [first.with_name(f'model.{i}.lp') for i in range(2, n + 1)]
    done = spent.status == 0 and all(model.exists() for model in models)
    return spent, models if done else []


def objective(model):
    """The objective's terms as lines ' + 3 z_1'; a coefficient 0 only keeps it from being empty."""
    with open(model, encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('Subject To'):
                return
            if line.startswith((' + ', ' - ')) and not line.startswith(' + 0 '):
                yield line


def worth(model, columns):
    """The objective of a model at a solution; a whole number."""
    total = 0.0
    for line in objective(model):
        sign, coefficient, name = line.split()
        if name in columns:
            total += float(sign + coefficient) * columns[name]
    return round(total)


def problem_of(bench, model, rows):
    """A level's model with a row for each level before it: no worse than it was."""
    path = bench.work / 'problem.lp'
    with open(model, 'rb') as lines, open(path, 'wb') as out:
        for line in iter(lines.readline, b''):
            out.write(line)
            if line.startswith(b'Subject To'):
                break
        for i, (earlier, value) in enumerate(rows):
            out.writelines(part.encode() for part in limit(i, earlier, value))
        shutil.copyfileobj(lines, out, 1 << 20)
    return path


def limit(i, model, value):
    """Nothing for a level whose objective is empty."""
    terms = objective(model)
    first = next(terms, None)
    if first is not None:
        yield f' level_{i + 1}:\n{first}'
        yield from terms
        yield f' <= {value}\n'


# ---- cbc ----------------------------------------------------------------------------------------


def cbc(bench, problem, gap, clock):
    solution = bench.work / 'solution.txt'
    solution.unlink(missing_ok=True)
    command = [bench.cbc, problem, '-timeMode', 'elapsed', '-sec', f'{clock.seconds:.3f}',
               '-ratioGap', gap, '-solve', '-solution', solution]
    spent = bench.run(command, clock.limit, bench.memory)
    if spent.ended or not solution.exists():
        return spent, None
    with open(solution, encoding='utf-8') as lines:
        status = next(lines, '')
        if 'no integer solution' in status or not status.startswith(('Optimal', 'Stopped')):
            return spent, None
        columns = dict(cbc_column(line) for line in lines)
    return spent, Answer(cbc_bound(spent.out), columns)


def cbc_column(line):
    """'  12 z_1  1  0', with '**' in front where it is off by more than the tolerance."""
    words = line.replace('**', ' ').split()
    return words[1], float(words[2])


def cbc_bound(log):
    for pattern in (r'^Lower bound:\s+(\S+)',
                    r'^Result - Optimal solution found\n\nObjective value:\s+(\S+)'):
        found = re.findall(pattern, log, re.MULTILINE)
        if found:
            return float(found[-1])
    possible = re.findall(r'best possible (-?[\d.e+]+)', log)
    return float(possible[-1]) if possible else None


# ---- glpsol -------------------------------------------------------------------------------------

COLUMN = re.compile(r'^ *\d+ (\S+)(?:\s+\*?\s*(-?[\d.]\S*))?')
WRAPPED = re.compile(r'^\s+\*?\s*(-?[\d.]\S*)')


def glpsol(bench, problem, gap, clock):
    solution = bench.work / 'solution.txt'
    solution.unlink(missing_ok=True)
    command = [bench.glpsol, '--lp', problem, '--tmlim', max(1, round(clock.seconds)),
               '--mipgap', gap, '--output', solution]
    spent = bench.run(command, clock.limit, bench.memory)
    if spent.ended or not solution.exists():
        return spent, None
    with open(solution, encoding='utf-8') as lines:
        head = ''.join(itertools.islice(lines, 8))
        if not re.search(r'^Status: +INTEGER (OPTIMAL|NON-OPTIMAL)$', head, re.MULTILINE):
            return spent, None
        return spent, Answer(glpsol_bound(spent.out, head), glpsol_columns(lines))


def glpsol_bound(log, head):
    if re.search(r'^Status: +INTEGER OPTIMAL$', head, re.MULTILINE):
        return float(re.search(r'^Objective: +\S+ = (\S+)', head, re.MULTILINE)[1])
    bounds = re.findall(r'^\+.*>= +(-?[\d.]+e[+-]\d+)', log, re.MULTILINE)
    return float(bounds[-1]) if bounds else None


def glpsol_columns(lines):
    """A name of more than 12 signs has its value on the next line."""
    columns, waiting = {}, None
    table = itertools.dropwhile(lambda line: 'Column name' not in line, lines)
    for line in itertools.islice(table, 2, None):
        match = WRAPPED.match(line) if waiting else COLUMN.match(line)
        if match is None:
            break
        name, value = (waiting, match[1]) if waiting else match.groups()
        waiting = name if value is None else None
        if value is not None and float(value) != 0:
            columns[name] = float(value)
    return columns
