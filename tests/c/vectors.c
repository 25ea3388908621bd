/* Runs every case of the vector files given as arguments; prints `vectors: ran N of N`. */
#include "support/check.h"
#include "support/compare.h"
#include "support/damage.h"
#include "support/faults.h"
#include "support/json.h"
#include "support/locks.h"
#include "support/observers.h"
#include "support/registries.h"
#include "support/strategies.h"
#include "support/versions.h"

typedef struct {
  const json *in;
  bytes data; /* in.data with in.damage applied */
  diram_buffer *made;
  diram_report *report;
  text said; /* the result of the operations that give neither */
  diram_error *err;
} run;

static double number_or(const json *in, const char *key, double otherwise) {
  const json *found = json_get(in, key);
  return found != NULL ? found->number : otherwise;
}

static diram_status pack(run *r) {
  static const char *keys[] = {"name", "version", "codec"};
  diram_status (*set[])(diram_pack_options *, const char *, size_t, diram_error **) = {
      diram_pack_options_set_name, diram_pack_options_set_version, diram_pack_options_set_codec};
  diram_pack_options *options = diram_pack_options_new();
  diram_status status = DIRAM_OK;
  for (int i = 0; i < 3 && status == DIRAM_OK; i++) {
    if (json_get(r->in, keys[i])) status = set[i](options, json_text(r->in, keys[i]), DIRAM_Z, &r->err);
  }
  if (status == DIRAM_OK) {
    status = diram_package_pack_bytes(r->data.data, r->data.len, options, NULL, &r->made, &r->err);
  }
  diram_pack_options_free(options);
  return status;
}

static diram_status package(run *r, int heal) {
  diram_package *opened = NULL;
  diram_status status = diram_package_open_bytes(r->data.data, r->data.len, NULL, &opened, &r->err);
  diram_heal_options *options = diram_heal_options_new();
  if (status == DIRAM_OK && heal) {
    status = diram_heal_options_set_salvage(options, json_flag(r->in, "salvage"), &r->err);
    if (status == DIRAM_OK) status = diram_package_heal_bytes(opened, options, NULL, &r->made, NULL, &r->err);
  } else if (status == DIRAM_OK) {
    status = diram_package_verify(opened, NULL, &r->report, &r->err);
  }
  diram_heal_options_free(options);
  diram_package_free(opened);
  return status;
}

static diram_status unpack(run *r) {
  diram_read_options *options = diram_read_options_new();
  diram_status status = diram_read_options_set_salvage(options, json_flag(r->in, "salvage"), &r->err);
  if (status == DIRAM_OK) {
    status = diram_package_unpack_bytes(r->data.data, r->data.len, options, NULL, &r->made, &r->err);
  }
  diram_read_options_free(options);
  return status;
}

static diram_status reconstruct(run *r) {
  const json *missing = json_get(r->in, "missing");
  size_t part_len = (size_t)json_need(r->in, "part_len")->number, count = r->data.len / part_len;
  const uint8_t **parts = malloc((count + 1) * sizeof *parts);
  size_t *lens = malloc((count + 1) * sizeof *lens);
  CHECK(parts != NULL && lens != NULL);
  for (size_t i = 0; i < count; i++) {
    parts[i] = r->data.data + i * part_len;
    lens[i] = part_len;
  }
  for (size_t i = 0; missing != NULL && i < missing->count; i++) {
    CHECK(missing->items[i].number < (double)count);
    parts[(size_t)missing->items[i].number] = NULL;
  }
  diram_status status = diram_component_reconstruct(parts, lens, count, json_flag(r->in, "salvage"),
                                                    &r->made, &r->report, &r->err);
  free(parts);
  free(lens);
  return status;
}

static diram_status packages_op(run *r, const char *op) {
  const uint8_t *p = r->data.data;
  size_t n = r->data.len, most = (size_t)number_or(r->in, "max_output", DIRAM_HUFFMAN_MAX_OUTPUT);
#define OP(name, call) if (strcmp(op, name) == 0) return call
  OP("huffman_encode", diram_huffman_encode(p, n, &r->made, &r->err));
  OP("huffman_decode", diram_huffman_decode(p, n, most, &r->made, &r->err));
  OP("huffman_codes", diram_huffman_codes(p, n, &r->report, &r->err));
  OP("pack_bytes", pack(r));
  OP("package_verify", package(r, 0));
  OP("package_heal", package(r, 1));
  OP("package_unpack", unpack(r));
  OP("part_check", diram_part_check(p, n, &r->report, &r->err));
  OP("part_heal", diram_part_heal(p, n, &r->made, &r->err));
  OP("component_reconstruct", reconstruct(r));
  OP("compress_with_recovery",
     diram_compress_with_recovery(p, n, number_or(r->in, "threshold", 0.954), NULL, &r->made, &r->err));
  OP("decompress_fault_tolerant",
     diram_decompress_fault_tolerant(p, n, number_or(r->in, "corruption_level", 0.046), NULL, &r->made, &r->err));
#undef OP
  fprintf(stderr, "unknown op %s\n", op);
  exit(1);
}

static diram_status call(run *r, const char *folder, const char *op) {
  int (*areas[])(const char *, const json *, text *, diram_error **) = {version_op, registry_op, strategy_op,
                                                                        fault_op,   observer_op, lock_op};
  for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
    int status = areas[i](op, r->in, &r->said, &r->err);
    if (status >= 0) return (diram_status)status;
  }
  const json *damage = json_get(r->in, "damage");
  r->data = vector_bytes(folder, json_need(r->in, "data"));
  for (size_t i = 0; damage != NULL && i < damage->count; i++) vector_damage(&r->data, &damage->items[i]);
  return packages_op(r, op);
}

static int result_right(const char *folder, const char *name, const json *wanted, const run *r) {
  if (r->said.data == NULL) return result_is(folder, name, wanted, r->made, r->report);
  json *got = json_parse(r->said.data);
  int right = said_is(name, wanted, got);
  json_free(got);
  return right;
}

/* Runs one case; 1 when its result is the wanted one. */
static int run_case(const char *folder, const json *test) {
  run r = {json_need(test, "in"), {NULL, 0}, NULL, NULL, {NULL, 0}, NULL};
  const json *error = json_get(test, "error");
  const char *status = diram_status_name(call(&r, folder, json_text(test, "op")));
  const char *wanted = error != NULL ? error->text : "OK";
  int right = strcmp(status, wanted) == 0;
  if (!right) {
    fprintf(stderr, "%s: %s instead of %s: %s\n", json_text(test, "name"), status, wanted,
            diram_error_message(r.err, NULL));
  } else if (error == NULL) {
    right = result_right(folder, json_text(test, "name"), json_need(test, "out"), &r);
  }
  free(r.data.data);
  free(r.said.data);
  diram_buffer_free(r.made);
  diram_report_free(r.report);
  diram_error_free(r.err);
  return right;
}

int main(int argc, char **argv) {
  size_t ran = 0, all = 0;
  for (int i = 1; i < argc; i++) {
    char *slash = strrchr(argv[i], '/');
    CHECK(slash != NULL);
    bytes text = file_read(argv[i]);
    json *root = json_parse((const char *)text.data);
    *slash = '\0'; /* argv[i] is the folder from here on */
    const json *cases = json_need(root, "cases");
    all += cases->count;
    for (size_t j = 0; j < cases->count; j++) ran += (size_t)run_case(argv[i], &cases->items[j]);
    json_free(root);
    free(text.data);
  }
  printf("vectors: ran %zu of %zu\n", ran, all);
  return ran == all && all > 0 ? 0 : 1;
}
