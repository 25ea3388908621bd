/* Asks a registry file for a package, prints what to install in which order or why nothing fits, and
 * checks the proof of the answer against the registry.
 *
 *   cc resolve.c $(pkg-config --cflags --libs diram) -o resolve
 *   ./resolve reg.ndjson app '1.*.*.stable'
 */
#include <diram.h>
#include <stdio.h>

static void show(const semverx_resolution *answer) {
  if (!semverx_resolution_feasible(answer)) printf("%s\n", semverx_resolution_explanation(answer, NULL));
  for (size_t i = 0; i < semverx_resolution_count(answer); i++) {
    const char *name = semverx_resolution_name(answer, i, NULL);
    printf("%s %s\n", name, semverx_resolution_version(answer, name, DIRAM_Z, NULL));
  }
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: %s REGISTRY NAME RANGE\n", argv[0]);
    return 1;
  }
  diram_error *err = NULL;
  diram_registry *registry = NULL;
  semverx_resolver *resolver = semverx_resolver_new();
  semverx_resolution *answer = NULL;
  diram_report *proof = NULL;
  int failed = 1;

  if (diram_registry_open(argv[1], DIRAM_Z, NULL, &registry, &err) ||
      semverx_resolver_set_source(resolver, registry, &err) ||
      semverx_resolve(resolver, argv[2], DIRAM_Z, argv[3], DIRAM_Z, &answer, &err))
    goto end;
  show(answer);

  size_t len = 0;
  const char *certificate = semverx_resolution_certificate(answer, &len);
  if (semverx_verify_resolution_against((const uint8_t *)certificate, len, registry, &proof, &err)) goto end;
  double facts = 0;
  if (diram_report_number(proof, "facts", &facts)) goto end;
  printf("proven by %zu bytes, %.0f facts\n", len, facts);
  failed = !semverx_resolution_feasible(answer);

end:
  if (err != NULL) {
    fprintf(stderr, "%s\n", diram_error_message(err, NULL));
    if (diram_error_hint(err, NULL) != NULL) fprintf(stderr, "hint: %s\n", diram_error_hint(err, NULL));
  }
  diram_report_free(proof);
  semverx_resolution_free(answer);
  semverx_resolver_free(resolver);
  diram_registry_free(registry);
  diram_error_free(err);
  return failed;
}
