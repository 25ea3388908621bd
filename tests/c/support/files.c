#include "files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *path) {
  fprintf(stderr, "%s %s\n", what, path);
  exit(1);
}

static uint8_t *room(size_t len) {
  uint8_t *data = malloc(len + 1);
  if (data == NULL) fail("no memory for", "a test");
  data[len] = 0;
  return data;
}

bytes file_read(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail("cannot read", path);
  long len = ftell(file);
  if (len < 0 || fseek(file, 0, SEEK_SET) != 0) fail("cannot measure", path);
  bytes content = {room((size_t)len), (size_t)len};
  if (fread(content.data, 1, content.len, file) != content.len) fail("cannot read", path);
  fclose(file);
  return content;
}

void file_write(const char *path, const void *data, size_t len) {
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(data, 1, len, file) != len || fclose(file) != 0) {
    fail("cannot write", path);
  }
}

const char *path_in(const char *folder, const char *name) {
  static char paths[5][1024];
  static unsigned next = 0;
  char *path = paths[next++ % 5];
  if (snprintf(path, sizeof paths[0], "%s/%s", folder, name) >= (int)sizeof paths[0]) {
    fail("too long a path:", name);
  }
  return path;
}

int file_exists(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file != NULL) fclose(file);
  return file != NULL;
}

static uint32_t next_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

bytes noise(size_t len, uint32_t seed) {
  bytes made = {room(len), len};
  uint32_t state = seed | 1;
  for (size_t i = 0; i < len; i++) made.data[i] = (uint8_t)next_random(&state);
  return made;
}

bytes prose(size_t len) {
  static const char *words[] = {"the ", "part ", "that ", "was ", "lost ", "came ", "back ", "whole\n"};
  bytes made = {room(len), len};
  uint32_t state = 7;
  for (size_t at = 0; at < len;) {
    const char *word = words[next_random(&state) % 8];
    for (; *word != '\0' && at < len; word++) made.data[at++] = (uint8_t)*word;
  }
  return made;
}
