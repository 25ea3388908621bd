--- One member of a package as a stream, in the manner of an `io` file.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local options = require "semverx.options"

local WHAT = "entry"
local BLOCK = 65536

local methods, getters = {}, {}

--- Content bytes in all.
function getters:size()
  return errors.check(backend.entry_size(class.handle(self, WHAT)))
end

--- Whether there are bytes ahead, after reading some if there were none.
local function ready(self)
  if self.at > #self.ahead then
    self.ahead, self.at = errors.check(backend.entry_read(class.handle(self, WHAT), BLOCK)), 1
  end
  return self.ahead ~= ""
end

--- The bytes ahead up to the place `last`, or all of them.
local function take(self, last)
  last = math.min(last, #self.ahead)
  local bytes = self.ahead:sub(self.at, last)
  self.at = last + 1
  return bytes
end

local function read_count(self, n)
  local blocks, left = {}, n
  while left > 0 and ready(self) do
    local bytes = take(self, self.at + left - 1)
    blocks[#blocks + 1] = bytes
    left = left - #bytes
  end
  if n > 0 and left == n then
    return nil
  end
  return table.concat(blocks)
end

local function read_all(self)
  local blocks = {}
  while ready(self) do
    blocks[#blocks + 1] = take(self, #self.ahead)
  end
  return table.concat(blocks)
end

local function read_line(self)
  local blocks = {}
  while ready(self) do
    local stop = self.ahead:find("\n", self.at, true)
    if stop then
      blocks[#blocks + 1] = take(self, stop):sub(1, -2)
      return table.concat(blocks)
    end
    blocks[#blocks + 1] = take(self, #self.ahead)
  end
  return blocks[1] and table.concat(blocks)
end

--- Reads as an `io` file does: `n` bytes (fewer at the end, nil after it), `"l"` a line without its
-- end, `"a"` (the default) everything that is left.
function methods:read(format)
  class.handle(self, WHAT)
  if format == nil or format == "a" or format == "*a" then
    return read_all(self)
  elseif format == "l" or format == "*l" then
    return read_line(self)
  elseif type(format) == "number" then
    return read_count(self, options.whole("format", format))
  end
  errors.argument("format", 'format must be a number of bytes, "l" or "a"')
end

--- An iterator over the lines. As with `io` files, it raises when reading fails.
function methods:lines()
  class.handle(self, WHAT)
  return function()
    return read_line(self)
  end
end

local new = class.define(WHAT, methods, getters, backend.entry_close)

return function(handle)
  return new({ handle = handle, ahead = "", at = 1 })
end
