--- Versions, ranges and policies over libdiram: texts in, plain values out. Handles live for one call.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local policies = require "semverx.ffi.policy"

local err, size, text = call.err, call.size, call.text
local parsed, ranged = ffi.new("semverx_version *[1]"), ffi.new("semverx_range *[1]")
local flag, place = ffi.new("int32_t[1]"), ffi.new("size_t[1]")
local versions = {}

-- Macros of the header.
local MAJOR, MINOR, PATCH = 0, 1, 2
local NONE = ffi.cast("size_t", -1)

--- The facts of the version in `parsed`, whose handle is freed.
local function facts(status)
  local ok, record = call.done(status)
  if not ok then
    return nil, record
  end
  local v = parsed[0]
  local canonical, key = text(C.semverx_version_text(v, size)), text(C.semverx_version_sort_key(v, size))
  local major, minor, patch = C.semverx_version_major(v), C.semverx_version_minor(v), C.semverx_version_patch(v)
  local first = text(C.semverx_version_state_of(v, MAJOR, size))
  local second = text(C.semverx_version_state_of(v, MINOR, size))
  local third = text(C.semverx_version_state_of(v, PATCH, size))
  local state = text(C.semverx_version_state(v, size))
  local pre, build = text(C.semverx_version_pre(v, size)), text(C.semverx_version_build(v, size))
  local stable = C.semverx_version_is_stable(v) == 1
  C.semverx_version_free(v)
  local a, b, c = tonumber(major), tonumber(minor), tonumber(patch)
  return canonical, key, a, b, c, first, second, third, state, pre, build, stable
end

function versions.version_parse(given)
  return facts(C.semverx_parse(given, #given, parsed, err))
end

function versions.version_from_semver(given)
  return facts(C.semverx_version_from_semver(given, #given, parsed, err))
end

function versions.version_forms(given)
  local ok, record = call.done(C.semverx_parse(given, #given, parsed, err))
  if not ok then
    return nil, record
  end
  local v = parsed[0]
  local compact, semver = text(C.semverx_version_compact(v, size)), text(C.semverx_version_semver(v, size))
  local plain = text(C.semverx_version_plain(v, size))
  C.semverx_version_free(v)
  return compact, semver, plain
end

--- A list of texts as C takes it. The list keeps the texts alive.
local function items(list)
  local pointers, lengths = ffi.new("const char *[?]", #list), ffi.new("size_t[?]", #list)
  for i, item in ipairs(list) do
    pointers[i - 1], lengths[i - 1] = item, #item
  end
  return pointers, lengths
end

--- A record about an item of a list: C counts from 0.
local function from_one(record)
  local index = record.details and record.details.index
  if index then
    record.details.index = index + 1
    record.message = record.message:gsub("^(%l+)%[%d+%]", ("%%1[%d]"):format(index + 1))
  end
  return record
end

--- `count` results of a call about lists, each through `convert`.
local function results(status, out, count, convert)
  local ok, record = call.done(status)
  if not ok then
    return nil, from_one(record)
  end
  local list = {}
  for i = 1, count do
    list[i] = convert(out[i - 1])
  end
  return list
end

local function is_one(value)
  return value == 1
end

local function from_zero(value)
  return tonumber(value) + 1
end

function versions.version_compare_many(a, b)
  local out = ffi.new("int32_t[?]", #a)
  local left, left_lengths = items(a)
  local right, right_lengths = items(b)
  local status = C.semverx_compare_many(left, left_lengths, right, right_lengths, #a, out, err)
  return results(status, out, #a, tonumber)
end

function versions.version_compare(a, b)
  local orders, record = versions.version_compare_many({ a }, { b })
  if not orders then
    record.message = record.message:gsub("^%l%[1%]: ", "")
    record.details.index = nil
    return nil, record
  end
  return orders[1]
end

function versions.version_sort(list)
  local out = ffi.new("size_t[?]", #list)
  local pointers, lengths = items(list)
  return results(C.semverx_sort(pointers, lengths, #list, out, err), out, #list, from_zero)
end

local function answer(status)
  local ok, record = call.done(status)
  if not ok then
    return nil, record
  end
  return flag[0] == 1
end

function versions.range_satisfies(v, r, json)
  if not json then
    return answer(C.semverx_satisfies(v, #v, r, #r, flag, err))
  end
  return policies.with(json, function(policy)
    return answer(C.semverx_satisfies_with(v, #v, r, #r, policy, flag, err))
  end)
end

function versions.range_satisfies_many(list, r, json)
  return policies.with(json, function(policy)
    local out = ffi.new("int32_t[?]", #list)
    local pointers, lengths = items(list)
    local status = C.semverx_satisfies_many(pointers, lengths, #list, r, #r, policy, out, err)
    return results(status, out, #list, is_one)
  end)
end

function versions.range_max_satisfying(list, r, json)
  return policies.with(json, function(policy)
    local pointers, lengths = items(list)
    local status = C.semverx_max_satisfying(pointers, lengths, #list, r, #r, policy, place, err)
    local ok, record = call.done(status)
    if not ok then
      return nil, from_one(record)
    end
    return place[0] == NONE and 0 or from_zero(place[0])
  end)
end

--- Runs `work` with up to two ranges.
local function with_ranges(work, a, b)
  local ok, record = call.done(C.semverx_range_parse(a, #a, ranged, err))
  if not ok then
    return nil, record
  end
  local first = ffi.gc(ranged[0], C.semverx_range_free)
  local second
  if b then
    ok, record = call.done(C.semverx_range_parse(b, #b, ranged, err))
    if not ok then
      call.free(first, C.semverx_range_free)
      return nil, record
    end
    second = ffi.gc(ranged[0], C.semverx_range_free)
  end
  local value, more = work(first, second)
  call.free(first, C.semverx_range_free)
  if second then
    call.free(second, C.semverx_range_free)
  end
  return value, more
end

--- Canonical text and pin of a range.
local function range_facts(range)
  return text(C.semverx_range_text(range, size)), text(C.semverx_range_exact_pin(range, size))
end

function versions.range_parse(given)
  return with_ranges(range_facts, given)
end

local function combined_by(combine)
  return function(a, b)
    return with_ranges(function(first, second)
      local ok, record = call.done(combine(first, second, ranged, err))
      if not ok then
        return nil, record
      end
      local made = ffi.gc(ranged[0], C.semverx_range_free)
      local canonical, pin = range_facts(made)
      call.free(made, C.semverx_range_free)
      return canonical, pin
    end, a, b)
  end
end

versions.range_intersect = combined_by(C.semverx_range_intersect)
versions.range_union = combined_by(C.semverx_range_union)

function versions.range_is_subset(a, b)
  return with_ranges(function(first, second)
    return answer(C.semverx_range_is_subset(first, second, flag, err))
  end, a, b)
end

function versions.range_is_empty(given)
  return with_ranges(function(range)
    return answer(C.semverx_range_is_empty(range, flag, err))
  end, given)
end

function versions.range_explain(v, r, json)
  return policies.with(json, function(policy)
    return with_ranges(function(range)
      local ok, record = call.done(C.semverx_parse(v, #v, parsed, err))
      if not ok then
        return nil, record
      end
      local version = ffi.gc(parsed[0], C.semverx_version_free)
      local verdict
      verdict, record = call.table(C.semverx_range_explain(range, version, policy, call.report, err))
      call.free(version, C.semverx_version_free)
      return verdict, record
    end, r)
  end)
end

function versions.policy_json(json)
  return policies.with(json, function(policy)
    return call.bytes(C.semverx_policy_json(policy, call.buffer, err))
  end)
end

return versions
