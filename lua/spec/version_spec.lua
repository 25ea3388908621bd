local sx = require "semverx"
local safe = require "semverx.safe"
local support = require "spec.support"

local version = sx.version

describe("a version", function()
  it("has fields", function()
    local v = version("2.1.0.experimental-rc.1+linux")
    assert.equal("2.experimental.1.experimental.0.experimental-rc.1+linux", tostring(v))
    assert.equal(tostring(v), v.text)
    assert.same({ 2, 1, 0 }, { v.major, v.minor, v.patch })
    assert.same({ "experimental", "experimental", "experimental" }, v.states)
    assert.equal("experimental", v.state)
    assert.equal("rc.1", v.pre)
    assert.equal("linux", v.build)
    assert.is_false(v.is_stable)
    v = version("1.stable.2.legacy.3.stable")
    assert.equal("legacy", v.state)
    assert.is_nil(v.pre)
    assert.is_nil(v.build)
    assert.is_true(version("1.2.3").is_stable)
    assert.equal(9007199254740991, version("9007199254740991.0.0").major)
  end)

  it("has other forms", function()
    local v = version("1.2.3.legacy")
    assert.equal("1.2.3.legacy", v:to_compact())
    assert.is_nil(v:to_plain())
    assert.equal("1.2.3-rc+b", version("1.stable.2.stable.3.stable-rc+b"):to_plain())
    assert.equal("1.2.3-3.rc", version("1.2.3-rc"):to_semver())
    assert.equal("1.2.3", tostring(sx.from_semver("1.2.3"):to_plain()))
    support.raises("VersionError", sx.from_semver, "1.2.3.stable")
  end)

  it("is read from its own text, and is its own copy", function()
    for _, text in ipairs({ "1.2.3", "0.0.0-a.b+c", "1.beta.2.legacy.3.experimental" }) do
      local v = version(text)
      assert.is_true(v:identical(version(tostring(v))))
      assert.equal(v, version(v))
    end
    assert.equal(version("1.2.3"), sx.SemverX("1.2.3"))
  end)

  it("never changes", function()
    local v = version("1.2.3")
    for _, key in ipairs({ "major", "text", "mine" }) do
      support.raises("ArgumentError", function()
        v[key] = 9
      end)
    end
    v.states[1] = "legacy"
    assert.same({ "stable", "stable", "stable" }, v.states)
    assert.equal(1, v.major)
  end)

  it("has an order that ignores the build", function()
    local ascending = { "1.2.3.legacy", "1.2.3.beta", "1.2.3.experimental", "1.2.3-a", "1.2.3-rc.2", "1.2.3-rc.10",
      "1.2.3", "1.2.10", "1.10.0", "10.0.0" }
    for i, a in ipairs(ascending) do
      for j, b in ipairs(ascending) do
        local x, y = version(a .. "+x"), version(b .. "+y")
        assert.equal(i < j, x < y)
        assert.equal(i <= j, x <= y)
        assert.equal(i > j, x > y)
        assert.equal(i >= j, x >= y)
        assert.equal(i == j, x == y)
        assert.equal(i < j and -1 or i > j and 1 or 0, sx.compare(x, y))
        assert.equal(sx.compare(x, y), sx.compare(a, y))
      end
    end
    assert.is_false(version("1.2.3+a"):identical(version("1.2.3+b")))
    assert.is_true(version("1.2.3+a"):identical(version("1.stable.2.stable.3.stable+a")))
  end)

  it("has a key for tables", function()
    local seen = { [version("1.2.3+a").sort_key] = true }
    assert.is_true(seen[version("1.stable.2.stable.3.stable").sort_key])
    assert.is_nil(seen[version("1.2.4").sort_key])
    assert.equal("A13A23A33~", version("1.2.3").sort_key)
  end)

  it("is not its text", function()
    local v = version("1.2.3")
    assert.is_false(v == "1.2.3")
    assert.is_false(v == {})
    for _, other in ipairs({ "1.2.4", 7 }) do
      assert.is_false((pcall(function()
        return v < other
      end)))
    end
    support.raises("ArgumentError", v.identical, v, "1.2.3")
    support.raises("ArgumentError", v.identical, "1.2.3", v)
  end)

  it("is refused with the place and what was meant", function()
    local err = support.raises("VersionError", version, "1.2")
    assert.equal(30, err.code)
    assert.equal("VERSION", err.name)
    assert.equal("1.2", err.details.text)
    assert.equal(1, err.details.column)
    assert.is_string(err.details.suggestion)
    assert.equal(1, err.column)
    assert.equal(err.details.suggestion, err.suggestion)
    assert.truthy(err.hint:find(err.details.suggestion, 1, true))
    for _, wrong in ipairs({ "", "v1.2.3", "1.2.3 ", "01.2.3", "1.2.x", ("9"):rep(300), "1.2.3\0" }) do
      support.raises("VersionError", version, wrong)
    end
    assert.equal("UTF8", support.raises("ArgumentError", version, "1.2.3\255").name)
    for _, wrong in ipairs({ 7, {}, false }) do
      support.raises("ArgumentError", version, wrong)
    end
    support.raises("ArgumentError", version)
    support.raises("ArgumentError", sx.compare, "1.2.3")
    support.raises("ArgumentError", sx.compare, nil, "1.2.3")
    local v, none = safe.version("1.2")
    assert.is_nil(v)
    assert.equal("VersionError", none.class)
  end)

  it("of the safe tree has safe methods, and leaves others alone", function()
    local raising = version("1.2.3")
    local v = assert(safe.version(raising))
    assert.is_true(v == raising and v <= raising)
    local same, err = v:identical("1.2.3")
    assert.is_nil(same)
    assert.equal("ArgumentError", err.class)
    support.raises("ArgumentError", raising.identical, raising, "1.2.3")
  end)
end)

