--- What is UTF-8, for every Lua: only some have a library for it.

local utf8_text = {}

-- The bytes that follow a first one, and where the second one is narrower than 80 to BF.
local NARROW = { [0xE0] = { 0xA0, 0xBF }, [0xED] = { 0x80, 0x9F }, [0xF0] = { 0x90, 0xBF }, [0xF4] = { 0x80, 0x8F } }

local function following(first)
  if first >= 0xC2 and first <= 0xDF then
    return 1
  elseif first >= 0xE0 and first <= 0xEF then
    return 2
  elseif first >= 0xF0 and first <= 0xF4 then
    return 3
  end
end

--- Where the character that begins at `at` ends; nil if there is none.
local function character_end(text, at)
  local first = text:byte(at)
  local count = following(first)
  if not count or not text:find("^" .. ("[\128-\191]"):rep(count), at + 1) then
    return nil
  end
  local narrow, second = NARROW[first], text:byte(at + 1)
  if narrow and (second < narrow[1] or second > narrow[2]) then
    return nil
  end
  return at + count
end

--- Whether a text is UTF-8.
function utf8_text.valid(text)
  local at = text:find("[\128-\255]")
  while at do
    local last = character_end(text, at)
    if not last then
      return false
    end
    at = text:find("[\128-\255]", last + 1)
  end
  return true
end

--- The same text if it is UTF-8; else with `\xNN` for every byte above 127.
function utf8_text.escaped(text)
  if utf8_text.valid(text) then
    return text
  end
  return (text:gsub("[\128-\255]", function(byte)
    return ("\\x%02x"):format(byte:byte())
  end))
end

return utf8_text
