-- Seed 002 §6.3, "Lua Binding (`lua-semverx`)".
-- Changed lines: 2
-- - `require "semverx.libsemverx"`: `ffi.load` would need a header, which is not in print
-- - `FaultState`: not in print; it is that library's

local ffi = require("ffi")
local semverx_lib = require "semverx.libsemverx"
local FaultState = semverx_lib.FaultState

local Registry = {}
Registry.__index = Registry

function Registry.new(endpoint)
    local self = setmetatable({}, Registry)
    self.endpoint = endpoint or "https://r.obinexus.org"
    self.resolver = semverx_lib.semverx_resolver_new()
    return self
end

function Registry:fetch(package_id, version_range)
    local result = semverx_lib.semverx_resolve(
        self.resolver,
        package_id,
        version_range
    )

    if result.fault_state == FaultState.PANIC then
        error(result.error_message)
    end

    return result.package
end

ffi.cdef("int setenv(const char *name, const char *value, int overwrite);")
assert(ffi.C.setenv("DIRAM_REGISTRY", "reg.ndjson", 1) == 0)
local file = assert(io.open("reg.ndjson", "w"))
assert(file:write(('{"name":"core","version":"1.1.0","deps":{"base":"^1"},"sha256":"%s"}\n'):format(("ab"):rep(32))))
assert(file:write('{"name":"core","version":"1.2.0","deps":{"gone":"*"}}\n'))
assert(file:write('{"name":"core","version":"2.0.0","deps":{"gone":"*"}}\n'))
assert(file:write('{"name":"base","version":"1.0.0","deps":{}}\n'))
assert(file:close())

local registry = Registry.new()
assert(registry.endpoint == "https://r.obinexus.org")
local chosen = registry:fetch("core", "1.*.*.stable")
assert(chosen.name == "core" and tostring(chosen.version) == "1.stable.1.stable.0.stable")
assert(chosen.sha256 == ("ab"):rep(32))
local ok, message = pcall(registry.fetch, registry, "core", "2.*.*.stable")
assert(not ok and tostring(message):find("gone", 1, true))

return Registry
