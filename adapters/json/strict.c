/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapters/json/strict.h"

#include <string.h>

typedef struct scanner {
    const rf_json_source *source;
    rf_json_nodes *nodes;
    rf_diags *diags;
    size_t at;             /* the next byte */
    uint32_t line, column; /* of that byte, column in characters */
    int depth;
    bool stopped; /* nothing after this can be read */
    bool faulty;  /* some string cannot be read */
    bool no_memory;
} scanner;

/* What may come next; for messages. */
typedef enum expectation {
    A_VALUE,
    A_KEY,
    A_COLON,
    COMMA_OR_BRACKET,
    COMMA_OR_BRACE,
    THE_END,
} expectation;

static int peek(const scanner *s)
{
    return s->at < s->source->length ? (unsigned char)s->source->text[s->at] : -1;
}

static void step(scanner *s)
{
    const unsigned char c = (unsigned char)s->source->text[s->at++];
    if (c == '\n') {
        s->line++;
        s->column = 1;
    } else if ((c & 0xC0U) != 0x80U)
        s->column++;
}

static rf_place here(const scanner *s)
{
    return (rf_place){s->source->file, s->line, s->column};
}

static void skip_blanks(scanner *s)
{
    int c = peek(s);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        step(s);
        c = peek(s);
    }
}

/* The length of the valid UTF-8 sequence that begins at `bytes`, 0: none. Source: Unicode 15, table
 * 3-7. */
static size_t sequence_length(const char *bytes, size_t n)
{
    const unsigned char *b = (const unsigned char *)bytes;
    size_t length;
    unsigned char low = 0x80, high = 0xBF; /* of the second byte */
    if (b[0] < 0x80)
        return 1;
    if (b[0] >= 0xC2 && b[0] <= 0xDF)
        length = 2;
    else if (b[0] >= 0xE0 && b[0] <= 0xEF) {
        length = 3;
        low = b[0] == 0xE0 ? 0xA0 : 0x80;
        high = b[0] == 0xED ? 0x9F : 0xBF;
    } else if (b[0] >= 0xF0 && b[0] <= 0xF4) {
        length = 4;
        low = b[0] == 0xF0 ? 0x90 : 0x80;
        high = b[0] == 0xF4 ? 0x8F : 0xBF;
    } else
        return 0;
    if (n < length || b[1] < low || b[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((b[i] & 0xC0U) != 0x80U)
            return 0;
    return length;
}

/* The character at the scanner as a message can show it. */
typedef struct shown {
    char text[8];
} shown;

static shown show(const scanner *s)
{
    shown out = {{0}};
    const int c = peek(s);
    const size_t n = sequence_length(s->source->text + s->at, s->source->length - s->at);
    if (c < 0x20 || c == 0x7F || n == 0) {
        const char hex[] = "0123456789ABCDEF";
        memcpy(out.text, "0x", 2);
        out.text[2] = hex[(unsigned)c >> 4];
        out.text[3] = hex[(unsigned)c & 15U];
    } else
        memcpy(out.text, s->source->text + s->at, n);
    return out;
}

static void file_ends(scanner *s, expectation wanted)
{
    switch (wanted) {
    case A_VALUE:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("the file ends where a value is expected"));
        break;
    case A_KEY:
        rf_diags_add(s->diags, RF_ERROR, here(s),
                     _("the file ends where a key in double quotes is expected"));
        break;
    case A_COLON:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("the file ends where ':' is expected"));
        break;
    case COMMA_OR_BRACKET:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("the file ends where ',' or ']' is expected"));
        break;
    case COMMA_OR_BRACE:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("the file ends where ',' or '}' is expected"));
        break;
    case THE_END:
        break;
    }
}

