/* Resolvers, their answers, and the proof of them. Takes an empty folder. */
#include <pthread.h>

#include "support/check.h"
#include "support/files.h"
#include "support/json.h"

static const char *room;
static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.2.0\",\"deps\":{\"core\":\"2.*.*.stable\",\"log\":\"^1\"}}\n"
    "{\"name\":\"core\",\"version\":\"2.0.1\",\"deps\":{}}\n"
    "{\"name\":\"core\",\"version\":\"2.1.0\",\"deps\":{},\"fault\":2}\n"
    "{\"name\":\"core\",\"version\":\"2.2.0\",\"deps\":{},\"fault\":6}\n"
    "{\"name\":\"log\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"*\"}}\n"
    "{\"name\":\"old\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"}}\n";

static diram_registry *registry(void) {
  diram_registry_options *options = diram_registry_options_new();
  diram_registry *made = NULL;
  uint8_t secret[32];
  memset(secret, 7, sizeof secret);
  OK(diram_registry_options_set_signing_key(options, secret, 32, &err));
  OK(diram_registry_open_lines(lines, DIRAM_Z, options, &made, &err));
  diram_registry_options_free(options);
  return made;
}

static semverx_resolver *resolver_over(const diram_registry *source) {
  semverx_resolver *made = semverx_resolver_new();
  OK(semverx_resolver_set_source(made, source, &err));
  return made;
}

/* A resolver that holds the last reference to its registry. */
static semverx_resolver *resolver(void) {
  diram_registry *source = registry();
  semverx_resolver *made = resolver_over(source);
  diram_registry_free(source);
  return made;
}

static semverx_resolution *answer(const semverx_resolver *r, const char *name, const char *range) {
  semverx_resolution *made = NULL;
  OK(semverx_resolve(r, name, DIRAM_Z, range, DIRAM_Z, &made, &err));
  return made;
}

static int version_is(const semverx_resolution *s, const char *name, const char *wanted) {
  const char *got = semverx_resolution_version(s, name, DIRAM_Z, NULL);
  return got != NULL && strcmp(got, wanted) == 0;
}

static void yes(void) {
  semverx_resolver *r = resolver();
  semverx_resolution *s = answer(r, "app", "1.*.*.stable");
  size_t len = 0;
  semverx_resolver_free(r);
  CHECK(semverx_resolution_feasible(s) && semverx_resolution_explanation(s, &len) == NULL && len == 0);
  CHECK(semverx_resolution_count(s) == 3);
  static const char *order[] = {"core", "log", "app"};
  for (size_t i = 0; i < 3; i++) CHECK(strcmp(semverx_resolution_name(s, i, NULL), order[i]) == 0);
  CHECK(semverx_resolution_name(s, 3, &len) == NULL && len == 0);
  CHECK(version_is(s, "core", "2.stable.1.stable.0.stable") && version_is(s, "app", "1.stable.2.stable.0.stable"));
  CHECK(semverx_resolution_version(s, "old", DIRAM_Z, &len) == NULL && len == 0);
  CHECK(semverx_resolution_fault(s) == 2 && strcmp(semverx_resolution_fault_state(s), "WARNING") == 0);
  json *all = json_parse(semverx_resolution_json(s, &len));
  CHECK(strlen(semverx_resolution_json(s, NULL)) == len && json_need(all, "packages")->count == 3);
  CHECK(json_need(json_need(all, "snapshot"), "seq")->number == 1);
  json_free(all);
  semverx_resolution_free(s);
}

