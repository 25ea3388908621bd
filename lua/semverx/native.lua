--- The back end `semverx_native`: a C module that the rock builds for the Lua that runs it.

local native = require "semverx_native"

local backend = { name = "native", live_progress = true }
for key, value in pairs(native) do
  backend[key] = value
end

return require("semverx.interface").check(backend)
