#include "versions.h"

#include "check.h"

/* The texts of the case, the places of a result, and how many. */
typedef struct {
  const char **texts;
  size_t *lens, *places;
  int32_t *flags;
  size_t count;
} list;

static list list_of(const json *in) {
  const json *texts = json_need(in, "versions");
  size_t room = texts->count + 1;
  list made = {malloc(room * sizeof(char *)), malloc(room * sizeof(size_t)), malloc(room * sizeof(size_t)),
               malloc(room * sizeof(int32_t)), texts->count};
  CHECK(made.texts != NULL && made.lens != NULL && made.places != NULL && made.flags != NULL);
  for (size_t i = 0; i < made.count; i++) {
    made.texts[i] = texts->items[i].text;
    made.lens[i] = texts->items[i].len;
  }
  return made;
}

static void list_free(list *l) {
  free(l->texts);
  free(l->lens);
  free(l->places);
  free(l->flags);
}

static void give_flag(text *out, const char *key, int32_t flag) {
  text_add(out, "{\"%s\":%s}", key, flag ? "true" : "false");
}

static void give_text(text *out, const char *value) {
  text_add(out, "{\"text\":");
  text_quote(out, value);
  text_add(out, "}");
}

diram_status policy_of(const json *in, semverx_policy **out, diram_error **err) {
  const json *keys = json_get(in, "policy");
  if (keys == NULL) return DIRAM_OK;
  text written = {NULL, 0};
  text_json(&written, keys);
  diram_status status = semverx_policy_from_json(written.data, written.len, out, err);
  free(written.data);
  return status;
}

static diram_status version_of(const json *in, const char *key, semverx_version **out, diram_error **err) {
  const json *raw = json_need(in, key);
  return semverx_parse(TEXT(raw), out, err);
}

static diram_status range_of(const json *in, const char *key, semverx_range **out, diram_error **err) {
  const json *raw = json_need(in, key);
  return semverx_range_parse(TEXT(raw), out, err);
}

static diram_status parse(const json *in, text *out, diram_error **err) {
  semverx_version *version = NULL;
  diram_report *report = NULL;
  const json *raw = json_need(in, "text");
  diram_status status = semverx_parse(TEXT(raw), &version, err);
  CHECK(semverx_validate(TEXT(raw)) == (status == DIRAM_OK));
  if (status == DIRAM_OK) status = semverx_version_report(version, &report, err);
  if (status == DIRAM_OK) text_add(out, "%s", diram_report_json(report, NULL));
  diram_report_free(report);
  semverx_version_free(version);
  return status;
}

static diram_status compare(const json *in, text *out, diram_error **err) {
  semverx_version *a = NULL, *b = NULL;
  const char *one = json_text(in, "a"), *other = json_text(in, "b");
  int32_t order = 7;
  diram_status status = version_of(in, "a", &a, err);
  if (status == DIRAM_OK) status = version_of(in, "b", &b, err);
  if (status == DIRAM_OK) status = semverx_compare_many(&one, NULL, &other, NULL, 1, &order, err);
  if (status == DIRAM_OK) {
    CHECK(semverx_compare(a, b) == order);
    text_add(out, "{\"order\":%d}", order);
  }
  semverx_version_free(a);
  semverx_version_free(b);
  return status;
}

static diram_status sort(const json *in, text *out, diram_error **err) {
  list l = list_of(in);
  diram_status status = semverx_sort(l.texts, l.lens, l.count, l.places, err);
  if (status == DIRAM_OK) {
    text_add(out, "{\"versions\":[");
    for (size_t i = 0; i < l.count; i++) {
      if (i > 0) text_add(out, ",");
      text_quote(out, l.texts[l.places[i]]);
    }
    text_add(out, "]}");
  }
  list_free(&l);
  return status;
}

static diram_status range_parse(const json *in, text *out, diram_error **err) {
  semverx_range *range = NULL;
  diram_status status = range_of(in, "text", &range, err);
  if (status == DIRAM_OK) give_text(out, semverx_range_text(range, NULL));
  semverx_range_free(range);
  return status;
}

static diram_status satisfies(const json *in, text *out, diram_error **err) {
  semverx_policy *policy = NULL;
  const json *version = json_need(in, "version"), *range = json_need(in, "range");
  int32_t yes = 7;
  diram_status status = policy_of(in, &policy, err);
  if (status == DIRAM_OK) {
    status = semverx_satisfies_with(TEXT(version), TEXT(range), policy, &yes, err);
  }
  if (status == DIRAM_OK) give_flag(out, "result", yes);
  semverx_policy_free(policy);
  return status;
}

/* The list operations with a policy: whether each is in the range, and the best. What is admitted and
 * what `semverx_filter` keeps must be the same. */
