/* Packages from end to end: pack, look, damage, heal, unpack, read. Takes an empty folder. */
#include <sys/stat.h>

#include "support/check.h"
#include "support/files.h"
#include "support/zip.h"

static const char *room;
static diram_error *err = NULL;

static diram_pack_options *stored_options(void) {
  diram_pack_options *options = diram_pack_options_new();
  CHECK(options != NULL);
  OK(diram_pack_options_set_name(options, "photographs", 6, &err)); /* a slice: "photog" */
  OK(diram_pack_options_set_version(options, "1.2.3", DIRAM_Z, &err));
  OK(diram_pack_options_set_codec(options, "stored", DIRAM_Z, &err));
  OK(diram_pack_options_set_quality(options, 7, &err));
  OK(diram_pack_options_set_redundancy(options, 10.0, &err));
  OK(diram_pack_options_set_mtime(options, 1, &err));
  OK(diram_pack_options_set_epoch(options, 1000000000, &err));
  OK(diram_pack_options_set_threads(options, 2, &err));
  return options;
}

static void make_source(bytes sea, bytes notes) {
  CHECK(mkdir(path_in(room, "photos"), 0777) == 0);
  CHECK(mkdir(path_in(room, "photos/old"), 0777) == 0);
  file_write(path_in(room, "photos/sea.raw"), sea.data, sea.len);
  file_write(path_in(room, "photos/old/notes.txt"), notes.data, notes.len);
  file_write(path_in(room, "clock.service"), "tick\n", 5);
}

static void pack(void) {
  diram_pack_options *options = stored_options();
  OK(diram_pack_options_add_file(options, "service", DIRAM_Z, path_in(room, "clock.service"), DIRAM_Z, &err));
  diram_report *report = NULL;
  OK(diram_package_pack(path_in(room, "photos"), DIRAM_Z, path_in(room, "photos.zip"), DIRAM_Z, options, NULL,
                        &report, &err));
  diram_pack_options_free(options);
  CHECK(text_is(report, "name", "photog") && text_is(report, "version", "1.2.3"));
  CHECK(number_of(report, "files") == 2 && number_of(report, "parity_parts") > 0);
  bytes package = file_read(path_in(room, "photos.zip"));
  CHECK(number_of(report, "output_bytes") == (double)package.len);
  free(package.data);
  diram_report_free(report);
}

static void look(void) {
  diram_package *package = NULL;
  OK(diram_package_open(path_in(room, "photos.zip"), DIRAM_Z, &package, &err));
  size_t len = 0;
  CHECK(strcmp(diram_package_name(package, &len), "photog") == 0 && len == 6);
  CHECK(strcmp(diram_package_version(package, NULL), "1.2.3") == 0);

  diram_report *report = NULL;
  OK(diram_package_verify(package, NULL, &report, &err));
  CHECK(text_is(report, "status", "intact") && number_of(report, "coherence") == 1.0);
  CHECK(number_of(report, "container_intact") == 1 && number_of(report, "components") >= 3);
  CHECK(number_of(report, "threshold") == diram_coherence_threshold());
  diram_report_free(report);

  double coherence = 0;
  OK(diram_package_overall_coherence(package, NULL, &coherence, &err));
  CHECK(coherence == 1.0);
  OK(diram_package_verify_coherence(package, "diram-component-0.bin", DIRAM_Z, NULL, &coherence, &err));
  CHECK(coherence == 1.0);
  CHECK(diram_package_has_component(package, "diram-component-0.bin", DIRAM_Z) == 1);
  CHECK(diram_package_has_component(package, "diram-component-99.bin", DIRAM_Z) == 0);
  diram_package_free(package);
}

