/* Plugins: every hook may veto; who owns what when they come, go, are late or call back. Takes an empty
 * folder. */
#include <pthread.h>
#include <stddef.h>

#include "support/check.h"
#include "support/files.h"
#include "support/json.h"

static const char *room;
static diram_error *err = NULL;

static const char lines[] =
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\",\"log\":\"*\"}}\n"
    "{\"name\":\"app\",\"version\":\"2.0.0\",\"deps\":{\"core\":\"^2\"}}\n"
    "{\"name\":\"core\",\"version\":\"1.0.0\",\"deps\":{}}\n"
    "{\"name\":\"core\",\"version\":\"2.0.0\",\"deps\":{}}\n"
    "{\"name\":\"log\",\"version\":\"1.0.0\",\"deps\":{}}\n";
static const char line[] = "{\"name\":\"net\",\"version\":\"1.0.0\",\"deps\":{}}";

static diram_registry *opened(void) {
  diram_registry_options *options = diram_registry_options_new();
  diram_registry *made = NULL;
  OK(diram_registry_options_set_clock(options, 1000, &err));
  OK(diram_registry_open_lines(lines, DIRAM_Z, options, &made, &err));
  diram_registry_options_free(options);
  return made;
}

static diram_plugin plugin_of(const char *name) {
  diram_plugin plugin;
  memset(&plugin, 0, sizeof plugin);
  plugin.abi = DIRAM_ABI;
  plugin.size = sizeof plugin;
  plugin.name = name;
  return plugin;
}

static diram_status publish(diram_registry *r) {
  return diram_registry_publish(r, line, DIRAM_Z, NULL, &err);
}

/* A project that asks for this range of `app`. */
static void project(const char *range) {
  char text[128];
  int len = snprintf(text, sizeof text, "{\"dependencies\":{\"app\":\"semverx:%s\"}}", range);
  file_write(path_in(room, "package.json"), text, (size_t)len);
}

static diram_status lock(diram_registry *r) {
  return diram_registry_lock(r, room, DIRAM_Z, NULL, 0, NULL, NULL, &err);
}

/* The call was refused by plugins; gives the first vote against it. */
static json *refused(diram_status status) {
  CHECK(status == DIRAM_ERR_PLUGIN && err != NULL);
  json *all = json_parse(diram_error_json(err, NULL));
  diram_error_free(err);
  err = NULL;
  return all;
}

static void refused_for(diram_status status, const char *hook, const char *answer, const char *why) {
  json *all = refused(status);
  const json *votes = json_need(json_need(all, "details"), "votes"), *first = &votes->items[0];
  CHECK(strcmp(json_text(first, "hook"), hook) == 0 && strcmp(json_text(first, "answer"), answer) == 0);
  if (why == NULL) {
    CHECK(json_need(first, "why")->kind == JSON_NULL);
  } else {
    CHECK(strcmp(json_text(first, "why"), why) == 0);
  }
  json_free(all);
}

/* The example of the header. */
static int32_t no_log(void *ctx, const char *package, size_t len, diram_veto *veto) {
  (void)ctx, (void)len;
  if (strstr(package, "\"name\":\"log\"") == NULL) return 0;
  diram_veto_say(veto, "we log nothing", DIRAM_Z);
  return 1;
}

static void example(void) {
  diram_registry *registry = opened();
  diram_plugin plugin = {0};
  plugin.abi = DIRAM_ABI;
  plugin.size = sizeof plugin;
  plugin.name = "no-log";
  plugin.on_install = no_log;
  diram_registry_plug(registry, &plugin, &err);
  CHECK(err == NULL);
  project("^1");
  refused_for(lock(registry), "on_install", "no", "we log nothing");
  CHECK(!file_exists(path_in(room, "semverx-lock.json")));
  project("^2");
  OK(lock(registry));
  CHECK(file_exists(path_in(room, "semverx-lock.json")));
  CHECK(remove(path_in(room, "semverx-lock.json")) == 0);
  diram_registry_free(registry);
}

