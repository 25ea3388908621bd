#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32 };

static void fail(const char *why, const char *at) {
  fprintf(stderr, "json: %s at \"%.40s\"\n", why, at);
  exit(1);
}

static void *grow(void *memory, size_t bytes) {
  void *grown = realloc(memory, bytes);
  if (grown == NULL) fail("no memory", "");
  return grown;
}

static const char *skip(const char *at) {
  while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') at++;
  return at;
}

static const char *expect(const char *at, char wanted) {
  at = skip(at);
  if (*at != wanted) fail("another character was expected", at);
  return skip(at + 1);
}

static size_t put_utf8(char *out, unsigned long code) {
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  if (code < 0x800) {
    out[0] = (char)(0xc0 | code >> 6);
    out[1] = (char)(0x80 | (code & 0x3f));
    return 2;
  }
  out[0] = (char)(0xe0 | code >> 12);
  out[1] = (char)(0x80 | (code >> 6 & 0x3f));
  out[2] = (char)(0x80 | (code & 0x3f));
  return 3;
}

/* One escape after the backslash; surrogates, which the vectors do not use, are refused. */
static const char *escape(const char *at, char *out, size_t *len) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  if (*at == 'u') {
    char digits[5] = {0}, *end;
    strncpy(digits, at + 1, 4);
    unsigned long code = strtoul(digits, &end, 16);
    if (end != digits + 4 || (code >= 0xd800 && code < 0xe000)) fail("bad \\u", at);
    *len += put_utf8(out + *len, code);
    return at + 5;
  }
  const char *known = *at != '\0' ? strchr(from, *at) : NULL;
  if (known == NULL) fail("bad escape", at);
  out[(*len)++] = to[known - from];
  return at + 1;
}

static const char *parse_text(const char *at, char **out, size_t *out_len) {
  const char *start = at;
  size_t most = 0;
  if (*at != '"') fail("text was expected", at);
  while (start[1 + most] != '\0' && start[1 + most] != '"') {
    most += start[1 + most] == '\\' && start[2 + most] != '\0' ? 2 : 1;
  }
  char *text = grow(NULL, most + 1);
  size_t len = 0;
  for (at++; *at != '"';) {
    if (*at == '\0') fail("text without end", start);
    if (*at == '\\') {
      at = escape(at + 1, text, &len);
    } else {
      text[len++] = *at++;
    }
  }
  text[len] = '\0';
  *out = text;
  *out_len = len;
  return at + 1;
}

static const char *parse(const char *at, json *out, int depth);

static const char *parse_items(const char *at, json *out, char close, int depth) {
  at = skip(at + 1);
  while (*at != close) {
    if (out->count > 0) at = expect(at, ',');
    out->items = grow(out->items, (out->count + 1) * sizeof *out->items);
    if (out->kind == JSON_OBJECT) {
      out->keys = grow(out->keys, (out->count + 1) * sizeof *out->keys);
      size_t len; /* no key holds a NUL */
      at = expect(parse_text(at, &out->keys[out->count], &len), ':');
    }
    at = skip(parse(at, &out->items[out->count], depth + 1));
    out->count++;
  }
  return at + 1;
}

static const char *parse_word(const char *at, json *out) {
  static const struct { const char *word; json_kind kind; } words[] = {
      {"null", JSON_NULL}, {"false", JSON_FALSE}, {"true", JSON_TRUE}};
  for (size_t i = 0; i < 3; i++) {
    size_t len = strlen(words[i].word);
    if (strncmp(at, words[i].word, len) == 0) {
      out->kind = words[i].kind;
      return at + len;
    }
  }
  char *end;
  out->kind = JSON_NUMBER;
  out->number = strtod(at, &end);
  if (end == at) fail("a value was expected", at);
  return end;
}

static const char *parse(const char *at, json *out, int depth) {
  memset(out, 0, sizeof *out);
  at = skip(at);
  if (depth > MAX_DEPTH) fail("too deep", at);
  switch (*at) {
    case '{': out->kind = JSON_OBJECT; return parse_items(at, out, '}', depth);
    case '[': out->kind = JSON_LIST; return parse_items(at, out, ']', depth);
    case '"': out->kind = JSON_TEXT; return parse_text(at, &out->text, &out->len);
    default: return parse_word(at, out);
  }
}

json *json_parse(const char *text) {
  json *value = grow(NULL, sizeof *value);
  const char *end = skip(parse(text, value, 0));
  if (*end != '\0') fail("something follows the end", end);
  return value;
}

static void clear(json *value) {
  for (size_t i = 0; i < value->count; i++) {
    clear(&value->items[i]);
    if (value->keys != NULL) free(value->keys[i]);
  }
  free(value->items);
  free(value->keys);
  free(value->text);
}

void json_free(json *value) {
  clear(value);
  free(value);
}

const json *json_get(const json *object, const char *key) {
  for (size_t i = 0; object->keys != NULL && i < object->count; i++) {
    if (strcmp(object->keys[i], key) == 0) return &object->items[i];
  }
  return NULL;
}

const json *json_need(const json *object, const char *key) {
  const json *found = json_get(object, key);
  if (found == NULL) fail("a member is missing", key);
  return found;
}

const char *json_text(const json *object, const char *key) {
  const json *found = json_need(object, key);
  if (found->kind != JSON_TEXT) fail("a member is no text", key);
  return found->text;
}

int json_flag(const json *object, const char *key) {
  const json *found = json_get(object, key);
  return found != NULL && found->kind == JSON_TRUE;
}
