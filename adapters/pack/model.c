/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/pack/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/store/digest.h"

rf_pack *rf_pack_new(void)
{
    rf_pack *pack = rf_new_array(1, sizeof *pack);
    if (pack == NULL)
        return NULL;
    pack->pool = rf_pool_new();
    if (pack->pool == NULL || !rf_digest_start()) {
        rf_pack_free(pack);
        return NULL;
    }
    rf_pack_definitions(pack->definitions);
    return pack;
}

void rf_pack_free(rf_pack *pack)
{
    if (pack == NULL)
        return;
    rf_pool_free(pack->pool);
    free(pack->sources);
    free(pack->cases);
    free(pack->figures);
    free(pack->cells);
    free(pack);
}

rf_pack_source *rf_pack_put_source(rf_pack *pack)
{
    rf_pack_source *grown =
        rf_grow(pack->sources, &pack->source_room, pack->n_sources + 1, sizeof *grown);
    if (grown == NULL)
        return NULL;
    pack->sources = grown;
    grown[pack->n_sources] = (rf_pack_source){.hash = ""};
    return &grown[pack->n_sources++];
}

rf_pack_case *rf_pack_put_case(rf_pack *pack)
{
    rf_pack_case *grown =
        rf_grow(pack->cases, &pack->case_room, pack->n_cases + 1, sizeof *pack->cases);
    if (grown == NULL)
        return NULL;
    pack->cases = grown;
    grown[pack->n_cases] =
        (rf_pack_case){.first_figure = pack->n_figures, .first_cell = pack->n_cells};
    return &grown[pack->n_cases++];
}

rf_pack_figure *rf_pack_put_figure(rf_pack *pack)
{
    rf_pack_figure *grown =
        rf_grow(pack->figures, &pack->figure_room, pack->n_figures + 1, sizeof *pack->figures);
    if (grown == NULL)
        return NULL;
    pack->figures = grown;
    grown[pack->n_figures] = (rf_pack_figure){.group = ""};
    pack->cases[pack->n_cases - 1].n_figures++;
    return &grown[pack->n_figures++];
}

rf_pack_cell *rf_pack_put_cell(rf_pack *pack, size_t of_case)
{
    rf_pack_cell *grown =
        rf_grow(pack->cells, &pack->cell_room, pack->n_cells + 1, sizeof *pack->cells);
    if (grown == NULL)
        return NULL;
    pack->cells = grown;
    grown[pack->n_cells] = (rf_pack_cell){.table = ""};
    if (pack->cases[of_case].n_cells++ == 0)
        pack->cases[of_case].first_cell = pack->n_cells;
    return &grown[pack->n_cells++];
}

void rf_pack_definitions(char out[RF_PACK_HASH])
{
    unsigned char digest[RF_DIGEST];
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    rf_digester digester = rf_digester_new();
    for (int32_t i = 0; i < n; i++) {
        rf_digester_bytes(&digester, 'n', all[i].name, strlen(all[i].name));
        rf_digester_bytes(&digester, 'u', all[i].unit, strlen(all[i].unit));
        rf_digester_number(&digester, (int64_t)all[i].low);
        rf_digester_number(&digester, isfinite(all[i].high) ? (int64_t)all[i].high : -1);
        rf_digester_number(&digester, (int64_t)all[i].better);
        rf_digester_number(&digester, all[i].comparable);
        rf_digester_number(&digester, (int64_t)all[i].groups);
    }
    rf_digester_end(digest, &digester);
    rf_digest_hex(out, digest);
}

rf_pack_summary rf_pack_summary_of(const rf_pack *pack)
{
    rf_pack_summary s = {.threshold = pack->threshold,
                         .cases = (int32_t)pack->n_cases,
                         .figures = (int32_t)pack->n_figures,
                         .cells = (int32_t)pack->n_cells,
                         .narrowest = RF_OPEN};
    for (size_t i = 0; i < pack->n_cases; i++)
        s.territories += i == 0 || pack->cases[i].territory != pack->cases[i - 1].territory;
    for (size_t i = 0; i < pack->n_figures; i++)
        s.withheld += pack->figures[i].state == RF_PACK_WITHHELD;
    for (size_t i = 0; i < pack->n_cells; i++) {
        const rf_pack_cell *cell = &pack->cells[i];
        s.hidden += cell->hidden;
        if (cell->hidden && cell->interval.high != RF_OPEN &&
            cell->interval.high - cell->interval.low < s.narrowest)
            s.narrowest = cell->interval.high - cell->interval.low;
    }
    return s;
}
