# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command and says what it took: wall time, CPU time, peak memory.

    python3 -I -S launch.py FD LIMIT MEMORY COMMAND [ARGUMENT]...

FD      where one line goes: status, wall seconds, CPU seconds, peak KiB, 1 if it was ended here
LIMIT   seconds after which its process group is killed
MEMORY  MiB of address space that each of its processes may have; 0: no limit

A program apart that imports nothing but what is built into Python: the kernel takes the memory of
the process that forks for the child's first peak. From here that is 5 MiB, from the ladder 25.
The command also ends when the ladder is gone, or asks for it by SIGTERM.
"""
import posix
import sys
import time

import _signal


def become(command, memory):
    """In the child: its own process group, the signals as a shell would leave them."""
    posix.setpgid(0, 0)
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, WATCHED)
    _signal.signal(_signal.SIGPIPE, _signal.SIG_DFL)
    if memory > 0:
        import resource  # only here: it is a library of its own
        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    posix.execv(command[0], command)


def start(command, memory):
    child = posix.fork()
    if child == 0:
        try:
            become(command, memory)
        except OSError as error:
            posix.write(2, f'{command[0]}: {error}\n'.encode())
        posix._exit(127)
    return child


def watch(child, deadline):
    """Waits for the child; returns its status, what it used, and whether it was ended here."""
    parent = posix.getppid()
    while True:
        signal = _signal.sigtimedwait(WATCHED, max(0.0, min(1.0, deadline - time.monotonic())))
        pid, status, usage = posix.wait4(child, posix.WNOHANG)
        if pid == child:
            return status, usage, False
        asked = signal is not None and signal.si_signo == _signal.SIGTERM
        if asked or posix.getppid() != parent or time.monotonic() >= deadline:
            end(child)
            _, status, usage = posix.wait4(child, 0)
            return status, usage, True


def end(child):
    for kill in (posix.killpg, posix.kill):  # the group may not be there yet
        try:
            kill(child, _signal.SIGKILL)
        except OSError:
            pass


def main(fd, limit, memory, *command):
    _signal.pthread_sigmask(_signal.SIG_BLOCK, WATCHED)
    posix.set_inheritable(int(fd), False)
    began = time.monotonic()
    child = start(list(command), int(memory))
    status, usage, ended = watch(child, began + float(limit))
    wall = time.monotonic() - began
    cpu = usage.ru_utime + usage.ru_stime
    line = f'{posix.waitstatus_to_exitcode(status)} {wall} {cpu} {usage.ru_maxrss} {int(ended)}\n'
    posix.write(int(fd), line.encode())


WATCHED = {_signal.SIGCHLD, _signal.SIGTERM}
main(*sys.argv[1:])
