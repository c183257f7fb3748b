/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/core/diag.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/core/mem.h"
#include "engine/core/pool.h"
#include "engine/core/text.h"

typedef struct finding {
    rf_diag diag; /* text and hint point to the two below */
    char *text, *hint;
    size_t order; /* of adding: keeps the sort stable */
} finding;

struct rf_diags {
    finding *findings;
    size_t size, capacity;
    size_t count[RF_ERROR + 1];
    rf_pool *files;
    finding *last; /* the one a hint goes to; NULL after a failed add or a sort */
    bool failed;
};

rf_diags *rf_diags_new(void)
{
    rf_diags *diags = rf_new_array(1, sizeof *diags);
    if (diags == NULL)
        return NULL;
    diags->files = rf_pool_new();
    if (diags->files == NULL) {
        free(diags);
        return NULL;
    }
    return diags;
}

void rf_diags_free(rf_diags *diags)
{
    if (diags == NULL)
        return;
    for (size_t i = 0; i < diags->size; i++) {
        free(diags->findings[i].text);
        free(diags->findings[i].hint);
    }
    free(diags->findings);
    rf_pool_free(diags->files);
    free(diags);
}

#if defined(__GNUC__)
__attribute__((format(printf, 1, 0)))
#endif
static char *
new_text(const char *format, va_list args)
{
    char *text = NULL;
    return vasprintf(&text, format, args) >= 0 ? text : NULL;
}

static finding *append(rf_diags *diags, rf_severity severity, rf_place place)
{
    const char *name = place.file != NULL ? place.file : "";
    const char *file = rf_pool_intern(diags->files, name, strlen(name));
    finding *grown =
        rf_grow(diags->findings, &diags->capacity, diags->size + 1, sizeof *diags->findings);
    if (grown != NULL)
        diags->findings = grown;
    if (file == NULL || grown == NULL)
        return NULL;
    finding *f = &diags->findings[diags->size];
    *f = (finding){.diag = {.severity = severity, .place = place}, .order = diags->size};
    f->diag.place.file = file;
    return f;
}

void rf_diags_add(rf_diags *diags, rf_severity severity, rf_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = new_text(format, args);
    va_end(args);
    diags->last = text != NULL ? append(diags, severity, place) : NULL;
    if (diags->last == NULL) {
        diags->failed = true;
        free(text);
        return;
    }
    diags->last->text = text;
    diags->last->diag.text = text;
    diags->size++;
    diags->count[severity]++;
}

void rf_diags_hint(rf_diags *diags, const char *format, ...)
{
    if (diags->last == NULL)
        return;
    va_list args;
    va_start(args, format);
    char *hint = new_text(format, args);
    va_end(args);
    if (hint == NULL) {
        diags->failed = true;
        return;
    }
    free(diags->last->hint);
    diags->last->hint = hint;
    diags->last->diag.hint = hint;
}

rf_status rf_diags_failed(const rf_diags *diags, rf_err *err)
{
    return diags->failed ? rf_fail_memory(err) : RF_OK;
}

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
    const finding *a = left, *b = right;
    const rf_place *p = &a->diag.place, *q = &b->diag.place;
    int order = p->file == q->file ? 0 : strcmp(p->file, q->file);
    if (order == 0)
        order = compare_u32(p->line, q->line);
    if (order == 0)
        order = compare_u32(p->column, q->column);
    if (order == 0)
        order = (a->order > b->order) - (a->order < b->order);
    return order;
}

void rf_diags_sort(rf_diags *diags)
{
    if (diags->size > 1)
        qsort(diags->findings, diags->size, sizeof *diags->findings, by_place);
    diags->last = NULL;
}

size_t rf_diags_size(const rf_diags *diags)
{
    return diags->size;
}

size_t rf_diags_count(const rf_diags *diags, rf_severity severity)
{
    return diags->count[severity];
}

const rf_diag *rf_diags_at(const rf_diags *diags, size_t i)
{
    return &diags->findings[i].diag;
}

static const char *severity_word(rf_severity severity)
{
    switch (severity) {
    case RF_NOTE:
        return _("note");
    case RF_WARNING:
        return _("warning");
    case RF_ERROR:
        break;
    }
    return _("error");
}

/* Text from a file may hold line ends and escape sequences: a finding stays one harmless line. */
static void put_line(rf_buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\n')
            rf_buf_puts(out, "\\n");
        else if (*c == '\r')
            rf_buf_puts(out, "\\r");
        else if (*c == '\t')
            rf_buf_puts(out, "\\t");
        else if ((unsigned char)*c < 0x20 || *c == 0x7f)
            rf_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*c);
        else
            rf_buf_add(out, c, 1);
    }
    rf_buf_add(out, "\n", 1);
}

void rf_diag_print(rf_buf *out, const rf_diag *diag)
{
    const rf_place *p = &diag->place;
    rf_buf_printf(out, "%s:%u:%u: %s: ", p->file, p->line > 0 ? p->line : 1,
                  p->column > 0 ? p->column : 1, severity_word(diag->severity));
    put_line(out, diag->text);
    if (diag->hint == NULL)
        return;
    rf_buf_puts(out, "    ");
    put_line(out, diag->hint);
}
