/* Cancel, time limit and progress, in every call that takes an operation. Takes an empty folder. */
#include "support/check.h"
#include "support/files.h"

static const char *room;
static diram_error *err = NULL;

typedef struct {
  int calls, drops, stop;
  uint64_t done, total;
} watch;

static int32_t watched(void *user, uint64_t done, uint64_t total, const char *phase) {
  watch *seen = user;
  CHECK(phase[0] != '\0');
  seen->calls++;
  seen->done = done;
  seen->total = total;
  return seen->stop;
}

static void watch_dropped(void *user) {
  ((watch *)user)->drops++;
}

static diram_op *watching(watch *seen) {
  diram_op *op = diram_op_new();
  EXPECT(DIRAM_ERR_ARGUMENT, diram_op_on_progress(op, NULL, seen, watch_dropped));
  EXPECT(DIRAM_OK, diram_op_on_progress(op, watched, seen, watch_dropped));
  return op;
}

static void phase_is(const diram_op *op, const char *wanted) {
  const char *phase = NULL;
  EXPECT(DIRAM_OK, diram_op_progress(op, NULL, NULL, &phase));
  CHECK(strcmp(phase, wanted) == 0);
}

static void packing_is_watched(bytes data) {
  watch seen = {0, 0, 0, 0, 0};
  diram_op *op = watching(&seen);
  diram_buffer *made = NULL;
  OK(diram_package_pack_bytes(data.data, data.len, NULL, op, &made, &err));
  CHECK(seen.calls >= 2 && seen.drops == 0 && seen.done == data.len);
  CHECK(seen.total == data.len || seen.total == DIRAM_UNKNOWN);
  uint64_t done = 0, total = 0;
  EXPECT(DIRAM_OK, diram_op_progress(op, &done, &total, NULL));
  CHECK(done == seen.done && total == seen.total);
  phase_is(op, "pack");
  diram_op_free(op);
  CHECK(seen.drops == 1);
  diram_buffer_free(made);
}

/* Of a package that is there the total is known. */
static void looking_is_watched(const uint8_t *data, size_t len, size_t content) {
  watch seen = {0, 0, 0, 0, 0};
  diram_op *op = watching(&seen);
  diram_package *package = NULL;
  diram_buffer *back = NULL;
  OK(diram_package_open_bytes(data, len, op, &package, &err));
  phase_is(op, "scan");
  OK(diram_package_verify(package, op, NULL, &err));
  CHECK(seen.total == len && seen.done == len);
  OK(diram_package_read(package, "data", DIRAM_Z, NULL, op, &back, &err));
  phase_is(op, "read");
  CHECK(seen.total == content && seen.done == content);
  diram_buffer_free(back);
  OK(diram_package_unpack_bytes(data, len, NULL, op, &back, &err));
  phase_is(op, "unpack");
  CHECK(seen.total == content && seen.done == content);
  diram_buffer_free(back);
  diram_package_free(package);
  diram_op_free(op);
  CHECK(seen.drops == 1);
}

static void packing_stops(bytes data) {
  diram_buffer *made = NULL;
  watch seen = {0, 0, 1, 0, 0};
  diram_op *op = watching(&seen); /* stopped by the callback */
  FAILS(DIRAM_ERR_CANCELLED, diram_package_pack_bytes(data.data, data.len, NULL, op, &made, &err));
  diram_op_free(op);

  op = diram_op_new(); /* stopped from outside */
  diram_op_cancel(op);
  FAILS(DIRAM_ERR_CANCELLED, diram_package_pack_bytes(data.data, data.len, NULL, op, &made, &err));
  FAILS(DIRAM_ERR_CANCELLED, diram_compress_with_recovery(data.data, data.len, 0.954, op, &made, &err));
  diram_op_free(op);

  op = diram_op_new(); /* too late */
  diram_op_set_timeout_ms(op, 0);
  FAILS(DIRAM_ERR_DEADLINE, diram_package_pack_bytes(data.data, data.len, NULL, op, &made, &err));
  FAILS(DIRAM_ERR_DEADLINE, diram_compress_with_recovery(data.data, data.len, 0.954, op, &made, &err));
  diram_op_free(op);
  CHECK(made == NULL);
}

