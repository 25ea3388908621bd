#include "observers.h"

#include "check.h"
#include "faults.h"
#include "registries.h"

enum { MOST = 256 };

typedef struct {
  diram_registry *registry;
  struct {
    const char *name; /* NULL: free */
    diram_observer *observer;
  } observers[MOST];
  text answers;
} observed;

static diram_observer **place_of(observed *o, const char *name) {
  for (size_t i = 0; i < MOST; i++) {
    if (o->observers[i].name != NULL && strcmp(o->observers[i].name, name) == 0) return &o->observers[i].observer;
  }
  fprintf(stderr, "no observer %s\n", name);
  exit(1);
}

static void answer(observed *o, const char *json) {
  text_add(&o->answers, "%s%s", o->answers.len == 0 ? "" : ",", json);
}

static char *copy_of(const char *from) {
  char *copy = malloc(strlen(from) + 1);
  CHECK(copy != NULL);
  return strcpy(copy, from);
}

static diram_status subscribe(observed *o, const json *step, diram_error **err) {
  const json *package = &step->items[2], *since = &step->items[3];
  uint64_t from = since->kind == JSON_NUMBER ? (uint64_t)since->number : DIRAM_SINCE_NOW;
  size_t free_place = 0;
  while (o->observers[free_place].name != NULL) CHECK(++free_place < MOST);
  diram_status status =
      diram_observer_open(o->registry, TEXT(package), from, &o->observers[free_place].observer, err);
  if (status == DIRAM_OK) o->observers[free_place].name = copy_of(step->items[1].text);
  return status;
}

static void close_observer(observed *o, size_t at) {
  diram_observer_free(o->observers[at].observer);
  free((char *)o->observers[at].name);
  o->observers[at].name = NULL;
}

/* The next update, or NULL. */
static diram_status next(observed *o, const char *name, diram_report **report, diram_error **err) {
  return diram_observer_next(*place_of(o, name), 0, NULL, report, err);
}

static diram_status drain(observed *o, const char *name, diram_error **err) {
  text all = {NULL, 0};
  diram_status status;
  for (;;) {
    diram_report *report = NULL;
    status = next(o, name, &report, err);
    if (status != DIRAM_OK || report == NULL) break;
    text_add(&all, "%s%s", all.len == 0 ? "" : ",", diram_report_json(report, NULL));
    diram_report_free(report);
  }
  text_add(&o->answers, "%s[%s]", o->answers.len == 0 ? "" : ",", all.data == NULL ? "" : all.data);
  free(all.data);
  return status;
}

static diram_status one_step(observed *o, const json *step, diram_error **err) {
  const char *verb = step->items[0].text;
  const json *first = &step->items[1];
  diram_report *report = NULL;
  diram_status status;
  if (strcmp(verb, "subscribe") == 0) return subscribe(o, step, err);
  if (strcmp(verb, "drain") == 0) return drain(o, first->text, err);
  if (strcmp(verb, "advance") == 0) return diram_registry_advance_clock(o->registry, (uint64_t)first->number, err);
  if (strcmp(verb, "handle_fault") == 0) return fault_step(o->registry, step, NULL, err);
  if (strcmp(verb, "close") == 0) {
    diram_observer **place = place_of(o, first->text);
    size_t at = 0;
    while (&o->observers[at].observer != place) at++;
    close_observer(o, at);
    return DIRAM_OK;
  }
  if (strcmp(verb, "next") == 0) {
    status = next(o, first->text, &report, err);
    if (status == DIRAM_OK) answer(o, report == NULL ? "null" : diram_report_json(report, NULL));
  } else if (strcmp(verb, "stale") == 0) {
    status = diram_registry_check_stale(o->registry, (uint32_t)first->number, &report, err);
    if (status == DIRAM_OK) answer(o, diram_report_json(report, NULL));
  } else {
    return registry_change(o->registry, step, err);
  }
  diram_report_free(report);
  return status;
}

/* The same with every `%d` replaced by a number. */
static json *numbered(const json *steps, unsigned number) {
  text written = {NULL, 0}, made = {NULL, 0};
  text_json(&written, steps);
  const char *rest = written.data;
  for (const char *at; (at = strstr(rest, "%d")) != NULL; rest = at + 2) {
    text_add(&made, "%.*s%u", (int)(at - rest), rest, number);
  }
  text_add(&made, "%s", rest);
  json *read = json_parse(made.data);
  free(written.data);
  free(made.data);
  return read;
}

/* Takes steps; what is refused is an answer. */
static void take(observed *o, const json *steps) {
  for (size_t i = 0; i < steps->count; i++) {
    const json *step = &steps->items[i];
    diram_error *err = NULL;
    if (strcmp(step->items[0].text, "repeat") == 0) {
      for (unsigned number = 0; number < (unsigned)step->items[1].number; number++) {
        json *again = numbered(&step->items[2], number);
        take(o, again);
        json_free(again);
      }
      continue;
    }
    diram_status status = one_step(o, step, &err);
    if (status != DIRAM_OK) {
      text_add(&o->answers, "%s{\"error\":\"%s\"}", o->answers.len == 0 ? "" : ",", diram_status_name(status));
    }
    diram_error_free(err);
  }
}

int observer_op(const char *op, const json *in, text *out, diram_error **err) {
  if (strcmp(op, "observe") != 0) return -1;
  observed o;
  memset(&o, 0, sizeof o);
  diram_status status = registry_of(in, &o.registry, err);
  if (status == DIRAM_OK) {
    take(&o, json_need(in, "steps"));
    text_add(out, "{\"answers\":[%s]}", o.answers.data == NULL ? "" : o.answers.data);
  }
  for (size_t i = 0; i < MOST; i++) {
    if (o.observers[i].name != NULL) close_observer(&o, i);
  }
  free(o.answers.data);
  diram_registry_free(o.registry);
  return (int)status;
}
