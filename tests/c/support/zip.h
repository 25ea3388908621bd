/* Where the parts of a package are, read from the zip's local headers. */
#ifndef ZIP_H
#define ZIP_H

#include "files.h"

typedef struct {
  size_t offset; /* of the part's first byte in the package */
  size_t len;
} zip_part;

/* The parts of the component whose part names hold `word`; gives how many, at most `most`. */
size_t zip_parts(const uint8_t *package, size_t len, const char *word, zip_part *out, size_t most);

#endif