static void wrong_character(scanner *s, expectation wanted)
{
    const shown c = show(s);
    switch (wanted) {
    case A_VALUE:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("found '%s' where a value is expected"),
                     c.text);
        break;
    case A_KEY:
        rf_diags_add(s->diags, RF_ERROR, here(s),
                     _("found '%s' where a key in double quotes is expected"), c.text);
        break;
    case A_COLON:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("found '%s' where ':' is expected"), c.text);
        break;
    case COMMA_OR_BRACKET:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("found '%s' where ',' or ']' is expected"),
                     c.text);
        break;
    case COMMA_OR_BRACE:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("found '%s' where ',' or '}' is expected"),
                     c.text);
        break;
    case THE_END:
        rf_diags_add(s->diags, RF_ERROR, here(s), _("found '%s' after the end of the document"),
                     c.text);
        break;
    }
}

static void hint_at(scanner *s)
{
    const int c = peek(s);
    if (c == '/' || c == '#')
        rf_diags_hint(s->diags, _("JSON has no comments"));
    else if (c == '\'')
        rf_diags_hint(s->diags, _("JSON puts text and keys in double quotes"));
    else if (c == ']' || c == '}')
        rf_diags_hint(s->diags, _("is there a comma too many before it, or a bracket?"));
}

static bool stop_at(scanner *s, expectation wanted)
{
    if (peek(s) < 0)
        file_ends(s, wanted);
    else {
        wrong_character(s, wanted);
        hint_at(s);
    }
    s->stopped = true;
    return false;
}

/* A new node at the scanner; its number, or SIZE_MAX when memory is out. */
static size_t add_node(scanner *s, rf_json_kind kind)
{
    rf_json_nodes *nodes = s->nodes;
    rf_json_node *grown =
        rf_grow(nodes->items, &nodes->capacity, nodes->n + 1, sizeof *nodes->items);
    if (grown == NULL) {
        s->no_memory = s->stopped = true;
        return SIZE_MAX;
    }
    nodes->items = grown;
    nodes->items[nodes->n] = (rf_json_node){
        .kind = kind,
        .offset = (uint32_t)s->at,
        .line = s->line,
        .column = s->column,
        .key_line = s->line,
        .key_column = s->column,
        .span = 1,
    };
    return nodes->n++;
}

static void close_node(scanner *s, size_t node)
{
    rf_json_node *n = &s->nodes->items[node];
    n->length = (uint32_t)s->at - n->offset;
    n->span = (uint32_t)(s->nodes->n - node);
}

