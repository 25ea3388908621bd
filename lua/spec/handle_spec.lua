local sx = require "semverx"
local support = require "spec.support"

local packages = sx.packages
local zip = packages.pack_bytes(("content "):rep(1000))

describe("a handle", function()
  it("closes twice, and then refuses everything", function()
    local pkg = packages.open({ bytes = zip })
    assert.equal("package: open", tostring(pkg))
    pkg:close()
    pkg:close()
    assert.equal("package: closed", tostring(pkg))
    for _, method in ipairs({ "verify", "entries", "namelist", "components", "heal_bytes" }) do
      assert.equal("CLOSED", support.raises("StateError", pkg[method], pkg).name)
    end
    for _, method in ipairs({ "read", "open_entry", "has_component", "unpack", "heal" }) do
      support.raises("StateError", pkg[method], pkg, "x")
    end
    local ok, err = pcall(function()
      return pkg.name
    end)
    assert.is_false(ok)
    assert.equal("CLOSED", err.name)
  end)

  it("refuses to be called without its object", function()
    local pkg = packages.open({ bytes = zip })
    support.raises("StateError", pkg.verify, nil)
    support.raises("StateError", pkg.verify, {})
    pkg:close()
  end)

  it("is freed by the collector, thousands of times", function()
    local bytes = packages.pack_bytes(("x"):rep(100000), { codec = "stored" })
    local function resident()
      local file = assert(io.open("/proc/self/statm"))
      local pages = file:read("*a"):match("^%d+ (%d+)")
      file:close()
      return tonumber(pages) * 4096
    end
    local function churn(n)
      for i = 1, n do
        local pkg = packages.open({ bytes = bytes })
        assert(pkg.name == "data")
        if i % 20 == 0 then
          collectgarbage()
        end
      end
      collectgarbage()
      collectgarbage()
    end
    churn(60)
    local before = resident()
    churn(600)
    -- 600 packages of over 100 kB would be more than 60 MB.
    assert.is_true(resident() - before < 20000000)
  end)

  it("does not keep itself alive", function()
    local weak = setmetatable({}, { __mode = "v" })
    weak.pkg = packages.open({ bytes = zip })
    weak.op = sx.op({ timeout = 10, progress = function() end })
    weak.packer = packages.packer()
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak.pkg)
    assert.is_nil(weak.op)
    assert.is_nil(weak.packer)
  end)

  it("closes at the end of its block in Lua 5.4", function()
    local chunk = [[
      local packages, zip, check = ...
      local seen
      do
        local pkg <close> = packages.open({ bytes = zip })
        check(pkg:verify().status)
        seen = pkg
      end
      return seen
    ]]
    local load_text = loadstring or load -- luacheck: ignore 113
    local closing = load_text(chunk)
    if _VERSION == "Lua 5.4" then
      local seen = closing(packages, zip, function(status)
        assert.equal("intact", status)
      end)
      assert.equal("package: closed", tostring(seen))
    else
      assert.is_nil(closing)
      local pkg = packages.open({ bytes = zip })
      getmetatable(pkg).__close(pkg)
      assert.equal("package: closed", tostring(pkg))
    end
  end)

  it("works in a coroutine", function()
    local status = coroutine.wrap(function()
      local pkg = packages.open({ bytes = zip })
      coroutine.yield(pkg:verify().status)
      pkg:close()
    end)()
    assert.equal("intact", status)
  end)
end)

describe("a panic", function()
  local panic = require "spec.panic"

  it("is an error, and poisons only its handle", function()
    local pkg, other = packages.open({ bytes = zip }), packages.open({ bytes = zip })
    local value, record = panic(pkg.handle)
    assert.is_nil(value)
    assert.equal(99, record.code)
    assert.equal("PANIC", record.name)
    assert.equal("InternalError", record.class)
    assert.equal("POISONED", support.raises("StateError", pkg.verify, pkg).name)
    assert.equal("intact", other:verify().status)
    pkg:close()
    other:close()
  end)
end)
