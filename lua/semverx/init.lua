--- diram for Lua: packages that heal themselves, versions, resolution and registries.
--
--     local sx = require "semverx"
--     sx.packages.pack("photos", "photos.zip")
--     print(sx.satisfies("2.stable.1.stable.0.stable", "2.*.*.stable"))
--
-- Functions raise errors (`semverx.errors`); `require "semverx.safe"` is the same tree with
-- `nil, err`. Use one `lua_State` from one thread at a time, as Lua itself asks.

local backend = require "semverx.backend"
local fault = require "semverx.fault"
local registry = require "semverx.registry"
local resolve = require "semverx.resolve"
local scanner = require "semverx.scanner"

local semverx = {
  --- diram's version.
  VERSION = backend.version,
  --- Which back end runs: `"ffi"` (libdiram through LuaJIT) or `"native"` (the C module).
  BACKEND = backend.name,
  errors = require "semverx.errors",
  packages = require "semverx.packages",
  registry = registry,
  resolve = resolve,
  --- The original's names: `local Registry = require "semverx"` works too.
  Registry = registry,
  new = registry.new,
  resolver = resolve.resolver,
  verify_resolution = resolve.verify_resolution,
  FaultState = fault.FaultState,
  FaultLevel = fault.FaultLevel,
  FaultCause = fault.FaultCause,
  RecoveryAction = fault.RecoveryAction,
  --- Plugins that come with diram: see `semverx.scanner`.
  security_scanner = scanner.security_scanner,
  orphan_report = scanner.orphan_report,
  --- `op{timeout = seconds, progress = f}`: cancel, time limit and progress of long calls.
  op = require("semverx.operation").new,
}

-- Versions are so common that they need no second name.
for name, value in pairs(require "semverx.versions") do
  semverx[name] = value
end

return semverx
