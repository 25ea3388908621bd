/* The operations of the vectors that are about registries and their resolution. */
#ifndef REGISTRIES_H
#define REGISTRIES_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not one of these. */
int registry_op(const char *op, const json *in, text *out, diram_error **err);

/* The registry of a case: its lines are `registry`, `clock` is the time of all changes, `tier` the source,
 * `policy` an object; the last three may be absent. */
diram_status registry_of(const json *in, diram_registry **out, diram_error **err);

/* Takes a step: ["publish", line], ["yank" | "unyank", name, version], ["set_fault", name, version, level]
 * or ["rollback", name, snapshot or null]. */
diram_status registry_change(const diram_registry *registry, const json *step, diram_error **err);

/* Appends the newest snapshot and all versions, an object without its closing brace. */
diram_status registry_state(const diram_registry *registry, text *out, diram_error **err);

#endif
