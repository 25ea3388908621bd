--- Bytes from and to the caller: `{bytes = s}`, `{read = f}`, `{write = f}`, or a path.
--
-- Text that names a file is always a path; content is always in a table. `read(n)` gives up to `n`
-- bytes, and nil or "" at the end. A function fails by raising, or by returning nil (or false) and a
-- message, as those of `io` files do.

local errors = require "semverx.errors"

local sources = {}

-- How much is asked of a reader at a time.
local BLOCK = 65536

local function only(source, first, second, third)
  for key in pairs(source) do
    if key ~= first and key ~= second and key ~= third then
      errors.argument(tostring(key), ("unknown field %q of a source or target"):format(tostring(key)))
    end
  end
end

--- One block from a reader; nil at its end.
local function block(read, n)
  local bytes, message = read(n)
  if bytes == nil or bytes == "" then
    if message ~= nil then
      errors.storage("read", tostring(message))
    end
    return nil
  end
  if type(bytes) ~= "string" then
    errors.argument("read", "read must return a string or nil, got " .. type(bytes))
  end
  return bytes
end

--- Everything from a reader, as one string.
local function drain(read)
  local blocks = {}
  local bytes = block(read, BLOCK)
  while bytes do
    blocks[#blocks + 1] = bytes
    bytes = block(read, BLOCK)
  end
  return table.concat(blocks)
end

--- What `open` opens: a path, or nil and bytes.
function sources.path_or_bytes(name, source)
  if type(source) == "string" then
    return source, nil
  end
  if type(source) == "table" then
    only(source, "bytes", "read")
    if type(source.bytes) == "string" and source.read == nil then
      return nil, source.bytes
    end
    if type(source.read) == "function" and source.bytes == nil then
      return nil, drain(source.read)
    end
  end
  errors.argument(name, name .. " must be a path, {bytes = string} or {read = function}")
end

--- Where something goes: a path, or nil and a function that writes and checks.
function sources.path_or_writer(name, target)
  if type(target) == "string" then
    return target, nil
  end
  if type(target) == "table" and type(target.write) == "function" then
    only(target, "write")
    return nil, sources.writer(target.write)
  end
  errors.argument(name, name .. " must be a path or {write = function}")
end

local function wrote(...)
  local result, message = ...
  if select("#", ...) > 0 and not result and (result == false or message ~= nil) then
    errors.storage("write", tostring(message))
  end
end

--- `write`, with its failures raised.
function sources.writer(write)
  return function(bytes)
    wrote(write(bytes))
  end
end

local function ended(name, got, size)
  local message = ("the content of %q ended after %d of %d bytes"):format(name, got, size)
  errors.argument("size", message, { got = got, size = size })
end

--- An iterator over the content of exactly `size` bytes behind `read`.
function sources.blocks(name, read, size)
  local got = 0
  return function()
    if got == size then
      return nil
    end
    local bytes = block(read, math.min(BLOCK, size - got))
    if not bytes then
      ended(name, got, size)
    end
    got = got + #bytes
    if got > size then
      errors.argument("read", ("read gave more than was asked for, at byte %d of %q"):format(got, name))
    end
    return bytes
  end
end

--- A file's handle and size; raises `StorageError`.
function sources.open_file(path)
  local file, message, errno = io.open(path, "rb")
  if not file then
    errors.storage(path, message, errno)
  end
  local size
  size, message, errno = file:seek("end")
  if size then
    size = file:seek("set") and size
  end
  if not size then
    file:close()
    errors.storage(path, message, errno)
  end
  return file, size
end

return sources
