--- Asks one plugin that is written in Lua, within its time.
--
-- Each call runs in a coroutine of its own. When it has taken too long, a debug hook ends it; where no
-- hook can (inside a C function, in code that LuaJIT has compiled already, in a coroutine of the
-- plugin's own on PUC Lua, or when the program has a debug hook itself), it is judged late once it returns.
-- Compiled code looks at no hook, so LuaJIT's compiler rests during the call.

-- luacheck: globals jit

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local utf8_text = require "semverx.utf8_text"

local ballot = {}

-- Instructions between two looks at the clock.
local STEPS = 1000

-- What ends a call that takes too long.
local LATE = {}

--- Has the interpreter run what comes, if LuaJIT's compiler is on; gives what turns it on again.
local function interpreted()
  if type(jit) ~= "table" or not jit.status() then
    return function() end
  end
  jit.off()
  return jit.on
end

--- Ends `thread` when its time is over, if that is possible; gives what stops watching.
local function watched(thread, is_over)
  if not debug or not debug.sethook or debug.gethook(thread) then
    return function() end
  end
  local compiled, home = interpreted(), coroutine.running()
  local function look()
    -- LuaJIT has one hook for all threads, ours among them.
    if is_over() and coroutine.running() ~= home then
      -- The plugin may catch it: then its next step fails too, until nothing is left that catches.
      debug.sethook(thread, look, "", 1)
      error(LATE, 0)
    end
  end
  debug.sethook(thread, look, "", STEPS)
  return function()
    debug.sethook(thread)
    compiled()
  end
end

--- The reason in what was raised, or given with a no.
local function reason(raised)
  if errors.is(raised) then
    return raised.message
  elseif raised == nil then
    return "no reason given"
  end
  local ok, text = pcall(tostring, raised)
  return utf8_text.escaped(ok and type(text) == "string" and text or "a reason that cannot be read")
end

local ARGUMENTS = {
  on_publish = { "package" },
  on_install = { "package" },
  on_update = { "old", "new" },
  on_remove = { "package" },
  on_resolve = { "proposal" },
}

--- The hooks, and the fields of a call that they are given.
ballot.HOOKS = ARGUMENTS

local function ask_now(plugin, call)
  local hook = plugin[call.hook]
  if hook == nil then
    return true
  end
  local fields = ARGUMENTS[call.hook]
  return hook(plugin, call[fields[1]], call[fields[2]])
end

--- What the end of a call means: it raised, or what it gave.
local function judged(thread, ok, first, second)
  if not ok then
    return { answer = "no", why = reason(first) }
  elseif coroutine.status(thread) ~= "dead" then
    return { answer = "failed", why = "it yielded; a plugin answers at once" }
  elseif first == false or first == nil and second ~= nil then
    return { answer = "no", why = reason(second) }
  end
  return { answer = "yes" }
end

local function answer(plugin, call, seconds, asked)
  local ends = backend.clock() + seconds
  local function is_over()
    return backend.clock() > ends
  end
  local thread = coroutine.create(ask_now)
  asked.thread = thread
  local stop = watched(thread, is_over)
  local found = judged(thread, coroutine.resume(thread, plugin, call))
  stop()
  return is_over() and { answer = "late" } or found
end

--- The plugin's answers to the calls, in order, each `{answer, why}`. A late one is the last one, and
-- its hook is the second result. `asked.thread` is the coroutine of the call.
function ballot.answers(plugin, calls, seconds, asked)
  local answers = {}
  for i, call in ipairs(calls) do
    answers[i] = answer(plugin, call, seconds, asked)
    if answers[i].answer == "late" then
      return answers, call.hook
    end
  end
  return answers
end

return ballot
