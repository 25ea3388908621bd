/*
 * libdiram: packages that heal themselves; versions, and which of them fit together.
 *
 * Generated from the sources of libdiram by `DIRAM_BLESS=1 cargo test -p diram-ffi`; edit those.
 *
 * CONVENTIONS
 *
 * Names. Functions are diram_<noun>_<verb>, types diram_<noun>, constants DIRAM_<NAME>. The noun's
 * handle is the first argument of its functions. What is about versions and their resolution begins
 * with semverx_ instead. The one struct that programs fill in, diram_plugin, says how large it is.
 *
 * Results. A function that can fail returns a diram_status: DIRAM_OK, which is 0, or why it failed.
 * One that cannot fail returns its value, and a neutral value for a NULL handle. Arguments come in
 * this order: handle, inputs, outputs, and last a `diram_error **`. Outputs are written only when the
 * call succeeds and are untouched otherwise: set them to NULL or 0 before.
 *
 * Errors. The `diram_error **` may be NULL. If it is not, a call that fails stores an error there,
 * for the caller to free with diram_error_free; a call that succeeds leaves it alone. There is no
 * "last error" and no other global state. Status numbers are never reused and new ones may appear:
 * treat an unknown one as a failure.
 *
 * Handles are opaque. What _new, _open or a call gives is the caller's until its _free, which is
 * called once; every _free allows NULL. No handle borrows from another one, so they may be freed in
 * any order, also while a handle made from them is still used.
 *
 * Threads. The comment of each type says what threads may do with it. The library starts no thread
 * when it is loaded and leaves none behind when a call returns, unless a plugin does not let go of one;
 * it installs no signal handler. It reads one environment variable, DIRAM_REGISTRY, in
 * diram_registry_open_env and for a resolver that was given no registry.
 *
 * Long calls take a diram_op for cancel, time limit and progress; NULL stands for none. Calls that
 * give content back in memory stop at 1 GiB, unless their options allow more.
 *
 * Bytes and text in. A pointer and a length in bytes, lent for the call. The pointer may be NULL when
 * the length is 0. Text is UTF-8, and a wrong byte is DIRAM_ERR_UTF8; for text, the length DIRAM_Z
 * means that it ends in a NUL. Paths are such text and may not be empty.
 *
 * Bytes and text out. Bytes come as a diram_buffer, freed with diram_buffer_free and never with
 * free(). Text comes as a pointer that lives as long as its handle, ends in a NUL and has a length
 * for which a place may be given.
 *
 * Lists of texts are two arrays, of pointers and of lengths. The array of lengths may be NULL when all
 * texts end in a NUL; arrays without items may be NULL. Results come in an array that the caller gives.
 *
 * Flags are int32_t: 0 is no, anything else is yes.
 *
 * Callbacks. The caller's own pointer comes first in every callback; it travels together with its
 * destructor, `drop`, which is called once when nothing needs it any more. Callbacks are only called
 * during a call into the library and on the thread that made it, except those of a reader, which may
 * be called on a thread of the library's, one at a time, and those of a plugin, for which
 * diram_registry_plug says it. They must return normally: no C++ exception, no longjmp. What is offered
 * by callback is also offered without: diram_op_progress, diram_packer_new_buffered,
 * diram_package_open_bytes, diram_package_heal_bytes, diram_observer_next, diram_registry_begin_publish,
 * diram_registry_begin_lock.
 *
 * Bugs. A bug that Rust catches is DIRAM_ERR_PANIC instead of the end of the program. The handle it
 * happened in then answers DIRAM_ERR_POISONED, and only its _free works.
 *
 * Versions. Within one DIRAM_ABI functions are only added. A program that loads the library at run
 * time compares diram_abi() with DIRAM_ABI first.
 */
#ifndef DIRAM_H
#define DIRAM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The length of text that ends in a NUL. */
#define DIRAM_Z ((size_t)-1)
/* The place in a list that is none. */
#define SEMVERX_NONE ((size_t)-1)

/* ---- Version ------------------------------------------------------------------------------- */

/**
 * The header's version: the first number.
 */
#define DIRAM_VERSION_MAJOR 0

/**
 * The header's version: the second number.
 */
#define DIRAM_VERSION_MINOR 1

/**
 * The header's version: the third number.
 */
#define DIRAM_VERSION_PATCH 0

/**
 * The header's version as one number: major * 1000000 + minor * 1000 + patch.
 */
#define DIRAM_VERSION_NUMBER 1000

/**
 * The number of the binary interface, also in the library's soname. It grows when a function is
 * removed or changes its meaning, never when one is added.
 */
#define DIRAM_ABI 1

/**
 * The binary interface of the loaded library. A program that loads libdiram at run time compares
 * it with `DIRAM_ABI` before it calls anything else.
 */
uint32_t diram_abi(void);

/**
 * The version of the loaded library as one number, made like `DIRAM_VERSION_NUMBER`.
 */
uint32_t diram_version_number(void);

/**
 * The version of the loaded library as text, for example `"0.1.0"`. Never NULL; lives as long as
 * the library.
 */
const char *diram_version_string(void);

/* ---- Status and errors --------------------------------------------------------------------- */

/**
 * What a fallible function returns: `DIRAM_OK` (0) or why it failed. Numbers are grouped by tens,
 * are never reused, and new ones may appear: treat an unknown number as a failure.
 */
enum diram_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Done.
   */
  DIRAM_OK = 0,
  /**
   * A wrong argument; the message names it.
   */
  DIRAM_ERR_ARGUMENT = 1,
  /**
   * Text that is not UTF-8.
   */
  DIRAM_ERR_UTF8 = 2,
  /**
   * A number outside its documented limits.
   */
  DIRAM_ERR_LIMIT = 3,
  /**
   * The handle was closed.
   */
  DIRAM_ERR_CLOSED = 4,
  /**
   * The caller's buffer is too small.
   */
  DIRAM_ERR_SHORT_BUFFER = 5,
  /**
   * The handle cannot do this now (illegal move, or opened in another process).
   */
  DIRAM_ERR_STATE = 6,
  /**
   * The stream is in use by another thread.
   */
  DIRAM_ERR_BUSY = 7,
  /**
   * The caller cancelled.
   */
  DIRAM_ERR_CANCELLED = 8,
  /**
   * The caller's time limit passed.
   */
  DIRAM_ERR_DEADLINE = 9,
  /**
   * Not the expected format.
   */
  DIRAM_ERR_FORMAT = 10,
  /**
   * The input ends too early.
   */
  DIRAM_ERR_TRUNCATED = 11,
  /**
   * The input contradicts itself.
   */
  DIRAM_ERR_CORRUPT = 12,
  /**
   * Bytes after the end.
   */
  DIRAM_ERR_TRAILING = 13,
  /**
   * The output would pass its limit.
   */
  DIRAM_ERR_OUTPUT_LIMIT = 14,
  /**
   * A newer version or an unknown method.
   */
  DIRAM_ERR_UNSUPPORTED = 15,
  /**
   * Coherence below the threshold; salvage may still work.
   */
  DIRAM_ERR_COHERENCE = 20,
  /**
   * Too much is gone: no method brings the bytes back.
   */
  DIRAM_ERR_LOST = 21,
  /**
   * A hash disagrees with the bytes.
   */
  DIRAM_ERR_INTEGRITY = 22,
  /**
   * Parts of two packages claim the same place.
   */
  DIRAM_ERR_CONFLICTING_PARTS = 23,
  /**
   * A path that would leave the target.
   */
  DIRAM_ERR_UNSAFE_PATH = 24,
  /**
   * More than the format can hold.
   */
  DIRAM_ERR_TOO_LARGE = 25,
  /**
   * Not a version.
   */
  DIRAM_ERR_VERSION = 30,
  /**
   * Not a version range.
   */
  DIRAM_ERR_RANGE = 31,
  /**
   * No set of versions fits.
   */
  DIRAM_ERR_NO_SOLUTION = 32,
  /**
   * The name or version does not exist.
   */
  DIRAM_ERR_NOT_FOUND = 33,
  /**
   * A dependency cycle.
   */
  DIRAM_ERR_CYCLE = 34,
  /**
   * A fault level forbids it.
   */
  DIRAM_ERR_FAULT = 35,
  /**
   * A gate said no.
   */
  DIRAM_ERR_GATE = 36,
  /**
   * A certificate does not prove what it claims.
   */
  DIRAM_ERR_CERTIFICATE = 37,
  /**
   * Already there.
   */
  DIRAM_ERR_EXISTS = 38,
  /**
   * The version was yanked.
   */
  DIRAM_ERR_YANKED = 39,
  /**
   * The observer limit of a package is reached.
   */
  DIRAM_ERR_TOO_MANY_OBSERVERS = 40,
  /**
   * Too many updates in too short a time.
   */
  DIRAM_ERR_RATE_LIMIT = 41,
  /**
   * A plugin refused or failed.
   */
  DIRAM_ERR_PLUGIN = 42,
  /**
   * A snapshot is unknown or broken.
   */
  DIRAM_ERR_SNAPSHOT = 43,
  /**
   * A policy is wrong.
   */
  DIRAM_ERR_POLICY = 44,
  /**
   * A lock file is wrong.
   */
  DIRAM_ERR_LOCK_FILE = 45,
  /**
   * The step budget ran out.
   */
  DIRAM_ERR_BUDGET = 46,
  /**
   * A chunk is malformed.
   */
  DIRAM_ERR_CHUNK = 50,
  /**
   * Wrong key or damaged data.
   */
  DIRAM_ERR_KEY = 51,
  /**
   * A shard manifest is wrong.
   */
  DIRAM_ERR_MANIFEST = 52,
  /**
   * Fewer nodes than copies.
   */
  DIRAM_ERR_NOT_ENOUGH_NODES = 53,
  /**
   * No holder of a chunk is left.
   */
  DIRAM_ERR_CHUNK_LOST = 54,
  /**
   * A node may not leave yet.
   */
  DIRAM_ERR_UNJOIN_REFUSED = 55,
  /**
   * An unknown message method.
   */
  DIRAM_ERR_METHOD = 60,
  /**
   * The payload needs a store that is not loaded.
   */
  DIRAM_ERR_STORE_UNKNOWN = 61,
  /**
   * A template store is damaged.
   */
  DIRAM_ERR_STORE_BROKEN = 62,
  /**
   * A template is wrong.
   */
  DIRAM_ERR_TEMPLATE = 63,
  /**
   * The audit log's chain is broken.
   */
  DIRAM_ERR_AUDIT = 64,
  /**
   * Refused by strict mode.
   */
  DIRAM_ERR_STRICT = 65,
  /**
   * No connection.
   */
  DIRAM_ERR_CONNECT = 70,
  /**
   * TLS failed.
   */
  DIRAM_ERR_TLS = 71,
  /**
   * An HTTP answer that is an error.
   */
  DIRAM_ERR_HTTP = 72,
  /**
   * Not authenticated.
   */
  DIRAM_ERR_AUTH = 73,
  /**
   * Not allowed.
   */
  DIRAM_ERR_FORBIDDEN = 74,
  /**
   * The peer broke the protocol.
   */
  DIRAM_ERR_PROTOCOL = 75,
  /**
   * Local input or output failed.
   */
  DIRAM_ERR_IO = 80,
  /**
   * No space left.
   */
  DIRAM_ERR_NO_SPACE = 81,
  /**
   * The system refused access.
   */
  DIRAM_ERR_PERMISSION = 82,
  /**
   * Someone else holds the lock.
   */
  DIRAM_ERR_LOCKED = 83,
  /**
   * Out of memory.
   */
  DIRAM_ERR_MEMORY = 97,
  /**
   * The handle panicked before.
   */
  DIRAM_ERR_POISONED = 98,
  /**
   * A bug in diram, caught at the border.
   */
  DIRAM_ERR_PANIC = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum diram_status diram_status;
#else
typedef int32_t diram_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why a call failed. Owned by the caller, who frees it with `diram_error_free`. Immutable: any
 * thread may read it. It holds nothing of the handle that failed and may outlive it.
 */
typedef struct diram_error diram_error;

/**
 * The name of a status without `DIRAM_ERR_`, for example `"COHERENCE"`; `"OK"` for `DIRAM_OK`,
 * `"UNKNOWN"` for a number this library does not know. Never NULL; lives as long as the library.
 */
const char *diram_status_name(int32_t status);

/**
 * The status that the failed call returned; `DIRAM_OK` for NULL.
 */
diram_status diram_error_code(const diram_error *error);

/**
 * One sentence: what was wrong, where, and what to do next. UTF-8 and NUL-terminated; its length
 * goes to `len` (may be NULL). Lives as long as the error; `""` for NULL.
 */
const char *diram_error_message(const diram_error *error, size_t *len);