static void read_members(bytes sea, bytes notes) {
  diram_package *package = NULL;
  OK(diram_package_open_with(path_in(room, "photos.zip"), DIRAM_Z, NULL, &package, &err));
  diram_report *entries = NULL, *components = NULL;
  OK(diram_package_entries(package, NULL, &entries, &err));
  CHECK(number_of(entries, "") >= 3); /* old/, old/notes.txt, sea.raw; some tars also name the root */
  CHECK(strstr(diram_report_json(entries, NULL), "\"old/notes.txt\"") != NULL);
  diram_report_free(entries);

  diram_buffer *content = NULL, *service = NULL;
  OK(diram_package_read(package, "old/notes.txt", DIRAM_Z, NULL, NULL, &content, &err));
  CHECK(buffer_is(content, notes.data, notes.len));
  OK(diram_package_recover_component(package, "diram-service-0.bin", DIRAM_Z, NULL, &service, &err));
  CHECK(buffer_is(service, "tick\n", 5));
  OK(diram_package_components(package, NULL, &components, &err));
  CHECK(strstr(diram_report_json(components, NULL), "\"diram-service-0.bin\"") != NULL);
  CHECK(number_of(components, "0.recovery.recovery_threshold") == 0.954);

  /* The entry outlives its package. */
  diram_entry *entry = NULL;
  OK(diram_package_entry_open(package, "sea.raw", DIRAM_Z, NULL, &entry, &err));
  diram_package_free(package);
  CHECK(diram_entry_size(entry) == sea.len);
  uint8_t piece[7001];
  size_t count = 1, total = 0;
  while (count > 0) {
    OK(diram_entry_read(entry, piece, sizeof piece, &count, &err));
    CHECK(count <= sizeof piece && memcmp(piece, sea.data + total, count) == 0);
    total += count;
  }
  CHECK(total == sea.len);
  uint64_t position = 0;
  OK(diram_entry_seek(entry, -10, 2, &position, &err));
  CHECK(position == sea.len - 10);
  OK(diram_entry_read(entry, piece, sizeof piece, &count, &err));
  CHECK(count > 0 && count <= 10 && memcmp(piece, sea.data + sea.len - 10, count) == 0);
  OK(diram_entry_seek(entry, 0, 0, NULL, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_entry_seek(entry, -1, 0, NULL, &err));
  FAILS(DIRAM_ERR_LIMIT, diram_entry_seek(entry, 0, 3, NULL, &err));
  diram_entry_free(entry);
  CHECK(buffer_is(content, notes.data, notes.len));
  diram_buffer_free(content);
  diram_buffer_free(service);
  diram_report_free(components);
}

static void unpack(bytes sea, bytes notes) {
  diram_package *package = NULL;
  diram_report *report = NULL;
  OK(diram_package_open(path_in(room, "photos.zip"), DIRAM_Z, &package, &err));
  OK(diram_package_unpack(package, path_in(room, "all"), DIRAM_Z, NULL, NULL, &report, &err));
  CHECK(number_of(report, "files") == 2 && number_of(report, "rebuilt_parts") == 0);
  diram_report_free(report);
  bytes back = file_read(path_in(room, "all/sea.raw"));
  CHECK(back.len == sea.len && memcmp(back.data, sea.data, sea.len) == 0);
  free(back.data);

  diram_unpack_options *options = diram_unpack_options_new();
  OK(diram_unpack_options_add_path(options, "old", DIRAM_Z, &err));
  OK(diram_unpack_options_set_threads(options, 1, &err));
  OK(diram_package_unpack(package, path_in(room, "some"), DIRAM_Z, options, NULL, NULL, &err));
  back = file_read(path_in(room, "some/old/notes.txt"));
  CHECK(back.len == notes.len && memcmp(back.data, notes.data, notes.len) == 0);
  CHECK(!file_exists(path_in(room, "some/sea.raw")));
  free(back.data);

  FAILS(DIRAM_ERR_IO, diram_package_unpack(package, path_in(room, "all"), DIRAM_Z, options, NULL, NULL, &err));
  OK(diram_unpack_options_set_force(options, 1, &err));
  OK(diram_package_unpack(package, path_in(room, "all"), DIRAM_Z, options, NULL, NULL, &err));
  diram_unpack_options_free(options);

  OK(diram_package_unpack_components(package, path_in(room, "components"), DIRAM_Z, NULL, NULL, NULL, &err));
  back = file_read(path_in(room, "components/diram-service-0.bin"));
  CHECK(back.len == 5 && memcmp(back.data, "tick\n", 5) == 0);
  free(back.data);
  diram_package_free(package);
}

/* Zeroes `count` parts of the first component. */
static void damage(bytes package, size_t count) {
  zip_part parts[256];
  CHECK(zip_parts(package.data, package.len, "diram-component-0.part.", parts, 256) > count);
  for (size_t i = 0; i < count; i++) memset(package.data + parts[i].offset, 0, parts[i].len);
}

static void heal(void) {
  bytes whole = file_read(path_in(room, "photos.zip")), hurt = file_read(path_in(room, "photos.zip"));
  damage(hurt, 1);
  file_write(path_in(room, "hurt.zip"), hurt.data, hurt.len);
  diram_package *package = NULL;
  OK(diram_package_open(path_in(room, "hurt.zip"), DIRAM_Z, &package, &err));
  diram_report *report = NULL;
  OK(diram_package_verify(package, NULL, &report, &err));
  CHECK(text_is(report, "status", "healable") && number_of(report, "coherence") < 1.0);
  diram_report_free(report);

  diram_heal_options *options = diram_heal_options_new();
  OK(diram_heal_options_set_threads(options, 1, &err));
  OK(diram_package_heal(package, path_in(room, "healed.zip"), DIRAM_Z, options, NULL, &report, &err));
  diram_heal_options_free(options);
  CHECK(number_of(report, "rebuilt_parts") == 1 && number_of(report, "coherence_after") == 1.0);
  diram_report_free(report);
  bytes healed = file_read(path_in(room, "healed.zip"));
  CHECK(healed.len == whole.len && memcmp(healed.data, whole.data, whole.len) == 0);
  free(healed.data);

  diram_buffer *bytes_back = NULL;
  OK(diram_package_heal_bytes(package, NULL, NULL, &bytes_back, NULL, &err));
  CHECK(buffer_is(bytes_back, whole.data, whole.len));
  diram_buffer_free(bytes_back);
  /* Over itself. */
  OK(diram_package_heal(package, path_in(room, "hurt.zip"), DIRAM_Z, NULL, NULL, NULL, &err));
  healed = file_read(path_in(room, "hurt.zip"));
  CHECK(healed.len == whole.len && memcmp(healed.data, whole.data, whole.len) == 0);
  free(healed.data);
  diram_package_free(package);
  free(whole.data);
  free(hurt.data);
}

/* Below the threshold only salvage helps, beyond the parity nothing does. */
static void thresholds(void) {
  bytes data = noise(300000, 3);
  diram_pack_options *options = stored_options();
  diram_buffer *made = NULL;
  OK(diram_package_pack_bytes(data.data, data.len, options, NULL, &made, &err));
  diram_pack_options_free(options);
  bytes hurt = {NULL, 0};
  const uint8_t *package = diram_buffer_data(made, &hurt.len);
  zip_part parts[256];
  size_t count = zip_parts(package, hurt.len, "diram-component-0.part.", parts, 256);
  size_t allowed = count * 46 / 1000;
  CHECK(count > 20 && allowed >= 1);

  const struct { size_t lost; int32_t salvage; diram_status wanted; } cases[] = {
      {allowed, 0, DIRAM_OK},
      {allowed + 1, 0, DIRAM_ERR_COHERENCE},
      {allowed + 1, 1, DIRAM_OK},
      {count - 1, 1, DIRAM_ERR_LOST},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    hurt.data = malloc(hurt.len);
    CHECK(hurt.data != NULL);
    memcpy(hurt.data, package, hurt.len);
    damage(hurt, cases[i].lost);
    diram_read_options *reading = diram_read_options_new();
    OK(diram_read_options_set_salvage(reading, cases[i].salvage, &err));
    diram_buffer *back = NULL;
    if (cases[i].wanted == DIRAM_OK) {
      OK(diram_package_unpack_bytes(hurt.data, hurt.len, reading, NULL, &back, &err));
      CHECK(buffer_is(back, data.data, data.len));
      diram_buffer_free(back);
    } else {
      FAILS(cases[i].wanted, diram_package_unpack_bytes(hurt.data, hurt.len, reading, NULL, &back, &err));
      CHECK(back == NULL);
    }
    diram_read_options_free(reading);
    free(hurt.data);
  }
  diram_buffer_free(made);
  free(data.data);
}

/* What is given back in memory is never more than was allowed. */
static void limits(bytes notes) {
  bytes data = prose(200000);
  diram_buffer *made = NULL, *back = NULL;
  OK(diram_package_pack_bytes(data.data, data.len, NULL, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *small = diram_buffer_data(made, &len);
  diram_read_options *options = diram_read_options_new();
  OK(diram_read_options_set_max_output(options, data.len - 1, &err));
  FAILS(DIRAM_ERR_OUTPUT_LIMIT, diram_package_unpack_bytes(small, len, options, NULL, &back, &err));
  OK(diram_read_options_set_max_output(options, data.len, &err));
  OK(diram_package_unpack_bytes(small, len, options, NULL, &back, &err));
  CHECK(buffer_is(back, data.data, data.len));
  diram_buffer_free(back);
  diram_buffer_free(made);
  free(data.data);
  back = NULL;

  diram_package *package = NULL;
  OK(diram_package_open(path_in(room, "photos.zip"), DIRAM_Z, &package, &err));
  OK(diram_read_options_set_max_output(options, notes.len - 1, &err));
  FAILS(DIRAM_ERR_OUTPUT_LIMIT,
        diram_package_read(package, "old/notes.txt", DIRAM_Z, options, NULL, &back, &err));
  OK(diram_read_options_set_max_output(options, 4, &err));
  FAILS(DIRAM_ERR_OUTPUT_LIMIT,
        diram_package_read(package, "diram-service-0.bin", DIRAM_Z, options, NULL, &back, &err));
  CHECK(back == NULL);
  OK(diram_read_options_set_max_output(options, UINT64_MAX, &err));
  OK(diram_package_read(package, "old/notes.txt", DIRAM_Z, options, NULL, &back, &err));
  CHECK(buffer_is(back, notes.data, notes.len));
  diram_buffer_free(back);
  diram_read_options_free(options);
  diram_package_free(package);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  bytes sea = noise(150000, 1), notes = prose(30000);
  make_source(sea, notes);
  pack();
  look();
  read_members(sea, notes);
  unpack(sea, notes);
  heal();
  thresholds();
  limits(notes);
  free(sea.data);
  free(notes.data);
  return 0;
}
