local sx = require "semverx"
local support = require "spec.support"

local FaultState = sx.resolve.FaultState

local LINES = [[
{"name":"@obinexus/core","version":"2.0.0","deps":{"base":"^1"}}
{"name":"@obinexus/core","version":"2.1.0","deps":{"base":"^1.1"}}
{"name":"base","version":"1.0.0","deps":{}}
{"name":"base","version":"1.1.0","deps":{}}
{"name":"base","version":"1.2.0","deps":{},"fault":5}
{"name":"old","version":"1.0.0","deps":{"base":"<1"}}
]]

describe("a resolver", function()
  local reg, resolver

  before_each(function()
    reg = sx.Registry.new({ bytes = LINES }, { signing_key = ("k"):rep(32) })
    resolver = reg.resolver
  end)

  after_each(function()
    reg:close()
    support.clean()
  end)

  it("answers for one package", function()
    local answer = resolver:resolve("@obinexus/core", "2.*.*.stable")
    assert.is_true(answer.feasible)
    assert.is_true(answer.solution["@obinexus/core"] == sx.version("2.1.0"))
    assert.is_true(answer.solution.base == sx.version("1.2.0"))
    assert.same({ "base", "@obinexus/core" }, answer.order)
    assert.equal(5, answer.fault)
    assert.equal(FaultState.WARNING, answer.fault_state)
    assert.equal("@obinexus/core", answer.packages[1].name)
    assert.is_true(answer.packages[1].version == answer.solution["@obinexus/core"])
    assert.is_nil(answer.explanation)
    assert.is_nil(answer.error_message)
    assert.same({}, answer.near_names)
    assert.equal(reg:snapshot().root, answer.snapshot.root)
    assert.is_true(answer.steps > 0)
    assert.equal("SAFE_SWAP", answer.SAFE_SWAP)
    assert.equal(sx.resolve.ResolutionResult.PANIC, answer.PANIC)
    assert.equal("resolution: base, @obinexus/core", tostring(answer))
  end)

  it("answers for requirements by name, or in a list", function()
    local by_name = resolver:resolve({ base = "~1.1", ["@obinexus/core"] = sx.range("*") })
    local listed = resolver:resolve({ { "@obinexus/core", "*" }, { "base", "~1.1" } })
    assert.equal(by_name.certificate, listed.certificate)
    assert.is_true(by_name.solution.base == sx.version("1.1.0"))
    assert.is_true(resolver:resolve({}).feasible)
  end)

  it("takes a no for an answer, and says why", function()
    local answer = resolver:resolve("old", "*")
    assert.is_false(answer.feasible)
    assert.equal(FaultState.PANIC, answer.fault_state)
    assert.same({}, answer.solution)
    assert.truthy(answer.explanation:find("base", 1, true))
    assert.equal(answer.explanation, answer.error_message)
    assert.equal("no resolution: " .. answer.explanation, tostring(answer))
    answer = resolver:resolve("bas", "*")
    assert.is_false(answer.feasible)
    assert.same({ bas = { "base" } }, answer.near_names)
  end)

  it("takes a range left out for any version", function()
    local any = resolver:resolve("@obinexus/core", "*")
    assert.equal(any.certificate, resolver:resolve("@obinexus/core").certificate)
    assert.is_nil(resolver:resolve("@obinexus/core", nil, { certificate = false }).certificate)
  end)

  it("takes an earlier answer for a lock, by its packages or by the labels of its lines", function()
    local lines = sx.Registry.new({ bytes = LINES }, { policy = { lines = "major" } })
    lines:publish({ name = "base", version = "2.0.0", deps = {} })
    lines:publish({ name = "top", version = "1.0.0", deps = { ["@obinexus/core"] = "*", base = "^2" } })
    local before = lines.resolver:resolve("top")
    local function chosen(opts)
      local texts = {}
      for label, version in pairs(lines.resolver:resolve("top", "*", opts).solution) do
        texts[label] = version:to_compact()
      end
      return texts
    end
    local locked = { ["@obinexus/core@2"] = "2.1.0", ["base@1"] = "1.2.0", ["base@2"] = "2.0.0", ["top@1"] = "1.0.0" }
    assert.same(locked, chosen())
    lines:publish({ name = "base", version = "1.3.0", deps = {} })
    lines:publish({ name = "base", version = "2.1.0", deps = {} })
    local newest = { ["@obinexus/core@2"] = "2.1.0", ["base@1"] = "1.3.0", ["base@2"] = "2.1.0", ["top@1"] = "1.0.0" }
    assert.same(newest, chosen())
    assert.same(locked, chosen({ lock = before }))
    assert.same(locked, chosen({ lock = before.solution }))
    assert.same(newest, chosen({ lock = lines.resolver:resolve("top", "^9") }))
    lines:close()
  end)

  it("answers on when its registry is closed", function()
    reg:close()
    assert.is_true(resolver:resolve("base").feasible)
    assert.is_true(resolver:resolve_many({ { base = "*" } })[1].feasible)
    local ok, err = pcall(function()
      return reg.resolver
    end)
    assert.is_false(ok)
    assert.equal("CLOSED", err.name)
    resolver:close()
    support.raises("StateError", resolver.resolve, resolver, "base")
  end)

  it("obeys its options", function()
    local function base(opts)
      return resolver:resolve("base", "*", opts).solution.base
    end
    assert.is_true(base({ lock = { base = "1.0.0" } }) == sx.version("1.0.0"))
    assert.is_true(base({ lock = { { "base", sx.version("1.1.0") } } }) == sx.version("1.1.0"))
    assert.is_nil(resolver:resolve("base", "*", { certificate = false }).certificate)
    local careful = sx.resolver({ source = reg, policy = { max_fault = 4 } })
    assert.is_true(careful:resolve("base", "*").solution.base == sx.version("1.1.0"))
    careful:close()
    local aged = sx.resolver({ source = reg, policy = { min_release_age = "3d" } })
    assert.is_false(aged:resolve("base", "*", { now = 1000000 }).feasible)
    aged:close()
    local err = support.raises("ResolutionError", function()
      sx.resolver({ source = reg, policy = { budget = 1 } }):resolve("@obinexus/core", "*")
    end)
    assert.equal("BUDGET", err.name)
  end)

  it("uses the policy of its registry, and follows its changes", function()
    local strict = sx.Registry.new({ bytes = LINES }, { policy = { max_fault = 0 } })
    assert.is_true(strict.resolver:resolve("base", "*").solution.base == sx.version("1.1.0"))
    strict:yank("base", "1.1.0")
    assert.is_true(strict.resolver:resolve("base", "*").solution.base == sx.version("1.0.0"))
    local loose = sx.resolver({ source = strict, policy = {} })
    assert.is_true(loose:resolve("base", "*").solution.base == sx.version("1.2.0"))
    local same = sx.resolver({ source = strict })
    assert.is_true(same:resolve("base", "*").solution.base == sx.version("1.0.0"))
    strict:close()
    assert.is_true(strict.endpoint == nil and resolver == reg.resolver)
  end)

  it("reads a path, and what the environment names", function()
    local path = support.folder() .. "/reg.ndjson"
    support.write(path, LINES)
    local own = sx.resolver({ source = path })
    assert.is_true(own:resolve("base", "*").feasible)
    assert.equal("resolver: open", tostring(own))
    own:close()
    assert.equal("CLOSED", support.raises("StateError", own.resolve, own, "base", "*").name)
    if not os.getenv("DIRAM_REGISTRY") then
      local far = sx.resolver()
      assert.equal("UNSUPPORTED", support.raises("FormatError", far.resolve, far, "base", "*").name)
      assert.equal("UNSUPPORTED", support.raises("FormatError", sx.registry.from_env).name)
    end
  end)

  it("answers many at once as one by one", function()
    local requests, ranges = {}, { "*", "^2", "~2.0", ">3", "2.*.*.stable" }
    for i = 1, 10000 do
      requests[i] = { { "@obinexus/core", ranges[i % #ranges + 1] } }
    end
    local single = {}
    for i = 1, #ranges do
      single[i] = resolver:resolve(requests[i], { certificate = false })
    end
    local answers = resolver:resolve_many(requests, { certificate = false, threads = 2 })
    assert.equal(#requests, #answers)
    for i, answer in ipairs(answers) do
      local one = single[(i - 1) % #ranges + 1]
      assert(answer.feasible == one.feasible and answer.explanation == one.explanation)
      assert(answer.solution.base == one.solution.base)
    end
  end)

  it("gives an error in its place", function()
    local answers = resolver:resolve_many({ { base = "*" }, { base = "^" }, { { "No Name", "*" } } })
    assert.is_true(answers[1].feasible)
    assert.is_nil(answers[1].error)
    assert.is_true(sx.errors.is(answers[2].error, "VersionError"))
    assert.is_true(sx.errors.is(answers[3].error, "ArgumentError"))
    assert.is_nil(answers[2].feasible)
    assert.same({}, resolver:resolve_many({}))
  end)

  it("is cancelled, limited in time, and tells how far it is", function()
    local op = sx.op()
    op:cancel()
    support.raises("Cancelled", resolver.resolve_many, resolver, { { base = "*" } }, { op = op })
    support.raises("DeadlineExceeded", resolver.resolve_many, resolver, { { base = "*" } }, { timeout = 0 })
    support.raises("Cancelled", resolver.resolve, resolver, "base", "*", { op = op })
    support.raises("DeadlineExceeded", resolver.resolve, resolver, { base = "*" }, { timeout = 0 })
    local last
    resolver:resolve("base", "*", {
      progress = function(p)
        last = p
      end,
    })
    assert.same({ done = 1, total = 1, phase = "resolve" }, last)
    resolver:resolve_many({ { base = "*" }, { base = "^1" } }, {
      progress = function(p)
        last = p
      end,
    })
    assert.same({ done = 2, total = 2, phase = "resolve" }, last)
  end)

  it("refuses what is not a request", function()
    for _, call in ipairs({
      { "base", 7 },
      { 7 },
      {},
      { { "base" } },
      { { base = 7 } },
      { { { "base", "*" }, other = "*" } },
      { { base = "*" }, { lok = {} } },
      { "base", "*", { lock = "1.0.0" } },
      { "base", "*", { lock = { base = 7 } } },
      { "base", "*", { now = -1 } },
      { "base", "*", { certificate = "yes" } },
    }) do
      support.raises("ArgumentError", resolver.resolve, resolver, call[1], call[2], call[3])
    end
    support.raises("ArgumentError", resolver.resolve_many, resolver, "base")
    support.raises("ArgumentError", resolver.resolve_many, resolver, { "base" })
    support.raises("VersionError", resolver.resolve, resolver, "base", "^")
    support.raises("VersionError", resolver.resolve, resolver, "base", "*", { lock = { base = "1" } })
    support.raises("ArgumentError", sx.resolver, { source = 7 })
    support.raises("ArgumentError", sx.resolver, { source = {} })
    support.raises("ArgumentError", sx.resolver, { sources = reg })
    local lost = sx.resolver({ source = reg, policy = { sources = { ["*"] = "other" } } })
    assert.equal("POLICY", support.raises("RegistryError", lost.resolve, lost, "base", "*").name)
  end)

  it("gives certificates that prove themselves", function()
    local yes, no = resolver:resolve("@obinexus/core", "^2"), resolver:resolve("old", "*")
    for _, answer in ipairs({ yes, no }) do
      for anchor, opts in pairs({
        none = {},
        key = { key = reg.public_key },
        root = { root = answer.snapshot.root },
        registry = { registry = reg },
      }) do
        local report = sx.verify_resolution(answer.certificate, opts)
        assert.equal(answer.feasible, report.feasible)
        assert.equal(anchor, report.anchor)
        assert.equal(anchor ~= "none", report.anchored)
        assert.same(answer.snapshot, report.snapshot)
        for name, version in pairs(answer.solution) do
          assert.is_true(report.solution[name] == version)
        end
      end
    end
    assert.same({ { "@obinexus/core", "^2" } }, sx.verify_resolution(yes.certificate).requirements)
    assert.is_nil(next(sx.verify_resolution(no.certificate).solution))
  end)

  it("does not believe a certificate that was changed", function()
    local text = resolver:resolve("@obinexus/core", "^2").certificate
    for at = 1, #text, 97 do
      local byte = text:byte(at)
      local flipped = text:sub(1, at - 1) .. string.char(byte % 2 == 0 and byte + 1 or byte - 1) .. text:sub(at + 1)
      assert.equal("CERTIFICATE", support.raises("ResolutionError", sx.verify_resolution, flipped).name)
    end
    for _, wrong in ipairs({ "", "{}", text:sub(1, -2), text .. "\n", "\255" }) do
      support.raises("ResolutionError", sx.verify_resolution, wrong)
    end
    local other = sx.Registry.new({ bytes = LINES:gsub("1%.2%.0", "1.3.0") })
    support.raises("ResolutionError", sx.verify_resolution, text, { registry = other })
    support.raises("ResolutionError", sx.verify_resolution, text, { root = ("0"):rep(64) })
    support.raises("ResolutionError", sx.verify_resolution, text, { key = ("0"):rep(64) })
    for _, call in ipairs({
      { 7 },
      { text, { root = "00" } },
      { text, { key = "xyz" } },
      { text, { roots = "" } },
      { text, { registry = {} } },
      { text, { key = reg.public_key, root = reg:snapshot().root } },
    }) do
      support.raises("ArgumentError", sx.verify_resolution, call[1], call[2])
    end
    other:close()
  end)
end)

describe("the original's library", function()
  local semverx_lib = require "semverx.libsemverx"

  -- The original's binding: the class is written as in its sample.
  local Sample = {}
  Sample.__index = Sample

  function Sample.new(resolver)
    return setmetatable({ resolver = resolver }, Sample)
  end

  function Sample:look(package_id, version_range)
    local result = semverx_lib.semverx_resolve(self.resolver, package_id, version_range)
    if result.fault_state == semverx_lib.FaultState.PANIC then
      error(result.error_message)
    end
    return result
  end

  it("answers as its sample expects", function()
    local reg = sx.Registry.new({ bytes = LINES })
    local sample = Sample.new(reg.resolver)
    assert.is_true(sample:look("@obinexus/core", "2.*.*.stable").feasible)
    local ok, message = pcall(sample.look, sample, "old", "*")
    assert.is_false(ok)
    assert.truthy(tostring(message):find("base", 1, true))
    reg:close()
    local made = semverx_lib.semverx_resolver_new()
    if not os.getenv("DIRAM_REGISTRY") then
      support.raises("FormatError", semverx_lib.semverx_resolve, made, "@obinexus/core", "*")
    end
    semverx_lib.semverx_resolver_free(made)
  end)
end)
