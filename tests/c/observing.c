/* Observers: what they hear and when, who wakes them, who owns what; the clock. */
#include <pthread.h>

#include "support/check.h"

static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"},\"published\":5}\n"
    "{\"name\":\"core\",\"version\":\"1.0.0\",\"deps\":{},\"published\":5}\n";

static diram_registry *registry_with(int fixed, const semverx_policy *policy) {
  diram_registry_options *options = diram_registry_options_new();
  diram_registry *made = NULL;
  if (fixed) OK(diram_registry_options_set_clock(options, 1000, &err));
  OK(diram_registry_options_set_policy(options, policy, &err));
  OK(diram_registry_open_lines(lines, DIRAM_Z, options, &made, &err));
  diram_registry_options_free(options);
  return made;
}

static diram_registry *registry(void) {
  return registry_with(1, NULL);
}

static diram_observer *observing_since(const diram_registry *r, const char *name, uint64_t since) {
  diram_observer *made = NULL;
  OK(diram_observer_open(r, name, DIRAM_Z, since, &made, &err));
  return made;
}

static diram_observer *observing(const diram_registry *r, const char *name) {
  return observing_since(r, name, DIRAM_SINCE_NOW);
}

static diram_status publish(diram_registry *r, int minor) {
  char line[96];
  snprintf(line, sizeof line, "{\"name\":\"core\",\"version\":\"1.%d.0\",\"deps\":{}}", minor);
  return diram_registry_publish(r, line, DIRAM_Z, NULL, &err);
}

/* The next update that is there, or NULL. */
static diram_report *next(diram_observer *o) {
  diram_report *update = (diram_report *)&err; /* not NULL: it must be set */
  OK(diram_observer_next(o, 0, NULL, &update, &err));
  return update;
}

static void nothing_is_there(diram_observer *o) {
  CHECK(next(o) == NULL);
}

/* How many updates are there now. */
static int drained(diram_observer *o) {
  int count = 0;
  for (diram_report *update; (update = next(o)) != NULL; count++) diram_report_free(update);
  return count;
}