/**
 * What else could be tried, or NULL when there is nothing. Otherwise like `diram_error_message`.
 */
const char *diram_error_hint(const diram_error *error, size_t *len);

/**
 * Everything as one JSON object: `code` (the name), `status` (the number), `class` and `parent`
 * (as languages with exceptions call it), `message`, `hint`, `details` (the facts behind the
 * message), `retryable` (true when the same call may succeed later). Otherwise like
 * `diram_error_message`; NULL for NULL.
 */
const char *diram_error_json(const diram_error *error, size_t *len);

/**
 * Frees an error. NULL is allowed.
 */
void diram_error_free(diram_error *error);

/* ---- Buffers, reports, readers and writers ------------------------------------------------- */

/**
 * Bytes that the library made. Owned by the caller, who frees them with `diram_buffer_free`, never
 * with `free`. Immutable: any thread may read it.
 */
typedef struct diram_buffer diram_buffer;

/**
 * Input by callback. Serves one call, which may make a handle that goes on reading; a second call
 * answers `DIRAM_ERR_STATE`. The caller frees it with `diram_reader_free`, at any time after that
 * call began. Its callbacks may be called on a thread of the library's, one at a time.
 */
typedef struct diram_reader diram_reader;

/**
 * What a call found or did, as JSON that is the same in every language. Owned by the caller, who
 * frees it with `diram_report_free`. Immutable: any thread may read it.
 *
 * Single values are asked for by key: the names on the way joined by dots, with numbers for the
 * places in a list, for example `"coherence"` or `"components.0.status"`. Keys are NUL-terminated.
 */
typedef struct diram_report diram_report;

/**
 * Output by callback. Serves one call, which may make a handle that goes on writing; a second call
 * answers `DIRAM_ERR_STATE`. The caller frees it with `diram_writer_free`, at any time after that
 * call began. Its callback is called on the thread that made the call.
 */
typedef struct diram_writer diram_writer;

/**
 * Fills `buffer` with up to `capacity` bytes and sets `*count` to how many it wrote; 0 is the end.
 * Returns 0, or the `errno` of what failed.
 */
typedef int32_t (*diram_read_fn)(void *user, uint8_t *buffer, size_t capacity, size_t *count);

/**
 * Moves to `offset` from `origin` (0 the beginning, 1 the present place, 2 the end) and sets
 * `*position` to the new place from the beginning. Returns 0, or the `errno` of what failed.
 */
typedef int32_t (*diram_seek_fn)(void *user, int64_t offset, int32_t origin, uint64_t *position);

/**
 * Called once with the caller's pointer when the library needs it no more, on whichever thread
 * ends the last use.
 */
typedef void (*diram_drop_fn)(void *user);

/**
 * Takes all `len` bytes. Returns 0, or the `errno` of what failed.
 */
typedef int32_t (*diram_write_fn)(void *user, const uint8_t *data, size_t len);

/**
 * The bytes; their number goes to `len` (may be NULL). One NUL follows them and is not counted, so
 * text can be printed at once. The pointer lives as long as the buffer; NULL for NULL.
 */
const uint8_t *diram_buffer_data(const diram_buffer *buffer, size_t *len);

/**
 * Frees a buffer. NULL is allowed.
 */
void diram_buffer_free(diram_buffer *buffer);

/**
 * The whole report as JSON. UTF-8 and NUL-terminated; its length goes to `len` (may be NULL).
 * Lives as long as the report; NULL for NULL.
 */
const char *diram_report_json(const diram_report *report, size_t *len);

/**
 * One number of a report, to `out`; true is 1, false is 0, and a list gives how many items it has
 * (the key `""` is the whole report). `DIRAM_ERR_NOT_FOUND` when the report has no such value,
 * `DIRAM_ERR_ARGUMENT` when it is not a number. Whole numbers above 2^53 are rounded; the JSON has
 * them exactly.
 */
diram_status diram_report_number(const diram_report *report, const char *key, double *out);

/**
 * One text of a report, or NULL when the report has no such text. UTF-8 and NUL-terminated; its
 * length goes to `len` (may be NULL). Lives as long as the report.
 */
const char *diram_report_text(const diram_report *report, const char *key, size_t *len);

/**
 * Frees a report. NULL is allowed.
 */
void diram_report_free(diram_report *report);

/**
 * Makes a reader from callbacks. `seek` may be NULL where only a stream is needed. `drop` (may be
 * NULL) is called with `user` when the last handle that reads is freed. On failure (`read` is NULL)
 * nothing is taken over and `drop` is not called.
 */
diram_status diram_reader_new(void *user,
                              diram_read_fn read,
                              diram_seek_fn seek,
                              diram_drop_fn drop,
                              diram_reader **out);

/**
 * Frees a reader. NULL is allowed.
 */
void diram_reader_free(diram_reader *reader);

/**
 * Makes a writer from a callback. `drop` (may be NULL) is called with `user` when the last handle
 * that writes is freed. On failure (`write` is NULL) nothing is taken over and `drop` is not
 * called.
 */
diram_status diram_writer_new(void *user,
                              diram_write_fn write,
                              diram_drop_fn drop,
                              diram_writer **out);

/**
 * Frees a writer. NULL is allowed.
 */
void diram_writer_free(diram_writer *writer);

/* ---- Operations: cancel, time limit, progress ---------------------------------------------- */

/**
 * The number of all bytes while nobody can know it, as with a pipe.
 */
#define DIRAM_UNKNOWN UINT64_MAX

/**
 * One running operation as its caller sees it: give it to a long call, and cancel that call, limit
 * its time or watch it from here. Any thread may use it at any time. The caller frees it with
 * `diram_op_free`, also while the call still runs. An operation serves one call at a time (or one
 * open entry); one that was cancelled stays so.
 */
typedef struct diram_op diram_op;

/**
 * Called during a long call, at most ten times a second and once at the end, on the thread that
 * made the call: `done` of `total` bytes (`DIRAM_UNKNOWN` while nobody knows), and the `phase`
 * (`"pack"`, `"verify"`, `"heal"`, `"unpack"`, `"read"`, `"scan"`, or `"resolve"`, which counts requests
 * instead; only for this call). Returns 0 to go on; anything else cancels. It must not use the
 * operation it is called for.
 */
typedef int32_t (*diram_progress_fn)(void *user, uint64_t done, uint64_t total, const char *phase);

/**
 * Makes an operation without time limit or callback. NULL only after a panic.
 */
diram_op *diram_op_new(void);

/**
 * Ends the operation at its next step with `DIRAM_ERR_CANCELLED`.
 */
void diram_op_cancel(diram_op *op);

/**
 * Ends the operation with `DIRAM_ERR_DEADLINE` once `milliseconds` from now have passed.
 */
void diram_op_set_timeout_ms(diram_op *op, uint64_t milliseconds);

/**
 * How far the operation is, for those who rather ask than be called: bytes `done`, bytes in
 * `total` (`DIRAM_UNKNOWN` while nobody knows) and the `phase` (`""` before the first; lives as
 * long as the operation). Each place may be NULL.
 */
diram_status diram_op_progress(const diram_op *op,
                               uint64_t *done,
                               uint64_t *total,
                               const char **phase);

/**
 * Sets what is called with the progress, instead of what was set before. `drop` (may be NULL) is
 * called with `user` when the operation and what it serves need it no more. On failure
 * (`progress` is NULL) nothing is taken over and `drop` is not called.
 */
diram_status diram_op_on_progress(diram_op *op,
                                  diram_progress_fn progress,
                                  void *user,
                                  diram_drop_fn drop);

/**
 * Frees an operation. NULL is allowed. A call that it serves goes on.
 */
void diram_op_free(diram_op *op);

/* ---- Versions ------------------------------------------------------------------------------ */

/**
 * The field of a version whose state is asked for: major.
 */
#define SEMVERX_MAJOR 0

/**
 * The field of a version whose state is asked for: minor.
 */
#define SEMVERX_MINOR 1

/**
 * The field of a version whose state is asked for: patch.
 */
#define SEMVERX_PATCH 2

/**
 * A version: three numbers with a state each, a tail and a build. Owned by the caller, who frees it
 * with `semverx_version_free`. Immutable: any thread may read it. Its texts live as long as it does.
 */
typedef struct semverx_version semverx_version;

/**
 * Reads a version: canonical (`2.stable.1.stable.0.experimental`), short (`2.1.0.experimental`) or
 * plain (`2.1.0-rc.1+linux`, SemVer). `DIRAM_ERR_VERSION` for anything else; the error's details have
 * `text`, `column` and `suggestion`.
 */
diram_status semverx_parse(const char *text,
                           size_t text_len,
                           semverx_version **out,
                           diram_error **err);

/**
 * Whether a text is a version: 1 if `semverx_parse` would read it, else 0.
 */
int32_t semverx_validate(const char *text, size_t text_len);

/**
 * Reads a version that has to be SemVer: three numbers and no states. Otherwise like
 * `semverx_parse`.
 */
diram_status semverx_version_from_semver(const char *text,
                                         size_t text_len,
                                         semverx_version **out,
                                         diram_error **err);

/**
 * The first number, at most 2^53 − 1; 0 for NULL.
 */
uint64_t semverx_version_major(const semverx_version *version);

/**
 * The second number; otherwise like `semverx_version_major`.
 */
uint64_t semverx_version_minor(const semverx_version *version);

/**
 * The third number; otherwise like `semverx_version_major`.
 */
uint64_t semverx_version_patch(const semverx_version *version);

/**
 * Whether all three states are stable and there is no tail; 0 for NULL.
 */
int32_t semverx_version_is_stable(const semverx_version *version);

/**
 * Everything at once: `text`, `major`, `minor`, `patch`, `states`, `pre`, `build`, `stable`,
 * `sort_key`, `semver`, `plain`.
 */
diram_status semverx_version_report(const semverx_version *version,
                                    diram_report **report,
                                    diram_error **err);

/**
 * The order of two versions: −1, 0 or 1. Builds do not count. NULL comes before every version.
 */
int32_t semverx_compare(const semverx_version *a, const semverx_version *b);

/**
 * Whether two versions are equal and have the same build; 0 if one is NULL.
 */
int32_t semverx_identical(const semverx_version *a, const semverx_version *b);

/**
 * Frees a version. NULL is allowed.
 */
void semverx_version_free(semverx_version *version);

/**
 * The canonical text, `2.stable.1.stable.0.stable`. NUL-terminated; its length goes to `len` (may be
 * NULL). Lives as long as the version; NULL for NULL.
 */
const char *semverx_version_text(const semverx_version *version,
                                 size_t *len);

/**
 * The shortest text that reads back as the identical version: plain, short or canonical. Otherwise
 * like `semverx_version_text`.
 */
const char *semverx_version_compact(const semverx_version *version, size_t *len);

/**
 * The SemVer text that means the same, or NULL unless all three states are stable. Otherwise like
 * `semverx_version_text`.
 */
const char *semverx_version_plain(const semverx_version *version, size_t *len);

/**
 * A text for tools that know only SemVer: keeps the order, and no two versions share one. It does
 * not read back; `semverx_version_plain` is the text that does. Otherwise like
 * `semverx_version_text`.
 */
const char *semverx_version_semver(const semverx_version *version, size_t *len);

/**
 * ASCII text that `strcmp` sorts as the versions are, the same for versions that differ only in
 * build: a key for databases and hash tables. Otherwise like `semverx_version_text`.
 */
const char *semverx_version_sort_key(const semverx_version *version, size_t *len);

/**
 * The overall state, which is the lowest of the three: `stable`, `experimental`, `legacy` or a name of
 * the publisher's own. Otherwise like `semverx_version_text`.
 */
const char *semverx_version_state(const semverx_version *version,
                                  size_t *len);

/**
 * The state of one number: `field` is `SEMVERX_MAJOR`, `SEMVERX_MINOR` or `SEMVERX_PATCH`, and NULL
 * comes for any other. Otherwise like `semverx_version_text`.
 */
const char *semverx_version_state_of(const semverx_version *version, int32_t field, size_t *len);

/**
 * The pre-release tail without its `-`, or NULL without one. Otherwise like `semverx_version_text`.
 */
const char *semverx_version_pre(const semverx_version *version, size_t *len);

/**
 * The build without its `+`, or NULL without one. Otherwise like `semverx_version_text`.
 */
const char *semverx_version_build(const semverx_version *version, size_t *len);

/* ---- Versions: policies -------------------------------------------------------------------- */

/**
 * What is allowed beyond what ranges say. Made with the defaults by `semverx_policy_new`, freed by the
 * caller with `semverx_policy_free`; a call copies what it needs, and NULL stands for the defaults.
 * Any thread may use it at any time.
 */
