local sx = require "semverx"
local support = require "spec.support"

local packages = sx.packages

describe("the packer", function()
  after_each(support.clean)

  local function contents(bytes)
    local pkg = packages.open({ bytes = bytes })
    local files = {}
    for _, name in ipairs(pkg:namelist()) do
      files[name] = pkg:read(name)
    end
    pkg:close()
    return files
  end

  it("takes members from paths, bytes, readers and writes, and gives a package", function()
    local path = support.folder() .. "/on-disk"
    support.write(path, "from a path")
    local text, blocks = "from a reader", {}
    local p = packages.packer({
      name = "streamed",
      version = "2.0.0",
      write = function(bytes)
        blocks[#blocks + 1] = bytes
      end,
    })
    p:add("a", path)
    p:add("b", { bytes = "from bytes" })
    p:add("c/d", {
      size = #text,
      read = function(n)
        local piece = text:sub(1, math.min(n, 4))
        text = text:sub(#piece + 1)
        return piece
      end,
    })
    p:begin("e", 6)
    p:write("fro")
    p:write("m w")
    local report = p:finish()
    assert.equal("streamed", report.name)
    assert.equal(4, report.files)
    p:close()
    local files = contents(table.concat(blocks))
    assert.equal("from a path", files["a"])
    assert.equal("from bytes", files["b"])
    assert.equal("from a reader", files["c/d"])
    assert.equal("from w", files["e"])
  end)

  it("keeps its package for read", function()
    local p = packages.packer({ name = "kept" })
    local noise = support.noise(200000)
    p:add("n", { bytes = noise })
    p:finish()
    local blocks = {}
    local block = p:read(70000)
    while block do
      assert.is_true(#block > 0 and #block <= 70000)
      blocks[#blocks + 1] = block
      block = p:read(70000)
    end
    assert.is_nil(p:read(1))
    p:close()
    assert.is_true(contents(table.concat(blocks))["n"] == noise)
  end)

  it("is closed after finish, and after a failure", function()
    local p = packages.packer()
    p:finish()
    support.raises("StateError", p.begin, p, "x", 1)
    support.raises("StateError", p.finish, p)
    p:close()

    p = packages.packer()
    p:begin("x", 5)
    support.raises("DiramError", p.finish, p)
    support.raises("StateError", p.write, p, "y")
    support.raises("StateError", p.read, p, 1)

    p = packages.packer()
    support.raises("DiramError", p.begin, p, "../x", 1)
    support.raises("StateError", p.finish, p)
  end)

  it("passes on what its functions raise, and their messages", function()
    local p = packages.packer({
      write = function()
        error("no more room", 0)
      end,
    })
    local ok, err = pcall(function()
      p:add("n", { bytes = support.noise(1000) })
      p:finish()
    end)
    assert.is_false(ok)
    assert.equal("no more room", err)

    p = packages.packer({
      write = function()
        return nil, "disk full"
      end,
    })
    err = support.raises("StorageError", p.finish, p)
    assert.truthy(err.message:find("disk full", 1, true))
  end)

  it("names a member whose content ends early, or a file that is not there", function()
    local p = packages.packer()
    local err = support.raises("ArgumentError", p.add, p, "short", {
      size = 5,
      read = function() end,
    })
    assert.truthy(err.message:find("short", 1, true))
    assert.equal(0, err.details.got)
    p:close()
    p = packages.packer()
    err = support.raises("StorageError", p.add, p, "x", "/nonexistent/file")
    assert.equal("/nonexistent/file", err.details.path)
    p:close()
  end)
end)

describe("an entry", function()
  local lines = { "first", "", "third", ("long "):rep(40000), "last" }
  local text = table.concat(lines, "\n")
  local pkg

  before_each(function()
    local p = packages.packer()
    p:add("text", { bytes = text })
    p:add("empty", { bytes = "" })
    p:finish()
    pkg = packages.open({ bytes = p:read(2 ^ 30) })
    p:close()
  end)

  after_each(function()
    pkg:close()
  end)

  it("reads like a file: numbers, lines, all", function()
    local entry = pkg:open_entry("text")
    assert.equal(#text, entry.size)
    assert.equal("first", entry:read("l"))
    assert.equal("", entry:read("l"))
    assert.equal("thi", entry:read(3))
    assert.equal("", entry:read(0))
    assert.equal("rd", entry:read("l"))
    assert.is_true(entry:read(100000) == lines[4]:sub(1, 100000))
    assert.is_true(entry:read("a") == lines[4]:sub(100001) .. "\nlast")
    assert.equal("", entry:read("a"))
    assert.is_nil(entry:read("l"))
    assert.is_nil(entry:read(1))
    support.raises("ArgumentError", entry.read, entry, "x")
    support.raises("ArgumentError", entry.read, entry, -1)
    entry:close()
  end)

  it("gives its lines", function()
    local got = {}
    local entry = pkg:open_entry("text")
    for line in entry:lines() do
      got[#got + 1] = line
    end
    assert.same(lines, got)
    entry:close()
    entry = pkg:open_entry("empty")
    assert.is_nil(entry:lines()())
    assert.equal("", entry:read("a"))
    entry:close()
  end)

  it("outlives its package, and ends with close", function()
    local entry = pkg:open_entry("text")
    pkg:close()
    assert.equal("first", entry:read("l"))
    entry:close()
    entry:close()
    support.raises("StateError", entry.read, entry, 1)
  end)
end)

describe("a reader", function()
  it("that fails fails the call", function()
    local err = support.raises("StorageError", packages.open, {
      read = function()
        return nil, "unplugged"
      end,
    })
    assert.truthy(err.message:find("unplugged", 1, true))
    local ok, raised = pcall(packages.open, {
      read = function()
        error({ mine = true })
      end,
    })
    assert.is_false(ok)
    assert.is_true(raised.mine)
    support.raises("ArgumentError", packages.open, {
      read = function()
        return 7
      end,
    })
  end)
end)
