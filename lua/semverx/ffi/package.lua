--- An open package and its entries, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local options = require "semverx.ffi.options"

local err, buffer, report, size = call.err, call.buffer, call.report, call.size
local opened, entered = ffi.new("diram_package *[1]"), ffi.new("diram_entry *[1]")
local package = {}

local BLOCK = 65536
local block = ffi.new("uint8_t[?]", BLOCK)

function package.package_open(path, handle)
  local status = C.diram_package_open_with(path, #path, call.op(handle), opened, err)
  return call.handle(status, opened, C.diram_package_free)
end

function package.package_open_bytes(data, handle)
  local status = C.diram_package_open_bytes(data, #data, call.op(handle), opened, err)
  return call.handle(status, opened, C.diram_package_free)
end

function package.package_close(self)
  call.free(self, C.diram_package_free)
  return true
end

function package.package_name(self)
  return call.text(C.diram_package_name(self, size))
end

function package.package_version(self)
  return call.text(C.diram_package_version(self, size))
end

function package.package_overall_coherence(self)
  return call.value(C.diram_package_overall_coherence(self, nil, call.number, err))
end

function package.package_verify(self, handle)
  return call.table(C.diram_package_verify(self, call.op(handle), report, err))
end

function package.package_heal(self, dst, opts, handle)
  local healing, record = options.heal(opts)
  if not healing then
    return nil, record
  end
  return call.table(C.diram_package_heal(self, dst, #dst, healing, call.op(handle), report, err))
end

function package.package_heal_bytes(self, opts, handle)
  local healing, record = options.heal(opts)
  if not healing then
    return nil, record
  end
  local status = C.diram_package_heal_bytes(self, healing, call.op(handle), buffer, report, err)
  local data
  data, record = call.bytes(status)
  if not data then
    return nil, record
  end
  return { data = data, report = call.table(status) }
end

local function unpack_by(job)
  return function(self, dir, opts, handle)
    local unpacking, record = options.unpack(opts)
    if not unpacking then
      return nil, record
    end
    return call.table(job(self, dir, #dir, unpacking, call.op(handle), report, err))
  end
end

package.package_unpack = unpack_by(C.diram_package_unpack)
package.package_unpack_components = unpack_by(C.diram_package_unpack_components)

function package.package_entries(self, handle)
  return call.table(C.diram_package_entries(self, call.op(handle), report, err))
end

function package.package_components(self, handle)
  return call.table(C.diram_package_components(self, call.op(handle), report, err))
end

function package.package_read(self, name, opts, handle)
  local reading, record = options.read(opts)
  if not reading then
    return nil, record
  end
  return call.bytes(C.diram_package_read(self, name, #name, reading, call.op(handle), buffer, err))
end

function package.package_has_component(self, name)
  return C.diram_package_has_component(self, name, #name) == 1
end

function package.package_verify_coherence(self, name, handle)
  return call.value(C.diram_package_verify_coherence(self, name, #name, call.op(handle), call.number, err))
end

function package.package_recover_component(self, name, handle)
  return call.bytes(C.diram_package_recover_component(self, name, #name, call.op(handle), buffer, err))
end

function package.package_open_entry(self, name, handle)
  local status = C.diram_package_entry_open(self, name, #name, call.op(handle), entered, err)
  return call.handle(status, entered, C.diram_entry_free)
end

function package.entry_read(self, n)
  local ok, record = call.done(C.diram_entry_read(self, block, math.min(n, BLOCK), size, err))
  if not ok then
    return nil, record
  end
  return ffi.string(block, size[0])
end

function package.entry_size(self)
  return tonumber(C.diram_entry_size(self))
end

function package.entry_close(self)
  call.free(self, C.diram_entry_free)
  return true
end

return package
