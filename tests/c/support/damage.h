/* The input of a vector: its bytes, and what happens to them before the call. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "files.h"
#include "json.h"

/* Base64 text, or {"file": F} beside the vector file. */
bytes vector_bytes(const char *folder, const json *value);

/* One step: ["flip", offset, mask], ["zero" | "cut", offset, length], ["insert", offset, base64]. */
void vector_damage(bytes *data, const json *step);

#endif