static void hearing(void) {
  diram_registry *r = registry();
  diram_observer *o = observing(r, "core"), *late = NULL;
  uint64_t wait = 7;
  nothing_is_there(o);
  OK(diram_observer_wait(o, &wait, &err));
  CHECK(wait == DIRAM_UNKNOWN);
  OK(publish(r, 1));
  OK(diram_registry_set_fault(r, "core", DIRAM_Z, "1.0.0", DIRAM_Z, 3, NULL, &err));
  diram_report *update = next(o);
  CHECK(text_is(update, "package", "core") && text_is(update, "kind", "publish"));
  CHECK(text_is(update, "old_version", "1.stable.0.stable.0.stable"));
  CHECK(text_is(update, "version", "1.stable.1.stable.0.stable"));
  CHECK(number_of(update, "seq") == 2 && number_of(update, "index") == 0 && number_of(update, "merged") == 0);
  diram_report_free(update);
  update = next(o);
  CHECK(text_is(update, "kind", "fault") && number_of(update, "fault") == 3);
  CHECK(diram_report_text(update, "old_version", NULL) == NULL && number_of(update, "dependents") == 0);
  diram_report_free(update);
  nothing_is_there(o);

  late = observing_since(r, "core", 1);
  CHECK(drained(late) == 2);
  diram_observer_free(late);
  late = NULL;
  FAILS(DIRAM_ERR_SNAPSHOT, diram_observer_open(r, "core", DIRAM_Z, 9, &late, &err));
  FAILS(DIRAM_ERR_NOT_FOUND, diram_observer_open(r, "cord", DIRAM_Z, DIRAM_SINCE_NOW, &late, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_observer_open(NULL, "core", DIRAM_Z, DIRAM_SINCE_NOW, &late, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_observer_next(NULL, 0, NULL, &update, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_observer_next(o, 0, NULL, NULL, &err));
  diram_registry *then = NULL;
  OK(diram_registry_at(r, 1, &then, &err));
  FAILS(DIRAM_ERR_STATE, diram_observer_open(then, "core", DIRAM_Z, DIRAM_SINCE_NOW, &late, &err));
  FAILS(DIRAM_ERR_STATE, diram_registry_check_stale(then, DIRAM_STALE_DAYS, NULL, &err));
  CHECK(late == NULL);
  diram_registry_free(then);

  /* An observer outlives the handle that it was made from. */
  diram_registry_free(r);
  nothing_is_there(o);
  diram_observer_free(o);
  diram_observer_free(NULL);
}

/* Ten at once, then five a second. */
static void pacing(void) {
  diram_registry *r = registry();
  diram_observer *o = observing(r, "core");
  uint64_t wait = 7;
  for (int i = 1; i <= 20; i++) OK(publish(r, i));
  CHECK(drained(o) == 10);
  OK(diram_observer_wait(o, &wait, &err));
  CHECK(wait == 200);
  OK(diram_registry_advance_clock(r, 199, &err));
  CHECK(drained(o) == 0);
  OK(diram_registry_advance_clock(r, 1, &err));
  CHECK(drained(o) == 1);
  OK(diram_registry_advance_clock(r, 1000, &err));
  CHECK(drained(o) == 5);

  /* What is mandatory waits for nothing. */
  OK(diram_registry_set_fault(r, "core", DIRAM_Z, "1.0.0", DIRAM_Z, 9, NULL, &err));
  diram_report *update = next(o);
  CHECK(text_is(update, "kind", "mandatory") && text_is(update, "dependents.0", "app"));
  CHECK(text_is(update, "fix", "1.stable.20.stable.0.stable") && number_of(update, "merged") == 0);
  diram_report_free(update);
  OK(diram_registry_advance_clock(r, 60 * 1000, &err));
  CHECK(drained(o) == 4);
  diram_observer_free(o);
  diram_registry_free(r);

  r = registry_with(0, NULL);
  FAILS(DIRAM_ERR_STATE, diram_registry_advance_clock(r, 1, &err));
  diram_registry_free(r);
}

/* A strict registry refuses what comes too fast, and nothing has happened then. */
static void strict(void) {
  semverx_policy *policy = semverx_policy_new();
  OK(semverx_policy_set_strict(policy, 1, &err));
  OK(semverx_policy_set_max_update_rate(policy, 1, &err));
  diram_registry *r = registry_with(1, policy);
  diram_observer *o = observing(r, "core");
  OK(publish(r, 1));
  OK(publish(r, 2));
  FAILS(DIRAM_ERR_RATE_LIMIT, publish(r, 3));
  CHECK(drained(o) == 2);
  OK(diram_registry_advance_clock(r, 1000, &err));
  OK(publish(r, 3));
  CHECK(drained(o) == 1);
  diram_observer_free(o);
  diram_registry_free(r);
  semverx_policy_free(policy);
}

static void crowd(void) {
  enum { MOST = 100 };
  diram_registry *r = registry();
  diram_observer *all[MOST], *more = NULL;
  for (int i = 0; i < MOST; i++) all[i] = observing(r, "core");
  FAILS(DIRAM_ERR_TOO_MANY_OBSERVERS, diram_observer_open(r, "core", DIRAM_Z, DIRAM_SINCE_NOW, &more, &err));
  diram_observer_free(all[0]);
  all[0] = observing(r, "core");
  OK(publish(r, 1));
  for (int i = 0; i < MOST; i++) {
    CHECK(drained(all[i]) == 1);
    diram_observer_free(all[i]);
  }
  diram_registry_free(r);
}

static void stale(void) {
  diram_registry *r = registry();
  diram_observer *o = observing(r, "core");
  diram_report *found = NULL;
  OK(diram_registry_check_stale(r, DIRAM_STALE_DAYS, &found, &err));
  CHECK(number_of(found, "") == 0);
  diram_report_free(found);
  OK(diram_registry_advance_clock(r, (uint64_t)91 * 24 * 60 * 60 * 1000, &err));
  for (int i = 0; i < 2; i++) {
    OK(diram_registry_check_stale(r, DIRAM_STALE_DAYS, &found, &err));
    CHECK(number_of(found, "") == 1 && text_is(found, "0.package", "core") && text_is(found, "0.kind", "stale"));
    diram_report_free(found);
  }
  OK(diram_registry_check_stale(r, DIRAM_STALE_DAYS, NULL, &err));
  CHECK(drained(o) == 1); /* told once */
  diram_observer_free(o);
  diram_registry_free(r);
}

typedef struct {
  int calls, drops;
} woken;

static void ready(void *user) {
  ((woken *)user)->calls++;
}

static void ready_dropped(void *user) {
  ((woken *)user)->drops++;
}

static void waking(void) {
  diram_registry *r = registry();
  diram_observer *o = observing(r, "core");
  woken first = {0, 0}, second = {0, 0};
  FAILS(DIRAM_ERR_ARGUMENT, diram_observer_on_ready(o, NULL, &first, ready_dropped, &err));
  OK(diram_observer_on_ready(o, ready, &first, ready_dropped, &err));
  CHECK(first.calls == 0 && first.drops == 0); /* nothing is there */
  OK(publish(r, 1));
  CHECK(first.calls > 0);
  OK(diram_observer_on_ready(o, ready, &second, ready_dropped, &err));
  CHECK(first.drops == 1 && second.calls > 0); /* something is */
  CHECK(drained(o) == 1);
  int before = second.calls;
  for (int i = 2; i <= 11; i++) OK(publish(r, i));
  CHECK(drained(o) == 9 && second.calls > before); /* the tenth waits for its turn */
  before = second.calls;
  OK(diram_registry_advance_clock(r, 200, &err));
  CHECK(second.calls > before && drained(o) == 1);
  diram_observer_free(o);
  CHECK(first.drops == 1 && second.drops == 1);
  diram_registry_free(r);
}

static void *publish_one(void *of) {
  static const char line[] = "{\"name\":\"core\",\"version\":\"2.0.0\",\"deps\":{}}";
  EXPECT(DIRAM_OK, diram_registry_publish(of, line, DIRAM_Z, NULL, NULL));
  return NULL;
}

static void *cancel(void *op) {
  diram_op_cancel(op);
  return NULL;
}

/* A wait ends when something comes, when it is cancelled, and when it is late. */
static void waiting(void) {
  diram_registry *r = registry();
  diram_observer *o = observing(r, "core");
  diram_report *update = NULL;
  diram_op *op = diram_op_new();
  pthread_t other;
  CHECK(pthread_create(&other, NULL, publish_one, r) == 0);
  OK(diram_observer_next(o, DIRAM_FOREVER, NULL, &update, &err));
  CHECK(text_is(update, "version", "2.stable.0.stable.0.stable") && pthread_join(other, NULL) == 0);
  diram_report_free(update);
  update = NULL;
  CHECK(pthread_create(&other, NULL, cancel, op) == 0);
  FAILS(DIRAM_ERR_CANCELLED, diram_observer_next(o, DIRAM_FOREVER, op, &update, &err));
  CHECK(pthread_join(other, NULL) == 0);
  diram_op_free(op);
  op = diram_op_new();
  diram_op_set_timeout_ms(op, 1);
  FAILS(DIRAM_ERR_DEADLINE, diram_observer_next(o, DIRAM_FOREVER, op, &update, &err));
  CHECK(update == NULL);
  diram_op_free(op);
  OK(diram_observer_next(o, 1, NULL, &update, &err));
  CHECK(update == NULL);
  diram_observer_free(o);
  diram_registry_free(r);
}

int main(void) {
  hearing();
  pacing();
  strict();
  crowd();
  stale();
  waking();
  waiting();
  return 0;
}
