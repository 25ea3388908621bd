--- Whole packages, parts and Huffman containers in memory, over libdiram.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local options = require "semverx.ffi.options"

local err, buffer, report = call.err, call.buffer, call.report
local memory = {}

function memory.pack_bytes(data, opts, handle)
  local packing, record = options.pack(opts)
  if not packing then
    return nil, record
  end
  return call.bytes(C.diram_package_pack_bytes(data, #data, packing, call.op(handle), buffer, err))
end

function memory.unpack_bytes(data, opts, handle)
  local reading, record = options.read(opts)
  if not reading then
    return nil, record
  end
  return call.bytes(C.diram_package_unpack_bytes(data, #data, reading, call.op(handle), buffer, err))
end

function memory.compress_with_recovery(data, threshold, handle)
  return call.bytes(C.diram_compress_with_recovery(data, #data, threshold, call.op(handle), buffer, err))
end

function memory.decompress_fault_tolerant(data, level, handle)
  return call.bytes(C.diram_decompress_fault_tolerant(data, #data, level, call.op(handle), buffer, err))
end

function memory.reconstruct_component(parts, opts)
  local n = #parts
  local pointers, lengths = ffi.new("const uint8_t *[?]", n), ffi.new("size_t[?]", n)
  for i, part in ipairs(parts) do
    if part then
      pointers[i - 1], lengths[i - 1] = part, #part
    end
  end
  local salvage = opts.salvage and 1 or 0
  local status = C.diram_component_reconstruct(pointers, lengths, n, salvage, buffer, report, err)
  local data, record = call.bytes(status)
  if not data then
    return nil, record
  end
  local facts = call.table(status)
  return { data = data, coherence = facts.coherence, recovered = facts.recovered }
end

function memory.check_part(part)
  return call.table(C.diram_part_check(part, #part, report, err))
end

function memory.heal_part(part)
  return call.bytes(C.diram_part_heal(part, #part, buffer, err))
end

function memory.huffman_encode(data)
  return call.bytes(C.diram_huffman_encode(data, #data, buffer, err))
end

function memory.huffman_decode(data, max_output)
  return call.bytes(C.diram_huffman_decode(data, #data, max_output, buffer, err))
end

function memory.huffman_codes(data)
  return call.table(C.diram_huffman_codes(data, #data, report, err))
end

return memory
