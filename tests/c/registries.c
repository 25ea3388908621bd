/* Registries: opening, looking, changing, undoing, proving. Takes an empty folder. */
#include "support/check.h"
#include "support/files.h"
#include "support/json.h"

static const char *room;
static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.2.0\",\"deps\":{\"core\":\"2.*.*.stable\"}}\n"
    "{\"name\":\"core\",\"version\":\"2.0.1\",\"deps\":{},\"published\":5}\n"
    "{\"name\":\"core\",\"version\":\"2.1.0.experimental\",\"deps\":{},\"fault\":3}\n";

static diram_registry *opened(const diram_registry_options *options) {
  diram_registry *made = NULL;
  OK(diram_registry_open_lines(lines, DIRAM_Z, options, &made, &err));
  return made;
}

/* The root of the state that a handle shows. */
static void root_of(const diram_registry *registry, char out[65]) {
  diram_report *report = NULL;
  OK(diram_registry_snapshot(registry, &report, &err));
  const char *root = diram_report_text(report, "root", NULL);
  CHECK(root != NULL && strlen(root) == 64);
  memcpy(out, root, 65);
  diram_report_free(report);
}

/* How many versions of `core` can be had. */
static double cores(const diram_registry *registry) {
  diram_report *report = NULL;
  OK(diram_registry_versions(registry, "core", DIRAM_Z, &report, &err));
  double count = number_of(report, "");
  diram_report_free(report);
  return count;
}

static void opening(void) {
  char one[65], other[65];
  diram_registry *registry = NULL, *lent = opened(NULL);
  root_of(lent, one);
  CHECK(strcmp(diram_registry_source(lent, NULL), "live") == 0 && diram_registry_public_key(lent, NULL) == NULL);
  diram_registry_free(lent);

  file_write(path_in(room, "live.ndjson"), lines, strlen(lines));
  OK(diram_registry_open(path_in(room, "live.ndjson"), DIRAM_Z, NULL, &registry, &err));
  root_of(registry, other);
  CHECK(strcmp(one, other) == 0);
  diram_registry_free(registry);
  OK(diram_registry_open(room, DIRAM_Z, NULL, &registry, &err));
  root_of(registry, other);
  CHECK(strcmp(one, other) == 0);
  diram_registry_free(registry);
  registry = NULL;

  FAILS(DIRAM_ERR_UNSUPPORTED, diram_registry_open("https://r.obinexus.org", DIRAM_Z, NULL, &registry, &err));
  FAILS(DIRAM_ERR_IO, diram_registry_open(path_in(room, "nothing"), DIRAM_Z, NULL, &registry, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_open(NULL, DIRAM_Z, NULL, &registry, &err));
  EXPECT(DIRAM_ERR_FORMAT, diram_registry_open_lines("\n{\"name\":\"a\"}", DIRAM_Z, NULL, &registry, &err));
  json *all = json_parse(diram_error_json(err, NULL));
  CHECK(json_need(json_need(all, "details"), "line")->number == 2);
  json_free(all);
  diram_error_free(err);
  err = NULL;
  CHECK(registry == NULL);
}

static void options(void) {
  diram_registry_options *o = diram_registry_options_new();
  diram_registry *registry = NULL;
  uint8_t secret[32];
  memset(secret, 7, sizeof secret);
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_options_set_signing_key(o, secret, 31, &err));
  OK(diram_registry_options_set_signing_key(o, secret, 32, &err));
  OK(diram_registry_options_set_tier(o, "local", DIRAM_Z, &err));
  OK(diram_registry_options_set_clock(o, 99, &err));
  OK(diram_registry_options_set_max_bytes(o, 1 << 20, &err));
  OK(diram_registry_options_set_policy(o, NULL, &err));
  registry = opened(o);
  diram_registry_options_free(o);
  CHECK(strcmp(diram_registry_source(registry, NULL), "local") == 0);
  size_t len = 0;
  const char *key = diram_registry_public_key(registry, &len);
  CHECK(key != NULL && len == 64 && key == diram_registry_public_key(registry, NULL));

  diram_report *receipt = NULL;
  OK(diram_registry_yank(registry, "core", DIRAM_Z, "2.0.1", DIRAM_Z, &receipt, &err));
  CHECK(number_of(receipt, "snapshot.seq") == 2 && number_of(receipt, "snapshot.time") == 99);
  CHECK(text_is(receipt, "snapshot.signed_by.0", key) && number_of(receipt, "proof.present") == 1);
  diram_report_free(receipt);
  diram_registry_free(registry);
}

