--- Observers, and the clock of a registry, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

local err, report = call.err, call.report
local observers, waits = ffi.new("diram_observer *[1]"), ffi.new("uint64_t[1]")
local observer = {}

-- "Since now", "for ever" and "unknown" in the header.
local MOST_U64 = call.most_u64
local MOST_U32 = 4294967295
-- Longer is for ever.
local MOST_SECONDS = 2 ^ 40

function observer.registry_subscribe(self, name, since)
  local status = C.diram_observer_open(self, name, #name, since or MOST_U64, observers, err)
  return call.handle(status, observers, C.diram_observer_free)
end

function observer.observer_next(self, seconds, op)
  local limit = seconds < MOST_SECONDS and math.ceil(seconds * 1000) or MOST_U64
  local status = C.diram_observer_next(self, limit, call.op(op), report, err)
  if status == C.DIRAM_OK and report[0] == nil then
    return nil
  end
  return call.table(status)
end

function observer.observer_wait(self)
  local ok, record = call.done(C.diram_observer_wait(self, waits, err))
  if not ok then
    return nil, record
  end
  return waits[0] ~= MOST_U64 and tonumber(waits[0]) or nil
end

function observer.observer_close(self)
  call.free(self, C.diram_observer_free)
  return true
end

function observer.registry_advance_clock(self, milliseconds)
  return call.done(C.diram_registry_advance_clock(self, milliseconds, err))
end

function observer.registry_check_stale(self, days)
  return call.table(C.diram_registry_check_stale(self, math.min(days, MOST_U32), report, err))
end

return observer
