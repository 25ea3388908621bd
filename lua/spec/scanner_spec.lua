local project = require "spec.project"
local safe = require "semverx.safe"
local support = require "spec.support"
local sx = require "semverx"

local ADVISORY = [[{"id": "DIRAM-2026-1", "affected": [{
  "package": {"ecosystem": "SemVerX", "name": "core"},
  "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.1.0"}]}]}]}]]

describe("the scanner", function()
  local reg, folder

  before_each(function()
    reg, folder = project.open(), support.folder()
    support.write(folder .. "/one.json", ADVISORY)
  end)

  after_each(function()
    reg:close()
    support.clean()
  end)

  it("knows advisories", function()
    local scanner = sx.security_scanner(folder)
    local old, new = reg:info("core", "1.0.0"), reg:info("core", "1.1.0")
    assert.same({ "DIRAM-2026-1" }, scanner:advisories(old))
    assert.same({}, scanner:advisories(new))
    assert.is_true(scanner:has_vulnerabilities(old))
    assert.is_false(scanner:has_vulnerabilities({ name = "core", version = sx.version("1.1.0") }))
    assert.is_true(scanner:fixes_vulnerabilities(old, new))
    assert.is_false(scanner:fixes_vulnerabilities(old, old))
    assert.equal(1, scanner.counts.advisories)
    assert.equal("scanner: open", tostring(scanner))
    support.raises("ArgumentError", scanner.advisories, scanner, "core")
    support.raises("ArgumentError", scanner.advisories, scanner, { name = "core" })
    support.raises("ArgumentError", scanner.advisories, scanner, { name = "No Name", version = "1.0.0" })
    support.raises("VersionError", scanner.advisories, scanner, { name = "core", version = "1" })
    scanner:close()
    assert.equal("CLOSED", support.raises("StateError", scanner.advisories, scanner, old).name)
    assert.equal("CLOSED", support.raises("StateError", scanner.fixes_vulnerabilities, scanner, old, new).name)
    assert.equal("CLOSED", support.raises("StateError", reg.plug, reg, scanner).name)
    support.raises("ArgumentError", sx.security_scanner)
    assert.equal("IO", support.raises("StorageError", sx.security_scanner, folder .. "/none").name)
    support.write(folder .. "/two.json", "{")
    local none, err = safe.security_scanner(folder)
    assert.is_nil(none)
    assert.equal("FORMAT", err.name)
  end)

  it("keeps what is vulnerable out of locks, beside plugins in Lua", function()
    local scanner, asked = sx.security_scanner(folder), 0
    assert.equal("SecurityScanner", reg:plug(scanner))
    reg:plug({
      name = "counter",
      on_install = function()
        asked = asked + 1
      end,
    })
    assert.same({ "counter", "SecurityScanner" }, project.each(reg:plugins(), "name"))
    scanner:close()
    local where = project.new()
    project.ask(where, { core = "1.0.0" })
    local err = support.raises("RegistryError", reg.lock, reg, where)
    assert.equal("SecurityScanner", err.details.votes[1].plugin)
    assert.truthy(err.message:find("DIRAM-2026-1", 1, true))
    assert.truthy(err.message:find("fixed in 1.1.0", 1, true))
    assert.equal(1, asked)
    project.ask(where, { core = "^1" })
    assert.equal(4, #reg:lock(where).votes)
    assert.is_true(reg:unplug("SecurityScanner"))
    assert.same({ "counter" }, project.each(reg:plugins(), "name"))
  end)

  it("has a name that no other has, and no deadline", function()
    reg:plug({ name = "SecurityScanner", on_install = function() end })
    support.raises("ArgumentError", reg.plug, reg, sx.security_scanner(folder))
    reg:unplug("SecurityScanner")
    reg:plug(sx.security_scanner(folder))
    support.raises("ArgumentError", reg.plug, reg, sx.security_scanner(folder))
    support.raises("ArgumentError", reg.plug, reg, { name = "SecurityScanner", on_install = function() end })
    support.raises("ArgumentError", reg.plug, reg, sx.orphan_report(), { deadline = 1 })
  end)
end)

describe("the report of orphans", function()
  it("says what a lock leaves behind", function()
    local reg, orphans, folder = project.open(), sx.orphan_report(), project.new()
    assert.equal("OrphanReport", reg:plug(orphans))
    reg:lock(folder)
    assert.same({}, orphans:orphans())
    project.ask(folder, { core = "*" })
    reg:lock(folder)
    assert.same({ "log" }, orphans:orphans())
    orphans:close()
    assert.equal("CLOSED", support.raises("StateError", orphans.orphans, orphans).name)
    reg:close()
    support.clean()
  end)
end)
