/* README's first example; the lines between the marks are quoted there. */
#include <diram.h>
#include <stdio.h>

int main(void) {
    // hello:
    diram_error *err = NULL; diram_package *pkg = NULL;
    if (diram_package_pack("photos", DIRAM_Z, "photos.zip", DIRAM_Z, NULL, NULL, NULL, &err) ||
        diram_package_open("photos.zip", DIRAM_Z, &pkg, &err) ||
        diram_package_unpack(pkg, "restored", DIRAM_Z, NULL, NULL, NULL, &err))
        fprintf(stderr, "%s\n", diram_error_message(err, NULL));
    diram_package_free(pkg);
    diram_error_free(err);
    // :hello
    return 0;
}
