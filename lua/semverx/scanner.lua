--- The plugins that come with diram: `semverx.security_scanner` and `semverx.orphan_report`.
--
--     local scanner = semverx.security_scanner("osv")
--     reg:plug(scanner)
--     print(table.concat(scanner:advisories(reg:info("core", "1.4.1")), ", "))
--
-- A package is a table with `name` and `version`, such as `reg:info` gives.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local options = require "semverx.options"
local version = require "semverx.version"

local check = errors.check

local scanner = {}

-- How each object here is plugged in: its name, and a function of a registry's handle and its own.
local native = setmetatable({}, { __mode = "k" })

--- What plugs a native plugin in: its name, and a function of a registry's handle; nil for any other
-- value.
function scanner.plugging(plugin)
  local known = native[plugin]
  if not known then
    return nil
  end
  return known.name, function(registry)
    return check(known.plug(registry, class.handle(plugin, known.what)))
  end
end

local function made(object, known)
  native[object] = known
  return object
end

--- Name and version of a package.
local function identity(name, package)
  if type(package) ~= "table" then
    errors.argument(name, ("%s must be a table with name and version, got %s"):format(name, type(package)))
  end
  return options.text(name .. ".name", package.name), version.text_of(name .. ".version", package.version)
end

local SCANNER = { name = "SecurityScanner", what = "scanner", plug = backend.registry_plug_scanner }

local methods, getters = {}, {}

--- The ids of the advisories that affect a package, ascending.
function methods:advisories(package)
  local handle = class.handle(self, SCANNER.what)
  return check(backend.scanner_advisories(handle, identity("package", package)))
end

--- Whether any advisory affects a package.
function methods:has_vulnerabilities(package)
  local handle = class.handle(self, SCANNER.what)
  return #check(backend.scanner_advisories(handle, identity("package", package))) > 0
end

--- Whether nothing that is known against `old` is left in `new`, another version of the same package.
function methods:fixes_vulnerabilities(old, new)
  local handle = class.handle(self, SCANNER.what)
  local _, from = identity("old", old)
  local name, to = identity("new", new)
  return check(backend.scanner_fixes(handle, name, from, to))
end

--- What was read: `{advisories, withdrawn, foreign, other_entries, git_ranges, repeated}`.
function getters:counts()
  return check(backend.scanner_counts(class.handle(self, SCANNER.what)))
end

local new_scanner = class.define(SCANNER.what, methods, getters, backend.scanner_close)

--- A plugin that keeps versions with known vulnerabilities out of locks: it reads every `.json` file of
-- a folder and of those below it as an advisory in the OSV format, ecosystem `SemVerX`.
function scanner.security_scanner(folder)
  local handle = check(backend.scanner_open(options.text("folder", folder)))
  return made(new_scanner({ handle = handle }), SCANNER)
end

local ORPHANS = { name = "OrphanReport", what = "report of orphans", plug = backend.registry_plug_orphans }

local report = {}

--- The labels of what the last lock that was asked about leaves behind: dependencies of removed
-- packages that go with them, ascending.
function report:orphans()
  return check(backend.orphans_report(class.handle(self, ORPHANS.what)))
end

local new_report = class.define(ORPHANS.what, report, {}, backend.orphans_close)

--- A plugin that refuses nothing and remembers what the packages that leave a lock leave behind.
function scanner.orphan_report()
  return made(new_report({ handle = backend.orphans_new() }), ORPHANS)
end

return scanner
