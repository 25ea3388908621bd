/* Versions, ranges, policies, and lists of them. */
#include <pthread.h>

#include "support/check.h"
#include "support/json.h"

static diram_error *err = NULL;

static semverx_version *version(const char *text) {
  semverx_version *made = NULL;
  OK(semverx_parse(text, DIRAM_Z, &made, &err));
  return made;
}

static semverx_range *range(const char *text) {
  semverx_range *made = NULL;
  OK(semverx_range_parse(text, DIRAM_Z, &made, &err));
  return made;
}

static int is(const char *got, const char *wanted) { return got != NULL && strcmp(got, wanted) == 0; }

/* The last error must have this code, this hint and these details; it is freed. */
static void explained(diram_status code, const char *hint, const char *key, const char *wanted) {
  CHECK(err != NULL && diram_error_code(err) == code);
  CHECK(hint == NULL || is(diram_error_hint(err, NULL), hint));
  json *all = json_parse(diram_error_json(err, NULL));
  CHECK(is(json_text(json_need(all, "details"), key), wanted));
  json_free(all);
  diram_error_free(err);
  err = NULL;
}

static void fields(void) {
  size_t len = 0;
  semverx_version *v = version("2.1.0.experimental-rc.1+linux");
  CHECK(is(semverx_version_text(v, &len), "2.experimental.1.experimental.0.experimental-rc.1+linux") && len == 55);
  CHECK(semverx_version_text(v, NULL) == semverx_version_text(v, &len));
  CHECK(semverx_version_major(v) == 2 && semverx_version_minor(v) == 1 && semverx_version_patch(v) == 0);
  CHECK(is(semverx_version_state(v, NULL), "experimental"));
  CHECK(is(semverx_version_pre(v, NULL), "rc.1") && is(semverx_version_build(v, &len), "linux") && len == 5);
  CHECK(is(semverx_version_compact(v, NULL), "2.1.0.experimental-rc.1+linux"));
  CHECK(semverx_version_plain(v, NULL) == NULL && !semverx_version_is_stable(v));
  CHECK(is(semverx_version_sort_key(v, NULL), "A22A12A021rc 0A1"));
  diram_report *report = NULL;
  OK(semverx_version_report(v, &report, &err));
  CHECK(text_is(report, "states.2", "experimental") && number_of(report, "major") == 2);
  semverx_version_free(v);
  CHECK(text_is(report, "pre", "rc.1"));
  diram_report_free(report);

  v = version("9007199254740991.beta.0.stable.7.legacy");
  CHECK(semverx_version_major(v) == UINT64_C(9007199254740991));
  CHECK(is(semverx_version_state_of(v, SEMVERX_MAJOR, NULL), "beta"));
  CHECK(is(semverx_version_state_of(v, SEMVERX_MINOR, NULL), "stable"));
  CHECK(is(semverx_version_state_of(v, SEMVERX_PATCH, &len), "legacy") && len == 6);
  CHECK(semverx_version_state_of(v, 3, &len) == NULL && semverx_version_state_of(v, -1, NULL) == NULL && len == 6);
  CHECK(semverx_version_pre(v, NULL) == NULL && semverx_version_build(v, NULL) == NULL);
  semverx_version_free(v);

  OK(semverx_version_from_semver("1.2.3", DIRAM_Z, &v, &err));
  CHECK(is(semverx_version_plain(v, NULL), "1.2.3") && is(semverx_version_semver(v, NULL), "1.2.3"));
  CHECK(semverx_version_is_stable(v));
  semverx_version_free(v);
  v = NULL;
  FAILS(DIRAM_ERR_VERSION, semverx_version_from_semver("1.2.3.stable", DIRAM_Z, &v, &err));
  CHECK(v == NULL);
}

