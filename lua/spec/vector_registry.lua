--- The vectors' operations on registries and resolutions: each takes a case's `in` and gives its `out`.

local json = require "semverx.json"
local steps = require "spec.vector_steps"
local sx = require "semverx"

local open, with_registry = steps.open, steps.with_registry

local function resolve(reg, given)
  local resolver = sx.resolver({ source = reg, policy = given.policy and json.encode(given.policy) })
  local answer = resolver:resolve(given.requirements, { lock = given.lock, now = given.now })
  local many = resolver:resolve_many({ given.requirements }, { lock = given.lock, now = given.now })
  assert(many[1].certificate == answer.certificate, "the list form differs")
  resolver:close()
  answer.solution, answer.root = steps.texts(answer.solution), answer.snapshot.root
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
      steps.take_all(reg, given.steps)
      return steps.state(reg)
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
    report.solution = steps.texts(report.solution)
    return report
  end,
}
