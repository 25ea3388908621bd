#include "zip.h"

#include <string.h>

static size_t u16(const uint8_t *at) {
  return at[0] | (size_t)at[1] << 8;
}

static int holds(const uint8_t *name, size_t len, const char *word) {
  size_t wanted = strlen(word);
  for (size_t at = 0; at + wanted <= len; at++) {
    if (memcmp(name + at, word, wanted) == 0) return 1;
  }
  return 0;
}

size_t zip_parts(const uint8_t *package, size_t len, const char *word, zip_part *out, size_t most) {
  size_t found = 0, at = 0;
  while (at + 30 <= len && memcmp(package + at, "PK\3\4", 4) == 0 && found < most) {
    const uint8_t *header = package + at;
    size_t size = u16(header + 18) | u16(header + 20) << 16;
    size_t name = at + 30, content = name + u16(header + 26) + u16(header + 28);
    if (content + size > len) break;
    if (holds(package + name, u16(header + 26), word)) {
      out[found].offset = content;
      out[found].len = size;
      found++;
    }
    at = content + size;
  }
  return found;
}
