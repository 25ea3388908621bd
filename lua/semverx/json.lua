--- A small JSON reader and writer for reports and policies: strict, bounded in depth.
--
-- Objects and lists become tables; a null field is absent. Numbers are Lua numbers.

local json = {}

-- Reports are a few levels deep; hostile text is refused instead of overflowing the stack.
local MAX_DEPTH = 64

local ESCAPES = {
  ['"'] = '"',
  ["\\"] = "\\",
  ["/"] = "/",
  b = "\b",
  f = "\f",
  n = "\n",
  r = "\r",
  t = "\t",
}

local LITERALS = { ["true"] = true, ["false"] = false }

-- Stands for null until its place is known to be one that may be absent.
local NULL = {}

local function fail(at, what)
  error(("not JSON at byte %d: %s"):format(at, what), 0)
end

local function utf8(point)
  if point < 0x80 then
    return string.char(point)
  elseif point < 0x800 then
    return string.char(0xC0 + math.floor(point / 0x40), 0x80 + point % 0x40)
  elseif point < 0x10000 then
    local high, middle = math.floor(point / 0x1000), math.floor(point / 0x40) % 0x40
    return string.char(0xE0 + high, 0x80 + middle, 0x80 + point % 0x40)
  end
  local top, high = math.floor(point / 0x40000), math.floor(point / 0x1000) % 0x40
  return string.char(0xF0 + top, 0x80 + high, 0x80 + math.floor(point / 0x40) % 0x40, 0x80 + point % 0x40)
end

local function hex(text, at)
  local digits = text:match("^%x%x%x%x", at)
  return tonumber(digits or fail(at, "four hex digits expected"), 16)
end

--- The character of the `\u` escape whose digits begin at `at`, and what follows it.
local function unicode(text, at)
  local point = hex(text, at)
  at = at + 4
  if point >= 0xD800 and point < 0xDC00 then
    if text:sub(at, at + 1) ~= "\\u" then
      fail(at, "half a surrogate pair")
    end
    local low = hex(text, at + 2)
    if low < 0xDC00 or low > 0xDFFF then
      fail(at, "half a surrogate pair")
    end
    return utf8(0x10000 + (point - 0xD800) * 0x400 + low - 0xDC00), at + 6
  elseif point >= 0xDC00 and point <= 0xDFFF then
    fail(at, "half a surrogate pair")
  end
  return utf8(point), at
end

