/* The wanted result of a vector against the one that came. */
#ifndef COMPARE_H
#define COMPARE_H

#include "diram.h"
#include "json.h"

/* 1 when every field of `wanted` is in the result; else says which one is not.
 * Files of wanted bytes are in `folder`. */
int result_is(const char *folder, const char *name, const json *wanted, const diram_buffer *made,
              const diram_report *report);

/* 1 when every field of `wanted` is in `got` as it is; else says which one is not. */
int said_is(const char *name, const json *wanted, const json *got);

#endif
