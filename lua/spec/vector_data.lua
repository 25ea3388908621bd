--- What the vectors' JSON says in bytes: base64, files, damage, digests.

local support = require "spec.support"

local data = {}
local scratch = support.folder() .. "/bytes"

local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(text)
  local value, bits, out = 0, 0, {}
  for char in text:gmatch("[^=]") do
    value, bits = value * 64 + assert(ALPHABET:find(char, 1, true), "not base64") - 1, bits + 6
    if bits >= 8 then
      bits = bits - 8
      out[#out + 1] = string.char(math.floor(value / 2 ^ bits))
      value = value % 2 ^ bits
    end
  end
  return table.concat(out)
end

function data.sha256(bytes)
  support.write(scratch, bytes)
  local pipe = assert(io.popen("sha256sum " .. scratch))
  local digest = pipe:read("*a"):match("^%x+")
  pipe:close()
  return assert(digest, "sha256sum failed")
end

function data.bytes(value, folder)
  return type(value) == "table" and support.read(folder .. "/" .. value.file) or base64(value)
end

local STEPS = {
  flip = function(bytes, at, mask)
    local byte, flipped, place = bytes:byte(at + 1), 0, 1
    for _ = 1, 8 do
      if byte % 2 ~= mask % 2 then
        flipped = flipped + place
      end
      byte, mask, place = math.floor(byte / 2), math.floor(mask / 2), place * 2
    end
    return bytes:sub(1, at) .. string.char(flipped) .. bytes:sub(at + 2)
  end,
  zero = function(bytes, at, n)
    return bytes:sub(1, at) .. ("\0"):rep(n) .. bytes:sub(at + n + 1)
  end,
  cut = function(bytes, at, n)
    return bytes:sub(1, at) .. bytes:sub(at + n + 1)
  end,
  insert = function(bytes, at, text)
    return bytes:sub(1, at) .. base64(text) .. bytes:sub(at + 1)
  end,
}

function data.damaged(bytes, steps)
  for _, step in ipairs(steps or {}) do
    local at = step[2] < 0 and #bytes + step[2] or step[2]
    bytes = assert(STEPS[step[1]], "unknown damage")(bytes, at, step[3])
  end
  return bytes
end

return data
