/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/pack/members.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "adapters/json/put.h"
#include "adapters/pack/words.h"
#include "adapters/store/digest.h"

static const char *const NAMES[RF_N_PACK_MEMBERS] = {
    "manifest.json", "codebook.md", "codebook.csv", "figures.csv", "tables.csv", "comparison.csv"};

void rf_pack_members_start(rf_zip_member out[RF_N_PACK_MEMBERS])
{
    for (int32_t i = 0; i < RF_N_PACK_MEMBERS; i++)
        out[i] = (rf_zip_member){NAMES[i], rf_buf_new(RF_ZIP_MOST)};
}

void rf_pack_members_free(rf_zip_member members[RF_N_PACK_MEMBERS])
{
    for (int32_t i = 0; i < RF_N_PACK_MEMBERS; i++)
        rf_buf_free(&members[i].bytes);
}

void rf_pack_put_value(rf_buf *out, const rf_kpi_definition *definition, double value)
{
    char text[64];
    const int decimals = strcmp(definition->unit, "share") == 0 ? 4 : 2;
    snprintf(text, sizeof text, "%.*f", decimals, value);
    const bool zero = strspn(text, "-0.") == strlen(text);
    rf_buf_puts(out, zero && text[0] == '-' ? text + 1 : text);
}

static void put_case(rf_buf *out, const rf_pack_case *c)
{
    rf_buf_printf(out, "%s,%s,%s", c->territory, c->scenario, c->variant);
}

static void put_figures(rf_buf *out, const rf_pack *pack)
{
    rf_buf_puts(out, RF_PACK_FIGURES_HEAD);
    for (size_t i = 0; i < pack->n_cases; i++)
        for (size_t j = 0; j < pack->cases[i].n_figures; j++) {
            const rf_pack_figure *f = &pack->figures[pack->cases[i].first_figure + j];
            put_case(out, &pack->cases[i]);
            rf_buf_printf(out, ",%s,%s,\"%s\",%s,", f->definition->name, f->group,
                          f->definition->unit, rf_pack_state_name(f->state));
            if (f->state == RF_PACK_SHOWN) {
                rf_pack_put_value(out, f->definition, f->mean);
                rf_buf_puts(out, ",");
                rf_pack_put_value(out, f->definition, f->deviation);
                rf_buf_printf(out, ",%" PRId32 "\r\n", f->draws);
            } else {
                rf_buf_puts(out, ",,\r\n");
            }
        }
}

static void put_tables(rf_buf *out, const rf_pack *pack)
{
    rf_buf_puts(out, RF_PACK_TABLES_HEAD);
    for (size_t i = 0; i < pack->n_cases; i++)
        for (size_t j = 0; j < pack->cases[i].n_cells; j++) {
            const rf_pack_cell *c = &pack->cells[pack->cases[i].first_cell + j];
            put_case(out, &pack->cases[i]);
            rf_buf_printf(out, ",%s,%s,%s,%" PRId32 ",", c->table, c->row, c->column, c->cell);
            if (!c->hidden)
                rf_buf_printf(out, "%" PRId64 ",,\r\n", c->people);
            else if (c->interval.high == RF_OPEN)
                rf_buf_printf(out, ",%" PRId64 ",open\r\n", c->interval.low);
            else
                rf_buf_printf(out, ",%" PRId64 ",%" PRId64 "\r\n", c->interval.low,
                              c->interval.high);
        }
}

/* ---- comparison ------------------------------------------------------------------------------ */

/* The first case of its scenario and variant, where it stands for all territories. */
static bool is_first(const rf_pack *pack, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (pack->cases[j].scenario == pack->cases[i].scenario &&
            pack->cases[j].variant == pack->cases[i].variant)
            return false;
    return true;
}

static bool is_new_territory(const rf_pack *pack, size_t i)
{
    return i == 0 || pack->cases[i].territory != pack->cases[i - 1].territory;
}

static const rf_pack_figure *find(const rf_pack *pack, const rf_pack_case *c,
                                  const rf_kpi_definition *definition, const char *group)
{
    for (size_t j = 0; c != NULL && j < c->n_figures; j++) {
        const rf_pack_figure *f = &pack->figures[c->first_figure + j];
        if (f->definition == definition && strcmp(f->group, group) == 0)
            return f;
    }
    return NULL;
}

static const rf_pack_case *find_case(const rf_pack *pack, const char *territory,
                                     const rf_pack_case *like)
{
    for (size_t i = 0; i < pack->n_cases; i++)
        if (pack->cases[i].territory == territory && pack->cases[i].scenario == like->scenario &&
            pack->cases[i].variant == like->variant)
            return &pack->cases[i];
    return NULL;
}

