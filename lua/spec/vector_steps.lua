--- Registries of the vectors, and the steps that change them.

local json = require "semverx.json"
local sx = require "semverx"

local steps = {}

--- Stands for null: in expected results a field that must be absent, in results one that is there.
steps.NULL = {}

--- The registry of a case.
function steps.open(given)
  local policy = given.policy and json.encode(given.policy)
  return sx.Registry.new({ bytes = given.registry }, { clock = given.clock, tier = given.tier, policy = policy })
end

--- Runs `job` with the registry of a case, after its steps.
function steps.with_registry(given, job)
  local reg = steps.open(given)
  local ok, result = pcall(job, reg)
  reg:close()
  return ok and result or error(result, 0)
end

local TAKEN = { publish = true, yank = true, unyank = true, set_fault = true, rollback = true, handle_fault = true }

--- Takes a step: its name is that of a method.
function steps.take(reg, step)
  assert(TAKEN[step[1]], "unknown step " .. tostring(step[1]))
  return reg[step[1]](reg, step[2], step[3], step[4])
end

function steps.take_all(reg, list)
  for _, step in ipairs(list or {}) do
    steps.take(reg, step)
  end
end

--- A registry's newest snapshot, with `versions`.
function steps.state(reg)
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

--- The same with every version as its text.
function steps.texts(value)
  if type(value) ~= "table" then
    return value
  elseif getmetatable(value) and getmetatable(value).__tostring then
    return tostring(value)
  end
  local found = {}
  for key, item in pairs(value) do
    found[key] = steps.texts(item)
  end
  return found
end

return steps