typedef struct semverx_policy semverx_policy;

/**
 * The default policy. NULL only after a panic.
 */
semverx_policy *semverx_policy_new(void);

/**
 * Reads a policy from a JSON object: `allow_experimental`, `allow_legacy`, `allow_prerelease`,
 * `auto_update`, `max_update_rate`, `min_release_age` (seconds, or text such as `"3d"`), `max_fault`,
 * `lines`, `sources`, `overrides`, `budget`, `strict`. Keys that are missing or null keep their
 * default. `DIRAM_ERR_POLICY` for another key, whose nearest the hint names, or a wrong value.
 */
diram_status semverx_policy_from_json(const char *text,
                                      size_t text_len,
                                      semverx_policy **out,
                                      diram_error **err);

/**
 * The policy as canonical JSON: keys in order, those with default values left out, no blanks.
 */
diram_status semverx_policy_json(const semverx_policy *policy,
                                 diram_buffer **out,
                                 diram_error **err);

/**
 * Experimental states: 1 admits them everywhere, 0 nowhere except in an exact pin of the root. Never
 * set (the default): where a range names them.
 */
diram_status semverx_policy_set_allow_experimental(semverx_policy *policy,
                                                   int32_t allow,
                                                   diram_error **err);

/**
 * Legacy states; otherwise like `semverx_policy_set_allow_experimental`.
 */
diram_status semverx_policy_set_allow_legacy(semverx_policy *policy,
                                             int32_t allow,
                                             diram_error **err);

/**
 * Whether versions with a tail are admitted wherever the bounds admit them; 0 (the default): only
 * where a range names their numbers with a tail.
 */
diram_status semverx_policy_set_allow_prerelease(semverx_policy *policy,
                                                 int32_t allow,
                                                 diram_error **err);

/**
 * What happens when a newer version is published: `off`, `opt-in` (the default) or `mandatory`.
 */
diram_status semverx_policy_set_auto_update(semverx_policy *policy,
                                            const char *when,
                                            size_t when_len,
                                            diram_error **err);

/**
 * The most updates accepted a second. Default: 5.
 */
diram_status semverx_policy_set_max_update_rate(semverx_policy *policy,
                                                uint32_t rate,
                                                diram_error **err);

/**
 * How old a release must be, in seconds, less than 2^53. Default: none is too young.
 */
diram_status semverx_policy_set_min_release_age(semverx_policy *policy,
                                                uint64_t seconds,
                                                diram_error **err);

/**
 * The worst fault level that a resolution still chooses, 0 to 17. Default: 5.
 */
diram_status semverx_policy_set_max_fault(semverx_policy *policy,
                                          uint32_t level,
                                          diram_error **err);

/**
 * Lets versions of one package stand side by side: `major`, one for each major number and its state.
 * Default: one version a package.
 */
diram_status semverx_policy_set_lines(semverx_policy *policy,
                                      const char *lines,
                                      size_t lines_len,
                                      diram_error **err);

/**
 * Says where packages come from: `pattern` is a name, or the beginning of names and `*`.
 */
diram_status semverx_policy_add_source(semverx_policy *policy,
                                       const char *pattern,
                                       size_t pattern_len,
                                       const char *source,
                                       size_t source_len,
                                       diram_error **err);

/**
 * Replaces whatever range is required of the package `name`.
 */
diram_status semverx_policy_add_override(semverx_policy *policy,
                                         const char *name,
                                         size_t name_len,
                                         const char *range,
                                         size_t range_len,
                                         diram_error **err);

/**
 * The most steps a resolution may take, less than 2^53. Default: 1000000.
 */
diram_status semverx_policy_set_budget(semverx_policy *policy, uint64_t steps, diram_error **err);

/**
 * Whether checks that otherwise report refuse. Default: 0.
 */
diram_status semverx_policy_set_strict(semverx_policy *policy, int32_t strict, diram_error **err);

/**
 * Frees a policy. NULL is allowed.
 */
void semverx_policy_free(semverx_policy *policy);

/* ---- Versions: ranges ---------------------------------------------------------------------- */

/**
 * A set of versions as people write it, for example `^1.2 || 2.*.*.stable`. Owned by the caller, who
 * frees it with `semverx_range_free`. Immutable: any thread may use it. Two ranges are equal when
 * their texts are.
 */
typedef struct semverx_range semverx_range;

/**
 * Reads a range. `DIRAM_ERR_RANGE` for what is none, `DIRAM_ERR_LIMIT` for more than 4096 bytes or 64
 * comparators; the error's details have `text`, `column` and `suggestion`.
 */
diram_status semverx_range_parse(const char *text,
                                 size_t text_len,
                                 semverx_range **out,
                                 diram_error **err);

/**
 * The canonical text. NUL-terminated; its length goes to `len` (may be NULL). Lives as long as the
 * range; NULL for NULL.
 */
const char *semverx_range_text(const semverx_range *range, size_t *len);

/**
 * The canonical text of the one version that the range is, or NULL when it is not one exact version.
 * Otherwise like `semverx_range_text`.
 */
const char *semverx_range_exact_pin(const semverx_range *range,
                                    size_t *len);

/**
 * Whether a version is in the range under the default policy; 0 if one is NULL.
 */
int32_t semverx_range_contains(const semverx_range *range, const semverx_version *version);

/**
 * Whether a version is in the range under a policy, asked by the root, to `out`. `policy` may be
 * NULL.
 */
diram_status semverx_range_contains_with(const semverx_range *range,
                                         const semverx_version *version,
                                         const semverx_policy *policy,
                                         int32_t *out,
                                         diram_error **err);

/**
 * Why a version is in the range or not: `admitted`, `reason` (`admitted`, `outside`,
 * `state_not_named`, `state_refused`, `prerelease`), `message`, and `hint`, a change that admits it.
 * `policy` may be NULL.
 */
diram_status semverx_range_explain(const semverx_range *range,
                                   const semverx_version *version,
                                   const semverx_policy *policy,
                                   diram_report **report,
                                   diram_error **err);

/**
 * The versions in both ranges. `DIRAM_ERR_LIMIT` when the result would be too long for a range.
 */
diram_status semverx_range_intersect(const semverx_range *a,
                                     const semverx_range *b,
                                     semverx_range **out,
                                     diram_error **err);

/**
 * The versions in either range. Otherwise like `semverx_range_intersect`.
 */
diram_status semverx_range_union(const semverx_range *a,
                                 const semverx_range *b,
                                 semverx_range **out,
                                 diram_error **err);

/**
 * Whether every version in `a` is in `b`, over all possible versions and under the default policy, to
 * `out`. `DIRAM_ERR_LIMIT` when that would take too many steps.
 */
diram_status semverx_range_is_subset(const semverx_range *a,
                                     const semverx_range *b,
                                     int32_t *out,
                                     diram_error **err);

/**
 * Whether no version at all is in the range, under the default policy, to `out`. `DIRAM_ERR_LIMIT`
 * when that would take too many steps.
 */
diram_status semverx_range_is_empty(const semverx_range *range, int32_t *out, diram_error **err);

/**
 * Frees a range. NULL is allowed.
 */
void semverx_range_free(semverx_range *range);

/* ---- Versions: texts, and lists of them ---------------------------------------------------- */

/**
 * Whether a version is in a range, to `out`. `DIRAM_ERR_VERSION` or `DIRAM_ERR_RANGE` for texts that
 * are none, with what to write instead.
 */
diram_status semverx_satisfies(const char *version,
                               size_t version_len,
                               const char *range,
                               size_t range_len,
                               int32_t *out,
                               diram_error **err);

/**
 * `semverx_satisfies` under a policy, which may be NULL.
 */
diram_status semverx_satisfies_with(const char *version,
                                    size_t version_len,
                                    const char *range,
                                    size_t range_len,
                                    const semverx_policy *policy,
                                    int32_t *out,
                                    diram_error **err);

/**
 * `semverx_satisfies` for a list: `out[i]` is 1 if `versions[i]`, `lens[i]` bytes long, is in the
 * range, else 0. `lens` NULL means that all texts end in a NUL. A text that is no version fails the
 * whole call, and the error's details have its `index`. `policy` may be NULL.
 */
diram_status semverx_satisfies_many(const char *const *versions,
                                    const size_t *lens,
                                    size_t count,
                                    const char *range,
                                    size_t range_len,
                                    const semverx_policy *policy,
                                    int32_t *out,
                                    diram_error **err);

/**
 * The places of the versions that are in the range, in the order given, to `out`, which has room for
 * `count`; and to `found` how many they are. Otherwise like `semverx_satisfies_many`.
 */
diram_status semverx_filter(const char *const *versions,
                            const size_t *lens,
                            size_t count,
                            const char *range,
                            size_t range_len,
                            const semverx_policy *policy,
                            size_t *out,
                            size_t *found,
                            diram_error **err);

/**
 * The place of the version to take, to `out`; `SEMVERX_NONE` when none is in the range. The more
 * settled overall state is taken first, then the version without a tail, then the highest, then the
 * first given. Otherwise like `semverx_satisfies_many`.
 */
diram_status semverx_max_satisfying(const char *const *versions,
                                    const size_t *lens,
                                    size_t count,
                                    const char *range,
                                    size_t range_len,
                                    const semverx_policy *policy,
                                    size_t *out,
                                    diram_error **err);

/**
 * The places of the versions in ascending order, to `out`; equal versions keep their order. Otherwise
 * like `semverx_satisfies_many`.
 */
diram_status semverx_sort(const char *const *versions,
                          const size_t *lens,
                          size_t count,
                          size_t *out,
                          diram_error **err);

/**
 * The order of `a[i]` and `b[i]`, to `out[i]`: −1, 0 or 1; builds do not count. Otherwise like
 * `semverx_satisfies_many`.
 */
diram_status semverx_compare_many(const char *const *a,
                                  const size_t *a_lens,
                                  const char *const *b,
                                  const size_t *b_lens,
                                  size_t count,
                                  int32_t *out,
                                  diram_error **err);

/* ---- Fault levels -------------------------------------------------------------------------- */

/**
 * The name of a fault level, 0 to 17: `CLEAN`, `LOW_WARNING`, … `SYSTEM_PANIC`. NULL for any other
 * number; lives as long as the library.
 */
const char *diram_fault_name(uint32_t level);

/**
 * The band of a fault level: `CLEAN` (0), `WARNING` (1 to 5), `DANGER` (6 to 11) or `PANIC` (12 to 17),
 * as `fault_state` in reports. NULL for any other number; lives as long as the library.
 */
const char *diram_fault_band(uint32_t level);

/**
 * What a fault level asks for: `NO_ACTION` (0), `NOTIFY_OBSERVERS` (1 to 5), `REQUEST_MANUAL_REVIEW` (6 to
 * 11, and the version is frozen) or `SYSTEM_RESET` (12 to 17), as `action` in reports. NULL for any other
 * number; lives as long as the library.
 */
const char *diram_fault_action(uint32_t level);

/**
 * The level that a cause raises a version to, 1 to 17, or −1 for a text that names none. By level:
 * `stale`, `deprecated`, `parity_warning`, `yanked_but_locked`, `advisory_low`, `advisory_medium`,
 * `near_name`, `observers_failing`, `advisory_high`, `signature_missing`, `signature_invalid`,
 * `parity_panic`, `hash_mismatch`, `advisory_critical`, `head_invalid`, `blob_lost`, `store_broken`.
 */
int32_t diram_fault_of_cause(const char *cause,
                             size_t cause_len);

/* ---- Registries: opening them -------------------------------------------------------------- */

/**
 * An open registry: packages, their versions and who needs whom, in memory. Nothing is written back:
 * what is published or undone lasts as long as the handle and what was made from it. Freed by the
 * caller with `diram_registry_free`. Any thread may use it at any time; readers never wait for a
 * change.
 */
typedef struct diram_registry diram_registry;

/**
 * Options of opening a registry. Made with the defaults by `diram_registry_options_new`, freed by the
 * caller with `diram_registry_options_free`; a call copies what it needs. Any thread may use it, one
 * after the other.
 */
typedef struct diram_registry_options diram_registry_options;

/**
 * The default options. NULL only after a panic.
 */
diram_registry_options *diram_registry_options_new(void);

/**
 * Sets the source that names are looked up in. Default: `live`, or the only one of a folder.
 */
diram_status diram_registry_options_set_tier(diram_registry_options *options,
                                             const char *tier,
                                             size_t tier_len,
                                             diram_error **err);

/**
 * Sets the Ed25519 key that snapshots are signed with, by the 32 bytes of its secret. Default: none.
 */
diram_status diram_registry_options_set_signing_key(diram_registry_options *options,
                                                    const uint8_t *secret,
                                                    size_t secret_len,
                                                    diram_error **err);

