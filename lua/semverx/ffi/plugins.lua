--- The plugins that come with diram, and those that a registry has, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

local err, report = call.err, call.report
local scanners, answer = ffi.new("diram_scanner *[1]"), ffi.new("int32_t[1]")
local plugins = {}

--- The flag in `answer`.
local function flag(status)
  local ok, record = call.done(status)
  if not ok then
    return nil, record
  end
  return answer[0] ~= 0
end

function plugins.registry_plugins(self)
  return call.table(C.diram_registry_plugins(self, report, err))
end

function plugins.registry_unplug(self, name)
  return flag(C.diram_registry_unplug(self, name, #name, answer, err))
end

function plugins.registry_plug_scanner(self, scanner)
  return call.done(C.diram_registry_plug_scanner(self, scanner, err))
end

function plugins.registry_plug_orphans(self, orphans)
  return call.done(C.diram_registry_plug_orphans(self, orphans, err))
end

function plugins.scanner_open(folder)
  return call.handle(C.diram_scanner_open(folder, #folder, scanners, err), scanners, C.diram_scanner_free)
end

function plugins.scanner_close(self)
  call.free(self, C.diram_scanner_free)
  return true
end

function plugins.scanner_counts(self)
  return call.table(C.diram_scanner_counts(self, report, err))
end

function plugins.scanner_advisories(self, name, version)
  return call.table(C.diram_scanner_advisories(self, name, #name, version, #version, report, err))
end

function plugins.scanner_fixes(self, name, from, to)
  return flag(C.diram_scanner_fixes(self, name, #name, from, #from, to, #to, answer, err))
end

function plugins.orphans_new()
  return ffi.gc(C.diram_orphans_new(), C.diram_orphans_free)
end

function plugins.orphans_close(self)
  call.free(self, C.diram_orphans_free)
  return true
end

function plugins.orphans_report(self)
  return call.table(C.diram_orphans_report(self, report, err))
end

return plugins
