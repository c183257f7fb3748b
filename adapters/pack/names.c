/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/pack/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/pack/words.h"

typedef struct thing {
    rf_pack_sort sort;
    const char *within, *name;
    const char *label;
    unsigned char order[RF_DIGEST];
} thing;

struct rf_pack_names {
    rf_pool *pool; /* of the labels, borrowed */
    rf_pool *keys; /* number = index in things */
    rf_pool *texts;
    unsigned char key[RF_DIGEST];
    thing *things;
    size_t n, capacity;
    rf_buf scratch;
};

enum { KEY_LIMIT = 1 << 20 };

rf_pack_names *rf_pack_names_new(rf_pool *pool, const unsigned char key[RF_DIGEST])
{
    rf_pack_names *names = rf_new_array(1, sizeof *names);
    if (names == NULL)
        return NULL;
    names->pool = pool;
    names->keys = rf_pool_new();
    names->texts = rf_pool_new();
    names->scratch = rf_buf_new(KEY_LIMIT);
    memcpy(names->key, key, RF_DIGEST);
    if (names->keys == NULL || names->texts == NULL) {
        rf_pack_names_free(names);
        return NULL;
    }
    return names;
}

void rf_pack_names_free(rf_pack_names *names)
{
    if (names == NULL)
        return;
    rf_pool_free(names->keys);
    rf_pool_free(names->texts);
    rf_buf_free(&names->scratch);
    rf_digest_wipe(names->key, RF_DIGEST);
    free(names->things);
    free(names);
}

/* One string for all three. */
static void make_key(rf_buf *out, rf_pack_sort sort, const char *within, const char *name)
{
    rf_buf_clear(out);
    rf_buf_printf(out, "%d %zu %s %s", (int)sort, strlen(within), within, name);
}

rf_status rf_pack_names_add(rf_pack_names *names, rf_pack_sort sort, const char *within,
                            const char *name, rf_err *err)
{
    rf_buf *key = &names->scratch;
    make_key(key, sort, within, name);
    if (key->failed)
        return rf_fail_memory(err);
    if (rf_pool_find(names->keys, key->text, key->length) >= 0)
        return RF_OK;
    thing *grown = rf_grow(names->things, &names->capacity, names->n + 1, sizeof *grown);
    if (grown == NULL)
        return rf_fail_memory(err);
    names->things = grown;
    thing *t = &grown[names->n];
    *t = (thing){.sort = sort};
    t->within = rf_pool_intern(names->texts, within, strlen(within));
    t->name = rf_pool_intern(names->texts, name, strlen(name));
    rf_digest_keyed(t->order, names->key, key->text, key->length);
    if (t->within == NULL || t->name == NULL ||
        rf_pool_intern(names->keys, key->text, key->length) == NULL)
        return rf_fail_memory(err);
    names->n++;
    return RF_OK;
}

/* The label after the last '=': names may hold one. */
static const char *label_of(const char *text, const char *name)
{
    const char *equals = strrchr(text, '=');
    const size_t length = equals == NULL ? 0 : (size_t)(equals - text);
    return equals != NULL && strlen(name) == length && strncmp(text, name, length) == 0 ? equals + 1
                                                                                        : NULL;
}

static rf_status take_label(rf_pack_names *names, const char *text, rf_err *err)
{
    const char *equals = strrchr(text, '=');
    bool used = false;
    if (equals == NULL || !rf_pack_is_label(equals + 1))
        return rf_fail(
            err, RF_BAD_INPUT,
            _("'%s' is refused: a label begins with a letter and has at most 40 letters, "
              "digits, spaces, '-', '_' and '.'"),
            text);
    for (size_t i = 0; i < names->n; i++) {
        thing *t = &names->things[i];
        if (t->sort >= RF_PACK_ORGANISATION || label_of(text, t->name) == NULL)
            continue;
        used = true;
        t->label = rf_pool_intern(names->pool, equals + 1, strlen(equals + 1));
        if (t->label == NULL)
            return rf_fail_memory(err);
    }
    return used ? RF_OK
                : rf_fail(err, RF_BAD_INPUT,
                          _("'%s': no territory, scenario or variant of the results has that name"),
                          text);
}

static int by_order(const void *a, const void *b)
{
    const thing *x = *(thing *const *)a, *y = *(thing *const *)b;
    const int within = strcmp(x->within, y->within);
    return within != 0 ? within : memcmp(x->order, y->order, RF_DIGEST);
}

static bool is_named_already(const thing *t)
{
    return t->label != NULL ||
           (t->sort == RF_PACK_SCENARIO && rf_pack_is_known_scenario(t->name)) ||
           (t->sort == RF_PACK_VARIANT && rf_pack_is_known_variant(t->name));
}

/* Numbers the things of a sort, in each place from 1. */
static rf_status number(rf_pack_names *names, rf_pack_sort sort, rf_err *err)
{
    static const char LETTERS[RF_N_PACK_SORTS] = {'T', 'S', 'V', 'O', 'P'};
    thing **list = rf_new_array(names->n, sizeof(thing *));
    rf_status rc = list != NULL ? RF_OK : rf_fail_memory(err);
    size_t n = 0, next = 0;
    for (size_t i = 0; i < names->n && rc == RF_OK; i++)
        if (names->things[i].sort == sort)
            list[n++] = &names->things[i];
    if (n > 1)
        qsort(list, n, sizeof *list, by_order);
    for (size_t i = 0; i < n && rc == RF_OK; i++) {
        char room[RF_PACK_LABEL];
        next = i > 0 && strcmp(list[i]->within, list[i - 1]->within) == 0 ? next : 1;
        const char *label = list[i]->label;
        if (label == NULL && is_named_already(list[i])) {
            label = list[i]->name;
        } else if (label == NULL) {
            snprintf(room, sizeof room, "%c%zu", LETTERS[sort], next++);
            label = room;
        }
        list[i]->label = rf_pool_intern(names->pool, label, strlen(label));
        rc = list[i]->label == NULL ? rf_fail_memory(err) : RF_OK;
    }
    free(list);
    return rc;
}

static rf_status check_distinct(const rf_pack_names *names, rf_err *err)
{
    for (size_t i = 0; i < names->n; i++)
        for (size_t j = 0; j < i; j++) {
            const thing *a = &names->things[i], *b = &names->things[j];
            if (a->sort == b->sort && a->sort < RF_PACK_ORGANISATION && a->label == b->label)
                return rf_fail(err, RF_BAD_INPUT, _("the label '%s' would stand for '%s' and '%s'"),
                               a->label, b->name, a->name);
        }
    return RF_OK;
}

rf_status rf_pack_names_settle(rf_pack_names *names, const char *const *labels, int32_t n_labels,
                               rf_err *err)
{
    rf_status rc = RF_OK;
    for (int32_t i = 0; i < n_labels && rc == RF_OK; i++)
        rc = take_label(names, labels[i], err);
    for (rf_pack_sort sort = 0; sort < RF_N_PACK_SORTS && rc == RF_OK; sort++)
        rc = number(names, sort, err);
    return rc == RF_OK ? check_distinct(names, err) : rc;
}

const char *rf_pack_name_of(const rf_pack_names *names, rf_pack_sort sort, const char *within,
                            const char *name)
{
    rf_buf key = rf_buf_new(KEY_LIMIT);
    make_key(&key, sort, within, name);
    const int32_t at = key.failed ? -1 : rf_pool_find(names->keys, key.text, key.length);
    rf_buf_free(&key);
    return at < 0 ? NULL : names->things[at].label;
}