/**
 * Sets the policy of resolvers over the registry. Default: the default policy.
 */
diram_status diram_registry_options_set_policy(diram_registry_options *options,
                                               const semverx_policy *policy,
                                               diram_error **err);

/**
 * Fixes the time of all changes, in seconds since 1970; then only `diram_registry_advance_clock` moves
 * it. Default: the clock.
 */
diram_status diram_registry_options_set_clock(diram_registry_options *options,
                                              uint64_t seconds,
                                              diram_error **err);

/**
 * Whether a publish that the gates of `diram_registry_gate_publish` find `INCOHERENT` is refused with
 * `DIRAM_ERR_GATE`, and with a strict policy one that they find `INSUFFICIENT` too. Default: 0, and what
 * they say is in the report of the publish only.
 */
diram_status diram_registry_options_set_gated(diram_registry_options *options,
                                              int32_t gated,
                                              diram_error **err);

/**
 * Sets what ends the wait for a pipe that is opened as a registry; NULL for nothing, as by default.
 */
diram_status diram_registry_options_set_op(diram_registry_options *options,
                                           const diram_op *op,
                                           diram_error **err);

/**
 * Sets the most bytes that are read, all files together. Default: 1 GiB.
 */
diram_status diram_registry_options_set_max_bytes(diram_registry_options *options,
                                                  uint64_t bytes,
                                                  diram_error **err);

/**
 * Frees options. NULL is allowed.
 */
void diram_registry_options_free(diram_registry_options *options);

/**
 * Opens a registry file (`.ndjson`, one version a line), or a folder of them, each one source named
 * after its file. The first line that is wrong is named, and nothing is loaded then. A URL is
 * `DIRAM_ERR_UNSUPPORTED`. `options` may be NULL.
 */
diram_status diram_registry_open(const char *endpoint,
                                 size_t endpoint_len,
                                 const diram_registry_options *options,
                                 diram_registry **out,
                                 diram_error **err);

/**
 * `diram_registry_open` on the text of a registry file.
 */
diram_status diram_registry_open_lines(const char *text,
                                       size_t text_len,
                                       const diram_registry_options *options,
                                       diram_registry **out,
                                       diram_error **err);

/**
 * Opens the registry that the environment names in `DIRAM_REGISTRY`, else `https://r.obinexus.org`.
 */
diram_status diram_registry_open_env(diram_registry **out, diram_error **err);

/**
 * The registry as it was in an earlier snapshot: the handle shows that state for ever, and a change of
 * it is `DIRAM_ERR_STATE`. A snapshot that is no longer kept is answered by the newest kept before it;
 * `DIRAM_ERR_SNAPSHOT` for a number that never was.
 */
diram_status diram_registry_at(const diram_registry *registry,
                               uint64_t seq,
                               diram_registry **out,
                               diram_error **err);

/**
 * Which state the handle shows: `seq`, `root`, `roots`, `time`, `parent`, `note`, `signed_by`.
 */
diram_status diram_registry_snapshot(const diram_registry *registry,
                                     diram_report **report,
                                     diram_error **err);

/**
 * The source that names are looked up in. UTF-8 and NUL-terminated; its length goes to `len` (may be
 * NULL). Lives as long as the handle; NULL for NULL.
 */
const char *diram_registry_source(const diram_registry *registry,
                                  size_t *len);

/**
 * The public key that signs its snapshots, 64 hexadecimal digits, or NULL if nothing does. Otherwise
 * like `diram_registry_source`.
 */
const char *diram_registry_public_key(const diram_registry *registry,
                                      size_t *len);

/**
 * Frees a registry. NULL is allowed.
 */
void diram_registry_free(diram_registry *registry);

/* ---- Registries: looking ------------------------------------------------------------------- */

/**
 * The names of all packages of which a version can be had: a list of texts, ascending.
 */
diram_status diram_registry_names(const diram_registry *registry,
                                  diram_report **report,
                                  diram_error **err);

/**
 * The versions of a package that can be had: a list, ascending, of `version`, `compact`, `stable`,
 * `yanked`, `fault`, `fault_state`, `published`. `DIRAM_ERR_NOT_FOUND` if there are none, with near
 * names in the error's details.
 */
diram_status diram_registry_versions(const diram_registry *registry,
                                     const char *name,
                                     size_t name_len,
                                     diram_report **report,
                                     diram_error **err);

/**
 * All about one version: `source`, `name`, `version`, `compact`, `deps`, `yanked`, `fault`,
 * `fault_name`, `fault_state`, `sha256`, `published`, `hash`. `DIRAM_ERR_NOT_FOUND` as
 * `diram_registry_versions`.
 */
diram_status diram_registry_info(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 diram_report **report,
                                 diram_error **err);

/**
 * The version's node in the registry's tree: `package_id`, `version`, `left`, `right`, `height`,
 * `dependencies`, `dependents`, `access_tier`, `access_level`, `observers`, `last_update`,
 * `update_count`, `fault_state`, `checksum`. `DIRAM_ERR_NOT_FOUND` as `diram_registry_versions`.
 */
diram_status diram_registry_node(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 diram_report **report,
                                 diram_error **err);

/**
 * Names that hold `text`, ascending, else names near it, at most 100: a list of `name` and `best`, the
 * highest stable version.
 */
diram_status diram_registry_search(const diram_registry *registry,
                                   const char *text,
                                   size_t text_len,
                                   diram_report **report,
                                   diram_error **err);

/**
 * What a package needs, directly and further on, whichever of its versions: `nodes`, a list of `name`
 * and `versions`, and `edges`, a list of `from`, `version`, `to` and `range`. `DIRAM_ERR_NOT_FOUND` as
 * `diram_registry_versions`.
 */
diram_status diram_registry_graph(const diram_registry *registry,
                                  const char *name,
                                  size_t name_len,
                                  diram_report **report,
                                  diram_error **err);

/**
 * Every version of every package that needs this one: a list of `name`, `version` and `range`.
 */
diram_status diram_registry_dependents(const diram_registry *registry,
                                       const char *name,
                                       size_t name_len,
                                       diram_report **report,
                                       diram_error **err);

/**
 * What changed from snapshot `a` to snapshot `b`: a list of `source`, `name`, `version`, `kind`, `old`
 * and `new`. `DIRAM_ERR_SNAPSHOT` for a number that never was.
 */
diram_status diram_registry_diff(const diram_registry *registry,
                                 uint64_t a,
                                 uint64_t b,
                                 diram_report **report,
                                 diram_error **err);

/**
 * The proof that a version is there or is not, or with `version` NULL, that any version of the name
 * is: `source`, `name`, `version`, `present`, `near`, `head`, `tree`.
 */
diram_status diram_registry_prove(const diram_registry *registry,
                                  const char *name,
                                  size_t name_len,
                                  const char *version,
                                  size_t version_len,
                                  diram_report **report,
                                  diram_error **err);

/* ---- Registries: changing ------------------------------------------------------------------ */

/**
 * Publishes a version into the registry's source: one line of a registry file, a JSON object of `name`,
 * `version`, `deps` and, if wanted, `yanked`, `fault`, `sha256`, `published` (default: now).
 * `DIRAM_ERR_EXISTS` for a version that is there, whatever its build, or was undone; `DIRAM_ERR_PLUGIN` if a
 * plugin refuses, `DIRAM_ERR_GATE` if a gated registry does. The report says what every change does:
 * `snapshot`, as `diram_registry_snapshot`, `proof`, as `diram_registry_prove`, and `gates`, as
 * `diram_registry_gate`, which is null but for a publish. It may be NULL.
 */
diram_status diram_registry_publish(const diram_registry *registry,
                                    const char *line,
                                    size_t line_len,
                                    diram_report **report,
                                    diram_error **err);

/**
 * Withdraws a version: only a lock or an exact pin of the root chooses it from now on.
 * `DIRAM_ERR_NOT_FOUND` with near names or versions in the error's details. The report is
 * `diram_registry_publish`'s.
 */
diram_status diram_registry_yank(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 diram_report **report,
                                 diram_error **err);

/**
 * Takes the withdrawal back. Otherwise like `diram_registry_yank`.
 */
diram_status diram_registry_unyank(const diram_registry *registry,
                                   const char *name,
                                   size_t name_len,
                                   const char *version,
                                   size_t version_len,
                                   diram_report **report,
                                   diram_error **err);

/**
 * Sets a version's fault level, 0 to 17. Otherwise like `diram_registry_yank`.
 */
diram_status diram_registry_set_fault(const diram_registry *registry,
                                      const char *name,
                                      size_t name_len,
                                      const char *version,
                                      size_t version_len,
                                      uint32_t level,
                                      diram_report **report,
                                      diram_error **err);

/**
 * Brings everything about one package back to the snapshot `*to`, in a new snapshot; with `to` NULL it
 * undoes the package's latest change, and called again the one before. Versions that were not there
 * then are gone, and their numbers are never free again. `DIRAM_ERR_NOT_FOUND` with near names in the
 * error's details; `DIRAM_ERR_SNAPSHOT` for a number that never was or is no longer kept, or when there
 * is nothing to undo. The report is `diram_registry_publish`'s.
 */
diram_status diram_registry_rollback(const diram_registry *registry,
                                     const char *name,
                                     size_t name_len,
                                     const uint64_t *to,
                                     diram_report **report,
                                     diram_error **err);

/* ---- Registries: faults and gates ---------------------------------------------------------- */

/**
 * Says that a version was found at fault, by level or by `diram_fault_of_cause`, and does what its level
 * asks for. The level only rises (`diram_registry_set_fault` sets any); where it is as high already,
 * nothing changes. A fault of integrity (13, 15, 16, 17) undoes a version that was at fault 6 or more ever
 * since it came; other versions stay what they are.
 *
 * The report, which may be NULL: `name`, `version`, `before`, `fault`, `fault_state`, `action`, `frozen`,
 * `rolled_back_to`, `undone`, `snapshot`. `DIRAM_ERR_NOT_FOUND` with near names or versions in the error's
 * details, `DIRAM_ERR_EXISTS` for a version that was undone.
 */
diram_status diram_registry_handle_fault(const diram_registry *registry,
                                         const char *name,
                                         size_t name_len,
                                         const char *version,
                                         size_t version_len,
                                         uint32_t level,
                                         diram_report **report,
                                         diram_error **err);

/**
 * The versions that can be had and have at least this fault level, by name and version: a list of
 * `name`, `version`, `fault`, `fault_name`, `fault_state`, `action`, `frozen`. 1 for everything that is
 * known, 6 for what waits for a review.
 */
diram_status diram_registry_faults(const diram_registry *registry,
                                   uint32_t at_least,
                                   diram_report **report,
                                   diram_error **err);

/**
 * May this version be installed? The report: `name`, `version`, `outcome` (`VALID`, `INSUFFICIENT` or
 * `INCOHERENT`), `gates`, `near`, `proof`. `gates` is a list of eight, always in this order: `syntax`,
 * `rights`, `existence`, `near_name`, `cooldown`, `integrity`, `fault`, `plugins`; each has its `gate`, a
 * `verdict`, which is one of the three or `SKIPPED`, and a `reason`. A text that is no name or version is
 * an answer too.
 *
 * `options` is a JSON object, or NULL for none: `now` (seconds since 1970; default: the registry's clock),
 * `sha256` (hex) and `coherence` (0 to 1000 thousandths) as measured of the package, `may_list` (whether
 * the caller may know what the source holds; default true), `guarded_dependents` (from how many
 * dependents on a name is guarded; default 10).
 */
diram_status diram_registry_gate(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 const char *version,
                                 size_t version_len,
                                 const char *options,
                                 size_t options_len,
                                 diram_report **report,
                                 diram_error **err);

/**
 * May this line of a registry file be published? It is not. Report and options are
 * `diram_registry_gate`'s.
 */
diram_status diram_registry_gate_publish(const diram_registry *registry,
                                         const char *line,
                                         size_t line_len,
                                         const char *options,
                                         size_t options_len,
                                         diram_report **report,
                                         diram_error **err);

/* ---- Registries: observing ----------------------------------------------------------------- */

/**
 * Since now, for `diram_observer_open`.
 */
#define DIRAM_SINCE_NOW UINT64_MAX

/**
 * For ever, for `diram_observer_next`.
 */
#define DIRAM_FOREVER UINT64_MAX

/**
 * The days without a release after which a package is usually called stale.
 */
#define DIRAM_STALE_DAYS 90

/**
 * Hears of what happens to one package of a registry, and keeps it until asked. Freed by the caller with
 * `diram_observer_free`. Any thread may use it at any time; each update goes to one of those that ask.
 */
typedef struct diram_observer diram_observer;

