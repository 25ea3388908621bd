/* JSON out: text that grows, and values written into it. */
#ifndef PRINT_H
#define PRINT_H

#include "json.h"

/* Text on the heap that ends in a NUL, freed with free(data). Begin with {NULL, 0}. */
typedef struct {
  char *data;
  size_t len;
} text;

/* Appends, as printf. */
void text_add(text *out, const char *format, ...);
/* Appends a text in quotes, escaped. */
void text_quote(text *out, const char *raw);
/* Appends a value. */
void text_json(text *out, const json *value);
/* Appends an object without its closing brace and without one of its members. */
void text_members(text *out, const json *object, const char *except);

#endif