static void put_compared(rf_buf *out, const rf_pack *pack, const rf_pack_case *like,
                         const rf_pack_figure *figure)
{
    static const char *const BETTER[] = {"neither", "more", "less"};
    rf_buf_printf(out, "%s,%s,%s,%s,\"%s\",%s", like->scenario, like->variant,
                  figure->definition->name, figure->group, figure->definition->unit,
                  BETTER[figure->definition->better]);
    for (size_t i = 0; i < pack->n_cases; i++) {
        if (!is_new_territory(pack, i))
            continue;
        const rf_pack_figure *f = find(pack, find_case(pack, pack->cases[i].territory, like),
                                       figure->definition, figure->group);
        rf_buf_puts(out, ",");
        if (f != NULL && f->state == RF_PACK_SHOWN)
            rf_pack_put_value(out, f->definition, f->mean);
        else if (f != NULL)
            rf_buf_puts(out, rf_pack_state_name(f->state));
    }
    rf_buf_puts(out, "\r\n");
}

static void put_comparison(rf_buf *out, const rf_pack *pack)
{
    rf_buf_puts(out, "\xEF\xBB\xBFscenario,variant,figure,group,unit,better");
    for (size_t i = 0; i < pack->n_cases; i++)
        if (is_new_territory(pack, i))
            rf_buf_printf(out, ",%s", pack->cases[i].territory);
    rf_buf_puts(out, "\r\n");
    for (size_t i = 0; i < pack->n_cases; i++)
        for (size_t j = 0; is_first(pack, i) && j < pack->cases[i].n_figures; j++) {
            const rf_pack_figure *f = &pack->figures[pack->cases[i].first_figure + j];
            if (f->definition->comparable)
                put_compared(out, pack, &pack->cases[i], f);
        }
}

/* ---- manifest -------------------------------------------------------------------------------- */

static void put_manifest(rf_buf *out, const rf_pack *pack, const rf_zip_member *members)
{
    rf_buf_puts(out, "{\n  \"format\": \"renfort-pack/1\",\n  ");
    rf_json_put_key(out, "renfort", true);
    rf_json_put_string(out, pack->version);
    rf_buf_printf(out, ",\n  \"definitions\": \"%s\",\n  \"threshold\": %" PRId64,
                  pack->definitions, pack->threshold);
    rf_buf_puts(out, ",\n  \"sources\": [");
    for (size_t i = 0; i < pack->n_sources; i++)
        rf_buf_printf(out,
                      "%s\n    {\"jobs\": %" PRId64 ", \"failed\": %" PRId64
                      ", \"jobs_sha256\": \"%s\"}",
                      i > 0 ? "," : "", pack->sources[i].jobs, pack->sources[i].failed,
                      pack->sources[i].hash);
    rf_buf_puts(out, "\n  ],\n  \"files\": [");
    for (int32_t i = RF_PACK_MANIFEST + 1; i < RF_N_PACK_MEMBERS; i++) {
        unsigned char digest[RF_DIGEST];
        char hex[RF_DIGEST_HEX];
        const rf_buf *bytes = &members[i].bytes;
        rf_digest_of(digest, rf_buf_text(bytes), bytes->length);
        rf_buf_printf(out, "%s\n    {\"name\": \"%s\", \"bytes\": %zu, \"sha256\": \"%s\"}",
                      i > RF_PACK_MANIFEST + 1 ? "," : "", members[i].name, bytes->length,
                      rf_digest_hex(hex, digest));
    }
    rf_buf_puts(out, "\n  ]\n}\n");
}

rf_status rf_pack_members_write(rf_zip_member members[RF_N_PACK_MEMBERS], const rf_pack *pack,
                                rf_err *err)
{
    bool failed = false;
    rf_pack_put_codebook(&members[RF_PACK_CODEBOOK].bytes, pack);
    rf_pack_put_codebook_csv(&members[RF_PACK_CODEBOOK_CSV].bytes);
    put_figures(&members[RF_PACK_FIGURES].bytes, pack);
    put_tables(&members[RF_PACK_TABLES].bytes, pack);
    put_comparison(&members[RF_PACK_COMPARISON].bytes, pack);
    put_manifest(&members[RF_PACK_MANIFEST].bytes, pack, members);
    for (int32_t i = 0; i < RF_N_PACK_MEMBERS; i++)
        failed = failed || members[i].bytes.failed;
    return failed ? rf_fail_memory(err) : RF_OK;
}

rf_status rf_pack_write(rf_buf *out, const rf_pack *pack, rf_err *err)
{
    rf_zip_member members[RF_N_PACK_MEMBERS];
    rf_pack_members_start(members);
    rf_status rc = rf_pack_members_write(members, pack, err);
    if (rc == RF_OK)
        rc = rf_zip_write(out, members, RF_N_PACK_MEMBERS, err);
    rf_pack_members_free(members);
    return rc;
}