/**
 * Called when a new update may be ready, on the thread of the call that made it so, which is one of a
 * change, of `diram_registry_advance_clock` or of `diram_observer_on_ready` itself; the observer is then
 * asked elsewhere or later.
 */
typedef void (*diram_ready_fn)(void *user);

/**
 * Observes a package: what happens to its versions from now on, and mandatory updates of the packages
 * that it needs. With a snapshot's number as `since`, first everything after that snapshot; if that is no
 * longer kept, one `resync` and then what is kept. `DIRAM_SINCE_NOW` asks for nothing of the past.
 *
 * At most `max_update_rate` of the registry's policy come a second, twice as many at once; what comes
 * faster is kept, the newest of each version. Mandatory updates are never held back.
 *
 * `DIRAM_ERR_NOT_FOUND` with near names in the error's details; `DIRAM_ERR_TOO_MANY_OBSERVERS` beyond 100 of
 * a package; `DIRAM_ERR_SNAPSHOT` for one that does not exist yet; `DIRAM_ERR_STATE` for a registry of
 * `diram_registry_at`.
 */
diram_status diram_observer_open(const diram_registry *registry,
                                 const char *name,
                                 size_t name_len,
                                 uint64_t since,
                                 diram_observer **out,
                                 diram_error **err);

/**
 * The next update; waits for it at most `timeout_ms`, 0 for not at all, `DIRAM_FOREVER` for as long as it
 * takes. When none came, `*report` is set to NULL. `op` may be NULL; cancelled or late, it ends the wait
 * within a tenth of a second.
 *
 * The report: `package`, `old_version`, `version`, `kind`, `seq`, `index`, `fault`, `dependents`, `fix`,
 * `merged`. `kind` is `publish`, `opt_in`, `yank`, `unyank`, `fault`, `rollback`, `mandatory`, `stale` or
 * `resync`; (`seq`, `index`) is the update's place in the history.
 *
 * With a fixed clock `timeout_ms` is still real time, and what is held back waits for
 * `diram_registry_advance_clock`.
 */
diram_status diram_observer_next(const diram_observer *observer,
                                 uint64_t timeout_ms,
                                 diram_op *op,
                                 diram_report **report,
                                 diram_error **err);

/**
 * Milliseconds until `diram_observer_next` will have one, to `out`: 0 for now, `DIRAM_UNKNOWN` if nothing is
 * held back. With a fixed clock they are that clock's.
 */
diram_status diram_observer_wait(const diram_observer *observer,
                                 uint64_t *out,
                                 diram_error **err);

/**
 * Sets what is called when an update may be ready, instead of what was set before, and calls it at once if
 * one is: for event loops, whose `ready` writes a byte to a pipe. Then ask `diram_observer_next` without
 * waiting until there is none, and again after `diram_observer_wait`. `drop` (may be NULL) is called
 * with `user` when nothing needs it any more. On failure (`ready` is NULL) nothing is taken over and
 * `drop` is not called.
 */
diram_status diram_observer_on_ready(diram_observer *observer,
                                     diram_ready_fn ready,
                                     void *user,
                                     diram_drop_fn drop,
                                     diram_error **err);

/**
 * Frees an observer, which ends its subscription. NULL is allowed.
 */
void diram_observer_free(diram_observer *observer);

/**
 * Moves the clock of a registry that was opened with a fixed one. `DIRAM_ERR_STATE` when the clock is the
 * system's.
 */
diram_status diram_registry_advance_clock(const diram_registry *registry,
                                          uint64_t milliseconds,
                                          diram_error **err);

/**
 * The observed packages whose newest release is older than this many days, usually `DIRAM_STALE_DAYS`: a
 * list by name, of updates of kind `stale` about the newest version. Their observers are told too, once for
 * each version. A package whose newest version has no known time of publication is not stale.
 * `DIRAM_ERR_STATE` for a registry of `diram_registry_at`. `report` may be NULL.
 */
diram_status diram_registry_check_stale(const diram_registry *registry,
                                        uint32_t days,
                                        diram_report **report,
                                        diram_error **err);

/* ---- Registries: plugins ------------------------------------------------------------------- */

/**
 * A plugin that refuses nothing and remembers what the packages that leave a lock leave behind: their
 * dependencies that leave with them, because nobody needs them any more. Freed by the caller with
 * `diram_orphans_free`, also while a registry has it. Any thread may use it at any time.
 */
typedef struct diram_orphans diram_orphans;

/**
 * A plugin that keeps versions with known vulnerabilities out of locks. An install is refused if an
 * advisory affects the version; an update if the new version has a vulnerability that the old one has not,
 * or if an advisory calls the new version fixed and affects it all the same. Freed by the caller with
 * `diram_scanner_free`, also while a registry has it. Immutable: any thread may use it.
 */
typedef struct diram_scanner diram_scanner;

/**
 * The place for a plugin's reason. Lent for the call of one hook: never freed, and not used after it.
 */
typedef struct diram_veto diram_veto;

/**
 * Asks a plugin about one package, JSON as `diram_registry_info` has it; or, for `on_resolve`, about
 * the whole answer: JSON of `requirements`, `packages`, `installs`, `updates` and `removes`. The text
 * is UTF-8 of `len` bytes, lent for the call, and ends in a NUL. Returns 0 for yes, anything else for no.
 */
typedef int32_t (*diram_plugin_fn)(void *ctx, const char *json, size_t len, diram_veto *veto);

/**
 * `diram_plugin_fn` about a package before and after.
 */
typedef int32_t (*diram_plugin_update_fn)(void *ctx,
                                          const char *old_json,
                                          size_t old_len,
                                          const char *new_json,
                                          size_t new_len,
                                          diram_veto *veto);

/**
 * A plugin: what `diram_registry_plug` copies. Set everything to zero, then `abi` to `DIRAM_ABI`, `size` to
 * `sizeof(diram_plugin)`, `name`, and the hooks that are wanted; a hook that is NULL agrees.
 *
 * A program that vetoes an install:
 *
 *     static int32_t no_log(void *ctx, const char *package, size_t len, diram_veto *veto) {
 *       (void)ctx, (void)len;
 *       if (strstr(package, "\"name\":\"log\"") == NULL) return 0;
 *       diram_veto_say(veto, "we log nothing", DIRAM_Z);
 *       return 1;
 *     }
 *
 *     diram_plugin plugin = {0};
 *     plugin.abi = DIRAM_ABI;
 *     plugin.size = sizeof plugin;
 *     plugin.name = "no-log";
 *     plugin.on_install = no_log;
 *     diram_registry_plug(registry, &plugin, &err);
 */
typedef struct {
  /**
   * `DIRAM_ABI`.
   */
  uint32_t abi;
  /**
   * `sizeof(diram_plugin)` as the program knows it: what lies beyond is not read.
   */
  uint32_t size;
  /**
   * What it is called in refusals, 1 to 128 bytes, different from the registry's other plugins.
   * NUL-terminated.
   */
  const char *name;
  /**
   * Its own version, for readers of the source; NULL is fine. NUL-terminated.
   */
  const char *version;
  /**
   * The pointer that every hook gets first.
   */
  void *ctx;
  /**
   * The time for one call, in milliseconds; 0 is 2000. A call that takes longer is a refusal and switches
   * the plugin off.
   */
  uint64_t deadline_ms;
  /**
   * May this version be published?
   */
  diram_plugin_fn on_publish;
  /**
   * May this package come into a lock?
   */
  diram_plugin_fn on_install;
  /**
   * May this package leave a lock?
   */
  diram_plugin_fn on_remove;
  /**
   * May this package change its version in a lock?
   */
  diram_plugin_update_fn on_update;
  /**
   * May this answer, as a whole, become a lock?
   */
  diram_plugin_fn on_resolve;
  /**
   * Called once with `ctx` when nothing needs the plugin any more; may be NULL.
   */
  diram_drop_fn drop;
} diram_plugin;

/**
 * Puts a plugin in, after those that are there: it is asked before every publish and every lock, and
 * any no stops them. The struct is copied; `ctx` stays the program's until `drop`.
 *
 * Hooks are called on a thread of the library's, each plugin after the other, while the call that asks
 * waits; when several threads change the registry, a hook may be called on several at once. A hook may read the
 * registry; to change it is `DIRAM_ERR_STATE`. One that does not return in time is left alone with its
 * thread, and `drop` comes after it has returned.
 *
 * `DIRAM_ERR_ARGUMENT` for another `abi`, a `size` that is too small, or a name that is taken; nothing is
 * taken over then, and `drop` is not called.
 */
diram_status diram_registry_plug(const diram_registry *registry,
                                 const diram_plugin *plugin,
                                 diram_error **err);

/**
 * Takes a plugin out. `out` (may be NULL) tells whether there was one of that name. A transaction that
 * is asking it at this moment goes on to; its `drop` tells when nothing does any more.
 */
diram_status diram_registry_unplug(const diram_registry *registry,
                                   const char *name,
                                   size_t name_len,
                                   int32_t *out,
                                   diram_error **err);

/**
 * The plugins in the order in which they are asked: a list of `name`, `on` and `why`, which says what
 * switched one off.
 */
diram_status diram_registry_plugins(const diram_registry *registry,
                                    diram_report **report,
                                    diram_error **err);

/**
 * Says why a plugin refuses, instead of what it said before in the same call; counts only if the hook then
 * returns no. `DIRAM_ERR_UTF8` for text that is not UTF-8.
 */
diram_status diram_veto_say(diram_veto *veto,
                            const char *text,
                            size_t text_len);

/**
 * Reads every `.json` file of a folder and of those below it as an advisory in the OSV format, whose
 * ecosystem is `SemVerX`: at most 1,000,000 files of together 1 GiB. The message names a file that cannot
 * be read, is no advisory (`DIRAM_ERR_FORMAT`), or contradicts another of its id.
 */
diram_status diram_scanner_open(const char *folder,
                                size_t folder_len,
                                diram_scanner **out,
                                diram_error **err);

/**
 * What was read: `advisories`, `withdrawn`, `foreign`, `other_entries`, `git_ranges`, `repeated`.
 */
diram_status diram_scanner_counts(const diram_scanner *scanner,
                                  diram_report **report,
                                  diram_error **err);

/**
 * The ids of the advisories that affect a version: a list of texts, ascending.
 */
diram_status diram_scanner_advisories(const diram_scanner *scanner,
                                      const char *name,
                                      size_t name_len,
                                      const char *version,
                                      size_t version_len,
                                      diram_report **report,
                                      diram_error **err);

/**
 * Whether nothing that is known against a package's version `from` is left in `to`, to `out`.
 */
diram_status diram_scanner_fixes(const diram_scanner *scanner,
                                 const char *name,
                                 size_t name_len,
                                 const char *from,
                                 size_t from_len,
                                 const char *to,
                                 size_t to_len,
                                 int32_t *out,
                                 diram_error **err);

/**
 * Puts a scanner in, as `diram_registry_plug` does a plugin; its name is `SecurityScanner`.
 * `DIRAM_ERR_ARGUMENT` when there is one.
 */
diram_status diram_registry_plug_scanner(const diram_registry *registry,
                                         const diram_scanner *scanner,
                                         diram_error **err);

/**
 * Frees a scanner. NULL is allowed.
 */
void diram_scanner_free(diram_scanner *scanner);

/**
 * One that has seen nothing yet. NULL only after a panic.
 */
diram_orphans *diram_orphans_new(void);

/**
 * The orphans of the last lock that was asked about: a list of labels, ascending.
 */
diram_status diram_orphans_report(const diram_orphans *orphans,
                                  diram_report **report,
                                  diram_error **err);

/**
 * Puts it in, as `diram_registry_plug` does a plugin; its name is `OrphanReport`. `DIRAM_ERR_ARGUMENT`
 * when there is one.
 */
diram_status diram_registry_plug_orphans(const diram_registry *registry,
                                         const diram_orphans *orphans,
                                         diram_error **err);

/**
 * Frees it. NULL is allowed.
 */
void diram_orphans_free(diram_orphans *orphans);

/* ---- Registries: transactions, locks ------------------------------------------------------- */

/**
 * A change of a registry, or a lock, that has been prepared and waits for votes. For programs that
 * ask plugins of their own, on their own thread; who plugs plugins in with `diram_registry_plug` needs
 * none. It holds no lock: freeing it lets go of it, and `diram_transaction_commit` finds out whether it is
 * still possible. Freed by the caller with `diram_transaction_free`. Any thread may use it, one after
 * the other.
 */
typedef struct diram_transaction diram_transaction;

/**
 * Prepares `diram_registry_publish`: fails as that does, but for what only the votes decide.
 */
diram_status diram_registry_begin_publish(const diram_registry *registry,
                                          const char *line,
                                          size_t line_len,
                                          diram_transaction **out,
                                          diram_error **err);

