/* Transactions in two steps, for who asks plugins of their own; and locks. Takes an empty folder. */
#include <pthread.h>

#include "support/check.h"
#include "support/files.h"
#include "support/json.h"

static const char *room;
static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"}}\n"
    "{\"name\":\"core\",\"version\":\"1.0.0\",\"deps\":{}}\n"
    "{\"name\":\"core\",\"version\":\"1.1.0\",\"deps\":{}}\n";
static const char line[] = "{\"name\":\"net\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"}}";
static const char yes[] = "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"yes\"}]}]";

static diram_registry *registry(void) {
  diram_registry *made = NULL;
  OK(diram_registry_open_lines(lines, DIRAM_Z, NULL, &made, &err));
  return made;
}

static diram_transaction *publishing(const diram_registry *r) {
  diram_transaction *made = NULL;
  OK(diram_registry_begin_publish(r, line, DIRAM_Z, &made, &err));
  return made;
}

static diram_status commit(diram_transaction *t, const char *votes) {
  return diram_transaction_commit(t, votes, DIRAM_Z, NULL, &err);
}

/* How many snapshots there were. */
static double seq(const diram_registry *r) {
  diram_report *report = NULL;
  OK(diram_registry_snapshot(r, &report, &err));
  double number = number_of(report, "seq");
  diram_report_free(report);
  return number;
}

static void committing(void) {
  diram_registry *r = registry();
  diram_transaction *t = publishing(r);
  diram_report *calls = NULL, *receipt = NULL;
  CHECK(seq(r) == 1);
  OK(diram_transaction_calls(t, &calls, &err));
  CHECK(number_of(calls, "") == 1 && text_is(calls, "0.hook", "on_publish"));
  CHECK(text_is(calls, "0.package.name", "net") && text_is(calls, "0.package.deps.core", "^1"));
  diram_report_free(calls);
  calls = NULL;
  OK(diram_transaction_commit(t, yes, DIRAM_Z, &receipt, &err));
  CHECK(number_of(receipt, "snapshot.seq") == 2 && number_of(receipt, "proof.present") == 1);
  diram_report_free(receipt);
  receipt = NULL;

  /* It is done with, and says so. */
  FAILS(DIRAM_ERR_CLOSED, diram_transaction_calls(t, &calls, &err));
  FAILS(DIRAM_ERR_CLOSED, diram_transaction_commit(t, yes, DIRAM_Z, &receipt, &err));
  CHECK(calls == NULL && receipt == NULL);
  diram_transaction_free(t);
  diram_registry_free(r);
}

static void refusing(void) {
  static const char *against[] = {
      "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"no\",\"why\":\"never\"}]}]",
      "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"failed\",\"why\":\"oops\"}]}]",
      "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"late\"}]}]",
      "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"missing\"}]}]",
      "[{\"plugin\":\"mine\",\"answers\":[]}]",
      "[{\"plugin\":\"one\",\"answers\":[{\"answer\":\"yes\"}]},{\"plugin\":\"two\",\"answers\":[{\"answer\":\"no\"}]}]",
  };
  static const char *unreadable[] = {
      "",
      "{}",
      "[{\"plugin\":\"mine\"}]",
      "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"maybe\"}]}]",
      "[{\"plugin\":\"mine\",\"answers\":[],\"more\":1}]",
      "[{\"plugin\":\"mine\",\"answers\":[{\"answer\":\"no\",\"reason\":\"never\"}]}]",
  };
  diram_registry *r = registry();
  for (size_t i = 0; i < sizeof against / sizeof against[0]; i++) {
    diram_transaction *t = publishing(r);
    FAILS(DIRAM_ERR_PLUGIN, commit(t, against[i]));
    FAILS(DIRAM_ERR_CLOSED, commit(t, yes));
    diram_transaction_free(t);
  }
  CHECK(seq(r) == 1);
  diram_transaction *t = publishing(r);
  for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++) {
    FAILS(DIRAM_ERR_ARGUMENT, commit(t, unreadable[i]));
  }
  FAILS(DIRAM_ERR_UTF8, commit(t, "\xff"));
  OK(commit(t, NULL)); /* as it was, and nobody was asked */
  CHECK(seq(r) == 2);
  diram_transaction_free(t);
  diram_registry_free(r);
}

