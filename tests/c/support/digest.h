/* Base64 and SHA-256, independent of the library that is tested. */
#ifndef DIGEST_H
#define DIGEST_H

#include "files.h"

/* Decodes base64; ends the program on anything else. */
bytes base64_decode(const char *text);

/* The SHA-256 of the data as 64 hex digits and a NUL. */
void sha256_hex(const uint8_t *data, size_t len, char out[65]);

#endif
