local sx = require "semverx"
local support = require "spec.support"

local packages = sx.packages

describe("packages", function()
  local root, files, zip, pkg

  before_each(function()
    root, files = support.tree()
    zip = support.folder() .. "/tree.zip"
    packages.pack(root, zip, { name = "tree", version = "1.2.3", mtime = false })
    pkg = packages.open(zip)
  end)

  after_each(function()
    pkg:close()
    support.clean()
  end)

  it("packs and says what it did", function()
    local report = packages.pack(root, zip, { name = "tree", version = "1.2.3" })
    assert.equal("tree", report.name)
    assert.equal("1.2.3", report.version)
    assert.equal(3, report.files)
    assert.same({}, report.warnings)
    assert.equal(#support.read(zip), report.output_bytes)
  end)

  it("opens a path, bytes and a reader", function()
    local bytes = support.read(zip)
    local file = assert(io.open(zip, "rb"))
    local sources = {
      zip,
      { bytes = bytes },
      {
        read = function(n)
          return file:read(n)
        end,
      },
    }
    for _, source in ipairs(sources) do
      local opened = packages.open(source)
      assert.equal("tree", opened.name)
      assert.equal("1.2.3", opened.version)
      assert.equal(1, opened.overall_coherence)
      assert.equal("intact", opened:verify().status)
      opened:close()
    end
    file:close()
  end)

  it("verifies", function()
    local report = pkg:verify()
    assert.equal("intact", report.status)
    assert.equal(1, report.coherence)
    assert.equal(packages.COHERENCE_THRESHOLD, report.threshold)
    assert.is_true(report.container_intact)
    assert.is_true(#report.components >= 2)
    assert.same({}, report.components[1].lost)
  end)

  it("unpacks everything", function()
    local dir = support.folder() .. "/out"
    local report = pkg:unpack(dir)
    assert.equal(3, report.files)
    assert.same({}, report.damage)
    for path, content in pairs(files) do
      assert.equal(content, support.read(dir .. "/" .. path))
    end
  end)

  it("takes more paths than a Lua stack holds", function()
    local paths = {}
    for n = 1, 20000 do
      paths[n] = "missing/" .. n
    end
    support.raises("ArgumentError", pkg.unpack, pkg, support.folder() .. "/out", { paths = paths })
  end)

  it("unpacks chosen members", function()
    local dir = support.folder() .. "/out"
    pkg:unpack(dir, { paths = { "sub" } })
    assert.equal(files["sub/c.txt"], support.read(dir .. "/sub/c.txt"))
    assert.is_false(support.exists(dir .. "/a.txt"))
  end)

  it("leaves an existing target alone unless forced", function()
    local dir = support.folder()
    support.write(dir .. "/mine.txt", "mine")
    support.raises("StorageError", pkg.unpack, pkg, dir)
    pkg:unpack(dir, { force = true })
    assert.equal("mine", support.read(dir .. "/mine.txt"))
    assert.equal(files["a.txt"], support.read(dir .. "/a.txt"))
  end)

  it("lists and reads members", function()
    local sizes = {}
    for _, member in ipairs(pkg:entries()) do
      if member.type == "file" then
        sizes[member.path] = member.size
      end
    end
    local names = {}
    for _, name in ipairs(pkg:namelist()) do
      names[name] = true
    end
    for path, content in pairs(files) do
      assert.equal(#content, sizes[path])
      assert.is_true(names[path])
      assert.equal(content, pkg:read(path))
    end
    support.raises("ArgumentError", pkg.read, pkg, "nothing.txt")
  end)

  it("gives no more in memory than was allowed", function()
    local c = files["sub/c.txt"]
    local err = support.raises("FormatError", pkg.read, pkg, "sub/c.txt", { max_output = #c - 1 })
    assert.equal("OUTPUT_LIMIT", err.name)
    assert.equal(c, pkg:read("sub/c.txt", { max_output = #c }))
    assert.equal(c, pkg:open_entry("sub/c.txt"):read())
    support.raises("FormatError", pkg.read, pkg, "diram-component-0.bin", { max_output = 9 })
    local bytes = packages.pack_bytes(c)
    err = support.raises("FormatError", packages.unpack_bytes, bytes, { max_output = #c - 1 })
    assert.equal("OUTPUT_LIMIT", err.name)
    assert.equal(c, packages.unpack_bytes(bytes, { max_output = 2 ^ 53 }))
  end)

  it("shows and recovers components", function()
    local view = pkg:components()[1]
    assert.equal("diram-component-0.bin", view.name)
    assert.equal("component", view.kind)
    assert.equal(view.num_parts, #view.parts)
    assert.equal(0.954, view.recovery.recovery_threshold)
    assert.is_true(pkg:has_component("diram-component-0.bin"))
    assert.is_false(pkg:has_component("diram-component-9.bin"))
    assert.equal(1, pkg:verify_coherence("diram-component-0.bin"))
    assert.equal(view.total_size, #pkg:recover_component("diram-component-0.bin"))
  end)

  it("takes files of the other kinds, and gives them back", function()
    local src = support.folder()
    for _, name in ipairs({ "s", "o", "d", "c" }) do
      support.write(src .. "/" .. name, name .. " content")
    end
    packages.pack(root, zip, {
      services = { src .. "/s" },
      operations = { src .. "/o" },
      divisions = { src .. "/d" },
      country = { src .. "/c" },
    })
    local five = packages.open(zip)
    local dir = support.folder() .. "/parts"
    five:unpack_components(dir)
    five:close()
    assert.equal("s content", support.read(dir .. "/diram-service-0.bin"))
    assert.equal("o content", support.read(dir .. "/diram-operation-0.bin"))
    assert.equal("d content", support.read(dir .. "/diram-division-0.bin"))
    assert.equal("c content", support.read(dir .. "/diram-country-0.bin"))
  end)

  it("makes the same bytes again", function()
    local options = { codec = "stored", name = "n", version = "1.0.0" }
    assert.equal(packages.pack_bytes("the same", options), packages.pack_bytes("the same", options))
  end)

  it("packs bytes with every codec", function()
    local text = ("to be or not to be, "):rep(3000)
    for _, codec in ipairs({ "auto", "huffman", "brotli", "stored" }) do
      assert.equal(text, packages.unpack_bytes(packages.pack_bytes(text, { codec = codec })))
    end
    assert.equal("", packages.unpack_bytes(packages.pack_bytes("")))
  end)
end)
