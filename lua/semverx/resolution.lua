--- What a resolver answers: a plain table.
--
-- Fields: `feasible`, `solution` (name to version), `packages` (a list of `{name, version, source,
-- sha256, fault, yanked}`), `order` (names, dependencies first), `fault` (0 to 17), `fault_state`
-- (`"CLEAN"`, `"WARNING"`, `"DANGER"`, `"PANIC"`), `explanation` and `error_message` (why there is no
-- answer, in sentences, or nil), `near_names` (unknown name to a list of known ones), `snapshot`
-- (`{seq, root}`), `steps`, `certificate` (text, or nil). Versions are values of `semverx.version`.

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

--- Makes an answer of a back end's report.
function resolution.new(report)
  report.solution = resolution.versions(report.solution)
  for _, package in ipairs(report.packages) do
    package.version = version.new(package.version)
  end
  report.error_message = report.explanation
  return setmetatable(report, Resolution)
end

return resolution
