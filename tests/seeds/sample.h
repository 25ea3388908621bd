/* What the C samples share: checks, input bytes, and the parts of a package in memory. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <diram.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                    \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                        \
        }                                                                   \
    } while (0)

/* Runs a call that must succeed. */
#define RUN(call)                                                                     \
    do {                                                                              \
        diram_error *err = NULL;                                                      \
        if ((call) != DIRAM_OK) {                                                     \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__,                        \
                    diram_error_message(err, NULL));                                  \
            exit(1);                                                                  \
        }                                                                             \
    } while (0)

/* `len` bytes that no codec can shrink. */
static inline uint8_t *noise(size_t len) {
    uint8_t *data = malloc(len);
    uint32_t state = 1;
    CHECK(data != NULL);
    for (size_t i = 0; i < len; i++) {
        state = state * 1664525u + 1013904223u;
        data[i] = (uint8_t)(state >> 24);
    }
    return data;
}

static inline uint32_t u32_at(const uint8_t *p) {
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Finds the parts of component 0 in a package: parts[n] is part n. Returns their number. */
static inline size_t parts_of(const uint8_t *zip, size_t len, const uint8_t *parts[256],
                              size_t *part_len) {
    size_t found = 0;
    for (size_t at = 0; at + 384 <= len; at++) {
        const uint8_t *part = zip + at;
        /* Magic, version 1, component 0, kind 0 in volume 0: only a header has all of them. */
        if (u32_at(part) != 0xD12A4C00u || part[4] != 1 || part[5] != 0 || (part[9] & 7) != 0 ||
            part[12] != 0)
            continue;
        *part_len = 384 + (size_t)(part[10] | part[11] << 8);
        CHECK(at + *part_len <= len);
        parts[part[6]] = part;
        found++;
        at += *part_len - 1;
    }
    return found;
}

#endif