/* Of two that began alike one commits; the other finds out. */
static void meeting(void) {
  diram_registry *r = registry();
  diram_transaction *first = publishing(r), *second = publishing(r), *third = publishing(r), *none = NULL;
  OK(commit(second, yes));
  FAILS(DIRAM_ERR_EXISTS, commit(first, yes));
  FAILS(DIRAM_ERR_EXISTS, diram_registry_publish(r, line, DIRAM_Z, NULL, &err));
  FAILS(DIRAM_ERR_FORMAT, diram_registry_begin_publish(r, "{}", DIRAM_Z, &none, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_begin_publish(NULL, line, DIRAM_Z, &none, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_begin_publish(r, line, DIRAM_Z, NULL, &err));
  CHECK(none == NULL);
  diram_registry_free(r);
  FAILS(DIRAM_ERR_EXISTS, commit(third, yes)); /* it holds what it needs */
  diram_transaction_free(first);
  diram_transaction_free(second);
  diram_transaction_free(third);
  diram_transaction_free(NULL);
}

static diram_status lock(const diram_registry *r, const char *options, diram_report **report) {
  return diram_registry_lock(r, room, DIRAM_Z, options, DIRAM_Z, NULL, report, &err);
}

static void project(const char *text) {
  file_write(path_in(room, "package.json"), text, strlen(text));
}

/* The lock's text, which is freed by the caller. */
static bytes on_disk(void) {
  return file_read(path_in(room, "semverx-lock.json"));
}

static int same_bytes(bytes a, bytes b) {
  return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static void locking(void) {
  diram_registry *r = registry();
  diram_report *report = NULL;
  project("{\"dependencies\":{\"app\":\"semverx:^1\",\"left-pad\":\"^1.3.0\"}}");
  OK(lock(r, "{\"check\":true}", &report));
  CHECK(text_is(report, "status", "stale") && !file_exists(path_in(room, "semverx-lock.json")));
  diram_report_free(report);
  OK(lock(r, NULL, &report));
  CHECK(text_is(report, "status", "written") && number_of(report, "installs") == 2);
  CHECK(text_is(report, "installs.1.name", "core") && text_is(report, "solution.core", "1.stable.1.stable.0.stable"));
  CHECK(number_of(report, "gates") == 2 && number_of(report, "votes") == 0);
  diram_report_free(report);
  bytes first = on_disk();
  OK(diram_registry_publish(r, "{\"name\":\"core\",\"version\":\"1.2.0\",\"deps\":{}}", DIRAM_Z, NULL, &err));
  OK(lock(r, "{}", &report));
  CHECK(text_is(report, "status", "current") && text_is(report, "available.0.newer", "1.stable.2.stable.0.stable"));
  diram_report_free(report);
  bytes second = on_disk();
  CHECK(same_bytes(first, second));
  OK(lock(r, "{\"update\":[\"app\"]}", &report));
  CHECK(text_is(report, "status", "current"));
  diram_report_free(report);
  OK(lock(r, "{\"update\":true,\"now\":1000,\"check\":false}", &report));
  CHECK(number_of(report, "updates") == 1 && text_is(report, "updates.0.new", "1.stable.2.stable.0.stable"));
  diram_report_free(report);
  free(first.data);
  free(second.data);
  report = NULL;

  FAILS(DIRAM_ERR_ARGUMENT, lock(r, "{\"updates\":true}", &report));
  FAILS(DIRAM_ERR_ARGUMENT, lock(r, "{\"update\":\"core\"}", &report));
  FAILS(DIRAM_ERR_ARGUMENT, lock(r, "[true]", &report));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_lock(r, "", 0, NULL, 0, NULL, &report, &err));
  diram_op *op = diram_op_new();
  diram_op_cancel(op);
  FAILS(DIRAM_ERR_CANCELLED, diram_registry_lock(r, room, DIRAM_Z, NULL, 0, op, &report, &err));
  diram_op_free(op);
  project("{\"dependencies\":{\"app\":\"semverx:^9\"}}");
  FAILS(DIRAM_ERR_NO_SOLUTION, lock(r, NULL, &report));
  project("{}");
  FAILS(DIRAM_ERR_ARGUMENT, lock(r, NULL, &report));
  CHECK(report == NULL && remove(path_in(room, "semverx-lock.json")) == 0);
  diram_registry_free(r);
}

/* Votes for `count` calls, all yes but the last, which is `last`. */
static void ballot(char *out, size_t room_left, size_t count, const char *last) {
  int used = snprintf(out, room_left, "[{\"plugin\":\"mine\",\"answers\":[");
  for (size_t i = 1; i < count; i++) used += snprintf(out + used, room_left - (size_t)used, "{\"answer\":\"yes\"},");
  snprintf(out + used, room_left - (size_t)used, "{\"answer\":\"%s\"}]}]", last);
}

static diram_transaction *lock_begun(const diram_registry *r) {
  diram_transaction *made = NULL;
  OK(diram_registry_begin_lock(r, room, DIRAM_Z, NULL, 0, NULL, &made, &err));
  return made;
}

static void locking_in_two_steps(void) {
  char votes[512];
  diram_registry *r = registry();
  diram_report *calls = NULL, *report = NULL;
  project("{\"dependencies\":{\"app\":\"semverx:^1\"}}");
  diram_transaction *t = lock_begun(r), *other = lock_begun(r);
  OK(diram_transaction_calls(t, &calls, &err));
  CHECK(number_of(calls, "") == 3 && text_is(calls, "0.hook", "on_resolve"));
  CHECK(text_is(calls, "0.proposal.requirements.app", "^1") && text_is(calls, "0.proposal.installs.1", "core"));
  CHECK(text_is(calls, "1.hook", "on_install") && text_is(calls, "1.package.name", "app"));
  CHECK(text_is(calls, "2.hook", "on_install") && text_is(calls, "2.package.name", "core"));
  diram_report_free(calls);
  ballot(votes, sizeof votes, 3, "no");
  FAILS(DIRAM_ERR_PLUGIN, commit(t, votes));
  CHECK(!file_exists(path_in(room, "semverx-lock.json")));
  diram_transaction_free(t);
  t = lock_begun(r);
  ballot(votes, sizeof votes, 3, "yes");
  OK(diram_transaction_commit(t, votes, DIRAM_Z, &report, &err));
  CHECK(text_is(report, "status", "written") && number_of(report, "votes") == 3);
  CHECK(text_is(report, "votes.0.hook", "on_resolve") && text_is(report, "votes.2.answer", "yes"));
  diram_report_free(report);

  /* The one that began with no lock there does not write over it. */
  bytes before = on_disk();
  FAILS(DIRAM_ERR_LOCK_FILE, commit(other, votes));
  bytes after = on_disk();
  CHECK(same_bytes(before, after));
  free(before.data);
  free(after.data);
  diram_transaction_free(t);
  diram_transaction_free(other);
  diram_registry_free(r);
}

static void *lock_often(void *of) {
  for (int i = 0; i < 20; i++) {
    diram_status status = diram_registry_lock(of, room, DIRAM_Z, NULL, 0, NULL, NULL, NULL);
    CHECK(status == DIRAM_OK || status == DIRAM_ERR_LOCK_FILE);
  }
  return NULL;
}

/* Many at once: each writes the whole lock or is told that another did. */
static void locking_at_once(void) {
  diram_registry *r = registry();
  diram_report *report = NULL;
  pthread_t others[4];
  CHECK(remove(path_in(room, "semverx-lock.json")) == 0);
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&others[i], NULL, lock_often, r) == 0);
  for (int i = 0; i < 4; i++) CHECK(pthread_join(others[i], NULL) == 0);
  OK(lock(r, NULL, &report));
  CHECK(text_is(report, "status", "current"));
  diram_report_free(report);
  diram_registry_free(r);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  committing();
  refusing();
  meeting();
  locking();
  locking_in_two_steps();
  locking_at_once();
  return 0;
}
