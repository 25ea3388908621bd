/* The operations of the vectors that are about the three strategies. */
#ifndef STRATEGIES_H
#define STRATEGIES_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not one of these. */
int strategy_op(const char *op, const json *in, text *out, diram_error **err);

#endif
