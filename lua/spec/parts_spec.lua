local sx = require "semverx"
local support = require "spec.support"

local packages, huffman = sx.packages, sx.packages.huffman

--- The parts of a package's first component.
local function parts_of(zip)
  local parts = {}
  for i, place in ipairs(support.part_places(zip)) do
    parts[i] = zip:sub(place.from, place.from + place.len - 1)
  end
  return parts
end

describe("parts", function()
  local content = support.noise(3000)
  local parts = parts_of(packages.pack_bytes(content, { codec = "stored", name = "p" }))

  it("are reconstructed whole, in any order", function()
    local backwards = {}
    for i, part in ipairs(parts) do
      backwards[#parts + 1 - i] = part
    end
    for _, list in ipairs({ parts, backwards }) do
      local made = packages.reconstruct_component(list)
      assert.is_true(made.data == content)
      assert.equal(1, made.coherence)
      assert.same({}, made.recovered)
    end
  end)

  it("are reconstructed with one missing: false, or nil with n", function()
    local with_false, with_nil = {}, { n = #parts }
    for i, part in ipairs(parts) do
      with_false[i] = i ~= 3 and part
      with_nil[i] = i ~= 3 and part or nil
    end
    for _, list in ipairs({ with_false, with_nil }) do
      local made = packages.reconstruct_component(list)
      assert.is_true(made.data == content)
      assert.same({ 2 }, made.recovered)
      assert.equal((#parts - 1) / #parts, made.coherence)
    end
  end)

  it("below the threshold need salvage, and three of 22 missing are lost", function()
    local list = {}
    for i, part in ipairs(parts) do
      list[i] = i > 2 and part
    end
    support.raises("CoherenceError", packages.reconstruct_component, list)
    assert.is_true(packages.reconstruct_component(list, { salvage = true }).data == content)
    list[3] = false
    support.raises("LostError", packages.reconstruct_component, list, { salvage = true })
    support.raises("DiramError", packages.reconstruct_component, {})
  end)

  it("say how they are, and mend themselves", function()
    local part = parts[1]
    local report = packages.check_part(part)
    assert.equal(1, report.recovery_capability)
    assert.is_true(report.intact)
    assert.equal(0, report.part_number)
    assert.equal(#parts, report.total_parts)
    assert.equal("component", report.kind)

    local scratched = support.zero(part, 300, 20)
    report = packages.check_part(scratched)
    assert.is_false(report.intact)
    assert.is_true(report.mendable)
    assert.is_true(packages.heal_part(scratched) == part)

    local noise = support.noise(#part)
    assert.equal(0, packages.check_part(noise).recovery_capability)
    support.raises("DiramError", packages.heal_part, noise)
  end)
end)

describe("huffman", function()
  it("gives every byte back", function()
    local all = {}
    for i = 0, 255 do
      all[i + 1] = string.char(i):rep(i + 1)
    end
    for _, data in ipairs({ "", "a", "aaaa", "abracadabra", support.noise(5000), table.concat(all) }) do
      assert.is_true(huffman.decode(huffman.encode(data)) == data)
    end
  end)

  it("makes text smaller", function()
    local text = ("she sells sea shells "):rep(200)
    assert.is_true(#huffman.encode(text) < #text * 0.6)
  end)

  it("never gives more than max_output", function()
    local coded = huffman.encode(("x"):rep(1000))
    assert.equal(1000, #huffman.decode(coded, { max_output = 1000 }))
    local err = support.raises("FormatError", huffman.decode, coded, { max_output = 999 })
    assert.equal("OUTPUT_LIMIT", err.name)
  end)

  it("refuses what it did not make", function()
    support.raises("FormatError", huffman.decode, "")
    support.raises("FormatError", huffman.decode, huffman.encode("abracadabra"):sub(1, -2))
  end)

  it("shows its codes: canonical, complete and free of prefixes", function()
    local codes = huffman.codes("aaaabbc")
    assert.equal(3, #codes)
    local kraft = 0
    for i, code in ipairs(codes) do
      assert.equal(("abc"):byte(i), code.symbol)
      kraft = kraft + 2 ^ -code.length
    end
    assert.equal(1, kraft)
    assert.same({ 1, 2, 2 }, { codes[1].length, codes[2].length, codes[3].length })
    assert.same({ 0, 2, 3 }, { codes[1].code, codes[2].code, codes[3].code })
  end)
end)