/* What a plugin saw. */
typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  pthread_t caller;
  diram_registry *registry;
  int asked, drops, answer, go, returned;
} seen;

static seen seen_new(diram_registry *r) {
  seen made;
  memset(&made, 0, sizeof made);
  CHECK(pthread_mutex_init(&made.lock, NULL) == 0 && pthread_cond_init(&made.changed, NULL) == 0);
  made.caller = pthread_self();
  made.registry = r;
  return made;
}

static void dropped(void *ctx) {
  seen *s = ctx;
  CHECK(pthread_mutex_lock(&s->lock) == 0);
  s->drops++;
  CHECK(pthread_cond_broadcast(&s->changed) == 0 && pthread_mutex_unlock(&s->lock) == 0);
}

static int32_t ask(void *ctx, const char *json, size_t len, diram_veto *veto) {
  seen *s = ctx;
  CHECK(strlen(json) == len && json[0] == '{' && veto != NULL);
  CHECK(!pthread_equal(s->caller, pthread_self()));
  s->asked++;
  return s->answer;
}

static int32_t ask_update(void *ctx, const char *old, size_t old_len, const char *new, size_t new_len,
                          diram_veto *veto) {
  CHECK(strlen(old) == old_len && strstr(old, "\"compact\":\"1.0.0\"") != NULL);
  CHECK(strstr(new, "\"compact\":\"2.0.0\"") != NULL);
  return ask(ctx, new, new_len, veto);
}

/* Each hook stops what it is asked about, and with any number but 0. */
static void hooks(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_plugin publishes = plugin_of("publishes"), installs = plugin_of("installs"), updates = plugin_of("updates"),
               removes = plugin_of("removes"), resolves = plugin_of("resolves");
  publishes.on_publish = installs.on_install = removes.on_remove = resolves.on_resolve = ask;
  updates.on_update = ask_update;
  publishes.ctx = installs.ctx = updates.ctx = removes.ctx = resolves.ctx = &s;
  const struct {
    const diram_plugin *plugin;
    const char *name, *hook;
  } all[] = {{&publishes, "publishes", "on_publish"}, {&resolves, "resolves", "on_resolve"},
             {&installs, "installs", "on_install"},   {&updates, "updates", "on_update"},
             {&removes, "removes", "on_remove"}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    project("^1");
    if (i >= 3) OK(lock(r));
    if (i >= 3) project("^2"); /* app and core are updates then, log goes */
    s.answer = -7;
    s.asked = 0;
    OK(diram_registry_plug(r, all[i].plugin, &err));
    refused_for(i == 0 ? publish(r) : lock(r), all[i].hook, "no", NULL);
    CHECK(s.asked > 0);
    s.answer = 0;
    OK(i == 0 ? publish(r) : lock(r));
    int32_t was = 0;
    OK(diram_registry_unplug(r, all[i].name, DIRAM_Z, &was, &err));
    CHECK(was == 1);
    OK(diram_registry_unplug(r, all[i].name, DIRAM_Z, &was, &err));
    CHECK(was == 0);
    if (i > 0) CHECK(remove(path_in(room, "semverx-lock.json")) == 0);
  }
  diram_registry_free(r);
}

