--- Fault levels: how far a version can be trusted, from 0 (clean) to 17 (the system's panic).

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local options = require "semverx.options"

local fault = {
  --- The four bands of levels, each its own name, as in `resolution.fault_state`.
  FaultState = {},
  --- The number of each named level, such as `FaultLevel.HIGH_WARNING`.
  FaultLevel = {},
  --- The highest level.
  MAX = 17,
}

--- What a level is: `{level, name, state}`. Above 17 is an error.
function fault.level(level)
  local found = backend.fault_level(options.whole("level", level))
  if not found then
    errors.limit("level", "0..=17", level)
  end
  return { level = level, name = found.name, state = found.state }
end

for number = 0, fault.MAX do
  local level = fault.level(number)
  fault.FaultLevel[level.name] = number
  fault.FaultState[level.state] = level.state
end

return fault
