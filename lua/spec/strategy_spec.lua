local sx = require "semverx"
local support = require "spec.support"

local LINES = [[
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"app","version":"1.1.0","deps":{"core":">=1","log":"*"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"3.2.0","deps":{},"fault":7}
{"name":"log","version":"1.0.0","deps":{}}
]]

describe("the strategies of a resolver", function()
  local reg, resolver
  local running = { app = "1.0.0", core = "1.0.0" }

  before_each(function()
    reg = sx.Registry.new({ bytes = LINES })
    resolver = reg.resolver
  end)

  after_each(function()
    reg:close()
  end)

  it("tell whether a swap is safe while all runs", function()
    local report = resolver:check(running, "eulerian", { running = running })
    assert.equal("SAFE_SWAP", report.verdict)
    assert.same({ "eulerian", 0 }, { report.strategy, report.fault })
    assert.same({}, report.parity.odd)
    assert.same({}, report.frozen)
    assert.is_nil(report.install)
    report = resolver:check(resolver:resolve({ app = "*", core = "^1" }), "eulerian", { running = running })
    assert.equal("WARNING", report.verdict)
    assert.same({ "app", "log" }, report.parity.odd)
    assert.same({ { "app", "log" } }, report.parity.added)
    report = resolver:check({ app = "1.1.0", core = "3.2.0", log = "1.0.0" }, "eulerian", { running = running })
    assert.equal("PANIC", report.verdict)
    assert.same({ "core" }, report.frozen)
    assert.truthy(report.message:find("core 3.2.0 is frozen (fault 7)", 1, true))
  end)

  it("tell in which order it all installs", function()
    local listed = { { "app", sx.version("1.1.0") }, { "core", "1.0.0" }, { "log", "1.0.0" } }
    local report = resolver:check(listed, "hamiltonian")
    assert.same({ "core", "log", "app" }, report.install.order)
    assert.is_false(report.install.literal)
    assert.equal("SAFE_SWAP", report.verdict)
    assert.equal("PANIC", resolver:check(listed, "hamiltonian", { literal = true }).verdict)
    report = resolver:check({ app = "1.1.0", core = "1.0.0" }, "hamiltonian")
    assert.equal("PANIC", report.verdict)
    assert.same({ { "app", "log *" } }, report.install.missing)
  end)

  it("tell the way of each package", function()
    local report = resolver:check({ app = "1.0.0", core = "2.0.0" }, "astar", { running = { core = "1.0.0" } })
    assert.equal(1, #report.ways)
    assert.is_true(report.ways[1].from == sx.version("1.0.0"))
    assert.is_true(report.ways[1].hops[1].to == sx.version("2.0.0"))
  end)

  it("plan an update, and take no for an answer", function()
    local path = resolver:plan("core", "1.0.0", sx.version("2.0.0"), { running = running })
    assert.is_true(path.found)
    assert.is_true(path.from == sx.version("1.0.0") and path.to == sx.version("2.0.0"))
    assert.same({ "app" }, path.hops[1].needs)
    assert.is_true(path.cost > resolver:plan("core", "1.0.0", "2.0.0").cost)
    local none = resolver:plan("core", "1.0.0", "3.2.0")
    assert.is_false(none.found)
    assert.equal("PANIC", none.verdict)
    assert.is_string(none.reason)
    assert.same({}, none.hops)
  end)

  it("show who needs whom", function()
    local nodes = resolver:graph({ app = "1.1.0", core = "2.0.0" })
    assert.equal(2, #nodes)
    assert.equal("app", nodes[1].label)
    assert.is_true(nodes[1].version == sx.version("1.1.0"))
    assert.same({ "core" }, nodes[1].needs)
    assert.same({ "log *" }, nodes[1].unmet)
    assert.same({}, resolver:graph({}))
  end)

  it("refuse what is no solution", function()
    local answer = resolver:resolve("app", "^9")
    for _, call in ipairs({
      { answer, "eulerian" },
      { "app", "eulerian" },
      { { app = 7 }, "eulerian" },
      { running, "eulrian" },
      { running, 7 },
      { running, "eulerian", { runing = running } },
      { running, "eulerian", { running = answer } },
      { running, "eulerian", { literal = 1 } },
      { { { "app", "1.0.0" }, { "app", "1.1.0" } }, "eulerian" },
    }) do
      support.raises("ArgumentError", resolver.check, resolver, call[1], call[2], call[3])
    end
    support.raises("VersionError", resolver.check, resolver, { app = "1" }, "eulerian")
    local err = support.raises("ResolutionError", resolver.check, resolver, { app = "7.0.0" }, "eulerian")
    assert.equal("NOT_FOUND", err.name)
    support.raises("ResolutionError", resolver.plan, resolver, "core", "1.0.0", "7.0.0")
    support.raises("VersionError", resolver.plan, resolver, "core", "1", "2.0.0")
    support.raises("ArgumentError", resolver.plan, resolver, 7, "1.0.0", "2.0.0")
    support.raises("ResolutionError", resolver.graph, resolver, { nobody = "1.0.0" })
  end)

  it("are closed with their resolver", function()
    resolver:close()
    for _, call in ipairs({ { "check", {}, "eulerian" }, { "plan", "core", "1.0.0", "2.0.0" }, { "graph", {} } }) do
      local err = support.raises("StateError", resolver[call[1]], resolver, call[2], call[3], call[4])
      assert.equal("CLOSED", err.name)
    end
  end)
end)

describe("an answer", function()
  it("has the package that was asked for", function()
    local reg = sx.Registry.new({ bytes = LINES }, { policy = { lines = "major", max_fault = 7 } })
    local resolver = reg.resolver
    assert.is_true(resolver:resolve("core", "^2").package.version == sx.version("2.0.0"))
    assert.equal("core", resolver:resolve({ core = "*" }).package.name)
    assert.is_nil(resolver:resolve({ core = "*", log = "*" }).package)
    assert.is_nil(resolver:resolve("core", "^9").package)
    assert.equal("log", resolver:resolve_many({ { log = "*" } })[1].package.name)
    reg:publish({ name = "core", version = "2.5.0", deps = { side = "*" } })
    reg:publish({ name = "side", version = "1.0.0", deps = { core = "^3" } })
    local both = resolver:resolve("core", "^2")
    assert.equal(3, #both.packages)
    assert.is_true(both.package.version == sx.version("2.5.0"))
    reg:close()
  end)
end)