static void no(void) {
  semverx_resolver *r = resolver();
  semverx_resolution *s = answer(r, "old", "*");
  CHECK(!semverx_resolution_feasible(s) && semverx_resolution_count(s) == 0);
  CHECK(strstr(semverx_resolution_explanation(s, NULL), "core") != NULL);
  CHECK(semverx_resolution_fault(s) == 12 && strcmp(semverx_resolution_fault_state(s), "PANIC") == 0);
  CHECK(semverx_resolution_certificate(s, NULL) != NULL);
  semverx_resolution_free(s);

  s = answer(r, "cora", "*");
  json *all = json_parse(semverx_resolution_json(s, NULL));
  const json *near = json_need(json_need(all, "near_names"), "cora");
  CHECK(near->count == 1 && strcmp(near->items[0].text, "core") == 0);
  json_free(all);
  semverx_resolution_free(s);
  s = NULL;
  FAILS(DIRAM_ERR_RANGE, semverx_resolve(r, "app", DIRAM_Z, "nonsense", DIRAM_Z, &s, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_resolve(r, "No Name", DIRAM_Z, "*", DIRAM_Z, &s, &err));
  CHECK(s == NULL);
  semverx_resolver_free(r);
}

static void requests(void) {
  semverx_resolver *r = resolver();
  semverx_request *q = semverx_request_new();
  semverx_resolve_options *o = semverx_resolve_options_new();
  semverx_resolution *s = NULL;
  OK(semverx_request_add(q, "app", DIRAM_Z, "*", DIRAM_Z, &err));
  OK(semverx_request_add(q, "core", DIRAM_Z, "2.0.*", DIRAM_Z, &err));
  OK(semverx_resolve_with(r, q, NULL, NULL, &s, &err));
  CHECK(version_is(s, "core", "2.stable.0.stable.1.stable"));
  semverx_resolution_free(s);
  semverx_request_free(q);

  /* A lock chooses what nothing else would. */
  q = semverx_request_new();
  OK(semverx_request_add(q, "app", DIRAM_Z, "*", DIRAM_Z, &err));
  OK(semverx_resolve_options_prefer(o, "core", DIRAM_Z, "2.2.0", DIRAM_Z, &err));
  OK(semverx_resolve_options_set_certificate(o, 0, &err));
  OK(semverx_resolve_options_set_now(o, 1000, &err));
  OK(semverx_resolve_with(r, q, o, NULL, &s, &err));
  CHECK(version_is(s, "core", "2.stable.2.stable.0.stable") && semverx_resolution_certificate(s, NULL) == NULL);
  semverx_resolution_free(s);
  s = NULL;
  for (int i = 1; i < 1024; i++) OK(semverx_request_add(q, "app", DIRAM_Z, "*", DIRAM_Z, &err));
  FAILS(DIRAM_ERR_LIMIT, semverx_request_add(q, "app", DIRAM_Z, "*", DIRAM_Z, &err));

  diram_op *op = diram_op_new();
  diram_op_cancel(op);
  FAILS(DIRAM_ERR_CANCELLED, semverx_resolve_many(r, (const semverx_request *const *)&q, 1, NULL, op, &s, NULL, &err));
  CHECK(s == NULL);
  diram_op_free(op);
  semverx_resolve_options_free(o);
  semverx_request_free(q);
  semverx_resolver_free(r);
}

static void policies(void) {
  semverx_policy *p = semverx_policy_new();
  diram_registry_options *o = diram_registry_options_new();
  diram_registry *source = NULL;
  OK(semverx_policy_set_max_fault(p, 0, &err));
  OK(diram_registry_options_set_policy(o, p, &err));
  OK(diram_registry_open_lines(lines, DIRAM_Z, o, &source, &err));
  semverx_resolver *r = resolver_over(source);
  semverx_resolution *s = answer(r, "core", "*");
  CHECK(version_is(s, "core", "2.stable.0.stable.1.stable")); /* by the registry's policy */
  semverx_resolution_free(s);
  OK(semverx_resolver_set_policy(r, NULL, &err));
  s = answer(r, "core", "*");
  CHECK(version_is(s, "core", "2.stable.1.stable.0.stable"));
  semverx_resolution_free(s);
  s = NULL;
  OK(semverx_policy_set_budget(p, 1, &err));
  OK(semverx_resolver_set_policy(r, p, &err));
  FAILS(DIRAM_ERR_BUDGET, semverx_resolve(r, "app", DIRAM_Z, "*", DIRAM_Z, &s, &err));
  CHECK(s == NULL);
  semverx_resolver_free(r);
  semverx_policy_free(p);

  p = semverx_policy_new();
  OK(semverx_policy_add_source(p, "*", DIRAM_Z, "elsewhere", DIRAM_Z, &err));
  r = resolver_over(source);
  OK(semverx_resolver_set_policy(r, p, &err));
  FAILS(DIRAM_ERR_POLICY, semverx_resolve(r, "app", DIRAM_Z, "*", DIRAM_Z, &s, &err));
  semverx_resolver_free(r);
  semverx_policy_free(p);
  diram_registry_options_free(o);
  diram_registry_free(source);
}

/* An answer is about the registry as it is when asked. */
static void follows(void) {
  diram_registry *source = registry();
  semverx_resolver *r = resolver_over(source);
  OK(diram_registry_yank(source, "core", DIRAM_Z, "2.1.0", DIRAM_Z, NULL, &err));
  semverx_resolution *s = answer(r, "core", "*");
  CHECK(version_is(s, "core", "2.stable.0.stable.1.stable"));
  semverx_resolution_free(s);
  OK(diram_registry_rollback(source, "core", DIRAM_Z, NULL, NULL, &err));
  s = answer(r, "core", "*");
  CHECK(version_is(s, "core", "2.stable.1.stable.0.stable"));
  semverx_resolution_free(s);
  semverx_resolver_free(r);
  diram_registry_free(source);
}

/* Many answers at once are those to one at a time; one that cannot be answered fails alone. */
static void many(void) {
  enum { COUNT = 500 };
  static const char *ask[][2] = {{"app", "*"}, {"core", "2.0.*"}, {"old", "*"}, {"log", "^1"}, {"core", "broken"}};
  semverx_request *q[COUNT];
  semverx_resolution *s[COUNT];
  diram_error *why[COUNT];
  semverx_resolver *r = resolver();
  for (int i = 0; i < COUNT; i++) {
    q[i] = semverx_request_new();
    OK(semverx_request_add(q[i], ask[i % 5][0], DIRAM_Z, ask[i % 5][1], DIRAM_Z, &err));
  }
  const semverx_request *const *all = (const semverx_request *const *)q;
  OK(semverx_resolve_many(r, all, COUNT, NULL, NULL, s, why, &err));
  for (int i = 0; i < COUNT; i++) {
    CHECK((s[i] == NULL) == (i % 5 == 4) && (why[i] == NULL) == (i % 5 != 4));
    if (s[i] == NULL) {
      CHECK(diram_error_code(why[i]) == DIRAM_ERR_RANGE);
      diram_error_free(why[i]);
      continue;
    }
    semverx_resolution *one = answer(r, ask[i % 5][0], ask[i % 5][1]);
    CHECK(strcmp(semverx_resolution_json(one, NULL), semverx_resolution_json(s[i], NULL)) == 0);
    semverx_resolution_free(one);
    semverx_resolution_free(s[i]);
  }
  OK(semverx_resolve_many(r, all, 5, NULL, NULL, s, NULL, &err));
  CHECK(s[0] != NULL && s[4] == NULL);
  for (int i = 0; i < 5; i++) semverx_resolution_free(s[i]);
  s[0] = NULL;
  semverx_request_free(q[1]);
  q[1] = NULL;
  FAILS(DIRAM_ERR_ARGUMENT, semverx_resolve_many(r, all, 2, NULL, NULL, s, NULL, &err));
  CHECK(s[0] == NULL);
  OK(semverx_resolve_many(r, NULL, 0, NULL, NULL, NULL, NULL, &err));
  for (int i = 0; i < COUNT; i++) semverx_request_free(q[i]);
  semverx_resolver_free(r);
}

typedef struct {
  diram_registry *source;
  semverx_resolver *resolver;
} shared;

static void *ask_often(void *of) {
  const shared *both = of;
  for (int i = 0; i < 30; i++) {
    semverx_resolution *s = NULL;
    EXPECT(DIRAM_OK, semverx_resolve(both->resolver, "core", DIRAM_Z, "*", DIRAM_Z, &s, NULL));
    CHECK(version_is(s, "core", "2.stable.1.stable.0.stable") || version_is(s, "core", "2.stable.0.stable.1.stable"));
    semverx_resolution_free(s);
  }
  return NULL;
}

/* Threads ask one resolver while its registry changes. */
static void threads(void) {
  shared both = {registry(), NULL};
  both.resolver = resolver_over(both.source);
  pthread_t asking[4];
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&asking[i], NULL, ask_often, &both) == 0);
  for (int i = 0; i < 10; i++) {
    OK(diram_registry_yank(both.source, "core", DIRAM_Z, "2.1.0", DIRAM_Z, NULL, &err));
    OK(diram_registry_unyank(both.source, "core", DIRAM_Z, "2.1.0", DIRAM_Z, NULL, &err));
  }
  for (int i = 0; i < 4; i++) CHECK(pthread_join(asking[i], NULL) == 0);
  semverx_resolver_free(both.resolver);
  diram_registry_free(both.source);
}

