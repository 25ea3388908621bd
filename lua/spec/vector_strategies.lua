--- The vectors' operations on solutions: each takes a case's `in` and gives its `out`.

local json = require "semverx.json"
local steps = require "spec.vector_steps"
local sx = require "semverx"

--- An operation of a resolver under the policy of a case.
local function asking(job)
  return function(given)
    local reg = sx.Registry.new({ bytes = given.registry })
    local resolver = sx.resolver({ source = reg, policy = given.policy and json.encode(given.policy) })
    local ok, result = pcall(job, resolver, given)
    resolver:close()
    reg:close()
    return ok and steps.texts(result) or error(result, 0)
  end
end

return {
  check = asking(function(resolver, given)
    local opts = { running = given.running, literal = given.literal }
    return resolver:check(given.solution, given.strategy, opts)
  end),
  plan = asking(function(resolver, given)
    return resolver:plan(given.name, given.from, given.to, { running = given.running })
  end),
  graph = asking(function(resolver, given)
    return { nodes = resolver:graph(given.solution) }
  end),
}
