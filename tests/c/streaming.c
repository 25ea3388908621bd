/* Readers, writers and packers. */
#include <errno.h>

#include "support/check.h"
#include "support/files.h"

static diram_error *err = NULL;

/* A file in memory behind the callbacks, counting what happens to it. */
typedef struct {
  bytes content;
  size_t at;
  size_t fail_at; /* writes beyond this fail */
  int drops;
  diram_packer *reenter;
} memory;

static void dropped(void *user) {
  ((memory *)user)->drops++;
}

static int32_t read_some(void *user, uint8_t *buffer, size_t capacity, size_t *count) {
  memory *file = user;
  size_t left = file->content.len - file->at;
  if (capacity > 4000) capacity = 4000; /* short reads are allowed */
  *count = left < capacity ? left : capacity;
  memcpy(buffer, file->content.data + file->at, *count);
  file->at += *count;
  return 0;
}

static int32_t read_never(void *user, uint8_t *buffer, size_t capacity, size_t *count) {
  (void)user, (void)buffer, (void)capacity, (void)count;
  return EACCES;
}

static int32_t seek(void *user, int64_t offset, int32_t origin, uint64_t *position) {
  memory *file = user;
  int64_t from = origin == 0 ? 0 : origin == 1 ? (int64_t)file->at : (int64_t)file->content.len;
  int64_t to = from + offset;
  if (to < 0 || to > (int64_t)file->content.len) return EINVAL;
  file->at = (size_t)to;
  *position = (uint64_t)to;
  return 0;
}

static int32_t write_all(void *user, const uint8_t *data, size_t len) {
  memory *file = user;
  if (file->reenter != NULL) {
    EXPECT(DIRAM_ERR_BUSY, diram_packer_write(file->reenter, data, len, NULL));
  }
  if (file->content.len + len > file->fail_at) return ENOSPC;
  file->content.data = realloc(file->content.data, file->content.len + len);
  CHECK(file->content.data != NULL);
  memcpy(file->content.data + file->content.len, data, len);
  file->content.len += len;
  return 0;
}

static memory empty(void) {
  memory file = {{NULL, 0}, 0, (size_t)-1, 0, NULL};
  return file;
}

static diram_reader *reader_of(memory *file, diram_seek_fn with_seek) {
  diram_reader *reader = NULL;
  EXPECT(DIRAM_OK, diram_reader_new(file, read_some, with_seek, dropped, &reader));
  return reader;
}

static diram_writer *writer_of(memory *file) {
  diram_writer *writer = NULL;
  EXPECT(DIRAM_OK, diram_writer_new(file, write_all, dropped, &writer));
  return writer;
}

static void pack_from_and_to_streams(void) {
  memory in = empty(), out = empty();
  in.content = noise(100000, 5);
  diram_reader *reader = reader_of(&in, NULL);
  diram_writer *writer = writer_of(&out);
  diram_report *report = NULL;
  OK(diram_package_pack_stream(reader, writer, NULL, NULL, &report, &err));
  CHECK(number_of(report, "output_bytes") == (double)out.content.len);
  diram_report_free(report);
  CHECK(in.drops == 1 && out.drops == 1);
  FAILS(DIRAM_ERR_STATE, diram_package_pack_stream(reader, writer, NULL, NULL, NULL, &err));
  diram_reader_free(reader);
  diram_writer_free(writer);
  CHECK(in.drops == 1 && out.drops == 1);

  /* The package reads on after its reader handle is gone. */
  diram_package *package = NULL;
  reader = reader_of(&out, seek);
  out.drops = 0;
  OK(diram_package_open_reader(reader, NULL, &package, &err));
  diram_reader_free(reader);
  CHECK(out.drops == 0);
  memory healed = empty();
  writer = writer_of(&healed);
  OK(diram_package_heal_writer(package, writer, NULL, NULL, NULL, &err));
  CHECK(healed.content.len == out.content.len && healed.drops == 1);
  CHECK(memcmp(healed.content.data, out.content.data, out.content.len) == 0);
  diram_writer_free(writer);
  diram_package_free(package);
  CHECK(out.drops == 1);

  diram_buffer *back = NULL;
  OK(diram_package_unpack_bytes(out.content.data, out.content.len, NULL, NULL, &back, &err));
  CHECK(buffer_is(back, in.content.data, in.content.len));
  diram_buffer_free(back);
  free(in.content.data);
  free(out.content.data);
  free(healed.content.data);
}