describe("a list of versions", function()
  local texts = { "2.0.0", "1.0.0+b", "1.5.0-rc", "1.0.0+a", "1.6.0.experimental", "1.4.0" }

  it("is sorted into a new one, equal ones as they were", function()
    local sorted = { "1.6.0.experimental", "1.0.0+b", "1.0.0+a", "1.4.0", "1.5.0-rc", "2.0.0" }
    assert.same(sorted, sx.sort(texts))
    assert.equal("2.0.0", texts[1])
    assert.same({ "1.0.0+b", "1.0.0+a" }, sx.sort({ "1.0.0+b", "1.0.0+a" }))
    assert.same({}, sx.sort({}))
  end)

  it("is filtered, and the best is chosen, by one rule", function()
    local list = { version("2.0.0"), "1.0.0", "1.5.0-rc", "1.4.0", "1.6.0.experimental" }
    for _, range in ipairs({ "^1", "*", "1.5.0-rc", "<1", ">=1.0.0-a" }) do
      for _, policy in ipairs({ {}, { allow_prerelease = true }, { allow_experimental = true } }) do
        local opts, kept = { policy = policy }, {}
        local many = sx.satisfies_many(list, range, opts)
        for i, item in ipairs(list) do
          assert.equal(sx.satisfies(item, range, opts), many[i])
          assert.equal(sx.range(range):contains(item, opts), many[i])
          if many[i] then
            kept[#kept + 1] = item
          end
        end
        assert.same(kept, sx.filter(list, range, opts))
        local best = sx.max_satisfying(list, range, opts)
        assert.equal(#kept > 0, best ~= nil)
        assert.is_true(best == nil or sx.satisfies(best, range, opts))
      end
    end
    assert.equal("1.4.0", sx.max_satisfying(list, "^1"))
    assert.equal(list[1], sx.max_satisfying(list, "*"))
    assert.is_nil(sx.max_satisfying(list, "<1"))
  end)

  it("is compared item by item", function()
    assert.same({ -1, 0, 1 }, sx.compare_many({ "1.0.0", "1.0.0+a", "2.0.0" }, { "1.0.1", version("1.0.0"), "1.9.0" }))
    assert.same({}, sx.compare_many({}, {}))
    support.raises("ArgumentError", sx.compare_many, { "1.0.0" }, {})
  end)

  it("names the item that is wrong, from 1", function()
    for _, call in ipairs({ sx.sort, sx.satisfies_many, sx.filter, sx.max_satisfying }) do
      local err = support.raises("VersionError", call, { "1.0.0", "1.0" }, "*")
      assert.equal(2, err.details.index)
      assert.truthy(err.message:find("versions[2]: ", 1, true))
      support.raises("ArgumentError", call, { "1.0.0", 7 }, "*")
      support.raises("ArgumentError", call, "1.0.0", "*")
      support.raises("ArgumentError", call, version("1.0.0"), "*")
    end
    local err = support.raises("VersionError", sx.compare_many, { "1.0.0" }, { "x" })
    assert.truthy(err.message:find("b[1]: ", 1, true))
    err = support.raises("VersionError", sx.compare, "1.0.0", "x")
    assert.is_nil(err.details.index)
    assert.is_nil(err.message:find("[1]", 1, true))
  end)

  it("gives ten thousand answers at once, the same as one by one", function()
    local list = {}
    for i = 1, 10000 do
      list[i] = ("%d.%d.%d"):format(i % 3, i % 7, i) .. (i % 5 == 0 and "-rc." .. i or "")
    end
    local many = sx.satisfies_many(list, "^1.2 || 2")
    assert.equal(#list, #many)
    local yes = 0
    for i, text in ipairs(list) do
      yes = yes + (many[i] and 1 or 0)
      assert(many[i] == sx.satisfies(text, "^1.2 || 2"), text)
    end
    assert.is_true(yes > 1000 and yes < 9000)
  end)
end)
