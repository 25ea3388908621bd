--- An open package: verify, heal, unpack, read. Every method that may take long has an option table
-- as its last argument, with `op`, `timeout` and `progress`: see `semverx.operation`.

local backend = require "semverx.backend"
local class = require "semverx.class"
local entry = require "semverx.entry"
local errors = require "semverx.errors"
local operation = require "semverx.operation"
local options = require "semverx.options"
local sources = require "semverx.sources"

local check = errors.check
local WHAT = "package"
local BLOCK = 65536

local LOOK = operation.known
local READ = options.join(operation.known, { salvage = options.flag, max_output = options.whole })
local STREAM = { op = operation.known.op, timeout = operation.known.timeout }
local HEAL = options.join(operation.known, { salvage = options.flag, threads = options.whole })
local UNPACK = options.join(HEAL, { paths = options.texts, best_effort = options.flag, force = options.flag })

local methods, getters = {}, {}

local function handle(self)
  return class.handle(self, WHAT)
end

--- A primitive of nothing but the package, under an operation.
local function look(self, primitive, opts)
  local package = handle(self)
  return operation.call(opts, LOOK, function(_, ...)
    return backend[primitive](package, ...)
  end)
end

--- A primitive of the package and a component's name, under an operation.
local function look_at(self, primitive, name, opts)
  local package = handle(self)
  options.text("name", name)
  return operation.call(opts, LOOK, function(_, ...)
    return backend[primitive](package, name, ...)
  end)
end

--- The package's name; nil when the manifest is beyond recovery.
function getters:name()
  return check(backend.package_name(handle(self)))
end

--- The package's version; nil when the manifest is beyond recovery.
function getters:version()
  return check(backend.package_version(handle(self)))
end

--- Intact parts / all parts, as received. Looks at every byte, unless `verify` did so before, which
-- takes a time limit.
function getters:overall_coherence()
  return check(backend.package_overall_coherence(handle(self)))
end

--- Looks at every byte: `{status, coherence, coherence_healed, threshold, components, …}`. `status`
-- is `intact`, `healable`, `below-threshold` or `lost`. Damage is a result, never an error.
function methods:verify(opts)
  return look(self, "package_verify", opts)
end

--- Writes the original package, byte for byte, to a path or `{write = f}` and gives a report. A
-- writer gets the bytes after the whole package was healed, in memory. Options: `salvage`, `threads`.
function methods:heal(dst, opts)
  local path, write = sources.path_or_writer("dst", dst)
  if write then
    local bytes, report = methods.heal_bytes(self, opts)
    for from = 1, #bytes, BLOCK do
      write(bytes:sub(from, from + BLOCK - 1))
    end
    return report
  end
  local package = handle(self)
  return operation.call(opts, HEAL, function(...)
    return backend.package_heal(package, path, ...)
  end)
end

--- The same in memory: the original package's bytes, and the report.
function methods:heal_bytes(opts)
  local package = handle(self)
  local healed = operation.call(opts, HEAL, function(...)
    return backend.package_heal_bytes(package, ...)
  end)
  return healed.data, healed.report
end

local function unpack_by(primitive)
  return function(self, dir, opts)
    local package = handle(self)
    options.text("dir", dir)
    return operation.call(opts, UNPACK, function(...)
      return backend[primitive](package, dir, ...)
    end)
  end
end

--- Unpacks into a folder, which appears only when whole. Options: `paths` (only these members),
-- `salvage`, `best_effort`, `force`, `threads`.
methods.unpack = unpack_by("package_unpack")

--- Writes every component as `diram-KIND-N.bin` into a folder. Options as `unpack`.
methods.unpack_components = unpack_by("package_unpack_components")

--- The members: a list of `{path, type, mode, size, offset}`.
function methods:entries(opts)
  return look(self, "package_entries", opts)
end

--- The members' paths.
function methods:namelist(opts)
  local names = {}
  for i, member in ipairs(methods.entries(self, opts)) do
    names[i] = member.path
  end
  return names
end

--- One member's content, or a component's by its name. Options: `salvage`, and `max_output` bytes
-- (default 1 GiB); more is `FormatError`, and `open_entry` still works.
function methods:read(name, opts)
  local package = handle(self)
  options.text("name", name)
  return operation.call(opts, READ, function(...)
    return backend.package_read(package, name, ...)
  end)
end

--- One member's content as a stream, with `read`, `lines`, `size` and `close`. The options `op` and
-- `timeout` govern reading from it too.
function methods:open_entry(name, opts)
  local package = handle(self)
  options.text("name", name)
  local op = operation.of(options.check(opts, STREAM))
  return entry(check(backend.package_open_entry(package, name, op)))
end

--- Every component with its parts.
function methods:components(opts)
  return look(self, "package_components", opts)
end

--- Whether there is such a component, as in `diram-component-0.bin`.
function methods:has_component(name)
  return check(backend.package_has_component(handle(self), options.text("name", name)))
end

--- One component's coherence, as received.
function methods:verify_coherence(name, opts)
  return look_at(self, "package_verify_coherence", name, opts)
end

--- One component's decoded bytes, healed to the mathematical limit: asking for recovery is asking for
-- salvage. Its SHA-256 decides whether they are right.
function methods:recover_component(name, opts)
  return look_at(self, "package_recover_component", name, opts)
end

local new = class.define(WHAT, methods, getters, backend.package_close)

local package = {}

--- Opens a path, `{bytes = s}` or `{read = f}` (which is read to its end first). Damage is not an
-- error here; a file that holds no part at all is.
function package.open(src, opts)
  local path, bytes = sources.path_or_bytes("src", src)
  local opened = operation.call(opts, operation.known, function(_, ...)
    if path then
      return backend.package_open(path, ...)
    end
    return backend.package_open_bytes(bytes, ...)
  end)
  return new({ handle = opened })
end

return package
