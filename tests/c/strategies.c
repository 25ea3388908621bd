/* The three strategies over texts and over answers of the resolver. */
#include "support/check.h"

static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"}}\n"
    "{\"name\":\"app\",\"version\":\"1.1.0\",\"deps\":{\"core\":\"^1\",\"log\":\"*\"}}\n"
    "{\"name\":\"core\",\"version\":\"1.0.0\",\"deps\":{}}\n"
    "{\"name\":\"core\",\"version\":\"1.1.0\",\"deps\":{},\"fault\":7}\n"
    "{\"name\":\"core\",\"version\":\"2.0.0\",\"deps\":{}}\n"
    "{\"name\":\"core\",\"version\":\"3.2.0\",\"deps\":{}}\n"
    "{\"name\":\"log\",\"version\":\"1.0.0\",\"deps\":{}}\n";
static const char running[] = "{\"app\":\"1.0.0\",\"core\":\"1.0.0\"}";
static const char chosen[] = "{\"app\":\"1.1.0\",\"core\":\"1.0.0\",\"log\":\"1.0.0\"}";

static semverx_resolver *resolver(void) {
  diram_registry *source = NULL;
  semverx_resolver *made = semverx_resolver_new();
  OK(diram_registry_open_lines(lines, DIRAM_Z, NULL, &source, &err));
  OK(semverx_resolver_set_source(made, source, &err));
  diram_registry_free(source);
  return made;
}

static diram_status check(const semverx_resolver *r, const char *solution, const char *strategy, const char *now,
                          diram_report **out) {
  return semverx_check(r, solution, DIRAM_Z, strategy, DIRAM_Z, now, DIRAM_Z, 0, out, &err);
}

static diram_report *checked(const semverx_resolver *r, const char *solution, const char *strategy, const char *now) {
  diram_report *made = NULL;
  OK(check(r, solution, strategy, now, &made));
  CHECK(text_is(made, "strategy", strategy) && diram_report_text(made, "message", NULL)[0] != '\0');
  return made;
}

static void checking(const semverx_resolver *r) {
  diram_report *report = checked(r, chosen, "eulerian", running);
  CHECK(text_is(report, "verdict", "WARNING") && number_of(report, "fault") == 3);
  CHECK(text_is(report, "parity.odd.0", "app") && number_of(report, "frozen") == 0);
  diram_report_free(report);
  report = checked(r, chosen, "eulerian", NULL); /* nothing runs, so nothing is swapped */
  CHECK(text_is(report, "verdict", "SAFE_SWAP"));
  diram_report_free(report);
  report = checked(r, "{\"core\":\"1.1.0\"}", "eulerian", "{\"core\":\"1.0.0\"}");
  CHECK(text_is(report, "verdict", "PANIC") && text_is(report, "frozen.0", "core"));
  diram_report_free(report);
  report = checked(r, chosen, "hamiltonian", NULL);
  CHECK(text_is(report, "install.order.0", "core") && text_is(report, "install.order.2", "app"));
  diram_report_free(report);
  report = checked(r, chosen, "astar", running);
  CHECK(number_of(report, "ways") == 1 && text_is(report, "ways.0.name", "app"));
  diram_report_free(report);
  OK(semverx_check(r, chosen, DIRAM_Z, "hamiltonian", DIRAM_Z, NULL, 0, 1, &report, &err));
  CHECK(number_of(report, "install.literal") == 0); /* log and core are not linked */
  diram_report_free(report);
}

/* The answer of a resolver is taken as it is. */
static void answers(const semverx_resolver *r) {
  semverx_resolution *yes = NULL, *no = NULL;
  diram_report *report = NULL;
  OK(semverx_resolve(r, "app", DIRAM_Z, "*", DIRAM_Z, &yes, &err));
  report = checked(r, semverx_resolution_json(yes, NULL), "eulerian", running);
  CHECK(text_is(report, "verdict", "WARNING"));
  diram_report_free(report);
  OK(semverx_graph(r, semverx_resolution_json(yes, NULL), DIRAM_Z, &report, &err));
  CHECK(number_of(report, "") == 3 && text_is(report, "0.label", "app") && text_is(report, "0.needs.1", "log"));
  diram_report_free(report);
  report = NULL;
  OK(semverx_resolve(r, "app", DIRAM_Z, ">=9", DIRAM_Z, &no, &err));
  FAILS(DIRAM_ERR_ARGUMENT, check(r, semverx_resolution_json(no, NULL), "eulerian", NULL, &report));
  CHECK(report == NULL);
  semverx_resolution_free(yes);
  semverx_resolution_free(no);
}

static void planning(const semverx_resolver *r) {
  diram_report *path = NULL;
  OK(semverx_plan(r, "core", DIRAM_Z, "1.0.0", DIRAM_Z, "3.2.0", DIRAM_Z, NULL, 0, &path, &err));
  CHECK(number_of(path, "found") == 1 && number_of(path, "hops") == 2 && number_of(path, "cost") == 220);
  diram_report_free(path);
  OK(semverx_plan(r, "core", DIRAM_Z, "1.0.0", DIRAM_Z, "1.1.0", DIRAM_Z, running, DIRAM_Z, &path, &err));
  CHECK(number_of(path, "found") == 0 && diram_report_text(path, "reason", NULL) != NULL);
  diram_report_free(path);
  path = NULL;
  FAILS(DIRAM_ERR_NOT_FOUND,
        semverx_plan(r, "core", DIRAM_Z, "9.0.0", DIRAM_Z, "3.2.0", DIRAM_Z, NULL, 0, &path, &err));
  FAILS(DIRAM_ERR_VERSION, semverx_plan(r, "core", DIRAM_Z, "1.0", DIRAM_Z, "3.2.0", DIRAM_Z, NULL, 0, &path, &err));
  CHECK(path == NULL);
}

static void refusals(const semverx_resolver *r) {
  static const char *unreadable[] = {"", "[]", "{\"app\":1}", "{\"app\":\"1.0.0\",\"app\":\"1.1.0\"}"};
  diram_report *report = NULL;
  for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++) {
    FAILS(DIRAM_ERR_ARGUMENT, check(r, unreadable[i], "eulerian", NULL, &report));
    FAILS(DIRAM_ERR_ARGUMENT, check(r, chosen, "eulerian", unreadable[i], &report));
    FAILS(DIRAM_ERR_ARGUMENT, semverx_graph(r, unreadable[i], DIRAM_Z, &report, &err));
  }
  FAILS(DIRAM_ERR_ARGUMENT, check(r, chosen, "Eulerian", NULL, &report));
  FAILS(DIRAM_ERR_ARGUMENT, check(r, NULL, "eulerian", NULL, &report));
  FAILS(DIRAM_ERR_NOT_FOUND, check(r, "{\"app\":\"9.0.0\"}", "eulerian", NULL, &report));
  FAILS(DIRAM_ERR_VERSION, check(r, "{\"app\":\"x\"}", "eulerian", NULL, &report));
  FAILS(DIRAM_ERR_ARGUMENT, check(NULL, chosen, "eulerian", NULL, &report));
  CHECK(report == NULL);
}

int main(void) {
  semverx_resolver *r = resolver();
  checking(r);
  answers(r);
  planning(r);
  refusals(r);
  semverx_resolver_free(r);
  return 0;
}