static diram_status verify(const char *certificate, size_t len, int32_t kind, const char *anchor, diram_report **out) {
  return semverx_verify_resolution((const uint8_t *)certificate, len, kind, anchor, DIRAM_Z, out, &err);
}

static void proof(const char *name, int32_t feasible) {
  diram_registry *source = registry();
  semverx_resolver *r = resolver_over(source);
  semverx_resolution *s = answer(r, name, "*");
  diram_report *report = NULL, *snapshot = NULL;
  size_t len = 0;
  const char *certificate = semverx_resolution_certificate(s, &len);
  CHECK(semverx_resolution_feasible(s) == feasible);
  OK(verify(certificate, len, DIRAM_ANCHOR_NONE, NULL, &report));
  CHECK(number_of(report, "feasible") == feasible && number_of(report, "anchored") == 0);
  diram_report_free(report);
  OK(verify(certificate, len, DIRAM_ANCHOR_KEY, diram_registry_public_key(source, NULL), &report));
  CHECK(number_of(report, "anchored") == 1 && text_is(report, "anchor", "key"));
  diram_report_free(report);
  OK(diram_registry_snapshot(source, &snapshot, &err));
  OK(verify(certificate, len, DIRAM_ANCHOR_ROOT, diram_report_text(snapshot, "root", NULL), &report));
  diram_report_free(report);
  diram_report_free(snapshot);
  file_write(path_in(room, "reg.ndjson"), lines, strlen(lines));
  OK(verify(certificate, len, DIRAM_ANCHOR_REGISTRY, path_in(room, "reg.ndjson"), &report));
  diram_report_free(report);
  OK(semverx_verify_resolution_against((const uint8_t *)certificate, len, source, &report, &err));
  CHECK(text_is(report, "anchor", "registry") && text_is(report, "requirements.0.0", name));
  diram_report_free(report);
  report = NULL;

  static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
  FAILS(DIRAM_ERR_CERTIFICATE, verify(certificate, len, DIRAM_ANCHOR_KEY, zeros, &report));
  FAILS(DIRAM_ERR_CERTIFICATE, verify(certificate, len, DIRAM_ANCHOR_ROOT, zeros, &report));
  FAILS(DIRAM_ERR_ARGUMENT, verify(certificate, len, DIRAM_ANCHOR_ROOT, "beef", &report));
  FAILS(DIRAM_ERR_ARGUMENT, verify(certificate, len, DIRAM_ANCHOR_ROOT, NULL, &report));
  FAILS(DIRAM_ERR_ARGUMENT, verify(certificate, len, DIRAM_ANCHOR_NONE, zeros, &report));
  FAILS(DIRAM_ERR_LIMIT, verify(certificate, len, 4, zeros, &report));

  /* Whatever byte is flipped, it is refused. */
  char *copy = malloc(len);
  CHECK(copy != NULL);
  memcpy(copy, certificate, len);
  for (size_t i = 0; i < len; i++) {
    copy[i] ^= 1;
    FAILS(DIRAM_ERR_CERTIFICATE, semverx_verify_resolution_against((const uint8_t *)copy, len, source, &report, &err));
    copy[i] ^= 1;
  }
  CHECK(report == NULL);
  free(copy);
  semverx_resolution_free(s);
  semverx_resolver_free(r);
  diram_registry_free(source);
}