/**
 * What every plugin is to be asked, in order: a list of `hook` and its arguments. `on_publish`,
 * `on_install` and `on_remove` have `package`, `on_update` has `old` and `new`, all as
 * `diram_registry_info` has them; `on_resolve` has `proposal`, with `requirements`, `packages`,
 * `installs`, `updates` and `removes`. `DIRAM_ERR_CLOSED` after the commit.
 */
diram_status diram_transaction_calls(const diram_transaction *transaction,
                                     diram_report **report,
                                     diram_error **err);

/**
 * Asks the registry's own plugins and does it, if they and all `votes` agree. `votes` is JSON, a list with
 * one object for each plugin that the caller asked: its name as `plugin`, and `answers`, as many as
 * there are calls, each an object of `answer` (`yes`, `no`, `failed`, `late` or `missing`) and, if wanted,
 * `why`. NULL: the caller asked none.
 *
 * `DIRAM_ERR_PLUGIN` when an answer is not yes or one is missing; the error's details have all such
 * `votes`. Whether it succeeds or not, the transaction is done with: it answers `DIRAM_ERR_CLOSED` from
 * then on. Only `votes` that cannot be read leave it as it was. The report is that of
 * `diram_registry_publish` or `diram_registry_lock`; it may be NULL.
 */
diram_status diram_transaction_commit(diram_transaction *transaction,
                                      const char *votes,
                                      size_t votes_len,
                                      diram_report **report,
                                      diram_error **err);

/**
 * Frees a transaction; one that was not committed never happens. NULL is allowed.
 */
void diram_transaction_free(diram_transaction *transaction);

/**
 * Brings the lock of a project, `semverx-lock.json`, up to date with its manifest: `project` is the path
 * of a `package.json`, `pyproject.toml` or `Cargo.toml`, or of the folder of one. What was locked stays as
 * long as it fits. What comes, changes or goes passes the gates and the registry's plugins first, and the
 * file is written whole or not at all. The policy is the manifest's. `op` may be NULL.
 *
 * `options` is a JSON object, or NULL for none: `check` (only look: nothing is written and no plugin asked;
 * default false), `update` (true: everything may move to newer versions; or a list of the names that may;
 * default false), `now` (seconds since 1970, for a policy's `min_release_age`; default: the registry's
 * clock).
 *
 * The report, which may be NULL: `manifest`, `path`, `status` (`written`, `current`, or `stale` for a check),
 * `installs` (`name`, `version`), `updates` (`name`, `old`, `new`), `removes` (`name`, `version`,
 * `orphan`), `available` (`name`, `version`, `newer`), `solution`, `fault`, `fault_state`, `snapshot`,
 * `gates` (each as `diram_registry_gate`) and `votes` (`plugin`, `hook`, `name`, `version`, `answer`, `why`).
 *
 * `DIRAM_ERR_ARGUMENT` when there is no manifest that speaks of semverx, or several; `DIRAM_ERR_NO_SOLUTION`
 * when nothing fits, with the explanation as message; `DIRAM_ERR_GATE` and `DIRAM_ERR_PLUGIN` when one says
 * no; `DIRAM_ERR_LOCK_FILE` for a lock that cannot be read or that somebody else wrote meanwhile.
 */
diram_status diram_registry_lock(const diram_registry *registry,
                                 const char *project,
                                 size_t project_len,
                                 const char *options,
                                 size_t options_len,
                                 diram_op *op,
                                 diram_report **report,
                                 diram_error **err);

/**
 * Prepares `diram_registry_lock`: fails as that does, but for what only the votes decide.
 */
diram_status diram_registry_begin_lock(const diram_registry *registry,
                                       const char *project,
                                       size_t project_len,
                                       const char *options,
                                       size_t options_len,
                                       diram_op *op,
                                       diram_transaction **out,
                                       diram_error **err);

/* ---- Resolution: what is asked ------------------------------------------------------------- */

/**
 * Requirements that one answer has to meet: packages, each with a range. Made empty by
 * `semverx_request_new`, freed by the caller with `semverx_request_free`; a call copies what it needs.
 * Any thread may use it, one after the other.
 */
typedef struct semverx_request semverx_request;

/**
 * Options of resolving. Made with the defaults by `semverx_resolve_options_new`, freed by the caller
 * with `semverx_resolve_options_free`; a call copies what it needs. Any thread may use it, one after
 * the other.
 */
typedef struct semverx_resolve_options semverx_resolve_options;

/**
 * A request without requirements. NULL only after a panic.
 */
semverx_request *semverx_request_new(void);

/**
 * Requires a version of the package `name` that is in `range`, besides what is required already; at
 * most 1024 times. Both texts are read when the request is answered.
 */
diram_status semverx_request_add(semverx_request *request,
                                 const char *name,
                                 size_t name_len,
                                 const char *range,
                                 size_t range_len,
                                 diram_error **err);

/**
 * Frees a request. NULL is allowed.
 */
void semverx_request_free(semverx_request *request);

/**
 * The default options. NULL only after a panic.
 */
semverx_resolve_options *semverx_resolve_options_new(void);

/**
 * Prefers a version of a package where it fits, as a lock file does; it may be yanked or up to fault
 * level 11.
 */
diram_status semverx_resolve_options_prefer(semverx_resolve_options *options,
                                            const char *name,
                                            size_t name_len,
                                            const char *version,
                                            size_t version_len,
                                            diram_error **err);

/**
 * The time for a policy's `min_release_age`, in seconds since 1970. Default: the clock.
 */
diram_status semverx_resolve_options_set_now(semverx_resolve_options *options,
                                             uint64_t seconds,
                                             diram_error **err);

/**
 * Whether answers carry their proof. Default: 1.
 */
diram_status semverx_resolve_options_set_certificate(semverx_resolve_options *options,
                                                     int32_t wanted,
                                                     diram_error **err);

/**
 * Sets the number of worker threads of `semverx_resolve_many`; 0 (the default) is one per core. None
 * outlives the call.
 */
diram_status semverx_resolve_options_set_threads(semverx_resolve_options *options,
                                                 size_t threads,
                                                 diram_error **err);

/**
 * Frees options. NULL is allowed.
 */
void semverx_resolve_options_free(semverx_resolve_options *options);

/* ---- Resolution: answers ------------------------------------------------------------------- */

/**
 * The answer to a request: a version for each package that is needed, or why there is none, and the
 * proof of it. Owned by the caller, who frees it with `semverx_resolution_free`. Immutable: any thread
 * may read it. Its texts live as long as it does.
 */
typedef struct semverx_resolution semverx_resolution;

/**
 * Finds one version for each package that is needed, or why there is none. It follows its registry: an
 * answer is about the newest snapshot when it is asked. Freed by the caller with
 * `semverx_resolver_free`. Any thread may use it at any time.
 */
typedef struct semverx_resolver semverx_resolver;

/**
 * Whether there is an answer: 1, or 0 with the reason in `semverx_resolution_explanation`. 0 for NULL.
 */
int32_t semverx_resolution_feasible(const semverx_resolution *resolution);

/**
 * How many packages are needed; 0 when there is no answer, and for NULL.
 */
size_t semverx_resolution_count(const semverx_resolution *resolution);

/**
 * The name of a package in the order in which to install them, dependencies first; NULL from
 * `semverx_resolution_count` on. With the policy's `lines` the name carries its line, `core@2`. UTF-8
 * and NUL-terminated; its length goes to `len` (may be NULL).
 */
const char *semverx_resolution_name(const semverx_resolution *resolution,
                                    size_t index,
                                    size_t *len);

/**
 * The canonical text of the version of a package, or NULL when the package is not needed. Otherwise like
 * `semverx_resolution_name`.
 */
const char *semverx_resolution_version(const semverx_resolution *resolution,
                                       const char *name,
                                       size_t name_len,
                                       size_t *len);

/**
 * Why there is no answer, in sentences; NULL when there is one. Otherwise like
 * `semverx_resolution_name`.
 */
const char *semverx_resolution_explanation(const semverx_resolution *resolution, size_t *len);

/**
 * The proof of the answer, yes or no, for `semverx_verify_resolution`; NULL when none was asked for.
 * Otherwise like `semverx_resolution_name`.
 */
const char *semverx_resolution_certificate(const semverx_resolution *resolution,
                                           size_t *len);

/**
 * The worst fault level of the chosen versions, 0 to 17; 12 when there is no answer. 0 for NULL.
 */
uint32_t semverx_resolution_fault(const semverx_resolution *resolution);

/**
 * The band of `semverx_resolution_fault`: `CLEAN`, `WARNING`, `DANGER` or `PANIC`. NULL for NULL.
 */
const char *semverx_resolution_fault_state(const semverx_resolution *resolution);

/**
 * Everything as one JSON object: `feasible`, `solution`, `packages`, `order`, `fault`, `fault_state`,
 * `explanation`, `near_names`, `snapshot`, `steps` and, if asked for, `certificate`. Otherwise like
 * `semverx_resolution_name`.
 */
const char *semverx_resolution_json(const semverx_resolution *resolution,
                                    size_t *len);

/**
 * Frees a resolution. NULL is allowed.
 */
void semverx_resolution_free(semverx_resolution *resolution);

/**
 * A resolver. Without `semverx_resolver_set_source` it reads the registry that
 * `diram_registry_open_env` opens, from the first question on. NULL only after a panic.
 */
semverx_resolver *semverx_resolver_new(void);

/**
 * Sets the registry to read. Its own policy holds where no other is set.
 */
diram_status semverx_resolver_set_source(semverx_resolver *resolver,
                                         const diram_registry *registry,
                                         diram_error **err);

/**
 * Sets the policy of all answers; NULL for the default one. Default: the registry's.
 */
diram_status semverx_resolver_set_policy(semverx_resolver *resolver,
                                         const semverx_policy *policy,
                                         diram_error **err);

/**
 * One version for the package `name` that is in `range`, and for each package it needs; or why there
 * is none, which is an answer and no failure. `DIRAM_ERR_ARGUMENT` or `DIRAM_ERR_RANGE` for wrong texts,
 * `DIRAM_ERR_BUDGET` when the policy's steps run out.
 */
diram_status semverx_resolve(const semverx_resolver *resolver,
                             const char *name,
                             size_t name_len,
                             const char *range,
                             size_t range_len,
                             semverx_resolution **out,
                             diram_error **err);

/**
 * `semverx_resolve` for a request of any number of requirements. `options` and `op` may be NULL.
 */
diram_status semverx_resolve_with(const semverx_resolver *resolver,
                                  const semverx_request *request,
                                  const semverx_resolve_options *options,
                                  diram_op *op,
                                  semverx_resolution **out,
                                  diram_error **err);

/**
 * The answers to `count` requests, on several threads: `resolutions[i]` is the answer to `requests[i]`,
 * or NULL if it could not be answered, and then `errors[i]` says why, else it is NULL. What is in both
 * arrays is the caller's to free. `errors`, `options` and `op` may be NULL; progress counts requests.
 * The call itself fails when it is cancelled or late, and when the registry cannot be read.
 */
diram_status semverx_resolve_many(const semverx_resolver *resolver,
                                  const semverx_request *const *requests,
                                  size_t count,
                                  const semverx_resolve_options *options,
                                  diram_op *op,
                                  semverx_resolution **resolutions,
                                  diram_error **errors,
                                  diram_error **err);

/**
 * Frees a resolver. NULL is allowed.
 */
void semverx_resolver_free(semverx_resolver *resolver);

/* ---- Resolution: strategies ---------------------------------------------------------------- */

/**
 * Checks a solution by a strategy, which reports and refuses nothing: `eulerian` asks whether it may be
 * swapped in while all runs, `hamiltonian` for a complete install order, `astar` for the way of each
 * package from its old version to its new one.
 *
 * `solution` is JSON, an object of versions by label, such as `{"app":"1.2.0","core@2":"2.0.0"}`, or
 * what `semverx_resolution_json` gives. `running` is such a text too and says what runs now; NULL:
 * nothing does. `literal` asks for the verdicts as the registry schema has them word by word.
 *
 * The report: `strategy`, `verdict` (`SAFE_SWAP`, `WARNING`, `PANIC`), `fault`, `message`, and by
 * strategy `parity` and `frozen`, `install`, or `ways`. `DIRAM_ERR_NOT_FOUND` for a version, chosen or
 * running, that the registry has not.
 */
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

/**
 * The cheapest safe way of a package from one version to another, hop by hop. `running` is what else
 * runs, as in `semverx_check`: a hop that it does not bear costs more and says what has to change with
 * it. The report: `name`, `from`, `to`, `found`, `verdict`, `cost`, `hops`, `reason`. That there is no way
 * is an answer: `found` is 0, and `reason` says why.
 */
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

