--- Packing over libdiram: paths in one call, and the packer that keeps its package until it is read.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local options = require "semverx.ffi.options"

local err, report, size = call.err, call.report, call.size
local made = ffi.new("diram_packer *[1]")
local packer = {}

local BLOCK = 65536
local block = ffi.new("uint8_t[?]", BLOCK)

function packer.pack(src, dst, opts, handle)
  local packing, record = options.pack(opts)
  if not packing then
    return nil, record
  end
  local pointer = call.op(handle)
  return call.table(C.diram_package_pack(src, #src, dst, #dst, packing, pointer, report, err))
end

function packer.packer_new(opts, handle)
  local packing, record = options.pack(opts)
  if not packing then
    return nil, record
  end
  local status = C.diram_packer_new_buffered(packing, call.op(handle), made, err)
  return call.handle(status, made, C.diram_packer_free)
end

function packer.packer_begin(self, name, bytes)
  return call.done(C.diram_packer_begin(self, name, #name, bytes, err))
end

function packer.packer_write(self, data)
  return call.done(C.diram_packer_write(self, data, #data, err))
end

function packer.packer_finish(self)
  return call.table(C.diram_packer_finish(self, report, err))
end

function packer.packer_take(self, n)
  local ok, record = call.done(C.diram_packer_read(self, block, math.min(n, BLOCK), size, err))
  if not ok then
    return nil, record
  end
  return ffi.string(block, size[0])
end

function packer.packer_close(self)
  call.free(self, C.diram_packer_free)
  return true
end

return packer
