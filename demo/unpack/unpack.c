/* unpack PACKAGE DIR [salvage]: unpacks, and prints how many parts were mended and rebuilt. */
#include <diram.h>
#include <stdio.h>

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s PACKAGE DIR [salvage]\n", argv[0]);
    return 1;
  }
  diram_error *err = NULL;
  diram_package *package = NULL;
  diram_report *report = NULL;
  diram_unpack_options *options = diram_unpack_options_new();
  double mended = 0, rebuilt = 0;
  int failed = diram_unpack_options_set_salvage(options, argc > 3, &err) ||
               diram_package_open(argv[1], DIRAM_Z, &package, &err) ||
               diram_package_unpack(package, argv[2], DIRAM_Z, options, NULL, &report, &err) ||
               diram_report_number(report, "mended_parts", &mended) ||
               diram_report_number(report, "rebuilt_parts", &rebuilt);
  if (failed)
    fprintf(stderr, "%s\n", err != NULL ? diram_error_message(err, NULL) : "the report is not complete");
  else
    printf("%.0f %.0f\n", mended, rebuilt);
  diram_report_free(report);
  diram_unpack_options_free(options);
  diram_package_free(package);
  diram_error_free(err);
  return failed;
}
