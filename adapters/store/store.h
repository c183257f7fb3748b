/* SPDX-License-Identifier: GPL-3.0-or-later
 * The store: one SQLite file that holds crises and all that belongs to them (territories and
 * scenarios as they were read, plans, decisions, missions, initiatives) and the log of every
 * change.
 *
 *   FILE      the database: rollback journal, synchronous EXTRA; one writer and many readers, who
 *             wait for each other up to ten minutes
 *   FILE.key  the key of the log's pseudonyms (mode 0600); destroyed when no crisis needs it
 *
 * A call changes all that it says and adds its entry to the log, or changes nothing. Rows, files
 * and entries are compared with their digests whenever they are read: what comes back is what was
 * put there, or RF_BAD_INPUT says that the file is damaged.
 *
 * Status: RF_BAD_INPUT for a file that is not there or not a store, is newer or damaged, and for a
 * request that does not fit what is stored; RF_IO for the disk (full, read-only, kept busy).
 * Strings and bytes that are handed to a visitor are borrowed until it returns. Digests are
 * SHA-256, in text as 64 hexadecimal digits. Times are milliseconds since 1970 in UTC. */
#ifndef RF_ADAPTERS_STORE_H
#define RF_ADAPTERS_STORE_H

#include "engine/renfort.h"

typedef struct rf_store rf_store;

typedef enum rf_store_mode {
    RF_STORE_READ,   /* nothing is changed, but for the remains of a writer that was killed */
    RF_STORE_WRITE,  /* the store must be there */
    RF_STORE_CREATE, /* made when there is none */
} rf_store_mode;

/* Opens FILE; what a killed writer left unfinished is undone first. A file of an older renfort is
 * refused until it is upgraded. O(1) in the size of the file. */
rf_status rf_store_open(rf_store **out, const char *path, rf_store_mode mode, rf_err *err);
void rf_store_close(rf_store *store);

typedef enum rf_store_part {
    RF_STORE_DATABASE,
    RF_STORE_KEY,
    RF_STORE_JOURNAL,
    RF_STORE_N_PARTS
} rf_store_part;

/* The paths of the files that it consists of, were they not there yet; links followed, borrowed. */
void rf_store_paths(const char *out[RF_STORE_N_PARTS], const rf_store *store);

/* The forms that a file had and has: numbers that grow with the versions of renfort. */
typedef struct rf_store_forms {
    int before, now;
} rf_store_forms;

/* Brings FILE to the form of this renfort; the same numbers where it has it already. What stops it
 * leaves a whole file of an earlier form. There is no way back: copy the file before. O(size of
 * the file). */
rf_status rf_store_upgrade(rf_store_forms *out, const char *path, rf_err *err);

/* Who does something, and in which crisis. `crisis` NULL: the only one that is open. */
typedef struct rf_store_by {
    const char *crisis;
    const char *who; /* kept by name until the purge, in the log as a pseudonym */
} rf_store_by;

/* ---- several changes as one ------------------------------------------------------------------ */

/* What is put and decided from here to the end is kept whole or not at all; nobody else writes in
 * between. After a failure of any of it, end with that status. Opening, closing and purging a
 * crisis, backups and checks stay out of groups. */
rf_status rf_store_group_begin(rf_store *store, rf_err *err);
/* Writes all of it to the disk but for the commit: a full disk is known by then, while a file
 * outside can still be left alone. */
rf_status rf_store_group_ready(rf_store *store, rf_err *err);
/* Commits where `rc` is RF_OK, else takes everything back. Returns the first failure. */
rf_status rf_store_group_end(rf_store *store, rf_status rc, rf_err *err);

/* ---- crises ---------------------------------------------------------------------------------- */

enum { RF_STORE_NAME = 64 }; /* bytes of a crisis' name, at most: no slash, no control character */

typedef struct rf_store_crisis {
    const char *name, *state; /* open, closed, purging (unfinished), purged */
    int64_t opened, closed;   /* 0: not yet */
} rf_store_crisis;

typedef void rf_store_crisis_visit(void *context, const rf_store_crisis *crisis);

