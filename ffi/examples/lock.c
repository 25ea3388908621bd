/* Locks a project to the versions of a registry file, but for packages that are named: a plugin keeps those
 * out. Prints what came, changed and went, as JSON.
 *
 *   cc lock.c $(pkg-config --cflags --libs diram) -o lock
 *   ./lock reg.ndjson my-project left-pad
 */
#include <diram.h>
#include <stdio.h>
#include <string.h>

/* Asked about every package that would come into the lock, on a thread of the library's. */
static int32_t unwanted(void *names, const char *package, size_t len, diram_veto *veto) {
  (void)len;
  for (char **name = names; *name != NULL; name++) {
    char field[128];
    snprintf(field, sizeof field, "\"name\":\"%s\"", *name);
    if (strstr(package, field) == NULL) continue;
    diram_veto_say(veto, "it is not wanted here", DIRAM_Z);
    return 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s REGISTRY PROJECT [NAME]...\n", argv[0]);
    return 1;
  }
  diram_error *err = NULL;
  diram_registry *registry = NULL;
  diram_report *report = NULL;
  diram_plugin plugin;
  memset(&plugin, 0, sizeof plugin);
  plugin.abi = DIRAM_ABI;
  plugin.size = sizeof plugin;
  plugin.name = "unwanted";
  plugin.ctx = argv + 3;
  plugin.on_install = unwanted;

  if (!diram_registry_open(argv[1], DIRAM_Z, NULL, &registry, &err) && !diram_registry_plug(registry, &plugin, &err) &&
      !diram_registry_lock(registry, argv[2], DIRAM_Z, NULL, 0, NULL, &report, &err)) {
    printf("%s\n", diram_report_json(report, NULL));
  }
  int failed = err != NULL;
  if (failed) fprintf(stderr, "%s\n", diram_error_message(err, NULL));
  diram_report_free(report);
  diram_registry_free(registry);
  diram_error_free(err);
  return failed;
}
