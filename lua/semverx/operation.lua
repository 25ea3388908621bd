--- Operations: cancel, time limit and progress of long calls.
--
--     local op = semverx.op{ timeout = 30, progress = function(p) print(p.done, p.total) end }
--     pkg:verify{ op = op }
--
-- Every long call also takes `timeout` (seconds) and `progress` directly. The progress function gets
-- `{done, total, phase}` (bytes; `total` is nil while nobody can know), at most ten times a second
-- and once at the end; returning `false` cancels. It runs inside the call, on its thread. Through
-- LuaJIT's FFI it can only run after the call, once, and `false` comes too late: a C library that
-- calls back into compiled Lua code is not safe.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local options = require "semverx.options"

local operation = {}

local WHAT = "operation"

local methods = {}

--- Ends the operation at its next step; the call fails with `Cancelled`.
function methods:cancel()
  backend.op_cancel(class.handle(self, WHAT))
end

--- Whether it was cancelled.
function methods:is_cancelled()
  return backend.op_is_cancelled(class.handle(self, WHAT))
end

--- How far it is: `{done, total, phase}`.
function methods:progress()
  local done, total, phase = backend.op_progress(class.handle(self, WHAT))
  return { done = done, total = total, phase = phase }
end

-- The collector frees the back end's part.
local new = class.define(WHAT, methods, {}, function() end)

local KNOWN = { timeout = options.seconds, progress = options.callback }

--- A new operation, for one or more calls. `timeout` seconds are counted from now.
function operation.new(opts)
  opts = options.check(opts, KNOWN)
  local handle = backend.op_new()
  if opts.timeout then
    backend.op_set_timeout(handle, opts.timeout)
  end
  return new({ handle = handle, listener = opts.progress })
end

local function given(name, value)
  if type(value) ~= "table" or not rawget(value, "handle") or not value.is_cancelled then
    errors.argument(name, name .. " must come from semverx.op, got " .. type(value))
  end
  return value
end

--- The options that every long call takes.
operation.known = { op = given, timeout = options.seconds, progress = options.callback }

--- What a call with these (checked) options runs under: an operation's handle and a progress
-- function, each may be nil.
function operation.of(opts)
  if not opts.op then
    if not opts.timeout and not opts.progress then
      return nil, nil
    end
    return operation.new({ timeout = opts.timeout }).handle, opts.progress
  end
  local handle = class.handle(opts.op, WHAT)
  if opts.timeout then
    backend.op_set_timeout(handle, opts.timeout)
  end
  return handle, opts.progress or opts.op.listener
end

--- A progress function that never raises: a back end calls it with three values. The error of the
-- caller's own function waits in `failure[1]`.
local function quiet(listener, failure)
  return function(done, total, phase)
    local ok, go_on = pcall(listener, { done = done, total = total, phase = phase })
    if not ok then
      failure[1], failure.raised = go_on, true
      return false
    end
    return go_on ~= false
  end
end

--- Runs `work(handle, listener)`, a call of a primitive, and gives its value or raises.
function operation.run(handle, listener, work)
  if not listener then
    return errors.check(work(handle, nil))
  end
  local failure = {}
  local report = quiet(listener, failure)
  local value, record = work(handle, backend.live_progress and report or nil)
  if value ~= nil and not backend.live_progress then
    report(backend.op_progress(handle))
  end
  if failure.raised then
    error(failure[1], 0)
  end
  return errors.check(value, record)
end

--- Runs `work(opts, handle, listener)` with a checked copy of the option table: a call of a primitive
-- that takes the options `known`, those of every long call among them.
function operation.call(opts, known, work)
  opts = options.check(opts, known)
  local handle, listener = operation.of(opts)
  return operation.run(handle, listener, function(...)
    return work(opts, ...)
  end)
end

return operation