static void looking(void) {
  diram_registry *registry = opened(NULL);
  diram_report *r = NULL;
  OK(diram_registry_names(registry, &r, &err));
  CHECK(number_of(r, "") == 2 && text_is(r, "0", "app") && text_is(r, "1", "core"));
  diram_report_free(r);
  OK(diram_registry_versions(registry, "core", DIRAM_Z, &r, &err));
  CHECK(text_is(r, "0.fault_state", diram_fault_band(3)) && number_of(r, "0.stable") == 0);
  CHECK(text_is(r, "1.compact", "2.0.1") && number_of(r, "1.published") == 5);
  diram_report_free(r);
  OK(diram_registry_info(registry, "core", DIRAM_Z, "2.1.0.experimental", DIRAM_Z, &r, &err));
  CHECK(text_is(r, "fault_name", diram_fault_name(3)) && number_of(r, "fault") == 3);
  diram_report_free(r);
  OK(diram_registry_node(registry, "app", DIRAM_Z, "1.2.0", DIRAM_Z, &r, &err));
  CHECK(text_is(r, "dependencies.0.name", "core") && text_is(r, "access_tier", "LIVE"));
  diram_report_free(r);
  OK(diram_registry_search(registry, "or", DIRAM_Z, &r, &err));
  CHECK(number_of(r, "") == 1 && text_is(r, "0.best", "2.stable.0.stable.1.stable"));
  diram_report_free(r);
  OK(diram_registry_graph(registry, "app", DIRAM_Z, &r, &err));
  CHECK(number_of(r, "nodes") == 2 && text_is(r, "edges.0.range", "2.*.*.stable"));
  diram_report_free(r);
  OK(diram_registry_dependents(registry, "core", DIRAM_Z, &r, &err));
  CHECK(number_of(r, "") == 1 && text_is(r, "0.name", "app"));
  diram_report_free(r);

  r = NULL;
  EXPECT(DIRAM_ERR_NOT_FOUND, diram_registry_versions(registry, "cor", DIRAM_Z, &r, &err));
  CHECK(strstr(diram_error_json(err, NULL), "\"core\"") != NULL);
  diram_error_free(err);
  err = NULL;
  FAILS(DIRAM_ERR_NOT_FOUND, diram_registry_info(registry, "core", DIRAM_Z, "9.0.0", DIRAM_Z, &r, &err));
  FAILS(DIRAM_ERR_VERSION, diram_registry_info(registry, "core", DIRAM_Z, "9", DIRAM_Z, &r, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_graph(registry, "Not a name", DIRAM_Z, &r, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_names(registry, NULL, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_names(NULL, &r, &err));
  CHECK(r == NULL);
  diram_registry_free(registry);
}

/* Publish, yank, publish; roll back; the old answers are back, and the number is gone for ever. */
static void undoing(void) {
  static const char next[] = "{\"name\":\"core\",\"version\":\"2.0.2\",\"deps\":{}}";
  diram_registry *registry = opened(NULL), *then = NULL;
  diram_report *r = NULL;
  uint64_t first = 1, never = 77;
  FAILS(DIRAM_ERR_EXISTS, diram_registry_publish(registry,
        "{\"name\":\"core\",\"version\":\"2.0.1+b\",\"deps\":{}}", DIRAM_Z, NULL, &err));
  OK(diram_registry_publish(registry, next, DIRAM_Z, NULL, &err));
  OK(diram_registry_yank(registry, "core", DIRAM_Z, "2.0.1", DIRAM_Z, NULL, &err));
  OK(diram_registry_set_fault(registry, "core", DIRAM_Z, "2.0.2", DIRAM_Z, 12, NULL, &err));
  FAILS(DIRAM_ERR_LIMIT, diram_registry_set_fault(registry, "core", DIRAM_Z, "2.0.2", DIRAM_Z, 18, NULL, &err));
  FAILS(DIRAM_ERR_LIMIT, diram_registry_set_fault(registry, "core", DIRAM_Z, "2.0.2", DIRAM_Z, 256, NULL, &err));
  CHECK(cores(registry) == 3);
  OK(diram_registry_diff(registry, 1, 4, &r, &err));
  CHECK(number_of(r, "") == 2 && text_is(r, "0.version", "2.stable.0.stable.1.stable"));
  diram_report_free(r);

  OK(diram_registry_at(registry, 1, &then, &err));
  CHECK(cores(then) == 2);
  FAILS(DIRAM_ERR_STATE, diram_registry_yank(then, "core", DIRAM_Z, "2.0.1", DIRAM_Z, NULL, &err));
  FAILS(DIRAM_ERR_SNAPSHOT, diram_registry_at(registry, never, &then, &err));
  FAILS(DIRAM_ERR_SNAPSHOT, diram_registry_rollback(registry, "core", DIRAM_Z, &never, NULL, &err));

  OK(diram_registry_rollback(registry, "core", DIRAM_Z, NULL, NULL, &err));
  OK(diram_registry_info(registry, "core", DIRAM_Z, "2.0.2", DIRAM_Z, &r, &err));
  CHECK(number_of(r, "fault") == 0);
  diram_report_free(r);
  OK(diram_registry_unyank(registry, "core", DIRAM_Z, "2.0.1", DIRAM_Z, NULL, &err));
  OK(diram_registry_rollback(registry, "core", DIRAM_Z, &first, &r, &err));
  CHECK(number_of(r, "snapshot.seq") == 7);
  diram_report_free(r);
  CHECK(cores(registry) == 2);
  OK(diram_registry_info(registry, "core", DIRAM_Z, "2.0.1", DIRAM_Z, &r, &err));
  CHECK(number_of(r, "yanked") == 0);
  diram_report_free(r);
  FAILS(DIRAM_ERR_EXISTS, diram_registry_publish(registry, next, DIRAM_Z, NULL, &err));

  /* The older state outlives the registry it was taken from. */
  diram_registry_free(registry);
  CHECK(cores(then) == 2);
  diram_registry_free(then);
}

static void proving(void) {
  diram_registry *registry = opened(NULL);
  diram_report *r = NULL;
  OK(diram_registry_prove(registry, "core", DIRAM_Z, "2.0.1", DIRAM_Z, &r, &err));
  CHECK(number_of(r, "present") == 1 && text_is(r, "version", "2.stable.0.stable.1.stable"));
  diram_report_free(r);
  OK(diram_registry_prove(registry, "core", DIRAM_Z, NULL, DIRAM_Z, &r, &err));
  CHECK(number_of(r, "present") == 1 && diram_report_text(r, "version", NULL) == NULL);
  diram_report_free(r);
  OK(diram_registry_prove(registry, "cora", DIRAM_Z, NULL, 0, &r, &err));
  CHECK(number_of(r, "present") == 0 && text_is(r, "near.0", "core"));
  diram_report_free(r);
  diram_registry_free(registry);
}

static void levels(void) {
  CHECK(strcmp(diram_fault_name(0), "CLEAN") == 0 && strcmp(diram_fault_name(17), "SYSTEM_PANIC") == 0);
  CHECK(strcmp(diram_fault_band(5), "WARNING") == 0 && strcmp(diram_fault_band(6), "DANGER") == 0);
  CHECK(strcmp(diram_fault_band(11), "DANGER") == 0 && strcmp(diram_fault_band(12), "PANIC") == 0);
  CHECK(diram_fault_name(18) == NULL && diram_fault_band(18) == NULL);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  diram_registry_free(NULL);
  diram_registry_options_free(NULL);
  CHECK(diram_registry_source(NULL, NULL) == NULL && diram_registry_public_key(NULL, NULL) == NULL);
  opening();
  options();
  looking();
  undoing();
  proving();
  levels();
  return 0;
}
