/* Checks that end the program at the first one that fails. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diram.h"

#define CHECK(condition)                                                            \
  do {                                                                              \
    if (!(condition)) {                                                             \
      fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);     \
      exit(1);                                                                      \
    }                                                                               \
  } while (0)

/* The call must give this status; its error goes to `err`. */
#define EXPECT(wanted, call)                                                        \
  do {                                                                              \
    diram_status expect_got = (call);                                               \
    if (expect_got != (wanted)) {                                                   \
      fprintf(stderr, "%s:%d: %s gave %s instead of %s\n", __FILE__, __LINE__,      \
              #call, diram_status_name(expect_got), diram_status_name(wanted));     \
      exit(1);                                                                      \
    }                                                                               \
  } while (0)

/* The call must succeed; `err` must be declared and NULL. */
#define OK(call)                                                                    \
  do {                                                                              \
    if ((call) != DIRAM_OK) {                                                       \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__,                            \
              diram_error_message(err, NULL));                                      \
      exit(1);                                                                      \
    }                                                                               \
    CHECK(err == NULL);                                                             \
  } while (0)

/* The call must fail with this status and say so in `err`, which is freed. */
#define FAILS(wanted, call)                                                         \
  do {                                                                              \
    CHECK(err == NULL);                                                             \
    EXPECT(wanted, call);                                                           \
    CHECK(err != NULL && diram_error_code(err) == (wanted));                        \
    CHECK(diram_error_message(err, NULL)[0] != '\0');                               \
    diram_error_free(err);                                                          \
    err = NULL;                                                                     \
  } while (0)

static inline double number_of(const diram_report *report, const char *key) {
  double value = 0;
  if (diram_report_number(report, key, &value) != DIRAM_OK) {
    fprintf(stderr, "no number %s in %s\n", key, diram_report_json(report, NULL));
    exit(1);
  }
  return value;
}

static inline int text_is(const diram_report *report, const char *key, const char *wanted) {
  size_t len = 0;
  const char *text = diram_report_text(report, key, &len);
  return text != NULL && strcmp(text, wanted) == 0 && strlen(wanted) == len;
}

static inline int buffer_is(const diram_buffer *buffer, const void *wanted, size_t wanted_len) {
  size_t len = 0;
  const uint8_t *data = diram_buffer_data(buffer, &len);
  return len == wanted_len && memcmp(data, wanted, len) == 0 && data[len] == 0;
}

#endif
