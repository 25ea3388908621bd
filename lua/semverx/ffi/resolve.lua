--- Resolution and the check of certificates, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local json = require "semverx.json"
local kept = require "semverx.ffi.kept"

local err = call.err
local answered = ffi.new("semverx_resolution *[1]")
local resolve = {}

function resolve.resolver_new(source, policy_json)
  local policy, record = kept.policy(policy_json)
  if record then
    return nil, record
  end
  local made = ffi.gc(C.semverx_resolver_new(), C.semverx_resolver_free)
  local ok = true
  if source then
    ok, record = call.done(C.semverx_resolver_set_source(made, source, err))
  end
  if ok and policy then
    ok, record = call.done(C.semverx_resolver_set_policy(made, policy, err))
  end
  if not ok then
    return nil, record
  end
  return made
end

function resolve.resolver_close(self)
  call.free(self, C.semverx_resolver_free)
  return true
end

--- Adds pairs of texts to a handle, by the C function `add`.
local function fill(handle, add, given)
  for i, name in ipairs(given.names) do
    local value = given.ranges[i]
    local ok, record = call.done(add(handle, name, #name, value, #value, err))
    if not ok then
      return nil, record
    end
  end
  return handle
end

local function request(wanted)
  return fill(ffi.gc(C.semverx_request_new(), C.semverx_request_free), C.semverx_request_add, wanted)
end

local SETTERS = {
  lock = function(h, lock)
    return fill(h, C.semverx_resolve_options_prefer, lock)
  end,
  now = function(h, seconds)
    return call.done(C.semverx_resolve_options_set_now(h, seconds, err))
  end,
  certificate = function(h, wanted)
    return call.done(C.semverx_resolve_options_set_certificate(h, wanted and 1 or 0, err))
  end,
  threads = function(h, threads)
    return call.done(C.semverx_resolve_options_set_threads(h, threads, err))
  end,
}

local function options(values)
  local made = ffi.gc(C.semverx_resolve_options_new(), C.semverx_resolve_options_free)
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

--- The table of a resolution, whose handle is freed.
local function taken(resolution)
  local report = json.decode(call.text(C.semverx_resolution_json(resolution, call.size)))
  C.semverx_resolution_free(resolution)
  return report
end

function resolve.resolver_resolve(self, wanted, values, handle)
  local asking, record = options(values)
  if not asking then
    return nil, record
  end
  local asked
  asked, record = request(wanted)
  if not asked then
    return nil, record
  end
  local ok
  ok, record = call.done(C.semverx_resolve_with(self, asked, asking, call.op(handle), answered, err))
  if not ok then
    return nil, record
  end
  return taken(answered[0])
end

--- The requests as C takes them: an array, and a list that keeps them alive.
local function requests_of(list)
  local pointers, alive = ffi.new("const semverx_request *[?]", #list), {}
  for i, wanted in ipairs(list) do
    local asked, record = request(wanted)
    if not asked then
      return nil, record
    end
    pointers[i - 1], alive[i] = asked, asked
  end
  return pointers, alive
end

function resolve.resolver_resolve_many(self, list, values, handle)
  local asking, record = options(values)
  if not asking then
    return nil, record
  end
  local requests, alive = requests_of(list)
  if not requests then
    return nil, alive
  end
  local resolutions = ffi.new("semverx_resolution *[?]", #list)
  local failures = ffi.new("diram_error *[?]", #list)
  local status =
    C.semverx_resolve_many(self, requests, #alive, asking, call.op(handle), resolutions, failures, err)
  local ok
  ok, record = call.done(status)
  if not ok then
    return nil, record
  end
  local outcomes = {}
  for i = 1, #list do
    if resolutions[i - 1] ~= nil then
      outcomes[i] = { resolution = taken(resolutions[i - 1]) }
    else
      outcomes[i] = { error = call.record(failures[i - 1]) }
    end
  end
  return outcomes
end

-- Macros of the header.
local NONE, KEY, ROOT = 0, 1, 2

function resolve.verify_resolution(certificate, key, root, registry)
  local report, anchor = call.report, key or root
  if registry then
    return call.table(C.semverx_verify_resolution_against(certificate, #certificate, registry, report, err))
  end
  local kind = key and KEY or root and ROOT or NONE
  local length = anchor and #anchor or 0
  return call.table(C.semverx_verify_resolution(certificate, #certificate, kind, anchor, length, report, err))
end

return resolve
