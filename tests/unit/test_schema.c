/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/build.h"

/* DATA.md's table of files, column names in its order; * may not be empty. */
static const struct {
    rf_table_id table;
    const char *text;
} contract[] = {
    {RF_ORGANISATIONS, "organisations! organisation* name*"},
    {RF_SITES, "sites! site* commune lat* lon*"},
    {RF_UNITS, "units! unit* organisation* name* site*"},
    {RF_FLOORS, "floors unit* skill min_level floor*"},
    {RF_AGENTS, "agents! agent* unit* fte category consent status site max_travel restrictions "
                "telework prior_days"},
    {RF_SKILLS, "skills agent* skill* level valid_until"},
    {RF_ABSENCES, "absences agent* from* to* presence"},
    {RF_NEEDS, "needs! need* unit* name* tier* from* to* fte* site categories min_stay max_stay "
               "conditions remote tutor_ratio tutors_on_site trainee_yield"},
    {RF_NEED_SKILLS, "need_skills need* skill* min_level trainee_level any_of"},
    {RF_DEMAND, "demand need* from* to* fte*"},
    {RF_CONVENTIONS, "conventions lender* borrower* max_fte from to"},
    {RF_TRAVEL, "travel from_site* to_site* minutes*"},
    {RF_DECISIONS, "decisions agent* need from to decision* author reason"},
    {RF_INITIATIVES, "initiatives initiative* name* authors* sponsor* state* need review_on "
                     "outcome"},
};

static const rf_column *column_of(rf_table_id table, const char *name)
{
    const rf_schema *schema = rf_schema_of(table);
    for (size_t c = 0; c < schema->n_columns; c++)
        if (strcmp(schema->columns[c].name, name) == 0)
            return &schema->columns[c];
    fail_msg("no column %s", name);
    return NULL;
}

static void every_file_and_column_of_the_contract_is_there_in_order(void **state)
{
    (void)state;
    assert_int_equal(sizeof contract / sizeof contract[0], RF_N_TABLES);
    for (size_t i = 0; i < RF_N_TABLES; i++) {
        const rf_schema *schema = rf_schema_of(contract[i].table);
        rf_buf text = rf_buf_new(1000);
        rf_buf_printf(&text, "%s%s", schema->file, schema->required ? "!" : "");
        for (size_t c = 0; c < schema->n_columns; c++)
            rf_buf_printf(&text, " %s%s", schema->columns[c].name,
                          schema->columns[c].required ? "*" : "");
        assert_string_equal(rf_buf_text(&text), contract[i].text);
        assert_int_equal(schema->table, contract[i].table);
        rf_buf_free(&text);
    }
}

static void the_keys_of_the_contract_are_the_keys(void **state)
{
    (void)state;
    for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
        const rf_schema *schema = rf_schema_of(table);
        const bool own_id = schema->columns[0].kind == RF_KIND_KEY;
        const size_t expected = own_id ? 1 : table == RF_CONVENTIONS ? 2 : 0;
        assert_int_equal(schema->n_key, expected);
        assert_int_equal(schema->key[0], 0);
    }
    assert_int_equal(rf_schema_of(RF_CONVENTIONS)->key[1], 1);
}

static void every_reference_is_to_an_earlier_table_with_a_key(void **state)
{
    (void)state;
    int32_t n = 0;
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        for (size_t c = 0; c < rf_schema_of(table)->n_columns; c++) {
            const rf_column *column = &rf_schema_of(table)->columns[c];
            if (column->kind != RF_KIND_REF && column->kind != RF_KIND_REFS)
                continue;
            assert_true(column->target < table);
            assert_int_equal(rf_schema_of(column->target)->n_key, 1);
            n++;
        }
    assert_int_equal(n, 20);
}

static void defaults_are_the_contract_s(void **state)
{
    (void)state;
    static const struct {
        rf_table_id table;
        const char *column;
        int32_t absent;
    } defaults[] = {
        {RF_FLOORS, "min_level", 1},
        {RF_AGENTS, "fte", 100},
        {RF_AGENTS, "category", RF_CATEGORY_C},
        {RF_AGENTS, "consent", RF_UNKNOWN},
        {RF_AGENTS, "status", RF_PERMANENT},
        {RF_AGENTS, "max_travel", -1},
        {RF_AGENTS, "telework", 0},
        {RF_AGENTS, "prior_days", 0},
        {RF_SKILLS, "level", 2},
        {RF_SKILLS, "valid_until", RF_DATE_LAST},
        {RF_ABSENCES, "presence", 0},
        {RF_NEEDS, "categories", 7},
        {RF_NEEDS, "min_stay", 1},
        {RF_NEEDS, "max_stay", -1},
        {RF_NEEDS, "remote", 0},
        {RF_NEEDS, "tutor_ratio", 0},
        {RF_NEEDS, "tutors_on_site", 0},
        {RF_NEEDS, "trainee_yield", 50},
        {RF_NEED_SKILLS, "min_level", 2},
        {RF_NEED_SKILLS, "trainee_level", -1},
        {RF_CONVENTIONS, "max_fte", -1},
        {RF_CONVENTIONS, "from", RF_DATE_FIRST},
        {RF_CONVENTIONS, "to", RF_DATE_LAST},
        {RF_DECISIONS, "from", RF_DATE_FIRST},
        {RF_DECISIONS, "to", RF_DATE_LAST},
        {RF_INITIATIVES, "review_on", RF_DATE_LAST},
        {RF_INITIATIVES, "outcome", -1},
    };
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        assert_int_equal(column_of(defaults[i].table, defaults[i].column)->absent,
                         defaults[i].absent);
}

