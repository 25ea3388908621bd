/* Files and bytes for the tests. */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <stdint.h>

/* Bytes on the heap, freed with free(data). */
typedef struct {
  uint8_t *data;
  size_t len;
} bytes;

/* The file's content; ends the program when it cannot be read. */
bytes file_read(const char *path);
void file_write(const char *path, const void *data, size_t len);
/* `folder` and `name` joined, in memory that the next four calls leave alone. */
const char *path_in(const char *folder, const char *name);
int file_exists(const char *path);

/* `len` bytes that no codec shrinks much, the same every time. */
bytes noise(size_t len, uint32_t seed);
/* `len` bytes of words that codecs shrink, the same every time. */
bytes prose(size_t len);

#endif
