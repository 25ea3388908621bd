--- How a C function is called: places for its results, and a status into `value` or `nil, record`.
--
-- The places are shared by all calls. That is safe: C never calls back into Lua, so no call begins
-- before the one before it has been read out.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local json = require "semverx.json"

local call = {
  err = ffi.new("diram_error *[1]"),
  buffer = ffi.new("diram_buffer *[1]"),
  report = ffi.new("diram_report *[1]"),
  number = ffi.new("double[1]"),
  size = ffi.new("size_t[1]"),
  --- The largest uint64_t, which stands for "unknown" or "for ever". LuaJIT makes half of it out of the
  -- number -1.
  most_u64 = ffi.cast("uint64_t", ffi.new("int64_t", -1)),
}

local function text(pointer)
  return pointer ~= nil and ffi.string(pointer, call.size[0]) or nil
end

--- Text behind a pointer whose length went to `call.size`; nil for NULL.
call.text = text

local function taken(place)
  local handle = place[0]
  place[0] = nil
  return handle
end

--- The record of an error, which is freed.
function call.record(handle)
  local record = json.decode(text(C.diram_error_json(handle, call.size)))
  C.diram_error_free(handle)
  record.code, record.name, record.status = record.status, record.code, nil
  return record
end

--- The record of the error that the failed call left.
local function failure(status)
  local handle = taken(call.err)
  if handle == nil then
    local message = ("libdiram failed with status %d and no error"):format(status)
    return { code = status, name = "PANIC", class = "InternalError", message = message }
  end
  return call.record(handle)
end

--- The pointer of an operation that may be nil.
function call.op(handle)
  return handle and handle.pointer
end

--- True, or `nil, record`.
function call.done(status)
  if status == C.DIRAM_OK then
    return true
  end
  return nil, failure(status)
end

--- The bytes in `call.buffer`.
function call.bytes(status)
  if status ~= C.DIRAM_OK then
    return nil, failure(status)
  end
  local handle = taken(call.buffer)
  local data = C.diram_buffer_data(handle, call.size)
  local bytes = text(data)
  C.diram_buffer_free(handle)
  return bytes
end

--- The report in `call.report`, as a table.
function call.table(status)
  if status ~= C.DIRAM_OK then
    return nil, failure(status)
  end
  local handle = taken(call.report)
  local value = json.decode(text(C.diram_report_json(handle, call.size)))
  C.diram_report_free(handle)
  return value
end

--- The number in `call.number`.
function call.value(status)
  if status ~= C.DIRAM_OK then
    return nil, failure(status)
  end
  return call.number[0]
end

--- The handle in `place`, which the collector frees by the C function `free`.
function call.handle(status, place, free)
  if status ~= C.DIRAM_OK then
    return nil, failure(status)
  end
  return ffi.gc(taken(place), free)
end

--- Frees a handle now instead of later.
function call.free(handle, free)
  free(ffi.gc(handle, nil))
end

return call
