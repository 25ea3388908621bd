--- diram for Lua: packages that heal themselves.
--
--     local sx = require "semverx"
--     sx.packages.pack("photos", "photos.zip")
--
-- Functions raise errors (`semverx.errors`); `require "semverx.safe"` is the same tree with
-- `nil, err`. Use one `lua_State` from one thread at a time, as Lua itself asks.

local backend = require "semverx.backend"

return {
  --- diram's version.
  VERSION = backend.version,
  --- Which back end runs: `"ffi"` (libdiram through LuaJIT) or `"native"` (the C module).
  BACKEND = backend.name,
  errors = require "semverx.errors",
  packages = require "semverx.packages",
  --- `op{timeout = seconds, progress = f}`: cancel, time limit and progress of long calls.
  op = require("semverx.operation").new,
}
