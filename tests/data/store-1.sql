-- SPDX-License-Identifier: GPL-3.0-or-later
-- The form 1 of the store, as renfort made it: kept as it was, for the test of the way to later forms.
CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL, hash BLOB NOT NULL, key_check BLOB) STRICT;
CREATE TABLE log (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who BLOB NOT NULL, crisis TEXT NOT NULL, object TEXT NOT NULL, what TEXT NOT NULL, need TEXT NOT NULL, agent BLOB, before BLOB, after BLOB, plan BLOB, input BLOB, hash BLOB NOT NULL) STRICT;
CREATE INDEX log_of ON log (crisis, object) WHERE before IS NULL;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT raise(ABORT, 'the log only grows'); END;
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT raise(ABORT, 'the log only grows'); END;
CREATE TRIGGER log_grows BEFORE INSERT ON log WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM log) BEGIN SELECT raise(ABORT, 'the log only grows'); END;
CREATE TABLE crisis (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'purging', 'purged')), opened INTEGER NOT NULL, closed INTEGER NOT NULL, erased TEXT NOT NULL, pepper BLOB, salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED) STRICT;
CREATE TABLE author (crisis INTEGER NOT NULL REFERENCES crisis, pseudonym BLOB NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (crisis, pseudonym)) STRICT;
CREATE TABLE content (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE territory (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis, sha256 BLOB NOT NULL, salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED, UNIQUE (crisis, sha256)) STRICT;
CREATE TABLE territory_file (territory INTEGER NOT NULL REFERENCES territory, name TEXT NOT NULL, content BLOB NOT NULL REFERENCES content, PRIMARY KEY (territory, name)) STRICT;
CREATE INDEX territory_file_content ON territory_file (content);
CREATE TABLE scenario (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis, sha256 BLOB NOT NULL REFERENCES content, salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED, UNIQUE (crisis, sha256)) STRICT;
CREATE INDEX scenario_content ON scenario (sha256);
CREATE TABLE plan (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis, at INTEGER NOT NULL, sha256 BLOB NOT NULL REFERENCES content, territory BLOB NOT NULL, scenario BLOB NOT NULL, baseline INTEGER REFERENCES plan, salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (crisis, territory) REFERENCES territory (crisis, sha256), FOREIGN KEY (crisis, scenario) REFERENCES scenario (crisis, sha256)) STRICT;
CREATE INDEX plan_crisis ON plan (crisis);
CREATE INDEX plan_content ON plan (sha256);
CREATE INDEX plan_baseline ON plan (baseline);
CREATE TABLE decision (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis, at INTEGER NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'refuse', 'pin', 'forbid', 'propose')), agent TEXT NOT NULL, need TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, date INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL, plan INTEGER REFERENCES plan, undone_by TEXT, undone_at INTEGER NOT NULL, salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED) STRICT;
CREATE INDEX decision_crisis ON decision (crisis);
CREATE INDEX decision_plan ON decision (plan);
CREATE TABLE mission (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis, agent TEXT NOT NULL, need TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned', 'started', 'extended', 'ended', 'cancelled')), salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED, UNIQUE (crisis, agent, need, first)) STRICT;
CREATE TABLE initiative (id INTEGER PRIMARY KEY, crisis INTEGER NOT NULL REFERENCES crisis, initiative TEXT NOT NULL, name TEXT NOT NULL, authors TEXT NOT NULL, sponsor TEXT NOT NULL, state TEXT NOT NULL, need TEXT NOT NULL, outcome TEXT NOT NULL, review_on INTEGER NOT NULL, salt BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES log DEFERRABLE INITIALLY DEFERRED, UNIQUE (crisis, initiative)) STRICT;
INSERT INTO head VALUES (1, 0, zeroblob(32), NULL);
PRAGMA application_id = 1380339538;
PRAGMA user_version = 1;