/* `drop` comes once, when the last use ends, and never for what was not taken over. */
static void owning(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_plugin plugin = plugin_of("owner"), wrong;
  plugin.version = "1.0.0";
  plugin.ctx = &s;
  plugin.drop = dropped;
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(r, NULL, &err));
  wrong = plugin;
  wrong.abi = DIRAM_ABI + 1;
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(r, &wrong, &err));
  wrong = plugin;
  wrong.size = offsetof(diram_plugin, on_publish) - 1;
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(r, &wrong, &err));
  wrong = plugin;
  wrong.name = NULL;
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(r, &wrong, &err));
  wrong.name = "";
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(r, &wrong, &err));
  wrong.name = "\xff";
  FAILS(DIRAM_ERR_UTF8, diram_registry_plug(r, &wrong, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(NULL, &plugin, &err));
  CHECK(s.drops == 0);

  OK(diram_registry_plug(r, &plugin, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_registry_plug(r, &plugin, &err)); /* the name is taken */
  CHECK(s.drops == 0);
  OK(diram_registry_unplug(r, "owner", DIRAM_Z, NULL, &err));
  CHECK(s.drops == 1);
  OK(diram_registry_plug(r, &plugin, &err));
  diram_transaction *pending = NULL;
  OK(diram_registry_begin_publish(r, line, DIRAM_Z, &pending, &err));
  diram_registry_free(r);
  CHECK(s.drops == 1); /* the transaction holds the registry */
  diram_transaction_free(pending);
  CHECK(s.drops == 2);
}

/* What lies beyond the size that the program says is not read. */
static void older_programs(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_plugin plugin = plugin_of("older");
  plugin.ctx = &s;
  plugin.on_publish = plugin.on_install = ask;
  plugin.drop = dropped;
  plugin.size = offsetof(diram_plugin, on_install);
  s.answer = 1;
  OK(diram_registry_plug(r, &plugin, &err));
  refused_for(publish(r), "on_publish", "no", NULL);
  project("^1");
  OK(lock(r));
  CHECK(s.asked == 1 && remove(path_in(room, "semverx-lock.json")) == 0);
  diram_registry_free(r);
  CHECK(s.drops == 0); /* `drop` lies beyond it too */
}

static int32_t hold(void *ctx, const char *json, size_t len, diram_veto *veto) {
  seen *s = ctx;
  (void)json, (void)len, (void)veto;
  CHECK(pthread_mutex_lock(&s->lock) == 0);
  while (!s->go) CHECK(pthread_cond_wait(&s->changed, &s->lock) == 0);
  s->returned = 1;
  CHECK(pthread_mutex_unlock(&s->lock) == 0);
  return 0;
}

/* One that is late is switched off, and dropped when it lets go. */
static void late(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_report *plugins = NULL;
  diram_plugin plugin = plugin_of("slow");
  plugin.ctx = &s;
  plugin.deadline_ms = 1;
  plugin.on_publish = hold;
  plugin.drop = dropped;
  OK(diram_registry_plug(r, &plugin, &err));
  refused_for(publish(r), "on_publish", "late", NULL);
  OK(diram_registry_plugins(r, &plugins, &err));
  CHECK(number_of(plugins, "") == 1 && text_is(plugins, "0.name", "slow") && number_of(plugins, "0.on") == 0);
  CHECK(strstr(diram_report_text(plugins, "0.why", NULL), "on_publish") != NULL);
  diram_report_free(plugins);
  OK(publish(r)); /* it is not asked any more */
  diram_registry_free(r);
  CHECK(pthread_mutex_lock(&s.lock) == 0);
  CHECK(s.drops == 0 && !s.returned);
  s.go = 1;
  CHECK(pthread_cond_broadcast(&s.changed) == 0);
  while (s.drops == 0) CHECK(pthread_cond_wait(&s.changed, &s.lock) == 0);
  CHECK(s.drops == 1 && s.returned && pthread_mutex_unlock(&s.lock) == 0);
}

/* A hook may read the registry and take itself out, and changes nothing. */
static int32_t busy(void *ctx, const char *json, size_t len, diram_veto *veto) {
  seen *s = ctx;
  diram_report *report = NULL;
  diram_transaction *nested = NULL;
  diram_error *why = NULL;
  (void)json, (void)len;
  EXPECT(DIRAM_OK, diram_registry_versions(s->registry, "core", DIRAM_Z, &report, NULL));
  diram_report_free(report);
  EXPECT(DIRAM_ERR_STATE, diram_registry_begin_publish(s->registry, line, DIRAM_Z, &nested, NULL));
  EXPECT(DIRAM_ERR_STATE, diram_registry_yank(s->registry, "core", DIRAM_Z, "1.0.0", DIRAM_Z, NULL, &why));
  EXPECT(DIRAM_ERR_UTF8, diram_veto_say(veto, "\xff", 1));
  EXPECT(DIRAM_OK, diram_veto_say(veto, "first", DIRAM_Z));
  EXPECT(DIRAM_OK, diram_veto_say(veto, diram_error_message(why, NULL), DIRAM_Z));
  diram_error_free(why);
  EXPECT(DIRAM_OK, diram_registry_unplug(s->registry, "busy", DIRAM_Z, NULL, NULL));
  CHECK(s->drops == 0);
  return 1;
}

static void calling_back(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_plugin plugin = plugin_of("busy");
  plugin.ctx = &s;
  plugin.on_publish = busy;
  plugin.drop = dropped;
  OK(diram_registry_plug(r, &plugin, &err));
  json *all = refused(publish(r));
  CHECK(strstr(json_text(all, "message"), "change it afterwards") != NULL);
  json_free(all);
  CHECK(s.drops == 1); /* it is out, and nothing of it runs any more */
  OK(publish(r));
  diram_registry_free(r);
}

static int32_t count(void *ctx, const char *json, size_t len, diram_veto *veto) {
  seen *s = ctx;
  (void)json, (void)len, (void)veto;
  CHECK(pthread_mutex_lock(&s->lock) == 0);
  s->asked++;
  CHECK(pthread_mutex_unlock(&s->lock) == 0);
  return 0;
}

static void *publish_ten(void *of) {
  static const char *names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  for (int i = 0; i < 10; i++) {
    char text[96];
    int len = snprintf(text, sizeof text, "{\"name\":\"%s\",\"version\":\"1.0.0\",\"deps\":{}}", names[i]);
    diram_status status = diram_registry_publish(of, text, (size_t)len, NULL, NULL);
    CHECK(status == DIRAM_OK || status == DIRAM_ERR_EXISTS);
  }
  return NULL;
}

/* Threads that publish at once ask at once, and neither waits for the other. */
static void at_once(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_plugin plugin = plugin_of("count");
  pthread_t others[4];
  plugin.ctx = &s;
  plugin.deadline_ms = 60 * 1000;
  plugin.on_publish = count;
  OK(diram_registry_plug(r, &plugin, &err));
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&others[i], NULL, publish_ten, r) == 0);
  for (int i = 0; i < 4; i++) CHECK(pthread_join(others[i], NULL) == 0);
  CHECK(s.asked >= 10 && s.asked <= 40);
  diram_registry_free(r);
}

