/* The operation of the vectors that is about locks. */
#ifndef LOCKS_H
#define LOCKS_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not this one. */
int lock_op(const char *op, const json *in, text *out, diram_error **err);

#endif
