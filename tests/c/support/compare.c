#include "compare.h"

#include <math.h>

#include "check.h"
#include "damage.h"
#include "digest.h"

static int sha256_is(const diram_buffer *made, const char *wanted) {
  char hex[65];
  size_t len = 0;
  const uint8_t *data = diram_buffer_data(made, &len);
  sha256_hex(data, len, hex);
  return strcmp(hex, wanted) == 0;
}

static int content_sha256_is(const diram_buffer *made, const char *wanted) {
  size_t len = 0;
  const uint8_t *data = diram_buffer_data(made, &len);
  diram_buffer *content = NULL;
  EXPECT(DIRAM_OK, diram_package_unpack_bytes(data, len, NULL, NULL, &content, NULL));
  int right = sha256_is(content, wanted);
  diram_buffer_free(content);
  return right;
}

static int bytes_are(const char *folder, const diram_buffer *made, const json *value) {
  bytes wanted = vector_bytes(folder, value);
  int right = buffer_is(made, wanted.data, wanted.len);
  free(wanted.data);
  return right;
}

static int value_is(const diram_report *report, const char *path, const json *wanted);

static int items_are(const diram_report *report, const char *path, const json *wanted) {
  /* A code word is a list of three in the vectors and an object in the report. */
  static const char *code[] = {"symbol", "length", "code"};
  double count = 0;
  int is_code = diram_report_number(report, path, &count) == DIRAM_ERR_ARGUMENT;
  if (is_code ? wanted->count != 3 : count != (double)wanted->count) return 0;
  for (size_t i = 0; i < wanted->count; i++) {
    char item[256];
    if (is_code) {
      snprintf(item, sizeof item, "%s.%s", path, code[i]);
    } else {
      snprintf(item, sizeof item, "%s.%zu", path, i);
    }
    if (!value_is(report, item, &wanted->items[i])) return 0;
  }
  return 1;
}

static int value_is(const diram_report *report, const char *path, const json *wanted) {
  double number = 0;
  diram_status status = diram_report_number(report, path, &number);
  switch (wanted->kind) {
    case JSON_NULL: return status == DIRAM_ERR_NOT_FOUND;
    case JSON_FALSE: return status == DIRAM_OK && number == 0;
    case JSON_TRUE: return status == DIRAM_OK && number == 1;
    case JSON_NUMBER: return status == DIRAM_OK && fabs(number - wanted->number) < 1e-12;
    case JSON_TEXT: return text_is(report, path, wanted->text);
    case JSON_LIST: return status != DIRAM_ERR_NOT_FOUND && items_are(report, path, wanted);
    case JSON_OBJECT: break;
  }
  return 0;
}

static int field_is(const char *folder, const char *key, const json *wanted, const diram_buffer *made,
                    const diram_report *report) {
  if (strcmp(key, "data") == 0) return bytes_are(folder, made, wanted);
  if (strcmp(key, "sha256") == 0) return sha256_is(made, wanted->text);
  if (strcmp(key, "content_sha256") == 0) return content_sha256_is(made, wanted->text);
  /* The report of huffman_codes is the list itself. */
  return value_is(report, strcmp(key, "codes") == 0 ? "" : key, wanted);
}

int result_is(const char *folder, const char *name, const json *wanted, const diram_buffer *made,
              const diram_report *report) {
  for (size_t i = 0; i < wanted->count; i++) {
    if (!field_is(folder, wanted->keys[i], &wanted->items[i], made, report)) {
      const char *got = diram_report_json(report, NULL);
      fprintf(stderr, "%s: another %s: %s\n", name, wanted->keys[i], got != NULL ? got : "(bytes)");
      return 0;
    }
  }
  return 1;
}

static int same(const json *a, const json *b) {
  if (a->kind != b->kind || a->count != b->count) return 0;
  if (a->kind == JSON_TEXT && strcmp(a->text, b->text) != 0) return 0;
  if (a->kind == JSON_NUMBER && a->number != b->number) return 0;
  for (size_t i = 0; i < a->count; i++) {
    const json *other = a->kind == JSON_OBJECT ? json_get(b, a->keys[i]) : &b->items[i];
    if (other == NULL || !same(&a->items[i], other)) return 0;
  }
  return 1;
}

int said_is(const char *name, const json *wanted, const json *got) {
  for (size_t i = 0; i < wanted->count; i++) {
    const json *field = json_get(got, wanted->keys[i]);
    if (field == NULL || !same(&wanted->items[i], field)) {
      fprintf(stderr, "%s: another %s\n", name, wanted->keys[i]);
      return 0;
    }
  }
  return 1;
}
