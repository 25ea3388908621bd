--- Option tables into option handles: each function gives a handle, or `nil, record`.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"

local err = call.err
local options = {}

local MOST_U32 = 4294967295

local EXTRAS = { services = "service", operations = "operation", divisions = "division", country = "country" }

local function flag(value)
  return value and 1 or 0
end

local PACK = {
  name = function(h, v)
    return C.diram_pack_options_set_name(h, v, #v, err)
  end,
  version = function(h, v)
    return C.diram_pack_options_set_version(h, v, #v, err)
  end,
  codec = function(h, v)
    return C.diram_pack_options_set_codec(h, v, #v, err)
  end,
  quality = function(h, v)
    return C.diram_pack_options_set_quality(h, math.min(v, MOST_U32), err)
  end,
  redundancy = function(h, v)
    return C.diram_pack_options_set_redundancy(h, v, err)
  end,
  mtime = function(h, v)
    return C.diram_pack_options_set_mtime(h, flag(v), err)
  end,
  epoch = function(h, v)
    return C.diram_pack_options_set_epoch(h, v, err)
  end,
  threads = function(h, v)
    return C.diram_pack_options_set_threads(h, v, err)
  end,
}

for key, kind in pairs(EXTRAS) do
  PACK[key] = function(h, files)
    for _, file in ipairs(files) do
      local status = C.diram_pack_options_add_file(h, kind, #kind, file, #file, err)
      if status ~= C.DIRAM_OK then
        return status
      end
    end
    return C.DIRAM_OK
  end
end

local HEAL = {
  salvage = function(h, v)
    return C.diram_heal_options_set_salvage(h, flag(v), err)
  end,
  threads = function(h, v)
    return C.diram_heal_options_set_threads(h, v, err)
  end,
}

local UNPACK = {
  salvage = function(h, v)
    return C.diram_unpack_options_set_salvage(h, flag(v), err)
  end,
  best_effort = function(h, v)
    return C.diram_unpack_options_set_best_effort(h, flag(v), err)
  end,
  force = function(h, v)
    return C.diram_unpack_options_set_force(h, flag(v), err)
  end,
  threads = function(h, v)
    return C.diram_unpack_options_set_threads(h, v, err)
  end,
  paths = function(h, paths)
    for _, path in ipairs(paths) do
      local status = C.diram_unpack_options_add_path(h, path, #path, err)
      if status ~= C.DIRAM_OK then
        return status
      end
    end
    return C.DIRAM_OK
  end,
}

local READ = {
  salvage = function(h, v)
    return C.diram_read_options_set_salvage(h, flag(v), err)
  end,
  max_output = function(h, v)
    return C.diram_read_options_set_max_output(h, v, err)
  end,
}

-- Options of the operation are not the library's options.
local function fill(handle, setters, values)
  for key, value in pairs(values) do
    local setter = setters[key]
    if setter then
      local ok, record = call.done(setter(handle, value))
      if not ok then
        return nil, record
      end
    end
  end
  return handle
end

function options.pack(values)
  return fill(ffi.gc(C.diram_pack_options_new(), C.diram_pack_options_free), PACK, values)
end

function options.heal(values)
  return fill(ffi.gc(C.diram_heal_options_new(), C.diram_heal_options_free), HEAL, values)
end

function options.unpack(values)
  return fill(ffi.gc(C.diram_unpack_options_new(), C.diram_unpack_options_free), UNPACK, values)
end

function options.read(values)
  return fill(ffi.gc(C.diram_read_options_new(), C.diram_read_options_free), READ, values)
end

return options
