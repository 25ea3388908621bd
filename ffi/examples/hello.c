/* Packs a folder, damages the package, and gets the folder back.
 *
 *   cc hello.c $(pkg-config --cflags --libs diram) -o hello
 *   ./hello photos photos.zip restored
 */
#include <diram.h>
#include <stdio.h>

/* Overwrites 32 bytes in the middle of a file, as a bad disk or wire does. */
static int damage(const char *path) {
  static const char noise[32] = "a scratch right across the data";
  FILE *file = fopen(path, "r+b");
  if (file == NULL) return -1;
  int failed = fseek(file, 0, SEEK_END) != 0 || fseek(file, ftell(file) / 2, SEEK_SET) != 0 ||
               fwrite(noise, 1, sizeof noise, file) != sizeof noise;
  return fclose(file) != 0 || failed ? -1 : 0;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: %s FOLDER PACKAGE RESTORED\n", argv[0]);
    return 1;
  }
  const char *folder = argv[1], *file = argv[2], *restored = argv[3];
  diram_error *err = NULL;
  diram_package *pkg = NULL;
  diram_report *seen = NULL, *done = NULL;
  int failed = 1;

  if (diram_package_pack(folder, DIRAM_Z, file, DIRAM_Z, NULL, NULL, NULL, &err)) goto end;
  if (damage(file)) {
    perror(file);
    goto end;
  }
  if (diram_package_open(file, DIRAM_Z, &pkg, &err) ||
      diram_package_verify(pkg, NULL, &seen, &err) ||
      diram_package_unpack(pkg, restored, DIRAM_Z, NULL, NULL, &done, &err))
    goto end;

  double coherence = 0, files = 0;
  if (diram_report_number(seen, "coherence", &coherence) || diram_report_number(done, "files", &files)) goto end;
  printf("%s: %s (coherence %.4f), %.0f files restored\n", diram_package_name(pkg, NULL),
         diram_report_text(seen, "status", NULL), coherence, files);
  failed = 0;

end:
  if (err != NULL) {
    fprintf(stderr, "%s\n", diram_error_message(err, NULL));
    if (diram_error_hint(err, NULL) != NULL) fprintf(stderr, "hint: %s\n", diram_error_hint(err, NULL));
  }
  diram_report_free(done);
  diram_report_free(seen);
  diram_package_free(pkg);
  diram_error_free(err);
  return failed;
}
