/* The operations of the vectors that are about versions and ranges. */
#ifndef VERSIONS_H
#define VERSIONS_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not one of these. */
int version_op(const char *op, const json *in, text *out, diram_error **err);

/* The policy of a case: NULL without one, which is the default policy. */
diram_status policy_of(const json *in, semverx_policy **out, diram_error **err);

#endif