static void numbers_have_the_contract_s_ranges(void **state)
{
    (void)state;
    static const struct {
        rf_table_id table;
        const char *column;
        int32_t low, high;
    } ranges[] = {
        {RF_SITES, "lat", -90, 90},
        {RF_SITES, "lon", -180, 180},
        {RF_FLOORS, "min_level", 1, 4},
        {RF_AGENTS, "fte", 1, 100},
        {RF_SKILLS, "level", 1, 4},
        {RF_ABSENCES, "presence", 0, 100},
        {RF_NEEDS, "trainee_yield", 0, 100},
        {RF_NEED_SKILLS, "min_level", 1, 4},
        {RF_NEED_SKILLS, "trainee_level", 1, 4},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        assert_int_equal(column_of(ranges[i].table, ranges[i].column)->low, ranges[i].low);
        assert_int_equal(column_of(ranges[i].table, ranges[i].column)->high, ranges[i].high);
    }
}

static void every_number_has_a_range(void **state)
{
    (void)state;
    for (rf_table_id table = 0; table < RF_N_TABLES; table++)
        for (size_t c = 0; c < rf_schema_of(table)->n_columns; c++) {
            const rf_column *column = &rf_schema_of(table)->columns[c];
            if (column->kind == RF_KIND_INTEGER || column->kind == RF_KIND_CENTI_FTE ||
                column->kind == RF_KIND_FLOOR || column->kind == RF_KIND_DEGREES)
                assert_true(column->low < column->high);
        }
}

static size_t size_of(rf_kind kind)
{
    switch (kind) {
    case RF_KIND_KEY:
    case RF_KIND_REF:
    case RF_KIND_SKILL:
    case RF_KIND_LABEL:
        return sizeof(rf_ref);
    case RF_KIND_REFS:
    case RF_KIND_CODES:
        return sizeof(rf_refs);
    case RF_KIND_TEXT:
        return sizeof(char *);
    case RF_KIND_FLOOR:
        return sizeof(rf_floor_value);
    case RF_KIND_DEGREES:
        return sizeof(double);
    case RF_KIND_CATEGORIES:
    case RF_KIND_ENUM:
    case RF_KIND_FLAG:
    case RF_KIND_INTEGER:
    case RF_KIND_CENTI_FTE:
    case RF_KIND_AGENT_FTE:
    case RF_KIND_DATE:
        break;
    }
    return sizeof(int32_t);
}

static void columns_fill_their_row_without_overlap(void **state)
{
    (void)state;
    for (rf_table_id table = 0; table < RF_N_TABLES; table++) {
        const rf_schema *schema = rf_schema_of(table);
        char used[512] = {0};
        assert_true(schema->row_size <= sizeof used && schema->n_columns <= RF_MAX_COLUMNS);
        for (size_t c = 0; c < schema->n_columns; c++) {
            const rf_column *column = &schema->columns[c];
            assert_true(column->offset >= sizeof(rf_row));
            assert_true(column->offset + size_of(column->kind) <= schema->row_size);
            for (size_t b = 0; b < size_of(column->kind); b++)
                assert_int_equal(used[column->offset + b]++, 0);
        }
    }
}

static void enum_words_stand_at_their_values(void **state)
{
    (void)state;
    assert_string_equal(rf_category_words[RF_CATEGORY_B], "B");
    assert_string_equal(rf_consent_words[RF_REFUSES], "refuses");
    assert_string_equal(rf_contract_words[RF_FIXED_TERM], "fixed_term");
    assert_string_equal(rf_tier_words[RF_ESSENTIAL], "essential");
    assert_string_equal(rf_verdict_words[RF_FORBID], "forbid");
    assert_string_equal(rf_initiative_state_words[RF_CLOSED], "closed");
    assert_string_equal(rf_outcome_kind_words[RF_EXTEND], "extend");
    assert_null(rf_category_words[RF_N_CATEGORIES]);
    assert_null(rf_consent_words[RF_N_CONSENTS]);
    assert_null(rf_contract_words[RF_N_CONTRACTS]);
    assert_null(rf_tier_words[RF_N_TIERS]);
    assert_null(rf_verdict_words[RF_N_VERDICTS]);
    assert_null(rf_initiative_state_words[RF_N_STATES]);
    assert_null(rf_outcome_kind_words[RF_N_OUTCOMES]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_and_column_of_the_contract_is_there_in_order),
        cmocka_unit_test(the_keys_of_the_contract_are_the_keys),
        cmocka_unit_test(every_reference_is_to_an_earlier_table_with_a_key),
        cmocka_unit_test(defaults_are_the_contract_s),
        cmocka_unit_test(numbers_have_the_contract_s_ranges),
        cmocka_unit_test(every_number_has_a_range),
        cmocka_unit_test(columns_fill_their_row_without_overlap),
        cmocka_unit_test(enum_words_stand_at_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
