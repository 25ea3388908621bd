--- A registry: which packages and versions there are, who needs whom, and the proof of it.
--
--     local Registry = require("semverx").Registry
--     local reg = Registry.new("reg.ndjson")
--     reg:publish{ name = "core", version = "1.1.0", deps = {} }
--     print(reg.resolver:resolve("core", "^1").solution.core)
--     reg:rollback("core")
--     reg:close()
--
-- For now a registry is a file of JSON lines (`.ndjson`) or a folder of such files, one a source. It is
-- read whole into memory and nothing is written back: what is published or undone lasts as long as
-- the registry is open. Results are plain tables; versions in them are canonical texts. Faults and gates
-- are in `semverx.registry_faults`, plugins and locks in `semverx.registry_plugins`, subscriptions in
-- `semverx.registry_watch`.

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local options = require "semverx.options"
local policy = require "semverx.policy"
local registry_handle = require "semverx.registry_handle"
local resolver = require "semverx.resolver"
local shelf = require "semverx.shelf"
local version = require "semverx.version"

local check = errors.check

local methods, getters = {}, {}
local new

for _, part in ipairs({ "registry_faults", "registry_plugins", "registry_watch" }) do
  for name, method in pairs(require("semverx." .. part)) do
    methods[name] = method
  end
end

local function handle(self)
  return registry_handle.of("registry", self)
end

local function name_of(name)
  return options.text("name", name)
end

--- A primitive of nothing but the registry, or of it and one package's name.
local function look(primitive, argument)
  return function(self, name)
    local registry = handle(self)
    if argument then
      options.text(argument, name)
    end
    return check(backend[primitive](registry, name))
  end
end

--- A primitive of one version.
local function look_at(primitive, handle_of)
  handle_of = handle_of or handle
  return function(self, name, number)
    return check(backend[primitive](handle_of(self), name_of(name), version.text_of("version", number)))
  end
end

local changing = registry_handle.changing

--- Which state it shows: `{seq, root, roots, time, parent, note, signed_by}`.
methods.snapshot = look("registry_snapshot")

--- The names of all packages, ascending.
methods.names = look("registry_names")

--- The versions of a package, ascending: a list of `{version, compact, stable, yanked, fault,
-- fault_state, published}`.
methods.versions = look("registry_versions", "name")

--- All about one version: `{source, name, version, compact, deps, yanked, fault, fault_name,
-- fault_state, sha256, published, hash}`.
methods.info = look_at("registry_info")

--- A version's node in the tree, with the fields of the original's `RegistryNode`.
methods.node = look_at("registry_node")

--- Names that hold a text, else names near it, at most 100: a list of `{name, best}`.
methods.search = look("registry_search", "text")

--- What a package needs, directly and further on: `{nodes, edges}`.
methods.graph = look("registry_graph", "name")

--- Which versions need a package: a list of `{name, version, range}`.
methods.dependents = look("registry_dependents", "name")

--- What changed between two snapshots: a list of `{source, name, version, kind, old, new}`.
function methods:diff(a, b)
  return check(backend.registry_diff(handle(self), options.whole("a", a), options.whole("b", b)))
end

--- The proof that there is a version, or all versions of a name, or that there is none: `{source,
-- name, version, present, near, head, tree}`.
function methods:prove(name, number)
  local text = number ~= nil and version.text_of("version", number) or nil
  return check(backend.registry_prove(handle(self), name_of(name), text))
end

--- The registry as it was in snapshot `seq`: it shows that state for ever and changes nothing.
function methods:at(seq)
  local past = check(backend.registry_at(handle(self), options.whole("seq", seq)))
  return new({
    handle = past,
    endpoint = rawget(self, "endpoint"),
    own_policy = rawget(self, "own_policy"),
    shelf = rawget(self, "shelf"),
    watchers = {},
  })
end

--- Withdraws a version: only a lock or an exact pin of the root chooses it from now on.
methods.yank = look_at("registry_yank", changing)

--- Takes the withdrawal back.
methods.unyank = look_at("registry_unyank", changing)

--- Sets a version's fault level, 0 to 17.
function methods:set_fault(name, number, level)
  local text = version.text_of("version", number)
  return check(backend.registry_set_fault(changing(self), name_of(name), text, options.whole("level", level)))
end

--- Brings everything about a package back to snapshot `to`; without `to` it undoes the package's latest
-- change. Versions that were not there then are gone, and their numbers are never free again.
function methods:rollback(name, to)
  return check(backend.registry_rollback(changing(self), name_of(name), to and options.whole("to", to)))
end

--- The source that names are looked up in.
function getters:source()
  return check(backend.registry_source(handle(self)))
end

--- The policy that it was opened with.
function getters:policy()
  return policy.new(rawget(self, "own_policy"))
end

--- The public key that signs its snapshots, in hex; nil if nothing does.
function getters:public_key()
  return check(backend.registry_public_key(handle(self)))
end

--- A resolver over it, under the policy that it was opened with. It answers on when the registry is
-- closed.
function getters:resolver()
  local registry = handle(self)
  local made = rawget(self, "own_resolver")
  if not made then
    made = resolver.over(registry)
    rawset(self, "own_resolver", made)
  end
  return made
end

new = registry_handle.define(methods, getters, backend.registry_close)

--- A registry that was just opened.
local function fresh(fields)
  fields.shelf, fields.watchers = shelf.new(), {}
  return new(fields)
end

local KNOWN = {
  tier = options.text,
  policy = policy.json,
  signing_key = options.text,
  clock = options.whole,
  gated = options.flag,
  max_bytes = options.whole,
}

local registry = {
  --- Where the registry is when nobody says otherwise.
  DEFAULT_ENDPOINT = backend.default_endpoint,
}

--- Opens a registry file or folder, or `{bytes = s}`, the content of such a file. Options: `tier` (the
-- source that names are looked up in, default `"live"`), `policy`, `signing_key` (an Ed25519 seed of
-- 32 bytes), `clock` (the time of all changes, in seconds since 1970, which `advance_clock` moves;
-- default: the host's clock), `gated` (whether a publish that the gates find incoherent is refused; default
-- false), `max_bytes` (to read; default 1 GiB).
function registry.new(endpoint, opts)
  if endpoint == nil then
    endpoint = registry.DEFAULT_ENDPOINT
  end
  opts = options.check(opts, KNOWN)
  if type(endpoint) == "table" and type(endpoint.bytes) == "string" then
    local opened = check(backend.registry_open_lines(endpoint.bytes, opts))
    return fresh({ handle = opened, own_policy = opts.policy })
  elseif type(endpoint) ~= "string" then
    local message = "endpoint must be a path, an address or {bytes = string}, got " .. type(endpoint)
    errors.argument("endpoint", message)
  end
  local opened = check(backend.registry_open(endpoint, opts))
  return fresh({ handle = opened, endpoint = endpoint, own_policy = opts.policy })
end

--- Opens the registry that `$DIRAM_REGISTRY` names, else the default endpoint.
function registry.from_env()
  local endpoint = os.getenv("DIRAM_REGISTRY") or registry.DEFAULT_ENDPOINT
  return fresh({ handle = check(backend.registry_from_env()), endpoint = endpoint })
end

return registry
