/* The tests' own tools, against known answers. */
#include "support/check.h"
#include "support/compare.h"
#include "support/digest.h"
#include "support/json.h"
#include "support/print.h"

static void sha256(void) {
  char hex[65];
  sha256_hex((const uint8_t *)"abc", 3, hex);
  CHECK(strcmp(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") == 0);
  sha256_hex((const uint8_t *)"", 0, hex);
  CHECK(strcmp(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == 0);
  /* 56 bytes: the length does not fit the first block. */
  const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  sha256_hex((const uint8_t *)two, 56, hex);
  CHECK(strcmp(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1") == 0);
}

static void base64(void) {
  bytes out = base64_decode("Zm9vYmE=");
  CHECK(out.len == 5 && memcmp(out.data, "fooba", 5) == 0);
  free(out.data);
}

static void json_reader(void) {
  json *root = json_parse(" {\"a\": [1, -2.5e1, {}], \"b\": \"x\\n\\u00e9\\\"\", \"c\": true, \"d\": null} ");
  const json *list = json_need(root, "a");
  CHECK(list->kind == JSON_LIST && list->count == 3 && list->items[1].number == -25.0);
  CHECK(strcmp(json_text(root, "b"), "x\n\xc3\xa9\"") == 0 && json_need(root, "b")->len == 5);
  CHECK(json_flag(root, "c") && !json_flag(root, "d") && !json_flag(root, "e"));
  CHECK(json_need(root, "d")->kind == JSON_NULL && json_get(root, "e") == NULL);
  json_free(root);
  root = json_parse("\"a\\u0000b\"");
  CHECK(root->len == 3 && memcmp(root->text, "a\0b", 4) == 0);
  json_free(root);
}

/* What is written reads back as it was, and as nothing else. */
static void json_writer(void) {
  json *root = json_parse("{\"a\":[1,-2.5,{}],\"b\":\"x\\n\\\"\\\\\",\"c\":true,\"d\":null,\"e\":9007199254740991}");
  text written = {NULL, 0};
  text_json(&written, root);
  json *back = json_parse(written.data), *other = json_parse("{\"c\":false}");
  CHECK(said_is("back", root, back) && said_is("root", back, root));
  CHECK(!said_is("(meant to differ)", other, back));
  json_free(root);
  json_free(back);
  json_free(other);
  free(written.data);
}

int main(void) {
  sha256();
  base64();
  json_reader();
  json_writer();
  return 0;
}
