--- Versions, ranges and policies over libdiram: texts in, plain values out.

local ffi = require "ffi"
local C = require "semverx.ffi.library"
local call = require "semverx.ffi.call"
local kept = require "semverx.ffi.kept"

local err, size, text = call.err, call.size, call.text
local parsed, ranged = ffi.new("semverx_version *[1]"), ffi.new("semverx_range *[1]")
local flag, place = ffi.new("int32_t[1]"), ffi.new("size_t[1]")
local versions = {}

-- Macros of the header.
local MAJOR, MINOR, PATCH = 0, 1, 2
local NONE = ffi.cast("size_t", call.most_u64)

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

--- Runs `work` with a version, a range and a policy, read in this order.
local function ask(work, v, r, json)
  local ok, record = call.done(C.semverx_parse(v, #v, parsed, err))
  if not ok then
    return nil, record
  end
  local version = parsed[0]
  local range, policy
  range, record = kept.range(r)
  if range then
    policy, record = kept.policy(json)
  end
  if record then
    C.semverx_version_free(version)
    return nil, record
  end
  local value
  value, record = work(version, range, policy)
  C.semverx_version_free(version)
  return value, record
end

local function contains(version, range, policy)
  return answer(C.semverx_range_contains_with(range, version, policy, flag, err))
end

local function explain(version, range, policy)
  return call.table(C.semverx_range_explain(range, version, policy, call.report, err))
end

function versions.range_satisfies(v, r, json)
  return ask(contains, v, r, json)
end

function versions.range_explain(v, r, json)
  return ask(explain, v, r, json)
end

function versions.range_satisfies_many(list, r, json)
  local policy, record = kept.policy(json)
  if record then
    return nil, record
  end
  local out = ffi.new("int32_t[?]", #list)
  local pointers, lengths = items(list)
  local status = C.semverx_satisfies_many(pointers, lengths, #list, r, #r, policy, out, err)
  return results(status, out, #list, is_one)
end

function versions.range_max_satisfying(list, r, json)
  local policy, record = kept.policy(json)
  if record then
    return nil, record
  end
  local pointers, lengths = items(list)
  local ok
  ok, record = call.done(C.semverx_max_satisfying(pointers, lengths, #list, r, #r, policy, place, err))
  if not ok then
    return nil, from_one(record)
  end
  return place[0] == NONE and 0 or from_zero(place[0])
end

--- Canonical text and pin of a range.
local function range_facts(range)
  return text(C.semverx_range_text(range, size)), text(C.semverx_range_exact_pin(range, size))
end

function versions.range_parse(given)
  local range, record = kept.range(given)
  if not range then
    return nil, record
  end
  return range_facts(range)
end

--- Runs `work` with two ranges.
local function with_both(work, a, b)
  local first, record = kept.range(a)
  if not first then
    return nil, record
  end
  local second
  second, record = kept.range(b)
  if not second then
    return nil, record
  end
  return work(first, second)
end

local function combined_by(combine)
  local function work(first, second)
    local made, record = call.handle(combine(first, second, ranged, err), ranged, C.semverx_range_free)
    if not made then
      return nil, record
    end
    local canonical, pin = range_facts(made)
    call.free(made, C.semverx_range_free)
    return canonical, pin
  end
  return function(a, b)
    return with_both(work, a, b)
  end
end

versions.range_intersect = combined_by(C.semverx_range_intersect)
versions.range_union = combined_by(C.semverx_range_union)

local function is_subset(first, second)
  return answer(C.semverx_range_is_subset(first, second, flag, err))
end

function versions.range_is_subset(a, b)
  return with_both(is_subset, a, b)
end

function versions.range_is_empty(given)
  local range, record = kept.range(given)
  if not range then
    return nil, record
  end
  return answer(C.semverx_range_is_empty(range, flag, err))
end

function versions.policy_json(json)
  local policy, record = kept.policy(json)
  if not policy then
    return nil, record
  end
  return call.bytes(C.semverx_policy_json(policy, call.buffer, err))
end

return versions
