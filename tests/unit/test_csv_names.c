/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/csv/names.h"
#include "adapters/csv/records.h"
#include "adapters/csv/review_schema.h"

static int set_up(void **state)
{
    rf_csv_names *names = NULL;
    rf_err err;
    assert_int_equal(rf_csv_names_new(&names, NULL, &err), RF_OK);
    *state = names;
    return 0;
}

static int tear_down(void **state)
{
    rf_csv_names_free(*state);
    return 0;
}

static const char *column_of(const rf_csv_names *names, rf_table_id table, const char *header)
{
    const rf_schema *schema = rf_schema_of(table);
    const int i = rf_csv_names_column(names, schema, header, strlen(header));
    return i >= 0 ? schema->columns[i].name : "";
}

static const char *file_of(const rf_csv_names *names, const char *name)
{
    const rf_schema *schema = rf_csv_names_file(names, name, strlen(name));
    return schema != NULL ? schema->file : "";
}

static void a_file_is_known_by_other_names(void **state)
{
    static const char *const known[][2] = {
        {"Absences", "absences"},
        {"absence", "absences"},
        {"conges", "absences"},
        {"CONGÉS", "absences"},
        {"Agents 2020", "agents"},
        {"need-skills", "need_skills"},
        {"besoins", "needs"},
        {"Décisions", "decisions"},
        {"plan", ""},
        {"notes", ""},
        {"review", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_string_equal(file_of(*state, known[i][0]), known[i][1]);
}

static void every_synonym_of_the_contract_is_known(void **state)
{
    static const struct {
        rf_table_id table;
        const char *header, *column;
    } known[] = {
        {RF_AGENTS, "matricule", "agent"},
        {RF_AGENTS, "service", "unit"},
        {RF_UNITS, "direction", "organisation"},
        {RF_UNITS, "collectivité", "organisation"},
        {RF_UNITS, "employeur", "organisation"},
        {RF_UNITS, "libellé", "name"},
        {RF_NEEDS, "intitulé", "name"},
        {RF_AGENTS, "quotité", "fte"},
        {RF_NEEDS, "quotité", "fte"},
        {RF_DEMAND, "ETP", "fte"},
        {RF_AGENTS, "temps de travail", "fte"},
        {RF_AGENTS, "catégorie", "category"},
        {RF_AGENTS, "accord", "consent"},
        {RF_AGENTS, "volontariat", "consent"},
        {RF_AGENTS, "statut", "status"},
        {RF_AGENTS, "position", "status"},
        {RF_AGENTS, "lieu", "site"},
        {RF_SITES, "lieu", "site"},
        {RF_AGENTS, "trajet max", "max_travel"},
        {RF_AGENTS, "restrictions", "restrictions"},
        {RF_AGENTS, "aptitudes restreintes", "restrictions"},
        {RF_AGENTS, "télétravail", "telework"},
        {RF_AGENTS, "jours antérieurs", "prior_days"},
        {RF_SKILLS, "compétence", "skill"},
        {RF_SKILLS, "niveau", "level"},
        {RF_SKILLS, "valable jusqu'au", "valid_until"},
        {RF_SKILLS, "fin de validité", "valid_until"},
        {RF_ABSENCES, "du", "from"},
        {RF_NEEDS, "début", "from"},
        {RF_DEMAND, "date de début", "from"},
        {RF_CONVENTIONS, "au", "to"},
        {RF_DECISIONS, "fin", "to"},
        {RF_ABSENCES, "date de fin", "to"},
        {RF_ABSENCES, "présence", "presence"},
        {RF_NEED_SKILLS, "besoin", "need"},
        {RF_NEEDS, "priorité", "tier"},
        {RF_FLOORS, "plancher", "floor"},
        {RF_CONVENTIONS, "prêteur", "lender"},
        {RF_CONVENTIONS, "emprunteur", "borrower"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_string_equal(column_of(*state, known[i].table, known[i].header), known[i].column);
}

static void columns_that_protect_people_are_known_as_offices_write_them(void **state)
{
    static const struct {
        rf_table_id table;
        const char *header, *column;
    } known[] = {
        {RF_SKILLS, "Expiration", "valid_until"},
        {RF_SKILLS, "Échéance", "valid_until"},
        {RF_SKILLS, "Date de fin de validité", "valid_until"},
        {RF_SKILLS, "Fin", "valid_until"},
        {RF_ABSENCES, "Fin", "to"},
        {RF_AGENTS, "Contraintes", "restrictions"},
        {RF_AGENTS, "Restrictions d'aptitude", "restrictions"},
        {RF_NEEDS, "Contraintes", "conditions"},
        {RF_CONVENTIONS, "ETP maximum", "max_fte"},
        {RF_CONVENTIONS, "Plafond ETP", "max_fte"},
        {RF_CONVENTIONS, "Limite ETP", "max_fte"},
        {RF_FLOORS, "Niveau mini", "min_level"},
        {RF_FLOORS, "Niveau", "min_level"},
        /* what one is able to do, or is not: never guessed */
        {RF_AGENTS, "Aptitudes", ""},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_string_equal(column_of(*state, known[i].table, known[i].header), known[i].column);
}

static void headers_are_known_in_any_case_accent_and_punctuation(void **state)
{
    static const char *const spellings[] = {"valid_until",
                                            "VALID UNTIL",
                                            "Valid-Until",
                                            "Valable jusqu'au",
                                            "VALABLE JUSQU'AU",
                                            "valable jusqu’au",
                                            " Valable  jusqu\u00A0au ",
                                            "fin de validite",
                                            "Fin de validit\x65\xCC\x81"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_string_equal(column_of(*state, RF_SKILLS, spellings[i]), "valid_until");
    assert_string_equal(column_of(*state, RF_AGENTS, "N° Agent"), "agent");
    assert_string_equal(column_of(*state, RF_AGENTS, "Quotité (%)"), "fte");
}

static void a_synonym_means_what_its_file_needs(void **state)
{
    assert_string_equal(column_of(*state, RF_SKILLS, "niveau"), "level");
    assert_string_equal(column_of(*state, RF_NEED_SKILLS, "niveau"), "min_level");
    assert_string_equal(column_of(*state, RF_AGENTS, "catégorie"), "category");
    assert_string_equal(column_of(*state, RF_NEEDS, "catégorie"), "categories");
    assert_string_equal(column_of(*state, RF_AGENTS, "direction"), "");
    assert_string_equal(column_of(*state, RF_AGENTS, "Nom"), "");
    assert_string_equal(column_of(*state, RF_AGENTS, ""), "");
    assert_string_equal(column_of(*state, RF_AGENTS, "°"), "");
}

static void canonical_names_stand_for_themselves_and_none_is_refused(void **state)
{
    for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
        const rf_schema *schema = rf_schema_of(table);
        for (size_t i = 0; i < schema->n_columns; i++) {
            const char *name = schema->columns[i].name;
            assert_string_equal(column_of(*state, table, name), name);
            assert_int_equal(rf_csv_names_refuse(*state, schema->file, name, strlen(name)),
                             RF_CSV_ALLOWED);
        }
    }
}

static void forbidden_columns_are_known_in_both_languages(void **state)
{
    static const struct {
        const char *header;
        rf_csv_reason reason;
    } refused[] = {
        {"NIR", RF_CSV_IDENTITY},
        {"N° de sécurité sociale", RF_CSV_IDENTITY},
        {"Num. Sécu", RF_CSV_IDENTITY},
        {"NSS", RF_CSV_IDENTITY},
        {"n° SS", RF_CSV_IDENTITY},
        {"Social Security Number", RF_CSV_IDENTITY},
        {"diagnosis", RF_CSV_HEALTH},
        {"Diagnostic", RF_CSV_HEALTH},
        {"Reconnaissance RQTH", RF_CSV_HEALTH},
        {"motif_medical", RF_CSV_HEALTH},
        {"Disability", RF_CSV_HEALTH},
        {"Situation familiale", RF_CSV_FAMILY},
        {"Nb enfants", RF_CSV_FAMILY},
        {"Children", RF_CSV_FAMILY},
        {"Marital status", RF_CSV_FAMILY},
        {"Syndicat", RF_CSV_UNION},
        {"Trade-union", RF_CSV_UNION},
        {"IBAN", RF_CSV_PAY},
        {"Salaire brut", RF_CSV_PAY},
        {"Indice majoré", RF_CSV_PAY},
        {"Date de naissance", RF_CSV_BIRTH},
        {"date naiss", RF_CSV_BIRTH},
        {"Date naissance", RF_CSV_BIRTH},
        {"Né(e) le", RF_CSV_BIRTH},
        {"DOB", RF_CSV_BIRTH},
        {"Sexe", RF_CSV_SEX},
        {"Gender", RF_CSV_SEX},
        {"Adresse personnelle", RF_CSV_ADDRESS},
        {"Adresse", RF_CSV_ADDRESS},
        {"Home address", RF_CSV_ADDRESS},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (rf_csv_names_refuse(*state, "agents", refused[i].header, strlen(refused[i].header)) !=
            refused[i].reason)
            fail_msg("%s", refused[i].header);
}

static void harmless_columns_are_not_refused(void **state)
{
    static const char *const harmless[] = {"Nom",           "Nom de naissance",
                                           "Prénom",        "Famille de métiers",
                                           "E-mail",        "Grade",
                                           "Poste",         "Adresse mail pro",
                                           "Échelon",       "Payscale group",
                                           "Ribéracois",    "Niveau",
                                           "Date d'entrée", "Paysagiste",
                                           "Organisation",  "Agent"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (rf_csv_names_refuse(*state, "agents", harmless[i], strlen(harmless[i])) !=
            RF_CSV_ALLOWED)
            fail_msg("%s", harmless[i]);
    assert_int_equal(rf_csv_names_refuse(*state, "sites", "Adresse", 7), RF_CSV_ALLOWED);
}

static const char *value_of(const rf_csv_names *names, const char *file, const char *column,
                            const char *value)
{
    const char *means = rf_csv_names_value(names, file, column, value, strlen(value));
    return means != NULL ? means : "";
}

static const char *near_column(const rf_csv_names *names, rf_table_id table, const char *header)
{
    bool wanted[RF_CSV_MOST_COLUMNS];
    memset(wanted, true, sizeof wanted);
    const rf_schema *schema = rf_schema_of(table);
    rf_csv_near near;
    return rf_csv_names_near_column(&near, names, schema, header, wanted)
               ? schema->columns[near.column].name
               : "none";
}

static void a_slip_is_near_to_its_column_and_a_word_of_its_own_to_none(void **state)
{
    static const char *const personal[] = {"Nom", "Prénom", "email", "Téléphone", "Grade"};
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        assert_true(rf_schema_of(table)->n_columns <= RF_CSV_MOST_COLUMNS);
    assert_string_equal(near_column(*state, RF_AGENTS, "Statu"), "status");
    assert_string_equal(near_column(*state, RF_AGENTS, "restricton"), "restrictions");
    assert_string_equal(near_column(*state, RF_AGENTS, "quotitée"), "fte");
    assert_string_equal(near_column(*state, RF_NEEDS, "tutor_ratoi"), "tutor_ratio");
    for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
        assert_string_equal(near_column(*state, RF_AGENTS, personal[i]), "none");
}

static void french_values_mean_canonical_words(void **state)
{
    assert_string_equal(value_of(*state, "agents", "consent", "Volontaire"), "volunteer");
    assert_string_equal(value_of(*state, "agents", "consent", "d’accord"), "agrees");
    assert_string_equal(value_of(*state, "agents", "consent", "INCONNU"), "unknown");
    assert_string_equal(value_of(*state, "agents", "consent", "refus"), "refuses");
    assert_string_equal(value_of(*state, "agents", "status", "Titulaire"), "permanent");
    assert_string_equal(value_of(*state, "agents", "status", "CDI"), "open_ended");
    assert_string_equal(value_of(*state, "agents", "status", "C.D.D."), "fixed_term");
    assert_string_equal(value_of(*state, "agents", "status", "stagiaire"), "trainee");
    assert_string_equal(value_of(*state, "needs", "tier", "Essentiel"), "essential");
    assert_string_equal(value_of(*state, "*", "*", "Oui"), "yes");
    assert_string_equal(value_of(*state, "*", "*", "N"), "no");
    assert_string_equal(value_of(*state, "agents", "consent", "oui"), "");
    assert_string_equal(value_of(*state, "agents", "consent", "refus?"), "");
}

static void the_users_own_names_come_first(void **state)
{
    rf_header_alias aliases[] = {{"agents", "Lieu", "unit"}, {"skills", "Code", "skill"}};
    const rf_header_map map = {.aliases = aliases, .n = 2};
    rf_csv_names *names = NULL;
    rf_err err;
    assert_int_equal(rf_csv_names_new(&names, &map, &err), RF_OK);
    assert_string_equal(column_of(names, RF_AGENTS, "LIEU"), "unit");
    assert_string_equal(column_of(names, RF_SITES, "lieu"), "site");
    assert_string_equal(column_of(names, RF_SKILLS, "code"), "skill");
    assert_string_equal(column_of(names, RF_AGENTS, "code"), "");
    rf_csv_names_free(names);
}

/* One row of data/synonyms.csv: what it names exists, and is not refused. */
static void check_synonym(const rf_csv_names *names, const rf_csv_record *r)
{
    char cell[5][96] = {""};
    assert_int_equal(r->fault, RF_CSV_SOUND);
    assert_int_equal(r->n, 5);
    for (size_t i = 0; i < 5; i++)
        snprintf(cell[i], sizeof cell[i], "%.*s", (int)r->cells[i].n, r->cells[i].bytes);
    const int review = rf_csv_names_column(names, rf_csv_review_schema(), cell[4], strlen(cell[4]));
    bool fits = strcmp(cell[0], "header") != 0 ||
                (strcmp(cell[1], "review") == 0 && review >= 0 &&
                 strcmp(rf_csv_review_schema()->columns[review].name, cell[2]) == 0);
    for (rf_table_id table = 0; !fits && table < RF_N_TABLES; table++)
        fits = (strcmp(cell[1], "*") == 0 || strcmp(cell[1], rf_schema_of(table)->file) == 0) &&
               strcmp(column_of(names, table, cell[4]), cell[2]) == 0 &&
               rf_csv_names_refuse(names, rf_schema_of(table)->file, cell[4], strlen(cell[4])) ==
                   RF_CSV_ALLOWED;
    if (strcmp(cell[0], "value") == 0)
        fits = strcmp(value_of(names, cell[1], cell[2], cell[4]), cell[3]) == 0;
    if (strcmp(cell[0], "file") == 0)
        fits = strcmp(file_of(names, cell[4]), cell[1]) == 0;
    if (strcmp(cell[0], "forbidden") == 0)
        fits = rf_csv_names_refuse(names, cell[1], cell[4], strlen(cell[4])) != RF_CSV_ALLOWED;
    if (!fits)
        fail_msg("data/synonyms.csv:%u", r->line);
}

static void every_row_of_the_synonyms_does_what_it_says(void **state)
{
    const rf_csv_dialect dialect = {.decodes = true, .delimiter = ','};
    rf_csv_source *source = NULL;
    rf_csv_records *records = NULL;
    const rf_csv_record *r = NULL;
    rf_err err;
    size_t rows = 0;
    assert_int_equal(rf_csv_source_open(&source, "data/synonyms.csv", &err), RF_OK);
    assert_int_equal(rf_csv_records_new(&records, source, &dialect, &err), RF_OK);
    assert_int_equal(rf_csv_records_next(&r, records, &err), RF_OK);
    for (; rf_csv_records_next(&r, records, &err) == RF_OK && r != NULL; rows++)
        check_synonym(*state, r);
    assert_true(rows > 300);
    rf_csv_records_free(records);
    rf_csv_source_close(source);
}

static void folding_keeps_letters_and_digits(void **state)
{
    static const struct {
        const char *text, *header, *words, *value;
    } folds[] = {
        {"Œuvre n°2", "oeuvren2", "oeuvre n 2", "oeuvren2"},
        {"ÇA & là", "cala", "ca la", "ca&la"},
        {"Straße", "strasse", "strasse", "strasse"},
        {"e\xCC\x81"
         "t\xC3\xA9",
         "ete", "ete", "ete"},
        {"× ÷ ₤", "", "", "???"},
        {"A+", "a", "a", "a+"},
    };
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        const char *text = folds[i].text;
        const size_t n = strlen(text);
        assert_string_equal(rf_csv_fold(text, n, RF_CSV_FOLD_HEADER).text, folds[i].header);
        assert_string_equal(rf_csv_fold(text, n, RF_CSV_FOLD_WORDS).text, folds[i].words);
        assert_string_equal(rf_csv_fold(text, n, RF_CSV_FOLD_VALUE).text, folds[i].value);
    }
    char lengthy[400];
    memset(lengthy, 'a', sizeof lengthy);
    assert_true(rf_csv_fold(lengthy, sizeof lengthy, RF_CSV_FOLD_HEADER).n < RF_CSV_FOLDED);
}

static void cells_are_shown_short_and_harmless(void **state)
{
    assert_string_equal(rf_csv_show("été", 5).text, "été");
    assert_string_equal(rf_csv_show("a\xEF\x9F\xA9z", 5).text, "a\\xE9z");
    assert_string_equal(rf_csv_show("a\0b", 3).text, "a\\x00b");
    char lengthy[400];
    for (size_t i = 0; i < sizeof lengthy; i += 2)
        memcpy(lengthy + i, "é", 2);
    const rf_csv_shown shown = rf_csv_show(lengthy, sizeof lengthy);
    assert_true(strlen(shown.text) < sizeof shown.text);
    assert_string_equal(shown.text + strlen(shown.text) - 5, "é…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_synonym_of_the_contract_is_known),
        cmocka_unit_test(a_file_is_known_by_other_names),
        cmocka_unit_test(columns_that_protect_people_are_known_as_offices_write_them),
        cmocka_unit_test(headers_are_known_in_any_case_accent_and_punctuation),
        cmocka_unit_test(a_synonym_means_what_its_file_needs),
        cmocka_unit_test(canonical_names_stand_for_themselves_and_none_is_refused),
        cmocka_unit_test(forbidden_columns_are_known_in_both_languages),
        cmocka_unit_test(harmless_columns_are_not_refused),
        cmocka_unit_test(a_slip_is_near_to_its_column_and_a_word_of_its_own_to_none),
        cmocka_unit_test(french_values_mean_canonical_words),
        cmocka_unit_test(the_users_own_names_come_first),
        cmocka_unit_test(every_row_of_the_synonyms_does_what_it_says),
        cmocka_unit_test(folding_keeps_letters_and_digits),
        cmocka_unit_test(cells_are_shown_short_and_harmless),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
