--- Fault levels, faults and gates of a registry, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local json = require "semverx.json"

local err, report = call.err, call.report
local fault = {}

-- Larger is no level either.
local MOST_U32 = 4294967295

function fault.fault_level(level)
  if level > MOST_U32 then
    return nil
  end
  local name, state, action = C.diram_fault_name(level), C.diram_fault_band(level), C.diram_fault_action(level)
  return name ~= nil and { name = ffi.string(name), state = ffi.string(state), action = ffi.string(action) } or nil
end

function fault.fault_of_cause(cause)
  local level = C.diram_fault_of_cause(cause, #cause)
  return level >= 0 and level or nil
end

function fault.registry_handle_fault(self, name, version, level)
  level = math.min(level, MOST_U32)
  return call.table(C.diram_registry_handle_fault(self, name, #name, version, #version, level, report, err))
end

function fault.registry_faults(self, at_least)
  return call.table(C.diram_registry_faults(self, math.min(at_least, MOST_U32), report, err))
end

function fault.registry_gate(self, name, version, opts)
  local told = json.encode(opts)
  return call.table(C.diram_registry_gate(self, name, #name, version, #version, told, #told, report, err))
end

function fault.registry_gate_publish(self, line, opts)
  local told = json.encode(opts)
  return call.table(C.diram_registry_gate_publish(self, line, #line, told, #told, report, err))
end

return fault
