# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run needs around it: the programs, a folder to work in, a clock and a limit to memory."""
import os
import pathlib
import shutil
import subprocess
import sys
from dataclasses import dataclass

LAUNCH = pathlib.Path(__file__).with_name('launch.py')


@dataclass
class Spent:
    """What a command took and said. peak_mib is that of its largest process."""
    status: int  # below 0: the signal that ended it
    wall: float
    cpu: float
    peak_mib: float
    ended: bool  # at the limit
    out: str
    err: str

    def last_words(self):
        return ' / '.join((self.err.strip() or self.out.strip()).splitlines()[-3:])[-400:]


@dataclass
class Bench:
    """Where things are; None where they are not. python: the one that can run reference.py.
    memory: MiB that a peer may have, 0 for no limit."""
    renfort: pathlib.Path
    reference: pathlib.Path
    python: str
    cbc: str
    glpsol: str
    work: pathlib.Path
    memory: int
    exported: tuple = None  # the rung whose model was exported last, and what came of it

    @property
    def models(self):
        return self.work.with_name('models')

    def clear(self):
        """An empty folder for the next run."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def clear_models(self):
        self.exported = None
        shutil.rmtree(self.models, ignore_errors=True)
        self.models.mkdir(parents=True)

    def leave(self):
        for folder in (self.work, self.models):
            shutil.rmtree(folder, ignore_errors=True)

    def run(self, command, limit, memory=0):
        """Runs a command in the work folder, `limit` seconds at most."""
        read, write = os.pipe()
        launch = [sys.executable, '-I', '-S', LAUNCH, write, limit, memory, *command]
        out, err = self.work / 'stdout', self.work / 'stderr'
        with open(read, encoding='ascii') as said, open(out, 'wb') as o, open(err, 'wb') as e:
            try:
                child = subprocess.Popen(
                    [str(word) for word in launch], cwd=self.work, env=environment(),
                    stdin=subprocess.DEVNULL, stdout=o, stderr=e, pass_fds=[write],
                    start_new_session=True)
            finally:
                os.close(write)
            line = line_of(child, said)
        status, wall, cpu, peak, ended = line.split()
        return Spent(int(status), float(wall), float(cpu), int(peak) / 1024, ended == '1',
                     text_of(out), text_of(err))


def line_of(child, said):
    """What launch.py says at the end. Whatever happens here, nothing is left running."""
    try:
        line = said.readline()
        child.wait()
    except BaseException:
        child.terminate()
        child.wait()
        raise
    if not line:
        raise RuntimeError('launch.py was killed')
    return line


def text_of(path):
    return path.read_text(encoding='utf-8', errors='replace')


def environment():
    """One language, one thread, no colours: whatever the terminal is."""
    kept = {k: v for k, v in os.environ.items() if k != 'LANGUAGE' and not k.startswith('LC_')}
    return {**kept, 'LC_ALL': 'C.UTF-8', 'NO_COLOR': '1', 'COLUMNS': '200',
            'OMP_NUM_THREADS': '1', 'OPENBLAS_NUM_THREADS': '1'}
