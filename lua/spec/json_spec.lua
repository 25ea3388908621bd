local json = require "semverx.json"

describe("the JSON reader", function()
  it("reads what JSON has", function()
    local cases = {
      { "{}", {} },
      { " [ ] ", {} },
      { '{"a":1,"b":[true,false,"x"],"c":{"d":null}}', { a = 1, b = { true, false, "x" }, c = {} } },
      { "[0,-1,1.5,-2.5e3,1E-2,12345678901]", { 0, -1, 1.5, -2500, 0.01, 12345678901 } },
      { [["\"\\\/\b\f\n\r\t"]], '"\\/\b\f\n\r\t' },
      { [["\u0041\u00e9\u20ac\ud83d\ude00"]], "A\195\169\226\130\172\240\159\152\128" },
      { '"\127 é"', "\127 é" },
    }
    for _, case in ipairs(cases) do
      assert.same(case[2], json.decode(case[1]))
    end
    assert.is_nil(json.decode("null"))
  end)

  it("refuses what is not JSON", function()
    local wrong = {
      "", "{", "[1,]", "[1 2]", '{"a"}', '{"a":1,}', "{a:1}", '"x', '"\n"', [["\x"]], [["\u12"]], [["\ud800"]],
      [["\udc00"]], [["\ud800\u0041"]], "01", "-", "1.", ".5", "1e", "+1", "nul", "truex", "[null]", "1 2", "NaN",
    }
    for _, text in ipairs(wrong) do
      assert.is_false(pcall(json.decode, text), text)
    end
  end)

  it("refuses bottomless nesting", function()
    assert.is_false(pcall(json.decode, ("["):rep(100000)))
    assert.is_true(pcall(json.decode, ("["):rep(60) .. ("]"):rep(60)))
  end)

  it("keeps null where it is asked to", function()
    local null = {}
    local value = json.decode('{"a":null,"b":[null,1]}', null)
    assert.equal(null, value.a)
    assert.equal(null, value.b[1])
    assert.equal(null, json.decode("null", null))
  end)
end)

describe("the JSON writer", function()
  it("writes what the reader reads, keys in order", function()
    local value = { b = { 1, -2.5, 9007199254740991, true, "x" }, a = "\"\\\n\0é", c = { d = {} } }
    local text = json.encode(value)
    assert.equal([[{"a":"\u0022\u005c\u000a\u0000é","b":[1,-2.5,9007199254740991,true,"x"],"c":{"d":{}}}]], text)
    assert.same(value, json.decode(text))
    assert.equal("0.10000000000000001", json.encode(0.1))
  end)

  it("refuses what JSON has not", function()
    local round = {}
    round[1] = round
    for _, wrong in ipairs({ 0 / 0, math.huge, print, { 1, x = round }, { [true] = 1 }, round }) do
      assert.is_false(pcall(json.encode, wrong))
    end
  end)
end)
