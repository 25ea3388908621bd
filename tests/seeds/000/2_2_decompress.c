/*
 * Seed 000 §2.2, "Decompression with Fault Tolerance".
 * Changed lines: 2
 * - `DecompressedData decompress_fault_tolerant`: status and error instead of a struct by value
 * - `package.coherence < 0.954`: the caller says which lost share is accepted; 0.046 is that rule
 */

#include "sample.h"

/* Zeroes `count` parts of component 0 and takes the package apart with a level. */
static diram_status with_lost(const uint8_t *zip, size_t len, size_t count, double level,
                              const uint8_t *want, size_t want_len) {
    const uint8_t *parts[256], *data;
    uint8_t *copy = malloc(len);
    diram_buffer *out = NULL;
    diram_status status;
    size_t part_len, got;

    CHECK(copy != NULL);
    memcpy(copy, zip, len);
    CHECK(parts_of(zip, len, parts, &part_len) == 256);
    for (size_t i = 0; i < count; i++) memset(copy + (parts[3 * i] - zip), 0, part_len);
    status = diram_decompress_fault_tolerant(copy, len, level, NULL, &out, NULL);
    if (status == DIRAM_OK) {
        data = diram_buffer_data(out, &got);
        CHECK(got == want_len && memcmp(data, want, got) == 0);
    } else {
        CHECK(out == NULL);
    }
    diram_buffer_free(out);
    free(copy);
    return status;
}

int main(void) {
    size_t data_size = 240 * 5120, len;
    uint8_t *raw_data = noise(data_size);
    diram_buffer *package = NULL;
    const uint8_t *zip;

    RUN(diram_compress_with_recovery(raw_data, data_size, 0.954f, NULL, &package, &err));
    zip = diram_buffer_data(package, &len);
    CHECK(with_lost(zip, len, 0, 0.046, raw_data, data_size) == DIRAM_OK);
    CHECK(with_lost(zip, len, 11, 0.046, raw_data, data_size) == DIRAM_OK);
    CHECK(with_lost(zip, len, 12, 0.046, raw_data, data_size) == DIRAM_ERR_COHERENCE);
    CHECK(with_lost(zip, len, 16, 0.0625, raw_data, data_size) == DIRAM_OK);
    CHECK(with_lost(zip, len, 1, 0.0, raw_data, data_size) == DIRAM_ERR_COHERENCE);
    CHECK(with_lost(zip, len, 17, 1.0, raw_data, data_size) == DIRAM_ERR_LOST);

    diram_buffer_free(package);
    free(raw_data);
    return 0;
}
