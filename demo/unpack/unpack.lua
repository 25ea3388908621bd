-- unpack.lua PACKAGE DIR [salvage]: unpacks, and prints how many parts were mended and rebuilt.
local semverx = require "semverx"
if os.getenv "BACKEND" then
  assert(semverx.BACKEND == os.getenv "BACKEND", "this is the back end " .. semverx.BACKEND)
end
local package = semverx.packages.open(arg[1])
local report = package:unpack(arg[2], { salvage = arg[3] == "salvage" })
print(string.format("%d %d", report.mended_parts, report.rebuilt_parts))
package:close()