static void streams_that_fail(void) {
  memory in = empty(), out = empty();
  in.content = noise(100000, 6);
  diram_reader *reader = NULL;
  EXPECT(DIRAM_ERR_ARGUMENT, diram_reader_new(&in, NULL, NULL, dropped, &reader));
  CHECK(reader == NULL && in.drops == 0);

  reader = reader_of(&in, NULL);
  diram_package *package = NULL;
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_open_reader(reader, NULL, &package, &err)); /* cannot seek */
  CHECK(in.drops == 0);
  diram_writer *writer = writer_of(&out);
  out.fail_at = 5000;
  FAILS(DIRAM_ERR_NO_SPACE, diram_package_pack_stream(reader, writer, NULL, NULL, NULL, &err));
  CHECK(in.drops == 1 && out.drops == 1);
  diram_reader_free(reader);
  diram_writer_free(writer);

  EXPECT(DIRAM_OK, diram_reader_new(&in, read_never, seek, NULL, &reader));
  FAILS(DIRAM_ERR_PERMISSION, diram_package_open_reader(reader, NULL, &package, &err));
  diram_reader_free(reader);

  diram_op *op = diram_op_new();
  diram_op_cancel(op);
  in.drops = 0;
  reader = reader_of(&in, seek);
  FAILS(DIRAM_ERR_CANCELLED, diram_package_open_reader(reader, op, &package, &err));
  diram_reader_free(reader);
  diram_op_free(op);
  CHECK(package == NULL && in.drops == 1);
  free(in.content.data);
  free(out.content.data);
}

/* Packs two members; with a writer when there is one, else by reading what is ready. */
static bytes pack_members(diram_packer *packer, memory *out, bytes one, bytes two) {
  bytes got = {NULL, 0};
  uint8_t piece[5000];
  size_t count = 0;
  OK(diram_packer_begin(packer, "one", DIRAM_Z, one.len, &err));
  for (size_t at = 0; at < one.len; at += 10000) {
    size_t step = one.len - at < 10000 ? one.len - at : 10000;
    OK(diram_packer_write(packer, one.data + at, step, &err));
  }
  OK(diram_packer_begin(packer, "folder/two", DIRAM_Z, two.len, &err));
  OK(diram_packer_write(packer, two.data, two.len, &err));
  diram_report *report = NULL;
  OK(diram_packer_finish(packer, &report, &err));
  CHECK(number_of(report, "files") == 2);
  double total = number_of(report, "output_bytes");
  diram_report_free(report);
  if (out != NULL) {
    FAILS(DIRAM_ERR_STATE, diram_packer_read(packer, piece, sizeof piece, &count, &err));
    return out->content;
  }
  do {
    OK(diram_packer_read(packer, piece, sizeof piece, &count, &err));
    got.data = realloc(got.data, got.len + count + 1);
    CHECK(got.data != NULL);
    memcpy(got.data + got.len, piece, count);
    got.len += count;
  } while (count > 0);
  CHECK(total == (double)got.len);
  return got;
}

static void packers(void) {
  bytes one = noise(60000, 8), two = prose(9000);
  diram_pack_options *options = diram_pack_options_new();
  OK(diram_pack_options_set_epoch(options, 0, &err));
  memory out = empty();
  diram_writer *writer = writer_of(&out);
  diram_packer *by_writer = NULL, *buffered = NULL;
  OK(diram_packer_new(writer, options, NULL, &by_writer, &err));
  diram_writer_free(writer);
  out.reenter = by_writer;
  bytes first = pack_members(by_writer, &out, one, two);
  CHECK(first.len > 0 && out.drops == 1);
  OK(diram_packer_new_buffered(options, NULL, &buffered, &err));
  diram_pack_options_free(options);
  bytes second = pack_members(buffered, NULL, one, two);
  CHECK(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
  diram_packer_free(by_writer);
  diram_packer_free(buffered);

  diram_package *package = NULL;
  diram_buffer *back = NULL;
  OK(diram_package_open_bytes(second.data, second.len, NULL, &package, &err));
  OK(diram_package_read(package, "folder/two", DIRAM_Z, NULL, NULL, &back, &err));
  CHECK(buffer_is(back, two.data, two.len));
  diram_buffer_free(back);
  diram_package_free(package);

  /* One that is given up leaves nothing behind. */
  memory dropped_out = empty();
  writer = writer_of(&dropped_out);
  OK(diram_packer_new(writer, NULL, NULL, &by_writer, &err));
  diram_writer_free(writer);
  OK(diram_packer_begin(by_writer, "one", DIRAM_Z, one.len, &err));
  FAILS(DIRAM_ERR_STATE, diram_packer_begin(by_writer, "two", DIRAM_Z, 1, &err));
  diram_packer_free(by_writer);
  CHECK(dropped_out.drops == 1);
  free(dropped_out.content.data);
  free(first.data);
  free(second.data);
  free(one.data);
  free(two.data);
}

int main(void) {
  pack_from_and_to_streams();
  streams_that_fail();
  packers();
  return 0;
}
