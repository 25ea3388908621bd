--- Resolution over a registry, fault levels, and the check of certificates.

local fault = require "semverx.fault"
local resolution = require "semverx.resolution"
local resolver = require "semverx.resolver"

return {
  --- A resolver: see `semverx.resolver`.
  resolver = resolver.new,
  verify_resolution = resolver.verify_resolution,
  FaultState = fault.FaultState,
  FaultLevel = fault.FaultLevel,
  FaultCause = fault.FaultCause,
  RecoveryAction = fault.RecoveryAction,
  --- What a fault level is: `{level, name, state, action}`.
  fault_level = fault.level,
  --- The original's name of a resolution, for its constants.
  ResolutionResult = resolution.Result,
}
