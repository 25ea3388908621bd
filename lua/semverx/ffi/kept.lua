--- The ranges and the policy that were read last: a program asks few of them, often. In Lua they are
-- values without native memory, so their texts come each time.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

-- Ranges kept; one more, and it begins anew.
local MOST = 64
-- The longest text that is kept, in bytes.
local LONGEST = 256

local ranged, ruled = ffi.new("semverx_range *[1]"), ffi.new("semverx_policy *[1]")
local ranges, count = {}, 0
local policy_json, policy
local kept = {}

--- The handle of a range, or `nil, record`.
function kept.range(text)
  local known = ranges[text]
  if known then
    return known
  end
  local range, record = call.handle(C.semverx_range_parse(text, #text, ranged, call.err), ranged, C.semverx_range_free)
  if range and #text <= LONGEST then
    if count == MOST then
      ranges, count = {}, 0
    end
    ranges[text], count = range, count + 1
  end
  return range, record
end

--- The handle of the policy of this JSON, or `nil, record`; nil alone, which is NULL, for no JSON.
function kept.policy(json)
  if not json or json == policy_json then
    return json and policy
  end
  local status = C.semverx_policy_from_json(json, #json, ruled, call.err)
  local read, record = call.handle(status, ruled, C.semverx_policy_free)
  if read then
    policy_json, policy = json, read
  end
  return read, record
end

return kept
