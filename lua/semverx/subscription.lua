--- A subscription: what happens to one package of a registry, kept until it is asked for.
--
--     local sub = reg:subscribe("core")
--     reg:publish{ name = "core", version = "1.1.0", deps = {} }
--     print(sub:next().kind)                       -- publish
--     sub:on(function(update) print(update.kind) end)
--     sub:run(5)                                   -- calls it for what comes within 5 seconds
--
-- An update is a table `{package, old_version, version, kind, seq, index, fault, dependents, fix,
-- merged}`. `kind` is `"publish"`, `"opt_in"`, `"yank"`, `"unyank"`, `"fault"`, `"rollback"`,
-- `"mandatory"`, `"stale"` or `"resync"`; `seq` and `index` are its place in the history; `merged` is how
-- many earlier updates it stands for.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local operation = require "semverx.operation"
local options = require "semverx.options"

local WHAT = "subscription"

-- In seconds: so long a wait leaves no time for others, nor for the user's Ctrl-C.
local SLICE = 0.05

local subscription = {}

local methods = {}

--- The next update, or nil when none comes within `seconds` (default 0; `math.huge` is for ever).
local function wait(handle, seconds, op)
  local ends = backend.clock() + seconds
  while true do
    local left = math.max(ends - backend.clock(), 0)
    local update = errors.check(backend.observer_next(handle, math.min(left, SLICE), op))
    if update or left == 0 then
      return update
    end
  end
end

local KNOWN = { op = operation.known.op }

--- The next update; waits for it at most `seconds` (default 0, which does not wait; `math.huge` for as
-- long as it takes). nil when none came. Option: `op`, which may cancel the wait.
function methods:next(seconds, opts)
  local handle = class.handle(self, WHAT)
  seconds = seconds == nil and 0 or options.seconds("seconds", seconds)
  local op = operation.of(options.check(opts, KNOWN))
  return wait(handle, seconds, op)
end

--- Says what a callback raised.
local function complain(self, update, raised, trace)
  local handler = rawget(self, "handler")
  if handler then
    local ok, again = pcall(handler, raised, update)
    if ok then
      return
    end
    trace = ("%s\nand so did its handler: %s"):format(trace, tostring(again))
  end
  io.stderr:write(("semverx: the callback of %s raised %s\n"):format(self.package, trace))
end

--- Calls the callback with the next update that comes within `seconds`; says whether one came.
local function tell(self, seconds)
  local handle, callback = rawget(self, "handle"), rawget(self, "callback")
  local update = handle and callback and wait(handle, seconds)
  if not update then
    return false
  end
  local raised, trace
  local ok = xpcall(function()
    callback(update)
  end, function(why)
    raised, trace = why, debug.traceback(tostring(why), 2)
  end)
  if not ok then
    complain(self, update, raised, trace or tostring(raised))
  end
  return true
end

--- The one that will have an update first, as far as that is known.
local function soonest(watchers)
  local first, least
  for _, sub in ipairs(watchers) do
    local handle = rawget(sub, "handle")
    local milliseconds = handle and (errors.check(backend.observer_wait(handle)) or math.huge)
    if milliseconds and (not least or milliseconds < least) then
      first, least = sub, milliseconds
    end
  end
  return first
end

--- Those that are open and have a callback.
local function awake(watchers)
  local open = {}
  for _, sub in ipairs(watchers) do
    if rawget(sub, "handle") and rawget(sub, "callback") then
      open[#open + 1] = sub
    end
  end
  return open
end

--- Calls the callbacks of subscriptions for all that is ready, and for what comes within `seconds`
-- (default 0); says how often. It returns at once when there is nobody to call.
function subscription.run(watchers, seconds)
  seconds = seconds == nil and 0 or options.seconds("seconds", seconds)
  local ends, count = backend.clock() + seconds, 0
  while true do
    local told, open = 0, awake(watchers)
    for _, sub in ipairs(open) do
      told = told + (tell(sub, 0) and 1 or 0)
    end
    local left = ends - backend.clock()
    if told == 0 and left > 0 and #open > 0 then
      told = tell(soonest(open), math.min(left, SLICE)) and 1 or 0
    elseif told == 0 then
      return count
    end
    count = count + told
  end
end

--- Keeps those that are still to be called: a list holds on to its subscriptions.
local function remember(self)
  local watchers = rawget(self, "watchers")
  local open = awake(watchers)
  for i = 1, math.max(#watchers, #open) do
    watchers[i] = open[i]
  end
  for _, sub in ipairs(open) do
    if sub == self then
      return
    end
  end
  if rawget(self, "callback") then
    table.insert(watchers, self)
  end
end

--- Sets what `run` calls with each update, instead of what was set before; nil for nothing. A callback
-- that raises is reported (to `handler(raised, update)`, else to `io.stderr`), and the next update is
-- told all the same. Gives the subscription back.
function methods:on(callback, handler)
  class.handle(self, WHAT)
  self.callback = callback ~= nil and options.callback("callback", callback) or nil
  self.handler = handler ~= nil and options.callback("handler", handler) or nil
  remember(self)
  return self
end

--- Calls the callback for all that is ready, and for what comes within `seconds` (default 0); says how
-- often.
function methods:run(seconds)
  class.handle(self, WHAT)
  if not rawget(self, "callback") then
    errors.state("this subscription has no callback: set one with on(f) first")
  end
  return subscription.run({ self }, seconds)
end

local new = class.define(WHAT, methods, {}, backend.observer_close)

--- A subscription of a back end's observer. `watchers` is its registry's list of those that have a
-- callback.
function subscription.new(handle, package, watchers)
  return new({ handle = handle, package = package, watchers = watchers })
end

return subscription
