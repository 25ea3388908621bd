/* Packs files one after the other into a stream, then reads them back piece by piece. Memory stays
 * small however large the files are.
 *
 *   cc streaming.c $(pkg-config --cflags --libs diram) -o streaming
 *   ./streaming out.zip FILE...
 */
#include <diram.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static int32_t write_file(void *user, const uint8_t *data, size_t len) {
  return fwrite(data, 1, len, user) == len ? 0 : errno;
}

static void close_file(void *user) {
  fclose(user);
}

/* Called at most ten times a second; a return value other than 0 would cancel. */
static int32_t show(void *user, uint64_t done, uint64_t total, const char *phase) {
  (void)user, (void)total;
  fprintf(stderr, "\r%s: %llu bytes", phase, (unsigned long long)done);
  return 0;
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* One file into the packer. */
static diram_status add(diram_packer *packer, const char *path, diram_error **err) {
  uint8_t piece[65536];
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    perror(path);
    if (file != NULL) fclose(file);
    return DIRAM_ERR_IO;
  }
  uint64_t size = (uint64_t)ftell(file);
  rewind(file);
  diram_status status = diram_packer_begin(packer, base_name(path), DIRAM_Z, size, err);
  for (size_t n; status == DIRAM_OK && (n = fread(piece, 1, sizeof piece, file)) > 0;) {
    status = diram_packer_write(packer, piece, n, err);
  }
  fclose(file);
  return status;
}

/* All files into the package. */
static diram_status pack(const char *path, char **files, diram_error **err) {
  FILE *out = fopen(path, "wb");
  if (out == NULL) {
    perror(path);
    return DIRAM_ERR_IO;
  }
  diram_writer *writer = NULL;
  diram_packer *packer = NULL;
  diram_op *op = diram_op_new();
  diram_status status = diram_writer_new(out, write_file, close_file, &writer);
  if (status != DIRAM_OK) fclose(out); /* from here on the library closes it */
  if (status == DIRAM_OK) status = diram_op_on_progress(op, show, NULL, NULL);
  if (status == DIRAM_OK) status = diram_packer_new(writer, NULL, op, &packer, err);
  for (; status == DIRAM_OK && *files != NULL; files++) status = add(packer, *files, err);
  if (status == DIRAM_OK) status = diram_packer_finish(packer, NULL, err);
  fputc('\n', stderr);
  diram_packer_free(packer);
  diram_writer_free(writer);
  diram_op_free(op);
  return status;
}

/* One member back, counting its bytes. */
static diram_status read_back(const diram_package *package, const char *name, diram_error **err) {
  uint8_t piece[65536];
  size_t n = 0;
  uint64_t total = 0;
  diram_entry *entry = NULL;
  diram_status status = diram_package_entry_open(package, name, DIRAM_Z, NULL, &entry, err);
  do {
    if (status == DIRAM_OK) status = diram_entry_read(entry, piece, sizeof piece, &n, err);
    if (status == DIRAM_OK) total += n;
  } while (status == DIRAM_OK && n > 0);
  if (status == DIRAM_OK) printf("%s: %llu bytes\n", name, (unsigned long long)total);
  diram_entry_free(entry);
  return status;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s PACKAGE FILE...\n", argv[0]);
    return 1;
  }
  diram_error *err = NULL;
  diram_package *package = NULL;
  diram_status status = pack(argv[1], argv + 2, &err);
  if (status == DIRAM_OK) status = diram_package_open(argv[1], DIRAM_Z, &package, &err);
  for (char **file = argv + 2; status == DIRAM_OK && *file != NULL; file++) {
    status = read_back(package, base_name(*file), &err);
  }
  if (err != NULL) fprintf(stderr, "%s\n", diram_error_message(err, NULL));
  diram_package_free(package);
  diram_error_free(err);
  return status == DIRAM_OK ? 0 : 1;
}
