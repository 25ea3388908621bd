--- Set-up of the specs: chooses the back end that `SEMVERX_SPEC_BACKEND` names, and makes files.

local lfs = require "lfs"

local wanted = os.getenv("SEMVERX_SPEC_BACKEND")
package.loaded["semverx.backend"] = require("semverx." .. wanted)
assert(require("semverx").BACKEND == wanted)

local support = { backend = package.loaded["semverx.backend"] }

--- A new empty folder, removed by `support.clean`.
local folders = {}
function support.folder()
  local path = os.tmpname()
  assert(os.remove(path))
  assert(lfs.mkdir(path))
  folders[#folders + 1] = path
  return path
end

local function remove(path)
  if lfs.symlinkattributes(path, "mode") == "directory" then
    for name in lfs.dir(path) do
      if name ~= "." and name ~= ".." then
        remove(path .. "/" .. name)
      end
    end
  end
  assert(os.remove(path))
end

function support.clean()
  for _, path in ipairs(folders) do
    remove(path)
  end
  folders = {}
end

function support.write(path, bytes)
  local file = assert(io.open(path, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

function support.read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = assert(file:read("*a"))
  file:close()
  return bytes
end

function support.exists(path)
  return lfs.attributes(path) ~= nil
end

--- `n` bytes that no codec makes smaller, the same in every run.
function support.noise(n)
  local state, bytes = 20260101, {}
  for i = 1, n do
    state = (state * 1103 + 12345) % 2147483647
    bytes[i] = string.char(math.floor(state / 1024) % 256)
  end
  return table.concat(bytes)
end

--- A `read` function over `bytes`.
function support.reader(bytes)
  local at = 1
  return function(n)
    local block = bytes:sub(at, at + n - 1)
    at = at + #block
    return block
  end
end

--- `bytes` with `n` bytes from `from` on (counted from 1) made zero.
function support.zero(bytes, from, n)
  return bytes:sub(1, from - 1) .. ("\0"):rep(n) .. bytes:sub(from + n)
end

--- Where the parts of a package's first component are: a list of `{from, len}`, counted from 1.
function support.part_places(zip)
  local packages = require "semverx.packages"
  local pkg = packages.open({ bytes = zip })
  local places = {}
  for i, part in ipairs(pkg:components()[1].parts) do
    local _, name_end = zip:find(part.filename, 1, true)
    places[i] = { from = name_end + 1, len = part.part_size }
  end
  pkg:close()
  return places
end

--- The package with these parts of its first component destroyed: more than they mend themselves.
function support.destroy(zip, numbers)
  local places = support.part_places(zip)
  for _, number in ipairs(numbers) do
    local place = places[number + 1]
    zip = support.zero(zip, place.from, place.len)
  end
  return zip
end

--- A folder with three files, as `{path = content}`.
function support.tree()
  local root = support.folder()
  local files = { ["a.txt"] = "alpha\nbeta\n", ["b.bin"] = support.noise(40000), ["sub/c.txt"] = ("line\n"):rep(500) }
  assert(lfs.mkdir(root .. "/sub"))
  for path, content in pairs(files) do
    support.write(root .. "/" .. path, content)
  end
  return root, files
end

--- Calls `f`, which must raise an error of diram's of this class, and gives the error.
function support.raises(class, f, ...)
  local errors = require "semverx.errors"
  local ok, err = pcall(f, ...)
  assert(not ok, "nothing was raised")
  assert(errors.is(err), "not an error of diram's: " .. tostring(err))
  assert(errors.is(err, class), ("%s instead of %s: %s"):format(err.class, class, err.message))
  return err
end

package.loaded["spec.support"] = support
return support
