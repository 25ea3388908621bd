/*
 * Seed 000 §1.2, "Component Partitioning (Base-256 Average)".
 * Changed lines: 4
 * - `uint8_t num_parts`: a component may have 256 parts, so the number is wider
 * - `huffman_tree[512]`: 128 bytes, code lengths as nibbles, all that a canonical tree needs
 * - `parity_parts[32]`: the list of their numbers, at most 16
 * - `float recovery_threshold`: a double, since 0.954 is decided as 954/1000
 */

#include "sample.h"

static double number(const diram_report *report, const char *key) {
    double value = -1;
    CHECK(diram_report_number(report, key, &value) == DIRAM_OK);
    return value;
}

static size_t text_len(const diram_report *report, const char *key) {
    size_t len = 0;
    CHECK(diram_report_text(report, key, &len) != NULL);
    return len;
}

int main(void) {
    uint8_t text[20000];
    diram_pack_options *options = diram_pack_options_new();
    diram_buffer *zip = NULL;
    diram_package *package = NULL;
    diram_report *components = NULL;
    size_t len;
    const uint8_t *data;

    for (size_t i = 0; i < sizeof text; i++) text[i] = (uint8_t)("abracadabra"[i % 11]);
    RUN(diram_pack_options_set_codec(options, "huffman", DIRAM_Z, &err));
    RUN(diram_package_pack_bytes(text, sizeof text, options, NULL, &zip, &err));
    data = diram_buffer_data(zip, &len);
    RUN(diram_package_open_bytes(data, len, NULL, &package, &err));
    RUN(diram_package_components(package, NULL, &components, &err));

    CHECK(number(components, "0.component_id") == 0);
    CHECK(number(components, "0.total_size") == sizeof text);
    CHECK(number(components, "0.num_parts") == number(components, "0.parts"));
    CHECK(strcmp(diram_report_text(components, "0.parts.3.filename", NULL),
                 "root/obinexus/src/diram-component-0.part.3") == 0);
    CHECK(number(components, "0.parts.3.part_number") == 3);
    CHECK(number(components, "0.parts.3.part_size") >= 384);
    CHECK(text_len(components, "0.parts.0.huffman_tree") == 2 * 128);
    CHECK(text_len(components, "0.parts.0.sha256_checksum") == 2 * sizeof(uint64_t));
    CHECK(number(components, "0.recovery.parity_parts") == 2);
    CHECK(number(components, "0.recovery.recovery_threshold") == 0.954);

    diram_report_free(components);
    diram_package_free(package);
    diram_buffer_free(zip);
    diram_pack_options_free(options);
    return 0;
}