static void in_order(void) {
  diram_registry *r = opened();
  seen s = seen_new(r);
  diram_report *plugins = NULL;
  static const char *names[] = {"b", "a", "c"};
  s.answer = 1;
  for (int i = 0; i < 3; i++) {
    diram_plugin plugin = plugin_of(names[i]);
    plugin.ctx = &s;
    plugin.on_publish = ask;
    OK(diram_registry_plug(r, &plugin, &err));
  }
  OK(diram_registry_plugins(r, &plugins, &err));
  json *all = refused(publish(r)); /* every one is heard */
  const json *votes = json_need(json_need(all, "details"), "votes");
  CHECK(votes->count == 3 && s.asked == 3);
  for (size_t i = 0; i < 3; i++) {
    char key[16];
    snprintf(key, sizeof key, "%zu.name", i);
    CHECK(text_is(plugins, key, names[i]) && strcmp(json_text(&votes->items[i], "plugin"), names[i]) == 0);
  }
  json_free(all);
  diram_report_free(plugins);
  diram_registry_free(r);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  room = argv[1];
  EXPECT(DIRAM_ERR_ARGUMENT, diram_veto_say(NULL, "no", DIRAM_Z));
  example();
  hooks();
  owning();
  older_programs();
  late();
  calling_back();
  at_once();
  in_order();
  return 0;
}
