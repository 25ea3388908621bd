local sx = require "semverx"
local safe = require "semverx.safe"
local support = require "spec.support"

local Registry = sx.Registry

local LINES = [[
{"name":"app","version":"1.0.0","deps":{"core":"^2"}}
{"name":"app","version":"1.1.0","deps":{"core":"2.*.*.stable"}}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"2.1.0.experimental","deps":{}}
]]

local function open(opts)
  return Registry.new({ bytes = LINES }, opts)
end

local function texts(list, key)
  local found = {}
  for i, item in ipairs(list) do
    found[i] = item[key]
  end
  return found
end

describe("a registry", function()
  after_each(support.clean)

  it("is opened from a file, a folder, or bytes, and says the same", function()
    local folder = support.folder()
    support.write(folder .. "/live.ndjson", LINES)
    local root
    for _, source in ipairs({ folder .. "/live.ndjson", folder, { bytes = LINES } }) do
      local reg = Registry.new(source)
      local snapshot = reg:snapshot()
      assert.equal(1, snapshot.seq)
      assert.equal(0, snapshot.time)
      root = root or snapshot.root
      assert.equal(root, snapshot.root)
      assert.same({ "app", "core" }, reg:names())
      assert.is_nil(reg.public_key)
      reg:close()
    end
    local reg = sx.new(folder)
    assert.equal(folder, reg.endpoint)
    assert.equal("registry: open", tostring(reg))
    reg:close()
    reg:close()
    assert.equal("registry: closed", tostring(reg))
    assert.equal("CLOSED", support.raises("StateError", reg.names, reg).name)
  end)

  it("names its source and its policy", function()
    local reg, strict = open(), open({ tier = "local", policy = { max_fault = 3 } })
    local past = strict:at(1)
    assert.equal("live", reg.source)
    assert.equal("local", strict.source)
    assert.equal("local", past.source)
    assert.is_true(reg.policy == sx.policy())
    assert.is_true(strict.policy == sx.policy({ max_fault = 3 }))
    assert.is_true(past.policy == strict.policy)
    past:close()
    reg:close()
    strict:close()
    local closed = assert(safe.Registry.new({ bytes = LINES }))
    closed:close()
    assert.is_nil(closed.source)
  end)

  it("is by default where the original's is, which cannot be asked yet", function()
    assert.equal("https://r.obinexus.org", Registry.DEFAULT_ENDPOINT)
    assert.equal("UNSUPPORTED", support.raises("FormatError", Registry.new).name)
    assert.equal("UNSUPPORTED", support.raises("FormatError", Registry.new, "https://example.org").name)
  end)

  it("is looked at", function()
    local reg = open()
    assert.same({ "1.0.0", "1.1.0" }, texts(reg:versions("app"), "compact"))
    local info = reg:info("app", "1.1.0")
    assert.same({ core = "2.*.*.stable" }, info.deps)
    assert.equal("CLEAN", info.fault_state)
    assert.equal("live", info.source)
    assert.is_false(info.yanked)
    assert.is_nil(info.sha256)
    assert.same(info, reg:info("app", sx.version("1.1.0")))
    assert.equal("app", reg:node("app", "1.1.0").package_id)
    assert.same({ "core" }, texts(reg:search("or"), "name"))
    assert.same({ "app", "core" }, texts(reg:graph("app").nodes, "name"))
    assert.same({ "app", "app" }, texts(reg:dependents("core"), "name"))
    reg:close()
  end)

  it("is changed, and the change undone", function()
    local reg = open({ clock = 60 })
    local before = sx.max_satisfying(texts(reg:versions("core"), "version"), "*")
    local receipt = reg:publish({ name = "core", version = sx.version("2.2.0"), deps = { app = sx.range("^1") } })
    assert.equal(2, receipt.snapshot.seq)
    assert.equal(60, receipt.snapshot.time)
    assert.is_true(receipt.proof.present)
    assert.same({ app = "^1" }, reg:info("core", "2.2.0").deps)
    reg:yank("core", "2.0.0")
    assert.is_true(reg:info("core", "2.0.0").yanked)
    reg:publish('{"name":"core","version":"2.3.0","deps":{}}')
    reg:unyank("core", "2.0.0")
    assert.is_false(reg:info("core", "2.0.0").yanked)
    reg:set_fault("core", "2.0.0", 5)
    assert.equal("HIGH_WARNING", reg:info("core", "2.0.0").fault_name)
    local past = reg:at(1)
    assert.equal(2, #past:versions("core"))
    assert.equal(4, #reg:versions("core"))
    assert.equal("STATE", support.raises("StateError", past.yank, past, "core", "2.0.0").name)

    reg:rollback("core", 1)
    assert.same(before, sx.max_satisfying(texts(reg:versions("core"), "version"), "*"))
    assert.equal(0, reg:info("core", "2.0.0").fault)
    assert.same(past:versions("core"), reg:versions("core"))
    assert.equal("EXISTS", support.raises("RegistryError", reg.publish, reg, {
      name = "core", version = "2.2.0", deps = {},
    }).name)
    assert.is_true(#reg:diff(1, reg:snapshot().seq) > 0)
    past:close()
    reg:close()
  end)

  it("undoes the latest change without a target", function()
    local reg = open()
    reg:yank("core", "2.0.0")
    reg:rollback("core")
    assert.is_false(reg:info("core", "2.0.0").yanked)
    reg:close()
  end)

  it("proves what it holds, and what not", function()
    local reg = open({ signing_key = ("k"):rep(32) })
    assert.equal(64, #reg.public_key)
    assert.same({ reg.public_key }, reg:snapshot().signed_by)
    local proof = reg:prove("core", "2.0.0")
    assert.is_true(proof.present)
    assert.equal("core", proof.name)
    assert.is_table(proof.head)
    assert.is_table(proof.tree)
    assert.is_true(reg:prove("core").present)
    proof = reg:prove("cors")
    assert.is_false(proof.present)
    assert.same({ "core" }, proof.near)
    reg:close()
  end)

  it("refuses with what would be right", function()
    local err = support.raises("RegistryError", Registry.new, { bytes = LINES .. LINES:match("[^\n]*\n") })
    assert.equal("EXISTS", err.name)
    err = support.raises("FormatError", Registry.new, { bytes = '{"name":"a","version":"1.0.0","dep":{}}' })
    assert.equal("FORMAT", err.name)
    assert.is_number(err.details.line)
    support.raises("StorageError", Registry.new, "/nonexistent/reg.ndjson")
    local reg = open()
    err = support.raises("ResolutionError", reg.versions, reg, "cor")
    assert.equal("NOT_FOUND", err.name)
    assert.same({ "core" }, err.details.near)
    support.raises("ResolutionError", reg.yank, reg, "core", "9.0.0")
    support.raises("VersionError", reg.info, reg, "core", "9.0")
    assert.equal("SNAPSHOT", support.raises("RegistryError", reg.at, reg, 99).name)
    assert.equal("SNAPSHOT", support.raises("RegistryError", reg.rollback, reg, "core", 99).name)
    for _, level in ipairs({ 18, 256, 2 ^ 40 }) do
      assert.equal("LIMIT", support.raises("ArgumentError", reg.set_fault, reg, "core", "2.0.0", level).name)
    end
    for _, call in ipairs({
      { Registry.new, 7 },
      { Registry.new, {} },
      { Registry.new, { bytes = LINES }, { teir = "x" } },
      { Registry.new, { bytes = LINES }, { signing_key = "short" } },
      { Registry.new, { bytes = LINES }, { clock = -1 } },
      { Registry.new, { bytes = "\255" } },
      { reg.versions, reg },
      { reg.versions, reg, "No Such Name" },
      { reg.versions, {}, "core" },
      { reg.info, reg, "core" },
      { reg.info, reg, "core", 7 },
      { reg.publish, reg, 7 },
      { reg.publish, reg, { name = print } },
      { reg.diff, reg, 1 },
      { reg.at, reg, 1.5 },
    }) do
      support.raises("ArgumentError", call[1], call[2], call[3], call[4])
    end
    support.raises("RegistryError", Registry.new, { bytes = LINES }, { policy = { max_fault = 18 } })
    reg:close()
  end)

  it("of the safe tree returns nil and the error", function()
    local reg = assert(safe.registry.new({ bytes = LINES }))
    local found, err = reg:versions("cor")
    assert.is_nil(found)
    assert.equal("ResolutionError", err.class)
    local answer = assert(reg.resolver:resolve("app", "^1"))
    assert.is_true(answer.feasible)
    answer, err = reg.resolver:resolve("app", "^")
    assert.is_nil(answer)
    assert.equal("VersionError", err.class)
    reg:close()
    reg, err = safe.Registry.new()
    assert.is_nil(reg)
    assert.equal("UNSUPPORTED", err.name)
  end)

  it("is freed by the collector", function()
    local weak = setmetatable({}, { __mode = "v" })
    weak.reg = open()
    weak.past = weak.reg:at(1)
    weak.resolver = weak.reg.resolver
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak.reg)
    assert.is_nil(weak.past)
    assert.is_nil(weak.resolver)
  end)
end)

describe("a fault level", function()
  local resolve = sx.resolve

  it("has a name and a band", function()
    local bands = {}
    for level = 0, 17 do
      local fault = resolve.fault_level(level)
      assert.equal(level, fault.level)
      assert.equal(level, resolve.FaultLevel[fault.name])
      bands[fault.state] = (bands[fault.state] or 0) + 1
    end
    assert.same({ CLEAN = 1, WARNING = 5, DANGER = 6, PANIC = 6 }, bands)
    assert.same({ CLEAN = "CLEAN", WARNING = "WARNING", DANGER = "DANGER", PANIC = "PANIC" }, resolve.FaultState)
    assert.equal(11, resolve.FaultLevel.CRITICAL_DANGER)
    assert.equal(17, resolve.FaultLevel.SYSTEM_PANIC)
    for _, wrong in ipairs({ 18, 256, 2 ^ 40 }) do
      assert.equal("LIMIT", support.raises("ArgumentError", resolve.fault_level, wrong).name)
    end
    support.raises("ArgumentError", resolve.fault_level, -1)
  end)
end)
