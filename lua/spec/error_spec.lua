local sx = require "semverx"
local safe = require "semverx.safe"
local support = require "spec.support"

local packages, errors = sx.packages, sx.errors

describe("an error", function()
  it("says everything, and belongs to its classes", function()
    local err = support.raises("StorageError", packages.open, "/nonexistent/file.zip")
    assert.equal(80, err.code)
    assert.equal("IO", err.name)
    assert.equal("StorageError", err.class)
    assert.equal("/nonexistent/file.zip", err.details.path)
    assert.is_boolean(err.retryable)
    assert.equal("StorageError: " .. err.message, tostring(err))
    assert.is_true(errors.is(err, "DiramError"))
    assert.is_false(errors.is(err, "ArgumentError"))
    assert.is_false(errors.is("text"))
  end)

  it("of a child class is of the parent class", function()
    local noise = support.noise(6000)
    local zip = packages.pack_bytes(noise, { codec = "stored" })
    local err = support.raises("LostError", packages.unpack_bytes, support.zero(zip, 1500, 5000))
    assert.equal("RecoveryError", err.parent)
    assert.is_true(errors.is(err, "RecoveryError"))
    assert.is_false(errors.is(err, "CoherenceError"))
  end)

  it("names the nearest option", function()
    local err = support.raises("ArgumentError", packages.pack_bytes, "x", { qualty = 3 })
    assert.equal("ARGUMENT", err.name)
    assert.equal("quality", err.details.nearest)
    assert.truthy(err.message:find('"quality"', 1, true))
    err = support.raises("ArgumentError", packages.unpack_bytes, "x", { salvge = true })
    assert.equal("salvage", err.details.nearest)
  end)

  it("is raised for arguments of the wrong type or size", function()
    for _, call in ipairs({
      { packages.pack, 1, "x" },
      { packages.pack, "x", nil },
      { packages.pack_bytes, nil },
      { packages.pack_bytes, "x", "options" },
      { packages.pack_bytes, "x", { name = 7 } },
      { packages.pack_bytes, "x", { quality = "5" } },
      { packages.pack_bytes, "x", { quality = 1.5 } },
      { packages.pack_bytes, "x", { quality = -1 } },
      { packages.pack_bytes, "x", { quality = 12 } },
      { packages.pack_bytes, "x", { quality = 2 ^ 33 + 5 } },
      { packages.pack_bytes, "x", { redundancy = 90 } },
      { packages.pack_bytes, "x", { redundancy = 0 / 0 } },
      { packages.pack_bytes, "x", { codec = "zip" } },
      { packages.pack_bytes, "x", { name = "not UTF-8 \255" } },
      { packages.pack_bytes, "x", { services = "file" } },
      { packages.pack_bytes, "x", { services = { 1 } } },
      { packages.pack_bytes, "x", { timeout = -1 } },
      { packages.pack_bytes, "x", { timeout = 0 / 0 } },
      { packages.pack_bytes, "x", { progress = true } },
      { packages.pack_bytes, "x", { op = {} } },
      { packages.unpack_bytes, "x", { max_output = -1 } },
      { packages.unpack_bytes, "x", { max_output = "9" } },
      { packages.unpack_bytes, "x", { max_output = math.huge } },
      { packages.unpack_bytes },
      { packages.open, 7 },
      { packages.open, {} },
      { packages.open, { bytes = "x", read = print } },
      { packages.open, { byte = "x" } },
      { packages.check_part },
      { packages.reconstruct_component, "parts" },
      { packages.reconstruct_component, { "a", 7 } },
      { packages.packer, { write = "x" } },
      { packages.huffman.decode, "x", { max_output = 2 ^ 60 } },
    }) do
      support.raises("ArgumentError", call[1], call[2], call[3])
    end
  end)
end)

describe("the safe tree", function()
  it("returns nil and the same error", function()
    local pkg, err = safe.packages.open("/nonexistent/file.zip")
    assert.is_nil(pkg)
    assert.equal("StorageError", err.class)
    local bytes
    bytes, err = safe.packages.huffman.decode("")
    assert.is_nil(bytes)
    assert.is_true(errors.is(err, "FormatError"))
  end)

  it("gives objects whose methods are safe too", function()
    local zip = assert(safe.packages.pack_bytes("content"))
    local pkg = assert(safe.packages.open({ bytes = zip }))
    assert.equal("intact", assert(pkg:verify()).status)
    local read, err = pkg:read("missing")
    assert.is_nil(read)
    assert.equal("ARGUMENT", err.name)
    local entry = assert(pkg:open_entry(pkg:namelist()[1]))
    assert.equal("content", entry:read())
    entry:close()
    read, err = entry:read()
    assert.is_nil(read)
    assert.equal("CLOSED", err.name)
    assert.equal("data", pkg.name)
    pkg:close()
    assert.is_nil(pkg.name)
    local report
    report, err = pkg:verify()
    assert.is_nil(report)
    assert.equal("CLOSED", err.name)
  end)

  it("gives all results of a method with two", function()
    local zip = safe.packages.pack_bytes("content")
    local pkg = safe.packages.open({ bytes = zip })
    local bytes, report = pkg:heal_bytes()
    assert.is_true(bytes == zip)
    assert.equal(#zip, report.bytes)
    pkg:close()
  end)

  it("has safe operations", function()
    local op = assert(safe.op({ timeout = 3600 }))
    op:cancel()
    assert.is_true(op:is_cancelled())
    local bytes, err = safe.packages.pack_bytes("content", { op = op })
    assert.is_nil(bytes)
    assert.equal("CANCELLED", err.name)
    bytes, err = safe.op({ timeout = -1 })
    assert.is_nil(bytes)
    assert.equal("ArgumentError", err.class)
  end)

  it("leaves the raising tree alone", function()
    safe.packages.open("/nonexistent/file.zip")
    support.raises("StorageError", packages.open, "/nonexistent/file.zip")
    local pkg = packages.open({ bytes = packages.pack_bytes("x") })
    support.raises("ArgumentError", pkg.read, pkg, "missing")
    pkg:close()
  end)

  it("lets the caller's own errors through", function()
    local ok, err = pcall(safe.packages.open, {
      read = function()
        error("mine", 0)
      end,
    })
    assert.is_false(ok)
    assert.equal("mine", err)
  end)
end)
