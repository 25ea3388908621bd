--- Methods of a registry: plugins, and what they may stop, which is publishing and locking.
--
--     local no_log = { name = "no-log" }
--     function no_log:on_install(package)
--       if package.name == "log" then return false, "we log nothing" end
--     end
--     reg:plug(no_log)
--     reg:lock("my-project")   -- raises: plugin "no-log" refused to install log 1.0.0: we log nothing
--
-- A plugin is a table with any of the methods `on_publish(package)`, `on_install(package)`,
-- `on_update(old, new)`, `on_remove(package)` and `on_resolve(proposal)`, and perhaps a `name`. They are
-- called with the plugin first, as methods are. Packages are as `reg:info` gives them; a proposal is
-- `{requirements, packages, installs, updates, removes}`. A method that raises refuses, and so does one
-- that returns `false, why` or `nil, why`; any other answer agrees.

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local line_text = require "semverx.line_text"
local operation = require "semverx.operation"
local options = require "semverx.options"
local policy = require "semverx.policy"
local registry_handle = require "semverx.registry_handle"
local scanner = require "semverx.scanner"
local shelf = require "semverx.shelf"

local check = errors.check

local methods = {}

local function shelf_of(self)
  return rawget(self, "shelf")
end

local KNOWN = { deadline = options.seconds }

--- Puts a plugin in, after those that are there; gives its name. It is asked before every publish and
-- every lock. Option: `deadline`, the seconds for one call (default 2; not for those that come with
-- diram). A call that takes longer is a refusal and switches the plugin off.
function methods:plug(plugin, opts)
  local registry = registry_handle.of("registry", self)
  opts = options.check(opts, KNOWN)
  local name, plug = scanner.plugging(plugin)
  if not name then
    return shelf.plug(shelf_of(self), plugin, opts.deadline, check(backend.registry_plugins(registry)))
  elseif opts.deadline then
    errors.argument("deadline", "deadline is for plugins of your own, not for " .. name)
  end
  shelf.expect_free(shelf_of(self), name, {})
  plug(registry)
  return name
end

--- Takes a plugin out. Says whether there was one of that name.
function methods:unplug(name)
  local registry = registry_handle.of("registry", self)
  options.text("name", name)
  return shelf.unplug(shelf_of(self), name) or check(backend.registry_unplug(registry, name))
end

--- The plugins, in the order in which they are asked, which is those in Lua first: a list of `{name, on,
-- why}`. `why` says what switched one off.
function methods:plugins()
  local states = check(backend.registry_plugins(registry_handle.of("registry", self)))
  local all = shelf.states(shelf_of(self))
  for _, state in ipairs(states) do
    all[#all + 1] = state
  end
  return all
end

--- Does what was prepared, if all plugins agree.
local function commit(self, transaction)
  local strict = policy.new(rawget(self, "own_policy")).strict
  return backend.transaction_commit(transaction, shelf.ballots(shelf_of(self), transaction, strict))
end

--- Publishes a version: one line of a registry file, as text or as a table with `name`, `version`,
-- `deps` (name to range) and optionally `yanked`, `fault`, `sha256`, `published`. Gives a receipt, as
-- all that changes does: `{snapshot, proof, gates}`; `gates` is what the gates said, of a publish only.
function methods:publish(line)
  local registry = registry_handle.changing(self)
  local text = line_text("line", line)
  if shelf.is_empty(shelf_of(self)) then
    return check(backend.registry_publish(registry, text))
  end
  return check(commit(self, check(backend.registry_begin_publish(registry, text))))
end

--- What may move: true, or a list of names. None is as if it had been left out.
local function moves(name, value)
  if type(value) == "boolean" then
    return value
  end
  local names = options.texts(name, value)
  return #names > 0 and names or false
end

local LOCKING = options.join(operation.known, { check = options.flag, update = moves, now = options.whole })

--- Brings the lock of a project, `semverx-lock.json`, up to date with its manifest: `project` is the
-- path of a `package.json`, `pyproject.toml` or `Cargo.toml`, or of the folder of one. What was locked
-- stays as long as it fits. What comes, changes or goes passes the gates and the plugins first, and
-- the file is written whole or not at all. The policy is the manifest's.
--
-- Options: `check` (only look: nothing is written and no plugin asked), `update` (true: everything may move
-- to newer versions; or a list of the names that may), `now` (seconds since 1970, for `min_release_age`), and
-- those of every long call. Gives `{manifest, path, status, installs, updates, removes, available,
-- solution, fault, fault_state, snapshot, gates, votes}`; `status` is `"written"`, `"current"`, or `"stale"`
-- of a check.
function methods:lock(project, opts)
  local registry = registry_handle.changing(self)
  options.text("project", project)
  if shelf.is_empty(shelf_of(self)) then
    return operation.call(opts, LOCKING, function(...)
      return backend.registry_lock(registry, project, ...)
    end)
  end
  local transaction = operation.call(opts, LOCKING, function(...)
    return backend.registry_begin_lock(registry, project, ...)
  end)
  return check(commit(self, transaction))
end

return methods
