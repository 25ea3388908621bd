/*
 * Seed 000 §4.2, "Reconstruction Algorithm".
 * Changed lines: 3
 * - `PartFile* parts[]`: bytes with their lengths, NULL for a missing one, in any order
 * - `uint8_t num_parts, uint8_t missing_parts[]`: a size_t count, since 256 is allowed
 * - `fopen(component_name, "wb")`: the bytes come back and the caller writes them
 */

#include "sample.h"

/* Leaves out every (total / missing)-th part and hands the others over backwards. */
static diram_status without(const uint8_t *const *parts, size_t part_len, size_t total,
                            size_t missing, int32_t salvage, const uint8_t *want, size_t want_len) {
    const uint8_t *given[256];
    size_t lens[256], got;
    diram_buffer *out = NULL;
    diram_report *report = NULL;
    diram_status status;
    double recovered;

    for (size_t i = 0; i < total; i++) {
        given[total - 1 - i] = parts[i];
        lens[i] = part_len;
    }
    for (size_t i = 0; i < missing; i++) given[i * (total / missing)] = NULL;
    status = diram_component_reconstruct(given, lens, total, salvage, &out, &report, NULL);
    if (status == DIRAM_OK) {
        const uint8_t *data = diram_buffer_data(out, &got);
        CHECK(got == want_len && memcmp(data, want, got) == 0);
        CHECK(diram_report_number(report, "recovered", &recovered) == DIRAM_OK);
        CHECK(recovered == (double)missing);
    }
    diram_report_free(report);
    diram_buffer_free(out);
    return status;
}

static void component(size_t size, size_t total, size_t allowed, size_t limit) {
    uint8_t *data = noise(size);
    const uint8_t *zip, *parts[256];
    diram_buffer *package = NULL;
    size_t len, part_len;

    RUN(diram_package_pack_bytes(data, size, NULL, NULL, &package, &err));
    zip = diram_buffer_data(package, &len);
    CHECK(parts_of(zip, len, parts, &part_len) == total);
    CHECK(without(parts, part_len, total, 0, 0, data, size) == DIRAM_OK);
    CHECK(without(parts, part_len, total, allowed, 0, data, size) == DIRAM_OK);
    CHECK(without(parts, part_len, total, allowed + 1, 0, data, size) == DIRAM_ERR_COHERENCE);
    CHECK(without(parts, part_len, total, limit, 1, data, size) == DIRAM_OK);
    CHECK(without(parts, part_len, total, limit + 1, 1, data, size) == DIRAM_ERR_LOST);
    diram_buffer_free(package);
    free(data);
}

int main(void) {
    component(1000, 22, 1, 2);
    component(240 * 5120, 256, 11, 16);
    return 0;
}
