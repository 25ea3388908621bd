--- The back end over libdiram, through LuaJIT's FFI: no compiler, no C module.
--
-- No C function is ever given a Lua callback: LuaJIT has few of them, does not collect them, and
-- forbids them in compiled code. So progress is asked for when a call is over. A handle's finalizer
-- is the C function itself: a closure would keep its own handle alive.

local C = require "semverx.ffi.library"
local ffi = require "ffi"

local backend = {
  name = "ffi",
  version = ffi.string(C.diram_version_string()),
  coherence_threshold = C.diram_coherence_threshold(),
  live_progress = false,
  default_endpoint = "https://r.obinexus.org",
}

local PARTS = {
  "clock",
  "fault",
  "memory",
  "observer",
  "op",
  "package",
  "packer",
  "plugins",
  "registry",
  "resolve",
  "strategies",
  "transaction",
  "versions",
}

for _, part in ipairs(PARTS) do
  for name, primitive in pairs(require("semverx.ffi." .. part)) do
    backend[name] = primitive
  end
end

return require("semverx.interface").check(backend)
