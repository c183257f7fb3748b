/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of a pack mean, in both languages at once: the same bytes whoever packs. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "adapters/pack/members.h"

static const char *groups_of(rf_kpi_groups groups)
{
    switch (groups) {
    case RF_KPI_WHOLE:
        return "";
    case RF_KPI_TIERS:
        return "vital essential important";
    case RF_KPI_PRESSING:
        return "vital essential";
    case RF_KPI_CATEGORIES:
        return "A B C";
    case RF_KPI_STANDINGS:
        return "reasons";
    }
    return "";
}

void rf_pack_put_codebook_csv(rf_buf *out)
{
    static const char *const BETTER[] = {"neither", "more", "less"};
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    rf_buf_puts(out, "\xEF\xBB\xBF"
                     "figure,unit,low,high,better,comparable,groups\r\n");
    for (int32_t i = 0; i < n; i++) {
        rf_buf_printf(out, "%s,\"%s\",%g,", all[i].name, all[i].unit, all[i].low);
        if (isfinite(all[i].high))
            rf_buf_printf(out, "%g", all[i].high);
        rf_buf_printf(out, ",%s,%s,%s\r\n", BETTER[all[i].better], all[i].comparable ? "yes" : "no",
                      groups_of(all[i].groups));
    }
}

static const char ENGLISH[] =
    "# Codebook\n"
    "\n"
    "Key figures and tables of people of a sweep of renfort. Version of the program and digest of\n"
    "the definitions: manifest.json. Formulas: bench/KPI.md of that version.\n"
    "\n"
    "* figures.csv: a row a case (territory, scenario, variant), figure and group; `mean` and\n"
    "  `deviation` (standard, of the draws) over `draws` draws. `withheld`: fewer people than the\n"
    "  threshold stand behind it in some draw, or it would give away another that is withheld.\n"
    "  `undefined`: the figure has no value here.\n"
    "* tables.csv: a row a cell. `people` is empty where the cell is hidden; `low` and `high` are\n"
    "  then the least and the most that it can be, as the other cells leave it (`open`: no end).\n"
    "  `cell` is the same number where two tables share a cell. `total`: the margin. One draw, "
    "the\n"
    "  first, of each case. A person who is in two cells is counted in both, and twice in a "
    "total.\n"
    "  Tables: `lending` lender x borrower, `category_tier` category x tier of the need, "
    "`commune`\n"
    "  home x place of the need. A table of more than 2,601 cells is left out.\n"
    "* comparison.csv: the figures that are comparable, a column a territory.\n"
    "* Zero cells are shown as 0: who is nowhere is not told from who is not there. Hidden cells "
    "are\n"
    "  therefore at least 1.\n"
    "* O1, P1, ... are organisations and places, numbered in an order that tells nothing, apart "
    "for\n"
    "  each territory.\n"
    "\n";

static const char FRENCH[] =
    "# Dictionnaire\n"
    "\n"
    "Chiffres clés et tableaux d'effectifs d'une campagne de renfort. Version du programme et\n"
    "empreinte des définitions : manifest.json. Formules : bench/KPI.md de cette version.\n"
    "\n"
    "* figures.csv : une ligne par cas (territoire, scénario, variante), chiffre et groupe ; "
    "`mean`\n"
    "  (moyenne) et `deviation` (écart type) sur `draws` tirages. `withheld` : moins de personnes\n"
    "  que le seuil dans un tirage, ou il révélerait un autre chiffre retenu. `undefined` : le\n"
    "  chiffre n'a pas de valeur ici.\n"
    "* tables.csv : une ligne par case. `people` (personnes) est vide quand la case est masquée ;\n"
    "  `low` et `high` sont alors le moins et le plus qu'elle peut valoir d'après les autres "
    "cases\n"
    "  (`open` : sans limite). `cell` est le même numéro quand deux tableaux partagent une case.\n"
    "  `total` : la marge. Un seul tirage, le premier, de chaque cas. Une personne présente dans\n"
    "  deux cases est comptée dans les deux, et deux fois dans un total. Tableaux : `lending`\n"
    "  prêteur x emprunteur, `category_tier` catégorie x priorité du besoin, `commune` départ x "
    "lieu\n"
    "  du besoin. Un tableau de plus de 2 601 cases est omis.\n"
    "* comparison.csv : les chiffres comparables, une colonne par territoire.\n"
    "* Les zéros sont montrés : une case masquée vaut donc au moins 1.\n"
    "* O1, P1, ... sont des organisations et des lieux, numérotés dans un ordre qui ne dit rien,\n"
    "  séparément pour chaque territoire.\n"
    "\n";

void rf_pack_put_codebook(rf_buf *out, const rf_pack *pack)
{
    int32_t n = 0;
    const rf_kpi_definition *all = rf_kpi_definitions(&n);
    rf_buf_puts(out, ENGLISH);
    rf_buf_printf(out,
                  "Threshold: %" PRId64
                  " people. The most and the least that a hidden cell can be are at least that "
                  "far apart.\n\n",
                  pack->threshold);
    rf_buf_puts(out, FRENCH);
    rf_buf_printf(out,
                  "Seuil : %" PRId64
                  " personnes. Le plus et le moins qu'une case masquée peut valoir sont distants "
                  "d'au moins autant.\n\n",
                  pack->threshold);
    rf_buf_puts(out, "| figure / chiffre | unit / unité | range / étendue | better / mieux |\n"
                     "| --- | --- | --- | --- |\n");
    for (int32_t i = 0; i < n; i++) {
        static const char *const BETTER[] = {"-", "more / plus", "less / moins"};
        rf_buf_printf(out, "| %s | %s | %g", all[i].name, all[i].unit, all[i].low);
        if (isfinite(all[i].high))
            rf_buf_printf(out, " to / à %g", all[i].high);
        else
            rf_buf_puts(out, " or more / et plus");
        rf_buf_printf(out, " | %s |\n", BETTER[all[i].better]);
    }
}
