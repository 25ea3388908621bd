local project = require "spec.project"
local safe = require "semverx.safe"
local support = require "spec.support"

local backend = support.backend

--- A plugin that agrees to everything and writes down what it was asked.
local function recorder(name)
  local plugin = { name = name or "recorder", heard = {} }
  for _, hook in ipairs({ "on_publish", "on_install", "on_remove" }) do
    plugin[hook] = function(self, package)
      table.insert(self.heard, hook .. " " .. package.name .. " " .. package.compact)
    end
  end
  function plugin:on_update(old, new)
    table.insert(self.heard, "on_update " .. new.name .. " " .. old.compact .. " " .. new.compact)
  end
  function plugin:on_resolve(proposal)
    table.insert(self.heard, "on_resolve")
    self.proposal = proposal
  end
  return plugin
end

--- A plugin whose hook is `f`.
local function hooked(hook, f, name)
  return { name = name or "hooked", [hook] = f }
end

local function refuse()
  return false, "no reason to"
end

local LINE = { name = "core", version = "1.2.0", deps = {} }

describe("a plugin in Lua", function()
  local reg

  before_each(function()
    reg = project.open()
  end)

  after_each(function()
    reg:close()
    support.clean()
  end)

  --- What a refused publish says of its first vote.
  local function vote(plugin, opts)
    local name = reg:plug(plugin, opts)
    local err = support.raises("RegistryError", reg.publish, reg, LINE)
    assert.equal("PLUGIN", err.name)
    assert.equal(5, #project.open():names() + 2)
    reg:unplug(name)
    return err.details.votes[1], err
  end

  it("is asked everything, in order", function()
    local plugin, folder = recorder(), project.new()
    assert.equal("recorder", reg:plug(plugin))
    reg:publish(LINE)
    local report = reg:lock(folder)
    assert.equal(4, #report.votes)
    project.ask(folder, { app = "^2", core = "1.0.0" })
    reg:lock(folder, { update = true })
    assert.same({
      "on_publish core 1.2.0",
      "on_resolve",
      "on_install app 1.0.0",
      "on_install core 1.2.0",
      "on_install log 1.0.0",
      "on_resolve",
      "on_remove log 1.0.0",
      "on_update app 1.0.0 2.0.0",
      "on_update core 1.2.0 1.0.0",
    }, plugin.heard)
    local proposal = plugin.proposal
    assert.same({ app = "^2", core = "1.0.0" }, proposal.requirements)
    assert.same({ "app", "core" }, project.each(proposal.packages, "name"))
    assert.same({ {}, { "app", "core" }, { "log" } }, { proposal.installs, proposal.updates, proposal.removes })
    assert.equal("VALID", reg:publish({ name = "new", version = "1.0.0", deps = {} }).gates.gates[8].verdict)
  end)

  it("vetoes each hook", function()
    local folder = project.new()
    local before = reg:snapshot()
    vote(hooked("on_publish", refuse))
    assert.same(before, reg:snapshot())
    for _, hook in ipairs({ "on_resolve", "on_install" }) do
      reg:plug(hooked(hook, refuse))
      local err = support.raises("RegistryError", reg.lock, reg, folder)
      assert.equal(hook, err.details.votes[1].hook)
      assert.equal("no reason to", err.details.votes[1].why)
      assert.is_false(support.exists(project.lock(folder)))
      reg:unplug("hooked")
    end
    reg:lock(folder)
    local text = support.read(project.lock(folder))
    project.ask(folder, { app = "^2" })
    for _, hook in ipairs({ "on_update", "on_remove" }) do
      reg:plug(hooked(hook, refuse))
      assert.equal("PLUGIN", support.raises("RegistryError", reg.lock, reg, folder).name)
      assert.equal(text, support.read(project.lock(folder)))
      assert.equal("stale", reg:lock(folder, { check = true }).status)
      reg:unplug("hooked")
    end
    assert.equal("written", reg:lock(folder).status)
  end)

  it("refuses by an error, false or nil with a reason, and by nothing else", function()
    local function answers(f)
      return vote(hooked("on_publish", f))
    end
    local function raised()
      error("broken", 0)
    end
    assert.same({
      plugin = "hooked",
      hook = "on_publish",
      name = "core",
      version = "1.2.0",
      answer = "no",
      why = "broken",
    }, answers(raised))
    assert.equal("no reason to", answers(refuse).why)
    assert.equal("because", answers(function()
      return nil, "because"
    end).why)
    assert.equal("no", answers(function()
      return false
    end).answer)
    assert.equal("this registry is closed", answers(function()
      local closed = project.open()
      closed:close()
      closed:names()
    end).why)
    assert.equal("\\xff\\xc3", answers(function()
      error("\255\195", 0)
    end).why)
    assert.equal("ä€😀 \0 \"", answers(function()
      error("ä€😀 \0 \"", 0)
    end).why)
    assert.is_string(answers(function()
      error(setmetatable({}, { __tostring = function() error("worse") end }))
    end).why)
    local seq = reg:snapshot().seq
    for i, agreed in ipairs({ true, 0, "no", {} }) do
      reg:plug(hooked("on_publish", function()
        return agreed
      end))
      reg:publish({ name = "core", version = "2.0." .. i, deps = {} })
      reg:unplug("hooked")
    end
    assert.equal(seq + 4, reg:snapshot().seq)
  end)

  it("answers at once", function()
    local found = vote(hooked("on_publish", function()
      coroutine.yield()
    end))
    assert.equal("failed", found.answer)
    assert.truthy(found.why:find("yielded", 1, true))
  end)

  it("is ended when it takes too long, switched off, and silent in strict mode", function()
    local late = hooked("on_publish", function()
      local i = 0
      while true do
        i = i + 1
      end
    end)
    local compiling = jit and jit.status() -- luacheck: ignore 113
    assert.equal("late", vote(late, { deadline = 0.01 }).answer)
    assert.is_nil((debug.gethook()))
    assert.equal(compiling, jit and jit.status()) -- luacheck: ignore 113
    reg:plug(late, { deadline = 0.01 })
    support.raises("RegistryError", reg.publish, reg, LINE)
    assert.same({ { name = "hooked", on = false, why = "on_publish took longer than 0.01s" } }, reg:plugins())
    assert.equal(2, reg:publish(LINE).snapshot.seq)
    local strict = project.open({ policy = { strict = true } })
    strict:plug(late, { deadline = 0.01 })
    assert.equal("late", support.raises("RegistryError", strict.publish, strict, LINE).details.votes[1].answer)
    assert.equal("missing", support.raises("RegistryError", strict.publish, strict, LINE).details.votes[1].answer)
    strict:close()
  end)

  it("is ended though it catches every error", function()
    local found = vote(hooked("on_publish", function()
      while true do
        pcall(function()
          local i = 0
          while true do
            i = i + 1
          end
        end)
      end
    end), { deadline = 0.01 })
    assert.equal("late", found.answer)
  end)

  it("that is ended while it asks another registry's plugin leaves that registry usable", function()
    local other, stuck = project.open(), true
    other:plug(hooked("on_publish", function()
      while stuck do
      end
    end), { deadline = 0.05 })
    local found = vote(hooked("on_publish", function()
      other:publish(LINE)
    end), { deadline = 0.01 })
    assert.equal("late", found.answer)
    stuck = false
    assert.equal(2, other:publish(LINE).snapshot.seq)
    other:close()
  end)

  it("is judged afterwards where nothing can end it", function()
    local function slow()
      local began = backend.clock()
      while backend.clock() - began < 0.02 do
      end
    end
    local asked = 0
    local plugin = hooked("on_resolve", slow)
    function plugin.on_install()
      asked = asked + 1
    end
    local function mine() end
    debug.sethook(mine, "", 1000000)
    reg:plug(plugin, { deadline = 0.01 })
    local ok, err = pcall(reg.lock, reg, project.new())
    local hook = debug.gethook()
    debug.sethook()
    assert.equal(mine, hook)
    assert.is_false(ok)
    assert.equal("late", err.details.votes[1].answer)
    assert.equal("missing", err.details.votes[2].answer)
    assert.equal(0, asked)
  end)

  it("may look at the registry, but not change it", function()
    local folder, tried = project.new(), {}
    local function try(name, ...)
      local ok, err = pcall(reg[name], reg, ...)
      tried[name] = not ok and err.name or ok
    end
    reg:plug(hooked("on_publish", function()
      assert(reg:info("core", "1.0.0").name == "core")
      try("publish", { name = "other", version = "1.0.0", deps = {} })
      try("yank", "core", "1.0.0")
      try("unyank", "core", "1.0.0")
      try("set_fault", "core", "1.0.0", 1)
      try("handle_fault", "core", "1.0.0", 1)
      try("rollback", "core", 1)
      try("lock", folder)
      local ok, err = pcall(function()
        reg:at(1):lock(folder)
      end)
      tried.past = not ok and err.name
    end))
    reg:publish(LINE)
    assert.same({
      publish = "STATE",
      yank = "STATE",
      unyank = "STATE",
      set_fault = "STATE",
      handle_fault = "STATE",
      rollback = "STATE",
      lock = "STATE",
      past = "STATE",
    }, tried)
    assert.equal(2, reg:snapshot().seq)
    reg:yank("core", "1.0.0")
  end)

  it("may take itself out, or close the registry", function()
    local count = 0
    reg:plug(hooked("on_publish", function(self)
      count = count + 1
      assert(reg:unplug(self.name))
    end))
    reg:publish(LINE)
    reg:publish({ name = "core", version = "1.3.0", deps = {} })
    assert.equal(1, count)
    assert.same({}, reg:plugins())
    reg:plug(hooked("on_publish", function()
      reg:close()
    end))
    assert.equal(4, reg:publish({ name = "core", version = "1.4.0", deps = {} }).snapshot.seq)
    assert.equal("registry: closed", tostring(reg))
  end)

  it("gets tables of its own", function()
    local other
    reg:plug(hooked("on_publish", function(_, package)
      package.name, package.deps = "other", nil
    end, "first"))
    reg:plug(hooked("on_publish", function(_, package)
      other = package.name
    end, "second"))
    reg:publish(LINE)
    assert.equal("core", other)
    assert.equal("core", reg:info("core", "1.2.0").name)
  end)

  it("is heard with all the others", function()
    reg:plug(hooked("on_publish", refuse, "a"))
    reg:plug(recorder("b"))
    reg:plug(hooked("on_publish", error, "c"))
    local err = support.raises("RegistryError", reg.publish, reg, LINE)
    assert.same({ "a", "c" }, project.each(err.details.votes, "plugin"))
    assert.truthy(err.message:find('plugin "a" refused to publish core 1.2.0: no reason to', 1, true))
    assert.is_true(reg:unplug("a"))
    assert.is_false(reg:unplug("a"))
    assert.same({ "b", "c" }, project.each(reg:plugins(), "name"))
  end)

  it("has a name, its class's if need be, that no other has", function()
    local Class = { on_install = refuse, __name = "Class" }
    Class.__index = Class
    assert.equal("Class", reg:plug(setmetatable({}, Class)))
    local named = { on_install = refuse }
    function named:name()
      return "called " .. type(self)
    end
    assert.equal("called table", reg:plug(named))
    assert.equal("plugin", reg:plug({ on_install = refuse }))
    for _, wrong in ipairs({
      { on_install = refuse },
      setmetatable({}, Class),
      { on_install = refuse, name = "" },
      { on_install = refuse, name = ("x"):rep(129) },
      { on_install = refuse, name = "\255" },
      { on_install = refuse, name = 7 },
      { name = "empty" },
      { on_instal = refuse, name = "typo" },
      { on_install = refuse, on_reslove = refuse, name = "typos" },
    }) do
      support.raises("ArgumentError", reg.plug, reg, wrong)
    end
    assert.equal("on_install", support.raises("ArgumentError", reg.plug, reg, { on_instal = refuse }).details.nearest)
    support.raises("ArgumentError", reg.plug, reg, refuse)
    support.raises("ArgumentError", reg.plug, reg)
    support.raises("ArgumentError", reg.plug, reg, recorder(), { deadline = -1 })
    support.raises("ArgumentError", reg.plug, reg, recorder(), { dead_line = 1 })
    support.raises("ArgumentError", reg.unplug, reg, recorder())
    assert.equal(3, #reg:plugins())
  end)

  it("is asked under semverx.safe too, and of a closed registry nobody", function()
    local quiet = safe.new({ bytes = "" })
    assert(quiet:plug(hooked("on_publish", refuse)))
    local none, err = quiet:publish(LINE)
    assert.is_nil(none)
    assert.equal("PLUGIN", err.name)
    quiet:close()
    reg:close()
    for _, name in ipairs({ "plug", "unplug", "plugins", "publish", "lock" }) do
      assert.equal("CLOSED", support.raises("StateError", reg[name], reg, recorder()).name)
    end
  end)

  it("vetoes an install in the README's sample", function()
    local here = debug.getinfo(1, "S").source:match("^@(.*)/spec/[^/]*$") or "."
    local sample = support.read(here .. "/examples/veto.lua")
    local folder, said = project.new(), nil
    local source = support.folder() .. "/reg.ndjson"
    local app = '{"name":"app","version":"1.0.0","deps":{"log":"*"}}\n'
    support.write(source, app .. '{"name":"log","version":"1.0.0","deps":{}}\n')
    sample = sample:gsub("reg%.ndjson", source):gsub("my%-project", folder)
    local run = assert((loadstring or load)("local print = ... " .. sample)) -- luacheck: ignore 113
    run(function(ok, name, message)
      said = table.concat({ tostring(ok), name, message }, " ")
    end)
    assert.equal('false PLUGIN plugin "no-log" refused to install log 1.0.0: we log nothing', said)
    assert.is_false(support.exists(project.lock(folder)))
  end)
end)
