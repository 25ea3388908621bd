--- Policies over libdiram: a handle lives for one call.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

local made = ffi.new("semverx_policy *[1]")
local policy = {}

--- Runs `work` with the policy of this JSON; nil is the default one, which is NULL.
function policy.with(json, work)
  if not json then
    return work(nil)
  end
  local ok, record = call.done(C.semverx_policy_from_json(json, #json, made, call.err))
  if not ok then
    return nil, record
  end
  local handle = ffi.gc(made[0], C.semverx_policy_free)
  local value
  value, record = work(handle)
  call.free(handle, C.semverx_policy_free)
  return value, record
end

return policy
