--- The whole tree again, returning `nil, err` where `semverx` raises an error of diram's.
--
--     local sx = require "semverx.safe"
--     local pkg, err = sx.packages.open("photos.zip")
--     if not pkg then print(err, err.hint) end
--
-- Objects from here have safe methods too. Errors of your own functions go through.

local class = require "semverx.class"
local semverx = require "semverx"

-- These answer without failing.
local AS_THEY_ARE = { errors = true }

local function protect(tree)
  local safe = {}
  for name, value in pairs(tree) do
    if AS_THEY_ARE[name] then
      safe[name] = value
    elseif type(value) == "function" then
      safe[name] = class.protect(value)
    elseif type(value) == "table" then
      safe[name] = protect(value)
    else
      safe[name] = value
    end
  end
  return safe
end

return protect(semverx)
