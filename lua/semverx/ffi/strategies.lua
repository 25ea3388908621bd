--- The three strategies of a resolver, over libdiram.

local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local json = require "semverx.json"

local err, report = call.err, call.report
local strategies = {}

--- Labels and versions as JSON: a label that stands twice does so here too, and is refused there.
local function written(solution)
  local members = {}
  for i, label in ipairs(solution.names) do
    members[i] = json.encode(label) .. ":" .. json.encode(solution.ranges[i])
  end
  return "{" .. table.concat(members, ",") .. "}"
end

--- What runs, and its length; nil and 0 for nothing.
local function optional(solution)
  local text = solution and written(solution)
  return text, text and #text or 0
end

function strategies.resolver_check(self, solution, strategy, running, literal)
  local chosen, runs, length = written(solution), optional(running)
  local flag = literal and 1 or 0
  return call.table(
    C.semverx_check(self, chosen, #chosen, strategy, #strategy, runs, length, flag, report, err)
  )
end

function strategies.resolver_plan(self, name, from, to, running)
  local runs, length = optional(running)
  return call.table(
    C.semverx_plan(self, name, #name, from, #from, to, #to, runs, length, report, err)
  )
end

function strategies.resolver_graph(self, solution)
  local chosen = written(solution)
  return call.table(C.semverx_graph(self, chosen, #chosen, report, err))
end

return strategies
