"""unpack.py PACKAGE DIR [salvage]: unpacks, and prints how many parts were mended and rebuilt."""

import sys

from pysemverx import DiramError, Package

source, target, *rest = sys.argv[1:]
try:
    with Package.open(source) as package:
        report = package.unpack(target, salvage="salvage" in rest)
except DiramError as error:
    sys.exit(str(error))
print(report.mended_parts, report.rebuilt_parts)