static int hex_digit(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The four hexadecimal digits `ahead` bytes after the scanner, -1: not four. */
static int hex4(const scanner *s, size_t ahead)
{
    int value = 0;
    for (size_t i = s->at + ahead; i < s->at + ahead + 4; i++) {
        const int digit = i < s->source->length ? hex_digit(s->source->text[i]) : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static void step_over(scanner *s, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        step(s);
}

/* At the backslash of \uXXXX. */
static void scan_unicode_escape(scanner *s)
{
    const int unit = hex4(s, 2);
    const bool high = unit >= 0xD800 && unit <= 0xDBFF, low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (unit < 0)
        rf_diags_add(s->diags, RF_ERROR, here(s),
                     _("\\u is not followed by four hexadecimal digits"));
    else if (unit == 0)
        rf_diags_add(s->diags, RF_ERROR, here(s), _("\\u0000 is not accepted in a text"));
    else if (high && s->at + 12 <= s->source->length && s->source->text[s->at + 6] == '\\' &&
             s->source->text[s->at + 7] == 'u' && hex4(s, 8) >= 0xDC00 && hex4(s, 8) <= 0xDFFF) {
        step_over(s, 12);
        return;
    } else if (high || low)
        rf_diags_add(s->diags, RF_ERROR, here(s), _("\\u%04X is half of a surrogate pair"),
                     (unsigned)unit);
    else {
        step_over(s, 6);
        return;
    }
    s->faulty = true;
    step_over(s, 2);
}

static void scan_escape(scanner *s)
{
    const int c = s->at + 1 < s->source->length ? s->source->text[s->at + 1] : -1;
    if (c == 'u') {
        scan_unicode_escape(s);
        return;
    }
    if (c < 0 || c == 0 || strchr("\"\\/bfnrt", c) == NULL) {
        rf_diags_add(s->diags, RF_ERROR, here(s),
                     _("a backslash must be followed by one of \" \\ / b f n r t u"));
        s->faulty = true;
        step(s);
        return;
    }
    step_over(s, 2);
}

static void scan_character(scanner *s)
{
    const size_t n = sequence_length(s->source->text + s->at, s->source->length - s->at);
    if (n == 0) {
        rf_diags_add(s->diags, RF_ERROR, here(s), _("byte %s is not UTF-8"), show(s).text);
        rf_diags_hint(s->diags, _("save the file with the encoding UTF-8"));
        s->faulty = true;
        s->column++; /* a stray continuation byte is a character to the reader of the message */
        s->at++;
    } else if (peek(s) < 0x20) {
        rf_diags_add(s->diags, RF_ERROR, here(s),
                     _("the control character %s must be escaped in a text"), show(s).text);
        s->faulty = true;
        step(s);
    } else
        step_over(s, n);
}

/* At the opening quote. */
static bool scan_string(scanner *s)
{
    const rf_place start = here(s);
    step(s);
    for (int c = peek(s); c != '"'; c = peek(s)) {
        if (c < 0 || c == '\n') {
            rf_diags_add(s->diags, RF_ERROR, start, _("the text that begins here is not closed"));
            s->stopped = true;
            return false;
        }
        if (c == '\\')
            scan_escape(s);
        else
            scan_character(s);
    }
    step(s);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Is the text exactly `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` */
static bool is_number(const char *text, size_t n)
{
    size_t i = n > 0 && text[0] == '-' ? 1 : 0;
    const size_t whole = i;
    while (i < n && is_digit(text[i]))
        i++;
    if (i == whole || (text[whole] == '0' && i - whole > 1))
        return false;
    if (i < n && text[i] == '.') {
        const size_t fraction = ++i;
        while (i < n && is_digit(text[i]))
            i++;
        if (i == fraction)
            return false;
    }
    if (i < n && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        if (i < n && (text[i] == '+' || text[i] == '-'))
            i++;
        const size_t exponent = i;
        while (i < n && is_digit(text[i]))
            i++;
        if (i == exponent)
            return false;
    }
    return i == n;
}

static bool is_word_character(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
           c == '-' || c == '.' || c == '_';
}

static bool stop_at_word(scanner *s, const char *word, int n)
{
    static const char *const known[] = {"true", "false", "null"};
    enum { LONGEST = 40 };
    char text[LONGEST + 1];
    const int length = n < LONGEST ? n : LONGEST;
    memcpy(text, word, (size_t)length);
    text[length] = '\0';
    const char *near = rf_nearest(text, known, sizeof known / sizeof known[0]);
    if (is_digit(text[0]) || strchr("+-.", text[0]) != NULL)
        rf_diags_add(s->diags, RF_ERROR, here(s), _("%s is not a JSON number"), text);
    else {
        rf_diags_add(s->diags, RF_ERROR, here(s), _("%s is not a JSON value"), text);
        if (near != NULL)
            rf_diags_hint(s->diags, _("did you mean %s?"), near);
        else
            rf_diags_hint(s->diags, _("JSON puts text and keys in double quotes"));
    }
    s->stopped = true;
    return false;
}

static bool is_word(const char *text, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(text, word, n) == 0;
}

/* A number, true, false or null. */
static bool scan_word(scanner *s)
{
    const char *text = s->source->text + s->at;
    size_t n = 0;
    while (s->at + n < s->source->length && is_word_character((unsigned char)text[n]))
        n++;
    rf_json_kind kind;
    if (is_number(text, n))
        kind = RF_JSON_NUMBER;
    else if (is_word(text, n, "true"))
        kind = RF_JSON_TRUE;
    else if (is_word(text, n, "false"))
        kind = RF_JSON_FALSE;
    else if (is_word(text, n, "null"))
        kind = RF_JSON_NULL;
    else
        return stop_at_word(s, text, n < INT32_MAX ? (int)n : INT32_MAX);
    const size_t node = add_node(s, kind);
    if (node == SIZE_MAX)
        return false;
    step_over(s, n);
    close_node(s, node);
    return true;
}

static bool scan_value(scanner *s);

static bool scan_string_value(scanner *s)
{
    const size_t node = add_node(s, RF_JSON_STRING);
    if (node == SIZE_MAX || !scan_string(s))
        return false;
    close_node(s, node);
    return true;
}

static bool scan_items(scanner *s)
{
    skip_blanks(s);
    if (peek(s) == ']')
        return true;
    for (;;) {
        if (!scan_value(s))
            return false;
        skip_blanks(s);
        if (peek(s) == ']')
            return true;
        if (peek(s) != ',')
            return stop_at(s, COMMA_OR_BRACKET);
        step(s);
        skip_blanks(s);
    }
}

/* One `"key": value`. */
static bool scan_member(scanner *s)
{
    if (peek(s) != '"')
        return stop_at(s, A_KEY);
    const uint32_t line = s->line, column = s->column;
    const size_t node = s->nodes->n; /* of the value to come */
    if (!scan_string(s))
        return false;
    skip_blanks(s);
    if (peek(s) != ':')
        return stop_at(s, A_COLON);
    step(s);
    skip_blanks(s);
    if (!scan_value(s))
        return false;
    s->nodes->items[node].key_line = line;
    s->nodes->items[node].key_column = column;
    return true;
}

static bool scan_members(scanner *s)
{
    skip_blanks(s);
    if (peek(s) == '}')
        return true;
    for (;;) {
        if (!scan_member(s))
            return false;
        skip_blanks(s);
        if (peek(s) == '}')
            return true;
        if (peek(s) != ',')
            return stop_at(s, COMMA_OR_BRACE);
        step(s);
        skip_blanks(s);
    }
}

static bool scan_container(scanner *s, rf_json_kind kind)
{
    if (s->depth == RF_JSON_DEPTH) {
        rf_diags_add(s->diags, RF_ERROR, here(s), _("more than %d brackets within one another"),
                     RF_JSON_DEPTH);
        s->stopped = true;
        return false;
    }
    const size_t node = add_node(s, kind);
    if (node == SIZE_MAX)
        return false;
    step(s);
    s->depth++;
    if (!(kind == RF_JSON_ARRAY ? scan_items(s) : scan_members(s)))
        return false;
    s->depth--;
    step(s);
    close_node(s, node);
    return true;
}

static bool scan_value(scanner *s)
{
    const int c = peek(s);
    if (c == '{')
        return scan_container(s, RF_JSON_OBJECT);
    if (c == '[')
        return scan_container(s, RF_JSON_ARRAY);
    if (c == '"')
        return scan_string_value(s);
    if (is_word_character(c))
        return scan_word(s);
    return stop_at(s, A_VALUE);
}

static bool looks_like_utf16(const rf_json_source *source)
{
    const unsigned char *b = (const unsigned char *)source->text;
    return source->length >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) ||
                                   (b[0] == 0xFE && b[1] == 0xFF) || (b[0] != 0 && b[1] == 0));
}

static void scan_document(scanner *s)
{
    if (looks_like_utf16(s->source)) {
        rf_diags_add(s->diags, RF_ERROR, here(s), _("the file is UTF-16; JSON is UTF-8"));
        rf_diags_hint(s->diags, _("save the file with the encoding UTF-8"));
        s->stopped = true;
        return;
    }
    if (s->source->length >= 3 && memcmp(s->source->text, "\xEF\xBB\xBF", 3) == 0)
        s->at = 3;
    skip_blanks(s);
    if (!scan_value(s))
        return;
    skip_blanks(s);
    if (peek(s) >= 0)
        stop_at(s, THE_END);
}

rf_status rf_json_scan(rf_json_nodes *nodes, const rf_json_source *source, rf_diags *diags,
                       rf_err *err)
{
    scanner s = {.source = source, .nodes = nodes, .diags = diags, .line = 1, .column = 1};
    scan_document(&s);
    if (s.no_memory)
        return rf_fail_memory(err);
    if (s.stopped || s.faulty)
        return rf_fail(err, RF_BAD_INPUT, _("%s is not JSON"), source->file);
    return RF_OK;
}
