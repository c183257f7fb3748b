/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "adapters/csv/probe.h"

static rf_csv_dialect probe_as(const char *bytes, size_t n, const char *encoding, char delimiter)
{
    rf_csv_source *source = NULL;
    rf_csv_dialect dialect = {.format = RF_CSV_TEXT};
    rf_err err;
    assert_int_equal(rf_csv_source_open_memory(&source, bytes, n, &err), RF_OK);
    assert_int_equal(rf_csv_probe(&dialect, source, encoding, delimiter, &err), RF_OK);
    rf_csv_source_close(source);
    return dialect;
}

#define PROBE(literal) probe_as((literal), sizeof(literal) - 1, NULL, 0)

/* All of it decoded; free it. */
static char *decode(const char *bytes, size_t n, const char *encoding)
{
    rf_csv_source *source = NULL;
    rf_csv_dialect dialect;
    rf_err err;
    rf_buf out = rf_buf_new(1 << 24);
    char some[32];
    size_t got = 1;
    assert_int_equal(rf_csv_source_open_memory(&source, bytes, n, &err), RF_OK);
    assert_int_equal(rf_csv_probe(&dialect, source, encoding, 0, &err), RF_OK);
    while (got > 0) {
        assert_int_equal(rf_csv_source_read(&got, source, some, sizeof some, &err), RF_OK);
        rf_buf_add(&out, some, got);
    }
    rf_csv_source_close(source);
    return out.text;
}

static void decodes(const char *bytes, size_t n, const char *forced, const char *wanted)
{
    char *decoded = decode(bytes, n, forced);
    assert_string_equal(decoded, wanted);
    free(decoded);
}

#define DECODES(literal, forced, wanted) decodes((literal), sizeof(literal) - 1, (forced), (wanted))

static void the_ladder_goes_mark_nuls_utf8_windows(void **state)
{
    assert_int_equal(PROBE("a,b\n1,2\n").encoding, RF_CSV_UTF_8);
    assert_int_equal(PROBE("\xEF\xBB\xBF"
                           "a,b\n")
                         .mark_bytes,
                     3);
    assert_int_equal(PROBE("nom,pr\xC3\xA9nom\n").encoding, RF_CSV_UTF_8);
    assert_int_equal(PROBE("nom,pr\xE9nom\n").encoding, RF_CSV_WINDOWS_1252);
    assert_int_equal(PROBE("\xFF\xFE"
                           "a\0,\0")
                         .encoding,
                     RF_CSV_UTF_16_LE);
    assert_int_equal(PROBE("\xFE\xFF\0a\0,").encoding, RF_CSV_UTF_16_BE);
    assert_int_equal(PROBE("a\0,\0b\0\n\0").encoding, RF_CSV_UTF_16_LE);
    assert_int_equal(PROBE("\0a\0,\0b\0\n").encoding, RF_CSV_UTF_16_BE);
}

static void one_bad_byte_at_the_end_of_a_long_file_decides(void **state)
{
    const size_t n = 3 * RF_CSV_BLOCK + 5;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    for (size_t i = 0; i + 1 < n; i += 2)
        memcpy(bytes + i, "\xC3\xA9", 2); /* characters lie across the ends of blocks */
    bytes[n - 1] = 'x';
    assert_int_equal(probe_as(bytes, n, NULL, 0).encoding, RF_CSV_UTF_8);
    assert_int_equal(probe_as(bytes + 1, n - 1, NULL, 0).encoding, RF_CSV_WINDOWS_1252);
    bytes[n - 1] = (char)0xE9;
    assert_int_equal(probe_as(bytes, n, NULL, 0).encoding, RF_CSV_WINDOWS_1252);
    free(bytes);
}

