--- Methods of a resolver: the three strategies, which report and refuse nothing.
--
-- A solution, and what runs, is an answer of the resolver, or a table from labels to versions, such as
-- `{ app = "1.2.0", ["core@2"] = "2.0.0" }`. Versions in reports are values of `semverx.version`.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local options = require "semverx.options"
local pairs_of = require "semverx.pairs_of"
local resolution = require "semverx.resolution"
local version = require "semverx.version"

local check = errors.check

local WHAT = "resolver"

local strategies = {}

local function solution_of(name, given)
  return pairs_of(name, resolution.chosen(name, given) or given, version.text_of)
end

local function way(report)
  report.from, report.to = version.new(report.from), version.new(report.to)
  for _, hop in ipairs(report.hops) do
    hop.from, hop.to = version.new(hop.from), version.new(hop.to)
  end
  return report
end

local CHECKING = { running = solution_of, literal = options.flag }

--- Checks a solution: `"eulerian"` asks whether it may be swapped in while all runs, `"hamiltonian"` for a
-- complete install order, `"astar"` for the way of each package from its old version to its new one.
--
-- Options: `running`, what runs now; `literal`, the verdicts as the registry schema has them word by word.
-- Gives `{strategy, verdict, fault, message}` and by strategy `parity` and `frozen`, `install`, or `ways`;
-- `verdict` is `"SAFE_SWAP"`, `"WARNING"` or `"PANIC"`.
function strategies:check(solution, strategy, opts)
  local handle = class.handle(self, WHAT)
  local chosen = solution_of("solution", solution)
  options.text("strategy", strategy)
  opts = options.check(opts, CHECKING)
  local report = check(backend.resolver_check(handle, chosen, strategy, opts.running, opts.literal == true))
  for _, path in ipairs(report.ways or {}) do
    way(path)
  end
  return report
end

local PLANNING = { running = solution_of }

--- The cheapest safe way of a package from one version to another, hop by hop: `{name, from, to, found,
-- verdict, cost, hops, reason}`. That there is no way is an answer: `found` is false, and `reason` says
-- why. Option: `running`, what else runs; a hop that it does not bear costs more and says what has to
-- change with it.
function strategies:plan(name, from, to, opts)
  local handle = class.handle(self, WHAT)
  options.text("name", name)
  local first, last = version.text_of("from", from), version.text_of("to", to)
  opts = options.check(opts, PLANNING)
  return way(check(backend.resolver_plan(handle, name, first, last, opts.running)))
end

--- Each package of a solution with what it needs of the others: a list, by label, of `{label, version,
-- fault, yanked, needs, unmet}`.
function strategies:graph(solution)
  local handle = class.handle(self, WHAT)
  local nodes = check(backend.resolver_graph(handle, solution_of("solution", solution)))
  for _, node in ipairs(nodes) do
    node.version = version.new(node.version)
  end
  return nodes
end

return strategies
