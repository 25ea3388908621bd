--- A line of a registry file: text, or a table of its fields.

local errors = require "semverx.errors"
local json = require "semverx.json"
local options = require "semverx.options"

return function(name, line)
  if type(line) ~= "table" then
    return options.text(name, line)
  end
  local ok, text = pcall(json.encode, line)
  if not ok then
    errors.argument(name, text)
  end
  return text
end
