/* README's second example; the lines between the marks are quoted there. */
#include <diram.h>
#include <stdio.h>

int main(void) {
    // hello:
    diram_error *err = NULL; diram_registry *reg = NULL; semverx_resolution *answer = NULL; int32_t yes = 0;
    semverx_resolver *resolver = semverx_resolver_new();
    if (semverx_satisfies("2.stable.1.stable.0.stable", DIRAM_Z, "2.*.*.stable", DIRAM_Z, &yes, &err) ||
        diram_registry_open("reg.ndjson", DIRAM_Z, NULL, &reg, &err) ||
        semverx_resolver_set_source(resolver, reg, &err) ||
        semverx_resolve(resolver, "app", DIRAM_Z, "1.*.*.stable", DIRAM_Z, &answer, &err))
        fprintf(stderr, "%s\n", diram_error_message(err, NULL));
    else printf("%d %s\n", yes, semverx_resolution_feasible(answer) ?
        semverx_resolution_version(answer, "core", DIRAM_Z, NULL) : semverx_resolution_explanation(answer, NULL));
    semverx_resolution_free(answer); semverx_resolver_free(resolver); diram_registry_free(reg); diram_error_free(err);
    // :hello
    return 0;
}
