/* The operation of the vectors that is about observers. */
#ifndef OBSERVERS_H
#define OBSERVERS_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not this one. */
int observer_op(const char *op, const json *in, text *out, diram_error **err);

#endif
