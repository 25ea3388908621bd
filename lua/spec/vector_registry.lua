--- The vectors' operations on registries and resolutions: each takes a case's `in` and gives its `out`.

local json = require "semverx.json"
local sx = require "semverx"

local function open(given)
  return sx.Registry.new({ bytes = given.registry }, { clock = given.clock })
end

--- Runs `job` with the registry of a case.
local function with_registry(given, job)
  local reg = open(given)
  local ok, result = pcall(job, reg)
  reg:close()
  return ok and result or error(result, 0)
end

local STEPS = {
  publish = function(reg, line)
    reg:publish(line)
  end,
  yank = function(reg, name, version)
    reg:yank(name, version)
  end,
  unyank = function(reg, name, version)
    reg:unyank(name, version)
  end,
  set_fault = function(reg, name, version, level)
    reg:set_fault(name, version, level)
  end,
  rollback = function(reg, name, to)
    reg:rollback(name, to)
  end,
}

local function history(reg, steps)
  for _, step in ipairs(steps) do
    local take = assert(STEPS[step[1]], "unknown step " .. tostring(step[1]))
    take(reg, step[2], step[3], step[4])
  end
  local result = reg:snapshot()
  result.versions = {}
  for _, name in ipairs(reg:names()) do
    local rows = {}
    for i, found in ipairs(reg:versions(name)) do
      rows[i] = { found.version, found.yanked, found.fault }
    end
    result.versions[name] = rows
  end
  return result
end

local function texts(solution)
  local found = {}
  for name, version in pairs(solution) do
    found[name] = tostring(version)
  end
  return found
end

local function resolve(reg, given)
  local resolver = sx.resolver({ source = reg, policy = given.policy and json.encode(given.policy) })
  local answer = resolver:resolve(given.requirements, { lock = given.lock, now = given.now })
  local many = resolver:resolve_many({ given.requirements }, { lock = given.lock, now = given.now })
  assert(many[1].certificate == answer.certificate, "the list form differs")
  resolver:close()
  answer.solution, answer.root = texts(answer.solution), answer.snapshot.root
  return answer
end

return {
  registry_root = function(given)
    return with_registry(given, function(reg)
      return reg:snapshot()
    end)
  end,
  registry_history = function(given)
    return with_registry(given, function(reg)
      return history(reg, given.steps)
    end)
  end,
  registry_prove = function(given)
    return with_registry(given, function(reg)
      return reg:prove(given.name, given.version)
    end)
  end,
  resolve = function(given)
    return with_registry(given, function(reg)
      return resolve(reg, given)
    end)
  end,
  verify_resolution = function(given)
    local anchor = given.anchor or {}
    local opts = { key = anchor.key, root = anchor.root, registry = anchor.registry and open(anchor) }
    local report = sx.verify_resolution(given.certificate, opts)
    report.solution = texts(report.solution)
    return report
  end,
}
