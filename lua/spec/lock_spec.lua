local project = require "spec.project"
local safe = require "semverx.safe"
local support = require "spec.support"
local sx = require "semverx"

describe("a lock", function()
  local reg

  before_each(function()
    reg = project.open({ clock = 1000 })
  end)

  after_each(function()
    reg:close()
    support.clean()
  end)

  it("is written, checked, kept and brought up to date", function()
    local folder = project.new()
    local check = reg:lock(folder, { check = true })
    assert.equal("stale", check.status)
    assert.is_false(support.exists(project.lock(folder)))
    local report = reg:lock(folder)
    assert.equal("written", report.status)
    assert.equal(project.lock(folder), report.path)
    assert.equal(folder .. "/package.json", report.manifest)
    assert.same({ "app", "core", "log" }, project.each(report.installs, "name"))
    assert.equal("1.stable.1.stable.0.stable", report.solution.core)
    assert.same({ 0, "CLEAN", 1 }, { report.fault, report.fault_state, report.snapshot.seq })
    assert.equal(3, #report.gates)
    assert.same({}, report.votes)
    local text = support.read(project.lock(folder))
    assert.equal("current", reg:lock(folder .. "/package.json").status)
    reg:publish({ name = "core", version = "1.2.0", deps = {} })
    reg:publish({ name = "log", version = "1.3.0", deps = {} })
    report = reg:lock(folder, { update = {} })
    assert.same({ "core", "log" }, project.each(report.available, "name"))
    assert.equal(text, support.read(project.lock(folder)))
    report = reg:lock(folder, { update = { "log" }, now = 5000 })
    assert.same({
      { name = "log", old = "1.stable.0.stable.0.stable", new = "1.stable.3.stable.0.stable" },
    }, report.updates)
    report = reg:lock(folder, { update = true, timeout = 60 })
    assert.same({ "core" }, project.each(report.updates, "name"))
    project.ask(folder, { core = "^1" })
    report = reg:lock(folder)
    assert.same({ { "app", "log" }, { false, true } }, {
      project.each(report.removes, "name"),
      project.each(report.removes, "orphan"),
    })
    assert.same({ core = "1.stable.2.stable.0.stable" }, report.solution)
  end)

  it("has the same bytes, whoever is asked", function()
    local folder, other = project.new(), project.new()
    reg:lock(folder)
    reg:plug({ on_install = function() end })
    reg:lock(other)
    assert.equal(support.read(project.lock(folder)), support.read(project.lock(other)))
  end)

  it("is not written over another writer's", function()
    local folder, first = project.new(), true
    local theirs = project.open()
    theirs:publish({ name = "core", version = "1.5.0", deps = {} })
    reg:plug({
      name = "slow",
      on_install = function()
        if first then
          first = false
          theirs:lock(folder)
        end
      end,
    })
    local err = support.raises("RegistryError", reg.lock, reg, folder)
    assert.equal("LOCK_FILE", err.name)
    assert.truthy(err.message:find("meanwhile", 1, true))
    assert.equal("current", theirs:lock(folder).status)
    assert.equal("written", reg:lock(folder).status)
    theirs:close()
  end)

  it("fails as a whole", function()
    local folder = project.new()
    project.ask(folder, { app = "^9" })
    local err = support.raises("ResolutionError", reg.lock, reg, folder)
    assert.equal("NO_SOLUTION", err.name)
    project.ask(folder, { app = "^1" }, { strict = true })
    assert.equal("GATE", support.raises("ResolutionError", reg.lock, reg, folder).name)
    project.ask(folder, { app = "^1" }, { strickt = true })
    assert.equal("POLICY", support.raises("RegistryError", reg.lock, reg, folder).name)
    assert.is_false(support.exists(project.lock(folder)))
    project.ask(folder, { app = "^1" })
    support.write(project.lock(folder), "{}")
    assert.equal("LOCK_FILE", support.raises("RegistryError", reg.lock, reg, folder).name)
    assert.equal("{}", support.read(project.lock(folder)))
    support.raises("ArgumentError", reg.lock, reg, support.folder())
    local op = sx.op()
    op:cancel()
    support.raises("Cancelled", reg.lock, reg, project.new(), { op = op })
    reg:plug({ on_install = function() end })
    support.raises("Cancelled", reg.lock, reg, project.new(), { op = op })
    for _, opts in ipairs({ { update = "app" }, { update = { 7 } }, { check = 1 }, { now = -1 }, { chek = true } }) do
      support.raises("ArgumentError", reg.lock, reg, folder, opts)
    end
    support.raises("ArgumentError", reg.lock, reg)
  end)

  it("is safe under semverx.safe", function()
    local quiet = safe.new({ bytes = "" })
    local none, err = quiet:lock(project.new())
    assert.is_nil(none)
    assert.equal("ResolutionError", err.class)
    quiet:close()
  end)
end)