static void utf8_is_strict(void **state)
{
    static const char *const bad[] = {
        "\xC0\xAF",         "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF0\x80\x80\x80", "\x80",         "\xC3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(rf_csv_utf8_prefix(bad[i], strlen(bad[i])), 0);
    const char *good = "aé€\xF4\x8F\xBF\xBF\xED\x9F\xBFxxxxxxxxxxxxxxxx";
    assert_int_equal(rf_csv_utf8_prefix(good, strlen(good)), strlen(good));
}

static void every_encoding_decodes(void **state)
{
    DECODES("d\xE9j\xE0 vu \x80 \x9C", NULL, "déjà vu € œ");
    DECODES("\xEF\xBB\xBF"
            "d\xC3\xA9",
            NULL, "dé");
    DECODES("\xFF\xFE"
            "d\0\xE9\0\xAC\x20",
            NULL, "dé€");
    DECODES("\xFE\xFF\0d\0\xE9\x20\xAC\xD8\x3D\xDE\x00", NULL, "dé€😀");
}

static void a_byte_that_does_not_decode_is_kept_apart(void **state)
{
    DECODES("\xE9\x81", NULL, "é\xEF\x9E\x81");
    DECODES("a\xE9,b", "utf-8", "a\xEF\x9F\xA9,b");
    DECODES("\xFF\xFE"
            "a\0\x3D\xD8"
            "b\0",
            NULL,
            "a\xEF\xBF\xBD"
            "b");
    DECODES("\xFF\xFE"
            "a\0b",
            NULL, "a\xEF\xBF\xBD");
}

static void a_forced_encoding_is_taken(void **state)
{
    DECODES("d\xC3\xA9", "windows-1252", "dÃ©");
    assert_int_equal(probe_as("\xFE\xFF\0a", 4, "utf-16", 0).encoding, RF_CSV_UTF_16_BE);
    assert_int_equal(probe_as("a\0b\0", 4, "UTF-16", 0).encoding, RF_CSV_UTF_16_LE);
    rf_csv_source *source = NULL;
    rf_csv_dialect dialect;
    rf_err err;
    assert_int_equal(rf_csv_source_open_memory(&source, "a", 1, &err), RF_OK);
    assert_int_equal(rf_csv_probe(&dialect, source, "ebcdic", 0, &err), RF_BAD_INPUT);
    assert_string_equal(err.text,
                        "encoding 'ebcdic' is not known: use utf-8, utf-16 or windows-1252");
    rf_csv_source_close(source);
}

static void the_delimiter_is_the_one_that_cuts_evenly(void **state)
{
    assert_int_equal(PROBE("a,b\n1,2\n").delimiter, ',');
    assert_int_equal(PROBE("a;b\n1,5;2,5\n").delimiter, ';');
    assert_int_equal(PROBE("a\tb\n1,5\tx;y\n").delimiter, '\t');
    assert_int_equal(PROBE("lat, lon;nom\n1;2\n3;4\n").delimiter, ';');
    assert_int_equal(PROBE("\"a;b\";x,c\n1,2\n").delimiter, ',');
    assert_int_equal(PROBE("title of the table\na;b\n1;2\n").delimiter, ';');
    assert_int_equal(PROBE("alone\n1\n").delimiter, ',');
    assert_int_equal(PROBE("\xFF\xFE"
                           "a\0;\0b\0\n\0")
                         .delimiter,
                     ';');
    assert_int_equal(probe_as("a;b\n", 4, NULL, ',').delimiter, ',');
}

static void a_sep_line_says_the_delimiter(void **state)
{
    const rf_csv_dialect d = PROBE("sep=;\r\na,b\n1,2\n");
    assert_true(d.has_sep_line);
    assert_int_equal(d.delimiter, ';');
    assert_false(PROBE("sep=;x\n").has_sep_line);
    assert_false(PROBE("sepia;b\n").has_sep_line);
}

static void what_is_not_text_is_named(void **state)
{
    assert_int_equal(PROBE("").format, RF_CSV_EMPTY);
    assert_int_equal(PROBE("\xEF\xBB\xBF \r\n").format, RF_CSV_EMPTY);
    assert_int_equal(PROBE("PK\003\004....[Content_Types].xml").format, RF_CSV_XLSX);
    assert_int_equal(
        PROBE("PK\003\004....mimetypeapplication/vnd.oasis.opendocument.spreadsheet").format,
        RF_CSV_ODS);
    assert_int_equal(PROBE("PK\003\004....notes.txt").format, RF_CSV_ZIP);
    assert_int_equal(PROBE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").format, RF_CSV_XLS);
    assert_int_equal(PROBE("%PDF-1.4").format, RF_CSV_PDF);
    assert_int_equal(PROBE("\x1F\x8B\x08").format, RF_CSV_GZIP);
    assert_int_equal(PROBE("<!DOCTYPE html>").format, RF_CSV_HTML);
    assert_int_equal(PROBE("\1\2\3\4abc").format, RF_CSV_BINARY);
    assert_int_equal(PROBE("a,b\n").format, RF_CSV_TEXT);
}

static void accents_of_dos_and_mac_are_suspected(void **state)
{
    assert_true(PROBE("Th\x82r\x8Ase\n").dos_or_mac_look);
    assert_false(PROBE("Th\xE9r\xE8se \x82x\x92\n").dos_or_mac_look);
    assert_false(PROBE("l\x92\x9Cuvre \x80\n").dos_or_mac_look);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ladder_goes_mark_nuls_utf8_windows),
        cmocka_unit_test(one_bad_byte_at_the_end_of_a_long_file_decides),
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(every_encoding_decodes),
        cmocka_unit_test(a_byte_that_does_not_decode_is_kept_apart),
        cmocka_unit_test(a_forced_encoding_is_taken),
        cmocka_unit_test(the_delimiter_is_the_one_that_cuts_evenly),
        cmocka_unit_test(a_sep_line_says_the_delimiter),
        cmocka_unit_test(what_is_not_text_is_named),
        cmocka_unit_test(accents_of_dos_and_mac_are_suspected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