static void order(void) {
  semverx_version *plain = version("1.0.0"), *built = version("1.0.0+b"), *lower = version("1.0.0-rc");
  CHECK(semverx_compare(plain, built) == 0 && !semverx_identical(plain, built) && semverx_identical(built, built));
  CHECK(semverx_compare(lower, plain) == -1 && semverx_compare(plain, lower) == 1);
  CHECK(strcmp(semverx_version_sort_key(lower, NULL), semverx_version_sort_key(plain, NULL)) < 0);
  CHECK(is(semverx_version_sort_key(plain, NULL), semverx_version_sort_key(built, NULL)));
  CHECK(semverx_compare(NULL, lower) == -1 && semverx_compare(lower, NULL) == 1 && semverx_compare(NULL, NULL) == 0);
  semverx_version_free(plain);
  semverx_version_free(built);
  semverx_version_free(lower);
}

static void ranges(void) {
  semverx_range *a = range("semverx:1.x || ^2.1"), *b = range("<1.5"), *made = NULL;
  semverx_version *v = version("1.3.0-rc.1"), *inside = version("1.3.0");
  size_t len = 0;
  int32_t yes = 7;
  CHECK(is(semverx_range_text(a, &len), "1 || ^2.1") && len == 9);
  CHECK(semverx_range_exact_pin(a, NULL) == NULL);
  CHECK(semverx_range_contains(a, inside) && !semverx_range_contains(a, v));
  CHECK(!semverx_range_contains(a, NULL) && !semverx_range_contains(NULL, v));
  OK(semverx_range_intersect(a, b, &made, &err));
  CHECK(is(semverx_range_text(made, NULL), "1 & <1.5 || ^2.1 & <1.5"));
  OK(semverx_range_is_subset(made, b, &yes, &err));
  CHECK(yes == 1);
  OK(semverx_range_is_empty(made, &yes, &err));
  CHECK(yes == 0);
  semverx_range_free(made);
  OK(semverx_range_union(a, b, &made, &err));
  CHECK(is(semverx_range_text(made, NULL), "1 || ^2.1 || <1.5"));
  semverx_range_free(made);

  diram_report *why = NULL;
  OK(semverx_range_explain(b, v, NULL, &why, &err));
  CHECK(number_of(why, "admitted") == 0 && text_is(why, "reason", "prerelease"));
  CHECK(text_is(why, "hint", "write `<1.5 || 1.3.0-rc.1`"));
  diram_report_free(why);

  made = range("=1.2.3+b");
  CHECK(is(semverx_range_exact_pin(made, &len), "1.stable.2.stable.3.stable") && len == 26);
  semverx_range_free(made);
  semverx_range_free(a);
  semverx_range_free(b);
  semverx_version_free(v);
  semverx_version_free(inside);
}

