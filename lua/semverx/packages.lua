--- Packages that heal themselves.
--
--     local packages = require "semverx.packages"
--     packages.pack("photos", "photos.zip")
--     local pkg = packages.open("photos.zip")
--     print(pkg:verify().status)
--     pkg:unpack("restored")
--     pkg:close()

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local operation = require "semverx.operation"
local options = require "semverx.options"
local package = require "semverx.package"
local packer = require "semverx.packer"

local check = errors.check
local SALVAGE = { salvage = options.flag }
local UNPACK = options.join(operation.known, { salvage = options.flag, max_output = options.whole })

local packages = {
  huffman = require "semverx.huffman",
  --- The smallest share of intact parts at which a component heals by itself: 0.954.
  COHERENCE_THRESHOLD = backend.coherence_threshold,
}

--- Opens a package: see `semverx.package`.
packages.open = package.open

--- A streaming packer: see `semverx.packer`.
packages.packer = packer.new

--- Packs a file or folder into `dst`, which appears only when whole, and gives a report. Options:
-- `name`, `version`, `codec` (`auto`, `huffman`, `brotli`, `stored`), `quality` (0 to 11),
-- `redundancy` (percent, 6.25 to 44), `services`, `operations`, `divisions`, `country` (lists of
-- files that become components of the other kinds), `mtime`, `epoch`, `threads`, and those of every
-- long call: `op`, `timeout`, `progress`.
function packages.pack(src, dst, opts)
  options.text("src", src)
  options.text("dst", dst)
  return operation.call(opts, packer.known, function(...)
    return backend.pack(src, dst, ...)
  end)
end

--- The package of `data`, in memory. Options as `pack`.
function packages.pack_bytes(data, opts)
  options.text("data", data)
  return operation.call(opts, packer.known, function(...)
    return backend.pack_bytes(data, ...)
  end)
end

--- The content of a package in memory, healed: the packed bytes, or the tar stream of a folder.
-- Options: `salvage`, `max_output` bytes (default 1 GiB; more is `FormatError`), and those of every
-- long call.
function packages.unpack_bytes(bytes, opts)
  options.text("bytes", bytes)
  return operation.call(opts, UNPACK, function(...)
    return backend.unpack_bytes(bytes, ...)
  end)
end

--- Compresses `data` and adds recovery data. `coherence_threshold` (0.954 to 1, default 0.954) does
-- not change the result. Options: those of every long call.
function packages.compress_with_recovery(data, coherence_threshold, opts)
  options.text("data", data)
  if coherence_threshold == nil then
    coherence_threshold = packages.COHERENCE_THRESHOLD
  end
  options.number("coherence_threshold", coherence_threshold)
  return operation.call(opts, operation.known, function(_, ...)
    return backend.compress_with_recovery(data, coherence_threshold, ...)
  end)
end

--- The way back. `corruption_level` (0 to 1, default 0.046) is the largest lost share of a
-- component's parts that you accept. More than 1 GiB is `FormatError`. Options: those of every long
-- call.
function packages.decompress_fault_tolerant(bytes, corruption_level, opts)
  options.text("bytes", bytes)
  if corruption_level == nil then
    corruption_level = 0.046
  end
  options.number("corruption_level", corruption_level)
  return operation.call(opts, operation.known, function(_, ...)
    return backend.decompress_fault_tolerant(bytes, corruption_level, ...)
  end)
end

--- The parts as a list without holes: a missing one is false.
local function without_holes(parts)
  if type(parts) ~= "table" then
    errors.argument("parts", "parts must be a table, got " .. type(parts))
  end
  local n = parts.n
  if n == nil then
    n = #parts
  end
  local list = {}
  for i = 1, options.whole("parts.n", n) do
    local part = parts[i] or false
    if part then
      options.text(("parts[%d]"):format(i), part)
    end
    list[i] = part
  end
  return list
end

--- Puts a component together from its parts: `{data, coherence, recovered}`. A missing part is
-- false, or nil in a table with the field `n` (as `table.pack` makes). The order does not matter.
-- Option: `salvage`.
function packages.reconstruct_component(parts, opts)
  opts = options.check(opts, SALVAGE)
  return check(backend.reconstruct_component(without_holes(parts), opts))
end

--- What a lone part says about itself: `{recovery_capability, intact, mendable, …}`. Never fails:
-- noise has capability 0.
function packages.check_part(part)
  return check(backend.check_part(options.text("part", part)))
end

--- A lone part, mended by its own recovery bits.
function packages.heal_part(part)
  return check(backend.heal_part(options.text("part", part)))
end

return packages
