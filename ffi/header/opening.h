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
