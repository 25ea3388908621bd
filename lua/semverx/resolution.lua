--- What a resolver answers: a plain table.
--
-- Fields: `feasible`, `solution` (name to version), `packages` (a list of `{name, version, source,
-- sha256, fault, yanked}`), `package` (the one of them that was asked for; nil when several were asked for
-- or nothing fits), `order` (names, dependencies first), `fault` (0 to 17), `fault_state`
-- (`"CLEAN"`, `"WARNING"`, `"DANGER"`, `"PANIC"`), `explanation` and `error_message` (why there is no
-- answer, in sentences, or nil), `near_names` (unknown name to a list of known ones), `snapshot`
-- (`{seq, root}`), `steps`, `certificate` (text, or nil). Versions are values of `semverx.version`.

local errors = require "semverx.errors"
local range = require "semverx.range"
local version = require "semverx.version"

local resolution = {
  --- Verdicts on an update, under the original's names; every answer has them too.
  Result = { SAFE_SWAP = "SAFE_SWAP", WARNING = "WARNING", PANIC = "PANIC" },
}

local Resolution = {
  __name = "resolution",
  __index = resolution.Result,
  __tostring = function(self)
    return self.feasible and "resolution: " .. table.concat(self.order, ", ") or "no resolution: " .. self.explanation
  end,
}

--- Names to versions, in place of names to texts.
function resolution.versions(solution)
  local versions = {}
  for name, text in pairs(solution) do
    versions[name] = version.new(text)
  end
  return versions
end

--- Names and versions of an answer, as a list of pairs; nil for anything else.
function resolution.locked(value)
  if getmetatable(value) ~= Resolution then
    return nil
  end
  local locked = {}
  for i, package in ipairs(value.packages) do
    locked[i] = { package.name, package.version }
  end
  return locked
end

--- Labels and versions of an answer; nil for anything else. An answer that has none is an error.
function resolution.chosen(name, value)
  if getmetatable(value) ~= Resolution then
    return nil
  elseif not value.feasible then
    errors.argument(name, name .. " is an answer that has no solution")
  end
  return value.solution
end

--- The best of some packages whose version is in a range; without a range, of all of them.
local function best(packages, within)
  local found
  for _, package in ipairs(packages) do
    if (not within or within:contains(package.version)) and (not found or found.version < package.version) then
      found = package
    end
  end
  return found
end

--- The package that was asked for, if it was one: of several lines, the one that the request is about.
local function package_of(packages, asked)
  if #asked.names ~= 1 then
    return nil
  end
  local named = {}
  for _, package in ipairs(packages) do
    if package.name == asked.names[1] then
      named[#named + 1] = package
    end
  end
  return #named > 1 and best(named, range.new(asked.ranges[1])) or best(named)
end

--- Makes an answer of a back end's report; `asked` are the names and ranges of the request.
function resolution.new(report, asked)
  report.solution = resolution.versions(report.solution)
  for _, package in ipairs(report.packages) do
    package.version = version.new(package.version)
  end
  report.package = package_of(report.packages, asked)
  report.error_message = report.explanation
  return setmetatable(report, Resolution)
end

return resolution
