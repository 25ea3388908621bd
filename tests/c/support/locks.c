#include "locks.h"

#include <unistd.h>

#include "check.h"
#include "files.h"
#include "registries.h"

static const char name[] = "semverx-lock.json";

static void write_text(const char *folder, const char *file, const json *content) {
  file_write(path_in(folder, file), content->text, content->len);
}

/* The lock's text, or NULL without one; freed by the caller. */
static char *on_disk(const char *folder) {
  if (!file_exists(path_in(folder, name))) return NULL;
  bytes read = file_read(path_in(folder, name));
  char *ended = malloc(read.len + 1);
  CHECK(ended != NULL);
  memcpy(ended, read.data, read.len);
  ended[read.len] = '\0';
  CHECK(strlen(ended) == read.len);
  free(read.data);
  return ended;
}

/* The options of a case as the library takes them: all is said by `true`. */
static text options_of(const json *in) {
  text written = {NULL, 0};
  const json *options = json_need(in, "options"), *update = json_get(options, "update");
  int all = update != NULL && update->kind == JSON_TEXT;
  if (!all) {
    text_json(&written, options);
    return written;
  }
  CHECK(strcmp(update->text, "all") == 0);
  text_members(&written, options, "update");
  text_add(&written, "%s\"update\":true}", written.len == 0 ? "{" : ",");
  return written;
}

static diram_status locked(const json *in, const char *folder, text *out, diram_error **err) {
  const json *steps = json_get(in, "steps"), *manifest = json_get(in, "manifest"), *before = json_get(in, "lock");
  const char *project = manifest != NULL && manifest->kind == JSON_TEXT ? path_in(folder, manifest->text) : folder;
  text options = options_of(in);
  diram_registry *registry = NULL;
  diram_report *report = NULL;
  diram_status status = registry_of(in, &registry, err);
  for (size_t i = 0; steps != NULL && i < steps->count && status == DIRAM_OK; i++) {
    status = registry_change(registry, &steps->items[i], err);
  }
  if (status == DIRAM_OK) {
    status = diram_registry_lock(registry, project, DIRAM_Z, options.data, options.len, NULL, &report, err);
  }
  char *after = on_disk(folder);
  if (status != DIRAM_OK || !text_is(report, "status", "written")) {
    int was = before != NULL && before->kind == JSON_TEXT; /* untouched */
    CHECK(was == (after != NULL) && (!was || strcmp(before->text, after) == 0));
  }
  if (status == DIRAM_OK) {
    json *all = json_parse(diram_report_json(report, NULL));
    text_members(out, all, "");
    text_add(out, ",\"lock\":");
    if (after != NULL) text_quote(out, after);
    text_add(out, after != NULL ? "}" : "null}");
    json_free(all);
  }
  free(after);
  free(options.data);
  diram_report_free(report);
  diram_registry_free(registry);
  return status;
}

int lock_op(const char *op, const json *in, text *out, diram_error **err) {
  if (strcmp(op, "lock") != 0) return -1;
  char folder[] = "/tmp/diram-locks-XXXXXX";
  CHECK(mkdtemp(folder) != NULL);
  const json *files = json_need(in, "files"), *lock = json_get(in, "lock");
  for (size_t i = 0; i < files->count; i++) write_text(folder, files->keys[i], &files->items[i]);
  if (lock != NULL && lock->kind == JSON_TEXT) write_text(folder, name, lock);
  diram_status status = locked(in, folder, out, err);
  for (size_t i = 0; i < files->count; i++) CHECK(remove(path_in(folder, files->keys[i])) == 0);
  if (file_exists(path_in(folder, name))) CHECK(remove(path_in(folder, name)) == 0);
  CHECK(rmdir(folder) == 0); /* nothing else was left */
  return (int)status;
}
