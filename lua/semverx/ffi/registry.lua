--- An open registry over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local kept = require "semverx.ffi.kept"

local err, report = call.err, call.report
local opened, sequence = ffi.new("diram_registry *[1]"), ffi.new("uint64_t[1]")
local registry = {}

-- Larger is no level either.
local MOST_U32 = 4294967295

local SETTERS = {
  tier = function(h, v)
    return call.done(C.diram_registry_options_set_tier(h, v, #v, err))
  end,
  policy = function(h, json)
    local policy, record = kept.policy(json)
    if not policy then
      return nil, record
    end
    return call.done(C.diram_registry_options_set_policy(h, policy, err))
  end,
  signing_key = function(h, v)
    return call.done(C.diram_registry_options_set_signing_key(h, v, #v, err))
  end,
  clock = function(h, v)
    return call.done(C.diram_registry_options_set_clock(h, v, err))
  end,
  gated = function(h, v)
    return call.done(C.diram_registry_options_set_gated(h, v and 1 or 0, err))
  end,
  max_bytes = function(h, v)
    return call.done(C.diram_registry_options_set_max_bytes(h, v, err))
  end,
}

local function options(values)
  local made = ffi.gc(C.diram_registry_options_new(), C.diram_registry_options_free)
  for key, value in pairs(values) do
    if SETTERS[key] then
      local ok, record = SETTERS[key](made, value)
      if not ok then
        return nil, record
      end
    end
  end
  return made
end

local function open_by(job)
  return function(source, values)
    local made, record = options(values)
    if not made then
      return nil, record
    end
    return call.handle(job(source, #source, made, opened, err), opened, C.diram_registry_free)
  end
end

registry.registry_open = open_by(C.diram_registry_open)
registry.registry_open_lines = open_by(C.diram_registry_open_lines)

function registry.registry_from_env()
  return call.handle(C.diram_registry_open_env(opened, err), opened, C.diram_registry_free)
end

function registry.registry_close(self)
  call.free(self, C.diram_registry_free)
  return true
end

function registry.registry_at(self, seq)
  return call.handle(C.diram_registry_at(self, seq, opened, err), opened, C.diram_registry_free)
end

function registry.registry_source(self)
  return call.text(C.diram_registry_source(self, call.size))
end

function registry.registry_public_key(self)
  return call.text(C.diram_registry_public_key(self, call.size))
end

function registry.registry_snapshot(self)
  return call.table(C.diram_registry_snapshot(self, report, err))
end

function registry.registry_names(self)
  return call.table(C.diram_registry_names(self, report, err))
end

--- A function of one text.
local function look(job)
  return function(self, text)
    return call.table(job(self, text, #text, report, err))
  end
end

registry.registry_versions = look(C.diram_registry_versions)
registry.registry_search = look(C.diram_registry_search)
registry.registry_graph = look(C.diram_registry_graph)
registry.registry_dependents = look(C.diram_registry_dependents)
registry.registry_publish = look(C.diram_registry_publish)

--- A function of one version.
local function look_at(job)
  return function(self, name, version)
    return call.table(job(self, name, #name, version, #version, report, err))
  end
end

registry.registry_info = look_at(C.diram_registry_info)
registry.registry_node = look_at(C.diram_registry_node)
registry.registry_yank = look_at(C.diram_registry_yank)
registry.registry_unyank = look_at(C.diram_registry_unyank)

function registry.registry_diff(self, a, b)
  return call.table(C.diram_registry_diff(self, a, b, report, err))
end

function registry.registry_prove(self, name, version)
  local length = version and #version or 0
  return call.table(C.diram_registry_prove(self, name, #name, version, length, report, err))
end

function registry.registry_set_fault(self, name, version, level)
  level = math.min(level, MOST_U32)
  return call.table(C.diram_registry_set_fault(self, name, #name, version, #version, level, report, err))
end

function registry.registry_rollback(self, name, to)
  local target
  if to then
    sequence[0] = to
    target = sequence
  end
  return call.table(C.diram_registry_rollback(self, name, #name, target, report, err))
end

return registry
