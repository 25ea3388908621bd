--- Runs every vector of `tests/vectors` on one back end and prints `vectors: ran N of N`.
--
-- The format is in `tests/vectors/README.md`. Usage: LUA lua/spec/vectors.lua [FOLDER]

local support = require "spec.support"
local data_of = require "spec.vector_data"
local steps = require "spec.vector_steps"
local json = require "semverx.json"
local sx = require "semverx"

local packages, errors = sx.packages, sx.errors
local root = arg[1] or (arg[0]:match("^(.*)/[^/]*$") or ".") .. "/../../tests/vectors"

local function with_package(data, job)
  local pkg = packages.open({ bytes = data })
  local ok, result = pcall(job, pkg)
  pkg:close()
  return ok and result or error(result, 0)
end

local OPS = {
  huffman_encode = function(data)
    return { bytes = packages.huffman.encode(data) }
  end,
  huffman_decode = function(data, given)
    return { bytes = packages.huffman.decode(data, { max_output = given.max_output }) }
  end,
  huffman_codes = function(data)
    local rows = {}
    for i, code in ipairs(packages.huffman.codes(data)) do
      rows[i] = { code.symbol, code.length, code.code }
    end
    return { codes = rows }
  end,
  pack_bytes = function(data, given)
    local opts = { codec = given.codec, name = given.name, version = given.version }
    return { bytes = packages.pack_bytes(data, opts) }
  end,
  package_verify = function(data)
    return with_package(data, function(pkg)
      return pkg:verify()
    end)
  end,
  package_heal = function(data, given)
    return with_package(data, function(pkg)
      return { bytes = (pkg:heal_bytes({ salvage = given.salvage })) }
    end)
  end,
  package_unpack = function(data, given)
    return { bytes = packages.unpack_bytes(data, { salvage = given.salvage }) }
  end,
  part_check = packages.check_part,
  part_heal = function(data)
    return { bytes = packages.heal_part(data) }
  end,
  component_reconstruct = function(data, given)
    local parts = {}
    for from = 1, #data, given.part_len do
      parts[#parts + 1] = data:sub(from, from + given.part_len - 1)
    end
    for _, number in ipairs(given.missing or {}) do
      parts[number + 1] = false
    end
    local made = packages.reconstruct_component(parts, { salvage = given.salvage })
    return { bytes = made.data, coherence = made.coherence, recovered = made.recovered }
  end,
  compress_with_recovery = function(data, given)
    return { content = packages.unpack_bytes(packages.compress_with_recovery(data, given.threshold)) }
  end,
  decompress_fault_tolerant = function(data, given)
    return { bytes = packages.decompress_fault_tolerant(data, given.corruption_level) }
  end,
}

-- Operations whose cases are not about one piece of bytes.
local PLAIN = {}

for _, area in ipairs({ "versions", "registry", "strategies", "faults", "locks" }) do
  for op, job in pairs(require("spec.vector_" .. area)) do
    PLAIN[op] = job
  end
end

local NULL = steps.NULL

--- What a case gives, with null as nil.
local function without_null(given)
  if type(given) ~= "table" then
    return given
  end
  local kept = {}
  for key, value in pairs(given) do
    if value ~= NULL then
      kept[key] = without_null(value)
    end
  end
  return kept
end

local function same(wanted, got)
  if wanted == NULL then
    return got == nil or got == NULL
  end
  if type(wanted) ~= "table" or type(got) ~= "table" then
    return wanted == got
  end
  for key, value in pairs(wanted) do
    if not same(value, got[key]) then
      return false
    end
  end
  return #wanted == #got
end

local function matches(field, wanted, got, folder)
  if field == "data" then
    return data_of.bytes(wanted, folder) == got.bytes
  elseif field == "sha256" then
    return wanted == data_of.sha256(got.bytes)
  elseif field == "content_sha256" then
    return wanted == data_of.sha256(got.content)
  elseif field == "certificate_sha256" then
    return wanted == data_of.sha256(got.certificate)
  end
  return same(wanted, got[field])
end

--- What a case's operation answers.
local function answer(case, folder)
  local given = without_null(case["in"])
  if PLAIN[case.op] then
    return PLAIN[case.op](given)
  end
  local op = assert(OPS[case.op], "unknown op " .. tostring(case.op))
  return op(data_of.damaged(data_of.bytes(given.data, folder), given.damage), given)
end

local function run(case, folder)
  local ok, got = pcall(answer, case, folder)
  if case.error then
    assert(not ok and errors.is(got), "no error: " .. tostring(got))
    assert(got.name == case.error, got.name .. " instead of " .. case.error)
    return
  end
  assert(ok, tostring(got))
  for field, wanted in pairs(case.out) do
    assert(matches(field, wanted, got, folder), field .. " differs")
  end
end

local ran, all = 0, 0
local listing = assert(io.popen("ls " .. root .. "/*/*.json"))
for path in listing:lines() do
  for _, case in ipairs(json.decode(support.read(path), NULL).cases) do
    all = all + 1
    local ok, why = pcall(run, case, path:match("^(.*)/"))
    ran = ran + (ok and 1 or 0)
    if not ok then
      io.stderr:write(("FAILED %s: %s: %s\n"):format(path:match("[^/]+/[^/]+$"), case.name, tostring(why)))
    end
  end
end
listing:close()
support.clean()
print(("vectors: ran %d of %d"):format(ran, all))
os.exit(ran == all and all > 0 and 0 or 1)
