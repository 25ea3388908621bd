#include "strategies.h"

#include "check.h"
#include "registries.h"
#include "versions.h"

/* A solution of a case as the library takes it; NULL where there is none. */
static text solution_of(const json *in, const char *key) {
  text written = {NULL, 0};
  const json *solution = json_get(in, key);
  if (solution != NULL && solution->kind != JSON_NULL) text_json(&written, solution);
  return written;
}

static diram_status resolver_of(const json *in, semverx_resolver *resolver, diram_error **err) {
  semverx_policy *policy = NULL;
  diram_registry *registry = NULL;
  diram_status status = registry_of(in, &registry, err);
  if (status == DIRAM_OK) status = policy_of(in, &policy, err);
  if (status == DIRAM_OK) status = semverx_resolver_set_source(resolver, registry, err);
  if (status == DIRAM_OK) status = semverx_resolver_set_policy(resolver, policy, err);
  semverx_policy_free(policy);
  diram_registry_free(registry);
  return status;
}

/* Sentences differ from release to release. */
static void give_check(const diram_report *report, text *out) {
  json *all = json_parse(diram_report_json(report, NULL));
  const json *ways = json_get(all, "ways");
  text_members(out, all, "ways");
  for (size_t i = 0; ways != NULL && i < ways->count; i++) {
    text_add(out, "%s", i == 0 ? ",\"ways\":[" : ",");
    text_members(out, &ways->items[i], "reason");
    text_add(out, "}");
  }
  if (ways != NULL) text_add(out, "%s", ways->count == 0 ? ",\"ways\":[]" : "]");
  text_add(out, "}");
  json_free(all);
}

static diram_status check(const json *in, const semverx_resolver *resolver, text *out, diram_error **err) {
  text solution = solution_of(in, "solution"), running = solution_of(in, "running");
  diram_report *report = NULL;
  diram_status status = semverx_check(resolver, solution.data, solution.len, json_text(in, "strategy"), DIRAM_Z,
                                      running.data, running.len, json_flag(in, "literal"), &report, err);
  if (status == DIRAM_OK) give_check(report, out);
  diram_report_free(report);
  free(solution.data);
  free(running.data);
  return status;
}

static diram_status plan(const json *in, const semverx_resolver *resolver, text *out, diram_error **err) {
  const json *name = json_need(in, "name"), *from = json_need(in, "from"), *to = json_need(in, "to");
  text running = solution_of(in, "running");
  diram_report *report = NULL;
  diram_status status =
      semverx_plan(resolver, TEXT(name), TEXT(from), TEXT(to), running.data, running.len, &report, err);
  if (status == DIRAM_OK) text_add(out, "%s", diram_report_json(report, NULL));
  diram_report_free(report);
  free(running.data);
  return status;
}

static diram_status graph(const json *in, const semverx_resolver *resolver, text *out, diram_error **err) {
  text solution = solution_of(in, "solution");
  diram_report *report = NULL;
  diram_status status = semverx_graph(resolver, solution.data, solution.len, &report, err);
  if (status == DIRAM_OK) text_add(out, "{\"nodes\":%s}", diram_report_json(report, NULL));
  diram_report_free(report);
  free(solution.data);
  return status;
}

int strategy_op(const char *op, const json *in, text *out, diram_error **err) {
  static const struct {
    const char *name;
    diram_status (*run)(const json *, const semverx_resolver *, text *, diram_error **);
  } ops[] = {{"check", check}, {"plan", plan}, {"graph", graph}};
  for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
    if (strcmp(op, ops[i].name) != 0) continue;
    semverx_resolver *resolver = semverx_resolver_new();
    diram_status status = resolver_of(in, resolver, err);
    if (status == DIRAM_OK) status = ops[i].run(in, resolver, out, err);
    semverx_resolver_free(resolver);
    return (int)status;
  }
  return -1;
}
