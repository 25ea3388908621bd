/* One package, one operation and one report used by several threads at once. */
#include <pthread.h>

#include "support/check.h"
#include "support/files.h"

enum { THREADS = 4 };

static diram_error *err = NULL;
static diram_package *package = NULL;
static diram_report *shared = NULL;
static bytes content;

static void *use(void *unused) {
  (void)unused;
  diram_report *report = NULL;
  diram_buffer *back = NULL;
  EXPECT(DIRAM_OK, diram_package_verify(package, NULL, &report, NULL));
  CHECK(text_is(report, "status", "intact"));
  EXPECT(DIRAM_OK, diram_package_read(package, "data", DIRAM_Z, NULL, NULL, &back, NULL));
  CHECK(buffer_is(back, content.data, content.len));
  for (int i = 0; i < 100; i++) CHECK(text_is(shared, "components.0.status", "intact"));
  diram_report_free(report);
  diram_buffer_free(back);
  return NULL;
}

static void *cancel(void *op) {
  diram_op_cancel(op);
  return NULL;
}

int main(void) {
  content = noise(120000, 11);
  diram_buffer *made = NULL;
  OK(diram_package_pack_bytes(content.data, content.len, NULL, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *data = diram_buffer_data(made, &len);
  OK(diram_package_open_bytes(data, len, NULL, &package, &err));
  diram_buffer_free(made);
  OK(diram_package_verify(package, NULL, &shared, &err));

  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, use, NULL) == 0);
  for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);

  diram_op *op = diram_op_new();
  CHECK(pthread_create(&threads[0], NULL, cancel, op) == 0 && pthread_join(threads[0], NULL) == 0);
  FAILS(DIRAM_ERR_CANCELLED, diram_package_verify(package, op, NULL, &err));
  diram_op_free(op);
  diram_report_free(shared);
  diram_package_free(package);
  free(content.data);
  return 0;
}
