local safe = require "semverx.safe"
local sx = require "semverx"
local support = require "spec.support"

local LINES = [[
{"name":"app","version":"1.0.0","deps":{"core":"^1"},"fault":3}
{"name":"core","version":"1.0.0","deps":{}}
]]

local SUM = ("ab"):rep(32)

local function open(opts)
  return sx.Registry.new({ bytes = LINES }, opts)
end

--- The verdict of one gate.
local function verdict(report, gate)
  for _, found in ipairs(report.gates) do
    if found.gate == gate then
      return found.verdict, found.reason
    end
  end
end

describe("faults", function()
  it("have names, causes and actions", function()
    assert.equal("CLEAN", sx.FaultState.CLEAN)
    assert.equal(17, sx.FaultLevel.SYSTEM_PANIC)
    assert.equal(13, sx.FaultCause.hash_mismatch)
    assert.same({
      NO_ACTION = "NO_ACTION",
      NOTIFY_OBSERVERS = "NOTIFY_OBSERVERS",
      REQUEST_MANUAL_REVIEW = "REQUEST_MANUAL_REVIEW",
      SYSTEM_RESET = "SYSTEM_RESET",
    }, sx.RecoveryAction)
    local levels = {}
    for _, level in pairs(sx.FaultCause) do
      levels[level] = true
    end
    for level = 1, 17 do
      assert.is_true(levels[level])
    end
    local low_danger = { level = 6, name = "LOW_DANGER", state = "DANGER", action = "REQUEST_MANUAL_REVIEW" }
    assert.same(low_danger, sx.resolve.fault_level(6))
  end)

  it("only rise, and are frozen or rolled back", function()
    local reg = open({ clock = 60 })
    local report = reg:handle_fault("core", "1.0.0", "advisory_high")
    assert.same({ 0, 9, "DANGER", true }, { report.before, report.fault, report.fault_state, report.frozen })
    assert.equal(sx.RecoveryAction.REQUEST_MANUAL_REVIEW, report.action)
    assert.is_nil(report.rolled_back_to)
    assert.same({}, report.undone)
    assert.equal(2, report.snapshot.seq)
    assert.equal(9, reg:handle_fault("core", sx.version("1.0.0"), 4).fault)
    assert.equal(2, reg:snapshot().seq)
    reg:set_fault("core", "1.0.0", 0)
    reg:publish({ name = "core", version = "1.1.0", deps = {}, fault = 7 })
    report = reg:handle_fault("core", "1.1.0", "blob_lost")
    assert.equal("SYSTEM_RESET", report.action)
    assert.equal(3, report.rolled_back_to)
    assert.same({ "1.stable.1.stable.0.stable" }, report.undone)
    assert.equal("EXISTS", support.raises("RegistryError", reg.handle_fault, reg, "core", "1.1.0", 3).name)
    reg:close()
  end)

  it("are listed from a level on", function()
    local reg = open()
    reg:handle_fault("core", "1.0.0", 6)
    assert.equal(2, #reg:faults())
    assert.same({
      {
        name = "core",
        version = "1.stable.0.stable.0.stable",
        fault = 6,
        fault_name = "LOW_DANGER",
        fault_state = "DANGER",
        action = "REQUEST_MANUAL_REVIEW",
        frozen = true,
      },
    }, reg:faults(6))
    assert.same({}, reg:faults(7))
    reg:close()
  end)

  it("refuse what is none", function()
    local reg = open()
    local err = support.raises("ArgumentError", reg.handle_fault, reg, "core", "1.0.0", "hash_mismach")
    assert.equal("hash_mismatch", err.details.nearest)
    for _, level in ipairs({ 18, 300, 2 ^ 40 }) do
      assert.equal("LIMIT", support.raises("ArgumentError", reg.handle_fault, reg, "core", "1.0.0", level).name)
      assert.equal("LIMIT", support.raises("ArgumentError", reg.faults, reg, level).name)
    end
    support.raises("ArgumentError", reg.handle_fault, reg, "core", "1.0.0", -1)
    support.raises("ArgumentError", reg.handle_fault, reg, "core", "1.0.0")
    support.raises("ResolutionError", reg.handle_fault, reg, "cor", "1.0.0", 1)
    support.raises("ArgumentError", reg.faults, reg, "six")
    reg:close()
    for _, name in ipairs({ "handle_fault", "faults", "gate", "gate_publish" }) do
      assert.equal("CLOSED", support.raises("StateError", reg[name], reg, "core", "1.0.0", 1).name)
    end
  end)
end)

describe("gates", function()
  it("say whether a version may be installed", function()
    local reg = open({ clock = 1000 })
    local report = reg:gate("core", "1.0.0")
    assert.equal(8, #report.gates)
    assert.equal("INSUFFICIENT", report.outcome)
    assert.equal("VALID", (verdict(report, "existence")))
    assert.equal("SKIPPED", (verdict(report, "plugins")))
    assert.truthy(select(2, verdict(report, "integrity")):find("no checksum", 1, true))
    assert.equal("INSUFFICIENT", (verdict(reg:gate("core", "1.0.0", { sha256 = SUM }), "integrity")))
    assert.equal("INCOHERENT", reg:gate("core", "1.0.0", { coherence = 953 }).outcome)
    local none = reg:gate("cor", sx.version("1.0.0"))
    assert.same({ "core" }, none.near)
    assert.is_false(none.proof.present)
    assert.same({}, reg:gate("cor", "1.0.0", { may_list = false }).near)
    assert.equal("INCOHERENT", reg:gate("No Name", "x").outcome)
    local aged = open({ policy = { min_release_age = "3d" } })
    aged:publish({ name = "core", version = "1.1.0", deps = {}, published = 1000 })
    assert.equal("INSUFFICIENT", (verdict(aged:gate("core", "1.1.0", { now = 2000 }), "cooldown")))
    assert.equal("VALID", (verdict(aged:gate("core", "1.1.0", { now = 1000000 }), "cooldown")))
    aged:close()
    reg:close()
  end)

  it("say whether a line may be published, and may refuse it", function()
    local reg = open()
    assert.equal("VALID", reg:gate_publish({ name = "new", version = "1.0.0", deps = {}, sha256 = SUM }).outcome)
    assert.equal("INCOHERENT", reg:gate_publish('{"name":"core","version":"1.0.0","deps":{}}').outcome)
    assert.equal("INCOHERENT", reg:gate_publish("no line").outcome)
    local new = { name = "c0re", version = "1.0.0", deps = {}, sha256 = SUM }
    local like = reg:gate_publish(new, { guarded_dependents = 1 })
    assert.same({ "core" }, like.near)
    local bad = { name = "core", version = "1.1.0", deps = {}, fault = 12 }
    local receipt = reg:publish(bad)
    assert.equal("INCOHERENT", receipt.gates.outcome)
    assert.is_nil(reg:yank("core", "1.1.0").gates)
    reg:close()
    local gated = open({ gated = true })
    local err = support.raises("ResolutionError", gated.publish, gated, bad)
    assert.equal("GATE", err.name)
    assert.equal("fault", err.details.gates[7].gate)
    assert.equal(1, gated:snapshot().seq)
    gated:close()
  end)

  it("refuse options that cannot be", function()
    local reg = open()
    local wrong = { { sha256 = "ab" }, { coherence = 1001 }, { coherence = 2 ^ 40 }, { may_list = 1 }, { nw = 1 } }
    for _, opts in ipairs(wrong) do
      support.raises("ArgumentError", reg.gate, reg, "core", "1.0.0", opts)
      support.raises("ArgumentError", reg.gate_publish, reg, "x", opts)
    end
    support.raises("ArgumentError", reg.gate, reg, "core", 1)
    support.raises("ArgumentError", reg.gate_publish, reg, 7)
    local quiet = safe.new({ bytes = LINES })
    local none, err = quiet:handle_fault("core", "1.0.0", "nothing")
    assert.is_nil(none)
    assert.equal("ArgumentError", err.class)
    quiet:close()
    reg:close()
  end)
end)
