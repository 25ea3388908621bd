--- The original binding's library, as its sample calls it:
--
--     local semverx_lib = require "semverx.libsemverx"
--     local FaultState = semverx_lib.FaultState
--     local resolver = semverx_lib.semverx_resolver_new()
--     local result = semverx_lib.semverx_resolve(resolver, "@obinexus/core", "2.*.*.stable")
--     if result.fault_state == FaultState.PANIC then error(result.error_message) end
--
-- The sample wrote `ffi.load("libsemverx")`, which cannot know these functions without a header. Here
-- they are Lua functions that take the same arguments and give plain tables: see `semverx.resolution`.

local fault = require "semverx.fault"
local resolver = require "semverx.resolver"

return {
  FaultState = fault.FaultState,
  --- A resolver over the registry that `$DIRAM_REGISTRY` names, else the default endpoint.
  semverx_resolver_new = function()
    return resolver.new()
  end,
  --- The answer for one package.
  semverx_resolve = function(made, id, range)
    return made:resolve(id, range)
  end,
  --- Closes a resolver.
  semverx_resolver_free = function(made)
    made:close()
  end,
}
