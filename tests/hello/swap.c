/* README's third example; the lines between the marks are quoted there. */
#include <diram.h>
#include <stdio.h>
#include <string.h>

// hello:
static int32_t no_left_pad(void *ctx, const char *package, size_t len, diram_veto *veto) {
    (void)ctx, (void)len;
    if (!strstr(package, "\"name\":\"left-pad\"")) return 0;
    diram_veto_say(veto, "we pad ourselves", DIRAM_Z); return 1;
}
// :hello

int main(void) {
    // hello:
    diram_plugin plugin = {.abi = DIRAM_ABI, .size = sizeof plugin, .name = "NoLeftPad", .on_install = no_left_pad};
    diram_error *err = NULL; diram_registry *reg = NULL; diram_report *way = NULL;
    semverx_resolver *resolver = semverx_resolver_new();
    if (diram_registry_open("reg.ndjson", DIRAM_Z, NULL, &reg, &err) || diram_registry_plug(reg, &plugin, &err) ||
        diram_registry_lock(reg, ".", DIRAM_Z, NULL, 0, NULL, NULL, &err)) puts(diram_error_message(err, NULL));
    diram_error_free(err); err = NULL;
    if (semverx_resolver_set_source(resolver, reg, &err) || semverx_plan(resolver, "core", DIRAM_Z,
        "1.0.0", DIRAM_Z, "3.2.0", DIRAM_Z, NULL, 0, &way, &err)) puts(diram_error_message(err, NULL));
    else printf("%s over %s\n", diram_report_text(way, "verdict", NULL), diram_report_text(way, "hops.0.to", NULL));
    diram_report_free(way); semverx_resolver_free(resolver); diram_registry_free(reg); diram_error_free(err);
    // :hello
    return 0;
}