static diram_status many(const json *in, int best, text *out, diram_error **err) {
  semverx_policy *policy = NULL;
  list l = list_of(in);
  const json *range = json_need(in, "range");
  size_t found = 0, place = SEMVERX_NONE;
  diram_status status = policy_of(in, &policy, err);
  if (status == DIRAM_OK) status = semverx_satisfies_many(l.texts, l.lens, l.count, TEXT(range), policy, l.flags, err);
  if (status == DIRAM_OK) status = semverx_filter(l.texts, l.lens, l.count, TEXT(range), policy, l.places, &found, err);
  if (status == DIRAM_OK) status = semverx_max_satisfying(l.texts, l.lens, l.count, TEXT(range), policy, &place, err);
  if (status == DIRAM_OK) {
    size_t kept = 0;
    for (size_t i = 0; i < l.count; i++) {
      if (l.flags[i]) CHECK(kept < found && l.places[kept++] == i);
    }
    CHECK(kept == found && (place == SEMVERX_NONE) == (found == 0));
    text_add(out, "{\"result\":%s", best ? "" : "[");
    if (best && place == SEMVERX_NONE) text_add(out, "null");
    if (best && place != SEMVERX_NONE) text_quote(out, l.texts[place]);
    for (size_t i = 0; !best && i < l.count; i++) {
      text_add(out, "%s%s", i > 0 ? "," : "", l.flags[i] ? "true" : "false");
    }
    text_add(out, best ? "}" : "]}");
  }
  list_free(&l);
  semverx_policy_free(policy);
  return status;
}

static diram_status satisfies_many(const json *in, text *out, diram_error **err) { return many(in, 0, out, err); }

static diram_status max_satisfying(const json *in, text *out, diram_error **err) { return many(in, 1, out, err); }

static diram_status explain(const json *in, text *out, diram_error **err) {
  semverx_policy *policy = NULL;
  semverx_version *version = NULL;
  semverx_range *range = NULL;
  diram_report *report = NULL;
  int32_t yes = 7;
  diram_status status = policy_of(in, &policy, err);
  if (status == DIRAM_OK) status = version_of(in, "version", &version, err);
  if (status == DIRAM_OK) status = range_of(in, "range", &range, err);
  if (status == DIRAM_OK) status = semverx_range_explain(range, version, policy, &report, err);
  if (status == DIRAM_OK) status = semverx_range_contains_with(range, version, policy, &yes, err);
  if (status == DIRAM_OK) {
    CHECK(number_of(report, "admitted") == yes);
    CHECK(policy != NULL || semverx_range_contains(range, version) == yes);
    text_add(out, "%s", diram_report_json(report, NULL));
  }
  diram_report_free(report);
  semverx_range_free(range);
  semverx_version_free(version);
  semverx_policy_free(policy);
  return status;
}

typedef diram_status combine(const semverx_range *, const semverx_range *, semverx_range **, diram_error **);

/* `how` NULL asks for subset instead. */
static diram_status two_ranges(const json *in, combine *how, text *out, diram_error **err) {
  semverx_range *a = NULL, *b = NULL, *both = NULL;
  int32_t within = 7;
  diram_status status = range_of(in, "a", &a, err);
  if (status == DIRAM_OK) status = range_of(in, "b", &b, err);
  if (status == DIRAM_OK) status = how != NULL ? how(a, b, &both, err) : semverx_range_is_subset(a, b, &within, err);
  if (status == DIRAM_OK && how != NULL) give_text(out, semverx_range_text(both, NULL));
  if (status == DIRAM_OK && how == NULL) give_flag(out, "result", within);
  semverx_range_free(a);
  semverx_range_free(b);
  semverx_range_free(both);
  return status;
}

static diram_status intersect(const json *in, text *out, diram_error **err) {
  return two_ranges(in, semverx_range_intersect, out, err);
}

static diram_status join(const json *in, text *out, diram_error **err) {
  return two_ranges(in, semverx_range_union, out, err);
}

static diram_status subset(const json *in, text *out, diram_error **err) { return two_ranges(in, NULL, out, err); }

static diram_status empty(const json *in, text *out, diram_error **err) {
  semverx_range *range = NULL;
  int32_t nothing = 7;
  diram_status status = range_of(in, "text", &range, err);
  if (status == DIRAM_OK) status = semverx_range_is_empty(range, &nothing, err);
  if (status == DIRAM_OK) give_flag(out, "result", nothing);
  semverx_range_free(range);
  return status;
}

int version_op(const char *op, const json *in, text *out, diram_error **err) {
  static const struct {
    const char *name;
    diram_status (*run)(const json *, text *, diram_error **);
  } ops[] = {
      {"version_parse", parse},       {"version_compare", compare},         {"version_sort", sort},
      {"range_parse", range_parse},   {"satisfies", satisfies},             {"satisfies_many", satisfies_many},
      {"explain", explain},           {"max_satisfying", max_satisfying},   {"range_intersect", intersect},
      {"range_union", join},          {"range_subset", subset},             {"range_empty", empty},
  };
  for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
    if (strcmp(op, ops[i].name) == 0) return (int)ops[i].run(in, out, err);
  }
  return -1;
}
