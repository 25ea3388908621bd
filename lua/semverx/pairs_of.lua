--- What is given by name: requirements, locks, solutions.

local errors = require "semverx.errors"
local options = require "semverx.options"

--- A table from names to values, or a list of `{name, value}`, as two lists. A table has no order, so
-- its names are sorted.
local function pairs_of(what, given, text_of)
  if type(given) ~= "table" then
    errors.argument(what, ("%s must be a table, got %s"):format(what, type(given)))
  end
  local list = {}
  for key, value in pairs(given) do
    if type(key) == "number" and #given > 0 then
      if type(value) ~= "table" then
        errors.argument(what, ("%s[%s] must be {name, …}, got %s"):format(what, tostring(key), type(value)))
      end
      list[key] = value
    elseif type(key) == "string" and #given == 0 then
      list[#list + 1] = { key, value }
    else
      errors.argument(what, what .. " must be a table from names, or a list of pairs, and not both")
    end
  end
  if #given == 0 then
    table.sort(list, function(a, b)
      return a[1] < b[1]
    end)
  end
  local lists = { names = {}, ranges = {} }
  for i, pair in ipairs(list) do
    lists.names[i] = options.text(("%s[%d]"):format(what, i), pair[1])
    lists.ranges[i] = text_of(("%s.%s"):format(what, pair[1]), pair[2])
  end
  return lists
end

return pairs_of
