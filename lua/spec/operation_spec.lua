local sx = require "semverx"
local support = require "spec.support"

local packages = sx.packages
local live = support.backend.live_progress
local content = support.noise(300000)

describe("an operation", function()
  it("that is cancelled ends the call", function()
    local op = sx.op()
    assert.is_false(op:is_cancelled())
    op:cancel()
    assert.is_true(op:is_cancelled())
    local err = support.raises("Cancelled", packages.pack_bytes, content, { op = op })
    assert.equal(8, err.code)
    assert.is_number(err.details.done)
  end)

  it("ends the call after its time", function()
    for _, opts in ipairs({ { timeout = 0 }, { op = sx.op({ timeout = 0 }) }, { op = sx.op(), timeout = 0 } }) do
      local err = support.raises("DeadlineExceeded", packages.pack_bytes, content, opts)
      assert.equal("DEADLINE", err.name)
      assert.is_true(err.retryable)
    end
    assert.is_string(packages.pack_bytes("x", { timeout = math.huge }))
    assert.is_string(packages.pack_bytes("x", { timeout = 3600.5 }))
  end)

  it("reaches every long call", function()
    local zip = packages.pack_bytes(content)
    local pkg = packages.open({ bytes = zip })
    local root = support.tree()
    local dir = support.folder() .. "/out"
    local op = sx.op()
    op:cancel()
    local opts = { op = op }
    support.raises("Cancelled", pkg.verify, pkg, opts)
    support.raises("Cancelled", pkg.heal_bytes, pkg, opts)
    support.raises("Cancelled", pkg.heal, pkg, dir, opts)
    support.raises("Cancelled", pkg.unpack, pkg, dir, opts)
    support.raises("Cancelled", pkg.unpack_components, pkg, dir, opts)
    local name = "diram-component-0.bin"
    support.raises("Cancelled", pkg.entries, pkg, opts)
    support.raises("Cancelled", pkg.namelist, pkg, opts)
    support.raises("Cancelled", pkg.read, pkg, "data", opts)
    support.raises("Cancelled", pkg.open_entry, pkg, "data", opts)
    support.raises("Cancelled", pkg.components, pkg, opts)
    support.raises("Cancelled", pkg.verify_coherence, pkg, name, opts)
    support.raises("Cancelled", pkg.recover_component, pkg, name, opts)
    support.raises("Cancelled", packages.open, { bytes = zip }, opts)
    support.raises("Cancelled", packages.open, { read = support.reader(zip) }, opts)
    support.raises("Cancelled", packages.unpack_bytes, zip, opts)
    support.raises("Cancelled", packages.compress_with_recovery, content, nil, opts)
    support.raises("Cancelled", packages.decompress_fault_tolerant, zip, nil, opts)
    support.raises("Cancelled", packages.pack, root, dir, opts)
    support.raises("Cancelled", function()
      local p = packages.packer(opts)
      p:add("n", { bytes = content })
      p:finish()
    end)
    assert.is_false(support.exists(dir))
    assert.equal("intact", pkg:verify().status)
    pkg:close()
    support.clean()
  end)

  it("ends reading from an entry that was opened under it", function()
    local pkg = packages.open({ bytes = packages.pack_bytes(content) })
    local op = sx.op()
    local entry = pkg:open_entry("data", { op = op })
    assert.equal(content:sub(1, 10), entry:read(10))
    op:cancel()
    support.raises("Cancelled", entry.read, entry, "a")
    support.raises("DeadlineExceeded", function()
      pkg:open_entry("data", { timeout = 0 }):read()
    end)
    assert.is_true(pkg:open_entry("data", { timeout = 3600 }):read() == content)
    pkg:close()
  end)

  it("tells how far it is", function()
    local op = sx.op()
    packages.pack_bytes(content, { op = op })
    local progress = op:progress()
    assert.equal("pack", progress.phase)
    assert.is_true(progress.done >= #content)
  end)

  it("reports progress, in the end everything", function()
    local heard = {}
    local function progress(p)
      heard[#heard + 1] = p
    end
    for _, opts in ipairs({ { progress = progress }, { op = sx.op({ progress = progress }) } }) do
      heard = {}
      packages.pack_bytes(content, opts)
      assert.is_true(#heard >= 1)
      local last = heard[#heard]
      assert.equal("pack", last.phase)
      assert.is_true(last.done >= #content)
    end
  end)

  it("does not know the whole of what has not begun", function()
    local p = sx.op():progress()
    assert.equal(0, p.done)
    assert.is_nil(p.total)
  end)

  it("reports the progress of reading into memory", function()
    local zip = packages.pack_bytes(content)
    local pkg = packages.open({ bytes = zip })
    local last
    local opts = {
      progress = function(p)
        last = p
      end,
    }
    assert.is_true(pkg:read("data", opts) == content)
    assert.same({ done = #content, total = #content, phase = "read" }, last)
    assert.is_true(packages.unpack_bytes(zip, opts) == content)
    assert.same({ done = #content, total = #content, phase = "unpack" }, last)
    packages.open({ bytes = zip }, opts):close()
    assert.equal("scan", last.phase)
    pkg:close()
  end)

  it("is cancelled by a progress function that returns false, where one runs during the call", function()
    local op = sx.op()
    local ok, err = pcall(packages.pack_bytes, content, {
      op = op,
      progress = function()
        return false
      end,
    })
    assert.equal(not live, ok)
    if live then
      assert.equal("Cancelled", err.class)
      assert.is_true(op:is_cancelled())
    end
  end)

  it("hands on what the progress function raises, untouched", function()
    local mine = { mine = true }
    local ok, err = pcall(packages.pack_bytes, content, {
      progress = function()
        error(mine)
      end,
    })
    assert.is_false(ok)
    assert.equal(mine, err)
  end)

  it("lets a progress function use the library, even the same package", function()
    local pkg = packages.open({ bytes = packages.pack_bytes(content) })
    local inside
    pkg:verify({
      progress = function()
        inside = pkg:verify({ progress = function() end }).status
      end,
    })
    assert.equal("intact", inside)
    local closed
    pkg:verify({
      progress = function()
        pkg:close()
        closed = true
      end,
    })
    assert.is_true(closed)
    assert.equal("package: closed", tostring(pkg))
  end)

  it("reports progress inside a coroutine", function()
    local heard = 0
    coroutine.wrap(function()
      packages.pack_bytes(content, {
        progress = function()
          heard = heard + 1
        end,
      })
    end)()
    assert.is_true(heard >= 1)
  end)

  it("forgets its progress function when the call is over", function()
    local op, calls = sx.op(), 0
    packages.pack_bytes(content, {
      op = op,
      progress = function()
        calls = calls + 1
      end,
    })
    local before = calls
    packages.pack_bytes(content, { op = op })
    assert.equal(before, calls)
  end)
end)
