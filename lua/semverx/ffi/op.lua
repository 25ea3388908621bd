--- Operations over libdiram. A handle is a table: C cannot say whether an operation was cancelled.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

local op = {}

local done, total, phase = ffi.new("uint64_t[1]"), ffi.new("uint64_t[1]"), ffi.new("const char *[1]")
local UNKNOWN = call.most_u64
-- Longer is no limit at all.
local MOST_SECONDS = 2 ^ 40

function op.op_new()
  return { pointer = ffi.gc(C.diram_op_new(), C.diram_op_free), cancelled = false }
end

function op.op_set_timeout(handle, seconds)
  if seconds < MOST_SECONDS then
    C.diram_op_set_timeout_ms(handle.pointer, math.ceil(seconds * 1000))
  end
  return true
end

function op.op_cancel(handle)
  C.diram_op_cancel(handle.pointer)
  handle.cancelled = true
  return true
end

function op.op_is_cancelled(handle)
  return handle.cancelled
end

function op.op_progress(handle)
  local ok, record = call.done(C.diram_op_progress(handle.pointer, done, total, phase))
  if not ok then
    return nil, record
  end
  local known = total[0] ~= UNKNOWN and tonumber(total[0]) or nil
  return tonumber(done[0]), known, ffi.string(phase[0])
end

return op
