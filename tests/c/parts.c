/* Lone parts, components from parts, and the codecs. */
#include "support/check.h"
#include "support/files.h"
#include "support/zip.h"

static diram_error *err = NULL;

enum { MOST_PARTS = 256 };

static void parts_and_components(void) {
  bytes data = prose(200000);
  diram_buffer *made = NULL, *back = NULL;
  diram_report *report = NULL;
  OK(diram_package_pack_bytes(data.data, data.len, NULL, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *package = diram_buffer_data(made, &len);
  zip_part places[MOST_PARTS];
  size_t count = zip_parts(package, len, "diram-component-0.part.", places, MOST_PARTS);
  CHECK(count >= 22);
  const uint8_t *parts[MOST_PARTS];
  size_t lens[MOST_PARTS];
  for (size_t i = 0; i < count; i++) { /* last part first: the order does not matter */
    parts[i] = package + places[count - 1 - i].offset;
    lens[i] = places[count - 1 - i].len;
  }
  OK(diram_component_reconstruct(parts, lens, count, 0, &back, &report, &err));
  CHECK(buffer_is(back, data.data, data.len) && number_of(report, "coherence") == 1.0);
  CHECK(number_of(report, "recovered") == 0);
  diram_buffer_free(back);
  diram_report_free(report);

  parts[0] = NULL;
  OK(diram_component_reconstruct(parts, lens, count, 0, &back, &report, &err));
  CHECK(buffer_is(back, data.data, data.len) && number_of(report, "recovered") == 1);
  CHECK(number_of(report, "recovered.0") == (double)(count - 1));
  diram_buffer_free(back);
  diram_report_free(report);
  parts[1] = NULL;
  back = NULL;
  FAILS(DIRAM_ERR_COHERENCE, diram_component_reconstruct(parts, lens, count, 0, &back, NULL, &err));
  OK(diram_component_reconstruct(parts, lens, count, 1, &back, NULL, &err));
  CHECK(buffer_is(back, data.data, data.len));
  diram_buffer_free(back);

  /* A burst of 32 bytes inside one part mends itself. */
  bytes part = {malloc(lens[2]), lens[2]};
  CHECK(part.data != NULL);
  memcpy(part.data, parts[2], part.len);
  memset(part.data + 300, 0xa5, 32);
  OK(diram_part_check(part.data, part.len, &report, &err));
  CHECK(number_of(report, "mendable") == 1 && number_of(report, "intact") == 0);
  CHECK(number_of(report, "part_number") == (double)(count - 3) && text_is(report, "kind", "component"));
  diram_report_free(report);
  OK(diram_part_heal(part.data, part.len, &back, &err));
  CHECK(buffer_is(back, parts[2], lens[2]));
  diram_buffer_free(back);
  memset(part.data, 0, part.len);
  OK(diram_part_check(part.data, part.len, &report, &err));
  CHECK(number_of(report, "mendable") == 0 && diram_report_text(report, "kind", NULL) == NULL);
  diram_report_free(report);
  free(part.data);
  diram_buffer_free(made);
  free(data.data);
}

static void recovery(void) {
  bytes data = prose(50000);
  diram_buffer *made = NULL, *back = NULL;
  OK(diram_compress_with_recovery(data.data, data.len, 0.954f, NULL, &made, &err));
  size_t len = 0;
  const uint8_t *package = diram_buffer_data(made, &len);
  CHECK(len < data.len);
  OK(diram_decompress_fault_tolerant(package, len, 0.046, NULL, &back, &err));
  CHECK(buffer_is(back, data.data, data.len));
  diram_buffer_free(back);
  back = NULL;
  FAILS(DIRAM_ERR_ARGUMENT, diram_compress_with_recovery(data.data, data.len, 0.5, NULL, &back, &err));
  FAILS(DIRAM_ERR_ARGUMENT, diram_decompress_fault_tolerant(package, len, 1.5, NULL, &back, &err));
  CHECK(back == NULL);
  diram_buffer_free(made);
  free(data.data);
}

static void huffman(void) {
  bytes data = prose(5000);
  diram_buffer *coded = NULL, *back = NULL;
  OK(diram_huffman_encode(data.data, data.len, &coded, &err));
  size_t len = 0;
  const uint8_t *code = diram_buffer_data(coded, &len);
  CHECK(len < data.len && len <= diram_huffman_bound(data.len));
  OK(diram_huffman_decode(code, len, DIRAM_HUFFMAN_MAX_OUTPUT, &back, &err));
  CHECK(buffer_is(back, data.data, data.len));
  diram_buffer_free(back);
  back = NULL;
  FAILS(DIRAM_ERR_OUTPUT_LIMIT, diram_huffman_decode(code, len, data.len - 1, &back, &err));
  FAILS(DIRAM_ERR_TRUNCATED, diram_huffman_decode(code, 10, data.len, &back, &err));

  size_t capacity = diram_huffman_bound(data.len), written = 77;
  uint8_t *own = malloc(capacity);
  CHECK(own != NULL);
  FAILS(DIRAM_ERR_SHORT_BUFFER, diram_huffman_encode_into(data.data, data.len, own, len - 1, &written, &err));
  CHECK(written == 77);
  OK(diram_huffman_encode_into(data.data, data.len, own, capacity, &written, &err));
  CHECK(buffer_is(coded, own, written));
  free(own);
  diram_buffer_free(coded);

  /* No input at all. */
  OK(diram_huffman_encode(NULL, 0, &coded, &err));
  code = diram_buffer_data(coded, &len);
  OK(diram_huffman_decode(code, len, 0, &back, &err));
  CHECK(buffer_is(back, "", 0));
  diram_buffer_free(coded);
  diram_buffer_free(back);

  diram_report *codes = NULL;
  OK(diram_huffman_codes((const uint8_t *)"aaaabbc", 7, &codes, &err));
  CHECK(number_of(codes, "") == 3 && number_of(codes, "0.symbol") == 'a');
  CHECK(number_of(codes, "0.length") == 1 && number_of(codes, "2.code") == 3);
  diram_report_free(codes);
  free(data.data);
}

int main(void) {
  huffman();
  recovery();
  parts_and_components();
  return 0;
}
