/*
 * Seed 000 §2.1, "Hybrid Compression Pipeline".
 * Changed lines: 3
 * - `CompressedPackage compress_with_recovery`: status and error instead of a struct by value
 * - `map<char, string> huffman_codes`: a list of symbol, length and code, for C
 * - `allocate_pheno_segment`: streaming buffers are bounded and internal
 */

#include "sample.h"

int main(void) {
    static const char raw_data[] = "the quick brown fox jumps over the lazy dog; the dog sleeps on";
    size_t data_size = sizeof raw_data - 1, len, content_len;
    const uint8_t *raw = (const uint8_t *)raw_data, *data;
    diram_report *codes = NULL;
    diram_buffer *package = NULL, *content = NULL;
    double count, kraft = 0;
    char key[32];

    /* build_huffman_tree: a complete prefix code, short words for frequent symbols. */
    RUN(diram_huffman_codes(raw, data_size, &codes, &err));
    CHECK(diram_report_number(codes, "", &count) == DIRAM_OK && count > 20);
    for (int i = 0; i < (int)count; i++) {
        double length;
        snprintf(key, sizeof key, "%d.length", i);
        CHECK(diram_report_number(codes, key, &length) == DIRAM_OK);
        CHECK(length >= 1 && length <= 15);
        kraft += 1.0 / (double)(1 << (int)length);
    }
    CHECK(kraft == 1.0);
    diram_report_free(codes);

    /* The printed call, with the float it prints. */
    RUN(diram_compress_with_recovery(raw, data_size, 0.954f, NULL, &package, &err));
    data = diram_buffer_data(package, &len);
    RUN(diram_package_unpack_bytes(data, len, NULL, NULL, &content, &err));
    data = diram_buffer_data(content, &content_len);
    CHECK(content_len == data_size && memcmp(data, raw, data_size) == 0);
    diram_buffer_free(content);
    diram_buffer_free(package);

    package = NULL;
    CHECK(diram_compress_with_recovery(raw, data_size, 0.5f, NULL, &package, NULL) == DIRAM_ERR_ARGUMENT);
    CHECK(diram_compress_with_recovery(raw, data_size, 1.1, NULL, &package, NULL) == DIRAM_ERR_ARGUMENT);
    CHECK(package == NULL);
    return 0;
}
