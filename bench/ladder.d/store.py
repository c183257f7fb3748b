# SPDX-License-Identifier: GPL-3.0-or-later
"""Finished runs, one JSON file each. A file is whole or not there; what is not whole is no run."""
import hashlib
import json
import os

FORMAT = 'renfort-ladder-run/1'


def write_whole(path, text):
    """Beside it, to the disk, then in its place."""
    beside = path.with_name(path.name + '.new')
    with open(beside, 'w', encoding='utf-8') as f:
        f.write(text)
        f.flush()
        os.fsync(f.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def id_of(key):
    """Stable: the same key gives the same id on every machine."""
    text = json.dumps(key, sort_keys=True, separators=(',', ':'))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


class Store:
    def __init__(self, out):
        self.results = out / 'results'
        self.plans = out / 'plans'
        for folder in (self.results, self.plans):
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, run_id):
        return self.results / f'{run_id}.json'

    def get(self, run_id):
        """The run, or None."""
        try:
            run = json.loads(self.path(run_id).read_text(encoding='utf-8'))
        except (OSError, ValueError):
            return None
        whole = isinstance(run, dict) and run.get('format') == FORMAT and run.get('id') == run_id
        return run if whole else None

    def put(self, run_id, run):
        text = json.dumps({'format': FORMAT, 'id': run_id, **run}, indent=1, ensure_ascii=False)
        write_whole(self.path(run_id), text + '\n')

    def forget(self, run_id):
        self.path(run_id).unlink(missing_ok=True)

    def keep_plan(self, run_id, plan):
        """Only for people to look at: losing one loses no result."""
        os.replace(plan, self.plans / f'{run_id}.json')
