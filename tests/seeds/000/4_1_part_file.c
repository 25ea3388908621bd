/*
 * Seed 000 §4.1, "Part File Structure".
 * Changed lines: 4
 * - `0xD1RA4C00` is not hexadecimal: 0xD12A4C00
 * - `total_parts`: 256 does not fit, so total - 1 is stored
 * - `compressed_data[5120]`: as long as the header says, 5120 at most
 * - `padding[108]`: the footer's fields and it make 124 of 128 bytes; the whole SHA-256 is there
 */

#include "sample.h"

int main(void) {
    size_t data_size = 240 * 5120, len, part_len;
    uint8_t *raw_data = noise(data_size);
    diram_buffer *package = NULL;
    const uint8_t *zip, *parts[256];

    RUN(diram_package_pack_bytes(raw_data, data_size, NULL, NULL, &package, &err));
    zip = diram_buffer_data(package, &len);
    CHECK(parts_of(zip, len, parts, &part_len) == 256);
    CHECK(part_len == 256 + 5120 + 128);

    for (int number = 0; number < 256; number++) {
        const uint8_t *header = parts[number], *footer = header + 256 + 5120;
        float coherence_level;
        CHECK(u32_at(header) == 0xD12A4C00u);             /* magic */
        CHECK(header[6] == number);                       /* part_number */
        CHECK(header[7] == 255);                          /* total_parts - 1 */
        if (number < 240) CHECK(u32_at(header + 48) == 5120); /* full_size */
        memcpy(&coherence_level, footer + 12, 4);
        CHECK(coherence_level >= 0.954);                  /* coherence_level */
        CHECK(memcmp(footer, footer + 16, 8) == 0);       /* sha256_checksum, first 8 of 32 */
        CHECK(memcmp(footer + 48, header, 16) == 0);      /* the header's copy */
        for (int i = 64; i < 128; i++) CHECK(footer[i] == 0);
    }

    diram_buffer_free(package);
    free(raw_data);
    return 0;
}