--- The string whose first character is at `at` (after the quote), and what follows its end.
local function read_string(text, at)
  local pieces = {}
  while true do
    local stop = text:find('["\\%c]', at) or fail(at, "a string without end")
    pieces[#pieces + 1] = text:sub(at, stop - 1)
    local char = text:sub(stop, stop)
    if char == '"' then
      return table.concat(pieces), stop + 1
    elseif char ~= "\\" then
      if char ~= "\127" then
        fail(stop, "a control character in a string")
      end
      pieces[#pieces + 1], at = char, stop + 1
    elseif text:sub(stop + 1, stop + 1) == "u" then
      pieces[#pieces + 1], at = unicode(text, stop + 2)
    else
      local escape = ESCAPES[text:sub(stop + 1, stop + 1)] or fail(stop, "an unknown escape")
      pieces[#pieces + 1], at = escape, stop + 2
    end
  end
end

local function read_number(text, at)
  local digits = text:match("^-?%d+%.?%d*[eE]?[+-]?%d*", at) or fail(at, "a value expected")
  local number = tonumber(digits)
  if not number or digits:find("^-?0%d") or digits:find("%.$") or digits:find("%.[eE]") then
    fail(at, "not a number")
  end
  return number, at + #digits
end

local function skip(text, at)
  return text:find("[^ \t\r\n]", at) or #text + 1
end

local read_value

--- What follows a member: the next member's place, or nil and the place after the end.
local function after_member(text, at, close)
  at = skip(text, at)
  local char = text:sub(at, at)
  if char == "," then
    return skip(text, at + 1)
  elseif char == close then
    return nil, at + 1
  end
  fail(at, "a comma or " .. close .. " expected")
end

local function read_list(text, at, depth, null)
  local list, stop = {}, nil
  at = skip(text, at)
  if text:sub(at, at) == "]" then
    return list, at + 1
  end
  while at do
    local value
    value, at = read_value(text, at, depth, null)
    if value == NULL then
      fail(at, "null in a list")
    end
    list[#list + 1] = value
    at, stop = after_member(text, at, "]")
  end
  return list, stop
end

local function read_object(text, at, depth, null)
  local object, stop = {}, nil
  at = skip(text, at)
  if text:sub(at, at) == "}" then
    return object, at + 1
  end
  while at do
    if text:sub(at, at) ~= '"' then
      fail(at, "a key expected")
    end
    local key, value
    key, at = read_string(text, at + 1)
    at = skip(text, at)
    if text:sub(at, at) ~= ":" then
      fail(at, "a colon expected")
    end
    value, at = read_value(text, skip(text, at + 1), depth, null)
    if value ~= NULL then
      object[key] = value
    end
    at, stop = after_member(text, at, "}")
  end
  return object, stop
end

function read_value(text, at, depth, null)
  if depth > MAX_DEPTH then
    fail(at, "nested too deeply")
  end
  local char = text:sub(at, at)
  if char == "{" then
    return read_object(text, at + 1, depth + 1, null)
  elseif char == "[" then
    return read_list(text, at + 1, depth + 1, null)
  elseif char == '"' then
    return read_string(text, at + 1)
  end
  local word = text:match("^%l+", at)
  if word == "null" then
    return null, at + 4
  elseif LITERALS[word] ~= nil then
    return LITERALS[word], at + #word
  end
  return read_number(text, at)
end

--- The value of a JSON text; null is nil, or `null` if that is given. Raises a string that says what
-- is wrong and where.
function json.decode(text, null)
  if null == nil then
    null = NULL
  end
  local value, at = read_value(text, skip(text, 1), 0, null)
  at = skip(text, at)
  if at <= #text then
    fail(at, "more text after the value")
  end
  if value == NULL then
    return nil
  end
  return value
end

local function write_string(text)
  return '"' .. text:gsub('[%c"\\\127]', function(char)
    return ("\\u%04x"):format(char:byte())
  end) .. '"'
end

local function write_number(number)
  if number ~= number or number == math.huge or number == -math.huge then
    error("JSON has no " .. tostring(number), 0)
  end
  return (number % 1 == 0 and "%.0f" or "%.17g"):format(number)
end

local write_value

local function write_object(object, depth)
  local keys, members = {}, {}
  for key in pairs(object) do
    if type(key) ~= "string" then
      error("a JSON object has text as keys, not " .. type(key), 0)
    end
    keys[#keys + 1] = key
  end
  table.sort(keys)
  for i, key in ipairs(keys) do
    members[i] = write_string(key) .. ":" .. write_value(object[key], depth)
  end
  return "{" .. table.concat(members, ",") .. "}"
end

local function write_list(list, depth)
  local members = {}
  for key in pairs(list) do
    if type(key) ~= "number" or key < 1 or key > #list or key % 1 ~= 0 then
      error("a JSON list has no key " .. tostring(key), 0)
    end
  end
  for i, member in ipairs(list) do
    members[i] = write_value(member, depth)
  end
  return "[" .. table.concat(members, ",") .. "]"
end

function write_value(value, depth)
  local kind = type(value)
  if depth > MAX_DEPTH then
    error("nested too deeply for JSON", 0)
  elseif kind == "string" then
    return write_string(value)
  elseif kind == "number" then
    return write_number(value)
  elseif kind == "boolean" then
    return tostring(value)
  elseif kind == "table" and getmetatable(value) and getmetatable(value).__tostring then
    return write_string(tostring(value))
  elseif kind == "table" then
    return (#value > 0 and write_list or write_object)(value, depth + 1)
  end
  error("JSON has no " .. kind, 0)
end

--- JSON text for a value: an object's keys in order, no blanks, an empty table as an object. A value
-- that prints itself, such as a version, is its text. Raises a string that says what cannot be
-- written.
function json.encode(value)
  return write_value(value, 0)
end

return json