/* Opens a new crisis `by->crisis`. A name is never used twice. */
rf_status rf_store_crisis_open(rf_store *store, const rf_store_by *by, rf_err *err);
/* Nothing can be put into a closed crisis; it can be read until it is purged. Closing and purging
 * need no key: where it is missing, the log does not say who did it. */
rf_status rf_store_crisis_close(rf_store *store, const rf_store_by *by, rf_err *err);
rf_status rf_store_each_crisis(rf_store *store, rf_store_crisis_visit *visit, void *context,
                               rf_err *err);

/* Erases what a closed crisis holds but for its name, dates and log entries, destroys the key where
 * no other crisis needs it, rewrites the file without the erased, and writes a certificate. What
 * was interrupted is finished by a second call. O(size of the file). */
rf_status rf_store_crisis_purge(rf_store *store, const rf_store_by *by, const char *certificate,
                                rf_err *err);

/* ---- what goes into a plan, and plans -------------------------------------------------------- */

enum { RF_STORE_HEX = 65 };

typedef struct rf_store_file {
    const char *name; /* relative to the territory's folder */
    const char *bytes;
    size_t n;
} rf_store_file;

typedef void rf_store_file_visit(void *context, const rf_store_file *file);

/* The files of a territory, sorted bytewise by name; each content is stored once. `hex` is the
 * territory's digest of PLAN.md. Putting the same again changes nothing. */
rf_status rf_store_put_territory(char hex[RF_STORE_HEX], rf_store *store, const rf_store_by *by,
                                 const rf_store_file *files, size_t n, rf_err *err);
rf_status rf_store_get_territory(rf_store *store, const char *hex, rf_store_file_visit *visit,
                                 void *context, rf_err *err);

rf_status rf_store_put_scenario(char hex[RF_STORE_HEX], rf_store *store, const rf_store_by *by,
                                const rf_store_file *scenario, rf_err *err);
/* Appends the bytes. */
rf_status rf_store_get_scenario(rf_buf *out, rf_store *store, const char *hex, rf_err *err);

typedef struct rf_store_plan {
    int64_t id, at;
    const char *crisis, *sha256;
    const char *territory, *scenario; /* digests of what it was made from, both in the store */
    int64_t baseline;                 /* id; 0: none */
} rf_store_plan;

typedef void rf_store_plan_visit(void *context, const rf_store_plan *plan);

/* Stores a plan document; `plan` gives territory, scenario and baseline. */
rf_status rf_store_put_plan(int64_t *id, rf_store *store, const rf_store_by *by,
                            const rf_store_plan *plan, const rf_buf *document, rf_err *err);
/* Appends the document's bytes. */
rf_status rf_store_get_plan(rf_buf *out, rf_store *store, int64_t id, rf_err *err);
/* The latest plan of a crisis with exactly these bytes; 0: it has none. O(plans). */
rf_status rf_store_find_plan(int64_t *id, rf_store *store, const char *crisis,
                             const rf_buf *document, rf_err *err);
/* The plans of a crisis in the order in which they came. */
rf_status rf_store_each_plan(rf_store *store, const char *crisis, rf_store_plan_visit *visit,
                             void *context, rf_err *err);

/* ---- decisions ------------------------------------------------------------------------------- */

typedef enum rf_store_verdict {
    RF_STORE_ACCEPT,
    RF_STORE_REFUSE,
    RF_STORE_PIN,
    RF_STORE_FORBID,
    RF_STORE_PROPOSE,
    RF_STORE_N_VERDICTS
} rf_store_verdict;

/* "accept", "refuse", ... */
const char *rf_store_verdict_name(rf_store_verdict verdict);

typedef struct rf_store_decision {
    int64_t id, at; /* given by the store */
    rf_store_verdict verdict;
    const char *agent;
    const char *need;            /* "": any */
    rf_date from, to;            /* RF_DATE_FIRST, RF_DATE_LAST: open */
    rf_date date;                /* of the decision */
    const char *author, *reason; /* author: given by the store from `by` */
    const char *comment;         /* "": none */
    int64_t plan;                /* that it is about; 0: none */
    const char *undone_by;       /* NULL: it stands */
    int64_t undone_at;
} rf_store_decision;

typedef void rf_store_decision_visit(void *context, const rf_store_decision *decision);

rf_status rf_store_decide(int64_t *id, rf_store *store, const rf_store_by *by,
                          const rf_store_decision *decision, rf_err *err);
