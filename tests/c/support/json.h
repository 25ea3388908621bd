/* A reader for the JSON of the vector files. Ends the program on malformed text. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

typedef enum { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } json_kind;

typedef struct json {
  json_kind kind;
  double number;
  char *text;         /* JSON_TEXT; ends in a NUL, and may hold some */
  size_t len;         /* JSON_TEXT: in bytes, without the one at the end */
  struct json *items; /* JSON_LIST, JSON_OBJECT: `count` of them */
  char **keys;        /* JSON_OBJECT: one per item */
  size_t count;
} json;

/* A text as the two arguments that the library takes. */
#define TEXT(value) (value)->text, (value)->len

json *json_parse(const char *text);
void json_free(json *value);

/* The member of an object, or NULL. */
const json *json_get(const json *object, const char *key);
/* The member that must be there. */
const json *json_need(const json *object, const char *key);
/* The text of a member that must be one. */
const char *json_text(const json *object, const char *key);
/* A flag that may be absent, which is 0. */
int json_flag(const json *object, const char *key);

#endif
