--- Classes of handles and of values, each in two manners.
--
-- Methods raise errors; the safe manner of the same class returns `nil, err` instead. The manner is
-- in the metatable, so every method is written once. A handle object is a table around a back end's
-- handle and changes its manner; a value is a table that never changes, so another one is made.

local errors = require "semverx.errors"

local class = {}

-- From a raising metatable to the safe one.
local safe_manner = {}

-- Where a value keeps its facts.
local FACTS = {}

local function settle(ok, first, ...)
  if ok then
    local safe = safe_manner[getmetatable(first)]
    if not safe then
      return first, ...
    end
    local facts = rawget(first, FACTS)
    return setmetatable(facts and { [FACTS] = facts } or first, safe), ...
  end
  if errors.is(first) then
    return nil, first
  end
  error(first, 0)
end

--- The same function, returning `nil, err` where it raised an error of diram's. Other errors (those
-- of a caller's own function, or a mistake in the program) go through.
function class.protect(f)
  return function(...)
    return settle(pcall(f, ...))
  end
end

local function protect_all(functions)
  local safe = {}
  for name, f in pairs(functions) do
    safe[name] = class.protect(f)
  end
  return safe
end

--- Looks a key up: a method, a getter's result, or (of a value) a fact.
local function lookup(methods, getters)
  return function(self, key)
    local method = methods[key]
    if method then
      return method
    end
    local getter = getters[key]
    if getter then
      return (getter(self))
    end
    local facts = rawget(self, FACTS)
    return facts and facts[key]
  end
end

local function metatable(what, methods, getters, close)
  return {
    __name = what,
    __index = lookup(methods, getters),
    __tostring = function(self)
      return ("%s: %s"):format(what, rawget(self, "handle") and "open" or "closed")
    end,
    __close = close,
  }
end

--- Makes a class and gives its constructor, which takes the object's fields, the back end's
-- `handle` among them. `release(handle)` frees a handle; the object gets `close()` from it, which
-- may be called twice, and the `__close` of Lua 5.4. A forgotten handle is freed by the collector.
function class.define(what, methods, getters, release)
  function methods:close()
    local handle = rawget(self, "handle")
    if handle then
      self.handle = nil
      release(handle)
    end
  end
  local raising = metatable(what, methods, getters, methods.close)
  safe_manner[raising] = metatable(what, protect_all(methods), protect_all(getters), methods.close)
  return function(fields)
    return setmetatable(fields, raising)
  end
end

local function value_metatable(what, methods, getters, operators)
  local made = {
    __name = what,
    __index = lookup(methods, getters),
    __newindex = function(_, key)
      errors.argument(tostring(key), ("a %s does not change: make another one"):format(what))
    end,
  }
  for name, operator in pairs(operators) do
    made[name] = operator
  end
  return made
end

--- A shallow copy of a table.
function class.copy(given)
  local copy = {}
  for key, value in pairs(given) do
    copy[key] = value
  end
  return copy
end

--- Makes a class of values. Gives its constructor, which takes the facts (readable as fields), and a
-- function that gives the facts of a value of this class, or nil for anything else. `operators` are
-- metamethods; they raise in both manners.
function class.value(what, methods, getters, operators)
  local raising = value_metatable(what, methods, getters, operators)
  local safe = value_metatable(what, protect_all(methods), protect_all(getters), operators)
  safe_manner[raising] = safe
  local function new(facts)
    return setmetatable({ [FACTS] = facts }, raising)
  end
  local function facts_of(value)
    local manner = getmetatable(value)
    if manner == raising or manner == safe then
      return rawget(value, FACTS)
    end
  end
  return new, facts_of
end

--- The handle of an open object; raises `StateError` for a closed one.
function class.handle(self, what)
  local handle = type(self) == "table" and rawget(self, "handle")
  if not handle then
    errors.closed(what)
  end
  return handle
end

return class
