local sx = require "semverx"
local safe = require "semverx.safe"
local support = require "spec.support"

local range = sx.range

describe("a range", function()
  it("prints its canonical text, which it is equal by", function()
    local r = range("semverx:2.*.*.stable||~1.4")
    assert.equal("2.*.*.stable || ~1.4", tostring(r))
    assert.equal(tostring(r), r.text)
    assert.is_true(r == range("2.*.*.stable  ||  ~1.4"))
    assert.is_false(r == range("~1.4"))
    assert.is_false(r == "2.*.*.stable || ~1.4")
    assert.equal(r, range(r))
    support.raises("ArgumentError", function()
      r.text = "*"
    end)
  end)

  it("contains versions and texts", function()
    local r = range("2.*.*.stable")
    assert.is_true(r:contains("2.stable.1.stable.0.stable"))
    assert.is_true(r:contains(sx.version("2.1.0")))
    assert.is_false(r:contains("2.1.0.experimental"))
    assert.is_true(sx.satisfies(sx.version("2.1.0"), r))
  end)

  it("explains", function()
    local verdict = range("^1.2"):explain("1.3.0-rc.1")
    assert.same({
      admitted = false,
      reason = "prerelease",
      message = "1.3.0-rc.1 is within the bounds of `^1.2`, but is a pre-release that it does not name",
      hint = "write `^1.2 || 1.3.0-rc.1`",
    }, verdict)
    assert.is_true(sx.satisfies("1.3.0-rc.1", "^1.2 || 1.3.0-rc.1"))
    verdict = sx.explain("1.3.0", "^1.2")
    assert.is_true(verdict.admitted)
    assert.equal("admitted", verdict.reason)
    assert.is_nil(verdict.hint)
    local reasons = {}
    for i, case in ipairs({
      { "2.0.0", {} },
      { "1.stable.3.experimental.0.stable", {} },
      { "1.stable.3.experimental.0.stable", { allow_experimental = false } },
      { "1.stable.3.experimental.0.stable", { allow_experimental = true } },
    }) do
      reasons[i] = range("^1.2"):explain(case[1], { policy = case[2] }).reason
    end
    assert.same({ "outside", "state_not_named", "state_refused", "admitted" }, reasons)
  end)

  it("is intersected, joined and compared", function()
    local both = range("^1.2 || 3"):intersect("<2")
    assert.equal("^1.2 & <2 || 3 & <2", tostring(both))
    assert.is_true(both:contains("1.9.0"))
    assert.equal("^1.2 || <2", tostring(range("^1.2"):union(range("<2"))))
    assert.is_true(range("~1.4.2"):is_subset(">=1.4.2 <1.5"))
    assert.is_false(range("^1"):is_subset("~1.4"))
    assert.is_true(range("3 & <2"):is_empty())
    assert.is_false(range("*"):is_empty())
  end)

  it("knows the one version that it pins", function()
    assert.is_true(range("=1.2.3").exact_pin == sx.version("1.2.3"))
    assert.is_nil(range("^1.2.3").exact_pin)
  end)

  it("is refused with the place and what was meant", function()
    local err = support.raises("VersionError", range, "^1.2 || >=")
    assert.equal(31, err.code)
    assert.equal("RANGE", err.name)
    assert.equal("^1.2 || >=", err.details.text)
    assert.is_number(err.details.column)
    assert.equal(err.details.column, err.column)
    assert.is_nil(err.suggestion)
    assert.is_nil(support.raises("ArgumentError", range, "^1\255").column)
    assert.equal("LIMIT", support.raises("ArgumentError", range, ("1 || "):rep(1000) .. "1").name)
    assert.equal("UTF8", support.raises("ArgumentError", range, "^1\255").name)
    for _, call in ipairs({
      { range, 7 },
      { range },
      { sx.satisfies, "1.0.0" },
      { sx.satisfies, "1.0.0", 7 },
      { sx.satisfies, 7, "*" },
      { sx.satisfies, "1.0.0", sx.version("1.0.0") },
      { sx.satisfies, "1.0.0", "*", { polcy = {} } },
      { sx.satisfies, "1.0.0", "*", 7 },
      { range("*").contains, nil, "1.0.0" },
      { range("*").intersect, range("*"), 7 },
    }) do
      support.raises("ArgumentError", call[1], call[2], call[3], call[4])
    end
    support.raises("VersionError", sx.satisfies, "1.0", "*")
    support.raises("VersionError", sx.satisfies, "1.0.0", "^")
    support.raises("VersionError", range("*").union, range("*"), "^")
    support.raises("VersionError", range("*").is_subset, range("*"), "^")
    support.raises("VersionError", range("*").explain, range("*"), "x")
  end)

  it("of the safe tree has safe methods", function()
    local r = assert(safe.range("^1"))
    local yes, err = r:contains("x")
    assert.is_nil(yes)
    assert.equal("VersionError", err.class)
    yes, err = assert(r:union("2")):contains("y")
    assert.is_nil(yes)
    assert.equal("VersionError", err.class)
    assert.is_true(r == range("^1"))
  end)

  it("leaves nothing behind, thousands of times", function()
    local function churn(n)
      for i = 1, n do
        local r = range("^1." .. i % 100):union("~2." .. i % 50)
        assert(r:contains("1.100.0") and not pcall(range, "^" .. i .. "."))
      end
      collectgarbage()
      collectgarbage()
      return collectgarbage("count")
    end
    local before = churn(2000)
    assert.is_true(churn(20000) < before + 500)
  end)
end)

