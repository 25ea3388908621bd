--- A streaming packer: named members in, one package out, never more than a window in memory.
--
--     local out = assert(io.open("backup.zip", "wb"))
--     local p = packages.packer{ name = "backup", write = function(s) return out:write(s) end }
--     p:add("notes.txt", "/home/me/notes.txt")
--     p:add("hello.txt", { bytes = "hello" })
--     p:finish()
--     out:close()
--
-- Without `write`, the package's bytes wait in memory for `p:read(n)`.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local operation = require "semverx.operation"
local options = require "semverx.options"
local sources = require "semverx.sources"

local WHAT = "packer"
local BLOCK = 65536

local packer = {}

--- The options of everything that packs.
packer.known = options.join(operation.known, {
  name = options.text,
  version = options.text,
  codec = options.text,
  quality = options.whole,
  redundancy = options.number,
  services = options.texts,
  operations = options.texts,
  divisions = options.texts,
  country = options.texts,
  mtime = options.flag,
  epoch = options.whole,
  threads = options.whole,
})

local KNOWN = options.join(packer.known, { write = options.callback })

local methods = {}

--- Hands on what the packer has written so far.
local function hand_on(self, handle)
  local bytes = backend.packer_take(handle, BLOCK)
  while bytes ~= "" do
    self.write_out(bytes)
    bytes = backend.packer_take(handle, BLOCK)
  end
end

--- Runs one primitive and hands on what it wrote. A packer that failed is closed: a broken package
-- is never finished.
local function step(self, work)
  local handle = class.handle(self, WHAT)
  local ok, result = pcall(function()
    local result = operation.run(self.op, self.listener, function(...)
      return work(handle, ...)
    end)
    if self.write_out then
      hand_on(self, handle)
    end
    return result
  end)
  if not ok then
    methods.close(self)
    error(result, 0)
  end
  return result
end

local function open(self)
  if self.finished then
    errors.closed(WHAT)
  end
end

--- Begins a file of exactly `size` bytes; its content follows through `write`.
function methods:begin(name, size)
  open(self)
  options.text("name", name)
  size = options.whole("size", size)
  step(self, function(handle, ...)
    return backend.packer_begin(handle, name, size, ...)
  end)
end

--- Content of the member that was begun.
function methods:write(bytes)
  open(self)
  options.text("bytes", bytes)
  step(self, function(handle, ...)
    return backend.packer_write(handle, bytes, ...)
  end)
end

local function add_blocks(self, name, read, size)
  methods.begin(self, name, size)
  for bytes in sources.blocks(name, read, size) do
    methods.write(self, bytes)
  end
end

local function add_file(self, name, path)
  local file, size = sources.open_file(path)
  local ok, failure = pcall(add_blocks, self, name, function(n)
    return file:read(n)
  end, size)
  file:close()
  if not ok then
    error(failure, 0)
  end
end

--- Adds one file called `name` (a relative path with `/`). Its content: a path, `{bytes = s}`, or
-- `{read = f, size = n}`.
function methods:add(name, source)
  open(self)
  class.handle(self, WHAT)
  options.text("name", name)
  if type(source) == "string" then
    return add_file(self, name, source)
  end
  if type(source) == "table" and type(source.bytes) == "string" then
    methods.begin(self, name, #source.bytes)
    return methods.write(self, source.bytes)
  end
  if type(source) == "table" and type(source.read) == "function" then
    return add_blocks(self, name, source.read, options.whole("size", source.size))
  end
  errors.argument("source", "source must be a path, {bytes = string} or {read = function, size = number}")
end

--- Writes everything that is left and gives a report.
function methods:finish()
  open(self)
  local report = step(self, backend.packer_finish)
  self.finished = true
  return report
end

--- Up to `n` bytes of the package: "" while none is ready, nil after `finish` when all are read.
function methods:read(n)
  local handle = class.handle(self, WHAT)
  if self.write_out then
    errors.argument("read", "this packer writes to its write function; read is for packers without one")
  end
  local blocks, left = {}, options.whole("n", n)
  while left > 0 do
    local bytes = backend.packer_take(handle, math.min(left, BLOCK))
    if bytes == "" then
      break
    end
    blocks[#blocks + 1] = bytes
    left = left - #bytes
  end
  if self.finished and n > 0 and #blocks == 0 then
    return nil
  end
  return table.concat(blocks)
end

local new = class.define(WHAT, methods, {}, backend.packer_close)

--- Starts a package. Options: those of `pack`, and `write`.
function packer.new(opts)
  opts = options.check(opts, KNOWN)
  local write = opts.write and sources.writer(opts.write)
  opts.write = nil
  local op, listener = operation.of(opts)
  local handle = errors.check(backend.packer_new(opts, op))
  return new({ handle = handle, op = op, listener = listener, write_out = write })
end

return packer
