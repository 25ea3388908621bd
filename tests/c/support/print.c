#include "print.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_add(text *out, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int len = vsnprintf(NULL, 0, format, arguments);
  char *grown = len < 0 ? NULL : realloc(out->data, out->len + (size_t)len + 1);
  if (grown == NULL) {
    fprintf(stderr, "print: no memory, or a bad format\n");
    exit(1);
  }
  vsnprintf(grown + out->len, (size_t)len + 1, format, again);
  va_end(again);
  va_end(arguments);
  out->data = grown;
  out->len += (size_t)len;
}

void text_quote(text *out, const char *raw) {
  text_add(out, "\"");
  while (*raw != '\0') {
    size_t plain = 0;
    while ((unsigned char)raw[plain] >= 0x20 && raw[plain] != '"' && raw[plain] != '\\') plain++;
    text_add(out, "%.*s", (int)plain, raw);
    raw += plain;
    if (*raw != '\0') text_add(out, "\\u%04x", (unsigned char)*raw++);
  }
  text_add(out, "\"");
}

void text_json(text *out, const json *value) {
  static const char open[] = "[{", close[] = "]}";
  int object = value->kind == JSON_OBJECT;
  switch (value->kind) {
    case JSON_NULL: text_add(out, "null"); return;
    case JSON_FALSE: text_add(out, "false"); return;
    case JSON_TRUE: text_add(out, "true"); return;
    case JSON_NUMBER: text_add(out, "%.17g", value->number); return;
    case JSON_TEXT: text_quote(out, value->text); return;
    case JSON_LIST:
    case JSON_OBJECT: break;
  }
  text_add(out, "%c", open[object]);
  for (size_t i = 0; i < value->count; i++) {
    if (i > 0) text_add(out, ",");
    if (object) {
      text_quote(out, value->keys[i]);
      text_add(out, ":");
    }
    text_json(out, &value->items[i]);
  }
  text_add(out, "%c", close[object]);
}

void text_members(text *out, const json *object, const char *except) {
  const char *before = "{";
  for (size_t i = 0; i < object->count; i++) {
    if (strcmp(object->keys[i], except) == 0) continue;
    text_add(out, "%s", before);
    text_quote(out, object->keys[i]);
    text_add(out, ":");
    text_json(out, &object->items[i]);
    before = ",";
  }
}
