/* The operations of the vectors that are about registries and their resolution. */
#ifndef REGISTRIES_H
#define REGISTRIES_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not one of these. */
int registry_op(const char *op, const json *in, text *out, diram_error **err);

#endif
