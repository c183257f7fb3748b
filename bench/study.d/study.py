#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worked study: plans and runs its sweeps (bench/study/*.json), and writes bench/STUDY.md with
its pictures from the results.

It may be killed at any moment: started again it goes on where it was, and comes to the same."""
import argparse
import os
import pathlib
import signal
import subprocess
import sys

sys.dont_write_bytecode = True
BENCH = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(BENCH / 'ladder.d'))  # svg.py

import sweeps  # noqa: E402
from answers import Answers  # noqa: E402
from page import Page  # noqa: E402

FAILED, STOPPED = 4, 130


def read_options():
    parser = argparse.ArgumentParser(prog='study', description=__doc__)
    add = parser.add_argument
    add('--out', type=pathlib.Path, default=BENCH.parent / 'build' / 'study', metavar='DIR',
        help='where jobs, results and the report go (build/study)')
    add('--to', type=pathlib.Path, default=BENCH, metavar='DIR',
        help='where STUDY.md and study/*.svg go (bench)')
    add('--workers', type=int, default=0, metavar='N', help='jobs at once (all processors)')
    add('--memory', type=int, metavar='MIB',
        help="address space of each process (the plans'): a program with sanitizers takes more")
    add('--sample', action='store_true',
        help='a small part: three territories, two crises, two seeds')
    return parser.parse_args()


def place(variable, default):
    return pathlib.Path(os.environ.get(variable) or default).resolve()


def say(text):
    print(f'study: {text}', file=sys.stderr, flush=True)


def put(path, text):
    """All of it or nothing."""
    new = path.with_name(path.name + '.new')
    new.write_text(text, encoding='utf-8')
    os.replace(new, path)


def write(page, program, to):
    text = page.text(program)
    (to / 'study').mkdir(parents=True, exist_ok=True)
    for name, picture in page.pictures.items():
        put(to / 'study' / name, picture)
    put(to / 'STUDY.md', text)


def study(options):
    build = place('RF_BUILD', BENCH.parent / 'build' / 'release')
    program = sweeps.program_of(place('RENFORT', build / 'renfort'), build, options.out.resolve())
    out = options.out.resolve() / program.commit / ('sample' if options.sample else 'whole')
    out.mkdir(parents=True, exist_ok=True)
    parts = sweeps.sweeps_of(BENCH / 'study', out, options.sample, options.memory)
    for n, sweep in enumerate(parts.values(), 1):
        say(f'{n} of {len(parts)}: {sweep.name}, in {sweep.folder}')
        sweep.fill(program, options.workers)
    report = out / 'report.html'
    program.run('report', parts['study'].results, '-o', report, '--quiet')
    write(Page(Answers(program, parts)), program, options.to)
    say(f'the page is {options.to / "STUDY.md"}, the report {report}')


def stop(*_):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGTERM, stop)
    try:
        study(read_options())
    except sweeps.Failed as failed:
        return failed.status
    except (subprocess.CalledProcessError, OSError) as failed:
        say(failed)
        return FAILED
    except KeyboardInterrupt:
        say('stopped; started again it goes on from here')
        return STOPPED
    return 0


if __name__ == '__main__':
    sys.exit(main())