/**
 * Each package of a solution with what it needs of the others: a list, by label, of `label`, `version`,
 * `fault`, `yanked`, `needs` and `unmet`. `solution` is as in `semverx_check`.
 */
diram_status semverx_graph(const semverx_resolver *resolver,
                           const char *solution,
                           size_t solution_len,
                           diram_report **report,
                           diram_error **err);

/* ---- Resolution: checking the proof -------------------------------------------------------- */

/**
 * What a certificate's snapshot is held against: nothing, so that it is consistent at best.
 */
#define DIRAM_ANCHOR_NONE 0

/**
 * What a certificate's snapshot is held against: an Ed25519 public key, 64 hexadecimal digits.
 */
#define DIRAM_ANCHOR_KEY 1

/**
 * What a certificate's snapshot is held against: the root of a snapshot, 64 hexadecimal digits.
 */
#define DIRAM_ANCHOR_ROOT 2

/**
 * What a certificate's snapshot is held against: a registry, which `diram_registry_open` opens.
 */
#define DIRAM_ANCHOR_REGISTRY 3

/**
 * Checks a certificate without any solver: every byte, every fact, every step, and its snapshot against
 * `anchor`, which is what `kind`, one of `DIRAM_ANCHOR_*`, says. The report: `feasible`, `anchored`,
 * `anchor`, `snapshot`, `requirements`, `solution`, `facts`, `steps`. `DIRAM_ERR_CERTIFICATE` if anything
 * at all is wrong with it.
 */
diram_status semverx_verify_resolution(const uint8_t *certificate,
                                       size_t certificate_len,
                                       int32_t kind,
                                       const char *anchor,
                                       size_t anchor_len,
                                       diram_report **report,
                                       diram_error **err);

/**
 * `semverx_verify_resolution` against an open registry.
 */
diram_status semverx_verify_resolution_against(const uint8_t *certificate,
                                               size_t certificate_len,
                                               const diram_registry *registry,
                                               diram_report **report,
                                               diram_error **err);

/* ---- Packages: options --------------------------------------------------------------------- */

/**
 * Options of healing. Made with the defaults by `diram_heal_options_new`, freed by the caller with
 * `diram_heal_options_free`; a call copies what it needs. Any thread may use it, one after the
 * other.
 */
typedef struct diram_heal_options diram_heal_options;

/**
 * Options of packing. Made with the defaults by `diram_pack_options_new`, freed by the caller with
 * `diram_pack_options_free`; a call copies what it needs. Any thread may use it, one after the
 * other.
 */
typedef struct diram_pack_options diram_pack_options;

/**
 * Options of calls that give content back in memory. Made with the defaults by
 * `diram_read_options_new`, freed by the caller with `diram_read_options_free`; a call copies what
 * it needs. Any thread may use it, one after the other.
 */
typedef struct diram_read_options diram_read_options;

/**
 * Options of unpacking. Made with the defaults by `diram_unpack_options_new`, freed by the caller with
 * `diram_unpack_options_free`; a call copies what it needs. Any thread may use it, one after the
 * other.
 */
typedef struct diram_unpack_options diram_unpack_options;

/**
 * The default options. NULL only after a panic.
 */
diram_pack_options *diram_pack_options_new(void);

/**
 * Sets the package's name. Default: the file name of the source, `data` for bytes and streams.
 */
diram_status diram_pack_options_set_name(diram_pack_options *options,
                                         const char *name,
                                         size_t name_len,
                                         diram_error **err);

/**
 * Sets the package's version. Default: `0.0.0`.
 */
diram_status diram_pack_options_set_version(diram_pack_options *options,
                                            const char *version,
                                            size_t version_len,
                                            diram_error **err);

/**
 * Sets the codec: `auto` (the default: brotli where smaller, else Huffman, else stored),
 * `huffman` (every part decodes alone), `brotli`, `stored`.
 */
diram_status diram_pack_options_set_codec(diram_pack_options *options,
                                          const char *codec,
                                          size_t codec_len,
                                          diram_error **err);

/**
 * Sets the quality of brotli, 0 to 11. Default: 5.
 */
diram_status diram_pack_options_set_quality(diram_pack_options *options,
                                            uint32_t quality,
                                            diram_error **err);

/**
 * Sets the share of parity in percent of all parts, 6.25 (the default) to 44.
 */
diram_status diram_pack_options_set_redundancy(diram_pack_options *options,
                                               double percent,
                                               diram_error **err);

/**
 * Keeps modification times (1, the default) or not (0).
 */
diram_status diram_pack_options_set_mtime(diram_pack_options *options,
                                          int32_t keep,
                                          diram_error **err);

/**
 * Sets every modification time to `seconds` since 1970, for packages that are the same byte for
 * byte whenever they are made. The library does not read `SOURCE_DATE_EPOCH` by itself.
 */
diram_status diram_pack_options_set_epoch(diram_pack_options *options,
                                          uint64_t seconds,
                                          diram_error **err);

/**
 * Sets the number of worker threads; 0 (the default) is one per core. None outlives the call.
 */
diram_status diram_pack_options_set_threads(diram_pack_options *options,
                                            size_t threads,
                                            diram_error **err);

/**
 * Adds a file as components of another kind: `service`, `operation`, `division` or `country`.
 */
diram_status diram_pack_options_add_file(diram_pack_options *options,
                                         const char *kind,
                                         size_t kind_len,
                                         const char *path,
                                         size_t path_len,
                                         diram_error **err);

/**
 * Frees options. NULL is allowed.
 */
void diram_pack_options_free(diram_pack_options *options);

/**
 * The default options. NULL only after a panic.
 */
diram_heal_options *diram_heal_options_new(void);

/**
 * Goes below the coherence threshold, to the mathematical limit (1), or not (0, the default).
 */
diram_status diram_heal_options_set_salvage(diram_heal_options *options,
                                            int32_t salvage,
                                            diram_error **err);

/**
 * Sets the number of worker threads; 0 (the default) is one per core. None outlives the call.
 */
diram_status diram_heal_options_set_threads(diram_heal_options *options,
                                            size_t threads,
                                            diram_error **err);

/**
 * Frees options. NULL is allowed.
 */
void diram_heal_options_free(diram_heal_options *options);

/**
 * The default options. NULL only after a panic.
 */
diram_unpack_options *diram_unpack_options_new(void);

/**
 * Restricts unpacking to this member, or everything below it when it is a folder. May be called
 * again; without any, everything is unpacked.
 */
diram_status diram_unpack_options_add_path(diram_unpack_options *options,
                                           const char *path,
                                           size_t path_len,
                                           diram_error **err);

/**
 * Goes below the coherence threshold, to the mathematical limit (1), or not (0, the default).
 */
diram_status diram_unpack_options_set_salvage(diram_unpack_options *options,
                                              int32_t salvage,
                                              diram_error **err);

/**
 * Writes every file that no lost range touches, and the damaged ones as `NAME.damaged` (1), or
 * fails when anything is lost (0, the default).
 */
diram_status diram_unpack_options_set_best_effort(diram_unpack_options *options,
                                                  int32_t best_effort,
                                                  diram_error **err);

/**
 * Replaces files in an existing target that is not empty (1), or refuses it (0, the default).
 */
diram_status diram_unpack_options_set_force(diram_unpack_options *options,
                                            int32_t force,
                                            diram_error **err);

/**
 * Sets the number of worker threads; 0 (the default) is one per core. None outlives the call.
 */
diram_status diram_unpack_options_set_threads(diram_unpack_options *options,
                                              size_t threads,
                                              diram_error **err);

/**
 * Frees options. NULL is allowed.
 */
void diram_unpack_options_free(diram_unpack_options *options);

/**
 * The default options. NULL only after a panic.
 */
diram_read_options *diram_read_options_new(void);

/**
 * Goes below the coherence threshold, to the mathematical limit (1), or not (0, the default).
 */
diram_status diram_read_options_set_salvage(diram_read_options *options,
                                            int32_t salvage,
                                            diram_error **err);

/**
 * Sets the most bytes that a call may give back, instead of 1 GiB. More is
 * `DIRAM_ERR_OUTPUT_LIMIT`.
 */
diram_status diram_read_options_set_max_output(diram_read_options *options,
                                               uint64_t max_output,
                                               diram_error **err);

/**
 * Frees options. NULL is allowed.
 */
void diram_read_options_free(diram_read_options *options);

/* ---- Packages: making them ----------------------------------------------------------------- */

/**
 * Packs the file or folder `src` into the package file `dst`, which appears only when it is whole.
 * The report says `name`, `version`, `tag`, `input_bytes`, `output_bytes`, `overhead`,
 * `components`, `parts`, `parity_parts`, `volumes`, `files`, `warnings`, `seconds`.
 * `options` (NULL: the defaults), `op` and `report` may be NULL.
 */
diram_status diram_package_pack(const char *src,
                                size_t src_len,
                                const char *dst,
                                size_t dst_len,
                                const diram_pack_options *options,
                                diram_op *op,
                                diram_report **report,
                                diram_error **err);

/**
 * Packs bytes into a package in memory. `options` and `op` may be NULL.
 */
diram_status diram_package_pack_bytes(const uint8_t *data,
                                      size_t len,
                                      const diram_pack_options *options,
                                      diram_op *op,
                                      diram_buffer **out,
                                      diram_error **err);

/**
 * Packs everything that a reader gives, up to its end, into a writer. Neither needs to seek.
 * `options`, `op` and `report` may be NULL.
 */
diram_status diram_package_pack_stream(diram_reader *reader,
                                       diram_writer *writer,
                                       const diram_pack_options *options,
                                       diram_op *op,
                                       diram_report **report,
                                       diram_error **err);

/**
 * Heals and unpacks a package in memory; gives the packed bytes, or the tar stream of a packed
 * folder. `DIRAM_ERR_OUTPUT_LIMIT` when they are more than the option `max_output`. `options` and
 * `op` may be NULL.
 */
diram_status diram_package_unpack_bytes(const uint8_t *data,
                                        size_t len,
                                        const diram_read_options *options,
                                        diram_op *op,
                                        diram_buffer **out,
                                        diram_error **err);

/* ---- Packages: looking, reading ------------------------------------------------------------ */

/**
 * One member's content as a stream. Owned by the caller, who frees it with `diram_entry_free`; the
 * package may be freed before. One thread at a time: a second one gets `DIRAM_ERR_BUSY`.
 */
typedef struct diram_entry diram_entry;

/**
 * An open package. Owned by the caller, who frees it with `diram_package_free`. Any thread may use
 * it, several at once. Damage is no error until something is asked for that it destroyed.
 */
typedef struct diram_package diram_package;

/**
 * Opens a package file. Fails when the file holds no part at all.
 */
diram_status diram_package_open(const char *path,
                                size_t path_len,
                                diram_package **out,
                                diram_error **err);

/**
 * Opens a package file under an operation (may be NULL): a badly damaged one is searched for its
 * parts, which can take long.
 */
diram_status diram_package_open_with(const char *path,
                                     size_t path_len,
                                     diram_op *op,
                                     diram_package **out,
                                     diram_error **err);

/**
 * Opens a package in memory. The bytes are copied. `op` may be NULL.
 */
diram_status diram_package_open_bytes(const uint8_t *data,
                                      size_t len,
                                      diram_op *op,
                                      diram_package **out,
                                      diram_error **err);

/**
 * Opens a package through a reader that can seek. The package goes on reading; the reader's `drop`
 * is called after the package is freed, or when this call fails. `op` may be NULL.
 */
diram_status diram_package_open_reader(diram_reader *reader,
                                       diram_op *op,
                                       diram_package **out,
                                       diram_error **err);

/**
 * Frees a package. NULL is allowed.
 */
void diram_package_free(diram_package *package);

/**
 * The package's name. UTF-8 and NUL-terminated; its length goes to `len` (may be NULL). NULL
 * when damage took the manifest, `len` is untouched then. Lives as long as the package.
 */
const char *diram_package_name(const diram_package *package, size_t *len);

/**
 * The package's version. Otherwise like `diram_package_name`.
 */
const char *diram_package_version(const diram_package *package, size_t *len);

/**
 * Looks at every byte. Damage is in the report, not an error: `status` is `intact`, `healable`,
 * `below-threshold` or `lost`; further `coherence`, `coherence_healed`, `threshold`,
 * `container_intact`, `components` (each with `name`, `status`, `parts`, `intact`, `mended`,
 * `lost`, `recoverable`, `coherence`, `coherence_healed`), `bytes`, `seconds`.
 * `op` and `report` may be NULL.
 */
diram_status diram_package_verify(const diram_package *package,
                                  diram_op *op,
                                  diram_report **report,
                                  diram_error **err);

