--- The back end's deliberate panic on a package's handle: gives nil and the record.

local backend = require "semverx.backend"

if backend.name == "native" then
  return backend.test_panic
end

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

ffi.cdef("diram_status diram_test_panic(const diram_package *package, diram_error **err);")

return function(handle)
  return call.done(C.diram_test_panic(handle, call.err))
end
