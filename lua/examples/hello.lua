local sx = require "semverx.safe"
assert(sx.packages.pack("photos", "photos.zip"))
local pkg = assert(sx.packages.open("photos.zip"))
print(pkg:verify().status, pkg.overall_coherence)
local report, err = pkg:unpack("restored")
if not report then print(err.hint) end
pkg:close()
