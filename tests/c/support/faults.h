/* The operations of the vectors that are about faults and gates. */
#ifndef FAULTS_H
#define FAULTS_H

#include "diram.h"
#include "print.h"

/* Runs an operation, whose result goes to `out` as a JSON object; -1 when it is not one of these. */
int fault_op(const char *op, const json *in, text *out, diram_error **err);

/* Takes the step ["handle_fault", name, version, level or cause]. */
diram_status fault_step(diram_registry *registry, const json *step, diram_report **report, diram_error **err);

#endif