/**
 * The members of the package's content, as a list in package order: each with `path`, `type`
 * (`file`, `directory`, `symlink`, `hardlink`), `mode`, `size`, `offset`. `op` may be NULL.
 */
diram_status diram_package_entries(const diram_package *package,
                                   diram_op *op,
                                   diram_report **report,
                                   diram_error **err);

/**
 * One member's content, healed; or a component's by its name (`diram-component-0.bin`).
 * `DIRAM_ERR_OUTPUT_LIMIT` when it is longer than the option `max_output`; then
 * `diram_package_entry_open` still works. `options` and `op` may be NULL.
 */
diram_status diram_package_read(const diram_package *package,
                                const char *name,
                                size_t name_len,
                                const diram_read_options *options,
                                diram_op *op,
                                diram_buffer **out,
                                diram_error **err);

/**
 * One member's content as a stream, for members larger than memory. `op` (may be NULL) governs the
 * reading too, until the entry is freed.
 */
diram_status diram_package_entry_open(const diram_package *package,
                                      const char *name,
                                      size_t name_len,
                                      diram_op *op,
                                      diram_entry **out,
                                      diram_error **err);

/**
 * The member's bytes in all; 0 for NULL.
 */
uint64_t diram_entry_size(const diram_entry *entry);

/**
 * Reads up to `capacity` bytes into `buffer` and sets `*count` to how many; 0 is the end.
 */
diram_status diram_entry_read(diram_entry *entry,
                              uint8_t *buffer,
                              size_t capacity,
                              size_t *count,
                              diram_error **err);

/**
 * Moves to `offset` from `origin` (0 the beginning, 1 the present place, 2 the end) and, when
 * `position` is not NULL, sets it to the new place from the beginning. Beyond the end is allowed;
 * nothing is read there.
 */
diram_status diram_entry_seek(diram_entry *entry,
                              int64_t offset,
                              int32_t origin,
                              uint64_t *position,
                              diram_error **err);

/**
 * Frees an entry. NULL is allowed.
 */
void diram_entry_free(diram_entry *entry);

/* ---- Packages: healing, unpacking ---------------------------------------------------------- */

/**
 * Writes the original package, byte for byte, to the file `dst`, which may be the package itself
 * and changes only when all is healed. The report says `mended_bytes`, `mended_parts`,
 * `rebuilt_parts`, `coherence_before`, `coherence_after`, `bytes`, `seconds`.
 * `DIRAM_ERR_COHERENCE` below the threshold (then `salvage` may still work), `DIRAM_ERR_LOST`
 * beyond recovery. `options`, `op` and `report` may be NULL.
 */
diram_status diram_package_heal(const diram_package *package,
                                const char *dst,
                                size_t dst_len,
                                const diram_heal_options *options,
                                diram_op *op,
                                diram_report **report,
                                diram_error **err);

/**
 * `diram_package_heal` into a writer. A call that fails may have written a part.
 */
diram_status diram_package_heal_writer(const diram_package *package,
                                       diram_writer *writer,
                                       const diram_heal_options *options,
                                       diram_op *op,
                                       diram_report **report,
                                       diram_error **err);

/**
 * `diram_package_heal` into memory.
 */
diram_status diram_package_heal_bytes(const diram_package *package,
                                      const diram_heal_options *options,
                                      diram_op *op,
                                      diram_buffer **out,
                                      diram_report **report,
                                      diram_error **err);

/**
 * Unpacks the content into the folder `dir`, healing on the way. The folder appears only when all
 * is whole; one that exists must be empty or the option `force` set. The report says `files`,
 * `directories`, `links`, `bytes`, `mended_parts`, `rebuilt_parts`, `coherence`,
 * `coherence_healed`, `damage`, `warnings`, `seconds`. Errors as `diram_package_heal`.
 * `options`, `op` and `report` may be NULL.
 */
diram_status diram_package_unpack(const diram_package *package,
                                  const char *dir,
                                  size_t dir_len,
                                  const diram_unpack_options *options,
                                  diram_op *op,
                                  diram_report **report,
                                  diram_error **err);

/**
 * Writes every component as `diram-KIND-N.bin` into the folder `dir`: the way back for services,
 * operations, divisions and countries. Otherwise like `diram_package_unpack`.
 */
diram_status diram_package_unpack_components(const diram_package *package,
                                             const char *dir,
                                             size_t dir_len,
                                             const diram_unpack_options *options,
                                             diram_op *op,
                                             diram_report **report,
                                             diram_error **err);

/* ---- Packages: components and parts -------------------------------------------------------- */

/**
 * The components of a package, as a list: each with `name` (`diram-component-0.bin`), `kind`,
 * `volume`, `component_id`, `total_size`, `num_parts`, `sha256`, `parts` and `recovery`. `op` may
 * be NULL.
 */
diram_status diram_package_components(const diram_package *package,
                                      diram_op *op,
                                      diram_report **report,
                                      diram_error **err);

/**
 * 1 when the package has this component, else 0. Both `diram-component-N.bin` and
 * `diram-component-N.part.M` name it, with or without folder.
 */
int32_t diram_package_has_component(const diram_package *package,
                                    const char *name,
                                    size_t name_len);

/**
 * The share of a component's parts that arrived intact, 0 to 1. `op` may be NULL.
 */
diram_status diram_package_verify_coherence(const diram_package *package,
                                            const char *name,
                                            size_t name_len,
                                            diram_op *op,
                                            double *out,
                                            diram_error **err);

/**
 * One component's bytes, healed to the mathematical limit: asking for recovery is asking for
 * salvage. Its SHA-256 decides whether they are right. `op` may be NULL.
 */
diram_status diram_package_recover_component(const diram_package *package,
                                             const char *name,
                                             size_t name_len,
                                             diram_op *op,
                                             diram_buffer **out,
                                             diram_error **err);

/**
 * The share of all parts of the package that arrived intact, 0 to 1. Looks at every byte on first
 * use. `op` may be NULL.
 */
diram_status diram_package_overall_coherence(const diram_package *package,
                                             diram_op *op,
                                             double *out,
                                             diram_error **err);

/**
 * The share of a component's parts that must be intact: 0.954.
 */
double diram_coherence_threshold(void);

/**
 * Puts a component together from `count` parts: `parts[i]` is `lens[i]` bytes long, or NULL when
 * it is missing. The order does not matter, each part says which one it is. `salvage` 1 goes below
 * the coherence threshold, 0 does not. `out` is the component's bytes; the report (may be NULL)
 * says `coherence` and `recovered`, the numbers of the parts that had to be rebuilt.
 */
diram_status diram_component_reconstruct(const uint8_t *const *parts,
                                         const size_t *lens,
                                         size_t count,
                                         int32_t salvage,
                                         diram_buffer **out,
                                         diram_report **report,
                                         diram_error **err);

/**
 * What a lone part says about itself: `recovery_capability` (1 for an intact part, 0 for noise),
 * `intact`, `mendable`, and where it belongs: `part_number`, `total_parts`, `data_parts`, `kind`,
 * `component_id`, `volume`. Noise is no error.
 */
diram_status diram_part_check(const uint8_t *data,
                              size_t len,
                              diram_report **report,
                              diram_error **err);

/**
 * A lone part mended by its own recovery bytes: any burst of up to 32 damaged bytes.
 */
diram_status diram_part_heal(const uint8_t *data,
                             size_t len,
                             diram_buffer **out,
                             diram_error **err);

/* ---- Packages: packing member by member ---------------------------------------------------- */

/**
 * Packs members one after the other in one pass, in little memory. Owned by the caller, who frees
 * it with `diram_packer_free`; one that is freed before `diram_packer_finish` leaves an unfinished
 * package. One thread at a time: a second one gets `DIRAM_ERR_BUSY`. It has threads of its own until
 * it is finished: in a process that was forked meanwhile it answers `DIRAM_ERR_STATE`.
 */
typedef struct diram_packer diram_packer;

/**
 * Starts a package that goes into a writer. `options` and `op` may be NULL.
 */
diram_status diram_packer_new(diram_writer *writer,
                              const diram_pack_options *options,
                              diram_op *op,
                              diram_packer **out,
                              diram_error **err);

/**
 * Starts a package without a callback: what is ready waits for `diram_packer_read`, which should
 * be called after every write, or else the whole package gathers in memory. `options` and `op` may
 * be NULL.
 */
diram_status diram_packer_new_buffered(const diram_pack_options *options,
                                       diram_op *op,
                                       diram_packer **out,
                                       diram_error **err);

/**
 * Begins a file of exactly `size` bytes. `name` is a relative path with `/`. The file ends by
 * itself after `size` bytes; beginning another or finishing before that is an error.
 */
diram_status diram_packer_begin(diram_packer *packer,
                                const char *name,
                                size_t name_len,
                                uint64_t size,
                                diram_error **err);

/**
 * Writes the next `len` bytes of the file begun last: all of them, or fails.
 */
diram_status diram_packer_write(diram_packer *packer,
                                const uint8_t *data,
                                size_t len,
                                diram_error **err);

/**
 * Takes up to `capacity` bytes of the package, which `diram_packer_new_buffered` keeps, and sets
 * `*count` to how many. 0 means that nothing is ready; after `diram_packer_finish`, the end.
 * `DIRAM_ERR_STATE` for a packer with a writer.
 */
diram_status diram_packer_read(diram_packer *packer,
                               uint8_t *buffer,
                               size_t capacity,
                               size_t *count,
                               diram_error **err);

/**
 * Writes everything that is left and ends the package; after this the packer is closed, whether it
 * succeeded or not. The report is that of `diram_package_pack` and may be NULL.
 */
diram_status diram_packer_finish(diram_packer *packer, diram_report **report, diram_error **err);

/**
 * Frees a packer. NULL is allowed.
 */
void diram_packer_free(diram_packer *packer);

/* ---- Codecs -------------------------------------------------------------------------------- */

/**
 * The usual limit for what `diram_huffman_decode` may give: 1 GiB.
 */
#define DIRAM_HUFFMAN_MAX_OUTPUT 1073741824

/**
 * Compresses bytes and adds recovery data; the result is a package. `threshold` is the coherence
 * that a reader will demand, rounded to millionths, 0.954 to 1: it is checked and does not change
 * the result. `DIRAM_ERR_ARGUMENT` outside. `op` may be NULL.
 */
diram_status diram_compress_with_recovery(const uint8_t *data,
                                          size_t len,
                                          double threshold,
                                          diram_op *op,
                                          diram_buffer **out,
                                          diram_error **err);

/**
 * The way back from `diram_compress_with_recovery`, healing what is damaged. `level` is the largest
 * lost share of a component's parts that is accepted, 0 to 1; 0.046 is what the coherence threshold
 * allows. `DIRAM_ERR_ARGUMENT` outside 0 to 1, `DIRAM_ERR_COHERENCE` when more is lost,
 * `DIRAM_ERR_OUTPUT_LIMIT` beyond 1 GiB, where `diram_package_unpack_bytes` may be allowed more. `op`
 * may be NULL.
 */
diram_status diram_decompress_fault_tolerant(const uint8_t *data,
                                             size_t len,
                                             double level,
                                             diram_op *op,
                                             diram_buffer **out,
                                             diram_error **err);

/**
 * Codes bytes. The result is at most `diram_huffman_bound(len)` bytes long.
 */
diram_status diram_huffman_encode(const uint8_t *data,
                                  size_t len,
                                  diram_buffer **out,
                                  diram_error **err);

/**
 * The way back. `DIRAM_ERR_OUTPUT_LIMIT`, before any memory is taken, when the result would be
 * longer than `max_output` bytes (`DIRAM_HUFFMAN_MAX_OUTPUT` unless there is reason for another).
 */
diram_status diram_huffman_decode(const uint8_t *data,
                                  size_t len,
                                  size_t max_output,
                                  diram_buffer **out,
                                  diram_error **err);

/**
 * The largest result of coding `len` bytes; `SIZE_MAX` when no object could hold it.
 */
size_t diram_huffman_bound(size_t len);

/**
 * `diram_huffman_encode` into the caller's memory; sets `*written` to how many bytes. When
 * `capacity` is too small, `DIRAM_ERR_SHORT_BUFFER`, and the error says how many are needed.
 */
diram_status diram_huffman_encode_into(const uint8_t *data,
                                       size_t len,
                                       uint8_t *dst,
                                       size_t capacity,
                                       size_t *written,
                                       diram_error **err);

/**
 * The code words for the byte counts of `data`, as a list by byte value: each with `symbol`,
 * `length` in bits, `code`. Empty when there are fewer than two different bytes.
 */
diram_status diram_huffman_codes(const uint8_t *data,
                                 size_t len,
                                 diram_report **report,
                                 diram_error **err);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DIRAM_H */