/* RF_BAD_INPUT: there is none of that number in the crisis, or it is undone. */
rf_status rf_store_undo(rf_store *store, const rf_store_by *by, int64_t id, rf_err *err);
/* All of a crisis, also the undone, in the order in which they came. */
rf_status rf_store_each_decision(rf_store *store, const char *crisis,
                                 rf_store_decision_visit *visit, void *context, rf_err *err);

/* ---- missions -------------------------------------------------------------------------------- */

typedef enum rf_store_mission_state {
    RF_STORE_PLANNED,
    RF_STORE_STARTED,
    RF_STORE_EXTENDED,
    RF_STORE_ENDED,
    RF_STORE_CANCELLED,
    RF_STORE_N_MISSION_STATES
} rf_store_mission_state;

const char *rf_store_mission_state_name(rf_store_mission_state state);

typedef struct rf_store_mission {
    int64_t id;
    const char *agent, *need;
    rf_date from; /* with agent and need, what names the mission */
    rf_date to;
    rf_store_mission_state state;
} rf_store_mission;

typedef void rf_store_mission_visit(void *context, const rf_store_mission *mission);

/* Makes the mission, or changes its end and state. */
rf_status rf_store_put_mission(rf_store *store, const rf_store_by *by,
                               const rf_store_mission *mission, rf_err *err);
rf_status rf_store_each_mission(rf_store *store, const char *crisis, rf_store_mission_visit *visit,
                                void *context, rf_err *err);

/* ---- initiatives ----------------------------------------------------------------------------- */

/* Texts as in DATA.md; "" for what is not said. */
typedef struct rf_store_initiative {
    int64_t id;
    const char *initiative; /* its key */
    const char *name, *authors, *sponsor, *state, *need, *outcome;
    rf_date review_on; /* RF_DATE_LAST: none */
} rf_store_initiative;

typedef void rf_store_initiative_visit(void *context, const rf_store_initiative *initiative);

/* Makes the initiative, or changes all but its key. Putting the same again changes nothing. */
rf_status rf_store_put_initiative(rf_store *store, const rf_store_by *by,
                                  const rf_store_initiative *initiative, rf_err *err);
rf_status rf_store_each_initiative(rf_store *store, const char *crisis,
                                   rf_store_initiative_visit *visit, void *context, rf_err *err);

/* ---- the log, and the file as a whole -------------------------------------------------------- */

typedef struct rf_store_entry {
    int64_t seq, at;
    const char *crisis, *object, *what; /* "decision", "refuse" */
    const char *need;                   /* "": none */
    const char *who;            /* the name while it is known, else the pseudonym's first digits */
    const char *agent;          /* the pseudonym; "": none */
    const char *before, *after; /* digests of the row with its salt; "": none */
    const char *plan, *input;   /* digests; "": none */
    const char *hash;           /* of the entry and the one before it */
} rf_store_entry;

typedef void rf_store_entry_visit(void *context, const rf_store_entry *entry);

/* The whole log, in order. RF_BAD_INPUT as soon as an entry does not follow from the one before. */
rf_status rf_store_each_entry(rf_store *store, rf_store_entry_visit *visit, void *context,
                              rf_err *err);

typedef struct rf_store_head {
    int64_t entries;
    char hash[RF_STORE_HEX];
} rf_store_head;

/* Walks the chain: *n_breaches entries (a line each in `breaches`) are altered, missing or
 * inserted, or the end is not where the head says. */
rf_status rf_store_log_verify(rf_store_head *head, int32_t *n_breaches, rf_buf *breaches,
                              rf_store *store, rf_err *err);

/* Everything: pages, indexes, foreign keys, the log's chain, each row against its entry, each
 * content against its digest, the key and, where it is there, the names of authors. Findings one a
 * line. O(size of the file). */
rf_status rf_store_check(int32_t *n_findings, rf_buf *findings, rf_store *store, rf_err *err);

/* A copy as of now, made while others write, checked, and moved to `path` when it is whole. The key
 * is not in it. */
rf_status rf_store_backup(rf_store *store, const char *path, rf_err *err);

/* SQLite's version, "3.40.1". */
const char *rf_store_library_version(void);

#endif
