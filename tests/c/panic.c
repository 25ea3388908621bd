/* A panic becomes a status and poisons its handle. Needs a library built with test-hooks. */
#include "support/check.h"

diram_status diram_test_panic(const diram_package *package, diram_error **err);

static diram_error *err = NULL;

int main(void) {
  diram_buffer *made = NULL;
  diram_package *package = NULL, *other = NULL;
  OK(diram_package_pack_bytes((const uint8_t *)"text", 4, NULL, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *data = diram_buffer_data(made, &len);
  OK(diram_package_open_bytes(data, len, NULL, &package, &err));
  OK(diram_package_open_bytes(data, len, NULL, &other, &err));

  EXPECT(DIRAM_ERR_PANIC, diram_test_panic(package, &err));
  CHECK(strstr(diram_error_message(err, NULL), "asked to panic") != NULL);
  CHECK(diram_error_hint(err, NULL) != NULL);
  diram_error_free(err);
  err = NULL;

  diram_report *report = NULL;
  FAILS(DIRAM_ERR_POISONED, diram_package_verify(package, NULL, &report, &err));
  CHECK(report == NULL && diram_package_name(package, NULL) == NULL);
  diram_package_free(package);

  /* Other handles are as they were. */
  OK(diram_package_verify(other, NULL, &report, &err));
  CHECK(text_is(report, "status", "intact"));
  diram_report_free(report);
  diram_package_free(other);
  diram_buffer_free(made);
  return 0;
}
