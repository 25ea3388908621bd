#include "registries.h"

#include "check.h"
#include "digest.h"
#include "versions.h"

static diram_status open_lines(const json *in, diram_registry **out, diram_error **err) {
  return diram_registry_open_lines(json_text(in, "registry"), DIRAM_Z, NULL, out, err);
}

static diram_status request_of(const json *in, semverx_request *request, diram_error **err) {
  const json *list = json_need(in, "requirements");
  diram_status status = DIRAM_OK;
  for (size_t i = 0; i < list->count && status == DIRAM_OK; i++) {
    const json *pair = &list->items[i];
    CHECK(pair->count == 2);
    status = semverx_request_add(request, pair->items[0].text, DIRAM_Z, pair->items[1].text, DIRAM_Z, err);
  }
  return status;
}

/* `lock` is an object from names to versions, `now` a number of seconds. */
static diram_status options_of(const json *in, semverx_resolve_options *options, diram_error **err) {
  const json *lock = json_get(in, "lock"), *now = json_get(in, "now");
  diram_status status = DIRAM_OK;
  for (size_t i = 0; lock != NULL && i < lock->count && status == DIRAM_OK; i++) {
    status = semverx_resolve_options_prefer(options, lock->keys[i], DIRAM_Z, lock->items[i].text, DIRAM_Z, err);
  }
  if (status == DIRAM_OK && now != NULL) {
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
  const char *written = semverx_resolution_json(resolution, &len);
  text_add(out, "%.*s,\"sha256\":\"%s\"}", (int)len - 1, written, hex);
  json_free(all);
}

static diram_status resolve(const json *in, text *out, diram_error **err) {
  semverx_policy *policy = NULL;
  diram_registry *registry = NULL;
  semverx_resolution *resolution = NULL;
  semverx_resolver *resolver = semverx_resolver_new();
  semverx_request *request = semverx_request_new();
  semverx_resolve_options *options = semverx_resolve_options_new();
  diram_status status = open_lines(in, &registry, err);
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
  const char *certificate = json_text(in, "certificate");
  const uint8_t *bytes = (const uint8_t *)certificate;
  const json *anchor = json_get(in, "anchor");
  diram_report *report = NULL;
  diram_registry *registry = NULL;
  diram_status status;
  if (anchor != NULL && json_get(anchor, "registry") != NULL) {
    status = open_lines(anchor, &registry, err);
    if (status == DIRAM_OK) {
      status = semverx_verify_resolution_against(bytes, strlen(certificate), registry, &report, err);
    }
  } else {
    int by_key = anchor != NULL && json_get(anchor, "key") != NULL;
    const char *held = anchor == NULL ? NULL : json_text(anchor, by_key ? "key" : "root");
    int32_t kind = anchor == NULL ? DIRAM_ANCHOR_NONE : by_key ? DIRAM_ANCHOR_KEY : DIRAM_ANCHOR_ROOT;
    status = semverx_verify_resolution(bytes, strlen(certificate), kind, held, DIRAM_Z, &report, err);
  }
  if (status == DIRAM_OK) text_add(out, "%s", diram_report_json(report, NULL));
  diram_report_free(report);
  diram_registry_free(registry);
  return status;
}

int registry_op(const char *op, const json *in, text *out, diram_error **err) {
  if (strcmp(op, "resolve") == 0) return (int)resolve(in, out, err);
  if (strcmp(op, "verify_resolution") == 0) return (int)verify(in, out, err);
  return -1;
}