/* A resolver without a source reads the registry that the environment names. */
static void environment(void) {
  semverx_resolver *r = semverx_resolver_new();
  semverx_resolution *s = NULL;
  diram_registry *source = NULL;
  CHECK(unsetenv("DIRAM_REGISTRY") == 0);
  FAILS(DIRAM_ERR_UNSUPPORTED, semverx_resolve(r, "app", DIRAM_Z, "*", DIRAM_Z, &s, &err));
  CHECK(setenv("DIRAM_REGISTRY", path_in(room, "reg.ndjson"), 1) == 0);
  s = answer(r, "app", "*");
  CHECK(semverx_resolution_feasible(s));
  semverx_resolution_free(s);
  semverx_resolver_free(r);
  OK(diram_registry_open_env(&source, &err));
  diram_registry_free(source);
}

static void null_handles(void) {
  size_t len = 9;
  semverx_resolution *s = NULL;
  semverx_resolver_free(NULL);
  semverx_request_free(NULL);
  semverx_resolve_options_free(NULL);
  semverx_resolution_free(NULL);
  CHECK(semverx_resolution_feasible(NULL) == 0 && semverx_resolution_count(NULL) == 0);
  CHECK(semverx_resolution_name(NULL, 0, &len) == NULL && semverx_resolution_json(NULL, &len) == NULL);
  CHECK(semverx_resolution_certificate(NULL, &len) == NULL && semverx_resolution_fault_state(NULL) == NULL && len == 9);
  FAILS(DIRAM_ERR_ARGUMENT, semverx_resolve(NULL, "a", DIRAM_Z, "*", DIRAM_Z, &s, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_request_add(NULL, "a", DIRAM_Z, "*", DIRAM_Z, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_resolver_set_source(NULL, NULL, &err));
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  yes();
  no();
  requests();
  policies();
  follows();
  many();
  threads();
  proof("app", 1);
  proof("old", 0);
  environment();
  null_handles();
  return 0;
}
