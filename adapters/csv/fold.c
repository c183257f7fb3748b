/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/csv/fold.h"

#include <stdio.h>
#include <string.h>

#include "adapters/csv/source.h"

/* U+00C0..U+017F, two by two characters of base letters; blanks where there is none. */
static const char base_letters[] = "a a a a a a aec e e e e i i i i "  /* C0 */
                                   "d n o o o o o   o u u u u y thss"  /* D0 */
                                   "a a a a a a aec e e e e i i i i "  /* E0 */
                                   "d n o o o o o   o u u u u y thy "  /* F0 */
                                   "a a a a a a c c c c c c c c d d "  /* 100 */
                                   "d d e e e e e e e e e e g g g g "  /* 110 */
                                   "g g g g h h h h i i i i i i i i "  /* 120 */
                                   "i i ijijj j k k k l l l l l l l "  /* 130 */
                                   "l l l n n n n n n n n n o o o o "  /* 140 */
                                   "o o oeoer r r r r r s s s s s s "  /* 150 */
                                   "s s t t t t t t u u u u u u u u "  /* 160 */
                                   "u u u u w w y y y z z z z z z s "; /* 170 */

/* One character of UTF-8; advances *i. */
static uint32_t next_character(const unsigned char *b, size_t n, size_t *i)
{
    const unsigned char c = b[(*i)++];
    if (c < 0xC0)
        return c;
    uint32_t code = c < 0xE0 ? c & 0x1FU : c < 0xF0 ? c & 0x0FU : c & 0x07U;
    while (*i < n && (b[*i] & 0xC0) == 0x80)
        code = code << 6 | (b[(*i)++] & 0x3FU);
    return code;
}

/* The letters or digits that a character comes down to: 0, 1 or 2 into `to`. */
static size_t fold_character(char to[2], uint32_t code)
{
    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0xC0 || code > 0x17F)
        return 0;
    memcpy(to, base_letters + (size_t)(code - 0xC0) * 2, 2);
    return to[0] == ' ' ? 0 : to[1] == ' ' ? 1 : 2;
}

static bool is_combining(uint32_t code)
{
    return code >= 0x300 && code <= 0x36F;
}

/* What people write or leave out inside a word: blanks, apostrophes, dots, dashes, degree signs. */
static bool is_light(uint32_t code)
{
    static const uint32_t light[] = {' ',  '\t', '\'',   '.',    '_',    '-',    0xA0,
                                     0xB0, 0xBA, 0x2010, 0x2011, 0x2018, 0x2019, 0x202F};
    for (size_t i = 0; i < sizeof light / sizeof light[0]; i++)
        if (light[i] == code)
            return true;
    return false;
}

rf_csv_folded rf_csv_fold(const char *bytes, size_t n, rf_csv_fold_mode mode)
{
    rf_csv_folded out = {.n = 0};
    bool gap = false;
    for (size_t i = 0; i < n && out.n + 4 < RF_CSV_FOLDED;) {
        const uint32_t code = next_character((const unsigned char *)bytes, n, &i);
        char letters[2];
        const size_t k = fold_character(letters, code);
        if (k == 0 && mode == RF_CSV_FOLD_VALUE && !is_combining(code) && !is_light(code))
            out.text[out.n++] = code < 0x80 ? (char)code : '?';
        if (k == 0) {
            gap = gap || !is_combining(code);
            continue;
        }
        if (gap && mode == RF_CSV_FOLD_WORDS && out.n > 0)
            out.text[out.n++] = ' ';
        gap = false;
        memcpy(out.text + out.n, letters, k);
        out.n += k;
    }
    out.text[out.n] = '\0';
    return out;
}

static size_t blank_at_start(const unsigned char *b, size_t n)
{
    if (b[0] <= ' ' && strchr(" \t\r\n", (char)b[0]) != NULL && b[0] != '\0')
        return 1;
    if (n >= 2 && b[0] == 0xC2 && b[1] == 0xA0)
        return 2;
    return n >= 3 && memcmp(b, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

static size_t blank_at_end(const unsigned char *b, size_t n)
{
    const unsigned char c = b[n - 1];
    if (c <= ' ')
        return blank_at_start(b + n - 1, 1);
    if (c == 0xA0 && n >= 2)
        return blank_at_start(b + n - 2, 2) == 2 ? 2 : 0;
    return c == 0xAF && n >= 3 && blank_at_start(b + n - 3, 3) == 3 ? 3 : 0;
}

/* Neither a blank nor a byte of one. */
static bool is_dark(char byte)
{
    return byte > ' ' && (unsigned char)byte < 0x80;
}

void rf_csv_trim(const char **bytes, size_t *n)
{
    size_t k = 1;
    if (*n > 0 && is_dark((*bytes)[0]) && is_dark((*bytes)[*n - 1]))
        return;
    while (*n > 0 && (k = blank_at_start((const unsigned char *)*bytes, *n)) > 0) {
        *bytes += k;
        *n -= k;
    }
    while (*n > 0 && (k = blank_at_end((const unsigned char *)*bytes, *n)) > 0)
        *n -= k;
}

static bool is_lone(const unsigned char *b, size_t n)
{
    return n >= 3 && b[0] == RF_CSV_LONE_FIRST &&
           (b[1] == RF_CSV_LONE_SECOND || b[1] == RF_CSV_LONE_SECOND + 1);
}

rf_csv_shown rf_csv_show(const char *bytes, size_t n)
{
    rf_csv_shown out = {.text = ""};
    const unsigned char *b = (const unsigned char *)bytes;
    size_t used = 0;
    for (size_t i = 0; i < n;) {
        size_t length = 1;
        while (i + length < n && (b[i + length] & 0xC0) == 0x80)
            length++;
        if (used + (length > 4 ? length : 4) > RF_CSV_SHOWN) {
            memcpy(out.text + used, "\xE2\x80\xA6", 4);
            return out;
        }
        if (is_lone(b + i, n - i) && length == 3)
            used += (size_t)snprintf(out.text + used, 5, "\\x%02X",
                                     (unsigned)(b[i + 2] | (b[i + 1] & 1U) << 6));
        else if (b[i] == '\0')
            used += (size_t)snprintf(out.text + used, 5, "\\x00");
        else
            used += (size_t)(stpncpy(out.text + used, bytes + i, length) - (out.text + used));
        i += length;
    }
    out.text[used] = '\0';
    return out;
}
