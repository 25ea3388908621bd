/* Wrong arguments, wrong states, and what errors say. Takes an empty folder. */
#include "support/check.h"
#include "support/files.h"

static const char *room;
static diram_error *err = NULL;

static void versions(void) {
  CHECK(diram_abi() == DIRAM_ABI && diram_version_number() == DIRAM_VERSION_NUMBER);
  char text[32];
  snprintf(text, sizeof text, "%d.%d.%d", DIRAM_VERSION_MAJOR, DIRAM_VERSION_MINOR, DIRAM_VERSION_PATCH);
  CHECK(strcmp(diram_version_string(), text) == 0);
  CHECK(strcmp(diram_status_name(DIRAM_OK), "OK") == 0);
  CHECK(strcmp(diram_status_name(DIRAM_ERR_COHERENCE), "COHERENCE") == 0);
  CHECK(strcmp(diram_status_name(-5), "UNKNOWN") == 0);
  CHECK(diram_coherence_threshold() == 0.954);
}

/* Everything accepts NULL handles: _free does nothing, getters answer neutrally, calls fail. */
static void null_handles(void) {
  diram_error_free(NULL);
  diram_buffer_free(NULL);
  diram_report_free(NULL);
  diram_reader_free(NULL);
  diram_writer_free(NULL);
  diram_op_free(NULL);
  diram_read_options_free(NULL);
  diram_pack_options_free(NULL);
  diram_heal_options_free(NULL);
  diram_unpack_options_free(NULL);
  diram_package_free(NULL);
  diram_entry_free(NULL);
  diram_packer_free(NULL);

  size_t len = 9;
  CHECK(diram_error_code(NULL) == DIRAM_OK && diram_error_message(NULL, &len)[0] == '\0');
  CHECK(diram_error_hint(NULL, NULL) == NULL && diram_error_json(NULL, NULL) == NULL);
  CHECK(diram_buffer_data(NULL, &len) == NULL && diram_report_json(NULL, &len) == NULL);
  CHECK(diram_report_text(NULL, "status", &len) == NULL && diram_package_name(NULL, &len) == NULL);
  CHECK(diram_package_version(NULL, NULL) == NULL && diram_entry_size(NULL) == 0);
  CHECK(diram_package_has_component(NULL, "x", DIRAM_Z) == 0);
  CHECK(len == 9);
  diram_op_cancel(NULL);
  diram_op_set_timeout_ms(NULL, 1);

  double number = 7;
  EXPECT(DIRAM_ERR_ARGUMENT, diram_report_number(NULL, "status", &number));
  EXPECT(DIRAM_ERR_ARGUMENT, diram_op_progress(NULL, NULL, NULL, NULL));
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_verify(NULL, NULL, NULL, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_overall_coherence(NULL, NULL, &number, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_packer_finish(NULL, NULL, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_pack_options_set_quality(NULL, 5, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_read_options_set_salvage(NULL, 1, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_read_options_set_max_output(NULL, 1, &err));
  CHECK(number == 7);
}

static void wrong_arguments(void) {
  diram_package *package = NULL;
  diram_buffer *buffer = NULL;
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_open(NULL, DIRAM_Z, &package, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_open("", DIRAM_Z, &package, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_open("a\0b", 3, &package, &err));
  FAILS(DIRAM_ERR_UTF8, diram_package_open("a\xff", DIRAM_Z, &package, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_open("a", DIRAM_Z, NULL, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_package_open_bytes(NULL, 4, NULL, &package, &err));
  FAILS(DIRAM_ERR_LIMIT, diram_huffman_encode((const uint8_t *)"a", (size_t)-2, &buffer, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_component_reconstruct(NULL, NULL, 3, 0, &buffer, NULL, &err));
  /* Nobody has to ask why. */
  EXPECT(DIRAM_ERR_ARGUMENT, diram_package_open(NULL, DIRAM_Z, &package, NULL));
  CHECK(package == NULL && buffer == NULL);
}

static void wrong_options(void) {
  diram_pack_options *options = diram_pack_options_new();
  FAILS(DIRAM_ERR_LIMIT, diram_pack_options_set_quality(options, 12, &err));
  FAILS(DIRAM_ERR_LIMIT, diram_pack_options_set_redundancy(options, 6.0, &err));
  FAILS(DIRAM_ERR_LIMIT, diram_pack_options_set_codec(options, "zip", DIRAM_Z, &err));
  FAILS(DIRAM_ERR_UTF8, diram_pack_options_set_name(options, "\xc0", 1, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_pack_options_add_file(options, "manifest", DIRAM_Z, "f", 1, &err));
  diram_pack_options_free(options);
}

static void what_errors_say(void) {
  diram_package *package = NULL;
  EXPECT(DIRAM_ERR_IO, diram_package_open(path_in(room, "nothing.zip"), DIRAM_Z, &package, &err));
  size_t len = 0;
  const char *message = diram_error_message(err, &len);
  CHECK(strlen(message) == len && strstr(message, "nothing.zip") != NULL);
  const char *json = diram_error_json(err, &len);
  CHECK(strlen(json) == len && strstr(json, "\"code\":\"IO\"") != NULL);
  CHECK(strstr(json, "\"status\":80") != NULL && strstr(json, "\"class\":\"StorageError\"") != NULL);
  CHECK(strstr(json, "\"errno\":2") != NULL && strstr(json, "\"retryable\":false") != NULL);
  diram_error_free(err);
  err = NULL;

  file_write(path_in(room, "text"), "not a package", 13);
  diram_status status = diram_package_open(path_in(room, "text"), DIRAM_Z, &package, &err);
  CHECK(status >= DIRAM_ERR_FORMAT && status <= DIRAM_ERR_TOO_LARGE && package == NULL);
  diram_error_free(err);
  err = NULL;
}

static void reports_are_asked_politely(void) {
  diram_report *report = NULL;
  OK(diram_part_check((const uint8_t *)"noise", 5, &report, &err));
  double number = 3;
  EXPECT(DIRAM_ERR_NOT_FOUND, diram_report_number(report, "part_number", &number));
  EXPECT(DIRAM_ERR_NOT_FOUND, diram_report_number(report, "intact.0", &number));
  EXPECT(DIRAM_ERR_ARGUMENT, diram_report_number(report, NULL, &number));
  EXPECT(DIRAM_ERR_ARGUMENT, diram_report_number(report, "intact", NULL));
  CHECK(number == 3 && diram_report_text(report, "intact", NULL) == NULL);
  EXPECT(DIRAM_OK, diram_report_number(report, "recovery_capability", &number));
  CHECK(number == 0);
  diram_report_free(report);
}

static void wrong_states(void) {
  diram_packer *packer = NULL;
  OK(diram_packer_new_buffered(NULL, NULL, &packer, &err));
  OK(diram_packer_begin(packer, "five", DIRAM_Z, 5, &err));
  OK(diram_packer_write(packer, (const uint8_t *)"12345", 5, &err));
  OK(diram_packer_finish(packer, NULL, &err));
  FAILS(DIRAM_ERR_CLOSED, diram_packer_finish(packer, NULL, &err));
  FAILS(DIRAM_ERR_CLOSED, diram_packer_begin(packer, "more", DIRAM_Z, 5, &err));
  FAILS(DIRAM_ERR_CLOSED, diram_packer_write(packer, (const uint8_t *)"1", 1, &err));
  diram_packer_free(packer);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  versions();
  null_handles();
  wrong_arguments();
  wrong_options();
  what_errors_say();
  reports_are_asked_politely();
  wrong_states();
  return 0;
}
