/* Faults and what is done about them; gates and their options. */
#include "support/check.h"

static diram_error *err = NULL;

#define SHA "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"},\"published\":5}\n"
    "{\"name\":\"core\",\"version\":\"1.0.0\",\"deps\":{},\"published\":5,\"sha256\":\"" SHA "\"}\n";
static const char worse[] = "{\"name\":\"core\",\"version\":\"1.1.0.beta\",\"deps\":{}}";

static diram_registry *registry(int gated) {
  diram_registry_options *options = diram_registry_options_new();
  diram_registry *made = NULL;
  OK(diram_registry_options_set_clock(options, 1000, &err));
  OK(diram_registry_options_set_gated(options, gated, &err));
  OK(diram_registry_options_set_op(options, NULL, &err));
  OK(diram_registry_open_lines(lines, DIRAM_Z, options, &made, &err));
  diram_registry_options_free(options);
  return made;
}

static void levels(void) {
  CHECK(strcmp(diram_fault_action(0), "NO_ACTION") == 0 && strcmp(diram_fault_action(5), "NOTIFY_OBSERVERS") == 0);
  CHECK(strcmp(diram_fault_action(6), "REQUEST_MANUAL_REVIEW") == 0);
  CHECK(strcmp(diram_fault_action(17), "SYSTEM_RESET") == 0 && diram_fault_action(18) == NULL);
  CHECK(diram_fault_of_cause("stale", DIRAM_Z) == 1 && diram_fault_of_cause("store_broken", 12) == 17);
  CHECK(diram_fault_of_cause("Stale", DIRAM_Z) == -1 && diram_fault_of_cause(NULL, 0) == -1);
}

static diram_status handle(diram_registry *r, const char *version, uint32_t level, diram_report **report) {
  return diram_registry_handle_fault(r, "core", DIRAM_Z, version, DIRAM_Z, level, report, &err);
}