describe("a policy", function()
  it("has every key, with its default", function()
    local p = sx.policy()
    assert.is_nil(p.allow_experimental)
    assert.is_nil(p.allow_legacy)
    assert.is_nil(p.min_release_age)
    assert.is_nil(p.lines)
    assert.same({ false, "opt-in", 5, 5, 1000000, false }, {
      p.allow_prerelease, p.auto_update, p.max_update_rate, p.max_fault, p.budget, p.strict,
    })
    assert.same({}, p.sources)
    assert.same({}, p.overrides)
    -- The library agrees that these are the defaults: it leaves them out.
    local written = {
      allow_prerelease = p.allow_prerelease,
      auto_update = p.auto_update,
      max_update_rate = p.max_update_rate,
      max_fault = p.max_fault,
      budget = p.budget,
      strict = p.strict,
    }
    assert.equal("{}", tostring(sx.policy(written)))
  end)

  it("is read from a table, and from its text", function()
    local p = sx.policy({
      allow_experimental = true,
      allow_legacy = false,
      allow_prerelease = true,
      auto_update = "mandatory",
      max_update_rate = 10,
      min_release_age = "3d",
      max_fault = 0,
      lines = "major",
      sources = { ["@mine/*"] = "local" },
      overrides = { core = sx.range("^1.2"), other = "2" },
      budget = 5,
      strict = true,
    })
    assert.equal(259200, p.min_release_age)
    assert.equal("mandatory", p.auto_update)
    assert.same({ core = "^1.2", other = "2" }, p.overrides)
    assert.same({ ["@mine/*"] = "local" }, p.sources)
    assert.is_false(p.allow_legacy)
    local again = sx.policy(tostring(p))
    assert.is_true(p == again)
    assert.equal(tostring(p), tostring(again))
    assert.is_false(p == sx.policy())
    assert.equal(p, sx.policy(p))
    support.raises("ArgumentError", function()
      p.strict = false
    end)
    p.sources.other = "x"
    assert.is_nil(p.sources.other)
  end)

  it("changes answers, as a table, a value or a text", function()
    for _, policy in ipairs({ { allow_prerelease = true }, sx.policy({ allow_prerelease = true }),
      '{"allow_prerelease":true}' }) do
      assert.is_true(sx.satisfies("1.3.0-rc.1", "^1.2", { policy = policy }))
    end
    assert.is_false(sx.satisfies("1.3.0-rc.1", "^1.2", { policy = sx.policy() }))
    assert.is_false(sx.satisfies("1.3.0-rc.1", "^1.2"))
  end)

  it("is refused with the key", function()
    local err = support.raises("ArgumentError", sx.policy, { max_fautl = 3 })
    assert.equal("max_fault", err.details.nearest)
    err = support.raises("RegistryError", sx.policy, '{"max_fautl":3}')
    assert.equal("POLICY", err.name)
    assert.equal("max_fault", err.details.nearest)
    for _, wrong in ipairs({
      { max_fault = 18 },
      { auto_update = "sometimes" },
      { lines = "minor" },
      { min_release_age = "3 days" },
      { overrides = { core = "^" } },
    }) do
      assert.equal(44, support.raises("RegistryError", sx.policy, wrong).code)
    end
    for _, wrong in ipairs({
      { allow_legacy = 1 },
      { budget = -1 },
      { max_fault = "3" },
      { min_release_age = -5 },
      { min_release_age = {} },
      { sources = "x" },
      { sources = { "x" } },
      { sources = { a = 7 } },
    }) do
      support.raises("ArgumentError", sx.policy, wrong)
    end
    support.raises("ArgumentError", sx.policy, 7)
    support.raises("RegistryError", sx.policy, "[]")
    assert.equal("UTF8", support.raises("ArgumentError", sx.policy, "\255").name)
    support.raises("RegistryError", sx.satisfies, "1.0.0", "*", { policy = { max_fault = 18 } })
  end)
end)
