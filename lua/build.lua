--- Builds the C module `semverx_native` for the Lua that runs this script, and installs it.
--
-- LuaRocks calls it (see the rockspec); by hand: `lua5.4 build.lua build`. It needs cargo. LuaJIT
-- with a libdiram that it can load needs no C module, so then nothing is built.
--
-- `SEMVERX_CARGO_PROFILE` chooses another cargo profile than `release`.

-- luacheck: globals jit

local MODULE = "semverx_native.so"
local FEATURES = { ["Lua 5.1"] = "lua51", ["Lua 5.4"] = "lua54" }

local function say(...)
  print("lua-semverx: " .. string.format(...))
end

--- The cargo feature for this Lua.
local function feature()
  if type(jit) == "table" then
    return "luajit"
  end
  return FEATURES[_VERSION] or error("lua-semverx needs LuaJIT, Lua 5.1 or Lua 5.4, this is " .. _VERSION, 0)
end

--- Whether LuaJIT's FFI has a libdiram of the right binary interface.
local function has_library()
  if type(jit) ~= "table" then
    return false
  end
  package.path = "./?.lua;" .. package.path
  local ok, why = pcall(require, "semverx.ffi.library")
  if not ok then
    say("no libdiram (%s)", (tostring(why):gsub("\n.*", "")))
  end
  return ok
end

--- Runs cargo and gives the path of the library that it made.
local function cargo()
  local command = table.concat({
    "cargo build --locked --manifest-path ../Cargo.toml --package diram-lua",
    "--profile",
    os.getenv("SEMVERX_CARGO_PROFILE") or "release",
    "--no-default-features --features",
    feature(),
    "--message-format=json-render-diagnostics",
  }, " ")
  say("%s", command)
  local pipe = assert(io.popen(command))
  local made, finished
  for line in pipe:lines() do
    made = line:match('"([^"]*libsemverx_native%.so)"') or line:match('"([^"]*libsemverx_native%.dylib)"') or made
    finished = finished or line:find('"build-finished","success":true', 1, true)
  end
  pipe:close()
  if not finished or not made then
    error("lua-semverx: cargo did not build the C module; is Rust installed?", 0)
  end
  return made
end

local function copy(from, to)
  local source = assert(io.open(from, "rb"))
  local target = assert(io.open(to, "wb"))
  assert(target:write((source:read("*a"))))
  source:close()
  assert(target:close())
end

local steps = {}

function steps.build()
  os.remove(MODULE)
  if has_library() then
    say("libdiram was found: no C module is built")
    return
  end
  copy(cargo(), MODULE)
end

function steps.install(folder)
  local built = io.open(MODULE, "rb")
  if not built then
    return
  end
  built:close()
  assert(os.execute('mkdir -p "' .. folder .. '"'))
  copy(MODULE, folder .. "/" .. MODULE)
  assert(os.remove(MODULE))
end

local step = steps[arg[1]] or error("usage: build.lua build | install FOLDER", 0)
step(arg[2])
