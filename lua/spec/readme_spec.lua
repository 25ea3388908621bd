local support = require "spec.support"

local function lua_blocks(text)
  return text:gmatch("```lua\n(.-)```")
end

describe("the README", function()
  local here = debug.getinfo(1, "S").source:match("^@(.*)/spec/[^/]*$") or "."
  local readme = support.read(here .. "/README.md")

  it("shows the sample that the tests run", function()
    local sample = support.read(here .. "/examples/hello.lua")
    assert.equal(sample, (lua_blocks(readme)()))
  end)

  it("has Lua that compiles", function()
    local compile, blocks = loadstring or load, 0 -- luacheck: ignore 113
    for block in lua_blocks(readme) do
      assert(compile((block:gsub("…", ""))))
      blocks = blocks + 1
    end
    assert.is_true(blocks >= 5)
  end)

  it("names every function and method", function()
    local packages = require("semverx").packages
    for name, value in pairs(packages) do
      if type(value) == "function" then
        assert.truthy(readme:find(name, 1, true), name)
      end
    end
    local pkg = packages.open({ bytes = packages.pack_bytes("x") })
    local methods = { "verify", "heal", "heal_bytes", "unpack", "unpack_components", "entries", "namelist", "read" }
    for _, name in ipairs(methods) do
      assert.is_function(pkg[name], name)
      assert.truthy(readme:find("pkg:" .. name, 1, true) or readme:find("`" .. name .. "(", 1, true), name)
    end
    pkg:close()
  end)
end)
