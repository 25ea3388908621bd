--- Option tables and plain arguments: names and types are checked here, once for every back end.

local errors = require "semverx.errors"

local options = {}

-- Numbers above this are not exact in every Lua.
local MOST = 2 ^ 53

local function edit_distance(a, b)
  local row = {}
  for j = 0, #b do
    row[j] = j
  end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j) and 0 or 1
      local best = math.min(diagonal + same, row[j] + 1, row[j - 1] + 1)
      diagonal, row[j] = row[j], best
    end
  end
  return row[#b]
end

--- The known name nearest to `name`, and all known names in order.
local function nearest(name, known)
  local names, best, least = {}, nil, math.huge
  for candidate in pairs(known) do
    names[#names + 1] = candidate
  end
  table.sort(names)
  for _, candidate in ipairs(names) do
    local distance = edit_distance(name, candidate)
    if distance < least then
      best, least = candidate, distance
    end
  end
  return best, names
end

options.nearest = nearest

local function unknown(name, known)
  name = tostring(name)
  local best, names = nearest(name, known)
  local message = ("unknown option %q; did you mean %q? Known: %s"):format(name, best, table.concat(names, ", "))
  errors.argument(name, message, { nearest = best })
end

local function wrong(name, wanted, value)
  errors.argument(name, ("%s must be %s, got %s"):format(name, wanted, type(value)))
end

local function whole(name, value)
  if type(value) ~= "number" then
    wrong(name, "a whole number", value)
  end
  if value < 0 or value > MOST or value % 1 ~= 0 then
    errors.argument(name, ("%s must be a whole number from 0 to 2^53, got %s"):format(name, tostring(value)))
  end
  local to_integer = math.tointeger -- luacheck: ignore 143 (Lua 5.4 only: a float becomes an integer)
  return to_integer and to_integer(value) or value
end

local function texts(name, value)
  if type(value) ~= "table" then
    wrong(name, "a list of strings", value)
  end
  local copy = {}
  for i = 1, #value do
    if type(value[i]) ~= "string" then
      wrong(("%s[%d]"):format(name, i), "a string", value[i])
    end
    copy[i] = value[i]
  end
  return copy
end

local function seconds(name, value)
  if type(value) ~= "number" then
    wrong(name, "a number of seconds", value)
  end
  if value < 0 or value ~= value then
    errors.argument(name, ("%s must be 0 seconds or more, got %s"):format(name, tostring(value)))
  end
  return value
end

local function of_type(wanted, article)
  return function(name, value)
    if type(value) ~= wanted then
      wrong(name, article .. " " .. wanted, value)
    end
    return value
  end
end

--- Checkers: each takes a name and a value, and gives the value or raises `ArgumentError`.
options.text = of_type("string", "a")
options.flag = of_type("boolean", "a")
options.number = of_type("number", "a")
options.callback = of_type("function", "a")
options.whole = whole
options.texts = texts
options.seconds = seconds

--- A checked copy of an option table. `known` maps option names to checkers; nil is no options.
function options.check(given, known)
  if given == nil then
    return {}
  end
  if type(given) ~= "table" then
    wrong("options", "a table", given)
  end
  local checked = {}
  for name, value in pairs(given) do
    local checker = known[name]
    if not checker then
      unknown(name, known)
    end
    checked[name] = checker(name, value)
  end
  return checked
end

--- Several tables of checkers in one.
function options.join(...)
  local all = {}
  for _, part in ipairs({ ... }) do
    for name, checker in pairs(part) do
      all[name] = checker
    end
  end
  return all
end

return options
