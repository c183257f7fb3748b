/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a page in a browser shows, before it is HTML: pictures, each of them nothing but tables. The
 * chart is drawn from the very cells that the reader finds in the table beside it, so that the two
 * cannot disagree.
 *
 *   rf_picture *p = rf_pictures_add(&pictures, "coverage", "heat");
 *   rf_picture_table *t = rf_picture_add_table(p, _("Needs"));
 *   rf_picture_column(t, _("Need"), RF_FORM_TEXT);
 *   rf_picture_text(t, name); rf_picture_value(t, 250); rf_picture_none(t);
 *
 * Columns first, then cells row by row. Texts are copied. Out of memory is remembered in `failed`
 * of the pictures and looked at once, at the end (rf_pictures_status). */
#ifndef RF_ADAPTERS_REPORT_PICTURE_H
#define RF_ADAPTERS_REPORT_PICTURE_H

#include "engine/renfort.h"

/* What a column's values are, whole numbers all of them. */
typedef enum rf_form {
    RF_FORM_TEXT,
    RF_FORM_COUNT,
    RF_FORM_FTE,     /* hundredths, of FTE or of anything else */
    RF_FORM_SHARE,   /* ten-thousandths of the whole, shown as percent */
    RF_FORM_DEGREES, /* ten-thousandths of a degree */
    RF_FORM_DATE,    /* days, as rf_date */
    RF_N_FORMS
} rf_form;

typedef struct rf_datum {
    const char *text; /* of RF_FORM_TEXT */
    int64_t value;    /* of the others */
    bool none;        /* nothing to say here */
} rf_datum;

typedef struct rf_pictures rf_pictures;

typedef struct rf_picture_head {
    const char *name;
    rf_form form;
} rf_picture_head;

typedef struct rf_picture_table {
    rf_pictures *pictures;
    const char *caption;
    rf_picture_head *columns;
    size_t n_columns, columns_capacity;
    rf_datum *cells; /* [rows][n_columns] */
    size_t n_cells, capacity;
} rf_picture_table;

enum { RF_PICTURE_TABLES = 2, RF_MAX_PICTURES = 24, RF_MAX_FACTS = 12 };

/* `kind` says how data/report/report.js draws it from its tables; "": only the tables are shown. */
typedef struct rf_picture {
    rf_pictures *pictures;
    const char *id, *kind;
    const char *title; /* the one message */
    const char *note;  /* how to read it */
    rf_picture_table tables[RF_PICTURE_TABLES];
    int32_t n_tables;
} rf_picture;

/* One figure at the head of the page. */
typedef struct rf_fact {
    const char *value, *label;
    int64_t share; /* ten-thousandths, drawn as a bar; -1: no bar */
} rf_fact;

struct rf_pictures {
    rf_pool *texts;
    const char *title, *subtitle, *foot;
    const char *holds;                     /* what it tells of people, at the foot */
    const char *warnings[RF_MAX_COMPARED]; /* what the page begins with */
    int32_t n_warnings;
    rf_fact facts[RF_MAX_FACTS];
    int32_t n_facts;
    rf_picture of[RF_MAX_PICTURES];
    int32_t n;
    bool failed;
};

rf_pictures *rf_pictures_new(void); /* NULL: out of memory */
void rf_pictures_free(rf_pictures *pictures);

/* A copy that lives as long as the pictures; "" when memory is out. */
const char *rf_pictures_keep(rf_pictures *pictures, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char *
rf_pictures_format(rf_pictures *pictures, const char *format, ...);

void rf_pictures_fact(rf_pictures *pictures, const char *label, const char *value, int64_t share);

/* A sentence above all else; at most RF_MAX_COMPARED of them. */
void rf_pictures_warn(rf_pictures *pictures, const char *text);

/* The next picture, valid until rf_pictures_free; `id` and `kind` are static. There are at most
 * RF_MAX_PICTURES, of RF_PICTURE_TABLES tables each. */
rf_picture *rf_pictures_add(rf_pictures *pictures, const char *id, const char *kind);
rf_picture_table *rf_picture_add_table(rf_picture *picture, const char *caption);

void rf_picture_column(rf_picture_table *table, const char *name, rf_form form);
/* Those that report.js draws a fan from: needs, absence, worst to best. */
void rf_picture_fan_columns(rf_picture_table *table);
void rf_picture_text(rf_picture_table *table, const char *text);
void rf_picture_value(rf_picture_table *table, int64_t value);
void rf_picture_none(rf_picture_table *table);

size_t rf_picture_rows(const rf_picture_table *table);

/* RF_NO_MEMORY once something was lost. */
rf_status rf_pictures_status(const rf_pictures *pictures, rf_err *err);

#endif
