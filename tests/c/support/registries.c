#include "registries.h"

#include "check.h"
#include "digest.h"
#include "versions.h"

diram_status registry_of(const json *in, diram_registry **out, diram_error **err) {
  const json *lines = json_need(in, "registry"), *clock = json_get(in, "clock"), *tier = json_get(in, "tier");
  diram_registry_options *options = diram_registry_options_new();
  semverx_policy *policy = NULL;
  diram_status status = policy_of(in, &policy, err);
  if (status == DIRAM_OK && policy != NULL) status = diram_registry_options_set_policy(options, policy, err);
  if (status == DIRAM_OK && clock != NULL) {
    status = diram_registry_options_set_clock(options, (uint64_t)clock->number, err);
  }
  if (status == DIRAM_OK && tier != NULL) status = diram_registry_options_set_tier(options, TEXT(tier), err);
  if (status == DIRAM_OK) status = diram_registry_open_lines(TEXT(lines), options, out, err);
  semverx_policy_free(policy);
  diram_registry_options_free(options);
  return status;
}

/* Appends a report without its closing brace, so that fields can follow. */
static void open_report(const diram_report *report, text *out) {
  size_t len = 0;
  const char *written = diram_report_json(report, &len);
  CHECK(len > 2 && written[len - 1] == '}');
  text_add(out, "%.*s", (int)len - 1, written);
}

static diram_status snapshot(const diram_registry *registry, text *out, diram_error **err) {
  diram_report *report = NULL;
  diram_status status = diram_registry_snapshot(registry, &report, err);
  if (status == DIRAM_OK) open_report(report, out);
  diram_report_free(report);
  return status;
}

static diram_status root(const json *in, text *out, diram_error **err) {
  diram_registry *registry = NULL;
  diram_status status = registry_of(in, &registry, err);
  if (status == DIRAM_OK) status = snapshot(registry, out, err);
  if (status == DIRAM_OK) text_add(out, "}");
  diram_registry_free(registry);
  return status;
}

static diram_status prove(const json *in, text *out, diram_error **err) {
  const json *name = json_need(in, "name"), *version = json_get(in, "version");
  diram_registry *registry = NULL;
  diram_report *report = NULL;
  int all = version == NULL || version->kind == JSON_NULL;
  diram_status status = registry_of(in, &registry, err);
  if (status == DIRAM_OK) {
    status = diram_registry_prove(registry, TEXT(name), all ? NULL : version->text, all ? 0 : version->len, &report, err);
  }
  if (status == DIRAM_OK) text_add(out, "%s", diram_report_json(report, NULL));
  diram_report_free(report);
  diram_registry_free(registry);
  return status;
}

diram_status registry_change(const diram_registry *registry, const json *step, diram_error **err) {
  const char *verb = step->items[0].text;
  const json *first = &step->items[1], *second = step->count > 2 ? &step->items[2] : NULL;
  if (strcmp(verb, "publish") == 0) return diram_registry_publish(registry, TEXT(first), NULL, err);
  if (strcmp(verb, "rollback") == 0) {
    int given = second != NULL && second->kind == JSON_NUMBER;
    uint64_t to = given ? (uint64_t)second->number : 0;
    return diram_registry_rollback(registry, TEXT(first), given ? &to : NULL, NULL, err);
  }
  CHECK(second != NULL && second->kind == JSON_TEXT);
  if (strcmp(verb, "yank") == 0) return diram_registry_yank(registry, TEXT(first), TEXT(second), NULL, err);
  if (strcmp(verb, "unyank") == 0) return diram_registry_unyank(registry, TEXT(first), TEXT(second), NULL, err);
  CHECK(strcmp(verb, "set_fault") == 0 && step->count == 4);
  return diram_registry_set_fault(registry, TEXT(first), TEXT(second), (uint32_t)step->items[3].number, NULL, err);
}

/* `"name":[[version, yanked, fault], …]`. */
static diram_status versions_of(const diram_registry *registry, const char *name, text *out, diram_error **err) {
  diram_report *report = NULL;
  diram_status status = diram_registry_versions(registry, name, DIRAM_Z, &report, err);
  if (status != DIRAM_OK) return status;
  json *all = json_parse(diram_report_json(report, NULL));
  text_quote(out, name);
  for (size_t i = 0; i < all->count; i++) {
    const json *one = &all->items[i];
    text_add(out, "%s[\"%s\",%s,%.0f]", i == 0 ? ":[" : ",", json_text(one, "version"),
             json_flag(one, "yanked") ? "true" : "false", json_need(one, "fault")->number);
  }
  text_add(out, "]");
  json_free(all);
  diram_report_free(report);
  return status;
}

static diram_status all_versions(const diram_registry *registry, text *out, diram_error **err) {
  diram_report *names = NULL;
  diram_status status = diram_registry_names(registry, &names, err);
  if (status != DIRAM_OK) return status;
  json *all = json_parse(diram_report_json(names, NULL));
  text_add(out, ",\"versions\":{");
  for (size_t i = 0; i < all->count && status == DIRAM_OK; i++) {
    if (i > 0) text_add(out, ",");
    status = versions_of(registry, all->items[i].text, out, err);
  }
  text_add(out, "}");
  json_free(all);
  diram_report_free(names);
  return status;
}

diram_status registry_state(const diram_registry *registry, text *out, diram_error **err) {
  diram_status status = snapshot(registry, out, err);
  return status == DIRAM_OK ? all_versions(registry, out, err) : status;
}