/* Every call that reads a package stops with `wanted` under `op`. */
static void reading_stops(const uint8_t *data, size_t len, diram_op *op, diram_status wanted) {
  static const char name[] = "diram-component-0.bin";
  diram_package *package = NULL, *other = NULL;
  diram_report *report = NULL;
  diram_buffer *out = NULL;
  diram_entry *entry = NULL;
  double number = 7;
  OK(diram_package_open_bytes(data, len, NULL, &package, &err));
  FAILS(wanted, diram_package_open_with(path_in(room, "some.zip"), DIRAM_Z, op, &other, &err));
  FAILS(wanted, diram_package_open_bytes(data, len, op, &other, &err));
  FAILS(wanted, diram_package_entries(package, op, &report, &err));
  FAILS(wanted, diram_package_read(package, "data", DIRAM_Z, NULL, op, &out, &err));
  FAILS(wanted, diram_package_entry_open(package, "data", DIRAM_Z, op, &entry, &err));
  FAILS(wanted, diram_package_components(package, op, &report, &err));
  FAILS(wanted, diram_package_verify_coherence(package, name, DIRAM_Z, op, &number, &err));
  FAILS(wanted, diram_package_recover_component(package, name, DIRAM_Z, op, &out, &err));
  FAILS(wanted, diram_package_overall_coherence(package, op, &number, &err));
  FAILS(wanted, diram_package_verify(package, op, &report, &err));
  FAILS(wanted, diram_package_heal_bytes(package, NULL, op, &out, &report, &err));
  FAILS(wanted, diram_package_unpack(package, path_in(room, "all"), DIRAM_Z, NULL, op, &report, &err));
  FAILS(wanted, diram_package_unpack_components(package, path_in(room, "all"), DIRAM_Z, NULL, op, &report, &err));
  FAILS(wanted, diram_package_unpack_bytes(data, len, NULL, op, &out, &err));
  FAILS(wanted, diram_decompress_fault_tolerant(data, len, 0.046, op, &out, &err));
  CHECK(other == NULL && report == NULL && out == NULL && entry == NULL && number == 7);
  CHECK(!file_exists(path_in(room, "all")));
  /* The package is as it was. */
  OK(diram_package_overall_coherence(package, NULL, &number, &err));
  CHECK(number == 1);
  diram_package_free(package);
}

/* The operation an entry was opened under also governs reading from it. */
static void entries_stop(const uint8_t *data, size_t len, bytes content) {
  diram_package *package = NULL;
  diram_entry *entry = NULL;
  watch seen = {0, 0, 0, 0, 0};
  diram_op *op = watching(&seen);
  OK(diram_package_open_bytes(data, len, NULL, &package, &err));
  OK(diram_package_entry_open(package, "data", DIRAM_Z, op, &entry, &err));
  diram_package_free(package);
  uint8_t piece[100];
  size_t count = 0;
  OK(diram_entry_read(entry, piece, sizeof piece, &count, &err));
  CHECK(count > 0 && memcmp(piece, content.data, count) == 0);
  diram_op_cancel(op);
  diram_op_free(op);
  CHECK(seen.drops == 0); /* the entry still has it */
  OK(diram_entry_seek(entry, -1, 2, NULL, &err));
  count = 7;
  FAILS(DIRAM_ERR_CANCELLED, diram_entry_read(entry, piece, sizeof piece, &count, &err));
  CHECK(count == 7);
  diram_entry_free(entry);
  CHECK(seen.drops == 1);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  bytes content = noise(400000, 9);
  packing_is_watched(content);
  packing_stops(content);

  diram_buffer *made = NULL;
  OK(diram_package_pack_bytes(content.data, content.len, NULL, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *package = diram_buffer_data(made, &len);
  file_write(path_in(room, "some.zip"), package, len);
  looking_is_watched(package, len, content.len);
  diram_op *op = diram_op_new();
  diram_op_cancel(op);
  reading_stops(package, len, op, DIRAM_ERR_CANCELLED);
  diram_op_free(op);
  op = diram_op_new();
  diram_op_set_timeout_ms(op, 0);
  reading_stops(package, len, op, DIRAM_ERR_DEADLINE);
  diram_op_free(op);
  entries_stop(package, len, content);
  diram_buffer_free(made);
  free(content.data);
  return 0;
}
