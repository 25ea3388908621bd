--- Picks the back end: LuaJIT's FFI over libdiram, else the C module `semverx_native`.
--
-- On LuaJIT, `$DIRAM_LIBRARY` may name the library file; then no other back end is tried. Without
-- it, the system's loader looks for `diram`. To choose one yourself, before `require "semverx"`:
--
--     package.loaded["semverx.backend"] = require "semverx.native"

-- luacheck: globals jit

local function pick()
  local tried = {}
  if type(jit) == "table" then
    local ok, ffi = pcall(require, "semverx.ffi")
    if ok then
      return ffi
    end
    if os.getenv("DIRAM_LIBRARY") then
      error("semverx: DIRAM_LIBRARY cannot be used: " .. tostring(ffi), 0)
    end
    tried[#tried + 1] = "libdiram through LuaJIT's FFI: " .. tostring(ffi)
  end
  local ok, native = pcall(require, "semverx.native")
  if ok then
    return native
  end
  tried[#tried + 1] = "the C module semverx_native: " .. tostring(native)
  error("semverx finds no back end.\n  " .. table.concat(tried, "\n  "), 0)
end

return pick()
