--- What makes a table a registry: known here, so that resolvers and registries can know each other.

local class = require "semverx.class"
local errors = require "semverx.errors"
local shelf = require "semverx.shelf"

local WHAT = "registry"

local registry_handle = {}

-- Every object made here; an object that nobody holds goes.
local made = setmetatable({}, { __mode = "k" })

--- The class of registries: gives its constructor.
function registry_handle.define(methods, getters, release)
  local new = class.define(WHAT, methods, getters, release)
  return function(fields)
    local registry = new(fields)
    made[registry] = true
    return registry
  end
end

--- The handle of an open registry. Raises `ArgumentError` for anything else, `StateError` for a closed one.
function registry_handle.of(name, value)
  if not made[value] then
    errors.argument(name, ("%s must be a registry, got %s"):format(name, type(value)))
  end
  return class.handle(value, WHAT)
end

--- The handle of an open registry that may be changed now.
function registry_handle.changing(self)
  local handle = registry_handle.of("registry", self)
  if shelf.is_asking(rawget(self, "shelf")) then
    errors.state("a plugin cannot change the registry that is asking it; change it afterwards")
  end
  return handle
end

return registry_handle
