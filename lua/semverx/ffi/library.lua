--- Loads libdiram: `$DIRAM_LIBRARY`, or what the system's loader knows as `diram`.

local ffi = require "ffi"

ffi.cdef(require "semverx.cdef")

local path = os.getenv("DIRAM_LIBRARY") or "diram"
local library = ffi.load(path)

-- Before anything else: another binary interface would be called with wrong arguments.
local abi = library.diram_abi()
if abi ~= library.DIRAM_ABI then
  error(("%s has the binary interface %d, this rock needs %d"):format(path, abi, library.DIRAM_ABI), 0)
end

return library
