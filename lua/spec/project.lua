--- A project that has a lock, and a registry for it.

local json = require "semverx.json"
local support = require "spec.support"
local sx = require "semverx"

local project = {}

local LINES = [[
{"name":"app","version":"1.0.0","deps":{"core":"^1","log":"^1"}}
{"name":"app","version":"2.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"1.1.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{}}
]]

--- Opens the registry.
function project.open(opts)
  return sx.Registry.new({ bytes = LINES }, opts)
end

--- Writes what a project asks for: names and ranges.
function project.ask(folder, ranges, policy)
  local dependencies = {}
  for name, range in pairs(ranges) do
    dependencies[name] = "semverx:" .. range
  end
  local manifest = { name = "project", dependencies = dependencies, semverx = { policy = policy or {} } }
  support.write(folder .. "/package.json", json.encode(manifest))
end

--- A new folder that asks for `app` of the first line.
function project.new(policy)
  local folder = support.folder()
  project.ask(folder, { app = "^1" }, policy)
  return folder
end

--- The path of its lock.
function project.lock(folder)
  return folder .. "/semverx-lock.json"
end

--- One field of each item of a list.
function project.each(list, key)
  local found = {}
  for i, item in ipairs(list) do
    found[i] = item[key]
  end
  return found
end

return project
