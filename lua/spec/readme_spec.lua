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

  it("shows the sample of versions that the tests run", function()
    local sample = support.read(here .. "/../tests/hello/versions.lua")
    assert.truthy(readme:find("```lua\n" .. sample .. "```", 1, true))
  end)

  it("shows the plugin that the tests run, in at most 15 lines", function()
    local sample = support.read(here .. "/examples/veto.lua")
    assert.truthy(readme:find("```lua\n" .. sample .. "```", 1, true))
    assert.is_true(select(2, sample:gsub("\n", "")) <= 15)
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

  it("names every function of versions, registries and resolvers", function()
    local sx = require "semverx"
    local reg = sx.new({ bytes = "" })
    local found = {}
    for name in pairs(require "semverx.versions") do
      found[name] = name ~= "SemverX" or nil
    end
    reg:publish({ name = "core", version = "1.0.0", deps = {} })
    local folder = support.folder()
    support.write(folder .. "/one.json", '{"id": "DIRAM-1", "affected": []}')
    local sub, scanner, orphans = reg:subscribe("core"), sx.security_scanner(folder), sx.orphan_report()
    for _, object in ipairs({ reg, reg.resolver, sx.range("*"), sx.version("1.0.0"), sub, scanner, orphans }) do
      local _, names = debug.getupvalue(getmetatable(object).__index, 1)
      for name in pairs(names) do
        found[name] = true
      end
    end
    for name in pairs(found) do
      assert.truthy(readme:find(name .. "(", 1, true) or readme:find(name .. "{", 1, true), name)
    end
    reg:close()
    support.clean()
  end)
end)
