local safe = require "semverx.safe"
local sx = require "semverx"
local support = require "spec.support"

local LINES = [[
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{},"published":1000}
]]

local function open(opts)
  return sx.Registry.new({ bytes = LINES }, opts or { clock = 1000 })
end

local function publish(reg, version)
  return reg:publish({ name = "core", version = version, deps = {} })
end

local function kinds(sub)
  local all = {}
  local update = sub:next()
  while update do
    all[#all + 1] = update.kind
    update = sub:next()
  end
  return all
end

describe("a subscription", function()
  it("tells what happens, and where", function()
    local reg = open()
    local sub = reg:subscribe("core")
    assert.equal("core", sub.package)
    assert.equal("subscription: open", tostring(sub))
    assert.is_nil(sub:next())
    publish(reg, "1.1.0")
    assert.same({
      package = "core",
      old_version = "1.stable.0.stable.0.stable",
      version = "1.stable.1.stable.0.stable",
      kind = "publish",
      seq = 2,
      index = 0,
      fault = 0,
      dependents = {},
      merged = 0,
    }, sub:next())
    reg:yank("core", "1.1.0")
    reg:handle_fault("core", "1.0.0", 9)
    reg:rollback("core", 1)
    assert.same({ "yank", "mandatory", "fault", "rollback" }, kinds(sub))
    assert.equal(1, #reg:node("core", "1.0.0").observers)
    sub:close()
    sub:close()
    assert.same({}, reg:node("core", "1.0.0").observers)
    assert.equal("CLOSED", support.raises("StateError", sub.next, sub).name)
    assert.equal("CLOSED", support.raises("StateError", sub.on, sub).name)
    assert.equal("CLOSED", support.raises("StateError", sub.run, sub).name)
    reg:close()
  end)

  it("replays what happened after a snapshot", function()
    local reg = open()
    publish(reg, "1.1.0")
    publish(reg, "1.2.0")
    assert.same({ "publish", "publish" }, kinds(reg:subscribe("core", nil, { since = 1 })))
    assert.same({ "publish" }, kinds(reg:subscribe("core", nil, { since = 2 })))
    assert.same({}, kinds(reg:subscribe("core")))
    local err = support.raises("RegistryError", reg.subscribe, reg, "core", nil, { since = 9 })
    assert.equal("SNAPSHOT", err.name)
    reg:close()
  end)

  it("is refused for an unknown name, in the past, and as the 101st", function()
    local reg = open()
    local err = support.raises("ResolutionError", reg.subscribe, reg, "cor")
    assert.same({ "core" }, err.details.near)
    support.raises("StateError", function()
      reg:at(1):subscribe("core")
    end)
    local subs = {}
    for i = 1, 100 do
      subs[i] = reg:subscribe("core")
    end
    err = support.raises("TooManyObservers", reg.subscribe, reg, "core")
    assert.equal("TOO_MANY_OBSERVERS", err.name)
    subs[50]:close()
    reg:subscribe("core"):close()
    support.raises("ArgumentError", reg.subscribe, reg, 7)
    support.raises("ArgumentError", reg.subscribe, reg, "core", "print")
    support.raises("ArgumentError", reg.subscribe, reg, "core", print, { sinc = 1 })
    support.raises("ArgumentError", subs[1].next, subs[1], -1)
    support.raises("ArgumentError", subs[1].next, subs[1], "soon")
    reg:close()
  end)

  it("gives a burst of ten, then five a second, and mandatory ones always", function()
    local reg = open()
    local sub = reg:subscribe("core")
    for i = 1, 1000 do
      reg:set_fault("core", "1.0.0", i % 2 + 1)
    end
    reg:handle_fault("core", "1.0.0", "advisory_critical")
    local all = kinds(sub)
    assert.equal(11, #all)
    assert.equal("mandatory", all[11])
    reg:advance_clock(1000)
    for i = 1, 50 do
      publish(reg, "2.0." .. i)
    end
    assert.equal(5, #kinds(sub))
    reg:advance_clock(1000)
    assert.equal(5, #kinds(sub))
    sub:close()
    reg:close()
  end)

  it("is refused for a change that is too fast, in strict mode", function()
    local reg = open({ clock = 1000, policy = { strict = true, max_update_rate = 1 } })
    local sub = reg:subscribe("core")
    publish(reg, "1.1.0")
    publish(reg, "1.2.0")
    local err = support.raises("RateLimitExceeded", publish, reg, "1.3.0")
    assert.is_true(err.retryable)
    assert.equal(3, reg:snapshot().seq)
    reg:handle_fault("core", "1.2.0", 9)
    assert.equal(3, #kinds(sub))
    reg:close()
  end)

  it("hears that a package is stale, once", function()
    local reg = open({ clock = 1000 })
    local sub = reg:subscribe("core")
    assert.same({}, reg:check_stale())
    reg:advance_clock(91 * 86400 * 1000)
    assert.equal("core", reg:check_stale()[1].package)
    assert.equal(1, #reg:check_stale(30))
    assert.same({ "stale" }, kinds(sub))
    support.raises("ArgumentError", reg.check_stale, reg, -1)
    support.raises("ArgumentError", reg.advance_clock, reg, 1.5)
    reg:close()
    local real = open({})
    assert.equal("STATE", support.raises("StateError", real.advance_clock, real, 1).name)
    real:close()
  end)

  it("waits no longer than it is told, and can be cancelled", function()
    local reg = open({})
    local sub, op = reg:subscribe("core"), sx.op()
    assert.is_nil(sub:next(0.01))
    publish(reg, "1.1.0")
    assert.equal("publish", sub:next(math.huge).kind)
    op:cancel()
    support.raises("Cancelled", sub.next, sub, math.huge, { op = op })
    support.raises("DeadlineExceeded", sub.next, sub, math.huge, { op = sx.op({ timeout = 0.01 }) })
    reg:close()
  end)

  it("lives on when its registry's object is closed", function()
    local reg = open()
    local sub = reg:subscribe("core", print)
    publish(reg, "1.1.0")
    reg:close()
    assert.same({ "publish" }, kinds(sub))
    for _, name in ipairs({ "subscribe", "run", "check_stale", "advance_clock" }) do
      assert.equal("CLOSED", support.raises("StateError", reg[name], reg, 1).name)
    end
    sub:close()
  end)
end)

describe("a callback", function()
  it("is called by run and nowhere else", function()
    local reg, heard = open(), {}
    local function hear(update)
      heard[#heard + 1] = update.package .. " " .. update.kind
    end
    reg:subscribe("core", hear, { since = 1 })
    local other = reg:subscribe("app"):on(hear)
    publish(reg, "1.1.0")
    reg:yank("app", "1.0.0")
    collectgarbage()
    assert.same({}, heard)
    assert.equal(2, reg:run())
    assert.same({ "core publish", "app yank" }, heard)
    assert.equal(0, reg:run(0.01))
    reg:unyank("app", "1.0.0")
    assert.equal(1, other:run(0))
    other:on(nil)
    reg:yank("app", "1.0.0")
    assert.equal(0, reg:run())
    assert.equal("STATE", support.raises("StateError", other.run, other).name)
    other:on(hear):close()
    assert.equal(0, reg:run(0.01))
    reg:close()
  end)

  it("that raises is reported, and the next one is called", function()
    local reg, heard, said = open(), {}, {}
    local function fail(update)
      heard[#heard + 1] = update.version
      error({ what = update.kind })
    end
    reg:subscribe("core", fail, {
      on_error = function(raised, update)
        said[#said + 1] = raised.what .. update.seq
      end,
    })
    publish(reg, "1.1.0")
    publish(reg, "1.2.0")
    assert.equal(2, reg:run())
    assert.equal(2, #heard)
    assert.same({ "publish2", "publish3" }, said)
    reg:close()
  end)

  it("that raises is reported to io.stderr, and so is a handler", function()
    local reg, path = open(), support.folder() .. "/stderr"
    local real, kept = io.stderr, assert(io.open(path, "w"))
    reg:subscribe("core", function()
      error("first")
    end, {
      on_error = function()
        error("second")
      end,
    })
    reg:subscribe("core", function()
      error("third")
    end)
    publish(reg, "1.1.0")
    io.stderr = kept -- luacheck: ignore 122
    local ok, count = pcall(reg.run, reg)
    io.stderr = real -- luacheck: ignore 122
    kept:close()
    assert.is_true(ok)
    assert.equal(2, count)
    local text = support.read(path)
    for _, word in ipairs({ "first", "second", "third", "core" }) do
      assert.truthy(text:find(word, 1, true), word)
    end
    support.clean()
    reg:close()
  end)

  it("may close its subscription, and change the registry", function()
    local reg, count = open(), 0
    local sub
    sub = reg:subscribe("core", function()
      count = count + 1
      if count == 1 then
        publish(reg, "1.2.0")
      else
        sub:close()
      end
    end)
    publish(reg, "1.1.0")
    assert.equal(2, reg:run())
    publish(reg, "1.3.0")
    assert.equal(0, reg:run())
    reg:close()
  end)

  it("is called safely under semverx.safe too", function()
    local reg, count = safe.new({ bytes = LINES }), 0
    local sub = assert(reg:subscribe("core", function()
      count = count + 1
    end))
    assert(reg:publish({ name = "core", version = "1.1.0", deps = {} }))
    assert.equal(1, reg:run())
    assert.equal(1, count)
    local none, err = sub:next(-1)
    assert.is_nil(none)
    assert.equal("ArgumentError", err.class)
    assert.equal("ResolutionError", select(2, reg:subscribe("cor")).class)
    reg:close()
  end)
end)
