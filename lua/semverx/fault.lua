--- Fault levels: how far a version can be trusted, from 0 (clean) to 17 (the system's panic).

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local options = require "semverx.options"

local fault = {
  --- The four bands of levels, each its own name, as in `resolution.fault_state`.
  FaultState = {},
  --- The number of each named level, such as `FaultLevel.HIGH_WARNING`.
  FaultLevel = {},
  --- The number of each cause that is known by name, such as `FaultCause.advisory_high`.
  FaultCause = {},
  --- What a level asks for, each its own name, as `action` in reports: `NO_ACTION`,
  -- `NOTIFY_OBSERVERS`, `REQUEST_MANUAL_REVIEW`, `SYSTEM_RESET`.
  RecoveryAction = {},
  --- The highest level.
  MAX = 17,
}

--- What a level is: `{level, name, state, action}`. Above 17 is an error.
function fault.level(level)
  local found = backend.fault_level(options.whole("level", level))
  if not found then
    errors.limit("level", "0..=17", level)
  end
  found.level = level
  return found
end

for number = 0, fault.MAX do
  local level = fault.level(number)
  fault.FaultLevel[level.name] = number
  fault.FaultState[level.state] = level.state
  fault.RecoveryAction[level.action] = level.action
end

for _, cause in ipairs({
  "stale",
  "deprecated",
  "parity_warning",
  "yanked_but_locked",
  "advisory_low",
  "advisory_medium",
  "near_name",
  "observers_failing",
  "advisory_high",
  "signature_missing",
  "signature_invalid",
  "parity_panic",
  "hash_mismatch",
  "advisory_critical",
  "head_invalid",
  "blob_lost",
  "store_broken",
}) do
  fault.FaultCause[cause] = backend.fault_of_cause(cause) or errors.internal("there is no cause " .. cause)
end

--- The level that a number or a cause's name stands for.
function fault.number_of(name, value)
  if type(value) ~= "string" then
    return options.whole(name, value)
  end
  local level = backend.fault_of_cause(value)
  if not level then
    local nearest = options.nearest(value, fault.FaultCause)
    errors.argument(name, ("there is no cause %q; did you mean %q?"):format(value, nearest), { nearest = nearest })
  end
  return level
end

return fault
