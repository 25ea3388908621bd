-- Generated from include/diram.h by `DIRAM_BLESS=1 cargo test -p diram-ffi`; do not edit.
-- The declarations of libdiram as one text, for ffi.cdef.
return [[
static const int DIRAM_ABI = 1;
static const int DIRAM_VERSION_NUMBER = 1000;
static const int DIRAM_HUFFMAN_MAX_OUTPUT = 1073741824;
static const int DIRAM_ANCHOR_NONE = 0;
static const int DIRAM_ANCHOR_KEY = 1;
static const int DIRAM_ANCHOR_ROOT = 2;
static const int DIRAM_ANCHOR_REGISTRY = 3;
uint32_t diram_abi(void);
uint32_t diram_version_number(void);
const char *diram_version_string(void);
enum diram_status
 {
  DIRAM_OK = 0,
  DIRAM_ERR_ARGUMENT = 1,
  DIRAM_ERR_UTF8 = 2,
  DIRAM_ERR_LIMIT = 3,
  DIRAM_ERR_CLOSED = 4,
  DIRAM_ERR_SHORT_BUFFER = 5,
  DIRAM_ERR_STATE = 6,
  DIRAM_ERR_BUSY = 7,
  DIRAM_ERR_CANCELLED = 8,
  DIRAM_ERR_DEADLINE = 9,
  DIRAM_ERR_FORMAT = 10,
  DIRAM_ERR_TRUNCATED = 11,
  DIRAM_ERR_CORRUPT = 12,
  DIRAM_ERR_TRAILING = 13,
  DIRAM_ERR_OUTPUT_LIMIT = 14,
  DIRAM_ERR_UNSUPPORTED = 15,
  DIRAM_ERR_COHERENCE = 20,
  DIRAM_ERR_LOST = 21,
  DIRAM_ERR_INTEGRITY = 22,
  DIRAM_ERR_CONFLICTING_PARTS = 23,
  DIRAM_ERR_UNSAFE_PATH = 24,
  DIRAM_ERR_TOO_LARGE = 25,
  DIRAM_ERR_VERSION = 30,
  DIRAM_ERR_RANGE = 31,
  DIRAM_ERR_NO_SOLUTION = 32,
  DIRAM_ERR_NOT_FOUND = 33,
  DIRAM_ERR_CYCLE = 34,
  DIRAM_ERR_FAULT = 35,
  DIRAM_ERR_GATE = 36,
  DIRAM_ERR_CERTIFICATE = 37,
  DIRAM_ERR_EXISTS = 38,
  DIRAM_ERR_YANKED = 39,
  DIRAM_ERR_TOO_MANY_OBSERVERS = 40,
  DIRAM_ERR_RATE_LIMIT = 41,
  DIRAM_ERR_PLUGIN = 42,
  DIRAM_ERR_SNAPSHOT = 43,
  DIRAM_ERR_POLICY = 44,
  DIRAM_ERR_LOCK_FILE = 45,
  DIRAM_ERR_BUDGET = 46,
  DIRAM_ERR_CHUNK = 50,
  DIRAM_ERR_KEY = 51,
  DIRAM_ERR_MANIFEST = 52,
  DIRAM_ERR_NOT_ENOUGH_NODES = 53,
  DIRAM_ERR_CHUNK_LOST = 54,
  DIRAM_ERR_UNJOIN_REFUSED = 55,
  DIRAM_ERR_METHOD = 60,
  DIRAM_ERR_STORE_UNKNOWN = 61,
  DIRAM_ERR_STORE_BROKEN = 62,
  DIRAM_ERR_TEMPLATE = 63,
  DIRAM_ERR_AUDIT = 64,
  DIRAM_ERR_STRICT = 65,
  DIRAM_ERR_CONNECT = 70,
  DIRAM_ERR_TLS = 71,
  DIRAM_ERR_HTTP = 72,
  DIRAM_ERR_AUTH = 73,
  DIRAM_ERR_FORBIDDEN = 74,
  DIRAM_ERR_PROTOCOL = 75,
  DIRAM_ERR_IO = 80,
  DIRAM_ERR_NO_SPACE = 81,
  DIRAM_ERR_PERMISSION = 82,
  DIRAM_ERR_LOCKED = 83,
  DIRAM_ERR_MEMORY = 97,
  DIRAM_ERR_POISONED = 98,
  DIRAM_ERR_PANIC = 99,
};
typedef int32_t diram_status;
typedef struct diram_error diram_error;
const char *diram_status_name(int32_t status);
diram_status diram_error_code(const diram_error *error);
const char *diram_error_message(const diram_error *error, size_t *len);
const char *diram_error_hint(const diram_error *error, size_t *len);
const char *diram_error_json(const diram_error *error, size_t *len);
void diram_error_free(diram_error *error);
typedef struct diram_buffer diram_buffer;
typedef struct diram_reader diram_reader;
typedef struct diram_report diram_report;
typedef struct diram_writer diram_writer;
typedef int32_t (*diram_read_fn)(void *user, uint8_t *buffer, size_t capacity, size_t *count);
typedef int32_t (*diram_seek_fn)(void *user, int64_t offset, int32_t origin, uint64_t *position);
typedef void (*diram_drop_fn)(void *user);
typedef int32_t (*diram_write_fn)(void *user, const uint8_t *data, size_t len);
const uint8_t *diram_buffer_data(const diram_buffer *buffer, size_t *len);
void diram_buffer_free(diram_buffer *buffer);
const char *diram_report_json(const diram_report *report, size_t *len);
diram_status diram_report_number(const diram_report *report, const char *key, double *out);
const char *diram_report_text(const diram_report *report, const char *key, size_t *len);
void diram_report_free(diram_report *report);
diram_status diram_reader_new(void *user,
                              diram_read_fn read,
                              diram_seek_fn seek,
                              diram_drop_fn drop,
                              diram_reader **out);
void diram_reader_free(diram_reader *reader);
diram_status diram_writer_new(void *user,
                              diram_write_fn write,
                              diram_drop_fn drop,
                              diram_writer **out);
void diram_writer_free(diram_writer *writer);
typedef struct diram_op diram_op;
typedef int32_t (*diram_progress_fn)(void *user, uint64_t done, uint64_t total, const char *phase);
diram_op *diram_op_new(void);
void diram_op_cancel(diram_op *op);
void diram_op_set_timeout_ms(diram_op *op, uint64_t milliseconds);
diram_status diram_op_progress(const diram_op *op,
                               uint64_t *done,
                               uint64_t *total,
                               const char **phase);
diram_status diram_op_on_progress(diram_op *op,
                                  diram_progress_fn progress,
                                  void *user,
                                  diram_drop_fn drop);
void diram_op_free(diram_op *op);
typedef struct semverx_version semverx_version;
diram_status semverx_parse(const char *text,
                           size_t text_len,
                           semverx_version **out,
                           diram_error **err);
int32_t semverx_validate(const char *text, size_t text_len);
diram_status semverx_version_from_semver(const char *text,
                                         size_t text_len,
                                         semverx_version **out,
                                         diram_error **err);
uint64_t semverx_version_major(const semverx_version *version);
uint64_t semverx_version_minor(const semverx_version *version);
uint64_t semverx_version_patch(const semverx_version *version);
int32_t semverx_version_is_stable(const semverx_version *version);
diram_status semverx_version_report(const semverx_version *version,
                                    diram_report **report,
                                    diram_error **err);
int32_t semverx_compare(const semverx_version *a, const semverx_version *b);
int32_t semverx_identical(const semverx_version *a, const semverx_version *b);
void semverx_version_free(semverx_version *version);
const char *semverx_version_text(const semverx_version *version,
                                 size_t *len);
const char *semverx_version_compact(const semverx_version *version, size_t *len);
const char *semverx_version_plain(const semverx_version *version, size_t *len);
const char *semverx_version_semver(const semverx_version *version, size_t *len);
const char *semverx_version_sort_key(const semverx_version *version, size_t *len);
const char *semverx_version_state(const semverx_version *version,
                                  size_t *len);
const char *semverx_version_state_of(const semverx_version *version, int32_t field, size_t *len);
const char *semverx_version_pre(const semverx_version *version, size_t *len);
const char *semverx_version_build(const semverx_version *version, size_t *len);
typedef struct semverx_policy semverx_policy;
semverx_policy *semverx_policy_new(void);
diram_status semverx_policy_from_json(const char *text,
                                      size_t text_len,
                                      semverx_policy **out,
                                      diram_error **err);
diram_status semverx_policy_json(const semverx_policy *policy,
                                 diram_buffer **out,
                                 diram_error **err);
diram_status semverx_policy_set_allow_experimental(semverx_policy *policy,
                                                   int32_t allow,
                                                   diram_error **err);
diram_status semverx_policy_set_allow_legacy(semverx_policy *policy,
                                             int32_t allow,
                                             diram_error **err);
diram_status semverx_policy_set_allow_prerelease(semverx_policy *policy,
                                                 int32_t allow,
                                                 diram_error **err);
diram_status semverx_policy_set_auto_update(semverx_policy *policy,
                                            const char *when,
                                            size_t when_len,
                                            diram_error **err);
diram_status semverx_policy_set_max_update_rate(semverx_policy *policy,
                                                uint32_t rate,
                                                diram_error **err);
diram_status semverx_policy_set_min_release_age(semverx_policy *policy,
                                                uint64_t seconds,
                                                diram_error **err);
diram_status semverx_policy_set_max_fault(semverx_policy *policy,
                                          uint32_t level,
                                          diram_error **err);
diram_status semverx_policy_set_lines(semverx_policy *policy,
                                      const char *lines,
                                      size_t lines_len,
                                      diram_error **err);
diram_status semverx_policy_add_source(semverx_policy *policy,
                                       const char *pattern,
                                       size_t pattern_len,
                                       const char *source,
                                       size_t source_len,
                                       diram_error **err);
diram_status semverx_policy_add_override(semverx_policy *policy,
                                         const char *name,
                                         size_t name_len,
                                         const char *range,
                                         size_t range_len,
                                         diram_error **err);
diram_status semverx_policy_set_budget(semverx_policy *policy, uint64_t steps, diram_error **err);
diram_status semverx_policy_set_strict(semverx_policy *policy, int32_t strict, diram_error **err);
void semverx_policy_free(semverx_policy *policy);
typedef struct semverx_range semverx_range;
diram_status semverx_range_parse(const char *text,
                                 size_t text_len,
                                 semverx_range **out,
                                 diram_error **err);
const char *semverx_range_text(const semverx_range *range, size_t *len);
const char *semverx_range_exact_pin(const semverx_range *range,
                                    size_t *len);
int32_t semverx_range_contains(const semverx_range *range, const semverx_version *version);
diram_status semverx_range_contains_with(const semverx_range *range,
                                         const semverx_version *version,
                                         const semverx_policy *policy,
                                         int32_t *out,
                                         diram_error **err);
diram_status semverx_range_explain(const semverx_range *range,
                                   const semverx_version *version,
                                   const semverx_policy *policy,
                                   diram_report **report,
                                   diram_error **err);
diram_status semverx_range_intersect(const semverx_range *a,
                                     const semverx_range *b,
                                     semverx_range **out,
                                     diram_error **err);
diram_status semverx_range_union(const semverx_range *a,
                                 const semverx_range *b,
                                 semverx_range **out,
                                 diram_error **err);
diram_status semverx_range_is_subset(const semverx_range *a,
                                     const semverx_range *b,
                                     int32_t *out,
                                     diram_error **err);
diram_status semverx_range_is_empty(const semverx_range *range, int32_t *out, diram_error **err);
void semverx_range_free(semverx_range *range);
diram_status semverx_satisfies(const char *version,
                               size_t version_len,
                               const char *range,
                               size_t range_len,
                               int32_t *out,
                               diram_error **err);
diram_status semverx_satisfies_with(const char *version,
                                    size_t version_len,
                                    const char *range,
                                    size_t range_len,
                                    const semverx_policy *policy,
                                    int32_t *out,
                                    diram_error **err);
diram_status semverx_satisfies_many(const char *const *versions,
                                    const size_t *lens,
                                    size_t count,
                                    const char *range,
                                    size_t range_len,
                                    const semverx_policy *policy,
                                    int32_t *out,
                                    diram_error **err);
diram_status semverx_filter(const char *const *versions,
                            const size_t *lens,
                            size_t count,
                            const char *range,
                            size_t range_len,
                            const semverx_policy *policy,
                            size_t *out,
                            size_t *found,
                            diram_error **err);
diram_status semverx_max_satisfying(const char *const *versions,
                                    const size_t *lens,
                                    size_t count,
                                    const char *range,
                                    size_t range_len,
                                    const semverx_policy *policy,
                                    size_t *out,
                                    diram_error **err);
diram_status semverx_sort(const char *const *versions,
                          const size_t *lens,
                          size_t count,
                          size_t *out,
                          diram_error **err);
diram_status semverx_compare_many(const char *const *a,
                                  const size_t *a_lens,
                                  const char *const *b,
                                  const size_t *b_lens,
                                  size_t count,
                                  int32_t *out,
                                  diram_error **err);
const char *diram_fault_name(uint32_t level);
const char *diram_fault_band(uint32_t level);
const char *diram_fault_action(uint32_t level);
int32_t diram_fault_of_cause(const char *cause,
                             size_t cause_len);
typedef struct diram_registry diram_registry;
typedef struct diram_registry_options diram_registry_options;
diram_registry_options *diram_registry_options_new(void);
diram_status diram_registry_options_set_tier(diram_registry_options *options,
                                             const char *tier,
                                             size_t tier_len,
                                             diram_error **err);
diram_status diram_registry_options_set_signing_key(diram_registry_options *options,
                                                    const uint8_t *secret,
                                                    size_t secret_len,
                                                    diram_error **err);
diram_status diram_registry_options_set_policy(diram_registry_options *options,
                                               const semverx_policy *policy,
                                               diram_error **err);
diram_status diram_registry_options_set_clock(diram_registry_options *options,
                                              uint64_t seconds,
                                              diram_error **err);
diram_status diram_registry_options_set_gated(diram_registry_options *options,
                                              int32_t gated,
                                              diram_error **err);
diram_status diram_registry_options_set_op(diram_registry_options *options,
                                           const diram_op *op,
                                           diram_error **err);
diram_status diram_registry_options_set_max_bytes(diram_registry_options *options,
                                                  uint64_t bytes,
                                                  diram_error **err);
void diram_registry_options_free(diram_registry_options *options);
diram_status diram_registry_open(const char *endpoint,
                                 size_t endpoint_len,
                                 const diram_registry_options *options,
                                 diram_registry **out,
                                 diram_error **err);
diram_status diram_registry_open_lines(const char *text,
                                       size_t text_len,
                                       const diram_registry_options *options,
                                       diram_registry **out,
                                       diram_error **err);
diram_status diram_registry_open_env(diram_registry **out, diram_error **err);
diram_status diram_registry_at(const diram_registry *registry,
                               uint64_t seq,
                               diram_registry **out,
                               diram_error **err);
diram_status diram_registry_snapshot(const diram_registry *registry,
                                     diram_report **report,
                                     diram_error **err);
const char *diram_registry_source(const diram_registry *registry,
                                  size_t *len);
const char *diram_registry_public_key(const diram_registry *registry,
                                      size_t *len);
void diram_registry_free(diram_registry *registry);
diram_status diram_registry_names(const diram_registry *registry,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_registry_versions(const diram_registry *registry,
                                     const char *name,
                                     size_t name_len,
                                     diram_report **report,
                                     diram_error **err);
diram_status diram_registry_info(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_registry_node(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_registry_search(const diram_registry *registry,
                                   const char *text,
                                   size_t text_len,
                                   diram_report **report,
                                   diram_error **err);
diram_status diram_registry_graph(const diram_registry *registry,
                                  const char *name,
                                  size_t name_len,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_registry_dependents(const diram_registry *registry,
                                       const char *name,
                                       size_t name_len,
                                       diram_report **report,
                                       diram_error **err);
diram_status diram_registry_diff(const diram_registry *registry,
                                 uint64_t a,
                                 uint64_t b,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_registry_prove(const diram_registry *registry,
                                  const char *name,
                                  size_t name_len,
                                  const char *version,
                                  size_t version_len,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_registry_publish(const diram_registry *registry,
                                    const char *line,
                                    size_t line_len,
                                    diram_report **report,
                                    diram_error **err);
diram_status diram_registry_yank(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_registry_unyank(const diram_registry *registry,
                                   const char *name,
                                   size_t name_len,
                                   const char *version,
                                   size_t version_len,
                                   diram_report **report,
                                   diram_error **err);
diram_status diram_registry_set_fault(const diram_registry *registry,
                                      const char *name,
                                      size_t name_len,
                                      const char *version,
                                      size_t version_len,
                                      uint32_t level,
                                      diram_report **report,
                                      diram_error **err);
diram_status diram_registry_rollback(const diram_registry *registry,
                                     const char *name,
                                     size_t name_len,
                                     const uint64_t *to,
                                     diram_report **report,
                                     diram_error **err);
diram_status diram_registry_handle_fault(const diram_registry *registry,
                                         const char *name,
                                         size_t name_len,
                                         const char *version,
                                         size_t version_len,
                                         uint32_t level,
                                         diram_report **report,
                                         diram_error **err);
diram_status diram_registry_faults(const diram_registry *registry,
                                   uint32_t at_least,
                                   diram_report **report,
                                   diram_error **err);
diram_status diram_registry_gate(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 const char *options,
                                 size_t options_len,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_registry_gate_publish(const diram_registry *registry,
                                         const char *line,
                                         size_t line_len,
                                         const char *options,
                                         size_t options_len,
                                         diram_report **report,
                                         diram_error **err);
typedef struct diram_observer diram_observer;
typedef void (*diram_ready_fn)(void *user);
diram_status diram_observer_open(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 uint64_t since,
                                 diram_observer **out,
                                 diram_error **err);
diram_status diram_observer_next(const diram_observer *observer,
                                 uint64_t timeout_ms,
                                 diram_op *op,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_observer_wait(const diram_observer *observer,
                                 uint64_t *out,
                                 diram_error **err);
diram_status diram_observer_on_ready(diram_observer *observer,
                                     diram_ready_fn ready,
                                     void *user,
                                     diram_drop_fn drop,
                                     diram_error **err);
void diram_observer_free(diram_observer *observer);
diram_status diram_registry_advance_clock(const diram_registry *registry,
                                          uint64_t milliseconds,
                                          diram_error **err);
diram_status diram_registry_check_stale(const diram_registry *registry,
                                        uint32_t days,
                                        diram_report **report,
                                        diram_error **err);
typedef struct diram_orphans diram_orphans;
typedef struct diram_scanner diram_scanner;
typedef struct diram_veto diram_veto;
typedef int32_t (*diram_plugin_fn)(void *ctx, const char *json, size_t len, diram_veto *veto);
typedef int32_t (*diram_plugin_update_fn)(void *ctx,
                                          const char *old_json,
                                          size_t old_len,
                                          const char *new_json,
                                          size_t new_len,
                                          diram_veto *veto);
typedef struct {
  uint32_t abi;
  uint32_t size;
  const char *name;
  const char *version;
  void *ctx;
  uint64_t deadline_ms;
  diram_plugin_fn on_publish;
  diram_plugin_fn on_install;
  diram_plugin_fn on_remove;
  diram_plugin_update_fn on_update;
  diram_plugin_fn on_resolve;
  diram_drop_fn drop;
} diram_plugin;
diram_status diram_registry_plug(const diram_registry *registry,
                                 const diram_plugin *plugin,
                                 diram_error **err);
diram_status diram_registry_unplug(const diram_registry *registry,
                                   const char *name,
                                   size_t name_len,
                                   int32_t *out,
                                   diram_error **err);
diram_status diram_registry_plugins(const diram_registry *registry,
                                    diram_report **report,
                                    diram_error **err);
diram_status diram_veto_say(diram_veto *veto,
                            const char *text,
                            size_t text_len);
diram_status diram_scanner_open(const char *folder,
                                size_t folder_len,
                                diram_scanner **out,
                                diram_error **err);
diram_status diram_scanner_counts(const diram_scanner *scanner,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_scanner_advisories(const diram_scanner *scanner,
                                      const char *name,
                                      size_t name_len,
                                      const char *version,
                                      size_t version_len,
                                      diram_report **report,
                                      diram_error **err);
diram_status diram_scanner_fixes(const diram_scanner *scanner,
                                 const char *name,
                                 size_t name_len,
                                 const char *from,
                                 size_t from_len,
                                 const char *to,
                                 size_t to_len,
                                 int32_t *out,
                                 diram_error **err);
diram_status diram_registry_plug_scanner(const diram_registry *registry,
                                         const diram_scanner *scanner,
                                         diram_error **err);
void diram_scanner_free(diram_scanner *scanner);
diram_orphans *diram_orphans_new(void);
diram_status diram_orphans_report(const diram_orphans *orphans,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_registry_plug_orphans(const diram_registry *registry,
                                         const diram_orphans *orphans,
                                         diram_error **err);
void diram_orphans_free(diram_orphans *orphans);
typedef struct diram_transaction diram_transaction;
diram_status diram_registry_begin_publish(const diram_registry *registry,
                                          const char *line,
                                          size_t line_len,
                                          diram_transaction **out,
                                          diram_error **err);
diram_status diram_transaction_calls(const diram_transaction *transaction,
                                     diram_report **report,
                                     diram_error **err);
diram_status diram_transaction_commit(diram_transaction *transaction,
                                      const char *votes,
                                      size_t votes_len,
                                      diram_report **report,
                                      diram_error **err);
void diram_transaction_free(diram_transaction *transaction);
diram_status diram_registry_lock(const diram_registry *registry,
                                 const char *project,
                                 size_t project_len,
                                 const char *options,
                                 size_t options_len,
                                 diram_op *op,
                                 diram_report **report,
                                 diram_error **err);
diram_status diram_registry_begin_lock(const diram_registry *registry,
                                       const char *project,
                                       size_t project_len,
                                       const char *options,
                                       size_t options_len,
                                       diram_op *op,
                                       diram_transaction **out,
                                       diram_error **err);
typedef struct semverx_request semverx_request;
typedef struct semverx_resolve_options semverx_resolve_options;
semverx_request *semverx_request_new(void);
diram_status semverx_request_add(semverx_request *request,
                                 const char *name,
                                 size_t name_len,
                                 const char *range,
                                 size_t range_len,
                                 diram_error **err);
void semverx_request_free(semverx_request *request);
semverx_resolve_options *semverx_resolve_options_new(void);
diram_status semverx_resolve_options_prefer(semverx_resolve_options *options,
                                            const char *name,
                                            size_t name_len,
                                            const char *version,
                                            size_t version_len,
                                            diram_error **err);
diram_status semverx_resolve_options_set_now(semverx_resolve_options *options,
                                             uint64_t seconds,
                                             diram_error **err);
diram_status semverx_resolve_options_set_certificate(semverx_resolve_options *options,
                                                     int32_t wanted,
                                                     diram_error **err);
diram_status semverx_resolve_options_set_threads(semverx_resolve_options *options,
                                                 size_t threads,
                                                 diram_error **err);
void semverx_resolve_options_free(semverx_resolve_options *options);
typedef struct semverx_resolution semverx_resolution;
typedef struct semverx_resolver semverx_resolver;
int32_t semverx_resolution_feasible(const semverx_resolution *resolution);
size_t semverx_resolution_count(const semverx_resolution *resolution);
const char *semverx_resolution_name(const semverx_resolution *resolution,
                                    size_t index,
                                    size_t *len);
const char *semverx_resolution_version(const semverx_resolution *resolution,
                                       const char *name,
                                       size_t name_len,
                                       size_t *len);
const char *semverx_resolution_explanation(const semverx_resolution *resolution, size_t *len);
const char *semverx_resolution_certificate(const semverx_resolution *resolution,
                                           size_t *len);
uint32_t semverx_resolution_fault(const semverx_resolution *resolution);
const char *semverx_resolution_fault_state(const semverx_resolution *resolution);
const char *semverx_resolution_json(const semverx_resolution *resolution,
                                    size_t *len);
void semverx_resolution_free(semverx_resolution *resolution);
semverx_resolver *semverx_resolver_new(void);
diram_status semverx_resolver_set_source(semverx_resolver *resolver,
                                         const diram_registry *registry,
                                         diram_error **err);
diram_status semverx_resolver_set_policy(semverx_resolver *resolver,
                                         const semverx_policy *policy,
                                         diram_error **err);
diram_status semverx_resolve(const semverx_resolver *resolver,
                             const char *name,
                             size_t name_len,
                             const char *range,
                             size_t range_len,
                             semverx_resolution **out,
                             diram_error **err);
diram_status semverx_resolve_with(const semverx_resolver *resolver,
                                  const semverx_request *request,
                                  const semverx_resolve_options *options,
                                  diram_op *op,
                                  semverx_resolution **out,
                                  diram_error **err);
diram_status semverx_resolve_many(const semverx_resolver *resolver,
                                  const semverx_request *const *requests,
                                  size_t count,
                                  const semverx_resolve_options *options,
                                  diram_op *op,
                                  semverx_resolution **resolutions,
                                  diram_error **errors,
                                  diram_error **err);
void semverx_resolver_free(semverx_resolver *resolver);
diram_status semverx_check(const semverx_resolver *resolver,
                           const char *solution,
                           size_t solution_len,
                           const char *strategy,
                           size_t strategy_len,
                           const char *running,
                           size_t running_len,
                           int32_t literal,
                           diram_report **report,
                           diram_error **err);
diram_status semverx_plan(const semverx_resolver *resolver,
                          const char *name,
                          size_t name_len,
                          const char *from,
                          size_t from_len,
                          const char *to,
                          size_t to_len,
                          const char *running,
                          size_t running_len,
                          diram_report **report,
                          diram_error **err);
diram_status semverx_graph(const semverx_resolver *resolver,
                           const char *solution,
                           size_t solution_len,
                           diram_report **report,
                           diram_error **err);
diram_status semverx_verify_resolution(const uint8_t *certificate,
                                       size_t certificate_len,
                                       int32_t kind,
                                       const char *anchor,
                                       size_t anchor_len,
                                       diram_report **report,
                                       diram_error **err);
diram_status semverx_verify_resolution_against(const uint8_t *certificate,
                                               size_t certificate_len,
                                               const diram_registry *registry,
                                               diram_report **report,
                                               diram_error **err);
typedef struct diram_heal_options diram_heal_options;
typedef struct diram_pack_options diram_pack_options;
typedef struct diram_read_options diram_read_options;
typedef struct diram_unpack_options diram_unpack_options;
diram_pack_options *diram_pack_options_new(void);
diram_status diram_pack_options_set_name(diram_pack_options *options,
                                         const char *name,
                                         size_t name_len,
                                         diram_error **err);
diram_status diram_pack_options_set_version(diram_pack_options *options,
                                            const char *version,
                                            size_t version_len,
                                            diram_error **err);
diram_status diram_pack_options_set_codec(diram_pack_options *options,
                                          const char *codec,
                                          size_t codec_len,
                                          diram_error **err);
diram_status diram_pack_options_set_quality(diram_pack_options *options,
                                            uint32_t quality,
                                            diram_error **err);
diram_status diram_pack_options_set_redundancy(diram_pack_options *options,
                                               double percent,
                                               diram_error **err);
diram_status diram_pack_options_set_mtime(diram_pack_options *options,
                                          int32_t keep,
                                          diram_error **err);
diram_status diram_pack_options_set_epoch(diram_pack_options *options,
                                          uint64_t seconds,
                                          diram_error **err);
diram_status diram_pack_options_set_threads(diram_pack_options *options,
                                            size_t threads,
                                            diram_error **err);
diram_status diram_pack_options_add_file(diram_pack_options *options,
                                         const char *kind,
                                         size_t kind_len,
                                         const char *path,
                                         size_t path_len,
                                         diram_error **err);
void diram_pack_options_free(diram_pack_options *options);
diram_heal_options *diram_heal_options_new(void);
diram_status diram_heal_options_set_salvage(diram_heal_options *options,
                                            int32_t salvage,
                                            diram_error **err);
diram_status diram_heal_options_set_threads(diram_heal_options *options,
                                            size_t threads,
                                            diram_error **err);
void diram_heal_options_free(diram_heal_options *options);
diram_unpack_options *diram_unpack_options_new(void);
diram_status diram_unpack_options_add_path(diram_unpack_options *options,
                                           const char *path,
                                           size_t path_len,
                                           diram_error **err);
diram_status diram_unpack_options_set_salvage(diram_unpack_options *options,
                                              int32_t salvage,
                                              diram_error **err);
diram_status diram_unpack_options_set_best_effort(diram_unpack_options *options,
                                                  int32_t best_effort,
                                                  diram_error **err);
diram_status diram_unpack_options_set_force(diram_unpack_options *options,
                                            int32_t force,
                                            diram_error **err);
diram_status diram_unpack_options_set_threads(diram_unpack_options *options,
                                              size_t threads,
                                              diram_error **err);
void diram_unpack_options_free(diram_unpack_options *options);
diram_read_options *diram_read_options_new(void);
diram_status diram_read_options_set_salvage(diram_read_options *options,
                                            int32_t salvage,
                                            diram_error **err);
diram_status diram_read_options_set_max_output(diram_read_options *options,
                                               uint64_t max_output,
                                               diram_error **err);
void diram_read_options_free(diram_read_options *options);
diram_status diram_package_pack(const char *src,
                                size_t src_len,
                                const char *dst,
                                size_t dst_len,
                                const diram_pack_options *options,
                                diram_op *op,
                                diram_report **report,
                                diram_error **err);
diram_status diram_package_pack_bytes(const uint8_t *data,
                                      size_t len,
                                      const diram_pack_options *options,
                                      diram_op *op,
                                      diram_buffer **out,
                                      diram_error **err);
diram_status diram_package_pack_stream(diram_reader *reader,
                                       diram_writer *writer,
                                       const diram_pack_options *options,
                                       diram_op *op,
                                       diram_report **report,
                                       diram_error **err);
diram_status diram_package_unpack_bytes(const uint8_t *data,
                                        size_t len,
                                        const diram_read_options *options,
                                        diram_op *op,
                                        diram_buffer **out,
                                        diram_error **err);
typedef struct diram_entry diram_entry;
typedef struct diram_package diram_package;
diram_status diram_package_open(const char *path,
                                size_t path_len,
                                diram_package **out,
                                diram_error **err);
diram_status diram_package_open_with(const char *path,
                                     size_t path_len,
                                     diram_op *op,
                                     diram_package **out,
                                     diram_error **err);
diram_status diram_package_open_bytes(const uint8_t *data,
                                      size_t len,
                                      diram_op *op,
                                      diram_package **out,
                                      diram_error **err);
diram_status diram_package_open_reader(diram_reader *reader,
                                       diram_op *op,
                                       diram_package **out,
                                       diram_error **err);
void diram_package_free(diram_package *package);
const char *diram_package_name(const diram_package *package, size_t *len);
const char *diram_package_version(const diram_package *package, size_t *len);
diram_status diram_package_verify(const diram_package *package,
                                  diram_op *op,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_package_entries(const diram_package *package,
                                   diram_op *op,
                                   diram_report **report,
                                   diram_error **err);
diram_status diram_package_read(const diram_package *package,
                                const char *name,
                                size_t name_len,
                                const diram_read_options *options,
                                diram_op *op,
                                diram_buffer **out,
                                diram_error **err);
diram_status diram_package_entry_open(const diram_package *package,
                                      const char *name,
                                      size_t name_len,
                                      diram_op *op,
                                      diram_entry **out,
                                      diram_error **err);
uint64_t diram_entry_size(const diram_entry *entry);
diram_status diram_entry_read(diram_entry *entry,
                              uint8_t *buffer,
                              size_t capacity,
                              size_t *count,
                              diram_error **err);
diram_status diram_entry_seek(diram_entry *entry,
                              int64_t offset,
                              int32_t origin,
                              uint64_t *position,
                              diram_error **err);
void diram_entry_free(diram_entry *entry);
diram_status diram_package_heal(const diram_package *package,
                                const char *dst,
                                size_t dst_len,
                                const diram_heal_options *options,
                                diram_op *op,
                                diram_report **report,
                                diram_error **err);
diram_status diram_package_heal_writer(const diram_package *package,
                                       diram_writer *writer,
                                       const diram_heal_options *options,
                                       diram_op *op,
                                       diram_report **report,
                                       diram_error **err);
diram_status diram_package_heal_bytes(const diram_package *package,
                                      const diram_heal_options *options,
                                      diram_op *op,
                                      diram_buffer **out,
                                      diram_report **report,
                                      diram_error **err);
diram_status diram_package_unpack(const diram_package *package,
                                  const char *dir,
                                  size_t dir_len,
                                  const diram_unpack_options *options,
                                  diram_op *op,
                                  diram_report **report,
                                  diram_error **err);
diram_status diram_package_unpack_components(const diram_package *package,
                                             const char *dir,
                                             size_t dir_len,
                                             const diram_unpack_options *options,
                                             diram_op *op,
                                             diram_report **report,
                                             diram_error **err);
diram_status diram_package_components(const diram_package *package,
                                      diram_op *op,
                                      diram_report **report,
                                      diram_error **err);
int32_t diram_package_has_component(const diram_package *package,
                                    const char *name,
                                    size_t name_len);
diram_status diram_package_verify_coherence(const diram_package *package,
                                            const char *name,
                                            size_t name_len,
                                            diram_op *op,
                                            double *out,
                                            diram_error **err);
diram_status diram_package_recover_component(const diram_package *package,
                                             const char *name,
                                             size_t name_len,
                                             diram_op *op,
                                             diram_buffer **out,
                                             diram_error **err);
diram_status diram_package_overall_coherence(const diram_package *package,
                                             diram_op *op,
                                             double *out,
                                             diram_error **err);
double diram_coherence_threshold(void);
diram_status diram_component_reconstruct(const uint8_t *const *parts,
                                         const size_t *lens,
                                         size_t count,
                                         int32_t salvage,
                                         diram_buffer **out,
                                         diram_report **report,
                                         diram_error **err);
diram_status diram_part_check(const uint8_t *data,
                              size_t len,
                              diram_report **report,
                              diram_error **err);
diram_status diram_part_heal(const uint8_t *data,
                             size_t len,
                             diram_buffer **out,
                             diram_error **err);
typedef struct diram_packer diram_packer;
diram_status diram_packer_new(diram_writer *writer,
                              const diram_pack_options *options,
                              diram_op *op,
                              diram_packer **out,
                              diram_error **err);
diram_status diram_packer_new_buffered(const diram_pack_options *options,
                                       diram_op *op,
                                       diram_packer **out,
                                       diram_error **err);
diram_status diram_packer_begin(diram_packer *packer,
                                const char *name,
                                size_t name_len,
                                uint64_t size,
                                diram_error **err);
diram_status diram_packer_write(diram_packer *packer,
                                const uint8_t *data,
                                size_t len,
                                diram_error **err);
diram_status diram_packer_read(diram_packer *packer,
                               uint8_t *buffer,
                               size_t capacity,
                               size_t *count,
                               diram_error **err);
diram_status diram_packer_finish(diram_packer *packer, diram_report **report, diram_error **err);
void diram_packer_free(diram_packer *packer);
diram_status diram_compress_with_recovery(const uint8_t *data,
                                          size_t len,
                                          double threshold,
                                          diram_op *op,
                                          diram_buffer **out,
                                          diram_error **err);
diram_status diram_decompress_fault_tolerant(const uint8_t *data,
                                             size_t len,
                                             double level,
                                             diram_op *op,
                                             diram_buffer **out,
                                             diram_error **err);
diram_status diram_huffman_encode(const uint8_t *data,
                                  size_t len,
                                  diram_buffer **out,
                                  diram_error **err);
diram_status diram_huffman_decode(const uint8_t *data,
                                  size_t len,
                                  size_t max_output,
                                  diram_buffer **out,
                                  diram_error **err);
size_t diram_huffman_bound(size_t len);
diram_status diram_huffman_encode_into(const uint8_t *data,
                                       size_t len,
                                       uint8_t *dst,
                                       size_t capacity,
                                       size_t *written,
                                       diram_error **err);
diram_status diram_huffman_codes(const uint8_t *data,
                                 size_t len,
                                 diram_report **report,
                                 diram_error **err);
]]
