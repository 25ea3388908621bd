--- Handle classes: an object is a table around a back end's handle, and has two manners.
--
-- Methods raise errors; the safe manner of the same class returns `nil, err` instead. An object
-- changes its manner by changing its metatable, so every method is written once.

local errors = require "semverx.errors"

local class = {}

-- From a raising metatable to the safe one.
local safe_manner = {}

local function settle(ok, first, ...)
  if ok then
    local safe = safe_manner[getmetatable(first)]
    if safe then
      setmetatable(first, safe)
    end
    return first, ...
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

local function metatable(what, methods, getters, close)
  return {
    __name = what,
    __index = function(self, key)
      local method = methods[key]
      if method then
        return method
      end
      local getter = getters[key]
      if getter then
        return (getter(self))
      end
    end,
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

--- The handle of an open object; raises `StateError` for a closed one.
function class.handle(self, what)
  local handle = type(self) == "table" and rawget(self, "handle")
  if not handle then
    errors.closed(what)
  end
  return handle
end

return class
