/* The plugins that come with diram: the scanner over advisories, and the report of orphans. Takes an empty
 * folder. */
#include <sys/stat.h>

#include "support/check.h"
#include "support/files.h"

static const char *room;
static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"}}\n"
    "{\"name\":\"core\",\"version\":\"1.4.1\",\"deps\":{}}\n"
    "{\"name\":\"log\",\"version\":\"1.0.0\",\"deps\":{}}\n";
static const char fixed_core[] = "{\"name\":\"core\",\"version\":\"1.4.2\",\"deps\":{}}";
static const char advisory[] =
    "{\"id\": \"DIRAM-2026-1\", \"affected\": [{\"package\": {\"ecosystem\": \"SemVerX\", \"name\": \"core\"},"
    "\"ranges\": [{\"type\": \"SEMVER\", \"events\": [{\"introduced\": \"0\"}, {\"fixed\": \"1.4.2\"}]}]}]}";

static void project(const char *name) {
  char text[128];
  int len = snprintf(text, sizeof text, "{\"dependencies\":{\"%s\":\"semverx:*\"}}", name);
  file_write(path_in(room, "package.json"), text, (size_t)len);
}

static diram_status lock(diram_registry *r) {
  return diram_registry_lock(r, room, DIRAM_Z, NULL, 0, NULL, NULL, &err);
}

static void scanning(diram_registry *r) {
  diram_scanner *scanner = NULL;
  diram_report *report = NULL;
  int32_t fixes = 7;
  char folder[256];
  snprintf(folder, sizeof folder, "%s", path_in(room, "advisories"));
  FAILS(DIRAM_ERR_IO, diram_scanner_open(folder, DIRAM_Z, &scanner, &err));
  CHECK(mkdir(folder, 0700) == 0);
  file_write(path_in(folder, "DIRAM-2026-1.json"), "{}", 2);
  FAILS(DIRAM_ERR_FORMAT, diram_scanner_open(folder, DIRAM_Z, &scanner, &err));
  CHECK(scanner == NULL);
  file_write(path_in(folder, "DIRAM-2026-1.json"), advisory, strlen(advisory));
  OK(diram_scanner_open(folder, DIRAM_Z, &scanner, &err));
  OK(diram_scanner_counts(scanner, &report, &err));
  CHECK(number_of(report, "advisories") == 1 && number_of(report, "withdrawn") == 0);
  diram_report_free(report);
  OK(diram_scanner_advisories(scanner, "core", DIRAM_Z, "1.4.1", DIRAM_Z, &report, &err));
  CHECK(number_of(report, "") == 1 && text_is(report, "0", "DIRAM-2026-1"));
  diram_report_free(report);
  OK(diram_scanner_advisories(scanner, "core", DIRAM_Z, "1.4.2", DIRAM_Z, &report, &err));
  CHECK(number_of(report, "") == 0);
  diram_report_free(report);
  report = NULL;
  FAILS(DIRAM_ERR_VERSION, diram_scanner_advisories(scanner, "core", DIRAM_Z, "x", DIRAM_Z, &report, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_scanner_advisories(scanner, "No Name", DIRAM_Z, "1.0.0", DIRAM_Z, &report, &err));
  CHECK(report == NULL);
  OK(diram_scanner_fixes(scanner, "core", DIRAM_Z, "1.4.1", DIRAM_Z, "1.4.2", DIRAM_Z, &fixes, &err));
  CHECK(fixes == 1);
  OK(diram_scanner_fixes(scanner, "core", DIRAM_Z, "1.4.0", DIRAM_Z, "1.4.1", DIRAM_Z, &fixes, &err));
  CHECK(fixes == 0);

  OK(diram_registry_plug_scanner(r, scanner, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug_scanner(r, scanner, &err)); /* it is in */
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug_scanner(r, NULL, &err));
  diram_scanner_free(scanner);
  diram_scanner_free(NULL);
  project("app");
  EXPECT(DIRAM_ERR_PLUGIN, lock(r));
  CHECK(strstr(diram_error_message(err, NULL), "DIRAM-2026-1") != NULL);
  CHECK(strstr(diram_error_message(err, NULL), "1.4.2") != NULL);
  diram_error_free(err);
  err = NULL;
  OK(diram_registry_publish(r, fixed_core, DIRAM_Z, NULL, &err));
  OK(lock(r));
}

/* `app` leaves the lock, and `core` with it. */
static void orphans(diram_registry *r) {
  diram_orphans *made = diram_orphans_new();
  diram_report *report = NULL;
  OK(diram_registry_plug_orphans(r, made, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug_orphans(r, made, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_orphans_report(NULL, &report, &err));
  OK(diram_orphans_report(made, &report, &err));
  CHECK(number_of(report, "") == 0);
  diram_report_free(report);
  project("log");
  OK(lock(r));
  diram_registry_free(r);
  OK(diram_orphans_report(made, &report, &err));
  CHECK(number_of(report, "") == 1 && text_is(report, "0", "core"));
  diram_report_free(report);
  diram_orphans_free(made);
  diram_orphans_free(NULL);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  diram_registry *r = NULL;
  OK(diram_registry_open_lines(lines, DIRAM_Z, NULL, &r, &err));
  scanning(r);
  orphans(r);
  return 0;
}