static void wrong_texts(void) {
  semverx_version *v = NULL;
  semverx_range *r = NULL;
  int32_t yes = 7;
  EXPECT(DIRAM_ERR_VERSION, semverx_parse("v1.2.3", DIRAM_Z, &v, &err));
  explained(DIRAM_ERR_VERSION, "write 1.2.3", "suggestion", "1.2.3");
  EXPECT(DIRAM_ERR_RANGE, semverx_range_parse("^v1", DIRAM_Z, &r, &err));
  explained(DIRAM_ERR_RANGE, NULL, "text", "^v1");
  EXPECT(DIRAM_ERR_VERSION, semverx_satisfies("1.2", DIRAM_Z, "*", DIRAM_Z, &yes, &err));
  explained(DIRAM_ERR_VERSION, NULL, "text", "1.2");
  FAILS(DIRAM_ERR_RANGE, semverx_satisfies("1.2.3", DIRAM_Z, "x y", DIRAM_Z, &yes, &err));
  FAILS(DIRAM_ERR_UTF8, semverx_parse("1.2.\xff", DIRAM_Z, &v, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_parse(NULL, DIRAM_Z, &v, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_parse("1.2.3", DIRAM_Z, NULL, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_satisfies("1.2.3", DIRAM_Z, "*", DIRAM_Z, NULL, &err));
  CHECK(v == NULL && r == NULL && yes == 7);
  CHECK(semverx_validate("1.2.3", DIRAM_Z) == 1 && semverx_validate("1.2.3x", 5) == 1);
  CHECK(semverx_validate("1.2", DIRAM_Z) == 0 && semverx_validate(NULL, DIRAM_Z) == 0);
  OK(semverx_satisfies("2.stable.1.stable.0.stable", DIRAM_Z, "2.*.*.stable", DIRAM_Z, &yes, &err));
  CHECK(yes == 1);
}

/* Everything accepts NULL handles. */
static void null_handles(void) {
  size_t len = 9;
  int32_t yes = 7;
  semverx_range *made = NULL;
  diram_report *report = NULL;
  diram_buffer *buffer = NULL;
  semverx_version_free(NULL);
  semverx_range_free(NULL);
  semverx_policy_free(NULL);
  CHECK(semverx_version_text(NULL, &len) == NULL && semverx_version_state_of(NULL, 0, &len) == NULL);
  CHECK(semverx_range_text(NULL, &len) == NULL && semverx_range_exact_pin(NULL, &len) == NULL);
  CHECK(semverx_version_major(NULL) == 0 && semverx_version_is_stable(NULL) == 0 && semverx_identical(NULL, NULL) == 0);
  FAILS(DIRAM_ERR_ARGUMENT, semverx_version_report(NULL, &report, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_range_union(NULL, NULL, &made, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_range_is_empty(NULL, &yes, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_range_contains_with(NULL, NULL, NULL, &yes, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_policy_json(NULL, &buffer, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_policy_set_strict(NULL, 1, &err));
  CHECK(len == 9 && yes == 7 && made == NULL && report == NULL && buffer == NULL);
}

static int json_is(const semverx_policy *policy, const char *wanted) {
  diram_buffer *written = NULL;
  OK(semverx_policy_json(policy, &written, &err));
  int right = buffer_is(written, wanted, strlen(wanted));
  diram_buffer_free(written);
  return right;
}

static void policies(void) {
  semverx_policy *p = semverx_policy_new(), *read = NULL;
  CHECK(json_is(p, "{}"));
  OK(semverx_policy_set_allow_experimental(p, 0, &err));
  OK(semverx_policy_set_allow_legacy(p, 1, &err));
  OK(semverx_policy_set_allow_prerelease(p, 1, &err));
  OK(semverx_policy_set_auto_update(p, "off", DIRAM_Z, &err));
  OK(semverx_policy_set_max_update_rate(p, 0, &err));
  OK(semverx_policy_set_min_release_age(p, 60, &err));
  OK(semverx_policy_set_max_fault(p, 17, &err));
  OK(semverx_policy_set_lines(p, "major", DIRAM_Z, &err));
  OK(semverx_policy_add_source(p, "c", DIRAM_Z, "local", DIRAM_Z, &err));
  OK(semverx_policy_add_source(p, "@b/*", DIRAM_Z, "remote", DIRAM_Z, &err));
  OK(semverx_policy_add_override(p, "a", DIRAM_Z, "^1 || 2.*.*.{exp}", DIRAM_Z, &err));
  OK(semverx_policy_set_budget(p, 7, &err));
  OK(semverx_policy_set_strict(p, 1, &err));
  static const char all[] =
      "{\"allow_experimental\":false,\"allow_legacy\":true,\"allow_prerelease\":true,\"auto_update\":\"off\","
      "\"budget\":7,\"lines\":\"major\",\"max_fault\":17,\"max_update_rate\":0,\"min_release_age\":60,"
      "\"overrides\":{\"a\":\"^1 || 2.*.*.experimental\"},\"sources\":{\"@b/*\":\"remote\",\"c\":\"local\"},"
      "\"strict\":true}";
  CHECK(json_is(p, all));

  FAILS(DIRAM_ERR_POLICY, semverx_policy_set_max_fault(p, 18, &err));
  FAILS(DIRAM_ERR_POLICY, semverx_policy_set_auto_update(p, "always", DIRAM_Z, &err));
  FAILS(DIRAM_ERR_POLICY, semverx_policy_set_budget(p, UINT64_MAX, &err));
  FAILS(DIRAM_ERR_POLICY, semverx_policy_set_lines(p, "minor", DIRAM_Z, &err));
  FAILS(DIRAM_ERR_POLICY, semverx_policy_add_source(p, "a*b", DIRAM_Z, "x", DIRAM_Z, &err));
  FAILS(DIRAM_ERR_POLICY, semverx_policy_add_override(p, "a", DIRAM_Z, "v1", DIRAM_Z, &err));
  CHECK(json_is(p, all));

  OK(semverx_policy_from_json(all, DIRAM_Z, &read, &err));
  CHECK(json_is(read, all));
  semverx_policy_free(read);
  read = NULL;
  EXPECT(DIRAM_ERR_POLICY, semverx_policy_from_json("{\"allow_experimentel\":true}", DIRAM_Z, &read, &err));
  explained(DIRAM_ERR_POLICY, "write allow_experimental", "nearest", "allow_experimental");
  CHECK(read == NULL);
  semverx_policy_free(p);
}

/* A policy decides, and one that changes later leaves earlier answers alone. */
static void admission(void) {
  semverx_policy *p = semverx_policy_new();
  const char *v = "1.stable.3.experimental.0.stable";
  int32_t yes = 7;
  OK(semverx_satisfies_with(v, DIRAM_Z, "^1.2", DIRAM_Z, p, &yes, &err));
  CHECK(yes == 0);
  OK(semverx_policy_set_allow_experimental(p, 1, &err));
  OK(semverx_satisfies_with(v, DIRAM_Z, "^1.2", DIRAM_Z, p, &yes, &err));
  CHECK(yes == 1);
  OK(semverx_policy_set_allow_experimental(p, 0, &err));
  OK(semverx_satisfies_with(v, DIRAM_Z, "1.*.*.{stable|exp}", DIRAM_Z, p, &yes, &err));
  CHECK(yes == 0);
  OK(semverx_satisfies_with(v, DIRAM_Z, v, DIRAM_Z, p, &yes, &err));
  CHECK(yes == 1);
  OK(semverx_satisfies_with(v, DIRAM_Z, "1.*.*.{stable|exp}", DIRAM_Z, NULL, &yes, &err));
  CHECK(yes == 1);
  semverx_policy_free(p);
}

static void lists(void) {
  const char *have[] = {"1.4.0", "2.0.0", "1.5.0-rc.1", "1.4.0+b", "1.6.0.experimental+"};
  size_t lens[] = {DIRAM_Z, 5, DIRAM_Z, DIRAM_Z, 18}, places[5], found = 9, best = 9;
  int32_t flags[] = {7, 7, 7, 7, 7};
  OK(semverx_satisfies_many(have, lens, 5, "^1.2", DIRAM_Z, NULL, flags, &err));
  CHECK(flags[0] == 1 && flags[1] == 0 && flags[2] == 0 && flags[3] == 1 && flags[4] == 0);
  OK(semverx_filter(have, lens, 5, "^1.2", DIRAM_Z, NULL, places, &found, &err));
  CHECK(found == 2 && places[0] == 0 && places[1] == 3);
  OK(semverx_max_satisfying(have, lens, 5, "^1.2", DIRAM_Z, NULL, &best, &err));
  CHECK(best == 0);
  OK(semverx_max_satisfying(have, lens, 5, "^3", DIRAM_Z, NULL, &best, &err));
  CHECK(best == SEMVERX_NONE);
  OK(semverx_sort(have, lens, 5, places, &err));
  CHECK(places[0] == 4 && places[1] == 0 && places[2] == 3 && places[3] == 2 && places[4] == 1);
  OK(semverx_compare_many(have, lens, have + 1, lens + 1, 4, flags, &err));
  CHECK(flags[0] == -1 && flags[1] == 1 && flags[2] == 1 && flags[3] == 1);

  /* Without lengths the last one is no version: the item is named, and nothing is written. */
  flags[0] = 7;
  EXPECT(DIRAM_ERR_VERSION, semverx_satisfies_many(have, NULL, 5, "^1.2", DIRAM_Z, NULL, flags, &err));
  CHECK(strncmp(diram_error_message(err, NULL), "versions[4]: ", 13) == 0);
  json *all = json_parse(diram_error_json(err, NULL));
  CHECK(json_need(json_need(all, "details"), "index")->number == 4);
  json_free(all);
  diram_error_free(err);
  err = NULL;
  CHECK(flags[0] == 7);
  FAILS(DIRAM_ERR_RANGE, semverx_satisfies_many(have, lens, 5, "nonsense", DIRAM_Z, NULL, flags, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_sort(NULL, NULL, 3, places, &err));
  FAILS(DIRAM_ERR_ARGUMENT, semverx_sort(have, lens, 5, NULL, &err));

  OK(semverx_satisfies_many(NULL, NULL, 0, "*", DIRAM_Z, NULL, NULL, &err));
  OK(semverx_sort(NULL, NULL, 0, NULL, &err));
  OK(semverx_filter(NULL, NULL, 0, "*", DIRAM_Z, NULL, NULL, &found, &err));
  OK(semverx_max_satisfying(NULL, NULL, 0, "*", DIRAM_Z, NULL, &best, &err));
  CHECK(found == 0 && best == SEMVERX_NONE);
}

/* Ten thousand questions in one call are answered as one by one. */
static void many_are_as_single(void) {
  enum { COUNT = 10000 };
  static char texts[COUNT][32];
  static const char *versions[COUNT];
  static int32_t flags[COUNT];
  static const char *states[] = {"", ".experimental", ".legacy", "-rc.1"};
  size_t admitted = 0;
  for (int i = 0; i < COUNT; i++) {
    snprintf(texts[i], sizeof texts[i], "%d.%d.%d%s", i % 4, i % 23, i % 101, states[i % 7 < 4 ? i % 7 : 0]);
    versions[i] = texts[i];
  }
  OK(semverx_satisfies_many(versions, NULL, COUNT, "^1.2 || 2.*.*.experimental", DIRAM_Z, NULL, flags, &err));
  for (int i = 0; i < COUNT; i++) {
    int32_t yes = 7;
    OK(semverx_satisfies(versions[i], DIRAM_Z, "^1.2 || 2.*.*.experimental", DIRAM_Z, &yes, &err));
    CHECK(yes == flags[i]);
    admitted += (size_t)yes;
  }
  CHECK(admitted > 100 && admitted < COUNT - 100);
}

static semverx_version *shared;

static void *read_shared(void *unused) {
  (void)unused;
  for (int i = 0; i < 200; i++) CHECK(is(semverx_version_text(shared, NULL), "1.stable.2.stable.3.stable"));
  return (void *)(uintptr_t)semverx_version_sort_key(shared, NULL);
}

/* Threads that ask one version get the same texts. */
static void threads(void) {
  pthread_t asking[4];
  void *got[4];
  shared = version("1.2.3");
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&asking[i], NULL, read_shared, NULL) == 0);
  for (int i = 0; i < 4; i++) CHECK(pthread_join(asking[i], &got[i]) == 0);
  for (int i = 0; i < 4; i++) CHECK(got[i] == got[0] && is(got[i], "A13A23A33~"));
  semverx_version_free(shared);
}

int main(void) {
  fields();
  order();
  ranges();
  wrong_texts();
  null_handles();
  policies();
  admission();
  lists();
  many_are_as_single();
  threads();
  return 0;
}
