--- The vectors' operation on locks: takes a case's `in` and gives its `out`.

local steps = require "spec.vector_steps"
local support = require "spec.support"

local LOCK = "semverx-lock.json"

local function options(given)
  local opts = {}
  for key, value in pairs(given) do
    opts[key] = value
  end
  if opts.update == "all" then
    opts.update = true
  end
  return opts
end

return {
  lock = function(given)
    local folder = support.folder()
    for name, text in pairs(given.files) do
      support.write(folder .. "/" .. name, text)
    end
    local path = folder .. "/" .. LOCK
    if given.lock then
      support.write(path, given.lock)
    end
    local project = given.manifest and folder .. "/" .. given.manifest or folder
    -- The policy is the manifest's.
    local reg = steps.open(given)
    steps.take_all(reg, given.steps)
    local ok, report = pcall(reg.lock, reg, project, options(given.options))
    reg:close()
    local after = support.exists(path) and support.read(path) or nil
    if not ok or report.status ~= "written" then
      assert(after == given.lock, "the lock was touched")
    end
    if not ok then
      error(report, 0)
    end
    report.lock = after
    return report
  end,
}
