#include "faults.h"

#include "check.h"
#include "registries.h"

diram_status fault_step(diram_registry *registry, const json *step, diram_report **report, diram_error **err) {
  CHECK(step->count == 4);
  const json *name = &step->items[1], *version = &step->items[2], *fault = &step->items[3];
  int32_t level = fault->kind == JSON_TEXT ? diram_fault_of_cause(TEXT(fault)) : (int32_t)fault->number;
  /* A cause that is none is a wrong level. */
  return diram_registry_handle_fault(registry, TEXT(name), TEXT(version), (uint32_t)level, report, err);
}

/* The report, with the number and the root of its snapshot. */
static void give_handled(const diram_report *report, text *out) {
  json *all = json_parse(diram_report_json(report, NULL));
  const json *snapshot = json_need(all, "snapshot");
  text_members(out, all, "snapshot");
  text_add(out, ",\"seq\":%.0f,\"root\":\"%s\"}", json_need(snapshot, "seq")->number, json_text(snapshot, "root"));
  json_free(all);
}

static diram_status step(diram_registry *registry, const json *one, text *reports, diram_error **err) {
  if (strcmp(one->items[0].text, "handle_fault") != 0) return registry_change(registry, one, err);
  diram_report *report = NULL;
  diram_status status = fault_step(registry, one, &report, err);
  if (status == DIRAM_OK) {
    text_add(reports, "%s", reports->len == 0 ? "" : ",");
    give_handled(report, reports);
  }
  diram_report_free(report);
  return status;
}

static diram_status stepped(const json *in, diram_registry **out, text *reports, diram_error **err) {
  const json *steps = json_get(in, "steps");
  diram_status status = registry_of(in, out, err);
  for (size_t i = 0; steps != NULL && i < steps->count && status == DIRAM_OK; i++) {
    status = step(*out, &steps->items[i], reports, err);
  }
  return status;
}

static diram_status handled(const json *in, text *out, diram_error **err) {
  diram_registry *registry = NULL;
  text reports = {NULL, 0};
  diram_status status = stepped(in, &registry, &reports, err);
  if (status == DIRAM_OK) status = registry_state(registry, out, err);
  if (status == DIRAM_OK) text_add(out, ",\"reports\":[%s]}", reports.data == NULL ? "" : reports.data);
  free(reports.data);
  diram_registry_free(registry);
  return status;
}

/* The report without sentences. */
static void give_gates(const diram_report *report, text *out) {
  json *all = json_parse(diram_report_json(report, NULL));
  const json *gates = json_need(all, "gates");
  text_members(out, all, "gates");
  for (size_t i = 0; i < gates->count; i++) {
    const json *one = &gates->items[i];
    CHECK(json_text(one, "reason")[0] != '\0');
    text_add(out, "%s[\"%s\",\"%s\"]", i == 0 ? ",\"gates\":[" : ",", json_text(one, "gate"),
             json_text(one, "verdict"));
  }
  text_add(out, "]}");
  json_free(all);
}

static diram_status gate(const json *in, int publish, text *out, diram_error **err) {
  diram_registry *registry = NULL;
  diram_report *report = NULL;
  text options = {NULL, 0}, reports = {NULL, 0};
  text_json(&options, json_need(in, "options"));
  diram_status status = stepped(in, &registry, &reports, err);
  if (status == DIRAM_OK && publish) {
    const json *line = json_need(in, "line");
    status = diram_registry_gate_publish(registry, TEXT(line), options.data, options.len, &report, err);
  } else if (status == DIRAM_OK) {
    const json *name = json_need(in, "name"), *version = json_need(in, "version");
    status = diram_registry_gate(registry, TEXT(name), TEXT(version), options.data, options.len, &report, err);
  }
  if (status == DIRAM_OK) give_gates(report, out);
  diram_report_free(report);
  diram_registry_free(registry);
  free(options.data);
  free(reports.data);
  return status;
}

int fault_op(const char *op, const json *in, text *out, diram_error **err) {
  if (strcmp(op, "handle_fault") == 0) return (int)handled(in, out, err);
  if (strcmp(op, "gate") == 0) return (int)gate(in, 0, out, err);
  if (strcmp(op, "gate_publish") == 0) return (int)gate(in, 1, out, err);
  return -1;
}
