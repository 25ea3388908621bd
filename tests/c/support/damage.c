#include "damage.h"

#include "check.h"
#include "digest.h"

bytes vector_bytes(const char *folder, const json *value) {
  char path[1024];
  if (value->kind == JSON_TEXT) return base64_decode(value->text);
  snprintf(path, sizeof path, "%s/%s", folder, json_text(value, "file"));
  return file_read(path);
}

static void replace(bytes *data, size_t at, size_t gone, bytes with) {
  CHECK(at <= data->len && gone <= data->len - at);
  bytes out = {malloc(data->len - gone + with.len + 1), data->len - gone + with.len};
  CHECK(out.data != NULL);
  memcpy(out.data, data->data, at);
  if (with.len > 0) memcpy(out.data + at, with.data, with.len);
  memcpy(out.data + at + with.len, data->data + at + gone, data->len - at - gone);
  free(data->data);
  *data = out;
}

void vector_damage(bytes *data, const json *step) {
  const char *what = step->items[0].text;
  double from = step->items[1].number;
  size_t at = (size_t)(from < 0 ? from + (double)data->len : from);
  bytes with = {NULL, 0};
  if (strcmp(what, "insert") == 0) {
    with = base64_decode(step->items[2].text);
    replace(data, at, 0, with);
    free(with.data);
    return;
  }
  size_t count = (size_t)step->items[2].number;
  if (strcmp(what, "cut") == 0) {
    replace(data, at, count, with);
  } else if (strcmp(what, "flip") == 0) {
    CHECK(at < data->len);
    data->data[at] ^= (uint8_t)count;
  } else {
    CHECK(strcmp(what, "zero") == 0 && at <= data->len && count <= data->len - at);
    memset(data->data + at, 0, count);
  }
}
