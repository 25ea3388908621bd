/* After fork(): values and packages go on, a packer with threads answers DIRAM_ERR_STATE. */
#include <sys/wait.h>
#include <unistd.h>

#include "support/check.h"
#include "support/files.h"

static diram_error *err = NULL;

static void child(diram_packer *packer, diram_package *package) {
  FAILS(DIRAM_ERR_STATE, diram_packer_write(packer, (const uint8_t *)"x", 1, &err));
  FAILS(DIRAM_ERR_STATE, diram_packer_finish(packer, NULL, &err));
  diram_packer_free(packer);
  diram_report *report = NULL;
  OK(diram_package_verify(package, NULL, &report, &err));
  CHECK(text_is(report, "status", "intact"));
  diram_report_free(report);
}

int main(void) {
  bytes data = noise(6000000, 13); /* several components, so that the threads have begun */
  diram_buffer *made = NULL;
  diram_package *package = NULL;
  OK(diram_package_pack_bytes((const uint8_t *)"text", 4, NULL, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *small = diram_buffer_data(made, &len);
  OK(diram_package_open_bytes(small, len, NULL, &package, &err));
  diram_buffer_free(made);

  diram_pack_options *options = diram_pack_options_new();
  OK(diram_pack_options_set_codec(options, "stored", DIRAM_Z, &err));
  diram_packer *packer = NULL;
  OK(diram_packer_new_buffered(options, NULL, &packer, &err));
  diram_pack_options_free(options);
  OK(diram_packer_begin(packer, "data", DIRAM_Z, data.len + 1, &err));
  OK(diram_packer_write(packer, data.data, data.len, &err));

  /* The child says by pipe that all is well: valgrind has its own opinion of an exit status after
   * which the parent's memory is still held. */
  int pipes[2];
  CHECK(pipe(pipes) == 0);
  pid_t pid = fork();
  CHECK(pid >= 0);
  if (pid == 0) {
    child(packer, package);
    _exit(write(pipes[1], "y", 1) == 1 ? 0 : 1);
  }
  char answer = 'n';
  close(pipes[1]);
  CHECK(read(pipes[0], &answer, 1) == 1 && answer == 'y');
  close(pipes[0]);
  CHECK(waitpid(pid, NULL, 0) == pid);
  OK(diram_packer_write(packer, (const uint8_t *)"x", 1, &err));
  OK(diram_packer_finish(packer, NULL, &err));
  diram_packer_free(packer);
  diram_package_free(package);
  free(data.data);
  return 0;
}
