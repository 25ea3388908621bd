local sx = require "semverx"
local support = require "spec.support"

local packages = sx.packages

-- Stored noise: 20 data parts and 2 of parity. One lost part is within the coherence threshold, two
-- are below it but within parity, three are too many.
local content = support.noise(100000)
local whole = packages.pack_bytes(content, { codec = "stored", name = "noise", version = "1.0.0" })
local one_lost = support.destroy(whole, { 4 })
local below = support.destroy(whole, { 4, 5 })
local lost = support.destroy(whole, { 4, 5, 6 })

describe("damage", function()
  after_each(support.clean)

  it("in a few bytes mends inside the part", function()
    local scratched = support.zero(whole, support.part_places(whole)[3].from + 1000, 20)
    local pkg = packages.open({ bytes = scratched })
    local report = pkg:verify()
    assert.equal("healable", report.status)
    assert.is_true(report.coherence < 1)
    assert.equal(1, report.coherence_healed)
    assert.equal(content, packages.unpack_bytes(scratched))
    pkg:close()
  end)

  it("of a part heals to the same bytes: in memory, to a path, to a writer, over itself", function()
    local pkg = packages.open({ bytes = one_lost })
    local bytes, report = pkg:heal_bytes()
    assert.is_true(bytes == whole)
    assert.equal(1, report.rebuilt_parts)
    assert.equal(1, report.coherence_after)
    assert.is_true(report.coherence_before < 1)

    local path = support.folder() .. "/healed.zip"
    assert.equal(1, pkg:heal(path).rebuilt_parts)
    assert.is_true(support.read(path) == whole)

    local blocks = {}
    local to_writer = pkg:heal({
      write = function(block)
        blocks[#blocks + 1] = block
      end,
    })
    assert.equal(1, to_writer.rebuilt_parts)
    assert.is_true(table.concat(blocks) == whole)
    pkg:close()

    support.write(path, one_lost)
    pkg = packages.open(path)
    pkg:heal(path)
    pkg:close()
    assert.is_true(support.read(path) == whole)
  end)

  it("that takes the manifest takes name and version, and leaves the content", function()
    local bare, at = {}, 1
    for _, place in ipairs(support.part_places(whole)) do
      bare[#bare + 1] = ("\0"):rep(place.from - at) .. whole:sub(place.from, place.from + place.len - 1)
      at = place.from + place.len
    end
    bare[#bare + 1] = ("\0"):rep(#whole - at + 1)
    local pkg = packages.open({ bytes = table.concat(bare) })
    assert.is_nil(pkg.name)
    assert.is_nil(pkg.version)
    assert.is_true(pkg:recover_component("diram-component-0.bin") == content)
    pkg:close()
  end)

  it("of a part is healed by unpacking", function()
    local pkg = packages.open({ bytes = one_lost })
    local dir = support.folder() .. "/out"
    local report = pkg:unpack(dir)
    assert.equal(1, report.rebuilt_parts)
    assert.is_true(support.read(dir .. "/noise") == content)
    pkg:close()
  end)

  it("below the threshold is an error with numbers and a hint, and salvage heals it", function()
    local pkg = packages.open({ bytes = below })
    local report = pkg:verify()
    assert.equal("below-threshold", report.status)
    local dir = support.folder() .. "/out"
    local err = support.raises("CoherenceError", pkg.unpack, pkg, dir)
    assert.equal(20, err.code)
    assert.equal("COHERENCE", err.name)
    assert.is_string(err.hint)
    assert.is_false(support.exists(dir))
    support.raises("CoherenceError", packages.unpack_bytes, below)
    assert.is_true(packages.unpack_bytes(below, { salvage = true }) == content)
    support.raises("CoherenceError", pkg.read, pkg, "noise")
    assert.is_true(pkg:read("noise", { salvage = true }) == content)
    local component = pkg:recover_component("diram-component-0.bin")
    assert.equal(pkg:components()[1].total_size, #component)
    pkg:unpack(dir, { salvage = true })
    assert.is_true(support.read(dir .. "/noise") == content)
    assert.is_true(pkg:heal_bytes({ salvage = true }) == whole)
    pkg:close()
  end)

  it("beyond recovery is lost, and best effort gives the rest", function()
    local pkg = packages.open({ bytes = lost })
    assert.equal("lost", pkg:verify().status)
    local dir = support.folder() .. "/out"
    support.raises("LostError", pkg.unpack, pkg, dir, { salvage = true })
    local report = pkg:unpack(dir, { best_effort = true })
    assert.equal("noise", report.damage[1].path)
    assert.equal(1, #report.damage[1].ranges)
    local from, to = report.damage[1].ranges[1][1], report.damage[1].ranges[1][2]
    assert.equal(3 * 5000, to - from)
    assert.is_true(support.read(dir .. "/noise.damaged") == support.zero(content, from + 1, to - from))
    pkg:close()
  end)

  it("of bytes that are no package at all is a format or recovery error", function()
    local err = support.raises("DiramError", packages.open, { bytes = support.noise(5000) })
    assert.is_true(sx.errors.is(err, "FormatError") or sx.errors.is(err, "RecoveryError"))
  end)

  it("up to the accepted level is undone by decompress_fault_tolerant", function()
    local coded = packages.compress_with_recovery(content)
    assert.is_true(packages.decompress_fault_tolerant(coded) == content)
    assert.is_true(packages.decompress_fault_tolerant(coded, 0) == content)
    support.raises("ArgumentError", packages.compress_with_recovery, content, 0.5)
    support.raises("ArgumentError", packages.decompress_fault_tolerant, coded, 1.5)
    local hurt = support.destroy(coded, { 4 })
    assert.is_true(packages.decompress_fault_tolerant(hurt) == content)
    support.raises("CoherenceError", packages.decompress_fault_tolerant, hurt, 0)
  end)
end)
