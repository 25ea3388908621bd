--- Canonical Huffman coding: a container that decodes alone.

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local options = require "semverx.options"

local huffman = {}

-- 1 GiB.
local MAX_OUTPUT = 1073741824

--- The container for `data`.
function huffman.encode(data)
  return errors.check(backend.huffman_encode(options.text("data", data)))
end

--- The data in a container. Option: `max_output` bytes (default 1 GiB); more is `FormatError`.
function huffman.decode(data, opts)
  opts = options.check(opts, { max_output = options.whole })
  return errors.check(backend.huffman_decode(options.text("data", data), opts.max_output or MAX_OUTPUT))
end

--- The codes `encode` would use: a list of `{symbol, length, code}`, by symbol.
function huffman.codes(data)
  return errors.check(backend.huffman_codes(options.text("data", data)))
end

return huffman
