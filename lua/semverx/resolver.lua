--- A resolver: one version for each package that is needed, or why there is none, with the proof.
--
--     local resolver = semverx.resolver{ source = "reg.ndjson" }
--     local answer = resolver:resolve("app", "1.*.*.stable")
--     print(answer.feasible, answer.solution.app, answer.explanation)
--
-- That nothing fits is an answer, not an error. Without `source` it reads the registry that
-- `$DIRAM_REGISTRY` names, else the default endpoint.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local operation = require "semverx.operation"
local options = require "semverx.options"
local pairs_of = require "semverx.pairs_of"
local policy = require "semverx.policy"
local range = require "semverx.range"
local registry = require "semverx.registry_handle"
local resolution = require "semverx.resolution"
local strategies = require "semverx.strategies"
local version = require "semverx.version"

local WHAT = "resolver"

local resolver = {}

local function requirements(what, given)
  return pairs_of(what, given, range.text_of)
end

local function lock(name, given)
  return pairs_of(name, resolution.locked(given) or given, version.text_of)
end

local ASKING = options.join(operation.known, { lock = lock, now = options.whole, certificate = options.flag })
local ASKING_MANY = options.join(ASKING, { threads = options.whole })

-- Checks of answers: see `semverx.strategies`.
local methods = { check = strategies.check, plan = strategies.plan, graph = strategies.graph }

--- Answers `resolve(name, range, opts)`, or `resolve(requirements, opts)` where requirements are a table
-- from names to ranges or a list of `{name, range}`. A range left out is `*`. Options: `lock` (versions
-- to prefer, by name, or an earlier answer), `now` (seconds since 1970, for `min_release_age`),
-- `certificate` (default true), and those of every long call. Gives a resolution: see
-- `semverx.resolution`.
function methods:resolve(wanted, ...)
  local handle = class.handle(self, WHAT)
  local opts
  if type(wanted) == "string" then
    local within
    within, opts = ...
    if within == nil then
      within = "*"
    end
    wanted = { names = { wanted }, ranges = { range.text_of("range", within) } }
  else
    wanted, opts = requirements("requirements", wanted), (...)
  end
  return resolution.new(operation.call(opts, ASKING, function(...)
    return backend.resolver_resolve(handle, wanted, ...)
  end), wanted)
end

--- Answers a list of requirements tables, on several threads and in order. A request that fails gives
-- `{error = err}` in its place. Options: those of `resolve`, and `threads`.
function methods:resolve_many(requests, opts)
  local handle = class.handle(self, WHAT)
  if type(requests) ~= "table" then
    errors.argument("requests", "requests must be a list of requirements, got " .. type(requests))
  end
  local wanted = {}
  for i, request in ipairs(requests) do
    wanted[i] = requirements(("requests[%d]"):format(i), request)
  end
  local outcomes = operation.call(opts, ASKING_MANY, function(...)
    return backend.resolver_resolve_many(handle, wanted, ...)
  end)
  local answers = {}
  for i, outcome in ipairs(outcomes) do
    local found = outcome.resolution
    answers[i] = found and resolution.new(found, wanted[i]) or { error = errors.new(outcome.error) }
  end
  return answers
end

local new = class.define(WHAT, methods, {}, backend.resolver_close)

--- A resolver over an open registry's handle, or nil; `json` is a policy's, or nil for the registry's.
function resolver.over(source, json)
  return new({ handle = errors.check(backend.resolver_new(source, json)) })
end

local function source_of(name, given)
  if type(given) == "string" then
    return given
  end
  return registry.of(name, given)
end

local KNOWN = { source = source_of, policy = policy.json }

--- Makes a resolver. Options: `source` (a registry, or the path of one), `policy` (default: the
-- registry's).
function resolver.new(opts)
  opts = options.check(opts, KNOWN)
  local source = opts.source
  if type(source) == "string" then
    source = errors.check(backend.registry_open(source, {}))
  end
  return resolver.over(source, opts.policy)
end

local ANCHORS = { key = options.text, root = options.text, registry = registry.of }

--- Checks a certificate without any solver, and whether its snapshot is the one you know by `key` (a
-- public key, 64 hex digits), `root` (a snapshot's, 64 hex digits) or `registry`. Gives `{feasible,
-- anchored, anchor, snapshot, requirements, solution, facts, steps}`; anything wrong with it is an
-- error.
function resolver.verify_resolution(certificate, opts)
  options.text("certificate", certificate)
  opts = options.check(opts, ANCHORS)
  local first, second = next(opts), nil
  if first then
    second = next(opts, first)
  end
  if second then
    errors.argument(second, "give one of key, root and registry, not several")
  end
  local report = errors.check(backend.verify_resolution(certificate, opts.key, opts.root, opts.registry))
  report.solution = resolution.versions(report.solution)
  return report
end

return resolver