static diram_status history(const json *in, text *out, diram_error **err) {
  const json *steps = json_need(in, "steps");
  diram_registry *registry = NULL;
  diram_status status = registry_of(in, &registry, err);
  for (size_t i = 0; i < steps->count && status == DIRAM_OK; i++) {
    status = registry_change(registry, &steps->items[i], err);
  }
  if (status == DIRAM_OK) status = registry_state(registry, out, err);
  if (status == DIRAM_OK) text_add(out, "}");
  diram_registry_free(registry);
  return status;
}

static diram_status request_of(const json *in, semverx_request *request, diram_error **err) {
  const json *list = json_need(in, "requirements");
  diram_status status = DIRAM_OK;
  for (size_t i = 0; i < list->count && status == DIRAM_OK; i++) {
    const json *pair = list->items[i].items;
    CHECK(list->items[i].count == 2);
    status = semverx_request_add(request, TEXT(&pair[0]), TEXT(&pair[1]), err);
  }
  return status;
}

/* `lock` is a list of names and versions, `now` a number of seconds. */
static diram_status options_of(const json *in, semverx_resolve_options *options, diram_error **err) {
  const json *lock = json_get(in, "lock"), *now = json_get(in, "now");
  diram_status status = DIRAM_OK;
  for (size_t i = 0; lock != NULL && i < lock->count && status == DIRAM_OK; i++) {
    const json *pair = lock->items[i].items;
    CHECK(lock->items[i].count == 2);
    status = semverx_resolve_options_prefer(options, TEXT(&pair[0]), TEXT(&pair[1]), err);
  }
  if (status == DIRAM_OK && now != NULL && now->kind == JSON_NUMBER) {
    status = semverx_resolve_options_set_now(options, (uint64_t)now->number, err);
  }
  return status;
}

static void give_resolution(const semverx_resolution *resolution, text *out) {
  size_t len = 0;
  char hex[65];
  json *all = json_parse(semverx_resolution_json(resolution, NULL));
  const char *certificate = semverx_resolution_certificate(resolution, &len);
  CHECK(certificate != NULL && strcmp(json_text(all, "certificate"), certificate) == 0);
  CHECK(json_flag(all, "feasible") == semverx_resolution_feasible(resolution));
  sha256_hex((const uint8_t *)certificate, len, hex);
  const char *root = json_text(json_need(all, "snapshot"), "root");
  const char *written = semverx_resolution_json(resolution, &len);
  text_add(out, "%.*s,\"root\":\"%s\",\"certificate_sha256\":\"%s\"}", (int)len - 1, written, root, hex);
  json_free(all);
}

static diram_status resolve(const json *in, text *out, diram_error **err) {
  semverx_policy *policy = NULL;
  diram_registry *registry = NULL;
  semverx_resolution *resolution = NULL;
  semverx_resolver *resolver = semverx_resolver_new();
  semverx_request *request = semverx_request_new();
  semverx_resolve_options *options = semverx_resolve_options_new();
  diram_status status = registry_of(in, &registry, err);
  if (status == DIRAM_OK) status = policy_of(in, &policy, err);
  if (status == DIRAM_OK) status = semverx_resolver_set_source(resolver, registry, err);
  if (status == DIRAM_OK) status = semverx_resolver_set_policy(resolver, policy, err);
  if (status == DIRAM_OK) status = request_of(in, request, err);
  if (status == DIRAM_OK) status = options_of(in, options, err);
  if (status == DIRAM_OK) status = semverx_resolve_with(resolver, request, options, NULL, &resolution, err);
  if (status == DIRAM_OK) give_resolution(resolution, out);
  semverx_resolution_free(resolution);
  semverx_resolve_options_free(options);
  semverx_request_free(request);
  semverx_resolver_free(resolver);
  diram_registry_free(registry);
  semverx_policy_free(policy);
  return status;
}

static diram_status verify(const json *in, text *out, diram_error **err) {
  const json *certificate = json_need(in, "certificate"), *anchor = json_get(in, "anchor");
  const uint8_t *bytes = (const uint8_t *)certificate->text;
  diram_report *report = NULL;
  diram_registry *registry = NULL;
  diram_status status;
  if (anchor != NULL && anchor->count == 0) anchor = NULL;
  CHECK(anchor == NULL || anchor->count == 1); /* in C there is one anchor by its type */
  if (anchor != NULL && json_get(anchor, "registry") != NULL) {
    status = registry_of(anchor, &registry, err);
    if (status == DIRAM_OK) {
      status = semverx_verify_resolution_against(bytes, certificate->len, registry, &report, err);
    }
  } else {
    int by_key = anchor != NULL && json_get(anchor, "key") != NULL;
    const char *held = anchor == NULL ? NULL : json_text(anchor, by_key ? "key" : "root");
    int32_t kind = anchor == NULL ? DIRAM_ANCHOR_NONE : by_key ? DIRAM_ANCHOR_KEY : DIRAM_ANCHOR_ROOT;
    status = semverx_verify_resolution(bytes, certificate->len, kind, held, DIRAM_Z, &report, err);
  }
  if (status == DIRAM_OK) text_add(out, "%s", diram_report_json(report, NULL));
  diram_report_free(report);
  diram_registry_free(registry);
  return status;
}

int registry_op(const char *op, const json *in, text *out, diram_error **err) {
  static const struct {
    const char *name;
    diram_status (*run)(const json *, text *, diram_error **);
  } ops[] = {
      {"registry_root", root}, {"registry_history", history},  {"registry_prove", prove},
      {"resolve", resolve},    {"verify_resolution", verify},
  };
  for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
    if (strcmp(op, ops[i].name) == 0) return (int)ops[i].run(in, out, err);
  }
  return -1;
}