static void handling(void) {
  diram_registry *r = registry(0);
  diram_report *report = NULL;
  OK(handle(r, "1.0.0", (uint32_t)diram_fault_of_cause("advisory_medium", DIRAM_Z), &report));
  CHECK(number_of(report, "before") == 0 && number_of(report, "fault") == 6 && number_of(report, "frozen") == 1);
  CHECK(text_is(report, "fault_state", "DANGER") && text_is(report, "action", "REQUEST_MANUAL_REVIEW"));
  CHECK(number_of(report, "undone") == 0 && number_of(report, "snapshot.seq") == 2);
  diram_report_free(report);
  OK(handle(r, "1.0.0", 3, &report)); /* it only rises */
  CHECK(number_of(report, "fault") == 6 && number_of(report, "snapshot.seq") == 2);
  diram_report_free(report);
  OK(diram_registry_faults(r, 6, &report, &err));
  CHECK(number_of(report, "") == 1 && text_is(report, "0.name", "core"));
  CHECK(text_is(report, "0.fault_name", "LOW_DANGER"));
  diram_report_free(report);
  OK(diram_registry_faults(r, 7, &report, &err));
  CHECK(number_of(report, "") == 0);
  diram_report_free(report);

  /* A fault of integrity undoes what came with it. */
  OK(diram_registry_set_fault(r, "core", DIRAM_Z, "1.0.0", DIRAM_Z, 0, NULL, &err));
  static const char bad[] = "{\"name\":\"core\",\"version\":\"1.1.0\",\"deps\":{},\"fault\":6}";
  OK(diram_registry_publish(r, bad, DIRAM_Z, NULL, &err));
  OK(handle(r, "1.1.0", 13, &report));
  CHECK(number_of(report, "rolled_back_to") == 3 && text_is(report, "undone.0", "1.stable.1.stable.0.stable"));
  diram_report_free(report);
  report = NULL;
  FAILS(DIRAM_ERR_EXISTS, handle(r, "1.1.0", 1, &report));
  FAILS(DIRAM_ERR_NOT_FOUND, handle(r, "9.0.0", 1, &report));
  FAILS(DIRAM_ERR_LIMIT, handle(r, "1.0.0", 18, &report));
  FAILS(DIRAM_ERR_LIMIT, diram_registry_faults(r, 18, &report, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_faults(NULL, 1, &report, &err));
  CHECK(report == NULL);
  OK(handle(r, "1.0.0", 1, NULL));
  diram_registry_free(r);
}

static diram_status gate(const diram_registry *r, const char *name, const char *version, const char *options,
                         diram_report **out) {
  return diram_registry_gate(r, name, DIRAM_Z, version, DIRAM_Z, options, DIRAM_Z, out, &err);
}

static void outcome_is(const diram_registry *r, const char *options, const char *outcome) {
  diram_report *report = NULL;
  OK(gate(r, "core", "1.0.0", options, &report));
  CHECK(number_of(report, "gates") == 8 && text_is(report, "gates.0.gate", "syntax"));
  CHECK(text_is(report, "gates.7.gate", "plugins") && text_is(report, "gates.7.verdict", "SKIPPED"));
  CHECK(text_is(report, "outcome", outcome));
  diram_report_free(report);
}

static void gates(void) {
  static const char *unreadable[] = {
      "",
      "[1000]",
      "{\"when\":5}",
      "{\"now\":\"5\"}",
      "{\"coherence\":-1}",
      "{\"now\":1,\"now\":2}",
      "{\"sha256\":\"beef\"}",
  };
  diram_registry *r = registry(0);
  diram_report *report = NULL;
  outcome_is(r, NULL, "VALID");
  outcome_is(r, "{}", "VALID");
  outcome_is(r, "{\"now\":2000,\"sha256\":\"" SHA "\",\"coherence\":954,\"may_list\":true}", "VALID");
  outcome_is(r, "{\"coherence\":953}", "INCOHERENT");
  outcome_is(r, "{\"may_list\":false}", "INSUFFICIENT");
  OK(gate(r, "cor", "1.0.0", NULL, &report));
  CHECK(text_is(report, "outcome", "INSUFFICIENT") && text_is(report, "near.0", "core"));
  CHECK(number_of(report, "proof.present") == 0);
  diram_report_free(report);
  OK(gate(r, "No Name", "x", NULL, &report)); /* an answer too */
  CHECK(text_is(report, "outcome", "INCOHERENT") && text_is(report, "gates.0.verdict", "INCOHERENT"));
  diram_report_free(report);
  OK(diram_registry_gate_publish(r, worse, DIRAM_Z, "{\"guarded_dependents\":1}", DIRAM_Z, &report, &err));
  CHECK(text_is(report, "outcome", "INCOHERENT") && text_is(report, "gates.1.verdict", "INCOHERENT"));
  diram_report_free(report);
  report = NULL;
  for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++) {
    FAILS(DIRAM_ERR_ARGUMENT, gate(r, "core", "1.0.0", unreadable[i], &report));
    FAILS(DIRAM_ERR_ARGUMENT, diram_registry_gate_publish(r, worse, DIRAM_Z, unreadable[i], DIRAM_Z, &report, &err));
  }
  FAILS(DIRAM_ERR_LIMIT, gate(r, "core", "1.0.0", "{\"coherence\":1001}", &report));
  CHECK(report == NULL);
  diram_registry_free(r);
}

/* A gated registry refuses what the others only record. */
static void gated(void) {
  diram_registry *open = registry(0), *closed = registry(1);
  diram_report *report = NULL;
  OK(diram_registry_publish(open, worse, DIRAM_Z, &report, &err));
  CHECK(text_is(report, "gates.outcome", "INCOHERENT"));
  diram_report_free(report);
  OK(diram_registry_yank(open, "core", DIRAM_Z, "1.0.0", DIRAM_Z, &report, &err));
  CHECK(strstr(diram_report_json(report, NULL), "\"gates\":null") != NULL);
  diram_report_free(report);
  EXPECT(DIRAM_ERR_GATE, diram_registry_publish(closed, worse, DIRAM_Z, NULL, &err));
  CHECK(strstr(diram_error_json(err, NULL), "\"outcome\":\"INCOHERENT\"") != NULL);
  CHECK(diram_error_hint(err, NULL) != NULL);
  diram_error_free(err);
  err = NULL;
  diram_registry_free(open);
  diram_registry_free(closed);
}

int main(void) {
  levels();
  handling();
  gates();
  gated();
  return 0;
}
